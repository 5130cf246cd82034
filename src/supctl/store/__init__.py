"""The store: the only room that reads or writes one."""

from supctl.store.demo import demo, demo_given
from supctl.store.locating import find_store
from supctl.store.reading import Loaded, Store, open_store
from supctl.store.settings import Settings
from supctl.store.writing import init, write_service

__all__ = ["Loaded", "Settings", "Store", "demo", "demo_given", "find_store", "init", "open_store", "write_service"]
