"""Nobody is told to type what fails: a hint names only commands that this supctl has."""

import pytest

from supctl.checks import to_book
from supctl.exchange.mends import mend


@pytest.mark.parametrize(("commands", "typed"), [(None, True), (frozenset({"log"}), True), (frozenset({"due"}), False)])
def test_a_mend_names_only_commands_that_are_there(view, commands, typed):
    """Where there is none, what is to be done is said in words."""
    shown = view(commands=commands)
    overdue = next(one for one in shown.answers.obligations if one.status == "overdue" and one.subject.kind == "case")
    (told,) = mend(shown, overdue)
    assert ("supctl log" in told) is typed


@pytest.mark.parametrize(
    ("hint", "can"),
    [
        ("supctl due", True),
        ("supctl due --all", True),
        ("Add one: supctl worker add NAME", True),
        ("supctl worker file a.begum", False),
        ("supctl worker", False),
        ("supctl plan", False),
        ("add [[event]] to cases/M1.toml", True),
    ],
)
def test_a_subcommand_is_looked_at_too(view, hint, can):
    assert view(commands=frozenset({"due", "worker add"})).can_be_typed(hint) is can


def test_what_is_not_personal_supervision_is_named_in_the_hint():
    assert to_book("a.begum", "personal-supervision", "DATE") == "supctl book a.begum DATE"
    assert to_book("a.begum", "observation", "DATE") == "supctl book a.begum DATE --activity observation"


def test_only_people_have_a_diary(view):
    shown = view()
    told = [(one.subject.kind, hint) for one in shown.answers.obligations for hint in mend(shown, one)]
    booked = {kind for kind, hint in told if hint.startswith("supctl book")}
    assert booked == {"worker"}
