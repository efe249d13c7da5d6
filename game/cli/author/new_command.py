"""`neighbours new`: a small story that passes every check and shows the format by itself, or a copy of another to change; and
`neighbours schema`, which an editor reads."""

import json
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

from game.cli.exit_codes import Exit, WrongUseError
from game.disk.paths import is_folder, is_there
from game.library.find_stories import Found, find_story
from game.plain.plain_text import columns
from game.source.folder import PICTURE_ENDING, story_files
from game.source.identity import STORY_FILE, declared_id, new_id
from game.story.json_schema import schema
from game.text.names import name_of
from game.text.shell import command_line

TEMPLATE = Path(__file__).parents[2] / "first_story"
SCHEMA_FILE = "schema.json"
NEXT = {
    "play": "play it",
    "check": "is every line in order?",
    "prove": "can nobody get stuck?",
    "test": "does what must keep working still work?",
    "preview": "write it and play it side by side",
}
ID_LINE = re.compile(r"^id[ \t]*:.*$", re.MULTILINE)
STORIES = Path("scenes")
_FOLDER = re.compile("[a-z][a-z0-9_]{0,63}")  # what every disk and archive can hold
_IN_THE_WAY_ON_WINDOWS = re.compile("con|nul|aux|prn|(?:com|lpt)[0-9]")
SCHEMA_LINE = re.compile(r"\A# yaml-language-server: \$schema=\S+")


def new_story(name: str, copied: str | None) -> int:
    """Make the folder NAME here, or in ./scenes where there is one. Raises WrongUseError where it can't be made."""
    if not _FOLDER.fullmatch(name):
        meant = name_of(name)
        question = f" Did you mean {meant}?" if _FOLDER.fullmatch(meant) else ""
        raise WrongUseError(f"`{name}` can't be a story's name. Use a to z, digits and _, and start with a letter.{question}")
    if _IN_THE_WAY_ON_WINDOWS.fullmatch(name):
        raise WrongUseError(f"No folder on Windows can be called `{name}`, and a story may be played there. Choose another name.")
    folder = STORIES / name if is_folder(STORIES) else Path(name)
    if folder == STORIES:
        raise WrongUseError(f"Stories are looked for in a folder `{name}`, so none is called that. Choose another name.")
    if is_there(folder):
        raise WrongUseError(f"There is a {folder} already. Choose another name.")
    try:
        for file, text in _first_files(name) if copied is None else _copied_files(find_story(copied)):
            target = folder / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(_with_schema(_with_id(text, file, folder), file.count("/")), encoding="utf-8")
        (folder / SCHEMA_FILE).write_text(json.dumps(schema(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise WrongUseError(f"{folder} could not be made: {error.strerror}.") from error
    print(f"Made {folder}. Next:")
    print(textwrap.indent(columns([(command_line(command, str(folder)), does) for command, does in NEXT.items()]), "    "))
    return Exit.FINE


def _first_files(name: str) -> Iterator[tuple[str, str]]:
    title = name.replace("_", " ").capitalize()
    for file in sorted(each for each in TEMPLATE.rglob("*") if each.suffix in (".yaml", PICTURE_ENDING)):
        yield file.relative_to(TEMPLATE).as_posix(), file.read_text(encoding="utf-8").replace("title: TITLE", f"title: {title}", 1)


def _copied_files(story: Found) -> Iterator[tuple[str, str]]:
    """The files of a story and nothing else that may lie beside them."""
    listing = story_files(story.folder, story.shown)
    yield from ((file.name, file.raw.decode("utf-8")) for file in (*listing.files, *listing.pictures, *listing.tests))


def _with_id(text: str, file: str, folder: Path) -> str:
    """The text of a file, which in story.yaml has an id that no other story has: a copy's games are its own."""
    if file != STORY_FILE:
        return text
    line = f"id: {new_id(folder.name)}"
    if declared_id(text.encode()):
        return ID_LINE.sub(line, text, count=1)
    return re.sub(r"(?m)^title:", f"{line}\ntitle:", text, count=1)


def _with_schema(text: str, depth: int) -> str:
    """The text whose first line, if it names a schema, names the one in this folder."""
    return SCHEMA_LINE.sub(f"# yaml-language-server: $schema={'../' * depth}{SCHEMA_FILE}", text, count=1)


def print_schema(file: str | None) -> int:
    """What an editor has to know of one kind of file, or of any."""
    print(json.dumps(schema(file or ""), indent=1, ensure_ascii=False))
    return Exit.FINE
