"""Forms: which titles and labels stand on one, in order, what is required, and of what it consists."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import get_args

from supctl.answers import Subject
from supctl.answers.forms import AskedField, AskedForm, asked_form, forms_for, whole_form
from supctl.facts import Service
from supctl.policy import Policy, RecordTemplate, SubjectKind
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
    asked = asked_form(template, subject, example.service, example.as_of) if subject else whole_form(template)
    looks = (look(asked, expect) for name, look in _LOOKS.items() if getattr(expect, name) not in (None, ()))
    return next((wrong for wrong in looks if wrong), None)


def find_form(policy: Policy, named: str) -> RecordTemplate | None:
    """A form by its id or its printed title."""
    by_id = next((one for one in policy.templates if one.id == named), None)
    return by_id or next((one for one in policy.templates if fold(one.title) == fold(named)), None)


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
    missing = first_out_of_order(expect.labels, asked.printed)
    return (f'"{missing}" there and in this order', _stands(missing, asked.printed)) if missing else None


def _absent(asked: AskedForm, expect: Expect) -> Wrong:
    printed = {fold(text) for text in asked.printed}
    there = [text for text in expect.absent if fold(text) in printed]
    return (f'no "{there[0]}"', "it stands on the form") if there else None


def _required(asked: AskedForm, expect: Expect) -> Wrong:
    for wanted in expect.required:
        found = list(_named(wanted, asked))
        if not found:
            return f'"{wanted}" required', "it does not stand on the form"
        if not any(one.required for one in found):
            return f'"{wanted}" required', "it may be left out"
    return None


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
    "options": _options,
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
