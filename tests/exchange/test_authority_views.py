"""What an authority asks for."""

from datetime import date

from supctl.exchange.authority_text import (
    POLICY_HEADERS,
    AuthoritiesData,
    AuthorityData,
    authorities_rows,
    authorities_text,
    policy_data,
    policy_rows,
    policy_text,
)
from supctl.exchange.data import as_json
from supctl.exchange.tables import as_csv, as_markdown, as_plain


def test_show(policy, matches):
    data = policy_data(policy, date(2026, 11, 23))
    matches("authority.txt", policy_text(data))
    matches("authority.json", as_json(data))
    matches("authority.csv", as_csv(POLICY_HEADERS, policy_rows(data)))


def test_list():
    good, bad = AuthorityData("a", "1.0", "supctl-a", None), AuthorityData("b", "2", "supctl-b", "fails")
    text = authorities_text(AuthoritiesData([good, bad]))
    assert "b: fails" in text
    assert authorities_rows(AuthoritiesData([bad])) == [["b", "2", "supctl-b", "fails"]]
    assert authorities_text(AuthoritiesData([])).startswith("No authority is installed")


def test_tables():
    assert as_markdown(["a"], [["x|y"]]).splitlines()[-1] == "| x\\|y |"
    assert as_plain([["a", None, "", 2]]) == "a, 2"
    assert as_csv(["a", "b"], [["@x", True]]) == "a,b\n'@x,yes"
