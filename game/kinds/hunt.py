"""A hunt: something scarce is looked for, a few times, at odds that are told."""

from collections.abc import Iterator

from game.kinds.made import WHEN, Context, Expansion, counter, get, items, many, number, plain, record, renamed, text, word
from game.problems import nearest
from game.source.nodes import Mapping, Node
from game.source.shapes import ODDS


def expand(name: str, scene: Mapping, context: Context) -> Expansion:
    """`{tries}` counts the looks that are left.

    An offer is the choice `look-ID`, and `last-ID` when one look is left; its outcomes are `found` and `missed`, and
    only what was found is recalled. A price is paid on success only, and an offer that is too dear is shown closed with
    its price. Without a `leave` of the author's, stopping leads where the last failed look does, so nobody is caught
    here.
    """
    tries = f"{name}_tries"
    scene = renamed(scene, {"tries": tries})
    most = max(1, number(scene, "tries", 1))
    offers = list(_offers(scene, context))
    purse = _purse(scene, offers, context)
    choices: list[Node] = [_look(offer, scene, tries, purse, last) for last in ((False, True) if most > 1 else (True,)) for offer in offers]
    out: list[Node] = []
    if get(scene, "leave") is None:
        out.append(record(scene, {"id": text(scene, "leave"), "label": text(scene, "Stop looking"), "go": scene.get("empty")}))
    made = plain(scene, choices, out=out, enter=[text(scene, f"{tries} = {most}")])
    return Expansion(made, {tries: counter(scene, 0, most, most)})


def _offers(scene: Mapping, context: Context) -> Iterator[Mapping]:
    """The offers that can be read; the first of two that are called alike."""
    names: set[str] = set()
    for offer in items(scene, "offers"):
        if isinstance(offer, Mapping) and ODDS.match(word(offer, "chance")):
            name = word(offer, "id")
            if name in names:
                help = "give one of them another `id`: saved games know an offer by it"
                context.report("duplicate-id", offer.get("id") or offer, f"two offers here are called `{name[:40]}`", help=help)
            else:
                yield offer
            names.add(name)


def _purse(scene: Mapping, offers: list[Mapping], context: Context) -> str:
    """The variable that prices are paid from, or "" where there is none (which is told if anything has a price)."""
    purse = word(scene, "pay", "money")
    if context.variables.get(purse) == "int":
        return purse
    at = scene.get("pay") or next((offer.values["price"] for offer in offers if "price" in offer), None)
    if at is not None:
        numbers = [variable for variable, type in context.variables.items() if type == "int"]
        help = "prices are paid from a variable of type `int`; name it with `pay:`"
        if purse in context.variables:
            context.report("wrong-types", at, f"`{purse[:40]}` is no number, so nothing can be paid from it", help=help)
        else:
            context.report("unknown-variable", at, f"there is no variable `{purse[:40]}` to pay from", nearest(purse, numbers), help)
    return ""


def _look(offer: Mapping, scene: Mapping, tries: str, purse: str, last: bool) -> Mapping:
    good, total = (int(part) for part in word(offer, "chance").split(" in "))
    price = number(offer, "price")
    price_at = offer.get("price") or offer
    priced = price > 0 and purse != ""
    paid: list[Node] = [text(price_at, f"{purse} -= {price}")] if priced else []
    found = {
        "id": text(offer, "found"),
        "chance": text(offer, str(good)),
        "because": offer.get("because"),
        "do": many(offer, [*paid, *items(offer, "do")]),
        "result": offer.get("result"),
        "go": offer.get("go"),
        "recall": offer.get("recall"),
    }
    missed = {
        "id": text(offer, "missed"),
        "chance": text(offer, str(max(0, total - good))),
        "because": offer.get("missed_because") or offer.get("because"),
        "result": offer.get("missed"),
        "go": scene.get("empty") if last else None,
    }
    return record(
        offer,
        {
            "id": text(offer.get("id") or offer, f"{'last' if last else 'look'}-{word(offer, 'id')}"),
            "label": offer.get("label"),
            WHEN: many(offer, [text(offer, f"{tries} == 1" if last else f"{tries} > 1")]),
            "if": text(price_at, f"{purse} >= {price}") if priced else None,
            "locked": text(offer, f"It costs [{price:,}](imagined) and you have {{{purse}}}.") if priced else None,
            "do": many(offer, [text(offer, f"{tries} -= 1"), *items(scene, "do")]),
            "outcomes": many(offer, [record(offer, found), record(offer, missed)]),
        },
    )
