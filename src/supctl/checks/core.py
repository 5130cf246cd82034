"""The codes of supctl itself, whatever the policy: what is wrong with the data, and what still is to be written up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from supctl.errors import Severity

Family = Literal["data", "duties", "requirements"]
FAMILIES: tuple[Family, ...] = ("data", "duties", "requirements")
TO_WRITE_UP = "to-write-up"
POLICY_CONFLICT = "policy-conflict"


@dataclass(frozen=True)
class Code:
    """One code: what it means, and how such a thing is mended.

    `rule` and `clause`: the rule of the policy behind it and what that cites; empty for supctl's own.
    """

    id: str
    family: Family
    severity: Severity
    says: str
    mend: str = ""
    rule: str = ""
    clause: tuple[str, ...] = ()


def _data(id_: str, says: str, mend: str, severity: Severity = "error") -> Code:
    return Code(id_, "data", severity, says, mend)


_UNREAD = (
    _data(
        "unreadable",
        "A file or folder cannot be read, or is not UTF-8 text.",
        "save it as UTF-8, or see that you may read it",
    ),
    _data(
        "not-toml",
        "A file is not TOML: a quote or bracket is open, a date does not exist, a key stands twice.",
        "close the quote or bracket; dates as 2026-12-01, text in quotes",
    ),
    _data(
        "not-json",
        "A sealed record is not JSON: it is damaged.",
        "put the file back from a copy; a sealed record is not edited by hand",
    ),
    _data(
        "unknown-key",
        "A file has a key that nothing reads; often it is mistyped.",
        "write the key that is meant, or delete the line",
    ),
    _data("missing-key", "A file lacks a key that it cannot do without.", "add the key"),
    _data(
        "wrong-value",
        "A value is not of its kind: text where a date belongs, a number in quotes.",
        "write the value as the message says",
    ),
    _data(
        "record-id",
        "A sealed record's file is not named by the record's id.",
        "give the file the name of the record's id",
    ),
    _data(
        "id-twice", "Two files, or two entries, have one id, or ids that differ only in case.", "rename one of the two"
    ),
    _data(
        "bad-id",
        "A file's name cannot be an id, here or on Windows.",
        "rename the file: small letters, digits, dot and dash",
    ),
    _data("bad-name", "The name of a person or team is empty, or holds what is no letter.", "write the name afresh"),
    _data(
        "no-initials",
        "What stands for a child's initials is none; a child is never named.",
        'write initials, such as "JB"',
    ),
    _data(
        "no-status", "A case has no [[status]] that says what it is.", "add [[status]] with from, category and worker"
    ),
    _data("no-category", "An entry of a case's history names no category.", "name at least one category"),
    _data("closed-and-open", "A case is closed and something else at once.", "keep one of the two"),
    _data(
        "history-order",
        "Entries of a history overlap, or are not in the order of their days.",
        "put the oldest first, each day once; end one the day before the next",
    ),
    _data("ends-before-it-begins", "An entry ends before it begins.", "correct one of the two dates"),
    _data("own-supervisor", "Somebody is their own supervisor.", "name somebody else, or leave it out"),
    _data("own-parent", "A team is the team above itself.", "name another team, or leave parent out"),
    _data(
        "bad-minutes",
        "A session is recorded as no minutes long, or fewer.",
        "put the file back from a copy",
    ),
    _data(
        "bad-interval",
        "An interval was agreed that has no length.",
        "put the file back from a copy",
    ),
    _data(
        "unknown-role",
        "A role is neither one of supctl's nor the policy's.",
        "write the word that is meant; supctl schema worker, or the policy's own words",
    ),
    _data(
        "unknown-standing", "A standing is neither one of supctl's nor the policy's.", "write the word that is meant"
    ),
    _data("unknown-kind", "A kind of team, employment or event is not known.", "write the word that is meant"),
    _data("unknown-activity", "An activity is not known.", "write the word that is meant"),
    _data("unknown-step", "A step of a record is not known.", "put the file back from a copy"),
    _data("unknown-category", "A category of a case is not known.", "write the word that is meant"),
    _data(
        "unknown-approval",
        "An approval is of something that no rule asks an approval for.",
        "write the word that the policy's row asks for",
    ),
    _data(
        "unknown-reading",
        "readings.toml decides a reading that the policy does not have.",
        "write the reading's id as supctl authority show has it",
    ),
    _data(
        "unknown-option",
        "readings.toml chooses an option that the reading does not offer.",
        "choose one of the reading's options",
    ),
    _data(
        "unknown-clause",
        "An own rule or form cites a clause that neither overlay.toml nor the policy has.",
        "write the clause's id, or add the [[clause]] to overlay.toml",
    ),
    _data(
        "unknown-source",
        "A clause of overlay.toml names a document that no [[source]] describes.",
        "write the source's id, or add the [[source]]",
    ),
    _data("unknown-role-group", "A group of roles is not known.", "write the word that is meant"),
    _data(
        "unknown-field",
        "An own rule asks for a field that no form has.",
        "write it as section.field, as supctl authority show has it",
    ),
    _data(
        "unknown-part-of-a-record",
        "An own rule asks for a part of a record that there is not.",
        "write the word that is meant",
    ),
    _data(
        "unknown-answer", "An own rule waits for an answer that the field does not offer.", "write one that it offers"
    ),
    _data(
        "unknown-criterion",
        "A field of an own form names a criterion that the policy does not have.",
        "write the criterion's id, or leave it out",
    ),
    _data(
        "wrong-condition",
        "A condition was written that such a subject cannot have: a child has no role.",
        "write a condition that the subject has, or another subject",
    ),
    _data(
        "row-never-reached",
        "A row of an own rule is never reached: one above it takes every day that it would.",
        "put the narrower row first",
    ),
    _data(
        "loosens",
        "overlay.toml holds what would take something from the authority's rules; own rules can only add.",
        "write what must be done, with rows of your own",
    ),
    _data(
        "form-is-printed",
        "An own form has the id of a form that the authority prints itself.",
        "give it another id: then it stands beside that one",
    ),
    _data(
        "form-lacks-field",
        "An own form has no field for something that a rule of the policy asks for.",
        "give it the field, by the ids that the authority's form has",
    ),
    _data(
        "wrong-form",
        "An own form in the place of another one is for another activity.",
        "write the same activity, or give it another id",
    ),
    _data(
        "policy-gone",
        "The policy that the service followed before, or will follow, cannot be used: what it asked is not told.",
        "install it again, or mend its files",
    ),
)
_READ = (
    _data(
        "unknown-worker",
        "A person is named whom no file knows.",
        "write the id that is meant, or add the person's file: supctl worker add",
    ),
    _data(
        "unknown-team",
        "A team is named that no file knows.",
        "write the id that is meant, or add the team's file: supctl team add",
    ),
    _data(
        "unknown-case", "A record names a case that no file knows.", "add the case's file: supctl case add", "warning"
    ),
    _data(
        "unknown-form",
        "A record names a form that the policy does not have: its answers count for nothing.",
        "give the policy its form back; a record stays as it was sealed",
        "warning",
    ),
    _data(
        "case-no-worker",
        "An open case has no allocated worker, or its worker has left.",
        "add [[status]] with a worker to the case's file",
    ),
    _data(
        "case-worker-away",
        "An open case's worker is away and nobody is recorded as covering.",
        "add [[cover]] to the worker's file",
    ),
    _data(
        "agreed-interval-too-long",
        "An interval was agreed that is longer than the policy allows; the policy's stands.",
        "agree an interval within the policy's",
    ),
    _data(
        "approval-without-reason",
        "An approval of a longer interval has no reason, so it lengthens nothing.",
        "add the reason to the [[approval]]",
    ),
    _data(
        "approval-without-interval",
        "An approval of a longer interval does not say which, so it lengthens nothing.",
        "add every = ... to the [[approval]]",
    ),
    _data(
        "approval-without-grade",
        "An approval was given by somebody whose role the policy does not name for it.",
        "ask somebody of the grade that the policy names",
    ),
)
_WRITE_UP = Code(
    TO_WRITE_UP,
    "duties",
    "warning",
    "A session was held and logged, and its form is not written yet: its date counts.",
    "write its form: supctl record new --for RECORD",
)
_CONFLICT = Code(
    POLICY_CONFLICT,
    "duties",
    "note",
    "The policy contradicts itself: somebody keeps to one of its rules, and is past the advised date of another.",
    "decide how it is read: supctl authority confirm",
)
UNREAD = frozenset(code.id for code in _UNREAD)
CORE: Mapping[str, Code] = {code.id: code for code in (*_UNREAD, *_READ, _WRITE_UP, _CONFLICT)}
