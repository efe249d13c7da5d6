"""Whether a story's content note has been read, so that it is shown once."""

from game.saves import OpenSave, SaveError, Saves, Settings
from game.story.model import Story

AS_READ = "note_read_{}"  # the setting that remembers it, by the story's id


def note_read(story: Story, settings: Settings, saves: Saves, nickname: str, *, besides: OpenSave | None = None) -> bool:
    """Whether this player has read it; `besides` is a game that has just been begun.

    On a computer that several share, whoever has a nickname has read it once there is another game of theirs: no nickname is
    written anywhere for it, so that none is left when the games are deleted.
    """
    read = settings.others.get(AS_READ.format(story.id)) is True
    if not read or not nickname:
        return read
    try:
        slots = saves.slots(story.identity)
    except SaveError:
        return False
    return any(slot.nickname == nickname and (besides is None or slot.id != besides.slot.id) for slot in slots)
