"""What can be come to by links alone: what conditions and effects allow is for a proof to say."""

from collections.abc import Collection, Iterator

from game.check.rules.violation import Violation, in_scene
from game.play.playthrough import facts_told
from game.story.link_targets import linked, told_by
from game.story.model import Choice, Story


def linked_scenes(story: Story) -> set[str]:
    """The scenes that a chain of links leads to from where some role starts."""
    return {scene.id for scene in linked(story, {role.start for role in story.roles.values()})}


def taught_facts(story: Story, scenes: Collection[str]) -> set[str]:
    """The facts that these scenes, or the news, may teach."""
    facts = {fact for item in story.news for fact in item.facts}
    for name in scenes:
        scene = story.scenes[name]
        for block in scene.blocks:
            for prose in block.texts:
                if prose.facts:
                    facts.update(prose.facts)
        for choice in scene.choices:
            if choice.because or choice.result is not None or choice.outcomes:
                facts.update(facts_of_choice(choice))
    return facts


def facts_of_choice(choice: Choice) -> Iterator[str]:
    """The facts that a choice may teach, whatever comes of it."""
    return facts_told(*told_by(choice))


def unlinked(story: Story, linked: Collection[str]) -> Iterator[Violation]:
    for scene in story.scenes.values():
        if scene.id not in linked:
            help = "let a choice go or visit there, or take the scene out; where it has a new name, `was:` says the old one"
            yield in_scene("unlinked-scene", f"nothing leads to `{scene.id}`", scene, help)
