"""A game that somebody plays: a playthrough, and the save that follows each of its choices.

Both frontends play through this, so that a choice that was shown as made is on the disk in either.
"""

from secrets import randbelow
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct

from game.play.playthrough import Playthrough, back_to, begin, choose, echoes_left, facts_met, skip
from game.play.program import Program, compile_role
from game.play.record import Carried, NotASaveError, from_data, to_data
from game.play.resume import OtherRoleError, in_the_whole_role, program_of, resume, saved_from
from game.play.view import view
from game.saves import DamagedSaveError, Finish, FinishedGames, OpenSave, SaveError, Saves, Slot
from game.story.model import RolePart, Story
from game.text.clean import clean_line

if TYPE_CHECKING:
    from game.play.looking_back.end_card import EndCard
    from game.play.looking_back.lives import NextRole
    from game.play.looking_back.summary import LookingBack

SEEDS = 1_000_000
OLDER = "The game as it was is kept beside this one, since it may be one of another story that was called alike."
KEPT = "This is a new game from here on; the one you finished is kept beside it."


class GameSession(Struct):
    """`notice` is what to tell the player beside the present passage: sentences, or nothing. `saved` is whether the game
    is on the disk as it stands.

    Every change saves the game before it returns; that it couldn't be saved is told once and never stops the play. A game
    without a `save` is nobody's: an author looks at a story with it, and nothing of it is kept.
    """

    played: Playthrough
    save: OpenSave | None
    notice: str = ""
    saved: bool = True
    saves: Saves | None = None  # where this player's other games are

    def choose(self, choice: str) -> None:
        """Raises NotOpenError."""
        self._become(choose(self.played, choice))

    def skip(self) -> None:
        """Raises NotOpenError where nothing is open."""
        self._become(skip(self.played))

    def undo(self) -> bool:
        """Take back the last choice; whether there was one."""
        return self.back_to(len(self.played.turns) - 2)

    def back_to(self, made: int) -> bool:
        """Go back to when `made` choices had been made; whether that is any way back.

        From an ending the way goes on as a game of its own, and the finished one stays as it is.
        """
        if not 0 <= made < len(self.played.turns) - 1:
            return False
        leaves_one = self.keeps_the_way
        if leaves_one and self.save is not None:
            self.save.go_on_with_a_copy()
        self._become(back_to(self.played, made))
        if leaves_one:
            self.notice = " ".join(filter(None, [KEPT, self.notice]))
        return True

    def go_on_in_the_whole_role(self) -> None:
        """Go on from the end of a part with the same game."""
        resumed = in_the_whole_role(self.played)
        self._become(resumed.played)
        self.notice = " ".join(filter(None, [*resumed.notices, self.notice]))

    @property
    def keeps_the_way(self) -> bool:
        """Whether going back leaves the game as it stands, finished, and goes on in another."""
        return self.played.ended and self.saved and self.save is not None

    def endings_found(self) -> frozenset[str]:
        """The ids of the endings of this role that the player has come to, now or before."""
        played = self.played
        now = {played.scene.id} if played.ended else set()
        try:
            left = self.saves.finished(played.program.story.identity, self.nickname) if self.saves is not None else FinishedGames()
        except SaveError:
            left = FinishedGames()  # the notice of the last save has told what is wrong with the disk
        return frozenset(now | {ending for role, ending in left.endings if role == played.program.role.id})

    def look_back(self) -> "LookingBack":
        """What is told of this playthrough once it has ended, with what the player's other finished games add to it."""
        from game.play.looking_back.summary import look_back

        games: tuple[Playthrough, ...] = ()
        if self.saves is not None:
            try:
                games = finished_games(self.played, self.saves, self.nickname)
            except SaveError as error:
                self.notice = error.sentence
        return look_back(self.played, self.endings_found(), games)

    def end_card(self) -> "EndCard":
        """The card of this playthrough once it has ended."""
        from game.play.looking_back.end_card import end_card

        return end_card(self.played, self.endings_found())

    def next_in_words(self) -> str:
        """Who to be after this game, as the shelf proposes it; "" where the story has nobody else."""
        proposed = self.next_role()
        if proposed is None:
            return ""
        from game.play.looking_back.lives import next_in_words

        return next_in_words(self.played.program.story, proposed)

    def next_role(self) -> "NextRole | None":
        """The same as a value; None where the story has nobody else."""
        from game.play.looking_back.lives import next_role
        from game.play.looking_back.ties import ties

        story, role = self.played.program.story, self.played.program.role.id
        if len(story.roles) == 1:
            return None
        try:
            games = self.saves.finished(story.identity, self.nickname).games if self.saves is not None else ()
        except SaveError:
            games = ()
        before = [game.role for game in games if game.role in story.roles and game.role != role]
        return next_role(story, [*before, role], ties(self.played))

    @property
    def nickname(self) -> str:
        return self.save.slot.nickname if self.save is not None else ""

    def close(self) -> None:
        """Let the next window play the game."""
        if self.save is not None:
            self.save.close()

    def keep(self) -> None:
        """Save the game as it stands."""
        if self.save is None:
            return
        played = self.played
        finish = None
        if played.ended:
            finish = Finish(played.scene.id, sorted(facts_met(played)), echoes_left(played))
        shown = view(played)
        where = played.scene.ending or shown.title or shown.place
        try:
            saved = saved_from(played)
            part = saved.part if played.part_over is not None or not played.ended else ""
            self.notice = self.save.write(
                to_data(saved), role=saved.role, part=part, where=where, decisions=played.decisions, finish=finish
            )
            self.saved = True
        except SaveError as error:
            self.notice = "" if error.repeated else error.sentence
            self.saved = False

    def _become(self, played: Playthrough) -> None:
        self.played = played
        self.keep()


