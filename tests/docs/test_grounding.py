"""The page about grounding keeps its own rules: its ledger is the Footbridge's, row by row, and copies no sentence."""

import re

from game.library.load import load

from .pages import FOOTBRIDGE, TOP, fences, sections

PAGE = TOP / "docs" / "grounding.md"
IN_A_ROW = 7


def article() -> dict[int, str]:
    """The paragraphs of the made-up article by their numbers."""
    lines = [line.removeprefix(">").strip() for line in PAGE.read_text("utf-8").splitlines() if line.startswith(">")]
    text = "\n".join(lines)
    return {int(number): " ".join(words.split()) for number, words in re.findall(r"^(\d+)\. (.*(?:\n(?!\d+\.|\n).+)*)", text, re.MULTILINE)}


def test_each_row_stands_where_it_says() -> None:
    """The rows of the page are the ledger of The Footbridge, whose article this is."""
    paragraphs = article()
    assert list(paragraphs) == list(range(1, 11))
    story = load(FOOTBRIDGE).story
    assert story is not None
    for fact in story.facts.values():
        assert all(int(number) in paragraphs for number in fact.at.split("-"))
    rows = [row for fence in fences(PAGE) if fence.file == "facts.yaml" for row in sections(fence.text, 2).items()]
    kept = sections((FOOTBRIDGE / "facts.yaml").read_text("utf-8"), 2)
    assert [name for name, row in rows if kept[name].strip() != row.strip()] == []
    kinds = [story.facts[name].kind for name, _ in rows]
    assert sorted(kinds) == sorted({"event", "figure", "policy", "report", "view", "context"}), "each kind once"


def test_no_sentence_of_the_article_is_copied() -> None:
    copied = runs(" ".join(article().values()))
    ours = {path.name: path.read_text("utf-8") for path in FOOTBRIDGE.glob("*.yaml")}
    ours |= {str(fence): fence.text for fence in fences(PAGE)}
    assert {name: runs(text) & copied for name, text in ours.items() if runs(text) & copied} == {}


def runs(text: str) -> set[tuple[str, ...]]:
    """Every seven words in a row."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + IN_A_ROW]) for at in range(len(words) - IN_A_ROW + 1)}
