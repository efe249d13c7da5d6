"""A queue: a line that must move a number of times, each move as long as chance makes it."""

from collections import Counter

from game.kinds.builder import WHEN, Context, Expansion, counter, kind_key, many, plain, record, renamed, text
from game.source.nodes import MapNode, Node
from game.source.schema.shapes import Key, ListOf, Record, Whole
from game.source.schema.story_keys import BECAUSE, CHOICES, DO, LEAVE, LINE, RESULT, SCENE, SCENE_KEYS, SCENE_MORE

WAIT = Record(
    "the wait",
    {
        "label": Key(LINE, "What the player chooses.", "Wait for the line to move", example="Wait for the line to move"),
        "hours": Key(
            ListOf(Whole(0, 200), least=1, most=12), "What a wait may take; each is equally likely.", required=True, example="[3, 9, 14]"
        ),
        "do": DO,
        "because": BECAUSE,
        "result": RESULT,
    },
)
MOMENT = Record(
    "a moment",
    {
        "at": Key(Whole(1, 50), "After this many moves of the line.", required=True, example="2"),
        "visit": Key(SCENE, "The scene that is visited then.", required=True, example="queue_tea"),
    },
)
KEYS = Record(
    "a queue",
    {
        "kind": kind_key("queue"),
        **SCENE_KEYS,
        "length": Key(Whole(1, 50), "Times that the line must move before you are there.", required=True, example="5"),
        "wait": Key(WAIT, "What waiting costs.", required=True, example="{label: Wait, hours: [3, 9]}"),
        "moments": Key(ListOf(MOMENT, most=50), "What happens on the way.", "none", example="[{at: 2, visit: queue_tea}]"),
        "leave": Key(LEAVE, "A way out of the line.", "none", example="{label: Turn round, go: samara_again}"),
        "reached": Key(SCENE, "The scene at the head of the line.", required=True, example="barrier"),
        "choices": CHOICES,
        **SCENE_MORE,
    },
)

LONGEST = 50


def expand(name: str, scene: MapNode, context: Context) -> Expansion:
    """`{ahead}` counts the moves still to come and `{waited}` the hours since joining the line.

    There is one choice to wait, `wait`; where a move brings a moment it is `wait-2` and the like, and the move that
    reaches the head of the line is `wait-last`. All have the same label, and one of them is there at a time. What a
    wait may take are its outcomes, `3-hours` and so on; hours that are listed twice are twice as likely.
    """
    ahead, waited = f"{name}_ahead", f"{name}_waited"
    scene = renamed(scene, {"ahead": ahead, "waited": waited})
    wait = scene.map("wait") or record(scene, {})
    length = scene.number("length", LONGEST)
    times = Counter(map(int, wait.texts("hours"))) or Counter([0])
    if not context.clock:
        context.ask_for_clock(scene, "a queue")
    choices = _waits(scene, wait, ahead, waited, length, times, context)
    enter: list[Node] = [text(scene, f"{ahead} = {length}"), text(scene, f"{waited} = 0")]
    variables = {
        ahead: counter(scene, 0, length, length, "moves still to come"),
        waited: counter(scene, 0, length * max(times), 0, "hours waited"),
    }
    return Expansion(plain(_skipping(scene, choices), choices, enter=enter), variables)


def _skipping(scene: MapNode, choices: list[Node]) -> MapNode:
    """The scene, of which a skip takes `wait` whatever its waits are called: they come first, and one of them is open."""
    skip = scene.map("skip")
    if (
        skip is None
        or skip.text("take") != "wait"
        or any(isinstance(choice, MapNode) and choice.text("id") == "wait" for choice in choices)
    ):
        return scene
    says = record(skip, {key: value for key, value in skip.values.items() if key != "take"})
    return record(scene, {**scene.values, "skip": says})


def _waits(scene: MapNode, wait: MapNode, ahead: str, waited: str, length: int, times: Counter[int], context: Context) -> list[Node]:
    moments = _moments(scene, length, context)

    def waiting(id: str, when: list[str], visit: Node | None = None, go: Node | None = None) -> MapNode:
        made: list[Node] = [text(wait, condition) for condition in when]
        return record(
            wait,
            {"id": text(wait, id), WHEN: many(wait, made), **_wait(wait, times, context.clock, ahead, waited), "visit": visit, "go": go},
        )

    choices: list[Node] = []
    special = sorted(move for move in moments if move != length)
    if length - 1 > len(special):
        choices.append(waiting("wait", [f"{ahead} > 1", *(f"{ahead} != {length - move + 1}" for move in special)]))
    choices += [waiting(f"wait-{move}", [f"{ahead} == {length - move + 1}"], moments[move]) for move in special]
    choices.append(waiting("wait-last", [f"{ahead} == 1"], moments.get(length), scene.get("reached")))
    return choices


def _moments(scene: MapNode, length: int, context: Context) -> dict[int, Node]:
    """The scene to visit after each move that brings one."""
    moments: dict[int, Node] = {}
    for item in scene.maps("moments"):
        if "at" in item.values and "visit" in item.values:
            at = item.number("at")
            if at > length:
                moves = "once" if length == 1 else f"only {length} times"
                help = "a moment's `at` is at most the queue's `length`"
                context.report("moment-too-late", item.values["at"], f"the line moves {moves}", help=help)
            elif at in moments:
                context.report("moment-too-late", item.values["at"], f"two moments come after move {at}")
            if at > length or at in moments:
                at = max(length, *moments, at) + 1  # never comes, but its scene is one that is visited
            moments[at] = item.values["visit"]
    return moments


def _wait(wait: MapNode, times: Counter[int], clock: str, ahead: str, waited: str) -> dict[str, Node | None]:
    def passing(spent: int) -> list[Node]:
        hours: list[Node] = [text(wait, f"{clock} += {spent}")] if clock else []
        return [*hours, text(wait, f"{waited} += {spent}")]

    do: list[Node] = [text(wait, f"{ahead} -= 1"), *wait.each("do")]
    outcomes: list[Node] = []
    if len(times) == 1:
        do += passing(next(iter(times)))
    else:
        for spent, likely in times.items():
            values: dict[str, Node] = {
                "id": text(wait, f"{spent}-hours"),
                "chance": text(wait, str(likely)),
                "do": many(wait, passing(spent)),
            }
            outcomes.append(record(wait, values))
    return {
        "label": wait.get("label") or text(wait, "Wait for the line to move"),
        "do": many(wait, do),
        "because": wait.get("because"),
        "result": wait.get("result"),
        "outcomes": many(wait, outcomes) if outcomes else None,
    }
