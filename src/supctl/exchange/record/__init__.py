"""What `supctl record`, `log` and `action` say."""
