"""London Borough of Merton: the Supervision Policy and Procedure of December 2021, as data for supctl."""

from supctl.hooks import DataPlugin

plugin = DataPlugin(__name__)
