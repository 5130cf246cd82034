"""What a rule of a policy asks for, in words: how often, what must follow what, by whom, how long it is kept."""

from __future__ import annotations

from collections.abc import Sequence

from supctl.exchange.authority.who import Whom, any_of
from supctl.exchange.names import spaced
from supctl.exchange.schedules import row_schedule, within_words
from supctl.facts.days import say_date
from supctl.policy import (
    Access,
    After,
    ChainStep,
    Counted,
    Deadline,
    Evidence,
    FrequencyPolicy,
    Must,
    Policy,
    Retention,
    Row,
    Rule,
)

_PARTIES = {"above": "the supervisor's manager", "other": "somebody else"}
_BEGAN = {
    "employment": "when a worker starts",
    "post": "with a new post",
    "pair": "with a new supervisor",
    "line-management": "with a new line manager",
    "category": "when {} begins",
}
_CHANGED = {
    "post": "when the post changes",
    "pair": "when the supervisor changes",
    "line-management": "when the line manager changes",
}
_ENDED = {
    "employment": "when a worker leaves",
    "post": "when a post ends",
    "pair": "when a supervisor hands over",
    "line-management": "when a line manager hands over",
    "category": "when {} ends",
}
_FEW = 3
_KEPT_FROM = {"ended": "after leaving", "closed": "after closing", "record": "after the record's own date"}


def activity_words(policy: Policy, activities: Sequence[str]) -> str:
    """Activities in the authority's words, as they stand within a sentence."""
    names = [policy.activity_name(one) for one in activities]
    return any_of([name[:1].lower() + name[1:] if name[1:].islower() else name for name in names])


def counted_words(policy: Policy, counts: Sequence[Counted]) -> str:
    """What counts, each alternative once: "case supervision filed on Mosaic"."""
    return any_of(list(dict.fromkeys(_counted(policy, one) for one in counts)))


def _counted(policy: Policy, one: Counted) -> str:
    if one.item:
        return f"{any_of([spaced(word) for word in one.item])} on file"
    said = " ".join(part for part in (activity_words(policy, one.activity), spaced(one.step or "")) if part)
    return said + _on(one.where) + (_by(one.relations, "and") if one.step else "")


def givers_words(counts: Sequence[Counted], whom: Whom) -> str:
    """By whom it is given where it counts, and for whom; empty where anybody will do."""
    said = []
    for one in counts:
        relations = () if one.step else one.relations
        givers = [*(parties_words([each], "or") for each in relations), whom.few_roles(one.by_role)]
        both = "and" if one.both else "or"
        given = f"given by {any_of([each for each in givers if each], both)}" if any(givers) else ""
        under = f"as read: {one.under}" if one.under else ""
        said.append(": ".join(part for part in (whom.of(one.when, one.unless), given, under) if part))
    return f"what counts: {'; '.join(one or 'any' for one in said)}" if any(said) else ""


def schedule_words(row: Row, frequency: FrequencyPolicy) -> str:
    """How often; what an agreement may do is left out where `agreement_words` says it of all rows at once."""
    if row.agreed == "only":
        return "as their agreement says: no number is given" + held_words(row)
    if row.exempt:
        return "no interval" + held_words(row)
    folded = row.agreed == "shorter" and agreement_words(frequency)
    return (
        row_schedule(row.model_copy(update={"agreed": None}) if folded else row)
        + (", once there is one" if row.after_first else "")
        + held_words(row)
    )


def agreement_words(frequency: FrequencyPolicy) -> str:
    """What an agreement may do to the rows that give an interval, where it may do it to every one of them."""
    said = [row.agreed for row in frequency.row if row.every]
    if said.count("shorter") > 1 and set(said) <= {"shorter", "any"}:
        return "an agreement may make any of these shorter"
    return ""


def held_words(rule: Rule) -> str:
    """Between which days a rule held, where it did not always."""
    begins = f" from {say_date(rule.from_)}" if rule.from_ else ""
    return begins + (f" until {say_date(rule.to)}" if rule.to else "")


def deadline_words(policy: Policy, one: Deadline) -> str:
    """What must follow what: "personal supervision shared", "agreement, with a new supervisor"."""
    answer = one.may or one.must
    if answer is None:
        return spaced(one.id)
    after = _after(policy, one.after)
    if one.may:
        thing = activity_words(policy, answer.activity or one.after.activity) or "what is recorded"
        right = f"objection to {thing}" if answer.step == "disagreed" else f"{thing} may be {spaced(answer.step or '')}"
        return right + (f", once {spaced(one.after.step)}" if one.after.step else "")
    of_itself = answer.step and not answer.activity and one.after.activity
    if of_itself:
        once = f", once {spaced(one.after.step)}" if one.after.step else ""
        return f"{activity_words(policy, one.after.activity)} {_must(policy, answer)}{once}"
    same = next((other for other in policy.rules.deadlines if other.alternatives == one.alternatives), one)
    if same is not one and len(one.alternatives) > 1 and after:
        return f"{after}: the same as {_after(policy, same.after)}"
    said = any_of(list(dict.fromkeys(_must(policy, must) for must in one.alternatives)))
    said += f" (by the {one.owner} where nobody is named)" if one.owner else ""
    return f"{said}, {after}" if after else said


