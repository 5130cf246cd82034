"""A small store, the clock and the disk by which its index looks, and what its files may say."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Final

from supctl.documents import Document, Origin, read
from supctl.facts import Record, Step
from supctl.store.changes.journal import pending
from supctl.store.index import looks, refresh
from supctl.store.sealing import as_bytes, sealed_record, step_of, with_step

SIZE: Final = 300
"""Of every file of a person, a case or a team, so that no edit can be told by it."""
HOUR: Final = 3_600_000_000_000
COARSE: Final = 2_000_000_000
SETTINGS: Final = """\
schema = 1
id = "0b0b0b"
authority = "wsussex"
name = "A service"
[opening]
from = 2026-0{opening}-05
[calendar]
closures = [{closed}]
"""
OTHER: Final = """\
[authority]
contract = 1
id = "x"
name = "X"
[[interpretation]]
id = "WSX-16"
clause = ["X-1"]
says = "Unclear."
option = [{ id = "monthly", label = "Monthly", default = true }, { id = "as-agreed", label = "As agreed" }]
[[frequency]]
id = "x-personal"
counts = [
    { activity = "personal-supervision", by = ["supervisor"], by_role = ["team-manager"], both = true },
    { item = "appraisal", under = "WSX-16:as-agreed" },
]
row = [
    { id = "a", when = { has = "supervisor", tenure_under = "1 year" }, times = 2, per = "8 weeks", clause = ["X-1"] },
    { id = "all", every = "3 weeks", under = "WSX-16:monthly", clause = ["X-1"] },
    { id = "agreed", every = "5 weeks", limit = "6 weeks", agreed = "any", clause = ["X-1"] },
]
[[frequency]]
id = "x-case"
subject = "case"
counts = [{ activity = "case-supervision" }, { item = "chronology" }]
row = [{ id = "all", every = "4 weeks", clause = ["X-1"] }]
[[deadline]]
id = "x-shared"
after = { activity = "personal-supervision" }
must = { step = "shared" }
within = "5 working days"
clause = ["X-1"]
[[deadline]]
id = "x-agreement"
after = { began = "pair" }
must = { activity = "agreement" }
within = "20 working days"
clause = ["X-1"]
"""
"""Another policy that the store may come to follow, or have followed."""
_OWN: Final = """\
[[frequency]]
id = "own-personal"
counts = [{{ activity = "personal-supervision" }}]
row = [{{ id = "all", when = {{ role = "social-worker" }}, every = "{every}", clause = ["OWN-1"] }}]
[[source]]
id = "own"
title = "Our standards"
[[clause]]
id = "OWN-1"
source = "own"
section = "1"
says = "Said here."
"""
OVERLAYS: Final = (
    *(_OWN.format(every=every) for every in ("2 weeks", "5 weeks")),
    _OWN.format(every="no time at all"),
    _OWN.format(every="3 weeks")
    + '[[deadline]]\nid = "own-signed"\nafter = { activity = "personal-supervision" }\nmust = { step = "signed" }\n'
    'within = "2 working days"\nclause = ["OWN-1"]\n',
)
TEAMS: Final = (
    'name = "Safeguarding East"\nkind = "safeguarding"\n',
    'name = "Safeguarding West"\nkind = "safeguarding"\nparent = "east"\n',
    'name = "Safeguarding West"\nkind = "safeguarding"\nstarted = 2026-10-05\n',
    'name = "Safeguarding West"\nkind = "of no kind"\n',
    'name = "",\n',
)
POST: Final = 'name = "Jo"\nstarted = {started}\n[[post]]\nfrom = {started}\nrole = "{role}"\n'
WORKERS: Final = (
    *(
        POST.format(started=started, role=role) + f'team = "{team}"\nsupervisor = "{supervisor}"\n'
        for started, role, team, supervisor in [
            ("2023-04-03", "social-worker", "east", "j.okafor"),
            ("2023-04-03", "social-worker", "west", "j.okafor"),
            ("2023-04-03", "social-worker", "west", "j.okafer"),
            ("2026-06-01", "social-worker", "east", "l.moss"),
            ("2026-09-07", "senior-social-worker", "gone", "a.b"),
            ("2026-09-07", "juggler", "east", "a.b"),
        ]
    ),
    POST.format(started="2020-01-06", role="team-manager") + 'team = "east"\n',
    POST.format(started="2020-01-06", role="team-manager") + 'team = "west"\n',
    'name = "Jo"\nstarted = 2023-04-03\nended = 2026-09-30\n[[post]]\nfrom = 2023-04-03\nrole = "social-worker"\n',
    POST.format(started="2023-04-03", role="social-worker")
    + 'team = "east"\nsupervisor = "j.okafor"\n[[absence]]\nfrom = 2026-10-05\nto = 2026-11-20\nkind = "leave"\n',
    POST.format(started="2023-04-03", role="social-worker") + 'team = "east"\n[[cover]]\nfrom = 2026-10-05\n',
    POST.format(started="2023-04-03", role="social-worker")
    + 'team = "east"\nsupervisor = "j.okafor"\n[[file]]\nitem = "appraisal"\ndate = 2026-10-26\n',
    "\u0000 not TOML at all",
)
STATUS: Final = 'initials = "JB"\n[[status]]\nfrom = {begun}\ncategory = ["{category}"]\n{more}'
CASES: Final = (
    *(
        STATUS.format(begun=begun, category=category, more=more)
        for begun, category, more in [
            ("2026-03-02", "child-in-need", 'worker = "t.reid"\n'),
            ("2026-03-02", "child-in-need", 'worker = "a.hart"\n'),
            ("2026-09-07", "child-protection-plan", 'worker = "a.hart"\n'),
            ("2026-09-07", "child-protection-plan", 'team = "west"\n'),
            ("2026-09-07", "looked-after", 'worker = "who.ever"\n'),
            ("2026-09-07", "looked-after", ""),
            (
                "2026-03-02",
                "child-in-need",
                'worker = "t.reid"\n[[status]]\nfrom = 2026-10-20\ncategory = ["closed"]\n',
            ),
            ("2026-03-02", "weather", 'worker = "t.reid"\n'),
            (
                "2026-03-02",
                "child-in-need",
                'worker = "t.reid"\n[[file]]\nitem = "chronology"\ndate = 2026-10-12\n',
            ),
            ("2026-03-02", "child-in-need", 'worker = "t.reid"\nsupervsior = "x"\n'),
        ]
    ),
    "initials = \n",
)
TEXTS: Final = {"teams": TEAMS, "workers": WORKERS, "cases": CASES}
IDS: Final = {
    "teams": ("east", "west", "south", "EAST"),
    "workers": ("j.okafor", "t.reid", "a.hart", "a", "a-b", "a.b", "l.moss", "T.Reid", "m1001"),
    "cases": ("M1001", "M1002", "M1003", "M1", "m1001", "t.reid"),
}
MONTHS: Final = ("2026/10", "2026/11", "2026/11/deeper", "", "odd.json")
FIRST: Final = {
    "teams/east.toml": TEAMS[0],
    "teams/west.toml": TEAMS[1],
    "workers/j.okafor.toml": WORKERS[6],
    "workers/t.reid.toml": WORKERS[0],
    "workers/a.hart.toml": WORKERS[1],
    "cases/M1001.toml": CASES[0],
    "cases/M1002.toml": CASES[2],
    "cases/M1003.toml": CASES[3],
}


@cache
def records() -> dict[str, tuple[bytes, ...]]:
    """Sealed records by id: what their files may hold."""
    personal = {"activity": "personal-supervision", "supervisor": "j.okafor"}
    made = [
        {**personal, "id": "p1", "date": date(2026, 10, 16), "supervisee": "t.reid", "next": date(2026, 11, 10)},
        {**personal, "id": "p2", "date": date(2026, 11, 2), "supervisee": "a.hart", "present": ["t.reid"]},
        {**personal, "id": "p3", "date": date(2026, 11, 2), "supervisee": "t.reid", "cases": ["M1001", "M1002"]},
        {**personal, "id": "p1a", "date": date(2026, 11, 5), "supervisee": "t.reid", "amends": "p1"},
        {**personal, "id": "p1b", "date": date(2026, 11, 6), "supervisee": "a.hart", "amends": "p1a"},
        {"activity": "case-supervision", "id": "c1", "date": date(2026, 10, 20), "cases": ["M1002"]},
        {"activity": "case-supervision", "id": "c2", "date": date(2026, 9, 20), "cases": ["M1003", "M77"]},
        {"activity": "group-supervision", "id": "g1", "date": date(2026, 10, 1), "team": "west"},
        {"activity": "case-audit", "id": "n1", "date": date(2026, 10, 1)},
    ]
    return {str(values["id"]): tuple(_versions(values)) for values in made}


def _versions(values: dict[str, object]) -> Iterator[bytes]:
    written = {"step": "written", "on": values["date"], "by": "j.okafor"}
    record = read(Record, {**values, "steps": [written]}, Origin(Document("records", "")))
    sealed = sealed_record(record)
    yield as_bytes(sealed)
    for step in ("voided", "shared", "signed"):
        made = read(Step, {"step": step, "on": record.date + timedelta(days=3), "by": "t.reid"}, record.origin)
        yield as_bytes(with_step(sealed, step_of(made)))
    yield as_bytes(sealed).replace(b"t.reid", b"a.hart").replace(b"M1002", b"M1001")
    yield as_bytes(sealed).replace(b"supervision", b"supper")
    yield as_bytes(sealed)[:-20]
    yield b'{"facts": {"supervisee": "\\ud800"}, "steps": [], "digest": ""}'


@dataclass
class World:
    """A store in a folder, and how far the clock by which its index looks is ahead of the disk's.

    `coarse`: the disk keeps times to two seconds; much may then be written in one tick.
    """

    folder: Path
    coarse: bool = False
    clock: int = 0
    as_of: date = date(2026, 11, 23)
    other_words: bool = False
    log: list[str] = field(default_factory=list)

    @property
    def store(self) -> Path:
        return self.folder / "store"

    def begin(self) -> None:
        """The first state of the store."""
        for folder in (self.folder, self.store, self.folder / "elsewhere"):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        self.write("supctl.toml", SETTINGS.format(opening=1, closed="").encode())
        for name, text in FIRST.items():
            self.write(name, f"{text:{SIZE}}".encode())
        for id_ in ("p1", "p2", "c1", "g1"):
            self.write(f"records/2026/{10 if id_ == 'p1' else 11}/{id_}.json", records()[id_][0])

    # --- how files come to be as they are -----------------------------------------------------------------------------

    def write(self, name: str, content: bytes, how: str = "in place") -> None:
        """Write a file: in place, in place with its times put back, or beside it and renamed."""
        path = self.store / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            return
        before = path.stat() if path.exists() else None
        if how in {"in place", "with its times put back"}:
            path.unlink() if path.is_symlink() and before is None else None
            path.write_bytes(content)
        else:
            beside = self.folder / "elsewhere" / "beside"
            beside.write_bytes(content)
            beside.rename(path)
        if before is not None and "times" in how:
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    def there(self, *kinds: str) -> list[str]:
        """The files of the store, by name."""
        found = (path for kind in kinds for path in (self.store / kind).rglob("*") if not path.is_dir())
        return sorted(path.relative_to(self.store).as_posix() for path in found)

    def tick(self) -> None:
        """Wait until the disk's clock has moved on: what looks old is only then written again."""
        mark = self.folder / "tick"
        mark.write_bytes(b"")
        before = mark.stat().st_mtime_ns
        while mark.stat().st_mtime_ns == before:
            mark.write_bytes(b"")

    def in_doubt(self) -> bool:
        """Whether an index may be passed over: an id is there twice, or a folder is none."""
        kinds = [*(self.ids(kind, nested=False) for kind in IDS), self.ids("records", nested=True)]
        return any(len(ids) > len(set(ids)) for ids in kinds) or not self.folders_are_folders()

    def folders_are_folders(self) -> bool:
        return all((self.store / kind).is_dir() or not os.path.lexists(self.store / kind) for kind in (*IDS, "records"))

    def ids(self, kind: str, *, nested: bool) -> list[str]:
        """The ids of a kind as Windows tells them apart, those that wait in the journal too."""
        found = {
            f"{folder}/{file}"
            for folder, folders, files in os.walk(self.store / kind)
            for file in [*files, *([] if nested else folders)]
        }
        found |= {f"{self.store}/{name}" for name in pending(self.store) if name.startswith(f"{kind}/")}
        return [Path(file).stem.casefold() for file in found if file.casefold().endswith((".toml", ".json"))]


@contextmanager
def disk_of(world: World) -> Iterator[None]:
    """Let the index look by the world's clock and at the world's disk."""

    def look(found: os.stat_result) -> looks.Look:
        seen = fine(found)
        return seen._replace(written=seen.written // COARSE * COARSE, changed=seen.changed // COARSE * COARSE)

    def look_of(folder: str) -> bytes:
        try:
            with os.scandir(folder) as found:
                return repr([(entry.name, look(entry.stat())) for entry in found]).encode()
        except OSError:
            return fine_digest(folder)

    clock, fine, fine_digest = refresh.time, looks._look, refresh.look_of
    refresh.time = SimpleNamespace(time_ns=lambda: time.time_ns() + world.clock)  # type: ignore[assignment]
    if world.coarse:
        looks._look, refresh.look_of = look, look_of
    try:
        yield
    finally:
        refresh.time, looks._look, refresh.look_of = clock, fine, fine_digest
