"""One writer at a time: the lock of a store, which only writers take."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from supctl.errors import StoreError

LOCK_FILE: Final = ".supctl.lock"
WAIT_SECONDS: Final = 15.0
_POLL_SECONDS = 0.01
_held: set[str] = set()
_NO_LOCKS = {errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL}


@contextmanager
def locked(store: Path) -> Iterator[None]:
    """Within it nobody else writes in the store, as far as the system's locks reach.

    Where they do not (some network drives), the claim of a commit keeps writers apart. Who is within it already goes
    straight on. Raises StoreError where somebody else holds the lock for too long, OSError where its file cannot be
    made.
    """
    from filelock import FileLock, Timeout

    name = os.path.abspath(store)  # noqa: PTH100 - no link is followed
    if name in _held:
        yield
        return
    lock = FileLock(store / LOCK_FILE, timeout=WAIT_SECONDS, poll_interval=_POLL_SECONDS, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout:
        raise busy() from None
    except NotImplementedError:
        pass
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
    _held.add(name)
    try:
        yield
    finally:
        _held.discard(name)
        lock.release()


def busy() -> StoreError:
    """That somebody else is writing, and for long."""
    message = f"somebody else has been writing in this store for {WAIT_SECONDS:.0f} seconds; nothing was changed"
    mend = "type the command again in a moment; if that does not help, see where else supctl is still running"
    return StoreError(f"{message}\n  mend: {mend}")
