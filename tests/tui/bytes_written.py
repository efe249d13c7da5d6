"""What the app writes to the terminal, byte for byte."""

import re
from typing import Any

from textual import events
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size

# What Textual writes to place and colour what is drawn and to wrap a frame, and to choose the pointer of the mouse.
FRAME = re.compile(r"\x1b\[(?:\d+;\d+H|[\d;:]*m|\?2026[hl])")
POINTER = re.compile(r"\x1b\]22;[a-z-]+\x07")
COLOUR = re.compile(r"\x1b\[(?:[\d:]+;)*(?:[34]8[;:]|3[0-7]|4[0-7]|9[0-7]|10[0-7])[\d;:]*m")
ACTING = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")


class CapturingDriver(HeadlessDriver):
    """A terminal of a fixed size that keeps all that is written to it."""

    written: str = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        CapturingDriver.written = ""

    @property
    def is_headless(self) -> bool:
        return False

    def write(self, data: str) -> None:
        CapturingDriver.written += data

    def start_application_mode(self) -> None:
        size = Size(*self._size) if self._size is not None else Size(80, 24)
        self.send_message(events.Resize(size, size))


def acting(written: str) -> list[str]:
    """Characters that act on a terminal or hide in text, once the frames themselves are taken away."""
    return ACTING.findall(POINTER.sub("", FRAME.sub("", written)))
