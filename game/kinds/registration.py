"""A registration: an office with hours, things that it asks for, and windows one after another."""

from game.kinds.builder import SPARE, WHEN, Context, Expansion, counter, kind_key, many, negated, plain, record, renamed, text
from game.source.nodes import MapNode, Node
from game.source.schema.shapes import SLUG_SHAPE, Either, Key, ListOf, Record, Whole
from game.source.schema.story_keys import (
    BECAUSE,
    CHOICES,
    CONDITION,
    DO,
    FACT,
    LEAVE,
    LINE,
    PROSE,
    RECALL,
    RESULT,
    SCENE,
    SCENE_KEYS,
    SCENE_MORE,
    VISIT,
)

NEED = Record(
    "a need",
    {
        "id": Key(SLUG_SHAPE, "A name that saved games know it by.", "`need-1` and so on", example="address"),
        "if": Key(CONDITION, "What must hold.", required=True, example="has_address"),
        "missing": Key(PROSE, "What you are told where it doesn't.", required=True, example="An address in the city."),
        "visit": Key(SCENE, "The scene that you are sent to.", "that of `refused`", example="no_address"),
        "because": Key(FACT, "The fact behind it.", "that of `refused`", example="north_full"),
    },
)
WINDOW = Record(
    "a window",
    {
        "id": Key(SLUG_SHAPE, "A name that saved games know it by.", required=True, example="photo"),
        "label": Key(LINE, "What the player chooses.", "Go to the next window", example="Have your picture taken"),
        "result": RESULT,
        "do": DO,
        "because": BECAUSE,
        "recall": RECALL,
    },
)
REFUSED = Record("a refusal", {"visit": VISIT, "because": BECAUSE})
DOORS = Record(
    "the wait for the doors",
    {
        "label": Key(LINE, "What the player chooses.", "Wait for the doors to open", example="Sleep on the steps"),
        "because": BECAUSE,
        "result": RESULT,
    },
)
KEYS = Record(
    "a registration",
    {
        "kind": kind_key("registration"),
        **SCENE_KEYS,
        "opens": Key(Whole(0, 23), "The hour of the day at which the doors open.", required=True, example="9"),
        "closes": Key(Whole(1, 24), "The hour of the day at which they close.", required=True, example="18"),
        "takes": Key(Whole(0, 24), "Hours at each window, and for each time that something is missing there.", "1", example="1"),
        "needs": Key(ListOf(NEED, most=10), "What is asked for, in order, at the first window.", "nothing"),
        "windows": Key(
            ListOf(Either(SLUG_SHAPE, WINDOW), least=1, most=10), "The windows, in order.", required=True, example="[form, photo, code]"
        ),
        "refused": Key(REFUSED, "Where a need that isn't met sends you.", "each need says so itself", example="{visit: no_address}"),
        "wait": Key(DOORS, "The wait while the doors are shut.", "Wait for the doors to open", example="{label: Sleep on the steps}"),
        "granted": Key(SCENE, "The scene after the last window.", required=True, example="code_in_hand"),
        "leave": Key(LEAVE, "A way out.", "none", example="{label: Give up, go: station}"),
        "choices": CHOICES,
        **SCENE_MORE,
    },
)


def expand(name: str, scene: MapNode, context: Context) -> Expansion:
    """`{window}` is the window that you are at, from 1.

    While the doors are shut there is `wait` (the same day) or `wait-night`. At the first window each need is asked
    for in order: the first that isn't met is the choice `need-1` (or the need's id), which sends you for it. A window
    is a choice with the window's id; the last leads to `granted`.
    """
    at = f"{name}_window"
    scene = renamed(scene, {"window": at})
    windows = [_window(item) for item in scene.each("windows")]
    if not context.clock:
        context.ask_for_clock(scene, "a registration")
    choices, open_now = _doors(scene, context)
    takes: list[Node] = []
    if context.clock and (spent := scene.number("takes", 1)) > 0:
        takes.append(text(scene, f"{context.clock} += {spent}"))

    def while_open(number: int) -> list[Node]:
        return [*open_now, text(scene, f"{at} == {number}")]

    met: list[Node] = []
    for position, need in enumerate(scene.maps("needs"), start=1):
        if (condition := need.scalar("if")) is not None:
            label = windows[0].get("label") if windows else None
            values = {**_refusal(need, position, scene, label, context), WHEN: many(need, [*while_open(1), *met, negated(condition)])}
            choices.append(record(need, {**values, "do": many(need, takes)}))
            met.append(condition)
    for position, window in enumerate(windows, start=1):
        last = position == len(windows)
        moved = [] if last else [text(window, f"{at} += 1")]
        made = {
            WHEN: many(window, [*while_open(position), *(met if position == 1 else [])]),
            "do": many(window, [*takes, *moved, *window.each("do")]),
            "go": scene.get("granted") if last else None,
        }
        choices.append(record(window, {**window.values, **made}))
    enter: list[Node] = [text(scene, f"{at} = 1")]
    return Expansion(plain(scene, choices, enter=enter), {at: counter(scene, 1, max(1, len(windows)), 1, "the window that you stand at")})


def _doors(scene: MapNode, context: Context) -> tuple[list[Node], list[Node]]:
    """The choices to wait for the doors, and the conditions under which they are open."""
    opens, closes, clock = scene.number("opens"), scene.number("closes", 24), context.clock
    if opens >= closes:
        at = scene.values.get("closes", scene)
        help = "`opens` must be an earlier hour of the day than `closes`"
        context.report("closed-all-day", at, f"the doors open at {opens} and close at {closes}", help=help)
    if not clock:
        return [], []
    wait = scene.map("wait") or record(scene, {})
    choices: list[Node] = []

    def shut(id: str, when: str, hours: str) -> None:
        made = {
            "id": text(wait, id),
            "label": wait.get("label") or text(wait, "Wait for the doors to open"),
            SPARE: text(wait, "true"),
            WHEN: many(wait, [text(wait, when)]),
            "do": text(wait, f"{clock} += {hours}"),
            "because": wait.get("because"),
            "result": wait.get("result"),
        }
        choices.append(record(wait, made))

    if opens > 0:
        shut("wait", f"hour < {opens}", f"{opens} - hour")
    if closes < 24:
        shut("wait-night", f"hour >= {closes}", f"{opens + 24} - hour")
    return choices, [text(scene, f"hour >= {opens}"), text(scene, f"hour < {closes}")]


def _window(item: Node) -> MapNode:
    if isinstance(item, MapNode):
        return record(item, {"label": text(item, "Go to the next window"), **item.values})
    return record(item, {"id": item, "label": text(item, "Go to the next window")})


def _refusal(need: MapNode, position: int, scene: MapNode, label: Node | None, context: Context) -> dict[str, Node | None]:
    refused = scene.map("refused")
    visit = need.get("visit") or (refused.get("visit") if refused is not None else None)
    if visit is None:
        help = "give it `visit:`, or give the registration `refused: {visit: ...}`"
        context.report("missing-key", need, "this need doesn't say where it sends you", help=help)
    return {
        "id": text(need.get("id") or need, need.text("id", f"need-{position}")),
        "label": label or text(need, "Go to the first window"),
        "because": need.get("because") or (refused.get("because") if refused is not None else None),
        "result": need.get("missing"),
        "visit": visit,
    }
