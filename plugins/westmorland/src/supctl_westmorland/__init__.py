"""Westmorland and Furness Safeguarding Children Partnership: its Supervision Guidance, as data for supctl."""

from supctl.hooks import DataPlugin

plugin = DataPlugin(__name__)
