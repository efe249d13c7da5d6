"""A hunt: something scarce is looked for, a few times, at odds that are told."""

from collections.abc import Iterator

from msgspec import Struct

from game.kinds.builder import SEARCH, WHEN, Context, Expansion, Value, counter, kind_key, mark, negated, plain, record, renamed, text
from game.source.nodes import MapNode, Scalar
from game.source.schema.shapes import ODDS_SHAPE, SLUG_SHAPE, Flag, Key, ListOf, Needed, Record, Whole
from game.source.schema.story_keys import CHOICES, DO, EFFECTS, FACT, IF, LEAVE, LINE, PROSE, SCENE, SCENE_KEYS, SCENE_MORE, VARIABLE

OFFER = Record(
    "an offer",
    {
        "id": Needed(SLUG_SHAPE, "A name that saved games know it by.", "train"),
        "label": Needed(LINE, "What the player looks for.", "Look for the train to Kyzylorda"),
        "price": Key(Whole(0, 999_999_999), "What it costs where it is found.", "0", "9000"),
        "chance": Needed(ODDS_SHAPE, "How likely a look is to find it.", "2 in 6"),
        "if": IF,
        "locked": Key(
            PROSE, "Where `if` fails the offer is shown, closed, with this reason.", "the offer is hidden", "They know your voice."
        ),
        "once": Key(Flag(), "Can be looked for once in a playthrough; then it is hidden.", "false", "true"),
        "because": Key(FACT, "The fact that makes the offer what it is.", "", "train_to_kyzylorda"),
        "do": DO,
        "result": Key(PROSE, "What is told where it is found.", "nothing", "A berth by the door is yours."),
        "missed": Key(PROSE, "What is told where it isn't.", "nothing", "The page turns grey."),
        "missed_last": Key(PROSE, "What is told where the last look doesn't find it.", "that of `missed`", "The page stays grey."),
        "missed_because": Key(FACT, "The fact that makes a look fail.", "that of `because`", "sanctions_airlines"),
        "go": Key(SCENE, "The scene that follows where it is found.", "you can go on looking; after the last look, `empty`", "platform"),
        "recall": Key(LINE, "How an ending recalls that it was found, to follow the word You.", "it isn't recalled", "got the last berth"),
    },
)
KEYS = Record(
    "a hunt",
    {
        "kind": kind_key("hunt"),
        **SCENE_KEYS,
        "tries": Needed(Whole(1, 30), "How often you can look.", "4"),
        "pay": Key(VARIABLE, "The variable that prices are paid from.", "money", "money"),
        "do": Key(EFFECTS, "What each look costs.", "nothing", "hours += 1"),
        "offers": Needed(ListOf(OFFER, least=1, most=8), "What can be looked for."),
        "dear": Key(
            LINE,
            "What is told of an offer that is too dear, with {price}.",
            "*It costs {price} and you have {money}.*",
            '"It costs [{price}](imagined)."',
        ),
        "leave": Key(LEAVE, "A way to stop looking.", "*Stop looking*, which leads to `empty`", "{label: Go to bed, go: morning}"),
        "empty": Needed(SCENE, "The scene that follows the last look, where that leads nowhere else.", "morning_without"),
        "choices": CHOICES,
        **SCENE_MORE,
    },
)

STOP = "Stop looking"
DEAR = "It costs [{price}](imagined) and you have {purse}."


class _Hunt(Struct, frozen=True):
    """The hunt that an offer belongs to. `tries` counts the looks that are left; `purse` is what prices are paid from,
    "" where nothing can be paid."""

    name: str
    scene: MapNode
    tries: str
    purse: str


def expand(name: str, scene: MapNode, context: Context) -> Expansion:
    """`{tries}` counts the looks that are left.

    An offer is the choice `look-ID`, and `last-ID` when one look is left; its outcomes are `found` and `missed`, and
    only what was found is recalled. A price is paid on success only, and an offer that is too dear is shown closed with
    its price; what closes it otherwise is then a door of its own, `shut-ID`. One that can be looked for once is remembered
    as `SCENE_ID_tried`, since it is two choices. The last look leads to `empty` if it leads nowhere else, and so does
    stopping without a `leave` of the author's: nobody is caught here.
    """
    tries = f"{name}_tries"
    scene = renamed(scene, {"tries": tries})
    most = scene.number("tries", 1)
    offers = list(_offers(scene, context))
    hunt = _Hunt(name, scene, tries, _purse(scene, offers, context))
    if "dear" in scene and not any(offer.number("price") for offer in offers):
        help = "give an offer a `price`, or take it out"
        context.report("missing-key", scene.keys["dear"], "this is never told, since no offer has a price", help=help)
    choices: list[MapNode] = []
    for offer in offers:
        choices += [_look(offer, hunt, last) for last in ((False, True) if most > 1 else (True,))]
        if _priced(offer, hunt) and "if" in offer.values and "locked" in offer.values:  # it can be closed for two reasons
            choices.append(_door(offer, hunt))
    out = [record(scene, {"id": "leave", "label": STOP, "go": scene.get("empty")})] if scene.map("leave") is None else []
    made = plain(scene, choices, out=out, enter=[f"{tries} = {most}"])
    tried = {_tried(hunt, offer): mark(offer, f"tried already: {offer.text('label')}") for offer in offers if _once(offer)}
    return Expansion(made, {tries: counter(scene, 0, most, most, "looks left"), **tried})


