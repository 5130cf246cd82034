"""What a plugin's author uses: scenarios, facts and forms for its own tests, and the suite of every plugin."""

from supctl.answers import Subject
from supctl.answers.forms import asked_form, forms_for, whole_form
from supctl.facts import Service
from supctl.testing.given import facts_from
from supctl.testing.runner import Result, run_scenario, run_scenarios
from supctl.testing.scenarios import Scenario, ScenarioFile, read_scenarios

__all__ = [
    "Result",
    "Scenario",
    "ScenarioFile",
    "Service",
    "Subject",
    "asked_form",
    "facts_from",
    "forms_for",
    "read_scenarios",
    "run_scenario",
    "run_scenarios",
    "whole_form",
]
