"""How one date came about, in labelled lines: the last time, the rule, why that row, the sum, the reading, the mend.

Everything is taken from the obligation's explanation and from the facts that it names; no rule is worked out again. A
sum is shown only where it gives the date that was answered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from supctl.answers import Obligation, Uncovered
from supctl.exchange.authority.who import any_of, having
from supctl.exchange.mends import deadline_of, mend
from supctl.exchange.names import last_four, spaced
from supctl.exchange.phrases import booked_words
from supctl.exchange.view import View
from supctl.exchange.why.cited import beside_lines, policy_lines, reading_lines, rule_lines, whose
from supctl.facts import Interval, Record
from supctl.facts.days import say_date, say_days

Told = tuple[str, list[str]]

_CONDITIONS = {
    "role": "role: {}",
    "role_group": "post: {}",
    "team_kind": "kind of team: {}",
    "standing": "{}",
    "employment": "employment: {}",
    "tenure_under": "employed for less than {}",
    "standing_under": "that for less than {}",
    "supervises": "supervises others: {}",
    "holds_cases": "holds cases: {}",
    "category": "category: {}",
    "approval": "approved: {}",
    "event": "has happened: {}",
    "answered": "answered: {}",
    "gap_over": "the one before lies more than {} back",
}
_FOLLOWS = {"step": "a step of ", "cancelled": "the cancelling of ", "action": "what was agreed in "}


def explained(view: View, one: Obligation) -> list[Told]:
    """The labelled lines of one obligation; a label with nothing to say is left out."""
    found = [
        ("Last held", _last_held(view, one)),
        ("Counted", _counted(one)),
        ("After", _after(view, one)),
        ("Rule", [*rule_lines(whose(view, one), one.clause), *_row_words(one)]),
        ("Policy", policy_lines(view, one)),
        ("Why this row", _why_this_row(view, one)),
        ("Sum", _sum(view, one)),
        ("Limit", _limit(view, one)),
        ("Absence", _absence(view, one)),
        ("Booked", [booked_words(one) + _in_time(one)] if one.booked else []),
        ("Reading", _reading(view, one)),
        ("Also asked", beside_lines(view, one)),
        ("Mend", mend(view, one)),
    ]
    return [(label, lines) for label, lines in found if lines]


def uncovered_line(view: View, one: Uncovered) -> str:
    """That no row matches, and what is known of whom it should match."""
    names, subject = view.names, one.subject
    if subject.kind == "case":
        known = names.categories(subject.id)
    else:
        worker = subject.worker or subject.id
        standings = sorted(view.service.standings(worker, view.as_of))
        known = ", ".join(word for word in (names.role(worker), *map(spaced, standings)) if word)
    return f"no row of {one.policy} matches: {known or 'nothing is known of the post'}. The policy sets no date."


# --- what it is counted from ------------------------------------------------------------------------------------------


def _last_held(view: View, one: Obligation) -> list[str]:
    if one.kind != "frequency":
        return []
    record = view.service.record(one.explanation.last_record or "")
    if one.last is None:
        return ["not yet, as far as this store knows"]
    return session_lines(view, record) if record else [say_date(one.last)]


def session_lines(view: View, record: Record) -> list[str]:
    """A session: its date, length and supervisor, and how and when it was typed."""
    parts = [say_date(record.date)]
    if record.minutes is not None:
        parts.append(f"{record.minutes} minutes")
    if record.supervisor:
        parts.append(f"with {view.names.worker(record.supervisor)}")
    return [f"{', '.join(parts)} ({last_four(record.id)})", *_typed(view, record)]


def _typed(view: View, record: Record) -> Iterator[str]:
    source = record.source
    if source.kind == "imported":
        row = f", row {source.row}" if source.row else ""
        yield f"imported from {source.file or 'a file'}{row}"
        return
    written = next((step for step in record.steps if step.step == "written"), None)
    if written is None:
        yield "logged; no form of it is written yet" if source.kind == "logged" else "no step says when it was written"
        return
    by = f" by {view.names.worker(written.by)}" if written.by else ""
    typed = written.at.date() if written.at else written.on
    yield f"typed{by} on {say_date(typed)}, {_how_long_after(typed, record.date)}"


def _how_long_after(typed: date, held: date) -> str:
    days = (typed - held).days
    return "the same day" if days == 0 else f"{say_days(days)} {'later' if days > 0 else 'before the session'}"


def _counted(one: Obligation) -> list[str]:
    if one.need is None:
        return []
    days = ", ".join(say_date(day) for day in one.explanation.counted)
    return [f"{one.have} of {one.need} in {one.explanation.interval}" + (f": {days}" if days else "")]


def _after(view: View, one: Obligation) -> list[str]:
    found = one.explanation
    if one.kind == "frequency" or found.base is None:
        return []
    record = view.service.record(found.base_record or "")
    if record:
        lines = [f"{_FOLLOWS.get(found.base_is, '')}{view.names.record(record)}, {say_date(record.date)}"]
        return [*lines, *session_lines(view, record)[1:]]
    case, _, event_id = (one.after or "").partition("/")
    known = view.names.known_case(case)
    event = next((event for event in known.event if event.id == event_id), None) if known else None
    if event:
        return [f"{spaced(event.kind)} on {say_date(event.date)}"]
    if found.base_is == "opening":
        return [_since_opening(found.base)]
    if found.base_is == "change":
        return [_since_change(found.base)]
    deadline = deadline_of(view, one)
    span = (deadline.after.began or deadline.after.ended) if deadline else None
    return [f"{_span_words(view, one, span or 'it')} {found.base_is} on {say_date(found.base)}"]


def _span_words(view: View, one: Obligation, span: str) -> str:
    """What began or ended, as people speak of it: "supervision by Jo Okafor", "line management by Helen Patel"."""
    names, worker, day = view.names, one.subject.worker or one.subject.id, one.explanation.base
    if span == "pair":
        return f"supervision by {names.worker(one.subject.with_)}"
    if span == "line-management":
        post = view.service.post(worker, day) if day else None
        manager = (post.line_manager or post.supervisor) if post else None
        return f"line management by {names.worker(manager)}" if manager else "line management"
    return f"the {spaced(span)}" if span != "it" else span


def _since_change(day: date) -> str:
    return f"this policy is followed since {say_date(day)}: it counts from that day"


def _since_opening(day: date) -> str:
    return f"nothing is known from before {say_date(day)}: it counts from that day"


# --- the row and the sum ----------------------------------------------------------------------------------------------


def _row_words(one: Obligation) -> list[str]:
    return [f'row "{one.rule}" of {one.policy}'] if one.kind == "frequency" else []


def _why_this_row(view: View, one: Obligation) -> list[str]:
    found = one.explanation
    if one.kind != "frequency":
        return [condition_words(found.because)] if found.because else []
    since = f"governs since {say_date(found.governs_from)}" if found.governs_from else "governs"
    frequencies = whose(view, one).frequencies
    rows = next((len(frequency.row) for frequency in frequencies if frequency.id == one.policy), 0)
    bare = "it is the only row" if rows == 1 else "it has no condition: it holds where no row above it does"
    lines = [f"{condition_words(found.because) or bare}; {since}"]
    if found.before:
        ceased = condition_words(found.before.lapsed)
        until = f'until {say_date(found.before.last)} the row "{found.before.row}" governed'
        lines.append(until + (f"; since then no longer: {ceased}" if ceased else ""))
    for passed in found.passed:
        would = f", before the {say_date(passed.would_be)} that it would have given" if passed.would_be else ""
        lines.append(
            f'the row "{passed.row}" held until {say_date(date.fromordinal(passed.until.toordinal() - 1))}{would}'
        )
    return lines


def condition_words(conditions: Sequence[tuple[str, tuple[str, ...]]]) -> str:
    """Conditions in words."""
    return "; ".join(
        having(words) if name == "has" else _CONDITIONS.get(name, name + ": {}").format(any_of([*map(spaced, words)]))
        for name, words in conditions
    )


def _sum(view: View, one: Obligation) -> list[str]:
    found = one.explanation
    if one.due is None:
        return [_no_date(one)]
    lines = (
        [_since_opening(found.base)] if one.kind == "frequency" and found.base_is == "opening" and found.base else []
    )
    if one.kind == "frequency" and found.base_is == "change" and found.base:
        lines.append(_since_change(found.base))
    if one.kind == "frequency" and found.base_is == "start" and found.base:
        lines.append(f"nothing counted since {say_date(found.base)}: it counts from that day")
    if found.agreed and one.basis == "agreement":
        of = f" ({last_four(found.agreed_record)})" if found.agreed_record else ""
        lines.append(f"agreed between the two: {Interval.read(found.agreed).as_every}{of}")
    if found.approval:
        lines.append(f"by the approval of {say_date(found.approval)}")
    return [*lines, _arithmetic(view, one, one.due)]


def _no_date(one: Obligation) -> str:
    interval = one.explanation.interval
    if one.status == "to-write-up":
        return "no date: it is missing until it is written"
    if one.kind == "frequency":
        return "no date: the policy leaves the interval to the two, and none is agreed"
    if interval == "own date":
        return "no date: it was given none of its own"
    if interval == "next session":
        return "no date yet: due at the next session"
    return "no date: the policy sets no limit, so it is missing until it is there"


def _arithmetic(view: View, one: Obligation, due: date) -> str:
    """The sum that gives the due date."""
    found = one.explanation
    if found.interval == "own date":
        return f"the date that was given for it: {say_date(due)}"
    if found.interval == "next session":
        return f"by the next session, held on {say_date(due)}"
    sums = list(_sums(view, one))
    for day, interval, gives in sums:
        if gives == due:
            return f"{say_date(day)} + {interval} = {say_date(due)}"
    for day, interval, gives in sums:
        if gives < due == found.stretch_start:
            early = f"{say_date(day)} + {interval} = {say_date(gives)}"
            what = "policy is followed" if due == found.policy_from else "row governs"
            return f"{early}, before this {what}: due on its first day, {say_date(due)}"
    return f"due {say_date(due)}"


def _sums(view: View, one: Obligation) -> Iterator[tuple[date, str, date]]:
    """Each day and interval of the explanation, with the day that they give."""
    found = one.explanation
    for day in [day for day in (found.counted_from or found.base,) if day]:
        for text in (found.agreed, found.interval):
            if text:
                yield day, text, Interval.read(text).after(day, view.service.calendar)


def _limit(view: View, one: Obligation) -> list[str]:
    if one.recommended:
        return ["the date is a recommendation: past it, this is late and never overdue"]
    if one.limit is None or one.limit == one.due:
        return []
    found = one.explanation
    how = ""
    if found.limit_interval and found.base:
        gives = Interval.read(found.limit_interval).after(found.base, view.service.calendar)
        how = f": {say_date(found.base)} + {found.limit_interval}" if gives == one.limit else ""
    return [f"never later than {say_date(one.limit)}{how}"]


def _absence(view: View, one: Obligation) -> list[str]:
    """What the worker's absences between the two dates do: nothing, and that is said."""
    if one.kind != "frequency" or one.worker is None or one.explanation.base is None:
        return []
    if one.subject.kind == "case":
        return ["the worker is away; a child's date does not wait for the worker"] if one.away else []
    known = view.service.workers.get(one.worker)
    start, end = one.explanation.base, max(one.due or view.as_of, view.as_of)
    away = [one for one in known.absence if one.from_ <= end and (one.to is None or one.to >= start)] if known else []
    if not away:
        return ["none recorded between the two dates"] if one.activity.endswith("supervision") else []
    spans = [f"{say_date(one.from_)} to {say_date(one.to) if one.to else 'not known'}" for one in away]
    return [f"{', '.join(spans)}: the policy moves no date for it"]


def _in_time(one: Obligation) -> str:
    last = one.limit or one.due
    return ": in time" if one.booked and last and one.booked <= last else ""


def _reading(view: View, one: Obligation) -> list[str]:
    reading = one.reading
    if reading is None:
        return []
    return reading_lines(whose(view, one), view, reading.id, reading.option, confirmed=reading.confirmed)
