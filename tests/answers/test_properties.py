"""What holds of every answer, whatever the facts and the policy.

Each property is a function of a way to answer and an example. It is used twice: held against the real `answer`, and
against a schedule that is broken on purpose, where it must fail: a property that cannot fail says nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import given

from supctl.answers import Answers, Obligation, Subject, answer, schedule
from supctl.answers.events import counted_events
from supctl.answers.rotas import rotas
from supctl.answers.schedule import next_due, stretches
from supctl.answers.standing import status_of
from supctl.answers.subjects import alive
from supctl.documents import Entry
from supctl.facts import Absence, Post, Record, Service, Step, Worker, service_as_of
from supctl.facts.histories import in_force
from supctl.facts.service import counting
from supctl.policy import Row

from .breaking import Break, everywhere
from .strategies import FIRST_DAY, ONE_DAY, Example, example_pool, examples, policy_of

Answer = Callable[..., Answers]
Property = Callable[[Answer, Example], None]


def asked(answer_: Answer, example: Example, **changed: date) -> Answers:
    """The answers to an example, with history."""
    return answer_(example.facts, example.policy, changed.get("as_of", example.as_of), history_from=FIRST_DAY)


def frequent(answers: Answers) -> dict[str, Obligation]:
    """What must happen again and again, by id."""
    return {one.id: one for one in answers.obligations if one.kind == "frequency"}


def dates(answers: Answers) -> dict[str, tuple[date | None, date | None]]:
    """Due date and limit of everything owed, by id."""
    return {one.id: (one.due, one.limit) for one in answers.obligations}


def session(subject: Subject, day: date) -> Record:
    """A session that every table of the strategies counts for the subject."""
    activity = {"case": "case-supervision", "team": "group-supervision"}.get(subject.kind, "personal-supervision")
    return Record(
        id="the-session",
        activity=activity,
        date=day,
        form="a-form",
        supervisee=(subject.worker or subject.id) if subject.kind in {"worker", "pair"} else None,
        supervisor=subject.with_,
        cases=(subject.id,) if subject.kind == "case" else (),
        team=subject.id if subject.kind == "team" else None,
    )


def with_session(example: Example, subject: Subject, day: date) -> Example:
    """The example with one more session."""
    return example.changed(records=[*example.facts.records, session(subject, day)])


# --- the properties ------------------------------------------------------------------------------------------------


def a_session_never_gives_an_earlier_date(answer_: Answer, example: Example) -> None:
    """One more counted session, on or after the opening, moves the date of its subject back or not at all.

    A row that asks for nothing before the first one (`after_first`) is left out: there the first one starts the clock.
    """
    days = {example.as_of, example.as_of - timedelta(days=9), example.as_of - timedelta(days=40), FIRST_DAY}
    for before in frequent(asked(answer_, example)).values():
        if any(row.after_first for row in rows_of(example, before)):
            continue
        for day in sorted(day for day in days if before.due and day >= (example.facts.opening or day)):
            after = frequent(asked(answer_, with_session(example, before.subject, day))).get(before.id)
            assert after is None or after.due is None or after.due >= before.due, f"{before.id}, held on {day}"


def rows_of(example: Example, one: Obligation) -> list[Row]:
    """The rows of the table that an obligation comes from."""
    return next(found for found in example.policy.frequencies if found.id == one.policy).row


def after_the_day(example: Example, one: Obligation) -> set[str]:
    """What an obligation is called on the day after its due date."""
    row = next(row for row in rows_of(example, one) if row.id == one.rule)
    return {"late"} if row.limit == "none" or (one.limit and one.limit > one.due) else {"overdue"}


def a_session_on_the_due_date_is_on_time(answer_: Answer, example: Example) -> None:
    """On its due date nothing is late; on the next day it is; and a session on the day was not late in history."""
    example = example.known(example.as_of)
    for one in frequent(asked(answer_, example)).values():
        if one.due is None or one.due < example.as_of:
            continue
        on_the_day = frequent(asked(answer_, example, as_of=one.due))[one.id]
        assert (on_the_day.due, on_the_day.status) == (one.due, "soon"), one.id
        next_day = frequent(asked(answer_, example, as_of=one.due + ONE_DAY)).get(one.id)
        if next_day and next_day.due == one.due:  # else the run ended with the day
            assert next_day.status in after_the_day(example, one), one.id
        held = asked(answer_, with_session(example, one.subject, one.due), as_of=one.due).history
        done = next(found for found in held if found.id == f"{one.id}/the-session")
        assert done.late_by is None or done.late_by <= 0, done.id


def cutting_a_stretch_leaves_every_answer(answer_: Answer, example: Example) -> None:
    """An entry written as two that say the same is the same fact."""
    whole, cut = asked(answer_, example), asked(answer_, cut_in_two(example))
    assert cut.obligations == whole.obligations
    assert cut.history == whole.history
    assert cut == whole


def cut_in_two(example: Example) -> Example:
    """Every post, status, standing and absence that has begun, cut half way between its first day and the day asked."""

    def halves(entry: Entry, last: date) -> Iterator[Entry]:
        middle = entry.from_ + (min(last, entry.to or last, example.as_of) - entry.from_) / 2
        if middle <= entry.from_:
            yield entry
        else:
            yield entry.model_copy(update={"to": middle - ONE_DAY})
            yield entry.model_copy(update={"from_": middle})

    def history(entries: Sequence[Entry]) -> list[Entry]:
        ends = [*[following.from_ - ONE_DAY for following in entries[1:]], date.max]
        return [half for entry, end in zip(entries, ends, strict=True) for half in halves(entry, end)]

    def overlapping(entries: Sequence[Entry]) -> list[Entry]:
        return [half for entry in entries for half in halves(entry, date.max)]

    return example.each_list(history, "post", "status").each_list(overlapping, "standing", "absence")


UNORDERED = ("standing", "absence", "cover", "planned", "approval", "event", "present")


def order_does_not_matter(answer_: Answer, example: Example) -> None:
    """Files, records, and entries of lists that are no histories, read backwards, give the same answers."""
    facts, turned = example.facts, example.each_list(lambda entries: list(reversed(entries)), *UNORDERED)
    forwards = asked(answer_, example)
    backwards = asked(
        answer_,
        turned.changed(
            workers=dict(reversed(turned.facts.workers.items())),
            teams=dict(reversed(facts.teams.items())),
            cases=dict(reversed(turned.facts.cases.items())),
            records=list(reversed(turned.facts.records)),
        ),
    )
    assert Counter(backwards.findings) == Counter(forwards.findings)
    assert replace(backwards, findings=()) == replace(forwards, findings=())


def a_date_changes_only_when_something_happens(answer_: Answer, example: Example) -> None:
    """Up to the day before the next entry, record, step, end or threshold, asking later gives the same dates."""
    ahead = [day for day in turning_days(example) if day > example.as_of]
    quiet = min([*ahead, example.as_of + timedelta(days=60)]) - ONE_DAY
    assert dates(asked(answer_, example, as_of=quiet)) == dates(asked(answer_, example))


def turning_days(example: Example) -> Iterator[date]:
    """Every day on which something in the facts or the policy begins, and the day after everything that ends."""
    facts, policy = example.facts, example.policy
    rows = [row for frequency in policy.frequencies for row in frequency.row]
    asked_of = [row.when for row in rows] + [row.unless for row in rows if row.unless]
    tenures = [one.tenure_under for one in asked_of]
    standings = [one.standing_under for one in asked_of]
    dated = [*rows, *policy.choices]
    for worker in facts.workers.values():
        dated += [*worker.employment, *worker.post, *worker.standing, *worker.absence, *worker.cover]
        yield from (tenure.after(one.from_) for one in worker.employment for tenure in tenures if tenure)
        yield from (longest.after(one.from_) for one in worker.standing for longest in standings if longest)
    for case in facts.cases.values():
        dated += [*case.status, *case.approval]
        yield from (event.date for event in case.event)
    for record in facts.records:
        yield from (record.date, *(step.on for step in record.steps))
    for entry in dated:
        yield from (day for day in (entry.from_,) if day)
        yield from (day + ONE_DAY for day in (getattr(entry, "to", None),) if day)
    yield from (team.started for team in facts.teams.values() if team.started)
    yield from (day for day in (facts.opening,) if day)


def the_target_is_never_after_the_limit(answer_: Answer, example: Example) -> None:
    """What is recommended comes before what is permitted, or on the same day."""
    answers = asked(answer_, example)
    for one in (*answers.obligations, *answers.history):
        assert one.due is None or one.limit is None or one.due <= one.limit, one.id


def a_voided_record_was_never_held(answer_: Answer, example: Example) -> None:
    """From the day of the void on, the answers are those of a store without the record."""
    amended = {record.amends for record in example.facts.records}
    for index, record in enumerate(example.facts.records):
        if record.id in amended or record.known_from() > example.as_of:
            continue  # what an amended record leaves behind when it is voided is the amendment's affair
        others = [*example.facts.records[:index], *example.facts.records[index + 1 :]]
        void = record.model_copy(update={"steps": (*record.steps, Step(step="voided", on=example.as_of))})
        with_void = asked(answer_, example.changed(records=[*others, void]))
        assert with_void == asked(answer_, example.changed(records=others)), record.id


def what_happens_to_the_worker_moves_no_childs_date(answer_: Answer, example: Example) -> None:
    """Absence, another post or leaving, after everything that was held or approved, leaves every date of every case."""
    day, facts = example.as_of, example.facts
    seen = [record.date for record in facts.records]
    seen += [approval.date for case in facts.cases.values() for approval in case.approval]
    if any(one == day for one in seen):
        return
    of_cases = dates_of_cases(asked(answer_, example))
    for worker in facts.workers.values():
        begun = [post for post in worker.post if post.from_ < day]
        earlier = tuple(one if one.to and one.to < day else one.model_copy(update={"to": None}) for one in begun)
        changes = {
            "absence": (Absence.model_validate({"from": FIRST_DAY}),),
            "post": (*earlier, Post.model_validate({"from": day, "role": "student", "supervisor": "nobody"})),
            "employment": tuple(
                one.model_copy(update={"to": day - ONE_DAY}) if in_force([one], day) else one
                for one in worker.employment
                if one.from_ < day
            ),
        }
        for name, entries in changes.items():
            changed = {**facts.workers, worker.id: worker.model_copy(update={name: entries})}
            moved = dates_of_cases(asked(answer_, example.changed(workers=changed)))
            assert moved == of_cases, f"{name} of {worker.id}"


def dates_of_cases(answers: Answers) -> dict[str, tuple[date | None, date | None]]:
    """Due date and limit of every case's own dates."""
    of_cases = tuple(one for one in answers.obligations if one.subject.kind == "case")
    return dates(replace(answers, obligations=of_cases))


