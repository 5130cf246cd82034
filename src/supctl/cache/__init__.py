"""What may be worked out again: where it is kept, and in which form.

Nothing here is the only home of a fact. A cache that is not there, not private or not readable is no error: whoever
asks gets nothing, and reads the files themselves.
"""

from supctl.cache.folder import cache_folder, keep, kept, made_by
from supctl.cache.later import Later
from supctl.cache.shapes import TextOf, frozen, thawed, unchecked
from supctl.cache.texts import as_read

__all__ = ["Later", "TextOf", "as_read", "cache_folder", "frozen", "keep", "kept", "made_by", "thawed", "unchecked"]
