"""Ids made from names: a.begum of Aisha Begum, safeguarding-east of Safeguarding East. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from itertools import count

_NOT_FOLDED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i", "ħ": "h", "ŧ": "t"}
)


def first_name_first(name: str) -> str:
    """A name as it is said: "Aisha Begum" of "Begum, Aisha"; any other stays as it is."""
    surname, comma, first = (part.strip() for part in name.partition(","))
    return f"{first} {surname}" if comma and first and surname and "," not in first else name


def person_id(name: str) -> str:
    """First letter, dot, surname, in plain small letters; empty where the name has none of them."""
    words = [word for part in name.split() if (word := re.sub(r"[^a-z0-9-]", "", folded(part)).strip("-"))]
    if len(words) < 2:  # noqa: PLR2004 - a first name and a surname
        return "".join(words)
    return f"{words[0][0]}.{words[-1]}"


def team_id(name: str) -> str:
    """The words of the name in plain small letters, with dashes between them; empty where it has none of them."""
    return "-".join(re.findall(r"[a-z0-9]+", folded(name)))


def free_id(id_: str, taken: Container[str]) -> str:
    """The id with the first number behind it that nobody has."""
    return next(one for number in count(2) if (one := f"{id_}{number}") not in taken)


def folded(text: str) -> str:
    """In small letters without accents, as far as they can be taken off."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_NOT_FOLDED))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
