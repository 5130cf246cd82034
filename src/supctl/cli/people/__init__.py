"""What the commands on people, teams and cases share."""
