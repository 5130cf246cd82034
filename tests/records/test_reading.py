"""A draft is read whatever an editor did to it; what cannot be taken is said in the form's words, at its line."""

from __future__ import annotations

from datetime import date

import pytest

SEVENTH = "2026-11-03-personal-supervision-a.begum-7k2m"


@pytest.fixture
def draft(desk):
    return desk.text()


def edited(text, *changes):
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def said(read):
    return [f"{one.line}: {one.message}" for one in read.problems]


def line_of(text, part):
    return next(number for number, line in enumerate(text.split("\n"), start=1) if part in line)


def test_an_untouched_draft_holds_what_was_filled_in_and_nothing_that_anybody_claims(desk, draft):
    read = desk.read(draft)
    assert read.problems == ()
    assert read.parts == {"supervisee": "a.begum", "supervisor": "j.okafor", "date": date(2026, 12, 1)}
    assert read.answers == {"session.role": "social worker"}
    assert (read.rows, read.actions, read.reviewed, read.logged) == ({}, (), (), None)
    assert read.id == "2026-12-01-personal-supervision-a.begum-k3vd"
    assert read.form.id == "one-to-one"


def test_what_is_required_and_not_answered_is_missing_each_at_its_line(desk, draft):
    missing = [(one.code, one.message, one.line) for one in desk.read(draft).missing]
    assert [message for _, message, _ in missing] == [
        "Length: not answered yet",
        "Private: not answered yet",
        "How are things?: not answered yet",
        "What became of each: say what became of 7k2m-1",
        "What became of each: say what became of 7k2m-2",
        "Disagreements: not answered yet",
    ]
    assert missing[1] == ("draft-missing", "Private: not answered yet", line_of(draft, "private ="))


def test_a_field_that_only_some_children_need_is_missing_for_those_only(desk):
    text = desk.text("case-record")
    assert [one.message for one in desk.read(text).missing] == ["Discussion: not answered yet"]
    other = edited(text, ('case = "M1001"', 'case = "M1012"'))
    assert desk.read(other).missing == ()


@pytest.mark.parametrize(
    ("old", "new", "answer"),
    [
        ('private = ""', "private = yes", ("session.private", "yes")),
        ('private = ""', "private = YES", ("session.private", "yes")),
        ('private = ""', "private = true", ("session.private", "yes")),
        ('private = ""', "private = \u201cno\u201d", ("session.private", "no")),
        ('private = ""', 'private = "yes', ("session.private", "yes")),
        ('private = ""', 'private = ""yes', ("session.private", "yes")),
        ('private = ""', 'private = ""yes""', ("session.private", "yes")),
        ('private = ""', "\tprivate=\u00a0'yes'", ("session.private", "yes")),
        ('private = ""', 'Private = "yes"', ("session.private", "yes")),
        ('how = ""', "how = online", ("session.how", "Online")),
        ('how = ""', "how = 'In person'", ("session.how", "In person")),
        ('mood = ""', "mood = 7", ("check-in.mood", 7)),
        ('mood = ""', 'mood = "7"', ("check-in.mood", 7)),
        ('role = "social worker"', 'role = "It\'s "both" of it"', ("session.role", 'It\'s "both" of it')),
        (
            "wishes = []",
            'wishes = [\n  "law", # first\n  \u201ccourts\u201d\n]',
            ("training.wishes", ("law", "courts")),
        ),
        ("wishes = []", "wishes = law; courts", ("training.wishes", ("law", "courts"))),
        ("areas = []", "areas = Leading others", ("training.areas", ("Leading others",))),
    ],
)
def test_an_answer_is_read_however_it_is_quoted(desk, draft, old, new, answer):
    read = desk.read(edited(draft, (old, new)))
    assert said(read) == []
    field, value = answer
    assert read.answers[field] == value


