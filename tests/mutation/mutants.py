"""Every mutant of a policy: one thing in one file changed, and where it stands.

A mutant is a pure change of parsed TOML: the keys that lead to a value, and what stands there instead. Which keys there
are, and what each may hold, comes from the shapes of `supctl.policy`; a new key of the language is mutated by itself.

Changed are: every number, interval and day by its smallest step; every truth; every word of a short list of the
language (severity, agreed, within ...). Dropped are: every key that may be left out, every word of a list, every table
of a list. Swapped are neighbours whose order says something (tables by `ORDERED`, and the options of a field), and a
reading's default with its other option.

Left alone is what says nothing of what is due, asked or allowed:
  TEXT   ids and citations (the reader and `authority coverage` hold those) and what people read: titles, labels,
         prompts, statements, names
  FIELD  of which kind a field of a form is and whose answer it holds: the tests of the forms hold that
  the kind of test of a requirement, which is another requirement; clauses.toml; notes on a clause (readings without
  options); the head of the policy
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from supctl.documents import Document, Key, Shape
from supctl.facts.words import ACTIVITIES
from supctl.policy import Activity, Conditions, EscalationChain, Interpretation, Policy, Role, Rule
from supctl.policy.reading import PolicyFile
from supctl.policy.sources import MoreWords

from .changes import Kinds, instead

TEXT = frozenset(
    {"id", "clause", "title", "label", "name", "short", "heading", "synonyms", "prompt", "says", "asks", "ends"}
    | {"group", "version", "completed_by", "goes_to"}
)
FIELD = frozenset({"type", "part", "known", "party", "many"})
LEFT_ALONE = TEXT | FIELD | {"test", "authority"}
ORDERED = frozenset({"row", "step", "chain", "section", "field", "column"})
ONE_OF = ("role", "team_kind", "employment")
"""Conditions of which one word holds on a day, so that two rows with other words never meet."""
WORDS = Activity | Role | MoreWords
"""What makes the words of a policy, which are put together before any scenario is asked: any of them may tell it."""


class Gone:
    """Stands where something is left out."""

    def __repr__(self) -> str:
        return "dropped"


GONE = Gone()
Read = tuple[int, str]
"""A key of a shape (by its identity) that an answer may look at; no key: anything of it."""


@dataclass(frozen=True, eq=False)
class Mutant:
    """One change: `place` leads to what is replaced by `new`; `at` to where it is written; `reads` to who looks at it.

    `name`: the ids and keys that lead there, which stay the same while other rows come and go. No `reads`: anybody may.
    """

    document: Document = field(repr=False)
    name: str
    change: str
    at: Key
    place: Key
    new: object = field(repr=False)
    reads: tuple[Read, ...] = field(default=(), repr=False)
    about: frozenset[str] = field(default=frozenset(), repr=False)
    """The ids on the way there, and the clauses cited on it."""

    def __str__(self) -> str:
        return f"{self.name}: {self.change}"


@dataclass(frozen=True)
class Table:
    """A table of a file: what was read of it, and what is written there."""

    document: Document
    key: Key
    name: str
    shape: Shape
    values: Mapping[str, object]
    about: frozenset[str] = frozenset()

    def below(self, key: str, shape: Shape, values: Mapping[str, object], index: int | None = None) -> Table:
        """A table inside this one; one of a list by its id, else its number."""
        place = (*self.key, key) if index is None else (*self.key, key, index)
        name = f"{self.name}.{key}" if self.name else key
        if index is not None:
            name += f".{values.get('id', index + 1)}"
        cited = values.get("clause", ())
        about = {*([cited] if isinstance(cited, str) else cited), str(values.get("id", ""))}
        return Table(self.document, place, name, shape, values, self.about | about)

    def mutant(self, key: str, change: str, new: object, *reads: Read) -> Mutant:
        """A change of one key of this table."""
        place = (*self.key, key)
        looked_at = () if isinstance(self.shape, WORDS) else reads
        return Mutant(self.document, f"{self.name}.{key}", change, place, place, new, looked_at, self.about)

    def without(self) -> Mutant:
        """This table of a list left out."""
        return Mutant(self.document, self.name, "dropped", self.key, self.key, GONE, _looked_at(self.shape), self.about)


def mutants_of(policy: Policy, file: Table, forms: Sequence[Table]) -> Iterator[Mutant]:
    """Every mutant of a policy's files, in their order."""
    roles = policy.vocabulary.roles
    for key in PolicyFile.model_fields:
        written = file.values.get(key)
        if key in LEFT_ALONE or not written:
            continue
        if isinstance(written, Mapping):
            yield from _of_table(file.below(key, getattr(file.shape, key), written), roles)
        else:
            yield from _of_tables(file, key, getattr(file.shape, key), written, roles)
    for form in forms:
        yield from _of_table(form, roles)


def _of_table(table: Table, roles: Mapping[str, str]) -> Iterator[Mutant]:
    """Every key of a table that says something, dropped and changed, and all that is inside it."""
    if isinstance(table.shape, Interpretation):
        yield from _other_default(table)
        return
    for name, info in type(table.shape).model_fields.items():
        key = info.alias or name
        if key not in table.values or key in LEFT_ALONE:
            continue
        value, read, inside = table.values[key], (id(table.shape), name), getattr(table.shape, name)
        if not info.is_required():
            yield table.mutant(key, f"{said(value)} dropped", GONE, read)
        if isinstance(value, Mapping):
            shape = inside[0] if isinstance(inside, tuple) else inside
            yield from _of_table(table.below(key, shape, value), roles)
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            yield from _of_tables(table, key, inside, value, roles)
        elif isinstance(value, list):
            yield from _of_words(table, key, value, read)
        else:
            for new in instead(value, Kinds.of(info.annotation)):
                if info.is_required() or new != info.default:  # as good as dropped
                    yield table.mutant(key, f"{said(value)} -> {said(new)}", new, read)


