"""Whom or which child somebody means in a draft: an id, a name, or a part of one that only one has. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from supctl.documents import nearest
from supctl.facts import Service
from supctl.records.drafting.layout import SPACE
from supctl.records.typed import Unfit

_LISTED: Final = 5


def person_meant(text: str, service: Service) -> str:
    """The id of the person. Raises Unfit where it is nobody that the store knows, or several."""
    said = _folded(text)
    people = {id_: worker.name for id_, worker in service.workers.items()}
    ids = [*people, *(id_ for id_ in service.unread if id_ not in service.cases)]
    exact = [id_ for id_ in ids if said in {id_.casefold(), _folded(people.get(id_, id_))}]
    words = set(said.replace("(", " ").replace(")", " ").split())
    part = [id_ for id_, name in people.items() if words and words <= {*_folded(name).split(), id_.casefold()}]
    found = exact or part
    if len(found) == 1:
        return found[0]
    if found:
        several = ", ".join(f'"{id_}"' for id_ in sorted(found)[:_LISTED])
        raise Unfit("several people are called so", f"write the id of one of them: {several}")
    raise Unfit("nobody of this name is known", "write the id or the name of somebody in the store", _near(said, ids))


def case_meant(text: str, service: Service) -> str:
    """The reference of the case, initials behind it or not. Raises Unfit where the store has no such case."""
    said = _folded(text)
    ids = {id_.casefold(): id_ for id_ in [*service.cases, *service.unread]}
    found = ids.get(said) or ids.get(said.partition(" ")[0])
    if found:
        return found
    detail = _near(said, list(ids.values()))
    raise Unfit("no case has this reference", "write the reference of a case in the store", detail)


def team_meant(text: str, service: Service) -> str:
    """The id of the team. Raises Unfit."""
    said = _folded(text)
    found = [one.id for one in service.teams.values() if said in {one.id.casefold(), _folded(one.name)}]
    if len(found) == 1:
        return found[0]
    raise Unfit("no team is called so", "write the id of a team in the store", _near(said, list(service.teams)))


def _near(said: str, ids: Sequence[str]) -> str:
    near = nearest(said, ids)
    return f'did you mean "{near}"?' if near else ""


def _folded(text: str) -> str:
    return " ".join(text.strip(SPACE).casefold().replace("\u2019", "'").split())
