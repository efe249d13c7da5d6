"""Codes for what a proof refutes: what only exploring every state can tell."""

from game.problems.code import Code

_PIER = "pier: {text: It comes., ending: Aboard}\n"
_PROMISING = (
    """\
# file: story.yaml
title: The ferry
roles:
  visitor: {title: The visitor, blurb: Somebody with a bag., start: start}
variables:
  coat: {type: flag}
promises:
  - PROMISE
# file: scenes.yaml
start:
  text: The ferry has left.
  choices:
    - {label: Take the coat, do: coat = true, go: pier}
    - {label: Wait, go: pier}
"""
    + _PIER
)

PROVING: tuple[Code, ...] = (
    Code(
        "dead-end",
        "error",
        "A student can get stuck: every choice of a scene is closed.",
        "On some way through the story a scene is reached in which nothing can be chosen. Give it a choice that is always open, "
        "or see to it that what the choices ask for can't be missing. The message shows a way there that can be played.",
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Pay, if: money > 0, go: pier}\n" + _PIER,
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Find a coin, once: true, do: money += 1}\n"
        "    - {label: Pay, if: money > 0, go: pier}\n" + _PIER,
    ),
    Code(
        "trap",
        "error",
        "A student can go on for ever: no ending can be reached any more.",
        "From some state of the story there are choices, but none of them leads to an ending, however long one plays.",
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Sit down, go: bench}\n    - {label: Wait, go: pier}\n"
        "bench:\n  text: It is cold.\n  choices:\n    - {label: Sit on, do: hours += 0}\n    - {label: Pay, if: money > 0, go: pier}\n"
        + _PIER,
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Sit down, go: bench}\n    - {label: Wait, go: pier}\n"
        "bench:\n  text: It is cold.\n  choices:\n    - {label: Sit on, once: true, do: hours += 0}\n    - {label: Get up, go: pier}\n"
        + _PIER,
    ),
    Code(
        "unreachable-scene",
        "error",
        "A scene that nobody can ever come to.",
        "No way through the story, in any role, leads to the scene. Link it, loosen what its links ask for, or take it out.",
        "start: {text: The ferry has left., go: pier}\nbench: {text: It is cold., go: pier}\n" + _PIER,
        "start: {text: The ferry has left., go: bench}\nbench: {text: It is cold., go: pier}\n" + _PIER,
    ),
    Code(
        "never-open",
        "error",
        "A choice that can never be made.",
        "In no state of the story does its condition hold. Where it is there to be seen closed, give it `locked` and no `if`.",
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Pay, if: money > 5, go: pier}\n    - {label: Wait, go: pier}\n"
        + _PIER,
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Pay, locked: Your purse is empty.}\n    - {label: Wait, go: pier}\n"
        + _PIER,
    ),
    Code(
        "never-told",
        "error",
        "Words that are never shown.",
        "In no state in which the scene is read does the condition of this block hold, or nobody ever comes here a second time.",
        "start:\n  text:\n    - The ferry has left.\n    - {if: coat, text: Your coat is warm.}\n  go: pier\n" + _PIER,
        "start:\n  text:\n    - The ferry has left.\n    - {if: not coat, text: You have no coat.}\n  go: pier\n" + _PIER,
    ),
    Code(
        "leaves-bounds",
        "error",
        "An effect pushes a variable beyond its bounds.",
        "It stops at the bound, which may not be what you meant. Widen the bounds, ask for enough before, or say `clamp: true` "
        "where stopping is right.",
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Pay, do: money -= 5, go: pier}\n" + _PIER,
        "start:\n  text: The ferry has left.\n  choices:\n    - {label: Find a coin, do: money += 5, go: pier}\n" + _PIER,
    ),
    Code(
        "promise-broken",
        "error",
        "A promise that doesn't hold.",
        "What story.yaml swears to under `promises:` is broken on some way through the story; the message shows one that can be played.",
        _PROMISING.replace("PROMISE", "{never: coat}"),
        _PROMISING.replace("PROMISE", "{reaches: pier}"),
    ),
)