EVERY_CASE = policy_of(
    {
        "id": "every-case",
        "subject": "case",
        "counts": [{"activity": "case-supervision"}],
        "row": [{"id": "all", "clause": ["X-1"], "every": "4 weeks"}],
    }
)


def no_open_case_falls_out_of_every_list(answer_: Answer, example: Example) -> None:
    """Each open case stands in its team's list; one whose team is not known stands in every team's."""
    facts, day = service_as_of(example.facts, example.as_of), example.as_of
    listed = asked(answer_, replace(example, policy=EVERY_CASE)).obligations
    lists = {
        team: {one.subject.id for one in listed if one.team == team or one.team not in facts.teams}
        for team in (*facts.teams, "a team of no case")
    }
    for case in facts.cases:
        status = facts.status(case, day)
        if status and status.to is None:  # where an end is written ahead, nothing may be owed before it
            team = facts.case_team(case, day)
            homes = [team] if team in facts.teams else list(lists)
            assert all(case in lists[home] for home in homes), case


def the_same_question_has_the_same_answer(answer_: Answer, example: Example) -> None:
    """Asked twice it is the same, and asking leaves facts and policy as they were."""
    before = repr(example)
    assert asked(answer_, example) == asked(answer_, example)
    assert repr(example) == before


# --- held against the real answers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "holds",
    [
        a_session_never_gives_an_earlier_date,
        a_session_on_the_due_date_is_on_time,
        cutting_a_stretch_leaves_every_answer,
        order_does_not_matter,
        a_date_changes_only_when_something_happens,
        the_target_is_never_after_the_limit,
        a_voided_record_was_never_held,
        what_happens_to_the_worker_moves_no_childs_date,
        no_open_case_falls_out_of_every_list,
        the_same_question_has_the_same_answer,
    ],
)
def test_it_holds_of_every_answer(holds: Property) -> None:
    """Each property, on whatever hypothesis comes up with."""

    @given(examples())
    def always(example: Example) -> None:
        holds(answer, example)

    always()


