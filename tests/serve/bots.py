"""Simulated students against the real command: `python -m tests.serve.bots --players 30 --choices 40`.

Tells how long pages take, what the server needs, and whether the saves hold exactly what each bot chose.
"""

import argparse
import random
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

from game.cli.open_story import find
from game.cli.play_command import story_to_play
from game.play.playthrough import Playthrough, choose
from game.play.record import from_data
from game.play.resume import program_of, resume
from game.saves import Saves
from tests.serve.classes import made, open_choices
from tests.serve.server import served


class Bot:
    """One student, with a connection that stays open, and what was chosen in each of its games."""

    def __init__(self, address: str, name: str, seed: int) -> None:
        self.connection = HTTPConnection(address.removeprefix("http://"), timeout=60)
        self.address, self.name, self.cookie = address, name, ""
        self.luck = random.Random(seed)
        self.first: list[float] = []
        self.took: list[float] = []
        self.games: list[list[str]] = []

    def ask(self, method: str, path: str, **fields: str) -> str:
        headers = {"Origin": self.address, "Cookie": self.cookie}
        self.connection.request(method, path, urlencode(fields) if method == "POST" else None, headers)
        answer = self.connection.getresponse()
        page = answer.read().decode()
        self.cookie = (answer.getheader("set-cookie") or self.cookie).partition(";")[0]
        return self.ask("GET", answer.getheader("location") or "/") if answer.status == 303 else page

    def timed(self, path: str, into: list[float], **fields: str) -> str:
        began = time.perf_counter()
        page = self.ask("POST", path, **fields)
        into.append(time.perf_counter() - began)
        return page

    def play(self, code: str, choices: int, think: float) -> None:
        time.sleep(self.luck.random() * think * 5)
        self.timed("/join", self.first, code=code, nickname=self.name)
        page = self.begin()
        for _ in range(choices):
            time.sleep(think * (0.5 + self.luck.random()))
            if not (there := open_choices(page)):
                self.ask("POST", "/leave")
                page = self.begin()
                there = open_choices(page)
            choice = self.luck.choice(there)
            page = self.timed("/choose", self.took, made=str(made(page)), choice=choice)
            self.games[-1].append(choice)

    def begin(self) -> str:
        self.games.append([])
        return self.ask("POST", "/begin", role="graduate", part="")


def memory(process: int) -> float:
    """The most that a process has held in memory, in megabytes."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def lost(folder: Path, bots: list[Bot]) -> list[str]:
    """What the saves say otherwise than the bots chose."""
    found = find(None)
    story = story_to_play(found)
    assert story is not None
    saves, wrong = Saves(folder), []
    kept: dict[str, list[Playthrough]] = {}
    for slot in saves.slots(story.identity):
        saved = from_data(saves.read(slot).payload)
        kept.setdefault(slot.nickname, []).append(resume(program_of(story, saved), saved).played)
    for bot in bots:
        games = kept.pop(bot.name, [])
        if sorted([entry.choice for entry in game.entries] for game in games) != sorted(bot.games):
            wrong.append(f"{bot.name}: other choices were saved than were made")
        for game in games:
            fold = Playthrough(game.program, game.seed, game.carried, game.turns[:1])
            for entry in game.entries:
                fold = choose(fold, entry.choice)
            if fold.state != game.state:
                wrong.append(f"{bot.name}: the choices lead to another state than the save's")
    return [*wrong, *(f"{name}: a game that nobody played" for name in kept)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--players", type=int, default=30)
    parser.add_argument("--choices", type=int, default=40)
    parser.add_argument("--think", type=float, default=2.0, help="seconds between two choices, on average")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home, served(Path(home), "--role", "graduate") as server:
        bots = [Bot(server.address, f"Bot {number}", number) for number in range(options.players)]
        with ThreadPoolExecutor(options.players) as pool:
            for done in [pool.submit(bot.play, server.code, options.choices, options.think) for bot in bots]:
                done.result()
        most = memory(server.process.pid)
        began = time.monotonic()
        server.end()
        ended = time.monotonic() - began
        wrong = lost(Path(home) / "class" / "games", bots)
    first = [took * 1000 for bot in bots for took in bot.first]
    took = [each * 1000 for bot in bots for each in bot.took]
    print(f"{options.players} players, {len(took)} choices, {sum(len(bot.games) for bot in bots)} games")
    print(f"first page: median {median(first):.0f} ms, slowest {max(first):.0f} ms")
    print(f"a choice: median {median(took):.0f} ms, 95th percentile {quantiles(took, n=20)[-1]:.0f} ms, slowest {max(took):.0f} ms")
    print(f"memory at most {most:.0f} MB; gone {ended:.1f} s after SIGTERM")
    print("\n".join(wrong) or "every save equals what its bot chose")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
