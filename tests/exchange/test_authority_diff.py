"""Two policies side by side: by what they do to the same person or child, and never what counts different things."""

from __future__ import annotations

from datetime import date

from tests.answers.written import policy_of

from supctl.exchange.authority.diff.lines import SideBySide
from supctl.exchange.authority.diff.shapes import CellData, DiffData, LineData, MatterData
from supctl.exchange.authority.diff.text import diff_markdown, diff_plain, diff_text, only_changes, side_data
from supctl.policy import Choice, Policy

DAY = date(2026, 11, 23)


def rows(*rows: str, activity: str = "personal-supervision", subject: str = "worker", counts: str = "") -> str:
    made = "".join(f'  [[frequency.row]]\n  id = "row-{n}"\n  clause = "X-1"\n  {row}\n' for n, row in enumerate(rows))
    counted = counts or f'{{ activity = "{activity}" }}'
    return f'[[frequency]]\nid = "{activity}-{subject}"\nsubject = "{subject}"\ncounts = [{counted}]\n{made}'


def deadline(after: str, must: str, within: str = "", more: str = "") -> str:
    limit = f'within = "{within}"\n' if within else ""
    return f'[[deadline]]\nid = "d"\nclause = "X-2"\nafter = {{ {after} }}\nmust = {{ {must} }}\n{limit}{more}\n'


def matters(first: str, second: str) -> dict[str, MatterData]:
    return {one.id: one for one in SideBySide(policy_of(first), policy_of(second), DAY).matters()}


def lines(first: str, second: str, matter: str) -> dict[str, tuple[str, str]]:
    """What the two say, by the label of each line."""
    return {_label(line): (_said(line.first), _said(line.second)) for line in matters(first, second)[matter].lines}


def _label(line: LineData) -> str:
    return ": ".join(part for part in (line.group, line.label) if part)


def _said(cell: CellData) -> str:
    return cell.said or "; ".join(entry.text for entry in cell.entries)


NEW = 'when = { standing = "newly-qualified", tenure_under = "6 weeks" }\n  every = "1 week"'
HALF = 'when = { standing = "newly-qualified", tenure_under = "6 months" }\n  every = "2 weeks"'
FOUR = 'every = "4 weeks"'


def test_rows_with_different_conditions_line_up_by_what_they_do_to_the_same_person():
    """One policy goes by weeks of employment, the other by the role alone."""
    first = rows(NEW, HALF, FOUR)
    second = rows('when = { role_group = "direct-work" }\n  every = "1 month"')
    assert lines(first, second, "worker") == {
        "qualified": ("every 4 weeks", "monthly"),
        "newly qualified: first 6 weeks": ("weekly", "as qualified"),
        "newly qualified: to 6 months": ("fortnightly", "as qualified"),
        "student, residential staff, manager, senior manager, other staff": ("as qualified", "not in this policy"),
    }


def test_thresholds_of_both_policies_cut_the_time_and_stages_alike_are_one():
    first = rows(NEW, FOUR)
    second = rows(HALF, FOUR)
    assert lines(first, second, "worker") == {
        "qualified": ("every 4 weeks", "every 4 weeks"),
        "newly qualified: first 6 weeks": ("weekly", "fortnightly"),
        "newly qualified: to 6 months": ("as qualified", "fortnightly"),
    }


def test_a_standing_a_role_and_an_employment_that_one_policy_tells_apart():
    first = rows(
        'when = { standing = "probation" }\n  agreed = "only"',
        'when = { role = "practice-manager" }\n  every = "6 weeks"',
        'when = { employment = "locum" }\n  every = "2 weeks"',
        FOUR,
    )
    told = lines(first, rows(FOUR), "worker")
    assert told["on probation"] == ("as agreed, no number given", "as qualified")
    assert told["practice manager"] == ("every 6 weeks", "as qualified")
    assert told["locum"] == ("fortnightly", "as qualified")


def test_categories_of_which_both_say_the_same_are_one_line():
    first = rows(
        'when = { category = ["child-protection", "court"] }\n  every = "4 weeks"',
        'when = { category = "looked-after" }\n  every = "8 weeks"',
        subject="case",
        activity="case-supervision",
    )
    second = rows('every = "8 weeks"', subject="case", activity="case-supervision")
    told = lines(first, second, "child")
    assert told["child protection plan, court"] == ("every 4 weeks", "every 8 weeks")
    assert told["looked after"] == ("every 8 weeks", "every 8 weeks")
    differing = [_label(one) for one in only_changes([matters(first, second)["child"]])[0].lines]
    assert "looked after" not in differing
    assert "child protection plan, court" in differing


def test_what_is_counted_per_worker_is_not_set_beside_what_is_counted_per_child():
    first = rows('every = "4 weeks"', subject="case", activity="case-supervision")
    second = rows('every = "1 month"', activity="case-supervision")
    child = matters(first, second)["child"].lines
    assert {line.refused for line in child} == {"no date for a child: counted per worker"}
    assert all(line.differs for line in child)
    page = diff_text(_diff(policy_of(first), policy_of(second)))
    assert page.count("! no date for a child") == 1
    assert "! cannot be set side by side" in page
    assert "cannot be set side by side" in diff_plain(_diff(policy_of(first), policy_of(second)))