def _of_tables(
    table: Table, key: str, shapes: Sequence[Shape], written: Sequence[Mapping[str, object]], roles: Mapping[str, str]
) -> Iterator[Mutant]:
    """A list of tables: each dropped, each changed, and neighbours swapped whose order says something."""
    both = zip(shapes, written, strict=True)
    parts = [table.below(key, shape, values, index) for index, (shape, values) in enumerate(both)]
    for index, part in enumerate(parts):
        if (len(parts) > 1 or not table.key) and not _is_a_name(part.shape):
            yield part.without()
        if index and key in ORDERED and _order_matters(parts[index - 1].shape, part.shape, roles):
            above = parts[index - 1]
            swapped = [*written[: index - 1], part.values, above.values, *written[index + 1 :]]
            reads = (*_looked_at(above.shape), *_looked_at(part.shape))
            change = f"swapped with {above.values.get('id', index)} above it"
            yield Mutant(
                table.document, part.name, change, part.key, (*table.key, key), swapped, reads, part.about | above.about
            )
        yield from _of_table(part, roles)


def _of_words(table: Table, key: str, words: Sequence[object], read: Read) -> Iterator[Mutant]:
    for index, word in enumerate(words if len(words) > 1 else ()):
        rest = [*words[:index], *words[index + 1 :]]
        yield table.mutant(key, f"{said(word)} dropped", rest, read)
        if index and key == "options":
            swapped = [*words[: index - 1], word, words[index - 1], *words[index + 1 :]]
            yield table.mutant(key, f"{said(word)} swapped with the one above it", swapped, read)


def _other_default(table: Table) -> Iterator[Mutant]:
    """A reading whose default is the next of its options."""
    options = table.values.get("option")
    if not isinstance(options, list) or not isinstance(table.shape, Interpretation):
        return
    at = next(index for index, one in enumerate(options) if one.get("default"))
    other = (at + 1) % len(options)
    plain = [{key: value for key, value in one.items() if key != "default"} for one in options]
    plain[other]["default"] = True
    reads = tuple((id(option), "default") for option in table.shape.option)
    yield table.mutant("option", f"the default {options[at]['id']} -> {options[other]['id']}", plain, *reads)


def _is_a_name(shape: Shape) -> bool:
    """Whether a table only gives a name to what the core knows, or says what is unclear."""
    return isinstance(shape, Interpretation) or (isinstance(shape, Activity) and shape.id in ACTIVITIES)


def _looked_at(shape: Shape) -> tuple[Read, ...]:
    """Whoever looks at anything of it."""
    return () if isinstance(shape, WORDS) else ((id(shape), ""),)


def _order_matters(above: Shape, below: Shape, roles: Mapping[str, str]) -> bool:
    """Whether somebody may fall under both, so that the first of the two decides."""
    if isinstance(above, EscalationChain) and isinstance(below, EscalationChain):
        same = above.kind == below.kind if above.kind or below.kind else not set(above.clause).isdisjoint(below.clause)
        by_role = above.with_role and below.with_role and set(above.with_role).isdisjoint(below.with_role)
        if by_role or not same:
            return False
    if isinstance(above, Rule) and isinstance(below, Rule):
        readings = [one.under.rpartition(":")[0] for one in (above, below) if one.under]
        one_or_other = len(readings) > 1 and readings[0] == readings[1] and above.under != below.under
        spared = any(
            one.unless and one.unless.include(two.when, roles) for one, two in ((above, below), (below, above))
        )
        return not (one_or_other or spared or _apart(above.when, below.when, roles))
    return True


def _apart(one: Conditions, other: Conditions, roles: Mapping[str, str]) -> bool:
    """Whether nobody fits both, since of one of these conditions one word holds at a time."""
    both = [(one.words().get(name), other.words().get(name)) for name in ONE_OF]
    groups = [_groups(conditions, roles) for conditions in (one, other)]
    return any(a and b and set(a).isdisjoint(b) for a, b in [*both, (groups[0], groups[1])])


def _groups(conditions: Conditions, roles: Mapping[str, str]) -> tuple[str, ...]:
    named = conditions.words()
    return named.get("role_group") or tuple(roles.get(role, "") for role in named.get("role", ()))


def said(value: object) -> str:
    """A value as it stands in a list of mutants: as in TOML, and short."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping | list):
        inside = ", ".join(map(str, value)) if value and not isinstance(next(iter(value)), Mapping) else "..."
        return f"[{inside}]" if isinstance(value, list) else "{ " + inside + " }"
    return f'"{value}"' if isinstance(value, str) else str(value)


def applied(values: object, place: Key, new: object) -> object:
    """A copy of parsed TOML with `new` at `place`; what does not lie on the way there is the same object as before."""
    if not place:
        return new
    key, rest = place[0], place[1:]
    if isinstance(values, list) and isinstance(key, int):
        inside = [] if not rest and new is GONE else [applied(values[key], rest, new)]
        return [*values[:key], *inside, *values[key + 1 :]]
    if isinstance(values, Mapping) and isinstance(key, str):
        if not rest and new is GONE:
            return {name: value for name, value in values.items() if name != key}
        return {**values, key: applied(values[key], rest, new)}
    message = f"nothing is written at {place}"
    raise KeyError(message)
