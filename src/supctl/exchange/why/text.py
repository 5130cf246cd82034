"""Why a date is what it is, as a person reads it: what is owed and what falls short, each with its reasons."""

from __future__ import annotations

from collections.abc import Iterable

from supctl.exchange.columns import WIDTH, broken_to, indented, side_by_side
from supctl.exchange.days import say_version
from supctl.exchange.selection import Kind
from supctl.exchange.view import View
from supctl.exchange.why.explained import session_lines
from supctl.exchange.why.items import Item, items_of
from supctl.facts.days import say_date, say_date_long

NOTHING = "Nothing is owed here by this policy, and nothing falls short."
_LABEL, _TEXT, _MIDDLE = 3, 14, 35


def why_text(view: View, kind: Kind, id_: str, *, cases: bool) -> str:
    """Everything about one subject; `cases`: a worker's children in place of the worker."""
    items = list(items_of(view, kind, id_))
    parts = [
        [line for text in heading(view, kind, id_) for line in broken_to(text, WIDTH)],
        [line for text in record_lines(view, kind, id_) for line in broken_to(text, WIDTH)],
    ]
    for number, item in enumerate(items, start=1):
        parts.append(_item(number, item))
    if not items and id_ not in view.service.unread:
        parts.append([NOTHING])
    if not view.quiet:
        parts.append(_what_next(view, kind, id_, cases=cases))
    return "\n\n".join("\n".join(part) for part in parts if part)


# --- the page ---------------------------------------------------------------------------------------------------------


def heading(view: View, kind: Kind, id_: str) -> list[str]:
    """Whom or what it is about; the day and the policy."""
    policy = view.policy
    version = next((one.version for one in policy.authority.sources if one.version), None)
    of = f" of {say_version(version)}" if version else ""
    what_if = "What if: " if view.what_if else ""
    when = f"{what_if}As of {say_date_long(view.as_of)}, the policy{of} of {policy.short_name}"
    return [_title(view, kind, id_), when]


def _title(view: View, kind: Kind, id_: str) -> str:
    names = view.names
    if kind == "record":
        record = view.service.record(id_)
        return f"{names.record(record)[:1].upper()}{names.record(record)[1:]} ({id_})" if record else id_
    if kind == "team":
        return f"{names.team(id_)} ({id_})"
    if kind == "pair":
        worker, _, supervisor = id_.partition("+")
        return f"{names.worker(worker)} with {names.worker(supervisor)} ({id_})"
    return _case_title(view, id_) if kind == "case" else _worker_title(view, id_)


def _worker_title(view: View, id_: str) -> str:
    names, post = view.names, view.names.post(id_)
    if id_ not in view.service.workers:
        return f"{id_}: the file of this person could not be used, or was not known on that day"
    if post is None:
        return f"{names.worker(id_)} ({id_}), no post on that day"
    first, _, rest = names.worker_title(id_).partition(", ")
    parts = [f"{first} ({id_})", rest, names.team(post.team) if post.team else ""]
    parts.append(f"with {names.worker(post.supervisor)}" if post.supervisor else "no supervisor")
    return ", ".join(part for part in parts if part)


def _case_title(view: View, id_: str) -> str:
    if id_ not in view.service.cases:
        return f"{id_}: the file of this child could not be used, or was not known on that day"
    names, day = view.names, view.as_of
    worker, team = view.service.case_worker(id_, day), view.service.case_team(id_, day)
    held = names.worker(worker) if worker else "NO WORKER"
    parts = [names.case_title(id_) if names.categories(id_) else f"{names.case(id_)}, not open", held]
    return ", ".join([*parts, names.team(team) if team else "team not known"])


def record_lines(view: View, kind: Kind, id_: str) -> list[str]:
    """Of a record: the session, how it was typed, and its steps; nothing of anything else."""
    record = view.service.record(id_) if kind == "record" else None
    if record is None:
        return []
    steps = [
        f"{step.step} {say_date(step.on)}" + (f" by {view.names.worker(step.by)}" if step.by else "")
        for step in record.steps
    ]
    return [*session_lines(view, record), *(["; ".join(steps)] if steps else [])]


def _item(number: int, item: Item) -> list[str]:
    return [*_item_heading(number, item), *(line for label, texts in item.lines for line in labelled(label, texts))]


def _item_heading(number: int, item: Item) -> list[str]:
    """Number, title, where it stands, and the word for it on the right; a long title takes a line of its own."""
    left = f"{number:<{_LABEL}}{item.title.upper()}"
    lines = []
    if (len(left) >= _MIDDLE and item.stands) or len(left) + len(item.word) + 2 > WIDTH:
        first, *rest = broken_to(left, WIDTH)
        lines, left = [first, *(" " * _LABEL + line for line in rest)], ""
    left = left.ljust(_MIDDLE) + item.stands if item.stands else left
    return [*lines, left + item.word.rjust(max(WIDTH - len(left), len(item.word) + 1))]


def labelled(label: str, texts: Iterable[str]) -> list[str]:
    """A label and, beside it, its lines."""
    lines = [line for text in texts for line in indented(text, _TEXT)]
    names = broken_to(label, _TEXT - _LABEL - 1)
    lines += [""] * (len(names) - len(lines))
    return [
        (" " * _LABEL + name.ljust(_TEXT - _LABEL) + line[_TEXT:]).rstrip()
        for name, line in zip([*names, *[""] * (len(lines) - len(names))], lines, strict=True)
    ]


def _what_next(view: View, kind: Kind, id_: str, *, cases: bool) -> list[str]:
    held = len(view.service.cases_of(id_, view.as_of)) if kind == "worker" else 0
    hints = [f"The worker's own: supctl why {id_}"] if kind == "worker" and cases else []
    if held and not cases:
        hints = [f"The dates of {held} {'child' if held == 1 else 'children'}: supctl why {id_} --cases"]
    return side_by_side([*hints, "As data: --format json"])
