"""One obligation in words: what is to be done, how often or by when, under which section."""

from __future__ import annotations

from datetime import date

from supctl.answers import Obligation
from supctl.errors import Finding
from supctl.exchange.names import Names, last_four, spaced
from supctl.facts import Interval
from supctl.facts.days import say_date, say_days, say_near
from supctl.policy import Deadline, Policy

_DO = {
    "written": "write up",
    "shared": "send",
    "received": "confirm receipt of",
    "agreed": "agree",
    "disagreed": "record disagreement with",
    "signed": "sign",
    "filed": "file",
    "noted": "note",
    "handed-over": "hand over",
}
UNCONFIRMED = "? rests on a reading not yet confirmed by {}"
"""What the question mark behind a section means."""
READINGS = "supctl authority readings"
_MARKS = {"baseline": "nat ", "local": "own "}


def policy_of(policy: Policy, finding: Finding) -> Policy:
    """The policy from which a finding comes: the service's own rules, or the one that cites its clauses."""
    whose = policy.whose(finding.basis, finding.day if finding.record else None)
    if whose.is_local or not finding.clause or finding.clause[0] in whose.clauses:
        return whose
    return next((one for one in reversed(policy.parts) if finding.clause[0] in one.clauses), whose)


def whose_words(policy: Policy, finding: Finding) -> list[str]:
    """Whose rule a finding falls short of, where it is not the policy in force: nothing where it is."""
    whose = policy_of(policy, finding)
    if whose.is_local:
        return ["this service's own rule (overlay.toml)"]
    earlier = whose.to and whose.from_ != policy.from_
    return [f"{whose.short_name}, followed until {say_date(whose.to)}"] if earlier and whose.to else []


def section_of(policy: Policy, clauses: tuple[str, ...]) -> str:
    """The section of the first clause that is known."""
    return next((policy.clauses[one].section for one in clauses if one in policy.clauses), "")


def short_section(one: Obligation, policy: Policy) -> str:
    """The section for a narrow column: `nat` for the national baseline, `own` for a local rule, `?` if unconfirmed.

    `old`: by a policy that was followed before.
    """
    section = section_of(policy.whose(one.basis, one.ruled_on), one.clause)
    if one.basis == "baseline":
        section = section.removeprefix("Standard ")
    mark = _MARKS.get(one.basis) or ("old " if one.ruled_on else "")
    return mark + section + ("?" if one.reading and not one.reading.confirmed else "")


def how_often(one: Obligation) -> str:
    """The interval, quota or limit that gives the date: "every 4 weeks", "2 in 12 months", "5 working days"."""
    found = one.explanation
    if one.status == "to-write-up":
        return ""
    if one.kind == "frequency":
        if one.basis == "agreement" and found.agreed:
            return f"agreed: {_every(found.agreed)}"
        if one.need is not None:
            return f"{one.need} in {found.interval}"
        if found.interval is None:
            return "as agreed"
        return f"first in {found.interval}" if found.used_first else _every(found.interval)
    return {"own date": "by its own date", "next session": "by next session", None: "no limit set"}.get(
        found.interval, _within(found.interval)
    )


def _every(interval: str) -> str:
    return Interval.read(interval).as_every


def _within(interval: str | None) -> str:
    text = interval or ""
    return text if "working" in text else f"within {text}"


def what(one: Obligation, names: Names) -> str:
    """What is to be done, without whose it is: "personal supervision", "send notes of 12 Nov"."""
    if one.status == "to-write-up":
        return names.activity(one.activity)
    if one.subject.kind == "action":
        record, _, action = one.subject.id.partition("#")
        return f"action {action} of {last_four(record)}"
    rules = names.policy.whose(one.basis, one.ruled_on).rules.deadlines
    deadline = next((rule for rule in rules if rule.id == one.rule), None)
    said = _again(one, names) if one.kind == "frequency" or not deadline else _duty(one, deadline, names)
    post = names.post(one.subject.worker or "") if one.subject.kind == "pair" else None
    if one.subject.kind == "pair" and (post is None or post.supervisor != one.subject.with_):
        said += f" with {names.worker(one.subject.with_)}"
    return said


def what_and_whom(one: Obligation, names: Names) -> str:
    """As `what`, for a list of one worker: a child's line begins with the child; plain case supervision is not said."""
    if one.subject.kind != "case":
        return what(one, names)
    title = names.case_title(one.subject.id)
    plain = one.kind == "frequency" and one.activity == "case-supervision" and one.status != "to-write-up"
    return title if plain and not _step(one, names) else f"{names.case(one.subject.id)}: {what(one, names)}"


