from pathlib import Path

import pytest

from tests.process.command import Computer


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    """A computer on which nobody has played yet."""
    made = Computer(tmp_path)
    made.desk.mkdir()
    return made
