"""Finding what somebody means."""

import pytest

from supctl.cli.naming import Directory
from supctl.errors import InputError
from supctl.facts import Case, Record, Service, Team, Worker
from supctl.policy import Policy
from supctl.policy.policy import Authority
from supctl.policy.sources import Activity, Head


def worker(id_: str, name: str) -> Worker:
    return Worker(id=id_, name=name, employment=[{"from": "2025-01-01"}])


PEOPLE = [
    worker("a.begum", "Aisha Begum"),
    worker("r.begum", "Rina Begum"),
    worker("ann", "Ann Lee"),
    worker("joanna", "Joanna Annis"),
]
SERVICE = Service(
    workers={one.id: one for one in PEOPLE},
    teams={"east": Team(id="east", name="Safeguarding East")},
    cases={id_: Case(id=id_, initials="ZQ") for id_ in ("M1001", "M1002", "X7")},
    records=[Record(id="2026-11-03-personal-supervision-a.begum-7k2m", activity="observation", date="2026-11-03")],
)
POLICY = Policy(
    Authority(
        Head(contract=1, id="t", name="T"),
        activities=(Activity(id="observation", name="Direct observation", synonyms=("watching practice",)),),
    )
)
DIRECTORY = Directory(SERVICE, POLICY, {"M9": "case"})
EVERYTHING = ("worker", "team", "case", "pair", "record")


@pytest.mark.parametrize(
    ("typed", "id_"),
    [
        ("a.begum", "a.begum"),
        ("A.BEGUM", "a.begum"),
        ("aisha", "a.begum"),
        ("Aisha  begum", "a.begum"),
        ("ann", "ann"),
        ("joan", "joanna"),
        ("m1001", "M1001"),
        ("1002", "M1002"),
        ("x7", "X7"),
        ("M9", "M9"),
        ("safeg", "east"),
        ("7k2m", "2026-11-03-personal-supervision-a.begum-7k2m"),
        ("aisha+ann", "a.begum+ann"),
    ],
)
def test_one(typed, id_):
    assert DIRECTORY.find(typed, EVERYTHING).id == id_


@pytest.mark.parametrize("typed", ["observation", "Direct", "watching practice", "watch"])
def test_an_activity(typed):
    assert DIRECTORY.one("activity", typed) == "observation" or typed == "observation"


def test_several_are_listed_and_nothing_is_done():
    with pytest.raises(InputError) as caught:
        DIRECTORY.find("begum", EVERYTHING)
    assert str(caught.value) == (
        '"begum" may mean 2 things:\n'
        "    a.begum  Aisha Begum\n"
        "    r.begum  Rina Begum\n"
        "  mend: type more of it, or the id"
    )


def test_children_are_listed_without_initials():
    with pytest.raises(InputError, match="M1001  case") as caught:
        DIRECTORY.find("M10", EVERYTHING)
    assert "ZQ" not in str(caught.value)


@pytest.mark.parametrize("typed", ["", "   ", "zq", "+", "ann+"])
def test_none(typed):
    with pytest.raises(InputError):
        DIRECTORY.find(typed, EVERYTHING)


def test_long_lists_are_cut():
    many = Service(cases={f"M{n}": Case(id=f"M{n}") for n in range(40)})
    with pytest.raises(InputError, match="and 28 more"):
        Directory(many, POLICY).one("case", "M")