def test_the_reading_by_which_a_child_has_no_date_is_named():
    reading = """
[[interpretation]]
id = "R-1"
clause = "X-3"
says = "Of each worker, or of each child?"
  [[interpretation.option]]
  id = "worker"
  label = "Of each worker"
  default = true
  [[interpretation.option]]
  id = "child"
  label = "Of each child"
"""
    worker = 'under = "R-1:worker"\n  exempt = true'
    child = 'under = "R-1:child"\n  every = "1 month"'
    second = (
        rows('under = "R-1:worker"\n  every = "1 month"', activity="case-supervision")
        + rows(worker, child, subject="case", activity="case-supervision")
        + reading
    )
    first = rows('every = "4 weeks"', subject="case", activity="case-supervision")
    assert {line.refused for line in matters(first, second)["child"].lines} == {
        "no date for a child: counted per worker (reading R-1)"
    }
    chosen = policy_of(second).with_choices(
        [Choice.model_validate({"id": "R-1", "option": "child", "by": "tom", "from": date(2026, 1, 1)})]
    )
    found = {one.id: one for one in SideBySide(policy_of(first), chosen, DAY).matters()}
    assert {(_said(line.second), line.refused) for line in found["child"].lines} == {("monthly", None)}


def test_a_clock_of_its_own_is_not_set_beside_a_limit_after_each_session():
    filed = rows(
        'every = "6 weeks"',
        subject="case",
        activity="case-supervision",
        counts='{ activity = "case-supervision", step = "filed" }',
    )
    limit = deadline('activity = "case-supervision"', 'step = "filed"', "6 working days", 'subject = "case"')
    told = {one.label: one for one in matters(filed, limit)["child"].lines}
    assert told["on the record"].refused is None
    clock = told["on the record, by a clock of its own"]
    assert (_said(clock.first), clock.refused) == ("every 6 weeks", "no clock of its own: counted from each session")
    neither = {one.label: one for one in matters(filed, "")["child"].lines}
    assert _said(neither["on the record, by a clock of its own"].second) == "not in this policy"


def test_silence_is_an_answer():
    told = matters("", "")
    assert {_said(line.first) for one in told.values() for line in one.lines} == {"not in this policy"}
    assert {"worker", "child", "group", "ahead", "absence", "retention"} <= set(told)


def test_a_deadline_is_told_with_its_time_its_parties_and_whom_alone_it_is_about():
    first = deadline('activity = "personal-supervision"', 'step = "signed", by = ["supervisor", "supervisee"]')
    second = deadline(
        'activity = "personal-supervision"',
        'step = "signed"',
        "10 working days",
        'when = { role_group = "residential" }',
    )
    assert lines(first, second, "writing-up") == {
        "signed": ("no limit, by supervisor and supervisee", "not in this policy"),
        "signed: residential staff": ("as qualified", "10 working days"),
    }


def test_what_follows_an_event_is_told_by_the_event():
    first = deadline('event = "plan-made"', 'activity = "management-oversight"', "5 days")
    assert lines(first, "", "oversight") == {"after plan made": ("management oversight, 5 days", "not in this policy")}


def test_several_frequencies_of_one_policy_are_told_apart_by_what_counts():
    two = rows(FOUR) + rows('every = "1 month"', activity="case-supervision")
    assert lines(two, rows(FOUR), "worker")[""] == (
        "personal: every 4 weeks; about children: monthly",
        "every 4 weeks",
    )


def test_what_fits_no_matter_is_asked_too():
    first = rows(FOUR, activity="learning-activity") + deadline('ended = "employment"', 'step = "filed"', "1 week")
    assert lines(first, "", "others") == {
        "learning activity": ("every 4 weeks", "not in this policy"),
        "somebody leaves": ("filed, 1 week", "not in this policy"),
    }


def test_dates_ahead_and_the_length_of_a_session():
    first = """
[[requirement]]
id = "ahead"
clause = "X-3"
on = { worker = true }
test = "planned"
activity = "personal-supervision"
ahead = "3 months"
[[requirement]]
id = "length"
clause = "X-4"
on = { activity = "personal-supervision" }
test = "value"
of = "minutes"
min = 90
"""
    found = matters(first, "")
    assert _said(found["ahead"].lines[0].first) == "booked 3 months ahead"
    assert _said(found["worker"].lines[0].first) == "90 minutes or more"


def test_a_route_is_told_step_by_step_and_once_where_the_same_people_take_two():
    chain = """
[[chain]]
id = "c"
title = "A disagreement"
kind = "disagreement"
clause = "X-1"
[[chain.step]]
id = "a"
says = "They talk."
by = ["supervisee", "supervisor"]
[[chain.step]]
id = "b"
says = "They talk again."
by = ["supervisee", "supervisor"]
[[chain.step]]
id = "c"
says = "Decides."
by = "above"
within = "5 working days"
"""
    assert lines(chain, "", "disagreement") == {
        "": (
            "supervisee and supervisor; the supervisor's manager within 5 working days",
            "not in this policy",
        )
    }


def test_every_line_is_on_every_page():
    first, second = policy_of(rows(NEW, HALF, FOUR)), policy_of(rows('every = "1 month"'))
    data = _diff(first, second)
    for text in (diff_text(data), diff_markdown(data), diff_plain(data)):
        assert "fortnightly" in text
        assert "monthly" in text
        assert "not in this policy" in text


def _diff(first: Policy, second: Policy) -> DiffData:
    found = SideBySide(first, second, DAY).matters()
    return DiffData(DAY, side_data(first), side_data(second), found, None)
