"""A hunt: something scarce is looked for, a few times, at odds that are told."""

from collections.abc import Iterator

from game.kinds.builder import SEARCH, WHEN, Context, Expansion, Value, counter, kind_key, many, mark, negated, plain, record, renamed, text
from game.source.nodes import MapNode, Node, Scalar
from game.source.schema.shapes import ODDS_SHAPE, SLUG_SHAPE, Either, Flag, Key, ListOf, Needed, Record, Whole
from game.source.schema.story_keys import (
    CHOICES,
    DO,
    EFFECTS,
    FACT,
    IF,
    LEAVE,
    LINE,
    PROSE,
    SCENE,
    SCENE_KEYS,
    SCENE_MORE,
    VARIABLE,
    WAYS_ON,
)

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
        "go": Key(
            Either(SCENE, WAYS_ON),
            "The scene that follows where it is found, or several ways on.",
            "you can go on looking; after the last look, `empty`",
            "platform",
        ),
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
        "progress": Key(
            LINE,
            "How far one is, in words, with {tries}; after it is told what was found and what wasn't.",
            "*Looks left: {tries}.*",
            '"Doors left to knock at: {tries}."',
        ),
        "leave": Key(LEAVE, "A way to stop looking.", "*Stop looking*, which leads to `empty`", "{label: Go to bed, go: morning}"),
        "empty": Needed(SCENE, "The scene that follows the last look, where that leads nowhere else.", "morning_without"),
        "choices": CHOICES,
        **SCENE_MORE,
    },
)

STOP = "Stop looking"
PROGRESS = "Looks left: {tries}."
DEAR = "It costs [{price}](imagined) and you have {purse}."


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
    purse = _purse(scene, offers, context)
    if "dear" in scene and not any(offer.number("price") for offer in offers):
        help = "give an offer a `price`, or take it out"
        context.report("missing-key", scene.keys["dear"], "this is never told, since no offer has a price", help=help)
    choices: list[MapNode] = []
    kept = {tries: counter(scene, 0, most, most, "looks left")}
    for offer in offers:
        tried = f"{name}_{offer.text('id').replace('-', '_')}_tried" if offer.flag("once") else ""
        choices += _choices(offer, scene, tries, purse, tried)
        if tried:
            kept[tried] = mark(offer, f"tried already: {offer.text('label')}")
    out = [record(scene, {"id": "leave", "label": STOP, "go": scene.get("empty")})] if scene.map("leave") is None else []
    progress = scene.get("progress") or PROGRESS.replace("{tries}", f"{{{tries}}}")
    return Expansion(plain(scene, choices, out=out, enter=[f"{tries} = {most}"], counts=tries, progress=progress), kept)


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


def _choices(offer: MapNode, scene: MapNode, tries: str, purse: str, tried: str) -> Iterator[MapNode]:
    """A look at an offer, the last one, and a door where it can be closed for two reasons: a choice has one. `tries` counts the
    looks that are left, prices are paid from `purse` ("" where nothing can be paid), and `tried` remembers that it was looked
    for ("" where that may be done again)."""
    name, id_at = offer.text("id"), offer.get("id") or offer
    price_at, price = offer.get("price") or offer, offer.number("price") if purse else 0
    closes, locked = offer.get("if"), offer.get("locked")
    when: list[Value] = [f"not {tried}"] if tried else []
    door = {"id": text(id_at, f"shut-{name}"), "label": offer.get("label"), "locked": locked}
    if closes is not None and locked is not None and price:
        door[WHEN] = many(offer, [*when, negated(closes)])
    if closes is not None and (locked is None or price):
        when.append(closes)
        closes = locked = None
    if price:
        closes, locked = text(price_at, f"{purse} >= {price}"), _dear(offer, scene, purse)
    for last in (False, True) if scene.number("tries", 1) > 1 else (True,):
        found, missed = _outcomes(offer, scene.get("empty") if last else None, last=last)
        paid = [text(price_at, f"{purse} -= {price}")] if price else []
        looked = [f"{tries} -= 1", *([f"{tried} = true"] if tried else [])]
        yield record(
            offer,
            {
                "id": text(id_at, f"{'last' if last else 'look'}-{name}"),
                "label": offer.get("label"),
                SEARCH: "true",
                WHEN: [f"{tries} == 1" if last else f"{tries} > 1", *when],
                "if": closes,
                "locked": locked,
                "do": [*looked, *scene.each("do")],
                "outcomes": [record(offer, {**found, "do": [*paid, *offer.each("do")]}), record(offer, missed)],
            },
        )
    if WHEN in door:
        yield record(offer, door)


def _outcomes(offer: MapNode, empty: Node | None, *, last: bool) -> tuple[dict[str, Value | None], dict[str, Value | None]]:
    """That it is found, and that it isn't; `empty` is where the last look leads that leads nowhere else."""
    good, total = (int(part) for part in offer.text("chance").split(" in "))
    found: dict[str, Value | None] = {key: offer.get(key) for key in ("because", "result", "recall")}
    missed: dict[str, Value | None] = {
        "because": offer.get("missed_because") or offer.get("because"),
        "result": (offer.get("missed_last") if last else None) or offer.get("missed"),
    }
    found |= {"id": "found", "chance": str(good), "go": offer.get("go") or empty}
    return found, missed | {"id": "missed", "chance": str(max(0, total - good)), "go": empty}


def _dear(offer: MapNode, scene: MapNode, purse: str) -> Scalar:
    """What is told of an offer that is too dear."""
    price, own = f"{offer.number('price'):,}", scene.scalar("dear")
    if own is not None:
        return own.like(own.value.replace("{price}", price))
    return text(offer, DEAR.replace("{price}", price).replace("{purse}", f"{{{purse}}}"))
