"""A story of any size to measure with: the same seed gives the same files.

    python benchmarks/generate.py FOLDER --scenes 1000

Scenes stand in layers, and what is chosen leads into the next one or, now and then, back to the hub of the layer; the
first choice of a scene is always open and leads on, so that every random game ends. There are twelve variables, two of
them counters of 50 steps, conditions on about 30 % of the choices, effects on half of them, and about 1.2 kB of YAML a
scene. Each scene, each choice and each text has been come to by somebody while the story was written, so that it can be
proved: a condition is drawn again until it holds for one of the players who are followed along.
"""

import argparse
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent, wrap

Values = dict[str, int]
Done = tuple[str, tuple[str, str, int]]

SCENES_A_FILE = 400  # well inside what the loader takes in one file
WIDTH = 12  # scenes in a layer; the first is its hub
LONGEST_WAY = 60  # layers from the start to the endings: longer stories are broader

FLAGS = ("lamp", "ticket", "letter", "coat", "map_seen", "rope", "key", "told_mina")
ROUTES = ("none", "river", "road", "ridge")
MOODS = ("even", "glad", "sore")
FACTS = tuple(f"fact_{number:02}" for number in range(60))
COIN, HOUR = 5, 2  # the steps of the two counters, which have 50 each
MOST = {"coins": 49 * COIN, "hours": 49 * HOUR}
BEGIN = {"coins": 40, "hours": 0, "route": 0, "mood": 0, **dict.fromkeys(FLAGS, 0)}
TERMS = ("skerry", "weir", "byre", "thole")
PLACES = ("landing", "village", "mill", "pass")

WHO = (
    "A woman with a red bag",
    "The ferryman's son",
    "Somebody you half know",
    "The miller",
    "An old man in a good coat",
    "A girl on a crate",
    "The postman",
    "A soldier on leave",
)
WHAT = (
    "counts what is left of the coins",
    "mends a net that is past mending",
    "reads the same page again",
    "watches the water for a light",
    "talks about the weather and means something else",
    "waits for somebody who is late",
    "splits kindling into smaller and smaller pieces",
    "hums a tune that has no end",
)
WHERE = (
    "by the door",
    "under the eaves",
    "where the path bends",
    "on the lower step",
    "beside the pump",
    "at the end of the quay",
    "in the only warm corner",
    "with a back to the wind",
)
THEN = (
    "Nobody asks you to sit down.",
    "You are asked to sit down, and then to move a little.",
    "The kettle has an opinion about it.",
    "It rains as if by appointment.",
    "Far off a dog disagrees with another dog.",
    "You think of the way here, and of the way back.",
    "The clock on the wall has stopped at a good moment.",
    "It smells of tar and of apples.",
)
VERBS = ("Ask", "Follow", "Help", "Leave", "Thank", "Warn", "Pay", "Wait with")
WHOM = ("the ferryman", "the miller", "Mina", "the woman with the bag", "the boy", "the postman", "the man in the coat", "the girl")
WHY = (
    "about the way",
    "as far as the bridge",
    "with the sacks",
    "without a word",
    "for the tea",
    "of the ice",
    "what it costs",
    "until it is light",
)
RECALLS = ("carried the sacks", "paid for two", "told the truth at the mill", "kept the letter shut", "slept in the byre")


def sentence(chance: random.Random) -> str:
    return f"{chance.choice(WHO)} {chance.choice(WHAT)} {chance.choice(WHERE)}. {chance.choice(THEN)}"


def passage(chance: random.Random, sentences: int) -> str:
    """A paragraph, now and then with a link, with a variable or with emphasis, in lines of an author's width."""
    told = [sentence(chance) for _ in range(sentences)]
    if chance.random() < 0.35:
        told.insert(1, f"[The crossing took {chance.randint(2, 40)} hours](fact:{chance.choice(FACTS)}), it is said.")
    if chance.random() < 0.15:
        told.append(f"You have {{coins}} coins, and the [{chance.choice(TERMS)}](term:{chance.choice(TERMS)}) is *not* for sale.")
    return "\n".join(wrap(" ".join(told), 110, break_long_words=False, break_on_hyphens=False))


@dataclass(frozen=True)
class Asked:
    """A condition as it is written, and whether it holds."""

    text: str
    holds: Callable[[Values], bool]


def condition(chance: random.Random, known: Sequence[Values]) -> str:
    """A condition that holds for somebody who is known to come here: so nothing in the story can never happen."""
    while True:
        asked = _simple(chance)
        if chance.random() < 0.3:
            asked = _joined(asked, _simple(chance), chance.choice(("and", "or")))
        if any(asked.holds(values) for values in known):
            return asked.text


