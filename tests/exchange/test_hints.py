"""Nobody is told to type what fails: a hint names only commands that this supctl has."""

import pytest

from supctl.exchange.explained import mend


@pytest.mark.parametrize(
    ("commands", "hinted"), [(None, True), (frozenset({"log"}), True), (frozenset({"due"}), False)]
)
def test_a_mend_names_only_commands_that_are_there(view, commands, hinted):
    shown = view(commands=commands)
    overdue = next(one for one in shown.answers.obligations if one.status == "overdue" and one.subject.kind == "case")
    assert bool(mend(shown, overdue)) is hinted
