"""West Sussex County Council: the Supervision Policy for Children's Services, as data for supctl."""
