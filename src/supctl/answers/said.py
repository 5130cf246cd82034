"""What a record says, as far as its facts keep it: which fields are answered, and with what."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from supctl.facts import Record

THE_CASE = "{case}"
"""As an answer: the case that is looked at."""


def is_answered(answer: object) -> bool:
    """Whether something was said: 0 of 10 is an answer, an empty list is none."""
    return answer is not None and answer is not False and answer not in ("", [], ())


def says(record: Record, answered: Sequence[str], cases: Sequence[str] = ()) -> bool:
    """Whether any one of these fields is answered (`field:answer`: with that answer); a part of the record likewise.

    `cases`: those of which `field:{case}` asks whether the answer names one of them.
    """
    return any_of(answered, lambda name: answer_of(record, name), cases)


def any_of(answered: Sequence[str], answer: Callable[[str], object], cases: Sequence[str] = ()) -> bool:
    """As `says`, of answers that are looked up by the name of the field."""
    return any(_fits(word, answer, cases) for word in answered)


def answer_of(record: Record, name: str) -> object:
    """The answer to a field (section.field), or a part of the record; None where it was not given."""
    return record.answers.get(name) if "." in name else getattr(record, name, None)


def _fits(word: str, answer: Callable[[str], object], cases: Sequence[str]) -> bool:
    name, _, wanted = word.partition(":")
    given = answer(name)
    if not wanted:
        return is_answered(given)
    answers = {str(one) for one in (given if isinstance(given, list | tuple) else [given])}
    return not answers.isdisjoint(cases if wanted == THE_CASE else [wanted])
