"""What must hold between the parts of a story for it to be played at all: visits, returns, recalls, ways on."""

from collections.abc import Iterator, Set
from collections.abc import Mapping as MappingType

from game.problems import nearest
from game.source.nodes import Mapping, Node, Scalar, Sequence
from game.source.schema.shapes import Report
from game.story.language.tree import Constant, Effect
from game.story.model import BACK, Choice, Outcome, Scene, Story


def check_consistency(story: Story, nodes: MappingType[str, Mapping], report: Report) -> None:
    """`nodes` are the plain scenes' own, for the places of problems."""
    _check_returns(story, nodes, report)
    _check_recalls(story, nodes, report)
    for name, scene in story.scenes.items():
        if any([choice.effects or choice.outcomes for choice in scene.choices]):  # noqa: C419 - a list takes half the time here
            _check_amounts(story, scene, nodes[name], report)


def _choices(scene: Scene, node: Mapping) -> Iterator[tuple[Choice, Mapping]]:
    listed = node.get("choices")
    if isinstance(listed, Sequence):
        yield from zip(scene.choices, [item for item in listed.items if isinstance(item, Mapping)], strict=True)
    else:
        yield from ((choice, node) for choice in scene.choices)


def _outcomes(choice: Choice, node: Mapping) -> Iterator[tuple[Outcome, Mapping]]:
    listed = node.get("outcomes")
    if isinstance(listed, Sequence):
        yield from zip(choice.outcomes, (item for item in listed.items if isinstance(item, Mapping)), strict=True)


def _targets(choice: Choice, node: Mapping) -> Iterator[tuple[str, Node]]:
    if choice.go:
        yield choice.go, node.get("go") or node
    for outcome, outcome_node in _outcomes(choice, node):
        if outcome.go:
            yield outcome.go, outcome_node.get("go") or outcome_node


def _check_returns(story: Story, nodes: MappingType[str, Mapping], report: Report) -> None:
    """`go: back` only where a visit led, and no visit inside a visit.

    Any `go` but `back` drops the return, so a visit is one scene, and what can be in it is known from links alone.
    """
    visited: set[str] = set()
    returning: set[str] = set()
    for name, scene in story.scenes.items():
        for choice in scene.choices:
            if choice.visit:
                visited.add(choice.visit)
            if BACK in choice.goes:
                returning.add(name)
    if not visited and not returning:
        return
    entered = _entries(story, nodes, returning)
    for name in story.scenes:
        if name not in visited and name not in returning:
            continue
        for choice, node in _choices(story.scenes[name], nodes[name]):
            for target, at in _targets(choice, node):
                if target == BACK and name not in visited:
                    report(
                        "back-without-visit",
                        at,
                        f"`{name}` is never visited, so there is nowhere to go back to",
                        help=f"enter it with `visit: {name}`, or name the scene that follows",
                    )
                elif target == BACK and name in entered:
                    place = entered[name].place()
                    report(
                        "back-without-visit",
                        at,
                        f"`{name}` is also entered by `go` ({place.path}:{place.line}), and then there is nowhere to go back to",
                        help="enter it by `visit` only; a `go` out of a visited scene ends the visit",
                    )
            if choice.visit and name in visited:
                report(
                    "visit-in-visit",
                    node.get("visit") or node,
                    f"`{name}` is itself visited, and visits don't nest",
                    help="use `go`, or make the visited scene a choice that stays",
                )


def _entries(story: Story, nodes: MappingType[str, Mapping], scenes: Set[str]) -> dict[str, Node]:
    """Where each of `scenes` is first entered by other ways than a visit."""
    entered: dict[str, Node] = {role.start: nodes[role.start] for role in story.roles.values() if role.start in scenes}
    for name, scene in story.scenes.items():
        if all(scenes.isdisjoint(choice.goes) for choice in scene.choices):
            continue
        for choice, node in _choices(scene, nodes[name]):
            for target, at in _targets(choice, node):
                if target in scenes:
                    entered.setdefault(target, at)
    return entered


def _check_recalls(story: Story, nodes: MappingType[str, Mapping], report: Report) -> None:
    for name, scene in story.scenes.items():
        if not scene.recalls:
            continue
        listed = nodes[name].get("recalls")
        for scene_id, choice_id in scene.recalls:
            at = (
                next((item for item in listed.items if isinstance(item, Scalar) and item.value == f"{scene_id}/{choice_id}"), nodes[name])
                if isinstance(listed, Sequence)
                else nodes[name]
            )
            choices = {choice.id: choice for choice in story.scenes[scene_id].choices}
            if choice_id not in choices:
                report("unknown-choice", at, f"there is no choice `{choice_id[:60]}` in `{scene_id}`", nearest(choice_id, choices))
            elif not choices[choice_id].recall and not any(outcome.recall for outcome in choices[choice_id].outcomes):
                report(
                    "missing-key",
                    at,
                    f"the choice `{scene_id}/{choice_id}` has no `recall`",
                    help="give it a `recall:`, such as `gave up your place for tea`",
                )


def _check_amounts(story: Story, scene: Scene, node: Mapping, report: Report) -> None:
    """A number that a variable is set to must lie between its bounds, and the clock can't be turned back."""
    for number, choice in enumerate(scene.choices):
        for effect in choice.effects:
            if (wrong := _wrong_amount(story, effect)) is not None:
                at = list(_choices(scene, node))[number][1]
                report(wrong[0], at.get("do") or at, wrong[1])
        for place, outcome in enumerate(choice.outcomes):
            for effect in outcome.effects:
                if (wrong := _wrong_amount(story, effect)) is not None:
                    at = list(_outcomes(*list(_choices(scene, node))[number]))[place][1]
                    report(wrong[0], at.get("do") or at, wrong[1])


def _wrong_amount(story: Story, effect: Effect) -> tuple[str, str] | None:
    """The code and the message of what is wrong with an amount, or None."""
    if not isinstance(effect.value, Constant):
        return None
    variable = story.variables[effect.variable]
    amount = effect.value.value
    if effect.operator == "=" and not variable.low <= amount <= variable.high and not variable.clamp:
        between = f"{variable.low:,} and {variable.high:,}"
        return "out-of-bounds", f"`{variable.name}` lies between {between}, so it can't be {amount:,}"
    if effect.operator == "+=" and story.clock is not None and variable.name == story.clock.variable and amount < 0:
        return "clock-set", f"`{variable.name}` is the clock: it only goes forward"
    return None
