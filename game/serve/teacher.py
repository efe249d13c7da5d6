"""The teacher's live page and the page for the wall: who is where, who is stuck, and what the class decided, without names.

The teacher's browser is known by a cookie that it has from a link which works once; whoever opens it makes the next one.
"""

from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime, timedelta
from hmac import compare_digest
from io import BytesIO
from pathlib import Path
from secrets import token_hex
from zipfile import ZIP_DEFLATED, ZipFile

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from game.document.html import as_page
from game.play.playthrough import Playthrough
from game.play.view import view
from game.report.account import Account, GameRecord, account_of
from game.report.class_document import class_document
from game.report.classes import FEWEST, Split, by_group
from game.saves import SaveError
from game.saves.answers import read_answers
from game.serve.class_room import SEATS, Seat
from game.serve.games import Games
from game.serve.guard import number, sent
from game.serve.page_frame import button, form, notice, page
from game.text.words import counted
from game.web.markup import Child, Markup, tag

TEACHER = "teacher"
EVERY = 10  # seconds after which the live pages are looked at again
STUCK_AFTER = timedelta(minutes=4)
MOST_SPLITS = 4

Page = Callable[[Request], Awaitable[Response]]


class Teacher:
    """`told` hears the link that the next browser can open."""

    def __init__(self, games: Games, folder: Path, told: Callable[[str], None] = lambda _: None) -> None:
        self.games, self.room, self.folder, self.told = games, games.room, folder, told
        self.link = token_hex(16)
        self._known: set[str] = set()
        self._accounts: dict[str, tuple[Playthrough, Account]] = {}

    def routes(self) -> list[Route]:
        posts = {"pause": self.pause, "bell": self.bell, "free": self.free, "delete": self.delete}
        gets = {"": self.live, "/report": self.report, "/games.zip": self.collect, "/delete": self.ask}
        return [
            Route("/teacher/open/{link}", self.open),
            *(Route(f"/teacher{path}", self._only(handler)) for path, handler in gets.items()),
            *(Route(f"/teacher/{path}", self._only(handler), methods=["POST"]) for path, handler in posts.items()),
            Route("/wall", self._only(self.wall)),
        ]

    async def open(self, request: Request) -> Response:
        if not compare_digest(request.path_params["link"].encode(), self.link.encode()):
            return HTMLResponse(page("Used", tag("h1", "This link was used"), tag("p", "The terminal shows one that works.")), 403)
        self.link, known = token_hex(16), token_hex(16)
        self._known.add(known)
        self.told(self.link)
        response = RedirectResponse("/teacher", 303)
        response.set_cookie(TEACHER, known, httponly=True, samesite="strict", path="/")
        return response

    def _only(self, handler: Callable[[dict[str, str]], Response]) -> Page:
        async def page_of(request: Request) -> Response:
            if request.cookies.get(TEACHER, "") not in self._known:
                told = "This page is the teacher's. The terminal in which the class was started shows its link."
                return HTMLResponse(page("The teacher's page", tag("h1", "The teacher's page"), tag("p", told)), 403)
            return handler(await sent(request) if request.method == "POST" else {})

        return page_of

    # ---- looking ----

    def live(self, _: dict[str, str]) -> Response:
        state, now = self.room.state, self.games.clock()
        seats = sorted(state.seats, key=lambda seat: seat.nickname.casefold())
        rows = [tag("tr", *self._row(seat, now)) for seat in seats]
        head = tag("tr", *(tag("th", name, scope="col") for name in ("Who", "As", "Where", "Decisions", "Last choice", "")))
        return HTMLResponse(
            page(
                f"{len(seats)} in the class",
                tag("h1", self.games.story.title),
                tag("p", f"Code {state.code} · {len(seats)} of {SEATS} seats · {self._phase(now)}"),
                tag("div", *self._doings(), look="tools"),
                tag("div", tag("table", tag("thead", head), tag("tbody", *rows)), look="scroll")
                if rows
                else tag("p", "Nobody is here yet."),
                tag(
                    "p",
                    f"This page looks again every {EVERY} seconds. Nicknames stand here: put the wall's page on the wall.",
                    look="quiet",
                ),
                refresh=EVERY,
                wide=True,
            )
        )

    def _phase(self, now: datetime) -> str:
        state, bell = self.room.state, self.games.lesson.bell
        lesson = "a lesson is on" if self.games.lesson.on else "no lesson is on"
        told = (
            "the bell has rung"
            if self.games.over
            else f"the bell rings at {bell.hour}, {bell.in_words()}"
            if bell is not None
            else "no bell"
        )
        return " · ".join(filter(None, ["paused" if state.paused else "", lesson, told, f"it is {now:%H:%M}"]))

    def _doings(self) -> Iterator[Child]:
        state = self.room.state
        yield form("/teacher/pause", button("Go on" if state.paused else "Pause"), on=0 if state.paused else 1)
        for minutes in (5, 10, 20):
            yield form("/teacher/bell", button(f"Bell in {minutes} min"), minutes=minutes)
        yield form("/teacher/bell", button("Finish now"), minutes=0)
        if state.bell is not None:
            yield form("/teacher/bell", button("No bell"), off=1)
        yield tag("a", "The wall's page", href="/wall")
        yield tag("a", "What the class decided (a page to keep)", href="/teacher/report")
        yield tag("a", "Collect the games", href="/teacher/games.zip")
        yield tag("a", "Delete everything", href="/teacher/delete")

    def _row(self, seat: Seat, now: datetime) -> Iterator[Child]:
        yield tag("th", seat.nickname, scope="row")
        try:
            session = self.games.of(seat)
        except SaveError as error:
            yield tag("td", error.sentence, colspan=4)
            session = None
        else:
            if session is None or session.save is None:
                yield tag("td", "hasn't begun", colspan=4)
        if session is not None and session.save is not None:
            played, slot = session.played, session.save.slot
            shown = view(played)
            where = f"At the end: {shown.ending}" if shown.ending else " · ".join(filter(None, [shown.title, shown.place]))
            since = now - slot.updated if slot.updated is not None else timedelta()
            waits = since >= STUCK_AFTER and not played.ended and not self.games.over
            minutes = f"{int(since.total_seconds() // 60)} min ago"
            yield from (tag("td", told) for told in (shown.role, where, str(played.decisions)))
            yield tag("td", f"{minutes}: stuck?" if waits else minutes, look="stuck" if waits else None)
        freed = form("/teacher/free", button("Free the seat"), nickname=seat.nickname) if seat.mark else Markup("free")
        yield tag("td", freed)

    def wall(self, _: dict[str, str]) -> Response:
        """What fewer than five came to isn't told, and nobody's name."""
        seats = self.room.state.seats
        accounts = self._played(said=False)
        ended = sum(account.played.ended for account in accounts)
        splits = [split for group in by_group(accounts) for split in group.splits]
        splits.sort(key=lambda split: -split.apart)
        shown = [tag("section", *_split(split)) for split in splits[:MOST_SPLITS]]
        few = tag("p", f"Where {FEWEST} or more have decided, and not all alike, it is shown here.", look="quiet")
        return HTMLResponse(
            page(
                self.games.story.title,
                tag("h1", self.games.story.title),
                tag("p", self.room.state.code, look="big"),
                tag("p", f"{counted(len(seats), 'player')} · {ended} at an end"),
                *shown,
                few,
                refresh=EVERY,
                wide=True,
                language=self.games.story.language,
            )
        )

    def _played(self, *, said: bool) -> list[Account]:
        """The games of the class. One that hasn't changed since it was last looked at isn't told anew."""
        for seat in self.room.state.seats:
            try:
                session = self.games.of(seat)
            except SaveError:
                continue  # the teacher's page tells it beside the nickname
            if session is None or session.save is None:
                continue
            slot, there = session.save.slot, self._accounts.get(seat.game)
            if there is None or there[0] is not session.played:
                kept = GameRecord(slot.id, slot.nickname, slot.updated)
                self._accounts[seat.game] = (session.played, account_of(session.played, kept))
        return [self._with_answers(account) if said else account for _, account in self._accounts.values()]

    def _with_answers(self, account: Account) -> Account:
        slot = next((slot for slot in self.games.saves.slots(self.games.story.identity) if slot.id == account.kept.name), None)
        said = read_answers(self.games.saves, slot) if slot is not None else None
        return account_of(account.played, GameRecord(account.kept.name, account.kept.nickname, account.kept.updated, said))

    def report(self, _: dict[str, str]) -> Response:
        text = as_page(class_document(self._played(said=True)))
        return Response(text, media_type="text/html", headers={"content-disposition": 'attachment; filename="class.html"'})

    def collect(self, _: dict[str, str]) -> Response:
        """Every game of the class as it is on the disk, in one file: `neighbours report` reads the folder that comes out of it."""
        packed = BytesIO()
        with ZipFile(packed, "w", ZIP_DEFLATED) as file:
            for path in sorted(self.folder.rglob("*.json")):
                if path.is_file() and not path.is_symlink():
                    file.writestr(str(path.relative_to(self.folder).as_posix()), path.read_bytes())
        return Response(
            packed.getvalue(), media_type="application/zip", headers={"content-disposition": 'attachment; filename="games.zip"'}
        )

    # ---- doing ----

    def pause(self, fields: dict[str, str]) -> Response:
        self.room.change(paused=fields.get("on") == "1")
        return RedirectResponse("/teacher", 303)

    def bell(self, fields: dict[str, str]) -> Response:
        minutes = number(fields.get("minutes", ""))
        if "off" in fields or 0 <= minutes <= 600:
            self.room.change(bell=None if "off" in fields else self.games.clock() + timedelta(minutes=minutes))
        return RedirectResponse("/teacher", 303)

    def free(self, fields: dict[str, str]) -> Response:
        """Whoever joins under this nickname next goes on with its game: for a browser that was closed or changed."""
        if (seat := self.room.called(fields.get("nickname", ""))) is not None:
            self.room.put(seat, mark="")
        return RedirectResponse("/teacher", 303)

    def ask(self, _: dict[str, str]) -> Response:
        games = counted(len(self.games.saves.slots(self.games.story.identity)), "game")
        told = f"{games} and all nicknames, answers and texts of this class are deleted from this computer. Collect first what you need."
        return HTMLResponse(
            page(
                "Delete everything",
                tag("h1", "Delete everything?"),
                notice(told),
                form("/teacher/delete", button("Delete it all", "go")),
                tag("p", tag("a", "No, go back", href="/teacher")),
            )
        )

    def delete(self, _: dict[str, str]) -> Response:
        self._accounts.clear()
        self.games.delete_all()
        return RedirectResponse("/teacher", 303)


def _split(split: Split) -> Iterator[Child]:
    yield tag("h2", split.title or split.place or split.scene.replace("_", " "))
    rows = [
        tag("tr", tag("th", each.label, scope="row"), tag("td", str(each.players)),
            tag("td", tag("meter", min=0, max=split.players, value=each.players, aria_hidden="true")))
        for each in split.options
    ]  # fmt: skip
    yield tag("table", tag("caption", f"{counted(split.players, 'player')} decided here"), tag("tbody", *rows), look="bars")
