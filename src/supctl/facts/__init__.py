"""What is true, whatever the council: people, cases and records with their history, and the calendar. Pure."""

from supctl.facts.asof import service_as_of
from supctl.facts.calendar import Calendar
from supctl.facts.cases import Approval, Case, CaseEvent, Status
from supctl.facts.durations import Interval
from supctl.facts.people import Absence, Cover, Employment, HeldItem, Planned, Post, Standing, Team, Worker
from supctl.facts.records import Action, Record, Reviewed, Step
from supctl.facts.service import Service
from supctl.facts.words import Vocabulary

__all__ = [
    "Absence",
    "Action",
    "Approval",
    "Calendar",
    "Case",
    "CaseEvent",
    "Cover",
    "Employment",
    "HeldItem",
    "Interval",
    "Planned",
    "Post",
    "Record",
    "Reviewed",
    "Service",
    "Standing",
    "Status",
    "Step",
    "Team",
    "Vocabulary",
    "Worker",
    "service_as_of",
]
