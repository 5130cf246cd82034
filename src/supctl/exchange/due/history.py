"""What was done, when, and how late, as a person reads it."""

from __future__ import annotations

from datetime import date

from supctl.answers import Obligation
from supctl.exchange.columns import WIDTH, Column, broken_to, set_in_columns, with_command
from supctl.exchange.due.table import name_of_policy, policy_name
from supctl.exchange.phrases import READINGS, UNCONFIRMED, short_section, what_and_whom
from supctl.exchange.view import View
from supctl.facts.days import say_date, say_date_long, say_days

_LINE = (Column(15, 2), Column(13, 2), Column(38), Column(8))


def due_history(view: View, from_: date) -> str:
    """What was done from a day on, the latest first."""
    done = [one for one in view.answers.history if one.done]
    title = f"{view.scope}: done from {say_date_long(from_)} to {say_date_long(view.as_of)}"
    late = sum((one.late_by or 0) > 0 for one in done)
    parts = [
        [*broken_to(title, WIDTH), *_policies(view, from_)],
        [f"  {len(done)} done, {late} of them late"],
        [line for one in sorted(done, key=_latest_first) for line in _line(view, one)],
    ]
    if any(one.reading and not one.reading.confirmed for one in done):
        parts.append(with_command(UNCONFIRMED.format(view.policy.short_name), READINGS))
    if not view.quiet:
        parts.append(["What is due now: supctl due"])
    return "\n\n".join("\n".join(part) for part in parts if part)


def _policies(view: View, from_: date) -> list[str]:
    """The policy that was followed; where another one was before, each with its days."""
    earlier = [one for one in view.policy.parts if one.to and from_ <= one.to < view.as_of]
    what = "WHAT IF, by the policy" if view.what_if else "Policy"
    lines = broken_to(f"{what}: {policy_name(view)}", WIDTH)
    for one in reversed(earlier):
        until = f"until {say_date(one.to)}" if one.to else ""
        lines += broken_to(f"{until}: {name_of_policy(one)}", WIDTH)
    return lines


def late_words(one: Obligation) -> str:
    """How late it was: "in time", "5 days late", "no date set"."""
    if one.late_by is None:
        return "no date set"
    return f"{say_days(one.late_by)} late" if one.late_by > 0 else "in time"


def _latest_first(one: Obligation) -> tuple[int, str]:
    return -(one.done or date.min).toordinal(), one.id


def _line(view: View, one: Obligation) -> list[str]:
    whose = view.names.worker(one.worker) if one.worker else ""
    if not whose and one.subject.kind != "case":
        whose = view.names.subject(one.subject)
    due = f", due {say_date(one.due)}" if one.due and (one.late_by or 0) > 0 else ""
    text = ": ".join(part for part in (whose, what_and_whom(one, view.names)) if part) + due
    day = say_date(one.done) if one.done else ""
    return set_in_columns([day, late_words(one), text, short_section(one, view.policy)], _LINE)
