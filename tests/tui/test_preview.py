"""Previewing: what an author sees beside the play, and what becomes of it while the files change."""

import asyncio
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from game.check.lint import lint
from game.library.find_stories import Found
from game.play.pasted_line import parse_path
from game.prove.ways_to import way_to
from game.session.draft import Draft, NoWay, open_draft
from game.tui.play.passage import PassageView
from game.tui.preview.author_pane import AuthorPane
from game.tui.preview.author_play import MendingScreen, PreviewScreen
from game.tui.preview.name_search import FindScreen
from game.tui.preview.preview_app import PreviewApp
from tests.tui.driving import FERRY, Player, driven

WIDE = (140, 100)  # room for the whole pane


@dataclass(frozen=True, slots=True)
class Author(Player):
    """Somebody who writes the story in `folder` and looks at it."""

    folder: Path

    @property
    def draft(self) -> Draft:
        assert isinstance(self.app, PreviewApp)
        return self.app.draft

    @property
    def place(self) -> tuple[str, int]:
        """The scene, and how many choices led there."""
        assert self.draft.session is not None
        return self.draft.session.played.scene.id, self.draft.session.played.made

    @property
    def pane(self) -> str:
        """The words of the pane that can be seen."""
        x, y, width, height = self.app.screen.query_one(AuthorPane).region
        return " ".join(" ".join(text[x : x + width] for text in self.lines[y : y + height]).split())

    def text(self, name: str = "scenes.yaml") -> str:
        return (self.folder / name).read_text("utf-8")

    def save(self, text: str, name: str = "scenes.yaml") -> None:
        (self.folder / name).write_text(text, "utf-8")

    def replace(self, old: str, new: str, name: str = "scenes.yaml") -> None:
        text = self.text(name)
        assert old in text
        self.save(text.replace(old, new, 1), name)

    async def wait_for(self, words: str) -> None:
        await self.wait(lambda: words in self.reads)


@asynccontextmanager
async def writing(folder: Path, size: tuple[int, int] = WIDE) -> AsyncIterator[Author]:
    draft = open_draft(Found(folder, folder.name))
    app = PreviewApp(draft, settings_file=folder.parent / "settings.json", find_way=way_to, warn=lambda loaded: lint(loaded).problems)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Author(app, pilot, folder)  # type: ignore[arg-type]


@pytest.fixture
def story(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FERRY, tmp_path / "ferry"))


# ---- the pane ----


@driven
async def test_the_pane_tells_warnings_and_those_of_the_scene_first(story: Path) -> None:
    async with writing(story) as author:
        author.save("attic:\n  ending: In the attic\n  text: Dust.\n", "attic.yaml")
        await author.wait(lambda: any(warning.code == "unlinked-scene" for warning in author.draft.warnings))
        author.app.screen.query_one(AuthorPane).scroll_end(animate=False)
        await author.wait(lambda: "attic.yaml:1:1" in author.pane)
        assert "Warnings: " in author.pane
        (story / "attic.yaml").unlink()
        await author.wait(lambda: all(warning.code != "unlinked-scene" for warning in author.draft.warnings))


@driven
async def test_the_pane_tells_why_each_choice_is_open_or_closed(story: Path) -> None:
    async with writing(story) as author:
        assert "This scene quay ferry/scenes.yaml:1 as visitor, after 0 choices" in author.pane
        assert "open offer-otto-your-tea (stays here) line 14 once: not used yet true if: thermos thermos is yes" in author.pane
        assert "open walk-to-the-office → office_door line 22" in author.pane
        assert "closed swim line 31 a door: never opens" in author.pane
        assert "false worn_out: all of these false hours > 24 hours is 0 false battery == 0 battery is 8" in author.pane
        await author.press("1")
        assert "hidden offer-otto-your-tea (stays here) line 14 once: used already false if: thermos thermos is no" in author.pane
        assert "thermos no was yes" in author.pane
        assert "trust 1 was 0" in author.pane
        assert "money 60 battery" in author.pane, "what the step left alone is not marked"


@driven
async def test_on_a_narrow_terminal_the_pane_is_a_page_of_its_own(story: Path) -> None:
    async with writing(story, (80, 24)) as author:
        assert "Its choices" not in author.reads
        assert "The quay" in author.reads
        await author.press("a")
        assert "Its choices" in author.reads
        assert "The ferry is a light far out" not in author.reads
        await author.press("1")
        assert "as visitor, after 1 choice" in author.reads, "a digit chooses there too"
        await author.press("pagedown")
        assert "Variables" in author.reads
        await author.press("escape")
        assert "The ferry is a light far out" in author.reads
        await author.press("2")
        assert author.place == ("quay", 2)


