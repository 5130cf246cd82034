"""The figures of a large store, in one table of ratios: `make bench`. It is no test: a figure that is not met is shown.

python -m benchmarks [--sizes "1k 10k 100k 1m duties"] [--pairs 7]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from functools import partial

from .asking import put_back
from .places import DUTIES, NAMES, ONE_SERVICE, ROOM, TABLE
from .preparing import prepared, tell
from .rows import cold_rows, count_rows, forget_indexes, start_rows, team_rows, written_rows
from .table import Row, as_text
from .timing import CannotRunError

PAIRS = 7
COLD_IN = "100k"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print the table; 1 where something could not be run."""
    asked = _asked(arguments)
    ROOM.mkdir(parents=True, exist_ok=True)
    put_back()
    forget_indexes()
    rows: list[Row] = []
    failed = 0
    try:
        for name, part in _parts(asked.sizes.split(), asked.pairs).items():
            tell(f"measuring: {name}")
            try:
                rows += part()
                TABLE.write_text(as_text(rows), encoding="utf-8")
            except CannotRunError as error:
                tell(f"could not be run: {error}")
                failed = 1
    finally:
        put_back()
    print(as_text(rows), end="")
    return failed


def _parts(sizes: Sequence[str], pairs: int) -> dict[str, Callable[[], list[Row]]]:
    """What is measured, in the order of the table. What is wanted is written first: nothing else runs meanwhile."""
    stores = [store for store in ONE_SERVICE if store.name in sizes]
    every = [*stores, *([DUTIES] if DUTIES.name in sizes else [])]
    for store in every:
        prepared(store)
    parts: dict[str, Callable[[], list[Row]]] = {"start-up": partial(start_rows, pairs)}
    if stores:
        parts["due --team"] = partial(team_rows, stores, pairs)
    if DUTIES in every:
        parts["due --all --count"] = partial(count_rows, DUTIES, pairs)
    for store in stores:
        if store.name == COLD_IN:
            parts["a cold index"] = partial(cold_rows, store, pairs)
    return {**parts, "writing": partial(written_rows, every)}


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", default=" ".join(NAMES), help=f"which stores: {' '.join(NAMES)}")
    parser.add_argument("--pairs", type=int, default=PAIRS, help=f"how many pairs of runs ({PAIRS})")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.sizes.split()) - set(NAMES):
        parser.error(f"no such store: {' '.join(sorted(unknown))} (there are {' '.join(NAMES)})")
    if asked.pairs < 1:
        parser.error("--pairs: at least 1")
    return asked


if __name__ == "__main__":
    sys.exit(main())
