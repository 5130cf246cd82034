"""What an authority asks for, as people and programs read it."""

from datetime import date
from pathlib import Path

import pytest

from supctl.documents import Document
from supctl.exchange.authority.data import policy_data
from supctl.exchange.authority.list import AuthoritiesData, AuthorityData, authorities_rows, authorities_text
from supctl.exchange.authority.page import index_page, policy_page
from supctl.exchange.authority.text import POLICY_HEADERS, policy_plain, policy_rows, policy_text, shortened
from supctl.exchange.data import as_json
from supctl.exchange.tables import as_csv, as_markdown, as_narrow_markdown, as_plain
from supctl.exchange.why.rule import rule_data, rule_ids, rule_text
from supctl.hooks import PolicyFolder, find_authorities
from supctl.policy import Choice, Policy, PolicyDocuments, read_policy

WHOLE = Path(__file__).parent / "whole"
PROBES = sorted(path.parent for path in Path(__file__).parents[1].glob("probe/*/policy.toml"))
MONDAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def whole() -> Policy:
    """An invented policy that has something of everything."""
    texts = [Document(name, (WHOLE / name).read_text(encoding="utf-8")) for name in ("policy.toml", "clauses.toml")]
    form = Document("forms/form.toml", (WHOLE / "form.toml").read_text(encoding="utf-8"))
    return read_policy(PolicyDocuments(*texts, forms=(form,)))


def test_show(policy, matches):
    data = policy_data(policy, MONDAY)
    matches("authority.txt", policy_text(data))
    matches("authority.json", as_json(data))
    matches("authority.csv", as_csv(POLICY_HEADERS, policy_rows(data)))


def test_show_of_a_policy_that_has_everything(whole, matches):
    data = policy_data(whole, MONDAY, full=True)
    matches("whole.txt", policy_text(policy_data(whole, MONDAY), called="whole"))
    matches("whole-all.txt", policy_text(data, called="whole", everything=True))
    matches("whole.csv", as_csv(POLICY_HEADERS, policy_rows(data)))
    matches("whole-plain.txt", policy_plain(data))
    matches("whole.md", policy_page(data))
    matches("whole-all.md", policy_page(data, whole))


@pytest.mark.parametrize("folder", PROBES, ids=lambda folder: folder.name)
@pytest.mark.parametrize("everything", [False, True])
def test_any_policy_fits_a_page_of_eighty(folder, everything):
    policy = find_authorities().policy_from(PolicyFolder(folder, folder.name).documents)
    text = policy_text(policy_data(policy, MONDAY, full=everything), called="merton", everything=everything)
    assert max(map(len, text.splitlines())) <= 80
    assert text.isascii()


def test_what_does_not_hold_on_the_day_is_shown_only_where_everything_is(whole):
    short, long = policy_text(policy_data(whole, MONDAY)), policy_text(policy_data(whole, MONDAY), everything=True)
    assert "every 6 weeks" not in short
    assert "every 6 weeks" in long
    assert "every 6 weeks" in policy_text(policy_data(whole, date(2024, 3, 31)))
    assert "WHO-R1:monthly" not in short


def test_a_reading_that_the_service_has_confirmed_marks_no_row(whole):
    chosen = Choice.model_validate({"id": "WHO-R1", "option": "monthly", "by": "a.b", "from": date(2026, 1, 1)})
    open_, confirmed = policy_data(whole, MONDAY), policy_data(whole.with_choices([chosen]), MONDAY)
    assert [one.rule for one in open_.how_often if one.unconfirmed] != []
    assert [one.rule for one in confirmed.how_often if one.unconfirmed] == []
    assert [one.rule for one in confirmed.how_often if not one.holds] == ["part-time-as-agreed", "before-the-handbook"]
    assert next(one for one in confirmed.unclear if one.id == "WHO-R1").read_as == "At least monthly."
    assert "1 confirmed by the service" in policy_text(confirmed)
    assert "monthly: At least monthly (confirmed)" in policy_page(confirmed)


def test_a_clause_is_told_with_its_reading_and_a_reading_with_what_holds(view):
    shown = view()
    clause, reading = (rule_text(shown, rule_data(shown, one)) for one in ("TIN-8-d", "TIN-R1"))
    for text in (clause, reading):
        assert "Which year is meant is not said.\n              Read as: Any twelve months running." in text
        assert "NOT YET CONFIRMED by Tiny (TIN-R1)" in text.replace("\n              ", " ")
    assert "Carried by row observation/direct-work" in clause
    assert rule_data(shown, "TIN-8-d").readings == ["TIN-R1"]


def test_a_row_of_the_baseline_is_known_and_named_as_such():
    folder = next(folder for folder in PROBES if folder.name == "sandwell")
    policy = find_authorities().policy_from(PolicyFolder(folder, folder.name).documents)
    data = policy_data(policy, MONDAY)
    assert {one.basis for one in data.how_often} == {"baseline"}
    assert "(by the national baseline)" in policy_text(data)
    assert "By the national baseline." in policy_page(data)
    assert {"NAT-5-d", "newly-qualified-first-six-weeks"} <= set(rule_ids(policy))


def test_a_hint_is_typed_as_the_authority_was(policy):
    data = policy_data(policy, MONDAY)
    assert "supctl authority show --all" in policy_text(data)
    assert 'supctl authority show "my policy" --all' in policy_text(data, called="my policy")
    assert "supctl" not in policy_text(data, quiet=True)


def test_the_list_of_pages_leads_to_each(policy, whole):
    text = index_page([policy_data(one, MONDAY) for one in (policy, whole)])
    assert "| [Tiny County Council](tiny.md) |" in text
    assert "| [Whole Borough Council](whole.md) |" in text


def test_a_text_is_cut_after_a_sentence_else_between_words():
    assert shortened("One. Two and more.", 40) == "One. Two and more."
    assert shortened("One. Two and more.", 12) == "One."
    assert shortened("One and two and more.", 12) == "One and ..."


def test_list():
    good, bad = AuthorityData("a", "1.0", "supctl-a", None), AuthorityData("b", "2", "supctl-b", "fails")
    text = authorities_text(AuthoritiesData([good, bad]))
    assert "b: fails" in text
    assert authorities_rows(AuthoritiesData([bad])) == [["b", "2", "supctl-b", "fails"]]
    assert authorities_text(AuthoritiesData([])).startswith("No authority is installed")


def test_tables():
    assert as_markdown(["a"], [["x|y"]]).splitlines()[-1] == "| x\\|y |"
    assert as_narrow_markdown(["a", "b"], [["x|y", None]]) == "| a | b |\n| --- | --- |\n| x\\|y |  |"
    assert as_plain([["a", None, "", 2]]) == "a, 2"
    assert as_csv(["a", "b"], [["@x", True]]) == "a,b\n'@x,yes"
