"""What the terminal sends, made fit for Textual's parser, and the driver that reads it (everywhere but on Windows)."""

import os
import re
import selectors
import termios
from codecs import getincrementaldecoder
from contextlib import suppress

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message

PAUSE = 0.1  # seconds without a byte after which a sequence that isn't finished will not be
PAUSES_IN_A_PASTE = 10  # so many pauses in a row, and a paste that has no end is over
MOST_HELD = 4_096  # bytes of an unfinished string
MOST_COLUMNS, MOST_ROWS = 600, 200  # more than any screen has; a terminal may report any number
UNREADABLE = "\N{REPLACEMENT CHARACTER}"
LEAVING = b"\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?2004l\x1b[?7h\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"

_STRING = rb"\x1b[\]PX^_][^\x00-\x1f\x7f]*"  # OSC, DCS, SOS, PM and APC
_MEANT_FOR_NOBODY = re.compile(
    rb"\x1b\[M(?:[^\x00-\x1f]{3}|[^\x00-\x1f]{0,2}(?=[\x00-\x1f]))"  # a mouse report in bytes (X10), which needn't be UTF-8
    rb"|" + _STRING + rb"(?:\x07|\x1b\\|(?=[\x00-\x06\x08-\x1a\x1c-\x1f\x7f]|\x1b[^\\]))"
)
_UNFINISHED = re.compile(rb"(?:\x1b\[M[^\x00-\x1f]{0,2}|" + _STRING + rb"\x1b?)\Z")


class InputDecoder:
    """Turns bytes from the terminal into text, a chunk at a time.

    Bytes that aren't UTF-8 become U+FFFD. Left out are mouse reports in bytes, and strings that answer questions which nobody
    has asked. A string ends before any control character, so that one without an end can't swallow Ctrl+Q.
    """

    def __init__(self) -> None:
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._held = b""  # the beginning of a report or a string
        self._pauses = 0

    def feed(self, data: bytes) -> str:
        self._pauses = 0
        data = _MEANT_FOR_NOBODY.sub(b"", self._held + data)
        unfinished = _UNFINISHED.search(data)
        self._held = unfinished[0] if unfinished else b""
        if len(self._held) > MOST_HELD:
            self._held = self._held[:2]  # still in the string
        return self._decode(data[: unfinished.start()] if unfinished else data)

    def pause(self) -> str:
        """Nothing came for a while: what is held was a key with Alt, or will never be finished."""
        held, self._held = self._held, b""
        self._pauses += 1
        paste_ends = "\x1b[201~" if self._pauses == PAUSES_IN_A_PASTE else ""
        return self._decode(held if len(held) == 2 else b"") + paste_ends


class TerminalDriver(LinuxDriver):
    """Textual's own, which odd bytes and odd sizes don't break."""

    def run_input_thread(self) -> None:
        decoder = InputDecoder()
        self._parser = XTermParser(self._debug)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if not selector.select(PAUSE):
                    self._parse(decoder.pause())
                else:
                    try:
                        data = os.read(self.fileno, 4_096)
                    except OSError:
                        data = b""
                    if not data:  # nobody is at the other end any more
                        self._app.call_later(self._app.exit, None, 129)
                        return
                    self._parse(decoder.feed(data))
                for event in self._parser.tick():
                    self.process_message(event)

    def _parse(self, text: str) -> None:
        for character in text:
            try:
                for event in self._parser.feed(character):
                    self.process_message(event)
            except (ValueError, OverflowError):  # such as a key with a number that no character has; what follows is read
                self._parser = XTermParser(self._debug)

    def process_message(self, message: Message) -> None:
        if isinstance(message, events.Key) and message.character is not None:
            if message.character == UNREADABLE or "\ud800" <= message.character <= "\udfff":
                return
        elif isinstance(message, events.Resize):
            if not self._in_band_window_resize:
                return  # nobody has asked for it; the system tells how large the window is
            pixels = message.pixel_size
            message = events.Resize.from_dimensions(within(message.size), (pixels.width, pixels.height) if pixels else None)
        super().process_message(message)

    def _get_terminal_size(self) -> tuple[int, int]:
        return within(super()._get_terminal_size())

    def give_back(self) -> None:
        """Leave the terminal as it was found, from any thread, without waiting for it to take what is written."""
        if self.attrs_before is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
        with suppress(OSError):
            os.set_blocking(self.fileno, False)
            os.write(self.fileno, LEAVING)
        with suppress(OSError):
            os.set_blocking(self.fileno, True)


def within(size: Size | tuple[int, int]) -> tuple[int, int]:
    """The size, or as much of it as a screen can have."""
    width, height = size
    return max(1, min(width, MOST_COLUMNS)), max(1, min(height, MOST_ROWS))
