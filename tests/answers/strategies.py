"""Small but nasty services and policies: people who change post, leave and come back, cases that change hands, records
that are amended and voided, tables of rows that overlap, and an opening in the middle of it.

Everything happens within seven months that hold a leap day and many ends of months, and intervals are short, so that
thresholds, ends and due dates fall on and beside one another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

import tomli_w
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from supctl.documents import Document, Entry
from supctl.errors import PolicyError
from supctl.facts import Case, Record, Service, Team, Worker, service_as_of
from supctl.policy import Choice, Policy, PolicyDocuments, read_policy

Table = dict[str, object]
Draw = Callable[[st.SearchStrategy], object]

FIRST_DAY = date(2024, 1, 1)
SPAN_DAYS = 220
ONE_DAY = timedelta(days=1)

WORKERS = ("amy", "ben", "cat", "dan")
STRANGER = "somebody.else"
CASES = ("C1", "C2", "C3", "C4")
TEAMS = ("east", "west")
ROLES = ("social-worker", "team-manager", "student")
STANDINGS = ("newly-qualified", "probation")
CATEGORIES = ("assessment", "child-in-need", "child-protection")
EVENTS = ("review-held", "visit")
ACTIVITIES = ("personal-supervision", "case-supervision", "group-supervision", "observation", "agreement")
STEPS = ("written", "shared", "filed")
LADDER = ("3 days", "1 week", "2 weeks", "3 weeks", "1 month", "6 weeks", "2 months", "3 months", "5 months")


@dataclass(frozen=True, repr=False)
class Example:
    """A question: facts, a policy and the day asked."""

    facts: Service
    policy: Policy
    as_of: date

    def __repr__(self) -> str:
        """Only what says something, one thing a line."""
        facts, policy = self.facts, self.policy
        things = [
            *(things for each in (facts.workers, facts.teams, facts.cases) for things in each.values()),
            *facts.records,
            *policy.frequencies,
            *policy.rules.deadlines,
            *policy.rules.requirements,
            *policy.choices,
        ]
        lines = [str(thing.model_dump(mode="json", by_alias=True, exclude_defaults=True)) for thing in things]
        return "\n    ".join(["Example(", f"as_of={self.as_of}, opening={facts.opening}", *lines, ")"])

    def _repr_pretty_(self, printer: object, _cycle: bool) -> None:
        """Hypothesis prints it so, too."""
        printer.text(repr(self))

    def changed(self, **facts: object) -> Example:
        """The same question about other facts."""
        return replace(self, facts=replace(self.facts, **facts))

    def known(self, day: date) -> Example:
        """The same question, with nothing written after the day."""
        return replace(self, facts=service_as_of(self.facts, day))

    def each_list(self, change: Callable[[Sequence[Entry]], Sequence[Entry]], *names: str) -> Example:
        """The same question, with the lists of these names changed in every worker, case and record."""

        def changed(thing: Entry) -> Entry:
            own = [name for name in names if name in type(thing).model_fields]
            return thing.model_copy(update={name: tuple(change(getattr(thing, name))) for name in own})

        return self.changed(
            workers={name: changed(worker) for name, worker in self.facts.workers.items()},
            cases={name: changed(case) for name, case in self.facts.cases.items()},
            records=[changed(record) for record in self.facts.records],
        )


days = st.integers(0, SPAN_DAYS).map(lambda n: FIRST_DAY + timedelta(days=n))
as_ofs = st.integers(SPAN_DAYS // 4, SPAN_DAYS).map(lambda n: FIRST_DAY + timedelta(days=n))
rungs = st.sampled_from([4, 7, 6, 5, 8, 7, 6, 5, 3, 2, 1, 0])
intervals = st.sampled_from(LADDER)


integers = cache(st.integers)


@cache
def pick(*words: str | int | None) -> st.SearchStrategy:
    """One of the words."""
    return st.sampled_from(words)


@cache
def some_of(words: tuple[str, ...], at_least: int = 0, at_most: int = 2) -> st.SearchStrategy[list[str]]:
    """A few of the words, each once."""
    return st.lists(st.sampled_from(words), min_size=at_least, max_size=at_most, unique=True)


@cache
def maybe(strategy: st.SearchStrategy) -> st.SearchStrategy:
    """Something, or None."""
    return st.none() | strategy


@cache
def seldom(strategy: st.SearchStrategy) -> st.SearchStrategy:
    """Something once in four times, else None."""
    return st.integers(0, 3).flatmap(lambda n: strategy if n == 3 else st.none())


@cache
def day_counts(most: int) -> st.SearchStrategy[timedelta]:
    """A number of days, perhaps none."""
    return st.integers(0, most).map(timedelta)


def without_none(entry: Table) -> Table:
    """The keys that say something."""
    return {key: value for key, value in entry.items() if value is not None}


# --- facts ---------------------------------------------------------------------------------------------------------


@cache
@st.composite
def spans(draw: Draw, at_least: int = 0, at_most: int = 3, first: date | None = None) -> list[Table]:
    """`from` and perhaps `to`, in order, never overlapping: some touch, some leave a gap, the last may stay open."""
    starts = sorted(draw(st.sets(days, min_size=at_least, max_size=at_most)))
    if first and starts:
        starts = [first, *[day for day in starts[1:] if day > first]]
    found: list[Table] = []
    for index, start in enumerate(starts):
        room = (starts[index + 1] - start).days - 1 if index + 1 < len(starts) else SPAN_DAYS // 2
        ends = draw(seldom(day_counts(room)))
        found.append(without_none({"from": start, "to": None if ends is None else start + ends}))
    return found


@cache
def posts(others: tuple[str, ...]) -> st.SearchStrategy[Table]:
    """A role, perhaps in a team, perhaps under one of the others, perhaps with somebody else as line manager."""
    supervisor = maybe(pick(*others, STRANGER))
    return st.fixed_dictionaries(
        {
            "role": pick(*ROLES),
            "team": maybe(pick(*TEAMS)),
            "supervisor": supervisor,
            "line_manager": seldom(pick(*others, STRANGER)),
        }
    )


@cache
@st.composite
def workers(draw: Draw, name: str, others: tuple[str, ...]) -> Worker:
    """Somebody with posts, standings, absences and cover, who may leave and come back."""
    someone = pick(*others, STRANGER)
    post = posts(others)
    first = FIRST_DAY + timedelta(days=draw(pick(0, -60, -200, 30)))
    return Worker.model_validate(
        {
            "id": name,
            "name": name.title(),
            "employment": [
                {**span, "kind": draw(pick("permanent", "locum"))} for span in draw(spans(1, 2, first=first))
            ],
            "post": [{**span, **without_none(draw(post))} for span in draw(spans(1, 5, first=first))],
            "standing": [{**span, "is": standing} for standing in STANDINGS for span in draw(spans(0, 2))],
            "absence": [*draw(spans(0, 2)), *draw(spans(0, 1))],
            "cover": [
                {**span, "by": draw(someone), "for": draw(pick("people", "cases", "all"))}
                for span in [*draw(spans(0, 1)), *draw(spans(0, 1))]
            ],
            "planned": [{"date": day, "activity": "personal-supervision"} for day in draw(st.sets(days, max_size=1))],
        }
    )


@cache
def statuses(known: tuple[str, ...]) -> st.SearchStrategy[Table]:
    """What a case is, perhaps whose, perhaps in a team of its own."""
    categories = [*[[one] for one in CATEGORIES * 2], list(CATEGORIES[:2]), ["closed"]]
    worker, team = maybe(pick(*known, STRANGER)), maybe(pick(*TEAMS))
    return st.fixed_dictionaries({"category": st.sampled_from(categories), "worker": worker, "team": team})


case_events = st.fixed_dictionaries({"date": days, "kind": pick(*EVENTS)})


@cache
@st.composite
def cases(draw: Draw, name: str, known: tuple[str, ...]) -> Case:
    """A case that changes category, worker and team, with events and approvals of every quality."""
    status = statuses(known)
    first = FIRST_DAY + timedelta(days=draw(pick(0, -60, 30)))
    return Case.model_validate(
        {
            "id": name,
            "status": [{**span, **without_none(draw(status))} for span in draw(spans(1, 5, first=first))],
            "event": [{**draw(case_events), "id": f"e{number}"} for number in range(draw(integers(0, 2)))],
            "approval": [
                without_none({"date": span["from"], "until": span.get("to"), **draw(approvals(known))})
                for span in [*draw(spans(0, 2)), *draw(spans(0, 1))]
            ],
        }
    )


@cache
def approvals(known: tuple[str, ...]) -> st.SearchStrategy[Table]:
    """Approvals good and bad: some without reason, some by the wrong grade, some by people from elsewhere."""
    return st.fixed_dictionaries(
        {
            "what": st.just("longer-interval"),
            "by": pick(STRANGER, None, *known),
            "role": pick("team-manager", "team-manager", "social-worker"),
            "reason": pick("Settled.", "Settled.", "Settled.", None),
            "every": intervals,
        }
    )


@st.composite
def records(draw: Draw, name: str, known: Sequence[str], children: Sequence[str], earlier: Sequence[str]) -> Record:
    """A session, with steps, of which one may void it; some settle an interval, some amend an earlier record."""
    held = draw(days)
    steps = [
        without_none(
            {
                "step": draw(pick(*STEPS)),
                "on": held + timedelta(days=draw(integers(0, 20))),
                "by": draw(maybe(pick(*known, STRANGER))),
                "case": draw(maybe(pick(*children))),
                "where": draw(pick(None, "archive")),
            }
        )
        for _ in range(draw(integers(0, 2)))
    ]
    if draw(integers(0, 5)) == 5:
        steps.append({"step": "voided", "on": held + timedelta(days=draw(integers(0, 40)))})
    amends = draw(pick(*earlier)) if earlier and draw(integers(0, 4)) == 4 else None
    if amends:
        steps.append({"step": "written", "on": held + timedelta(days=draw(integers(0, 30)))})
    form = draw(maybe(st.just("a-form")))
    return Record.model_validate(
        without_none(
            {
                "id": name,
                "activity": draw(pick(*ACTIVITIES[:2], *ACTIVITIES)),
                "date": held,
                "form": form,
                "source": {"kind": "typed" if form else "logged"},
                "supervisee": draw(pick(*known[:2], *known, None)),
                "supervisor": draw(maybe(pick(*known, STRANGER))),
                "present": draw(some_of(known)),
                "team": draw(maybe(pick(*TEAMS))),
                "cases": draw(some_of(children, 1) | some_of(children)),
                "minutes": draw(maybe(pick(45, 90))),
                "next": draw(maybe(days)),
                "every": draw(seldom(intervals)),
                "amends": amends,
                "steps": steps,
            }
        )
    )


@st.composite
def services(draw: Draw, most_records: int = 16) -> Service:
    """One to four workers, one to four cases, two teams, a handful of records; complete from a day, or always."""
    known = WORKERS[: draw(pick(2, 1, 3, 4))]
    children = CASES[: draw(pick(2, 1, 3, 4))]
    people = {name: draw(workers(name, tuple(other for other in known if other != name))) for name in known}
    held: list[Record] = []
    for number in range(draw(pick(most_records // 2, most_records, 0))):
        held.append(draw(records(f"r{number}", known, children, [record.id for record in held])))
    return Service(
        workers=people,
        teams={
            "east": Team(id="east", name="East", kind="safeguarding", started=FIRST_DAY - timedelta(days=90)),
            "west": Team(id="west", name="West", kind="assessment", started=draw(days), parent="east"),
        },
        cases={name: draw(cases(name, known)) for name in children},
        records=held,
        opening=draw(maybe(days)),
    )


# --- policies ------------------------------------------------------------------------------------------------------

SUBJECTS = ("worker", "case", "pair", "team")
WORKER_CONDITIONS = {
    "role": some_of(ROLES, 1),
    "role_group": some_of(("direct-work", "manager", "student"), 1),
    "team_kind": some_of(("safeguarding", "assessment"), 1, 1),
    "standing": some_of(STANDINGS, 1),
    "employment": some_of(("permanent", "locum"), 1, 1),
    "tenure_under": st.sampled_from(["2 months", "6 weeks", "4 months", "8 months"]),
    "has": some_of(("supervisor", "line-manager"), 1, 1),
    "supervises": st.booleans(),
    "holds_cases": st.booleans(),
}
CASE_CONDITIONS = {
    "category": some_of(CATEGORIES, 1),
    "approval": st.just(["longer-interval"]),
    "event": some_of(EVENTS, 1),
    "team_kind": some_of(("safeguarding", "assessment"), 1, 1),
}
CONDITIONS = {
    "worker": WORKER_CONDITIONS,
    "pair": WORKER_CONDITIONS,
    "case": CASE_CONDITIONS,
    "team": {"team_kind": WORKER_CONDITIONS["team_kind"], "has": st.just(["members"])},
}


@cache
@st.composite
def conditions(draw: Draw, subject: str, at_least: int = 0) -> Table:
    """A condition that such a subject may have, or two."""
    possible = CONDITIONS[subject]
    at_most = min(draw(pick(1, 1, 2)), len(possible))
    changing = tuple(name for name in ("role", "standing", "tenure_under", "category") if name in possible) * 3
    names = draw(some_of((*changing, *possible), at_least, at_most))
    found = {name: draw(possible[name]) for name in names}
    if "standing" in found and draw(integers(0, 2)) == 2:
        found["standing_under"] = draw(st.sampled_from(["3 weeks", "2 months"]))
    return found


@cache
@st.composite
def schedules(draw: Draw, subject: str) -> Table:
    """What a row asks for: an interval (with what may stand beside it), a quota, an exemption, an agreement."""
    kinds = ["interval"] * 4 + ["quota", "exempt"] + {"case": ["approved"] * 4, "team": []}.get(subject, ["agreed"])
    kind = draw(pick(*kinds))
    if kind == "quota":
        return {"times": draw(integers(1, 3)), "per": draw(intervals)}
    if kind == "exempt":
        return {"exempt": True}
    if kind == "agreed":
        return {"agreed": "only"}
    first, every, limit = sorted(draw(st.tuples(*[rungs] * 3)))
    asked = {"every": LADDER[every]}
    if kind == "approved":
        ends = draw(st.sampled_from([{}, {"ends_with": "category"}]))
        asked = {"approved": {"by_role": ["team-manager"], **ends}, **draw(st.sampled_from([asked, {}]))}
    if "every" in asked:
        asked |= draw(st.sampled_from([{}, {}, {"first": LADDER[first]}]))
        asked |= draw(st.sampled_from([{}, {}, {"limit": LADDER[limit]}, {"limit": "none"}]))
    asked |= draw(seldom(st.just({"after_first": True}))) or {}
    if subject in {"worker", "pair", "case"} and "every" in asked:
        asked |= draw(st.sampled_from([{}, {"agreed": "shorter"}, {"agreed": "any"}]))
    return asked


@cache
@st.composite
def rows(draw: Draw, subject: str, name: str, *, last: bool) -> Table:
    """One row (the last takes whatever is left), sometimes in force for a time only, sometimes under a reading."""
    schedule = draw(schedules(subject))
    when = {} if last else draw(conditions(subject, 1))
    if "approved" in schedule:
        when["approval"] = ["longer-interval"]
    row = {"id": name, "clause": ["X-1"], "when": when, **schedule}
    if draw(integers(0, 5)) == 5:
        row["unless"] = draw(conditions(subject, 1))
    if draw(integers(0, 7)) == 7:
        first, last = draw(maybe(days)), draw(maybe(days))
        row |= without_none({"from": first, "to": max(first, last) if first and last else last})
    if draw(integers(0, 7)) == 7:
        row["under"] = draw(pick("X-R:one", "X-R:two"))
    return row


@cache
@st.composite
def counts(draw: Draw, subject: str) -> list[Table]:
    """What counts: an activity that always does, perhaps one that only sometimes does, perhaps a step."""
    plain = {"case": "case-supervision", "team": "group-supervision"}.get(subject, "personal-supervision")
    found: list[Table] = [{"activity": plain}]
    if subject == "worker":
        found.append({"activity": "group-supervision"})
    if draw(st.booleans()):
        circumstances = draw(conditions("case" if subject == "case" else "worker"))
        found.append(
            {
                "activity": draw(some_of(ACTIVITIES, 1)),
                "when": circumstances,
                **draw(st.sampled_from([{}, {"by": "supervisor", "by_role": "student"}, {"by_role": "team-manager"}])),
                **draw(st.sampled_from([{}, {"by": ["above", "other"]}])),
                **draw(st.sampled_from([{}, {}, {"under": "X-R:one"}])),
            }
        )
        if found[-1].get("by") and found[-1].get("by_role") and draw(st.booleans()):
            found[-1]["both"] = True
        if draw(integers(0, 2)) == 2:
            circumstances["answered"] = draw(st.sampled_from(["present", "minutes:90", "cases:{case}"]))
    if draw(integers(0, 3)) == 3:
        found[0]["unless"] = {"answered": draw(st.sampled_from(["minutes:45", "every"]))}
    if draw(integers(0, 2)) == 2:
        step = {"activity": ["observation"], "step": draw(pick("shared", "filed"))}
        found.append(step | draw(st.sampled_from([{}, {"by": ["supervisee", "supervisor"]}, {"where": "archive"}])))
    return found


@cache
@st.composite
def frequencies(draw: Draw, subject: str) -> Table:
    """A table of rows for one kind of subject; some leave nothing uncovered."""
    table = [draw(rows(subject, f"row-{number}", last=False)) for number in range(draw(pick(2, 1, 3, 4)))]
    if draw(integers(0, 3)):
        table.append(draw(rows(subject, "the-rest", last=True)))
    return {"id": f"of-{subject}", "subject": subject, "counts": draw(counts(subject)), "row": table}


DEADLINES: tuple[Table, ...] = (
    {"after": {"activity": "personal-supervision"}, "must": {"step": "shared"}, "within": "1 week"},
    {
        "after": {"activity": "case-supervision"},
        "must": {"step": "filed"},
        "within": "5 working days",
        "subject": "case",
    },
    {"after": {"step": "shared"}, "must": {"step": "filed", "by": "supervisor"}},
    {"after": {"event": "visit"}, "must": {"activity": "case-supervision"}, "within": "10 days"},
    {"after": {"event": "review-held"}, "must": {"event": "visit"}, "within": "2 weeks"},
    {"after": {"began": "pair"}, "must": {"activity": "agreement"}, "within": "4 weeks"},
    {"after": {"began": "pair", "changed": True}, "must": {"activity": "personal-supervision"}, "within": "2 weeks"},
    {"after": {"began": "post"}, "must": {"activity": "observation"}, "within": "6 weeks"},
    {"after": {"ended": "post"}, "must": {"activity": "observation"}, "within": "6 weeks"},
    {"after": {"began": "employment"}, "must": {"activity": "agreement"}, "within": "1 month"},
    {"after": {"began": "category"}, "must": {"activity": "case-supervision"}, "within": "10 days"},
    {"after": {"ended": "category"}, "must": {"activity": "case-supervision"}, "within": "1 month"},
    {"after": {"activity": "observation"}, "must": {"step": "shared"}, "within": "next session"},
    {"after": {"began": "line-management", "changed": True}, "must": {"activity": "observation"}, "within": "1 month"},
    {
        "after": {"event": "visit"},
        "must": {"activity": "case-supervision", "linked": True},
        "within": "next session",
        "session": "case-supervision",
        "limit": "none",
    },
    {
        "after": {"activity": "case-supervision"},
        "must": {"step": "filed"},
        "within": "2 working days",
        "limit": "1 month",
        "subject": "case",
        "when": {"gap_over": "3 weeks"},
        "unless": {"answered": "minutes:45"},
    },
    {
        "after": {"activity": "personal-supervision"},
        "may": {"step": "disagreed"},
        "within": "5 working days",
        "silence": "agreed",
    },
)
REQUIREMENTS: tuple[Table, ...] = (
    {"on": {"activity": "personal-supervision"}, "test": "value", "of": "minutes", "min": 90},
    {"on": {"activity": "case-supervision"}, "test": "steps", "steps": ["shared", "filed"], "in_order": True},
    {"on": {"worker": True}, "test": "held", "activity": "observation", "newer_than": "6 months"},
    {"on": {"case": True}, "test": "held", "activity": "case-supervision"},
    {"on": {"pair": True}, "test": "who", "of": "supervisor", "by_role": "manager"},
    {"on": {"activity": "personal-supervision"}, "test": "filled", "of": "next", "when": {"gap_over": "1 month"}},
    {"on": {"worker": True}, "test": "who", "of": "line_manager", "when": {"has": "supervisor"}},
    {"on": {"worker": True}, "test": "planned", "activity": "personal-supervision", "ahead": "1 month"},
)
CLAUSES = Document(
    "clauses.toml",
    tomli_w.dumps(
        {
            "source": [{"id": "x", "title": "A policy"}],
            "clause": [{"id": "X-1", "source": "x", "section": "1", "says": "Often enough."}],
        }
    ),
)
READING: Table = {
    "id": "X-R",
    "clause": ["X-1"],
    "says": "Unclear.",
    "option": [{"id": "one", "label": "One", "default": True}, {"id": "two", "label": "Two"}],
}


def policy_of(*tables: Table, deadlines: Sequence[Table] = (), requirements: Sequence[Table] = ()) -> Policy:
    """The policy that these tables make when they are written down as TOML and read."""
    rules = {
        name: [{"id": f"{name}-{number}", "clause": ["X-1"], **entry} for number, entry in enumerate(entries)]
        for name, entries in (("deadline", deadlines), ("requirement", requirements))
    }
    head = {"contract": 1, "id": "x", "name": "X"}
    text = tomli_w.dumps({"authority": head, "frequency": list(tables), "interpretation": [READING], **rules})
    return read_policy(PolicyDocuments(Document("policy.toml", text), CLAUSES))


def reachable(table: Table) -> Table:
    """The table without the rows that a policy would be refused for, because they are never reached."""
    kept: list[Table] = []
    for row in table["row"]:
        try:
            policy_of({**table, "row": [*kept, row]})
        except PolicyError as error:
            if {finding.code for finding in error.findings} != {"row-never-reached"}:
                raise
        else:
            kept.append(row)
    return {**table, "row": kept}


@st.composite
def policies(draw: Draw, subjects: tuple[str, ...] = SUBJECTS, *, rules: bool = True) -> Policy:
    """A table for one kind of subject or two, rules beside it, and perhaps a choice of a reading."""
    tables = [reachable(draw(frequencies(subject))) for subject in draw(some_of(subjects, 1, 2))]
    deadlines = draw(st.lists(st.sampled_from(DEADLINES), max_size=3, unique_by=str)) if rules else []
    requirements = draw(st.lists(st.sampled_from(REQUIREMENTS), max_size=2, unique_by=str)) if rules else []
    policy = policy_of(*tables, deadlines=deadlines, requirements=requirements)
    chosen = [
        Choice.model_validate({"id": "X-R", "option": option, "by": "amy", "from": day})
        for option, day in draw(st.lists(st.tuples(st.sampled_from(["one", "two"]), days), max_size=1))
    ]
    return policy.with_choices(chosen)


@st.composite
def examples(draw: Draw, subjects: tuple[str, ...] = SUBJECTS, *, rules: bool = True) -> Example:
    """Any question at all: on any day, or soon after something was held."""
    facts, policy = draw(services()), draw(policies(subjects, rules=rules))
    soon_after = [record.date + timedelta(days=draw(integers(0, 45))) for record in facts.records[-1:]]
    return Example(facts, policy, draw(st.sampled_from([*soon_after, draw(as_ofs)])))


@cache
def example_pool(size: int = 120) -> list[Example]:
    """The same examples each time, for searches that need not be surprised."""
    found: list[Example] = []

    @settings(max_examples=size, derandomize=True, database=None, phases=[Phase.generate])
    @given(examples())
    def gather(example: Example) -> None:
        found.append(example)

    gather()
    return found
