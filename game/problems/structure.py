"""Codes for a story that loads and yet comes to nothing somewhere: names, links, conditions, choices, people."""

from game.problems.code import Code, Severity

PIER = "pier: {text: It comes., ending: Aboard}\n"
STORY = """# file: story.yaml
title: The ferry
clock: {start: 2022-09-21 18:00, variable: hours}
roles:
  visitor: {title: The visitor, blurb: Somebody with a bag., start: start}
variables:
  hours: {type: int, max: 48}
"""
MONEY = '  money: {type: int, max: 100, show: "{} crowns"}\n'
CHOOSING = "# file: scenes.yaml\nstart:\n  text: The ferry has left.\n  choices:\n"
_TWO_ROLES = """# file: story.yaml
title: The ferry
roles:
  visitor: {title: The visitor, blurb: Somebody with a bag., start: start}
  captain: {title: The captain, blurb: Somebody with a ship., start: bridge}
echoes:
  bench: {values: [kept, given], from: visitor}
"""
_PEOPLE = """# file: story.yaml
title: The ferry
roles:
  visitor: {title: The visitor, blurb: Somebody with a bag., start: start}
people:
"""
_QUAY = "# file: scenes.yaml\nstart: {text: The ferry has left., ending: On the quay}\n"
_THREE_FRIENDS = "".join(f"  {name}: {{name: {name.title()}, work: sailor, wants: tea}}\n" for name in ("aslan", "temir", "oleg"))


def rule(name: str, severity: Severity, meaning: str, help: str, wrong: str, right: str) -> Code:
    return Code(name, severity, meaning, help, wrong, right)


def _cast(*people: str) -> str:
    return _PEOPLE + "".join(people) + _QUAY


def _lines(host: int, other: int) -> str:
    people = "  mira: {name: Mira, host: true, work: clerk, wants: tea}\n  otto: {name: Otto, work: sailor, wants: tea}\n"
    said = "".join(f"    - {name}: Late, again.\n" for name, count in (("mira", host), ("otto", other)) for _ in range(count))
    return _PEOPLE + people + f"# file: scenes.yaml\nstart:\n  text:\n{said}  ending: On the quay\n"


def _borders(border: str) -> str:
    return (
        "# file: story.yaml\ntitle: The ferry\nroles:\n  visitor: {title: The visitor, blurb: Somebody with a bag., start: start}\n"
        f"borders:\n  - {border}\n" + _QUAY.replace("The ferry has left.", "'[The fare has doubled](fact:fare).'")
    )


def _place(lat: str, lon: str) -> str:
    return (
        "# file: story.yaml\ntitle: The ferry\nroles:\n  visitor: {title: The visitor, blurb: Somebody with a bag., start: start}\n"
        f"places:\n  oral: {{name: Oral, lat: {lat}, lon: {lon}, country: Kazakhstan}}\n" + _QUAY
    )


