"""`neighbours preview`: a story while it is written, in the app, and its map beside it in a browser."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from game.cli.exit_codes import WrongUseError
from game.cli.guide_paper_graph import require_layout
from game.cli.open_story import find, role_of
from game.cli.play_command import has_screen, path_from
from game.saves import settings_file

if TYPE_CHECKING:
    from game.session.draft import Draft


def preview(name: str | None, *, role: str | None, seed: int, path: str | None, map: bool, editor: str | None, print_path: bool) -> int:
    """The exit code, as `game.tui.running.run_app` tells it. With `print_path` the way that was come is printed at the end."""
    if not has_screen():
        raise WrongUseError("preview draws on a terminal, and here is none; `neighbours play --plain` tells a story line by line.")
    if map:
        require_layout("Without --map the preview does without.")
    elif editor is not None:
        raise WrongUseError("Only the map in a browser has links that open an editor: add --map.")
    from game.session.draft import open_draft

    draft = open_draft(find(name), role=role or "", seed=seed, path=path_from(path) if path is not None else None)
    if draft.story is not None and role is not None:
        role_of(draft.story, role)
    if map:
        with _map_beside(draft, editor or ""):
            code = _run(draft)
    else:
        code = _run(draft)
    if print_path and draft.session is not None:
        from game.play.pasted_line import path_text

        print(path_text(draft.session.played.carried, draft.session.played.entries))
    return code


def _run(draft: "Draft") -> int:
    from game.check.lint import lint
    from game.prove.ways_to import way_to
    from game.tui.preview.preview_app import PreviewApp
    from game.tui.running import run_app

    return run_app(PreviewApp(draft, settings_file=settings_file(), find_way=way_to, warn=lambda loaded: lint(loaded).problems))


@contextmanager
def _map_beside(draft: "Draft", editor: str) -> Iterator[None]:
    """The map is served, and opened, as long as this lasts."""
    from game.graph.live_map import LiveMap
    from game.graph.map_server import served

    live = LiveMap(draft, editor)
    pages = {"/": ("text/html", lambda: live.page().encode()), "/now": ("application/json", live.moment)}
    with ExitStack() as stack:
        try:
            server = stack.enter_context(served(pages))
        except OSError as error:
            raise WrongUseError(f"The map can't be served on this computer: {error}.") from error
        draft.map_address = server.address
        _open(server.address)
        yield
    if server.fault:
        print(server.fault, file=sys.stderr)


def _open(address: str) -> None:
    """Open a page in the browser, in a process that can't write to the terminal, nor read from it, as some browsers would."""
    nothing = subprocess.DEVNULL
    command = [sys.executable, "-m", "webbrowser", address]
    subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True)
