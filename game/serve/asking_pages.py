"""What surrounds the play in a lesson: the questions before and after, the answers beside each other, the debrief."""

from collections.abc import Iterator

from game.saves.answers import SURE
from game.serve.moment_page import fact_card, prose
from game.serve.page_frame import button, form, notice, page
from game.session.lesson_session import SURE_WORDS, Debrief, QuestionRound, answered, borne_out
from game.story.lesson_model import PHASES, Question
from game.story.model import Story
from game.text.words import capital
from game.web.markup import Child, Markup, tag

LONGEST = 1_200  # characters of an answer: in any letters, they fit into a form


def question_page(questions: QuestionRound, question: Question, story: Story, told: str = "") -> str:
    number = questions.questions.index(question) + 1
    when = "before you play" if questions.time == "before" else "after the play"
    options = [
        tag("label", tag("input", type="radio", name="option", value=name, required=True), tag("span", label), look="pick")
        for name, label in question.options.items()
    ]
    sure = [
        tag(
            "label",
            tag("input", type="radio", name="sure", value=level, required=True),
            tag("span", capital(SURE_WORDS[level])),
            look="pick",
        )
        for level in range(1, SURE + 1)
    ]
    return page(
        f"Question {number} - {story.title}",
        tag("p", tag("span", story.title), tag("span", f"Question {number} of {len(questions.questions)}, {when}"), look="top"),
        notice(told or questions.kept.notice),
        form(
            "/answer",
            tag("fieldset", tag("legend", *prose(questions.wording(question).text)), *options),
            tag("fieldset", tag("legend", "How sure are you?"), *sure),
            button("Answer", "go"),
            question=question.id,
            time=questions.time,
        ),
        tag("div", form("/answer", button("Leave the questions out", "plain"), time=questions.time, skip="1"), look="tools"),
        tag("p", "This is no test: nothing is added up, and nobody gets a mark for it.", look="quiet"),
        language=story.language,
    )


def answers_page(questions: QuestionRound, story: Story) -> str:
    """What was answered before and after, and what the source bears out."""
    return page(
        f"Before and after - {story.title}",
        tag("p", tag("a", "Back to the story", href="/play"), look="top"),
        tag("h1", "Before and after"),
        *(tag("section", *_answer(questions, question, story)) for question in questions.questions),
        language=story.language,
    )


def _answer(questions: QuestionRound, question: Question, story: Story) -> Iterator[Child]:
    yield tag("h2", *prose(question.after.text))
    yield tag("p", f"Before: {answered(questions.answer_to(question, 'before'))}")
    yield tag("p", f"After: {answered(questions.answer_to(question, 'after'))}")
    if right := borne_out(question):
        yield tag("p", f"As reported: {right}")
    if question.says is not None:
        yield prose(question.says.text)
    if question.fact:
        yield tag("div", *fact_card(story.facts[question.fact]), look="card")


def debrief_page(debrief: Debrief, story: Story, told: str = "") -> str:
    return page(
        f"Talking about it - {story.title}",
        tag("p", tag("a", debrief.kept.back, href="/play"), look="top"),
        tag("h1", "Talking about it"),
        notice(told or debrief.kept.notice),
        tag(
            "p",
            "What you write is kept with your game. It is read out only where you tick that it may be, and without your name.",
            look="quiet",
        ),
        *(tag("section", tag("h2", PHASES[phase]), *_prompts(debrief, phase)) for phase in debrief.phases),
        language=story.language,
    )


def _prompts(debrief: Debrief, phase: str) -> Iterator[Markup]:
    for known, prompts in debrief.lesson.debrief.items():
        for name, prompt in prompts.items() if known == phase else ():
            there = debrief.written(known, name)
            tick = tag("input", type="checkbox", name="read_out", value="1", checked=there.read_out)
            yield form(
                "/debrief",
                tag("label", *prose(prompt.text), of=f"{phase}-{name}"),
                tag("textarea", there.wrote, id=f"{phase}-{name}", name="text", maxlength=LONGEST),
                tag("label", tick, tag("span", "This may be read out"), look="pick"),
                button("Keep this"),
                phase=phase,
                prompt=name,
            )
