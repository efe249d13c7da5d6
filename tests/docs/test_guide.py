"""Every example of the guide runs: as scenes beside The Footbridge, or as the file that its fence names."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.check.lint import lint
from game.cli.author.prove_route_lines import part_line, route_lines
from game.kinds import KINDS, SCENES
from game.library.load import load
from game.pictures.picture import HIGHEST, LARGEST_PICTURE, WIDEST
from game.pictures.things import THINGS
from game.play.pasted_line import parse_path, path_text, walk_path
from game.play.program import compile_role
from game.play.view import options_of
from game.problems.codes import CODES
from game.problems.show import as_text
from game.prove.proof import prove
from game.prove.routes.report import routes_of_role
from game.source.decoding import LARGEST_FILE, decode
from game.source.folder import MOST_BYTES, MOST_FILES
from game.source.nodes import ListNode, MapNode, Node, Scalar
from game.source.schema.shapes import ID, SLUG_ID, ByKind, Either, ListOf, MapOf, Record, Report, Shape
from game.source.schema.story_keys import CHOICES, FILES, LINE, PLAIN_SCENE, PROSE, SCENE_KEYS
from game.source.yaml_tree import read_tree
from game.story.language.parse import MOST_CHARACTERS
from game.story.model import Story

from .pages import FOOTBRIDGE, PAGES, TOP, Fence, fences, prose, story_of

GUIDE = TOP / "docs" / "format.md"
ELSEWHERE = ("keys.md", "problems.md", "first-story.md")  # the first two are the tables' own; test_first_story.py follows the third
EXAMPLES = [fence for page in PAGES if page.name not in ELSEWHERE for fence in fences(page) if fence.language == "yaml"]
BESIDE = [fence for fence in EXAMPLES if "alone" not in fence.info]


@pytest.mark.parametrize("fence", [fence for fence in BESIDE if not fence.wrong], ids=str)
def test_an_example_has_no_problem(fence: Fence, tmp_path: Path) -> None:
    """A scene may leave out what the rest of The Footbridge wants of it, so problems elsewhere aren't its own."""
    loaded = load(story_of(fence, tmp_path), shown="footbridge")
    assert [problem for problem in loaded.problems if fence.file or problem.place.path == "footbridge/guide.yaml"] == []
    warned = {problem.code for problem in lint(loaded).problems if problem.place.path == "footbridge/guide.yaml"}
    assert warned - {"unlinked-scene", "ending-not-told"} == ({fence.warns} if fence.warns else set())


def test_a_reader_can_tell_the_wrong_examples() -> None:
    assert [str(fence) for fence in EXAMPLES if fence.text.startswith("# wrong\n") != bool(fence.wrong or fence.refuted)] == []


@pytest.mark.parametrize("fence", [fence for fence in BESIDE if fence.wrong], ids=str)
def test_a_wrong_example_has_the_problem_that_it_shows(fence: Fence, tmp_path: Path) -> None:
    loaded = load(story_of(fence, tmp_path), shown="footbridge")
    here = [problem.code for problem in loaded.problems if problem.place.path == "footbridge/guide.yaml"]
    assert here[:1] == [fence.wrong]
    assert CODES[fence.wrong].severity == "error"
    assert f"(problems.md#{fence.wrong})" in prose(fence.page), "the text names the problem"


def test_a_check_says_what_the_guide_shows(tmp_path: Path) -> None:
    shown = next(fence for fence in fences(GUIDE) if fence.language == "text")
    wrong = next(fence for fence in BESIDE if fence.wrong == shown.info[1])
    loaded = load(story_of(wrong, tmp_path), shown="scenes/my_story")
    assert as_text(loaded.problems, colour=False).replace("guide.yaml", "day.yaml").strip() == shown.text.strip()


def test_a_proof_says_of_the_routes_what_the_guide_shows() -> None:
    shown = [fence for fence in fences(GUIDE) if fence.language == "text"][1]
    assert "\n".join(route_lines(routes_of_role(checked(FOOTBRIDGE), "errand"), "my_story")) == shown.text.strip()


