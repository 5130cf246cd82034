"""How a due date came about: the fact it counts from, the row that governs and why that row, and the sum."""

from __future__ import annotations

from datetime import date

from supctl.answers.rota import Rota
from supctl.answers.schedule import Due, Stretch, Terms
from supctl.answers.shapes import Before, Explanation, Passed
from supctl.documents import Origin
from supctl.facts import Interval
from supctl.facts.histories import ONE_DAY
from supctl.policy import Row

Holding = tuple[tuple[str, tuple[str, ...]], ...]


def explanation(rota: Rota, due: Due) -> Explanation:
    """Everything from which the date of a rota follows."""
    row, terms = rota.frequency.row[due.stretch.row or 0], due.stretch.terms or Terms()
    events, since = rota.events, rota.policy.since or date.min
    event = next((one for one in reversed(events) if due.base_is == "event" and one.day == due.base), None)
    agreement = rota.agreement(due.stretch.start) if terms.agreed else None
    approval = rota.approval(row, due.stretch.start)
    interval = _interval(due, terms)
    return Explanation(
        base=_first_from(rota, due) if due.used_first else due.base,
        base_is="start" if due.used_first else due.base_is,
        base_record=event.record.id if event else None,
        interval=str(interval) if interval else None,
        row=row.id,
        governs_from=max(due.stretch.row_start, since),
        because=_holding(rota, row, due.stretch.start),
        before=_before(rota, due.stretch),
        passed=tuple(
            Passed(rota.frequency.row[stretch.row or 0].id, stretch.end, would_be) for stretch, would_be in due.passed
        ),
        used_first=due.used_first,
        agreed=str(terms.agreed) if terms.agreed else None,
        agreed_record=agreement.id if agreement else None,
        approval=approval.date if approval else None,
        limit_interval=str(terms.limit) if terms.limit else None,
        stretch_start=max(due.stretch.start, since),
        policy_from=rota.policy.since,
        counted=tuple(one.day for one in events if terms.per and terms.per.after(one.day) >= rota.as_of),
        counted_from=due.counted_from,
        last_record=events[-1].record.id if events else None,
        place=event.record.origin if event else _place(rota),
    )


def _first_from(rota: Rota, due: Due) -> date:
    """The day from which the time to the first one counts: the row's first, unless a change of policy came after it."""
    start, from_ = due.stretch.row_start, rota.counts_from
    return max(start, from_) if from_ and rota.policy.since else start


def _interval(due: Due, terms: Terms) -> Interval | None:
    """The interval of the row, or of the approval where that gives the earlier date."""
    if due.used_first or terms.per:
        return terms.first if due.used_first else terms.per
    given = [interval for interval in (terms.every, terms.approved) if interval]
    return min(given, key=lambda interval: interval.after(due.base), default=None)


def _holding(rota: Rota, row: Row, day: date) -> Holding:
    """A row's conditions, each with the words of it that hold of the subject on a day."""
    held = [
        (name, tuple(sorted(set(wanted) & rota.circumstances.words(name, day))))
        for name, wanted in row.when.words().items()
    ]
    times = (("tenure_under", "standing_under"), ("standing_under", "tenure_under"))
    for name, other in times:
        longest = getattr(row.when, name)
        if longest and rota.circumstances.are_new(row.when.model_copy(update={other: None}), day):
            held.append((name, (str(longest),)))
    return tuple(held)


def _before(rota: Rota, stretch: Stretch) -> Before | None:
    """The row that governed until the stretch's row began to, and what of it ceased to hold."""
    last = stretch.row_start - ONE_DAY
    earlier = next((one for one in rota.stretches if one.end == stretch.row_start and one.row is not None), None)
    if earlier is None or not rota.policy.in_force(min(last, rota.as_of)):  # what is foreseen knows of no change
        return None
    row = rota.frequency.row[earlier.row or 0]
    still = dict(_holding(rota, row, stretch.row_start))
    return Before(
        row.id, last, tuple((name, words) for name, words in _holding(rota, row, last) if not still.get(name))
    )


def _place(rota: Rota) -> Origin | None:
    """Where the subject's current entry was written."""
    if rota.subject.kind == "case":
        status = rota.service.status(rota.subject.id, rota.as_of)
        return status.origin if status else None
    post = rota.service.post(rota.circumstances.person, rota.as_of)
    return post.origin if post else None
