"""A role's scenes as a list: where each leads, and which facts can be met in it."""

from collections.abc import Collection, Mapping

from game.document import Block, Pairs, Paragraph, Section, Table
from game.graph.scene_map import SceneBox, SceneMap, scene_map
from game.story.model import BACK, Story
from game.text.slug import words_of_slug


def role_map(story: Story, role: str, numbers: Mapping[str, int]) -> Section:
    """`numbers` are those of the facts."""
    drawn = scene_map(story, role=role)
    rows = tuple((_name(box), box.place, _leads(drawn, box), _numbers(numbers, set(story.scenes[box.id].facts))) for box in drawn.boxes)
    told = {fact for box in drawn.boxes for fact in story.scenes[box.id].facts}
    heard = {fact for item in story.news for fact in item.facts if not item.roles or role in item.roles}
    scenes = sum(box.kind != "ending" for box in drawn.boxes)
    count = f"{scenes} scenes, {len(drawn.boxes) - scenes} endings, {len(told | heard)} facts that can be met"
    only_heard = _numbers(numbers, heard)
    blocks: list[Block] = [Paragraph(f"{count}{f' (on the news: {only_heard})' if only_heard else ''}.", quiet=True)]
    if ends := tuple((box.ending, says) for box in drawn.boxes if (says := story.scenes[box.id].says)):
        blocks += [Paragraph("How it can end:"), Pairs(ends)]
    return Section(story.roles[role].title, (*blocks, Table(("Scene", "Place", "Leads to", "Facts"), rows)))


def _name(box: SceneBox) -> str:
    if box.ending:
        return f"{_called(box)} (the end: {box.ending})" if box.title else f"{box.ending} (an ending)"
    return f"{_called(box)} ({', '.join(box.marks)})" if box.marks else _called(box)


def _called(box: SceneBox) -> str:
    """A teacher has no use for a scene's id, but where it has no title, its words say most."""
    return box.title or box.ending or words_of_slug(box.id)


def _leads(drawn: SceneMap, box: SceneBox) -> str:
    """The names of the scenes that this one leads to; a visit also leads back to where it was made."""
    names = {each.id: _called(each) for each in drawn.boxes}
    leads = [names[link.target] for link in drawn.links if link.source == box.id]
    if any(BACK in option.targets for option in box.options):
        leads += [f"back to {names[link.source]}" for link in drawn.links if link.returns and link.target == box.id]
    return "; ".join(dict.fromkeys(leads))


def _numbers(numbers: Mapping[str, int], facts: Collection[str]) -> str:
    return ", ".join(str(number) for fact, number in numbers.items() if fact in facts)
