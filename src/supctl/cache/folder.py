"""The folder in which things are kept for one user, what lies there by name, and what it was made by."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from pydantic import VERSION

from supctl import __version__


def cache_folder() -> Path | None:
    """The folder for what supctl may keep for this user, made if it was not there.

    `supctl` in the folder that SUPCTL_CACHE names, else in the user's own cache folder. Only this user may read it.
    None where it cannot be had: it cannot be made, is somebody else's, or others may write in it.
    """
    try:
        folder = _folder_named()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder if _is_private(folder) else None
    except (OSError, RuntimeError, ValueError):  # no such place, no home, a name that no file can have
        return None


def _folder_named() -> Path:
    if named := os.environ.get("SUPCTL_CACHE"):
        return Path(named).absolute() / "supctl"
    from platformdirs import user_cache_path

    return user_cache_path("supctl", appauthor=False)


def _is_private(folder: Path) -> bool:
    """Whether nobody else can write there; that nobody else can read there is seen to. Windows keeps its own lists."""
    if sys.platform == "win32":
        return folder.is_dir()
    found = folder.stat()
    if found.st_uid != os.geteuid() or found.st_mode & 0o022:
        return False
    if found.st_mode & 0o077:
        folder.chmod(0o700)
    return True


def kept(name: str) -> bytes | None:
    """What was kept under a name in the cache folder; None where there is nothing to be had."""
    folder = cache_folder()
    try:
        return (folder / name).read_bytes() if folder else None
    except OSError:
        return None


def keep(name: str, data: bytes) -> None:
    """Keep bytes under a name, all or nothing; where that cannot be, nothing is kept and nothing said."""
    import tempfile

    folder = cache_folder()
    if folder is None:
        return
    written: str | None = None
    try:
        place, written = tempfile.mkstemp(prefix=f"{name}.", dir=folder)
        with os.fdopen(place, "wb") as file:
            file.write(data)
        Path(written).replace(folder / name)
    except OSError:
        if written:
            _drop(Path(written))


def _drop(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError:
        return


def made_by(*rooms: str) -> str:
    """What decides the form of what is kept: the versions, and the code of these rooms by its files' sizes and times.

    Kept with an entry, and compared: another supctl, pydantic or Python, or code that was edited, reads it no more.
    """
    here = Path(__file__).parents[1]
    code = [found for room in ("documents", "cache", *rooms) for found in _looks(here / room)]
    return " ".join([__version__, VERSION, sys.version, *code])


def _looks(place: Path) -> list[str]:
    """How the Python files at a place look: a file by itself, or those of a folder (not below it)."""
    try:
        if place.suffix:
            found = place.stat()
            return [f"{place.name}:{found.st_size}:{found.st_mtime_ns}"]
        with os.scandir(place) as entries:
            looks = [(one.name, one.stat()) for one in entries if one.name.endswith(".py")]
        return sorted(f"{name}:{found.st_size}:{found.st_mtime_ns}" for name, found in looks)
    except OSError:
        return [f"{place.name}:?"]
