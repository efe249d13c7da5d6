"""The addresses of a class, and what each does. Every step is made in one thread, and is on the disk before its page is sent."""

from collections.abc import Awaitable, Callable, Collection
from functools import wraps

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from game.document.html import as_page
from game.play.playthrough import NotOpenError
from game.report.account import GameRecord, account_of
from game.report.student_document import student_document
from game.saves import SaveError
from game.saves.answers import SURE, Time, read_answers
from game.serve.asking_pages import answers_page, debrief_page, question_page
from game.serve.beside_pages import PAGES, beside
from game.serve.class_room import Seat, SeatError
from game.serve.games import Games
from game.serve.guard import Guard, TooLargeFormError, number, sent
from game.serve.join_pages import begin_page, join_page
from game.serve.moment_page import moment_page
from game.serve.page_frame import STYLE, button, form, message, page
from game.serve.teacher import Teacher
from game.session.game_session import GameSession
from game.story.model import Role, RolePart
from game.web import stylesheet
from game.web.markup import Child, tag

SEAT = "seat"
LASTS = 12 * 60 * 60  # seconds that a browser keeps its seat
SOON = 10  # seconds after which a page that waits asks again

Page = Callable[[Request], Awaitable[Response]]
Handler = Callable[["ClassApp", Seat, dict[str, str]], Response]


class ClassApp:
    """`told` hears what is worth a line in the terminal."""

    def __init__(self, games: Games, teacher: Teacher, told: Callable[[str], None] = lambda _: None) -> None:
        self.games, self.room, self.teacher, self.told = games, games.room, teacher, told

    def routes(self) -> list[Route]:
        posts = {"/choose": choose, "/skip": skip, "/back": back, "/begin": begin, "/whole": whole, "/leave": leave, "/answer": answer,
                 "/debrief": write}  # fmt: skip
        gets: dict[str, Handler] = {"/play": play, "/debrief": debrief, "/answers": answers, "/take": take_along}
        return [
            Route("/", self.front),
            Route(STYLE, style),
            Route("/join", self.join, methods=["POST"]),
            *(Route(path, self._seated(handler), methods=["POST"]) for path, handler in posts.items()),
            *(Route(path, self._seated(handler)) for path, handler in gets.items()),
            *(Route(f"/{name}", self._seated(_beside(name))) for name in PAGES),
            *self.teacher.routes(),
        ]

    def seat_of(self, request: Request) -> Seat | None:
        return self.room.seat_of(request.cookies.get(SEAT, ""))

    async def front(self, request: Request) -> Response:
        if self.seat_of(request) is not None:
            return to("/play")
        return HTMLResponse(join_page(self.games.story))

    async def join(self, request: Request) -> Response:
        if self.seat_of(request) is not None:
            return to("/play")  # the form was sent twice, or from a second tab
        fields = await sent(request)
        nickname = fields.get("nickname", "")
        try:
            seat, token = self.room.join(fields.get("code", ""), nickname)
        except SeatError as error:
            return HTMLResponse(join_page(self.games.story, str(error), nickname[:100]), 403)
        self.told(f"{seat.nickname} has joined: {len(self.room.state.seats)} in the class.")
        response = to("/play")
        response.set_cookie(SEAT, token, max_age=LASTS, httponly=True, samesite="strict", path="/")
        return response

    def _seated(self, handler: Handler) -> Page:
        @wraps(handler)
        async def page_of(request: Request) -> Response:
            fields = await sent(request) if request.method == "POST" else {}
            seat = self.seat_of(request)
            if seat is None:
                return to("/")
            if request.method == "POST" and self.room.state.paused:
                return to("/play")
            return handler(self, seat, fields)

        return page_of


def class_app(classroom: ClassApp, hosts: Collection[str]) -> ASGIApp:
    """The whole, to be given to a server. `hosts` are those that are answered, with their port."""
    app = Starlette(
        routes=classroom.routes(),
        exception_handlers={TooLargeFormError: too_large, SaveError: not_kept, 404: not_here, 405: not_here},
    )
    return Guard(app, hosts)


def to(path: str) -> RedirectResponse:
    return RedirectResponse(path, 303)


async def style(_: Request) -> Response:
    return Response(stylesheet(), media_type="text/css", headers={"cache-control": "max-age=3600"})


async def too_large(_: Request, __: Exception) -> Response:
    return HTMLResponse(message("Too long", "That is too long to be sent. Go back and make it shorter."), 413)


