"""What is measured: each function runs a part of it and gives its rows."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

from . import preparing
from .asking import Asked
from .places import CACHE, HUNDRED, PYTHON, ROOM, SUPCTL, Store, surroundings
from .table import MIB, Most, Row, mebibytes, paired, ratios, seconds
from .timing import Run, Step, rounds, timed

BARE_START = """\
import typer, pluggy, pydantic
class One(pydantic.BaseModel):
    name: str
print(One.model_validate({"name": "one"}))
"""
BARE = "bare start"
COLD = ROOM / "cold"


def _always(*command: str) -> Step:
    """The same programme in every round."""
    return lambda _: timed(command)


def bare_start(_: int) -> Run:
    """Python with the libraries that a command imports, and one model validated."""
    return timed([PYTHON, "-c", BARE_START])


def start_rows(number: int) -> list[Row]:
    """`--help` and `--version` beside the bare start."""
    asked = {"--help": 1.1, "--version": 0.5}
    rows = []
    for option, most in asked.items():
        runs = rounds(number, {"ours": _always(SUPCTL, option), BARE: bare_start})
        rows.append(paired(f"supctl {option}, beside a bare start", "", runs["ours"], runs[BARE], Most(most)))
    return rows


# --- one team ---------------------------------------------------------------------------------------------------------


def team_rows(stores: Sequence[Store], number: int) -> list[Row]:
    """`due --team` in every size, each right after the bare start that it is held against, all in one round."""
    asked = {store.name: Asked(store) for store in stores}
    first = {name: one.first_team() for name, one in asked.items()}
    steps: dict[str, Step] = {}
    for name, one in asked.items():
        steps |= {f"{BARE} {name}": bare_start, name: one.team}
    if "1m" in asked:
        steps["tox"] = _always(preparing.tox(), "--version")
    runs = rounds(number, steps)
    what = "due --team"
    rows = [
        paired(f"{what}, beside a bare start", name, runs[name], runs[f"{BARE} {name}"], Most(1.5)) for name in asked
    ]
    rows += _across(runs, list(asked))
    if "1m" in asked:
        rows.append(paired(f"{what}, beside tox --version", "1m", runs["1m"], runs["tox"], Most(1.0)))
        peak = max(run.peak for run in runs["1m"])
        rows.append(Row(f"{what}, most memory", "1m", mebibytes(peak), target="< 150 MiB", met=peak < 150 * MIB))
    for name, one in asked.items():
        rows.append(_index(name, one.first))
        rows.append(_first(f"{what}, the first ask of all, beside the later ones", name, first[name], runs[name]))
    return rows


def _across(runs: dict[str, list[Run]], names: Sequence[str]) -> list[Row]:
    """The sizes beside one another: each larger one by the smallest, and the slowest by the fastest."""
    if len(names) < 2:
        return []
    least = names[0]
    rows = [paired(f"due --team, beside that in {least}", name, runs[name], runs[least]) for name in names[1:]]
    by_least = {name: median(ratios(runs[name], runs[least])) for name in names}
    slow, fast = max(names, key=by_least.__getitem__), min(names, key=by_least.__getitem__)
    return [
        *rows,
        paired(f"due --team, slowest ({slow}) by fastest ({fast})", "all", runs[slow], runs[fast], Most(1.3)),
    ]


def _index(size: str, run: Run) -> Row:
    """The command that made the index."""
    return Row("the index made, with one short answer", size, f"{seconds(run.seconds)}, {mebibytes(run.peak)}")


def _first(what: str, size: str, run: Run, later: Sequence[Run]) -> Row:
    """The first ask, and by how much the later ones are faster."""
    ratio = run.seconds / median(one.seconds for one in later)
    return Row(what, size, seconds(run.seconds), seconds(median(one.seconds for one in later)), f"{ratio:.2f}x")


# --- every duty -------------------------------------------------------------------------------------------------------


def count_rows(store: Store, number: int) -> list[Row]:
    """`due --all --count` beside Taskwarrior's count of its overdue tasks."""
    asked = Asked(store)
    first = asked.first_count()
    duties, overdue = asked.number("--all"), asked.number("--within", "0d")
    steps: dict[str, Step] = {"ours": asked.count}
    theirs = preparing.tasks(round(overdue * HUNDRED / duties))
    if theirs:
        steps["task"] = _always(*theirs)
    runs = rounds(number, steps)
    what, most = "due --all --count", Most(1.0, less=True)
    size = f"{store.name}: {duties:,}"
    beside = f"{what}, beside task +OVERDUE count of {HUNDRED:,}"
    if theirs:
        row = paired(beside, size, runs["ours"], runs["task"], most)
    else:
        row = Row(beside, size, seconds(median(run.seconds for run in runs["ours"])), "no task here", target=str(most))
    rows = [row, Row(f"{what}, most memory", size, mebibytes(max(run.peak for run in runs["ours"])))]
    rows.append(_index(size, asked.first))
    return [*rows, _first(f"{what}, the first ask of all, beside the later ones", size, first, runs["ours"])]


# --- a cold index -----------------------------------------------------------------------------------------------------


def cold_rows(store: Store, number: int) -> list[Row]:
    """An index made from nothing, beside reading and validating the same files in a loop."""
    by_module = {"index": ("cold_index",), "loop": ("bare_loop",), "barer": ("bare_loop", "--barer")}
    runs = rounds(number, {name: partial(_cold, store.folder, module) for name, module in by_module.items()})
    what = "a cold index, beside reading and validating in a loop"
    return [
        paired(what, store.name, runs["index"], runs["loop"], Most(2.0)),
        paired(
            "a cold index, beside a loop that only parses and holds against the shape",
            store.name,
            runs["index"],
            runs["barer"],
        ),
        Row("a cold index, most memory", store.name, mebibytes(max(run.peak for run in runs["index"]))),
    ]


def _cold(store: Path, module: Sequence[str], _: int) -> Run:
    """One of our own programmes on a store, with nothing kept for this user."""
    shutil.rmtree(COLD, ignore_errors=True)
    name, *options = module
    try:
        return timed([PYTHON, "-m", f"benchmarks.{name}", str(store), *options], surroundings(COLD))
    finally:
        shutil.rmtree(COLD, ignore_errors=True)


# --- writing ----------------------------------------------------------------------------------------------------------


def written_rows(stores: Sequence[Store]) -> list[Row]:
    """How the stores were written when they were; what is asked is asked of a million records."""
    rows = []
    for store in stores:
        made = preparing.prepared(store)
        what = f"supctl demo, {made.records:,} records" + ("" if made.is_of_this_code else " (by earlier code)")
        time, memory = Row(f"{what}: time", store.name, seconds(made.seconds)), mebibytes(made.peak)
        most_memory = Row(f"{what}: memory", store.name, memory)
        if store.name == "1m":
            time = replace(time, target="<= 600 s", met=made.seconds <= 600)
            most_memory = replace(most_memory, target="<= 1,024 MiB", met=made.peak <= 1024 * MIB)
        rows += [time, most_memory]
    return rows


def forget_indexes() -> None:
    """Every run of the measuring begins with no index and nothing worked out."""
    shutil.rmtree(CACHE, ignore_errors=True)
