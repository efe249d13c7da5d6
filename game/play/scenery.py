"""The picture of a moment: which one, in which light, and what is seen in words."""

from datetime import datetime

from msgspec import Struct

from game.pictures.light import Light, light_at
from game.pictures.picture import Picture
from game.story.model import Scene, Story
from game.text.words import words_in


class Scenery(Struct, frozen=True):
    """`light` is None in a story without a clock; `arrived` says whether another picture, or another light, was seen before."""

    picture: Picture
    light: Light | None
    arrived: bool

    def in_words(self, language: str) -> str:
        """`Dusk. Frames lean all the way up the stairs. A lamp is on.`"""
        say = words_in(language).say
        lights = {"dawn": say("Early light."), "day": say("Daylight."), "dusk": say("Dusk."), "night": say("Night.")}
        light = lights[self.light] if self.light is not None else ""
        lit = self.picture.lit if self.light not in (None, "day") else ""
        return " ".join(filter(None, (light, self.picture.shows, lit))) if self.picture.shows else ""


def picture_of(story: Story, scene: Scene) -> Picture | None:
    """The scene's own picture, or that of its place."""
    name = scene.picture or (story.places[scene.place].picture if scene.place else "")
    return story.pictures.get(name)


def scenery_of(story: Story, scene: Scene, moment: datetime | None, before: Scenery | None = None) -> Scenery | None:
    """What is seen in a scene; `before` is what was seen before it."""
    picture = picture_of(story, scene)
    if picture is None or not picture.rows:
        return None
    light = light_at(moment.hour) if moment is not None else None
    return Scenery(picture, light, before is None or (before.picture, before.light) != (picture, light))
