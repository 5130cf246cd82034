"""The JSON Schema of files and outputs."""

import json

import pytest

from supctl.exchange.due.data import DueData
from supctl.exchange.schemas import FILES, file_schema, output_schema, schema_text


@pytest.mark.parametrize("name", FILES)
def test_a_file(name):
    text = schema_text(file_schema(FILES[name][0], name))
    made = json.loads(text)
    assert "@origin" not in text
    assert not {"Origin", "Document"} & set(made.get("$defs", {}))
    assert made["title"] == f"supctl {name}"


def test_the_id_is_the_name_of_the_file():
    made = file_schema(FILES["worker"][0], "worker")
    assert "id" not in made["properties"]
    assert {"started", "ended", "employment"} <= set(made["properties"])
    assert made["additionalProperties"] is False


def test_a_record_is_sealed():
    made = file_schema(FILES["record"][0], "record")
    assert list(made["properties"]) == ["facts", "digest", "steps"]
    assert "steps" not in made["properties"]["facts"]["properties"]


def test_an_output():
    made = output_schema(DueData, "due")
    assert list(made["properties"])[:4] == ["as_of", "authority", "opening", "obligations"]
    assert made["required"] == list(made["properties"])
