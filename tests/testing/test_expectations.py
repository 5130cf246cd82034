"""Expectations on forms, escalations, criteria, retention and access: each key passes, and fails."""

from __future__ import annotations

import pytest

from supctl.documents import Document
from supctl.errors import InputError
from supctl.policy import Policy, PolicyDocuments, read_policy
from supctl.testing import Result, run_scenarios
from supctl.testing.conformance import rules_of, unreached
from supctl.testing.outcomes.forms import fold

POLICY = """
[authority]
contract = 1
id = "puddleby"
name = "Puddleby"

[[frequency]]
id = "personal-supervision"
subject = "worker"
counts = [{ activity = "personal-supervision" }]
  [[frequency.row]]
  id = "monthly"
  every = "1 month"
  clause = "P-1"

[[chain]]
id = "dispute"
title = "Dispute"
kind = "disagreement"
clause = "P-2"
  [[chain.step]]
  id = "talk"
  says = "The two talk."
  by = ["supervisee", "supervisor"]
  within = "5 working days"
  [[chain.step]]
  id = "decided"
  says = "Somebody above decides."
  by_role = "service-manager"
  [[chain.step]]
  id = "grievance"
  says = "By another procedure."
  outside = true

[[criterion]]
id = "frequency"
title = "1. Supervision \u2013 \u201coften enough\u201d"
judged = false
clause = "P-3"
  [[criterion.evidence]]
  in_time = "personal-supervision"

[[retention]]
id = "seven-years"
keep = "7 years"
clause = "P-4"
[[retention]]
id = "copies"
copies = true
clause = "P-1"

[[access]]
id = "the-two"
by = ["supervisee", "supervisor"]
clause = "P-5"
[[access]]
id = "audit"
purpose = "audit"
informed = true
clause = "P-5"
[[access]]
id = "with-consent"
by = "above"
consent = true
clause = "P-5"
"""
CLAUSES = '[[source]]\nid = "s"\ntitle = "S"\n' + "".join(
    f'[[clause]]\nid = "P-{number}"\nsource = "s"\nsection = "1"\nsays = "."\n' for number in range(1, 7)
)
FORM = """
id = "one-to-one"
title = "One\u2011to\u2011One Record"
activity = "personal-supervision"
clause = "P-6"
[[section]]
id = "head"
title = ""
[[section.field]]
id = "worker"
label = "Worker"
type = "person"
part = "supervisee"
required = true
[[section]]
id = "welfare"
title = "1. Worker\u2019s Welfare"
[[section.field]]
id = "notes"
label = "Notes"
type = "prose"
required = { standing = "probation" }
[[section.field]]
id = "mood"
label = "Mood"
type = "choice"
options = ["Good", "So \u2013 so", "Poor"]
[[section.field]]
id = "strain"
label = "Strain"
type = "rating"
lowest = 0
highest = 10
added = true
[[section.field]]
id = "tasks"
label = "Tasks"
type = "list"
at_most = 3
[[section.field]]
id = "signature"
label = "Signed"
type = "signature"
party = "supervisee"
date_label = "On"
[[section]]
id = "learner"
title = "Learning"
when = { role = "student" }
[[section.field]]
id = "table"
label = "Goals"
type = "rows"
[[section.field.column]]
id = "goal"
label = "Goal"
required = true
[[section.field.column]]
id = "state"
label = "State"
type = "choice"
options = ["open", "reached"]
[[section]]
id = "more"
title = "Added"
added = true
[[section.field]]
id = "private"
label = "Private?"
type = "yes-no"
[[section.field]]
id = "seen"
label = "Seen"
type = "evidence"
criterion = "frequency"
"""
IN_TIME = '"yes: personal supervision: 1 held, 1 in time"'
GIVEN = """
[[scenario]]
title = "An example"
as_of = 2026-03-02
[scenario.given.workers]
asha = { role = "social-worker", supervisor = "tom", started = 2026-01-05 }
nils = { role = "student", supervisor = "tom", standing = [{ is = "probation", from = 2026-01-05 }] }
gone = { role = "social-worker", started = 2020-01-06, ended = 2026-02-28 }
tom = { role = "team-manager", supervisor = "sue" }
sue = { role = "service-manager" }
[[scenario.given.records]]
id = "r1"
activity = "personal-supervision"
date = 2026-02-05
supervisee = "asha"
supervisor = "tom"
[[scenario.expect]]
"""
RAISED = 'escalation = { about = "asha", raised_by = "asha", kind = "disagreement" }'