def short_label(one: Obligation, names: Names) -> str:
    """As short as can be: the child, or what is to be done."""
    return names.case(one.subject.id) if one.subject.kind == "case" else what(one, names)


def _again(one: Obligation, names: Names) -> str:
    """What must happen again and again, and where a step counts, that: "case supervision filed"."""
    return " ".join(part for part in (names.activity(one.activity), _step(one, names)) if part)


def _step(one: Obligation, names: Names) -> str:
    """The step that counts, where nothing else does."""
    frequencies = names.policy.whose(one.basis, one.ruled_on).frequencies
    step = next((each.step for each in frequencies if each.id == one.policy), None)
    return spaced(step) if step and one.kind == "frequency" else ""


def _duty(one: Obligation, deadline: Deadline, names: Names) -> str:
    must = deadline.must
    if must is None:
        return spaced(deadline.id)
    if must.step:
        thing = _thing(one, must.activity, names)
        said = f"{_DO[must.step]} {thing}" if must.step in _DO else f"{thing}: {spaced(must.step)}"
        return said + (_after(one, names) if must.activity else "")
    if must.activity:
        return names.activity(must.activity[0]) + _after(one, names)
    if must.event:
        return spaced(must.event[0]) + _after(one, names)
    if must.planned:
        return f"new date for {names.activity(must.planned[0])}"
    return f"{spaced((must.field or '').rpartition('.')[2])} of {_on(one.explanation.base, names)}"


def _thing(one: Obligation, activities: tuple[str, ...], names: Names) -> str:
    """What a step is taken on: the notes of a session, or the agreement, observation ... itself."""
    if activities:
        return names.activity(activities[0])
    record = names.service.record(one.explanation.base_record or "")
    activity = record.activity if record else one.activity
    thing = "notes" if activity.endswith("supervision") else names.activity(activity)
    day = record.date if record else one.explanation.base
    return f"{thing} of {_on(day, names)}" if day else thing


def _after(one: Obligation, names: Names) -> str:
    """After what, where that is no beginning or end."""
    case, _, event_id = (one.after or "").partition("/")
    known = names.known_case(case)
    event = next((event for event in known.event if event.id == event_id), None) if known and event_id else None
    if event:
        return f" after {spaced(event.kind)} {_on(event.date, names)}"
    record = names.service.record(one.explanation.base_record or "")
    return f" after {_on(record.date, names)}" if record else ""


def _on(day: date | None, names: Names) -> str:
    """A day as it stands within a phrase: "12 Nov"."""
    if day is None:
        return ""
    said = say_near(day, names.as_of)
    return said if said[0].isdigit() else said.partition(" ")[2]


def standing_words(one: Obligation) -> str:
    """Where it stands, in words: "overdue 7 days", "due in 3 days", "missing"."""
    days = one.days or 0
    if one.status in {"overdue", "late"}:
        return f"{one.status} {say_days(days)}"
    if one.status == "to-write-up":
        return "to be written up"
    if one.due is None:
        return one.status
    when = "today" if days == 0 else f"in {say_days(days)}"
    return f"due {when}" if one.status == "soon" else f"in time, due {when}"


def remarks(one: Obligation, names: Names) -> list[str]:
    """What stands below a line: how much of a quota is done, the last permitted day, what is booked."""
    found = []
    if one.status == "to-write-up" and one.last:
        found.append(f"held {say_near(one.last, names.as_of)}, NOT WRITTEN UP ({last_four(one.after or '')})")
    if one.have is not None and one.need is not None and one.have < one.need:
        found.append(f"{one.have} of {one.need} done")
    if one.limit and one.due and one.limit != one.due:
        found.append(f"last permitted day {say_near(one.limit, names.as_of)}")
    if one.booked:
        found.append(f"booked {booked_words(one, names.as_of)}")
    return found


def booked_words(one: Obligation, as_of: date | None = None) -> str:
    """The date in the diary, and whether it comes too late for a date that is not past yet."""
    if one.booked is None:
        return ""
    said = say_near(one.booked, as_of) if as_of else say_date(one.booked)
    last = one.limit or one.due
    if last and one.booked > last and one.status not in {"overdue", "late"}:
        return f"{said}: {say_days((one.booked - last).days)} too late"
    return said
