"""A new person, team or case as it was typed, and the values that its file will hold. Every problem is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from supctl.cli.people.ids import free_id, person_id, team_id
from supctl.cli.people.typed import Typed
from supctl.exchange.names import CATEGORIES
from supctl.facts.days import say_date

_CALLED = {"agency": "locum", "asye": "newly-qualified", "nqsw": "newly-qualified"}
_SHORT = {"cin": "child-in-need", "cp": "child-protection", "cla": "looked-after", "child looked after": "looked-after"}
_NEWLY_QUALIFIED = "newly-qualified"
_MOST_INITIALS = 4
_INITIALS_LIKE_A_NAME = 3
_LETTERS_OF_A_NAME = re.compile(r"[A-Za-z]?[a-z]{2,}|[A-Za-z]{5,}")


@dataclass(frozen=True)
class New:
    """A new file: its id, its values in the order in which they are written, its first day, and notes to tell."""

    id: str
    values: Mapping[str, object]
    first: date
    notes: Sequence[str]


@dataclass(frozen=True)
class Starter:
    """A new person as typed; None where an option was left out."""

    name: str
    role: str
    id: str | None
    team: str | None
    supervisor: str | None
    professional_supervisor: str | None
    line_manager: str | None
    from_: str | None
    started: str | None
    ended: str | None
    employment: str
    newly_qualified_to: str | None
    standing: Sequence[str]


@dataclass(frozen=True)
class NewTeam:
    """A new team as typed."""

    name: str
    id: str | None
    kind: str | None
    parent: str | None
    started: str | None


@dataclass(frozen=True)
class NewCase:
    """A new case as typed."""

    ref: str
    initials: str
    category: Sequence[str]
    worker: str | None
    team: str | None
    from_: str | None
    family: str | None


# --- people -----------------------------------------------------------------------------------------------------------


def new_worker(typed: Typed, starter: Starter) -> New:
    """The file of a new person."""
    words = typed.store.facts.vocabulary
    id_ = starter.id or _made_id(typed, person_id(starter.name), "a.begum")
    typed.new_id("workers", id_, typed.store.facts.workers, _back_again(typed, id_, starter.name))
    started, from_ = _first_days(typed, starter)
    ended = typed.coming("--ended", starter.ended, started)
    typed.in_order("--ended", ended, "they start", started)
    own = {policy_role.name: policy_role.id for policy_role in typed.store.policy.authority.roles if policy_role.name}
    employment = typed.word("kind of employment", starter.employment, words.employments, _CALLED)
    post = {
        "from": from_,
        "role": typed.word("role", starter.role, words.roles, own),
        "team": typed.team_on("--team", starter.team, from_),
        "supervisor": typed.person_on("--supervisor", starter.supervisor, from_),
        "professional_supervisor": typed.person_on("--professional-supervisor", starter.professional_supervisor, from_),
        "line_manager": typed.person_on("--line-manager", starter.line_manager, from_),
    }
    values = {
        "name": starter.name,
        "started": started,
        "ended": ended,
        "employment": employment if employment != "permanent" else None,
        "standing": _standings(typed, starter, started),
        "post": [post],
    }
    return New(id_, values, max(started, from_), _notes_on_worker(typed, starter, post, id_))


def _first_days(typed: Typed, starter: Starter) -> tuple[date, date]:
    """The first day of employment and of the post: each the other's where it was left out, else the day asked."""
    started, from_ = typed.day("--started", starter.started), typed.day("--from", starter.from_)
    if started and from_ and from_ < started:
        message = f"the post is from {say_date(from_)}, before the employment starts on {say_date(started)}"
        typed.wrong("post-before-employment", message, "leave --from out, or give an earlier --started")
    first = started or from_ or typed.store.as_of
    return first, from_ or first


def _standings(typed: Typed, starter: Starter, started: date) -> list[Mapping[str, object]]:
    known = typed.store.facts.vocabulary.standings
    words = [typed.word("standing", one, known, _CALLED) for one in starter.standing]
    until = typed.coming("--newly-qualified-to", starter.newly_qualified_to, started)
    typed.in_order("--newly-qualified-to", until, "they start", started)
    if starter.newly_qualified_to:
        words = [_NEWLY_QUALIFIED, *(word for word in words if word != _NEWLY_QUALIFIED)]
    ends = {_NEWLY_QUALIFIED: until}
    return [{"is": word, "from": started, "to": ends.get(word)} for word in dict.fromkeys(words)]


def _back_again(typed: Typed, id_: str, name: str) -> str:
    """What to do where somebody of that id and name has left: they may be back. Empty otherwise."""
    known = typed.store.facts.workers.get(id_.casefold())
    if known is None or known.name.casefold() != name.casefold():
        return ""
    if typed.store.facts.employment(known.id, typed.store.as_of):
        told = f"the same person? supctl worker show {known.id}"
    else:
        told = f"back again? write [[employment]] and [[post]] into {known.origin.path}"
    return f"{told}; somebody else: --id {free_id(known.id, typed.store.facts.workers)}"


