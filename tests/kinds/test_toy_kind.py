"""A further kind of scene, added to a copy of the game by the recipe alone, goes through every command.

The recipe is that of docs/architecture.md: a module with its keys and an `expand`, and a row in `KINDS`.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.process.command import PATIENCE, ROOT

TOLL = '''\
"""A toll: somebody wants money before you may pass, and a little more each time that you haggle."""

from game.kinds.builder import WHEN, Context, Expansion, counter, kind_key, many, plain, record, text
from game.source.nodes import MapNode, Node
from game.source.schema.shapes import Key, Needed, Record, Whole
from game.source.schema.story_keys import CHOICES, LEAVE, SCENE, SCENE_KEYS, SCENE_MORE, VARIABLE

KEYS = Record(
    "a toll",
    {
        "kind": kind_key("toll"),
        **SCENE_KEYS,
        "price": Needed(Whole(1, 999), "What it costs.", "4"),
        "pay": Needed(VARIABLE, "The variable that it is paid from.", "money"),
        "haggle": Key(Whole(0, 9), "How often the price can be talked down by one.", "never", "2"),
        "passed": Needed(SCENE, "The scene behind it.", "far_side"),
        "leave": Key(LEAVE, "A way round.", "none", "{label: Turn back, go: road}"),
        "choices": CHOICES,
        **SCENE_MORE,
    },
)


def expand(name: str, scene: MapNode, context: Context) -> Expansion:
    """`NAME_asked` counts how often you have haggled. Paying is `pay`, haggling `haggle`."""
    asked, purse, price, most = f"{name}_asked", scene.text("pay"), scene.number("price", 1), scene.number("haggle")
    if purse not in context.variables:
        context.report.unknown("variable", scene.get("pay") or scene, purse, context.variables)
        return Expansion(plain(scene, []))
    due = f"{price} - {asked}" if most else str(price)
    choices: list[Node] = [
        record(
            scene,
            {
                "id": text(scene, "pay"),
                "label": text(scene, "Pay"),
                "if": text(scene, f"{purse} >= {due}"),
                "locked": text(scene, "You haven't that much."),
                "do": many(scene, [text(scene, f"{purse} -= {due}")]),
                "go": scene.get("passed"),
            },
        )
    ]
    if most:
        haggled = {"id": text(scene, "haggle"), "label": text(scene, "Haggle"), "do": text(scene, f"{asked} += 1")}
        choices.append(record(scene, {**haggled, WHEN: many(scene, [text(scene, f"{asked} < {most}")])}))
    made = plain(scene, choices, enter=[text(scene, f"{asked} = 0")] if most else None)
    return Expansion(made, {asked: counter(scene, 0, most, 0, "times haggled")} if most else {})
'''
STORY = {
    "story.yaml": """\
title: The bridge
roles:
  driver: {title: The driver, blurb: Somebody with a cart., start: road}
variables:
  money: {type: int, start: 3, max: 9, show: "{} crowns"}
people:
  mira: {name: Mira, she: true, wants: to close on time}
""",
    "facts.yaml": """\
sources:
  gazette: {title: The bridge, publisher: The Gazette, date: 2022-09-28}
facts:
  price: {says: The bridge costs money., kind: figure, by: the council, source: gazette, at: 2, force: price}
""",
    "scenes.yaml": """\
road:
  text: |
    Here the road ends, and [the bridge costs money](fact:price).
  choices:
    - {label: Go to the bridge, go: bridge}
    - {label: Go home, go: home}
bridge:
  kind: toll
  text: A man with a cap holds out his hand.
  price: 4
  pay: money
  haggle: 1
  passed: far_side
  leave: {label: Turn back, go: home}
