"""What docs/architecture.md says of adding a rule or a mend, done on a copy of the program."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import game
from tests.small import write_small

RULE = '''\
"""Titles that shout."""

from collections.abc import Iterator

from game.check.rules.violation import Violation, in_scene
from game.story.model import Story


def shouting(story: Story) -> Iterator[Violation]:
    for scene in story.scenes.values():
        if scene.title.isupper():
            yield in_scene("shouting", f"the title of `{scene.id}` shouts", scene, "write it in lower-case letters")
'''
SCENES = (
    "start:\n  title: {}\n  text: A quay.\n  choices:\n    - {{id: go, label: Go, go: pier}}\npier: {{text: It comes., ending: Aboard}}\n"
)
STORY = "title: The ferry\nroles:\n  visitor: {title: The visitor, blurb: Somebody., start: start}\n"
CODE = f"""\
---
severity: warning
---

A title that shouts.

Write it in lower-case letters.

```yaml wrong
# file: story.yaml
{STORY}# file: scenes.yaml
{SCENES.format("THE QUAY")}```

```yaml right
# file: story.yaml
{STORY}# file: scenes.yaml
{SCENES.format("The quay")}```
"""
MEND = """

def said_to_be_made_again(tree: MapNode) -> Iterator[Change]:
    for scene in tree.values.values():
        for choice in scene.maps("choices") if isinstance(scene, MapNode) else ():
            if "once" not in choice:
                yield Change(choice.file.path, choice.line, "how often is said", at_start(choice, "once: SAID"))
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(Path(game.__file__).parent, tmp_path / "game", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def put_after(path: Path, line: str, more: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(line) == 1
    path.write_text(text.replace(line, line + more), "utf-8")


def run(copy: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "game", *arguments]
    return subprocess.run(command, cwd=copy, capture_output=True, text=True, timeout=120, check=False)


def test_a_rule_is_a_function_a_line_and_a_page(copy: Path) -> None:
    rules = copy / "game" / "check" / "rules"
    (rules / "title_rules.py").write_text(RULE, "utf-8")
    put_after(
        rules / "__init__.py",
        "from game.check.rules.reading_ease import long_sentences\n",
        "from game.check.rules.title_rules import shouting\n",
    )
    put_after(rules / "__init__.py", "    yield from unlinked(story, linked)\n", "    yield from shouting(story)\n")
    (copy / "game" / "problems" / "codes" / "checking" / "shouting.md").write_text(CODE, "utf-8")
    for title, told in (("THE QUAY", True), ("The quay", False)):
        write_small(copy / "ferry", SCENES.format(title), story=STORY, facts="", glossary="")
        done = run(copy, "check", "ferry")
        assert ("warning[shouting]: the title of `start` shouts" in done.stdout + done.stderr) is told, done.stderr
        assert done.returncode == 0
    assert "A title that shouts" in run(copy, "check", "--explain", "shouting").stdout


@pytest.mark.parametrize("said", ["false", "true"])
def test_a_mend_is_a_function_with_its_name_in_the_table(said: str, copy: Path) -> None:
    changes = copy / "game" / "check" / "mending" / "mends.py"
    text = changes.read_text("utf-8").replace("= (missing_ids,)", "= (missing_ids, said_to_be_made_again)")
    table = text.index("\n\nMENDS:")
    changes.write_text(text[:table] + MEND.replace("SAID", said) + text[table:], "utf-8")
    write_small(copy / "ferry", SCENES.format("The quay"), story=STORY, facts="", glossary="")
    done = run(copy, "check", "ferry", "--fix")
    mended = "once: false" in (copy / "ferry" / "scenes.yaml").read_text("utf-8")
    assert mended is (said == "false"), "a choice that can be made once plays otherwise"
    assert ("how often is said" in done.stdout) is mended
