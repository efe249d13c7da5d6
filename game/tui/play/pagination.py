"""Where the pages of a text begin and end: counting of lines, and nothing of how they are drawn."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

FEW = 3  # lines; fewer aren't left alone with the choices


class PassageLine(Struct, frozen=True):
    """A line of a text. `letters` stand before it, however the lines are broken; one that `keeps` stays with what follows, and one
    that `begins` a scene comes after what the choice before it has brought."""

    letters: int
    blank: bool = False
    keeps: bool = False
    begins: bool = False


class Page(Struct, frozen=True):
    """The lines from `top` to before `bottom`."""

    top: int
    bottom: int

    @property
    def height(self) -> int:
        return self.bottom - self.top


def pages_of(lines: Sequence[PassageLine], first: int, room: int, room_at_last: int, new: int = 0, turn: int = 0) -> tuple[Page, ...]:
    """The pages of a text: one where `first` lines hold it with the choices below; else the first page has `first` lines at most,
    another `room`, and the last `room_at_last`.

    What comes before the line `new` has been read: it takes no room from what is new, and stands above it as far as there is room.
    A page begins with the line `turn`, whatever room there is.
    """
    end = len(lines)
    if turn:
        following = [Page(turn + page.top, turn + page.bottom) for page in pages_of(lines[turn:], room, room, room_at_last)]
        return (*_filled(lines, turn, first, room, room), *following)
    if end <= first - (room - room_at_last) or not end:
        return (Page(0, end),)
    if new:
        return _with_read_above(lines, first, room, room_at_last, new)
    return (*_filled(lines, end, first, room, room_at_last),)


def _with_read_above(lines: Sequence[PassageLine], first: int, room: int, room_at_last: int, new: int) -> tuple[Page, ...]:
    """What was read and only keeps with what follows, as a title does, fills no page of its own: it goes with what is new."""
    following = [Page(new + page.top, new + page.bottom) for page in pages_of(lines[new:], room, room, room_at_last)]
    top = new
    if len(following) == 1:
        (only,) = following
        top = max(0, min(new, only.bottom - room_at_last))
        while lines[top].blank:
            top += 1
        following = [Page(top, only.bottom)]
    if top and _titles(lines, top):
        starts = (place for place in range(top + 1, new) if lines[place - 1].blank and not lines[place].blank)
        top = next((place for place in starts if not _titles(lines, place)), new)
        if _titles(lines, top):
            return (*_filled(lines, len(lines), first, room, room_at_last),)
        if len(following) == 1:
            following = [Page(top, following[0].bottom)]
    return (*(_filled(lines, top, first, room, room) if top else ()), *following)


def number_of(pages: Sequence[Page], lines: Sequence[PassageLine], letters: int) -> int:
    """The page on which the text goes on that has so many letters before it."""
    return max((number for number, page in enumerate(pages) if page.height and lines[page.top].letters <= letters), default=0)


def _filled(lines: Sequence[PassageLine], end: int, first: int, room: int, room_at_last: int) -> Iterator[Page]:
    top = 0
    while lines[end - 1].blank:
        end -= 1
    here, room, room_at_last = max(1, first), max(1, room), max(1, room_at_last)
    while end - top > room_at_last - (room - here):
        most = max(top + 1, min(top + here, end - 1))
        following = max(range(top + 1, most + 1), key=lambda place: _worth(lines, place, end, room, room_at_last))
        bottom = following
        while bottom > top + 1 and lines[bottom - 1].blank:
            bottom -= 1
        yield Page(top, bottom)
        top, here = following, room
        while lines[top].blank:
            top += 1
    yield Page(top, end)


def _worth(lines: Sequence[PassageLine], place: int, end: int, room: int, room_at_last: int) -> int:
    """How good it is to turn the page before the line at `place`: late, between paragraphs, and so that the rest fits on the last;
    best of all so that a scene has the last page for itself, from its title to the choices."""
    worth = place
    last = place - 1
    if lines[place].blank or lines[last].blank:
        worth += FEW
        while lines[last].blank and last:
            last -= 1
    elif place < 2 or lines[place - 2].blank or place + 1 == len(lines) or lines[place + 1].blank:
        worth -= 1  # a line of a paragraph would stand alone
    if lines[last].keeps:
        worth -= 3 * room  # rather one page more than a title without what follows it
    if end - place <= room_at_last:
        worth += 2 * room if _begins(lines, place) else room
        if end - place < FEW and not lines[last + 1].blank:
            worth -= FEW
    return worth


def _begins(lines: Sequence[PassageLine], place: int) -> bool:
    """Whether the line at `place`, or the first after a blank one there, begins a scene."""
    while lines[place].blank:
        place += 1
    return lines[place].begins


def _titles(lines: Sequence[PassageLine], end: int) -> bool:
    """Whether nothing but titles stands before the line at `end`."""
    return all(line.keeps or line.blank for line in lines[:end])
