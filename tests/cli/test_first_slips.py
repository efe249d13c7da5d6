"""The slips that everybody makes in a first story: `neighbours check` names each where it is, with its mend, and nothing
else besides."""

import re
from pathlib import Path

import pytest

from game.cli.exit_codes import Exit
from game.cli.main import main

# What is changed in scenes.yaml of a new story, by what: the code, what stands under the caret, and words of the mend.
SLIPS = {
    "a tab": ("  title: The bus stop", "\ttitle: The bus stop", "tab", "    ", "two for each step"),
    "a stray colon": ("rib. It is still", "rib: it is still", "stray-colon", ":", "put `|` where the text starts"),
    "a stray colon in an item": (
        "- first: |\n",
        "- The clerk says: one\n    - first: |\n",
        "stray-colon",
        "The clerk says",
        "put `|` before it",
    ),
    "a stray colon after a word": ("- first: |\n", "- Note: one\n    - first: |\n", "unknown-person", "Note", "with a colon in it"),
    "a stray colon in a long item": (
        "- first: |\n",
        f"- {'One more ' * 9}comes: two\n    - first: |\n",
        "stray-colon",
        ("One more " * 9)[:59] + "…",
        "`|`",
    ),
    "a person's name as it is read": ("    - rosa: |", "    - Rosa: |", "unknown-person", "Rosa", "did you mean `rosa`?"),
    "choices at the left edge": ("\n  choices:\n    - label: Buy", "\nchoices:\n    - label: Buy", "wrong-indent", "choices", "two spaces"),
    "a key that is needed, mistyped": (
        "  choices:\n    - label: Take",
        "  choises:\n    - label: Take",
        "unknown-key",
        "choises",
        "`choices`?",
    ),
    "a brace that isn't closed": (
        "You {recall}.\n  ending: Home by bus",
        "You {recall.\n  ending: Home by bus",
        "unknown-variable",
        "{recall",
        "`{recall}`?",
    ),
    "a capital in braces": (
        "You {recall}.\n  ending: Home by bus",
        "You {Recall}.\n  ending: Home by bus",
        "unknown-variable",
        "{Recall}",
        "`{recall}`?",
    ),
    "a space in braces": ("umbrella.\n      recall", "umbrella. { coins }\n      recall", "unknown-variable", "{ coins }", "`{coins}`?"),
    "a missing quote": ("result: It has", 'result: "It has', "unclosed-quote", '"', 'another "'),
    "a missing quote at the start": ("an umbrella.\n      recall", 'an umbrella."\n      recall', "lone-quote", '"', "at the start"),
    "a wrong indent": ("      do: umbrella = true", "     do: umbrella = true", "wrong-indent", "d", "start it at column 7"),
    "a choice at the wrong column": ("    - label: Start", "   - label: Start", "wrong-indent", "-", "start it at column 5"),
    "a scene away from the edge": ("\nwindow:", "\n  window:", "wrong-indent", "window", "starts at column 1"),
    "the same name twice": ("\nhome_on_foot:", "\nhome_by_bus:", "duplicate-key", "home_by_bus", "rename one"),
    "the same label twice": ("label: Start walking", "label: Take the umbrella", "duplicate-id", "Take the umbrella", "another `id`"),
    "a missing dash": ("    - label: Start", "      label: Start", "missing-dash", "l", "a dash and a space"),
    "a dash from a word processor": ("    - label: Start", "    – label: Start", "missing-dash", "–", "the minus key"),
    "curly quotes round a name": ("go: window", "go: “window”", "bad-id", "“window”", "did you mean `window`?"),
    "curly quotes round a colon": ("rib. It is still an umbrella.", "rib.” “So: still an umbrella.”", "stray-colon", ":", "put `|`"),
    "a comma in braces": ("She nods. It", "She nods, it", "comma-in-braces", "it is raining on her way home too.", "put quotes round"),
    "a variable at the start": ("result: It has", "result: {coins} coins. It has", "braces-at-start", "{", "put `|`"),
    "a star at the start": ("label: Start walking", "label: *Start* walking", "yaml-alias", "*Start*", "put `|`"),
    "a link at the start": ("result: It has", "result: [Two coins](fact:fare), it has", "link-at-start", "[", "put `|`"),
    "no space after a colon": ("go: window", "go:window", "no-space-after-colon", ":", "write `go: ` with a space"),
    "a list for a text": ("label: Start walking", "label: [Start, walking]", "wrong-type", "[", "after a | on lines of their own"),
    "a capital in a name": ("go: window", "go: Window", "bad-id", "Window", "did you mean `window`?"),
    "a space in a link": ("(fact:last_bus)", "(fact: last_bus)", "broken-link", "(fact: last_bus)", "without a space"),
    "a yes for a true": ("once: true", "once: yes", "wrong-type", "yes", "did you mean `true`?"),
    "a key that isn't one": ("go: window", "goto: window", "unknown-key", "goto", "did you mean `go`?"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_named_with_its_mend(
    slip: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new, code, marked, mend = SLIPS[slip]
    monkeypatch.chdir(tmp_path)
    assert main(["new", "rainy_day"]) == Exit.FINE
    scenes = Path("rainy_day/scenes.yaml")
    before = scenes.read_text("utf-8")
    assert old in before
    scenes.write_text(before.replace(old, new, 1), "utf-8")
    capsys.readouterr()
    assert main(["check", "rainy_day", "--strict"]) == Exit.PROBLEMS
    said = capsys.readouterr().err
    named = [match[1] for match in re.finditer(r"^(?:error|warning)\[([a-z-]+)\]", said, re.MULTILINE)]
    # Where a scene's name was changed, what leads to the old one is told as well.
    assert named == (["unknown-scene", code] if slip == "the same name twice" else [code])
    told = said[said.index(f"[{code}]") :]
    line, caret = re.search(r"^ *\d+ \| (.*)\n +\| ( *\^+)", told, re.MULTILINE).groups()  # type: ignore[union-attr]
    assert line[caret.index("^") : len(caret)] == marked
    assert mend in told


@pytest.mark.parametrize("name", ["no", "yes", "on", "null", "y"])
def test_a_word_that_yaml_takes_for_something_else_is_a_name_like_any(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "rainy_day"]) == Exit.FINE
    scenes = Path("rainy_day/scenes.yaml")
    scenes.write_text(scenes.read_text("utf-8").replace("home_by_bus", name).replace("id: nods", f"id: {name}"), "utf-8")
    capsys.readouterr()
    assert main(["check", "rainy_day"]) == Exit.FINE
