"""What `supctl why` says: of a date, a rule, a finding's code."""
