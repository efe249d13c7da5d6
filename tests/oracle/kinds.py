"""What a scene offers in a moment of play: plain choices, and those of the five kinds as the guide tells of them.

Nothing is rewritten into plain scenes here: each kind looks at its own numbers and says what can be done now.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from tests.oracle.language import Look
from tests.oracle.offers import STAY, Offer, Way, effects, holds, id_of, is_door, leave, plain
from tests.oracle.reading import Fact, Raw, Scene, Story, Variable, listed

WAYS = {
    "happened": "Print it as something that happened",
    "vouched": "Print it with whoever vouches for it",
    "opinion": "Print it as somebody's opinion",
    "cut": "Leave it out",
}
SHORT = {"queue": ("ahead", "waited"), "hunt": ("tries",), "registration": ("window",), "sorting": ("left",)}


def offers(story: Story, scene: Scene, look: Look) -> list[Offer]:
    """Everything that is there, in the order in which it is offered."""
    raw = scene.raw
    if scene.ending:
        return []
    if scene.goes_on:
        return [Offer("go", True, [Way(go=raw["go"])])]
    own = [offer for choice in raw.get("choices", []) if (offer := plain(choice, look)) is not None]
    if not scene.kind:
        return own
    made: Callable[[Story, Scene, Look], Iterator[Offer]] = {
        "queue": _queue, "hunt": _hunt, "registration": _registration, "encounter": _encounter, "sorting": _sorting
    }[scene.kind]  # fmt: skip
    theirs = list(made(story, scene, look))
    last = [offer for offer in theirs if offer.id in _last_of(scene)]
    return [*(offer for offer in theirs if offer not in last), *own, *last]


def _last_of(scene: Scene) -> set[str]:
    """The ids of what is offered below the author's own choices: ways out."""
    if scene.kind == "encounter":
        return {id for id, _ in _ends(scene)}
    return {str(scene.raw.get("leave", {}).get("id", "leave"))}


def every_id(scene: Scene) -> dict[str, bool]:
    """The id of everything that may be offered, and whether it is a door that is there to be seen shut."""
    raw, found = scene.raw, {}
    if scene.goes_on:
        found["go"] = False
    for choice in raw.get("choices", []):
        found[id_of(choice)] = is_door(choice)
    if scene.kind == "queue":
        moments = {int(moment["at"]) for moment in raw.get("moments", [])}
        length = int(raw["length"])
        found |= {_wait_id(length, moments, move): False for move in range(1, length + 1)}
    elif scene.kind == "hunt":
        for offer in raw["offers"]:
            found |= {f"last-{offer['id']}": False} | ({f"look-{offer['id']}": False} if int(raw["tries"]) > 1 else {})
    elif scene.kind == "registration":
        found |= {str(need.get("id", f"need-{number}")): False for number, need in enumerate(raw.get("needs", []), start=1)}
        found |= {id: False for id, _ in _windows(raw)}
    elif scene.kind == "encounter":
        found |= {id_of(topic, "say"): False for topic in raw["topics"]} | {id: False for id, _ in _ends(scene)}
    elif scene.kind == "sorting":
        found |= {f"{way}-{claim['fact']}": False for claim in _claims(raw) for way in WAYS}
    if ("leave" in raw and scene.kind != "encounter") or scene.kind == "hunt":
        found["leave"] = False
    return found


def numbers_of(scene: Scene) -> dict[str, Variable]:
    """The numbers that a kind keeps for itself, under the names that conditions have for them."""
    raw, name = scene.raw, scene.name

    def counted(short: str, low: int, high: int, start: int) -> dict[str, Variable]:
        return {f"{name}_{short}": Variable("int", start, low, high, mine=True)}

    match scene.kind:
        case "queue":
            length, longest = int(raw["length"]), max(map(int, raw["wait"]["hours"]))
            return counted("ahead", 0, length, length) | counted("waited", 0, length * longest, 0)
        case "hunt":
            tried = [f"{name}_{offer['id'].replace('-', '_')}_tried" for offer in raw["offers"] if offer.get("once") == "true"]
            return counted("tries", 0, int(raw["tries"]), int(raw["tries"])) | {each: Variable("flag", False, mine=True) for each in tried}
        case "registration":
            return counted("window", 1, len(raw["windows"]), 1)
        case "sorting":
            return counted("left", 0, len(raw["claims"]), len(raw["claims"]))
    return {}


def anew(scene: Scene) -> dict[str, int]:
    """What a kind's own numbers are on entering."""
    raw, name = scene.raw, scene.name
    match scene.kind:
        case "queue":
            return {f"{name}_ahead": int(raw["length"]), f"{name}_waited": 0}
        case "hunt":
            return {f"{name}_tries": int(raw["tries"])}
        case "registration":
            return {f"{name}_window": 1}
        case "sorting":
            return {f"{name}_left": len(raw["claims"])}
    return {}


