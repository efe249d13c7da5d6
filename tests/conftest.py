from collections.abc import Iterator

import pytest
from hypothesis import settings

# A busy machine is no failure: examples are counted, never timed.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True, scope="session")
def _home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes what belongs to whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEIGHBOURS_HOME", str(tmp_path_factory.mktemp("home")))
        yield
