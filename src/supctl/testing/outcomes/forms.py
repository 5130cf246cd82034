"""Forms: which titles and labels stand on one, in order, what is required, and of what it consists."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import get_args

from supctl.answers import Subject
from supctl.answers.audit import evidence_for
from supctl.answers.forms import AskedField, AskedForm, asked_form, forms_for, whole_form
from supctl.answers.said import any_of
from supctl.facts import Interval, Service
from supctl.policy import Conditions, Policy, RecordTemplate, SubjectKind
from supctl.testing.expect import Expect
from supctl.testing.outcomes.shape import Example, Outcome, plain

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`"
_DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"
_SIGNS = str.maketrans(dict.fromkeys(_DASHES, "-") | dict.fromkeys(_QUOTES, "'") | dict.fromkeys(_DOUBLE_QUOTES, '"'))
_NUMBERING = re.compile(r"^(?:\(?(?:\d+(?:\.\d+)*|[a-z]|[ivx]+)[.)]|\d+(?:\.\d+)+)\s+")
KINDS: tuple[str, ...] = get_args(SubjectKind)


Wrong = tuple[str, str] | None
"""What was expected, and what came instead; None where nothing is wrong."""


def form(expect: Expect, example: Example) -> Outcome:
    """A form of the policy, as it stands for the subject if one is named, else with everything that it can have."""
    template = find_form(example.policy, str(expect.form))
    if template is None:
        return Outcome(f"the form {expect.form}", "no such form")
    expected, came = _misfit(template, expect, example) or _difference(template, expect, example) or ("", "")
    return Outcome(expected, came, f"the form {template.id}" if expected else "", frozenset({f"form/{template.id}"}))


def _misfit(template: RecordTemplate, expect: Expect, example: Example) -> Wrong:
    """Whether it is not the form for the subject that is named, or is, where it should not be."""
    subject = _subject(expect.subject, example.service)
    if subject is None:
        is_kind = expect.subject in {None, template.subject}
        return None if is_kind else (f"a form about a {expect.subject}", f"one about a {template.subject}")
    forms = forms_for(example.policy, template.activity, subject, example.service, example.as_of)
    if (template in forms) is not expect.none:
        return None
    wanted = f"another form for {subject.id}" if expect.none else f"{template.id} for {subject.id}"
    return wanted, ", ".join(one.id for one in forms) or "no form of the activity"


def _difference(template: RecordTemplate, expect: Expect, example: Example) -> Wrong:
    """The first thing that does not stand on the form as it is expected to."""
    subject = _subject(expect.subject, example.service)
    if expect.none:
        return None
    asked = _asked(template, subject, expect, example)
    looks = (look(asked, expect) for name, look in _LOOKS.items() if getattr(expect, name) not in (None, (), {}))
    return next((wrong for wrong in looks if wrong), None) or _evidence(asked, expect, example)


def _asked(template: RecordTemplate, subject: Subject | None, expect: Expect, example: Example) -> AskedForm:
    """The form for the subject, or with everything that it can have; with the answers that are given."""

    def said(required: Conditions) -> bool:
        return any_of(required.answered, expect.answers.get)

    if subject:
        return asked_form(template, subject, example.service, example.as_of, said)
    return whole_form(template, said if expect.answers else None)


def find_form(policy: Policy, named: str) -> RecordTemplate | None:
    """A form by its id, its printed title, or another name that the document has for it."""
    by_id = next((one for one in policy.templates if one.id == named), None)
    titled = next((one for one in policy.templates if fold(one.title) == fold(named)), None)
    called = (one for one in policy.templates if fold(named) in map(fold, one.synonyms))
    return by_id or titled or next(called, None)


def fold(text: str) -> str:
    """A title or label without what may differ between two prints of it: case, quotes, dashes, numbering, a colon."""
    plainly = " ".join(unicodedata.normalize("NFKC", text.translate(_SIGNS)).translate(_SIGNS).casefold().split())
    return _NUMBERING.sub("", plainly).rstrip(": ")


def _subject(named: str | None, service: Service) -> Subject | None:
    """Somebody or something given; None where no subject is named, or only the kind of one."""
    if named is None or named in KINDS:
        return None
    kind: SubjectKind = "case" if named in service.cases else "team" if named in service.teams else "worker"
    return Subject(kind, named)


def _labels(asked: AskedForm, expect: Expect) -> Wrong:
    """Titles and labels in order; a field whose label is its section's title, by its id."""
    lines = iter(list(_lines(asked)))
    missing = next((text for text in expect.labels if not any(_is_called(text, line) for line in lines)), None)
    return (f'"{missing}" there and in this order', _stands(missing, asked.printed)) if missing else None


def _lines(asked: AskedForm) -> Iterator[tuple[str, ...]]:
    """Every line of the form in order, by its label and, of a field, its id."""
    yield (asked.template.title,)
    for section in asked.sections:
        title = section.section.title
        yield (title,)
        for one in section.fields:
            yield (one.id, *((one.field.label,) if one.field.label != title else ()))
            yield from ((label,) for label in one.field.labels[1:] if label != title)
            yield from ((column.label,) for column in one.field.column)


def _is_called(wanted: str, line: Sequence[str]) -> bool:
    return fold(wanted) in {fold(text) for text in line}


def _added(asked: AskedForm, expect: Expect) -> Wrong:
    """All that is not on the authority's page, in order: sections by title, fields by label, each also by its id."""
    there: list[tuple[str, ...]] = []
    for one in asked.sections:
        there += [(one.section.title, one.section.id)] if one.section.added else []
        there += [(field.field.label, field.id) for field in one.fields if field.field.added]
    same = len(there) == len(expect.added) and all(map(_is_called, expect.added, there))
    return None if same else (f"added: {', '.join(expect.added)}", ", ".join(line[0] for line in there) or "nothing")


def _at_most(asked: AskedForm, expect: Expect) -> Wrong:
    for wanted, number in expect.at_most.items():
        found = [one.field.at_most for one in _named(wanted, asked)]
        if number not in found:
            return f'at most {number} of "{wanted}"', _said(found)
    return None


def _scale(asked: AskedForm, expect: Expect) -> Wrong:
    for wanted, (lowest, highest) in expect.scale.items():
        found = [(one.field.lowest, one.field.highest) for one in _named(wanted, asked)]
        if (lowest, highest) not in found:
            return f'"{wanted}" from {lowest} to {highest}', _said([f"{low} to {high}" for low, high in found])
    return None


def _evidence(asked: AskedForm, expect: Expect, example: Example) -> Wrong:
    """What is laid beside fields for the worker that is named, from the twelve months up to the day."""
    if not isinstance(expect.evidence, Mapping) or not expect.evidence:
        return None
    from_ = a_year_before(example.as_of)
    beside = evidence_for(asked, asked.subject.id, example.service, example.policy, from_, example.as_of)
    for wanted, lines in expect.evidence.items():
        found = next((beside.get(one.id, []) for one in _named(wanted, asked)), [])
        missing = first_out_of_order(lines, found)
        if missing:
            return f'beside "{wanted}" the evidence "{missing}", in this order', "; ".join(found) or "nothing"
    return None


def a_year_before(day: dt.date) -> dt.date:
    """The first day of the twelve months that end on this one."""
    return Interval(-12, "month").after(day) + dt.timedelta(days=1)


def _said(found: Sequence[object]) -> str:
    return " / ".join(map(str, found)) or "no such field"


def _absent(asked: AskedForm, expect: Expect) -> Wrong:
    printed = {fold(text) for text in asked.printed}
    there = [text for text in expect.absent if fold(text) in printed]
    return (f'no "{there[0]}"', "it stands on the form") if there else None


def _required(asked: AskedForm, expect: Expect) -> Wrong:
    for wanted in expect.required:
        found = _duties(wanted, asked)
        if not any(found):
            return f'"{wanted}" required', "it may be left out" if found else "it does not stand on the form"
    return None


def _optional(asked: AskedForm, expect: Expect) -> Wrong:
    for wanted in expect.optional:
        found = _duties(wanted, asked)
        if all(found):
            return f'"{wanted}" not required', "it is" if found else "it does not stand on the form"
    return None


def _duties(wanted: str, asked: AskedForm) -> list[bool]:
    """Of the fields and columns of a label or id: whether each has to be answered."""
    columns = [
        column.required
        for one in asked.fields
        for column in one.field.column
        if wanted == f"{one.id}.{column.id}" or fold(wanted) == fold(column.label)
    ]
    return [*(one.required for one in _named(wanted, asked)), *columns]


def _options(asked: AskedForm, expect: Expect) -> Wrong:
    if not isinstance(expect.options, Mapping):
        every = [option for one in asked.fields for option in _choices(one)]
        missing = first_out_of_order(expect.options, every)
        return (f'the option "{missing}", in this order', plain(tuple(every))) if missing else None
    for label, options in expect.options.items():
        found = [_choices(one) for one in _named(label, asked)]
        if [fold(option) for option in options] not in [[fold(option) for option in one] for one in found]:
            came = " / ".join(plain(tuple(one)) for one in found) or "no such field"
            return f'the options of "{label}": {plain(tuple(options))}', came
    return None


def _choices(one: AskedField) -> Sequence[str]:
    return (*one.field.options, *(option for column in one.field.column for option in column.options))


def _sections(asked: AskedForm, expect: Expect) -> Wrong:
    printed = [one.section.title for one in asked.sections if one.section.title and not one.section.added]
    return _number(expect.sections, len(printed), "printed sections")


def _fields(asked: AskedForm, expect: Expect) -> Wrong:
    sections = [one for one in asked.sections if not one.section.added]
    printed = [one for section in sections for one in section.fields if not one.field.added]
    return _number(expect.fields, len([one for one in printed if one.field.type != "evidence"]), "printed fields")


def _derived(asked: AskedForm, expect: Expect) -> Wrong:
    said = {True: "derived", False: "printed in the document"}
    came = asked.template.derived
    return None if came is expect.derived else (f"{said[bool(expect.derived)]}", said[came])


_LOOKS: dict[str, Callable[[AskedForm, Expect], Wrong]] = {
    "labels": _labels,
    "absent": _absent,
    "required": _required,
    "optional": _optional,
    "options": _options,
    "added": _added,
    "at_most": _at_most,
    "scale": _scale,
    "sections": _sections,
    "fields": _fields,
    "derived": _derived,
}


def _named(wanted: str, asked: AskedForm) -> Iterator[AskedField]:
    """The fields of a label, or the one of an id."""
    for one in asked.fields:
        if wanted == one.id or fold(wanted) in {fold(label) for label in one.field.labels}:
            yield one


def first_out_of_order(wanted: Iterable[str], there: Iterable[str]) -> str | None:
    """The first text that does not stand in the rest, after the ones before it; None where all do, in order."""
    rest = iter([fold(text) for text in there])
    return next((text for text in wanted if fold(text) not in rest), None)


def _stands(missing: str, printed: Sequence[str]) -> str:
    near = [text for text in printed if fold(text) == fold(missing)]
    return "it stands elsewhere on the form" if near else "it does not stand on the form"


def _number(wanted: int | None, came: int, what: str) -> Wrong:
    return None if came == wanted else (f"{wanted} {what}", f"{came}")
