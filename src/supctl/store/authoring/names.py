"""What an authority is called: from a council's name to an id, a short name, a clause's prefix and a package. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Final

from supctl.errors import Finding, InputError

_ABOUT_EVERY_COUNCIL: Final = {
    *("borough", "childrens", "city", "council", "county", "district", "london", "metropolitan", "of", "royal"),
    *("services", "the", "trust"),
}
_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LETTERS_OF_A_PREFIX: Final = 3


@dataclass(frozen=True)
class Called:
    """Who an authority is: `id` in settings and records, `name` as the council writes it, `short` for narrow places."""

    id: str
    name: str
    short: str

    @property
    def prefix(self) -> str:
        """What its clauses' ids begin with."""
        return self.id.replace("-", "")[:_LETTERS_OF_A_PREFIX].upper()

    @property
    def package(self) -> str:
        """The package that offers it."""
        return f"supctl-{self.id}"

    @property
    def module(self) -> str:
        """The module in which that package has its data."""
        return f"supctl_{self.id.replace('-', '_')}"


def called(name: str, id_: str | None = None) -> Called:
    """What a council of this name is called, with the id given or one made from the name. Raises InputError.

    A name all in small letters is taken for an id: "westhaven" is Westhaven.
    """
    known = " ".join(name.split())
    if known == known.casefold():
        known = " ".join(word.capitalize() for word in re.split(r"[\s_-]+", known))
    words = [word for word in known.split() if _folded(word) not in _ABOUT_EVERY_COUNCIL]
    short = " ".join(words) or known
    made = checked_id(id_) if id_ else "-".join(filter(None, map(_folded, short.split())))
    if not made:
        raise InputError([Finding("wrong-name", f'no id can be made from "{known}"', mend="give one with --id")])
    return Called(made, known, short)


def renamed(authority: Called, name: str | None, id_: str | None) -> Called:
    """The authority with another name, another id, or both. Raises InputError."""
    made = called(name) if name else authority
    return replace(made, id=checked_id(id_) if id_ else authority.id)


def checked_id(id_: str) -> str:
    """The id, where it can be one. Raises InputError."""
    if not _ID.fullmatch(id_):
        mend = "small letters, digits and dashes, such as west-haven"
        raise InputError([Finding("wrong-id", f'"{id_}" cannot be the id of an authority', mend=mend)])
    return id_


def _folded(word: str) -> str:
    """A word without accents, signs and capitals."""
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
