"""What a choice does to sets of states: for a key, the branches that its states take.

Within a branch everything is the same for all cells but the numbers of the grid, and each of those is moved row by
row: `rows[r]` is the row that row r ends in. Almost all moves are shifts of a whole set by one amount.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product

from game.play.engine import heard
from game.play.evaluate import RETURN, SCENE, State, Where
from game.play.program import COME_BACK, STAY, CompiledChoice, CompiledScene
from game.prove.live import reads_of
from game.prove.masks import Masks
from game.prove.slices import Reads
from game.prove.space import Space
from game.story.language.tree import Constant, Effect

Rows = tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """`before & cells`, moved row by row: the states that take this branch, and where they come out.

    Of their key the bits in `keep` stay and those in `put` are set (see `key_after`). `over` are cells (before the
    move) from which an effect would pass the bounds of a variable, each with the variable's name.
    """

    scene: int
    keep: int
    put: int
    before: int
    rows: tuple[tuple[int, Rows], ...]  # by the number of the dimension; those that don't move are left out
    over: tuple[tuple[str, int], ...] = ()

    def key_after(self, key: int) -> int:
        return key & self.keep | self.put


@dataclass(slots=True)
class _Draft:
    """A branch while its effects are worked out: the cells that take it, and each dimension's rows so far."""

    before: int
    key: int
    rows: dict[int, Rows]
    over: list[tuple[str, int]] = field(default_factory=list)

    def copy(self, before: int) -> "_Draft":
        return _Draft(before, self.key, dict(self.rows), list(self.over))


