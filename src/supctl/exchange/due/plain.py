"""The due list for screen readers and logs: one line an item, and no child's initials."""

from __future__ import annotations

from collections.abc import Iterator

from supctl.answers import Obligation
from supctl.exchange.due.history import late_words
from supctl.exchange.phrases import how_often, remarks, section_of, standing_words, what_and_whom
from supctl.exchange.view import View, worst_first
from supctl.facts.days import say_date


def due_plain(view: View) -> str:
    """What is due, worst first, then whom no rule covers."""
    lines = [plain_line(view, one) for one in sorted(view.obligations, key=worst_first)]
    return "\n".join([*lines, *_uncovered(view)])


def history_plain(view: View) -> str:
    """What was done."""
    return "\n".join(
        f"done {say_date(one.done)}, {late_words(one)}, {_what(view, one)}" for one in view.answers.history if one.done
    )


def plain_line(view: View, one: Obligation) -> str:
    """One obligation: where it stands, the date, whose it is, what, the rule, the section, what is booked."""
    whose = view.policy.whose(one.basis, one.ruled_on)
    section = section_of(whose, one.clause)
    label = "national baseline, " if one.basis == "baseline" else "section "
    parts = [
        standing_words(one),
        say_date(one.due) if one.due else "",
        _held(view, one),
        _what(view, one),
        how_often(one),
        f"{label}{section}" if section else "",
        "this service's own rule" if one.basis == "local" else f"by {whose.short_name}" if one.ruled_on else "",
        f"reading {one.reading.id} not yet confirmed" if one.reading and not one.reading.confirmed else "",
        *remarks(one, view.names_for_data),
    ]
    return ", ".join(part for part in parts if part)


def _held(view: View, one: Obligation) -> str:
    found = view.unheld.get(one.subject.id)
    return "" if found is None else "worker away without cover" if found.why == "away" else "no worker"


def _what(view: View, one: Obligation) -> str:
    names = view.names_for_data
    whose = names.worker(one.worker) if one.worker else "" if one.subject.kind == "case" else names.subject(one.subject)
    return ", ".join(part for part in (whose, what_and_whom(one, names)) if part)


def _uncovered(view: View) -> Iterator[str]:
    names = view.names_for_data
    for one in view.answers.uncovered:
        yield f"no rule, {names.subject(one.subject)}, {names.activity(one.activity)}"