def test_a_post_written_as_two_begins_once() -> None:
    """What follows the beginning and the end of a post does not follow the day on which its entry was cut in two."""
    post = {"role": "student", "supervisor": "ben"}
    posts = [{"from": FIRST_DAY, **post}, {"from": date(2024, 3, 1), "role": "social-worker"}]
    amy = Worker.model_validate({"id": "amy", "name": "Amy", "employment": [{"from": FIRST_DAY}], "post": posts})
    example = Example(Service(workers={"amy": amy}), EVERY_POST, date(2024, 3, 10))
    assert [one.after for one in asked(answer, example).obligations] == ["amy@2024-01-01", "amy@2024-03-01"]
    cutting_a_stretch_leaves_every_answer(answer, example)


EVERY_POST = policy_of(
    {
        "id": "f",
        "counts": [{"activity": "appraisal"}],
        "row": [{"id": "all", "clause": ["X-1"], "exempt": True}],
    },
    deadlines=[
        {"after": {"began": "post"}, "must": {"activity": "observation"}, "within": "6 weeks"},
        {"after": {"ended": "post"}, "must": {"activity": "handover"}, "within": "6 weeks"},
    ],
)


# --- held against schedules that are broken on purpose -------------------------------------------------------------

Clock, Terms = schedule._Clock, schedule.Terms


