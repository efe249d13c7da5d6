"""What the command does where something goes wrong that no command of it can help."""

import pytest

from game.cli import main as module
from game.cli.main import main


def test_too_little_memory_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def run(_: object) -> int:
        raise MemoryError

    monkeypatch.setattr(module, "run_schema", run)
    assert main(["schema"]) == 1
    assert capsys.readouterr().err == "neighbours: There isn't enough memory for this.\n"
