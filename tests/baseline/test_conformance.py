"""The national baseline is a policy as any other: it is found, it fits together, and its examples reach all of it."""

from supctl.testing.conformance import suite

TestConformance = suite("baseline")
