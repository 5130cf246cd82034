"""The mutants of a tiny policy: what is changed, what tells it, and what nobody tells is found."""

import datetime as dt
from dataclasses import dataclass

import pytest

from supctl.documents import Document
from supctl.errors import InputError, PolicyError
from supctl.policy import PolicyDocuments
from supctl.policy.frequency import Row
from supctl.testing.scenarios import read_scenarios

from .changes import Kinds, instead, intervals
from .explained import explained_in
from .looking import looks
from .mutants import GONE, applied
from .report import Report
from .trials import Parts, Trials

CLAUSES = """
[[source]]
id = "tiny"
title = "A tiny policy"

[[clause]]
id = "T-1"
source = "tiny"
section = "1"
says = "Managers six-weekly, everybody else four-weekly."
"""
POLICY = """
[authority]
contract = 1
id = "tiny"
name = "Tiny"

[[frequency]]
id = "supervision"
counts = [{ activity = "personal-supervision" }]

  [[frequency.row]]
  id = "manager"
  when = { role_group = ["manager", "senior-manager"] }
  every = "6 weeks"
  clause = "T-1"

  [[frequency.row]]
  id = "everybody"
  every = "4 weeks"
  clause = "T-1"
"""
FORM = """
id = "record"
title = "Record"
activity = "personal-supervision"
clause = "T-1"

[[section]]
id = "head"
title = "Head"

  [[section.field]]
  id = "date"
  label = "Date"
  type = "date"

  [[section.field]]
  id = "mood"
  label = "Mood"
  type = "rating"
  lowest = 0
  highest = 10
"""
SEEN = """
[[scenario]]
title = "A {role} seen on 2 March"
as_of = 2026-03-03
given.workers.asha = {{ role = "{role}", supervisor = "tom" }}
given.records = [{{ activity = "personal-supervision", date = 2026-03-02, supervisee = "asha", supervisor = "tom" }}]
expect = [{{ subject = "asha", policy = "supervision", due = {due} }}]
"""
WORKER = SEEN.format(role="social-worker", due="2026-03-30")
MANAGER = SEEN.format(role="team-manager", due="2026-04-13")
DIRECTOR = SEEN.format(role="director", due="2026-04-13")
PRINTED = """
[[scenario]]
title = "The form"
as_of = 2026-03-03

  [[scenario.expect]]
  form = "record"
  labels = ["Record", "Head", "Date", "Mood"]
  scale.Mood = [0, 10]
"""


@dataclass(frozen=True)
class Found:
    """What came of the mutants of a policy: name and change -> verdict."""

    report: Report
    verdicts: dict[str, str]

    @property
    def survivors(self):
        return [str(one) for one in self.report.survivors]


def parts(policy=POLICY, *forms):
    texts = [Document(f"tiny/forms/{number}.toml", form) for number, form in enumerate(forms)]
    return Parts(
        PolicyDocuments(Document("tiny/policy.toml", policy), Document("tiny/clauses.toml", CLAUSES), tuple(texts))
    )


def tried(scenarios, policy=POLICY, *forms, every=False, explained=()):
    made = parts(policy, *forms)
    trials = Trials(made, read_scenarios([Document("scenarios.toml", scenarios)]), every=every)
    came = {mutant: trials.came_of(mutant) for mutant in made.mutants()}
    report = Report("tiny", came, explained, trials.failing)
    return Found(report, {str(mutant): one.verdict for mutant, one in came.items()})


# --- what is changed ----------------------------------------------------------------------------------------------


def test_every_key_that_says_something_is_a_mutant():
    assert [str(one) for one in parts().mutants()] == [
        "frequency.supervision: dropped",
        "frequency.supervision.counts: [...] dropped",
        'frequency.supervision.counts.1.activity: "personal-supervision" dropped',
        "frequency.supervision.row: [...] dropped",
        "frequency.supervision.row.manager: dropped",
        "frequency.supervision.row.manager.when: { role_group } dropped",
        "frequency.supervision.row.manager.when.role_group: [manager, senior-manager] dropped",
        'frequency.supervision.row.manager.when.role_group: "manager" dropped',
        'frequency.supervision.row.manager.when.role_group: "senior-manager" dropped',
        'frequency.supervision.row.manager.every: "6 weeks" dropped',
        'frequency.supervision.row.manager.every: "6 weeks" -> "41 days"',
        'frequency.supervision.row.manager.every: "6 weeks" -> "43 days"',
        "frequency.supervision.row.everybody: dropped",
        "frequency.supervision.row.everybody: swapped with manager above it",
        'frequency.supervision.row.everybody.every: "4 weeks" dropped',
        'frequency.supervision.row.everybody.every: "4 weeks" -> "27 days"',
        'frequency.supervision.row.everybody.every: "4 weeks" -> "29 days"',
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "changed"),
    [
        ("4 weeks", ["27 days", "29 days"]),
        ("fortnightly", ["13 days", "15 days"]),
        ("5 working days", ["4 working days", "6 working days"]),
        ("0 days", ["1 day"]),
        ("1 month", ["0 months", "2 months", "30 days", "31 days"]),
        ("12 months", ["11 months", "13 months", "365 days", "366 days"]),
        ("7 years", ["6 years", "8 years", "2556 days", "2557 days"]),
    ],
)
def test_an_interval_is_changed_by_its_smallest_step(written, changed):
    assert list(intervals(written)) == changed


