"""What a map shows of a story, whatever it is drawn with. All text in it is plain and clean."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from game.story.link_targets import moments_from, outcomes_of, scenes_from, targets_of, without_ending
from game.story.model import BACK, At, Scene, Story
from game.story.prose import Prose, paragraphs
from game.text.clean import clean, clean_line

if TYPE_CHECKING:
    from game.prove.proof import Proof

MapLinkKind = Literal["go", "visit", "back"]

Problems = Mapping[str, Sequence[tuple[str, str]]]
"""What is wrong with a scene, by its id: (a few words, a sentence)."""


@dataclass(frozen=True, slots=True)
class MapOption:
    """A choice of a scene, as the list beside the map tells it. `targets` are scenes, `BACK`, or none to stay."""

    label: str
    targets: tuple[str, ...]
    visit: str
    asks: bool  # whether it isn't always open
    door: bool


@dataclass(frozen=True, slots=True)
class SceneBox:
    """A scene on the map."""

    id: str
    title: str
    kind: str  # "" for a plain scene, `ending`, or a kind's name
    ending: str
    place: str
    roles: tuple[str, ...]  # those that can come here by links
    starts: tuple[str, ...]  # the titles of the roles that start here
    part_starts: tuple[str, ...]  # the titles of the parts of roles that start here, or end here
    part_ends: tuple[str, ...]
    visited: bool
    changed: bool
    passage: str
    options: tuple[MapOption, ...]
    problems: tuple[tuple[str, str], ...]
    at: At

    @property
    def name(self) -> str:
        """What it is called on the map: an ending by the ending's own title, which no two share as scenes share a place's."""
        return self.ending or self.title or self.id.replace("_", " ")

    @property
    def lines(self) -> list[str]:
        """The name, and the marks below it."""
        return [self.name, *([f"({', '.join(self.marks)})"] if self.marks else [])]

    @property
    def marks(self) -> tuple[str, ...]:
        """The words under the name: all that shape and colour say, without either."""
        words = [f"start of {', '.join((*self.starts, *self.part_starts))}"] if self.starts or self.part_starts else []
        words += [f"end of {', '.join(self.part_ends)}"] if self.part_ends else []
        words += [self.kind] if self.kind else []
        words += ["just changed"] if self.changed else []
        return (*words, *(["visit"] if self.visited else []), *dict.fromkeys(few for few, _ in self.problems))


@dataclass(frozen=True, slots=True)
class MapLink:
    """What leads from a scene to another. `returns`: the visit comes back to where it was made."""

    source: str
    target: str
    kind: MapLinkKind
    labels: tuple[str, ...]
    returns: bool = False


@dataclass(frozen=True, slots=True)
class SceneMap:
    title: str
    language: str
    roles: tuple[tuple[str, str], ...]  # (id, title)
    boxes: tuple[SceneBox, ...]
    links: tuple[MapLink, ...]
    proof: str = ""  # what a proof said in one sentence; "" without one


def scene_map(
    story: Story, *, role: str = "", problems: Problems | None = None, proof: str = "", changed: Collection[str] = ()
) -> SceneMap:
    """The map of a story, or of what one role can come to by links. `changed` are the scenes to be marked as just changed.

    `problems` are a proof's; without it (None) only what links alone can tell is marked.
    """
    reach = {name: scenes_from(story, name) for name in story.roles}
    met = moments_from(story, [each.start for each in story.roles.values()])
    # In the order in which a walk by links meets them, role by role, then the ones that none meets.
    order = dict.fromkeys([*(moment.scene for moment in met), *story.scenes])
    shown = {name: story.scenes[name] for name in order if not role or name in reach[role]}
    found = problems if problems is not None else _by_links(story, reach)
    visited = {choice.visit for scene in story.scenes.values() for choice in scene.choices if choice.visit}
    parts = [part for each in story.roles.values() if role in ("", each.id) for part in each.parts]
    boxes = tuple(
        SceneBox(
            id=scene.id,
            title=clean_line(scene.title),
            kind="ending" if scene.ending else scene.kind,
            ending=clean_line(scene.ending),
            place=clean_line(story.places[scene.place].name) if scene.place else "",
            roles=tuple(name for name, scenes in reach.items() if scene.id in scenes),
            starts=tuple(clean_line(each.title) for each in story.roles.values() if each.start == scene.id and role in ("", each.id)),
            part_starts=tuple(clean_line(part.title) for part in parts if part.start == scene.id),
            part_ends=tuple(clean_line(part.title) for part in parts if scene.id in part.ends),
            visited=scene.id in visited,
            changed=scene.id in changed,
            passage=passage_of(scene),
            options=tuple(
                MapOption(clean_line(plain(each.label)), targets_of(each), each.visit, bool(each.conditions), each.door)
                for each in scene.choices
            ),
            problems=tuple((clean_line(few), clean_line(said)) for few, said in found.get(scene.id, ())),
            at=scene.at,
        )
        for scene in shown.values()
    )
    links = tuple(link for link in _links(story) if link.source in shown and link.target in shown)
    roles = tuple((each.id, clean_line(each.title)) for each in story.roles.values() if role in ("", each.id))
    return SceneMap(clean_line(story.title), story.language, roles, boxes, links, proof)


def plain(prose: Prose) -> str:
    """A text without its signs, on one line; what changes as it is played is an ellipsis."""
    told = ("".join("…" if span.variable else span.text for span in paragraph) for paragraph in paragraphs(prose.text))
    return " ".join(" ".join(told).split())


def passage_of(scene: Scene) -> str:
    """What a scene tells on a first visit, with what depends on a condition after an ellipsis."""
    told = [
        ("… " if block.condition is not None else "") + plain(prose)
        for block in scene.blocks
        for prose in (block.text, block.first)
        if prose is not None
    ]
    return clean(" ".join(told))


def _links(story: Story) -> list[MapLink]:
    """The links between different scenes, each once, with the choices that are it."""
    labels: dict[tuple[str, str, MapLinkKind], dict[str, None]] = {}
    returning: set[tuple[str, str]] = set()
    for scene in story.scenes.values():
        for choice in scene.choices:
            label = clean_line(plain(choice.label))
            for _, go in outcomes_of(choice):
                if choice.visit:
                    labels.setdefault((scene.id, choice.visit, "visit"), {})[label] = None
                    if go in ("", scene.id):
                        returning.add((scene.id, choice.visit))
                    else:
                        labels.setdefault((choice.visit, go, "back"), {})
                elif go and go != BACK:
                    labels.setdefault((scene.id, go, "go"), {})[label] = None
    return [
        MapLink(source, target, kind, tuple(told), kind == "visit" and (source, target) in returning)
        for (source, target, kind), told in labels.items()
        if source != target
    ]


def _by_links(story: Story, reach: Mapping[str, Mapping[str, Scene]]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    endless = without_ending(story)
    # A visit that is never made has nowhere to return to, which says nothing against it.
    met = {moment.scene for moment in moments_from(story, [role.start for role in story.roles.values()])}
    for name in story.scenes:
        if not any(name in scenes for scenes in reach.values()):
            found.setdefault(name, []).append(("unreachable", "no chain of links leads here"))
        if name in endless and name in met:
            found.setdefault(name, []).append(("no way to an ending", "no chain of links leads from here to an ending"))
    return found


def problems_by_scene(story: Story, proof: "Proof") -> tuple[Problems, str]:
    """A proof's findings where a map can show them, and what it says in one sentence."""
    owner: dict[At, str] = {}
    for scene in story.scenes.values():
        for choice in scene.choices:
            owner.setdefault(choice.at, scene.id)
    for scene in story.scenes.values():
        owner[scene.at] = scene.id
    found: dict[str, list[tuple[str, str]]] = {}
    elsewhere = 0
    for finding in proof.findings:
        scene_id = finding.name if finding.name in story.scenes else owner.get(finding.at, "")
        if scene_id:
            found.setdefault(scene_id, []).append((finding.code.replace("-", " "), finding.message.replace("`", "")))
        else:
            elsewhere += 1
    said = {
        "PROVED": "Proved: every state can reach an ending, and everything can be reached.",
        "BOUNDED": "Not wholly proved: nothing wrong was found, but not every state was seen.",
        "REFUTED": f"Refuted: {len(proof.findings)} found" + (f", {elsewhere} of them in no single scene." if elsewhere else "."),
    }
    return found, said[proof.verdict]
