"""What a plugin's author uses: the scenario runner, and the conformance suite that every plugin runs."""

from supctl.testing.scenarios import Result, Scenario, ScenarioFile, read_scenarios, run_scenario, run_scenarios

__all__ = ["Result", "Scenario", "ScenarioFile", "read_scenarios", "run_scenario", "run_scenarios"]
