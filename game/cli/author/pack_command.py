"""`neighbours pack`: a story as one file to pass on."""

from pathlib import Path

from game.cli.exit_codes import Exit, WrongUseError
from game.cli.open_story import opened, program_version
from game.cli.output_files import refuse_where_there_is_one
from game.library.pack import ENDING, About, PackError, packed
from game.library.unpack import is_pack
from game.source.folder import story_files
from game.source.identity import new_id
from game.text.clean import clean_line
from game.text.shell import command_line


def pack(name: str | None, out: str | None, *, force: bool) -> int:
    """Write the story that was named to the file `out`, or to one of its name here."""
    from game.disk.named_files import write_new

    if out is not None and not is_pack(Path(out)):
        raise WrongUseError(f"{clean_line(out, limit=1_000)} isn't the name of a pack. Name a file that ends in {ENDING}.")
    refuse_where_there_is_one(out, force=force)
    given = opened(name, "packed")
    story, folder = given.story, given.found.folder
    if not story.identity.declared:
        raise WrongUseError(
            f"story.yaml has no id, by which saved games find their story on every computer. Add this line to it: id: {new_id(folder.name)}"
        )
    path = Path(out) if out is not None else Path(given.found.name + ENDING)
    about = About(program=program_version(), title=story.title, author=story.author, licence=story.licence)
    try:
        raw = packed(folder.resolve().name, story_files(folder, given.found.shown), about)
    except PackError as error:
        raise WrongUseError(f"{clean_line(given.found.shown, limit=1_000)} can't be packed: {error}.") from error
    write_new(path, raw, force=force)
    shown = clean_line(str(path), limit=1_000)
    print(f"{story.title} is in {shown}. Whoever has the game plays it with: {command_line('play', shown)}")
    return Exit.FINE