def blocks_of(story: Story, scene: Scene) -> list[Raw]:
    """The passage's blocks. `holds` is a list of conditions that must all hold."""
    blocks = [_block(block, []) for block in listed(scene.raw.get("text"))]
    if scene.kind == "sorting":
        claims = _claims(scene.raw)
        for place, claim in enumerate(claims):
            lies = f"{scene.name}_left == {len(claims) - place}"
            blocks.append({"text": story.facts[claim["fact"]].says, "holds": [lies]})
            blocks += [_block(block, [lies]) for block in listed(claim.get("text"))]
    return blocks


def _block(block: Any, holds: list[str]) -> Raw:
    if isinstance(block, str):
        return {"text": block, "holds": holds}
    own = {"holds": [*holds, block["if"]] if "if" in block else holds}
    for key, value in block.items():
        if key != "if":
            own[key if key in ("first", "again") else "text"] = value  # any other key is `text` or a person
    return own


def _wait_id(length: int, moments: set[int], move: int) -> str:
    return "wait-last" if move == length else f"wait-{move}" if move in moments else "wait"


def _queue(story: Story, scene: Scene, look: Look) -> Iterator[Offer]:
    raw, wait, length = scene.raw, scene.raw["wait"], int(scene.raw["length"])
    ahead = int(look.value(f"{scene.name}_ahead"))
    move = length - ahead + 1
    moments = {int(moment["at"]): moment["visit"] for moment in raw.get("moments", [])}
    if ahead > 0:
        hours = Counter(wait["hours"])
        ways = [
            Way(
                outcome=f"{spent}-hours" if len(hours) > 1 else "",
                weight=weight,
                effects=effects(f"{scene.name}_ahead -= 1", wait.get("do"), f"{story.clock} += {spent}", f"{scene.name}_waited += {spent}"),
                because=wait.get("because", ""),
                results=listed(wait.get("result")),
                visit=moments.get(move, ""),
                go=raw["reached"] if ahead == 1 else STAY,
            )
            for spent, weight in hours.items()
        ]
        yield Offer(_wait_id(length, set(moments), move), True, ways, label=wait.get("label", "Wait for the line to move"))
    yield from leave(raw)


def _hunt(_story: Story, scene: Scene, look: Look) -> Iterator[Offer]:
    raw, purse = scene.raw, scene.raw.get("pay", "money")
    left = int(look.value(f"{scene.name}_tries"))
    for offer in raw["offers"] if left > 0 else []:
        last, price = left == 1, int(offer.get("price", 0))
        tried = f"{scene.name}_{offer['id'].replace('-', '_')}_tried"
        once = offer.get("once") == "true"
        if once and look.value(tried):
            continue
        held = holds(offer.get("if"), look)
        affordable = not price or int(look.value(purse)) >= price
        good, total = map(int, offer["chance"].split(" in "))
        costs = [f"{scene.name}_tries -= 1", *([f"{tried} = true"] if once else []), *listed(raw.get("do"))]
        found = Way(
            "found",
            good,
            effects(*costs, f"{purse} -= {price}" if price else None, offer.get("do")),
            offer.get("because", ""),
            results=listed(offer.get("result")),
            go=offer.get("go", raw["empty"] if last else STAY),
            recall=offer.get("recall", ""),
        )
        told = offer.get("missed_last", offer.get("missed")) if last else offer.get("missed")
        missed = Way(
            "missed",
            total - good,
            effects(*costs),
            offer.get("missed_because", offer.get("because", "")),
            results=listed(told),
            go=raw["empty"] if last else STAY,
        )
        id, label = f"{'last' if last else 'look'}-{offer['id']}", offer["label"]
        if held:
            dear = raw.get("dear", f"It costs {{price}} and you have {{{purse}}}.").replace("{price}", f"{price:,}")
            yield Offer(id, affordable, [found, missed], label=label, reason="" if affordable else dear)
        elif "locked" in offer:  # a shut door has a name of its own where the price can shut it too
            yield Offer(f"shut-{offer['id']}" if price else id, False, [], label=label, reason=offer["locked"])
    if "leave" in raw:
        yield from leave(raw)
    else:
        yield Offer("leave", True, [Way(go=raw["empty"])], label="Stop looking")


def _windows(raw: Raw) -> list[tuple[str, Raw]]:
    return [(window, {}) if isinstance(window, str) else (window["id"], window) for window in raw["windows"]]


