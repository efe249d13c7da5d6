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
from game.paper import NotOnPaperError, gamebook, gamebook_with_size
from game.paper.book_size import BookSize
from game.play.program import compile_role
from game.story.link_targets import linked
from game.story.model import Story
from tests.browser import browsed, needs_browser, printed
from tests.paper.beside_engine import walk
from tests.paper.random_games import ends_on_paper
from tests.paper.reader import Page
from tests.prove.small_stories import story_text, write_story
from tests.report.test_hostile import MARKUP, hostile_story
from tests.small import STORY, small, write_small

FOOTBRIDGE = Path(__file__).parents[2] / "docs" / "footbridge"
SHIPPED = Path(__file__).parents[2] / "scenes" / "good_neighbours"


@pytest.fixture(scope="module")
def neighbours() -> Story:
    story = load(SHIPPED, shown="good_neighbours").story
    assert story is not None
    return story


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


def test_each_part_on_paper_ends_where_the_engine_ends(neighbours: Story) -> None:
    footbridge = load(FOOTBRIDGE).story
    assert footbridge is not None
    for story in (footbridge, neighbours):
        for role in story.roles.values():
            for part in role.parts:
                ends = ends_on_paper(story, role.id, part, 100 if story is footbridge else 12)
                assert ends
                assert "" not in ends, part.id
                assert part.title in ends, "where the part is over, and not the role"


def test_a_part_says_how_much_it_asks_of_a_class(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "bank.html"
    assert main(["paper", str(FOOTBRIDGE), "--role", "errand", "--part", "-o", str(out)]) == 0
    assert "It has about 3 pages and 5 things to keep on the sheet." in capsys.readouterr().err
    page = out.read_text("utf-8")
    assert "The errand: This side of the river, on paper" in page
    assert "What you see" not in page
    many = BookSize(9_000, tuple((f"Thing {number}", number) for number in range(1, 11)))
    first, pages, things = many.told()
    assert first == "It has about 13 pages and 10 things to keep on the sheet."
    assert "about 4,000 words fewer" in pages
    assert things.endswith("so the first to do without: Thing 1 (1 place) and Thing 2 (2 places).")


@needs_browser
def test_pages_are_as_many_as_was_told(tmp_path: Path, neighbours: Story) -> None:
    footbridge = load(FOOTBRIDGE).story
    assert footbridge is not None
    given = [(story, role.id, part) for story in (footbridge, neighbours) for role in story.roles.values() for part in role.parts]
    for story, role, part in given[:3]:
        book, size = gamebook_with_size(story, role, part)
        (tmp_path / "part.html").write_text(as_page(book), "utf-8")
        assert abs(printed(tmp_path / "part.html", tmp_path) - size.pages) <= 1


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


NEVER_LIT = """\
start:
  text: A.
  choices:
    - {label: Read, if: thermos, go: end}
    - {label: Wait, do: coat = not knows(rule), go: start, because: fare}
    - {label: Go, if: coat, go: end, because: rule}
    - {label: Stop, go: end}
  skip: {says: "[A storm](fact:storm), and {debt}."}
end: {text: Out., ending: Out}
"""


def test_what_only_a_skip_tells_is_cited(tmp_path: Path) -> None:
    page = as_markdown(gamebook(small(tmp_path, NEVER_LIT), "visitor"))
    assert "To leave this scene out" in page
    assert "The Gazette, paragraph 5" in page


def test_a_flag_that_is_never_set_shuts_a_choice_on_paper_too(tmp_path: Path) -> None:
    story = small(tmp_path, NEVER_LIT, story=STORY.replace("{type: flag, start: true}", "{type: flag}"))
    assert "**Read**" not in as_markdown(gamebook(story, "visitor"))


def test_what_only_an_effect_asks_for_stands_on_the_sheet(tmp_path: Path) -> None:
    sheet = as_markdown(gamebook(small(tmp_path, NEVER_LIT), "visitor")).partition("## Entries")[0]
    assert "| Fact rule | ☐ |" in sheet


def test_news_on_paper_say_where_to_look_up_what_varies(tmp_path: Path) -> None:
    news = 'news:\n  - {at: 1, text: "It costs {money} now."}\n'
    scenes = "start: {text: A., choices: [{label: Wait, do: [hours += 2, money += 5], go: end}]}\nend: {text: Out., ending: Out}\n"
    assert "It costs (see Money) now." in as_markdown(gamebook(small(tmp_path, scenes, news=news), "visitor"))
