"""What an authority asks for, as a person reads it on a page of eighty."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from supctl.exchange.authority.layout import Layout, layout_of
from supctl.exchange.authority.shapes import (
    AccessData,
    AskedData,
    ChainData,
    CriterionData,
    KeptData,
    PolicyData,
    SourceData,
    UnclearData,
)
from supctl.exchange.columns import WIDTH, Column, broken_to, indented, set_in_columns
from supctl.exchange.days import say_version
from supctl.exchange.due.data import ClauseData
from supctl.exchange.tables import Row, as_plain
from supctl.facts.days import say_date

POLICY_HEADERS = [
    *("kind", "subject", "what", "who", "policy", "rule", "schedule", "section", "clauses", "under", "holds"),
]
_READING = (Column(12, 2), Column(65))
_Marked = ChainData | KeptData | AccessData | CriterionData
_OF = {"record": "records", "worker": "workers", "pair": "pairs", "case": "cases", "service": "the service"}
BASIS = {"baseline": "by the national baseline", "local": "this service's own rule"}
_FIRST = 4
_SAID = 150


def policy_text(data: PolicyData, *, called: str = "", everything: bool = False, quiet: bool = False) -> str:
    """What one authority asks for. `everything`: each requirement, criterion and reading, and what holds on other days.

    Else those parts are counted, and the first readings shown. `called`: how it was asked for, for the hints.
    """
    page = layout_of(data)
    parts = [
        heading_lines(data),
        _how_often([one for one in data.how_often if one.holds or everything], page),
        _by_when([one for one in data.by_when if one.holds or everything], page),
        _requirements(data.requirements, page, everything=everything),
        _forms(data, page),
        _chains([one for one in data.chains if one.holds or everything], page),
        _audit(data, page, everything=everything),
        _wide("KEPT", [(one.kept + _for(one.who), one) for one in data.retention], page),
        _wide("WHO MAY READ", [(f"{one.of}: {one.by}{_for(one.who)}", one) for one in data.access], page),
        _unclear(data, called, everything=everything),
        _silent(data.silent),
    ]
    if not quiet:
        parts.append(_hints(called, everything=everything))
    return "\n\n".join("\n".join(part) for part in parts if part)


def policy_rows(data: PolicyData) -> list[Row]:
    """One line a rule: what kind, of whom, what, which rule, how often or by when, its section and its clauses."""
    asked = [
        (f"own {kind}" if one.basis == "local" else kind, one)
        for kind, found in (
            ("how often", data.how_often),
            ("by when", data.by_when),
            ("requirement", data.requirements),
        )
        for one in found
    ]
    rows: list[Row] = [
        [
            *(kind, one.subject, one.what, one.who, one.policy, one.rule, one.schedule, *_cited(one.clause)),
            *(one.under, one.holds),
        ]
        for kind, one in asked
    ]
    others = [
        *(("form", one.subject, one.title, one.who, one.id, "", one.clause) for one in data.forms),
        *(("chain", "", one.title, one.who, one.id, chain_words(one), one.clause) for one in data.chains),
        *(("criterion", "", one.title, "", one.id, "", one.clause) for one in data.criteria),
        *(("retention", one.subject, "", one.who, one.id, one.kept, one.clause) for one in data.retention),
        *(("access", "", one.of, one.who, one.id, one.by, one.clause) for one in data.access),
    ]
    rows += [
        [kind, subject, what, who, None, rule, schedule, *_cited(clause), None, True]
        for kind, subject, what, who, rule, schedule, clause in others
    ]
    return rows


def policy_plain(data: PolicyData) -> str:
    """One line a rule, as it is read aloud; of one that does not hold on the day, that."""
    rows = policy_rows(data)
    return as_plain([[*row[:-1], "" if row[-1] else "not now"] for row in rows])


def heading_lines(data: PolicyData) -> list[str]:
    """Whose policy, which documents, how many clauses were read and when."""
    lines = [line for source in data.sources for line in broken_to(f"{data.name}: {source_words(source)}", WIDTH)]
    return [*(lines or [data.name]), *broken_to(read_words(data), WIDTH)]


def source_words(source: SourceData) -> str:
    """A document with its version, or that it prints none."""
    version = f", {say_version(source.version)}" if source.version else ". No date or version is printed in it"
    force = f", in force from {say_date(source.in_force_from)}" if source.in_force_from else ""
    return source.title + version + force


def read_words(data: PolicyData) -> str:
    """How many clauses were read, and what became of them."""
    read = f", last on {say_date(data.checked_on)}" if data.checked_on else ""
    wrong = f", {data.problems} with a problem" if data.problems else ""
    return (
        f"{data.clauses} clauses read{read}: {data.carried} carried, {data.uncarried} not, each with its reason{wrong}"
    )


def chain_words(one: ChainData) -> str:
    """The steps of a chain, each as who takes it; one after another that the same people take, once."""
    steps = [step.by + (f" within {step.within}" if step.within else "") for step in one.steps]
    return ", then ".join(said for said, _ in groupby(steps))


def counted(number: int, one: str, several: str | None = None) -> str:
    """A number of things: "1 form", "13 forms"."""
    return f"{number} {one if number == 1 else several or one + 's'}"


def typed(command: str, called: str) -> str:
    """A command about this authority, as it is typed."""
    return f"supctl authority {command} {as_typed(called)}".rstrip()


def typed_why(called: str) -> str:
    """What a clause of this authority says, as it is typed also where the store follows another one."""
    return f"supctl why CLAUSE --authority {as_typed(called)}" if called else "supctl why CLAUSE"


def as_typed(called: str) -> str:
    """The name of an authority, or the path of a folder, as it is typed: in quotes where it has a space."""
    return f'"{called}"' if " " in called else called


def _how_often(asked: Sequence[AskedData], page: Layout) -> list[str]:
    lines = ["HOW OFTEN"] if asked else []
    for (group, what, _), found in groupby(asked, key=lambda one: (one.group, one.what, one.policy)):
        rows = list(found)
        lines += indented(f"{group}: {what}", 1)
        lines += [line for one in rows for line in _row(one, page)]
        also = [rows[0].also, BASIS.get(rows[0].basis, "")]
        lines += [line for told in also if told for line in indented(f"({told})", 4)]
    return lines


def _row(one: AskedData, page: Layout) -> list[str]:
    mark = "?" if one.unconfirmed else ""
    under = f" (if {one.under})" if not one.holds and one.under else " (not now)" if not one.holds else ""
    section = (one.clause.section or "") + mark
    return page.set_line(one.who + under, one.schedule, one.clause, section)


def _by_when(asked: Sequence[AskedData], page: Layout) -> list[str]:
    """What must follow what: first what has a time, then what has none."""
    timed, untimed = [one for one in asked if one.schedule], [one for one in asked if not one.schedule]
    lines = ["BY WHEN"] if asked else []
    lines += [line for one in timed for line in _deadline(one, page)]
    if untimed:
        lines.append(" no time is given: missing until it is there")
        lines += [line for one in untimed for line in page.set_wide(_what(one), one.clause, _section(one))]
    return lines


def _deadline(one: AskedData, page: Layout) -> list[str]:
    return page.set_line(_what(one), one.schedule, one.clause, _section(one))


def _what(one: AskedData) -> str:
    under = f" (if {one.under})" if not one.holds and one.under else " (not now)" if not one.holds else ""
    own = " (own rule)" if one.basis == "local" else ""
    return one.what + _for(one.who) + own + under


def _section(one: AskedData) -> str:
    """The section; `nat` for the national baseline's, `?` where a reading of it is unconfirmed."""
    return ("nat " if one.basis == "baseline" else "") + (one.clause.section or "") + ("?" if one.unconfirmed else "")


