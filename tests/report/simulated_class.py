"""A lesson with simulated students: `python -m tests.report.simulated_class FOLDER [MINUTES OF PLAY]`.

Fourteen pairs play the first parts of four roles at the story's pace, and go on from there into the whole role, each by choices
and answers at random, until the role ends or the bell rings; then they answer the questions after, and write a line. The games
lie in FOLDER, and the minutes of each phase are printed. What they answer shows how a class's page looks, and is no evidence of
learning.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from game.library.find_stories import Found
from game.library.load import load
from game.play.view import View, view, words_of
from game.saves import HeldLesson, Saves
from game.saves.answers import Time, read_answers
from game.session.game_session import GameSession, begin_game
from game.session.lesson_bell import Bell
from game.session.lesson_session import LessonSession
from game.story.model import Story
from game.story.reading_time import minutes_of

SHIPPED = Path(__file__).parents[2] / "scenes" / "good_neighbours"
TEN = datetime(2024, 3, 4, 10, 0, tzinfo=UTC)
WROTE = (
    "I would ask the reporter who the people in the line were.",
    "Money decided more than we did.",
    "It was strange to be the one who helps.",
    "We never knew whether it was true.",
    "I would have gone home.",
    "Tired.",
    "Nobody told us the rules.",
)


@dataclass
class Pair:
    """Two students at one computer. `minutes` are those of each phase."""

    name: str
    role: str
    session: GameSession
    now: datetime = TEN
    minutes: dict[str, float] = field(default_factory=dict)
    stopped: bool = False  # by the bell, before the end
    told_soon: bool = False
    past_part: bool = False
    answered: int = 0

    def clock(self) -> datetime:
        return self.now

    def take(self, phase: str, minutes: float) -> None:
        self.minutes[phase] = self.minutes.get(phase, 0.0) + minutes
        self.now += timedelta(minutes=minutes)


def play_class(folder: Path, story: Story, found: Found, roles: Sequence[str], pairs: int = 14, *, play: timedelta) -> list[Pair]:
    """Each pair in a folder of its own below `folder`, as the computers' folders were collected."""
    return [_pair(folder / f"pc{number:02}", number, story, found, roles[number % len(roles)], play) for number in range(pairs)]


def _pair(folder: Path, number: int, story: Story, found: Found, role: str, play: timedelta) -> Pair:
    random, saves = Random(number), Saves(folder)
    part = next(iter(story.roles[role].parts), None)
    pair = Pair(f"pair {number + 1}", role, begin_game(story, role, saves, part=part, seed=7, nickname=f"pair {number + 1}"))
    lesson = LessonSession(saves, story, found, HeldLesson(story.id))
    assert lesson.due("before", pair.session)
    _answer(pair, lesson, "before", random, knows=0.25)
    lesson.bell = bell = Bell(pair.now + play, pair.clock)
    read: set[str] = set()
    while not pair.session.played.ended or pair.session.played.part_over is not None:
        if pair.session.played.part_over is not None:
            pair.past_part = True
            pair.session.go_on_in_the_whole_role()
        shown = view(pair.session.played)
        options = [option.id for option in shown.options if option.open]
        pair.take("play", minutes_of(story.pace, _words(shown, read), int(len(options) > 1)))
        news = bell.news()
        pair.told_soon = pair.told_soon or news == "soon"
        if news == "now":
            pair.stopped = True
            lesson.stop(pair.session)
            break
        pair.session.choose(random.choice(options))
    assert lesson.due("after", pair.session), "whoever was asked before is asked after, wherever they stand"
    _answer(pair, lesson, "after", random, knows=0.6)
    _write(pair, lesson, random)
    assert pair.session.save is not None
    said = read_answers(saves, pair.session.save.slot)
    assert [answer.question for answer in said.before] == [answer.question for answer in said.after], "the same is asked twice"
    pair.session.close()
    return pair


def _words(shown: View, read: set[str]) -> int:
    """Of what is read now, and wasn't before."""
    told = [words_of(paragraph) for part in shown.parts for paragraph in part.paragraphs] + [option.label for option in shown.options]
    new = [text for text in told if text not in read]
    read.update(new)
    return sum(len(text.split()) for text in new)


def _answer(pair: Pair, lesson: LessonSession, time: Time, random: Random, knows: float) -> None:
    asking = lesson.questions(time, pair.session)
    assert asking is not None
    while (question := asking.question) is not None:
        told = [
            asking.wording(question).text,
            *question.options.values(),
            question.says.text if question.says is not None and time == "after" else "",
        ]
        option = question.right if question.right and random.random() < knows else random.choice(list(question.options))
        pair.take(time, minutes_of(pair.session.played.program.story.pace, sum(len(text.split()) for text in told), 1))
        pair.answered += asking.answer(question, option, random.randint(1, 4)) is not None and time == "after"


def _write(pair: Pair, lesson: LessonSession, random: Random) -> None:
    debrief = lesson.debrief(pair.session)
    assert debrief is not None
    phase = debrief.phases[0]
    pair.take("debrief", 2.0)
    debrief.write(phase, next(iter(debrief.lesson.debrief[phase])), random.choice(WROTE), read_out=random.random() < 0.4)


def told(pairs: Sequence[Pair]) -> list[str]:
    stopped, past = sum(pair.stopped for pair in pairs), sum(pair.past_part for pair in pairs)
    lines = [f"{len(pairs)} pairs; {past} came to the end of their part, and {stopped} were stopped by the bell before the end of the role"]
    for phase in ("before", "play", "after", "debrief"):
        minutes = sorted(pair.minutes[phase] for pair in pairs)
        lines.append(f"{phase}: {minutes[0]:.1f} to {minutes[-1]:.1f} minutes, {minutes[len(minutes) // 2]:.1f} in the middle")
    lines.append(f"answers after: {min(pair.answered for pair in pairs)} to {max(pair.answered for pair in pairs)} for each pair")
    for role in dict.fromkeys(pair.role for pair in pairs):
        of_role = [pair for pair in pairs if pair.role == role]
        lines.append(f"{role}: {len(of_role)} pairs, play {', '.join(format(pair.minutes['play'], '.1f') for pair in of_role)}")
    return lines


def main(folder: str, minutes: str = "25") -> None:
    story = load(SHIPPED, shown="good_neighbours").story
    assert story is not None
    found, play = Found(SHIPPED, "good_neighbours"), timedelta(minutes=int(minutes))
    print("\n".join(told(play_class(Path(folder), story, found, ("cinema", "counter", "channel", "desk"), play=play))))


if __name__ == "__main__":
    main(*sys.argv[1:])
