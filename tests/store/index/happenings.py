"""What may happen to a store: each way of changing it that a person, git or supctl itself has."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Final

from supctl.errors import StoreError
from supctl.store.changes.committing import settle
from supctl.store.changes.journal import FOLDER, change_of, journal_bytes
from supctl.store.changes.owners import new_name

from .world import HOUR, IDS, MONTHS, OVERLAYS, SETTINGS, SIZE, TEXTS, WORKERS, World, records

HOW: Final = ("in place", "with its times put back", "renamed", "renamed, times put back")


def write(world: World, chance: Random) -> str:
    """A person, a case or a team is written, rightly or wrongly."""
    kind = chance.choice(list(TEXTS))
    id_ = chance.choice([*IDS[kind][:3], *IDS[kind]])
    text = chance.choice(TEXTS[kind])
    how = chance.choice(HOW)
    world.write(f"{kind}/{id_}.toml", f"{text:{SIZE}}".encode(), how)
    return f"{kind}/{id_} {how} {text!r}"


def record(world: World, chance: Random) -> str:
    """A record is sealed, amended, given a step or damaged; its file is replaced, never edited."""
    id_ = chance.choice(list(records()))
    content = chance.choice(records()[id_])
    known = [name for name in world.there("records") if name.endswith(f"/{id_}.json")]
    name = known[0] if known else "/".join(p for p in ("records", chance.choice(list(MONTHS)), f"{id_}.json") if p)
    world.write(name, content, "renamed")
    return f"{name} version {records()[id_].index(content)}"


def delete(world: World, chance: Random) -> str:
    """A file is taken away."""
    there = world.there(*IDS, "records")
    if not there:
        return "nothing to delete"
    name = chance.choice(list(there))
    (world.store / name).unlink()
    return f"delete {name}"


def rename(world: World, chance: Random) -> str:
    """A file gets another id, or another place."""
    there = world.there(*IDS, "records")
    if not there:
        return "nothing to rename"
    old = Path(chance.choice(list(there)))
    kind = old.parts[0]
    if kind == "records":
        new = Path("records", chance.choice(list(MONTHS)), old.name)
    else:
        new = Path(kind, chance.choice(list(IDS[kind])) + chance.choice([".toml", ".toml", ".TOML", ".toml~"]))
    (world.store / new).parent.mkdir(parents=True, exist_ok=True)
    (world.store / old).rename(world.store / new)
    return f"rename {old} to {new}"


def folder(world: World, chance: Random) -> str:
    """A folder of records is taken away, renamed, or comes as a whole."""
    do, month = chance.choice(["away", "elsewhere", "come", "a link"]), chance.choice(list(MONTHS[:3]))
    world.store.joinpath("records").mkdir(exist_ok=True)
    here, other = world.store / "records" / month, world.store / "records" / "2025"
    if do == "come":
        for id_ in ("p3", "n1"):
            world.write(f"records/2025/{id_}.json", records()[id_][0], "renamed")
    elif do == "a link":
        (world.folder / "elsewhere" / "n1.json").write_bytes(records()["n1"][0])
        link = world.store / "records" / "linked"
        link.unlink() if link.is_symlink() else link.symlink_to(world.folder / "elsewhere")
    elif here.is_dir() and not here.is_symlink():
        shutil.rmtree(other, ignore_errors=True)
        shutil.rmtree(here) if do == "away" else here.rename(other)
    return f"folder {do} {month}"


def link(world: World, chance: Random) -> str:
    """A file is a link, to something or to nothing; or what a link leads to is edited."""
    kind = chance.choice([*IDS, "records"])
    id_ = "p2" if kind == "records" else IDS[kind][0]
    name = next((one for one in world.there("records") if one.endswith("/p2.json")), "records/p2.json")
    path = world.store / (name if kind == "records" else f"{kind}/{id_}.toml")
    texts = records()["p2"] if kind == "records" else [f"{text:{SIZE}}".encode() for text in TEXTS[kind]]
    target = world.folder / "elsewhere" / f"{kind}{chance.choice([1, 2])}"
    do = chance.choice(["link", "link", "dangle"])
    if path.is_symlink() and path.exists() and chance.random() < 0.6:
        do, target = "edit", path.resolve()
    target.write_bytes(chance.choice(texts))
    if do != "edit":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.symlink_to(target if do == "link" else world.folder / "nowhere")
    return f"{do} {path} {target}"


def times(world: World, chance: Random) -> str:
    """The times of a file or a folder are set."""
    names = ["teams", "workers", "records", "records/2026", "records/2026/11", *world.there(*IDS, "records")]
    name, year = chance.choice(list(names)), chance.choice([1902, 1969, 1971, 2026, 2262, 2263, 2400])
    if (world.store / name).exists():
        ns = round((int(str(year)) - 1970) * 365.2425 * 24) * HOUR + 1
        os.utime(world.store / name, ns=(ns, ns))
    return f"times {name} {year}"


def clock(world: World, chance: Random) -> str:
    """The clock is set, to an hour when everything looks old, or to one when nothing is written yet."""
    world.clock = 0 if world.coarse else int(str(chance.choice([-5 * HOUR, 0, HOUR // 3600, 3 * HOUR, 3 * HOUR])))
    return f"clock {world.clock}"


def leftover(world: World, chance: Random) -> str:
    """An editor or a synchronising program leaves something behind."""
    kind = chance.choice(list(IDS))
    name = chance.choice([".a.toml", "~a.toml", "a.toml~", "a.toml.tmp", ".#a", "a.txt", "notes"])
    (world.store / kind).mkdir(exist_ok=True)
    world.write(f"{kind}/{name}", b"name = ")
    return f"leftover {kind}/{name}"


def journal(world: World, chance: Random) -> str:
    """A command is stopped after it has committed; the next writer may come and finish it."""
    if (world.store / FOLDER).exists():
        with suppress(StoreError):  # what it finds in its way it leaves
            settle(world.store)
        return "settled"
    id_ = chance.choice(["p3", "p1"])
    known = [name for name in world.there("records") if name.endswith(f"/{id_}.json")]
    names = [known[0] if known else f"records/2026/{chance.choice(['11', '12'])}/{id_}.json", "workers/a.hart.toml"]
    contents = [chance.choice([*records()[id_][:2], None]), chance.choice([WORKERS[0].encode(), None])]
    before = [path.read_bytes() if (path := world.store / name).is_file() else None for name in names]
    changes = [
        change_of(name, held, content)
        for name, held, content in zip(names, before, contents, strict=True)
        if held is not None or content is not None
    ]
    (world.store / FOLDER).mkdir()
    owner = new_name()  # of a process that has ended: this one's own count as left
    (world.store / FOLDER / f"{owner}+{owner}.committed").write_bytes(journal_bytes(changes))
    return f"journal {[change.name for change in changes]}"


def settings(world: World, chance: Random) -> str:
    """What supctl.toml says is changed: the opening, the calendar, what is on file, and which policy is followed."""
    opening, closed = chance.choice([1, 6]), chance.choice(["", "2026-11-24, 2026-11-27"])
    text = SETTINGS.format(opening=opening, closed=closed)
    followed = chance.choice(["wsussex", "x", "wsussex, then x", "x, then wsussex, then x"]).split(", then ")
    days = [date(2026, 8, 1) + timedelta(days=day) for day in sorted(chance.sample(range(150), len(followed) - 1))]
    if followed != ["wsussex"]:
        text = text.replace('authority = "wsussex"\n', "")
        for id_, from_ in zip(followed, [None, *days], strict=True):
            text += f'[[authority]]\nid = "{id_}"\n' + (f"from = {from_}\n" if from_ else "")
    text += chance.choice(["", "", '[[file]]\nitem = "supervision-policy"\ndate = 2026-06-01\n'])
    world.write("supctl.toml", text.encode())
    return f"settings {opening} {closed} {followed} {days}"


def own_rules(world: World, chance: Random) -> str:
    """The service writes rules of its own beside its policy, changes them, or takes them away."""
    text = chance.choice([*OVERLAYS, ""])
    if text:
        world.write("overlay.toml", text.encode())
    else:
        (world.store / "overlay.toml").unlink(missing_ok=True)
    return f"own rules {text!r}"


def choices(world: World, chance: Random) -> str:
    """The service decides how it reads its policy, or no longer does."""
    option = chance.choice(["", "monthly", "as-agreed"])
    text = f'[[reading]]\nid = "WSX-16"\noption = "{option}"\nby = "j.okafor"\nfrom = 2026-01-05\n'
    world.write("readings.toml", text.encode() if option else b"")
    return f"choice {option}"


def another_day(world: World, chance: Random) -> str:
    """Another day is asked about."""
    world.as_of = chance.choice([date(2026, 8, 1) + timedelta(days=chance.randrange(180)), date(9999, 12, 31)])
    return f"as of {world.as_of}"


def words(world: World, _: Random) -> str:
    """The policy allows other words, or the same again."""
    world.other_words = not world.other_words
    return "words"


def folder_is_none(world: World, chance: Random) -> str:
    """In a folder's place lies a file, or the folder is gone; the next time it is back."""
    for kind in (*IDS, "records"):
        here, away = world.store / kind, world.folder / "elsewhere" / f"{kind} away"
        if away.exists():
            here.unlink() if here.is_file() else shutil.rmtree(here, ignore_errors=True)
            away.rename(here)
            return f"{kind} back"
    here = world.store / chance.choice([*IDS, "records"])
    if here.is_dir():
        here.rename(world.folder / "elsewhere" / f"{here.name} away")
        if chance.random() < 0.3:
            here.write_bytes(b"")
    return f"{here.name} away"


def one_id_each(world: World, _: Random) -> str:
    """Somebody sees that an id is there twice, and takes one of the two away."""
    seen: set[tuple[str, str]] = set()
    for name in world.there(*IDS, "records"):
        one = (name.partition("/")[0], Path(name).stem.casefold())
        if one in seen and name.casefold().endswith((".toml", ".json")):
            (world.store / name).unlink()
        seen.add(one)
    return "one id each"


HAPPENS: Final = (
    *(write,) * 5,
    *(record,) * 4,
    *(delete,) * 2,
    *(rename,) * 2,
    *(clock,) * 3,
    *(another_day,) * 2,
    folder,
    link,
    link,
    link,
    times,
    leftover,
    journal,
    settings,
    settings,
    own_rules,
    choices,
    words,
    folder_is_none,
    folder_is_none,
    one_id_each,
    one_id_each,
    one_id_each,
)
