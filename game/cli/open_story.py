"""What almost every command begins with: the story that was named, and a role of it; or what is wrong with them."""

import os
import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from game.cli.exit_codes import ProblemsError, WrongUseError
from game.library.find_stories import Found, NoStoryError, all_stories, find_story
from game.problems import Problem, nearest
from game.saves import Saves, Slot
from game.source.identity import SHIPPED, name_in
from game.story.model import Role, RolePart, Story
from game.text.clean import clean_line

if TYPE_CHECKING:
    from game.library.load import Loaded


class OpenedStory(Struct, frozen=True):
    """A story with where it was found and with all that was loaded beside it."""

    found: Found
    loaded: "Loaded"
    story: Story


def find(name: str | None) -> Found:
    """The story that was named, the one in this folder, or the shipped one. Raises NoStoryError."""
    return find_story(name if name is not None else SHIPPED)


def story_of(slot: Slot, saves: Saves) -> Found:
    """The story of a saved game. Raises NoStoryError."""
    return next((found for found in all_stories() if saves.is_of(slot, found.identity)), None) or find(name_in(slot.story))


def opened(name: str | None, done: str, form: str = "text") -> OpenedStory:
    """The story that was named. Raises NoStoryError, and ProblemsError once its errors are told, as `tell_errors` does."""
    from game.library.load import load  # with all that reads YAML, which a command that only finds a story may not need

    found = find(name)
    loaded = load(found.folder, shown=found.shown)
    if loaded.story is None:
        tell_errors(found, loaded.errors, done, form)
        raise ProblemsError
    return OpenedStory(found, loaded, loaded.story)


def role_of(story: Story, role: str) -> Role:
    """Raises WrongUseError where the story has no such role."""
    if role not in story.roles:
        hint = nearest(role, story.roles)
        raise WrongUseError(f"{story.title} has no role `{role}`" + (f": {hint}" if hint else f". It has: {', '.join(story.roles)}."))
    return story.roles[role]


def story_and_part(name: str | None, part: str | None) -> tuple[str | None, str | None]:
    """What was typed as the story and as the part. In `--part STORY` the story stands where a part's name may: where no other is
    named, it is the story, and the part is the role's only one."""
    if name is not None or not part:
        return name, part
    try:
        find_story(part)
    except NoStoryError:
        return name, part
    return part, ""


def part_of(role: Role, typed: str) -> RolePart:
    """The part of this name, or with "" the only one. Raises WrongUseError where there is none."""
    part = role.part(typed) if typed or len(role.parts) != 1 else role.parts[0]
    if part is None:
        names = [part.id for part in role.parts]
        why = f"has the parts {', '.join(names)}: name one, as in `--part {names[0]}`" if names else "has no parts"
        hint = nearest(typed, names) if typed else ""
        raise WrongUseError(f"The role `{role.id}` has no part `{typed}`: {hint}" if hint else f"The role `{role.id}` {why}.")
    return part


def tell(problems: Sequence[Problem]) -> None:
    """Problems for people, on standard error."""
    from shutil import get_terminal_size

    from game.problems.show import as_text

    colour = sys.stderr.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    width = get_terminal_size().columns if sys.stderr.isatty() else None
    print(as_text(problems, colour=colour, width=width), file=sys.stderr)


def tell_errors(found: Found, errors: Sequence[Problem], done: str = "played", form: str = "text") -> None:
    """What keeps a story from being played; warnings are for `check`. `done` ends "can't be ... before these are mended".

    On standard error, and for a program, with the form "json", on standard output.
    """
    from game.problems.show import as_json, summary

    if form == "json":
        print(as_json(errors))
    else:
        tell(errors)
    print(f"{clean_line(found.shown, limit=1_000)} can't be {done} before these are mended: {summary(errors)}.", file=sys.stderr)
    newer = _newer_program(found)
    if newer:
        print(f"It was packed by version {newer} of the game. A newer game may know what this one doesn't.", file=sys.stderr)


def program_version() -> str:
    """The version of this program; nothing where it isn't installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("good-neighbours")
    except PackageNotFoundError:
        return ""


def _newer_program(found: Found) -> str:
    """The version of the program that packed the story, where that is newer than this one."""
    from game.library.pack import made_by

    made, ours = made_by(found.folder), program_version()
    return clean_line(made, limit=20) if _numbers(made) > _numbers(ours) and ours else ""


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"[0-9]{1,6}", version)[:3])