def _may_be_anothers(slot: Slot, story: Story) -> bool:
    """Whether only a folder's name says that a game is of this story."""
    home, mine = slot.home, story.identity
    return bool(mine.home) and home != mine.mark and not (home and mine.declared)


def twin_notice(story: Story, saves: Saves) -> str:
    """What to tell where another story has the same id, as a copied one; nothing where there is none."""
    twin = saves.twin_of(story.identity)
    if twin is None:
        return ""
    one, other = clean_line(story.identity.home, limit=500), clean_line(str(twin), limit=500)
    return (
        f"The stories in {one} and in {other} have the same id, {story.id}. Their games are kept apart. "
        "`neighbours check --fix` gives a story that was copied an id of its own."
    )


def begin_game(
    story: Story, role: str, saves: Saves, *, part: RolePart | None = None, seed: int | None = None, nickname: str = ""
) -> GameSession:
    """A new game in a new slot, started with what this player's finished games left behind."""
    try:
        left = saves.finished(story.identity, nickname)
    except SaveError as error:
        left = FinishedGames(notice=error.sentence)
    carried = Carried(frozenset(left.facts), MappingProxyType(dict(left.echoes)))
    played = begin(compile_role(story, role, part), randbelow(SEEDS) if seed is None else seed, carried)
    save = saves.begin(story.identity, nickname)
    session = GameSession(played, save, save.notice, saves=saves)
    opening = [save.notice, twin_notice(story, saves)]
    session.keep()
    session.notice = " ".join(filter(None, dict.fromkeys((*opening, left.notice, session.notice))))
    return session


def go_on(story: Story, slot: Slot, saves: Saves) -> GameSession:
    """The game in a slot, as it was left. Raises SaveError, also where the save is of another story."""
    save = saves.open(slot)
    try:
        if save.payload is None:
            raise DamagedSaveError("This game was begun but never saved.")
        saved = from_data(save.payload)
        resumed = resume(program_of(story, saved), saved)
    except NotASaveError as error:
        save.close()
        raise DamagedSaveError(f"This game can't be read: {error}. It is left as it is.") from error
    except OtherRoleError as error:
        save.close()
        raise DamagedSaveError(
            f"The story no longer has the role that this game plays ({slot.role}). The game is left as it is."
        ) from error
    except SaveError:
        save.close()
        raise
    notices = [save.notice, *resumed.notices, twin_notice(story, saves)]
    if save.read_only:
        save.go_on_with_a_copy()
        notices[0] = "This game is open in another window, so you go on here with a copy of it."
    elif resumed.notices and _may_be_anothers(slot, story):
        save.go_on_with_a_copy()
        notices.append(OLDER)
    try:
        save.belong_to(story.identity)
    except SaveError as error:
        notices.append(error.sentence)
    return GameSession(resumed.played, save, " ".join(filter(None, notices)), saves=saves)


def open_game(
    story: Story,
    role: str,
    slot: Slot | None,
    saves: Saves,
    *,
    part: RolePart | None = None,
    seed: int | None = None,
    nickname: str = "",
) -> GameSession:
    """The game in the slot, or where there is none a new one. Raises SaveError where the slot's can't be gone on with."""
    return begin_game(story, role, saves, part=part, seed=seed, nickname=nickname) if slot is None else go_on(story, slot, saves)


def finished_games(played: Playthrough, saves: Saves, nickname: str) -> tuple[Playthrough, ...]:
    """Saved games of this player that stand at an ending: of every other role than that of `played` the last, and
    of that role the last of each ending. The one played last is at the end.

    A game that can't be read, or that no longer comes to an ending since the story was changed, isn't among them; whoever
    opens it is told why. Raises SaveError where the games can't be listed.
    """
    story, role = played.program.story, played.program.role.id
    programs: dict[tuple[str, str], Program] = {}
    games: dict[tuple[str, str], Playthrough] = {}
    for slot in saves.slots(story.identity):
        which = (slot.role, slot.ending if slot.role == role else "")
        if slot.finished and slot.nickname == nickname and slot.role in story.roles and which not in games:
            try:
                saved = from_data(saves.read(slot).payload)
                key = (saved.role, saved.part)
                programs[key] = programs.get(key) or program_of(story, saved)
                game = resume(programs[key], saved).played
            except (SaveError, NotASaveError, OtherRoleError):
                continue
            if game.ended:
                games[which] = game
    return tuple(reversed(games.values()))
