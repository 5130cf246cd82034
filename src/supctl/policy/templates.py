"""Record templates: an authority's forms, section by section and field by field, as the document prints them.

A form is the authority's page: titles and labels are its own, in its order. What a rule needs and the page does not
ask for stands on it as `added`, so that an auditor sees which lines are not the authority's.
"""

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from supctl.documents import Entry, InParts, nearest
from supctl.facts.cases import Words
from supctl.policy.conditions import Conditions, SubjectKind
from supctl.policy.criteria import Evidence
from supctl.policy.deadlines import Party
from supctl.policy.rules import ClauseIds

FieldType = Literal[
    "text",
    "prose",
    "date",
    "choice",
    "yes-no",
    "rating",
    "person",
    "case",
    "list",
    "rows",
    "actions",
    "signature",
    "evidence",
    "statement",
]
ColumnType = Literal["text", "prose", "date", "choice", "yes-no", "person", "case"]
Part = Literal[
    "supervisee",
    "supervisor",
    "present",
    "team",
    "date",
    "minutes",
    "cases",
    "reflective",
    "next",
    "every",
    "reason",
    "rearranged",
    "reviewed",
]
Known = Literal[
    "supervisee",
    "supervisor",
    "initials",
    "role",
    "supervisor-role",
    "supervising",
    "team",
    "started",
    "case-worker",
    "line-manager",
]

# What of a form goes into the record's own facts, and of which type such a field is.
PART_TYPES: dict[str, tuple[FieldType, ...]] = {
    "supervisee": ("person",),
    "supervisor": ("person",),
    "present": ("person",),
    "team": ("text",),
    "date": ("date",),
    "minutes": ("text",),
    "cases": ("case",),
    "reflective": ("case",),
    "next": ("date",),
    "every": ("text",),
    "reason": ("prose", "text"),
    "rearranged": ("date",),
    "reviewed": ("rows",),
}
KEPT_AS_VALUES: tuple[FieldType, ...] = ("date", "choice", "yes-no", "rating", "person", "case")
"""The types whose answers are facts; of every other type the facts keep only that it was answered."""
UNASKED: tuple[FieldType, ...] = ("signature", "evidence", "statement")
"""The types that nobody fills in on the form: printed, worked out, or a step that is taken once it is sealed."""
ACTION_COLUMNS = ("what", "who", "by")
REVIEWED_COLUMNS = ("action", "what", "by", "done", "impact")

# Of each key that speaks of some types only: those types.
_ONLY: dict[str, tuple[FieldType, ...]] = {
    "options": ("choice",),
    "column": ("rows",),
    "many": ("choice", "person", "case"),
    "at_most": ("choice", "person", "case", "rows", "actions", "list"),
    "lowest": ("rating",),
    "highest": ("rating",),
    "party": ("signature",),
    "date_label": ("signature",),
    "says": ("statement",),
    "known": ("text", "date", "person", "case"),
}
_NEEDED: dict[FieldType, str] = {"choice": "options", "signature": "party", "statement": "says"}

FieldId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
RESERVED = "draft"
"""The table in which a draft keeps which form it is on: no section is called so."""


class Column(Entry):
    """One column of rows, or of an action list (`id` what, who or by); `required` in each row that is begun."""

    id: FieldId
    label: str
    type: ColumnType = "text"
    options: Words = ()
    prompt: Words = ()
    required: bool = False

    @model_validator(mode="after")
    def _options(self) -> Self:
        if (self.type == "choice") != bool(self.options):
            message = "a column of type choice has options, and no other has; mend: set the type or drop options"
            raise ValueError(message)
        return self