@pytest.fixture(scope="module")
def policy() -> Policy:
    documents = [Document(name, text) for name, text in (("policy.toml", POLICY), ("clauses.toml", CLAUSES))]
    return read_policy(PolicyDocuments(*documents, (Document("forms/one-to-one.toml", FORM),)))


def run(policy: Policy, expect: str) -> Result:
    (result,) = run_scenarios(policy, [Document("some.toml", GIVEN + expect)])
    return result


@pytest.mark.parametrize(
    ("expect", "passed"),
    [
        # a finding of `check`: a duty that is not met is one, by its code or clause
        ('finding = "personal-supervision-overdue"\nsubject = "nils"', True),
        ('finding = "P-1"\nsubject = "nils"\nseverity = "error"\ncount = 1', True),
        ('finding = "P-1"\nsubject = "asha"', False),
        ('finding = "P-1"\nsubject = "asha"\npresent = false', True),
        ('finding = "P-1"\nsubject = "nils"\npresent = false', False),
        # titles and labels: in order, others between, and however they are printed
        ('form = "one-to-one"\nlabels = ["Worker", "Worker\'s welfare", "NOTES", "Goals", "Goal", "State"]', True),
        ('form = "one-to-one"\nlabels = ["One-to-one record", "Signed", "On"]', True),
        ('form = "one-to-one"\nlabels = ["Notes", "Worker"]', False),
        ('form = "one-to-one"\nlabels = ["Notes", "Notes"]', False),
        ('form = "one-to-one"\nlabels = "Note"', False),
        ('form = "One to One Record"\nlabels = "Notes"', None),
        ('form = "one-to-one record"\nlabels = "2) notes:"', True),
        ('form = "one-to-one"\nabsent = ["Goal setting", "Supervisor"]', True),
        ('form = "one-to-one"\nabsent = ["Supervisor", "mood"]', False),
        ('form = "one-to-one"\nrequired = ["Worker", "welfare.notes"]', True),
        ('form = "one-to-one"\nrequired = ["Mood"]', False),
        ('form = "one-to-one"\nrequired = ["Temper"]', False),
        ('form = "one-to-one"\noptions = ["good", "so - so", "reached"]', True),
        ('form = "one-to-one"\noptions = ["Poor", "Good"]', False),
        ('form = "one-to-one"\noptions = { Mood = ["Good", "So - so", "Poor"] }', True),
        ('form = "one-to-one"\noptions = { Mood = ["Good", "Poor"] }', False),
        ('form = "one-to-one"\noptions = { Temper = ["Good"] }', False),
        ('form = "one-to-one"\noptions = { Goals = ["open", "reached"] }', True),
        ('form = "one-to-one"\nsections = 2', True),
        ('form = "one-to-one"\nsections = 3', False),
        ('form = "one-to-one"\nfields = 6', True),
        ('form = "one-to-one"\nfields = 8', False),
        ('form = "one-to-one"\nderived = false', True),
        ('form = "one-to-one"\nderived = true', False),
        # by id, where a label stands twice or is its section's title
        ('form = "one-to-one"\nlabels = ["head.worker", "welfare.mood", "On"]', True),
        ('form = "one-to-one"\nlabels = ["welfare.mood", "welfare.notes"]', False),
        ('form = "one-to-one"\nrequired = ["table.learner"]', False),
        ('form = "one-to-one"\nrequired = ["Goal"]\noptional = ["learner.table.state"]', True),
        ('form = "one-to-one"\nrequired = ["learner.table.state"]', False),
        ('form = "one-to-one"\noptional = ["Mood"]', True),
        ('form = "one-to-one"\noptional = ["Worker"]', False),
        ('form = "one-to-one"\noptional = ["Temper"]', False),
        # what is not the authority's, and the numbers
        ('form = "one-to-one"\nadded = ["Added", "welfare.strain"]', False),
        ('form = "one-to-one"\nadded = ["welfare.strain", "Added"]', True),
        ('form = "one-to-one"\nadded = ["Strain"]', False),
        ('form = "one-to-one"\nscale = { Strain = [0, 10] }\nat_most = { "welfare.tasks" = 3 }', True),
        ('form = "one-to-one"\nscale = { Strain = [1, 10] }', False),
        ('form = "one-to-one"\nscale = { Mood = [0, 10] }', False),
        ('form = "one-to-one"\nat_most = { Tasks = 4 }', False),
        ('form = "one-to-one"\nat_most = { Chores = 3 }', False),
        # what is laid beside a field
        ('form = "one-to-one"\nsubject = "asha"\nevidence.Seen = ' + IN_TIME, True),
        ('form = "one-to-one"\nsubject = "nils"\nevidence.Seen = ' + IN_TIME, False),
        ('form = "one-to-one"\nsubject = "asha"\nevidence = { Notes = ["anything"] }', False),
        # for whom
        ('form = "one-to-one"\nsubject = "worker"', True),
        ('form = "one-to-one"\nsubject = "case"', False),
        ('form = "one-to-one"\nsubject = "asha"\nsections = 1\nabsent = "Learning"', True),
        ('form = "one-to-one"\nsubject = "nils"\nsections = 1', False),
        ('form = "one-to-one"\nsubject = "nils"\nlabels = ["Learning"]\nrequired = "Notes"', True),
        ('form = "one-to-one"\nsubject = "asha"\nrequired = "Notes"', False),
        ('form = "one-to-one"\nsubject = "asha"\nnone = true', False),
        # chains
        (RAISED + '\nsteps = [["asha", "tom"], "sue", "outside"]', True),
        (RAISED + '\nsteps = [["tom", "asha"], "service-manager", "outside"]', True),
        (RAISED + '\nsteps = ["sue", "outside"]', True),
        (RAISED + '\nsteps = ["sue"]', False),
        (RAISED + '\nsteps = [["asha", "tom"], "outside", "sue"]', False),
        (RAISED + '\nsteps = ["asha", "sue", "outside"]', False),
        (RAISED + '\nsteps = [["asha", "tom"], "team-manager", "outside"]', False),
        (RAISED + '\nnext = ["asha", "tom"]\nwithin = "5 working days"', True),
        (RAISED + '\nnext = "tom"', False),
        (RAISED + '\nwithin = "6 working days"', False),
        (RAISED.replace(" }", ', after = "talk" }') + '\nnext = "sue"\nwithin = "none"', True),
        (RAISED.replace(" }", ', after = "grievance" }') + '\nnext = "none"', True),
        (RAISED.replace(" }", ', after = "grievance" }') + '\nnext = "sue"', False),
        (RAISED + "\nnone = true", False),
        ('escalation = { about = "asha", clause = "P-3" }\nnone = true', True),
        ('escalation = { about = "r1", clause = "P-2" }\nsteps = ["sue", "outside"]', True),
        ('escalation = { about = "asha", kind = "practice" }\nnone = true', True),
        # criteria
        ('criterion = "frequency"\nsubject = "asha"\nresult = "met"', True),
        ('criterion = "frequency"\nsubject = "nils"\nresult = "not-met"', True),
        ('criterion = "frequency"\nsubject = "nils"\nresult = "met"', False),
        ('criterion = "Supervision - \'often enough\'"\nsubject = "asha"\nresult = "met"', None),
        ('criterion = "supervision - \\"often enough\\""\nsubject = "asha"\nresult = "met"', True),
        ('criterion = "P-3"\nsubject = "asha"\nresult = "met"', True),
        ('criterion = "frequency"\nsubject = "asha"\nevidence = "yes: personal supervision: 1 held, 1 in time"', True),
        ('criterion = "frequency"\nsubject = "asha"\nevidence = "yes: personal supervision: 2 held, 2 in time"', False),
        (
            """criterion = "frequency"\nsubject = "asha"\nfrom = 2026-02-06
            evidence = "yes: personal supervision: none held, due Thu 5 Mar 2026" """,
            True,
        ),
        # how long
        ('retain = "gone"\nuntil = 2033-02-28', True),
        ('retain = "gone"\nuntil = 2033-03-01', False),
        ('retain = "gone"\nnone = true', False),
        ('retain = "asha"\nnone = true', True),
        ('retain = "asha"\nuntil = 2033-02-28', False),
        ('retain = "r1"\nnone = true\nrule = "seven-years"', True),
        ('retain = "r1"\nnone = true\nrule = "copies"', False),
        ('retain = "gone"\nclause = "P-1"\nnone = true\nrule = "copies"', True),
        # who may read
        ('access = { to = "r1", by = "tom" }\nallowed = true', True),
        ('access = { to = "r1", by = "sue" }\nallowed = true', False),
        ('access = { to = "r1", by = "sue" }\nallowed = false\nrule = "with-consent"', True),
        ('access = { to = "r1", by = "sue", consent = true }\nallowed = true', True),
        ('access = { to = "r1", by = "director" }\nallowed = false', True),
        ('access = { to = "r1", by = "director", purpose = "audit" }\nallowed = true\ninformed = true', True),
        ('access = { to = "r1", by = "director", purpose = "audit" }\ninformed = false', False),
        ('access = { to = "P-5", by = "supervisor" }\nallowed = true\nrule = "the-two"', True),
        ('access = { to = "P-5", by = "supervisor" }\nallowed = true\nrule = "audit"', False),
        ('access = { to = "P-5", by = "tom", about = "asha" }\nallowed = true', True),
        ('access = { to = "P-5", by = "tom" }\nallowed = true', False),
    ],
)  # fmt: skip
def test_an_expectation_passes_or_fails(policy: Policy, expect: str, *, passed: bool | None) -> None:
    """None: it names what is not there, and is refused."""
    if passed is None:
        with pytest.raises(InputError, match="unknown"):
            run(policy, expect)
    else:
        assert run(policy, expect).passed is passed


