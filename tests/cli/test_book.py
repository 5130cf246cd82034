"""`supctl book` on a store."""

import json

import pytest

DAY = ("--as-of", "23/11/2026")


@pytest.fixture
def book(supctl):
    def run(line, *more):
        return supctl("book", *line.split(), *more, *DAY)

    return run


def test_several_dates_are_appended_and_every_byte_stays(store, book):
    file = store / "workers" / "a.begum.toml"
    before = ("\ufeff# mine\n" + file.read_text()).replace("\n", "\r\n").encode() + b"# the end"
    file.write_bytes(before)
    ran = book("begum 29/12 26/1")
    assert (ran.code, ran.err) == (0, "")
    assert file.read_bytes() == before + (
        b'\r\n\r\n[[planned]]\r\ndate = 2026-12-29\r\nactivity = "personal-supervision"\r\n'
        b'\r\n[[planned]]\r\ndate = 2027-01-26\r\nactivity = "personal-supervision"\r\n'
    )
    assert ran.out.startswith("Booked: personal supervision of Aisha Begum (a.begum), with Jo Okafor\n")
    assert "   Booked     Tue 29 Dec 2026: in time: due Tue 29 Dec 2026\n" in ran.out
    assert "              Tue 26 Jan 2027: in time: due Tue 26 Jan 2027\n" in ran.out
    assert "   Before     Tue 1 Dec 2026\n" in ran.out


def test_each_date_is_measured_by_the_date_that_it_answers(store, book):
    made = json.loads(book("begum 30/12 29/1", "--format", "json").out)
    assert [(one["date"], one["due"], one["days_late"]) for one in made["booked"]] == [
        ("2026-12-30", "2026-12-29", 1),
        ("2027-01-29", "2027-01-27", 2),
    ]
    assert (made["written"], made["before"]) == ("workers/a.begum.toml", ["2026-12-01"])


def test_too_late_is_said(store, book):
    assert "Fri 4 Dec 2026: 8 days too late: due Thu 26 Nov 2026" in book("khan 4/12").out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("reid 28/11/2026", "a Saturday"),
        ("reid 25/12", "a bank holiday"),
        ("palmer 24/11", "the supervisee is recorded as away"),
        ("reid 24/11 --activity observation", "Tue 24 Nov 2026: in time"),
        ("okafor 24/11", "no rule gives a date for it"),
        ("reid+palmer 24/11", "on Tue 24 Nov 2026 the supervisor is Jo Okafor; the diary does not"),
    ],
)
def test_what_is_said_of_a_day_and_refused_for_none(store, book, line, said):
    ran = book(line)
    assert ran.code == 0
    assert said in " ".join(ran.out.split())


def test_the_service_is_shut(store, book):
    with (store / "supctl.toml").open("a") as file:
        file.write("\n[calendar]\nclosures = [2026-12-24]\n")
    assert "the service is shut" in " ".join(book("reid 24/12").out.split())


@pytest.mark.parametrize(
    ("typed", "understood"), [("tue", "Tue 24 Nov 2026"), ("2/5", "Sun 2 May 2027"), ("today", "Mon 23 Nov 2026")]
)
def test_a_day_lies_ahead(store, book, typed, understood):
    assert understood in book(f"reid {typed}").out


def test_everything_wrong_is_told_at_once_and_nothing_is_written(store, book):
    file = store / "workers" / "a.begum.toml"
    before = file.read_bytes()
    ran = book("begum 29/12 29/12/2026 1/12 22/11 never --activity sport")
    assert (ran.code, ran.out) == (2, "")
    for said in (
        "Tue 29 Dec 2026 is typed twice",
        "Tue 1 Dec 2026 is booked already",
        "Sun 22 Nov 2026 is past; a session is booked ahead",
        'DATE: "never" is not understood',
        '--activity: there is no activity called "sport"',
    ):
        assert said in ran.err
    assert file.read_bytes() == before


def test_who_has_left_cannot_be_booked(store, book):
    ran = book("shaw 1/12")
    assert (ran.code, "Ben Shaw is not employed on Tue 1 Dec 2026" in ran.err) == (2, True)


def test_who_is_still_to_come_is_booked_from_the_first_day(store, supctl, book):
    supctl("worker", "add", "Nkem", "Ade", "--role", "social-worker", "--started", "30/11", *DAY)
    assert "Tue 1 Dec 2026: in time: due Mon 28 Dec 2026" in book("ade 1/12").out
    assert "Nkem Ade is not employed on Tue 24 Nov 2026" in book("ade 24/11").err


def test_a_diary_written_as_one_list_grows_in_its_place(store, book):
    file = store / "workers" / "t.reid.toml"
    top = 'planned = [{ date = 2026-11-25, activity = "personal-supervision" }] # hers\n'
    rest = file.read_text().split("[[planned]]")[0]
    file.write_text(top + rest)
    assert book("reid 23/12").code == 0
    more = ', { date = 2026-12-23, activity = "personal-supervision" }]'
    assert file.read_text() == top.replace("]", more) + rest


def test_what_cannot_be_added_is_refused_with_what_to_type(store, book, monkeypatch):
    monkeypatch.setattr("supctl.store.inserting._ways", lambda *_: [])
    ran = book("reid 23/12")
    assert ran.code == 2
    assert "workers/t.reid.toml:" in ran.err
    assert '    [[planned]]\n    date = 2026-12-23\n    activity = "personal-supervision"' in ran.err


def test_what_why_tells_to_type_can_be_typed(store, supctl, book):
    hint = next(line for line in supctl("why", "khan", *DAY).out.splitlines() if "supctl book" in line)
    assert hint.split("supctl book ")[1] == "y.khan DATE"
    assert book("y.khan 26/11").code == 0
    assert "supctl book" not in supctl("why", "khan", *DAY).out
    assert "booked Thu 26 Nov" in supctl("due", "khan", *DAY).out


@pytest.mark.parametrize("format_", ["table", "plain", "json", "csv", "markdown"])
def test_every_format(store, book, format_):
    ran = book("reid 23/12", "--format", format_)
    assert (ran.code, ran.err) == (0, "")
    assert "23 Dec 2026" in ran.out or "2026-12-23" in ran.out


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("M1007", "M1007 is a child's case; a session is booked in a person's diary\n  mend: supctl book t.reid DATE"),
        ("M1099", "mend: supctl book NAME DATE"),
        ("M10", '"M10" is nobody; a session is booked in a person\'s diary\n  mend: supctl book NAME DATE'),
        ("east", "east is a team; a session is booked in a person's diary\n  mend: supctl book NAME DATE"),
        ("x2pd", "x2pd is a record; a session is booked in a person's diary\n  mend: supctl book y.khan DATE"),
    ],
)
def test_what_has_no_diary_is_said_to_be_what_it_is(store, book, subject, said):
    ran = book(f"{subject} 29/12")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_session_that_was_taken_back_hides_no_booking(store, book, supctl):
    """What the last record that counts says of the next session stands."""
    assert supctl("log", "personal", "begum", "--on", "19/11", "--next", "8/12", *DAY).code == 0
    assert supctl("log", "personal", "begum", "--on", "20/11", *DAY).code == 0
    taken_back = next((store / "records").rglob("2026-11-20-personal-supervision-a.begum-*.json")).stem
    assert supctl("record", "withdraw", taken_back, *DAY).code == 0
    assert "Tue 8 Dec 2026\n" in book("begum 29/12").out.partition("   Before ")[2]
