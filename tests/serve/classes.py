"""A class as its browsers see it: without a network, by the same forms that a page has."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from pathlib import Path

from starlette.testclient import TestClient

from game.cli.open_story import find
from game.cli.play_command import story_to_play
from game.saves import Saves
from game.serve.class_app import ClassApp, class_app
from game.serve.class_room import ClassFile, ClassRoom
from game.serve.games import Games
from game.serve.teacher import Teacher
from game.session.lesson_bell import computers_clock
from game.story.model import Role, RolePart

HOST = "class.example:8000"
ORIGIN = f"http://{HOST}"
CHOICE = re.compile(r'<button class="choice" name="choice" value="([^"]*)">')
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


@dataclass
class Class:
    """One that is served from a folder; a second one from the same folder is the server started again."""

    folder: Path
    story: str | None = None
    lesson: bool = False
    role: str = ""
    part: Callable[[Role], RolePart] | None = None
    clock: Callable[[], datetime] = computers_clock
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        found = find(self.story)
        story = story_to_play(found)
        assert story is not None
        part = self.part(story.roles[self.role]) if self.part is not None else None
        self.room = ClassRoom(ClassFile(self.folder))
        self.saves = Saves(self.folder / "games")
        self.games = Games(story, found, self.saves, self.room, self.clock, role=self.role, part=part, lesson=self.lesson)
        self.teacher = Teacher(self.games, self.saves.folder, self.said.append)
        self.app = class_app(ClassApp(self.games, self.teacher, self.said.append), [HOST])

    def browser(self) -> TestClient:
        return TestClient(self.app, base_url=ORIGIN, headers={"origin": ORIGIN})

    def joined(self, nickname: str = "Blue Heron", *, begun: bool = True) -> TestClient:
        browser = self.browser()
        shown = browser.post("/join", data={"code": self.room.state.code, "nickname": nickname})
        assert shown.url.path == "/play", shown.text
        if begun:
            shown = browser.post("/begin", data=hidden(shown.text))
        return browser

    def teachers(self) -> TestClient:
        browser = self.browser()
        assert browser.get(f"/teacher/open/{self.teacher.link}").url.path == "/teacher"
        return browser


def hidden(page: str) -> dict[str, str]:
    """What the first form of a page sends by itself."""
    first = re.search(r"<form.*?</form>", page, re.DOTALL)
    return {unescape(name): unescape(value) for name, value in HIDDEN.findall(first[0] if first else "")}


def open_choices(page: str) -> list[str]:
    return [unescape(each) for each in CHOICE.findall(page)]


def made(page: str) -> int:
    return int(hidden(page)["made"])


def to_the_end(browser: TestClient, most: int = 300) -> str:
    """Takes the last choice that is open until the role ends; the page of the end."""
    page = browser.get("/play").text
    for _ in range(most):
        if 'class="card end"' in page:
            return page
        page = browser.post("/choose", data={"made": str(made(page)), "choice": open_choices(page)[-1]}).text
    raise AssertionError("no end")
