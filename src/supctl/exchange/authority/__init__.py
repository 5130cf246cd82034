"""What `supctl authority` says of a policy."""