@pytest.mark.parametrize(
    ("expect", "expected", "came"),
    [
        (
            'form = "one-to-one"\nlabels = ["Notes", "Worker"]',
            '"Worker" there and in this order',
            "it stands elsewhere",
        ),
        ('form = "one-to-one"\nabsent = "Mood"', 'no "Mood"', "it stands on the form"),
        ('form = "one-to-one"\nfields = 7', "7 printed fields", "6"),
        ('form = "one-to-one"\nadded = "Added"', "added: Added", "Strain, Added"),
        ('form = "one-to-one"\noptional = "Worker"', '"Worker" not required', "it is"),
        ('form = "one-to-one"\nscale.Strain = [1, 5]', '"Strain" from 1 to 5', "0 to 10"),
        ('form = "one-to-one"\nat_most.Tasks = 4', 'at most 4 of "Tasks"', "3"),
        (
            'form = "one-to-one"\nsubject = "nils"\nevidence.Seen = ["yes: all"]',
            'beside "Seen" the evidence "yes: all"',
            "no: personal supervision",
        ),
        (RAISED + '\nsteps = ["sue"]', "steps by sue", "asha and tom, then sue, then outside"),
        ('criterion = "frequency"\nsubject = "nils"\nresult = "met"', "result met", "result not-met"),
        ('retain = "gone"\nuntil = 2033-03-01', "until 2033-03-01", "until 2033-02-28"),
        ('access = { to = "r1", by = "sue" }\nallowed = true', "allowed True", "allowed False"),
    ],
)
def test_a_failure_says_what_came(policy: Policy, expect: str, expected: str, came: str) -> None:
    result = run(policy, expect)
    assert expected in result.expected
    assert came in result.came


