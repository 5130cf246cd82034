"""`supctl schema`: the JSON Schema of every file and of every JSON output."""

from __future__ import annotations

from typing import Annotated

import typer

from supctl.cli.authorities.scenarios import TestData
from supctl.cli.demo import Grown
from supctl.cli.init import Made
from supctl.cli.options import Command, asked, new_app
from supctl.cli.output import show
from supctl.documents import Entry, unknown_word
from supctl.errors import Finding, InputError
from supctl.exchange.authority.begun import BegunAuthorityData
from supctl.exchange.authority.changing import ChangeData
from supctl.exchange.authority.confirming import ConfirmData
from supctl.exchange.authority.coverage import CoverageData
from supctl.exchange.authority.diff.shapes import DiffData
from supctl.exchange.authority.lint import LintData
from supctl.exchange.authority.list import AuthoritiesData
from supctl.exchange.authority.readings import ReadingsData
from supctl.exchange.authority.shapes import PolicyData
from supctl.exchange.check.data import CheckData
from supctl.exchange.due.data import CountData, DueData, HistoryData
from supctl.exchange.people.added import CaseAddedData, TeamAddedData, WorkerAddedData
from supctl.exchange.people.booked import BookData
from supctl.exchange.people.lists import CasesData, TeamsData, WorkersData
from supctl.exchange.people.shown import CaseData, TeamData, WorkerData
from supctl.exchange.record.actions import ActionsData
from supctl.exchange.record.begun import BegunData
from supctl.exchange.record.list import ListData
from supctl.exchange.record.logged import LoggedData
from supctl.exchange.record.show import DraftData, RecordData
from supctl.exchange.record.withdrawn import WithdrawnData
from supctl.exchange.schemas import FILES, Schema, file_schema, output_schema, schema_text
from supctl.exchange.tables import as_columns, as_csv, as_markdown, as_plain
from supctl.exchange.why.data import WhyData
from supctl.exchange.why.rule import RuleData
from supctl.store import Settings
from supctl.testing import ScenarioFile

app = new_app()

OUTPUTS: dict[str, tuple[type, str]] = {
    "due": (DueData, "supctl due --format json"),
    "due-history": (HistoryData, "supctl due --history FROM --format json"),
    "due-count": (CountData, "supctl due --count --format json"),
    "why": (WhyData, "supctl why SUBJECT --format json"),
    "why-rule": (RuleData, "supctl why CLAUSE --format json"),
    "check": (CheckData, "supctl check --format json"),
    "log": (LoggedData, "supctl log --format json"),
    "record-new": (BegunData, "supctl record new --format json"),
    "record-list": (ListData, "supctl record list --format json"),
    "record-show": (RecordData, "supctl record show ID --format json, of a record"),
    "draft-show": (DraftData, "supctl record show ID and record edit ID --format json, of a draft"),
    "record-withdraw": (WithdrawnData, "supctl record withdraw ID --format json"),
    "action-list": (ActionsData, "supctl action list --format json"),
    "book": (BookData, "supctl book --format json"),
    "worker-list": (WorkersData, "supctl worker list --format json"),
    "worker-show": (WorkerData, "supctl worker show ID --format json"),
    "worker-add": (WorkerAddedData, "supctl worker add --format json"),
    "team-list": (TeamsData, "supctl team list --format json"),
    "team-show": (TeamData, "supctl team show ID --format json"),
    "team-add": (TeamAddedData, "supctl team add --format json"),
    "case-list": (CasesData, "supctl case list --format json"),
    "case-show": (CaseData, "supctl case show REF --format json"),
    "case-add": (CaseAddedData, "supctl case add --format json"),
    "authority-list": (AuthoritiesData, "supctl authority list --format json"),
    "authority-show": (PolicyData, "supctl authority show --format json"),
    "authority-readings": (ReadingsData, "supctl authority readings --format json"),
    "authority-confirm": (ConfirmData, "supctl authority confirm --format json"),
    "authority-lint": (LintData, "supctl authority lint --format json"),
    "authority-diff": (DiffData, "supctl authority diff A B --format json"),
    "authority-use": (ChangeData, "supctl authority use NAME --format json"),
    "authority-coverage": (CoverageData, "supctl authority coverage --format json"),
    "authority-test": (TestData, "supctl authority test --format json"),
    "authority-new": (BegunAuthorityData, "supctl authority new and copy --format json"),
    "init": (Made, "supctl init and demo --format json"),
    "demo": (Grown, "supctl demo --workers N --format json"),
}
_HEADERS = ("name", "of")


@app.command(cls=Command)
def schema(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="which one; without it they are listed")] = None,
) -> int:
    """The JSON Schema of a file or of a JSON output; without a name, which there are."""
    options = asked(ctx)
    if name:
        show(schema_text(_schema(name)), options)
        return 0
    rows = [(one, told) for one, (_, told) in {**_files(), **OUTPUTS}.items()]
    formats = {"csv": as_csv, "markdown": as_markdown, "table": as_columns}
    if options.format == "json":
        show(schema_text(dict(rows)), options)
    else:
        show(formats[options.format](_HEADERS, rows) if options.format in formats else as_plain(rows), options)
    return 0


def _files() -> dict[str, tuple[type[Entry], str]]:
    """Every file with its shape."""
    own: dict[str, tuple[type[Entry], str]] = {"supctl.toml": (Settings, "supctl.toml of a store")}
    return {**own, **FILES, "scenario": (ScenarioFile, "scenarios/*.toml of an authority")}


def _schema(name: str) -> Schema:
    files = _files()
    if name in files:
        return file_schema(files[name][0], name)
    if name in OUTPUTS:
        return output_schema(OUTPUTS[name][0], name)
    message, mend = unknown_word("schema", name, [*files, *OUTPUTS])
    raise InputError([Finding("not-found", message, mend=mend)])