def _notes_on_worker(typed: Typed, starter: Starter, post: Mapping[str, object], id_: str) -> list[str]:
    facts, day = typed.store.facts, typed.store.as_of
    notes = [] if starter.team else ["no team is named: in no team's list"]
    if not starter.supervisor:
        team = post["team"]
        manager = facts.manager(str(team), day) if team else None
        whom = f' ({facts.workers[manager].name} manages the team: "{manager}")' if manager else ""
        notes.append(
            f'no supervisor is named; once known: supervisor = "ID" under [[post]] in workers/{id_}.toml{whom}'
        )
    same = [one.id for one in facts.workers.values() if one.name.casefold() == starter.name.casefold()]
    return [*notes, *(f"{one} has the same name" for one in same)]


def _made_id(typed: Typed, made: str, like: str) -> str:
    if not made:
        typed.wrong("no-id", "no id can be made from this name", f"give one: --id {like}")
    return made or "no-id"


# --- teams ------------------------------------------------------------------------------------------------------------


def new_team(typed: Typed, team: NewTeam) -> New:
    """The file of a new team."""
    facts = typed.store.facts
    id_ = team.id or _made_id(typed, team_id(team.name), "east")
    typed.new_id("teams", id_, facts.teams)
    started = typed.day("--started", team.started)
    kind = typed.word("kind of team", team.kind, facts.vocabulary.team_kinds) if team.kind else None
    first = max(started or typed.store.as_of, typed.store.as_of)
    parent = typed.team_on("--parent", team.parent, first)
    same = [one.id for one in facts.teams.values() if one.name.casefold() == team.name.casefold()]
    notes = [f"{one} has the same name" for one in same]
    if kind is None:
        notes.append("no kind is named, so it is other; rules for a kind of team pass it over")
    return New(id_, {"name": team.name, "kind": kind, "started": started, "parent": parent}, first, notes)


# --- cases ------------------------------------------------------------------------------------------------------------


def new_case(typed: Typed, case: NewCase) -> New:
    """The file of a new case. What looks like a name is refused, and said in no message."""
    facts = typed.store.facts
    _refuse_name(typed, "the reference", case.ref)
    typed.new_id("cases", case.ref, facts.cases, f"see who it is: supctl case show {case.ref}")
    from_ = typed.day("--from", case.from_) or typed.store.as_of
    if case.family:
        _refuse_name(typed, "--family", case.family)
    status = {
        "from": from_,
        "category": _categories(typed, case.category),
        "worker": typed.person_on("--worker", case.worker, from_),
        "team": typed.team_on("--team", case.team, from_),
    }
    values = {"initials": _initials(typed, case.initials), "family": case.family, "status": [status]}
    notes = _notes_on_case(typed, case, status["worker"], from_)
    return New(case.ref, values, from_, [*_like_a_name(case), *notes])


def _like_a_name(case: NewCase) -> list[str]:
    """That a reference has the letters of a name, as a note."""
    texts = {"the reference": case.ref, "--family": case.family or ""}
    mend = "a child is never named here; if it is a name, rename the file before anything else names it"
    return [f"{what} reads like a name: {mend}" for what, text in texts.items() if _LETTERS_OF_A_NAME.search(text)]


def _refuse_name(typed: Typed, what: str, text: str) -> None:
    if not re.search(r"\d", text):
        message = f"{what} has no number in it, so it may be a name; a child is known here by reference and initials"
        typed.wrong("may-be-a-name", message, "type the number under which the case is kept elsewhere")


def _initials(typed: Typed, text: str) -> str:
    """The letters in capitals."""
    letters = re.sub(r"[\s.'-]", "", text)
    like_a_name = len(letters) >= _INITIALS_LIKE_A_NAME and not letters.isupper()
    if not letters.isalpha() or len(letters) > _MOST_INITIALS or like_a_name:
        message = "--initials: these are no initials; a child is known here by reference and initials, never by name"
        typed.wrong("no-initials", message, "one to four capital letters, for example --initials JB")
        return "X"
    return letters.upper()


def _categories(typed: Typed, several: Sequence[str]) -> str | list[str]:
    known = typed.store.facts.vocabulary.categories
    if not several:
        typed.wrong("no-category", "--category is missing: it decides how often", "one of: " + ", ".join(known))
        return known[0]
    called = {**{said: word for word, said in CATEGORIES.items()}, **_SHORT}
    words = list(dict.fromkeys(typed.word("category", one, known, called) for one in several))
    return words[0] if len(words) == 1 else words


def _notes_on_case(typed: Typed, case: NewCase, worker: object, day: date) -> list[str]:
    if not case.worker:
        told = "no worker is named: it stands first in the due list until one is"
        return [told] if case.team else [told, "no team is named: it stands in every team's list"]
    facts, who = typed.store.facts, str(worker)
    post = facts.post(who, day) if worker else None
    notes = []
    if worker and not case.team and (post is None or post.team is None):
        notes.append("its worker has no team on that day, and none is named: it stands in every team's list")
    if worker and facts.absence(who, day):
        name, cover = facts.workers[who].name, facts.cover(who, day, "cases")
        stands_in = facts.workers[cover].name if cover and cover in facts.workers else cover
        notes.append(f"{name} is away on that day; " + (f"{stands_in} stands in" if cover else "no cover is recorded"))
    return notes
