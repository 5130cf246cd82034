"""What came of the mutants of a policy, in lines: the survivors first by file and line, then how many there were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .explained import Explained, without_reason
from .mutants import Mutant
from .trials import Came


@dataclass(frozen=True)
class Report:
    """What came of each mutant of an authority; `whole`: of all of them, so that what nobody met can be told."""

    authority: str
    came: Mapping[Mutant, Came]
    explained: Collection[Explained] = ()
    failing: Sequence[str] = ()
    unreached: Sequence[str] = ()
    whole: bool = True

    @property
    def survivors(self) -> list[Mutant]:
        """Those that nobody explained."""
        known = {name for entry in self.explained for name in entry.mutants}
        return [one for one, came in self.came.items() if came.verdict == "survived" and str(one) not in known]

    @property
    def is_wrong(self) -> bool:
        """Whether there is anything to mend."""
        broke = any(came.verdict == "broke" for came in self.came.values())
        return bool(broke or self.survivors or self.failing or self.unreached or [*self._without_reason()])

    def lines(self, seconds: float, *, listed: bool = False) -> Iterator[str]:
        """The report, a line at a time."""
        if listed:
            yield from (f"{came.verdict:<9}{place(one)}  {one}  {came.by}".rstrip() for one, came in self.came.items())
        yield from self._wrong()
        yield from (f"survived: {place(one)}  {one}" for one in self.survivors)
        counted = Counter(came.verdict for came in self.came.values())
        explained = counted["survived"] - len(self.survivors)
        tried = len(self.came) - counted["same"]
        said = f"{counted['killed']:,} killed, {counted['refused']:,} refused, {explained:,} explained"
        yield f"{self.authority}: {tried:,} mutants in {seconds:.0f} s: {said}, {len(self.survivors):,} survived"

    def _wrong(self) -> Iterator[str]:
        yield from (f"fails as it is: {one}" for one in self.failing)
        for mutant, came in self.came.items():
            if came.verdict == "broke":
                yield f"made supctl fail: {place(mutant)}  {mutant}  {came.by}"
        yield from (f"reached by no scenario: {one}" for one in self.unreached)
        for entry, wrong in self._without_reason():
            yield f"explained without need: {entry.origin.path}:{entry.origin.line}  {wrong}"

    def _without_reason(self) -> Iterator[tuple[Explained, str]]:
        return without_reason(self.explained, self.came, all_tried=self.whole)


def place(mutant: Mutant) -> str:
    """File and line of a mutant, as an editor finds them."""
    return f"{mutant.document.name}:{mutant.document.line(mutant.at)}"
