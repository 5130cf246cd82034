"""Every code that a check can give explains itself."""

import pytest

from supctl.checks import CORE
from supctl.errors import Finding
from supctl.exchange.why.code import code_data, code_ids
from supctl.exchange.why.rule import rule_data, rule_text


def explained(view, id_, findings=()):
    return rule_data(view, id_) or code_data(view, id_, findings)


def test_every_code_says_what_it_means_by_which_rule_and_clause(view, policy):
    shown = view()
    for id_ in code_ids(policy):
        data = explained(shown, id_)
        assert data is not None, id_
        assert data.says, id_
        assert data.says[0].strip(), id_
        assert bool(data.clause) is (id_ not in CORE), id_
        assert max(map(len, rule_text(shown, data).splitlines())) <= 80, id_


def test_a_duty_has_its_rows_and_how_many_there_are(view):
    data = code_data(view(), "case-supervision-overdue", ())
    assert data.kind == "duty"
    assert any("every 4 weeks" in line for line in data.says)
    assert data.clause == ["TIN-9-a"]
    assert data.findings == data.obligations > 0


def test_a_deadline_has_its_clause_told(view):
    data = code_data(view(), "notes-to-supervisee-overdue", ())
    assert "5 working days" in data.says[0]
    assert "TIN-7-a" in rule_text(view(), data)


def test_what_is_wrong_with_files_is_counted(view):
    broken = [Finding("not-toml", "..."), Finding("not-toml", "..."), Finding("bad-id", "...")]
    assert code_data(view(), "not-toml", broken).findings == 2


@pytest.mark.parametrize("word", ["case-supervision-done", "nothing-of-the-kind"])
def test_what_is_no_code_is_none(view, word):
    assert code_data(view(), word, ()) is None
