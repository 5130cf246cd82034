"""Words of a store that another policy does not know, where they stand; what has ended by then is left alone."""

from __future__ import annotations

from datetime import date

from supctl.checks.words import unknown_words
from supctl.documents import Document, Origin, read
from supctl.facts import Vocabulary
from supctl.testing.given import Given, service_of

DAY = date(2026, 11, 23)
OWN = """
[workers.asha]
started = 2025-01-06
employment = "permanent"
standing = [{ is = "listed-group", from = 2025-01-06 }]
[[workers.asha.post]]
from = 2025-01-06
role = "midwife"
[[workers.asha.planned]]
date = 2026-12-01
activity = "all-about-me"
[workers.gone]
started = 2024-01-01
standing = [{ is = "listed-group", from = 2024-01-01, to = 2026-11-22 }]
[[workers.gone.post]]
from = 2024-01-01
to = 2025-01-01
role = "midwife"
[[workers.gone.post]]
from = 2025-01-02
role = "social-worker"
[teams.hive]
name = "Hive"
kind = "nursery"
[cases.M1]
status = [{ from = 2026-01-01, category = "kinship" }]
event = [{ id = "e1", date = 2026-10-01, kind = "handed-over" }]
[cases.M2]
status = [{ from = 2026-01-01, category = "kinship" }, { from = 2026-11-01, category = "closed" }]
"""


def words() -> Vocabulary:
    core = Vocabulary()
    return Vocabulary(
        roles={**core.roles, "midwife": "other"},
        standings=(*core.standings, "listed-group"),
        activities=(*core.activities, "all-about-me"),
        categories=(*core.categories, "kinship"),
        events=(*core.events, "handed-over"),
        team_kinds=(*core.team_kinds, "nursery"),
    )


def found(day: date, known: Vocabulary) -> list[tuple[str | None, str]]:
    document = Document("given.toml", OWN)
    service = service_of(read(Given, document.values, Origin(document)), Origin(document), words())
    return [(one.subject, one.message.split('"')[1]) for one in unknown_words(service, known, day)]


def test_each_word_in_force_is_named_with_whose_it_is():
    assert found(DAY, Vocabulary()) == [
        ("hive", "nursery"),
        ("asha", "midwife"),
        ("asha", "listed-group"),
        ("asha", "all-about-me"),
        ("M1", "kinship"),
    ]


def test_what_ended_the_day_before_is_left_alone():
    assert ("gone", "listed-group") not in found(DAY, Vocabulary())
    assert ("gone", "listed-group") in found(date(2026, 11, 22), Vocabulary())


def test_a_policy_that_knows_them_all_leaves_nothing_to_settle():
    assert found(DAY, words()) == []
