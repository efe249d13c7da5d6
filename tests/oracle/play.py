"""Games at random, played in the game's engine and by the oracle side by side, moment by moment.

Compared are what is offered and how it stands, every value, what is told, which facts were met, and what an ending recalls.
"""

import re
from collections.abc import Iterator
from random import Random

from game.play.playthrough import Playthrough, begin, choose, facts_met, skip
from game.play.program import compile_role
from game.play.record import Carried
from game.play.view import view, words_of
from game.story.model import RolePart
from game.story.model import Story as GameStory
from tests.oracle.offers import Offer, Way
from tests.oracle.reading import Scene, Story
from tests.oracle.world import Moment, Past
from tests.oracle.world import begin as begin_ours

LONGEST = 25
MOST_RECALLED = 3
_TOLD = re.compile(r"\bw\d+\b(?: is told(?: as it was)?(?: with [\w,-]+)?)?")


def play(story: Story, game: GameStory, seed: int, games: int = 4) -> Iterator[str]:
    """Differences in some random games of every role; each role may carry something in."""
    draw = Random(seed)
    for role in story.roles:
        for number in range(games):
            carried = Carried() if number == 0 else _carried(story, draw)
            yield from _Game(story, game, role, carried, draw).differences()
    for part in story.parts:
        for number in range(games):
            carried = Carried() if number == 0 else _carried(story, draw)
            yield from _Game(part.alone, game, part.role, carried, draw, part.id).differences()


def _carried(story: Story, draw: Random) -> Carried:
    facts = frozenset(fact for fact in story.facts if draw.random() < 0.4)
    return Carried(facts, {name: draw.choice(each.words) for name, each in story.variables.items() if each.echo_of})


def _part_of(game: GameStory, role: str, id: str) -> RolePart | None:
    return next((part for part in game.roles[role].parts if part.id == id), None)


class _Game:
    def __init__(self, story: Story, game: GameStory, role: str, carried: Carried, draw: Random, part: str = "") -> None:
        self.story, self.role, self.draw = story, role, draw
        self.theirs: Playthrough = begin(compile_role(game, role, _part_of(game, role, part)), draw.randrange(1000), carried)
        self.ours = begin_ours(story, role, Past(carried.facts, tuple(carried.echoes.items())))
        self.met = set(self.ours.learned)
        self.recalls: list[tuple[str, str, str]] = []  # scene, choice, what it left

    def differences(self) -> Iterator[str]:
        for turn in range(LONGEST):
            told = list(self._here())
            if told:
                where = "/".join(entry.choice for entry in self.theirs.entries)
                yield from (f"play-{line} ({self.role}, turn {turn}: {where})" for line in told)
                return
            offers = [offer for offer in self.ours.offers() if offer.open]
            if not offers:
                return
            self._make(offers)

    def _here(self) -> Iterator[str]:
        """What differs in this moment."""
        seen, ours, theirs = view(self.theirs), self.ours, self.theirs
        if theirs.scene.id != ours.scene.name:
            yield f"scene: the oracle is in {ours.scene.name}, the game in {theirs.scene.id}"
            return
        if {option.id: option.open for option in seen.options} != {offer.id: offer.open for offer in ours.offers()}:
            offered = [(offer.id, offer.open) for offer in ours.offers()]
            yield f"offers: the oracle has {offered}, the game {[(option.id, option.open) for option in seen.options]}"
        elif [option.id for option in seen.options] != [offer.id for offer in ours.offers()]:
            yield f"order: the oracle has {[offer.id for offer in ours.offers()]}, the game {[option.id for option in seen.options]}"
        for name, value in ours.values.items():
            variable = theirs.program.story.variables[name]
            held = theirs.state[theirs.program.places[name]]
            if (variable.values[held] if variable.values else held) != value:
                yield f"value: {name} is {value} for the oracle, and {held} for the game"
        if set(facts_met(theirs)) != self.met:
            yield f"met: {sorted(self.met)} by the oracle, {sorted(facts_met(theirs))} by the game"
        read = " ".join(
            words_of(paragraph) for part in seen.parts if part.kind not in ("skipped", "recalls") for paragraph in part.paragraphs
        )
        if theirs.turns[-1].entry is None or not theirs.turns[-1].entry.skipped:
            told = _TOLD.findall(" ".join(ours.told))
            if _TOLD.findall(read) != told:
                yield f"told: {told} by the oracle, {_TOLD.findall(read)} by the game"
        if ours.scene.ending:
            yield from self._recalled(seen.parts)

    def _recalled(self, parts: object) -> Iterator[str]:
        listed = self.ours.scene.raw.get("recalls", [])
        wanted = list(dict.fromkeys(left for scene, choice, left in self.recalls if not listed or f"{scene}/{choice}" in listed))
        if len(wanted) > MOST_RECALLED or not (listed or any("{recall}" in text for text in self.ours.told)):
            return
        read = " ".join(words_of(paragraph) for part in parts for paragraph in part.paragraphs)  # type: ignore[attr-defined]
        told = list(dict.fromkeys(re.findall(r"\bdid r\d+", read)))
        if told != wanted:
            yield f"recalls: {wanted} by the oracle, {told} by the game"

    def _make(self, offers: list[Offer]) -> None:
        """A choice, now and then by skipping the scene. Where chance decides, the game draws and the oracle follows."""
        scene, skipped = self.ours.scene, self.draw.random() < 0.1
        if skipped:
            offer = _skipped(scene, offers)
            self.theirs = skip(self.theirs)
        else:
            offer = self.draw.choice(offers)
            self.theirs = choose(self.theirs, offer.id)
        entry = self.theirs.turns[-1].entry
        assert entry is not None
        assert entry.choice == offer.id, f"skipping makes {entry.choice}, and the oracle {offer.id}"
        way: Way = next(way for way in offer.ways if way.weight and way.outcome == entry.outcome)
        self.ours = Moment(self.story, self.role, self.ours.state(whole=True))
        self.ours.make(offer, way)
        self.met |= self.ours.learned
        if way.recall and not skipped:
            self.recalls.append((scene.name, offer.id, way.recall))


def _skipped(scene: Scene, offers: list[Offer]) -> Offer:
    """The choice that a skip names, or else the first open one that is no aside: made once, and without a `go`."""
    take = scene.raw.get("skip", {}).get("take")
    if scene.kind == "queue" and take == "wait":
        take = offers[0].id
    named = [offer for offer in offers if offer.id == take]
    onward = [offer for offer in offers if not (offer.once and not any(way.go for way in offer.ways))]
    return (named or onward or offers)[0]
