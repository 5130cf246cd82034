"""Why a date is what it is, as a person reads it: what is owed and what falls short, each with its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from supctl.answers import Exempt, Obligation, Uncovered, Window
from supctl.errors import Finding
from supctl.exchange.columns import WIDTH, broken_to, indented
from supctl.exchange.days import say_date, say_date_long, say_dates_in, say_distance, say_version
from supctl.exchange.due_history import late_words
from supctl.exchange.explained import Told, explained, reading_lines, rule_lines, session_lines, uncovered_line
from supctl.exchange.names import last_four, spaced
from supctl.exchange.phrases import what
from supctl.exchange.selection import Kind
from supctl.exchange.view import View, worst_first
from supctl.policy import Requirement

STATUS = {
    "overdue": "OVERDUE",
    "late": "LATE",
    "missing": "MISSING",
    "to-write-up": "TO WRITE UP",
    "soon": "DUE SOON",
    "ok": "IN TIME",
    "done": "DONE",
}
SEVERITY = {"error": "NOT MET", "warning": "FELL SHORT", "note": "NOTE"}
FELL_SHORT_DAYS = 366
_LABEL, _TEXT, _MIDDLE = 3, 14, 35


@dataclass(frozen=True)
class Item:
    """One numbered item: a title, where it stands, one word for it, and labelled lines."""

    title: str
    stands: str
    word: str
    lines: Sequence[Told]


def why_text(view: View, kind: Kind, id_: str, *, cases: bool) -> str:
    """Everything about one subject; `cases`: a worker's children in place of the worker."""
    items = list(items_of(view, kind))
    parts = [_heading(view, kind, id_), *([_record_lines(view, id_)] if kind == "record" else [])]
    for number, item in enumerate(items, start=1):
        parts.append(_item(number, item))
    if not items and id_ not in view.service.unread:
        parts.append(["Nothing is owed here by this policy, and nothing falls short."])
    if not view.quiet:
        parts.append(_what_next(view, kind, id_, cases=cases))
    return "\n\n".join("\n".join(part) for part in parts if part)


def items_of(view: View, kind: Kind) -> Iterator[Item]:
    """The items about a subject, in order: what is owed, what falls short, windows, what no rule covers."""
    answers = view.answers
    whose = kind != "case"
    for one in sorted(answers.obligations, key=worst_first):
        yield obligation_item(view, one, whose=whose)
    if kind == "record":
        yield from (_done_item(view, one) for one in answers.history)
    for finding in answers.findings:
        if _told_of(finding, view.as_of):
            yield finding_item(view, finding, whose=whose)
    yield from (_window_item(view, one) for one in answers.windows if kind == "record" or one.state == "open")
    yield from (_exempt_item(view, one, whose=whose) for one in answers.exempt)
    yield from (_uncovered_item(view, one, whose=whose) for one in answers.uncovered)


def obligation_item(view: View, one: Obligation, *, whose: bool = True) -> Item:
    """What is owed, and how its date came about; `whose`: a child's line begins with the child."""
    title = what(one, view.names)
    if whose and one.subject.kind == "case":
        title = f"{view.names.case_title(one.subject.id)}: {title}"
    stands = f"due {say_date(one.due)}, {say_distance(one.days or 0)}" if one.due else ""
    return Item(title, stands, STATUS[one.status], explained(view, one))


def finding_item(view: View, finding: Finding, *, whose: bool = True) -> Item:
    """What falls short, of which rule, and how to mend it."""
    rule = _requirement(view, finding.code)
    lines = [
        ("What", [_message(finding)]),
        ("Rule", [*([rule.says] if rule and rule.says else []), *rule_lines(view, finding.clause)]),
        ("Written in", [_place(finding)]),
        ("Reading", _reading_behind(view, rule)),
        (
            "Mend",
            [hint for hint in ([finding.mend] if finding.mend else _mend_of(finding, rule)) if view.can_be_typed(hint)],
        ),
    ]
    title = spaced(finding.code)
    if whose and finding.subject in view.service.cases:
        title = f"{view.names.case(finding.subject or '')}: {title}"
    return Item(title, "", SEVERITY[finding.severity], [(label, told) for label, told in lines if any(told)])


def _told_of(finding: Finding, as_of: date) -> bool:
    """What cannot be mended is told for a year."""
    recent = finding.day is None or finding.day >= as_of - timedelta(days=FELL_SHORT_DAYS)
    return recent or finding.severity == "error"


def _message(finding: Finding) -> str:
    day = f", {say_date(finding.day)}" if finding.record and finding.day else ""
    return say_dates_in(finding.message) + day


