from pathlib import Path

import pytest

from tests.report.games import ferry


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home in which the ferry is one of the player's own stories, and an empty folder to be in."""
    monkeypatch.setenv("NEIGHBOURS_HOME", str(tmp_path / "home"))
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    ferry(tmp_path / "home" / "stories")
    return tmp_path / "home"
