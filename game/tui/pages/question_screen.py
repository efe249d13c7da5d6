"""Before and after: short questions, how sure one is, and, after the play, what the source says."""

from collections.abc import Iterator
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from game.saves.answers import Answer
from game.session.lesson_session import SURE_WORDS, QuestionRound, answered, borne_out
from game.story.lesson_model import Question
from game.story.model import Story
from game.story.phrases import KIND_WORDS, source_in_words
from game.story.prose import paragraphs
from game.tui.key_names import reading
from game.tui.safe_text import NOTHING, joined, line, plain, prose, together
from game.tui.widgets.base_screen import Notice, Overlay
from game.tui.widgets.layouts import SHRINKS
from game.tui.widgets.menu import Menu, Row

Asked = Literal["ask", "sure", "told", "end"]

LEADS = {
    "before": "Before you begin. This is no test, and nobody marks it: at the end you see what you said now. Esc skips it.",
    "after": "Now you have been there. What do you say this time? At the end your answers from before stand beside these, so that "
    "you see what has changed. Nobody marks them. Esc skips them.",
    "only after": "Now you have been there: what do you say? After each answer you read what is reported. Nobody marks them. Esc "
    "skips them.",
}
ENDED = {"before": "That was all", "after": "What you said before, and after", "only after": "What you said"}
THANKS = "Thank you. What the report says of it you will meet on your way, or at the end."


class QuestionsScreen(Overlay[None]):
    """One question at a time. Escape leaves the rest out, at any moment."""

    AUTO_FOCUS = "Menu"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape", "close", "Skip or close", id="questions.skip", tooltip="Leave out the questions that are left, and close the page"
        ),
        Binding("backspace", "back", "Change answer", id="questions.back", tooltip="Back to the answers, before you say how sure you are"),
        *reading("questions"),
    ]

    def __init__(self, asking: QuestionRound, story: Story) -> None:
        super().__init__()
        self._asking, self._story = asking, story
        self._question = asking.question
        self._option = ""
        self._step: Asked = "ask" if self._question is not None else "end"

    def content(self) -> ComposeResult:
        yield Static(classes="title", markup=False)
        with VerticalScroll(classes=f"aside-body {SHRINKS}", can_focus=False):
            yield Static(id="asked", markup=False)
        yield Notice()
        yield Menu()

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        self.query_one(".title", Static).update(self._title())
        self.query_one("#asked", Static).update(self._body())
        self.query_one(Menu).show(list(self._rows()))
        self.tell(self._asking.kept.notice)
        self.query_one(VerticalScroll).scroll_home(animate=False)

    @property
    def _time(self) -> Literal["before", "after", "only after"]:
        return "only after" if self._asking.time == "after" and not self._asking.asked_before else self._asking.time

    def _title(self) -> Content:
        when = plain("Before" if self._asking.time == "before" else "After", "bold $accent")
        if self._question is None:
            return joined("   ", [when, line(ENDED[self._time], "bold")])
        number = self._asking.questions.index(self._question) + 1
        return joined("   ", [when, line(f"Question {number} of {len(self._asking.questions)}", "$muted")])

    def _body(self) -> Content:
        question, asking = self._question, self._asking
        if question is None or self._step == "end":
            return self._summary()
        asked = prose(paragraphs(asking.wording(question).text)).stylize_before("bold")
        if self._step == "told":
            return self._told(question)
        if self._step == "sure":
            said = together(plain("You say: ", "$muted"), line(question.options[self._option]))
            return joined("\n\n", [asked, said, plain("How sure are you?")])
        lead = plain(LEADS[self._time], "$muted") if question is asking.questions[0] else NOTHING
        return joined("\n\n", [lead, asked])

    def _rows(self) -> Iterator[Row]:
        question = self._question
        if question is None or self._step == "end":
            yield Row("close", line("Begin" if self._asking.time == "before" else self._asking.kept.back))
        elif self._step == "ask":
            for name, words in question.options.items():
                yield Row(name, line(words, limit=300))
        elif self._step == "sure":
            for number, words in SURE_WORDS.items():
                yield Row(str(number), line(words[:1].upper() + words[1:]))
        else:
            yield Row("next", line("Go on"))

    def _told(self, question: Question) -> Content:
        """What was said, now and before, and what the source says of it: whatever was said."""
        asking = self._asking
        rows = [together(plain("You say: ", "$muted"), line(answered(asking.answer_to(question)), limit=400))]
        if right := borne_out(question):
            rows.append(together(plain("As reported: ", "$muted"), line(right, "bold", limit=300)))
        return joined(
            "\n\n", [joined("\n", rows), self._source(question), prose(paragraphs(question.says.text)) if question.says else NOTHING]
        )

    def _source(self, question: Question) -> Content:
        if not question.fact:
            return NOTHING
        fact = self._story.facts[question.fact]
        lines = [
            prose(paragraphs(fact.says.text)),
            together(plain(f"{KIND_WORDS[fact.kind]}. ", "$fact"), plain("Vouched for by: ", "$muted"), line(fact.by)),
            together(plain("Source: ", "$muted"), line(source_in_words(self._story, fact), limit=400)),
        ]
        return joined("\n", lines)

    def _summary(self) -> Content:
        asking = self._asking
        if asking.time == "before":
            return plain(THANKS)
        return joined("\n\n", [joined("\n", list(self._beside(question))) for question in asking.questions])

    def _beside(self, question: Question) -> Iterator[Content]:
        """One question as it was asked after, what was said before and after, and what the source bears out."""
        asking = self._asking
        yield prose(paragraphs(question.after.text)).stylize_before("bold")
        if self._time == "after":
            yield _said("Before: ", asking.answer_to(question, "before"), borne_out(question))
        yield _said("After:  " if self._time == "after" else "You say: ", asking.answer_to(question, "after"), borne_out(question))

    # ---- answering ----

    def chosen(self, row: Row) -> None:
        question = self._question
        if question is None or self._step == "end":
            self.dismiss(None)
        elif self._step == "ask":
            self._option, self._step = row.name, "sure"
            self._show()
        elif self._step == "sure":
            self._asking.answer(question, self._option, int(row.name))
            self._step = "told"
            if self._asking.time == "before":
                self._next()
            else:
                self._show()
        else:
            self._next()

    def _next(self) -> None:
        self._question = self._asking.question
        self._step = "ask" if self._question is not None else "end"
        self._show()

    def action_back(self) -> None:
        if self._step == "sure":
            self._step = "ask"
            self._show()

    def action_close(self) -> None:
        if self._asking.question is not None:
            self._asking.skip()
        self.dismiss(None)

    def useful(self, action: str) -> bool:
        return self._step == "sure" if action == "back" else super().useful(action)


def _said(when: str, answer: Answer | None, right: str) -> Content:
    """An answer, and beside it what is reported where that is something else."""
    said = together(plain(when, "$muted"), line(answered(answer), limit=400))
    differs = right and answer is not None and not answer.right
    return joined("\n", [said, plain(f"        As reported: {right}", "$muted") if differs else NOTHING])
