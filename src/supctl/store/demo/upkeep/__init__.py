"""How the written demo keeps an authority's own rules: what they ask for is done, mostly in time, and a little is not.

The demo was written once. What an authority asks for besides (steps, places, links, notes, items on file) is found out
by asking for the answers, and done where it is open, until nothing more follows. Nothing here knows any authority.
"""

from supctl.store.demo.upkeep.keeping import kept_up, kept_up_records
from supctl.store.demo.upkeep.tables import LeftOpen, Table, Tables

__all__ = ["LeftOpen", "Table", "Tables", "kept_up", "kept_up_records"]