@pytest.mark.parametrize(
    ("key", "written", "changed"),
    [
        ("exempt", True, [False]),
        ("times", 2, [1, 3]),
        ("from_", dt.date(2026, 3, 1), [dt.date(2026, 2, 28), dt.date(2026, 3, 2)]),
        ("agreed", "any", ["shorter", "only"]),
        ("limit", "none", []),
        ("limit", "3 days", ["2 days", "4 days"]),
        ("under", "WSX-16:monthly", []),
    ],
)
def test_a_value_becomes_its_neighbour(key, written, changed):
    """A number one less and one more, a day the day before and after, a word of the language another one."""
    assert list(instead(written, Kinds.of(Row.model_fields[key].annotation))) == changed


def test_rows_for_other_people_are_not_swapped():
    """Nobody has two roles in one post, so their order decides nothing."""
    rows = POLICY.replace('id = "everybody"', 'id = "everybody"\n  when = { role = "social-worker" }')
    assert not [one for one in parts(rows).mutants() if "swapped" in one.change]


def test_a_change_leaves_everything_else_the_same_object():
    values = {"a": [{"b": 1}, {"b": 2}], "c": {}}
    made = applied(values, ("a", 1, "b"), 3)
    assert made == {"a": [{"b": 1}, {"b": 3}], "c": {}}
    assert made["a"][0] is values["a"][0]
    assert applied(values, ("a", 0), GONE) == {"a": [{"b": 2}], "c": {}}
    assert applied(values, ("a", 0, "b"), GONE) == {"a": [{}, {"b": 2}], "c": {}}
    assert values == {"a": [{"b": 1}, {"b": 2}], "c": {}}


# --- what comes of them -------------------------------------------------------------------------------------------


def test_a_survivor_is_found_by_file_line_and_key():
    """Nobody shows a senior manager: that a row says so makes no difference to any example."""
    found = tried(WORKER + MANAGER)
    assert found.survivors == ['frequency.supervision.row.manager.when.role_group: "senior-manager" dropped']
    assert "survived: tiny/policy.toml:13  frequency.supervision.row.manager.when" in "\n".join(found.report.lines(0))
    assert found.report.is_wrong


def test_with_an_example_more_nothing_survives():
    found = tried(WORKER + MANAGER + DIRECTOR)
    assert found.survivors == []
    assert not found.report.is_wrong


def test_what_does_not_load_is_counted_apart():
    found = tried(WORKER + MANAGER + DIRECTOR)
    assert found.verdicts['frequency.supervision.row.everybody.every: "4 weeks" dropped'] == "refused"
    assert found.verdicts["frequency.supervision.row.everybody: swapped with manager above it"] == "killed"
    assert [*found.report.lines(0)] == ["tiny: 17 mutants in 0 s: 12 killed, 5 refused, 0 explained, 0 survived"]


def test_what_an_example_names_and_is_no_more_there_is_refused():
    """The example expects that nothing is owed, which would hold just as well without the rule."""
    none = WORKER.replace("due = 2026-03-30", 'rule = "manager", none = true')
    assert tried(none).verdicts["frequency.supervision.row.manager: dropped"] == "refused"


def test_the_numbers_and_lines_of_a_form_are_mutated():
    found = tried(WORKER + MANAGER + DIRECTOR + PRINTED, POLICY, FORM)
    of_form = {name: verdict for name, verdict in found.verdicts.items() if name.startswith("form.")}
    assert of_form["form.record.section.head.field.mood.highest: 10 -> 11"] == "killed"
    assert of_form["form.record.section.head.field.mood: swapped with date above it"] == "killed"
    assert set(of_form.values()) == {"killed", "refused"}


