"""The transcript of a playthrough as values: each choice made, where, and what was told."""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from game.play.evaluate import SCENE
from game.play.playthrough import Playthrough, choice_of
from game.play.record import Entry
from game.play.view import View, heading, moment_of, plain_text, view
from game.story.slug import words_of_slug


class Decision(Struct, frozen=True):
    """One choice that was made.

    `made` is how many choices went before it, which is what going back to it takes; None where the story has changed
    since and it can only be read. `goes_on` marks going on where there was nothing to choose.
    """

    made: int | None
    scene: str
    title: str
    choice: str
    label: str
    moment: datetime | None
    place: str
    skipped: bool
    goes_on: bool


def decisions(played: Playthrough) -> Iterator[Decision]:
    """Every choice made, oldest first."""
    for entry in played.earlier:
        yield _decision(played, entry, None)
    for made, entry in enumerate(played.entries):
        yield _decision(played, entry, made)


def _decision(played: Playthrough, entry: Entry, made: int | None) -> Decision:
    story = played.program.story
    scene = story.scenes.get(story.scene_was.get(entry.scene, entry.scene))
    found = choice_of(played, entry)
    # A label or a title that shows a variable is told with the value that it had when the choice was made.
    state = played.turns[made].state if made is not None else played.turns[0].state
    label = words_of_slug(entry.choice) if found is None else plain_text(found[0].label, played.program, state)
    moment = None
    if scene is not None and made is not None:
        moment = moment_of(played.program, scene, played.turns[made].state)
    place = story.places[scene.place].name if scene is not None and scene.place else ""
    title = words_of_slug(entry.scene) if scene is None else heading(scene.title, played.program, state)
    return Decision(made, entry.scene, title, entry.choice, label, moment, place, entry.skipped, scene is not None and scene.goes_on)


def moments(played: Playthrough) -> Iterator[View]:
    """What each turn showed, from the start."""
    for number in range(len(played.turns)):
        yield view(played, number)


def scene_of(played: Playthrough, turn: int) -> str:
    return played.program.ids[played.turns[turn].state[SCENE]]
