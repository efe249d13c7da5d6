"""The commands that we print, written so that they can be pasted into the player's shell: POSIX sh, or PowerShell on Windows.

Whatever a name holds, a shell takes it for one word and runs nothing that is in it. A sign that could act on a terminal
is replaced, as everywhere; such a line then names nothing that is there.
"""

import os
import re

from game.text.clean import REPLACEMENT, clean

LONGEST = 100_000
"""About as many characters as a shell takes; a way through a story is one word."""

# What every shell takes as it stands, bare or between double quotes.
_BARE = re.compile(r"(?:[^\W\d]|\.{0,2}/)[\w./:-]*|0|[1-9]\d{0,8}|\.{1,2}")
_IN_DOUBLE_QUOTES = re.compile(r"[\w./:=+@, -]+")


def command_line(verb: str = "", *names: str, **options: str | int | bool | None) -> str:
    """`neighbours VERB NAME --option value`. An option that is None, False or "" is left out, and one that is True stands alone.

        command_line("play", "my story", role="guest")   gives   neighbours play "my story" --role guest

    A value that begins with a dash is written behind `=`, and a name that does behind `--`, so that neither is taken for an
    option.
    """
    words = ["neighbours", *([verb] if verb else []), *(quoted(name) for name in names if not name.startswith("-"))]
    for option, value in options.items():
        flag = f"--{option.replace('_', '-')}"
        if value is True:
            words.append(flag)
        elif value is not None and value is not False and value != "":
            words += [quoted(f"{flag}={value}")] if str(value).startswith("-") else [flag, quoted(str(value))]
    if dashed := [quoted(name) for name in names if name.startswith("-")]:
        words += ["--", *dashed]
    return " ".join(words)


def quoted(word: str, *, powershell: bool | None = None) -> str:
    """One word as the shell reads it; by default that of this computer."""
    word = clean(word.replace("\t", REPLACEMENT), limit=LONGEST).replace("\n", REPLACEMENT)
    if powershell if powershell is not None else _has_powershell():
        return _for_powershell(word)
    if _BARE.fullmatch(word):
        return word
    return f'"{word}"' if _IN_DOUBLE_QUOTES.fullmatch(word) else "'" + word.replace("'", "'\\''") + "'"


def _for_powershell(word: str) -> str:
    """In double quotes, between which the older cmd.exe runs nothing either.

    The PowerShell that comes with Windows hands a double quote on as it stands. The program that is started then needs a
    backslash before it, and two for each backslash before that or at the end of a word with a space.
    """
    if _BARE.fullmatch(word.replace("\\", "/")):
        return word
    word = re.sub(r'(\\*)"', r'\1\1\\"', word)
    word = re.sub(r"(\\+)$", r"\1\1", word) if " " in word else word
    return '"' + re.sub("[`$]", r"`\g<0>", re.sub('["\u201c\u201d\u201e]', r"\g<0>\g<0>", word)) + '"'


def _has_powershell() -> bool:
    """Whether this is Windows, and not a shell of Unix on it, such as Git's."""
    return os.name == "nt" and "MSYSTEM" not in os.environ
