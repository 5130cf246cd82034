"""Asking a store with its index and without it."""

from datetime import date
from pathlib import Path

from supctl.answers.door import answer, standing
from supctl.answers.shapes import Obligation
from supctl.documents import Document
from supctl.facts import Vocabulary
from supctl.policy import Policy, PolicyDocuments, read_policy
from supctl.store import open_store
from supctl.store.index.opening import Progress
from supctl.store.index.owed import Kept
from supctl.store.reading import Loaded

WORDS = Vocabulary()


def quiet(*_: int) -> None:
    """Tells nobody how far it is."""


def indexed(store: Path, words: Vocabulary = WORDS, authority: str = "merton", tell: Progress = quiet) -> Loaded:
    """What a store holds, by its index; there is one."""
    loaded = perhaps_indexed(store, words, authority, tell)
    assert loaded is not None
    return loaded


def perhaps_indexed(
    store: Path, words: Vocabulary = WORDS, authority: str = "merton", tell: Progress = quiet
) -> Loaded | None:
    return open_store(store).indexed(words, authority, tell)


def said(loaded: Loaded) -> list[object]:
    """What is wrong, and all that is known."""
    service = loaded.service
    known = [*service.teams.values(), *service.workers.values(), *service.cases.values(), *service.records]
    return [*map(str, loaded.problems), *known]


def is_the_same(store: Path) -> bool:
    """Whether the store says the same with its index and without it."""
    return said(indexed(store)) == said(open_store(store).load(WORDS))


def edited(store: Path, name: str, old: str, new: str) -> None:
    """A file with other words in it."""
    text = (store / name).read_text(encoding="utf-8")
    assert old in text
    (store / name).write_text(text.replace(old, new), encoding="utf-8")


# --- what is owed -----------------------------------------------------------------------------------------------------

DAY = date(2026, 11, 23)
CLAUSES = '[[source]]\nid = "x"\ntitle = "X"\n[[clause]]\nid = "X-1"\nsource = "x"\nsection = "1"\nsays = "Said."\n'
POLICY = """
[authority]
contract = 1
id = "x"
name = "X"
[[interpretation]]
id = "X-R"
clause = ["X-1"]
says = "Unclear."
option = [{{ id = "all", label = "All", default = true }}, {{ id = "few", label = "Few" }}]
[[frequency]]
id = "case"
subject = "case"
counts = [{{ activity = "case-supervision" }}]
clause = ["X-1"]
row = [{{ id = "all", every = "{every}", clause = ["X-1"] }}]
[[frequency]]
id = "personal"
subject = "worker"
counts = [{{ activity = "personal-supervision" }}]
clause = ["X-1"]
[[frequency.row]]
id = "few"
under = "X-R:few"
every = "1 week"
clause = ["X-1"]
[[frequency.row]]
id = "all"
every = "{every}"
clause = ["X-1"]
[[deadline]]
id = "shared"
after = {{ activity = "personal-supervision" }}
must = {{ step = "shared" }}
within = "5 working days"
clause = ["X-1"]
"""


def policy_of(every: str) -> Policy:
    text = POLICY.format(every=every)
    return read_policy(PolicyDocuments(Document("policy.toml", text), Document("clauses.toml", CLAUSES)))


class Counted:
    """Counts the units that are asked anew."""

    def __init__(self) -> None:
        self.units = 0

    def __call__(self, _: int, of: int) -> None:
        self.units += of


def kept_of(loaded: Loaded, policy: Policy, progress=quiet) -> Kept:
    assert loaded.index is not None
    return Kept(loaded.index, loaded.service, policy, progress)


def asked(store: Path, policy: Policy, day: date = DAY) -> tuple[tuple[Obligation, ...], int]:
    """What is owed by the index, and how many units were asked anew for it."""
    counted = Counted()
    kept = kept_of(indexed(store), policy, counted)
    return standing(kept.of_all(day), policy, day).obligations, counted.units


def right(store: Path, policy: Policy, day: date = DAY) -> tuple[Obligation, ...]:
    return answer(open_store(store).load(policy.vocabulary).service, policy, day).obligations
