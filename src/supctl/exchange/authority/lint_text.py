"""What a policy contradicts or leaves open, as people read it: in the document's order, then what a store shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from supctl.exchange.authority.lint import ConflictData, LintData, UnspokenData
from supctl.exchange.authority.readings import ReadingPlaceData
from supctl.exchange.columns import WIDTH, Column, broken_to, indented, listed, set_in_columns, side_by_side
from supctl.exchange.tables import as_csv, as_narrow_markdown, as_plain
from supctl.facts.days import say_date, say_date_long

_LINE = (Column(12, 1), Column(11, 1), Column(7, 1), Column(46, 1))
_GAP_ROOM = 88
_NAMED = 8
_MANY = {"case": ("child", "children"), "worker": ("person", "people"), "pair": ("pair", "pairs")}
HEADERS = ["kind", "id", "state", "sections", "clauses", "says", "taken as", "number", "subjects"]


def lint_text(data: LintData, *, everything: bool, quiet: bool) -> str:
    """The page."""
    parts = [
        _heading(data),
        [line for one in data.places for line in _place(one, data.as_of, everything=everything)],
        _uncarried(data),
        _silent(data),
        _in_the_data(data, everything=everything),
        [] if quiet else _hints(data, everything=everything),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def state_of(one: ReadingPlaceData) -> str:
    """What a place is: "OPEN" or "decided" where there is a choice, else "gap"."""
    return ("decided" if one.confirmed else "OPEN") if one.options else "gap"


def _heading(data: LintData) -> list[str]:
    title = f"{data.name}{': ' if data.document else ''}{data.document}"
    if not data.places:
        return [*broken_to(title, WIDTH), "Nothing in its text is said to be unclear."]
    choices = [one for one in data.places if one.options]
    decided = sum(one.confirmed for one in choices)
    gaps = len(data.places) - len(choices)
    told = f"What its text contradicts or leaves open, in its own order: {len(choices)} "
    told += f"{'place leaves' if len(choices) == 1 else 'places leave'} a choice"
    told += f", {decided} decided by the service; {gaps} {'is a gap' if gaps == 1 else 'are gaps'}"
    told += ", each with how it is taken."
    return [*broken_to(title, WIDTH), *broken_to(told, WIDTH)]


def _place(one: ReadingPlaceData, as_of: date, *, everything: bool) -> list[str]:
    """Where, which, how it stands, what the text says; of a choice, how it is taken and how else it may be."""
    says = one.says if everything or one.options else _short(one.says)
    first, *rest = [says, *_taken(one, as_of)]
    lines = set_in_columns([listed(one.sections, 12), one.id, state_of(one), first], _LINE)
    for text in rest:
        lines += set_in_columns(["", "", "", text], _LINE)
    if everything:
        lines += set_in_columns(["", "", "", f"clauses {', '.join(one.clause)}"], _LINE)
    return lines


def _taken(one: ReadingPlaceData, as_of: date) -> Iterator[str]:
    """How a choice is taken, by whom, and how else it could be."""
    for option in one.options:
        if option.holds:
            made = one.in_force(as_of)
            by = f"by {made.name or made.by}, from {say_date(made.since)}" if made else "the default"
            yield f"taken as {option.id} ({by}): {option.label}"
    for option in one.options:
        if not option.holds:
            yield f"or {option.id}: {option.label}"
    if one.dates and not one.confirmed:
        yield f"{one.dates} date{' rests' if one.dates == 1 else 's rest'} on it"


def _short(text: str) -> str:
    return text if len(text) <= _GAP_ROOM else text[: _GAP_ROOM - 4].rpartition(" ")[0] + " ..."


def _uncarried(data: LintData) -> list[str]:
    also = data.also_uncarried
    others = "1 other clause says why nothing carries it" if also == 1 else ""
    others = f"{also} other clauses say why nothing carries them" if also > 1 else others
    if not data.uncarried:
        return broken_to(f"NOBODY CARRIES: no duty; {others}." if others else "", WIDTH)
    lines = [
        f"NOBODY CARRIES: {len(data.uncarried)} {'duty' if len(data.uncarried) == 1 else 'duties'} of the document"
    ]
    for one in data.uncarried:
        reading = f" ({', '.join(one.readings)})" if one.readings else ""
        lines += set_in_columns([one.section, one.id, "", f"{one.says} {one.why}{reading}"], _LINE)
    return [*lines, *broken_to(f" {others}." if others else "", WIDTH)]


def _silent(data: LintData) -> list[str]:
    return broken_to(f"NOT IN THIS POLICY: {'; '.join(data.silent)}", WIDTH) if data.silent else []


# --- what the store shows ---------------------------------------------------------------------------------------------


def _in_the_data(data: LintData, *, everything: bool) -> list[str]:
    if data.conflicts is None or data.unspoken is None:
        return []
    lines = broken_to(f"IN THE DATA: {data.store}, {say_date_long(data.as_of)}", WIDTH)
    for conflict in data.conflicts:
        lines += indented(_conflict_words(conflict, everything=everything), 1)
    for gap in data.unspoken:
        lines += indented(_gap_words(gap, everything=everything), 1)
    if not data.conflicts and not data.unspoken:
        lines.append(" No rule stands against another one, and for everybody some row holds.")
    return lines


def _conflict_words(one: ConflictData, *, everything: bool) -> str:
    what = "The date that is past is advice: no rule is broken."
    reading = f" Reading: {one.reading}." if one.reading else " The policy's authors do not say so."
    return f"{one.says}: {_named(one.subjects, everything=everything)}. {what}{reading}"


def _gap_words(one: UnspokenData, *, everything: bool) -> str:
    number = len(one.subjects)
    one_, many = _MANY.get(one.subject, (one.subject, f"{one.subject}s"))
    whom = ", ".join(f"{count} {_several(what, count, one.subject)}" for what, count in one.whom.items())
    named = f" ({_named(one.subjects, everything=True)})" if everything else ""
    return f"No row for {one.activity} speaks of {number} {one_ if number == 1 else many}: {whom}{named}."


def _several(what: str, count: int, subject: str) -> str:
    """A role or a category, of so many: "heads of service"; a category has no plural."""
    if count == 1 or subject == "case" or not what:
        return what or "of no category"
    first, of, rest = what.partition(" of ")
    return f"{first}s{of}{rest}"


def _named(ids: Sequence[str], *, everything: bool) -> str:
    shown = ids if everything or len(ids) <= _NAMED else ids[:_NAMED]
    rest = f" and {len(ids) - len(shown)} more" if len(shown) < len(ids) else ""
    return ", ".join(shown) + rest


def _hints(data: LintData, *, everything: bool) -> list[str]:
    hints = [] if everything else ["In full, with clauses: --all"]
    if data.store is None:
        return side_by_side(["What your data shows: supctl authority lint, in your store", *hints])
    if any(state_of(one) == "OPEN" for one in data.places):
        hints.insert(0, "To decide: supctl authority readings")
    return side_by_side(hints)


# --- the other formats ------------------------------------------------------------------------------------------------


def _rows(data: LintData) -> list[list[object]]:
    found: list[list[object]] = []
    for one in data.places:
        held = next((f"{option.id}: {option.label}" for option in one.options if option.holds), None)
        where = "; ".join(one.sections)
        found.append(
            [_kind(one), one.id, state_of(one).lower(), where, " ".join(one.clause), one.says, held, one.dates, None]
        )
    found += [
        ["not carried", one.id, None, one.section, one.id, f"{one.says} {one.why}", None, None, None]
        for one in data.uncarried
    ]
    found += [["not in this policy", None, None, None, None, one, None, None, None] for one in data.silent]
    for each in data.conflicts or ():
        number, ids = len(each.subjects), " ".join(each.subjects)
        found.append(["conflict", each.reading, None, None, " ".join(each.clause), each.says, None, number, ids])
    for gap in data.unspoken or ():
        said, ids = _gap_words(gap, everything=False), " ".join(gap.subjects)
        found.append(["no row", gap.policy, None, None, None, said, None, len(gap.subjects), ids])
    return found


def _kind(one: ReadingPlaceData) -> str:
    return "choice" if one.options else "gap"


def lint_plain(data: LintData) -> str:
    """A line each."""
    return as_plain(_rows(data)) or "nothing is said to be unclear"


def lint_csv(data: LintData) -> str:
    """A row each."""
    return as_csv(HEADERS, _rows(data))


def lint_markdown(data: LintData) -> str:
    """A page for a meeting."""
    parts = [f"# {data.name}: what the policy's text contradicts or leaves open", data.document]
    rows = [
        [", ".join(one.sections), one.id, state_of(one).lower(), one.says, "; ".join(_taken(one, data.as_of))]
        for one in data.places
    ]
    parts.append(as_narrow_markdown(["section", "reading", "", "what is unclear", "taken as"], rows) if rows else "")
    if data.uncarried:
        lines = [[one.section, one.id, one.says, one.why] for one in data.uncarried]
        parts += ["## Duties that nothing carries", as_narrow_markdown(["section", "clause", "says", "why"], lines)]
    if data.silent:
        parts += ["## Not in this policy", "\n".join(f"- {one}" for one in data.silent)]
    if data.conflicts is not None and data.unspoken is not None:
        found = [_conflict_words(one, everything=True) for one in data.conflicts]
        found += [_gap_words(one, everything=True) for one in data.unspoken]
        parts += [
            f"## In the data on {say_date_long(data.as_of)}",
            "\n".join(f"- {one}" for one in found) or "Nothing.",
        ]
    return "\n\n".join(part for part in parts if part)
