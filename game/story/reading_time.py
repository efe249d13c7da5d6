"""How long a route takes to play: its words at a story's pace, which is how many are read in a minute, and half a minute for
each decision.

It is counted in ticks, so that it is a whole number at any pace.
"""

WORD = 2
"""The ticks of a word; a minute has those of `pace` words, and a decision half of them."""


def ticks_of_decision(pace: int) -> int:
    return pace * WORD // 2


def ticks_of_minute(pace: int) -> int:
    return pace * WORD


def minutes_of(pace: int, words: int, decisions: int) -> float:
    return (WORD * words + ticks_of_decision(pace) * decisions) / ticks_of_minute(pace)
