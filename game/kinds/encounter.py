"""An encounter: a person, things to talk about once each, and what comes of it."""

from game.kinds.made import WHEN, Context, Expansion, get, items, many, plain, record, text
from game.source.nodes import Mapping, Node, Scalar


def expand(name: str, scene: Mapping, context: Context) -> Expansion:
    """A topic is a choice that stays, once. Taking your leave is always offered: `leave-1` and so on for the ends that
    have a condition, in order, and `leave` for the last.
    """
    met = scene.get("with")
    people: dict[str, Mapping] = {}
    if isinstance(met, Mapping):
        people[name] = met
        met = text(met, name)
    choices: list[Node] = [_topic(topic) for topic in items(scene, "topics") if isinstance(topic, Mapping)]
    farewell = get(scene, "leave") or record(scene, {})
    label = farewell.get("label") or text(farewell, "Take your leave")
    ends = [end for end in items(scene, "ends") if isinstance(end, Mapping)]
    earlier: list[Node] = []
    for position, end in enumerate(ends, start=1):
        last = position == len(ends)
        condition = end.get("if")
        if last and condition is not None:
            context.report(
                "no-last-end",
                condition,
                "the last end has a condition, so nothing may come of the encounter",
                help="end the list with `- {go: ...}` alone",
            )
        if not last and condition is None:
            context.report(
                "no-last-end", end, "this end holds always, so the ones after it never do", help="only the last end goes without `if`"
            )
        when = [*earlier, condition] if condition is not None else earlier
        id = "leave" if last else f"leave-{position}"
        values = {key: value for key, value in end.values.items() if key != "if"}
        choices.append(record(end, {"id": text(end, id), "label": label, WHEN: many(end, list(when)) if when else None, **values}))
        if isinstance(condition, Scalar):
            earlier.append(condition.like(f"not ({condition.value})"))
    return Expansion(plain(_without_leave(scene), choices, person=met), people=people)


def _topic(topic: Mapping) -> Mapping:
    renamed = {"say": "label", "hears": "result"}
    values = {renamed.get(key, key): value for key, value in topic.values.items()}
    return record(topic, {**values, "once": text(topic, "true")})


def _without_leave(scene: Mapping) -> Mapping:
    return record(scene, {key: value for key, value in scene.values.items() if key != "leave"})