@driven
async def test_beside_the_page_it_can_be_put_away(story: Path) -> None:
    async with writing(story) as author:
        await author.press("a")
        assert "Its choices" not in author.reads
        await author.press("a")
        assert "Its choices" in author.reads


# ---- going about ----


@driven
async def test_going_to_a_scene_by_typing_a_part_of_its_name(story: Path) -> None:
    async with writing(story) as author:
        await author.press("g", *"aboa", "enter")
        await author.wait(lambda: author.place[0] == "aboard")
        made = author.place[1]
        assert made > 3
        assert f"You came to `aboard` by {made} choices (there is no shorter way)." in author.pane
        await author.press("u")
        assert author.place[1] == made - 1, "the way there is made of choices that can be taken back"
        assert "You came to" not in author.pane


@driven
async def test_a_scene_that_only_another_role_can_come_to(story: Path) -> None:
    async with writing(story) as author:
        await author.press("g", *"sea", "enter")
        await author.wait(lambda: author.place[0] == "sea")
        assert "`visitor` can't come to it, so you are `captain` now." in author.pane


@driven
async def test_a_scene_that_nobody_can_come_to(story: Path) -> None:
    (story / "attic.yaml").write_text("attic:\n  ending: In the attic\n  text: Dust.\n", "utf-8")
    async with writing(story) as author:
        await author.press("g", *"attic", "enter")
        await author.wait_for("Nobody can come to `attic`")
        assert author.place == ("quay", 0)


@driven
async def test_a_search_can_be_stopped(story: Path) -> None:
    def search(_story: object, _role: str, scene: str, stop: object) -> NoWay:
        assert callable(stop)
        while not stop():
            time.sleep(0.01)
        return NoWay(f"stopped before {scene}")

    async with writing(story) as author:
        author.app._find_way = search  # type: ignore[attr-defined]
        await author.press("g", *"aboard", "enter")
        await author.wait_for("Looking for a way to `aboard`")
        await author.press("1")
        assert author.place == ("quay", 1), "meanwhile one can play"
        await author.press("escape")
        await author.wait(lambda: "Looking for" not in author.reads)
        assert author.place == ("quay", 1)


@driven
async def test_the_palette_goes_to_scenes_too(story: Path) -> None:
    async with writing(story) as author:
        commands = {command.title: command for command in author.app.get_system_commands(author.app.screen)}
        commands["Go to clerk"].callback()
        await author.wait(lambda: author.place[0] == "clerk")


@driven
async def test_roles_and_starting_over(story: Path) -> None:
    async with writing(story) as author:
        await author.press("1", "1", "r")
        assert author.place == ("quay", 0)
        await author.press("b")
        assert isinstance(author.app.screen, FindScreen)
        await author.press("down", "enter")
        assert author.place == ("bridge", 0)
        assert "as captain, after 0 choices" in author.pane


# ---- the files ----


@driven
async def test_a_saved_file_is_followed_and_the_place_stays(story: Path) -> None:
    async with writing(story) as author:
        await author.press("1", "1")
        assert author.place == ("office_door", 2)
        author.replace("A door with a bell.", "A door with a brass bell.")
        await author.wait_for("A door with a brass bell.")
        assert author.place == ("office_door", 2)
        assert "Loaded anew" in author.pane


@driven
async def test_a_broken_file_is_shown_and_the_last_good_version_goes_on(story: Path) -> None:
    async with writing(story) as author:
        await author.press("1")
        good = author.text()
        author.replace("choices:", "choises:")
        await author.wait_for("You play the last version that had none.")
        assert "a scene has no key `choises`" in author.pane
        assert "^^^^^^^ did you mean `choices`?" in author.pane
        assert "help: it may have" in author.pane
        await author.press("1")
        assert author.place == ("office_door", 2)
        author.save(good)
        await author.wait(lambda: "choises" not in author.reads)
        assert author.place == ("office_door", 2)


