"""Conditions, effects and whole small stories, made at random from their grammar."""

from hypothesis import strategies as st

from tests.language.scopes import PAPERS, PLACE, VARIABLES

NUMBERS = sorted(name for name, kind in VARIABLES.items() if kind.name == "number")
FLAGS = sorted(name for name, kind in VARIABLES.items() if kind.name == "truth")
COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
EQUALITIES = ("==", "!=")


def conditions() -> st.SearchStrategy[str]:
    """A condition in the names of `tests.language.scopes`, as somebody might type it, mostly short enough to be read."""
    return st.recursive(_simple_truths(), _larger_truths, max_leaves=8)


def numbers() -> st.SearchStrategy[str]:
    simple = st.one_of(st.sampled_from([*NUMBERS, "hour", "day"]), st.integers(0, 999_999_999).map(str), st.integers(0, 30).map(str))
    return st.recursive(simple, _larger_numbers, max_leaves=5)


def effects() -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(st.sampled_from(["money", "debt"]), st.sampled_from(["=", "+=", "-="]), numbers()).map(" ".join),
        numbers().map("hours += {}".format),
        st.tuples(st.sampled_from(FLAGS), conditions()).map(" = ".join),
        st.sampled_from([f"papers = {word}" for word in PAPERS.values] + [f"place_in_line = {word}" for word in PLACE.values]),
    )


def _larger_numbers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*"]), inner).map(" ".join),
        inner.map("({})".format),
        inner.map("-{}".format),
        st.tuples(st.sampled_from(["min", "max"]), st.lists(inner, min_size=2, max_size=3).map(", ".join)).map(
            lambda call: f"{call[0]}({call[1]})"
        ),
    )


def _simple_truths() -> st.SearchStrategy[str]:
    dates = st.one_of(st.just("date"), st.dates().map(lambda day: day.isoformat() if day.year > 999 else "1000-01-01"))
    enums = [("papers", PAPERS.values), ("place_in_line", PLACE.values)]
    compared = [
        st.tuples(st.just(name), st.sampled_from(EQUALITIES), st.sampled_from([name, *values])).map(" ".join) for name, values in enums
    ]
    turned = [st.tuples(st.sampled_from(values), st.sampled_from(EQUALITIES), st.just(name)).map(" ".join) for name, values in enums]
    return st.one_of(
        st.sampled_from([*FLAGS, "true", "false", "rich", "visited(hall)", "visited(yard)", "knows(fare)", "knows(delay)"]),
        st.tuples(numbers(), st.sampled_from(COMPARISONS), numbers()).map(" ".join),
        st.tuples(dates, st.sampled_from(COMPARISONS), dates).map(" ".join),
        *compared,
        *turned,
    )


