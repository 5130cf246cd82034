"""The store: the only room that reads or writes one. Here is what reading takes; what writes is in its own module."""

from supctl.store.locating import find_store
from supctl.store.reading import Loaded, Store, open_store
from supctl.store.settings import Settings

__all__ = ["Loaded", "Settings", "Store", "find_store", "open_store"]
