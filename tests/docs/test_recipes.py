"""Whoever follows the recipes of the page on how it is built needs nothing else: each is followed on a copy of the tree."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .pages import TOP, inline_code

ARCHITECTURE = TOP / "docs" / "architecture.md"
FERRY = TOP / "tests" / "stories" / "ferry"


def test_every_file_that_the_page_names_is_there() -> None:
    named = {word for word in inline_code(ARCHITECTURE) if re.fullmatch(r"[\w./]+", word) and ("/" in word or word.endswith(".py"))}
    lost = [word for word in named if not any((start / word).exists() for start in (TOP, TOP / "game")) and not at_the_end_of_one(word)]
    assert lost == []


def at_the_end_of_one(name: str) -> bool:
    return any(path.as_posix().endswith(f"/{name}") for path in (TOP / "game").rglob(Path(name).name))


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> "Copy":
    """The tree, to which a command that prints a page, something to look back on, and something to do at the end are added."""
    top = tmp_path_factory.mktemp("copy")
    for name in ("game", "docs", "scenes", "tests"):
        shutil.copytree(TOP / name, top / name, ignore=shutil.ignore_patterns("__pycache__"))
    for file in (*TOP.glob("*.md"), TOP / "pyproject.toml", TOP / "constraints.txt", TOP / "LICENSE"):
        shutil.copy(file, top)
    made = Copy(top)
    add_a_command_and_its_page(made)
    add_something_to_look_back_on(made)
    add_something_to_do_at_the_end(made)
    return made


class Copy:
    def __init__(self, top: Path) -> None:
        self.top = top

    def file(self, name: str) -> Path:
        """The one module that is called so, wherever it is."""
        (found,) = (self.top / "game").rglob(name)
        return found

    def change(self, name: str, pattern: str, new: str) -> None:
        """Put `new`, as `re.sub` has it, for the one place that `pattern` fits, in a module or a page."""
        file = self.top / name if name.endswith(".md") else self.file(name)
        text, count = re.subn(pattern, new, file.read_text("utf-8"), flags=re.MULTILINE)
        assert count == 1, f"{name}: {pattern}"
        file.write_text(text, "utf-8")

    def importing(self, name: str, line: str) -> None:
        file = self.file(name)
        file.write_text(file.read_text("utf-8").replace("\nfrom game", f"\n{line}\nfrom game", 1), "utf-8")

    def class_of(self, name: str, base: str) -> str:
        """The first class of a module that is a `base`."""
        match = re.search(rf"^class (\w+)\({base}\b", self.file(name).read_text("utf-8"), re.MULTILINE)
        assert match is not None
        return match[1]

    def run(self, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        environment = {"PYTHONPATH": str(self.top), "NEIGHBOURS_HOME": str(self.top / "home"), "PATH": "", "HOME": str(self.top)}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.top,
            input=typed,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )


PEOPLE_PAGE = '''\
"""Who is in a story, as a page."""

from game.document import Document, Table
from game.story.model import Story


def people_page(story: Story) -> Document:
    rows = tuple((person.name, person.wants) for person in story.people.values())
    return Document(f"Who is in {story.title}", story.language, (Table(("Name", "Wants"), rows),))
'''
PEOPLE = '''\
"""`neighbours people`: who is in a story."""

from game.cli.exit_codes import Exit
from game.cli.open_story import opened
from game.cli.output_files import as_text, form_of, put
from game.guide.people_page import people_page


def write_people(name: str | None, form: str | None, out: str | None, *, force: bool) -> int:
    written = form_of(form, out)
    given = opened(name, "printed")
    return Exit.PROBLEMS if given is None else put(as_text(people_page(given.story), written), out, "The page", force=force)
'''
ROWS = """\
| `neighbours people STORY` | write who is in a story |
| `neighbours people --format html` | as a page for a browser |
| `neighbours people --output FILE` | write it to a file |
| `neighbours people --force` | write over the file where there is one |
"""
LONGEST = '''\
"""The longest of the choices that were made."""

from game.play.playthrough import Playthrough


def longest_choice(played: Playthrough) -> str:
    return max((turn.entry.choice for turn in played.turns if turn.entry is not None), key=len, default="")
'''


def add_a_command_and_its_page(copy: Copy) -> None:
    (copy.top / "game/guide/people_page.py").write_text(PEOPLE_PAGE, "utf-8")
    (copy.top / "game/cli/people.py").write_text(PEOPLE, "utf-8")
    says = '"who is in a story", "Write who is in a story."'
    row = f'"people": Command("people.write_people", {says}, _STORY, _form_by_name("md", "html"), *_OUTPUT),'
    copy.change("commands.py", r'^( +)"games": Command\(', rf"\1{row}\n\g<0>")
    copy.change("docs/playing.md", r"^\| `neighbours games` \|", ROWS + r"\g<0>")


def add_something_to_look_back_on(copy: Copy) -> None:
    (copy.top / "game/play/looking_back/longest_choice.py").write_text(LONGEST, "utf-8")
    copy.importing("summary.py", "from game.play.looking_back.longest_choice import longest_choice")
    copy.change("summary.py", r"^    hours: tuple\[.*$", r"\g<0>\n    longest: str")
    copy.change("summary.py", r"^        same_hours\(.*$", r"\g<0>\n        longest_choice(played),")
    section, page = copy.class_of("look_back_sections.py", "Struct"), copy.class_of("ending_choices.py", "NamedTuple")
    row = 'Row("longest", plain(told.longest))'
    copy.change(
        "look_back_sections.py", "^    return made$", f'    made.append({section}("Longest", plain(""), "", [{row}], plain))\n\\g<0>'
    )
    copy.change(
        "ending_choices.py", r"^    return tuple\(pages\)$", f'    pages.append({page}("Your longest choice", told.longest))\n\\g<0>'
    )


def add_something_to_do_at_the_end(copy: Copy) -> None:
    row = r'\1\2("thanks", lambda _: "Thank the people"),'
    copy.change("ending_rows.py", r'^( +)(\w+)\("notebook", .*$', rf"\g<0>\n{row}")
    action = '    def action_thanks(self) -> None:\n        self.notify("They thank you, too.")\n\n\\g<0>'
    copy.change("open_pages.py", "^    def action_export", action)
    copy.change("ending_choices.py", '^( +)yield "n", .*$', r'\1yield "th", "thanks the people"\n\g<0>')
    copy.change("line_game.py", r'"save", "r", "b"\)', '"save", "r", "b", "th")')
    copy.change("line_game.py", '^( +)elif word == "save":', r'\1elif word == "th":\n\1    self.say("They thank you, too.")\n\g<0>')
    copy.change("pages.py", r'^( +)\("u", "undo', r'\1("th", "at the end: thank the people"),\n\g<0>')
    copy.change("docs/playing.md", r"^\| `save` \|", "| `th` | at the end: thank the people |\n\\g<0>")


def test_a_command_prints_its_page_both_ways(copy: Copy) -> None:
    assert "who is in a story" in copy.run("-m", "game", "--help").stdout
    told = copy.run("-m", "game", "people", str(FERRY))
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith("# Who is in The last ferry\n")
    assert copy.run("-m", "game", "people", str(FERRY), "-o", "who.html").returncode == 0
    assert "<h1>Who is in The last ferry</h1>" in (copy.top / "who.html").read_text("utf-8")
    assert copy.run("-m", "game", "people", str(FERRY), "-o", "who.html").returncode == 2


def test_what_was_added_to_the_end_of_a_role_is_there_line_by_line(copy: Copy) -> None:
    told = copy.run("-m", "game", "play", "--plain", str(FERRY), "--role", "captain", typed="1\n" * 12 + "th\ne\ne 4\nq\n")
    assert told.returncode == 0, told.stderr
    assert "thanks the people" in told.stdout
    assert "They thank you, too." in told.stdout
    assert "Your longest choice" in told.stdout


IN_THE_APP = """
from pathlib import Path
from game.library.load import load
from game.play.looking_back.summary import look_back
from game.play.playthrough import begin, choose
from game.play.program import compile_role
from game.play.view import view
from game.tui.pages.look_back_sections import sections
from game.tui.play.ending_rows import ENDING_ACTIONS
from game.tui.play.play_screen import PlayScreen
import sys
played = begin(compile_role(load(Path(sys.argv[1])).story, "captain"), 1)
while not played.ended:
    played = choose(played, next(option.id for option in view(played).options if option.open))
print(*[section.title for section in sections(look_back(played), kept=True)], sep="|")
print(*[each.action for each in ENDING_ACTIONS if not hasattr(PlayScreen, f"action_{each.action}")])
print(*[each.action for each in ENDING_ACTIONS])
"""


def test_what_was_added_to_the_end_of_a_role_is_there_in_the_app(copy: Copy) -> None:
    told = copy.run("-c", IN_THE_APP, str(FERRY))
    assert told.returncode == 0, told.stderr
    titles, without_an_action, actions = told.stdout.splitlines()
    assert "Longest" in titles.split("|")
    assert without_an_action == ""
    assert actions.split()[-1] == "thanks"


def test_the_tests_that_a_recipe_names_pass(copy: Copy) -> None:
    """Those of the command's table, of the pages, and of what is on the page about playing."""
    chosen = "every_command_and_option or line_by_line or takes_what_can_be_typed or looks_alike"
    told = copy.run(
        "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "tests/docs/test_pages.py", "tests/cli/test_commands.py", "-k", chosen
    )
    assert told.returncode == 0, told.stdout