def _requirements(asked: Sequence[AskedData], page: Layout, *, everything: bool) -> list[str]:
    """What must be true: each, or of what and how many."""
    if not asked:
        return []
    if not everything:
        told = [
            f"of {said} {number}" for kind, said in _OF.items() if (number := sum(one.subject == kind for one in asked))
        ]
        return broken_to(f"WHAT MUST BE TRUE  {counted(len(asked), 'thing')}: {', '.join(told)}", WIDTH)
    return ["WHAT MUST BE TRUE", *(line for one in asked for line in _deadline(one, page))]


def _forms(data: PolicyData, page: Layout) -> list[str]:
    lines = [f"FORMS {len(data.forms)}"] if data.forms else []
    for one in data.forms:
        fields = sum(len(section.fields) for section in one.sections)
        said = [counted(len(one.sections), "section"), counted(fields, "field")]
        said += [counted(one.questions, "question")] if one.questions else []
        said += ["built from the text: its page is not in it"] if one.derived else []
        said += ["this service's own form"] if one.own else []
        lines += page.set_wide(f"{one.title}: {', '.join(said)}", one.clause, one.clause.section or "")
    return lines


def _chains(chains: Sequence[ChainData], page: Layout) -> list[str]:
    lines = ["DISAGREEMENTS AND CONCERNS"] if chains else []
    for one in chains:
        said = f"{one.title}{_for(one.who)}: {chain_words(one)}"
        ends = f". Ends: {one.ends}" if one.ends else ""
        lines += page.set_wide(said + ends, one.clause, _marked_section(one))
    return lines