def _joined(one: Asked, other: Asked, word: str) -> Asked:
    both = all if word == "and" else any
    return Asked(f"{one.text} {word} {other.text}", lambda values: both(each.holds(values) for each in (one, other)))


def _simple(chance: random.Random) -> Asked:
    kind = chance.randrange(6)
    if kind < 2:
        flag, wanted = chance.choice(FLAGS), kind == 0
        return Asked(flag if wanted else f"not {flag}", lambda values: bool(values[flag]) == wanted)
    if kind == 2:
        least = chance.randrange(5, 100, 5)
        return Asked(f"coins >= {least}", lambda values: values["coins"] >= least)
    if kind == 3:
        most = chance.randrange(4, 98, 2)
        return Asked(f"hours < {most}", lambda values: values["hours"] < most)
    name, words = chance.choice((("route", ROUTES), ("mood", MOODS)))
    word = chance.randrange(len(words))
    return Asked(f"{name} == {words[word]}", lambda values: values[name] == word)


def effect(chance: random.Random) -> Done:
    """An effect as it is written, and what comes of it: (variable, sign, amount)."""
    kind = chance.randrange(5)
    if kind == 0:
        flag, value = chance.choice(FLAGS), chance.randrange(2)
        return f"{flag} = {('false', 'true')[value]}", (flag, "=", value)
    if kind == 1:
        sign, amount = chance.choice("+-"), chance.randrange(COIN, 25, COIN)
        return f"coins {sign}= {amount}", ("coins", sign, amount)
    if kind == 2:
        amount = chance.randrange(HOUR, 10, HOUR)
        return f"hours += {amount}", ("hours", "+", amount)
    name, words = chance.choice((("route", ROUTES), ("mood", MOODS)))
    value = chance.randrange(len(words))
    return f"{name} = {words[value]}", (name, "=", value)


def after(values: Values, done: Iterable[Done]) -> Values:
    changed = dict(values)
    for _, (name, sign, amount) in done:
        new = amount if sign == "=" else changed[name] + (amount if sign == "+" else -amount)
        changed[name] = max(0, min(MOST.get(name, new), new))
    return changed


def choice(chance: random.Random, label: str, go: str, asked: str, done: Sequence[Done]) -> Iterator[str]:
    yield f"- label: {label}"
    if asked:
        yield f"  if: {asked}"
        if chance.random() < 0.5:
            yield f"  locked: {chance.choice(THEN)}"
    if done:
        effects = [text for text, _ in done]
        yield f"  do: {effects[0]}" if len(effects) == 1 else f"  do: [{', '.join(effects)}]"
    if chance.random() < 0.4:
        yield f"  because: {chance.choice(FACTS)}"
    if chance.random() < 0.6:
        yield "  result: |"
        yield indent(passage(chance, 1), "    ")
    if chance.random() < 0.1:
        yield f"  recall: {chance.choice(RECALLS)}"
    yield f"  go: {go}"


def scene(chance: random.Random, number: int, ways: list[int], sure: int, known: dict[int, list[Values]]) -> str:
    """A scene in YAML. `ways` are the scenes that may follow, the `sure` ones first; none makes it an ending.

    `known` has, by scene, what some of those who come there have; those who go on from here are added.
    """
    here = known[number]
    lines = [f"{name(number)}:"]
    lines += [f"  title: {title(number)}", f"  place: {chance.choice(PLACES)}"]
    if chance.random() < 0.5:
        lines += ["  text: |", indent(passage(chance, 4), "    ")]
    else:
        lines += ["  text:", "    - |", indent(passage(chance, 2), "      ")]
        lines += [f"    - if: {condition(chance, here)}", "      text: |", indent(passage(chance, 1), "        ")]
        if chance.random() < 0.3:
            lines.append(f'    - mina: "{sentence(chance)}"')
    if not ways:
        return "\n".join([*lines, f"  ending: The end of way {number}"]) + "\n"
    lines.append("  choices:")
    labels = chance.sample([f"{verb} {whom} {why}" for verb in VERBS[:4] for whom in WHOM[:4] for why in WHY], len(ways))
    for place, (label, go) in enumerate(zip(labels, ways, strict=True)):
        asked = condition(chance, here) if place >= sure and chance.random() < 0.4 else ""  # three in four can have one: 30 % of all
        done = [effect(chance) for _ in range(chance.choice((1, 1, 2)))] if chance.random() < 0.5 else []
        lines += [indent(line, "    ") for line in choice(chance, label, name(go), asked, done)]
        if not asked and go > number:
            known.setdefault(go, []).extend(after(values, done) for values in chance.sample(here, min(2, len(here))))
    return "\n".join(lines) + "\n"


