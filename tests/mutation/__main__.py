"""Every number, condition and row of a policy changed, one at a time; a scenario must fail: `make mutation`.

    python -m tests.mutation [AUTHORITY ...] [--file NAME] [--rule ID ...] [--first N] [--every] [--list]

AUTHORITY is an installed authority, or a folder of policy data; without one, the baseline and all in `plugins`.
`--file`: only of this file (policy.toml, a form's file); `--rule`: only of what has this id or cites this clause;
`--first`: only so many; `--every`: hold each mutant against all scenarios, not only those that look at what it changes;
`--list`: say what came of each. Exit 1 where something survives that nobody explained.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from supctl.errors import SupctlError
from supctl.hooks import find_authorities
from supctl.hooks.data import PolicyFolder
from supctl.testing.conformance import rules_of
from supctl.testing.scenarios import read_scenarios

from .explained import explained_in
from .mutants import Mutant
from .report import Report
from .trials import Came, Parts, Trials

ROOT = Path(__file__).parents[2]


def main(arguments: Sequence[str]) -> int:
    """1 where something survives, or something else is wrong."""
    asked = _asked(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a label may have signs that the terminal has not
    own = ["baseline", *(path.parent.name for path in sorted(ROOT.glob("plugins/*/pyproject.toml")))]
    return max((_measured(name, asked) for name in asked.authority or own), default=0)


def _measured(name: str, asked: argparse.Namespace) -> int:
    """Print what came of the mutants of one authority."""
    began = time.monotonic()
    folder = Path(name)
    if folder.is_dir():
        data, notes = PolicyFolder(folder, folder.name), folder / "mutation.toml"
    else:
        data, notes = find_authorities().data(name), ROOT / "plugins" / name / "tests" / "mutation.toml"
    try:
        explained = explained_in(notes)
        parts = Parts(data.documents, _baseline(data))
        trials = Trials(parts, read_scenarios(data.scenarios()), every=asked.every)
    except SupctlError as error:
        print(f"{name}: {error}")
        return 1
    mutants = [one for one in parts.mutants() if _is_asked(one, asked)][: asked.first]
    came = dict(_tried(trials, mutants, asked.jobs, name))
    whole = not (asked.file or asked.rule or asked.first)
    unreached = sorted(rules_of(parts.policy()) - trials.reached) if whole else []
    report = Report(name, came, explained, trials.failing, unreached, whole=whole)
    print(*report.lines(time.monotonic() - began, listed=asked.list), sep="\n")
    return int(report.is_wrong)


def _baseline(data: PolicyFolder) -> object:
    tables = [one for key in ("frequency", "requirement") for one in data.documents.policy.values.get(key, [])]
    return find_authorities().policy("baseline") if any(one.get("use") for one in tables) else None


def _is_asked(mutant: Mutant, asked: argparse.Namespace) -> bool:
    of_file = not asked.file or mutant.document.name.endswith(f"/{asked.file}")
    return of_file and (not asked.rule or not mutant.about.isdisjoint(asked.rule))


def _tried(trials: Trials, mutants: Sequence[Mutant], jobs: int, name: str) -> Iterator[tuple[Mutant, Came]]:
    """What comes of each mutant, in their order; by several processes where the system can fork."""
    shown = sys.stderr if sys.stderr.isatty() else None
    for done, came in enumerate(_came(trials, mutants, jobs), 1):
        if shown and (done % 10 == 0 or done == len(mutants)):
            shown.write(f"\r{name}: {done:,} of {len(mutants):,}" if done < len(mutants) else f"\r{'':<40}\r")
            shown.flush()
        yield mutants[done - 1], came


def _came(trials: Trials, mutants: Sequence[Mutant], jobs: int) -> Iterator[Came]:
    if jobs < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(trials.came_of, mutants)
        return
    _Forked.trials, _Forked.mutants = trials, mutants
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        yield from pool.imap(_Forked.came_of, range(len(mutants)), chunksize=4)


class _Forked:
    """What a forked process finds in its memory; only numbers and what came of them go to and fro."""

    trials: Trials
    mutants: Sequence[Mutant]

    @classmethod
    def came_of(cls, index: int) -> Came:
        return cls.trials.came_of(cls.mutants[index])


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("authority", nargs="*", help="an installed authority, or a folder of policy data")
    parser.add_argument("--file", help="only of this file: policy.toml, or a form's file")
    parser.add_argument("--rule", action="append", help="only of what has this id or cites this clause")
    parser.add_argument("--first", type=int, help="only so many")
    parser.add_argument("--every", action="store_true", help="hold each against all scenarios")
    parser.add_argument("--list", action="store_true", help="say what came of each")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1), help="processes (2)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
