"""An encounter: a person, things to talk about once each, and what comes of it."""

from game.kinds.builder import MET, WHEN, Context, Expansion, Value, kind_key, negated, plain, record, text
from game.source.nodes import MapNode, Node, Scalar
from game.source.schema import story_keys as keys
from game.source.schema.shapes import SLUG_SHAPE, Either, Key, ListOf, Needed, Record

TOPIC = Record(
    "a topic",
    {
        "id": Key(SLUG_SHAPE, "A name that saved games know it by.", "made from what is said", "rent"),
        "say": Needed(keys.LINE, "What the player says or does.", "Ask what the rent was last week"),
        "was": Key(ListOf(SLUG_SHAPE, one=True), "Ids that it had before.", "none", "price"),
        "if": keys.IF,
        "locked": Key(
            keys.PROSE, "Where `if` fails the topic is shown, closed, with this reason.", "the topic is hidden", "You don't dare to."
        ),
        "hears": Needed(keys.PROSE, "The answer.", "Half of what you would pay."),
        "do": keys.DO,
        "because": keys.BECAUSE,
        "recall": keys.RECALL,
    },
)
END = Record(
    "an end",
    {
        "id": Key(SLUG_SHAPE, "A name that saved games know it by.", "`leave` for the last, `leave-1` and so on for the others", "room"),
        "if": keys.IF,
        "go": Needed(keys.NEXT, "The scene that follows, or several ways on.", "room"),
        "result": keys.RESULT,
        "do": keys.DO,
        "because": keys.BECAUSE,
        "recall": keys.RECALL,
    },
)
FAREWELL = Record(
    "a leave-taking",
    {
        "label": Key(keys.LINE, "What the player chooses.", "Take your leave", "Thank her and stand up"),
        "result": Key(keys.PROSE, "What is told then, where the end has no result of its own.", "nothing", "She shows you to the door."),
    },
)
KEYS = Record(
    "an encounter",
    {
        "kind": kind_key("encounter"),
        **keys.SCENE_KEYS,
        "with": Needed(Either(keys.PERSON, Record("somebody met", keys.PERSON_KEYS)), "Whom you meet.", "saule"),
        "topics": Needed(ListOf(TOPIC, least=1, most=12), "What you can talk about; each once."),
        "leave": Key(FAREWELL, "How you end it; always offered.", "Take your leave", "{label: Thank her}"),
        "ends": Needed(ListOf(END, least=1, most=10), "What comes of it: the first that holds; the last holds always."),
        "choices": keys.CHOICES,
        **keys.SCENE_MORE,
    },
)


def expand(name: str, scene: MapNode, context: Context) -> Expansion:
    """A topic is a choice that stays, once. Taking your leave is always offered: `leave-1` and so on (or the end's id)
    for the ends that have a condition, in order, and `leave` for the last.
    """
    met = scene.get("with")
    people = {name: met} if isinstance(met, MapNode) else {}
    if people:
        met = text(scene.values["with"], name)
    choices = [_topic(topic, met) for topic in scene.maps("topics")]
    farewell = scene.map("leave") or record(scene, {})
    out: list[Value] = []
    ends = scene.maps("ends")
    earlier: list[Node] = []
    for position, end in enumerate(ends, start=1):
        last = position == len(ends)
        condition = end.get("if")
        _check_end(end, condition, last, context)
        when = [*earlier, condition] if condition is not None else earlier
        made: dict[str, Value | None] = {
            "id": end.get("id") or ("leave" if last else f"leave-{position}"),
            "label": farewell.get("label") or text(farewell, "Take your leave"),
            WHEN: list(when) or None,
            "result": end.get("result") or farewell.get("result"),
        }
        out.append(record(end, {**end.values, "if": None, **made}))
        if isinstance(condition, Scalar):
            earlier.append(negated(condition))
    return Expansion(plain(record(scene, {**scene.values, "leave": None}), choices, out=out, person=met), people=people)


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
    return record(topic, {**values, "once": "true", MET: met})
