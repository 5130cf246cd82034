"""Who may read a record; nobody is allowed by silence."""

from __future__ import annotations

from datetime import date

import pytest

from supctl.answers.access import Permission, Reading, may_read

from .written import policy_of, service_from

DAY = date(2026, 3, 2)
GIVEN = """
records = [
  { id = "r1", activity = "personal-supervision", date = 2026-02-02, supervisee = "asha", supervisor = "tom" },
  { id = "r2", activity = "observation", date = 2026-02-02, supervisee = "asha", supervisor = "lee", restricted = true},
  { id = "r3", activity = "personal-supervision", date = 2026-02-02, supervisee = "nils", supervisor = "tom" },
]
[workers]
asha = { role = "social-worker", supervisor = "tom", professional_supervisor = "pat" }
nils = { role = "student", supervisor = "tom" }
lee = { role = "social-worker", supervisor = "tom" }
tom = { role = "team-manager", supervisor = "sue" }
sue = { role = "service-manager", supervisor = "hal" }
hal = { role = "head-of-service" }
pat = { role = "principal-social-worker" }
"""


def reads(body: str, to: str, by: str, **more: str | bool) -> Permission:
    """Whether somebody reads by a rule of this body."""
    policy = policy_of(f'[[access]]\nid = "a"\nclause = "X-1"\n{body}\n')
    return may_read(service_from(GIVEN, policy), policy, DAY, to, Reading(by, **more))


def test_without_a_rule_nobody_reads() -> None:
    """Not even the two."""
    policy = policy_of("")
    for who in ("asha", "tom", "director"):
        assert may_read(service_from(GIVEN, policy), policy, DAY, "r1", Reading(who)) == Permission(allowed=False)


@pytest.mark.parametrize(
    ("body", "to", "allowed"),
    [
        ('by = "supervisee"', "r1", {"asha"}),
        ('by = "supervisor"', "r1", {"tom"}),
        ('by = ["supervisee", "professional-supervisor"]', "r1", {"asha", "pat"}),
        ('by = "above"', "r1", {"sue", "hal"}),
        ('by = "above"\nlevel = 1', "r1", {"sue"}),
        ('by = "above"\nlevel = 2', "r1", {"hal"}),
        ('by_role = "team-manager"', "r1", {"tom"}),
        ('by = "supervisor"\nof = "observation"', "r1", set()),
        ('by = "supervisor"', "r2", set()),
        ('by = "supervisor"\nrestricted = true', "r2", {"lee"}),
        ('by = "supervisor"\nrestricted = true', "r1", set()),
        ('by = "supervisor"\nwhen = { role = "student" }', "r1", set()),
        ('by = "supervisor"\nwhen = { role = "student" }', "r3", {"tom"}),
        ('by = "supervisor"\nfrom = 2026-03-03', "r1", set()),
        ('purpose = "audit"', "r1", set()),
    ],
)
def test_who_reads(body: str, to: str, allowed: set[str]) -> None:
    """Those whom the rule names, and no others."""
    people = ("asha", "nils", "lee", "tom", "sue", "hal", "pat")
    assert {who for who in people if reads(body, to, who).allowed} == allowed


def test_a_role_is_asked_by_its_name() -> None:
    assert reads('by_role = "director"', "r1", "director").allowed
    assert not reads('by_role = "director"', "r1", "team-manager").allowed


def test_a_purpose_has_to_be_the_one_named() -> None:
    """Alone it is for anybody; beside a party it is for that party only."""
    assert reads('purpose = ["audit", "inspection"]', "r1", "hal", purpose="audit").allowed
    assert not reads('purpose = ["audit", "inspection"]', "r1", "hal", purpose="curiosity").allowed
    assert not reads('purpose = "audit"\nby = "above"', "r1", "lee", purpose="audit").allowed
    assert reads('purpose = "audit"\nby = "above"', "r1", "sue", purpose="audit").allowed


def test_consent_opens_what_needs_it() -> None:
    """And without it the rule that would open is named."""
    without = reads('by = "above"\nconsent = true', "r1", "sue")
    assert (without.allowed, without.rule) == (False, None)
    assert without.needs_consent
    assert reads('by = "above"\nconsent = true', "r1", "sue", consent=True).allowed
    assert reads("consent = true", "r1", "lee", consent=True).allowed
    assert not reads('by = "above"\nconsent = true', "r1", "lee", consent=True).allowed


def test_whether_the_supervisee_is_told() -> None:
    assert reads('purpose = "audit"\ninformed = true', "r1", "hal", purpose="audit").informed
    assert not reads('purpose = "audit"', "r1", "hal", purpose="audit").informed
    assert not reads('by = "above"\ninformed = true', "r1", "lee").informed


def test_a_clause_is_asked_of_the_rules_that_cite_it() -> None:
    """Of a party by its name, and of a person beside whom it is about."""
    assert reads('by = "supervisor"', "X-1", "supervisor").allowed
    assert reads('by = "supervisor"', "X-1", "tom", about="asha").allowed
    assert not reads('by = "supervisor"', "X-1", "tom").allowed
    assert not reads('by = "supervisor"', "X-1", "lee", about="asha").allowed
    assert not reads('by = "supervisor"', "X-2", "supervisor").allowed


def test_whoever_supervised_then_reads_and_not_who_does_now() -> None:
    """The parties are those of the record; those above are those of today."""
    given = GIVEN.replace(
        'date = 2026-02-02, supervisee = "asha", supervisor = "tom"',
        'date = 2026-02-02, supervisee = "asha", supervisor = "lee"',
    )
    policy = policy_of('[[access]]\nid = "a"\nclause = "X-1"\nby = "supervisor"\n')
    service = service_from(given, policy)
    assert may_read(service, policy, DAY, "r1", Reading("lee")).allowed
    assert not may_read(service, policy, DAY, "r1", Reading("tom")).allowed


def test_somebody_who_has_left_reads_nothing() -> None:
    policy = policy_of('[[access]]\nid = "a"\nclause = "X-1"\nby = ["supervisor"]\n')
    left = GIVEN.replace('tom = { role = "team-manager"', 'tom = { ended = 2026-02-28, role = "team-manager"')
    service = service_from(left, policy)
    days = (date(2026, 2, 28), date(2026, 3, 1))
    assert [may_read(service, policy, day, "r1", Reading("tom")).allowed for day in days] == [True, False]
