"""Where stories are found: by a path, in ./scenes, in the user's own story folder, unpacked, or shipped with the game."""

from pathlib import Path

from msgspec import Struct

from game.disk.homes import packs_folder, stories_folder
from game.disk.paths import is_file, is_folder
from game.problems import nearest
from game.source.identity import SHIPPED, Identity, identity_of
from game.text.clean import clean_line
from game.text.sentence_error import SentenceError


class NoStoryError(SentenceError):
    """There is no such story; the message is a sentence for whoever asked."""


class Found(Struct, frozen=True):
    """A story's folder, and the path to show for it in messages."""

    folder: Path
    shown: str

    @property
    def name(self) -> str:
        """What it is called in a list of stories, and on the command line."""
        return clean_line(self.folder.resolve().name)

    @property
    def identity(self) -> Identity:
        return identity_of(self.folder, shipped_folder())


def shipped_folder() -> Path:
    """The scenes that came with the game: beside this package in an installed copy, at the top of a checkout."""
    package = Path(__file__).parents[1]
    installed = package / "scenes"
    return installed if is_folder(installed) else package.parent / "scenes"


def find_story(name: str) -> Found:
    """A path to a folder (or to its story.yaml) or to a pack, or a story's name. Raises NoStoryError, and PackError."""
    path = Path(name)
    if path.suffix.lower() == ".zip" and is_file(path):
        from game.library.unpack import unpacked  # a story that isn't packed needs none of it

        return Found(unpacked(path), str(path))
    if path.name == "story.yaml" and is_file(path):
        return Found(path.parent, str(path.parent))
    looks_like_path = path.is_absolute() or len(path.parts) > 1 or name in (".", "..") or is_file(path / "story.yaml")
    if looks_like_path:
        if is_folder(path):
            return Found(path, str(path))
        raise NoStoryError(f"There is no folder {name}.")
    for folder, shown in _folders():
        if is_file(folder / name / "story.yaml"):
            return Found(folder / name, str(shown / name))
    if is_folder(path):
        return Found(path, str(path))
    known = [found.name for found in all_stories()]
    label = nearest(name, known)
    raise NoStoryError(f"There is no story `{name}`" + (f": {label}" if label else f". There is: {', '.join(known)}." if known else "."))


def all_stories() -> list[Found]:
    """Every story that has a name, the shipped one first; the nearest folder wins where two are called alike."""
    found: dict[str, Found] = {}
    for folder, shown in _folders():
        try:
            names = sorted(path.parent.name for path in folder.glob("*/story.yaml") if path.parent.name[0] != ".")
        except OSError:
            continue  # a folder that can't be read holds no stories for us
        for name in names:
            found.setdefault(name, Found(folder / name, str(shown / name)))
    return sorted(found.values(), key=lambda story: (story.name != SHIPPED, story.name))


def _folders() -> list[tuple[Path, Path]]:
    """The folders that are looked in, nearest first, each with the path to show for it."""
    here = Path("scenes")
    folders = [(here, here), *((folder, folder) for folder in (stories_folder(), shipped_folder(), packs_folder()))]
    return [(folder, shown) for folder, shown in folders if is_folder(folder)]