def _offers(scene: MapNode, context: Context) -> Iterator[MapNode]:
    """The offers that can be read; the first of two that are called alike."""
    names: set[str] = set()
    for offer in scene.maps("offers"):
        if "chance" in offer.values:
            name = offer.text("id")
            if name.replace("-", "_") in names:
                help = "give one of them another `id`: saved games know an offer by it"
                context.report("duplicate-id", offer.get("id") or offer, f"two offers here are called `{name[:40]}`", help=help)
            else:
                if "locked" in offer and "if" not in offer:
                    help = "give the offer an `if`; what is told of one that is too dear is the hunt's `dear`"
                    context.report("missing-key", offer.keys["locked"], "this is never shown, since nothing closes the offer", help=help)
                yield offer
            names.add(name.replace("-", "_"))


def _purse(scene: MapNode, offers: list[MapNode], context: Context) -> str:
    """The variable that prices are paid from, or "" where there is none (which is reported if anything has a price)."""
    purse = scene.text("pay", "money")
    if context.variables.get(purse) == "int":
        return purse
    at = scene.get("pay") or next((offer.values["price"] for offer in offers if "price" in offer.values), None)
    if at is not None:
        numbers = [variable for variable, type in context.variables.items() if type == "int"]
        help = "prices are paid from a variable of type `int`; name it with `pay:`"
        if purse in context.variables:
            context.report("wrong-types", at, f"`{purse[:40]}` is no number, so nothing can be paid from it", help=help)
        else:
            message = f"there is no variable `{purse[:40]}` to pay from"
            context.report("unknown-variable", at, message, context.report.nearest(purse, numbers), help)
    return ""


def _look(offer: MapNode, hunt: _Hunt, last: bool) -> MapNode:
    good, total = (int(part) for part in offer.text("chance").split(" in "))
    scene, empty = hunt.scene, hunt.scene.get("empty") if last else None
    price_at, price = offer.get("price") or offer, offer.number("price")
    paid = [text(price_at, f"{hunt.purse} -= {price}")] if _priced(offer, hunt) else []
    found = {
        "id": "found",
        "chance": str(good),
        "because": offer.get("because"),
        "do": [*paid, *offer.each("do")],
        "result": offer.get("result"),
        "go": offer.get("go") or empty,
        "recall": offer.get("recall"),
    }
    missed = {
        "id": "missed",
        "chance": str(max(0, total - good)),
        "because": offer.get("missed_because") or offer.get("because"),
        "result": (offer.get("missed_last") if last else None) or offer.get("missed"),
        "go": empty,
    }
    when: list[Value] = [f"{hunt.tries} == 1" if last else f"{hunt.tries} > 1", *_untried(offer, hunt)]
    looked = [f"{hunt.tries} -= 1", *([f"{_tried(hunt, offer)} = true"] if _once(offer) else [])]
    closes, locked = offer.get("if"), offer.get("locked")
    if closes is not None and (locked is None or _priced(offer, hunt)):
        when.append(closes)
        closes = locked = None
    if _priced(offer, hunt):
        closes, locked = text(price_at, f"{hunt.purse} >= {price}"), _dear(offer, hunt)
    return record(
        offer,
        {
            "id": text(offer.get("id") or offer, f"{'last' if last else 'look'}-{offer.text('id')}"),
            "label": offer.get("label"),
            SEARCH: "true",
            WHEN: when,
            "if": closes,
            "locked": locked,
            "do": [*looked, *scene.each("do")],
            "outcomes": [record(offer, found), record(offer, missed)],
        },
    )


def _door(offer: MapNode, hunt: _Hunt) -> MapNode:
    id, when = f"shut-{offer.text('id')}", [*_untried(offer, hunt), negated(offer.values["if"])]
    values = {"id": text(offer.get("id") or offer, id), "label": offer.get("label"), WHEN: when, "locked": offer.get("locked")}
    return record(offer, values)


def _priced(offer: MapNode, hunt: _Hunt) -> bool:
    return offer.number("price") > 0 and hunt.purse != ""


def _dear(offer: MapNode, hunt: _Hunt) -> Scalar:
    """What is told of an offer that is too dear."""
    price, own = f"{offer.number('price'):,}", hunt.scene.get("dear")
    if isinstance(own, Scalar):
        return own.like(own.value.replace("{price}", price))
    return text(offer, DEAR.replace("{price}", price).replace("{purse}", f"{{{hunt.purse}}}"))


def _once(offer: MapNode) -> bool:
    return offer.flag("once")


def _tried(hunt: _Hunt, offer: MapNode) -> str:
    return f"{hunt.name}_{offer.text('id').replace('-', '_')}_tried"


def _untried(offer: MapNode, hunt: _Hunt) -> list[Value]:
    return [f"not {_tried(hunt, offer)}"] if _once(offer) else []
