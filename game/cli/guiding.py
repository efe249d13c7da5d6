"""`neighbours guide`: the teacher's guide of a story. Starts without importing textual."""

from game.cli.main import PROBLEMS
from game.cli.opening import opened
from game.cli.output_form import as_text, form_of, put, refuse_where_there_is_one
from game.cli.progress import Progress
from game.guide import Length, guide, length_of
from game.prove.routes.report import MOST, routes_of_role
from game.story.model import Story

LOOKS = 1 << 11
"""A quarter of what a proof looks at in each search: a role takes seconds then. What stays open is told as bounded."""


def write_guide(name: str | None, form: str | None, out: str | None, *, force: bool, limit: int | None) -> int:
    given = opened(name, "told")
    if given is None:
        return PROBLEMS
    story = given.story
    refuse_where_there_is_one(out, force=force)
    written = form_of(form, out)
    text = as_text(guide(story, given.loaded.lesson, _lengths(story, limit or MOST)), written)
    return put(text, out, "The guide", "Open it in a browser, or print it from there." if written == "html" else "", force=force)


def _lengths(story: Story, most: int) -> dict[str, Length]:
    """How long each role takes, with a word on a terminal while it is found out."""
    lengths = {}
    with Progress() as progress:
        for number, (role, known) in enumerate(story.roles.items(), start=1):

            def tick(states: int, head: str = f"{known.title} ({number} of {len(story.roles)})") -> None:
                progress(lambda: f"How long the roles take: {head}, {states:,} states")

            tick(0)
            lengths[role] = length_of(routes_of_role(story, role, most=most, looks=LOOKS, tick=tick))
    return lengths
