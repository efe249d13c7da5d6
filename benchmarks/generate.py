"""A story of any size to measure with: the same seed gives the same files.

    python benchmarks/generate.py FOLDER --scenes 1000

Scenes stand in layers, and what is chosen leads into the next one or, now and then, back to the hub of the layer; the
first choice of a scene is always open and leads on, so that every random game ends. There are twelve variables, two of
them counters, conditions on about 30 % of the choices, effects on half of them, and about 1.2 kB of YAML a scene.
"""

import argparse
import random
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent, wrap

SCENES_A_FILE = 400  # well inside what the loader takes in one file
WIDTH = 12  # scenes in a layer; the first is its hub
LONGEST_WAY = 60  # layers from the start to the endings: longer stories are broader

FLAGS = ("lamp", "ticket", "letter", "coat", "map_seen", "rope", "key", "told_mina")
ROUTES = ("none", "river", "road", "ridge")
MOODS = ("even", "glad", "sore")
FACTS = tuple(f"fact_{number:02}" for number in range(60))
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


def condition(chance: random.Random) -> str:
    simple = (
        lambda: chance.choice(FLAGS),
        lambda: f"not {chance.choice(FLAGS)}",
        lambda: f"coins >= {chance.randrange(5, 60, 5)}",
        lambda: f"route == {chance.choice(ROUTES)}",
        lambda: f"hours < {chance.randrange(20, 160, 10)}",
    )
    if chance.random() < 0.3:
        return f"{chance.choice(simple)()} {chance.choice(('and', 'or'))} {chance.choice(simple)()}"
    return chance.choice(simple)()


def effect(chance: random.Random) -> str:
    return chance.choice(
        (
            lambda: f"{chance.choice(FLAGS)} = {chance.choice(('true', 'false'))}",
            lambda: f"coins {chance.choice(('+=', '-='))} {chance.randrange(1, 20)}",
            lambda: f"hours += {chance.randrange(1, 9)}",
            lambda: f"route = {chance.choice(ROUTES)}",
            lambda: f"mood = {chance.choice(MOODS)}",
        )
    )()


def choice(chance: random.Random, label: str, go: str, *, always: bool) -> Iterator[str]:
    yield f"- label: {label}"
    if not always and chance.random() < 0.4:  # three choices in four can have one, which makes it 30 % of all
        yield f"  if: {condition(chance)}"
        if chance.random() < 0.5:
            yield f"  locked: {chance.choice(THEN)}"
    if chance.random() < 0.5:
        effects = [effect(chance) for _ in range(chance.choice((1, 1, 2)))]
        yield f"  do: {effects[0]}" if len(effects) == 1 else f"  do: [{', '.join(effects)}]"
    if chance.random() < 0.4:
        yield f"  because: {chance.choice(FACTS)}"
    if chance.random() < 0.6:
        yield "  result: |"
        yield indent(passage(chance, 1), "    ")
    if chance.random() < 0.1:
        yield f"  recall: {chance.choice(RECALLS)}"
    yield f"  go: {go}"


def scene(chance: random.Random, number: int, ways: list[str]) -> str:
    """A scene in YAML. `ways` are the scenes that may follow, the sure one first; none makes it an ending."""
    lines = [f"{name(number)}:"]
    lines += [f"  title: {title(number)}", f"  place: {chance.choice(PLACES)}"]
    if chance.random() < 0.5:
        lines += ["  text: |", indent(passage(chance, 4), "    ")]
    else:
        lines += ["  text:", "    - |", indent(passage(chance, 2), "      ")]
        lines += [f"    - if: {condition(chance)}", "      text: |", indent(passage(chance, 1), "        ")]
        if chance.random() < 0.3:
            lines.append(f'    - mina: "{sentence(chance)}"')
    if not ways:
        return "\n".join([*lines, f"  ending: The end of way {number}"]) + "\n"
    lines.append("  choices:")
    labels = chance.sample([f"{verb} {whom} {why}" for verb in VERBS[:4] for whom in WHOM[:4] for why in WHY], len(ways))
    for label, go in zip(labels, ways, strict=True):
        lines += [indent(line, "    ") for line in choice(chance, label, go, always=go is ways[0])]
    return "\n".join(lines) + "\n"


def name(number: int) -> str:
    return f"scene_{number:05}"


def title(number: int) -> str:
    """No two scenes have the same, so that a screen tells which scene it shows."""
    return f"{WHERE[number % len(WHERE)].capitalize()}, {number}"


def scenes(count: int, seed: int) -> Iterator[str]:
    chance = random.Random(seed)
    width = max(WIDTH, -(-count // LONGEST_WAY))
    for number in range(count):
        layer, at = divmod(number, width)
        following = range((layer + 1) * width, min((layer + 2) * width, count))
        if not following:
            yield scene(chance, number, [])
            continue
        ways = [name(chance.choice(following)) for _ in range(chance.choice((2, 3, 3, 4, 5)))]
        if at and chance.random() < 0.3:
            ways[-1] = name(layer * width)
        yield scene(chance, number, ways)


STORY = f"""\
title: A story to measure with
clock: {{start: 2022-09-21 18:00, variable: hours, utc: 2}}
roles:
  walker: {{title: The walker, blurb: Somebody on the way., start: {name(0)}, set: {{coins: 40}}}}
variables:
  hours: {{type: int, max: 900, clamp: true}}
  coins: {{type: int, max: 200, clamp: true, show: "{{}} coins"}}
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
