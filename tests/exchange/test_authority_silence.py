"""What a policy says nothing of follows from its rules."""

from pathlib import Path

import pytest

from supctl.documents import Document
from supctl.exchange.authority.silence import silent
from supctl.hooks import PolicyFolder, find_authorities
from supctl.policy import Policy, PolicyDocuments, read_policy

PROBE = Path(__file__).parents[1] / "probe"
SILENT = {  # of some things: the policies that say nothing of them
    "how often a worker has personal supervision": {"exempt"},
    "how often a child's case is supervised": {"blackpool", "sandwell", "westmorland"},
    "how often groups meet": {"blackpool", "exempt", "merton", "sandwell"},
    "how often practice is observed": {"exempt", "merton", "sandwell", "westmorland"},
    "how often the agreement is reviewed": {"exempt", "merton", "sandwell", "westmorland", "words"},
    "anything for newly qualified staff": {"westmorland"},
    "what an absence does to a date (no date moves)": {
        "blackpool",
        "exempt",
        "merton",
        "sandwell",
        "westmorland",
        "words",
    },
    "a time limit for a first agreement": {"blackpool", "exempt", "sandwell", "words"},
    "a time limit for the record of a case": {"blackpool", "exempt", "sandwell", "westmorland", "words"},
    "dates fixed ahead": {"blackpool", "exempt", "sandwell", "westmorland", "words"},
    "how long records are kept": {"blackpool", "exempt", "merton", "sandwell", "westmorland", "words"},
}


def probe(name: str) -> Policy:
    return find_authorities().policy_from(PolicyFolder(PROBE / name, name).documents)


@pytest.mark.parametrize("said", SILENT)
def test_what_a_policy_says_nothing_of_follows_from_its_rules(said):
    names = {path.name for path in PROBE.iterdir() if (path / "policy.toml").is_file()}
    assert {name for name in names if said in silent(probe(name))} == SILENT[said]


HEAD = '[authority]\ncontract = 1\nid = "x"\nname = "X"\n'
SOURCE = '[[source]]\nid = "s"\ntitle = "S"\n[[clause]]\nid = "X-1"\nsource = "s"\nsection = "1"\nsays = "."\n'
TALKS = '[[frequency]]\nid = "t"\ncounts = [{ activity = "personal-supervision" }]\n[[frequency.row]]\nid = "r"\n'
NEXT = '[[deadline]]\nid = "next"\nafter = { activity = "personal-supervision" }\n'
RULES = {  # rules, and whether they speak of newly qualified staff, and of dates fixed ahead
    "": (False, False),
    NEXT + 'must = { planned = "personal-supervision" }\n': (False, True),
    NEXT.replace("{ ", "{ cancelled = true, ") + 'must = { planned = "personal-supervision" }\n': (False, False),
    NEXT + 'must = { step = "shared" }\nwhen = { standing = "newly-qualified" }\n': (True, False),
    '[[requirement]]\nid = "every"\non = { activity = "agreement" }\ntest = "filled"\nof = "every"\n'
    'when = { standing = ["newly-qualified", "probation"] }\n': (True, False),
}


@pytest.mark.parametrize("rules", RULES)
def test_a_deadline_or_requirement_says_something_too(rules):
    text = HEAD + TALKS + 'every = "4 weeks"\nclause = "X-1"\n' + rules + ('clause = "X-1"\n' if rules else "")
    said = silent(read_policy(PolicyDocuments(Document("policy.toml", text), Document("clauses.toml", SOURCE))))
    newly, ahead = (one not in said for one in ("anything for newly qualified staff", "dates fixed ahead"))
    assert (newly, ahead) == RULES[rules]


def test_groups_of_staff_without_a_row_are_named():
    left_out = "how often residential staff, managers, senior managers or other staff have personal supervision"
    assert left_out in silent(probe("sandwell"))
    assert not any("managers" in one for one in silent(probe("merton")))


def test_a_matter_of_which_an_uncarried_clause_speaks_is_not_called_silent():
    head = '[authority]\ncontract = 1\nid = "x"\nname = "X"'
    source = '[[source]]\nid = "s"\ntitle = "S"\n'
    clause = '[[clause]]\nid = "X-1"\nsource = "s"\nsection = "1"\nsays = "Records are kept."\nuncarried = "No time."\n'
    for kind, expected in (("retention", False), ("guidance", True)):
        text = f'{source}{clause}kind = "{kind}"\n'
        made = read_policy(PolicyDocuments(Document("policy.toml", head), Document("clauses.toml", text)))
        assert ("how long records are kept" in silent(made)) is expected


STEP = '[[chain.step]]\nid = "{id}"\nsays = "."\n{who}\n'
PAIR = STEP.format(id="pair", who='by = ["supervisee", "supervisor"]')
ABOVE = STEP.format(id="above", who='by = "above"')
TIMED = STEP.format(id="timed", who='by = "above"\nwithin = "5 days"')


@pytest.mark.parametrize(
    ("steps", "routes"),
    [
        ("", {"who takes up a disagreement"}),
        (PAIR, {"any step above the pair in a disagreement", "a time limit for a step of a disagreement"}),
        (PAIR + ABOVE, {"a time limit for a step of a disagreement"}),
        (PAIR + TIMED, set()),
    ],
)
def test_how_far_the_route_of_a_disagreement_goes(steps, routes):
    chain = '[[chain]]\nid = "c"\ntitle = "C"\nkind = "disagreement"\nclause = ["X-1"]\n' if steps else ""
    policy = f'[authority]\ncontract = 1\nid = "x"\nname = "X"\n{chain}{steps}'
    clauses = '[[source]]\nid = "s"\ntitle = "S"\n[[clause]]\nid = "X-1"\nsource = "s"\nsection = "1"\nsays = "."\n'
    made = read_policy(PolicyDocuments(Document("policy.toml", policy), Document("clauses.toml", clauses)))
    assert {said for said in silent(made) if "disagreement" in said} == routes
    assert "who takes up a concern about how somebody supervises" in silent(made)