@pytest.mark.parametrize(
    ("expect", "said"),
    [
        ('form = "one-to-one"', "it expects nothing of what it names\n  mend: say labels, required, absent"),
        (RAISED, "it expects nothing of what it names\n  mend: say steps, next, within"),
        ('criterion = "frequency"\nsubject = "asha"', "it expects nothing of what it names\n  mend: say result"),
        ('retain = "asha"', "it expects nothing of what it names\n  mend: say until, none"),
        ('access = { to = "r1", by = "tom" }', "it expects nothing of what it names\n  mend: say allowed, informed"),
        ('form = "one-to-one"\nevidence = "yes"', "the evidence of a criterion is a list of lines"),
        ('criterion = "frequency"\nsubject = "asha"\nevidence = { Seen = ["yes"] }', "that of a form a table"),
        ('labels = ["Notes"]', "it names nothing"),
        ('steps = ["sue"]', "it names nothing"),
        ("allowed = true", "it names nothing"),
        ('form = "one-to-one"\nsections = 1\ndue = 2026-03-02', "due says nothing of a form\n  mend: leave it out"),
        ('retain = "asha"\nnone = true\nsteps = ["sue"]', "steps says nothing of how long records are kept"),
        ('escalation = { about = "asha" }\nsteps = ["sue"]', "it names no chain\n  mend: say kind"),
        ('escalation = { kind = "disagreement" }\nsteps = ["sue"]', 'escalation.about" is missing'),
        ('escalation = { about = "asha", kind = "quarrel" }\nsteps = ["sue"]', 'unknown word for ".*escalation.kind"'),
        ('criterion = "frequency"\nsubject = "asha"\nresult = "fine"', 'unknown word for ".*result" "fine"'),
        ('form = "one-to-won"\nsections = 1', 'unknown form "one-to-won"\n.*did you mean "one-to-one"'),
        ('form = "one-to-one"\nsubject = "ahsa"\nsections = 1', 'unknown subject "ahsa"\n.*did you mean "asha"'),
        ('criterion = "frequncy"\nsubject = "asha"\nresult = "met"', 'unknown criterion "frequncy"\n.*"frequency"'),
        ('criterion = "frequency"\nsubject = "ahsa"\nresult = "met"', 'unknown subject "ahsa"'),
        (RAISED.replace('"disagreement"', '"practice"') + '\nsteps = ["sue"]', 'unknown kind of chain "practice"'),
        (RAISED.replace('about = "asha"', 'about = "ahsa"') + '\nsteps = ["sue"]', 'unknown subject "ahsa"'),
        (RAISED.replace('raised_by = "asha"', 'raised_by = "ahsa"') + '\nsteps = ["sue"]', 'unknown worker "ahsa"'),
        (RAISED.replace(" }", ', after = "tlak" }') + '\nnext = "sue"', 'unknown step "tlak"\n.*did you mean "talk"'),
        (RAISED + '\nsteps = ["seu"]', 'unknown worker, role or party "seu"\n.*did you mean "sue"'),
        (RAISED + '\nnext = "seu"', 'some.toml:19: unknown worker, role or party "seu"'),
        ('escalation = { about = "asha", clause = "P-9" }\nnone = true', 'unknown clause "P-9"'),
        ('retain = "ahsa"\nnone = true', 'unknown subject "ahsa"'),
        ('retain = "asha"\nnone = true\nclause = "P-9"', 'unknown clause "P-9"'),
        ('retain = "asha"\nnone = true\nrule = "monthly"', 'unknown rule "monthly"'),
        ('access = { to = "r9", by = "tom" }\nallowed = true', 'unknown record or clause "r9"'),
        ('access = { to = "r1", by = "tmo" }\nallowed = true', 'unknown worker, role or party "tmo"\n.*"tom"'),
        ('access = { to = "P-5", by = "tom", about = "ahsa" }\nallowed = true', 'unknown worker "ahsa"'),
    ],
)  # fmt: skip
def test_what_means_nothing_is_refused(policy: Policy, expect: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        run(policy, expect)


@pytest.mark.parametrize(
    ("taken", "who"),
    [
        ("", '["asha", "tom"]'),
        ('{ step = "talk", on = 2026-03-02 }', '"sue"'),
        ('{ step = "talk", on = 2026-03-03 }', '["asha", "tom"]'),
        ('{ step = "talk", on = 2026-03-01 }, { step = "decided", on = 2026-03-02 }', '"outside"'),
        ('{ step = "grievance", on = 2026-03-02 }', '"none"'),
    ],
)
def test_who_is_next_follows_from_the_steps_that_are_given(policy: Policy, taken: str, who: str) -> None:
    """Those taken by the day; a step dated later is not seen."""
    given = f'[scenario.given.escalations.e1]\nabout = "asha"\nkind = "disagreement"\nsteps = [{taken}]\n'
    text = GIVEN.replace("[[scenario.expect]]", given + "[[scenario.expect]]") + RAISED + f"\nnext = {who}"
    (result,) = run_scenarios(policy, [Document("some.toml", text)])
    assert (result.expected, result.came) == ("", "")


@pytest.mark.parametrize(
    ("expect", "passed"),
    [
        ('subject = "asha"\nactivity = "personal-supervision"\nhave = 0', False),
        ('subject = "asha"\nactivity = "personal-supervision"\ndays = 0', False),
        ('subject = "asha"\nactivity = "personal-supervision"\naway = false', True),
        ('form = "one-to-one"\nsections = 0', False),
        ('form = "one-to-one"\nderived = false', True),
    ],
)
def test_nothing_and_false_are_said_too(policy: Policy, expect: str, *, passed: bool) -> None:
    assert run(policy, expect).passed is passed


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ('about = "ahsa"\nkind = "disagreement"', 'unknown subject "ahsa"'),
        ('about = "asha"\nkind = "disagreement"\nsteps = [{ step = "tlak", on = 2026-03-02 }]', 'unknown step "tlak"'),
        ('about = "asha"\nclause = "P-9"', 'unknown clause "P-9"'),
    ],
)
def test_what_is_given_as_raised_has_to_be_there(policy: Policy, given: str, said: str) -> None:
    text = GIVEN.replace("[[scenario.expect]]", f"[scenario.given.escalations.e1]\n{given}\n[[scenario.expect]]")
    with pytest.raises(InputError, match=said):
        run_scenarios(policy, [Document("some.toml", text + RAISED + '\nnext = "sue"')])


