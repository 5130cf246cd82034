"""What people, teams, children and records are called: names for people to read, never more than they may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from supctl.answers import Subject
from supctl.facts import Case, Post, Record, Service
from supctl.facts.days import say_near
from supctl.facts.words import CLOSED
from supctl.policy import Policy

CATEGORIES = {
    "child-in-need": "in need",
    "child-protection": "CP plan",
    "looked-after": "LAC",
    "disabled-child": "disabled",
    "early-help": "early help",
    "care-leaver": "care leaver",
    CLOSED: "closed",
}
_WITH_DASH = ("co-ordinator",)
_WEEKS_TOLD = 52
_DAYS_IN_WEEK = 7
_NEW_DAYS = 60


def spaced(word: str) -> str:
    """A word of the field as it is read: "social worker"; one that is written with a dash keeps it."""
    return word if word in _WITH_DASH else word.replace("-", " ").replace("_", " ")


def last_four(record: str) -> str:
    """The short name of a record: what stands after its last dash."""
    return record.rpartition("-")[2]


@dataclass(frozen=True)
class Names:
    """Names on a day. `initials` says whether a child's may be shown (on a terminal; never in data)."""

    service: Service
    policy: Policy
    as_of: date
    initials: bool = True

    def worker(self, worker: str | None) -> str:
        """A person's name; the id of one the store does not know."""
        known = self.service.workers.get(worker or "")
        return known.name if known else worker or "nobody"

    def role(self, worker: str | None) -> str:
        """The person's role on the day, in the authority's word for it; empty for who has none."""
        role = self.service.role(worker, self.as_of)
        return self.role_name(role) if role else ""

    def role_name(self, role: str) -> str:
        """A role in the authority's word for it."""
        own = {one.id: one.name for one in self.policy.authority.roles if one.name}
        return own.get(role) or spaced(role)

    def worker_title(self, worker: str) -> str:
        """Name, role, and what a supervisor keeps in mind: newly qualified, on probation, a locum."""
        parts = [self.worker(worker), self.role(worker)]
        standings = self.service.standings(worker, self.as_of)
        employment = self.service.employment(worker, self.as_of)
        if "newly-qualified" in standings:
            week = (self.as_of - employment.from_).days // _DAYS_IN_WEEK + 1 if employment else 0
            parts[1] = "newly qualified" + (f", week {week}" if 0 < week <= _WEEKS_TOLD else "")
        if "probation" in standings:
            parts.append("on probation")
        if employment and employment.kind != "permanent":
            new = (self.as_of - employment.from_).days < _NEW_DAYS
            parts.append(employment.kind + (f" since {say_near(employment.from_, self.as_of)}" if new else ""))
        return ", ".join(part for part in parts if part)

    def case(self, case: str) -> str:
        """A child: the reference and, where they may be shown, the initials."""
        known = self.service.cases.get(case)
        return f"{case} {known.initials}" if self.initials and known and known.initials else case

    def case_title(self, case: str) -> str:
        """A child with what the case is: "M1007 KL, CP plan"."""
        categories = self.categories(case)
        return f"{self.case(case)}, {categories}" if categories else self.case(case)

    def categories(self, case: str) -> str:
        """What a case is on the day, short: "CP plan and LAC"."""
        status = self.service.status(case, self.as_of)
        return " and ".join(CATEGORIES.get(word, spaced(word)) for word in status.category) if status else ""

    def team(self, team: str | None) -> str:
        """A team's name; the id of one the store does not know."""
        known = self.service.teams.get(team or "")
        return known.name if known else team or "no team"

    def subject(self, subject: Subject) -> str:
        """Whom or what a rule is about."""
        if subject.kind == "worker":
            return self.worker(subject.id)
        if subject.kind == "pair":
            return f"{self.worker(subject.worker)} with {self.worker(subject.with_)}"
        if subject.kind == "case":
            return self.case(subject.id)
        if subject.kind == "action":
            record, _, action = subject.id.partition("#")
            return f"action {action} of {last_four(record)}, {self.worker(subject.worker)}"
        return self.team(subject.id) if subject.kind == "team" else "the service"

    def activity(self, activity: str) -> str:
        """The authority's own name for an activity, as it stands within a sentence."""
        name = self.policy.activity_name(activity)
        return name[:1].lower() + name[1:] if name[1:].islower() else name

    def record(self, record: Record) -> str:
        """A record as people speak of it: "personal supervision of Aisha Begum"."""
        about = [self.worker(record.supervisee)] if record.supervisee else [self.case(case) for case in record.cases]
        whom = ", ".join(about) or (self.team(record.team) if record.team else "")
        return self.activity(record.activity) + (f" of {whom}" if whom else "")

    def post(self, worker: str) -> Post | None:
        """The post held on the day."""
        return self.service.post(worker, self.as_of)

    def known_case(self, case: str) -> Case | None:
        """The case itself, if its file could be used."""
        return self.service.cases.get(case)
