"""A value of the wrong kind is named in the words of somebody who writes the file."""

import pytest

from supctl.documents import Document, Origin, read
from supctl.errors import InputError
from supctl.facts import Worker

MISTAKES = {
    "name = 3": ("this is not text", "put it in quotes"),
    'started = "1/1/2026"': ("this is not a date", "2026-12-01"),
    "started = 2026-01-05T10:00:00": ("this is not a date", "without quotes or a time"),
    "started = 3.5": ("this is not a date", "2026-12-01"),
    'post = "social-worker"': ("this is not a list", "[ ]"),
    "post = [3]": ("this is not a table", "{ ... }"),
}


@pytest.mark.parametrize("line", MISTAKES)
def test_the_message_and_its_mend(line: str) -> None:
    key = line.split(maxsplit=1)[0]
    rest = {"name": 'name = "Amy"', "started": "started = 2025-09-01"}
    text = "\n".join([line, *(other for name, other in rest.items() if name != key)])
    document = Document("workers/amy.toml", text)
    with pytest.raises(InputError) as caught:
        read(Worker, document.values, Origin(document), id="amy")
    (finding,) = caught.value.findings
    message, mend = MISTAKES[line]
    assert message in finding.message
    assert mend in str(finding.mend)
    assert finding.line == 1
