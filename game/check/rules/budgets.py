"""How much there is to read and to choose: in a passage, a label, a result, between two choices and before the first.

What a passage may show at once is found from its blocks' conditions: blocks whose conditions exclude each other are
never counted together (`possible_values`), and a count that takes more than a few steps stays below the truth.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import get_args

from game.check.rules.possible_values import Box, Domains
from game.check.rules.violation import Violation, in_scene
from game.story.language.tree import Expression
from game.story.link_targets import outcomes_of
from game.story.model import BACK, Block, Choice, Outcome, Story, result_texts
from game.story.shown_texts import Kind, ShownText, counted

IN_PASSAGE, IN_LABEL, IN_RESULT = 130, 20, 100
BETWEEN_CHOICES, BEFORE_FIRST = 400, 90
MOST_CHOICES, MOST_FACTS = 6, 2
MOST_STEPS = 400

_MOST: dict[Kind, int] = dict.fromkeys(get_args(Kind), IN_PASSAGE) | {"label": IN_LABEL, "result": IN_RESULT}


def longest_passages(story: Story, domains: Domains) -> dict[str, int]:
    """The most words that each scene's passage may show at once."""
    return {
        name: max(_longest(domains, scene.blocks, again=again) for again in {False, any(block.again for block in scene.blocks)})
        for name, scene in story.scenes.items()
    }


def _longest(domains: Domains, blocks: tuple[Block, ...], *, again: bool) -> int:
    always = 0
    conditional: list[tuple[int, Expression]] = []
    for block in blocks:
        words = sum(counted(prose) for prose in (block.text, block.again if again else block.first) if prose is not None)
        if block.condition is None:
            always += words
        elif words:
            conditional.append((words, block.condition))
    if sum(words for words, _ in conditional) + always <= IN_PASSAGE:  # as in nearly every scene
        return always + sum(words for words, _ in conditional)
    return always + _most_together(domains, sorted(conditional, key=lambda each: -each[0]))


def _most_together(domains: Domains, blocks: list[tuple[int, Expression]]) -> int:
    """The most words of blocks whose conditions can hold at once: a search, the longest blocks first, that leaves out what
    can't beat the best so far."""
    rest = [0] * (len(blocks) + 1)
    for number in range(len(blocks) - 1, -1, -1):
        rest[number] = rest[number + 1] + blocks[number][0]
    best, steps = 0, 0
    nothing: Box = {}
    waiting: list[tuple[int, int, list[Box]]] = [(0, 0, [nothing])]
    while waiting and steps < MOST_STEPS:
        number, words, boxes = waiting.pop()
        steps += 1
        best = max(best, words)
        if number < len(blocks) and words + rest[number] > best:
            more, condition = blocks[number]
            waiting.append((number + 1, words, boxes))
            narrowed = [inner for box in boxes for inner in domains.assume(condition, box)]
            if narrowed:
                waiting.append((number + 1, words + more, narrowed))
    return best


def too_long(story: Story, texts: Collection[ShownText], longest: Mapping[str, int]) -> Iterator[Violation]:
    for scene in story.scenes.values():
        if longest[scene.id] > IN_PASSAGE:
            always = sum(counted(block.text) for block in scene.blocks if block.text is not None and block.condition is None)
            code, may = ("too-wordy", "has") if always > IN_PASSAGE else ("long-passage", "may have")
            words = always if always > IN_PASSAGE else longest[scene.id]
            message = f"the passage of `{scene.id}` {may} {words} words; more than {IN_PASSAGE} don't fit the screen"
            yield in_scene(code, message, scene, "part it in two scenes, or tell less")
    for text in texts:
        most = _MOST[text.kind]
        if text.kind != "passage" and counted(text.prose) > most:
            message = f"{text.what} has {counted(text.prose)} words; at most {most} are read"
            start = text.prose.text.partition("\n")[0][:40]
            yield Violation("too-wordy", message, text.at, text.scene, (start,), "tell less, or tell it in the next passage", text.file)


def too_many(story: Story) -> Iterator[Violation]:
    """Choices that are all on the screen at once, and facts in what a passage always shows."""
    for scene in story.scenes.values():
        on_screen = [choice for choice in scene.choices if choice.when is None and (choice.condition is None or choice.locked is not None)]
        if len(on_screen) > MOST_CHOICES:
            message = f"`{scene.id}` shows {len(on_screen)} choices; more than {MOST_CHOICES} are too many to weigh"
            yield in_scene("too-many-choices", message, scene, "join some, or move them into a scene of their own")
        facts = {fact for block in scene.blocks if block.condition is None and block.text is not None for fact in block.text.facts}
        if len(facts) > MOST_FACTS:
            message = f"the passage of `{scene.id}` tells {len(facts)} facts at once; more than {MOST_FACTS} are a lecture"
            help = "let somebody say one where it bites: in a result, or behind a choice"
            yield in_scene("too-many-facts", message, scene, help)


def too_far(story: Story, longest: Mapping[str, int]) -> Iterator[Violation]:
    """Words before the first choice of a role, and between one choice and the next: the result, the passage that follows,
    and those that only go on."""
    ahead = _words_to_a_choice(story, longest)
    for role in story.roles.values():
        if ahead[role.start] > BEFORE_FIRST:
            message = f"`{role.id}` reads {ahead[role.start]} words before the first choice; {BEFORE_FIRST} are the most"
            yield in_scene("late-first-choice", message, story.scenes[role.start], "begin later, or move something behind a choice")
    for scene in story.scenes.values():
        if scene.goes_on:
            continue
        for choice in scene.choices:
            words = max((_after(choice, outcome, go, ahead) for outcome, go in outcomes_of(choice)), default=0)
            if words > BETWEEN_CHOICES:
                message = f"after `{scene.id}/{choice.id}` come {words} words before the next choice; {BETWEEN_CHOICES} are the most"
                yield Violation("far-between-choices", message, choice.at, scene.id, help="put a choice between, or tell less")


def _after(choice: Choice, outcome: Outcome | None, go: str, ahead: Mapping[str, int]) -> int:
    target = choice.visit or (go if go != BACK else "")
    return sum(counted(prose) for prose in result_texts(choice, outcome)) + (ahead[target] if target else 0)


def _words_to_a_choice(story: Story, longest: Mapping[str, int]) -> dict[str, int]:
    """For each scene, the words from its beginning to the next choice or ending."""
    known: dict[str, int] = {}
    for name in story.scenes:
        chain: list[str] = []
        here = name
        while here not in known and here not in chain:
            chain.append(here)
            scene = story.scenes[here]
            if not scene.goes_on or scene.choices[0].branches or scene.choices[0].go == BACK:
                break
            here = scene.choices[0].go
        words = known.get(here, 0)
        for each in reversed(chain):
            words += longest[each]
            known[each] = words
    return known
