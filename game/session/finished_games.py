"""The finished games of a player, played again from their saves: whom they have been, and how that ended."""

from game.play.playthrough import Playthrough
from game.play.program import compile_role
from game.play.record import NotASaveError, from_data
from game.play.resume import OtherRoleError, resume
from game.saves import SaveError, Saves


def finished_games(played: Playthrough, saves: Saves, nickname: str) -> tuple[Playthrough, ...]:
    """Saved games of this player that stand at an ending: of every other role than that of `played` the last, and
    of that role the last of each ending. The one played last is at the end.

    A game that can't be read, or that no longer comes to an ending since the story was changed, isn't among them; whoever
    opens it is told why. Raises SaveError where the games can't be listed.
    """
    story, role = played.program.story, played.program.role.id
    programs = {role: played.program}
    games: dict[tuple[str, str], Playthrough] = {}
    for slot in saves.slots(story.identity):
        which = (slot.role, slot.ending if slot.role == role else "")
        if slot.finished and slot.nickname == nickname and slot.role in story.roles and which not in games:
            program = programs.get(slot.role) or compile_role(story, slot.role)
            programs[slot.role] = program
            try:
                game = resume(program, from_data(saves.read(slot).payload)).played
            except (SaveError, NotASaveError, OtherRoleError):
                continue
            if game.ended:
                games[which] = game
    return tuple(reversed(games.values()))
