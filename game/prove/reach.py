"""What a role can come to: scenes, choices and texts.

Where every state is known, so are the scenes and the choices. Nearly all else is seen by looking around: at some states of
each scene, in a random order, and at any that shows something new; what was seen needs no other proof. The rest is asked
scene by scene, in slices; what one of the answers leads to is looked at in its turn.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from random import Random

from game.play.engine import start
from game.play.evaluate import SCENE, State
from game.prove.questions import CanBeSeen, Missing, TextsShown, missing_in, seen
from game.states.explorer import Graph
from game.states.liveness import Liveness, Scope
from game.states.packed import Packed, Packing
from game.states.reads import Parts
from game.states.refinement import RoleStates, Settled

LOOKS = (2, 4, 8, 16, 32, 64, 128, 256, 512)
"""How many states of a scene are visited when looking around: more while a look is quick, or has found a tenth of what was
missing."""

QUICK = 10_000  # states
MOST_STARTS = 64


@dataclass(slots=True)
class Reached:
    """Scenes by number, and what is missing in them. What isn't here can't be reached, unless the question is in `open`."""

    scenes: set[int] = field(default_factory=set)
    missing: dict[int, Missing] = field(default_factory=dict)
    open: list[tuple[CanBeSeen, Settled]] = field(default_factory=list)

    def has_choice(self, scene: int, choice: int) -> bool:
        return scene in self.scenes and (scene not in self.missing or choice not in self.missing[scene].choices)

    def has_text(self, scene: int, block: int, part: str) -> bool:
        return scene in self.scenes and (scene not in self.missing or (block, part) not in self.missing[scene].texts)


def reach(states: RoleStates, whole: Graph | None) -> Reached:
    """What the role can come to. `whole` has every state, as far as it matters which choices are open, where these aren't too many."""
    return _ReachSearch(states).search(whole)


