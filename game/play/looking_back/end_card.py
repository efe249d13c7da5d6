"""The end of a role as a card that can be shown to somebody: its name, the way, what was done and what stood in the way."""

from collections.abc import Collection, Iterator
from datetime import timedelta

from msgspec import Struct

from game.play.looking_back.doors import doors, endings_of
from game.play.looking_back.journey import hour_in_words, journey
from game.play.looking_back.ledger import Decided, ledger
from game.play.looking_back.summary import decided_in_words
from game.play.playthrough import Playthrough, facts_met, left_to_recall
from game.play.scene_progress import placed
from game.play.view import heading, recalled
from game.story.phrases import OBSTACLE_WORDS
from game.text.words import in_a_row

MOST_DONE = 3
PRINTED = {"happened": "", "vouched": "{by}", "opinion": "in the opinion of {by}"}


class Done(Struct, frozen=True):
    """Something that was done, as a sentence, and beside it what stood in its way, "" where nothing did."""

    says: str
    in_the_way: str


class Printed(Struct, frozen=True):
    """A claim that was sorted and printed, and what the page says of whoever vouches for it, "" where it names nobody."""

    says: str
    by: str


class EndCard(Struct, frozen=True):
    """`way` has each place with the hours at which it was come to. `done` has `MOST_DONE` at most. `printed` is the page that was
    made of what was sorted, without the claims that were `left_out`. `door` counts from 1; `opened` says of each
    ending of the role whether it was found, in the story's order; it is empty at the end of a part, from which the role goes on.
    """

    story: str
    role: str
    title: str
    says: str  # how it ended, in a sentence; "" where the author has none
    way: tuple[str, ...]
    done: tuple[Done, ...]
    printed: tuple[Printed, ...]
    left_out: int
    decided: str
    door: int
    opened: tuple[bool, ...]
    met: int  # facts
    facts: int

    @property
    def found_in_words(self) -> str:
        """`Ending 3 of 6; you have found 2. You met 12 of the 74 facts.`"""
        whole = len(self.opened)
        if not whole:
            return f"This was a part: the role goes on from here. You met {self.met} of the {self.facts} facts."
        door = "The only ending of this role." if whole == 1 else f"Ending {self.door} of {whole}; you have found {sum(self.opened)}."
        return f"{door} You met {self.met} of the {self.facts} facts."


def end_card(played: Playthrough, found: Collection[str] = ()) -> EndCard:
    """The card of a playthrough that has come to an ending; `found` are the ids of this role's endings that its player has found."""
    program, story = played.program, played.program.story
    endings, behind = endings_of(story, program.role) if played.part_over is None else (), doors(played, found)
    told = ledger(played)
    sorted_claims = list(_sorted(played))
    return EndCard(
        story.title,
        program.role.title,
        heading(played.scene.ending, program, played.state),
        played.scene.says,
        tuple(_way(played)),
        tuple(_done(played, told.decided)),
        tuple(printed for printed in sorted_claims if printed is not None),
        sum(printed is None for printed in sorted_claims),
        decided_in_words(told),
        endings.index(played.scene.id) + 1 if played.scene.id in endings else 1,
        tuple(ending in behind.found for ending in endings) if endings or played.part_over is not None else (True,),
        len(facts_met(played)),
        len(story.facts),
    )


def _way(played: Playthrough) -> Iterator[str]:
    """Each stay at a place, with the hour of arrival; the last one with the hour at which it ended as well."""
    stops = journey(played)
    for number, stop in enumerate(stops, start=1):
        came = hour_in_words(stop.came) if stop.came is not None else ""
        if number == len(stops) and stop.came is not None and stop.from_hour is not None and stop.to_hour is not None:
            left = hour_in_words(stop.came + timedelta(hours=stop.to_hour - stop.from_hour))
            came = f"{came} to {left}" if left != came else came
        yield f"{stop.place.name} {came}".strip()


def _done(played: Playthrough, decided: tuple[Decided, ...]) -> Iterator[Done]:
    """Of what the choices left to recall the last, and as many before it at even steps: it is what came of the whole way."""
    beside = {each.decision.made: each for each in decided}
    every = left_to_recall(played, played.scene.recalls) or left_to_recall(played)
    count = min(MOST_DONE, len(every))
    for number in range(count):
        recall, made = every[(number + 1) * len(every) // count - 1]
        each = beside.get(made) if made is not None else None
        words = [OBSTACLE_WORDS[obstacle] for obstacle in each.obstacles] if each is not None else []
        yield Done(recalled(played.program.story, recall), in_a_row(words))


def _sorted(played: Playthrough) -> Iterator[Printed | None]:
    """What was made of each claim that was laid on a desk, oldest first; None where it was left out."""
    for each in placed(played, [entry for entry in played.entries if not entry.skipped]):
        yield Printed(each.says, PRINTED[each.way].format(by=each.by)) if each.way in PRINTED else None
