"""The demo: a small written store, or one that chance has grown to any size. Invented, all of it."""

from supctl.store.demo.grown import Size, Written, grow
from supctl.store.demo.parts import Authority
from supctl.store.demo.written import ANCHOR, demo, demo_given

__all__ = ["ANCHOR", "Authority", "Size", "Written", "demo", "demo_given", "grow"]
