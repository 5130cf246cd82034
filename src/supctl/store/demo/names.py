"""Names that nobody has: first and last ones put together from parts."""

from __future__ import annotations

from supctl.store.demo.chance import Chance
from supctl.store.demo.likely import likely

_TRIES = 12
_LETTERS = "ABCDEFGHJKLMNOPRSTWYZ"


class Names:
    """Gives each person a name and an id that nobody had before."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._taken: set[str] = set()

    def next(self, key: str) -> tuple[str, str]:
        """Id and name of one more person."""
        chance = Chance(self._seed, "name", key)
        drawn = [_name(chance) for _ in range(_TRIES)]
        ids = [f"{first[0]}.{last}".lower() for first, last in drawn]
        place = next((place for place, id_ in enumerate(ids) if id_ not in self._taken), -1)
        id_, number = ids[place], 1
        while id_ in self._taken:
            number += 1
            id_ = f"{ids[place]}{number}"
        self._taken.add(id_)
        return id_, " ".join(drawn[place])


def _name(chance: Chance) -> tuple[str, str]:
    table = likely().names
    return chance.one(table.first), chance.one(table.begins) + chance.one(table.ends)


def initials(chance: Chance) -> str:
    """Two letters for a child."""
    return chance.one(_LETTERS) + chance.one(_LETTERS)
