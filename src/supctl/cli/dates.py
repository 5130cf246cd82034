"""Dates as people type and read them, for the commands."""

from supctl.facts.dates_typed import ACCEPTED, Prefer, read_date
from supctl.facts.days import MONTHS, WEEKDAYS, say_date, say_date_long

__all__ = ["ACCEPTED", "MONTHS", "WEEKDAYS", "Prefer", "read_date", "say_date", "say_date_long"]
