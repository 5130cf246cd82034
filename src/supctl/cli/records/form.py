"""Which form is meant for whom: from what was typed, or from a session that was logged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from supctl.answers import Subject
from supctl.answers.about import case_of
from supctl.answers.forms import forms_for
from supctl.cli.naming import Entry, several_match
from supctl.cli.opening import Opened
from supctl.cli.records.drafts import the_record
from supctl.errors import Finding, InputError
from supctl.exchange.names import last_four
from supctl.facts import Record, service_as_of
from supctl.facts.service import counting
from supctl.policy import RecordTemplate

_CALLED = {"worker": "a person", "pair": "a person", "action": "a person", "case": "a child", "team": "a team"}
_THROUGH_WORKER = {"worker", "pair", "action"}


@dataclass(frozen=True)
class Choosing:
    """Finds the form for one subject on one day."""

    store: Opened
    subject: Subject
    day: date

    def typed(self, typed: str) -> RecordTemplate:
        """The form that is meant by its own name, or the first fitting one for an activity. Raises InputError."""
        names = self.store.directory
        found = names.fitting(typed, ("form", "activity"))
        if not found:
            names.refuse(typed, ("form", "activity"), also=[form.title for form in self.store.policy.templates])
        forms = [one for one in found if one.kind == "form"]
        if len(found) == 1 and forms:
            return self._fit_for_subject(self._form(forms[0].id))
        activities = dict.fromkeys(self._activity_of(one) for one in found)
        fitting = [one for one in activities if self._forms(one)]
        if len(fitting if len(activities) > 1 else activities) > 1:
            raise several_match(typed, [one for one in found if not fitting or self._activity_of(one) in fitting])
        activity = next(iter(fitting or activities))
        named = [one.id for one in forms] if len(forms) == len(found) else []
        return self.for_activity(activity, named)

    def for_activity(self, activity: str, named: Sequence[str] = ()) -> RecordTemplate:
        """The first form for an activity that fits the subject, of those named if any are. Raises InputError."""
        forms = [form for form in self._forms(activity) if not named or form.id in named]
        if forms:
            return forms[0]
        policy = self.store.policy
        said = policy.activity_name(activity)
        others = [form for form in policy.templates if form.activity == activity]
        if others:
            raise self._misfit(said, others[0])
        message = f"{policy.short_name} has no form for {said}"
        known = ", ".join(dict.fromkeys(policy.activity_name(form.activity) for form in policy.templates))
        mend = f"there is one for: {known}" if known else "log it: supctl log ACTIVITY SUBJECT"
        raise InputError([Finding("no-form", message, mend=mend)])

    def _forms(self, activity: str) -> list[RecordTemplate]:
        service = service_as_of(self.store.facts, self.day)
        return forms_for(self.store.policy, activity, self.subject, service, self.day)

    def _form(self, id_: str) -> RecordTemplate:
        return next(form for form in self.store.policy.templates if form.id == id_)

    def _activity_of(self, one: Entry) -> str:
        return self._form(one.id).activity if one.kind == "form" else one.id

    def _fit_for_subject(self, form: RecordTemplate) -> RecordTemplate:
        """The form, if it is about such a subject; conditions of somebody who names it outright do not matter."""
        kind = self.subject.kind
        if form.subject == kind or {form.subject, kind} <= _THROUGH_WORKER:
            return form
        raise self._misfit(f'"{form.title}"', form)

    def _misfit(self, said: str, form: RecordTemplate) -> InputError:
        """That the form is not meant for this subject: about something else, or for others of its kind."""
        kind, wanted = self.subject.kind, _CALLED.get(form.subject, "the service")
        about = f"{said} is about {wanted}; {self.subject.id} is {_CALLED.get(kind, kind)}"
        same = _CALLED.get(form.subject) == _CALLED.get(kind)
        message = f"no form for {said} is meant for {self.subject.id} on {self.day}" if same else about
        mend = "name the form by its own title, or another day" if same else f"name {wanted}"
        return InputError([Finding("wrong-subject", message, subject=self.subject.id, mend=mend)])


def session_named(store: Opened, typed: str) -> Record:
    """The logged session that is meant, if it can be written up. Raises InputError."""
    found = store.directory.find(typed, ("record", "draft"))
    if found.kind == "draft":
        draft = last_four(found.id)
        raise InputError(
            [Finding("a-draft", f"{draft} is a draft already", mend=f"go on with it: supctl record edit {draft}")]
        )
    id_, record = found.id, the_record(store, found.id)
    counted = {one.id for one in counting(store.facts.gathered.with_versions([record]))}
    four = last_four(id_)
    if any(step.step == "voided" for step in record.steps):
        raise InputError([Finding("voided", f"{four} was voided: it counts for nothing", mend="log the session again")])
    if record.form or record.source.kind != "logged" or id_ not in counted:
        message = f"{four} is written up already"
        raise InputError([Finding("written-up", message, record=id_, mend=f"see it: supctl record show {four}")])
    return record


def subject_of(record: Record, store: Opened) -> Subject:
    """Whom a logged session is about: its child, its supervisee or its team."""
    case = case_of(record, store.policy)
    if case:
        return Subject("case", case)
    return Subject("worker", record.supervisee) if record.supervisee else Subject("team", record.team or "")
