"""A committed change put in place: as often as it takes, with the same end, and never over what somebody else wrote.

A file that is edited is first taken aside, so that what is compared is what is replaced: whatever an editor or a sync
program saved up to that moment is found there. Readers meanwhile read through the journal.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from supctl.store.changes import disk
from supctl.store.changes.journal import Change

_BESIDE: Final = ".supctl-"
_MANY: Final = 32
"""From so many changes on the disk is seen once for all of them, where the system can."""


@dataclass(frozen=True)
class Kept:
    """Somebody wrote in a file at the very moment of its change: theirs stands, and `ours` is where ours lies."""

    name: str
    ours: str | None


def put_in_place(store: Path, commit: str, changes: Iterable[Change]) -> list[Kept]:
    """Put every change of a commit in place, and see it on the disk; gives those where somebody else's text stands.

    May be called again after it was stopped, and then ends as it would have. Raises OSError.
    """
    places = [_Place(store, commit, number, change) for number, change in enumerate(changes)]
    if len(places) >= _MANY and hasattr(os, "sync"):
        return _put_many(places)
    kept = [place.kept for place in places if not place.settle()]
    for folder in dict.fromkeys(place.path.parent for place in places):
        if folder.is_dir():
            disk.see_folder(folder)
    return kept


def _put_many(places: list[_Place]) -> list[Kept]:
    """As above, with two looks at the disk for all of them: before the first comes into its place, and at the end."""
    for place in places:
        place.prepare()
    os.sync()
    kept = [place.kept for place in places if not place.settle(prepared=True)]
    os.sync()
    return kept


@dataclass(frozen=True)
class _Place:
    store: Path
    commit: str
    number: int
    change: Change

    @property
    def path(self) -> Path:
        return self.store / self.change.name

    @property
    def new(self) -> Path:
        """What is to come into the place, beside it, under a name that no reader looks at."""
        return self.path.with_name(f"{_BESIDE}{self.commit}.{self.number}.new")

    @property
    def aside(self) -> Path:
        """What was taken out of the place."""
        return self.path.with_name(f"{_BESIDE}{self.commit}.{self.number}.old")

    @property
    def ours(self) -> Path:
        """Where ours is kept where somebody else's stands: for people to see, and not read as a file of the store."""
        return self.path.with_name(f"{self.path.name}.not-written-{self.commit.rpartition('-')[2]}")

    @property
    def kept(self) -> Kept:
        return Kept(self.change.name, self.ours.name if self.change.after is not None else None)

    def settle(self, *, prepared: bool = False) -> bool:
        """Put it in place. False where somebody else's text stands there instead."""
        if self.change.after is None:
            return self._taken_away()
        disk.make_folders(self.path.parent)
        return self._written(self.change.after, prepared=prepared)

    def prepare(self) -> None:
        """Write beside the place what is to come there, without waiting until it is on the disk."""
        if self.change.after is not None:
            disk.make_folders(self.path.parent)
            disk.write(self.new, self.change.after, seen=False, exclusive=False)

    def _taken_away(self) -> bool:
        if not self._take_aside():
            return False
        found = disk.read(self.aside)
        if found is not None and not self.change.is_old(found):
            return self._give_back()
        disk.take_away(self.aside)
        return True

    def _written(self, after: bytes, *, prepared: bool) -> bool:
        found = disk.read(self.path)
        if found == after and not self.aside.exists():
            disk.take_away(self.new)
            return True
        if found is not None and found != after and not self.change.is_old(found):
            return self._kept_beside(after)
        if not prepared:
            disk.write(self.new, after, exclusive=False)
        self._keep_mode()
        if not self._take_aside(unless=after):
            return self._kept_beside(after)
        try:
            disk.put_new(self.new, self.path)
        except FileExistsError:
            if disk.read(self.path) != after:
                return self._kept_beside(after)
            disk.take_away(self.new)
        return self._aside_was_old(after)

    def _take_aside(self, unless: bytes | None = None) -> bool:
        """Take what lies in the place out of it, unless that was done before. False where it is somebody else's."""
        if self.aside.exists():
            return True
        found = disk.read(self.path)
        if found is None or found == unless:
            return True
        if not self.change.is_old(found):
            return False
        disk.move(self.path, self.aside)
        return True

    def _aside_was_old(self, after: bytes) -> bool:
        """Whether nothing but the old content was taken out; if somebody saved theirs just then, it goes back."""
        found = disk.read(self.aside)
        if found is None:
            return True
        if found == after or self.change.is_old(found):
            disk.take_away(self.aside)
            return True
        disk.write(self.ours, after, exclusive=False)
        if disk.read(self.path) == after:
            disk.take_away(self.path)
        return self._give_back()

    def _give_back(self) -> bool:
        """Put back what was taken aside, where nothing has come there since. Always False: it is somebody else's."""
        try:
            disk.put_new(self.aside, self.path)
        except FileExistsError:
            if disk.read(self.path) != disk.read(self.aside):
                disk.move(self.aside, self.ours.with_name(f"{self.ours.name}-before"))
        disk.take_away(self.aside)
        return False

    def _kept_beside(self, after: bytes) -> bool:
        """Leave what somebody else wrote in its place, and ours beside it. Always False."""
        disk.write(self.ours, after, exclusive=False)
        disk.take_away(self.new)
        found = disk.read(self.aside)
        if found is not None and not self.change.is_old(found):
            return self._give_back()
        disk.take_away(self.aside)
        return False

    def _keep_mode(self) -> None:
        """Let the new file be read and written by whom the old one was."""
        for old in (self.aside, self.path):
            if old.exists():
                os.chmod(self.new, stat.S_IMODE(old.stat().st_mode))  # noqa: PTH101
                return
