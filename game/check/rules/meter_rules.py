"""Whether a player is told what is shown beside the passage."""

from collections.abc import Iterator

from game.check.rules.violation import Violation, in_section
from game.story.model import Story


def unexplained(story: Story) -> Iterator[Violation]:
    """Numbers that are shown and not explained: what somebody has or wears explains itself."""
    for name, variable in story.variables.items():
        if variable.show and variable.type == "int" and not variable.about:
            help = "say with `about`, in a sentence, what it is and what it is good for"
            yield in_section(
                "unexplained-meter", f"`{name}` is shown, and nothing tells the player what it is for", name, "variables", help
            )
