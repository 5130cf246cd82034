"""Where the store is: the folder that holds a supctl.toml."""

from __future__ import annotations

from pathlib import Path

from supctl.errors import StoreError
from supctl.store.changes.journal import pending
from supctl.store.settings import SETTINGS_FILE

_MEND = (
    "go to your store's folder, or name it with --store DIR or SUPCTL_STORE; to make one: "
    "supctl init DIR --authority NAME"
)


def find_store(start: Path, given: Path | None = None) -> Path:
    """The store's folder: the one that was given (by --store or SUPCTL_STORE), else the nearest from `start` upwards.

    Raises StoreError where there is none; a folder that was given must be a store itself.
    """
    if given is not None:
        return _given(given)
    found = _upwards(start)
    if found is None:
        raise StoreError(f"there is no {SETTINGS_FILE} in {start} or in any folder above it\n  mend: {_MEND}")
    return found


def _given(folder: Path) -> Path:
    if _is_store(folder):
        return folder
    if not folder.is_dir():
        raise StoreError(f"there is no folder {folder}\n  mend: {_MEND}")
    above = _upwards(folder)
    mend = f"name the store itself: {above}" if above else _MEND
    raise StoreError(f"{folder} is not a store: it holds no {SETTINGS_FILE}\n  mend: {mend}")


def _upwards(start: Path) -> Path | None:
    folder = start.absolute()
    return next((one for one in (folder, *folder.parents) if _is_store(one)), None)


def _is_store(folder: Path) -> bool:
    """Whether a folder holds a supctl.toml, also while a new one is being put in the place of the old."""
    settings = folder / SETTINGS_FILE
    return settings.is_file() or SETTINGS_FILE in pending(folder) or settings.is_file()
