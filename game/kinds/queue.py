"""A queue: a line that must move a number of times, each move as long as chance makes it."""

from game.kinds.made import WHEN, Context, Expansion, counter, get, items, many, number, plain, record, renamed, text
from game.source.nodes import Mapping, Node, Scalar


def expand(name: str, scene: Mapping, context: Context) -> Expansion:
    """`{ahead}` counts the moves still to come and `{waited}` the hours since joining the line.

    There is one choice to wait, `wait`; where a move brings a moment it is `wait-2` and the like, and the move that
    reaches the head of the line is `wait-last`. All have the same label, and one of them is there at a time.
    """
    ahead, waited = f"{name}_ahead", f"{name}_waited"
    scene = renamed(scene, {"ahead": ahead, "waited": waited})
    wait = get(scene, "wait")
    hours = [int(item.value) for item in items(wait, "hours") if isinstance(item, Scalar)] if wait is not None else []
    length = number(scene, "length", 1)
    if wait is None or not hours:
        return Expansion(plain(scene, []))
    moments = _moments(scene, length, context)

    def waiting(id: str, when: list[Node], visit: Node | None = None, go: Node | None = None) -> Mapping:
        return _wait(id, wait, when, hours, context.clock, ahead, waited, visit, go)

    choices: list[Node] = []
    special = sorted(move for move in moments if move < length)
    if length - 1 > len(special):
        when: list[Node] = [text(wait, f"{ahead} > 1")]
        when += [text(wait, f"{ahead} != {length - move + 1}") for move in special]
        choices.append(waiting("wait", when))
    for move in special:
        choices.append(waiting(f"wait-{move}", [text(wait, f"{ahead} == {length - move + 1}")], moments[move]))
    choices.append(waiting("wait-last", [text(wait, f"{ahead} == 1")], moments.get(length), scene.get("reached")))
    enter: list[Node] = [text(scene, f"{ahead} = {length}"), text(scene, f"{waited} = 0")]
    variables = {ahead: counter(scene, 0, length, length), waited: counter(scene, 0, length * max(hours), 0)}
    return Expansion(plain(scene, choices, enter), variables)


def _moments(scene: Mapping, length: int, context: Context) -> dict[int, Node]:
    """The scene to visit after each move that brings one."""
    moments: dict[int, Node] = {}
    for item in items(scene, "moments"):
        if isinstance(item, Mapping) and "at" in item and "visit" in item:
            at = number(item, "at")
            if at > length:
                context.report(
                    "moment-too-late",
                    item.values["at"],
                    f"the line moves only {length} times",
                    help="a moment's `at` is at most the queue's `length`",
                )
            elif at in moments:
                context.report("moment-too-late", item.values["at"], f"two moments come after move {at}")
            moments[at] = item.values["visit"]
    return moments


def _wait(
    id: str, wait: Mapping, when: list[Node], hours: list[int], clock: str, ahead: str, waited: str, visit: Node | None, go: Node | None
) -> Mapping:
    def passing(spent: int) -> list[Node]:
        return [text(wait, f"{clock} += {spent}"), text(wait, f"{waited} += {spent}")]

    do: list[Node] = [text(wait, f"{ahead} -= 1"), *items(wait, "do")]
    outcomes: list[Node] = []
    if len(hours) == 1:
        do += passing(hours[0])
    else:
        outcomes = [record(wait, {"id": text(wait, f"{spent}-hours"), "do": many(wait, passing(spent))}) for spent in hours]
    return record(
        wait,
        {
            "id": text(wait, id),
            "label": wait.get("label") or text(wait, "Wait for the line to move"),
            WHEN: many(wait, when),
            "do": many(wait, do),
            "because": wait.get("because"),
            "result": wait.get("result"),
            "outcomes": many(wait, outcomes) if outcomes else None,
            "visit": visit,
            "go": go,
        },
    )
