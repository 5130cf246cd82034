"""The rows of the table, and the table as text: pairs of runs of one time, their ratio, and whether it is met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from .timing import Run

MIB = 1024 * 1024


@dataclass(frozen=True)
class Row:
    """One row. `met` is None where nothing is asked of the figure, or where it could not be had."""

    name: str
    size: str
    ours: str
    theirs: str = ""
    figure: str = ""
    cpu: str = ""
    target: str = ""
    met: bool | None = None

    @property
    def cells(self) -> list[str]:
        """As they are printed."""
        met = "" if not self.target else {True: "met", False: "NOT MET", None: "not measured"}[self.met]
        return [self.name, self.size, self.ours, self.theirs, self.figure, self.cpu, self.target, met]


HEAD = ["what", "store", "supctl", "beside", "ratio (least to most)", "CPU", "target", ""]


@dataclass(frozen=True)
class Most:
    """A target of a ratio: at most so much, or less than it."""

    figure: float
    less: bool = False

    def met_by(self, found: float) -> bool:
        """Whether a figure is within it."""
        return found < self.figure if self.less else found <= self.figure

    def __str__(self) -> str:
        return f"{'<' if self.less else '<='} {self.figure:g}x"


def ratios(ours: Sequence[Run], theirs: Sequence[Run]) -> list[float]:
    """By the clock, pair by pair."""
    return [our.seconds / their.seconds for our, their in zip(ours, theirs, strict=True)]


def paired(name: str, size: str, ours: Sequence[Run], theirs: Sequence[Run], most: Most | None = None) -> Row:
    """A row of runs in pairs; the median of their ratios is what is held against the target."""
    found = ratios(ours, theirs)
    cpu = median(our.cpu / max(their.cpu, 0.001) for our, their in zip(ours, theirs, strict=True))
    return Row(
        name,
        size,
        seconds(median(run.seconds for run in ours)),
        seconds(median(run.seconds for run in theirs)),
        spread(found),
        f"{cpu:.2f}x",
        str(most) if most else "",
        most.met_by(median(found)) if most else None,
    )


def spread(found: Sequence[float]) -> str:
    """The median of ratios, with the least and the most of them."""
    return f"{median(found):.2f}x ({min(found):.2f} to {max(found):.2f})"


def seconds(value: float) -> str:
    """A time: thousandths where it is short."""
    return f"{value:.3f} s" if value < 10 else f"{value:,.1f} s"


def mebibytes(value: float) -> str:
    """Memory."""
    return f"{value / MIB:,.0f} MiB"


def as_text(rows: Sequence[Row]) -> str:
    """What has a target: ratios, then times and memory; what is for information; how many figures are met."""
    held = sorted((row for row in rows if row.target), key=lambda row: not row.figure)
    for_information = [row for row in rows if not row.target]
    parts = [_as_markdown(held), "For information:", _as_markdown(for_information), _summed_up(held)]
    return "\n\n".join(parts) + "\n"


def _as_markdown(rows: Sequence[Row]) -> str:
    """Rows as a table, in columns of one width, so that it reads as well on a terminal."""
    lines = [HEAD, *(row.cells for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    texts = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([texts[0], rule, *texts[1:]])


def _summed_up(held: Sequence[Row]) -> str:
    return f"{sum(row.met is True for row in held)} of {len(held)} figures met"
