"""What an authority asks for besides, learned once for each kind of record and event, and done by the grown demo.

A record of the kind is put before the policy alone, with the steps that it has anyway. What is open then is done in it
(`upkeep`); what was added is the habit. Where nothing is open there is none, and the record stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple, cast

from supctl.answers import Obligation, answer
from supctl.policy import Policy
from supctl.store.demo.days import Day, as_date
from supctl.store.demo.drafted import Drafted, Json
from supctl.store.demo.forms import Kind, OnForm
from supctl.store.demo.likely import likely
from supctl.store.demo.upkeep import Tables, kept_up_records

Table = dict[str, object]
Complete = Callable[[str, Table, Table | None], Table]

_ASKED, _SOMEBODY, _CHILD, _GIVER, _ABOVE, _TEAM = "asked", "somebody", "CHILD", "giver", "above", "team"
_LONG_AGO, _AFTERWARDS = timedelta(days=4000), timedelta(days=200)
_NEXT = {"agreement": 362, "agreement-review": 360, "supervision-review": 362}


class Taking(NamedTuple):
    """A step that is taken besides: by the supervisor unless by the supervisee."""

    step: str
    by: str
    where: str | None


class Following(NamedTuple):
    """A record that follows: about the person, the child or both, and whether it names what it follows.

    `higher`: given by whoever is above the one who supervises.
    """

    activity: str
    of_person: bool
    of_child: bool
    linked: bool
    higher: bool
    steps: tuple[Taking, ...]
    answers: Mapping[str, Json]


class Habit(NamedTuple):
    """What is done besides: steps and answers of the record, the days to its next date, what follows, and events."""

    steps: tuple[Taking, ...] = ()
    answers: Mapping[str, Json] = {}
    next_within: int | None = None
    following: tuple[Following, ...] = ()
    events: tuple[str, ...] = ()


NOTHING = Habit()


class Habits:
    """The habits that a policy makes, asked once for each kind; the same whoever asks, and in whatever order."""

    def __init__(self, policy: Policy, on_form: OnForm | None, as_of: Day) -> None:
        self._policy = policy
        self._on_form = on_form
        self._day = as_date(as_of) - timedelta(days=300)
        self._known: dict[object, Habit] = {}
        self._intervals: dict[object, int | None] = {}

    def of_record(self, record: Drafted, kind: Kind, steps: str) -> Habit:
        """What is done of a record of this kind, finished with these steps, besides them."""
        key = (kind, steps, record.supervisor is None, bool(record.cases), bool(record.team))
        if key not in self._known:
            self._known[key] = self._learned(_record(record, kind, steps, self._day), kind)
        return self._known[key]

    def of_event(self, event: str, category: tuple[str, ...], team_kind: str, commented: str | None) -> Habit:
        """What follows an event of a child; `commented`: the activity of the comment that there is anyway."""
        key = (event, category, team_kind, commented)
        if key not in self._known:
            kind = Kind(commented or "", "social-worker", "permanent", ("registered",), team_kind, True, category)  # noqa: FBT003
            comment = Drafted(commented or "", 0, None, _GIVER, cases=[_CHILD])
            first = _record(comment, kind, "child", self._day) | {"about": f"{_CHILD}/e1"} if commented else None
            self._known[key] = self._learned(first, kind, event)
        return self._known[key]

    def within(self, activity: str, kind: Kind) -> int | None:
        """Within how many days there is to be another, where the policy says so of such a person or child."""
        key = ("within", activity, kind)
        if key not in self._intervals:
            of_child = kind.role is None
            record = Drafted(activity, 0, None if of_child else _SOMEBODY, _GIVER, cases=[_CHILD] if of_child else [])
            record.supervisee = _SOMEBODY
            first = _record(record, kind._replace(role=kind.role or "social-worker"), "signed", self._day)
            del first["every"]
            given = _given(kind, self._day, None)
            tables = Tables(given, [first], self._policy, self._day, None, _complete, certain=True)
            owed = answer(tables.service, self._policy, self._day).obligations
            often = [one for one in owed if one.kind == "frequency" and one.last == self._day]
            found = [days for one in often if (days := self._interval(one)) and not _held_anyway(one, activity, days)]
            self._intervals[key] = min(found, default=None)
        return self._intervals[key]

    def _interval(self, one: Obligation) -> int | None:
        """Days to the next; of a quota, its period shared out."""
        rows = [row for rule in self._policy.frequencies if rule.id == one.policy for row in rule.row]
        row = next((row for row in rows if row.id == one.rule), None)
        if row and row.times and row.per:
            return (row.per.after(self._day) - self._day).days // row.times
        return (one.due - self._day).days if one.due else None

    def _learned(self, first: Table | None, kind: Kind, event: str | None = None) -> Habit:
        given = _given(kind, self._day, event)
        before = len(cast("list[object]", (first or {}).get("steps", [])))
        tables = Tables(
            given,
            [first] if first else [],
            self._policy,
            self._day + _AFTERWARDS,
            self._on_form,
            _complete,
            certain=True,
        )
        taken = [*cast("list[Table]", (first or {}).get("steps", []))]
        kept_up_records(tables)
        events = [str(one["kind"]) for one in _events(given)][1 if event else 0 :]
        following = tuple(_following(one) for one in tables.records if one is not first)
        if first is None or event:
            return _or_nothing(Habit(following=following, events=tuple(events)))
        steps = [one for one in cast("list[Table]", first["steps"]) if not any(one is known for known in taken)]
        assert len(steps) + before == len(cast("list[object]", first["steps"]))  # noqa: S101 - none is taken away
        next_ = cast("date | None", first.get("next"))
        within = (next_ - self._day).days if next_ and first["activity"] in _NEXT else None
        within = None if within == _NEXT.get(str(first["activity"])) else within
        return _or_nothing(Habit(_takings(steps), _answers(first), within, following, tuple(events)))


def _or_nothing(habit: Habit) -> Habit:
    """The one habit of doing nothing, where it is that."""
    return NOTHING if habit == NOTHING else habit


def _held_anyway(one: Obligation, besides: str, days: int) -> bool:
    """Whether something else that counts for it is held as often in any case."""
    others = (seldom for seldom in likely().seldom if seldom.activity in one.activities)
    return any(seldom.rhythm.limit <= days for seldom in others if seldom.activity != besides)


def _record(record: Drafted, kind: Kind, steps: str, day: date) -> Table:
    """A record of the kind, with what such records say in the grown demo."""
    said: Table = {"id": _ASKED, "activity": record.activity, "date": day, "steps": _usual_steps(record, steps, day)}
    said |= {"supervisee": _SOMEBODY} if kind.role and record.supervisee else {}
    said |= {"supervisor": _GIVER} if record.supervisor else {}
    said |= {"cases": [_CHILD], "reflective": [_CHILD]} if record.cases else {}
    said |= {"team": _TEAM, "present": [_SOMEBODY]} if record.team else {}
    said |= {"minutes": 90, "next": day + timedelta(days=_NEXT.get(record.activity, 28)), "every": "1 week"}
    return said


def _usual_steps(record: Drafted, steps: str, day: date) -> list[Table]:
    people = {"supervisor": _GIVER if record.supervisor else _SOMEBODY, "supervisee": _SOMEBODY}
    found: list[Table] = []
    for number, one in enumerate(likely().steps[steps]):
        step: Table = {"step": one.step, "on": day + timedelta(days=number), "by": people[one.by]}
        step |= ({"to": people[one.to]} if one.to else {}) | ({"where": one.where} if one.where else {})
        found.append(step)
    return found


def _given(kind: Kind, day: date, event: str | None) -> Table:
    """A service of one child, their worker, and two above."""
    before = day - _LONG_AGO

    def worker(role: str, above: str | None, standing: Sequence[str]) -> Table:
        post = {"from": before, "role": role, "team": _TEAM, **({"supervisor": above} if above else {})}
        return {
            "name": "Somebody",
            "started": before,
            "employment": kind.employment,
            "standing": [{"is": one, "from": before} for one in standing],
            "post": [post],
        }

    status: Table = {"from": before, "category": list(kind.category or ("other",)), "worker": _SOMEBODY}
    manages = next((team.manager for team in likely().team if team.kind == kind.team_kind), "team-manager")
    happened = [{"id": "e1", "date": day, "kind": event}] if event else []
    return {
        "settings": {"opening": {"from": before}, "file": []},
        "teams": {_TEAM: {"name": "Team", "kind": kind.team_kind}},
        "workers": {
            _SOMEBODY: worker(kind.role or "social-worker", _GIVER, kind.standing),
            _GIVER: worker(manages, _ABOVE, ("registered",)),
            _ABOVE: worker("service-manager", None, ("registered",)),
        },
        "cases": {_CHILD: {"initials": "AB", "status": [status], "event": happened}},
    }


def _events(given: Table) -> list[Table]:
    cases = cast("Mapping[str, Table]", given["cases"])
    return cast("list[Table]", cases[_CHILD].get("event", []))


def _complete(record: Table, on_form: Table | None) -> Table:
    form = on_form or {"form": record["activity"]}
    said = {**cast("Table", form.get("answers", {})), **cast("Table", record.get("answers", {}))}
    return {**form, **record, "answers": said}


def _following(record: Table) -> Following:
    return Following(
        str(record["activity"]),
        "supervisee" in record,
        bool(record.get("cases")),
        "about" in record,
        record.get("supervisor") == _ABOVE,
        _takings(cast("list[Table]", record.get("steps", []))),
        _answers(record),
    )


def _takings(steps: Sequence[Table]) -> tuple[Taking, ...]:
    def taking(one: Table) -> Taking:
        return Taking(
            str(one["step"]), "supervisee" if one["by"] == _SOMEBODY else "supervisor", _text(one.get("where"))
        )

    return tuple(taking(one) for one in steps)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _answers(record: Table) -> dict[str, Json]:
    """Answers that stand for every record's own: none that names a day, a person or the child."""
    found = cast("Table", record.get("answers", {}))
    plain = {key: one for key, one in found.items() if isinstance(one, bool | int | str)}
    return {key: one for key, one in plain.items() if one not in {_SOMEBODY, _CHILD, _GIVER}}


__all__ = ["NOTHING", "Following", "Habit", "Habits", "Taking"]