def name(number: int) -> str:
    return f"scene_{number:05}"


def title(number: int) -> str:
    """No two scenes have the same, so that a screen tells which scene it shows."""
    return f"{WHERE[number % len(WHERE)].capitalize()}, {number}"


def scenes(count: int, seed: int) -> Iterator[str]:
    chance = random.Random(seed)
    known = {0: [dict(BEGIN)]}
    layers = list(_layers(count))
    for layer, following in zip(layers, [*layers[1:], range(0)], strict=True):
        for at, number in enumerate(layer):
            # The sure ways lead to the scenes at the same place of the next layer, so that somebody comes to each.
            ways = list(following[at :: len(layer)]) or list(following[:1])
            sure = len(ways)
            if ways:
                ways += [chance.choice(following) for _ in range(chance.choice((1, 2, 2, 3, 4)))]
                if at and chance.random() < 0.3:
                    ways[-1] = layer[0]
            yield scene(chance, number, ways, sure, known)
            del known[number]


def _layers(count: int) -> Iterator[range]:
    """The numbers of the scenes in each layer: one scene, then twice as many as before until it is wide enough."""
    start, size = 0, 1
    while start < count:
        yield range(start, min(start + size, count))
        start, size = start + size, min(2 * size, max(WIDTH, -(-count // LONGEST_WAY)))


STORY = f"""\
title: A story to measure with
clock: {{start: 2022-09-21 18:00, variable: hours, utc: 2}}
roles:
  walker: {{title: The walker, blurb: Somebody on the way., start: {name(0)}, set: {{coins: {BEGIN["coins"]}}}}}
variables:
  hours: {{type: int, max: {MOST["hours"]}, clamp: true}}
  coins: {{type: int, max: {MOST["coins"]}, clamp: true, show: "{{}} coins"}}
  route: {{type: enum, values: [{", ".join(ROUTES)}]}}
  mood: {{type: enum, values: [{", ".join(MOODS)}]}}
{chr(10).join(f"  {flag}: {{type: flag}}" for flag in FLAGS)}
places:
{chr(10).join(f"  {place}: {{name: The {place}, lat: 51.{number}, lon: 50.{number}}}" for number, place in enumerate(PLACES))}
people:
  mina: {{name: Mina, she: true, work: miller, wants: company}}
"""


def facts(seed: int) -> str:
    chance = random.Random(seed)
    lines = ["sources:", "  gazette: {title: A year at the crossing, publisher: The Gazette, date: 2022-09-28}", "facts:"]
    for number, fact in enumerate(FACTS):
        kind, force = chance.choice(("event", "figure", "policy")), chance.choice(("law", "price", "chance", "others"))
        lines += [
            f"  {fact}:",
            f"    says: {sentence(chance)}",
            f"    kind: {kind}",
            "    by: the Gazette",
            "    source: gazette",
            f"    at: {number + 1}",
            f"    force: {force}",
        ]
    return "\n".join(lines) + "\n"


def write_story(folder: Path, count: int, seed: int = 1) -> int:
    """Write a story of `count` scenes into `folder`, which may be there but must hold no other; how many bytes it has."""
    terms = "terms:\n" + "".join(f"  {term}: {{term: {term}, says: A word that is used here., general: true}}\n" for term in TERMS)
    files = {"story.yaml": STORY, "facts.yaml": facts(seed), "glossary.yaml": terms}
    written = list(scenes(count, seed))
    for start in range(0, count, SCENES_A_FILE):
        files[f"scenes/part_{start // SCENES_A_FILE:03}.yaml"] = "\n".join(written[start : start + SCENES_A_FILE])
    (folder / "scenes").mkdir(parents=True, exist_ok=True)
    for path, text in files.items():
        (folder / path).write_text(text, encoding="utf-8", newline="\n")
    return sum(len(text.encode()) for text in files.values())


def main() -> None:
    arguments = argparse.ArgumentParser(description="Write a story of any size to measure with.")
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--scenes", type=int, default=1000)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    size = write_story(options.folder, options.scenes, options.seed)
    print(f"{options.scenes:,} scenes, {size:,} bytes ({size / options.scenes:,.0f} a scene) in {options.folder}")


if __name__ == "__main__":
    main()