@pytest.mark.parametrize(
    ("old", "new", "answer"),
    [
        ("minutes = 0", "minutes = 95", ("minutes", 95)),
        ("minutes = 0", 'minutes = "95"', ("minutes", 95)),
        ("minutes = 0", "minutes = 1h35", ("minutes", 95)),
        ('next = ""', "next = 2026-12-29", ("next", date(2026, 12, 29))),
        ('next = ""', 'next = "29/12"', ("next", date(2026, 12, 29))),
        ('next = ""', "next = Tue 29 Dec", ("next", date(2026, 12, 29))),
        ('every = ""', "every = monthly", ("every", "1 month")),
        ("discussed = []", "discussed = [M1001, m1019]", ("cases", ("M1001", "M1019"))),
        ("discussed = []", 'discussed = "M1001 JB"', ("cases", ("M1001",))),
        ("discussed = []", "discussed = \u201cM1001\u201d, \u201cM1012\u201d", ("cases", ("M1001", "M1012"))),
        ("reflective = []", 'reflective = ["M1001",\n"M1012"]', ("reflective", ("M1001", "M1012"))),
        ('supervisor = "j.okafor"', "supervisor = Okafor", ("supervisor", "j.okafor")),
        ('supervisor = "j.okafor"', 'supervisor = "Tom Reid"', ("supervisor", "t.reid")),
    ],
)
def test_a_part_of_the_record_is_read_however_it_is_written(desk, draft, old, new, answer):
    read = desk.read(edited(draft, (old, new)))
    assert said(read) == []
    part, value = answer
    assert read.parts[part] == value


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('private = ""', 'private = "perhaps"', 'Private: write "yes" or "no" in quotes'),
        ('how = ""', 'how = "by pigeon"', "How it was held: write one of: In person; Online; By telephone"),
        ('mood = ""', "mood = 11", "How the week was: write a whole number from 0 to 10"),
        ("minutes = 0", "minutes = long", "Length: write the number of minutes, such as 90"),
        ('next = ""', "next = 2026-02-31", "Date of next session: write a date, such as 2026-12-15"),
        ('next = ""', "next = when mother agrees", "Date of next session: write a date, such as 2026-12-15"),
        ("discussed = []", 'discussed = ["M1002"]', "Reference no.: write the reference of a case in the store"),
        ("reflective = []", "reflective = [M1001, M1012, M1019]", "Taken in detail: write at most 2"),
        ('supervisor = "j.okafor"', 'supervisor = "Zed"', "Supervisor: write the id or the name of somebody"),
        ('mood = ""', 'moood = ""', '"moood" is no field here'),
        ("[check-in]", "[checkin]", "[checkin] is no part of this form"),
        ('private = ""', 'private = ""\nShe was well.', "this text stands in no field"),
        ('mood = ""', 'mood = "3"\nmood = "4"', "How the week was: written twice, also on line"),
    ],
)
def test_what_cannot_be_taken_is_said_in_the_form_s_words_with_its_line(desk, draft, old, new, message):
    text = edited(draft, (old, new))
    read = desk.read(text)
    assert len(read.problems) == 1
    assert message in read.problems[0].message
    assert read.problems[0].line == line_of(text, new.split("\n")[-1])
    assert read.problems[0].record == read.id


def test_a_problem_repeats_nothing_of_what_was_written(desk, draft):
    text = edited(draft, ('next = ""', "next = when mother agrees"), ('private = ""', 'private = "her secret"'))
    assert not any(word in str(one) for one in desk.read(text).problems for word in ("mother", "secret"))


def test_every_problem_is_named_in_one_run_and_hides_nothing_of_the_rest(desk, draft):
    text = edited(
        draft,
        ('private = ""', "private = perhaps = [["),
        ('mood = ""', 'mood = "high"'),
        ("wishes = []", 'wishes = ["law'),
        ('next = ""', 'next = "29/12"'),
        ("[plan]  ", "[plam]  "),
    )
    read = desk.read(text)
    lines = [line_of(text, part) for part in ("perhaps", '"high"', "[plam]")]
    assert [one.line for one in read.problems] == lines
    assert read.parts["next"] == date(2026, 12, 29)
    assert read.answers["training.wishes"] == ("law",)


def test_a_field_with_a_problem_is_not_also_missing(desk, draft):
    read = desk.read(edited(draft, ('private = ""', "private = perhaps")))
    assert "Private: not answered yet" not in [one.message for one in read.missing]


def prose(text, said_):
    """The draft with something typed between the marks of the first prose field."""
    return text.replace("notes = '''\n\n'''", f"notes = '''\n{said_}\n'''", 1)


@pytest.mark.parametrize(
    "typed",
    [
        "It\u2019s \u201cfine\u201d, she said: \\\\server\\team",
        "She wrote\n'''\nand went on.",
        "She wrote\n'''\n\nand went on.\n'''\nAnd again.",
        "'''quoted''' at once",
        "x = y\n[not a table]\n# not a comment",
        'He said "no"\n"""',
        "\u00a0indented\tand tabbed",
    ],
)
def test_prose_is_kept_as_it_was_typed(desk, draft, typed):
    read = desk.read(prose(draft, typed))
    assert said(read) == []
    assert read.answers["check-in.notes"] == typed


