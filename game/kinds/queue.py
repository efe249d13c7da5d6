"""A queue: a line that must move a number of times, each move as long as chance makes it."""

from collections import Counter

from game.kinds.builder import WHEN, Context, Expansion, Value, counter, kind_key, plain, record, renamed
from game.source.nodes import MapNode, Node
from game.source.schema.shapes import Key, ListOf, Needed, Record, Whole
from game.source.schema.story_keys import BECAUSE, CHOICES, DO, LEAVE, LINE, RESULT, SCENE, SCENE_KEYS, SCENE_MORE

WAIT = Record(
    "the wait",
    {
        "label": Key(LINE, "What the player chooses.", "Wait for the line to move", "Wait for the line to move"),
        "hours": Needed(ListOf(Whole(0, 200), least=1, most=12), "What a wait may take; each is equally likely.", "[3, 9, 14]"),
        "do": DO,
        "because": BECAUSE,
        "result": RESULT,
    },
)
MOMENT = Record(
    "a moment",
    {
        "at": Needed(Whole(1, 50), "After this many moves of the line.", "2"),
        "visit": Needed(SCENE, "The scene that is visited then.", "queue_tea"),
    },
)
KEYS = Record(
    "a queue",
    {
        "kind": kind_key("queue"),
        **SCENE_KEYS,
        "length": Needed(Whole(1, 50), "Times that the line must move before you are there.", "5"),
        "wait": Needed(WAIT, "What waiting costs.", "{label: Wait, hours: [3, 9]}"),
        "moments": Key(ListOf(MOMENT, most=50), "What happens on the way.", "none", "[{at: 2, visit: queue_tea}]"),
        "leave": Key(LEAVE, "A way out of the line.", "none", "{label: Turn round, go: samara_again}"),
        "progress": Key(
            LINE,
            "How far one is, in words, with {ahead} and {waited}; beside it stand as many dots as the line moves.",
            "*Moves of the line before your turn: {ahead}*",
            '"Cars before you: {ahead}"',
        ),
        "reached": Needed(SCENE, "The scene at the head of the line.", "barrier"),
        "choices": CHOICES,
        **SCENE_MORE,
    },
)

LONGEST = 50
PROGRESS = "Moves of the line before your turn: {ahead}"


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
    moments = _moments(scene, length, context)

    def waiting(id: str, *when: str, visit: Node | None = None, go: Node | None = None) -> MapNode:
        return record(wait, {"id": id, WHEN: when, **_wait(wait, times, context.clock, ahead, waited), "visit": visit, "go": go})

    special = sorted(move for move in moments if move != length)
    choices = [waiting(f"wait-{move}", f"{ahead} == {length - move + 1}", visit=moments[move]) for move in special]
    if length - 1 > len(special):
        choices.insert(0, waiting("wait", f"{ahead} > 1", *(f"{ahead} != {length - move + 1}" for move in special)))
    elif (skip := scene.map("skip")) is not None and skip.text("take") == "wait":
        # There is no `wait`: what is called otherwise comes first all the same, and one of them is open.
        says = {key: value for key, value in skip.values.items() if key != "take"}
        scene = record(scene, {**scene.values, "skip": record(skip, says)})
    choices.append(waiting("wait-last", f"{ahead} == 1", visit=moments.get(length), go=scene.get("reached")))
    variables = {
        ahead: counter(scene, 0, length, length, "moves still to come"),
        waited: counter(scene, 0, length * max(times), 0, "hours waited"),
    }
    progress = scene.get("progress") or PROGRESS.replace("{ahead}", f"{{{ahead}}}")
    enter = [f"{ahead} = {length}", f"{waited} = 0"]
    return Expansion(plain(scene, choices, enter=enter, counts=ahead, progress=progress), variables)


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


def _wait(wait: MapNode, times: Counter[int], clock: str, ahead: str, waited: str) -> dict[str, Value | None]:
    def passing(spent: int) -> list[Value]:
        return [f"{clock} += {spent}", f"{waited} += {spent}"] if clock else [f"{waited} += {spent}"]

    do: list[Value] = [f"{ahead} -= 1", *wait.each("do")]
    outcomes: list[Value] = [{"id": f"{spent}-hours", "chance": str(likely), "do": passing(spent)} for spent, likely in times.items()]
    alone = len(times) == 1
    return {
        "label": wait.get("label") or "Wait for the line to move",
        "do": [*do, *passing(next(iter(times)))] if alone else do,
        "because": wait.get("because"),
        "result": wait.get("result"),
        "outcomes": None if alone else outcomes,
    }
