"""The due list as a person reads it at eighty columns: by worker, worst first, cases that nobody holds before all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from supctl.answers import Obligation, Unheld
from supctl.exchange.columns import (
    WIDTH,
    both_ends,
    broken_to,
    indented,
    listed,
    set_in_columns,
    side_by_side,
    with_command,
)
from supctl.exchange.days import say_in_column, say_version
from supctl.exchange.due.layout import flat_columns, line_columns, section_cell
from supctl.exchange.names import last_four
from supctl.exchange.phrases import READINGS, UNCONFIRMED, how_often, remarks, short_label, what, what_and_whom
from supctl.exchange.view import View, worst_first
from supctl.facts.days import say_date, say_date_long, say_days, say_near
from supctl.policy import Policy

FOLD_ABOVE = 6
WORDS = {
    "overdue": "OVERDUE",
    "late": "LATE",
    "missing": "MISSING",
    "to-write-up": "to write",
    "soon": "due",
    "ok": "in time",
    "done": "done",
}
_REMARKS_FROM = 33
_UNCOVERED_SHOWN = 6

Block = tuple[str, str]


def due_table(view: View) -> str:
    """The list grouped by worker."""
    held = [one for one in view.obligations if one.subject.kind != "case" or one.subject.id not in view.unheld]
    blocks = defaultdict[Block, list[Obligation]](list)
    for one in sorted(held, key=worst_first):
        blocks[_block(one)].append(one)
    ordered = sorted(blocks.items(), key=lambda item: (worst_first(item[1][0]), item[0]))
    return _page(view, [*_unheld_blocks(view), *(_worker_block(view, block, rows) for block, rows in ordered)])


def due_by_date(view: View) -> str:
    """The flat list, by date."""
    lines = [line for one in view.obligations for line in _flat_line(view, one)]
    bare = [
        "  no rule".ljust(_REMARKS_FROM) + view.names.case_title(case)
        for case in sorted(set(view.unheld) - {one.subject.id for one in view.obligations})
    ]
    return _page(view, [[*bare, *lines]] if lines or bare else [])


def heading(view: View) -> list[str]:
    """Whose list it is, on which day, and by which policy."""
    title = f"{view.scope}: supervision due on {say_date_long(view.as_of)}"
    policy = f"{'WHAT IF, by the policy' if view.what_if else 'Policy'}: {policy_name(view)}"
    return [*broken_to(title, WIDTH), *broken_to(policy, WIDTH), *broken_to("; ".join(view.filters), WIDTH)]


def policy_name(view: View) -> str:
    """The authority, its document and the document's version."""
    return name_of_policy(view.policy)


def name_of_policy(policy: Policy) -> str:
    """An authority, its document and the document's version."""
    sources = policy.authority.sources[:1]
    parts = [policy.short_name, *(part for one in sources for part in (one.title, one.version) if part)]
    return ", ".join(say_version(part) for part in parts)


def _page(view: View, blocks: Sequence[Sequence[str]]) -> str:
    parts = [heading(view), _counts(view), _unread(view), *blocks, _uncovered(view), _foot(view)]
    if not view.quiet:
        parts.append(_what_next(view))
    return "\n\n".join("\n".join(part) for part in parts if part)


def counts(view: View) -> list[str]:
    """How many of each status that asks for something: "6 overdue", "3 missing" ..."""
    said = [
        (view.count("overdue"), "overdue"),
        (view.count("late"), "late"),
        (view.count("missing"), "missing"),
        (view.count("soon"), f"due by {say_near(view.soon_until, view.as_of)}"),
        (view.count("to-write-up"), "to write up"),
    ]
    return [f"{number} {words}" for number, words in said if number]


def _counts(view: View) -> list[str]:
    in_time = view.count("ok")
    rest = f"{in_time} in time" + ("" if view.everything or not in_time else " (--all)")
    if not view.service.workers and not view.service.cases:
        return ["  This store holds nobody yet."]
    line = "    ".join([*(counts(view) or ["nothing is due"]), rest])
    return ["  " + line] if len(line) <= WIDTH - 2 else indented(line.replace("    ", ", "), 2)


def _unread(view: View) -> list[str]:
    """Whose files could not be used: of them nothing is said below."""
    unread = sorted(view.service.unread)
    return broken_to(f"NOT READ, so nothing is told of them: {', '.join(unread)}", WIDTH) if unread else []


# --- cases that nobody holds ------------------------------------------------------------------------------------------


