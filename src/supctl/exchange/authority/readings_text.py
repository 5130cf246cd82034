"""How a policy is read, as people read it: open places first, each with its options, and the notes apart."""

from __future__ import annotations

from datetime import date

from supctl.exchange.authority.readings import ChosenData, ReadingPlaceData, ReadingsData, section_words
from supctl.exchange.authority.shapes import OptionData
from supctl.exchange.columns import WIDTH, Column, both_ends, broken_to, indented, listed, set_in_columns, side_by_side
from supctl.exchange.tables import as_csv, as_narrow_markdown, as_plain
from supctl.facts.days import say_date, say_date_long

_NOTE = (Column(12, 2), Column(13), Column(51))
_NOTE_ROOM = 98
_CLAUSES_ROOM = 40
_OPTION_WIDEST = 24
HEADERS = [
    *("reading", "state", "option", "default", "by", "from", "dates", "sections", "clauses", "says", "options"),
]


def readings_text(data: ReadingsData, *, everything: bool, quiet: bool) -> str:
    """The page."""
    parts = [
        _heading(data),
        *_open(data),
        *_confirmed(data),
        _notes(data, everything=everything),
        [] if quiet else _hints(data, everything=everything),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _heading(data: ReadingsData) -> list[str]:
    title = f"{data.name}: how the policy is read where its text is unclear"
    if not data.readings:
        return [*broken_to(title, WIDTH), "Nothing in it is said to be unclear."]
    if data.store is None:
        told = "As its plugin's authors read it. No store was asked, so nothing is confirmed here."
        return [*broken_to(title, WIDTH), *broken_to(told, WIDTH)]
    resting = sum(one.dates or 0 for one in data.readings if not one.confirmed)
    on = f"{data.store} on {say_date_long(data.as_of)}: {_dates(resting)} on what is not confirmed."
    others = f"For the readings of {' and '.join(data.others)}, ask for another day: --as-of" if data.others else ""
    return [*broken_to(title, WIDTH), *broken_to(on, WIDTH), *broken_to(others, WIDTH)]


def _dates(number: int) -> str:
    return "no date rests" if number == 0 else "1 date rests" if number == 1 else f"{number} dates rest"


# --- what leaves a choice ---------------------------------------------------------------------------------------------


def _open(data: ReadingsData) -> list[list[str]]:
    found = data.those(confirmed=False)
    if not found:
        return []
    said = f"NOT CONFIRMED {len(found)}: the plugin's authors chose the default, and {data.name} has not decided"
    return [broken_to(said, WIDTH), *(_place(one, data.as_of) for one in found)]


def _confirmed(data: ReadingsData) -> list[list[str]]:
    found = data.those(confirmed=True)
    if not found:
        return []
    return [[f"CONFIRMED {len(found)}"], *(_place(one, data.as_of) for one in found)]


def _place(one: ReadingPlaceData, as_of: date) -> list[str]:
    """Where it stands, what the text says, the options with the one that holds, and who decided."""
    lines = both_ends(f"{one.id}  {section_words(one.sections)}", listed(one.clause, _CLAUSES_ROOM), middle=40)
    lines += indented(one.says, 2)
    width = min(max(len(option.id) for option in one.options), _OPTION_WIDEST)
    columns = (Column(2, 2), Column(width, 0), Column(WIDTH - width - 6, 2))
    for option in one.options:
        mark = "* " if option.holds else ""
        lines += set_in_columns([mark, option.id, option.label + _state(one, option)], columns)
    lines += [line for choice in one.chosen for line in indented(_decided(choice, as_of), 4)]
    if one.dates:
        lines += indented(f"{_dates(one.dates)} on it today", 4)
    return lines


def _state(one: ReadingPlaceData, option: OptionData) -> str:
    if option.holds:
        return " (holds: chosen by the service)" if one.confirmed else " (holds: the default)"
    return " (the default)" if option.default and one.confirmed else ""


def _decided(choice: ChosenData, as_of: date) -> str:
    said = choice.option or "read and agreed"
    when = "from" if choice.since <= as_of else "NOT YET: from"
    return f"{said}: by {choice.name or choice.by}, {when} {say_date(choice.since)}"


# --- notes ------------------------------------------------------------------------------------------------------------


def _notes(data: ReadingsData, *, everything: bool) -> list[str]:
    if not data.notes:
        return []
    agreed = sum(one.confirmed for one in data.notes)
    read = f"; {agreed} read and agreed by the service" if agreed else ""
    lines = broken_to(f"NOTES {len(data.notes)}: nothing to choose; how a gap is taken{read}", WIDTH)
    for one in data.notes:
        says = one.says if everything else _shortened(one.says)
        made = one.in_force(data.as_of)
        mark = f" (agreed: {made.name or made.by}, from {say_date(made.since)})" if made else ""
        lines += set_in_columns([one.id, listed(one.sections, 13), says + mark], _NOTE)
    return lines


def _shortened(text: str) -> str:
    """As much as two lines hold."""
    return text if len(text) <= _NOTE_ROOM else text[: _NOTE_ROOM - 4].rpartition(" ")[0] + " ..."


def _hints(data: ReadingsData, *, everything: bool) -> list[str]:
    found = [*data.those(confirmed=False), *(one for one in data.notes if not one.confirmed)]
    hints = [] if everything or not data.notes else ["Each note in full: --all"]
    if not data.readings:
        return []
    if data.store is None:
        return side_by_side(["Decide: supctl authority confirm, in the service's store", *hints])
    if found:
        option = " OPTION" if found[0].options else ""
        typed = f"supctl authority confirm {found[0].id}{option} --by NAME --from DATE"
        return side_by_side([f"Decide: {typed}", *hints])
    return hints


# --- the other formats ------------------------------------------------------------------------------------------------


def readings_plain(data: ReadingsData) -> str:
    """A line each."""
    return as_plain([[*_plain(one)] for one in data.readings]) or "no reading: nothing is said to be unclear"


def _plain(one: ReadingPlaceData) -> list[str]:
    dates = [f"{_dates(one.dates)} on it"] if one.dates else []
    options = [
        f"{'holds' if option.holds else 'or'} {option.id}{' (the default)' if option.default else ''}: {option.label}"
        for option in one.options
    ]
    decided = [f"by {choice.name or choice.by} from {choice.since}" for choice in one.chosen]
    where = section_words(one.sections)
    return [one.id, state_of(one), *decided, where, " ".join(one.clause), *dates, one.says, *options]


def state_of(one: ReadingPlaceData) -> str:
    """How it stands, in a word or two: "not confirmed", "confirmed", "note", "note, agreed"."""
    if one.options:
        return "confirmed" if one.confirmed else "not confirmed"
    return "note, agreed" if one.confirmed else "note"


def readings_csv(data: ReadingsData) -> str:
    """A row each; the options with their labels in one cell."""
    return as_csv(HEADERS, [_row(one, data.as_of) for one in data.readings])


def _row(one: ReadingPlaceData, as_of: date) -> list[object]:
    made = one.in_force(as_of)
    options = "; ".join(f"{option.id}: {option.label}" for option in one.options)
    return [
        *(one.id, state_of(one), one.option, one.default, made.by if made else None, made.since if made else None),
        *(one.dates, "; ".join(one.sections), " ".join(one.clause), one.says, options),
    ]


def readings_markdown(data: ReadingsData) -> str:
    """A page for a meeting: a table for what is open, one for what is decided, one for the notes."""
    parts = [
        f"# {data.name}: how the policy is read",
        *([f"{data.store}, {say_date_long(data.as_of)}"] * bool(data.store)),
    ]
    titles = {False: "Not confirmed", True: "Confirmed"}
    for confirmed, title in titles.items():
        found = data.those(confirmed=confirmed)
        if found:
            parts += [f"## {title}", as_narrow_markdown(_PAGE, [_page_row(one, data.as_of) for one in found])]
    if data.notes:
        rows = [[one.id, ", ".join(one.sections), one.says, _agreed(one, data.as_of)] for one in data.notes]
        parts += [
            "## Notes",
            as_narrow_markdown(["note", "section", "what is unclear, and how it is taken", "agreed"], rows),
        ]
    return "\n\n".join(parts)


_PAGE = ["reading", "section", "what is unclear", "read as", "or", "decided", "dates"]


def _page_row(one: ReadingPlaceData, as_of: date) -> list[object]:
    held = next((f"{option.id}: {option.label}" for option in one.options if option.holds), "")
    others = "; ".join(f"{option.id}: {option.label}" for option in one.options if not option.holds)
    return [one.id, ", ".join(one.sections), one.says, held, others, _agreed(one, as_of), one.dates]


def _agreed(one: ReadingPlaceData, as_of: date) -> str:
    made = one.in_force(as_of)
    return f"{made.name or made.by}, from {say_date(made.since)}" if made else ""
