"""Codes for the lesson around a story: its questions and its debrief."""

from game.problems.code import Code

_SCENES = """\
# file: scenes.yaml
start: {text: "[The fare](fact:fare) is chalked on a board.", ending: On the quay}
"""
_LESSON = """\
# file: lesson.yaml
question: Who pays for a ferry?
"""
_PHASES = "".join(f'  {phase}: {{one: "{asked}"}}\n' for phase, asked in (
    ("feelings", "How was it?"), ("happened", "What happened?"), ("learned", "What was new?"), ("relates", "Where is it like that?"),
    ("what_if", "What if it were free?"),
))  # fmt: skip


def _question(name: str, *, about: str = "fact", right: str = "up", after: str = "Say what became of the fare.") -> str:
    what = "about: weighing" if about == "weighing" else f"about: {about}, fact: fare"
    rights = ("", "") if about == "weighing" else (f", right: {right}", ", right: up")
    return f"""\
  {name}:
    {what.replace(", ", chr(10) + "    ")}
    before: {{ask: Say whether the fare has changed., options: {{up: It went up, down: It went down}}{rights[0]}}}
    after: {{ask: {after}, options: {{down: It fell, up: It rose}}{rights[1]}}}
"""


_FIVE = "".join((*map(_question, ("one", "two", "three")), _question("four", about="voucher"), _question("five", about="weighing")))

LESSON_ERRORS: tuple[Code, ...] = (
    Code(
        "unknown-option",
        "error",
        "There is no such option.",
        "`right` names one of the options of the same wording: the word before its colon.",
        _SCENES + _LESSON + "questions:\n" + _question("one", right="upp"),
        _SCENES + _LESSON + "questions:\n" + _question("one"),
    ),
)

LESSON_RULES: tuple[Code, ...] = (
    Code(
        "question-never-met",
        "warning",
        "A question whose fact no role can meet.",
        "Whoever has played the story is asked for something that it never told. Let a scene tell the fact, or ask for another.",
        _LESSON + "questions:\n" + _question("one") + "# file: scenes.yaml\nstart: {text: The ferry has left., ending: On the quay}\n",
        _LESSON + "questions:\n" + _question("one") + _SCENES,
    ),
    Code(
        "same-wording",
        "warning",
        "A question that is asked after in the words of before.",
        "Whoever remembers the sentence can answer it without having learned anything. Ask for the same thing in other words.",
        _SCENES + _LESSON + "questions:\n" + _question("one", after="Say whether the fare has changed."),
        _SCENES + _LESSON + "questions:\n" + _question("one"),
    ),
    Code(
        "other-questions",
        "hint",
        "Other questions than the five that a lesson asks.",
        "Five are answered in five minutes: three on facts, one on who vouches for one (`about: voucher`), and one on what somebody is "
        "weighing (`about: weighing`), so that not only memory is asked for.",
        _SCENES + _LESSON + "questions:\n" + _question("one"),
        _SCENES + _LESSON + "questions:\n" + _FIVE,
    ),
    Code(
        "right-in-one-place",
        "hint",
        "The right answers all stand in the same place.",
        "Readers notice. Let the right option be the first in one question and the last in another.",
        _SCENES + _LESSON + "questions:\n" + _FIVE.replace("{down: It fell, up: It rose}", "{up: It rose, down: It fell}"),
        _SCENES + _LESSON + "questions:\n" + _FIVE,
    ),
    Code(
        "short-debrief",
        "hint",
        "A debrief that leaves out one of its phases.",
        "Six phases take a class from how it was to what comes next, and each needs the one before it. Put at least one prompt in each.",
        _SCENES + _LESSON + "debrief:\n" + _PHASES,
        _SCENES + _LESSON + "debrief:\n" + _PHASES + '  next: {one: "What would you ask the captain?"}\n',
    ),
)
