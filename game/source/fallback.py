"""PyYAML's own parser, for where libyaml is missing.

It differs from libyaml on a few texts that people write (`{label: What now?}`), and a story must not be good on one
machine and bad on another. So those parts of its scanner are replaced here by what libyaml 0.2.5 does.
"""

import re
from typing import Any

import yaml
from yaml.error import Mark
from yaml.scanner import ScannerError
from yaml.tokens import ScalarToken, TagToken

# As much of a plain text as stands on one line, outside and inside brackets.
_BLOCK_WORDS = re.compile(r"(?>(?:[^\0 \n:]++|:(?![\0 \n]))*)")
_FLOW_WORDS = re.compile(r"(?>(?:[^\0 \n:,\[\]{}]++|:(?![\0 \n,?\[\]{}]))*)")
_FLOW_COLON = re.compile(r":[,?\[\]{}]")
_TAG = re.compile(r"(?:[-A-Za-z0-9_;/?:@&=+$.!~*'()]|%[0-9A-Fa-f]{2})*")
_VERBATIM_TAG = re.compile(r"(?:[-A-Za-z0-9_;/?:@&=+$.!~*'(),\[\]]|%[0-9A-Fa-f]{2})*")
# An escape; the group is that of half a character.
_ESCAPE = re.compile(r"\\(?:u(?=([Dd][89A-Fa-f]))|U(?=0000([Dd][89A-Fa-f]))|.)", re.DOTALL)


class PythonParser:
    """The events of a text, as libyaml's parser gives them. It takes many times as long."""

    def __init__(self, text: str) -> None:
        self._parser: Any = _LikeLibyaml(text)

    def get_event(self) -> Any:
        """The next event, or None after the last. Raises yaml.YAMLError and nothing else."""
        try:
            return self._parser.get_event()
        # Its stumbles over bad input, should there be more than are known.
        except (ValueError, OverflowError, IndexError, RecursionError) as error:
            raise yaml.YAMLError from error


class _LikeLibyaml(yaml.SafeLoader):
    flow_level: int
    indent: int
    column: int
    allow_simple_key: bool
    buffer: str
    pointer: int

    def scan_plain(self) -> ScalarToken:
        """A question mark may stand in a text between brackets; a colon before a bracket or comma may not."""
        start: Any = self.get_mark()
        end = start
        indent = self.indent + 1
        words = _FLOW_WORDS if self.flow_level else _BLOCK_WORDS
        chunks: list[str] = []
        spaces: Any = []
        while self.peek() != "#":
            match = words.match(self.buffer, self.pointer)
            assert match is not None  # both end before the NUL that closes the buffer
            length = len(match[0])
            if self.flow_level and _FLOW_COLON.match(self.buffer, match.end()):
                self.forward(length)
                raise ScannerError("while scanning a plain scalar", start, "found unexpected ':'", self.get_mark())
            if not length:
                break
            self.allow_simple_key = False
            chunks += [*spaces, match[0]]
            self.forward(length)
            end = self.get_mark()
            spaces = self.scan_plain_spaces(indent, start)
            if not spaces or (not self.flow_level and self.column < indent):
                break
        return ScalarToken("".join(chunks), True, start, end)

    def scan_flow_scalar_non_spaces(self, double: bool, start_mark: Any) -> Any:
        """An escape that stands for no character is an error with a place."""
        at = self.pointer
        try:
            chunks = super().scan_flow_scalar_non_spaces(double, start_mark)
        except (ValueError, OverflowError) as error:
            raise _no_character(start_mark, self.get_mark()) from error
        if double and any("\ud800" <= chunk <= "\udfff" for chunk in chunks):
            mark: Any = self.get_mark()
            escape = next(match for match in _ESCAPE.finditer(self.buffer, at, self.pointer) if match[1] or match[2])
            after = self.buffer.count("\n", escape.start(), self.pointer)
            start_of_line = self.buffer.rfind("\n", 0, escape.start()) + 1
            raise _no_character(start_mark, Mark(mark.name, escape.end(), mark.line - after, escape.end() - start_of_line, None, 0))
        return chunks

    def scan_tag(self) -> TagToken:
        """A comma ends a tag between brackets."""
        start: Any = self.get_mark()
        try:
            token: TagToken = super().scan_tag()
        except ScannerError:
            if not self.flow_level or self.peek() != ",":
                raise
            token = TagToken(("!", ""), start, self.get_mark())
        return token

    def scan_tag_uri(self, name: str, start_mark: Any) -> str:
        """Fewer signs are part of a tag, so that one in a text is refused in both parsers."""
        pattern = _VERBATIM_TAG if self.buffer[self.pointer - 1] == "<" else _TAG
        match = pattern.match(self.buffer, self.pointer)
        if not match or not match[0]:
            raise ScannerError(f"while parsing a {name}", start_mark, "expected URI", self.get_mark())
        self.forward(len(match[0]))
        return match[0]


def _no_character(start: Any, mark: Any) -> ScannerError:
    return ScannerError("while parsing a quoted scalar", start, "found invalid Unicode character escape code", mark)
