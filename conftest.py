"""Every test run keeps what supctl keeps for a user in a folder of its own, never in the developer's."""

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUPCTL_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield
