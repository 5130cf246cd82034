"""What the author of a policy uses in tests of it. All of it is public, and keeps its meaning.

    suite, suite_of         the tests that every authority runs on itself, of one installed or of a folder
    run_scenarios           the examples of files, held to a policy: a Result each
    run_each                the same of files by somebody else: one that cannot be read fails by itself
    run_scenario            one example
    read_scenarios          examples from texts, unread words named with file, line and key
    facts_from              people, children and records written as in an example, as facts
    answer                  what follows from facts, a policy and a day: Answers, with what is owed and what falls short
    forms_for, asked_form   which form somebody gets, and what of it they are asked; whole_form: all that is on it

With supctl installed, pytest has fixtures besides (`supctl.testing.fixtures`): the policy, facts, examples and stores.
Each name is loaded when it is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from supctl.answers import Answers, Subject, answer
    from supctl.answers.forms import asked_form, forms_for, whole_form
    from supctl.facts import Service
    from supctl.testing.conformance import suite, suite_of
    from supctl.testing.given import facts_from
    from supctl.testing.runner import Result, run_each, run_scenario, run_scenarios
    from supctl.testing.scenarios import Scenario, ScenarioFile, read_scenarios

__all__ = [
    "Answers",
    "Result",
    "Scenario",
    "ScenarioFile",
    "Service",
    "Subject",
    "answer",
    "asked_form",
    "facts_from",
    "forms_for",
    "read_scenarios",
    "run_each",
    "run_scenario",
    "run_scenarios",
    "suite",
    "suite_of",
    "whole_form",
]

_IN = {
    **dict.fromkeys(("Answers", "Subject", "answer"), "supctl.answers"),
    **dict.fromkeys(("asked_form", "forms_for", "whole_form"), "supctl.answers.forms"),
    "Service": "supctl.facts",
    **dict.fromkeys(("suite", "suite_of"), "supctl.testing.conformance"),
    "facts_from": "supctl.testing.given",
    **dict.fromkeys(("Result", "run_each", "run_scenario", "run_scenarios"), "supctl.testing.runner"),
    **dict.fromkeys(("Scenario", "ScenarioFile", "read_scenarios"), "supctl.testing.scenarios"),
}


def __getattr__(name: str) -> object:
    """One of the names above."""
    if name not in _IN:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_IN[name]), name)