@driven
async def test_where_the_pane_is_not_seen_the_page_tells_of_a_mistake(story: Path) -> None:
    async with writing(story, (80, 24)) as author:
        await author.press("1")
        good = author.text()
        author.replace("choices:", "choises:")
        await author.wait_for("The files have a mistake")
        assert "Walk to the office" in author.reads
        await author.press("a")
        assert "a scene has no key `choises`" in author.reads
        await author.press("a", "g", *"clerk", "enter")
        await author.wait(lambda: author.place[0] == "clerk")
        assert "Thank her and go" in author.reads, "one goes about in the last good version"
        author.save(good.replace("label: Walk to the office", "label: Crawl to the office"))
        await author.wait_for("`quay` has no choice `walk-to-the-office` now. Press a to see more.")


@driven
async def test_where_a_choice_is_gone_the_others_are_kept_until_it_is_back(story: Path) -> None:
    async with writing(story) as author:
        await author.press("1", "1", "1")
        there = author.place
        good = author.text()
        author.replace("label: Walk to the office", "label: Crawl to the office")
        await author.wait(lambda: author.place == ("quay", 1))
        await author.wait_for("`quay` has no choice `walk-to-the-office` now. So this is after 1 of your 3 choices.")
        author.replace("Crawl to the office", "Run to the office")  # still another id: the place mustn't be forgotten
        await author.wait_for("Run to the office")
        author.save(good)
        await author.wait(lambda: author.place == there)
        assert "has no choice" not in author.pane


@driven
async def test_what_the_author_then_chooses_is_the_way(story: Path) -> None:
    async with writing(story) as author:
        await author.press("1", "1")
        good = author.text()
        author.replace("label: Walk to the office", "label: Crawl to the office")
        await author.wait(lambda: author.place == ("quay", 1))
        await author.press("2")
        author.save(good)
        await author.wait_for("Walk to the office")
        assert author.place == ("quay", 2)


@driven
async def test_reading_goes_on_where_it_was(story: Path) -> None:
    async with writing(story, (120, 13)) as author:
        await author.press("down")
        reading = author.app.screen.query_one(PassageView)
        page, row = reading.page, author.choices.row
        assert page.top
        assert row is not None
        author.replace("Nobody looks up.", "Nobody looks round.")
        await author.wait_for("Loaded anew")
        assert reading.page == page
        assert author.choices.row is not None
        assert author.choices.row.name == row.name


@driven
async def test_an_editor_that_empties_or_renames_makes_nothing_flicker(story: Path) -> None:
    async with writing(story) as author:
        seen: set[str] = set()
        good = author.text()
        file = story / "scenes.yaml"
        for number in range(3):
            file.write_text("", "utf-8")
            await author.pilot.pause(0.05)
            seen |= {problem.code for problem in author.draft.problems}
            file.write_text(good.replace("Nobody looks up.", f"Nobody looks up {number}."), "utf-8")
            await author.wait_for(f"Nobody looks up {number}.")
            file.unlink()
            await author.pilot.pause(0.05)
            seen |= {problem.code for problem in author.draft.problems}
            (story / "new~").write_text(good, "utf-8")
            (story / "new~").replace(file)
            await author.wait_for("Nobody looks up. ")
            seen |= {problem.code for problem in author.draft.problems}
        assert seen == set()


@driven
async def test_files_that_come_and_go_and_the_folder_itself(story: Path) -> None:
    async with writing(story) as author:
        await author.press("1")
        (story / "attic.yaml").write_text("attic:\n  ending: In the attic\n  text: Dust.\n", "utf-8")
        await author.wait(lambda: author.draft.story is not None and "attic" in author.draft.story.scenes)
        (story / "attic.yaml").rename(story / "cellar.yaml")
        await author.wait(lambda: author.draft.story is not None and author.draft.story.scenes["attic"].at.path.endswith("cellar.yaml"))
        (story / "cellar.yaml").unlink()
        await author.wait(lambda: author.draft.story is not None and "attic" not in author.draft.story.scenes)
        story.rename(story.with_name("elsewhere"))
        await author.wait_for("there is no folder here")
        await author.press("1")
        assert author.place == ("office_door", 2)
        story.with_name("elsewhere").rename(story)
        await author.wait(lambda: not author.draft.problems)
        await author.wait_for("Loaded anew")
        assert author.place == ("office_door", 2)


