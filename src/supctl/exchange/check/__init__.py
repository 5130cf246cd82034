"""What `supctl check` says, in every format."""
