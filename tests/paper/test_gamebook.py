"""A gamebook plays as the engine does: a reader who has nothing but the page comes to the same choices and the same end."""

import re
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from game.cli.main import main
from game.document.html import as_page
from game.document.markdown import as_markdown
from game.library.load import load
from game.paper import NotOnPaperError, gamebook
from game.play.playthrough import Playthrough, begin, choose
from game.play.program import Program, compile_role
from game.play.view import view, words_of
from game.story.link_targets import linked
from game.story.model import Story
from tests.browser import browsed, needs_browser, printed
from tests.paper.reader import Page, Reader
from tests.prove.small_stories import story_text, write_story
from tests.report.test_hostile import MARKUP, hostile_story
from tests.small import STORY, small, write_small

SHIPPED = Path(__file__).parents[2] / "scenes" / "good_neighbours"


@pytest.fixture(scope="module")
def neighbours() -> Story:
    story = load(SHIPPED, shown="good_neighbours").story
    assert story is not None
    return story


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
    return "".join(
        "(?s:.*)" if part.startswith("(") else re.escape(part) for part in re.split(r"(\(see .*?\)|\(read out .*?\))", text) if part
    )


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
    reader = Reader(page, lambda: random.randint(1, 6))
    played = both_at(reader, begin(program, seed=0))
    for _ in range(longest):
        if played.ended or not reader.options:
            break
        taken = random.randrange(len(reader.options))
        open_now = [option.id for option in view(played).options if option.open]
        reader.choose(taken)
        choice = next(each for each in played.scene.choices if each.id == open_now[taken])
        possible = [outcome.id for outcome in choice.outcomes if outcome.weight]
        played = both_at(reader, choose(played, choice.id, possible[reader.fell] if possible else ""))
    if not played.ended:
        assert not reader.ended
        return ""
    assert re.fullmatch(looks_like(reader.ended), view(played).ending)
    return reader.ended


def test_the_graduate_on_paper_ends_where_the_engine_ends(neighbours: Story) -> None:
    page = Page(as_page(gamebook(neighbours, "graduate")))
    program, random = compile_role(neighbours, "graduate"), Random(5)
    ends = Counter(walk(program, page, random) for _ in range(1_000))
    assert set(ends) == {scene.ending for scene in linked(neighbours, [program.role.start]) if scene.ending}


@pytest.mark.parametrize("role", ["cinema", "counter", "gallery", "driver", "channel", "desk"])
def test_each_role_can_be_played_on_paper(role: str, neighbours: Story) -> None:
    page = Page(as_page(gamebook(neighbours, role)))
    program, random = compile_role(neighbours, role), Random(role)
    assert all(walk(program, page, random) for _ in range(25))


@pytest.mark.parametrize("block", range(3))
def test_random_stories_play_on_paper_as_in_the_engine(block: int, tmp_path: Path) -> None:
    printed = 0
    for seed in range(block * 12, block * 12 + 12):
        story = write_story(tmp_path, story_text(seed))
        for role in story.roles:
            try:
                page = Page(as_page(gamebook(story, role)))
            except NotOnPaperError:
                continue
            printed += 1
            for game in range(6):
                walk(compile_role(story, role), page, Random(f"{seed} {game}"), longest=40)
    assert printed > 12


COUNTED = """\
start:
  text: A table.
  choices:
    - {label: Bet, outcomes: [{chance: WEIGHTS, result: Well., go: end}, {chance: 1, result: Ah., go: end}]}
    - {label: Leave, go: end}
end: {text: Out., ending: Out}
"""


@pytest.mark.parametrize(
    ("weight", "told"),
    [
        (1, "roll a die: 1-3, turn to N; 4-6, turn to N"),
        (3, "roll a die: 1-3, turn to N; 4, turn to N; 5-6, roll again"),
        (8, "roll two dice, the first for the tens and the second for the ones: 11-62, turn to N; 63-66, turn to N"),
    ],
)
def test_chance_is_a_roll(weight: int, told: str, tmp_path: Path) -> None:
    page = as_markdown(gamebook(small(tmp_path / "bet", COUNTED.replace("WEIGHTS", str(weight))), "visitor"))
    (line,) = [line for line in page.splitlines() if line.startswith("- **Bet**")]
    assert re.sub(r"\[\d+\]\(#e\d+\)", "N", line) == f"- **Bet** – {told}"


