"""The table of commands fits what it calls."""

import inspect

import pytest

from game.cli.commands import COMMANDS, SHELF, Command, function_of, parser


@pytest.mark.parametrize("command", [SHELF, *COMMANDS.values()], ids=lambda command: command.calls)
def test_a_function_takes_what_can_be_typed(command: Command) -> None:
    taken = inspect.signature(function_of(command)).parameters
    assert set(taken) == {option.name for option in command.options}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_alone_is_read_like_among_all(name: str) -> None:
    arguments = [name, "tern"] if name == "new" else [name]
    assert vars(parser(name).parse_args(arguments)) == vars(parser().parse_args(arguments))


@pytest.mark.parametrize("arguments", [["--plain", "play"], ["play", "--plain"], ["--plain"]], ids=" ".join)
def test_plain_may_stand_before_a_command_or_after_it(arguments: list[str]) -> None:
    assert parser().parse_args(arguments).plain
    assert not parser().parse_args([word for word in arguments if word != "--plain"]).plain


def test_a_role_that_is_asked_for_once_isnt_asked_for_again() -> None:
    assert parser().parse_args(["prove", "--role", "visitor"]).roles == ["visitor"]
    assert parser().parse_args(["prove"]).roles == []