def test_a_proof_says_of_a_part_what_the_guide_shows() -> None:
    (part,) = prove(checked(FOOTBRIDGE), ["errand"]).roles[0].parts
    assert f"`{part_line(part)}`" in prose(GUIDE)


def test_what_the_guide_says_of_conditions_and_effects_can_be_written(tmp_path: Path) -> None:
    part = prose(GUIDE).partition("## Conditions and effects")[2].partition("\n## ")[0]
    conditions = [code for row in re.findall(r"^\| (`.*?`) \|", part, re.MULTILINE) for code in re.findall("`([^`]+)`", row)]
    (told,) = re.findall(r"An effect stands after `do`[^:]*: ([^.]*)\.", part)
    effects = re.findall("`([^`]+)`", told)
    assert len(conditions) > 10
    assert len(effects) == 5
    choices = [f"    - {{label: Choice {number}, if: {code}}}\n" for number, code in enumerate(conditions)]
    choices += [f"    - {{label: Change {number}, do: {code}}}\n" for number, code in enumerate(effects)]
    text = "choosing:\n  text: What now?\n  choices:\n" + "".join(choices)
    text += "kitchen:\n  text: The drops.\n  choices: [{label: Wait, go: choosing}]\n"
    assert load(story_of(Fence(GUIDE, 0, ("yaml",), text), tmp_path)).problems == ()


def test_the_guide_shows_a_picture_of_the_footbridge_and_every_letter() -> None:
    (shown,) = [fence for fence in fences(GUIDE) if fence.language == "picture"]
    assert shown.text == (FOOTBRIDGE / "pictures" / shown.info[1]).read_text("utf-8")
    table = prose(GUIDE).partition("a space is sky:")[2].partition("\n\n| letter")[2].partition("\n\n")[0]
    told = dict(re.findall(r"\| (a space|`\\?\S`) \| (\w+) (?=\|)", table))
    assert {" " if letter == "a space" else letter[-2]: says for letter, says in told.items()} == {
        letter: thing.says for letter, thing in THINGS.items()
    }


def test_the_limits_are_those_that_are_checked() -> None:
    rows = dict(re.findall(r"^\| (.+?) \| (.+?) \|$", prose(GUIDE).partition("## Limits")[2], re.MULTILINE))
    passage = SCENE_KEYS["text"].shape
    assert isinstance(passage, Either)
    assert isinstance(passage.record, ListOf)
    assert isinstance(CHOICES.shape, ListOf)
    assert rows["a label, a title, a recall, a name"].startswith(f"{LINE.most} characters")
    assert rows["a text"] == f"{PROSE.most:,} characters"
    assert rows["a condition or an effect"] == f"{MOST_CHARACTERS} characters"
    assert rows["choices in a scene, blocks in a passage"] == f"{CHOICES.shape.most}, {passage.record.most}"
    assert rows["a picture"] == f"{WIDEST} letters in a row, {HIGHEST} rows, {LARGEST_PICTURE >> 10} KiB"
    assert rows["a file, a story"] == f"{LARGEST_FILE >> 20} MiB; {MOST_FILES:,} files and {MOST_BYTES >> 20} MiB"
    for words, pattern in (("a name of a scene", ID), ("an id of a choice", SLUG_ID)):
        (row,) = [value for key, value in rows.items() if key.startswith(words)]
        most = int(row.split()[0])
        assert pattern.match("a" * most)
        assert not pattern.match("a" * (most + 1))


def test_the_first_story_is_proved(tmp_path: Path) -> None:
    for fence in EXAMPLES:
        if "alone" in fence.info:
            (tmp_path / fence.file).write_text(fence.text, "utf-8")
    proof = prove(checked(tmp_path))
    assert (proof.verdict, proof.findings) == ("PROVED", [])
    assert set(proof.roles[0].endings) == {"soup", "home"}


def test_the_footbridge_is_proved() -> None:
    proof = prove(checked(FOOTBRIDGE))
    assert (proof.verdict, proof.findings) == ("PROVED", [])
    assert [role.role for role in proof.roles] == ["errand", "rower"]


