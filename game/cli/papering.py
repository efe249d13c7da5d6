"""`neighbours paper`: a role as a numbered gamebook. Starts without importing textual."""

import sys

from game.cli.main import PROBLEMS, WrongUseError
from game.cli.opening import opened, role_of
from game.cli.output_form import as_text, form_of, put
from game.paper import NotOnPaperError, gamebook
from game.story.model import Story
from game.text.clean import clean_line


def paper(name: str | None, role: str | None, form: str | None, out: str | None, *, force: bool) -> int:
    given = opened(name, "printed")
    if given is None:
        return PROBLEMS
    chosen = _role(given.story, role)
    written = form_of(form, out)
    try:
        book = gamebook(given.story, chosen)
    except NotOnPaperError as error:
        print(f"neighbours: Paper can't carry {chosen}. {clean_line(str(error), limit=1_000)}.", file=sys.stderr)
        return PROBLEMS
    return put(as_text(book, written), out, "The gamebook", "Print it from a browser." if written == "html" else "", force=force)


def _role(story: Story, role: str | None) -> str:
    if role is not None:
        return role_of(story, role).id
    if len(story.roles) > 1:
        raise WrongUseError(f"{story.title} has several roles: name one with --role. It has: {', '.join(story.roles)}.")
    return next(iter(story.roles))