async def not_kept(_: Request, error: Exception) -> Response:
    return HTMLResponse(message("This didn't work", error.sentence if isinstance(error, SaveError) else "Try again."), 503)


async def not_here(_: Request, __: Exception) -> Response:
    return HTMLResponse(message("Nothing is here", "There is no such page in this class.", "/"), 404)


# ---- a game ----


def play(app: ClassApp, seat: Seat, _: dict[str, str]) -> Response:
    """The page that is due: what the teacher has said comes first, then the lesson's questions, then the story."""
    games, story = app.games, app.games.story
    if app.room.state.paused:
        sentence = "Your teacher has paused the play. This page goes on by itself when it is over."
        return HTMLResponse(message("A pause", sentence, refresh=SOON))
    session = games.of(seat)
    if session is None:
        if games.over:
            return HTMLResponse(message("The play is over", "The bell has rung, so no new game begins.", refresh=SOON))
        return HTMLResponse(begin_page(story, seat.nickname, _offered(games)))
    time = _asks(games, session)
    if time is not None:
        questions = games.lesson.questions(time, session)
        if questions is not None and (question := questions.question) is not None:
            return HTMLResponse(question_page(questions, question, story))
    if games.over and not session.played.ended:
        return HTMLResponse(_bell_page(games, session))
    if not session.played.ended:
        return HTMLResponse(moment_page(session, told=_bell_told(games)))
    return HTMLResponse(moment_page(session, more=_at_the_end(games, session), end=games.end(session)))


def _asks(games: Games, session: GameSession) -> Time | None:
    """At which time questions are due now. Who said what is read from the disk, so it is only looked up where it may be due."""
    lesson = games.lesson
    if not lesson.on:
        return None
    if session.played.made == 0 and not games.over and lesson.due("before", session):
        return "before"
    return "after" if (session.played.ended or games.over) and lesson.due("after", session) else None


def _offered(games: Games) -> list[tuple[Role, RolePart | None]]:
    """The roles that can be begun; in a lesson the parts of a role come before the whole of it."""
    story = games.story
    if games.role:
        return [(story.roles[games.role], games.part)]
    parts = [(role, part) for role in story.roles.values() for part in (role.parts if games.lesson.on else ())]
    return [*parts, *((role, None) for role in story.roles.values())]


def _bell_told(games: Games) -> str:
    bell = games.lesson.bell
    return f"The bell rings soon: {bell.in_words()}." if bell is not None and bell.is_near and bell.minutes_left > 0 else ""


def _at_the_end(games: Games, session: GameSession) -> list[Child]:
    """What can be done once a role, or a part of it, has ended."""
    do: list[Child] = [*_afterwards(games, session), tag("a", "Take your way along", href="/take")]
    if not games.over:
        if session.played.part_over is not None:
            do.insert(0, form("/whole", button("Go on into the whole role", "choice")))
        do.append(form("/leave", button("Play again, or be somebody else", "plain")))
    return [tag("div", *do, look="tools")]


def _afterwards(games: Games, session: GameSession) -> list[Child]:
    debrief, lesson = games.lesson.debrief(session), games.lesson
    links: list[Child] = [tag("a", "Talk about it", href="/debrief")] if debrief is not None else []
    questions = lesson.questions("after", session) if lesson.on else None
    if questions is not None and questions.question is None:
        links.append(tag("a", "Your answers before and after", href="/answers"))
    return links


def _bell_page(games: Games, session: GameSession) -> str:
    links = [*_afterwards(games, session), tag("a", "My way so far", href="/way"), tag("a", "Notebook", href="/notebook")]
    return page(
        "The bell has rung",
        tag("h1", "The bell has rung"),
        tag("p", "The play stops here. Your game is saved as it stands, and counts as it is."),
        tag("nav", *links, look="tools"),
        language=games.story.language,
    )


def begin(app: ClassApp, seat: Seat, fields: dict[str, str]) -> Response:
    games = app.games
    wish = next(
        (each for each in _offered(games) if (each[0].id, each[1].id if each[1] else "") == (fields.get("role"), fields.get("part"))), None
    )
    if wish is not None and not games.over and games.of(seat) is None:
        role, part = wish
        games.begin(seat, role.id, part)
    return to("/play")


def choose(app: ClassApp, seat: Seat, fields: dict[str, str]) -> Response:
    return _step(app, seat, fields, lambda session: session.choose(fields.get("choice", "")))


