"""What `supctl worker`, `team`, `case` and `book` say."""
