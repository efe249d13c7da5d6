"""The lesson around a story, as `lesson.yaml` has it: what is asked before and after, the debrief, the word lens, and
what a teacher's guide tells. It has no part in the play: a story plays the same with it and without.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from game.source.nodes import MapNode, Scalar
from game.source.schema.shapes import Report
from game.story.link_scope import Linking
from game.story.model import Story
from game.story.prose import VARIABLE, Prose

About = Literal["fact", "voucher", "weighing"]
Phase = Literal["feelings", "happened", "learned", "relates", "what_if", "next"]

PHASES: Mapping[Phase, str] = MappingProxyType(
    {
        "feelings": "How was it?",
        "happened": "What happened?",
        "learned": "What did you learn?",
        "relates": "How does it relate?",
        "what_if": "What if?",
        "next": "What next?",
    }
)
"""The phases of a debrief in their order, and what each asks (S. Thiagarajan, "Using games for debriefing", 1992)."""

GAP = "{word}"  # what a lens's paragraph has where the word goes


class Wording(Struct, frozen=True):
    """A question as it is asked at one time. `options` by their ids, in their order; `right` is "" where none is."""

    ask: Prose
    options: Mapping[str, str]
    right: str = ""


class Question(Struct, frozen=True):
    """One thing that is asked for twice. `fact` answers it, "" where none does."""

    id: str
    about: About
    before: Wording
    after: Wording
    fact: str = ""
    says: Prose | None = None


class LensWord(Struct, frozen=True):
    word: str
    says: Prose | None = None


class Lens(Struct, frozen=True):
    """`paragraph` has `{word}` where one of the words goes."""

    paragraph: Prose
    words: tuple[LensWord, ...]
    prompts: tuple[str, ...] = ()

    def with_word(self, word: str) -> str:
        """The paragraph's text with this word in it, in bold."""
        return self.paragraph.text.replace(GAP, f"**{word}**")


class Standard(Struct, frozen=True):
    framework: str
    codes: tuple[str, ...]


class RunTimes(Struct, frozen=True):
    """Minutes for each part that isn't play; `roles` are those to take first where time is short."""

    before: int = 5
    after: int = 5
    debrief: int = 15
    roles: tuple[str, ...] = ()
    hints: tuple[Prose, ...] = ()


class Lesson(Struct, frozen=True):
    """`debrief` has the prompts of each phase, by their ids, in the order of `PHASES`; phases without prompts are left out.

    `asks` says whether the questions are put by themselves.
    """

    question: str
    supporting: tuple[str, ...] = ()
    aims: tuple[str, ...] = ()
    standards: tuple[Standard, ...] = ()
    vocabulary: tuple[str, ...] = ()  # ids of terms
    content: tuple[Prose, ...] = ()
    prepare: tuple[Prose, ...] = ()
    missing: tuple[Prose, ...] = ()
    run: RunTimes = RunTimes()
    adapt: tuple[Prose, ...] = ()
    assess: tuple[Prose, ...] = ()
    extend: tuple[Prose, ...] = ()
    asks: bool = False
    questions: tuple[Question, ...] = ()
    debrief: Mapping[Phase, Mapping[str, Prose]] = MappingProxyType({})
    lens: Lens | None = None


def link_lesson(tree: MapNode, story: Story, report: Report) -> Lesson:
    """The lesson of a file whose shape has been checked. Names are checked against the story's."""
    linking = Linking(report, story.scenes, story.facts, story.terms)
    reader = _Reader(linking, story)
    run, debrief, lens = tree.map("run"), tree.map("debrief"), tree.map("lens")
    prompts = {phase: reader.named(debrief, phase) for phase in PHASES}
    return Lesson(
        question=tree.text("question"),
        supporting=tree.texts("supporting"),
        aims=tree.texts("aims"),
        standards=tuple(Standard(node.text("framework"), node.texts("codes")) for node in tree.maps("standards")),
        vocabulary=tuple(filter(None, (linking.known(node, story.terms, "term") for node in tree.each("vocabulary")))),
        content=reader.texts(tree, "content"),
        prepare=reader.texts(tree, "prepare"),
        missing=reader.texts(tree, "missing"),
        run=reader.run(run) if run is not None else RunTimes(),
        adapt=reader.texts(tree, "adapt"),
        assess=reader.texts(tree, "assess"),
        extend=reader.texts(tree, "extend"),
        asks=tree.text("ask") == "before_and_after",
        questions=tuple(reader.question(name, node) for name, node in tree.named("questions")),
        debrief=MappingProxyType({phase: named for phase, named in prompts.items() if named}),
        lens=reader.lens(lens) if lens is not None else None,
    )


class _Reader(Struct):
    linking: Linking
    story: Story

    def texts(self, node: MapNode, key: str) -> tuple[Prose, ...]:
        return tuple(self.linking.prose(item) for item in node.each(key))

    def named(self, node: MapNode | None, key: str) -> Mapping[str, Prose]:
        inner = node.map(key) if node is not None else None
        pairs = inner.items() if inner is not None else ()
        return MappingProxyType({name: self.linking.prose(value) for name, value in pairs})

    def run(self, node: MapNode) -> RunTimes:
        roles = (self.linking.known(item, self.story.roles, "role") for item in node.each("roles"))
        usual = RunTimes()
        before, after, debrief = (node.number(key, getattr(usual, key)) for key in ("before", "after", "debrief"))
        return RunTimes(before, after, debrief, tuple(filter(None, roles)), self.texts(node, "hints"))

    def question(self, name: str, node: MapNode) -> Question:
        about: About = node.text("about", "fact")  # type: ignore[assignment]
        if about != "weighing" and "fact" not in node:
            help = "name the fact that answers it, so that its source can be shown; `about: weighing` needs none"
            self.linking.report("missing-key", node, "a question about a fact or its voucher needs `fact`", help=help)
        return Question(
            name,
            about,
            self._wording(node.map("before"), about),
            self._wording(node.map("after"), about),
            self.linking.known(node.get("fact"), self.story.facts, "fact"),
            self.linking.some_prose(node.get("says")),
        )

    def _wording(self, node: MapNode | None, about: About) -> Wording:
        if node is None:
            return Wording(Prose(""), MappingProxyType({}))  # reported by its shape
        inner, right = node.map("options"), node.scalar("right")
        options = {name: inner.text(name) for name in inner} if inner is not None else {}
        if "right" not in node and about != "weighing":
            help = "`right:` names one of the options; a question without a right answer is `about: weighing`"
            self.linking.report("missing-key", node, "this question needs `right`", help=help)
        elif right is not None and right.value not in options:
            self.linking.report.unknown("option", right, right.value, options, "name one of the options above it")
        return Wording(self.linking.prose(node.get("ask")), MappingProxyType(options), node.text("right"))

    def lens(self, node: MapNode) -> Lens:
        paragraph = node.scalar("paragraph")
        text = Linking(self.linking.report, (), self.story.facts, self.story.terms, ("word",)).prose(paragraph)
        if paragraph is not None and "word" not in text.variables and not VARIABLE.search(paragraph.value):
            self.linking.report("missing-key", paragraph, f"this paragraph needs `{GAP}`", help="it stands where the words of the lens go")
        words = (
            LensWord(item.text("word"), self.linking.some_prose(item.get("says")))
            if isinstance(item, MapNode)
            else LensWord(" ".join(item.value.split()) if isinstance(item, Scalar) else "")
            for item in node.each("words")
        )
        return Lens(text, tuple(words), node.texts("prompts"))
