"""A small store to break."""

from datetime import date
from pathlib import Path

import pytest

from supctl.store.writing import init, write_service

GIVEN = {
    "teams": {"east": {"name": "Safeguarding East", "kind": "safeguarding"}},
    "workers": {
        "j.okafor": {
            "name": "Jo Okafor",
            "started": date(2023, 4, 3),
            "post": [{"from": date(2023, 4, 3), "role": "team-manager", "team": "east"}],
        },
        "t.reid": {
            "name": "Tom Reid",
            "started": date(2023, 11, 6),
            "post": [{"from": date(2023, 11, 6), "role": "social-worker", "team": "east", "supervisor": "j.okafor"}],
        },
    },
    "cases": {"M1001": {"initials": "JB", "status": [{"from": date(2026, 3, 2), "category": "child-in-need"}]}},
    "records": [
        {
            "id": "2026-10-16-personal-supervision-t.reid-r4tt",
            "activity": "personal-supervision",
            "date": date(2026, 10, 16),
            "supervisee": "t.reid",
            "supervisor": "j.okafor",
            "steps": [{"step": "written", "on": date(2026, 10, 16), "by": "j.okafor"}],
        }
    ],
}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store of one team, two workers, one case and one record, all of it right."""
    folder = init(tmp_path / "store", "merton", "A service", date(2026, 1, 5))
    write_service(folder, GIVEN)
    return folder
