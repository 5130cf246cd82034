"""West Sussex County Council: the Supervision Policy for Children's Services, as data for supctl."""

from supctl.hooks import DataPlugin

plugin = DataPlugin(__name__)
