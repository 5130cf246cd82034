"""What `supctl due` says, in every format."""