@pytest.mark.parametrize(
    "written",
    [
        "notes = '''She is well.\n'''",
        "notes = '''She is well.'''",
        "notes = '''\nShe is well.'''",
        "notes = '''\n\n\nShe is well.   \n\n''' # done",
        'notes = "She is well."',
        "notes = 'She is well.'",
        "notes = She is well.",
        'notes = """\nShe is well.\n"""',
        "notes = \u2018\u2019\u2018\nShe is well.\n\u2019\u2019\u2019",
        'notes = "\nShe is well.\n"',
    ],
)
def test_prose_is_read_whatever_became_of_its_marks(desk, draft, written):
    read = desk.read(draft.replace("notes = '''\n\n'''", written, 1))
    assert said(read) == []
    assert read.answers["check-in.notes"] == "She is well."


def test_a_missing_closing_mark_is_said_and_swallows_nothing_of_what_follows(desk, draft):
    text = edited(draft.replace("notes = '''\n\n'''", "notes = '''\nShe is well.\n", 1), ('mood = ""', "mood = 4"))
    read = desk.read(text)
    assert said(read) == [f"{line_of(text, 'notes =')}: How are things?: the mark that closes it is missing"]
    assert read.answers["check-in.notes"] == "She is well."
    assert read.answers["check-in.mood"] == 4


@pytest.mark.parametrize("written", ["notes = ''''''", "notes = '''\n'''", "notes = ''", "notes ="])
def test_marks_with_nothing_between_them_answer_nothing(desk, draft, written):
    read = desk.read(draft.replace("notes = '''\n\n'''", written, 1))
    assert said(read) == []
    assert "check-in.notes" not in read.answers
    assert any("How are things?" in one.message for one in read.missing)


def test_the_last_prose_of_a_draft_without_its_closing_mark_ends_where_the_form_goes_on(desk, draft):
    text = draft.replace("disagreed = '''\n\n'''", "disagreed = '''\nNone.\n", 1)
    read = desk.read(text)
    assert [one.code for one in read.problems] == ["draft-mark"]
    assert read.answers["plan.disagreed"] == "None."
    assert read.form.id == "one-to-one"


def test_text_typed_below_the_closing_mark_is_named_and_not_taken_for_another_field(desk, draft):
    text = draft.replace("notes = '''\n\n'''", "notes = '''\nShe is well.\n'''\nAnd more.\nAnd more still.", 1)
    read = desk.read(text)
    assert said(read) == [f"{line_of(text, 'And more.')}: Check-in: this text stands in no field"]
    assert read.answers["check-in.notes"] == "She is well."


ACTION = '[[plan.actions]]\nwhat = "{}"\nwho = "{}"\nby = "{}"\n'


def actions(text, *blocks):
    start = text.index("[[plan.actions]]")
    end = text.index("[plan.disagreed]")
    return text[:start] + "\n".join(ACTION.format(*block) for block in blocks) + "\n" + text[end:]


def test_actions_are_read_block_by_block_and_an_empty_one_is_none(desk, draft):
    text = actions(draft, ("Chronology", "Aisha Begum", "15/12"), ("", "", ""), ("Visit", "", ""))
    read = desk.read(text)
    assert said(read) == []
    assert read.actions == (
        {"what": "Chronology", "who": "a.begum", "by": date(2026, 12, 15), "field": "plan.actions"},
        {"what": "Visit", "field": "plan.actions"},
    )


def test_a_deleted_block_of_actions_is_none(desk, draft):
    read = desk.read(actions(draft))
    assert (read.actions, read.problems) == ((), ())


def test_an_action_for_nobody_known_or_by_no_date_is_named_by_its_column(desk, draft):
    text = actions(draft, ("Chronology", "Mother", "soon"), ("", "a.begum", ""))
    assert [one.split(": ", 1)[1] for one in said(desk.read(text))] == [
        "By Whom: write the id or the name of somebody in the store",
        "Timeframe: write a date, such as 2026-12-15",
        "Action: write what is to be done",
    ]


def test_a_key_of_the_section_that_slipped_below_a_block_is_still_its_own(desk, draft):
    text = edited(draft, ("[plan.disagreed]\n", ""), ('next = ""', "next = 2026-12-29"))
    read = desk.read(text)
    assert said(read) == []
    assert read.parts["next"] == date(2026, 12, 29)


def test_rows_are_read_with_their_columns(desk, draft):
    text = edited(draft, ('course = ""', 'course = "Court skills"'), ('when = ""', 'when = "4 Jan 2027"'))
    text = text.replace("learned = '''\n\n'''", "learned = '''\nTo be\nbrief.\n'''")
    read = desk.read(text)
    row = {"course": "Court skills", "when": date(2027, 1, 4), "learned": "To be\nbrief."}
    assert (said(read), read.rows) == ([], {"training.courses": (row,)})


