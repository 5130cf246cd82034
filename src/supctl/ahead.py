"""A look at the folders of people and cases, begun by a second process while this one still loads what it needs.

To see that none of tens of thousands of files was changed takes as long as to start; on two processors it need not take
longer. What is seen is a digest of how every file in a folder looks, and whoever asks compares it with the one that was
kept: nothing is trusted that would not be found by looking now. Nothing is begun where the system cannot fork.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import Final

FOLDERS: Final = ("teams", "workers", "cases")
_SETTINGS: Final = "supctl.toml"
_STORE_OPTION: Final = "--store"
_DIGEST_BYTES: Final = 16
_LARGE_FOLDER: Final = 30_000
_Moment = tuple[int, bool]
_NO_LOOK: Final = bytes(_DIGEST_BYTES)


def look_of(folder: str) -> bytes:
    """A digest of how everything in a folder looks; all zeros where that cannot be told.

    Of each entry its name, when it was written, when the system last changed anything about it, its size and its place
    on the disk.
    """
    from array import array
    from itertools import chain
    from operator import attrgetter
    from zlib import adler32, crc32

    parts = attrgetter("st_mtime_ns", "st_ctime_ns", "st_size", "st_ino")
    collects = gc.isenabled()
    gc.disable()  # tens of thousands of looks are no rubbish, and would be searched for some at every thousandth
    try:
        with _entries(folder) as (found, states):
            looks = array("q", chain.from_iterable(map(parts, states)))
    except (OSError, OverflowError):
        return _NO_LOOK
    finally:
        if collects:
            gc.enable()
    names = "\0".join(found).encode("utf-8", "surrogateescape")
    told = looks.tobytes()
    return b"".join(sum_of(part).to_bytes(4, "big") for sum_of in (crc32, adler32) for part in (names, told))


@contextmanager
def _entries(folder: str) -> Iterator[tuple[list[str], Iterator[os.stat_result]]]:
    """The names in a folder, and how each looks. Where the system can, from inside it: no path is walked again."""
    if os.stat not in os.supports_dir_fd or os.listdir not in os.supports_fd:
        with os.scandir(folder) as found:
            entries = list(found)
        yield [entry.name for entry in entries], map(os.DirEntry.stat, entries)
        return
    inside = os.open(folder, os.O_RDONLY)
    try:
        names = os.listdir(inside)  # noqa: PTH208
        yield names, map(partial(os.stat, dir_fd=inside), names)
    finally:
        os.close(inside)


def is_look(digest: bytes) -> bool:
    """Whether a folder could be looked at."""
    return digest != _NO_LOOK


_begun: list[tuple[str, int, int, _Moment]] = []
"""The process that looks at the folders of a store: the store, the process, where it tells what it saw, and when."""


def begin(arguments: Sequence[str]) -> None:
    """Begin to look at the folders of the store that will be asked for, as far as that can be told yet."""
    store = _store_meant(arguments)
    if store is None or _begun or not hasattr(os, "fork") or (os.cpu_count() or 1) == 1 or not _holds_many(store):
        return
    moment = _moment(store)
    told, tell = os.pipe()
    try:
        process = os.fork()
    except OSError:
        os.close(told)
        os.close(tell)
        return
    if process:
        os.close(tell)
        _begun.append((store, process, told, moment))
        return
    try:
        os.close(1)  # who reads the answer waits for the other process alone
        os.write(tell, b"".join(look_of(f"{store}/{folder}") for folder in FOLDERS))
    finally:
        os._exit(0)


def seen(store: str) -> dict[str, bytes]:
    """What was seen of a store's folders, by their names; nothing where none was looked at, or it was asked before."""
    if not _begun:
        return {}
    asked, process, told, moment = _begun.pop()
    with os.fdopen(told, "rb") as seen_there:
        found = seen_there.read()
    with suppress(ChildProcessError):  # whoever started us has said that nobody waits for anybody
        os.waitpid(process, 0)
    if len(found) != len(FOLDERS) * _DIGEST_BYTES or os.path.realpath(store) != os.path.realpath(asked):
        return {}
    if _moment(store) != moment:  # a commit in between: all of it is to be seen, or none
        return {}
    return {name: found[number * _DIGEST_BYTES : (number + 1) * _DIGEST_BYTES] for number, name in enumerate(FOLDERS)}


def _moment(store: str) -> _Moment:
    """When a store was last committed to, as far as its folder tells, and whether a commit is being put in place."""
    try:
        return os.stat(store).st_mtime_ns, os.path.lexists(f"{store}/.supctl-journal")  # noqa: PTH116
    except OSError:
        return 0, True


def _holds_many(store: str) -> bool:
    """Whether there is more to look at than is done before a process is begun, as far as the folders' sizes tell."""
    try:
        return max(os.stat(f"{store}/{folder}").st_size for folder in FOLDERS) >= _LARGE_FOLDER  # noqa: PTH116
    except OSError:
        return False


def _store_meant(arguments: Sequence[str]) -> str | None:
    """The store's folder, as `store.locating` will find it; a wrong guess costs a look in vain."""
    for number, word in enumerate(arguments):
        if word == _STORE_OPTION and number + 1 < len(arguments):
            return arguments[number + 1]
        if word.startswith(f"{_STORE_OPTION}="):
            return word.partition("=")[2]
    if named := os.environ.get("SUPCTL_STORE"):
        return named
    folder = os.getcwd()  # noqa: PTH109 - pathlib is not loaded yet
    while not os.path.isfile(os.path.join(folder, _SETTINGS)):  # noqa: PTH113, PTH118
        above = os.path.dirname(folder)  # noqa: PTH120
        if above == folder:
            return None
        folder = above
    return folder
