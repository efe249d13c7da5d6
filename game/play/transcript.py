"""The transcript of a playthrough as values: each choice made, and where."""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from game.play.engine import decides
from game.play.evaluate import SCENE
from game.play.playthrough import Playthrough, choice_of, decided_before
from game.play.record import Entry
from game.play.view import heading, moment_of, plain_text
from game.text.slug import words_of_slug


class Decision(Struct, frozen=True):
    """One choice that was made.

    `made` is how many choices went before it, which is what going back to it takes; None where the story has changed
    since and it can only be read. `outcome` is what chance brought, "" where nothing was left to it or `made` is None.
    `decided` is whether another choice was open; `goes_on` marks going on in a scene that has nothing to choose.
    """

    made: int | None
    scene: str
    title: str
    choice: str
    outcome: str
    label: str
    moment: datetime | None
    place: str
    skipped: bool
    goes_on: bool
    decided: bool


def decisions(played: Playthrough) -> Iterator[Decision]:
    """Every choice made, oldest first."""
    for entry in played.earlier:
        yield _decision(played, entry, None)
    for made, entry in enumerate(played.entries):
        yield _decision(played, entry, made)


def last_decision(played: Playthrough, turn: int | None = None) -> Decision | None:
    """The choice that led here, or to a turn; none where one has gone on in a scene that has nothing to choose, or has skipped one."""
    made = len(played.turns) - 1 if turn is None else turn
    last = _decision(played, played.entries[made - 1], made - 1) if made else None
    return None if last is None or last.goes_on or last.skipped else last


def _decision(played: Playthrough, entry: Entry, made: int | None) -> Decision:
    program, story = played.program, played.program.story
    scene = story.scene_called(entry.scene)
    found = choice_of(played, entry)
    # A label or a title that shows a variable is shown with the value that it had when the choice was made.
    state = played.turns[made or 0].state
    return Decision(
        made,
        entry.scene,
        words_of_slug(entry.scene) if scene is None else heading(scene.title, program, state),
        entry.choice,
        entry.outcome if made is not None else "",
        words_of_slug(entry.choice) if found is None else plain_text(found[0].label, program, state),
        moment_of(program, scene, state) if scene is not None and made is not None else None,
        story.places[scene.place].name if scene is not None and scene.place else "",
        entry.skipped,
        scene is not None and scene.goes_on,
        decided_before(played, entry) if made is None else decides(program, state),
    )


def scene_of(played: Playthrough, turn: int) -> str:
    return played.program.ids[played.turns[turn].state[SCENE]]
