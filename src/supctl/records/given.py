"""Answers given from outside a draft, on the command line or in a file, held against the form. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from supctl.documents import nearest
from supctl.errors import Finding, InputError
from supctl.policy import FormField, RecordTemplate
from supctl.records.typed import typed_value

Named = Callable[[Literal["worker", "case"], str], str]
"""Gives the id of the person or child that somebody means; raises InputError."""
Pair = tuple[str, object]

_SAID_ELSEWHERE: Final[Mapping[str, str]] = {
    "supervisee": "name the person as SUBJECT",
    "supervisor": "--with NAME",
    "date": "--date DATE",
    "team": "name the team as SUBJECT",
}


@dataclass(frozen=True)
class Answered:
    """Reads answers for one form; `day` is the draft's, near which a date without a year lies."""

    form: RecordTemplate
    day: date
    named: Named

    def all(self, pairs: Iterable[Pair]) -> dict[str, object]:
        """The answers by whole field id. Raises InputError with every mistake."""
        answers: dict[str, object] = {}
        problems: list[Finding] = []
        for field, value in pairs:
            try:
                whole = self._field(field)
                if whole in answers:
                    raise ValueError("it is answered twice; mend: give one answer")  # noqa: TRY301 - gathered with the rest
                answers[whole] = self._answer(whole, value)
            except InputError as error:
                problems += [self._about(field, finding) for finding in error.findings]
            except ValueError as error:
                message, _, mend = str(error).partition("; mend: ")
                problems.append(Finding("wrong-answer", f"{field}: {message}", mend=mend or None))
        if problems:
            raise InputError(problems)
        return answers

    def _field(self, named: str) -> str:
        """The whole id of a field, by its id or, where one alone is that, its part of the record, label or title."""
        typed = named.strip().casefold()
        try:
            return self.form.find(typed)
        except ValueError:
            fields = list(self.form.fields())
            if any(whole.partition(".")[2] == typed for whole, _, _ in fields):  # several are called so
                raise
            found = [whole for whole, _, field in fields if typed in {field.part, field.label.casefold()}]
            found = found or [whole for whole, section, _ in fields if section.title.casefold() == typed]
            if len(found) != 1:
                raise
            return found[0]

    def _about(self, field: str, finding: Finding) -> Finding:
        return Finding(finding.code, f"{field}: {finding.message}", mend=finding.mend)

    def _answer(self, whole: str, value: object) -> object:
        field = next(one for id_, _, one in self.form.fields() if id_ == whole)
        elsewhere = _SAID_ELSEWHERE.get(field.part or "")
        if elsewhere:
            raise ValueError(f"this is not an answer on the form here; mend: {elsewhere}")
        if field.type in {"rows", "actions"} and isinstance(value, list | tuple):
            return tuple(self._row(field, row) for row in value)
        return self._meant(field, typed_value(field, _as_text(value), self.day))

    def _meant(self, field: FormField, value: object) -> object:
        """The ids of the people and children that are named."""
        if field.type not in {"person", "case"}:
            return value
        kind: Literal["worker", "case"] = "worker" if field.type == "person" else "case"
        if isinstance(value, tuple):
            return tuple(self.named(kind, str(one)) for one in value)
        return self.named(kind, str(value)) if value else value

    def _row(self, field: FormField, row: object) -> Mapping[str, object]:
        if not isinstance(row, Mapping):
            raise ValueError('a row is a table; mend: {"column": "what stands in it"}')  # noqa: TRY004 - as all that is wrong
        columns = {column.id: column for column in field.columns}
        for key in row:
            if key not in columns:
                near = nearest(str(key), list(columns))
                mend = f'did you mean "{near}"?' if near else "one of: " + ", ".join(columns)
                raise ValueError(f'it has no column "{key}"; mend: {mend}')
        return {str(key): self._cell(columns[str(key)].type, value) for key, value in row.items()}

    def _cell(self, kind: str, value: object) -> object:
        text = _as_text(value)
        if not text:
            return ""
        if kind == "person":
            return self.named("worker", text)
        if kind == "case":
            return self.named("case", text)
        as_field = {"date": "date", "yes-no": "yes-no"}.get(kind)
        return typed_value(FormField(id="cell", label=kind, type=as_field), text, self.day) if as_field else text  # type: ignore[arg-type]


def _as_text(value: object) -> str:
    """A value of a JSON file as somebody would type it. Raises ValueError."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return ""
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, list | tuple) and all(isinstance(one, str | int) for one in value):
        return "\n".join(str(one) for one in value)
    raise ValueError("this cannot be an answer; mend: write text, a whole number, true, false or a list of text")


def pairs_typed(typed: Sequence[str]) -> list[Pair]:
    """FIELD=VALUE as typed, in order. Raises InputError where an equals sign is missing."""
    wrong = [one for one in typed if not one.partition("=")[1] or not one.partition("=")[0].strip()]
    if wrong:
        mend = "for example --set minutes=90"
        raise InputError([Finding("wrong-answer", f'--set "{one}": no FIELD=VALUE', mend=mend) for one in wrong])
    return [(field.strip(), value) for field, _, value in (one.partition("=") for one in typed)]


def pairs_in(values: Mapping[str, object], form: RecordTemplate) -> Iterator[Pair]:
    """The answers of a JSON object: {"section.field": value}, or nested by section."""
    sections = {section.id for section in form.section}
    for key, value in values.items():
        if key in sections and isinstance(value, Mapping):
            yield from ((f"{key}.{field}", below) for field, below in value.items())
        else:
            yield key, value
