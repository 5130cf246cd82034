"""What `check` found as a person reads it at eighty columns: by person or child, worst first, with what to do."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from supctl.checks import POLICY_CONFLICT, RANK, UNREAD
from supctl.errors import Finding
from supctl.exchange.check.view import Checked, counts
from supctl.exchange.columns import WIDTH, both_ends, broken_to, indented, side_by_side, with_command
from supctl.exchange.phrases import READINGS, UNCONFIRMED
from supctl.facts.days import say_date, say_date_long, say_near

GROUPS_SHOWN = 12
ROWS_SHOWN = 6
_INDENT = 11
_ISO = re.compile(r"\b(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?![\w-])")
_UNHELD = ("case-no-worker", "case-worker-away")
_KINDS = ("files", "children", "people", "teams", "others")

Group = tuple[str, str]


def check_table(checked: Checked) -> str:
    """The page."""
    groups = _groups(checked)
    shown = groups if checked.everything else groups[:GROUPS_SHOWN]
    parts = [
        _heading(checked),
        _not_read(checked),
        *(_block(checked, group, found) for group, found in shown),
        _not_shown(groups[len(shown) :]),
        *_conflicts(checked),
        _foot(checked),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


# --- above the findings -----------------------------------------------------------------------------------------------


def _heading(checked: Checked) -> list[str]:
    policy = f"{'WHAT IF, by the policy' if checked.what_if else 'Policy'}: {checked.policy_name}"
    return [
        *broken_to(f"{checked.scope}: check on {say_date_long(checked.as_of)}", WIDTH),
        *broken_to(policy, WIDTH),
        *broken_to(_looked_at(checked), WIDTH),
        *broken_to("; ".join(checked.filters), WIDTH),
    ]


def _looked_at(checked: Checked) -> str:
    """How much was looked at, and from when on the store is complete."""
    service, day = checked.service, checked.as_of
    if not (service.workers or service.cases or service.teams or service.records or checked.unread):
        return "This store holds nobody yet."
    teams = service.team_and_below(checked.team) if checked.team else frozenset(service.teams)
    posts = [post for one in service.workers if (post := service.post(one, day))]
    people = [post for post in posts if not checked.team or post.team in teams]
    open_cases = [one for one in service.cases if service.status(one, day)]
    children = [one for one in open_cases if not checked.team or service.case_team(one, day) in teams]
    numbers = [(len(teams), "team", "teams"), (len(people), "person", "people"), (len(children), "child", "children")]
    if not checked.team:
        numbers.append((len(service.records), "record", "records"))
    held = ", ".join(f"{number:,} {one if number == 1 else more}" for number, one, more in numbers)
    return held + (f"; complete since {say_date(service.opening)}" if service.opening else "")


def _not_read(checked: Checked) -> list[str]:
    number = len(checked.unread)
    if not number:
        return []
    files = "1 file was" if number == 1 else f"{number} files were"
    told = "Nothing that follows from it is told, and a duty that it answers stands open below."
    if number > 1:
        told = "Nothing that follows from them is told, and a duty that one answers stands open below."
    return broken_to(f"NOT READ: {files} not used. {told}", WIDTH)


# --- the findings -----------------------------------------------------------------------------------------------------


def _groups(checked: Checked) -> list[tuple[Group, list[Finding]]]:
    """Findings by whom they are about, worst first."""
    found = defaultdict[Group, list[Finding]](list)
    for one in checked.findings:
        if one.code != POLICY_CONFLICT:
            found[_group(checked, one)].append(one)
    return sorted(found.items(), key=lambda item: (_weight(*item), item[0]))


def _weight(group: Group, found: Sequence[Finding]) -> tuple[bool, bool, int, int, int]:
    """Files that were not used, then children whom nobody holds, then whoever has the worst and the most."""
    worst = min(RANK[one.severity] for one in found)
    held = not any(one.code in _UNHELD for one in found)
    return group[0] != "files", held, worst, -sum(RANK[one.severity] == worst for one in found), -len(found)


def _group(checked: Checked, one: Finding) -> Group:
    if one.code in UNREAD and one.path:
        return "files", one.path
    subject, service = one.subject or "", checked.service
    kinds = {"children": service.cases, "people": service.workers, "teams": service.teams}
    kind = next((kind for kind, known in kinds.items() if subject in known), "others")
    return kind, subject


def _title(checked: Checked, group: Group) -> str:
    kind, id_ = group
    names = checked.names
    if kind == "people":
        return f"{names.worker(id_)} ({id_})"
    if kind == "teams":
        return f"{names.team(id_)} ({id_})"
    if kind == "children":
        return names.case_title(id_)
    return "The service" if id_ in {"", "service"} else id_


def _block(checked: Checked, group: Group, found: Sequence[Finding]) -> list[str]:
    shown = found if checked.everything or len(found) <= ROWS_SHOWN + 1 else found[:ROWS_SHOWN]
    lines = broken_to(_title(checked, group), WIDTH)
    for one in shown:
        lines += _lines(checked, one, under_file=group[0] == "files")
    if len(shown) < len(found):
        lines.append(f"  ... and {len(found) - len(shown)} more here; --all shows them")
    return lines


def _lines(checked: Checked, one: Finding, *, under_file: bool) -> list[str]:
    """Code and clause; what it is; where it is written; what to do."""
    lines = both_ends(f"  {one.severity:<8} {one.code}", _clause(checked, one))
    lines += indented(_said(one, checked.as_of), _INDENT)
    lines.append(" " * _INDENT + (f"line {one.line or 1}" if under_file else _place(one)))
    if one.mend:
        lines += _mend(one.mend)
    return lines


def _mend(text: str) -> list[str]:
    """What to do; a command stays on one line where there is room, so that it can be copied."""
    mend, room = f"mend: {text}", WIDTH - _INDENT
    before, command = mend[: mend.find("supctl ")], mend[mend.find("supctl ") :]
    if "supctl " not in mend or len(command) > room:
        return indented(mend, _INDENT)
    if len(mend) <= room:
        return [" " * _INDENT + mend]
    return [*indented(before, _INDENT), " " * _INDENT + command]


def _clause(checked: Checked, one: Finding) -> str:
    if not one.clause:
        return "supctl's own check"
    section = checked.section(one)
    own = {"local": "own rule ", "baseline": "national baseline "}.get(one.basis or "", "")
    mark = " ?" if checked.is_unconfirmed(one) else ""
    return own + (f"{section} ({one.clause[0]})" if section else one.clause[0]) + mark


def _place(one: Finding) -> str:
    """File and line; of a sealed record the file, which nobody edits."""
    path = one.path or ""
    return path if path.endswith(".json") else f"{path}:{one.line or 1}"


def _said(one: Finding, as_of: date) -> str:
    """The message with its dates as people read them, and the day of the record where it does not say it."""
    day = f", {one.day}" if one.record and one.day and one.due is None and str(one.day) not in one.message else ""
    return _ISO.sub(lambda found: _near(found[1], as_of), one.message + day)


def _near(written: str, as_of: date) -> str:
    try:
        return say_near(date.fromisoformat(written), as_of)
    except ValueError:  # 2026-02-30, in a message that says so
        return written


# --- below the findings -----------------------------------------------------------------------------------------------


def _not_shown(groups: Sequence[tuple[Group, Sequence[Finding]]]) -> list[str]:
    if not groups:
        return []
    one = {"children": "child", "people": "person", "files": "file", "teams": "team", "others": "other"}
    by_kind = [(sum(group[0] == kind for group, _ in groups), kind) for kind in _KINDS]
    about = ", ".join(f"{number} {one[kind] if number == 1 else kind}" for number, kind in by_kind if number)
    number = sum(len(found) for _, found in groups)
    return broken_to(f"... and {number} more (--all shows them), about {about}", WIDTH)


def _conflicts(checked: Checked) -> list[list[str]]:
    """What only says that the policy contradicts itself: a line for all whom it concerns."""
    told = [f"Conflict in the policy itself (not a breach): {one.message}." for one in checked.conflicts]
    hint = "" if checked.quiet else " See supctl authority lint; one by one with --all."
    return [broken_to(text + hint, WIDTH) for text in told]


def _foot(checked: Checked) -> list[str]:
    found = ", ".join(counts(checked))
    told = f"{found}. Nothing was changed." if found else "Nothing falls short. Nothing was changed."
    lines = [told + f"exit code {checked.exit_code}".rjust(WIDTH - len(told))]
    if any(checked.is_unconfirmed(one) for one in checked.findings):
        lines += with_command(UNCONFIRMED.format(checked.policy.short_name), READINGS)
    if checked.quiet:
        return lines
    if checked.uncovered:
        text = f"Where no rule of the policy matches, no date is known: {checked.uncovered} (supctl due)."
        lines += broken_to(text, WIDTH)
    if any(one.severity != "error" for one in checked.findings):
        lines.append(f"What can no longer be mended is told from {say_date(checked.since)} on (--since).")
    groups = _groups(checked)
    if groups:
        first = groups[0][1][0].code
        team = [] if checked.team or not checked.service.teams else ["Only one team: --team NAME"]
        lines += side_by_side([f"What a code means: supctl why {first}", *team])
    return lines
