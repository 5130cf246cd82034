"""Which findings are asked for: by code, by the beginning of a code, by family, or by clause."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from supctl.checks.codes import known_codes
from supctl.checks.core import FAMILIES, UNREAD, Code
from supctl.documents import nearest
from supctl.errors import Finding, InputError
from supctl.policy import Policy

_BETWEEN = re.compile(r"[,\s]+")
Fits = Callable[[Finding], bool]


@dataclass(frozen=True)
class Chosen:
    """What --select and --ignore leave: everything where nothing is selected."""

    select: Sequence[Fits] = ()
    ignore: Sequence[Fits] = ()

    def keeps(self, finding: Finding) -> bool:
        """Whether the finding is asked for. A file that could not be used is left out only if it is ignored."""
        if any(fits(finding) for fits in self.ignore):
            return False
        return not self.select or finding.code in UNREAD or any(fits(finding) for fits in self.select)


def chosen(policy: Policy, select: Iterable[str], ignore: Iterable[str]) -> Chosen:
    """What was typed, understood. Raises InputError, with the nearest, for what is no code and no clause."""
    known = known_codes(policy)
    problems: list[Finding] = []
    both = [
        [_fits(word, policy, known.values(), problems, option) for word in _words(typed)]
        for option, typed in (("--select", select), ("--ignore", ignore))
    ]
    if problems:
        raise InputError(problems)
    return Chosen(*([fits for fits in found if fits] for found in both))


def _words(typed: Iterable[str]) -> list[str]:
    return [word for text in typed for word in _BETWEEN.split(text) if word]


def _fits(word: str, policy: Policy, known: Iterable[Code], problems: list[Finding], option: str) -> Fits | None:
    folded = word.casefold()
    codes = {code.id for code in known if folded in (code.family, code.id.casefold()) or _begins(code.id, folded)}
    cited = {id_ for one in (*policy.parts, policy.local or policy) for id_ in one.clauses}
    clauses = {clause for clause in cited if clause.casefold() == folded or _begins(clause, folded)}
    if codes or clauses:
        return lambda finding: finding.code in codes or not clauses.isdisjoint(finding.clause)
    problems.append(_unknown(word, policy, [code.id for code in known], option))
    return None


def _begins(id_: str, folded: str) -> bool:
    """Whether an id begins with these whole parts: WSX-8 does for WSX-8-b, and not for WSX-81."""
    return bool(folded) and id_.casefold().startswith((f"{folded}-", f"{folded}."))


def _unknown(word: str, policy: Policy, codes: Sequence[str], option: str) -> Finding:
    near = nearest(word, [*codes, *_beginnings(codes), *policy.clauses, *FAMILIES])
    mend = f'did you mean "{near}"?' if near else "a finding's code, the beginning of one, or a clause: supctl check"
    return Finding("unknown-code", f'{option}: no finding has the code or clause "{word}"', mend=mend)


def _beginnings(codes: Iterable[str]) -> list[str]:
    return sorted({code.rpartition("-")[0] for code in codes if "-" in code})
