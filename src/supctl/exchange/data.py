"""Shapes as JSON: keys in the order in which they stand, dates as 2026-12-01."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def as_json(shape: DataclassInstance) -> str:
    """The shape as JSON text, indented by two."""
    return json.dumps(asdict(shape), indent=2, ensure_ascii=False, default=_written)


def _written(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    message = f"{type(value).__name__} has no form in JSON"
    raise TypeError(message)
