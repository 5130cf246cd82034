"""An authority's policy as a page of Markdown: for a meeting, or with every field and clause for the documentation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from supctl.exchange.authority.coverage import clause_table, coverage_data, summary
from supctl.exchange.authority.shapes import AskedData, ChainData, FormData, PolicyData, SectionData, UnclearData
from supctl.exchange.authority.text import BASIS, counted, read_words, source_words
from supctl.exchange.due.data import ClauseData
from supctl.exchange.tables import as_narrow_markdown
from supctl.facts.days import say_date
from supctl.policy import Policy

_NO_TIME = "no time is given: missing until it is there"
_UNCONFIRMED = "A question mark behind a section: the line rests on a reading that the service has not confirmed."


def policy_page(data: PolicyData, policy: Policy | None = None) -> str:
    """The page; with the policy itself, each field of a form and each clause with what carries it too."""
    parts = [
        f"# {data.name}",
        "\n".join(f"- {source_words(source)}" for source in data.sources),
        f"{read_words(data)}.",
        *_how_often(data.how_often, everything=bool(policy)),
        *_table("By when", ["what", "for whom", "by when", "section", "clauses"], _by_when(data, bool(policy))),
        *_table("What must be true", ["of", "what", "for whom", "section", "clauses"], _requirements(data)),
        *_forms(data.forms, everything=bool(policy)),
        *_chains(data.chains),
        *_criteria(data),
        *_table("How long records are kept", ["what", "also", "section", "clauses"], _kept(data)),
        *_table("Who may read", ["what", "who", "also", "section", "clauses"], _access(data)),
        *_readings(data.unclear),
        *_silent(data),
        *(_clauses(policy) if policy else []),
    ]
    return "\n\n".join(part for part in parts if part)


def index_page(pages: Sequence[PolicyData]) -> str:
    """The list of the pages, one for each authority."""
    rows = [
        [
            f"[{one.name}]({one.id}.md)",
            "; ".join(source_words(source) for source in one.sources),
            read_words(one),
            counted(len(one.forms), "form"),
            f"{len(one.unclear)}, of which {sum(bool(each.options) for each in one.unclear)} with options",
        ]
        for one in pages
    ]
    head = "What each authority's policy asks for, made from its plugin; the plugin's files are what counts."
    return "\n\n".join(
        ["# Authorities", head, as_narrow_markdown(["authority", "document", "clauses", "forms", "unclear"], rows)]
    )


def _table(title: str, headers: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    return [f"## {title}", as_narrow_markdown(headers, rows)] if rows else []


def _cited(clause: ClauseData, *, unconfirmed: bool = False) -> list[str]:
    return [(clause.section or "") + ("?" if unconfirmed else ""), ", ".join(clause.ids)]


def _under(one: AskedData) -> str:
    """Under which option it holds, and that it does not now."""
    if one.under:
        return f" (only if {one.under}{'' if one.holds else ', which is not taken'})"
    return "" if one.holds else " (not now)"


def _own(one: AskedData) -> str:
    return " (this service's own rule)" if one.basis == "local" else ""


def _how_often(asked: Sequence[AskedData], *, everything: bool) -> Iterator[str]:
    shown = [one for one in asked if one.holds or everything]
    if shown:
        yield "## How often"
    if any(one.unconfirmed for one in shown):
        yield _UNCONFIRMED
    for (group, what, _), found in groupby(shown, key=lambda one: (one.group, one.what, one.policy)):
        rows = list(found)
        cells = [
            [one.who + _under(one), one.schedule, *_cited(one.clause, unconfirmed=one.unconfirmed)] for one in rows
        ]
        yield f"### {group[:1].upper()}{group[1:]}: {what}"
        yield as_narrow_markdown(["for whom", "how often", "section", "clauses"], cells)
        also = [rows[0].also, BASIS.get(rows[0].basis, "")]
        yield " ".join(f"{told[:1].upper()}{told[1:]}." for told in also if told)


def _by_when(data: PolicyData, everything: bool) -> list[list[object]]:  # noqa: FBT001 - as `everything` elsewhere
    shown = [one for one in data.by_when if one.holds or everything]
    return [
        [
            one.what + _own(one) + _under(one),
            one.who or "all",
            one.schedule or _NO_TIME,
            *_cited(one.clause, unconfirmed=one.unconfirmed),
        ]
        for one in sorted(shown, key=lambda one: not one.schedule)
    ]


def _requirements(data: PolicyData) -> list[list[object]]:
    return [
        [
            *(one.group, one.schedule + _own(one) + _under(one), one.who or "all"),
            *_cited(one.clause, unconfirmed=one.unconfirmed),
        ]
        for one in data.requirements
    ]


def _forms(forms: Sequence[FormData], *, everything: bool) -> Iterator[str]:
    if not forms:
        return
    yield "## Forms"
    headers = ["form", "for", "sections", "fields", "questions", "section", "clauses"]
    yield as_narrow_markdown(headers, [_form_row(one) for one in forms])
    for one in forms if everything else ():
        yield f"### {one.title}"
        yield _about_form(one)
        yield as_narrow_markdown(["section", "no.", "field", "type", "required", "remarks"], list(_fields(one)))


def _form_row(one: FormData) -> list[object]:
    fields = sum(len(section.fields) for section in one.sections)
    whom = f"{one.activity}, {one.who}" if one.who else one.activity
    return [one.title, whom, len(one.sections), fields, one.questions or "", *_cited(one.clause)]


def _about_form(one: FormData) -> str:
    """What is said of a form in a line: its id, its version, who writes it, where it goes."""
    parts = [
        f"`{one.id}`" + (f", version {one.version}" if one.version else ""),
        f"for {one.activity}" + (f" ({one.who})" if one.who else ""),
        f"written by {one.completed_by}" if one.completed_by else "",
        f"kept: {one.goes_to}" if one.goes_to else "",
        "its page is not in the document: it is built from what the text says of it" if one.derived else "",
        "this service's own form" if one.own else "",
    ]
    return "; ".join(part for part in parts if part) + "."


def _fields(one: FormData) -> Iterator[list[object]]:
    number = 0
    for section in one.sections:
        title = section.title or f"({section.id})"
        remarks = _section_remarks(section)
        for place, field in enumerate(section.fields):
            told = [*(remarks if place == 0 else []), counted(field.questions, "question") if field.questions else ""]
            told += [field.when, _numbered(field.options), "added: not on the page" if field.added else ""]
            required = "" if field.required == "no" else field.required
            yield [
                title if place == 0 else "",
                number := number + 1,
                field.label,
                field.type,
                required,
                "; ".join(one for one in told if one),
            ]


def _numbered(options: Sequence[str]) -> str:
    """Choices by the numbers by which a draft takes them: "1 Yes, 2 No"."""
    return ", ".join(f"{number} {option}" for number, option in enumerate(options, start=1))


def _section_remarks(section: SectionData) -> list[str]:
    return [
        f"section: {counted(section.questions, 'question')}" if section.questions else "",
        f"section: {section.when}" if section.when else "",
        f"section written by {section.completed_by}" if section.completed_by else "",
        "section added: not on the page" if section.added else "",
    ]


def _chains(chains: Sequence[ChainData]) -> Iterator[str]:
    if chains:
        yield "## When people disagree, or a rule is broken"
    for one in chains:
        kind = {"disagreement": "a disagreement", "practice": "how somebody supervises"}.get(one.kind or "", "")
        about = "; ".join(part for part in (kind, one.who) if part)
        yield f"### {one.title}"
        mark = "?" if one.unconfirmed else ""
        yield f"{f'For {about}. ' if about else ''}Section {one.clause.section}{mark} ({', '.join(one.clause.ids)})."
        rows = [
            [place, step.by, step.says, step.within or "no time is given", ", ".join(step.clause)]
            for place, step in enumerate(one.steps, start=1)
        ]
        yield as_narrow_markdown(["step", "who", "what", "by when", "clauses"], rows)
        yield f"Ends: {one.ends}" if one.ends else ""


def _criteria(data: PolicyData) -> list[str]:
    headers = ["group", "criterion", "asks", "decided by", "laid beside it", "section", "clauses"]
    rows = [
        [
            *(one.group, one.title, one.asks, _decided(one.judged, one.missing_decides)),
            *("; ".join(one.evidence), *_cited(one.clause, unconfirmed=one.unconfirmed)),
        ]
        for one in data.criteria
    ]
    return _table("What an audit asks", headers, rows)


def _decided(judged: bool, missing_decides: bool) -> str:  # noqa: FBT001 - two facts of a criterion
    if not judged:
        return "the facts"
    return "a person; what is missing is not met" if missing_decides else "a person"


def _kept(data: PolicyData) -> list[list[object]]:
    return [
        [
            "; ".join(part for part in (one.kept, one.who) if part),
            one.says,
            *_cited(one.clause, unconfirmed=one.unconfirmed),
        ]
        for one in data.retention
    ]


def _access(data: PolicyData) -> list[list[object]]:
    return [
        [
            one.of,
            "; ".join(part for part in (one.by, one.who) if part),
            one.says,
            *_cited(one.clause, unconfirmed=one.unconfirmed),
        ]
        for one in data.access
    ]


def _readings(unclear: Sequence[UnclearData]) -> Iterator[str]:
    if not unclear:
        return
    confirmed = sum(one.confirmed for one in unclear)
    yield "## Unclear in the text"
    yield f"{counted(len(unclear), 'place')}, {confirmed} confirmed by the service. Until then, what is marked holds."
    rows = [[one.id, one.says, _options(one), *_cited(one.clause)] for one in unclear]
    yield as_narrow_markdown(["reading", "what is unclear", "options", "section", "clauses"], rows)


def _options(one: UnclearData) -> str:
    state = "confirmed" if one.confirmed else "holds until confirmed"
    told = [
        f"{option.id}: {option.label.rstrip('.')}" + (f" ({state})" if option.holds else "") for option in one.options
    ]
    return "; ".join(told) or ("confirmed" if one.confirmed else "")


def _silent(data: PolicyData) -> list[str]:
    return ["## Not in this policy", "\n".join(f"- {one}" for one in data.silent)] if data.silent else []


def _clauses(policy: Policy) -> list[str]:
    data = coverage_data(policy)
    read = sorted({one.checked_on for one in data.items if one.checked_on})
    days = [say_date(day) for day in (read[0], read[-1])] if read else []
    when = f"between {days[0]} and {days[1]}" if len(set(days)) > 1 else f"on {days[0]}" if days else ""
    checked = f"Read against the document {when}. " if when else ""
    return ["## Every clause", f"{checked}{summary(data)}.", clause_table(data.items)]
