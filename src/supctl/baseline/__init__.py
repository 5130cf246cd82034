"""The national baseline: Standards for Employers of Social Workers in England, Standard 5, as an authority's plugin.

It speaks only where a policy says `use = "baseline"`, always labelled as such, and it has no chain.
"""

from supctl.hooks import DataPlugin

plugin = DataPlugin(__name__)