class Moves:
    """The branches of every choice of a role, worked out when they are first asked for and kept."""

    def __init__(self, space: Space, masks: Masks, live: Mapping[str, Reads]) -> None:
        self.space = space
        self.masks = masks
        self._live = [self._kept(live[scene]) for scene in space.program.ids]
        self._touched: dict[tuple[int, int, int], tuple[int, int]] = {}
        self._branches: dict[tuple[tuple[int, int, int], int], tuple[Branch, ...]] = {}
        self._pieces: dict[tuple[int, Rows], tuple[tuple[int, int], ...] | int] = {}
        self._identity = [tuple(range(dimension.size)) for dimension in space.dimensions]
        self._steps: dict[tuple[int, Effect, Rows], tuple[Rows, Rows]] = {}
        self._heard: dict[tuple[str, Rows], tuple[tuple[int, Rows], ...]] = {}
        wanted = 0
        for kept, _ in self._live:
            wanted |= kept
        self._told = 0  # the bits that news may set and that matter
        for item in space.program.news:
            for fact in item.facts:
                self._told |= space.program.bits.met.get(fact, 0) & wanted

    def _kept(self, reads: Reads) -> tuple[int, tuple[int, ...]]:
        """What stays of a state that arrives where this is live: a mask of the key, and the dimensions that don't."""
        numbers, relevant = self.masks.needs(reads)
        dead = tuple(number for number in range(len(self.space.dimensions)) if number not in numbers)
        return relevant | self.space.back.mask, dead

    def kept_in(self, scene: int) -> tuple[int, tuple[int, ...]]:
        """What a state keeps on arrival in a scene: a mask of the key, and the dimensions that are forgotten."""
        return self._live[scene]

    def arrived(self, state: State) -> tuple[int, int]:
        """A concrete state's key and cell, without what is forgotten in its scene."""
        key, cell = self.space.split(state)
        kept, dead = self._live[state[SCENE]]
        for number in dead:
            cell -= self.space.row_of(number, cell) * self.space.dimensions[number].stride
        return key & kept, cell

    def branches(self, scene: int, key: int, choice: int, outcome: int) -> tuple[Branch, ...]:
        """Worked out once for all keys that agree in what the choice reads."""
        way = (scene, choice, outcome)
        touched = self._touched.get(way)
        if touched is None:
            touched = self._touched[way] = self._touches(scene, choice, outcome)
        reads, _ = touched
        known = (way, key & reads)
        branches = self._branches.get(known)
        if branches is None:
            branches = self._branches[known] = tuple(self._work_out(scene, key & reads, choice, outcome, touched[1]))
        return branches

    def _touches(self, number: int, choice: int, outcome: int) -> tuple[int, int]:
        """The bits of the key that a choice reads, and those of the fields that it sets.

        Memory bits are only ever added, so they need no clearing.
        """
        program, space = self.space.program, self.space
        scene = program.scene(number)
        compiled = scene.choices[choice]
        happens = compiled.outcomes[outcome]
        go = happens.go
        effects = compiled.choice.effects + (happens.outcome.effects if happens.outcome is not None else ())
        reads, writes = self._touched_by(effects, program.where(scene.scene))
        if program.clock in space.fields:
            reads |= space.fields[program.clock].mask
        if go == COME_BACK and compiled.visit == STAY:
            return ~0, ~0  # where it leads, and so what it reads there, depends on the key
        if compiled.visit != STAY or go != STAY:
            writes |= space.back.mask
        arriving = program.scene(compiled.visit if compiled.visit != STAY else number if go == STAY else go)
        where = program.where(arriving.scene)
        entered = self._touched_by(arriving.scene.enter, where)
        kept, _ = self._live[arriving.number]
        reads |= entered[0] | arriving.seen | arriving.again
        writes |= entered[1]
        for block in arriving.blocks:
            if block.block.condition is not None and (block.learns | block.learns_first | block.learns_again) & kept:
                reads |= self.masks.needs(reads_of(block.block.condition, program, arriving.scene.id))[1]
        return reads, writes

    def _touched_by(self, effects: tuple[Effect, ...], where: Where) -> tuple[int, int]:
        space = self.space
        reads = writes = 0
        for effect in effects:
            reads |= self.masks.needs(reads_of(effect.value, space.program, where.scene))[1]
            part = space.fields.get(space.program.places[effect.variable])
            if part is not None:
                writes |= part.mask
                if effect.operator != "=":
                    reads |= part.mask
        return reads, writes

    # ---- moving sets ----

    def forward(self, branch: Branch, cells: int) -> int:
        cells &= branch.before
        for number, rows in branch.rows:
            if not cells:
                return 0
            pieces = self._pieces_of(number, rows)
            if isinstance(pieces, int):
                cells = self.space.fold(number, cells) << pieces
            else:
                moved = 0
                for mask, shift in pieces:
                    moved |= (cells & mask) << shift if shift >= 0 else (cells & mask) >> -shift
                cells = moved
        return cells

    def backward(self, branch: Branch, cells: int) -> int:
        """The cells that come out among these."""
        return self._came_from(branch.rows, cells) & branch.before

    def _came_from(self, moves: Iterable[tuple[int, Rows]], cells: int) -> int:
        """The cells that end among these, by the rows of each dimension that moves."""
        for number, rows in moves:
            if not cells:
                return 0
            pieces = self._pieces_of(number, rows)
            if isinstance(pieces, int):
                cells = self.space.unfold(number, cells >> pieces)
            else:
                moved = 0
                for mask, shift in pieces:
                    moved |= (cells >> shift if shift >= 0 else cells << -shift) & mask
                cells = moved
        return cells

    def _pieces_of(self, number: int, rows: Rows) -> tuple[tuple[int, int], ...] | int:
        """The move as (cells, shift) pieces, or as one shift from row 0 where all rows end in the same."""
        known = self._pieces.get((number, rows))
        if known is None:
            stride = self.space.dimensions[number].stride
            if len(rows) > 1 and len(set(rows)) == 1:
                known = rows[0] * stride
            else:
                shifts: dict[int, list[int]] = {}
                for row, target in enumerate(rows):
                    shifts.setdefault(target - row, []).append(row)
                known = tuple((self.space.rows(number, tuple(moved)), shift * stride) for shift, moved in shifts.items())
            self._pieces[number, rows] = known
        return known

    # ---- working out ----

    def _work_out(self, number: int, key: int, choice: int, outcome: int, touched: int) -> list[Branch]:
        program = self.space.program
        scene = program.scene(number)
        compiled = scene.choices[choice]
        happens = compiled.outcomes[outcome]
        where = program.where(scene.scene)
        drafts = [_Draft(self.space.full, key, {})]
        effects = compiled.choice.effects + (happens.outcome.effects if happens.outcome is not None else ())
        for effect in effects:
            drafts = [after for draft in drafts for after in self._effect(draft, effect, where)]
        branches: list[Branch] = []
        for draft in drafts:
            draft.key |= compiled.used | happens.learns
            target, entered = self._target(draft, scene, compiled, happens.go)
            arriving = program.scene(target)
            after_entry = [draft]
            if entered:
                draft.key = self._entry(draft.key, arriving)
                for effect in arriving.scene.enter:
                    after_entry = [after for before in after_entry for after in self._effect(before, effect, program.where(arriving.scene))]
            for told in (after for before in after_entry for after in self._news(before, arriving, key)):
                branches += self._finish(told, arriving, touched)
        return branches

    def _target(self, draft: _Draft, scene: CompiledScene, choice: CompiledChoice, go: int) -> tuple[int, bool]:
        """The scene that follows, and whether it is entered. Sets the way back in the draft's key."""
        space = self.space

        def returning(way: int) -> None:
            draft.key = space.back.put(draft.key, space.returns.index(way))

        if choice.visit != STAY:
            returning(scene.number + 1 if go == STAY else -(go + 1))
            return choice.visit, True
        if go == COME_BACK:
            way = space.scratch(draft.key)[RETURN]
            returning(0)
            return (scene.number, False) if way == 0 else (abs(way) - 1, way < 0)
        if go == STAY:
            return scene.number, False
        returning(0)
        return go, True

    def _entry(self, key: int, scene: CompiledScene) -> int:
        if scene.again and key & scene.seen:
            key |= scene.again
        return key | scene.seen

    def _news(self, draft: _Draft, arriving: CompiledScene, key: int) -> list[_Draft]:
        """Parted by the news that has come in meanwhile, where a condition asks for a fact that it tells."""
        space, program = self.space, self.space.program
        if not self._told:
            return [draft]
        if program.clock in space.fields:
            hours = space.fields[program.clock]
            draft.key |= self._learned(arriving, hours.of(key), hours.of(draft.key))
            return [draft]
        number = space.by_slot.get(program.clock)
        if number is None or number not in draft.rows:
            return [draft]
        drafts = []
        for bits, rows in self._news_by_rows(arriving, number, draft.rows[number]):
            part = draft.copy(draft.before & space.rows(number, rows))
            part.key |= bits
            if part.before:
                drafts.append(part)
        return drafts

    def _news_by_rows(self, arriving: CompiledScene, number: int, rows: Rows) -> tuple[tuple[int, Rows], ...]:
        """What is learned from the news, and from which rows of the clock."""
        known = (arriving.scene.place, rows)
        parts = self._heard.get(known)
        if parts is None:
            hours = self.space.dimensions[number]
            parted: dict[int, list[int]] = {}
            for row, target in enumerate(rows):
                parted.setdefault(self._learned(arriving, hours.value(row), hours.value(target)), []).append(row)
            parts = self._heard[known] = tuple((bits, tuple(places)) for bits, places in parted.items())
        return parts

    def _learned(self, arriving: CompiledScene, before: int, now: int) -> int:
        program, bits = self.space.program, 0
        for item in heard(program, arriving, before, now):
            for fact in item.facts:
                bits |= program.bits.met.get(fact, 0)
        return bits & self._told

    def _finish(self, draft: _Draft, arriving: CompiledScene, touched: int) -> list[Branch]:
        """What the passage teaches, and what is forgotten because nothing asks for it any more."""
        where = self.space.program.where(arriving.scene)
        kept, dead = self._live[arriving.number]
        learned = {draft.key: self.space.full}
        again = draft.key & arriving.again
        for block in arriving.blocks if arriving.teaches else ():
            teaches = (block.learns | (block.learns_again if again else block.learns_first)) & kept
            if not teaches:
                continue
            condition = block.block.condition
            shown = self.space.full if condition is None else self.masks.of(condition, where)(draft.key)
            parted: dict[int, int] = {}
            for key, cells in learned.items():
                if cells & shown:
                    parted[key | teaches] = parted.get(key | teaches, 0) | cells & shown
                if cells & ~shown:
                    parted[key] = parted.get(key, 0) | cells & ~shown
            learned = parted
        rows = dict(draft.rows)
        for number in dead:
            rows[number] = (0,) * self.space.dimensions[number].size
        moved = tuple((number, way) for number, way in rows.items() if way != self._identity[number])
        keep = kept & ~touched
        if len(learned) == 1:
            (key,) = learned
            return [Branch(arriving.number, keep, key & kept, draft.before, moved, tuple(draft.over))]
        return [
            Branch(arriving.number, keep, key & kept, draft.before & self._came_from(draft.rows.items(), cells), moved, tuple(draft.over))
            for key, cells in learned.items()
        ]

    # ---- effects ----

    def _effect(self, draft: _Draft, effect: Effect, where: Where) -> list[_Draft]:
        """The draft after an effect, parted where the effect depends on a number of the grid."""
        space = self.space
        slot = space.program.places[effect.variable]
        target = space.by_slot.get(slot)
        if target is None and slot not in space.fields:
            return [draft]  # nothing ever asks for it
        numbers, _ = self.masks.needs(reads_of(effect.value, space.program, where.scene))
        if target is not None and isinstance(effect.value, Constant):
            self._step_by_constant(draft, target, effect, where)
            return [draft]
        others = [number for number in numbers if number != target]
        drafts = []
        for values in product(*(self._values(draft, number) for number in others)):
            before = draft.before
            given: dict[int, int] = {}
            for number, (value, rows) in zip(others, values, strict=True):
                before &= space.rows(number, tuple(rows))
                given[space.dimensions[number].slot] = value
            if before:
                part = draft.copy(before)
                if target is not None:
                    self._set_row(part, target, effect, where, given)
                else:
                    self._set_field(part, slot, effect, where, given)
                drafts.append(part)
        return drafts

    def _values(self, draft: _Draft, number: int) -> list[tuple[int, list[int]]]:
        """The values that a dimension may have by now, each with the rows that it comes from."""
        dimension = self.space.dimensions[number]
        found: dict[int, list[int]] = {}
        for row, now in enumerate(draft.rows.get(number, self._identity[number])):
            found.setdefault(dimension.value(now), []).append(row)
        return list(found.items())

    def _step_by_constant(self, draft: _Draft, number: int, effect: Effect, where: Where) -> None:
        """Most effects by far: the same for every key, so worked out once for the rows that they start from."""
        rows = draft.rows.get(number, self._identity[number])
        known = (number, effect, rows)
        step = self._steps.get(known)
        if step is None:
            step = self._steps[known] = self._stepped(number, effect, where, rows, self.space.scratch(0))
        self._move(draft, number, effect, step)

    def _set_row(self, draft: _Draft, number: int, effect: Effect, where: Where, given: dict[int, int]) -> None:
        state = self.space.scratch(draft.key)
        for slot, known in given.items():
            state[slot] = known
        self._move(draft, number, effect, self._stepped(number, effect, where, draft.rows.get(number, self._identity[number]), state))

    def _move(self, draft: _Draft, number: int, effect: Effect, step: tuple[Rows, Rows]) -> None:
        draft.rows[number], over = step
        variable = self.space.program.story.variables[effect.variable]
        if over and self.masks.part.watches(variable):
            draft.over.append((effect.variable, draft.before & self.space.rows(number, over)))

    def _stepped(self, number: int, effect: Effect, where: Where, rows: Rows, state: list[int]) -> tuple[Rows, Rows]:
        """Where each row comes out, and the rows that would have passed a bound."""
        space = self.space
        dimension = space.dimensions[number]
        variable = space.program.story.variables[effect.variable]
        value = self.masks.value(effect.value, where)
        is_clock = dimension.slot == space.program.clock
        moved: list[int] = []
        over: list[int] = []
        for row, now in enumerate(rows):
            current = state[dimension.slot] = dimension.value(now)
            amount = int(value(state))
            new = _result(effect, current, max(0, amount) if is_clock else amount)
            kept = max(variable.low, min(variable.high, new))
            if kept != new:
                over.append(row)
            moved.append(dimension.row(kept))
        return tuple(moved), tuple(over)

    def _set_field(self, draft: _Draft, slot: int, effect: Effect, where: Where, given: dict[int, int]) -> None:
        space = self.space
        variable = space.program.story.variables[effect.variable]
        state = space.scratch(draft.key)
        for known_slot, known in given.items():
            state[known_slot] = known
        new = _result(effect, state[slot], int(self.masks.value(effect.value, where)(state)))
        kept = max(variable.low, min(variable.high, new))
        if kept != new and self.masks.part.watches(variable):
            draft.over.append((effect.variable, draft.before))
        draft.key = space.fields[slot].put(draft.key, kept)


def _result(effect: Effect, current: int, amount: int) -> int:
    return amount if effect.operator == "=" else current + amount if effect.operator == "+=" else current - amount
