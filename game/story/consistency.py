"""What must hold between the scenes of a story for it to be played at all: visits, returns, recalls."""

from msgspec import Struct, field

from game.source.nodes import Node
from game.source.schema.shapes import Report
from game.story.model import Story


class SceneLinks(Struct):
    """What only the whole story can judge, with the node of each: it is gathered while the scenes are read.

    Any `go` but `back` drops the return of a visit, so a visit is one scene, and what can be in it is known from links
    alone.
    """

    returns: list[tuple[str, Node]] = field(default_factory=list)  # the scene of each `go: back`
    visits: list[tuple[str, str, Node]] = field(default_factory=list)  # the scene of each `visit`, and the one it leads to
    entries: dict[str, Node] = field(default_factory=dict)  # where each scene is first entered in another way than by a visit
    recalls: list[tuple[str, str, Node]] = field(default_factory=list)  # the scene and the choice that an ending recalls

    def check(self, story: Story, report: Report) -> None:
        visited = {target for _, target, _ in self.visits}
        for name, at in self.returns:
            if name not in visited:
                message = f"`{name}` is never visited, so there is nowhere to go back to"
                report("back-without-visit", at, message, help=f"enter it with `visit: {name}`, or name the scene that follows")
            elif name in self.entries:
                place = self.entries[name].place()
                message = f"`{name}` is also entered by `go` ({place.path}:{place.line}), and then there is nowhere to go back to"
                report("back-without-visit", at, message, help="enter it by `visit` only; a `go` out of a visited scene ends the visit")
        for name, _, at in self.visits:
            if name in visited:
                message = f"`{name}` is itself visited, and visits don't nest"
                report("visit-in-visit", at, message, help="use `go`, or make the visited scene a choice that stays")
        choices = {name: {choice.id: choice for choice in story.scenes[name].choices} for name, _, _ in self.recalls}
        for name, id, at in self.recalls:
            choice = choices[name].get(id)
            if choice is None:
                report.unknown("choice", at, id, choices[name], message=f"there is no choice `{id[:60]}` in `{name}`")
            elif not choice.recall and not any(outcome.recall for outcome in choice.outcomes):
                message = f"the choice `{name}/{id}` has no `recall`"
                report("missing-key", at, message, help="give it a `recall:`, such as `gave up your place for tea`")
