"""How far one is in a scene that counts: a line that moves, a search, claims that are printed one after the other."""

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from game.play.evaluate import SCENE
from game.play.playthrough import Playthrough, choice_of
from game.play.record import Entry
from game.play.stay import stay
from game.play.view import plain_text
from game.story.model import Way
from game.text.words import words_in

Mark = Literal["done", "found", "missed", "left"]


class SceneProgress(Struct, frozen=True):
    """Of each step whether it is done, of a look what came of it; and all of it in words."""

    marks: tuple[Mark, ...]
    text: str


class Placed(Struct, frozen=True):
    """A claim, who vouches for it, and in which way it was printed."""

    way: Way
    says: str
    by: str


class Desk(Struct, frozen=True):
    """The claims that were decided on so far, oldest first, of so many in all."""

    placed: tuple[Placed, ...]
    whole: int


def progress(played: Playthrough) -> SceneProgress | None:
    """None where the scene tells of none."""
    scene, program = played.scene, played.program
    if scene.progress is None:
        return None
    text = plain_text(scene.progress, program, played.state)
    left = played.state[program.places[scene.counts]]
    looks = list(_looks(played))
    done = program.story.variables[scene.counts].high - left
    marks: list[Mark] = ["done"] * (done - len(looks))
    marks += ["found" if found else "missed" for found, _ in looks]
    marks += ["left"] * left
    say = words_in(program.story.language).say
    told = {say("Found:"): [label for found, label in looks if found], say("No luck:"): [label for found, label in looks if not found]}
    lists = (f"{heading} {', '.join(dict.fromkeys(labels))}." for heading, labels in told.items() if labels)
    return SceneProgress(tuple(marks), " ".join([text, *lists]))


def _looks(played: Playthrough) -> Iterator[tuple[bool, str]]:
    """Of each look in this stay whether it found what it was for, and what that is called."""
    for turn in stay(played)[1:]:
        choice, outcome = choice_of(played, played.turns[turn].entry) or (None, None)
        if choice is not None and choice.search:
            yield outcome == choice.outcomes[0], plain_text(choice.label, played.program, played.turns[turn - 1].state)


def desk(played: Playthrough) -> Desk | None:
    """The desk that one sits at, or that one has just got up from with its last claim; None where there is none.

    With its last claim the whole of it is seen once more.
    """
    turn, entry = len(played.turns) - 1, played.turns[-1].entry
    found = choice_of(played, entry)
    if played.scene.counts and any(choice.prints for choice in played.scene.choices):
        since = stay(played)[0]
    elif found is not None and found[0].prints:
        since = stay(played, turn - 1)[0]
    else:
        return None
    at = played.program.scene(played.turns[since].state[SCENE]).scene
    made = [entry for entry in played.entries[since:] if played.program.story.name_now(entry.scene) == at.id]
    return Desk(tuple(placed(played, made)), played.program.story.variables[at.counts].high)


def placed(played: Playthrough, entries: Iterable[Entry]) -> Iterator[Placed]:
    """What was made of each claim by these choices."""
    for entry in entries:
        found = choice_of(played, entry)
        if found is not None and found[0].prints and (fact := played.program.story.facts.get(found[0].claim)) is not None:
            yield Placed(found[0].prints, plain_text(fact.says, played.program, played.state), fact.by.partition(";")[0])