def _audit(data: PolicyData, page: Layout, *, everything: bool) -> list[str]:
    if not data.criteria:
        return []
    checks = sum(not one.judged for one in data.criteria)
    judged = counted(len(data.criteria) - checks, "criterion", "criteria")
    title = f"AUDIT  {counted(checks, 'check')} worked out from the facts, {judged} for a person to judge"
    return [title, *(_wide("", [(one.title, one) for one in data.criteria], page)[1:] if everything else [])]


def _wide(title: str, found: Sequence[tuple[str, _Marked]], page: Layout) -> list[str]:
    lines = [line for said, one in found for line in page.set_wide(said, one.clause, _marked_section(one))]
    return [title, *lines] if found else []


def _unclear(data: PolicyData, called: str, *, everything: bool) -> list[str]:
    unclear = data.unclear
    if not unclear:
        return []
    confirmed = sum(one.confirmed for one in unclear)
    places = "1 place. It has a reading" if len(unclear) == 1 else f"{len(unclear)} places. Each has a reading"
    title = f"UNCLEAR IN THE TEXT: {places}; {confirmed} confirmed by the service"
    marks = " (? above: a line that rests on a reading not confirmed)" if _marked(data) else ""
    shown = unclear if everything else unclear[:_FIRST]
    lines = [line for one in shown for line in _reading(one, everything=everything)]
    rest = len(unclear) - len(shown)
    more = [f"  and {rest} more: {typed('show', called)} --all"] if rest else []
    return [*broken_to(title + marks, WIDTH), *lines, *more]


def _marked(data: PolicyData) -> bool:
    asked = any(one.unconfirmed for one in [*data.how_often, *data.by_when])
    return asked or any(one.unconfirmed for one in data.chains) or any(one.unconfirmed for one in data.retention)


def _reading(one: UnclearData, *, everything: bool) -> list[str]:
    says = one.says if everything else shortened(one.says, _SAID)
    read = f" Read as: {_sentence(one.read_as)}" if one.read_as else ""
    others = [option.label for option in one.options if not option.holds] if everything else []
    offered = "".join(f" Or: {_sentence(option)}" for option in others)
    mark = " (confirmed)" if one.confirmed else ""
    return set_in_columns([one.id, f"{says}{read}{mark}{offered}"], _READING)


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def shortened(text: str, room: int) -> str:
    """The text as far as it fits, cut after a sentence, else between words."""
    if len(text) <= room:
        return text
    whole = text[:room].rpartition(". ")[0]
    return f"{whole}." if whole else text[: room - 3].rpartition(" ")[0] + " ..."


def _silent(silent: Sequence[str]) -> list[str]:
    return broken_to(f"NOT IN THIS POLICY: {'; '.join(silent)}", WIDTH) if silent else []


def _hints(called: str, *, everything: bool) -> list[str]:
    return [
        *([] if everything else [f"Every line of it: {typed('show', called)} --all"]),
        f"Clause by clause: {typed('coverage', called)}",
        f"What one clause or rule says: {typed_why(called)}",
    ]


def _for(who: str) -> str:
    return f" ({who})" if who else ""


def _marked_section(one: _Marked) -> str:
    return (one.clause.section or "") + ("?" if one.unconfirmed else "")


def _cited(clause: ClauseData) -> list[str]:
    return [clause.section or "", " ".join(clause.ids)]
