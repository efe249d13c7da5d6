"""What the source reports about where a playthrough came to, whether or not its player has met it."""

from msgspec import Struct

from game.play.playthrough import Playthrough, facts_met
from game.story.model import Fact, Story


class Reported(Struct, frozen=True):
    """`here` are the facts that stand in scenes of `place`, in the ledger's order, each with whether it was met in this
    playthrough; `elsewhere` are the others that were met, in the order they were met.

    `place` is the name of the place where the playthrough stands, "" where its scene has none.
    """

    place: str
    here: tuple[tuple[Fact, bool], ...]
    elsewhere: tuple[Fact, ...]


def reported(played: Playthrough) -> Reported:
    story, place = played.program.story, played.scene.place
    met = [name for name in facts_met(played) if name in story.facts]
    told = _told_in(story, place) if place else set[str]()
    here = tuple((fact, name in met) for name, fact in story.facts.items() if name in told)
    elsewhere = tuple(story.facts[name] for name in met if name not in told)
    return Reported(story.places[place].name if place else "", here, elsewhere)


def _told_in(story: Story, place: str) -> set[str]:
    """The facts that the scenes of a place and the news that is heard there alone link to or name as a reason."""
    facts = {fact for scene in story.scenes.values() if scene.place == place for fact in scene.facts}
    return facts | {fact for item in story.news if place in item.places for fact in item.facts}
