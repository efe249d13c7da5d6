"""A story line by line: passages and numbered choices on standard output, answers from standard input."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TextIO

from msgspec import Struct, field

from game.plain.pages import PAGES, about_text, card_text, meters_text, placed_text, transcript_text, way_text
from game.plain.plain_text import NOT_YET, QUITS, Card, number_in, with_marks, words, wrapped
from game.play.evaluate import SCENE
from game.play.playthrough import NotOpenError, Playthrough
from game.play.scene_progress import SceneProgress, progress
from game.play.transcript import last_decision
from game.play.view import STUCK, Meter, Passage, View, meters, meters_to_explain, rendered, view
from game.play.what_it_took import skip_in_words, skipped_in_words, time_passed
from game.saves import SaveError
from game.session.game_session import GameSession, open_game
from game.story.phrases import moment_in_words
from game.story.prose import Prose

if TYPE_CHECKING:
    from game.saves.answers import Time
    from game.session.lesson_session import LessonSession


class PlainGame(Struct):
    """One game in a conversation of lines. `answers` gives what is typed; `command` is what to type to go on another day.

    `lesson_session` gives what surrounds the game, and is asked for it when that is needed. With `asks` its questions are put
    by themselves where the lesson says so; without, they are left to whoever asks for them, so that no line of a script is
    taken for an answer. `seed` is the luck of every game that is begun here; None is other luck each time.
    """

    session: GameSession
    answers: Iterator[str]
    out: TextIO
    width: int
    command: str = "neighbours play"
    lesson_session: "Callable[[], LessonSession | None]" = lambda: None
    asks: bool = False
    seed: int | None = None
    cards: list[Card] = field(default_factory=list)
    meters_told: tuple[Meter, ...] = ()
    turns_told: int = 0
    progress_told: SceneProgress | None = None
    where_told: str = ""
    skip_told: Playthrough | None = None

    def play(self, *, fresh: bool, note: bool = True, titled: bool = False) -> None:
        """Until the player quits or the answers end. Before a fresh game come the title, unless the game was `titled` already, and with
        `note` the content note."""
        if fresh:
            self.opening(note=note, titled=titled)
        if fresh and not self.put_if_due("before"):
            self.close()
            return
        self.moment()
        for answer in self.answers:
            if not self.answer(answer.strip()):
                break
        else:
            self.say("")  # the end of the answers stands where the next one would be
        self.close()

    def close(self) -> None:
        """Let go of the save, and say how the game goes on."""
        self.session.close()
        if self.session.saved:
            ended = self.session.played.ended
            self.say(
                "Your game is saved, with its ending. For another one, type:" if ended else "Your game is saved. This goes on from here:"
            )
            self.out.write(f"    {self.command}\n")  # in one piece, to be copied
            self.out.flush()
        else:
            self.say("What you did last could not be saved.")

    # ---- telling ----

    def say(self, text: str, *, indent: str = "", first: str | None = None) -> None:
        self.out.write(wrapped(text, self.width, indent=indent, first=first) + "\n")
        self.out.flush()

    def opening(self, *, note: bool, titled: bool) -> None:
        story = self.session.played.program.story
        self.say("" if titled else story.title)
        if note and story.note is not None:
            self.prose(story.note)
        self.say("Type a number and press Enter. ? shows what else you can type.")

    def prose(self, prose: Prose) -> None:
        played = self.session.played
        self.say(words(rendered(prose, played.program, played.state, played)))

    def moment(self, *, before: str = "", whole: bool = False) -> None:
        """What a choice has led to, the present passage and its choices. Of a scene that was read before only what is new is told,
        unless it is to be `whole`. `before` is the place that a choice has led away from.
        """
        played = self.session.played
        shown = view(played)
        if self.session.notice:
            self.page(self.session.notice)
        follows = 1 < len(played.turns) == self.turns_told + 1
        stays = follows and played.turns[-2].state[SCENE] == played.state[SCENE]
        self.turns_told = len(played.turns)
        parts = shown.new_parts if follows and not whole else shown.parts
        told = tuple(part for part in parts if part.kind in ("result", "skipped"))
        if not stays:
            self.cards = []
        if told and (last := last_decision(played)) is not None:
            self.page(f"You chose: {last.label}")
        for part in told:
            self.part(part)
        if told and (cost := skipped_in_words(played, len(played.turns) - 1)):
            self.say(cost)
        if told and (said := placed_text(played)):
            self.page(said)
        if told and shown.tells_why:
            self.say("(w tells why.)")
        self.tell_where(shown, before, anew=not stays)
        how_far = progress(played)
        if how_far is not None and how_far != self.progress_told:
            self.say(how_far.text)
        self.progress_told = how_far
        self.tell_meters()
        for part in parts:
            if part not in told:
                self.part(part)
        if len(parts) < len(shown.parts) and not stays:
            self.page("(v tells all that is to be read here.)")
        self.say("")
        if shown.ending:
            from game.plain import ending_choices

            ending_choices.tell(self, shown)
        else:
            self.choices(shown)

    def tell_where(self, shown: View, before: str, *, anew: bool) -> None:
        """The scene, its place and its hour, where one of them has changed since they were told, or where they are to be told `anew`."""
        moment = moment_in_words(shown.moment) if shown.moment is not None else ""
        place = ", ".join(filter(None, [shown.place, moment]))
        where = " - ".join(filter(None, [shown.title, place])) or shown.role
        if where != self.where_told or anew:
            self.say("")
            if later := time_passed(self.session.played):
                self.say(f"{later.partition('.')[0]}.")
            if before not in ("", shown.place) and (went := way_text(self.session.played)):
                self.say(went)
            self.say(where)
            if shown.scenery is not None and shown.scenery.arrived:
                self.say(shown.scenery.in_words(self.session.played.program.story.language))
        self.where_told = where

    def part(self, part: Passage) -> None:
        self.say("")
        people = self.session.played.program.story.people
        name = f"{people[part.person].name}: " if part.person in people else "News: " if part.kind == "news" else ""
        for number, paragraph in enumerate(part.paragraphs):
            if number:
                self.say("")
            self.say(("" if number else name) + with_marks(paragraph, self.cards))

    def tell_meters(self) -> None:
        """What you have; later what of it has changed."""
        played = self.session.played
        now = meters(played.program, played.state)
        if now != self.meters_told:
            self.say(meters_text(now, self.meters_told))
        for meter in meters_to_explain(played):
            self.say(about_text(meter))
        self.meters_told = now

    def choices(self, shown: View) -> None:
        number = 0
        for option in shown.options:
            if option.open:
                number += 1
                self.say(option.label, first=f"{number:>2}  ", indent="    ")
            else:
                self.say(f"{option.label} (closed: {option.reason})", first=" -  ", indent="    ")
        if shown.stuck:
            self.say(f"{STUCK} u takes back your last choice, j and a number goes back further.")

    # ---- answers ----

    def answer(self, typed: str) -> bool:
        """Do what was typed; whether to go on."""
        word, _, rest = typed.lower().partition(" ")
        if len(word) > 1 and word[0] in "fje" and word[1:].isdecimal():
            word, rest = word[0], word[1:]
        if word in QUITS:
            return False
        if word != "s":
            self.skip_told = None
        if word in ("a", "d", "l", "o"):
            from game.plain import lesson_pages

            return lesson_pages.lesson(self, word)
        if word in ("e", "g", "save", "r", "b"):
            return self.at_the_end(word, rest.strip())
        if word.isdecimal():
            self.choose(word)
        elif page := PAGES.get(word):
            self.page(page(self.session.played))
        elif word == "v":
            self.moment(whole=True)
        elif action := {"u": self.undo, "s": self.skip, "f": self.card, "j": self.transcript}.get(word):
            action(rest.strip())
        elif word:
            self.say(f"`{typed[:40]}` is none of the things you can type here. ? shows them.")
        return self.look_at_bell() and (not self.session.played.ended or self.put_if_due("after"))

    def look_at_bell(self) -> bool:
        """Stop the play where the lesson's bell has rung; whether to go on playing. A script is told nothing."""
        if not self.asks:
            return True
        from game.plain import lesson_pages

        return lesson_pages.look_at_bell(self)

    def put_if_due(self, time: "Time") -> bool:
        """Put the questions by themselves, where that is to be; whether to go on playing."""
        lesson_session = self.lesson_session() if self.asks else None
        if lesson_session is None:
            return True
        from game.plain import lesson_pages  # with the lesson, which the first passage doesn't need

        return not lesson_session.due(time, self.session) or lesson_pages.put(self, time)

    def page(self, text: str) -> None:
        self.say("")
        self.say(text)

    def choose(self, typed: str) -> None:
        number = number_in(typed)
        shown = view(self.session.played)
        options = [option for option in shown.options if option.open]
        if self.session.played.ended:
            self.say("This is the end of the role. e looks back; j with a number goes back to a choice; r plays it again; q quits.")
        elif not options:
            self.say("There is nothing to choose here. j with a number goes back to a choice; q quits.")
        elif not 1 <= number <= len(options):
            self.say(
                f"There is no choice {typed[:12]}." + (f" Choose from 1 to {len(options)}." if len(options) > 1 else " There is only 1.")
            )
        else:
            self.session.choose(options[number - 1].id)
            self.moment(before=shown.place)

    def undo(self, _: str) -> None:
        if self.session.undo():
            self.say("You take back your last choice.")
            self.moment()
        else:
            self.say("There is nothing to undo here.")

    def skip(self, _: str) -> None:
        """Say what it would do, and do it where that was just said."""
        try:
            if self.skip_told is not self.session.played:
                self.say(f"{skip_in_words(self.session.played)} Type s again to skip.")
                self.skip_told = self.session.played
                return
            self.session.skip()
        except NotOpenError:
            self.say("There is nothing to skip to here.")
        else:
            self.moment()

    def card(self, rest: str) -> None:
        if not self.cards:
            self.say("Nothing here is marked as a fact or a word.")
        elif not 1 <= number_in(rest) <= len(self.cards):
            numbers = "f 1" if len(self.cards) == 1 else f"f 1 to f {len(self.cards)}"
            self.say(f"Type the number of a mark: {numbers}.")
        else:
            self.page(card_text(self.session.played.program.story, self.cards[number_in(rest) - 1]))

    def transcript(self, rest: str) -> None:
        if not rest:
            self.page(transcript_text(self.session.played))
        elif number_in(rest) and self.session.back_to(number_in(rest) - 1):
            self.say(f"You go back to before choice {rest}.")
            self.moment()
        else:
            self.say("There is no such choice to go back to. j shows them.")

    # ---- the end of a role ----

    def at_the_end(self, word: str, rest: str) -> bool:
        """What only the end of a role has; whether to go on playing."""
        from game.plain import ending_choices

        if not self.session.played.ended:
            self.say(NOT_YET)
        elif word == "g":
            self.go_on_in_the_whole_role()
        elif word == "e":
            ending_choices.look_back(self, rest)
        elif word == "save":
            ending_choices.export(self, rest)
        elif word == "b" and len(self.session.played.program.story.roles) == 1:
            self.say("There is nobody else in this story. r plays this role again.")
        else:
            return self.begin_anew(again=word == "r")
        return True

    def go_on_in_the_whole_role(self) -> None:
        if self.session.played.part_over is None:
            self.say("The role is over here. r plays it again.")
        else:
            self.session.go_on_in_the_whole_role()
            self.turns_told = 0
            self.moment()

    def begin_anew(self, *, again: bool) -> bool:
        """A new game as the same person, or as whoever the player then chooses; whether to go on playing.

        The finished game stays as it is. Where games aren't kept there is no other: the same.
        """
        from game.plain.week_list import Taken, choose_role
        from game.session.story_week import story_week

        session, story = self.session, self.session.played.program.story
        lesson_session = self.lesson_session()
        held = lesson_session.held if lesson_session is not None else None
        program = session.played.program
        taken: Taken | None = Taken(story.roles[program.role.id], part=program.part)
        try:
            if session.saves is not None:
                if not again:
                    self.say("")
                    taken = choose_role(story_week(story, session.saves, session.nickname, held), self.answers, self.out, self.width)
                if taken is None:
                    return False
                role, slot, part = taken
                self.session = open_game(story, role.id, slot, session.saves, part=part, seed=self.seed, nickname=session.nickname)
                session.close()
        except SaveError as error:
            self.say(error.sentence)
            return True
        self.meters_told, self.turns_told, self.progress_told = (), 0, None
        self.moment()
        return True