@pytest.mark.parametrize("fence", [fence for fence in BESIDE if fence.refuted], ids=str)
def test_a_proof_refutes_what_the_guide_says_it_does(fence: Fence, tmp_path: Path) -> None:
    story = load(story_of(fence, tmp_path)).story
    assert story is not None
    finding = next(finding for finding in prove(story).findings if finding.code == fence.refuted)
    assert finding.witness is not None
    way = path_text(finding.witness.carried, finding.witness.entries)
    assert f'--role {finding.witness.role} --path "{way}"' in prose(fence.page)
    played = walk_path(compile_role(story, finding.witness.role), parse_path(way), seed=0)
    assert not any(option.open for option in options_of(played.program, played.state))


def checked(folder: Path) -> Story:
    """The story, once neither its files nor the story as a whole has a problem."""
    loaded = load(folder, shown="footbridge")
    assert loaded.story is not None, loaded.problems
    assert [*loaded.problems, *lint(loaded).problems] == []
    return loaded.story


# ---- every key is shown ----


def test_every_key_of_the_table_stands_in_an_example() -> None:
    shown: set[tuple[str, str]] = set()
    texts = [(fence.file, fence.text) for fence in EXAMPLES if not fence.wrong]
    texts += [(path.name, path.read_text("utf-8")) for path in FOOTBRIDGE.glob("*.yaml")]
    for file, text in texts:
        shown |= set(keys_in(FILES.get(file, SCENES), tree_of(text)))
    known = {
        (record.name, name)
        for record in all_records()
        for name, key in record.keys.items()
        if record is PLAIN_SCENE or PLAIN_SCENE.keys.get(name) is not key  # what every scene has is shown once
    }
    assert [f"{key} of {record}" for record, key in sorted(known - shown)] == []


def all_records() -> list[Record]:
    from docs.make import _records_in

    done: set[int] = set()
    tops = [*(shape for shape in FILES.values() if isinstance(shape, Record)), PLAIN_SCENE, *(kind.keys for kind in KINDS.values())]
    return [record for top in tops for record in (top, *_records_in(top, done))]


def tree_of(text: str) -> MapNode:
    problems: list[object] = []
    file, decoded, _ = decode(text.encode(), "example.yaml")
    tree = read_tree(file, decoded, problems)  # type: ignore[arg-type]
    assert tree is not None, problems
    return tree


def keys_in(shape: Shape, node: Node) -> Iterator[tuple[str, str]]:
    """(record, key) for every key that stands in the node."""
    match shape, node:
        case Record(), MapNode():
            for name, value in node.values.items():
                if name in shape.keys:
                    yield shape.name, name
                    yield from keys_in(shape.keys[name].shape, value)
        case ListOf(), ListNode():
            for item in node.items:
                yield from keys_in(shape.item, item)
        case ListOf(one=True), _:
            yield from keys_in(shape.item, node)
        case MapOf(), MapNode():
            for value in node.values.values():
                yield from keys_in(shape.value, value)
        case Either(), _:
            yield from keys_in(shape.scalar if isinstance(node, Scalar) else shape.record, node)
        case ByKind(), MapNode():
            kind = node.values.get(shape.key)
            yield from keys_in(shape.kinds[kind.value] if isinstance(kind, Scalar) else shape.plain, node)
        case _:
            pass


def test_the_readers_of_the_guide_can_break_it(tmp_path: Path) -> None:
    """The examples are checked for real: one typing slip in any of them is a problem."""
    fence = next(fence for fence in BESIDE if "go: river" in fence.text and not fence.wrong and not fence.file)
    broken = Fence(fence.page, fence.line, fence.info, fence.text.replace("go: river", "go: rivre", 1))
    assert [problem.code for problem in load(story_of(broken, tmp_path)).problems] == ["unknown-scene"]


def test_the_examples_of_the_table_of_keys_are_what_their_keys_take() -> None:
    from docs.make import example_line

    wrong = []
    for record in all_records():
        for name, key in record.keys.items():
            if key.example:
                report = Report([])
                key.shape.check(tree_of(example_line(name, key)).values[name], report)
                wrong += [f"{record.name}, {name}: {problem.message}" for problem in report.problems]
    assert wrong == []
