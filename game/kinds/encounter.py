"""An encounter: a person, things to talk about once each, and what comes of it."""

from game.kinds.builder import MET, WHEN, Context, Expansion, kind_key, many, negated, plain, record, text
from game.source.nodes import MapNode, Node, Scalar
from game.source.schema.shapes import SLUG_SHAPE, Either, Key, ListOf, Record
from game.source.schema.story_keys import (
    BECAUSE,
    CHOICES,
    DO,
    IF,
    LINE,
    PERSON,
    PERSON_KEYS,
    PROSE,
    RECALL,
    RESULT,
    SCENE_KEYS,
    SCENE_MORE,
    TARGET,
)

TOPIC = Record(
    "a topic",
    {
        "id": Key(SLUG_SHAPE, "A name that saved games know it by.", "made from what is said", example="rent"),
        "say": Key(LINE, "What the player says or does.", required=True, example="Ask what the rent was last week"),
        "was": Key(ListOf(SLUG_SHAPE, one=True), "Ids that it had before.", "none", example="price"),
        "if": IF,
        "locked": Key(
            PROSE, "Where `if` fails the topic is shown, closed, with this reason.", "the topic is hidden", example="You don't dare to."
        ),
        "hears": Key(PROSE, "The answer.", required=True, example="Half of what you would pay."),
        "do": DO,
        "because": BECAUSE,
        "recall": RECALL,
    },
)
END = Record(
    "an end",
    {
        "id": Key(
            SLUG_SHAPE, "A name that saved games know it by.", "`leave` for the last, `leave-1` and so on for the others", example="room"
        ),
        "if": IF,
        "go": Key(TARGET, "The scene that follows.", required=True, example="room"),
        "result": RESULT,
        "do": DO,
        "because": BECAUSE,
        "recall": RECALL,
    },
)
FAREWELL = Record(
    "a leave-taking",
    {
        "label": Key(LINE, "What the player chooses.", "Take your leave", example="Thank her and stand up"),
        "result": Key(PROSE, "What is told then, where the end has no result of its own.", "nothing", example="She shows you to the door."),
    },
)
KEYS = Record(
    "an encounter",
    {
        "kind": kind_key("encounter"),
        **SCENE_KEYS,
        "with": Key(Either(PERSON, Record("somebody met", PERSON_KEYS)), "Whom you meet.", required=True, example="saule"),
        "topics": Key(ListOf(TOPIC, least=1, most=12), "What you can talk about; each once.", required=True),
        "leave": Key(FAREWELL, "How you end it; always offered.", "Take your leave", example="{label: Thank her}"),
        "ends": Key(ListOf(END, least=1, most=10), "What comes of it: the first that holds; the last holds always.", required=True),
        "choices": CHOICES,
        **SCENE_MORE,
    },
)


def expand(name: str, scene: MapNode, context: Context) -> Expansion:
    """A topic is a choice that stays, once. Taking your leave is always offered: `leave-1` and so on (or the end's id)
    for the ends that have a condition, in order, and `leave` for the last.
    """
    met = scene.get("with")
    people: dict[str, MapNode] = {}
    if isinstance(met, MapNode):
        people[name] = met
        met = text(met, name)
    choices: list[Node] = [_topic(topic, met) for topic in scene.maps("topics")]
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
        help = "only the last end goes without `if`"
        context.report("no-last-end", end, "this end holds always, so the ones after it never do", help=help)


def _topic(topic: MapNode, met: Node | None) -> MapNode:
    renamed = {"say": "label", "hears": "result"}
    values = {renamed.get(key, key): value for key, value in topic.values.items()}
    return record(topic, {**values, "once": text(topic, "true"), MET: met})


def _without_leave(scene: MapNode) -> MapNode:
    return record(scene, {key: value for key, value in scene.values.items() if key != "leave"})
