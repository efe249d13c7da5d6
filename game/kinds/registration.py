"""A registration: an office with hours, things that it asks for, and windows one after another."""

from game.kinds.builder import SPARE, WHEN, Context, Expansion, Value, counter, kind_key, negated, plain, record, renamed, text
from game.source.nodes import NOTHING, MapNode, Node
from game.source.schema import story_keys as keys
from game.source.schema.shapes import SLUG_SHAPE, Either, Key, ListOf, Needed, Record, Whole

NEED = Record(
    "a need",
    {
        "id": Key(SLUG_SHAPE, "A name that saved games know it by.", "`need-1` and so on", "address"),
        "if": Needed(keys.CONDITION, "What must hold.", "has_address"),
        "missing": Needed(keys.PROSE, "What you are told where it doesn't.", "An address in the city."),
        "visit": Key(keys.SCENE, "The scene that you are sent to.", "that of `refused`", "no_address"),
        "because": Key(keys.FACT, "The fact behind it.", "that of `refused`", "north_full"),
    },
)
WINDOW = Record(
    "a window",
    {
        "id": Needed(SLUG_SHAPE, "A name that saved games know it by.", "photo"),
        "label": Key(keys.LINE, "What the player chooses.", "Go to the next window", "Have your picture taken"),
        "result": keys.RESULT,
        "do": keys.DO,
        "because": keys.BECAUSE,
        "recall": keys.RECALL,
    },
)
REFUSED = Record("a refusal", {"visit": keys.VISIT, "because": keys.BECAUSE})
DOORS = Record(
    "the wait for the doors",
    {
        "label": Key(keys.LINE, "What the player chooses.", "Wait for the doors to open", "Sleep on the steps"),
        "because": keys.BECAUSE,
        "result": keys.RESULT,
    },
)
KEYS = Record(
    "a registration",
    {
        "kind": kind_key("registration"),
        **keys.SCENE_KEYS,
        "opens": Needed(Whole(0, 23), "The hour of the day at which the doors open.", "9"),
        "closes": Needed(Whole(1, 24), "The hour of the day at which they close.", "18"),
        "takes": Key(Whole(0, 24), "Hours at each window, and for each time that something is missing there.", "1", "1"),
        "needs": Key(ListOf(NEED, most=10), "What is asked for, in order, at the first window.", "nothing"),
        "windows": Needed(ListOf(Either(SLUG_SHAPE, WINDOW), least=1, most=10), "The windows, in order.", "[form, photo, code]"),
        "refused": Key(REFUSED, "Where a need that isn't met sends you.", "each need says so itself", "{visit: no_address}"),
        "wait": Key(DOORS, "The wait while the doors are shut.", "Wait for the doors to open", "{label: Sleep on the steps}"),
        "granted": Needed(keys.SCENE, "The scene after the last window.", "code_in_hand"),
        "leave": Key(keys.LEAVE, "A way out.", "none", "{label: Give up, go: station}"),
        "choices": keys.CHOICES,
        **keys.SCENE_MORE,
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
    windows = [item if isinstance(item, MapNode) else record(item, {"id": item}) for item in scene.each("windows")]
    windows = [record(window, {"label": "Go to the next window", **window.values}) for window in windows]
    if not context.clock:
        context.ask_for_clock(scene, "a registration")
    choices, open_now = _doors(scene, context)
    spent = scene.number("takes", 1)
    takes = [text(scene, f"{context.clock} += {spent}")] if context.clock and spent > 0 else []
    met: list[Value] = []
    for position, need in enumerate(scene.maps("needs"), start=1):
        if (condition := need.scalar("if")) is not None:
            label = windows[0].get("label") if windows else None
            when = [*open_now, text(scene, f"{at} == 1"), *met, negated(condition)]
            choices.append(record(need, {**_refusal(need, position, scene, label, context), WHEN: when, "do": takes}))
            met.append(condition)
    for position, window in enumerate(windows, start=1):
        last = position == len(windows)
        made: dict[str, Value | None] = {
            WHEN: [*open_now, text(scene, f"{at} == {position}"), *(met if position == 1 else [])],
            "do": [*takes, *([] if last else [f"{at} += 1"]), *window.each("do")],
            "go": scene.get("granted") if last else None,
        }
        choices.append(record(window, {**window.values, **made}))
    windows_passed = counter(scene, 1, max(1, len(windows)), 1, "the window that you stand at")
    return Expansion(plain(scene, choices, enter=[f"{at} = 1"]), {at: windows_passed})


def _doors(scene: MapNode, context: Context) -> tuple[list[Value], list[Value]]:
    """The choices to wait for the doors, and the conditions under which they are open."""
    opens, closes, clock = scene.number("opens"), scene.number("closes", 24), context.clock
    if opens >= closes:
        at = scene.values.get("closes", scene)
        help = "`opens` must be an earlier hour of the day than `closes`"
        context.report("closed-all-day", at, f"the doors open at {opens} and close at {closes}", help=help)
    if not clock:
        return [], []
    wait = scene.map("wait") or record(scene, {})
    shut = []
    if opens > 0:
        shut.append(("wait", f"hour < {opens}", f"{clock} += {opens} - hour"))
    if closes < 24:
        shut.append(("wait-night", f"hour >= {closes}", f"{clock} += {opens + 24} - hour"))
    same = {"label": wait.get("label") or "Wait for the doors to open", "because": wait.get("because"), "result": wait.get("result")}
    choices = [record(wait, {"id": id, **same, SPARE: "true", WHEN: [when], "do": waits}) for id, when, waits in shut]
    return [*choices], [text(scene, f"hour >= {opens}"), text(scene, f"hour < {closes}")]


def _refusal(need: MapNode, position: int, scene: MapNode, label: Node | None, context: Context) -> dict[str, Value | None]:
    refused = scene.map("refused") or NOTHING
    visit = need.get("visit") or refused.get("visit")
    if visit is None:
        help = "give it `visit:`, or give the registration `refused: {visit: ...}`"
        context.report("missing-key", need, "this need doesn't say where it sends you", help=help)
    return {
        "id": need.get("id") or f"need-{position}",
        "label": label or "Go to the first window",
        "because": need.get("because") or refused.get("because"),
        "result": need.get("missing"),
        "visit": visit,
    }