@driven
async def test_a_role_that_goes_and_comes_back(story: Path) -> None:
    news = story / "news.yaml"
    news.write_text(news.read_text("utf-8").replace(", roles: [captain]", ""), "utf-8")
    async with writing(story) as author:
        await author.press("b", "down", "enter", "1")
        there = author.place
        assert author.draft.session is not None
        good = author.text("story.yaml")
        gone = good[good.index("  captain:") : good.index("variables:")]
        author.save(good.replace(gone, ""), "story.yaml")
        await author.wait_for("The story has no role `captain` now; this is the start of `visitor`.")
        author.save(good, "story.yaml")
        await author.wait(lambda: author.place == there)


@driven
async def test_a_story_that_is_broken_from_the_start(story: Path) -> None:
    good = (story / "story.yaml").read_text("utf-8")
    (story / "story.yaml").write_text(good.replace("title: The last ferry", "title: [The last ferry"), "utf-8")
    async with writing(story, (80, 24)) as author:
        assert isinstance(author.app.screen, MendingScreen)
        assert "This story can't be played yet." in author.reads
        assert "story.yaml:1" in author.reads
        author.save(good.replace("roles:", "rolls:"), "story.yaml")
        await author.wait_for("`rolls`")
        author.save(good, "story.yaml")
        await author.wait(lambda: isinstance(author.app.screen, PreviewScreen))
        await author.wait_for("The ferry is a light far out.")
        await author.press("1")
        assert author.place == ("quay", 1)


@pytest.mark.parametrize(
    ("role", "way", "told"),
    [
        ("visitor", "offer-otto-your-tea walk-to-the-office", ""),
        ("visitor", "fly-away", "After 0 choices, in `quay`, `fly-away` can't be chosen."),
        ("pilot", "", "The story has no role `pilot`; this is the start of `visitor`."),
    ],
)
@driven
async def test_the_wishes_for_a_story_that_is_broken_at_first(story: Path, role: str, way: str, told: str) -> None:
    good = (story / "story.yaml").read_text("utf-8")
    (story / "story.yaml").unlink()
    draft = open_draft(Found(story, "ferry"), role=role, path=parse_path(way))
    app = PreviewApp(draft, settings_file=story.parent / "settings.json", find_way=way_to, warn=lambda loaded: lint(loaded).problems)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        author = Author(app, pilot, story)  # type: ignore[arg-type]
        author.save(good, "story.yaml")
        await author.wait(lambda: isinstance(app.screen, PreviewScreen))
        await author.wait(lambda: told in author.pane)
        assert author.place == (("quay", 0) if told else ("office_door", 2))


@driven
async def test_a_page_that_is_open_over_the_play_stays_open(story: Path) -> None:
    async with writing(story) as author:
        await author.press("1", "j")
        author.replace("Nobody looks up.", "Nobody looks round.")
        await author.wait(lambda: "Loaded anew" in author.app._playing.said)  # type: ignore[attr-defined]
        await author.press("escape")
        assert "Nobody looks round." in author.reads


@driven
async def test_nothing_in_a_file_or_its_name_acts_on_the_app(story: Path) -> None:
    async with writing(story) as author:
        author.save('attic:\n  text: "[/] [@click=app.boom]x[/] \x1b]52;c;eA==\x07"\n  chois: []\n', "[@click=app.boom][b].yaml")
        await author.wait_for("[@click=app.boom][b].yaml")
        assert "\x1b" not in author.sees
        strips = author.app.screen._compositor.render_strips()
        clicks = {segment.style.meta.get("@click") for strip in strips for segment in strip if segment.style is not None}
        assert "app.boom" not in clicks - {None}
        author.save('attic:\n  text: "[/] [@click=app.boom]x"\n  chois: []\n', "[@click=app.boom][b].yaml")
        await author.wait_for("a scene has no key `chois`")


@driven
async def test_nothing_of_a_preview_is_kept(story: Path) -> None:
    before = sorted(path for path in story.parent.rglob("*"))
    async with writing(story) as author:
        await author.press("1", "1", "u", "r", "2")
        await asyncio.sleep(0.3)
        await author.press("question_mark")
        await author.wait_for("nothing of it is saved")
        assert "Your game is saved" not in author.reads
    assert sorted(path for path in story.parent.rglob("*")) == before


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (200, 60)])
@driven
async def test_the_key_line_names_the_author_s_keys(story: Path, size: tuple[int, int]) -> None:
    async with writing(story, size) as author:
        assert all(key in author.lines[-1] for key in ("a Author", "g Go to", "r Restart", "b Role", "? Help", "Ctrl+Q Quit"))