def skip(app: ClassApp, seat: Seat, fields: dict[str, str]) -> Response:
    return _step(app, seat, fields, lambda session: session.skip())


def back(app: ClassApp, seat: Seat, fields: dict[str, str]) -> Response:
    return _step(app, seat, fields, lambda session: session.back_to(number(fields.get("to", ""))))


def whole(app: ClassApp, seat: Seat, _: dict[str, str]) -> Response:
    session = app.games.of(seat)
    if session is not None and session.played.part_over is not None and not app.games.over:
        session.go_on_in_the_whole_role()
        app.games.after(seat, session)
    return to("/play")


def _step(app: ClassApp, seat: Seat, fields: dict[str, str], step: Callable[[GameSession], object]) -> Response:
    """A form says how many choices had been made when it was shown: one that was sent twice, from another tab or from a page that was
    gone back to, changes nothing, and the game is shown as it stands."""
    session = app.games.of(seat)
    if session is None or app.games.over or number(fields.get("made", "")) != session.played.made:
        return to("/play")
    try:
        step(session)
    except NotOpenError:
        return to("/play")
    app.games.after(seat, session)
    return to("/play")


def leave(app: ClassApp, seat: Seat, _: dict[str, str]) -> Response:
    """Let a finished game lie, and choose anew."""
    session = app.games.of(seat)
    if session is not None and session.played.ended and not app.games.over:
        app.games.leave(seat)
        app.room.put(seat, game="")
    return to("/play")


def _beside(name: str) -> Handler:
    def shown(app: ClassApp, seat: Seat, _: dict[str, str]) -> Response:
        session = app.games.of(seat)
        return to("/play") if session is None or app.room.state.paused else HTMLResponse(beside(name, session.played))

    return shown


def take_along(app: ClassApp, seat: Seat, _: dict[str, str]) -> Response:
    """The way that was come, as a page of its own for the browser to keep: nothing of it is written on this computer."""
    session = app.games.of(seat)
    if session is None or session.save is None or not session.played.ended:
        return to("/play")
    said = read_answers(app.games.saves, session.save.slot)
    document = student_document(account_of(session.played, GameRecord(nickname=seat.nickname, said=said)))
    return Response(as_page(document), media_type="text/html", headers={"content-disposition": 'attachment; filename="my-way.html"'})


# ---- the lesson ----


def answer(app: ClassApp, seat: Seat, fields: dict[str, str]) -> Response:
    games, session = app.games, app.games.of(seat)
    time = _asks(games, session) if session is not None else None
    questions = games.lesson.questions(time, session) if session is not None and time is not None else None
    if questions is None or fields.get("time") != time:
        return to("/play")
    question, option, sure = questions.question, fields.get("option", ""), number(fields.get("sure", ""))
    if "skip" in fields:
        questions.skip()
    elif question is not None and fields.get("question") == question.id and option in question.options and 1 <= sure <= SURE:
        questions.answer(question, option, sure)
    if time == "after" and questions.question is None and questions.asked_before:
        return to("/answers")
    return to("/play")


def answers(app: ClassApp, seat: Seat, _: dict[str, str]) -> Response:
    """What is right is told once the questions after the play were answered."""
    session = app.games.of(seat)
    questions = app.games.lesson.questions("after", session) if session is not None and app.games.lesson.on else None
    if questions is None or questions.question is not None:
        return to("/play")
    return HTMLResponse(answers_page(questions, app.games.story))


def debrief(app: ClassApp, seat: Seat, _: dict[str, str]) -> Response:
    session = app.games.of(seat)
    found = app.games.lesson.debrief(session) if session is not None and (session.played.ended or app.games.over) else None
    return to("/play") if found is None else HTMLResponse(debrief_page(found, app.games.story))


def write(app: ClassApp, seat: Seat, fields: dict[str, str]) -> Response:
    session = app.games.of(seat)
    found = app.games.lesson.debrief(session) if session is not None and (session.played.ended or app.games.over) else None
    phase = next((each for each in found.phases if each == fields.get("phase")), None) if found is not None else None
    prompt = fields.get("prompt", "")
    if found is None or phase is None or prompt not in found.lesson.debrief[phase]:
        return to("/play")
    found.write(phase, prompt, fields.get("text", ""), read_out="read_out" in fields)
    told = found.kept.notice or ("It is kept." if fields.get("text", "").strip() else "")
    return HTMLResponse(debrief_page(found, app.games.story, told))