def test_to_hold_each_against_every_example_finds_the_same():
    """A scenario that never looked at a key comes out the same whatever stands there."""
    examples = WORKER + MANAGER + PRINTED
    assert tried(examples, POLICY, FORM).verdicts == tried(examples, POLICY, FORM, every=True).verdicts


AS_ANOTHER = (
    POLICY
    + """
[[deadline]]
id = "told"
after = { activity = "observation" }
must = { activity = "management-comment", by = "supervisor" }
within = "5 days"
clause = "T-1"

[[deadline]]
id = "told-too"
after = { activity = "appraisal" }
must = { as = "told" }
within = "3 days"
clause = "T-1"
"""
)
COMMENTED = """
[[scenario]]
title = "An appraisal on 2 March, and a comment by somebody else: due on the 5th"
as_of = 2026-03-04
given.workers.asha = { role = "social-worker", supervisor = "tom" }
given.records = [
  { activity = "appraisal", date = 2026-03-02, supervisee = "asha", supervisor = "tom" },
  { activity = "management-comment", date = 2026-03-03, supervisee = "asha", supervisor = "ann" },
]
expect = [{ subject = "asha", policy = "told-too", due = 2026-03-05 }]
"""


def test_what_is_made_up_of_another_rule_is_told_by_its_examples():
    """Who looks at the other rule cannot be noted where a copy of it is looked at."""
    found = tried(WORKER + COMMENTED, AS_ANOTHER)
    assert found.verdicts['deadline.told.must.by: "supervisor" dropped'] == "killed"
    assert found.verdicts["deadline.told-too: dropped"] == "killed"
    assert found.verdicts == tried(WORKER + COMMENTED, AS_ANOTHER, every=True).verdicts


def test_a_word_that_only_facts_use_is_told_by_any_example():
    """The words are put together once, before any example is asked."""
    words = POLICY + '\n[words]\nstanding = ["agency", "returning"]\n'
    given = 'role = "social-worker"', 'role = "social-worker", standing = [{ from = 2026-01-05, is = "agency" }]'
    found = tried(MANAGER + DIRECTOR + WORKER.replace(*given), words)
    assert found.verdicts['words.standing: "agency" dropped'] == "refused"
    assert found.survivors == ['words.standing: "returning" dropped']


def test_what_is_looked_at_is_noted_and_no_longer_than_asked():
    row = parts().file.frequency[0].row[0]
    with looks() as seen:
        assert row.exempt is False
    assert seen == {(id(row), "exempt")}
    assert row.every
    assert seen == {(id(row), "exempt")}


def test_an_example_that_fails_as_it_is_is_said_and_left_out():
    found = tried(SEEN.format(role="social-worker", due="2026-03-29"))
    assert found.report.failing
    assert found.report.is_wrong
    assert "killed" not in found.verdicts.values()


def test_a_policy_that_does_not_fit_together_is_not_measured():
    with pytest.raises(PolicyError):
        tried(WORKER, POLICY.replace('"T-1"', '"T-2"'))


# --- what cannot matter -------------------------------------------------------------------------------------------

SURVIVOR = 'frequency.supervision.row.manager.when.role_group: "senior-manager" dropped'


def explained(tmp_path, *names):
    path = tmp_path / "mutation.toml"
    path.write_text(
        f"[[cannot-matter]]\nmutants = {[*names]}\nbecause = 'No senior managers here.'\n", encoding="utf-8"
    )
    return explained_in(path)


def test_a_survivor_with_a_reason_is_no_fault(tmp_path):
    found = tried(WORKER + MANAGER, explained=explained(tmp_path, SURVIVOR))
    assert not found.report.is_wrong
    assert "1 explained, 0 survived" in [*found.report.lines(0)][-1]


@pytest.mark.parametrize("name", [SURVIVOR, "frequency.supervision.row.nobody: dropped"], ids=["killed", "gone"])
def test_a_reason_for_what_does_not_survive_is_a_fault(tmp_path, name):
    found = tried(WORKER + MANAGER + DIRECTOR, explained=explained(tmp_path, name))
    assert found.report.is_wrong
    assert "/mutation.toml:1  " in "\n".join(found.report.lines(0))


def test_a_reason_is_needed(tmp_path):
    path = tmp_path / "mutation.toml"
    path.write_text("[[cannot-matter]]\nmutants = ['x: dropped']\n", encoding="utf-8")
    with pytest.raises(InputError):
        explained_in(path)