def _larger_truths(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    bracketed = inner.map("({})".format)
    return st.one_of(
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(" ".join),
        inner.map("not {}".format),
        bracketed,
        st.tuples(bracketed, st.sampled_from(EQUALITIES), bracketed).map(" ".join),
    )


# ---- whole stories ----

STORY_CONDITIONS = (
    *("money >= 30", "money < 15", "coat", "not coat and thermos", "papers == foreign", "hours > 20", "hour >= 6 and hour < 18", "day > 2"),
    *("date >= 2022-09-23", "visited(start)", "not visited(s1)", "visited(v1)", "knows(fare)", "not knows(storm)", "late or trust > 1"),
    *("bench == given", "min(money, battery) > 3", "debt < 0"),
)
STORY_EFFECTS = (
    *("money += 15", "money -= 40", "money = 30", "debt -= 2", "debt = money - 20", "battery -= 3", "battery += 1", "trust += 1"),
    *("coat = true", "coat = not coat", "thermos = false", "papers = foreign", "papers = internal", "bench = given", "coat = visited(s1)"),
    *("hours += 3", "hours += 11", "hours += 30 - hour", "hours += 0"),
)
STORY_FACTS = ("fare", "delay", "rule", "storm")
NEWS = """\
news:
  - {at: 5, text: "[The fare](fact:fare) has doubled."}
  - {at: 2022-09-22 12:00, text: A storm., fact: storm, places: [harbour]}
  - {at: 30, text: "[A rule](fact:rule).", roles: [captain]}
"""
Node = dict[str, object]


@st.composite
def stories(draw: st.DrawFn) -> Node:
    """The scenes of a story that loads beside `tests.small.STORY`: plain scenes, visits and all five kinds."""
    plain = ["start", *(f"s{number}" for number in range(1, draw(st.integers(2, 4))))]
    kinds = draw(st.lists(st.sampled_from(["queue", "hunt", "registration", "encounter", "sorting"]), unique=True, max_size=2))
    targets = [*plain, *kinds, "out"]
    scenes: Node = {name: _scene(draw, targets, visits=True) for name in plain}
    scenes |= {name: _scene(draw, targets, visits=False, back=True) for name in ("v1", "v2")}
    makers = {"queue": _queue, "hunt": _hunt, "registration": _registration, "encounter": _encounter, "sorting": _sorting}
    for name in kinds:
        scenes[name] = {"kind": name, **_head(draw), **makers[name](draw, targets)}
    # Every scene can be asked for, and each visited scene is visited from somewhere.
    scenes.setdefault("s1", {"ending": "Nowhere"})
    first: list[Node] = scenes["start"]["choices"]  # type: ignore[index, assignment]
    first += [{"label": f"Visit {name}", "once": True, "visit": name} for name in ("v1", "v2")]
    first += [{"label": f"Go to {name}", "go": name} for name in kinds]
    scenes["out"] = {"text": "You {recall}.", "ending": "Out"}
    return scenes


def _some(draw: st.DrawFn, likely: float) -> bool:
    return draw(st.integers(0, 99)) < likely * 100


def _effects(draw: st.DrawFn) -> list[str]:
    return draw(st.lists(st.sampled_from(STORY_EFFECTS), min_size=1, max_size=3))


def _words(draw: st.DrawFn, words: str) -> str:
    return f"[{words}](fact:{draw(st.sampled_from(STORY_FACTS))})." if _some(draw, 0.4) else f"{words}, {{money}}."


def _head(draw: st.DrawFn) -> Node:
    blocks: list[object] = ["A place."]
    if _some(draw, 0.5):
        blocks.append({"if": draw(st.sampled_from(STORY_CONDITIONS)), "text": _words(draw, "Perhaps")})
    if _some(draw, 0.5):
        blocks.append({"first": _words(draw, "New"), "again": _words(draw, "Again")})
    head: Node = {"text": blocks}
    if _some(draw, 0.6):
        head["place"] = draw(st.sampled_from(["harbour", "island"]))
    return head


def _scene(draw: st.DrawFn, targets: list[str], *, visits: bool, back: bool = False) -> Node:
    choices = [_choice(draw, number, targets, visits=visits, back=back) for number in range(draw(st.integers(1, 3)))]
    choices.append({"label": "Go away", "go": "back" if back else draw(st.sampled_from(targets))})
    return {**_head(draw), "choices": choices}


def _choice(draw: st.DrawFn, number: int, targets: list[str], *, visits: bool, back: bool) -> Node:
    choice: Node = {"label": f"Choice {number}"}
    if _some(draw, 0.5):
        choice["if"] = draw(st.sampled_from(STORY_CONDITIONS))
        if _some(draw, 0.5):
            choice["locked"] = "Not now."
    for key, likely, value in (("once", 0.3, True), ("result", 0.4, _words(draw, "Done")), ("recall", 0.4, f"chose {number}")):
        if _some(draw, likely):
            choice[key] = value
    if _some(draw, 0.7):
        choice["do"] = _effects(draw)
    if _some(draw, 0.3):
        choice["because"] = draw(st.sampled_from(STORY_FACTS))
    if _some(draw, 0.3):
        choice["outcomes"] = [_outcome(draw, each, targets) for each in range(draw(st.integers(1, 3)))]
    if visits and _some(draw, 0.3):
        choice["visit"] = draw(st.sampled_from(["v1", "v2"]))
    if _some(draw, 0.5):
        choice["go"] = draw(st.sampled_from([*targets, "back"] if back else targets))
    return choice


def _outcome(draw: st.DrawFn, number: int, targets: list[str]) -> Node:
    outcome: Node = {"id": f"o{number}", "chance": 1 if number == 0 else draw(st.integers(0, 3))}
    if _some(draw, 0.5):
        outcome["do"] = _effects(draw)
    if _some(draw, 0.4):
        outcome["because"] = draw(st.sampled_from(STORY_FACTS))
    if _some(draw, 0.3):
        outcome["recall"] = f"had luck {number}"
    if _some(draw, 0.4):
        outcome["go"] = draw(st.sampled_from(targets))
    return outcome


def _queue(draw: st.DrawFn, targets: list[str]) -> Node:
    length = draw(st.integers(1, 4))
    moments = draw(st.lists(st.integers(1, length), unique=True, max_size=2))
    return {
        "length": length,
        "wait": {"hours": draw(st.lists(st.integers(0, 9), min_size=1, max_size=3)), "do": _effects(draw)},
        "moments": [{"at": at, "visit": "v1"} for at in moments],
        "reached": draw(st.sampled_from(targets)),
    }


def _hunt(draw: st.DrawFn, targets: list[str]) -> Node:
    odds = draw(st.sampled_from(["0 in 6", "1 in 2", "2 in 2"]))
    dear = {"id": "dear", "label": "Dear", "price": 40, "chance": odds, "go": draw(st.sampled_from(targets)), "recall": "paid"}
    free = {"id": "free", "label": "Free", "chance": "1 in 3", "because": "fare", "do": _effects(draw)}
    if draw(st.booleans()):
        dear |= {"if": draw(st.sampled_from(STORY_CONDITIONS)), "locked": "Shut."}
        free |= {"once": "true", "missed_last": "Nothing any more."}
    offers = [dear, free]
    return {"tries": draw(st.integers(1, 3)), "do": "hours += 1", "offers": offers, "empty": draw(st.sampled_from(targets))}


def _registration(draw: st.DrawFn, targets: list[str]) -> Node:
    opens = draw(st.integers(0, 22))
    needs = [{"if": draw(st.sampled_from(STORY_CONDITIONS)), "missing": "You lack it."} for _ in range(draw(st.integers(0, 2)))]
    return {
        "opens": opens,
        "closes": draw(st.integers(opens + 1, 24)),
        "takes": draw(st.integers(0, 2)),
        "needs": needs,
        "windows": ["form", {"id": "photo", "do": _effects(draw)}][: draw(st.integers(1, 2))],
        "refused": {"visit": "v2"},
        "granted": draw(st.sampled_from(targets)),
        "leave": {"label": "Give up", "go": draw(st.sampled_from(targets))},
    }


def _encounter(draw: st.DrawFn, targets: list[str]) -> Node:
    topics = [
        {"say": f"Topic {number}", "hears": _words(draw, "An answer"), "do": _effects(draw)} for number in range(draw(st.integers(1, 2)))
    ]
    ends: list[Node] = [{"if": draw(st.sampled_from(STORY_CONDITIONS)), "go": draw(st.sampled_from(targets))}]
    return {"with": "mira", "topics": topics, "ends": [*ends, {"go": draw(st.sampled_from(targets)), "recall": "left"}]}


def _sorting(draw: st.DrawFn, targets: list[str]) -> Node:
    facts = draw(st.lists(st.sampled_from(STORY_FACTS), unique=True, min_size=1, max_size=3))
    claims: list[object] = [
        *facts[1:],
        {"fact": facts[0], "text": _words(draw, "Talk"), "weaker": {"visit": "v1", "recall": "doubted it"}},
    ]
    return {
        "claims": claims,
        "ways": {"vouched": {"do": _effects(draw)}, "cut": {"if": draw(st.sampled_from(STORY_CONDITIONS)), "locked": "Not this."}},
        "own": ["the Gazette"],
        "fits": _words(draw, "Printed"),
        "cut": {"do": _effects(draw)},
        "sorted": draw(st.sampled_from(targets)),
    }
