"""The JSON Schema of what people write and of what supctl puts out, made from the shapes themselves."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import cast

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaWarningKind

from supctl.documents import ORIGIN, Entry, Shape
from supctl.facts import Case, Record, Team, Worker
from supctl.policy import RecordTemplate
from supctl.policy.overlay import OverlayFile
from supctl.policy.reading import ClauseFile, PolicyFile, ReadingsFile

Schema = dict[str, object]

FILES: Mapping[str, tuple[type[Entry], str]] = {
    "worker": (Worker, "workers/<id>.toml"),
    "team": (Team, "teams/<id>.toml"),
    "case": (Case, "cases/<ref>.toml"),
    "record": (Record, "records/<yyyy>/<mm>/<id>.json"),
    "readings": (ReadingsFile, "readings.toml"),
    "overlay": (OverlayFile, "overlay.toml"),
    "policy": (PolicyFile, "policy.toml of an authority"),
    "clauses": (ClauseFile, "clauses.toml of an authority"),
    "form": (RecordTemplate, "forms/*.toml of an authority, or of the service"),
}
_NAMED_BY_FILE = {Worker, Team, Case}
_STEP_KEYS = ("steps", "digest")


class _Generator(GenerateJsonSchema):
    """Defaults that are shapes themselves have no form in JSON: they are left out, and nothing is said of it."""

    ignored_warning_kinds: set[JsonSchemaWarningKind] = {"non-serializable-default", "skipped-choice"}  # noqa: RUF012 - as pydantic has it


def file_schema(shape: type[Shape], name: str) -> Schema:
    """The schema of a file: the keys that people write, not where they were written."""
    made = _without_origin(shape.model_json_schema(by_alias=True, schema_generator=_Generator))
    if shape in _NAMED_BY_FILE:
        _drop(made, "id")
    if shape is Worker:
        _employment_at_the_top(made)
    if shape is Record:
        made = _sealed(made)
    return _titled(made, name)


def output_schema(shape: type, name: str) -> Schema:
    """The schema of an output."""
    mode: JsonSchemaMode = "serialization"
    return _titled(TypeAdapter(shape).json_schema(mode=mode, schema_generator=_Generator), name)


def schema_text(schema: Schema) -> str:
    """A schema as JSON."""
    return json.dumps(schema, indent=2)


def _titled(schema: Schema, name: str) -> Schema:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": f"supctl {name}"}


def _without_origin(schema: Schema) -> Schema:
    """The schema without the key under which an entry remembers where it was written."""
    definitions = cast("dict[str, Schema]", schema.get("$defs", {}))
    for name in ("Origin", "Document"):
        definitions.pop(name, None)
    for one in (schema, *definitions.values()):
        cast("Schema", one.get("properties", {})).pop(ORIGIN, None)
    return schema


def _drop(schema: Schema, key: str) -> None:
    cast("Schema", schema["properties"]).pop(key, None)
    schema["required"] = [one for one in cast("list[str]", schema.get("required", [])) if one != key]


def _employment_at_the_top(schema: Schema) -> None:
    """`started`, `ended` and `employment` as a word, in place of [[employment]] entries."""
    properties = cast("Schema", schema["properties"])
    day = {"type": "string", "format": "date"}
    properties["employment"] = {"anyOf": [{"type": "string"}, properties["employment"]]}
    properties |= {"started": day, "ended": day}
    schema["anyOf"] = [{"required": ["started"]}, {"required": ["employment"]}]


def _sealed(schema: Schema) -> Schema:
    """A record as its file has it: facts, their digest, and steps."""
    properties = cast("Schema", schema["properties"])
    steps, digest = (properties.pop(key) for key in _STEP_KEYS)
    definitions = schema.pop("$defs", {})
    return {
        "$defs": definitions,
        "type": "object",
        "properties": {"facts": schema, "digest": digest, "steps": steps},
        "required": ["facts", "digest", "steps"],
        "additionalProperties": False,
    }
