"""What it would mean to follow another policy from a day on, as a person reads it on a page of eighty."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from supctl.exchange.authority.changing import ChangeData, DutyData, FormChangeData, WordData, whose
from supctl.exchange.authority.moved_text import count_lines, count_table, most_moved_lines, overdue_lines, plain_words
from supctl.exchange.columns import Column, broken_to, indented, set_in_columns
from supctl.exchange.names import Names
from supctl.exchange.tables import as_narrow_markdown
from supctl.facts.days import say_date

_DUTY = (Column(48, 1), Column(18), Column(11))
_FORM = (Column(24, 1), Column(24), Column(2), Column(26))
_FEW_DUTIES = 10
_NONE = "none"


def change_text(data: ChangeData, names: Names, *, hints: Sequence[str] = ()) -> str:
    """What changes; first what has to be settled before it can. `names` has the words of the new policy."""
    more = ": --format csv lists each"
    parts = [
        _heading(data),
        _settle(data),
        count_lines(data.dates, f"DUE DATES on {say_date(data.as_of)}"),
        overdue_lines(data.dates, names, more=more),
        most_moved_lines(data.dates, names, more=more),
        _duties(f"NEW WITH {data.after.short.upper()}", data.come),
        _duties(f"NO LONGER ASKED: {data.before.short.upper()} ALONE", data.go),
        _forms(data),
        _readings(data),
        list(hints),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def done_text(data: ChangeData, path: str, hints: Sequence[str]) -> str:
    """That it was written, and what holds from now on."""
    lines = broken_to(f"{path}: {data.after.name} from {say_date(data.first_day)} on.", 80)
    lines += broken_to(f"What was due before that day is judged by {data.before.short}'s policy, as before.", 80)
    return "\n".join([*lines, *hints])


def change_plain(data: ChangeData, names: Names) -> str:
    """One line for each thing that changes."""
    lines = [f"to settle first: {_word(one)}" for one in data.settle]
    lines += [plain_words(one, names) for one in data.dates.moved]
    for title, found in (("new duty", data.come), ("no longer asked", data.go)):
        lines += [f"{title}: {whose(one)}, {one.schedule}, section {one.clause.section or '-'}" for one in found]
    lines += [f"forms of {one.activity}: {_titles(one.before)} -> {_titles(one.after)}" for one in data.forms]
    lines += [f"to confirm: {one.id}, {one.read_as}" for one in data.readings]
    return "\n".join(lines or ["nothing changes"])


def change_markdown(data: ChangeData) -> str:
    """A page for a meeting: no child's initials, no names of children."""
    parts = [f"# {data.after.name} in place of {data.before.name}", f"From {say_date(data.first_day)} on."]
    if data.settle:
        parts += ["## To settle first", "\n".join(f"- {_word(one)}" for one in data.settle)]
    parts += ["## Due dates", count_table(data.dates)]
    for title, found in (("New duties", data.come), ("No longer asked", data.go)):
        rows = [[whose(one), one.schedule, one.clause.section or "", " ".join(one.clause.ids)] for one in found]
        parts += [f"## {title}", as_narrow_markdown(["what", "how often or by when", "section", "clauses"], rows)]
    forms = [[one.activity, _titles(one.before), _titles(one.after)] for one in data.forms]
    parts += ["## Forms", as_narrow_markdown(["activity", data.before.short, data.after.short], forms)]
    readings = [[one.id, one.says, one.read_as] for one in data.readings]
    parts += ["## Readings to confirm", as_narrow_markdown(["reading", "what the text says", "read as"], readings)]
    return "\n\n".join(parts)


def _heading(data: ChangeData) -> list[str]:
    said = f"{data.after.short} in place of {data.before.short}, from {say_date(data.first_day)} on."
    return [
        *broken_to(f"{said} Nothing was changed.", 80),
        *broken_to(
            f"What was due before that day stays judged by {data.before.short}: a date that was missed stands until "
            "something is held, and nothing new is late before its first day.",
            80,
        ),
    ]


def _settle(data: ChangeData) -> list[str]:
    if not data.settle:
        return []
    lines = [f"TO SETTLE FIRST: {data.after.short} does not know these words of yours"]
    for one in data.settle:
        lines += indented(_word(one), 1)
        lines += indented(f"mend: {one.mend}", 5) if one.mend else []
    return lines


def _word(one: WordData) -> str:
    where = f"{one.path}:{one.line}: " if one.path and one.line else ""
    return where + one.message


def _duties(title: str, found: Sequence[DutyData]) -> list[str]:
    if not found:
        return []
    lines = [title]
    for one in found[:_FEW_DUTIES]:
        lines += set_in_columns([whose(one), one.schedule, one.clause.section or ""], _DUTY)
    rest = len(found) - _FEW_DUTIES
    return [*lines, *([f" and {rest} more: --format markdown has each"] if rest > 0 else [])]


def _forms(data: ChangeData) -> list[str]:
    if not data.forms:
        return []
    lines = set_in_columns(["FORMS", data.before.short, "", data.after.short], (Column(25, 0), *_FORM[1:]))
    for one in data.forms:
        lines += _form(one, _short)
    return [*lines, " Records and drafts keep the form that they were begun on."]


def _form(one: FormChangeData, said: Callable[[Sequence[str]], str]) -> list[str]:
    return set_in_columns([one.activity, said(one.before), "->", said(one.after)], _FORM)


def _titles(titles: Sequence[str]) -> str:
    return "; ".join(titles) or _NONE


def _short(titles: Sequence[str]) -> str:
    more = f" and {len(titles) - 1} more" if len(titles) > 1 else ""
    return titles[0] + more if titles else _NONE


def _readings(data: ChangeData) -> list[str]:
    if not data.readings:
        return []
    number = len(data.readings)
    said = "1 place of the text gives" if number == 1 else f"{number} places of the text give"
    ids = ", ".join(one.id for one in data.readings)
    return ["READINGS TO CONFIRM", *indented(f"{said} different answers by how it is read: {ids}", 1)]
