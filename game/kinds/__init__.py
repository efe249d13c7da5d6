"""The kinds of scenes, each a rewrite of an author's few lines into plain scenes and choices.

The engine, the saves and whatever else reads a story know nothing of kinds. A further kind is one new module with its
`KEYS` and an `expand`, and a row in `KINDS`.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from msgspec import Struct

from game.kinds import encounter, hunt, queue, registration, sorting
from game.kinds.builder import Context, Expansion
from game.source.nodes import MapNode
from game.source.schema.shapes import ByKind, MapOf, Record
from game.source.schema.story_keys import PLAIN_SCENE

__all__ = ["KINDS", "SCENES", "Context", "Expansion", "Kind"]


class Kind(Struct, frozen=True):
    """What an author may write of such a scene, and what makes plain scenes of it."""

    keys: Record
    expand: Callable[[str, MapNode, Context], Expansion]


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "queue": Kind(queue.KEYS, queue.expand),
        "hunt": Kind(hunt.KEYS, hunt.expand),
        "registration": Kind(registration.KEYS, registration.expand),
        "encounter": Kind(encounter.KEYS, encounter.expand),
        "sorting": Kind(sorting.KEYS, sorting.expand),
    }
)

SCENES = MapOf(ByKind("kind", PLAIN_SCENE, {name: kind.keys for name, kind in KINDS.items()}), "scenes", inner=tuple(PLAIN_SCENE.keys))
"""The shape of a file of scenes."""