def _place(finding: Finding) -> str:
    """File and line; of a sealed record the file, which nobody edits."""
    path = finding.path or ""
    return path if path.endswith(".json") or not finding.line else f"{path}:{finding.line}"


def _mend_of(finding: Finding, rule: Requirement | None) -> list[str]:
    """What to do, or to type, for what can still be mended."""
    if finding.severity != "error" or rule is None:
        return []
    record, subject = last_four(finding.record or ""), finding.subject or ""
    if rule.test == "steps":
        return [f"supctl record mark {record} {step} --by NAME --on DATE" for step in rule.steps]
    if rule.test == "planned":
        return [f"supctl book {subject} DATE"]
    if rule.test == "held" and rule.activity:
        return [f"supctl record new {rule.activity[0]} {subject}"]
    if rule.test == "held" and rule.on.kind == "worker":
        return [f"supctl worker file {subject}"]
    return [f"supctl record amend {record}"] if finding.record else []


def _requirement(view: View, code: str) -> Requirement | None:
    return next((rule for rule in view.policy.rules.requirements if rule.id == code), None)


def _reading_behind(view: View, rule: Requirement | None) -> list[str]:
    reading = view.policy.reading_behind(rule) if rule else None
    if reading is None:
        return []
    confirmed = view.policy.choice(reading.id, view.as_of) is not None
    return reading_lines(view, reading.id, view.policy.option(reading, view.as_of), confirmed=confirmed)


def _done_item(view: View, one: Obligation) -> Item:
    stands = f"done {say_date(one.done)}" if one.done else ""
    lines = [("How late", [late_words(one)]), ("Rule", rule_lines(view, one.clause))]
    return Item(what(one, view.names), stands, STATUS["done"], lines)


def _window_item(view: View, one: Window) -> Item:
    until = say_date(one.until) if one.until else "the next session"
    states = {"open": f"open until {until}", "used": "used", "closed": f"closed {until}"}
    settled = [f"nobody acted, which counts as {one.settled} from the day after"] if one.settled else []
    lines = [
        ("Opened", [f"{say_date(one.opened)} ({last_four(one.record)})"]),
        ("Silence", settled),
        ("Rule", rule_lines(view, one.clause)),
    ]
    return Item(spaced(one.rule), states[one.state], one.state.upper(), [line for line in lines if line[1]])


def _uncovered_item(view: View, one: Uncovered, *, whose: bool) -> Item:
    title = view.names.activity(one.activity)
    if whose and one.subject.kind == "case":
        title = f"{view.names.case_title(one.subject.id)}: {title}"
    return Item(title, "", "NO RULE", [("Why", [uncovered_line(view, one)])])


def _exempt_item(view: View, one: Exempt, *, whose: bool) -> Item:
    title = view.names.activity(one.activity)
    if whose and one.subject.kind == "case":
        title = f"{view.names.case_title(one.subject.id)}: {title}"
    reading = one.reading
    told = reading_lines(view, reading.id, reading.option, confirmed=reading.confirmed) if reading else []
    row = f'row "{one.rule}" of {one.policy}: no interval of its own'
    lines = [("Rule", [*rule_lines(view, one.clause), row]), ("Reading", told)]
    return Item(title, "", "NO DATE", [line for line in lines if line[1]])


# --- the page ---------------------------------------------------------------------------------------------------------


def _heading(view: View, kind: Kind, id_: str) -> list[str]:
    policy = view.policy
    version = next((one.version for one in policy.authority.sources if one.version), None)
    of = f" of {say_version(version)}" if version else ""
    what_if = "What if: " if view.what_if else ""
    when = f"{what_if}As of {say_date_long(view.as_of)}, the policy{of} of {policy.short_name}"
    return [*broken_to(_title(view, kind, id_), WIDTH), *broken_to(when, WIDTH)]


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


def _record_lines(view: View, id_: str) -> list[str]:
    record = view.service.record(id_)
    if record is None:
        return []
    steps = [
        f"{step.step} {say_date(step.on)}" + (f" by {view.names.worker(step.by)}" if step.by else "")
        for step in record.steps
    ]
    return [*session_lines(view, record), *broken_to("; ".join(steps), WIDTH)]


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
    if kind == "worker" and not cases:
        held = len(view.service.cases_of(id_, view.as_of))
        hint = f"The dates of {held} {'child' if held == 1 else 'children'}: supctl why {id_} --cases" if held else ""
        return [f"{hint}       As data: --format json" if hint else "As data: --format json"]
    if kind == "worker":
        return [f"The worker's own: supctl why {id_}       As data: --format json"]
    return ["As data: --format json"]
