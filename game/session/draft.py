"""A story that somebody is writing, and where they are in it: the last version that could be played goes on while the
files are broken, and nothing of it is ever kept."""

from collections.abc import Callable
from dataclasses import dataclass, field

from game.library.find_stories import Found
from game.library.load import Loaded, load
from game.play.follow import follow, for_author
from game.play.pasted_line import Path, PathError, walk_path
from game.play.playthrough import Playthrough, begin
from game.play.record import Saved
from game.play.resume import saved_from
from game.problems import Problem
from game.session.game_session import GameSession
from game.source.watch import Look, look
from game.story.model import Story


@dataclass(frozen=True, slots=True)
class WayToScene:
    """A way to a scene, for the role that can go it; `shortest` is whether there is none with fewer choices."""

    role: str
    path: Path
    shortest: bool


@dataclass(frozen=True, slots=True)
class NoWay:
    """Why there is no way to a scene, or none was found: a sentence."""

    says: str


FindWay = Callable[[Story, str, str, Callable[[], bool]], WayToScene | NoWay]
"""From a story, a role and a scene to a way there. It stops as soon as the function that it is given says so."""


Warn = Callable[[Loaded], tuple[Problem, ...]]
"""What somebody should know of files that can be played."""


@dataclass(slots=True)
class Draft:
    """`problems` are those of the files as they are now; `session` is None until they could be played for the first time.

    `seen` are the files as they were when they were last loaded.
    """

    found: Found
    seed: int = 0
    role: str = ""  # the one to begin with; "" is the story's first
    path: Path | None = None  # the way to begin with
    map_address: str = ""  # where a browser finds the map of its scenes; "" where none is served
    seen: Look = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    errors: tuple[Problem, ...] = ()  # those of them that keep the files from being played
    warnings: tuple[Problem, ...] = ()  # of the version that is played, once they are known
    session: GameSession | None = None
    loaded: Loaded | None = field(default=None, repr=False)  # the files as they are now
    _notices: tuple[str, ...] = ()
    refused: PathError | None = None  # why the way to begin with can't be gone
    _wanted: Saved | None = None  # where the author was before a change cut the way short
    _cut: Playthrough | None = field(default=None, repr=False)  # the way as it was cut

    @property
    def story(self) -> Story | None:
        """The last version that could be played."""
        return self.session.played.program.story if self.session is not None else None

    @property
    def notices(self) -> tuple[str, ...]:
        """What the last change of the files has done to the place, until the author leaves it."""
        return self._notices if self.session is not None and self.session.played is self._cut else ()

    def look(self) -> Look:
        """The files as they are now."""
        return look(self.found.folder, self.seen)

    def load(self) -> Loaded:
        return load(self.found.folder, shown=self.found.shown, before=self.loaded)

    def take(self, loaded: Loaded, seen: Look) -> None:
        """Go on with the files as they are now, at the same place."""
        self.seen, self.loaded = seen, loaded
        self.problems, self.errors = loaded.problems, loaded.errors
        if loaded.story is None:
            return
        if self.session is None:
            self.session = GameSession(self._first(loaded.story), None)
            self._cut = self.session.played
            return
        wanted = self._wanted if self._wanted is not None and self.session.played is self._cut else saved_from(self.session.played)
        followed = follow(loaded.story, wanted)
        self._wanted, self._cut = wanted, followed.played
        self._notices = followed.notices
        self.session.played = followed.played

    def _first(self, story: Story) -> Playthrough:
        """Where to begin; `refused` and the notices say where that can't be as it was wished."""
        role = self.role if self.role in story.roles else next(iter(story.roles))
        program = for_author(story, role)
        if self.role not in ("", role):
            self._notices = (f"The story has no role `{self.role}`; this is the start of `{role}`.",)
        elif self.path is not None:
            try:
                return walk_path(program, self.path, self.seed)
            except PathError as error:
                self.refused = error
                self._notices = (str(error),)
        return begin(program, self.seed)

    def begin(self, role: str) -> None:
        """Start over, as this role."""
        if self.session is not None:
            self.session.played = begin(for_author(self.session.played.program.story, role), self.seed)

    def go(self, way: WayToScene) -> None:
        """Be at the end of a way. Raises PathError where the story has changed since it was found."""
        if self.session is not None:
            self.session.played = walk_path(for_author(self.session.played.program.story, way.role), way.path, self.seed)


def open_draft(found: Found, *, role: str = "", seed: int = 0, path: Path | None = None) -> Draft:
    """The story in a folder, loaded. Raises PathError where `path` isn't a way through it."""
    draft = Draft(found, seed, role, path)
    seen = draft.look()
    draft.take(draft.load(), seen)
    if draft.refused is not None:
        raise draft.refused
    return draft
