"""A gamebook read beside the engine: the same words, the same choices, the same end."""

import re
from random import Random

from game.paper.plan import condition_of, plan_of
from game.play.playthrough import Playthrough, begin, choose
from game.play.program import Program
from game.play.view import view, words_of
from tests.paper.reader import Page, Reader


def told(played: Playthrough) -> list[str]:
    """The paragraphs of the last turn, as the engine has them."""
    words = []
    for part in view(played).parts:
        if part.kind == "recalls":
            continue
        person = played.program.story.people.get(part.person)
        for number, paragraph in enumerate(part.paragraphs):
            words.append((f"{person.name}: " if person is not None and number == 0 else "") + words_of(paragraph))
    return words


def looks_like(text: str) -> str:
    """What the words of the page may be in the engine, which fills in what a reader looks up on the sheet."""
    text = re.sub(r" \[\d+\]", "", text)
    return "".join(_may_be(part) for part in re.split(rf"(\(see .*?\)|\(read out .*?\)|{_FORMS})", text) if part)


_FORMS = r"[^\W\d_]+(?:/[^\W\d_]+)+"  # the words that go with a number, which is on the sheet: `boat/boats`


def _may_be(part: str) -> str:
    if re.fullmatch(_FORMS, part):
        return f"(?:{'|'.join(re.escape(form) for form in (part, *part.split('/')))})"
    return "(?s:.*)" if part.startswith("(") else re.escape(part)


def read(reader: Reader) -> list[str]:
    """The story's words that the reader has read; not what is said of them."""
    return [words for words in reader.read if not words.startswith(("Reported: ", "To leave this scene out", "(read out"))]


def goes_on(played: Playthrough) -> bool:
    """Whether the page reads on by itself."""
    scene = played.scene
    choice = scene.choices[0] if scene.goes_on else None
    return choice is not None and not choice.outcomes and choice.when is None and choice.condition is None and not choice.once


def both_at(reader: Reader, played: Playthrough) -> Playthrough:
    """Go on in the engine as far as the page does, and see that both have told the same and offer the same."""
    words = told(played)
    while goes_on(played):
        played = choose(played, played.scene.choices[0].id)
        words += told(played)
    assert len(read(reader)) == len(words), (read(reader), words)
    for page, engine in zip(read(reader), words, strict=True):
        assert re.fullmatch(looks_like(page), engine), (page, engine)
    offered = [option.label for option in view(played).options if option.open]
    assert len(reader.options) == len(offered), ([option.label for option in reader.options], offered)
    for option, label in zip(reader.options, offered, strict=True):
        assert re.fullmatch(looks_like(option.label), label)
    return played


def walk(program: Program, page: Page, random: Random, longest: int = 250) -> str:
    """Choose at random from what the page offers, roll the die, and let the engine make the same choices with the same luck.
    Returns the title of the ending, or "" where none was come to."""
    plan = plan_of(program.story, program.role.id)
    reader = Reader(page, lambda: random.randint(1, 6))
    played = both_at(reader, begin(program, seed=0))
    for _ in range(longest):
        if played.ended or not reader.options:
            break
        taken = random.randrange(len(reader.options))
        open_now = [option.id for option in view(played).options if option.open]
        reader.choose(taken)
        choice = next(each for each in played.scene.choices if each.id == open_now[taken])
        able = [outcome for outcome in choice.outcomes if condition_of(plan, outcome.condition) is not None]
        possible = [outcome.id for outcome in able if outcome.weight]
        played = both_at(reader, choose(played, choice.id, possible[reader.fell] if possible else ""))
    if not played.ended:
        assert not reader.ended
        return ""
    assert re.fullmatch(looks_like(reader.ended), view(played).ending)
    return reader.ended