def _must(policy: Policy, must: Must) -> str:
    """One of the things that will do."""
    if must.event:
        return any_of([spaced(word) for word in must.event])
    if must.planned:
        return f"new date for {activity_words(policy, must.planned)}"
    if must.done:
        return "agreed action done"
    field = f"{policy.field_label(must.field)} filled in" if must.field else ""
    step = spaced(must.step) if must.step else ""
    by = _by(must.parties, "and") if must.step else ""
    givers = [*(() if must.step else must.parties), *must.by_role, *must.by_standing]
    given = f", given{_by(givers, 'or')}" if givers else ""
    said = " ".join(part for part in (activity_words(policy, must.activity), field, step) if part)
    return said + _on(must.where) + by + given


def _after(policy: Policy, after: After) -> str:
    """What sets it off."""
    category = any_of([spaced(word) for word in after.category]) or "a category"
    if after.event:
        return f"after {any_of([spaced(word) for word in after.event])}"
    if after.began:
        said = _CHANGED.get(after.began) if after.changed else None
        return (said or _BEGAN[after.began]).format(category)
    if after.ended:
        return _ENDED[after.ended].format(category)
    if after.cancelled:
        return "after a cancelled session"
    if after.action:
        return ""
    step = f" {spaced(after.step)}" if after.step else ""
    return f"after {activity_words(policy, after.activity) or 'a record'}{step}"


def limit_words(one: Deadline) -> str:
    """By when; empty where the text gives no time."""
    if one.within is None:
        return held_words(one)
    said = within_words(one)
    return said + (f", else taken as {spaced(one.silence)}" if one.silence else "") + held_words(one)


def step_words(step: ChainStep, whom: str) -> str:
    """Who takes a step of a chain; `whom`: its roles in words."""
    said = parties_words(step.parties, "and", step.level)
    both = " and ".join(part for part in (said, whom) if part)
    if step.outside:
        return f"{both or spaced(step.id)} (elsewhere)"
    return both


def parties_words(parties: Sequence[str], joined: str, level: int = 1) -> str:
    """Parties within a sentence: "supervisee and supervisor"; `level`: how far above."""
    above = _PARTIES["above"] if level == 1 else f"the manager {level} above the supervisor"
    return any_of([above if one == "above" else _PARTIES.get(one, spaced(one)) for one in parties], joined)


def kept_words(policy: Policy, one: Retention) -> str:
    """How long, and what then: "7 years after leaving; destruction is not ordered"."""
    said = f"{one.keep} {_KEPT_FROM[one.counted_from]}" if one.keep else "no period is set"
    then = "; then to be destroyed" if one.destroys else "; destruction is not ordered" if one.keep else ""
    of = (
        activity_words(policy, one.activity)
        or {"worker": "staff records", "case": "a child's", "team": "a team's"}[one.subject]
    )
    copies = "the supervisee's copies of " if one.copies else ""
    return f"{copies}{of}: {said}{then}{held_words(one)}"


def reads_words(one: Access, roles: str) -> str:
    """Who may read, for what, and what the supervisee has to do with it; `roles`: its roles in words."""
    above = "the supervisor's manager" if one.level == 1 else f"the manager {one.level} above the supervisor"
    words = {"above": above if one.level else "everybody above the supervisor"}
    parties = any_of([words.get(name) or parties_words([name], "or") for name in one.parties])
    who = " or ".join(part for part in (parties, roles) if part) or "anybody"
    parts = [
        "restricted records only" if one.restricted else "",
        f"for {any_of([spaced(word) for word in one.purpose])}" if one.purpose else "",
        "if the supervisee agrees" if one.consent else "",
        "the supervisee is told" if one.informed else "",
    ]
    return ", ".join([who, *(part for part in parts if part)]) + held_words(one)


def evidence_words(policy: Policy, one: Evidence) -> str:
    """What is laid beside a criterion: "in time: personal supervision"."""
    names = {frequency.id: counted_words(policy, frequency.counts) for frequency in policy.frequencies}
    told = {
        "in_time": ("held in time", [names.get(word) or spaced(word) for word in one.in_time]),
        "held": ("held", [activity_words(policy, [word]) for word in one.held]),
        "item": ("on file", [spaced(word) for word in one.item]),
        "event": ("happened", [spaced(word) for word in one.event]),
        "answered": ("answered", list(dict.fromkeys(_answered(policy, word) for word in one.answered))),
        "counted": ("at least one", [spaced(one.counted or "")]),
        "step": ("taken", [spaced(one.step or "") + _on(one.where) + _by(one.parties, "and")]),
        "actions": ("what became of", ["agreed actions"]),
        "requirement": ("what fell short of", [spaced(word) for word in one.requirement]),
    }
    what, words = told[one.kind]
    where = f", in {activity_words(policy, one.activity)}" if one.activity else ""
    newer = f", in the last {one.newer_than}" if one.newer_than else ""
    newer += f", no more than {one.gap_over} apart" if one.gap_over else ""
    newer += ", in one of them at least" if one.once else ""
    newer += ", by the last permitted date" if one.limit else ""
    return f"{what}: {any_of(words, 'and')}{where}{newer}{' (of their cases)' if one.of_cases else ''}"


def _answered(policy: Policy, word: str) -> str:
    name, _, answer = word.partition(":")
    return policy.field_label(name) + (f" ({answer})" if answer else "")


def _on(places: Sequence[str]) -> str:
    return f" on {any_of(places)}" if places else ""


def _by(parties: Sequence[str], joined: str) -> str:
    """By whom: two or three of them, and how many others."""
    words = [parties_words([one], joined) for one in parties]
    if len(words) > _FEW:
        words = [*words[: _FEW - 1], f"{len(words) - _FEW + 1} others"]
    return f" by {any_of(words, joined)}" if words else ""
