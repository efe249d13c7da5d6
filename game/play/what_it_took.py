"""What a choice takes, in words: of skipping before and after it is done, and of any choice the time, where it is a night or more."""

from datetime import timedelta

from game.play.engine import step, weights
from game.play.evaluate import SCENE, State
from game.play.playthrough import NotOpenError, Playthrough, choice_to_skip, number_of, passage_of
from game.play.program import Program
from game.play.view import heading, meters, moment_of, plain_text
from game.story.phrases import WEEKDAYS, hour_in_words
from game.text.words import counted, in_a_row

NIGHT = timedelta(hours=6)  # and another day; less isn't worth a word
NUMBERS = ("", "", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
MORNING = range(4, 12)  # hours


def skip_in_words(played: Playthrough) -> str:
    """What skipping would do now; what chance brings isn't given away. Raises NotOpenError where nothing is open."""
    choice = choice_to_skip(played)
    number = number_of(played.scene.choices, choice.id)
    if number is None:
        raise NotOpenError(choice.id)
    program, state = played.program, played.state
    possible = [fell for fell, weight in enumerate(weights(program, state, number)) if weight]
    costs = {_cost(program, state, step(program, state, number, fell)) for fell in possible}
    told = f"Skip: “{plain_text(choice.label, program, state)}” is chosen for you"
    if len(costs) > 1:
        return f"{told}. What it takes is left to chance."
    hours, things = costs.pop()
    told = f"{told}, and it takes {hours or 'no time'}."
    return " ".join(filter(None, (told, f"You then have {things}." if things else "")))


def skipped_in_words(played: Playthrough, turn: int) -> str:
    """What skipping has cost, where a turn was come to by that; "" where it cost nothing or wasn't skipped."""
    entry = played.turns[turn].entry
    if entry is None or not entry.skipped:
        return ""
    hours, things = _cost(played.program, played.turns[turn - 1].state, played.turns[turn].state)
    return " ".join(filter(None, (f"It took {hours}." if hours else "", f"You now have {things}." if things else "")))


def _cost(program: Program, before: State, after: State) -> tuple[str, str]:
    """The hours, and what numbers have become that have changed; "" for none."""
    passed = after[program.clock] - before[program.clock] if program.clock else 0
    changed = [f"{meter.text} ({meter.change:+,})" for meter in meters(program, after, before) if meter.change]
    return counted(passed, "hour") if passed else "", in_a_row(changed)


def time_passed(played: Playthrough, turn: int | None = None) -> str:
    """`Three days later. Monday 26 September, 07:00`; "" where one has gone on on the same day, or at once. What is read next may name
    the day itself, as "On Monday the phone rings" does: then it isn't named twice, and the next day needs no words at all."""
    number = len(played.turns) - 1 if turn is None else turn
    if not number:
        return ""
    program = played.program
    states = [played.turns[each].state for each in (number - 1, number)]
    before, now = (moment_of(program, program.scene(state[SCENE]).scene, state) for state in states)
    hours = states[1][program.clock] - states[0][program.clock] if program.clock else 0
    if before is None or now is None or timedelta(hours=hours) < NIGHT or (days := (now.date() - before.date()).days) < 1:
        return ""
    names_day = _names(played, number, WEEKDAYS[now.weekday()])
    if days == 1 and names_day:
        return ""
    if days == 1:
        later = "The next morning" if now.hour in MORNING else "The next day"
    else:
        later = f"{NUMBERS[days] if days < len(NUMBERS) else days} days later"
    return f"{later}." if names_day else f"{later}. {hour_in_words(now)}"


def _names(played: Playthrough, turn: int, day: str) -> bool:
    """Whether the title or the first words of a turn name this day."""
    state, scene = played.turns[turn].state, played.turns[turn].state[SCENE]
    title = heading(played.program.scene(scene).scene.title, played.program, state)
    first = next((plain_text(prose, played.program, state, played) for _, prose in passage_of(played, turn)), "")
    return any(day in words for words in (title, first))
