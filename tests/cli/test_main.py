"""What the command does where something goes wrong that no command of it can help."""

import pytest

from game.cli.author import new_command
from game.cli.main import main


def test_too_little_memory_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def print_schema(**_: object) -> int:
        raise MemoryError

    monkeypatch.setattr(new_command, "print_schema", print_schema)
    assert main(["schema"]) == 1
    assert capsys.readouterr().err == "neighbours: There isn't enough memory for this.\n"
