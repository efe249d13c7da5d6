"""The map of a story that somebody is writing, as it is at this moment: what was just changed, and where the play is."""

from collections.abc import Mapping
from threading import Lock

from msgspec import Struct, json

from game.graph.html_map import as_live_page
from game.graph.scene_map import scene_map
from game.session.draft import Draft
from game.story.model import At, Scene, Story
from game.text.clean import clean_line
from game.text.words import counted


class MapNow(Struct, frozen=True):
    """What the page asks for again and again. `version` is that of the map, `here` the scene that is played."""

    version: int
    here: str
    said: str
    wrong: str


class LiveMap:
    """Reads the draft, and never changes it: it is asked from other threads than the one that plays."""

    def __init__(self, draft: Draft, editor: str = "") -> None:
        self._draft, self._editor = draft, editor
        self._lock = Lock()
        self._story: Story | None = None
        self._changed: frozenset[str] = frozenset()
        self._version = 0
        self._page: tuple[int, str] = (-1, "")

    def page(self) -> str:
        with self._lock:
            self._look()
            if self._page[0] != self._version:
                drawn = scene_map(self._story, changed=self._changed) if self._story is not None else None
                self._page = (self._version, as_live_page(drawn, self._version, self._editor))
            return self._page[1]

    def moment(self) -> bytes:
        """As JSON."""
        with self._lock:
            self._look()
            version = self._version
        draft = self._draft
        wrong = ""
        if draft.errors:
            first = draft.errors[0]
            last = " The map shows the last version that had none." if draft.session is not None else ""
            told = f"{first.place.path}:{first.place.line}: {clean_line(first.message, limit=300)}"
            wrong = f"The files have {counted(len(draft.errors), 'mistake')}.{last} {told}."
        if draft.session is None:
            return json.encode(MapNow(version, "", "The map begins as soon as the story can be played.", wrong))
        played = draft.session.played
        role = clean_line(played.program.role.title)
        return json.encode(MapNow(version, played.scene.id, f"as {role}, after {counted(played.made, 'choice')}", wrong))

    def _look(self) -> None:
        """Notice that there is another version of the story than the one that was drawn."""
        story = self._draft.story
        if story is not self._story and story is not None:
            if self._story is not None:
                self._changed = changed_scenes(self._story, story)
            self._story = story
            self._version += 1


def changed_scenes(before: Story, after: Story) -> frozenset[str]:
    """The scenes that are new or not as they were; lines that only moved down the file change nothing."""
    return frozenset(name for name, scene in after.scenes.items() if not _as_it_was(before.scenes.get(name), scene))


def _as_it_was(before: Scene | None, after: Scene) -> bool:
    return before == after or _alike(before, after)


def _alike(one: object, other: object) -> bool:
    """Whether two values are equal, but for where they stand in the files."""
    if type(one) is not type(other):
        return False
    if isinstance(one, At):
        return True
    if isinstance(one, Struct):
        return all(_alike(getattr(one, name), getattr(other, name)) for name in one.__struct_fields__)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_alike, one, other))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_alike(each, other[name]) for name, each in one.items())
    return one == other