def _registration(story: Story, scene: Scene, look: Look) -> Iterator[Offer]:
    raw, refused = scene.raw, scene.raw.get("refused", {})
    opens, closes, hour = int(raw["opens"]), int(raw["closes"]), int(look.value("hour"))
    takes = f"{story.clock} += {raw.get('takes', 1)}"
    windows, number = _windows(raw), int(look.value(f"{scene.name}_window"))
    if not opens <= hour < closes:
        wait = raw.get("wait", {})
        hours = opens - hour if hour < opens else 24 - hour + opens
        way = Way(effects=effects(f"{story.clock} += {hours}"), because=wait.get("because", ""), results=listed(wait.get("result")))
        yield Offer("wait" if hour < opens else "wait-night", True, [way], label=wait.get("label", "Wait for the doors to open"))
    else:
        needs = raw.get("needs", []) if number == 1 else []
        missing = next(((place, need) for place, need in enumerate(needs, start=1) if not holds(need["if"], look)), None)
        if missing is not None:
            place, need = missing
            yield Offer(
                str(need.get("id", f"need-{place}")),
                True,
                [
                    Way(
                        effects=effects(takes),
                        because=need.get("because", refused.get("because", "")),
                        results=listed(need["missing"]),
                        visit=need.get("visit", refused.get("visit", "")),
                    )
                ],
                label=windows[0][1].get("label", "Go to the next window"),
            )
        elif number <= len(windows):
            id, window = windows[number - 1]
            last = number == len(windows)
            yield Offer(
                id,
                True,
                [
                    Way(
                        effects=effects(takes, None if last else f"{scene.name}_window += 1", window.get("do")),
                        because=window.get("because", ""),
                        results=listed(window.get("result")),
                        go=raw["granted"] if last else STAY,
                        recall=window.get("recall", ""),
                    )
                ],
                label=window.get("label", "Go to the next window"),
            )
    yield from leave(raw)


def _ends(scene: Scene) -> list[tuple[str, Raw]]:
    ends = scene.raw["ends"]
    return [(str(end.get("id", "leave" if end is ends[-1] else f"leave-{place}")), end) for place, end in enumerate(ends, start=1)]


def _encounter(_story: Story, scene: Scene, look: Look) -> Iterator[Offer]:
    for topic in scene.raw["topics"]:
        said = plain({**topic, "label": topic["say"], "result": topic["hears"], "once": "true"}, look)
        if said is not None:
            # A topic has no way on, and yet it isn't a door: what opens it is that nothing shuts it.
            held = holds(topic.get("if"), look)
            yield Offer(said.id, held, said.ways, once=True, label=topic["say"], reason="" if held else topic["locked"])
    farewell = scene.raw.get("leave", {})
    id, end = next((id, end) for id, end in _ends(scene) if holds(end.get("if"), look))
    way = Way(
        effects=effects(end.get("do")),
        because=end.get("because", ""),
        results=listed(end.get("result", farewell.get("result"))),
        go=end["go"],
        recall=end.get("recall", ""),
    )
    yield Offer(id, True, [way], label=farewell.get("label", "Take your leave"))


def _claims(raw: Raw) -> list[Raw]:
    return [claim if isinstance(claim, dict) else {"fact": claim} for claim in raw["claims"]]


def printed(way: str, fact: Fact, own: list[str]) -> str:
    """What comes of printing a fact in a way: the guide's table."""
    if way == "cut":
        return "cut"
    vouched_for = " ".join(fact.by.split(";")[0].split()).casefold() in {" ".join(name.split()).casefold() for name in own}
    if fact.kind in ("event", "context"):
        return "weaker" if way == "opinion" else "fits"
    if fact.kind == "view":
        return "fits" if way == "opinion" else "stronger"
    if way == "happened":
        return "fits" if vouched_for and fact.kind in ("figure", "policy") else "stronger"
    return "fits" if way == "vouched" else "weaker"


def _sorting(story: Story, scene: Scene, look: Look) -> Iterator[Offer]:
    raw, claims = scene.raw, _claims(scene.raw)
    left = int(look.value(f"{scene.name}_left"))
    ways: Raw = raw.get("ways", {})
    if left:
        claim = claims[len(claims) - left]
        name, fact = claim["fact"], story.facts[claim["fact"]]
        for way in dict.fromkeys([*ways, *WAYS]):
            offered, what = ways.get(way, {}), printed(way, fact, listed(raw.get("own")))
            held = holds(offered.get("if"), look)
            if not held and "locked" not in offered:
                continue
            always, here = (each if isinstance(each, dict) else {"result": each} for each in (raw.get(what), claim.get(what)))
            told = here.get("result") or always.get("result")
            shows = str(raw.get("shows", "The ledger says: {kind}, {by}.")).replace("{kind}", fact.kind)
            link = f"[{{by}}](fact:{name})"
            line = (shows.replace("{by}", link) if "{by}" in shows else link.replace("{by}", shows)).replace("{by}", fact.by)
            yield Offer(
                f"{way}-{name}",
                held,
                [
                    Way(
                        effects=effects(f"{scene.name}_left -= 1", offered.get("do"), always.get("do"), here.get("do")),
                        because=here.get("because") or always.get("because") or offered.get("because") or name,
                        results=[*listed(told), line],
                        visit=here.get("visit") or always.get("visit") or "",
                        go=raw["sorted"] if left == 1 else STAY,
                        recall=here.get("recall") or always.get("recall") or "",
                    )
                ],
                label=offered.get("label", WAYS[way]),
                reason="" if held else offered["locked"],
            )
    yield from leave(raw)