STRUCTURE: tuple[Code, ...] = (
    rule(
        "never-read",
        "warning",
        "A variable that nothing asks for and nothing shows.",
        "What is remembered and never used is a promise to the reader that isn't kept. Take it out, or let a condition or a text use it.",
        STORY + "  thermos: {type: flag}\n" + CHOOSING + "    - {label: Wait, do: thermos = true, go: pier}\n" + PIER,
        STORY + "  thermos: {type: flag, show: a thermos}\n" + CHOOSING + "    - {label: Wait, do: thermos = true, go: pier}\n" + PIER,
    ),
    rule(
        "never-set",
        "warning",
        "A variable that nothing ever changes.",
        "A condition on it always comes out the same. Take it out, or let a choice set it.",
        STORY
        + "  thermos: {type: flag, show: a thermos}\n"
        + CHOOSING
        + "    - {label: Drink, if: thermos, go: pier}\n    - {label: Wait, go: pier}\n"
        + PIER,
        STORY
        + "  thermos: {type: flag, show: a thermos}\n"
        + CHOOSING
        + "    - {label: Drink, if: thermos, go: pier}\n    - {label: Buy tea, do: thermos = true}\n"
        + PIER,
    ),
    rule(
        "lost-echo",
        "hint",
        "An echo that no role leaves behind, or that no scene asks for.",
        "An echo is left behind by the role that its `from` names, to be found by another. This one gets lost on the way. As long as a "
        "story has one role, nobody need find it.",
        _TWO_ROLES
        + "# file: scenes.yaml\nstart:\n  text: A bench.\n  choices:\n    - {label: Give it, do: bench = given, go: pier}\n"
        + PIER
        + "bridge: {text: Fog., ending: Fog}\n",
        _TWO_ROLES
        + "# file: scenes.yaml\nstart:\n  text: A bench.\n  choices:\n    - {label: Give it, do: bench = given, go: pier}\n"
        + PIER
        + "bridge:\n  text:\n    - Fog.\n    - {if: bench == given, text: A stranger sits on the bench.}\n  ending: Fog\n",
    ),
    rule(
        "unused-condition",
        "warning",
        "A named condition that nothing asks for.",
        "Take it out, or ask for it by its name: `if: broke`.",
        STORY + MONEY + "conditions:\n  broke: money < 5\n" + _QUAY,
        STORY
        + MONEY
        + "conditions:\n  broke: money < 5\n# file: scenes.yaml\n"
        + "start:\n  text:\n    - The ferry has left.\n    - {if: broke, text: So has your money.}\n  ending: On the quay\n",
    ),
    rule(
        "unlinked-scene",
        "warning",
        "A scene that nothing leads to.",
        "No chain of `go` and `visit` leads here from where a role starts, so nobody reads it. Where a scene was renamed, what led to it "
        "still has the old name: `neighbours check --fix` can mend that.",
        "start: {text: The ferry has left., ending: On the quay}\n" + PIER,
        "start: {text: The ferry has left., go: pier}\n" + PIER,
    ),
    rule(
        "never-true",
        "warning",
        "A condition, or a part of one, that can never hold.",
        "It asks for more than a variable's bounds allow, for a value that nothing ever sets, for a scene that nothing leads to or a fact "
        "that nothing tells; or its parts exclude each other. What hangs on it is never read.",
        STORY
        + MONEY
        + CHOOSING
        + "    - {label: Pay, if: money > 10 and money < 5, go: pier}\n    - {label: Wait, go: pier, recall: waited}\n"
        + PIER,
        STORY
        + MONEY
        + CHOOSING
        + "    - {label: Pay, if: money > 5 and money < 10, go: pier}\n    - {label: Wait, go: pier, recall: waited}\n"
        + PIER,
    ),
    rule(
        "always-true",
        "warning",
        "A condition, or a part of one, that always holds.",
        "It closes nothing and hides nothing, whatever the player does. Take it out, or ask for what was meant.",
        STORY + MONEY + CHOOSING + "    - {label: Pay, if: money <= 100, go: pier}\n    - {label: Wait, go: pier, recall: waited}\n" + PIER,
        STORY + MONEY + CHOOSING + "    - {label: Pay, if: money >= 10, go: pier}\n    - {label: Wait, go: pier, recall: waited}\n" + PIER,
    ),
    rule(
        "no-because",
        "warning",
        "A consequence without its reason.",
        "What costs or gives something that is counted on the screen, or is left to chance, names the fact that makes it so; "
        "the player can then ask why, and at the end sees how little was theirs to decide.",
        STORY + MONEY + CHOOSING + "    - {label: Find a coin, do: money += 8, go: pier}\n" + PIER,
        STORY + MONEY + CHOOSING + "    - {label: Find a coin, do: money += 8, because: fare, go: pier}\n" + PIER,
    ),
    rule(
        "same-options",
        "warning",
        "Two options that do the same.",
        "They lead to the same scene with the same effects, tell nothing, and nothing recalls them: the reader's choice is none.",
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Wait here, go: pier}\n    - {label: Wait there, go: pier}\n" + PIER,
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Wait here, go: pier, recall: waited in the rain}\n"
        "    - {label: Wait there, go: pier}\n" + PIER,
    ),
    rule(
        "dominated-option",
        "warning",
        "An option beside which another is at least as good in everything.",
        "Both lead to the same place and one only costs more, so there is nothing to weigh. Numbers count where the author has said "
        "which way is `good`. An option is left in peace if it can be there without the other, changes anything else, teaches a fact or is "
        "recalled.",
        STORY
        + MONEY.replace("max: 100", "max: 100, good: more")
        + CHOOSING
        + "    - {label: Pay five crowns, do: money -= 5, because: fare, go: pier}\n"
        + "    - {label: Pay three crowns, do: money -= 3, because: fare, go: pier}\n"
        + PIER,
        STORY
        + MONEY.replace("max: 100", "max: 100, good: more")
        + CHOOSING
        + "    - {label: Pay five crowns, do: money -= 5, because: fare, go: pier, recall: paid for the boy as well}\n"
        + "    - {label: Pay three crowns, do: money -= 3, because: fare, go: pier}\n"
        + PIER,
    ),
    rule(
        "fact-never-met",
        "hint",
        "A fact that no role can meet.",
        "Nothing that can be reached links to it or names it in a `because`. A ledger may well hold more than a story tells; "
        "then say so under `quiet:` in story.yaml.",
        "start: {text: The fare has doubled., ending: On the quay}\n",
        "start: {text: '[The fare has doubled](fact:fare).', ending: On the quay}\n",
    ),
    rule(
        "term-never-linked",
        "hint",
        "A term that nothing links to.",
        "A reader opens a term from the word in the text. Link it where it is first read.",
        "start: {text: The quay is empty., ending: On the quay}\n",
        "start: {text: 'The [quay](term:quay) is empty.', ending: On the quay}\n",
    ),
    rule(
        "person-without-wants",
        "hint",
        "Somebody who wants nothing, or does nothing for a living.",
        "People with a wish and a trade speak for themselves; people without become scenery, or a sermon. `wants` and `work` are read by "
        "whoever writes the next scene.",
        _cast("  mira: {name: Mira, she: true}\n"),
        _cast("  mira: {name: Mira, she: true, work: harbour clerk, wants: to close on time}\n"),
    ),
    rule(
        "unused-person",
        "hint",
        "Somebody under `people` who never turns up.",
        "Nobody of that name speaks, is met in an encounter or is named in a text, and yet is counted among the cast. Give them a line, or "
        "take them out. Whoever is only ever called your mother has that for a name: `name: Your mother`.",
        _cast("  mira: {name: Mira, work: harbour clerk, wants: to close on time}\n"),
        _cast("  mira: {name: Mira, work: harbour clerk, wants: to close on time}\n").replace("has left.", "has left without Mira."),
    ),
    rule(
        "few-hosts",
        "hint",
        "Those who live where others arrive have few of the lines.",
        "In a story of arrivals it is their town. At least two lines in five should be spoken by people with `host: true`.",
        _lines(5, 15),
        _lines(10, 10),
    ),
    rule(
        "few-women",
        "hint",
        "Few of the invented people are women.",
        "At least two in five should be, above all where the source quotes none. People with `she: true` count.",
        _cast("  mira: {name: Mira, she: true, work: clerk, wants: tea}\n  nina: {name: Nina, work: baker, wants: tea}\n", _THREE_FRIENDS),
        _cast(
            "  mira: {name: Mira, she: true, work: clerk, wants: tea}\n  nina: {name: Nina, she: true, work: baker, wants: tea}\n",
            _THREE_FRIENDS,
        ),
    ),
    rule(
        "unknown-border",
        "warning",
        "A border that isn't on the map that comes with the game.",
        "The map has the countries from Ukraine to Mongolia and from Russia to Iran, by their short English names, and draws a border only "
        "where two of them meet. Name them as the map does; a border elsewhere can be told in the text, but not drawn.",
        _borders("{between: [Kazakstan, Russia], fact: fare}"),
        _borders("{between: [Kazakhstan, Russia], fact: fare}"),
    ),
    rule(
        "place-elsewhere",
        "warning",
        "A place that lies in another country than it is said to.",
        "The map that comes with the game has another country there, and the one that is named is far. Mostly a figure is mistyped, or "
        "`lat` and `lon` were taken one for the other: `lat` is how far north, `lon` how far east.",
        _place("41.23", "51.37"),
        _place("51.23", "51.37"),
    ),
)
