"""A registration: an office with hours, things that it asks for, and windows one after another."""

from game.kinds.made import WHEN, Context, Expansion, counter, get, items, many, number, plain, record, renamed, text, word
from game.source.nodes import Mapping, Node, Scalar


def expand(name: str, scene: Mapping, context: Context) -> Expansion:
    """`{window}` is the window that you are at, from 1.

    While the doors are shut there is `wait` (the same day) or `wait-night`. At the first window each need is asked
    for in order: the first that isn't met is the choice `need-1` (or the need's id), which sends you for it. A window
    is a choice with the window's id; the last leads to `granted`.
    """
    at = f"{name}_window"
    scene = renamed(scene, {"window": at})
    clock = context.clock
    opens, closes = number(scene, "opens"), number(scene, "closes", 24)
    if opens >= closes:
        context.report(
            "closed-all-day",
            scene.values.get("closes", scene),
            f"the doors open at {opens} and close at {closes}",
            help="`opens` must be an earlier hour of the day than `closes`",
        )
    takes = [text(scene, f"{clock} += {spent}")] if (spent := number(scene, "takes", 1)) else []
    open_now: list[Node] = [text(scene, f"hour >= {opens}"), text(scene, f"hour < {closes}")]
    wait = get(scene, "wait") or record(scene, {})

    def doors(id: str, when: str, hours: str) -> Mapping:
        label = wait.get("label") or text(wait, "Wait for the doors to open")
        return record(
            wait,
            {
                "id": text(wait, id),
                "label": label,
                WHEN: many(wait, [text(wait, when)]),
                "do": text(wait, f"{clock} += {hours}"),
                "because": wait.get("because"),
                "result": wait.get("result"),
            },
        )

    choices: list[Node] = []
    if opens > 0:
        choices.append(doors("wait", f"hour < {opens}", f"{opens} - hour"))
    if closes < 24:
        choices.append(doors("wait-night", f"hour >= {closes}", f"{opens + 24} - hour"))
    windows = [_window(item) for item in items(scene, "windows")]
    first = windows[0].get("label") if windows else None
    met: list[Node] = []
    for position, need in enumerate(items(scene, "needs"), start=1):
        if isinstance(need, Mapping) and isinstance(condition := need.get("if"), Scalar):
            when = [*open_now, text(scene, f"{at} == 1"), *met, condition.like(f"not ({condition.value})")]
            choices.append(_refusal(need, position, scene, when, takes, first, context))
            met.append(condition)
    for position, window in enumerate(windows, start=1):
        last = position == len(windows)
        when = [*open_now, text(scene, f"{at} == {position}"), *(met if position == 1 else [])]
        moved = [] if last else [text(window, f"{at} += 1")]
        do = many(window, [*takes, *moved, *items(window, "do")])
        choices.append(record(window, {**window.values, WHEN: many(window, when), "do": do, "go": scene.get("granted") if last else None}))
    enter: list[Node] = [text(scene, f"{at} = 1")]
    return Expansion(plain(scene, choices, enter), {at: counter(scene, 1, max(1, len(windows)), 1)})


def _window(item: Node) -> Mapping:
    if isinstance(item, Mapping):
        return record(item, {"label": text(item, "Go to the next window"), **item.values})
    return record(item, {"id": item, "label": text(item, "Go to the next window")})


def _refusal(
    need: Mapping, position: int, scene: Mapping, when: list[Node], takes: list[Scalar], label: Node | None, context: Context
) -> Mapping:
    refused = get(scene, "refused")
    visit = need.get("visit") or (refused.get("visit") if refused is not None else None)
    if visit is None:
        context.report(
            "missing-key",
            need,
            "this need doesn't say where it sends you",
            help="give it `visit:`, or give the registration `refused: {visit: ...}`",
        )
    because = need.get("because") or (refused.get("because") if refused is not None else None)
    return record(
        need,
        {
            "id": text(need, word(need, "id", f"need-{position}")),
            "label": label or text(need, "Go to the first window"),
            WHEN: many(need, when),
            "do": many(need, list(takes)),
            "because": because,
            "result": need.get("missing"),
            "visit": visit,
        },
    )
