"""How hard the property tests look: SUPCTL_HYPOTHESIS=ci (unless told; the same cases each time) or slow (many)."""

import os

from hypothesis import HealthCheck, Phase, settings

_UNHURRIED = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
_WITHOUT_SHRINKING = [Phase.explicit, Phase.reuse, Phase.generate]  # a whole service takes minutes to shrink

settings.register_profile(
    "ci",
    deadline=None,
    max_examples=60,
    derandomize=True,
    phases=_WITHOUT_SHRINKING,
    suppress_health_check=_UNHURRIED,
)
settings.register_profile(
    "slow", deadline=None, max_examples=2000, phases=_WITHOUT_SHRINKING, suppress_health_check=_UNHURRIED
)
settings.load_profile(os.environ.get("SUPCTL_HYPOTHESIS", "ci"))
