"""The ids of new records."""

from datetime import date

from supctl.records.ids import LETTERS, Taken, record_id

DAY = date(2026, 11, 20)


def test_the_same_is_called_the_same():
    assert record_id(DAY, "observation", "a.begum", Taken()) == record_id(DAY, "observation", "a.begum", Taken())


def test_letters_that_are_taken_are_passed_over():
    taken = Taken()
    for _ in range(50):
        id_ = record_id(DAY, "observation", "a.begum", taken)
        stem, _, four = id_.rpartition("-")
        assert stem == "2026-11-20-observation-a.begum"
        assert not taken.ending(four)
        assert set(four) <= set(LETTERS)
        assert len(four) == 4
        taken.added.add(f"another-{four}")


def test_where_no_letters_are_left_the_whole_id_is_one_that_nobody_has():
    def everything(four: str) -> list[str]:
        return [f"somebody-else-{four}"]

    first = record_id(DAY, "observation", "a.begum", Taken(everything))
    assert record_id(DAY, "observation", "a.begum", Taken(everything, {first})) != first


def test_nothing_looks_like_something_else():
    assert not set("01ilo") & set(LETTERS)
    assert len(set(LETTERS)) == len(LETTERS)
