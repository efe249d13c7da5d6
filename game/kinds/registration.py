"""A registration: an office with hours, things that it asks for, and windows one after another."""

from game.kinds.builder import WHEN, Context, Expansion, counter, get, items, many, negated, number, plain, record, renamed, text, word
from game.source.nodes import Mapping, Node, Scalar


def expand(name: str, scene: Mapping, context: Context) -> Expansion:
    """`{window}` is the window that you are at, from 1.

    While the doors are shut there is `wait` (the same day) or `wait-night`. At the first window each need is asked
    for in order: the first that isn't met is the choice `need-1` (or the need's id), which sends you for it. A window
    is a choice with the window's id; the last leads to `granted`.
    """
    at = f"{name}_window"
    scene = renamed(scene, {"window": at})
    windows = [_window(item) for item in items(scene, "windows") if isinstance(item, Mapping | Scalar)]
    if not context.clock:
        context.ask_for_clock(scene, "a registration")
    choices, open_now = _doors(scene, context)
    takes: list[Node] = []
    if context.clock and (spent := number(scene, "takes", 1)) > 0:
        takes.append(text(scene, f"{context.clock} += {spent}"))

    def while_open(number: int) -> list[Node]:
        return [*open_now, text(scene, f"{at} == {number}")]

    met: list[Node] = []
    for position, need in enumerate(items(scene, "needs"), start=1):
        if isinstance(need, Mapping) and isinstance(condition := need.get("if"), Scalar):
            label = windows[0].get("label") if windows else None
            values = {**_refusal(need, position, scene, label, context), WHEN: many(need, [*while_open(1), *met, negated(condition)])}
            choices.append(record(need, {**values, "do": many(need, takes)}))
            met.append(condition)
    for position, window in enumerate(windows, start=1):
        last = position == len(windows)
        moved = [] if last else [text(window, f"{at} += 1")]
        made = {
            WHEN: many(window, [*while_open(position), *(met if position == 1 else [])]),
            "do": many(window, [*takes, *moved, *items(window, "do")]),
            "go": scene.get("granted") if last else None,
        }
        choices.append(record(window, {**window.values, **made}))
    enter: list[Node] = [text(scene, f"{at} = 1")]
    return Expansion(plain(scene, choices, enter=enter), {at: counter(scene, 1, max(1, len(windows)), 1, "the window that you stand at")})


def _doors(scene: Mapping, context: Context) -> tuple[list[Node], list[Node]]:
    """The choices to wait for the doors, and the conditions under which they are open."""
    opens, closes, clock = number(scene, "opens"), number(scene, "closes", 24), context.clock
    if opens >= closes:
        at = scene.values.get("closes", scene)
        help = "`opens` must be an earlier hour of the day than `closes`"
        context.report("closed-all-day", at, f"the doors open at {opens} and close at {closes}", help=help)
    if not clock:
        return [], []
    wait = get(scene, "wait") or record(scene, {})
    choices: list[Node] = []

    def shut(id: str, when: str, hours: str) -> None:
        made = {
            "id": text(wait, id),
            "label": wait.get("label") or text(wait, "Wait for the doors to open"),
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


def _window(item: Mapping | Scalar) -> Mapping:
    if isinstance(item, Mapping):
        return record(item, {"label": text(item, "Go to the next window"), **item.values})
    return record(item, {"id": item, "label": text(item, "Go to the next window")})


def _refusal(need: Mapping, position: int, scene: Mapping, label: Node | None, context: Context) -> dict[str, Node | None]:
    refused = get(scene, "refused")
    visit = need.get("visit") or (refused.get("visit") if refused is not None else None)
    if visit is None:
        help = "give it `visit:`, or give the registration `refused: {visit: ...}`"
        context.report("missing-key", need, "this need doesn't say where it sends you", help=help)
    return {
        "id": text(need.get("id") or need, word(need, "id", f"need-{position}")),
        "label": label or text(need, "Go to the first window"),
        "because": need.get("because") or (refused.get("because") if refused is not None else None),
        "result": need.get("missing"),
        "visit": visit,
    }
