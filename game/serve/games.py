"""The games of a class: one open game for each seat, opened again from its save when somebody comes back."""

from collections.abc import Callable
from datetime import datetime

from game.library.find_stories import Found
from game.play.playthrough import Playthrough
from game.saves import HeldLesson, Saves
from game.serve.class_room import ClassRoom, Seat
from game.serve.end_page import end_of
from game.session.game_session import GameSession, begin_game, go_on
from game.session.lesson_bell import Bell
from game.session.lesson_session import LessonSession
from game.story.model import RolePart, Story
from game.web.markup import Markup


class Games:
    """Everything that is played here. It is used from one thread, so each step of a game is whole before the next begins.

    `role` and `part` are played by everybody, where the teacher said so. With `lesson` its questions come before and after.
    """

    def __init__(
        self,
        story: Story,
        found: Found,
        saves: Saves,
        room: ClassRoom,
        clock: Callable[[], datetime],
        *,
        role: str = "",
        part: RolePart | None = None,
        lesson: bool = False,
    ) -> None:
        self.story, self.saves, self.room, self.clock = story, saves, room, clock
        self.role, self.part = role, part
        self.open: dict[str, GameSession] = {}  # by the id of the game
        self._ends: dict[str, tuple[Playthrough, tuple[Markup, Markup]]] = {}
        self._surroundings = LessonSession(saves, story, found, HeldLesson(story.id, role) if lesson else None)

    @property
    def lesson(self) -> LessonSession:
        bell = self.room.state.bell
        self._surroundings.bell = Bell(bell, self.clock) if bell is not None else None
        return self._surroundings

    @property
    def over(self) -> bool:
        """Whether the bell has rung."""
        return self.room.bell_rung(self.clock())

    def of(self, seat: Seat) -> GameSession | None:
        """The game that is played at a seat; None where none is, or where it is gone. Raises SaveError where it can't be read."""
        if not seat.game:
            return None
        if seat.game not in self.open:
            slot = next((slot for slot in self.saves.slots(self.story.identity) if slot.id == seat.game), None)
            if slot is None:
                return None
            session = go_on(self.story, slot, self.saves)
            self._seated(seat, session)
            return session
        return self.open[seat.game]

    def end(self, session: GameSession) -> tuple[Markup, Markup]:
        """What is told at the end of a role. It looks at every game of the class, so it is worked out once."""
        game = session.save.slot.id if session.save is not None else ""
        there = self._ends.get(game)
        if there is None or there[0] is not session.played:
            there = self._ends[game] = (session.played, end_of(session))
        return there[1]

    def begin(self, seat: Seat, role: str, part: RolePart | None) -> GameSession:
        """A new game at a seat. Raises SaveError."""
        self.leave(seat)
        session = begin_game(self.story, role, self.saves, part=part, nickname=seat.nickname)
        self._seated(seat, session)
        return session

    def after(self, seat: Seat, session: GameSession) -> None:
        """Note where the game is after a step: going back from an end goes on in a game of its own."""
        if session.save is not None and session.save.slot.id != seat.game:
            self.open.pop(seat.game, None)
            self._seated(seat, session)

    def _seated(self, seat: Seat, session: GameSession) -> None:
        assert session.save is not None
        game = session.save.slot.id
        self.open[game] = session
        if game != seat.game:
            self.room.put(seat, game=game)

    def leave(self, seat: Seat) -> None:
        """Let the game of a seat lie; it stays saved."""
        session = self.open.pop(seat.game, None)
        self._ends.pop(seat.game, None)
        if session is not None:
            session.close()

    def delete_all(self) -> None:
        """Delete every game, every answer and every seat. Raises SaveError."""
        self.close()
        self.saves.delete_all()
        self.room.change(seats=())

    def close(self) -> None:
        for session in self.open.values():
            session.close()
        self.open.clear()
        self._ends.clear()
