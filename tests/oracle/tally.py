"""What came of many stories, added up."""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.oracle.compare import Compared
from tests.oracle.coverage import Seen
from tests.oracle.table import told


@dataclass
class Piece:
    """What was found of some stories, by their seeds."""

    found: list[tuple[int, Compared]] = field(default_factory=list)
    seen: Seen = field(default_factory=Seen)


@dataclass
class Tally:
    """`examples` are the seeds of the stories with each kind of difference."""

    stories: int = 0
    states: int = 0
    different: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[int]] = field(default_factory=dict)
    seen: Seen = field(default_factory=Seen)
    begun: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.begun

    def add(self, piece: Piece) -> None:
        self.seen.add(piece.seen)
        for seed, found in piece.found:
            self.stories += 1
            self.states += found.states
            self.verdicts[found.verdict or found.why] += 1
            if found.narrow:
                self.verdicts[f"{found.narrow}, with less room"] += 1
            self.different += bool(found.differences)
            for kind in found.kinds:
                self.examples.setdefault(kind, []).append(seed)

    def lines(self, *, coverage: bool) -> Iterator[str]:
        """The end of a run."""
        yield f"\n{self.stories:,} stories, {self.states:,} states, {self.seconds:.0f} s"
        for name, count in self.verdicts.most_common():
            yield f"  {count:7,}  {name}"
        asked = sum(self.verdicts[name] for name in ("PROVED", "REFUTED", "BOUNDED"))
        bounded = self.verdicts["BOUNDED"]
        yield f"BOUNDED at the usual limit: {bounded:,} of {asked:,} ({bounded / max(1, asked):.2%})"
        yield from ("", *told(self.seen), "") if coverage else ()
        yield f"{self.different} stories differ"
        for kind, seeds in sorted(self.examples.items(), key=lambda each: -len(each[1])):
            yield f"  {len(seeds):7,}  {kind}: seeds {', '.join(map(str, seeds[:8]))}"
