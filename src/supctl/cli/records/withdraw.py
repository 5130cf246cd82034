"""`supctl record edit` and `withdraw`: going on with a draft, and taking back what was begun or logged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import typer

from supctl.answers import Subject
from supctl.cli.commands import typed_commands
from supctl.cli.opening import Opened
from supctl.cli.options import Asked
from supctl.cli.output import show
from supctl.cli.records.drafts import drafts_of, the_draft, the_record
from supctl.cli.records.editor import on_terminal
from supctl.cli.records.new import text_of
from supctl.cli.records.writing import effects_between, logbook
from supctl.documents import Document
from supctl.errors import Finding, InputError, StoreError
from supctl.exchange.names import Names, last_four
from supctl.exchange.record.withdrawn import Withdrawn, withdrawn_data, withdrawn_text
from supctl.facts import Record, Step, service_as_of
from supctl.facts.overlaid import with_records
from supctl.records import ReadDraft, read_draft
from supctl.records.beginning import Beginning, draft_of
from supctl.records.sessions import Stamp
from supctl.records.withdrawing import is_voided, is_written_in, sessions_of, with_children
from supctl.store.drafts import draft_bytes, draft_file, draft_removed, refuse_written_since
from supctl.store.recording import add_steps


def draft_meant(store: Opened, typed: str) -> str:
    """The draft that is to be edited: by its letters, or by those of the session that it writes up.

    Raises InputError for a record that is no draft.
    """
    found = store.directory.find(typed, ("draft", "record"))
    if found.kind == "draft":
        return found.id
    of_session = drafts_of(store).of_session(found.id)
    if of_session:
        return of_session
    record, four = the_record(store, found.id), last_four(found.id)
    if record.form is None and record.source.kind == "logged" and not is_voided(record):
        mend = f"write it up: supctl record new --for {four}"
        raise InputError([Finding("no-draft", f"{four} is logged, and no draft of it is begun", mend=mend)])
    message = f"{four} is sealed: what is settled is not edited"
    amend = f": supctl record amend {four}" if "record amend" in typed_commands() else ""
    mend = f"a correction is a record of its own beside it{amend}" if amend else "no command corrects it yet"
    raise InputError([Finding("sealed", message, mend=mend)])


@dataclass(frozen=True)
class Withdrawing:
    """Takes back a draft or a logged session of one store."""

    store: Opened
    options: Asked
    stamp: Stamp
    sure: bool

    def withdraw(self, typed: str) -> None:
        """Do it, and say what was done. Raises InputError where nothing may be, and nothing is then changed."""
        found = self.store.directory.find(typed, ("draft", "record"))
        done = self._draft(found.id) if found.kind == "draft" else self._session(the_record(self.store, found.id))
        if self.options.format == "json":
            from supctl.exchange.data import as_json

            show(as_json(withdrawn_data(done, self.store.as_of)), self.options)
            return
        service = service_as_of(self.store.facts, self.store.as_of)
        names = Names(service, self.store.policy, self.store.as_of, initials=self.options.format == "table")
        show(withdrawn_text(done, names), self.options)

    def _draft(self, id_: str) -> Withdrawn:
        folder, sessions = self.store.folder, sessions_of(draft_file(id_), self.store.facts)
        seen = draft_bytes(folder, id_)
        self._ask_if_written(id_)
        refuse_written_since(folder, id_, seen)
        return self._voided(sessions, draft=(id_, seen))

    def _session(self, record: Record) -> Withdrawn:
        four = last_four(record.id)
        if record.form or record.source.kind != "logged":
            message, mend = (
                f"{four} is sealed: it is not withdrawn",
                "no command voids it yet; only a draft or a logged session is taken back",
            )
            raise InputError([Finding("sealed", message, record=record.id, mend=mend)])
        if is_voided(record):
            raise InputError(
                [Finding("voided", f"{four} was voided before", record=record.id, mend="nothing is to be done")]
            )
        amended = next((one for one in self.store.facts.gathered.amending(record.id) if not is_voided(one)), None)
        if amended:
            message, mend = f"{four} is written up, in {last_four(amended.id)}", "what is sealed is not withdrawn"
            raise InputError([Finding("written-up", message, record=record.id, mend=mend)])
        drafts = drafts_of(self.store)
        draft = drafts.of_session(record.id)
        if draft:
            message, mend = f"a draft writes {four} up", f"first: supctl record withdraw {last_four(draft)}"
            raise InputError([Finding("draft-there", message, record=record.id, mend=mend)])
        children = with_children(record, self.store.facts)
        along = [one for one in children if one.source.batch == record.id and drafts.of_session(one.id) is None]
        stay = [one for one in children if one not in along]
        return self._voided([record, *along], children=stay)

    def _voided(
        self,
        records: Sequence[Record],
        draft: tuple[str, bytes | None] | None = None,
        children: Sequence[Record] = (),
    ) -> Withdrawn:
        steps = {record.id: self._step(record.date) for record in records}
        longer = [one.model_copy(update={"steps": (*one.steps, steps[one.id])}) for one in records]
        changed = effects_between(self.store, with_records(self.store.facts, longer), longer)
        gone = [draft_removed(*draft)] if draft else []
        add_steps(self.store.folder, [(record, steps[record.id]) for record in records], gone)
        return Withdrawn(tuple(records), draft[0] if draft else None, tuple(children), changed)

    def _step(self, day: date) -> Step:
        return Step(step="voided", on=max(logbook(self.store).as_of, day), at=self.stamp.at, account=self.stamp.account)

    def _ask_if_written(self, id_: str) -> None:
        """Ask before words are lost. Raises InputError where nobody can be asked, or somebody says no."""
        if self.sure or not self._is_written_in(id_):
            return
        four = last_four(id_)
        if not on_terminal():
            message = f"somebody has written in the draft {four}; nothing was changed"
            raise InputError([Finding("written-in", message, mend="to take it away with all that it says: --yes")])
        if not typer.confirm(f"Somebody has written in the draft {four}. Take it away, with all that it says?"):
            raise InputError([Finding("kept", f"the draft {four} stays; nothing was changed")])

    def _is_written_in(self, id_: str) -> bool:
        """Whether words may be lost; in a file that cannot be read they may."""
        try:
            read = the_draft(self.store, id_)
        except StoreError:
            return True
        return is_written_in(read, begun_again(self.store, read))


def begun_again(store: Opened, read: ReadDraft) -> ReadDraft | None:
    """The draft as it would be begun now, with nothing written in it; None where that cannot be told."""
    subject, day = _subject(read), read.parts.get("date")
    if read.form is None or subject is None or not isinstance(day, date):
        return None
    supervisor = read.parts.get("supervisor")
    beginning = Beginning(read.form, subject, day, str(supervisor) if supervisor else None)
    session = store.facts.record(read.logged) if read.logged else None
    store = store.by_policy_of(day)
    draft = draft_of(read.id, beginning, logbook(store), session)
    service = service_as_of(store.facts, draft.day)
    return read_draft(Document(draft_file(read.id), text_of(store, draft)), store.policy, service)


def _subject(read: ReadDraft) -> Subject | None:
    parts = read.parts
    cases = parts.get("cases")
    if read.form and read.form.subject == "case":
        return Subject("case", str(cases[0])) if isinstance(cases, tuple) and cases else None
    if read.form and read.form.subject == "team":
        return Subject("team", str(parts["team"])) if parts.get("team") else None
    return Subject("worker", str(parts["supervisee"])) if parts.get("supervisee") else None
