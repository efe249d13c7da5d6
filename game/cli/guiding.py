"""`neighbours guide`: the teacher's guide of a story. Starts without importing textual."""

import sys
import time
from pathlib import Path

from game.clean import clean
from game.cli.authoring import loaded_for
from game.cli.main import PROBLEMS, WrongUseError
from game.cli.writing import as_text, form_of, put
from game.guide import Length, guide, length_of
from game.prove.routes.report import MOST, routes_of_role
from game.report.write import NotWrittenError, refuse_existing
from game.story.model import Story

LOOKS = 1 << 11
"""A quarter of what a proof looks at in each search: a role takes seconds then. What stays open is told as bounded."""


def write_guide(name: str | None, form: str | None, out: str | None, *, force: bool, limit: int | None) -> int:
    loaded = loaded_for(name, "told")
    if loaded is None or loaded.story is None:
        return PROBLEMS
    try:
        if out is not None and not force:
            refuse_existing((Path(out),))  # before the time is spent
    except NotWrittenError as error:
        raise WrongUseError(str(error)) from error
    written = form_of(form, out)
    text = as_text(guide(loaded.story, loaded.lesson, _lengths(loaded.story, limit or MOST)), written)
    return put(text, out, "The guide", "Open it in a browser, or print it from there." if written == "html" else "", force=force)


def _lengths(story: Story, most: int) -> dict[str, Length]:
    """How long each role takes, with a word on a terminal while it is found out."""
    watched, shown = sys.stderr.isatty(), 0.0
    lengths = {}
    for number, (role, known) in enumerate(story.roles.items(), start=1):

        def tick(states: int, head: str = f"{clean(known.title)} ({number} of {len(story.roles)})") -> None:
            nonlocal shown
            if watched and time.monotonic() - shown > 0.25:
                shown = time.monotonic()
                print(f"\r\x1b[KHow long the roles take: {head}, {states:,} states ", end="", file=sys.stderr, flush=True)

        tick(0)
        lengths[role] = length_of(routes_of_role(story, role, most=most, looks=LOOKS, tick=tick))
    if watched:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
    return lengths