def counts_from_the_first_session(monkeypatch: pytest.MonkeyPatch) -> None:
    """The base is the earliest session of the run, not the latest."""
    base = property(lambda clock: clock.events[0] if clock.events else clock._known(clock.run[0].start))
    monkeypatch.setattr(Clock, "base", base)


def is_late_on_the_due_date(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every status is that of the day after."""
    everywhere(
        monkeypatch,
        status_of,
        lambda due, limit, as_of, soon: status_of(due, limit, as_of + ONE_DAY, soon),
    )


def is_late_a_day_too_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every status is that of the day before."""
    everywhere(
        monkeypatch,
        status_of,
        lambda due, limit, as_of, soon: status_of(due, limit, as_of - ONE_DAY, soon + 1),
    )


def starts_anew_at_every_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces that say the same are not joined: every entry begins a stretch of its own."""

    def unjoined(pieces: Sequence[tuple], end: date = schedule.FAR) -> list[schedule.Stretch]:
        ends = [*[piece[0] for piece in pieces[1:]], end]
        return [
            schedule.Stretch(start, end, row, terms, start)
            for (start, row, terms), end in zip(pieces, ends, strict=True)
        ]

    everywhere(monkeypatch, stretches, unjoined)


def takes_records_as_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    """Records are not put in order."""
    everywhere(monkeypatch, counting, tuple)
    everywhere(
        monkeypatch,
        counted_events,
        lambda counts, subject, service, policy: sorted(
            counted_events(counts, subject, service, policy),
            key=lambda event: list(service.records).index(event.record),
        ),
    )


def starts_anew_every_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The opening is always today."""
    everywhere(
        monkeypatch,
        next_due,
        lambda run, events, opening, as_of, *since: next_due(run, events, max(opening or as_of, as_of), as_of, *since),
    )


def takes_the_limit_for_the_target(monkeypatch: pytest.MonkeyPatch) -> None:
    """Recommended and last permitted date change places."""
    dates_of = Terms.dates
    monkeypatch.setattr(
        Terms,
        "dates",
        lambda terms, base, every: (found := dates_of(terms, base, every)) and (found[1], found[0]),
    )


def counts_voided_records(monkeypatch: pytest.MonkeyPatch) -> None:
    """A void is a step like any other."""
    in_order = lambda records: tuple(sorted(records, key=lambda record: (record.date, record.id)))  # noqa: E731
    everywhere(monkeypatch, counting, in_order)


def waits_for_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """A case's clock stands still from the day on which its worker is away, in another post, or has left."""

    def waiting(subject: Subject, service: Service) -> list[tuple[date, date]]:
        spans = alive(subject, service)
        if subject.kind != "case":
            return spans
        changes = {
            entry.from_ for worker in service.workers.values() for entry in (*worker.absence, *worker.post[1:])
        } | {one.to for worker in service.workers.values() for one in worker.employment if one.to}
        first = min(changes, default=date.max)
        return [(max(start, first) if start < first < end else start, end) for start, end in spans]

    everywhere(monkeypatch, alive, waiting)


def forgets_cases_without_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """A case whose worker has left, or that has none, has no schedule."""
    everywhere(
        monkeypatch,
        rotas,
        lambda scope, policy, as_of: (
            rota
            for rota in rotas(scope, policy, as_of)
            if rota.subject.kind != "case" or scope.service.case_worker(rota.subject.id, as_of)
        ),
    )


def answers_differently_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every due date is a day after the one said before."""
    asked_before = count()
    monkeypatch.setattr(Clock, "base", property(lambda clock: clock.run[0].start + timedelta(days=next(asked_before))))


def eats_the_records(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks loses a record."""

    def reading(service: Service, day: date) -> Service:
        found = service_as_of(service, day)
        if service.records:
            service.records.pop()
        return found

    everywhere(monkeypatch, service_as_of, reading)


@pytest.mark.parametrize(
    ("breaks", "property_"),
    [
        (counts_from_the_first_session, a_session_never_gives_an_earlier_date),
        (is_late_on_the_due_date, a_session_on_the_due_date_is_on_time),
        (is_late_a_day_too_late, a_session_on_the_due_date_is_on_time),
        (starts_anew_at_every_entry, cutting_a_stretch_leaves_every_answer),
        (takes_records_as_they_come, order_does_not_matter),
        (starts_anew_every_day, a_date_changes_only_when_something_happens),
        (takes_the_limit_for_the_target, the_target_is_never_after_the_limit),
        (counts_voided_records, a_voided_record_was_never_held),
        (waits_for_the_worker, what_happens_to_the_worker_moves_no_childs_date),
        (forgets_cases_without_worker, no_open_case_falls_out_of_every_list),
        (answers_differently_each_time, the_same_question_has_the_same_answer),
        (eats_the_records, the_same_question_has_the_same_answer),
    ],
)
def test_it_fails_of_a_broken_schedule(breaks: Break, property_: Property, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the broken schedule says of some example is found out, where the real one is right."""
    with monkeypatch.context() as broken:
        breaks(broken)
        pools = (example for size in (120, 480) for example in example_pool(size))
        found = next(example for example in pools if not holds_of(property_, example))
    assert holds_of(property_, found)


def holds_of(property_: Property, example: Example) -> bool:
    """Whether the property holds of an example, which stays as it is."""
    try:
        property_(answer, deepcopy(example))
    except AssertionError:
        return False
    return True
