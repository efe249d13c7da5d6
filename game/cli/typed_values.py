"""What is typed for a value: read, or refused in words that argparse shows."""

from argparse import ArgumentTypeError
from collections.abc import Callable


def whole(what: str, least: int, most: int) -> Callable[[str], int]:
    """What reads a number within bounds."""

    def number(text: str) -> int:
        if not text.isdecimal() or len(text) > len(str(most)) or int(text) < least:
            raise ArgumentTypeError(f"{what} is a whole number from {least} to {most}")
        return int(text)

    return number


def hour(text: str) -> str:
    """An hour of the day, as `10:35`."""
    hours, _, minutes = text.partition(":")
    if not (hours.isdecimal() and minutes.isdecimal() and len(hours) <= 2 == len(minutes) and int(hours) < 24 and int(minutes) < 60):
        raise ArgumentTypeError("an hour is written as 10:35")
    return text


seed, games = whole("a seed", 0, 999_999), whole("a number of games", 1, 9_999_999)


def output(text: str) -> str | None:
    """`-` is standard output, as everywhere."""
    return None if text == "-" else text


def web_address(text: str) -> str:
    scheme, _, rest = text.partition("://")
    if scheme not in ("http", "https") or not rest.strip("/") or not all(sign.isalnum() or sign in "-._~:/?#@!$&()*+,;=%" for sign in rest):
        raise ArgumentTypeError("an address begins with https:// or http:// and has no spaces")
    return text
