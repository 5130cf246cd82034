"""Sealed records: digests, links and the one form of their files."""

import json
from datetime import date

import pytest

from supctl.facts import Record, Step
from supctl.store.sealing import ORDER, as_bytes, broken_links, canonical_digest, plain, seal, sealed_record, with_step

RECORD = Record(
    id="2026-11-03-personal-supervision-a.begum-7k2m",
    activity="personal-supervision",
    date=date(2026, 11, 3),
    about=("M1001/e1",),
    every="4 weeks",
    steps=(Step(step="written", on=date(2026, 11, 3)), Step(step="shared", on=date(2026, 11, 4), to="a.begum")),
)


def test_a_digest_does_not_depend_on_the_order_of_keys() -> None:
    assert canonical_digest({"b": 1, "a": [True, None]}) == canonical_digest({"a": [True, None], "b": 1})


def test_a_digest_is_that_of_the_canonical_form() -> None:
    """Of {"a":1} by any other tool: printf '{"a":1}' | sha256sum."""
    expected = "sha256:015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"
    assert canonical_digest({"a": 1}) == expected


def test_each_step_is_linked_to_what_came_before() -> None:
    sealed = json.loads(as_bytes(sealed_record(RECORD)))
    written, shared = sealed["steps"]
    assert sealed["digest"] == written["previous"] == canonical_digest(sealed["facts"])
    assert shared["previous"] == written["digest"]
    assert shared["digest"] == canonical_digest({key: value for key, value in shared.items() if key != "digest"})
    assert list(broken_links(sealed)) == []


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        (lambda sealed: sealed["facts"].update(minutes=95), ["facts"]),
        (lambda sealed: sealed["steps"][0].update(on="2026-11-02"), ["step 1"]),
        (lambda sealed: sealed["steps"].pop(0), ["step 1"]),
        (lambda sealed: sealed["steps"].reverse(), ["step 1", "step 2"]),
        (lambda sealed: sealed["steps"].pop(), []),
    ],
    ids=["facts", "step", "lost-step", "order", "lost-last-step-shows-only-against-a-copy"],
)
def test_what_was_changed_after_sealing_is_found(change, broken: list[str]) -> None:
    sealed = json.loads(as_bytes(sealed_record(RECORD)))
    change(sealed)
    assert list(broken_links(sealed)) == broken


def test_a_later_step_leaves_what_is_there_as_it_is() -> None:
    sealed = sealed_record(RECORD)
    longer = with_step(sealed, {"step": "filed", "on": "2026-11-09"})
    assert longer["steps"][:-1] == sealed["steps"]
    assert list(broken_links(longer)) == []


def test_a_file_has_one_form() -> None:
    content = as_bytes(sealed_record(RECORD))
    assert content.isascii()
    assert content.endswith(b"}\n")
    assert b"\r" not in content
    assert as_bytes(json.loads(content)) == content
    shuffled = dict(reversed(json.loads(content).items())) | {}
    shuffled["facts"] = dict(reversed(shuffled["facts"].items()))
    assert as_bytes(shuffled) == content


def test_facts_hold_every_key_and_one_thing_it_is_about() -> None:
    facts = json.loads(as_bytes(sealed_record(RECORD)))["facts"]
    assert tuple(facts) == ORDER["facts"]
    assert (facts["about"], facts["every"], facts["source"]) == ("M1001/e1", "4 weeks", {"kind": "typed"})


def test_the_form_knows_every_key_of_a_record() -> None:
    """A key that a record gains gets its place in the file."""
    assert set(ORDER["facts"]) == keys_of(Record) - {"steps", "digest"}
    assert set(ORDER["steps"]) == keys_of(Step)
    for table in ("actions", "reviewed"):
        (shape,) = Record.model_fields[table].annotation.__args__[:1]
        assert set(ORDER[table]) == keys_of(shape)
    for table in ("source", "words"):
        assert set(ORDER[table]) == keys_of(Record.model_fields[table].annotation)


def keys_of(shape) -> set[str]:
    return {info.alias or name for name, info in shape.model_fields.items() if not info.exclude}


def test_what_a_record_cannot_hold_is_refused() -> None:
    with pytest.raises(TypeError, match="float"):
        plain({"rating": 7.5})
    with pytest.raises(ValueError, match="exceeds"):
        seal({"n": 2**60})
