"""What was typed and clicked and waits for its turn."""

import asyncio
from collections import deque
from collections.abc import Callable

from textual import events
from textual.message import Message

MOST_WAITING = 64  # more is dropped: nobody types so far ahead
MOST_REPEATS = 2  # of a key that is held down
QUICK_LOOKS, SLOW_LOOKS, BETWEEN = 20, 100, 0.005  # how often and how long, in seconds, we wait for the app to come to rest

_FOCUS = (events.AppFocus, events.AppBlur)


class InputQueue:
    """Hands the app one key at a time, each when what the one before has led to is there.

    Whatever is pressed while a page is being opened is meant for that page; and a key that is held down, or a mouse that is
    moved, can't get further ahead of the app than a moment.
    """

    def __init__(self, hand_over: Callable[[Message], object], at_rest: Callable[[], bool]) -> None:
        """`hand_over` gives an event to the app; `at_rest` is whether the app has done with all it was given."""
        self._hand_over, self._at_rest = hand_over, at_rest
        self._waiting: deque[Message] = deque()
        self._task: asyncio.Task[None] | None = None
        self.handed: Message | None = None  # what the app is at
        self.taken = 0  # how many the app has been handed, a moved mouse apart

    def put(self, event: Message, *, writing: bool) -> None:
        """Take an event in. `writing`: a text is being typed, in which a letter may well come many times."""
        if self._replaces_newest(event):
            self._waiting[-1] = event
        elif len(self._waiting) < MOST_WAITING and (writing or not self._is_held_down(event)):
            self._waiting.append(event)
        if self._task is None and self._waiting:
            self._task = asyncio.create_task(self._hand_over_all())

    @property
    def busy(self) -> bool:
        """Whether something waits, or the app hasn't done yet with what it was handed last."""
        return self._task is not None

    def clear(self) -> None:
        self._waiting.clear()

    def _replaces_newest(self, event: Message) -> bool:
        """Whether what waits before it needn't be known: where the mouse was, or whether the window had the focus."""
        newest = self._waiting[-1] if self._waiting else None
        if isinstance(event, events.MouseMove) and not event.button:
            return isinstance(newest, events.MouseMove)
        return isinstance(event, _FOCUS) and isinstance(newest, _FOCUS)

    def _is_held_down(self, event: Message) -> bool:
        newest = list(self._waiting)[-MOST_REPEATS:]
        return (
            isinstance(event, events.Key)
            and len(newest) == MOST_REPEATS
            and all(isinstance(each, events.Key) and each.key == event.key for each in newest)
        )

    async def _hand_over_all(self) -> None:
        try:
            while self._waiting:
                self.handed = self._waiting.popleft()
                self.taken += not isinstance(self.handed, events.MouseMove)
                self._hand_over(self.handed)
                await self._rest()
                self.handed = None
        finally:
            self._task = None

    async def _rest(self) -> None:
        for look in range(QUICK_LOOKS + SLOW_LOOKS):
            await asyncio.sleep(0 if look < QUICK_LOOKS else BETWEEN)
            if self._at_rest():
                return
