"""Files that break naive readers, and odd ones that must be shown as they were typed."""

import csv
from pathlib import Path

import pytest

from game.source.yaml_tree import EventParser, PythonParser

from .helpers import CORPUS, both_parsers, placed, places, plain, read

SCENES = Path(__file__).parent.parent.parent / "scenes"

BAD = {
    "bomb-laughs.yaml": ("yaml-anchor", 1, 5),
    "bomb-merge.yaml": ("yaml-anchor", 1, 4),
    "bomb-self-alias.yaml": ("yaml-anchor", 2, 9),
    "bomb-self-map.yaml": ("yaml-anchor", 2, 9),
    "alias-in-text.yaml": ("yaml-alias", 10, 11),
    "anchor-in-text.yaml": ("yaml-anchor", 10, 11),
    "merge-key.yaml": ("yaml-merge", 4, 3),
    "deep-flow-30000.yaml": ("too-deep", 1, 21),
    "deep-flow-200.yaml": ("too-deep", 1, 27),
    "deep-block-500.yaml": ("too-deep", 21, 21),
    "big-long-text.yaml": ("text-too-long", 10, 11),
    "big-long-key.yaml": ("key-too-long", 9, 3),
    "tag-python-apply.yaml": ("yaml-tag", 11, 9),
    "directive-yaml.yaml": ("yaml-directive", 1, 1),
    "directive-tag.yaml": ("yaml-directive", 1, 1),
    "docs-two.yaml": ("second-document", 11, 1),
    "dup-scene.yaml": ("duplicate-key", 11, 3),
    "dup-top.yaml": ("duplicate-key", 11, 1),
    "dup-field.yaml": ("duplicate-key", 11, 5),
    "dup-flow.yaml": ("duplicate-key", 10, 25),
    "dup-nfc.yaml": ("duplicate-key", 13, 3),
    "dup-quoted.yaml": ("duplicate-key", 11, 3),
    "dup-typed.yaml": ("duplicate-key", 12, 3),
    "key-list.yaml": ("key-not-text", 11, 5),
    "key-empty.yaml": ("empty-key", 11, 3),
    "key-con.yaml": ("bad-character", 11, 4),
    "enc-surrogate.yaml": ("not-utf8", 11, 10),
    "char-nul.yaml": ("bad-character", 11, 10),
    "char-nul-escape.yaml": ("bad-character", 11, 11),
    "char-esc-raw.yaml": ("bad-character", 11, 10),
    "char-esc-escape.yaml": ("bad-character", 11, 11),
    "char-c1-escape.yaml": ("bad-character", 11, 11),
    "char-bidi-escape.yaml": ("bad-character", 11, 11),
    "char-nbsp-key.yaml": ("no-space-after-colon", 10, 9),
    "char-ls.yaml": ("bad-character", 8, 18),
    "char-bom-middle.yaml": ("bad-character", 11, 1),
    "syn-indent-off.yaml": ("wrong-indent", 11, 4),
    "syn-no-space.yaml": ("no-space-after-colon", 10, 9),
    "syn-hash.yaml": ("text-cut-by-hash", 8, 15),
    "syn-apostrophe.yaml": ("apostrophe-in-quotes", 10, 14),
    "syn-unclosed-flow.yaml": ("unmatched-bracket", 11, 9),
    "syn-percent.yaml": ("yaml-directive", 11, 1),
    "syn-at.yaml": ("reserved-start", 10, 11),
    "syn-question.yaml": ("reserved-start", 10, 11),
    "st-comments.yaml": ("empty-file", 1, 1),
    "st-scalar.yaml": ("not-a-mapping", 1, 1),
    "st-list.yaml": ("not-a-mapping", 1, 1),
}


def _index(folder: str) -> list[list[str]]:
    with (CORPUS / folder / "index.tsv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(file, delimiter="\t") if row[0].endswith(".yaml")]


@both_parsers
@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_at_its_place(name: str, parser: EventParser) -> None:
    _, problems = read((CORPUS / "bad_stories" / name).read_bytes(), parser)
    assert places(problems)[:1] == [BAD[name]]


@both_parsers
def test_what_is_wrong_only_in_its_shape_is_read_as_it_was_typed(parser: EventParser) -> None:
    """Numbers, dates and names are checked by the shapes; to the reader they are words."""
    typed = {
        "int-octal.yaml": ("time_limit", "010"),
        "int-sexagesimal.yaml": ("time_limit", "12:30"),
        "int-exp.yaml": ("time_limit", "1e3"),
        "int-float.yaml": ("time_limit", "90.0"),
        "int-5000-digits.yaml": ("time_limit", "9" * 5_000),
        "date-invalid.yaml": ("author", "9999-99-99"),
        "date-valid.yaml": ("vars", {"due": "2024-01-31"}),
        "var-norway.yaml": ("vars", {"country": "no"}),
        "var-version.yaml": ("vars", {"ver": "1.10"}),
    }
    shapes = [row[0] for row in _index("bad_stories") if row[5].startswith("S-") and row[0] not in BAD]
    assert set(typed) < set(shapes)
    for name in shapes:
        tree, problems = read((CORPUS / "bad_stories" / name).read_bytes(), parser)
        assert problems == [], name
        assert tree is not None, name
        if name in typed:
            key, value = typed[name]
            assert plain(tree)[key] == value, name


def test_every_good_file_reads_the_same_with_both_parsers() -> None:
    for path in (*sorted(CORPUS.glob("tricky_good/*.yaml")), *sorted(SCENES.rglob("*.yaml"))):
        tree, problems = read(path.read_bytes())
        other_tree, other_problems = read(path.read_bytes(), PythonParser)
        assert problems == other_problems, path.name
        assert placed(tree) == placed(other_tree), path.name


TYPED = {
    "norway.yaml": "12:30",
    "null-text.yaml": "null",
    "cr.yaml": "Roses everywhere.",
    "bom.yaml": "Roses everywhere.",
    "arabic-persian.yaml": "می\u200cخواهم مرحبا بالعالم",
    "hebrew-vietnamese-thai.yaml": "שָׁלוֹם Tiếng Việt ภาษาไทย हिन्दी",
    "brackets.yaml": "Press [b] or [0] then [/] or [@click=app.quit()]x[/]",
    "html.yaml": "<script>alert(1)</script> & co",
    "block-text.yaml": "Roses: everywhere # not a comment\n\n\"quotes\" 'too' %@`&*!\n",
    "hash-inside.yaml": "Room #3",
}


@both_parsers
@pytest.mark.parametrize("name", TYPED)
def test_a_tricky_text_is_what_was_typed(name: str, parser: EventParser) -> None:
    tree, problems = read((CORPUS / "tricky_good" / name).read_bytes(), parser)
    assert problems == []
    assert plain(tree)["scenes"]["garden"]["text"] == TYPED[name]


def test_every_tricky_file_is_tried() -> None:
    assert set(TYPED) == {row[0] for row in _index("tricky_good")}
