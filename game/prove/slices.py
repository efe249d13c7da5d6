"""What of a state is kept apart while states are explored, and what is asked of it.

A slice forgets some variables and memory bits altogether. Where a condition asks for what is forgotten, a choice is
taken to be open as well as closed: then there are never fewer states than in the whole (localization reduction; Kurshan,
*Computer-Aided Verification of Coordinating Processes*, 1994). What a slice keeps has to be closed under influence
(`game.prove.influence`), so that it moves exactly as it does in the whole.
"""

from dataclasses import dataclass

from game.story.model import Variable


@dataclass(frozen=True, slots=True)
class Reads:
    """Variables by name, and memory bits."""

    names: frozenset[str] = frozenset()
    memory: int = 0

    def __or__(self, other: "Reads") -> "Reads":
        return Reads(self.names | other.names, self.memory | other.memory)

    def __and__(self, other: "Reads") -> "Reads":
        return Reads(self.names & other.names, self.memory & other.memory)

    def within(self, other: "Reads") -> bool:
        return self.names <= other.names and not self.memory & ~other.memory


NOTHING = Reads()


@dataclass(frozen=True, slots=True)
class Slice:
    """None stands for everything that there is."""

    kept: Reads | None = None
    always: Reads = NOTHING  # asked in every scene
    bounds: frozenset[str] | None = None  # variables for which it is asked whether they pass a bound
    texts: frozenset[tuple[str, int]] | None = None  # (scene, block) for which it is asked whether they are shown

    scenes: frozenset[int] | None = None  # by number: where else a way leads isn't followed

    @property
    def memory(self) -> int:
        return -1 if self.kept is None else self.kept.memory

    def of(self, reads: Reads) -> Reads:
        return reads if self.kept is None else reads & self.kept

    def has(self, reads: Reads) -> bool:
        return self.kept is None or reads.within(self.kept)

    def watches(self, variable: Variable) -> bool:
        """Whether an effect that would pass the variable's bounds is told. Where it clamps, or a kind keeps it, none is."""
        return not variable.clamp and not variable.kind and (self.bounds is None or variable.name in self.bounds)
