"""The choices that lead to another place: what can be taken on the map."""

from msgspec import Struct

from game.play.playthrough import Playthrough
from game.play.view import options_of
from game.story.link_targets import outcomes_of
from game.story.model import Choice, Location, Scene, Story
from game.story.phrases import within_a_sentence
from game.text.words import in_a_row


class Destination(Struct, frozen=True):
    """An open choice by its number on the page, with the places that it may lead to: several where chance has a say."""

    number: int
    choice: str
    label: str
    places: tuple[Location, ...]

    @property
    def where(self) -> str:
        return in_a_row([within_a_sentence(place.name) for place in self.places], "or")


def destinations(played: Playthrough) -> tuple[Destination, ...]:
    """The open choices of this moment after which the player is somewhere else, whatever chance makes of them."""
    scene, story = played.scene, played.program.story
    choices = {choice.id: choice for choice in scene.choices}
    found = []
    for number, option in enumerate((each for each in options_of(played.program, played.state) if each.open), start=1):
        places = _places(story, scene, choices[option.id])
        if places and scene.place and scene.place not in places and "" not in places:
            found.append(Destination(number, option.id, option.label, tuple(story.places[place] for place in places)))
    return tuple(found)


def _places(story: Story, scene: Scene, choice: Choice) -> dict[str, None]:
    """The places that a choice may lead to; "" stands for one that only play can tell, and for none."""
    scenes = [choice.visit] if choice.visit else [go or scene.id for _, go in outcomes_of(choice)]
    return dict.fromkeys(story.scenes[name].place if name in story.scenes else "" for name in scenes)
