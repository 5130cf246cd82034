"""Finding and calling plugins: each by itself, each failure with a name."""

import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint
from types import ModuleType

import pytest

from supctl.documents import Document
from supctl.errors import AuthorityError, PolicyError
from supctl.hooks import Registry, find_authorities, hookimpl
from supctl.policy import Authority, FrequencyPolicy, Head, PolicyDocuments, Row, Rules, read_policy
from supctl.policy.frequency import Counted

HEAD = Head(contract=1, id="puddleby", name="Puddleby Council")

Install = Callable[..., EntryPoint]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Install:
    """Install a made-up plugin: its hooks, as keyword arguments."""

    def installed(name: str = "puddleby", module: str = "supctl_puddleby", **hooks: object) -> EntryPoint:
        made = ModuleType(module)
        for hook, result in hooks.items():
            setattr(made, hook, hookimpl(specname=None)(_giving(result)))
        monkeypatch.setitem(sys.modules, module, made)
        return EntryPoint(name, module, "supctl.authorities")

    return installed


def _giving(result: object) -> Callable[[], object]:
    def hook() -> object:
        if isinstance(result, BaseException):
            raise result
        return result

    return hook


def test_a_plugin_s_hooks_make_its_policy(install: Install) -> None:
    row = Row(id="all", clause=("P-1",), exempt=True)
    frequency = FrequencyPolicy(id="talks", counts=(Counted(activity=("personal-supervision",)),), row=(row,))
    authority = Authority(HEAD, **_with_clause())
    plugin = install(supctl_authority=authority, supctl_frequency_policies=(frequency,))
    policy = Registry([plugin]).policy("puddleby")
    assert (policy.name, policy.frequencies, policy.templates) == ("Puddleby Council", (frequency,), ())


def test_an_authority_that_is_not_installed_names_the_nearest(install: Install) -> None:
    registry = Registry([install(supctl_authority=Authority(HEAD))])
    with pytest.raises(
        AuthorityError, match=r'"pudleby" is not installed; installed: puddleby\n.*did you mean "puddleby"'
    ):
        registry.policy("pudleby")


def test_two_claims_to_one_id_are_seen_without_importing_either() -> None:
    claims = [EntryPoint("puddleby", f"no_such_module_{number}", "supctl.authorities") for number in (1, 2)]
    with pytest.raises(AuthorityError, match="two packages claim"):
        Registry(claims).policy("puddleby")


def test_a_plugin_that_raises_on_import_has_a_name_and_takes_nobody_down(install: Install) -> None:
    broken = EntryPoint("broken", "no_such_module_at_all", "supctl.authorities")
    registry = Registry([broken, install(supctl_authority=Authority(HEAD))])
    assert [(found.id, bool(found.problem)) for found in registry.installed()] == [
        ("broken", True),
        ("puddleby", False),
    ]
    with pytest.raises(AuthorityError, match=r'"broken" .* fails when it is imported: ModuleNotFoundError'):
        registry.policy("broken")


@pytest.mark.parametrize(
    ("hooks", "said"),
    [
        ({"supctl_authority": RuntimeError("boom")}, "raises RuntimeError: boom"),
        ({"supctl_rules": Rules()}, "does not say who it is"),
        ({"supctl_authority": {"id": "puddleby"}}, "supctl_authority gives dict, and not Authority"),
        ({"supctl_authority": Authority(HEAD), "supctl_frequency_policies": [1]}, "gives list, and not a tuple"),
        ({"supctl_authority": SystemExit(5)}, "raises SystemExit"),
        ({"supctl_authority": Authority(HEAD.model_copy(update={"contract": 2}))}, "contract 2, .* speaks contract 1"),
        ({"supctl_authority": Authority(HEAD.model_copy(update={"id": "oxenby"}))}, 'calls itself "oxenby"'),
        ({"supctl_authority": Authority(HEAD), "supctl_autority": 1}, "a hook that supctl does not know"),
    ],
)
def test_what_is_wrong_with_a_plugin_is_said_in_one_message(
    install: Install, hooks: dict[str, object], said: str
) -> None:
    with pytest.raises(AuthorityError, match=said):
        Registry([install(**hooks)]).policy("puddleby")


def test_a_rule_without_an_existing_clause_does_not_load(install: Install) -> None:
    row = Row(id="all", clause=("P-9",), exempt=True)
    frequency = FrequencyPolicy(id="talks", counts=(Counted(activity=("personal-supervision",)),), row=(row,))
    plugin = install(supctl_authority=Authority(HEAD, **_with_clause()), supctl_frequency_policies=(frequency,))
    with pytest.raises(PolicyError, match='unknown clause "P-9"'):
        Registry([plugin]).policy("puddleby")


def test_a_policy_folder_for_another_contract_is_refused_before_its_keys_are_read() -> None:
    policy = Document("policy.toml", '[authority]\ncontract = 2\nid = "x"\nname = "X"\nnew_key = 1\n')
    with pytest.raises(PolicyError, match=r"policy.toml:2: written for contract 2"):
        Registry([]).policy_from(PolicyDocuments(policy, Document("clauses.toml", "")))


def test_the_baseline_speaks_only_where_it_is_asked(install: Install) -> None:
    text = '[authority]\ncontract = 1\nid = "x"\nname = "X"\n'
    asking = text + '[[frequency]]\nid = "personal-supervision"\nuse = "baseline"\n'
    registry = find_authorities()
    assert registry.policy_from(_documents(text)).frequencies == ()
    (borrowed,) = registry.policy_from(_documents(asking)).frequencies
    assert (borrowed.basis, borrowed.row[0].clause) == ("baseline", ("NAT-5-d",))
    with pytest.raises(PolicyError, match=r'policy.toml:6: unknown policy of the baseline "group"'):
        registry.policy_from(_documents(asking.replace("personal-supervision", "group")))


def test_the_baseline_is_no_authority_of_its_own() -> None:
    assert "baseline" not in find_authorities().ids()


def _documents(text: str) -> PolicyDocuments:
    return PolicyDocuments(Document("policy.toml", text), Document("clauses.toml", ""))


def _with_clause() -> dict[str, object]:
    clauses = '[[source]]\nid = "s"\ntitle = "S"\n[[clause]]\nid = "P-1"\nsource = "s"\nsection = "1"\nsays = "Talk."\n'
    head = '[authority]\ncontract = 1\nid = "puddleby"\nname = "P"\n'
    read = read_policy(PolicyDocuments(Document("policy.toml", head), Document("clauses.toml", clauses)))
    return {"sources": read.authority.sources, "clauses": read.authority.clauses}