def test_every_rule_form_chain_and_criterion_is_to_be_reached(policy: Policy) -> None:
    assert rules_of(policy) == {
        *("personal-supervision/monthly", "form/one-to-one", "chain/dispute", "criterion/frequency"),
        *("retention/seven-years", "retention/copies", "access/the-two", "access/audit", "access/with-consent"),
    }


@pytest.mark.parametrize(
    ("expect", "reached"),
    [
        ('form = "one-to-one"\nsections = 2', "form/one-to-one"),
        (RAISED + '\nsteps = ["sue", "outside"]', "chain/dispute"),
        ('criterion = "P-3"\nsubject = "asha"\nresult = "met"', "criterion/frequency"),
        ('retain = "gone"\nuntil = 2033-02-28', "retention/seven-years"),
        ('access = { to = "r1", by = "tom" }\nallowed = true', "access/the-two"),
    ],
)
def test_what_an_example_reaches(policy: Policy, expect: str, reached: str) -> None:
    """That rule, and no other of its kind."""
    result = run(policy, expect)
    assert result.reached == {reached}
    assert reached not in unreached(policy, [result])


def test_who_may_not_read_reaches_no_rule(policy: Policy) -> None:
    """A rule is shown by what it allows."""
    assert run(policy, 'access = { to = "r1", by = "sue" }\nallowed = false').reached == frozenset()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1. Welfare", "welfare"),
        ("2.1 Staff\u2019s welfare:", "STAFF'S  WELFARE"),
        ("a) First", "First"),
        ("(iv) Fourth", "fourth"),
        ("What\u2019s working \u2013 well", "what's working - well"),
    ],
)
def test_two_prints_of_one_title_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_what_differs_in_words_differs() -> None:
    """A number that is no numbering stays, and so does a first word of one letter."""
    assert len({fold(one) for one in ("10 cases", "cases", "A plan", "plan")}) == 4