def test_too_many_rows_are_named(desk, draft):
    text = edited(draft, ("[training.wishes]", '[[training.courses]]\ncourse = "x"\n' * 4 + "[training.wishes]"))
    assert [one.message for one in desk.read(text).problems] == ["Courses: write at most 3"]


def test_what_became_of_an_action_is_the_day_it_was_done_or_no(desk, draft):
    first, _, second = draft.partition('done = ""')
    second = second.replace('done = ""', "done = no").replace('impact = ""', "impact = none", 2)
    text = first + 'done = "17 Nov"' + second
    read = desk.read(text)
    assert said(read) == []
    assert [(one["action"], one["done"]) for one in read.reviewed] == [
        (f"{SEVENTH}#1", date(2026, 11, 17)),
        (f"{SEVENTH}#2", "no"),
    ]
    assert not any("What became" in one.message for one in read.missing)


def test_an_action_said_to_be_done_on_no_day_is_a_problem(desk, draft):
    text = draft.replace('done = ""', 'done = "yes"', 1)
    assert [one.message for one in desk.read(text).problems] == ["done: write the day on which it was done, or no"]


def test_sections_in_another_order_change_nothing(desk, draft):
    text = edited(draft, ('private = ""', "private = yes"))
    head, _, rest = text.partition("[session]")
    parts = rest.split("\n[")
    own = next(part for part in parts if part.startswith("training]"))
    moved = head + "[session]" + "\n[".join([*(part for part in parts if part != own), own])
    assert moved != text
    read, before = desk.read(moved), desk.read(text)
    assert (read.parts, read.answers, said(read)) == (before.parts, before.answers, [])


def test_a_draft_without_its_last_lines_is_known_by_its_sections_and_says_so(desk, draft):
    read = desk.read(edited(draft.partition("[draft]")[0], ('private = ""', "private = yes")))
    assert [one.code for one in read.problems] == ["draft-form"]
    assert read.form.id == "one-to-one"
    assert read.id == "2026-12-01-personal-supervision-a.begum-k3vd"
    assert read.answers["session.private"] == "yes"


def test_a_draft_on_a_form_that_the_policy_has_not_is_a_problem_and_no_fault(desk, draft):
    read = desk.read(edited(draft, ('form = "one-to-one"', 'form = "one-on-one"')))
    assert read.form is None
    assert [(one.code, one.mend) for one in read.problems] == [("draft-form", 'did you mean "one-to-one"?')]


@pytest.mark.parametrize("text", ["", "\ufeff", "\x00\x01", "[", "[[[[", "= = =", "'''", '"""\n' * 3, "a = [\n" * 50])
def test_no_text_at_all_makes_the_reading_fail(desk, text):
    read = desk.read(text)
    assert read.problems


def test_what_the_form_does_not_ask_for_is_kept_in_the_last_table(desk):
    read = desk.read(desk.text("case-record", logged="2026-12-01-case-supervision-M1001-l0g9"))
    assert read.parts == {"date": date(2026, 12, 1), "supervisor": "j.okafor", "cases": ("M1001",)}
    assert read.logged == "2026-12-01-case-supervision-M1001-l0g9"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ('role = "Met Jo, "duty" # 2 worker"', 'Met Jo, "duty" # 2 worker'),
        ("role = 10.30", "10.30"),
        ("role = 1_000", "1_000"),
        ("role = true", "true"),
        ("role = 007   # a number", "007"),
    ],
)
def test_a_short_answer_is_kept_as_it_was_typed(desk, draft, written, read_as):
    read = desk.read(edited(draft, ('role = "social worker"        # Job title', written)))
    assert (read.answers["session.role"], read.problems) == (read_as, ())


@pytest.mark.parametrize("typed", ["S:\\Duty", "\x0b", "C:\\new", "\x0c"])
def test_what_is_typed_into_a_block_with_escapes_changes_nothing_else_in_it(desk, typed):
    prose = "She wrote '''no''', \"stop\", and then a \\ in it."
    text = desk.text(given={"check-in.notes": prose})
    read = desk.read(edited(text, ("and then a ", f"and {typed} then a ")))
    assert read.answers["check-in.notes"] == prose.replace("and then a ", f"and {typed} then a ")


def test_a_row_that_is_begun_has_what_its_form_asks_of_each(desk, draft):
    """Who is to do it, but not by when; a row that nobody wrote in asks nothing."""
    untouched = [one.message for one in desk.read(draft).missing]
    begun = edited(draft, ('what = ""                     # Action', 'what = "Visit"'))
    assert [one.message for one in desk.read(begun).missing if one.message not in untouched] == [
        "Actions Agreed, By Whom: not answered yet"
    ]
