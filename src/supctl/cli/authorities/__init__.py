"""What the commands on authorities share."""
