"""Small random stories that use everything a state is made of: numbers, flags, enums, echoes, memory, visits, chance, time."""

from pathlib import Path
from random import Random

from game.library.load import load
from game.story.model import Story

CONDITIONS = (
    "money >= 20", "money < 30", "money == 10", "coat", "not coat", "papers == valid", "hours < 12", "hour >= 6 and hour < 20",
    "date >= 2022-09-23", "visited(s1)", "not visited(s2)", "knows(fare)", "knows(delay) and coat", "trust > 1 or coat",
    "bench == given", "bench == unknown or money > 0",
    "money > trust * 10", "late", "not late and trust < 2", "max(money, 10) >= 10 * trust",
)  # fmt: skip
EFFECTS = (
    "money += 10", "money -= 10", "money = 20", "coat = true", "coat = false", "papers = valid", "papers = old",
    "hours += 6", "hours += 24 - hour",
    "trust += 1", "trust -= 1", "trust = 0", "coat = money >= 20", "money += trust * 10", "trust = min(trust + 1, 2)", "place = kept",
)  # fmt: skip
STORY = """
title: Small
clock: {start: 2022-09-21 18:00, variable: hours, utc: 3}
roles:
  visitor: {title: Visitor, blurb: Somebody., start: s0, set: {money: 20}}
  other: {title: Other, blurb: Somebody else., start: s0}
variables:
  hours: {type: int, max: 36, clamp: true}
  money: {type: int, max: 40, clamp: CLAMP}
  trust: {type: int, max: 2, clamp: true}
  coat: {type: flag}
  papers: {type: enum, values: [old, valid]}
conditions:
  late: hours > 30 and not coat
echoes:
  bench: {values: [kept, given], from: other}
  place: {values: [kept], from: visitor}
places:
  town: {name: Town, lat: 1, lon: 1, utc: 5}
"""
FACTS = """
sources: {gazette: {title: T, publisher: P, date: 2022-09-28}}
facts:
  fare: {says: A., kind: figure, by: us, source: gazette, at: 1}
  delay: {says: B., kind: figure, by: us, source: gazette, at: 2}
"""
NEWS = """
news:
  - {at: 20, text: "[Late](fact:delay), says the radio.", places: [town]}
"""


def story_text(seed: int, scenes: int = 6, *, onward: bool = False) -> dict[str, str]:
    """The files of a random story, by name. Where it goes `onward`, nothing in it can be done for ever."""
    random = Random(seed)
    visited = f"s{scenes}"
    lines = []
    for number in range(scenes):
        lines += [f"s{number}:", "  text:", "    - Somewhere.", *_blocks(random)]
        if random.random() < 0.5:
            lines.append("  place: town")
        lines.append("  choices:")
        for choice in range(random.randint(1, 3)):
            lines += _choice(random, choice, number + 1 if onward else 0, scenes, visited, once=1 if onward else 0.4)
        if number == 0:
            lines.append(f"    - {{id: call, label: Call, once: true, visit: {visited}}}")
        lines.append(f"    - {{id: on, label: Go on, go: {'the_end' if number == scenes - 1 else f's{number + 1}'}{_if(random, 0.25)}}}")
    lines += [
        f"{visited}:",
        "  text: A visit.",
        "  choices:",
        f'    - {{id: look, label: Look, once: true, do: "{random.choice(EFFECTS)}"}}',
        "    - {id: home, label: Go home, go: back}",
    ]
    lines += ["the_end:", "  text: It ends.", "  ending: The end", ""]
    return {
        "story.yaml": STORY.replace("CLAMP", random.choice(("true", "false"))),
        "facts.yaml": FACTS,
        "news.yaml": NEWS,
        "scenes.yaml": "\n".join(lines),
    }


def _blocks(random: Random) -> list[str]:
    blocks = []
    if random.random() < 0.4:
        blocks.append(f'    - {{if: "{random.choice(CONDITIONS)}", text: "[It costs](fact:fare)."}}')
    if random.random() < 0.3:
        blocks.append('    - {first: "New here.", again: "[It lasts](fact:delay)."}')
    return blocks


def _if(random: Random, likely: float) -> str:
    if random.random() >= likely:
        return ""
    return f', if: "{random.choice(CONDITIONS)}"' + (", locked: Not now." if random.random() < 0.5 else "")


def _choice(random: Random, number: int, first: int, scenes: int, visited: str, once: float) -> list[str]:
    effects = random.sample(EFFECTS, random.randint(1, 2))
    parts = [f"id: c{number}", f"label: Do {number}", "do: [" + ", ".join(f'"{effect}"' for effect in effects) + "]"]
    kind = random.random()
    targets = [f"s{other}" for other in range(first, scenes)]
    target = random.choice([*targets, "the_end"])
    if kind < 0.2:
        parts.append(f"visit: {visited}" + (f", go: {target}" if random.random() < 0.5 else ""))
    elif kind < 0.45:
        outcomes = [
            f'{{id: o{each}, chance: {random.randint(0, 2)}, do: "{random.choice(EFFECTS)}", go: {random.choice(targets or ["the_end"])}}}'
            for each in range(2)
        ]
        parts.append(f"outcomes: [{{id: sure, result: Well.}}, {', '.join(outcomes)}]")
    elif kind < 0.75:
        parts.append(f"go: {target}")
    if random.random() < once:
        parts.append("once: true")
    if random.random() < 0.2:
        parts.append("because: fare")
    return [f"    - {{{', '.join(parts)}{_if(random, 0.5)}}}"]


def write_story(folder: Path, files: dict[str, str]) -> Story:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    loaded = load(folder)
    assert loaded.story is not None, [(problem.code, problem.place.line, problem.message) for problem in loaded.problems]
    return loaded.story
