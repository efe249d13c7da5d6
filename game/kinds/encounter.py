"""An encounter: a person, things to talk about once each, and what comes of it."""

from game.kinds.builder import WHEN, Context, Expansion, many, negated, plain, record, text
from game.source.nodes import MapNode, Node, Scalar


def expand(name: str, scene: MapNode, context: Context) -> Expansion:
    """A topic is a choice that stays, once. Taking your leave is always offered: `leave-1` and so on (or the end's id)
    for the ends that have a condition, in order, and `leave` for the last.
    """
    met = scene.get("with")
    people: dict[str, MapNode] = {}
    if isinstance(met, MapNode):
        people[name] = met
        met = text(met, name)
    choices: list[Node] = [_topic(topic) for topic in scene.maps("topics")]
    farewell = scene.map("leave") or record(scene, {})
    out: list[Node] = []
    ends = scene.maps("ends")
    earlier: list[Node] = []
    for position, end in enumerate(ends, start=1):
        last = position == len(ends)
        condition = end.get("if")
        _check_end(end, condition, last, context)
        when = [*earlier, condition] if condition is not None else earlier
        made = {
            "id": text(end.get("id") or end, end.text("id", "leave" if last else f"leave-{position}")),
            "label": farewell.get("label") or text(farewell, "Take your leave"),
            WHEN: many(end, list(when)) if when else None,
            "result": end.get("result") or farewell.get("result"),
        }
        out.append(record(end, {**{key: value for key, value in end.values.items() if key != "if"}, **made}))
        if isinstance(condition, Scalar):
            earlier.append(negated(condition))
    return Expansion(plain(_without_leave(scene), choices, out=out, person=met), people=people)


def _check_end(end: MapNode, condition: Node | None, last: bool, context: Context) -> None:
    if last and condition is not None:
        message = "the last end has a condition, so nothing may come of the encounter"
        context.report("no-last-end", condition, message, help="end the list with `- {go: ...}` alone")
    elif not last and condition is None:
        context.report(
            "no-last-end", end, "this end holds always, so the ones after it never do", help="only the last end goes without `if`"
        )


def _topic(topic: MapNode) -> MapNode:
    renamed = {"say": "label", "hears": "result"}
    values = {renamed.get(key, key): value for key, value in topic.values.items()}
    return record(topic, {**values, "once": text(topic, "true")})


def _without_leave(scene: MapNode) -> MapNode:
    return record(scene, {key: value for key, value in scene.values.items() if key != "leave"})
