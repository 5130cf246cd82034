"""What a plugin's author uses: the scenario runner, and the conformance suite that every plugin runs."""

from supctl.testing.runner import Result, run_scenario, run_scenarios
from supctl.testing.scenarios import Scenario, ScenarioFile, read_scenarios

__all__ = ["Result", "Scenario", "ScenarioFile", "read_scenarios", "run_scenario", "run_scenarios"]
