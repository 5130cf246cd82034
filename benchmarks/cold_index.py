"""Makes the index of a store as a command does that finds none, and says how many files it read at least.

SUPCTL_CACHE=an/empty/folder python -m benchmarks.cold_index STORE
"""

from __future__ import annotations

import sys
from pathlib import Path

from supctl.store import open_store

from .places import AS_OF
from .vocabulary import words_of


def main(folder: Path) -> int:
    """The number of files told last; 1 where no index could be made."""
    told = [0]
    store = open_store(folder)
    if store.indexed(words_of(folder), store.settings.authority_on(AS_OF), told.append) is None:
        print("no index could be made", file=sys.stderr)
        return 1
    print(told[-1])
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
