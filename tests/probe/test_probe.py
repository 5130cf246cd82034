"""Rows of four other documents, and of two invented ones, each of which must be sayable in the policy language."""

from functools import cache
from pathlib import Path

import pytest

from supctl.hooks import PolicyFolder, find_authorities
from supctl.policy import Policy
from supctl.policy.coverage import carriers
from supctl.testing import Result, run_scenarios
from supctl.testing.conformance import unreached

HERE = Path(__file__).parent
FOLDERS = sorted(path.parent.name for path in HERE.glob("*/policy.toml"))

SAYABLE = {
    "blackpool": {
        *("BPL-3-l", "BPL-3-n", "BPL-3-o", "BPL-3-q", "BPL-4-h", "BPL-4-m", "BPL-5-g", "BPL-5-o", "BPL-8-c", "BPL-8-d"),
        *("BPL-8-f", "BPL-8-h", "BPL-9-a", "BPL-9-c", "BPL-9-d", "BPL-9-f", "BPL-9-g", "BPL-A2-f"),
    },
    "exempt": {"PRO-a", "PRO-b"},
    "merton": {
        *("MER-4-c", "MER-6-h", "MER-8.1-h", "MER-8.1-j", "MER-8.1-k", "MER-9-k", "MER-9-l", "MER-9-m"),
        *("MER-9-q", "MER-9-r", "MER-9-s", "MER-11-n", "MER-12-c", "MER-12-e"),
        *("MER-14-a", "MER-14-b", "MER-14-c", "MER-14-d"),
    },
    "sandwell": {"NAT-5-d", "SAN-intro-d", "SAN-model-b", "SAN-what-e"},
    "westmorland": {
        *("WAF-contract-b", "WAF-frequency-c", "WAF-frequency-d", "WAF-qa-b", "WAF-qa-c", "WAF-recording-f"),
    },
    "words": {f"PRO-w-{number}" for number in range(1, 13)},
}


@cache
def probe(folder: str) -> tuple[Policy, list[Result]]:
    data = PolicyFolder(HERE / folder, folder)
    policy = find_authorities().policy_from(data.documents)
    return policy, run_scenarios(policy, data.scenarios())


def results() -> list[pytest.param]:
    return [
        pytest.param(result, id=f"{folder}-{result.id}")
        for folder in FOLDERS
        for result in sorted(probe(folder)[1], key=lambda result: result.id)
    ]


@pytest.mark.parametrize("result", results())
def test_scenario(result: Result) -> None:
    told = f"{result.title}\nexpected {result.expected}\ncame     {result.came}\nwhy      {result.why}"
    assert result.passed, told


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_rule_is_reached(folder: str) -> None:
    assert unreached(*probe(folder)) == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_row_asked_for_is_cited_and_shown(folder: str) -> None:
    policy, shown = probe(folder)
    cited = {clause for carrier in carriers(policy) for clause in carrier.clause}
    cited |= {clause for one in policy.frequencies if one.use for row in one.row for clause in row.clause}
    assert SAYABLE[folder] - cited == set()
    assert SAYABLE[folder] - {clause for result in shown for clause in result.clause} == set()


def test_every_row_of_the_borrowed_baseline_is_reached() -> None:
    policy, shown = probe("sandwell")
    rows = {f"{one.id}/{row.id}" for one in policy.frequencies if one.use for row in one.row}
    assert rows - {rule for result in shown for rule in result.reached} == set()


def test_a_borrowed_clause_keeps_its_own_source() -> None:
    policy, _ = probe("sandwell")
    own = {source.id for source in policy.authority.sources}
    assert policy.clauses["NAT-5-d"].source not in own
    assert policy.clauses["SAN-intro-d"].source in own


def test_the_clause_for_which_the_baseline_was_asked_is_kept() -> None:
    policy, _ = probe("sandwell")
    assert [one.clause for one in policy.frequencies if one.use] == [("SAN-intro-b",)]