def _unheld_blocks(view: View) -> list[list[str]]:
    groups = defaultdict[tuple[bool, str, str], list[Unheld]](list)
    for one in view.answers.unheld:
        groups[one.why == "away", str(one.since), one.worker or ""].append(one)
    return [_unheld_block(view, groups[key]) for key in sorted(groups)]


def _unheld_block(view: View, cases: Sequence[Unheld]) -> list[str]:
    ids = [one.case for one in cases]
    rows = sorted((one for one in view.obligations if one.subject.id in ids), key=worst_first)
    bare = [case for case in ids if case not in {one.subject.id for one in rows}]
    lines = both_ends(_unheld_title(view, cases[0]), _who_to_ask(view, cases[0], rows))
    for case in bare:
        lines += set_in_columns(["no rule", "", "", view.names.case_title(case), "", ""], line_columns(view))
    for one in rows:
        lines += _line(view, one)
    if cases[0].why == "away":
        lines.append(" " * _REMARKS_FROM + "a child's date does not wait for the worker")
    return lines


def _unheld_title(view: View, one: Unheld) -> str:
    since = f" on {say_near(one.since, view.as_of)}" if one.since else ""
    name = view.names.worker(one.worker)
    if one.why == "unknown" or (one.why == "left" and one.worker not in view.service.workers):
        return f"NO WORKER: {one.worker} is not known"
    if one.why == "left":
        return f"NO WORKER since {name} left{since}"
    if one.why == "none":
        return f"NO WORKER{since.replace(' on ', ' since ')}"
    absence = view.service.absence(one.worker, view.as_of)
    back = f"until {say_near(absence.to, view.as_of)}" if absence and absence.to else "no return date"
    return f"AWAY {name}{since.replace(' on ', ' since ')}, {back}"


def _who_to_ask(view: View, one: Unheld, rows: Sequence[Obligation]) -> str:
    if one.why == "away":
        return "no cover recorded"
    owner = rows[0].owner if rows else None
    manager = owner or view.service.manager(view.service.case_team(one.case, view.as_of), view.as_of)
    if manager is None:
        return "no manager known"
    return ", ".join(part for part in (f"ask: {view.names.worker(manager)}", view.names.role(manager)) if part)


# --- workers ----------------------------------------------------------------------------------------------------------


def _block(one: Obligation) -> Block:
    return ("worker", one.worker) if one.worker else (one.subject.kind, one.subject.id)


def _worker_block(view: View, block: Block, rows: Sequence[Obligation]) -> list[str]:
    kind, id_ = block
    lines = both_ends(*_worker_title(view, id_, rows)) if kind == "worker" else [view.names.subject(rows[0].subject)]
    if len(rows) > FOLD_ABOVE and not view.alone:
        return [*lines, *_folded(view, rows)]
    return [*lines, *(line for one in rows for line in _line(view, one))]


def _worker_title(view: View, worker: str, rows: Sequence[Obligation]) -> tuple[str, str]:
    title = view.names.worker_title(worker)
    absence = view.service.absence(worker, view.as_of)
    if absence:
        title += f", away since {say_near(absence.from_, view.as_of)}"
    own = next((one for one in rows if one.status != "to-write-up" and one.subject.kind != "action"), rows[0])
    name, supervisor = view.names.worker(own.owner), view.service.supervisor(worker, view.as_of)
    if own.owner is None:
        return title, "no supervisor known"
    if own.owner_because == "vacant":
        return title, f"no supervisor; ask: {name}"
    if own.owner_because == "cover" and supervisor:
        return title, f"with {name} (cover)"
    return title, f"with {name}"


def _line(view: View, one: Obligation) -> list[str]:
    cells = [*_when(view, one), what_and_whom(one, view.names), how_often(one), section_cell(view, one)]
    below = [line for text in remarks(one, view.names) for line in indented(text, _REMARKS_FROM)]
    return [*set_in_columns(cells, line_columns(view)), *below]


def _flat_line(view: View, one: Obligation) -> list[str]:
    whose = view.names.worker(one.worker) if one.worker else view.names.subject(one.subject)
    whose = "NO WORKER" if one.subject.id in view.unheld and not one.worker else whose
    text = f"{whose}: {what_and_whom(one, view.names)}"
    return set_in_columns([*_when(view, one), text, section_cell(view, one)], flat_columns(view))


