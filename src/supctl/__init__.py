"""Professional supervision in children's social care: who is due, what must be written, what falls short, and why."""

__version__ = "0.1.0"
