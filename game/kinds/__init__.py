"""The five kinds of scenes, each a rewrite of an author's few lines into plain scenes and choices.

The engine, the saves and whatever else reads a story know nothing of kinds. A further kind is one new module with an
`expand`, a row in `KINDS` and its keys in `source.layout`.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from game.kinds import encounter, hunt, queue, registration, sorting
from game.kinds.builder import Context, Expansion
from game.source.nodes import MapNode

__all__ = ["KINDS", "Context", "Expansion"]

KINDS: Mapping[str, Callable[[str, MapNode, Context], Expansion]] = MappingProxyType(
    {
        "queue": queue.expand,
        "hunt": hunt.expand,
        "registration": registration.expand,
        "encounter": encounter.expand,
        "sorting": sorting.expand,
    }
)
