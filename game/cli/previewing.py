"""`neighbours preview`: the app for whoever writes a story."""

from game.cli.main import WrongUseError
from game.cli.opening import find, role_of
from game.cli.playing import has_screen, path_from
from game.play.pasted_line import PathError
from game.saves import settings_file
from game.session.draft import open_draft


def preview(name: str | None, *, role: str | None, seed: int, path: str | None, print_path: bool) -> int:
    """The exit code, as `game.tui.app.run` tells it."""
    if not has_screen():
        raise WrongUseError("preview draws on a terminal, and here is none; `neighbours play --plain` tells a story line by line.")
    found = find(name)
    try:
        draft = open_draft(found, role=role or "", seed=seed, path=path_from(path) if path is not None else None)
    except PathError as error:
        raise WrongUseError(f"{error}") from error
    if draft.story is not None and role is not None:
        role_of(draft.story, role)
    from game.prove.ways_to import way_to
    from game.tui.preview.preview_app import run

    return run(draft, settings_file=settings_file(), find_way=way_to, print_path=print_path)
