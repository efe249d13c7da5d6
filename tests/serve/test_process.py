"""The command itself: what it says, how it ends, and what is left after a crash."""

import signal
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.serve.classes import made, open_choices
from tests.serve.server import Server, served

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")


class Browser:
    def __init__(self, server: Server, cookie: str = "") -> None:
        self.origin, self.cookie = server.address, cookie

    def ask(self, method: str, path: str, **fields: str) -> str:
        connection = HTTPConnection(self.origin.removeprefix("http://"), timeout=20)
        headers = {"Origin": self.origin, "Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, urlencode(fields) if method == "POST" else None, headers)
        answer = connection.getresponse()
        page = answer.read().decode()
        self.cookie = (answer.getheader("set-cookie") or self.cookie).partition(";")[0]
        connection.close()
        return self.ask("GET", answer.getheader("location") or "/") if answer.status == 303 else page


def test_every_choice_that_was_shown_is_there_after_a_kill(tmp_path: Path) -> None:
    with served(tmp_path, "--role", "graduate") as server:
        code = server.code
        browsers = [Browser(server) for _ in range(4)]
        for number, browser in enumerate(browsers):
            browser.ask("POST", "/join", code=code, nickname=f"Fox {number}")
            page = browser.ask("POST", "/begin", role="graduate", part="")
            for _ in range(number + 1):
                page = browser.ask("POST", "/choose", made=str(made(page)), choice=open_choices(page)[0])
        server.end(signal.SIGKILL)
    with served(tmp_path, "--role", "graduate") as again:
        assert again.code == code
        assert "In the class: 4." in again.said
        for number, browser in enumerate(browsers):
            assert made(Browser(again, browser.cookie).ask("GET", "/play")) == number + 1


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_is_gone_soon_after_it_was_told_to_end_also_with_a_page_on_its_way(tmp_path: Path, how: signal.Signals) -> None:
    with served(tmp_path) as server:
        hanging = HTTPConnection(server.address.removeprefix("http://"), timeout=20)
        hanging.putrequest("POST", "/join")
        hanging.putheader("Origin", server.address)
        hanging.putheader("Content-Length", "100")
        hanging.endheaders(b"code=")
        time.sleep(0.2)
        began = time.monotonic()
        server.end(how)
        assert time.monotonic() - began < 8  # it is told to wait a second; a busy machine takes its time
        hanging.close()
        assert server.process.returncode in (0, -how)


def test_by_itself_it_listens_to_this_computer_alone_and_says_so(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        assert server.address.startswith("http://127.0.0.1:")
        assert "Only this computer can open that address." in server.said
        assert "/teacher/open/" in server.said


def test_without_its_packages_one_sentence_says_how_to_get_them(tmp_path: Path) -> None:
    (tmp_path / "starlette").mkdir()
    (tmp_path / "starlette" / "__init__.py").write_text("raise ModuleNotFoundError(\"No module named 'starlette'\", name='starlette')\n")
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "game", "serve"], env={"PYTHONPATH": f"{tmp_path}:{root}", "HOME": str(tmp_path), "PATH": ""},
        capture_output=True, text=True, timeout=60, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert '".[serve]"' in done.stderr


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        port = server.address.rpartition(":")[2]
        done = subprocess.run(
            [sys.executable, "-m", "game", "serve", "--port", port, "--folder", str(tmp_path / "other")],
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 2
        assert f"Port {port} can't be used here" in done.stderr


def test_one_class_is_served_once(tmp_path: Path) -> None:
    with served(tmp_path, "--folder", str(tmp_path / "mine")):
        done = subprocess.run(
            [sys.executable, "-m", "game", "serve", "--port", "0", "--folder", str(tmp_path / "mine")],
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 2
        assert "served in another window" in done.stderr
