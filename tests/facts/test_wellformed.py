"""What can only be wrong is named at its line: one table of mistakes, a line each."""

import pytest

from supctl.documents import Document, Origin, read
from supctl.facts import Case, Record, Team, Vocabulary, Worker
from supctl.facts.wellformed import case_problems, record_problems, team_problems, worker_problems

WORDS = Vocabulary()
STATUS = '[[status]]\nfrom = 2026-01-05\ncategory = "child-in-need"\n'

CASES = {
    "a name in place of initials": ('initials = "John Smith"\n' + STATUS, "no-initials", 1),
    "closed and open at once": (STATUS.replace('"child-in-need"', '["closed", "child-in-need"]'), "closed-and-open", 3),
    "no category": (STATUS.replace('"child-in-need"', "[]"), "no-category", 3),
    "no status": ('initials = "JB"\n', "no-status", 1),
    "an approval nobody knows": (
        STATUS + '[[approval]]\nwhat = "longer-intervall"\ndate = 2026-01-05\n',
        "unknown-approval",
        5,
    ),
    "a category nobody knows": (STATUS.replace("child-in-need", "child-in-ned"), "unknown-category", 3),
    "a status before the one above": (STATUS + STATUS.replace("2026", "2025"), "history-order", 5),
    "two events of one id": (STATUS + '[[event]]\nid = "e1"\ndate = 2026-01-06\nkind = "visit"\n' * 2, "id-twice", 9),
}
WORKERS = {
    "their own supervisor": (
        '[[post]]\nfrom = 2025-09-01\nrole = "social-worker"\nsupervisor = "amy"\n',
        "own-supervisor",
        6,
    ),
    "an unknown role": ('[[post]]\nfrom = 2025-09-01\nrole = "social-wroker"\n', "unknown-role", 5),
    "ends before it begins": ("[[absence]]\nfrom = 2025-09-02\nto = 2025-09-01\n", "ends-before-it-begins", 5),
    "a standing nobody knows": ('[[standing]]\nis = "newly"\nfrom = 2025-09-01\n', "unknown-standing", 4),
}


@pytest.mark.parametrize(("text", "code", "line"), CASES.values(), ids=CASES)
def test_cases(text: str, code: str, line: int) -> None:
    document = Document("cases/M1.toml", text)
    (problem,) = case_problems(read(Case, document.values, Origin(document), id="M1"), WORDS)
    assert (problem.code, problem.line, bool(problem.mend)) == (code, line, True)


@pytest.mark.parametrize(("text", "code", "line"), WORKERS.values(), ids=WORKERS)
def test_workers(text: str, code: str, line: int) -> None:
    document = Document("workers/amy.toml", 'name = "Amy"\nstarted = 2025-09-01\n' + text)
    (problem,) = worker_problems(read(Worker, document.values, Origin(document), id="amy"), WORDS)
    assert (problem.code, problem.line, bool(problem.mend)) == (code, line, True)


@pytest.mark.parametrize("name", ["", " ", "A\x1b[31m", "A\nB"])
def test_a_name_is_what_can_be_printed(name: str) -> None:
    worker = Worker.model_validate({"id": "a", "name": name, "started": "2025-09-01"})
    assert [problem.code for problem in worker_problems(worker, WORDS)] == ["bad-name"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"minutes": 0}, "bad-minutes"),
        ({"every": "0 weeks"}, "bad-interval"),
        ({"supervisee": "a", "supervisor": "a"}, "own-supervisor"),
    ],
)
def test_records(values: dict[str, object], code: str) -> None:
    record = Record.model_validate({"id": "r", "activity": "agreement", "date": "2026-01-05", **values})
    assert [problem.code for problem in record_problems(record, WORDS)] == [code]


def test_a_team_is_not_above_itself_and_ends_after_it_begins() -> None:
    team = Team.model_validate({"id": "e", "name": "E", "parent": "e", "started": "2026-01-05", "ended": "2026-01-04"})
    assert {problem.code for problem in team_problems(team, WORDS)} == {"own-parent", "ends-before-it-begins"}
