"""Evidence in words, a short line each, as it is laid beside a field that somebody fills in. No names, no prose."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from supctl.answers.evidence import Seen
from supctl.answers.shapes import Obligation
from supctl.facts.days import say_date, say_days
from supctl.policy import Policy

NOTHING: Final = "nothing a program can see"
_MOST: Final = 5
_PLAIN: Final = {
    "cases": "a case",
    "reflective": "a reflective case",
    "actions": "an action",
    "present": "somebody else",
}


def evidence_words(seen: Sequence[Seen], policy: Policy) -> list[str]:
    """What each evidence shows, in words; last, since when records are complete, where that cuts the period short."""
    lines = [line for one in seen for line in _WORDS[one.evidence.kind](one, policy)]
    cut = next((one.cut for one in seen if one.cut), None)
    return [*lines, f"records complete only since {_said(cut)}; what was before cannot be told"] if cut else lines


def _in_time(seen: Seen, policy: Policy) -> list[str]:
    names = {frequency.id: policy.activity_name(frequency.activity) for frequency in policy.frequencies}
    done = "held" if set(names) & set(seen.evidence.in_time) else "done"
    what = " and ".join(names.get(one, one.replace("-", " ")) for one in seen.evidence.in_time)
    if not seen.applies:
        return [f"{what}: nothing was due"]
    awaited = f", due {_said(seen.first_due)}" if seen.first_due and not seen.owed else ""
    first = f"{what}: {seen.of} {done}, {seen.met or 'none'} in time" if seen.of else f"{what}: none {done}{awaited}"
    return [first, *_some([_late(one) for one in seen.late]), *_some([_owed(one, done) for one in seen.owed])]


def _late(one: Obligation) -> str:
    case = f"{one.subject.id} " if one.subject.kind == "case" else ""
    return f"late: {case}{_said(one.done)}, due {_said(one.due)}, {say_days(one.late_by or 0)}"


def _owed(one: Obligation, done: str) -> str:
    case = f" {one.subject.id}" if one.subject.kind == "case" else ""
    if one.due is None:
        return f"not {done}:{case or ' nobody says by when'}"
    return f"not {done}:{case} due {_said(one.due)}, {say_days(one.days or 0)} ago"


def _there(seen: Seen, policy: Policy) -> list[str]:
    words = (*seen.evidence.held, *seen.evidence.item, *seen.evidence.event)
    names = " or ".join(dict.fromkeys(policy.activity_name(one) for one in words))
    if seen.days:
        old = "" if seen.good or not seen.evidence.newer_than else f", longer ago than {seen.evidence.newer_than}"
        return [f"{names} {_listed(seen.days)}{old}"]
    awaited = f"; due {_said(seen.first_due)}" if seen.first_due else ""
    return [f"no {names} recorded{awaited}"]


def _answered(seen: Seen, policy: Policy) -> list[str]:
    titles = {
        whole: section.title or field.label
        for form in sorted(policy.templates, key=lambda form: form.id == seen.form)
        for whole, section, field in form.fields()
    }
    names = list(dict.fromkeys(_answer(one, titles) for one in seen.evidence.answered))
    return [_share(seen, f"{', '.join(names)}: answered")]


def _answer(one: str, titles: Mapping[str, str]) -> str:
    """A field, with the answer that is looked for where it is one alone: "Elements (quality assurance)"."""
    name, _, answer = one.partition(":")
    return titles.get(name, name) + (f" ({answer})" if answer else "")


def _counted(seen: Seen, _: Policy) -> list[str]:
    return [_share(seen, _PLAIN[str(seen.evidence.counted)])]


def _stepped(seen: Seen, policy: Policy) -> list[str]:
    by = " by " + " and ".join(seen.evidence.parties) if seen.evidence.parties else ""
    what = " or ".join(policy.activity_name(one) for one in seen.evidence.activity)
    where = " on " + " or ".join(seen.evidence.where) if seen.evidence.where else ""
    return [_share(seen, f"{what}: {str(seen.evidence.step).replace('-', ' ')}{where}{by}")]


def _share(seen: Seen, what: str) -> str:
    return f"{what} in {seen.met} of {_records(seen.of)}" if seen.of else "no record in the period"


def _agreed(seen: Seen, _: Policy) -> list[str]:
    counts = seen.actions
    if not counts.all:
        return ["no action agreed"]
    kinds = {
        "done": counts.done,
        "carried on": counts.carried,
        "never looked at again": counts.lost,
        "past its date": counts.past,
        "open": counts.open,
    }
    return [", ".join([f"{counts.all} agreed", *(f"{number} {what}" for what, number in kinds.items() if number)])]


def _required(seen: Seen, _: Policy) -> list[str]:
    said = [f"{one.message}{f' ({_said(one.day)})' if one.record else ''}" for one in seen.findings]
    return _some(said) or ["nothing found to fall short"]


_WORDS: dict[str, Callable[[Seen, Policy], list[str]]] = {
    "in_time": _in_time,
    "held": _there,
    "item": _there,
    "event": _there,
    "answered": _answered,
    "counted": _counted,
    "step": _stepped,
    "actions": _agreed,
    "requirement": _required,
}


def _some(lines: Sequence[str]) -> list[str]:
    """The first few, and how many more."""
    more = len(lines) - _MOST
    return [*lines[:_MOST], f"and {more} more"] if more > 1 else list(lines)


def _listed(days: Sequence[date]) -> str:
    said = _some([_said(day) for day in days])
    return said[0] if len(said) == 1 else ", ".join(said[:-1]) + f" and {said[-1].removeprefix('and ')}"


def _said(day: date | None) -> str:
    return say_date(day) if day else "no date"


def _records(number: int) -> str:
    return "1 record" if number == 1 else f"{number} records"
