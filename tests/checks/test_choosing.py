"""What --select and --ignore take."""

from datetime import date
from pathlib import Path

import pytest

from supctl.checks import FAMILIES, chosen
from supctl.documents import Document
from supctl.errors import Finding, InputError
from supctl.policy import PolicyDocuments, read_policy

TINY = Path(__file__).parents[1] / "exchange" / "tiny"
DAY = date(2026, 11, 23)


def document(name: str) -> Document:
    return Document(name, (TINY / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def policy():
    return read_policy(PolicyDocuments(document("policy.toml"), document("clauses.toml")))


FINDINGS = {
    "broken": Finding("not-toml", "..."),
    "case": Finding("case-supervision-overdue", "...", clause=("TIN-9-a",)),
    "nobody": Finding("case-no-worker", "..."),
    "notes": Finding("notes-to-supervisee-overdue", "...", clause=("TIN-7-a",)),
    "short": Finding("session-length", "...", clause=("TIN-8-c",)),
    "stranger": Finding("unknown-worker", "..."),
}


def kept(policy, select=(), ignore=()) -> set[str]:
    asked = chosen(policy, select, ignore)
    return {name for name, finding in FINDINGS.items() if asked.keeps(finding)}


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("case-supervision-overdue", {"case"}),
        ("Case-Supervision", {"case"}),
        ("case", {"case", "nobody"}),
        ("tin-8-c", {"short"}),
        ("TIN-8", {"short"}),
        ("TIN", {"case", "notes", "short"}),
        ("data", {"nobody", "stranger"}),
        ("duties", {"case", "notes"}),
        ("requirements", {"short"}),
        ("session-length, notes-to-supervisee", {"short", "notes"}),
    ],
)
def test_select_takes_codes_their_beginnings_families_and_clauses(policy, typed, names) -> None:
    assert kept(policy, [typed]) == names | {"broken"}
    assert kept(policy, [], [typed]) == set(FINDINGS) - names - ({"broken"} if typed == "data" else set())


def test_select_never_hides_a_file_that_could_not_be_used_and_ignore_does(policy) -> None:
    assert "broken" in kept(policy, ["session-length"])
    assert "broken" not in kept(policy, ["session-length"], ["not-toml"])


def test_typed_again_is_as_with_a_comma(policy) -> None:
    assert kept(policy, ["session-length", "unknown-worker"]) == kept(policy, ["session-length,unknown-worker"])


def test_nothing_selected_is_everything(policy) -> None:
    assert kept(policy) == set(FINDINGS)


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("case-supervison-overdue", "case-supervision-overdue"),
        ("not-tom", "not-toml"),
        ("TIN-80", "TIN-8"),
        ("dutys", "duties"),
    ],
)
@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_what_is_no_code_and_no_clause_is_refused_with_the_nearest(policy, option, typed, near) -> None:
    select, ignore = ([typed], []) if option == "--select" else ([], [typed])
    with pytest.raises(InputError) as refused:
        chosen(policy, select, ignore)
    (finding,) = refused.value.findings
    assert finding.message.startswith(f"{option}: ")
    assert near in (finding.mend or "")


def test_a_section_is_not_the_beginning_of_a_longer_number(policy) -> None:
    with pytest.raises(InputError):
        chosen(policy, ["TIN-"], [])
    assert kept(policy, ["TIN-8"]) == {"short", "broken"}


def test_every_family_has_a_word() -> None:
    assert FAMILIES == ("data", "duties", "requirements")
