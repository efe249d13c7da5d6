"""A role's scenes as a list: where each leads, and which facts can be met in it."""

from collections.abc import Mapping

from game.check.stats.fact_counts import because_in, told_in
from game.document import Paragraph, Section, Table
from game.graph.scene_map import SceneMap, Spot, scene_map
from game.story.model import BACK, Story
from game.story.slug import words_of_slug


def role_map(story: Story, role: str, numbers: Mapping[str, int]) -> Section:
    """`numbers` are those of the facts."""
    drawn = scene_map(story, role=role)
    rows = tuple((_name(spot), spot.place, _leads(drawn, spot), _facts(story, spot.id, numbers)) for spot in drawn.spots)
    told = {fact for spot in drawn.spots for fact in (*told_in(story.scenes[spot.id]), *because_in(story.scenes[spot.id]))}
    heard = {fact for item in story.news for fact in item.facts if not item.roles or role in item.roles}
    scenes = sum(spot.kind != "ending" for spot in drawn.spots)
    count = f"{scenes} scenes, {len(drawn.spots) - scenes} endings, {len(told | heard)} facts that can be met"
    only_heard = ", ".join(str(numbers[fact]) for fact in story.facts if fact in heard)
    blocks = [Paragraph(f"{count}{f' (on the news: {only_heard})' if only_heard else ''}.", quiet=True)]
    return Section(story.roles[role].title, (*blocks, Table("", ("Scene", "Place", "Leads to", "Facts"), rows)))


def _name(spot: Spot) -> str:
    if spot.ending:
        return f"{_called(spot)} (the end: {spot.ending})" if spot.title else f"{spot.ending} (an ending)"
    return f"{_called(spot)} ({', '.join(spot.marks)})" if spot.marks else _called(spot)


def _called(spot: Spot) -> str:
    """A teacher has no use for a scene's id, but where it has no title, its words say most."""
    return spot.title or spot.ending or words_of_slug(spot.id)


def _leads(drawn: SceneMap, spot: Spot) -> str:
    """The names of the scenes that this one leads to; a visit also leads back to where it was made."""
    names = {each.id: _called(each) for each in drawn.spots}
    leads = [names[link.target] for link in drawn.links if link.source == spot.id]
    if any(BACK in option.targets for option in spot.options):
        leads += [f"back to {names[link.source]}" for link in drawn.links if link.returns and link.target == spot.id]
    return "; ".join(dict.fromkeys(leads))


def _facts(story: Story, scene: str, numbers: Mapping[str, int]) -> str:
    found = {*told_in(story.scenes[scene]), *because_in(story.scenes[scene])}
    return ", ".join(str(numbers[fact]) for fact in story.facts if fact in found)
