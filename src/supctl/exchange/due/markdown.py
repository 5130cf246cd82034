"""The due list as a Markdown table, to paste into a note for a meeting; no child's initials."""

from __future__ import annotations

from supctl.answers import Obligation
from supctl.exchange.due.history import late_words
from supctl.exchange.due.table import policy_name
from supctl.exchange.phrases import UNCONFIRMED, how_often, remarks, short_section, what_and_whom
from supctl.exchange.tables import as_markdown
from supctl.exchange.view import View, worst_first
from supctl.facts.days import say_date, say_date_long, say_days


def due_markdown(view: View) -> str:
    """What is due, worst first."""
    rows = [_row(view, one) for one in sorted(view.obligations, key=worst_first)]
    names = view.names_for_data
    rows += [
        [
            "no rule",
            "",
            "",
            _whose(view, one.worker),
            f"{names.subject(one.subject)}: {names.activity(one.activity)}",
            "",
            "",
        ]
        for one in view.answers.uncovered
    ]
    headers = ["Status", "Days", "Due", "Worker", "What", "Rule", "Clause"]
    open_ = any(one.reading and not one.reading.confirmed for one in view.obligations)
    foot = f"\n\n{UNCONFIRMED.format(view.policy.short_name)}." if open_ else ""
    return f"{_title(view, 'supervision due on')}\n\n{as_markdown(headers, rows)}{foot}"


def history_markdown(view: View) -> str:
    """What was done."""
    rows = [
        [
            say_date(one.done) if one.done else "",
            late_words(one),
            say_date(one.due) if one.due else "",
            _whose(view, one.worker),
            what_and_whom(one, view.names_for_data),
            short_section(one, view.policy),
        ]
        for one in view.answers.history
    ]
    headers = ["Done", "How late", "Due", "Worker", "What", "Clause"]
    return f"{_title(view, 'supervision done by')}\n\n{as_markdown(headers, rows)}"


def _title(view: View, what: str) -> str:
    return f"# {view.scope}: {what} {say_date_long(view.as_of)}\n\n{policy_name(view)}"


def _row(view: View, one: Obligation) -> list[str]:
    below = "; ".join(remarks(one, view.names_for_data))
    said = what_and_whom(one, view.names_for_data) + (f" ({below})" if below else "")
    days = "" if one.days is None else say_days(one.days) + (" over" if one.days < 0 else "")
    due = say_date(one.due) if one.due else ""
    held = "no worker" if one.subject.id in view.unheld and one.worker is None else _whose(view, one.worker)
    return [one.status, days, due, held, said, how_often(one), short_section(one, view.policy)]


def _whose(view: View, worker: str | None) -> str:
    return view.names_for_data.worker(worker) if worker else ""
