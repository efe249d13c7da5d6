"""Files that somebody's editor, slip or malice might make of good ones: the same for the same seed."""

import random
from collections.abc import Callable, Iterator, Sequence

_SIGNS = (": ", ":", "-", "- ", "'", '"', "''", '""', "{", "}", "[", "]", "|", ">", "#", " #", "%", ",", ", ", "~", "\\", "“")
_WORDS = ("&a ", "*a", "!t ", "? ", "<<: ", "é", "é: ", "x", "text: ", "text:", "- label: ", "text: |\n", "[a](fact:b)", "{ahead}", "null")
_BREAKS = ("---\n", "...\n", "\t", "\n", "\r\n", "\r", "  ", "go: back\n")
_ESCAPES = ("\\x41", "\\e", "\\ud800", "\\U0011ffff")
_UNSEEN = ("\u00a0", "\ufeff", "\x1b", "\0", "\u2028", "\u202e", "\ud800", "🏴\U000e0067", "👩\u200d👧")
INSERTED = [text.encode("utf-8", "surrogatepass") for text in (*_SIGNS, *_WORDS, *_BREAKS, *_ESCAPES, *_UNSEEN)] + [
    b"\xff",
    b"\xc3",
    b"\xfe\xff",
]


def mutations(seeds: Sequence[bytes], seed: int, count: int) -> Iterator[bytes]:
    """`count` files, each one of `seeds` with one to five accidents."""
    chance = random.Random(seed)
    for _ in range(count):
        raw = chance.choice(seeds)
        for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 5))):
            raw = chance.choice(ACCIDENTS)(raw, seeds, chance)[:20_000]
        yield raw


def _insert(raw: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    at = chance.randint(0, len(raw))
    return raw[:at] + chance.choice(INSERTED) * chance.choice((1, 1, 1, 2, 30)) + raw[at:]


def _insert_after_sign(raw: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    """Where YAML looks closest: after a colon, a dash or a newline."""
    signs = [at for at, byte in enumerate(raw) if byte in b":-\n [{\"',"]
    at = chance.choice(signs) + 1 if signs else 0
    return raw[:at] + chance.choice(INSERTED) + raw[at:]


def _delete(raw: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    at = chance.randint(0, len(raw))
    return raw[:at] + raw[at + chance.choice((1, 1, 1, 2, 5, 40)) :]


def _delete_sign(raw: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    signs = [at for at, byte in enumerate(raw) if byte in b":-\n [{]}\"',|"]
    at = chance.choice(signs) if signs else 0
    return raw[:at] + raw[at + 1 :]


def _flip(raw: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    if not raw:
        return b"\x80"
    at = chance.randrange(len(raw))
    return raw[:at] + bytes([raw[at] ^ (1 << chance.randrange(8))]) + raw[at + 1 :]


def _indent(raw: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    lines = raw.split(b"\n")
    at = chance.randrange(len(lines))
    bare = lines[at].lstrip(b" ")
    spaces = max(0, len(lines[at]) - len(bare) + chance.choice((-2, -1, 1, 2, 4)))
    lines[at] = b" " * spaces + bare
    return b"\n".join(lines)


def _move_line(raw: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    lines = raw.split(b"\n")
    line = lines.pop(chance.randrange(len(lines)))
    for _time in range(chance.choice((0, 1, 1, 2))):
        lines.insert(chance.randint(0, len(lines)), line)
    return b"\n".join(lines)


def _splice(raw: bytes, seeds: Sequence[bytes], chance: random.Random) -> bytes:
    other = chance.choice(seeds)
    start = chance.randint(0, len(other))
    at = chance.randint(0, len(raw))
    return raw[:at] + other[start : start + chance.choice((10, 40, 200))] + raw[at:]


def _cut(raw: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    return raw[: chance.randint(0, len(raw))]


def _swallow_line_end(raw: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    ends = [at for at, byte in enumerate(raw) if byte == 10]
    at = chance.choice(ends) if ends else 0
    return raw[:at] + chance.choice((b" ", b"", b": ", b" #", b"'", b'"', b"\r")) + raw[at + 1 :]


ACCIDENTS: tuple[Callable[[bytes, Sequence[bytes], random.Random], bytes], ...] = (
    _insert,
    _insert_after_sign,
    _insert_after_sign,
    _delete,
    _delete_sign,
    _flip,
    _indent,
    _move_line,
    _splice,
    _cut,
    _swallow_line_end,
)