far_side: {text: The other bank., ending: Across}
home: {text: The stove is warm., ending: At home}
""",
}


@pytest.fixture(scope="module")
def computer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of the game to which the kind was added, and a story that uses it."""
    top = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "game", top / "game", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "docs", top / "docs", ignore=shutil.ignore_patterns("__pycache__", "pictures"))
    (top / "scenes").mkdir()
    kinds = top / "game" / "kinds"
    (kinds / "toll.py").write_text(TOLL, "utf-8")
    table = (kinds / "__init__.py").read_text("utf-8")
    row = '        "sorting": Kind(sorting.KEYS, sorting.expand),\n'
    assert row in table
    table = table.replace(row, row + '        "toll": Kind(toll.KEYS, toll.expand),\n').replace(
        "registration, sorting\n", "registration, sorting, toll\n"
    )
    (kinds / "__init__.py").write_text(table, "utf-8")
    for name, words in STORY.items():
        path = top / "bridge" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(words, "utf-8")
    return top


def python(top: Path, *arguments: str, typed: str = "", code: int = 0) -> str:
    environment = {
        **{name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ},
        "PYTHONPATH": str(top),
        "NEIGHBOURS_HOME": str(top / "home"),
        "HOME": str(top),
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
    }
    done = subprocess.run(
        [sys.executable, *arguments],
        check=False,
        cwd=top,
        env=environment,
        input=typed,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def neighbours(top: Path, *arguments: str, typed: str = "", code: int = 0) -> str:
    return python(top, "-m", "game", *arguments, typed=typed, code=code)


def test_it_is_checked_and_proved(computer: Path) -> None:
    neighbours(computer, "check", "bridge")
    said = neighbours(computer, "prove", "bridge")
    assert "PROVED" in said
    assert "far_side" in said


def test_its_keys_are_checked(computer: Path) -> None:
    wrong = computer / "wrong"
    shutil.copytree(computer / "bridge", wrong)
    scenes = (wrong / "scenes.yaml").read_text("utf-8").replace("price: 4", "price: four").replace("pay: money", "pay: mony")
    (wrong / "scenes.yaml").write_text(scenes, "utf-8")
    found = json.loads(neighbours(computer, "check", "wrong", "--format", "json", code=1))
    assert [(each["code"], each["line"]) for each in found if each["severity"] == "error"] == [("wrong-type", 10), ("unknown-variable", 11)]


def test_it_is_played(computer: Path) -> None:
    said = neighbours(computer, "play", "bridge", "--plain", "--role", "driver", typed="1\n1\n1\nq\n")
    assert "A man with a cap" in said
    assert "Across" in said, said
    assert "The bridge" in neighbours(computer, "report", "--story", "bridge")


@pytest.mark.parametrize("form", ["mermaid", "dot", "html"])
def test_it_is_drawn(form: str, computer: Path) -> None:
    if form == "html":
        pytest.importorskip("fast_sugiyama", reason="the layout needs the extra `authors`")
    drawn = neighbours(computer, "graph", "bridge", "--format", form)
    assert "bridge" in drawn
    assert "toll" in drawn


@pytest.mark.parametrize(
    "command", [("walk", "bridge", "--games", "30"), ("stats", "bridge"), ("paper", "bridge", "--role", "driver"), ("guide", "bridge")]
)
def test_it_goes_through_the_other_commands(command: tuple[str, ...], computer: Path) -> None:
    assert neighbours(computer, *command).strip()


def test_it_is_completed_by_editors_and_stands_in_the_reference(computer: Path) -> None:
    assert '"toll"' in neighbours(computer, "schema")
    python(computer, "-m", "docs.make")
    assert "## A toll" in (computer / "docs" / "keys.md").read_text("utf-8")


def test_a_preview_shows_it(computer: Path) -> None:
    """What the preview says of a moment in such a scene."""
    show = (
        "from pathlib import Path\nfrom game.library.load import load\nfrom game.play.playthrough import begin, choose\n"
        "from game.play.program import compile_role\nfrom game.play.insight import insight\n"
        "story = load(Path('bridge')).story\nplayed = choose(begin(compile_role(story, 'driver'), 7), 'go-to-the-bridge')\n"
        "print(insight(played))\n"
    )
    assert "bridge_asked" in python(computer, "-c", show)
