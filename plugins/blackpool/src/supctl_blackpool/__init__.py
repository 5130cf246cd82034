"""Blackpool Council: the Children's & Families Service Supervision Guidance, as data for supctl."""

from supctl.hooks import DataPlugin

plugin = DataPlugin(__name__)
