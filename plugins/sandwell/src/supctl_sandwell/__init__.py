"""Sandwell Children's Trust: the practice note on management oversight and supervision, as data for supctl."""

from supctl.hooks import DataPlugin

plugin = DataPlugin(__name__)