def test_chances_that_no_dice_have_are_refused_with_their_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_small(tmp_path / "bet", COUNTED.replace("WEIGHTS", "99"))
    out = tmp_path / "book.html"
    assert main(["paper", str(folder), "--role", "visitor", "-o", str(out)]) == 1
    said = capsys.readouterr().err
    assert "Paper can't carry visitor" in said
    assert "scenes.yaml:4: the chances of this choice" in said
    assert not out.exists()


def test_a_book_is_the_same_each_time_and_tells_no_order(neighbours: Story) -> None:
    first, again = (as_markdown(gamebook(neighbours, "graduate")) for _ in range(2))
    assert first == again
    assert "### 1 · Wednesday evening" in first


def test_what_other_roles_leave_behind_is_asked_for_by_nothing(neighbours: Story) -> None:
    page = as_markdown(gamebook(neighbours, "graduate"))
    assert "Mattress" not in page


SHEET = """\
start:
  title: "{trust} steps"
  text: "{money} and {debt}, {trust}, {hours}."
  choices:
    - {label: Give it, if: bench == unknown and papers == internal, do: [bench = given, money -= 1, debt += 1, trust += 1], go: line}
    - {label: Wait, if: coat, do: [coat = false, thermos = false, papers = foreign], go: line}
    - {label: Drink, if: thermos, go: line}
line: {kind: queue, title: "The *long* line", text: "{waited}", length: 1, wait: {hours: [1, 2]}, reached: knock}
knock: {kind: hunt, tries: 2, offers: [{id: bus, label: Ring for the bus, once: true, chance: 1 in 2, go: end}], empty: end}
end: {text: Out., ending: Out}
"""


def test_the_sheet_says_what_its_names_stand_for(tmp_path: Path) -> None:
    story = STORY.replace("papers: {", "papers: {says: The passport that you show, ").replace("coat: {", "coat: {show: your coat, ")
    story = story.replace("thermos: {", "thermos: {show: Thermos, ").replace(
        "from: visitor", "from: visitor, says: Whether you kept the bench"
    )
    page = as_markdown(gamebook(small(tmp_path, SHEET, story=story), "visitor"))
    named = [line.split("|")[1].strip() for line in page.partition("## Entries")[0].splitlines() if line.startswith("| ")]
    assert [name for name in named if name not in ("Name", "Debt", "Trust")] == [
        "Hours *since 21 September 2022, 18:00*",
        "Money *… crowns*",
        "Line ahead *The long line: moves still to come*",
        "Line waited *The long line: hours waited*",
        "Knock tries *looks left*",
        "Papers *The passport that you show*",
        "Bench *Whether you kept the bench*",
        "Coat *your coat*",
        "Thermos",
        "Knock bus tried *tried already: Ring for the bus*",
    ]


def test_a_role_has_to_be_named_where_there_are_several(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_small(tmp_path / "bet", COUNTED.replace("WEIGHTS", "1"))
    assert main(["paper", str(folder)]) == 2
    assert "name one with --role. It has: visitor, captain" in capsys.readouterr().err
    assert main(["paper", str(folder), "--role", "visitr"]) == 2
    assert "did you mean" in capsys.readouterr().err


@pytest.mark.parametrize("words", [words for words in MARKUP if "](" not in words])  # such a link isn't loaded
def test_a_storys_words_are_inert_on_paper(words: str, tmp_path: Path) -> None:
    document = gamebook(hostile_story(tmp_path, words), "visitor")
    page = as_page(document)
    assert not re.search(r"<(script|img|iframe|a (?!href=\"#e))", page)
    assert not re.search(r"(?<!\\)<(?!a id=|/a>)", as_markdown(document))


@needs_browser
def test_the_book_opens_and_prints(neighbours: Story, tmp_path: Path) -> None:
    page = tmp_path / "book.html"
    page.write_text(as_page(gamebook(neighbours, "graduate")), encoding="utf-8")
    shown, said = browsed(page, tmp_path / "profile")
    assert "Record sheet" in shown
    assert said == ""
    assert printed(page, tmp_path) > 5