def _when(view: View, one: Obligation) -> list[str]:
    """Status, how many days over or left, and the date."""
    if one.due is None:
        return [WORDS[one.status], "", "no date" if one.status == "missing" else ""]
    return [WORDS[one.status], say_days(one.days or 0), say_in_column(one.due, view.as_of)]


def _folded(view: View, rows: Sequence[Obligation]) -> list[str]:
    """One line a status: how many, since when, and which as far as there is room."""
    lines = []
    for status in dict.fromkeys(one.status for one in rows):
        same = [one for one in rows if one.status == status]
        first = min((one.due for one in same if one.due), default=None)
        which = {one.subject.id if one.subject.kind == "case" else what(one, view.names): one for one in same}
        labels = (short_label(one, view.names) for one in which.values())
        sections = list(dict.fromkeys(section_cell(view, one) for one in same))
        columns = flat_columns(view)
        day = say_in_column(first, view.as_of) if first else ""
        number = "1 row" if len(same) == 1 else f"{len(same)} rows"
        cells = [WORDS[status], number, day, listed(labels, columns[-2].width, len(which))]
        lines += set_in_columns([*cells, listed(sections, columns[-1].width)], columns)
    return lines


# --- below the list ---------------------------------------------------------------------------------------------------


def _uncovered(view: View) -> list[str]:
    """For whom the policy sets nothing: said, since silence would look like being in time."""
    found = defaultdict[str, list[str]](list)
    for one in view.answers.uncovered:
        found[one.activity].append(view.names.subject(one.subject))
    if not found:
        return []
    lines = ["NO RULE of the policy matches for these, so no date is known:"]
    for activity, names in found.items():
        shown = names if view.everything or len(names) <= _UNCOVERED_SHOWN else names[:_UNCOVERED_SHOWN]
        more = f" and {len(names) - len(shown)} more (--all)" if len(shown) < len(names) else ""
        lines += _hanging(f"  no rule for {view.names.activity(activity)}: ", ", ".join(shown) + more)
    return lines


def _hanging(label: str, text: str) -> list[str]:
    first, *rest = broken_to(label.strip() + " " + text, WIDTH - 4)
    return ["  " + first, *("    " + line for line in rest)]


def _foot(view: View) -> list[str]:
    """What must be known to read the list, each thing once."""
    rows, policy = view.obligations, view.policy
    lines: list[str] = []
    opening = view.service.opening
    from_there = sum(one.explanation.base_is == "opening" for one in rows)
    if opening and from_there:
        dates = "1 date counts" if from_there == 1 else f"{from_there} dates count"
        lines += broken_to(f"Not known before {say_date(opening)}: {dates} from that day.", WIDTH)
    if any(one.reading and not one.reading.confirmed for one in rows):
        lines += with_command(UNCONFIRMED.format(policy.short_name), READINGS)
    if any(one.basis == "baseline" for one in rows):
        lines += broken_to("nat: the national baseline (Standard 5), where the policy refers to it.", WIDTH)
    if any(one.basis == "local" for one in rows):
        lines += broken_to("own: this service's own rule.", WIDTH)
    for earlier in dict.fromkeys(policy.on(one.ruled_on).from_ for one in rows if one.ruled_on):
        known = next(one for one in policy.parts if one.from_ == earlier)
        until = f", followed until {say_date(known.to)}" if known.to else ""
        lines += broken_to(f"old: by the policy of {known.short_name}{until}.", WIDTH)
    return lines


def _what_next(view: View) -> list[str]:
    rows = sorted(view.obligations, key=worst_first)
    hints = [f"Why a date: supctl why {_typed(rows[0])}"] if rows else ["What is in time: supctl due --all"]
    folded = _folded_worker(view, rows)
    if folded:
        hints.append(f"All of one: supctl due {folded}")
    logged = next((one for one in rows if one.status == "to-write-up" and one.after), None)
    if logged:
        hints.append(f"Write up: supctl record new --for {last_four(logged.after or '')}")
    return side_by_side(hint for hint in hints if view.can_be_typed(hint))


def _typed(one: Obligation) -> str:
    """What to type for the person or child that a line is about."""
    return one.subject.worker or one.subject.id


def _folded_worker(view: View, rows: Sequence[Obligation]) -> str | None:
    counts = defaultdict[str, int](int)
    for one in rows:
        if one.worker and one.subject.id not in view.unheld:
            counts[one.worker] += 1
    return next((worker for worker, number in counts.items() if number > FOLD_ABOVE and not view.alone), None)
