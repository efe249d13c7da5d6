"""The command, with an eye on the app's pages: the app breaks as soon as a page is shown above another one of its kind."""

import sys
from typing import Any

from textual.screen import Screen

from game.cli.main import main
from game.tui.terminal import TerminalApp

push_screen = TerminalApp.push_screen


def push_and_look(app: TerminalApp, screen: "Screen[Any]", *arguments: Any, **options: Any) -> Any:
    pushed = push_screen(app, screen, *arguments, **options)
    kinds = [type(each).__name__ for each in app.screen_stack]
    assert len(kinds) == len(set(kinds)), f"a page is open twice: {kinds}"
    return pushed


if __name__ == "__main__":
    TerminalApp.push_screen = push_and_look  # type: ignore[assignment,method-assign]
    sys.exit(main())
