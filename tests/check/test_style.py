"""How a role is written: what is counted of it, and above which measure a check hints at it."""

from pathlib import Path

import pytest

from game.check.lint import lint
from game.check.rules.style_rules import AT_MOST
from game.check.stats.style_figures import StyleFigures, styles_of
from game.source.schema.story_keys import AT_MOST as KEYS
from tests.small import STORY, load_small

LONG = "The clerk looks at the {} and goes on with the coins."
NOUNS = ("rope", "till", "clock", "bench", "gate", "rain", "boat", "flag", "list", "door")


def style(folder: Path, *results: str, passage: str = "A quay.", story: str = STORY) -> StyleFigures:
    loaded = load_small(folder, scenes(*results, passage=passage), story=story).story
    assert loaded is not None
    return styles_of(loaded)["visitor"]


def scenes(*results: str, passage: str = "A quay.") -> str:
    choices = "".join(f"    - {{label: Ask, id: ask{n}, once: true, result: '{each}'}}\n" for n, each in enumerate(results))
    go = "    - {label: Go, id: go, go: pier}\n"
    return f"start:\n  text: '{passage}'\n  choices:\n{choices}{go}pier: {{text: It comes., ending: Aboard}}\n"


def hints(folder: Path, results: list[str], story: str = STORY) -> list[tuple[str, str]]:
    found = lint(load_small(folder, scenes(*results), story=story)).problems
    return [(problem.code, problem.message) for problem in found if problem.code in (*AT_MOST, "quiet-for-nothing")]


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("One two three. Four five.", [3, 2]),
        ('"Why here?" she asks. "It rains."', [4, 2]),
        ("Mr. Smith waits … for you. {money} crowns!", [5, 2]),
        ("A [stone quay](term:quay), *at last*.\n\nTwo words", [5, 2]),
    ],
)
def test_a_sentence_ends_where_a_reader_hears_it_end(text: str, lengths: list[int], tmp_path: Path) -> None:
    found = style(tmp_path, passage=text.replace("\n", "\n    "))
    whole = [*lengths, 2]  # and "It comes."
    assert (found.sentences, found.mean) == (len(whole), round(sum(whole) / len(whole), 1))


def test_a_result_closes_on_its_last_sentence(tmp_path: Path) -> None:
    nine, ten = "A b c d e f g h i.", "A b c d e f g h i j."
    found = style(tmp_path, nine, ten, f"{nine} {ten}", f"{ten} {nine}")
    assert (found.results, found.close_short, found.close_short_share) == (4, ("start/ask0", "start/ask3"), 0.5)


def test_a_text_that_two_choices_share_counts_once(tmp_path: Path) -> None:
    assert style(tmp_path, "The same.", "The same.").results == 1


def test_a_result_that_opens_on_a_pronoun_has_its_noun_elsewhere(tmp_path: Path) -> None:
    english = style(tmp_path, "She nods.", "Its lamp is out.", '"He is late," she says.', "The clerk nods.", "Items lie there.").english
    assert english is not None
    assert english.open_on_pronoun == ("start/ask0", "start/ask1")


@pytest.mark.parametrize(
    "text",
    [
        "He nods, as one does.",
        "She asks if one may sit.",
        "And what does one say?",
        "He shuts it with one’s elbow.",
        "One can’t wait here.",
    ],
)
def test_one_that_means_anybody_is_found(text: str, tmp_path: Path) -> None:
    english = style(tmp_path, passage=text.replace("'", "''")).english
    assert english is not None
    assert english.impersonal_one == ("start",)


@pytest.mark.parametrize(
    "text",
    ["As one bus leaves, another comes.", "One of them can wait.", "The one who may sit sits.", "This one has a lamp.", "One boy waits."],
)
def test_one_that_counts_or_points_is_left_alone(text: str, tmp_path: Path) -> None:
    english = style(tmp_path, passage=text).english
    assert english is not None
    assert english.impersonal_one == ()


def test_words_that_name_nobody(tmp_path: Path) -> None:
    english = style(tmp_path, "Somebody coughs.", passage="Nobody waits. No one sings, and everyone sleeps.").english
    assert english is not None
    assert (english.somebody, english.nobody, english.everybody) == (1, 2, 1)


def test_another_language_has_sentences_and_no_english_words(tmp_path: Path) -> None:
    found = style(tmp_path, "She nods.", story="language: de\n" + STORY)
    assert (found.results, found.english) == (1, None)


# ---- hints ----

PUNCHES = [f"The {noun} is wet." for noun in NOUNS]
CALM = [LONG.format(noun) for noun in NOUNS]


def test_a_role_is_hinted_at_once_with_its_figure(tmp_path: Path) -> None:
    """As `captain` comes to the same scenes, both roles are told."""
    told = "10 of 20 results of `visitor` close on a sentence of nine words or fewer; at most 33 in a hundred should"
    found = hints(tmp_path, [*PUNCHES, *CALM])
    assert found == [("closing-lines", told), ("closing-lines", told.replace("visitor", "captain"))]


def test_fewer_results_have_no_share(tmp_path: Path) -> None:
    assert hints(tmp_path, PUNCHES) == []


def test_a_story_sets_its_own_measure_or_is_left_in_peace(tmp_path: Path) -> None:
    results = [*PUNCHES, *CALM]
    assert hints(tmp_path / "half", results, "at_most: {closing-lines: 50}\n" + STORY) == []
    assert len(hints(tmp_path / "less", results, "at_most: {closing-lines: 49}\n" + STORY)) == 2
    assert hints(tmp_path / "quiet", results, "quiet: {closing-lines: It is a farce}\n" + STORY) == []
    assert hints(tmp_path / "german", results, "language: de\n" + STORY) == []


def test_one_now_and_then_is_no_habit(tmp_path: Path) -> None:
    as_one = [text.replace("The clerk looks", "The clerk looks, as one does,") for text in CALM]
    assert hints(tmp_path / "twice", as_one[:2]) == []
    assert [code for code, _ in hints(tmp_path / "often", as_one[:3])] == ["impersonal-one"] * 2


def test_the_reference_tells_the_measures() -> None:
    assert {rule: int(key.default) for rule, key in KEYS.keys.items()} == AT_MOST
