"""supctl.toml."""

from datetime import date

import pytest

from supctl.documents import Document
from supctl.errors import Finding, InputError
from supctl.store import Settings
from supctl.store.settings import read_settings

LEAST = 'schema = 1\nid = "0f3c"\nauthority = "merton"\n'
CHANGED = """schema = 1
id = "0f3c"
[[authority]]
id = "merton"
[[authority]]
id = "./policy"
from = 2026-06-01
"""


def settings(text: str) -> Settings:
    return read_settings(Document("supctl.toml", text))


def only_problem(text: str) -> Finding:
    with pytest.raises(InputError) as raised:
        settings(text)
    (finding,) = raised.value.findings
    return finding


def test_the_least_that_a_store_needs() -> None:
    made = settings(LEAST)
    assert made.authority_on(date(1990, 1, 1)) == "merton"
    assert (made.opening.from_, made.words.staff, made.file) == (None, "store", ())


def test_everything_that_a_store_may_say() -> None:
    made = settings(
        LEAST + 'name = "A service"\n[opening]\nfrom = 2026-11-02\n[calendar]\nclosures = [2026-12-24]\n'
        '[words]\nstaff = "store"\ncases = "elsewhere"\n[[file]]\nitem = "policy-review"\ndate = 2026-02-01\n'
    )
    assert made.opening.from_ == date(2026, 11, 2)
    assert not made.working_days.is_working_day(date(2026, 12, 24))
    assert made.words.cases == "elsewhere"
    assert made.file[0].item == "policy-review"


@pytest.mark.parametrize(
    ("day", "authority"), [(date(2020, 1, 1), "merton"), (date(2026, 5, 31), "merton"), (date(2026, 6, 1), "./policy")]
)
def test_an_authority_holds_until_the_next_one(day: date, authority: str) -> None:
    assert settings(CHANGED).authority_on(day) == authority


@pytest.mark.parametrize(
    ("text", "line", "says", "mend"),
    [
        (LEAST + 'nmae = "x"\n', 4, 'unknown key "nmae"', '"name"'),
        (LEAST + "[calendar]\nclosure = []\n", 5, 'unknown key "closure"', '"closures"'),
        (LEAST.replace("schema = 1", "schema = 2"), 1, "schema 1", "install the supctl"),
        (LEAST.replace('"merton"', "3"), 3, "a name or [[authority]] entries", "authority ="),
        (LEAST.replace('"0f3c"', '"../x"'), 2, "letters, digits and dashes", "init wrote"),
        (CHANGED.replace("from = 2026-06-01\n", ""), 3, "a later from", "oldest first"),
        (LEAST + "[opening]\nfrom = 2026-02-30\n", 5, "2026-02-30 does not exist", "a day that the month has"),
        (LEAST + '[words]\nstaff = "here"\n', 5, '"words.staff"', None),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, line: int, says: str, mend: str | None) -> None:
    finding = only_problem(text)
    assert (finding.path, finding.line) == ("supctl.toml", line)
    assert says in finding.message
    assert mend is None or mend in (finding.mend or "")
