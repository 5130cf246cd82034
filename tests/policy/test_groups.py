"""A rule that names a group of roles means every role of it, those that the authority adds among them."""

from __future__ import annotations

from supctl.documents import Document
from supctl.exchange.authority.who import Whom
from supctl.facts.words import ROLE_GROUPS
from supctl.policy import Policy, PolicyDocuments, read_policy

HEAD = '[authority]\ncontract = 1\nid = "x"\nname = "X"\n[[role]]\nid = "duty-manager"\ngroup = "manager"\n'
CLAUSES = '[[source]]\nid = "x"\ntitle = "X"\n[[clause]]\nid = "X-1"\nsource = "x"\nsection = "1"\nsays = "."\n'
MANAGERS = (*ROLE_GROUPS["manager"], "duty-manager")
STEP = '[[chain]]\nid = "c"\nclause = "X-1"\ntitle = "T"\n[[chain.step]]\nid = "s"\nsays = "."\nby_role = {}\n'


def policy(body: str) -> Policy:
    return read_policy(PolicyDocuments(Document("policy.toml", HEAD + body), Document("clauses.toml", CLAUSES)))


def roles(written: str) -> tuple[str, ...]:
    (chain,) = policy(STEP.format(written)).chains
    return chain.step[0].by_role


def test_a_group_is_every_role_of_it():
    assert roles('"manager"') == MANAGERS


def test_a_role_beside_it_stands_once():
    assert roles('["director", "team-manager", "manager"]') == ("director", "team-manager", *(
        one for one in MANAGERS if one != "team-manager"
    ))  # fmt: skip


def test_what_is_a_role_and_a_group_is_the_role():
    assert roles('["student", "other"]') == ("student", "other")


def test_it_is_found_wherever_roles_are_named():
    row = (
        '[[frequency]]\nid = "f"\nsubject = "case"\ncounts = [{ activity = "case-supervision", by_role = "manager" }]\n'
        '[[frequency.row]]\nid = "a"\nclause = "X-1"\nevery = "1 month"\nwhen = { approval = "longer-interval" }\n'
        'approved = { by_role = "manager" }\n'
    )
    after = 'after = { event = "visit" }\nmust = [{ activity = "management-oversight", by_role = "manager" }]\n'
    rules = (
        f'[[deadline]]\nid = "d"\nclause = "X-1"\n{after}'
        '[[requirement]]\nid = "r"\nclause = "X-1"\non = { activity = "observation" }\ntest = "who"\n'
        'by_role = "manager"\n[[access]]\nid = "a"\nclause = "X-1"\nby_role = "manager"\n'
    )
    made = policy(row + rules)
    (frequency,), (deadline,) = made.frequencies, made.rules.deadlines
    (access,) = made.rules.access
    named = [frequency.counts[0], frequency.row[0].approved, deadline.must, made.rules.requirements[0], access]
    assert [one.by_role for one in named] == [MANAGERS] * 5


def test_what_names_no_group_is_left_as_it_was_written():
    (chain,) = policy(STEP.format('"team-manager"')).chains
    assert (chain.step[0].by_role, chain.origin.path) == (("team-manager",), "policy.toml")


def test_whole_groups_are_said_as_groups():
    made = policy(STEP.format('["manager", "senior-manager"]'))
    senior = ROLE_GROUPS["senior-manager"]
    assert Whom(made).few_roles((*MANAGERS, *senior)) == "manager or senior manager"
    assert Whom(made).few_roles(senior[:3]) == "service manager, head of service or assistant director"
    assert Whom(made).few_roles((*senior, "student")) == "service manager, head of service or 3 others"
