"""The finished games of a player, played again from their saves: whom they have been, and how that ended."""

from collections.abc import Iterator

from game.keep import SaveError, Saves
from game.play.playthrough import Playthrough
from game.play.program import Program, compile_role
from game.play.record import NotASaveError, from_data
from game.play.resume import OtherStoryError, resume
from game.story.model import Story


def finished_games(story: Story, saves: Saves, nickname: str) -> tuple[Playthrough, ...]:
    """Every saved game of this player that stands at an ending, the one played last at the end.

    A game that can't be read, or that no longer comes to an ending since the story was changed, isn't among them; whoever
    opens it is told why. Raises SaveError where the games can't be listed.
    """
    return tuple(played for played in _finished(story, saves, nickname) if played.ended)


def _finished(story: Story, saves: Saves, nickname: str) -> Iterator[Playthrough]:
    programs: dict[str, Program] = {}
    for slot in reversed(saves.slots(story.id)):
        if not slot.finished or slot.nickname != nickname or slot.role not in story.roles:
            continue
        if slot.role not in programs:
            programs[slot.role] = compile_role(story, slot.role)
        try:
            yield resume(programs[slot.role], from_data(saves.read(slot).payload)).played
        except (SaveError, NotASaveError, OtherStoryError):
            continue