class _ReachSearch:
    def __init__(self, states: RoleStates) -> None:
        self.states, self.program, self.links = states, states.program, states.links
        self.reached = Reached()
        self.rest: dict[int, Missing] = {}

    def search(self, whole: Graph | None) -> Reached:
        linked = {self.program.numbers[self.program.role.start]}
        waiting = list(linked)
        while waiting:
            for link in self.links.of[waiting.pop()]:
                if link.target not in linked:
                    linked.add(link.target)
                    waiting.append(link.target)
        self.rest = {number: missing_in(self.program.scene(number)) for number in sorted(linked)}
        if whole is not None:
            self._take_from(whole)
        self._look_around()
        reached, settled = self.reached, set[int]()
        while self.rest:
            begin: list[State] = []
            if asked := {number: self.rest.pop(number) for number in tuple(self.rest) if number in reached.scenes}:
                for part in self._one_by_one(asked):
                    begin += _strike(asked, self._settle(part))
                for number, missing in asked.items():
                    never = reached.missing.setdefault(number, Missing(set(), set()))
                    never.choices |= missing.choices
                    never.texts |= missing.texts
            elif doubtful := self._may_be_come_back_to() - settled:
                number = min(doubtful)
                settled.add(number)
                begin += self._settle({number: Missing(set(), set())}).states.values()
            else:
                break  # no choice that was ever open leads there
            if begin:
                self._look_around(begin)
        return reached

    def _take_from(self, whole: Graph) -> None:
        """The scenes, and all of their choices, that there are."""
        self.reached.scenes = {packed >> whole.packing.scene_at for packed in whole.states}
        made = {(key >> whole.packing.scene_at, move.label[0]) for key, moves in whole.packing.kinds.items() for move in moves}
        for number in tuple(self.rest):
            missing = self.rest.pop(number)
            if number not in self.reached.scenes:
                continue
            never = {choice for choice in missing.choices if (number, choice) not in made}
            if never:
                self.reached.missing[number] = Missing(never, set())
            if missing.texts:
                self.rest[number] = Missing(set(), missing.texts)

    def _may_be_come_back_to(self) -> set[int]:
        return {link.target for links in self.links.of for link in links if link.comes_back and link.enters} & self.rest.keys()

    def _settle(self, missing: dict[int, Missing]) -> Settled:
        question = seen(self.states.reads, missing, self.links.leading_to(missing))
        answer = self.states.settle(question)
        if not answer.complete:
            self.reached.open.append((question, answer))
        return answer

    def _one_by_one(self, asked: dict[int, Missing]) -> Iterator[dict[int, Missing]]:
        """By what decides them: what is asked for together in a scene is one question."""
        for number, missing in asked.items():
            scene, parted = self.links.scenes[number], dict[Parts, Missing]()
            for choice in sorted(missing.choices):
                reads = self.states.reads.guard(scene, scene.choices[choice])
                parted.setdefault(reads, Missing(set(), set())).choices.add(choice)
            for block, part in sorted(missing.texts):
                reads = self.states.reads.block(scene, scene.blocks[block])
                parted.setdefault(reads, Missing(set(), set())).texts.add((block, part))
            for each in parted.values():
                yield {number: each}

    # ---- looking around ----

    def _look_around(self, begin: Iterable[State] = ()) -> None:
        self._always_shown()
        if not self.rest:
            return
        texts = [
            (number, *text) for number, missing in self.rest.items() for text in missing.texts if not self._is_always_shown(number, *text)
        ]
        asked = Scope(texts=frozenset((number, block) for number, block, _ in texts))
        packing = Packing(Liveness(self.links, asked), TextsShown(self.states.reads, texts))
        within = self.links.leading_to(self.rest)
        given = [packing.pack(state) for state in begin] or list(self._starts(packing))
        for most in LOOKS:
            before, looked = self._size(), self._look(packing, most, within, given)
            self._always_shown()
            self.states.budget.spend(looked)
            if not self.rest or not self.states.budget.left or (looked > QUICK and self._size() > before * 0.9):
                return

    def _size(self) -> int:
        return sum(1 + len(missing) for missing in self.rest.values())

    def _always_shown(self) -> None:
        """A text without a condition is shown where its scene is reached; `again` needs a second visit."""
        for number in self.rest.keys() & self.reached.scenes:
            missing = self.rest[number]
            missing.texts -= {text for text in missing.texts if self._is_always_shown(number, *text)}
            if not missing:
                del self.rest[number]

    def _is_always_shown(self, number: int, block: int, part: str) -> bool:
        return part != "again" and self.program.scene(number).blocks[block].test is None

    def _look(self, packing: Packing, most: int, within: frozenset[int], given: Iterable[Packed]) -> int:
        """Look at so many states of each scene, or more where they show something new; how many in all."""
        chance, states = Random(most), self.states
        kept: dict[int, int] = {}
        ranges: dict[int, _Range] = {}
        known: set[Packed] = set()
        waiting: list[Packed] = []

        def visit(packed: Packed, *, new: bool) -> None:
            number = packed >> packing.scene_at
            if number not in self.reached.scenes:
                self.reached.scenes.add(number)
                new = True
            if not new and number in within:
                seen = ranges.get(number) or ranges.setdefault(number, _Range(packing, number))
                new = seen.widen(packed) or kept.get(number, 0) < most
            if new and packed not in known:
                known.add(packed)
                kept[number] = kept.get(number, 0) + 1
                waiting.append(packed)

        for packed in given:
            visit(packed, new=True)
        looked = 0
        while waiting and self.rest:
            looked += 1
            if states.hear is not None and not looked & 255:
                states.hear(looked)
            place = chance.randrange(len(waiting))
            waiting[place], waiting[-1] = waiting[-1], waiting[place]
            packed = waiting.pop()
            number = packed >> packing.scene_at
            for move in packing.moves(packed):
                after = packed & move.keep | move.put
                visit(after, new=self._sees(number, move.label[0], move.seen))
        return looked

    def _starts(self, packing: Packing) -> Iterator[Packed]:
        """Some of the states that the role may start in: with nothing carried in, with the most, and any."""
        states, watch = self.states, packing.watch
        assert isinstance(watch, TextsShown)
        pasts = sorted(states.pasts.among(states.reads, packing.live.start))
        for past in dict.fromkeys([0, pasts[-1], *Random(0).sample(pasts, min(len(pasts), MOST_STARTS))]):
            carried, state = states.pasts.begun(self.program, past)
            echoes = {name: self.program.story.variables[name].values.index(word) for name, word in carried.echoes.items()}
            self._sees(state[SCENE], None, tuple(watch.shown(start(self.program, echoes, carried.facts)[0])))
            yield packing.pack(state)

    def _sees(self, number: int, choice: int | None, shown: object) -> bool:
        """Take what was seen from the rest; whether there was anything."""
        new = False
        missing = self.rest.get(number)
        if missing is not None and choice in missing.choices:
            assert choice is not None
            missing.choices.discard(choice)
            new = True
            if not missing:
                del self.rest[number]
        assert isinstance(shown, tuple)
        for scene, block, part in shown:
            there = self.rest.get(scene)
            if there is not None and (block, part) in there.texts:
                there.texts.discard((block, part))
                new = True
                if not there:
                    del self.rest[scene]
        return new


class _Range:
    """What the states of a scene have shown so far: the bits that all had and that some had, and the least and the most of each
    number. Conditions mostly ask whether something is so or not, or compare with a threshold."""

    def __init__(self, packing: Packing, scene: int) -> None:
        places = [place for part, place in packing.layout.fields.items() if part & packing.live.after[scene]]
        self._numbers = [place for place in places if place.mask > 1]
        self._flags = sum(1 << place.offset for place in places if place.mask == 1)
        self._all, self._some = self._flags, 0
        self._least = [place.mask for place in self._numbers]
        self._most = [0 for _ in self._numbers]

    def widen(self, packed: Packed) -> bool:
        """Take a state in; whether there was something new about it."""
        flags = packed & self._flags
        new = bool(self._all & ~flags or flags & ~self._some)
        self._all &= flags
        self._some |= flags
        for number, (_, _, _, offset, mask) in enumerate(self._numbers):
            value = packed >> offset & mask
            if value < self._least[number]:
                self._least[number] = value
                new = True
            if value > self._most[number]:
                self._most[number] = value
                new = True
        return new


def _strike(asked: dict[int, Missing], answer: Settled) -> Iterator[State]:
    """Take what happens from what is missing; the states in which a choice is open that wasn't before."""
    for what in answer.happens:
        match what:
            case ("choice", int(number), int(choice)):
                asked[number].choices.discard(choice)
                yield answer.states[what]
            case ("text", int(number), int(block), str(part)):
                asked[number].texts.discard((block, part))
            case _:
                pass