class FormField(Entry):
    """One field of a form, in the order in which it is printed.

    part        the answer is the record's own date, supervisee, minutes ...
    known       supctl fills in what the store knows, and the answer is kept as any other
    required    true, or the circumstances of the subject, or the form's own answers (`answered`), in which it is
    prompt      guidance in our own words; several are a question bank
    many        several choices, people or cases; `at_most` so many
    column      the columns of rows; of actions, the form's own names of what, who and by
    lowest, highest   the ends of a rating
    party       whose signature; `date_label` where the page asks for its date beside it
    says        what a printed statement says, in our own words
    criterion, evidence   what supctl lays beside it, worked out from the facts
    added       not on the authority's page; a rule asks for it
    """

    id: FieldId
    label: str
    type: FieldType = "text"
    part: Part | None = None
    known: Known | None = None
    required: bool | Conditions = False
    prompt: Words = ()
    options: Words = ()
    many: bool = False
    at_most: int | None = Field(None, ge=1)
    column: tuple[Column, ...] = ()
    lowest: int | None = None
    highest: int | None = None
    party: Party | None = None
    date_label: str | None = None
    says: str | None = None
    criterion: str | None = None
    evidence: tuple[Evidence, ...] = ()
    added: bool = False
    clause: Words = ()
    when: Conditions = Conditions.plain()
    unless: Conditions | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """What is printed, in order: the label, and beside a signature that of its date."""
        return (self.label, self.date_label) if self.date_label else (self.label,)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of rows; of actions the core's own, under the form's names (`what`: else the field's label)."""
        core: tuple[str, ...] = REVIEWED_COLUMNS if self.part == "reviewed" else ACTION_COLUMNS
        if self.part != "reviewed" and self.type != "actions":
            return self.column
        types: dict[str, ColumnType] = {"who": "person", "by": "date"}
        labels = {} if self.part == "reviewed" else {"what": self.label}
        labels |= {column.id: column.label for column in self.column}
        own = {column.id: column for column in self.column}
        return tuple(
            own.get(one, Column(id=one, label="")).model_copy(
                update={"label": labels.get(one, one), "type": types.get(one, "text"), "options": ()}
            )
            for one in core
        )

    @model_validator(mode="after")
    def _fits_its_type(self) -> Self:
        """A key that says nothing of this type, or one that the type cannot be without."""
        kind = self.type
        for key, types in _ONLY.items():
            actions_column = key == "column" and kind == "actions"
            if getattr(self, key) not in (None, (), False) and kind not in types and not actions_column:
                message = f"{key} says nothing of a field of type {kind}; mend: drop it, or set type = {types[0]}"
                raise ValueError(message)
        if (need := _NEEDED.get(kind)) and not getattr(self, need):
            message = f"a field of type {kind} needs {need}; mend: add {need} = ..."
            raise ValueError(message)
        if kind == "rows" and not self.column and self.part != "reviewed":
            message = "a field of type rows needs columns; mend: add [[section.field.column]] with id and label"
            raise ValueError(message)
        if kind == "evidence" and not (self.criterion or self.evidence):
            message = "a field of type evidence needs criterion or evidence; mend: say what is worked out"
            raise ValueError(message)
        if kind == "rating" and not (self.lowest is not None and self.highest and self.lowest < self.highest):
            message = "a rating needs lowest and highest; mend: for example lowest = 0, highest = 10"
            raise ValueError(message)
        if self.part and kind not in PART_TYPES[self.part]:
            message = f"the part {self.part} is no field of type {kind}; mend: set type = {PART_TYPES[self.part][0]}"
            raise ValueError(message)
        if self.part and self.known:
            message = "part is filled in by itself; mend: drop known"
            raise ValueError(message)
        if kind == "actions" and (wrong := [c.id for c in self.column if c.id not in ACTION_COLUMNS]):
            message = f'unknown column "{wrong[0]}" of actions; mend: what, who or by'
            raise ValueError(message)
        return self


class FormSection(Entry):
    """One section of a form: its table in a draft. A head without a printed title has title = "".

    `completed_by`: who writes this part, where it is not the one who writes the rest.
    """

    id: FieldId
    title: str
    prompt: Words = ()
    completed_by: str | None = None
    field: tuple[FormField, ...] = Field(min_length=1)
    added: bool = False
    clause: Words = ()
    when: Conditions = Conditions.plain()
    unless: Conditions | None = None

    @model_validator(mode="after")
    def _ids_once(self) -> Self:
        ids = [field.id for field in self.field]
        twice = next((one for one in ids if ids.count(one) > 1), None)
        if twice or self.id == RESERVED:
            message = f'two fields are called "{twice}"' if twice else f'no section may be called "{RESERVED}"'
            message += "; mend: give one another id"
            raise ValueError(message)
        return self


class RecordTemplate(InParts):
    """A form; `derived` where it is built from what the document says and its own page is not in it.

    `when` and `unless`: for which subjects, where an activity has several forms; the first that fits is taken.
    `completed_by`: who writes it; `goes_to`: where the authority files it, both in our own words.
    """

    apart = ("section",)

    id: FieldId
    title: str
    version: str | None = None
    derived: bool = False
    activity: str
    subject: SubjectKind = "worker"
    clause: ClauseIds
    prompt: Words = ()
    synonyms: Words = ()
    completed_by: str | None = None
    goes_to: str | None = None
    when: Conditions = Conditions.plain()
    unless: Conditions | None = None
    section: tuple[FormSection, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _sections_once(self) -> Self:
        ids = [section.id for section in self.section]
        twice = next((one for one in ids if ids.count(one) > 1), None)
        if twice:
            message = f'two sections are called "{twice}"; mend: give one another id'
            raise ValueError(message)
        return self

    def fields(self) -> Iterator[tuple[str, FormSection, FormField]]:
        """Every field with its whole id (section.field), in order."""
        for section in self.section:
            for one in section.field:
                yield f"{section.id}.{one.id}", section, one

    def find(self, named: str) -> str:
        """The whole id of a field: as given, or by its own id where that stands once. Raises ValueError."""
        ids = [whole for whole, _, _ in self.fields()]
        if named in ids:
            return named
        same = [whole for whole in ids if whole.partition(".")[2] == named]
        if len(same) == 1:
            return same[0]
        if same:
            message = f'"{named}" stands several times on this form; mend: one of {", ".join(same)}'
            raise ValueError(message)
        near = nearest(named, ids) or nearest(named, [whole.partition(".")[2] for whole in ids])
        mend = f'did you mean "{near}"?' if near else "supctl record new FORM SUBJECT --stdout shows its fields"
        message = f'unknown field "{named}"; mend: {mend}'
        raise ValueError(message)
