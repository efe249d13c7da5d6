"""What can be a name, and what is told of one that can't: where, and what mends it."""

import unicodedata
from pathlib import Path

import pytest

from game.check.lint import lint
from game.check.mending.apply_mends import mend
from game.library.load import load
from game.play.fingerprint import fingerprint
from game.source.folder import story_files
from game.text.names import is_name, is_slug
from tests.any_script.stories import RUSSIAN_SCENES, SPANISH_SCENES, write_russian, write_spanish


@pytest.mark.parametrize("name", ["año", "кухня", "渡し船", "น้ำ", "नमस्ते", "שולחן", "مطبخ", "სამზარეულო", "сим_карта", "wi_fi"])
def test_letters_of_any_script_make_a_name(name: str) -> None:
    assert is_name(name)
    assert is_slug(name)
    assert is_slug(name.replace("_", "-"))


@pytest.mark.parametrize(
    "name",
    ["Año", "Кухня", "2кухня", "_кухня", "кух ня", "кух-ня", "кухня²", "\uff53core", "o\ufb03ce", "кух\u200dня", "к" * 65, "an\u0303o"],
)
def test_other_words_make_none(name: str) -> None:
    assert not is_name(name)


SLIPS = {
    "a letter of another alphabet": ("go: бабушка}", "go: б\u0061бушка}", "bad-id", "б\u0061бушка", "`a` is a latin small letter a"),
    "and in a condition": ("if: хлеб,", "if: \u0078леб,", "bad-sign", "\u0078леб", "`x` is a latin small letter x"),
    "a capital": ("go: бабушка}", "go: Бабушка}", "bad-id", "Бабушка", "did you mean `бабушка`?"),
    "a capital in a condition": ("if: бедный", "if: Бедный", "bad-sign", "Бедный", "did you mean `бедный"),
    "a capital in braces": ("{деньги}. Есть", "{Деньги}. Есть", "unknown-variable", "{Деньги}", "did you mean `{деньги}`?"),
    "as people say it": ("if: хлеб,", "if: has хлеб,", "bad-expression", "has", "did you mean `хлеб`?"),
    "a space": ("go: бабушка}", "go: бабушка дома}", "bad-id", "бабушка дома", "did you mean `бабушка"),
    "a slip of the fingers": ("(fact:мост_закрыт)", "(fact:мост_закрит)", "unknown-fact", "мост_закрит", "did you mean `мост_закрыт`?"),
    "no colon": ("\nбабушка:", "\nбабушка", "missing-colon", "бабушка", ""),
    "no space after a colon": ("ночь:\n", "ночь:{text: A}\n", "no-space-after-colon", ":", ""),
    "all letters of another alphabet": (
        "go: ночь}\n",
        "go: cop}\nсор: {text: Сор., ending: Сор}\n",
        "unknown-scene",
        "cop",
        "did you mean `сор`? It looks the same, but its `с` is a cyrillic small letter es",
    ),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_with_its_place_and_its_mend(slip: str, tmp_path: Path) -> None:
    typed, instead, code, under, label = SLIPS[slip]
    assert RUSSIAN_SCENES.count(typed) >= 1
    problem = next(
        problem for problem in load(write_russian(tmp_path, RUSSIAN_SCENES.replace(typed, instead, 1))).errors if problem.code == code
    )
    place = problem.place
    assert place.text[place.column - 1 : place.column - 1 + place.length] == under
    assert label in problem.label


def test_two_names_that_look_the_same_are_told(tmp_path: Path) -> None:
    scenes = RUSSIAN_SCENES.replace("go: ночь}", "go: cop}") + "cop: {text: Раз., go: сор}\nсор: {text: Два., ending: Сор}\n"
    found = [problem for problem in lint(load(write_russian(tmp_path, scenes))).problems if problem.code == "look-alike"]
    assert [problem.place.text.partition(":")[0] for problem in found] == ["сор"]
    assert "its `с` is a cyrillic small letter es, and there it is a latin small letter c" in found[0].message


def test_accents_by_themselves_are_read_as_letters_and_written_so_by_fix(tmp_path: Path) -> None:
    """As some editors on a Mac write them; what isn't a name stays as it was typed."""
    whole = load(write_spanish(tmp_path / "whole")).story
    loose = write_spanish(tmp_path / "loose")
    apart = unicodedata.normalize("NFD", SPANISH_SCENES.replace("Una señal", "Una mañana")).encode()
    (loose / "scenes.yaml").write_bytes(apart)
    read = load(loose)
    assert read.story is not None, read.problems
    assert whole is not None
    assert read.story.scenes.keys() == whole.scenes.keys()
    mended = mend(loose, story_files(loose)).listing
    after = next(raw.raw for raw in mended.files if raw.name == "scenes.yaml").decode()
    for name in ("baño:", "cañón", "{año}", "estación == verano", "estación = otoño", "año += 1", "(fact:lluvia_mañana)", "go: señal"):
        assert name in after, name
    assert unicodedata.normalize("NFD", "Una mañana.") in after
    for raw in mended.files:
        (loose / raw.name).write_bytes(raw.raw)
    again = load(loose).story
    assert again is not None
    assert fingerprint(again) == fingerprint(read.story)


def test_a_scene_gets_its_new_name_everywhere(tmp_path: Path) -> None:
    folder = write_russian(tmp_path, RUSSIAN_SCENES.replace("\nбабушка:\n", "\nбабушка_дома:\n  was: бабушка\n"))
    mended = mend(folder, story_files(folder)).listing
    for raw in (*mended.files, *mended.tests):
        (folder / raw.name).write_bytes(raw.raw)
    assert load(folder).story is not None
    assert (folder / "scenes.yaml").read_text("utf-8").count("go: бабушка_дома}") == 2
