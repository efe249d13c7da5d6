"""A hunt: something scarce is looked for, a few times, at odds that are told."""

from game.kinds.made import WHEN, Context, Expansion, counter, get, items, many, number, plain, record, renamed, text, word
from game.source.nodes import Mapping, Node, Scalar
from game.source.shapes import ODDS


def expand(name: str, scene: Mapping, context: Context) -> Expansion:
    """`{tries}` counts the looks that are left.

    An offer is the choice `look-ID`, and `last-ID` when one look is left; its outcomes are `found` and `missed`.
    A price is paid on success only, and an offer that is too dear is shown closed with its price. Without a `leave`
    of the author's, stopping leads where the last failed look does, so nobody is caught here.
    """
    tries = f"{name}_tries"
    scene = renamed(scene, {"tries": tries})
    most = number(scene, "tries", 1)
    choices: list[Node] = []
    for last in (False, True) if most > 1 else (True,):
        for offer in items(scene, "offers"):
            if isinstance(offer, Mapping) and isinstance(offer.get("chance"), Scalar) and ODDS.match(word(offer, "chance")):
                choices.append(_look(offer, scene, tries, last))
    if get(scene, "leave") is None:
        choices.append(record(scene, {"id": text(scene, "leave"), "label": text(scene, "Stop looking"), "go": scene.get("empty")}))
    return Expansion(plain(scene, choices, [text(scene, f"{tries} = {most}")]), {tries: counter(scene, 0, most, most)})


def _look(offer: Mapping, scene: Mapping, tries: str, last: bool) -> Mapping:
    good, total = (int(part) for part in word(offer, "chance").split(" in "))
    price, purse = number(offer, "price"), word(scene, "pay", "money")
    pay_at = scene.get("pay") or offer.get("price") or offer
    paid: list[Node] = [text(pay_at, f"{purse} -= {price}")] if price else []
    found = {
        "id": text(offer, "found"),
        "chance": text(offer, str(good)),
        "because": offer.get("because"),
        "do": many(offer, [*paid, *items(offer, "do")]),
        "result": offer.get("result"),
        "go": offer.get("go"),
    }
    missed = {
        "id": text(offer, "missed"),
        "chance": text(offer, str(total - good)),
        "because": offer.get("because"),
        "result": offer.get("missed"),
        "go": scene.get("empty") if last else None,
    }
    return record(
        offer,
        {
            "id": text(offer, f"{'last' if last else 'look'}-{word(offer, 'id')}"),
            "label": offer.get("label"),
            WHEN: many(offer, [text(offer, f"{tries} == 1" if last else f"{tries} > 1")]),
            "if": text(pay_at, f"{purse} >= {price}") if price else None,
            "locked": text(offer, f"It costs {price:,} and you have {{{purse}}}.") if price else None,
            "do": many(offer, [text(offer, f"{tries} -= 1"), *items(scene, "do")]),
            "outcomes": many(offer, [record(offer, found), record(offer, missed)]),
            "recall": offer.get("recall"),
        },
    )
