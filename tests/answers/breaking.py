"""Breaking the schedule on purpose, wherever its parts are used."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

Break = Callable[[pytest.MonkeyPatch], None]


def everywhere(monkeypatch: pytest.MonkeyPatch, real: Callable, broken: Callable) -> None:
    """Put `broken` in the place of `real` in every module that calls it by name."""
    modules = [module for name, module in sys.modules.items() if name.startswith("supctl.")]
    places = [(module, name) for module in modules for name, value in vars(module).items() if value is real]
    for module, name in places:
        monkeypatch.setattr(module, name, broken)
