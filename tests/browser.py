"""A browser for tests, where one is installed; what needs one is skipped by name where none is."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")

_QUIET = ("--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync")


def browsed(page: Path | str, folder: Path) -> tuple[str, str]:
    """The page, a file or an address, as it stands after its script has run, and what its console said."""
    address = page if isinstance(page, str) else page.as_uri()
    done = _run(folder, "--enable-logging=stderr", "--window-size=1200,800", "--virtual-time-budget=4000", "--dump-dom", address)
    return done.stdout, "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)


def printed(page: Path, folder: Path) -> int:
    """How many sheets of paper the page takes."""
    paper = folder / "page.pdf"
    _run(folder / "browser", f"--print-to-pdf={paper}", "--no-pdf-header-footer", page.as_uri())
    return len(re.findall(rb"/Type\s*/Page\b", paper.read_bytes()))


def _run(profile: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    assert CHROMIUM is not None
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", *_QUIET, f"--user-data-dir={profile}", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
