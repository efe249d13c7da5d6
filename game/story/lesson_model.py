"""The lesson around a story, as `lesson.yaml` has it: what is asked before and after, the debrief, the word lens, and
what a teacher's guide tells. It has no part in the play: a story plays the same with it and without.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from game.problems import nearest
from game.source.nodes import Mapping as Tree
from game.source.nodes import Node, Scalar, Sequence
from game.source.schema.shapes import ID, Report
from game.story.link_scope import Linking, line, mapping, number, scalar
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


class Run(Struct, frozen=True):
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
    run: Run = Run()
    adapt: tuple[Prose, ...] = ()
    assess: tuple[Prose, ...] = ()
    extend: tuple[Prose, ...] = ()
    asks: bool = False
    questions: tuple[Question, ...] = ()
    debrief: Mapping[Phase, Mapping[str, Prose]] = MappingProxyType({})
    lens: Lens | None = None


def link_lesson(tree: Tree, story: Story, report: Report) -> Lesson:
    """The lesson of a file whose shape has been checked, or its problems told. Names are checked against the story's."""
    linking = Linking(report, story.scenes, story.facts, story.terms)
    reader = _Reader(linking, story)
    run = mapping(tree, "run")
    debrief = mapping(tree, "debrief")
    prompts = {phase: reader.named(debrief, phase) for phase in PHASES}
    return Lesson(
        question=line(tree, "question"),
        supporting=reader.lines(tree, "supporting"),
        aims=reader.lines(tree, "aims"),
        standards=tuple(
            Standard(line(node, "framework"), reader.lines(node, "codes")) for node in _items(tree, "standards") if isinstance(node, Tree)
        ),
        vocabulary=tuple(filter(None, (linking.known(node, story.terms, "term") for node in _items(tree, "vocabulary")))),
        content=reader.texts(tree, "content"),
        prepare=reader.texts(tree, "prepare"),
        missing=reader.texts(tree, "missing"),
        run=reader.run(run) if run is not None else Run(),
        adapt=reader.texts(tree, "adapt"),
        assess=reader.texts(tree, "assess"),
        extend=reader.texts(tree, "extend"),
        asks=line(tree, "ask") == "before_and_after",
        questions=tuple(reader.question(name, node) for name, node in _named(mapping(tree, "questions"))),
        debrief=MappingProxyType({phase: named for phase, named in prompts.items() if named}),
        lens=reader.lens(mapping(tree, "lens")),
    )


class _Reader(Struct):
    linking: Linking
    story: Story

    def lines(self, node: Tree, key: str) -> tuple[str, ...]:
        return tuple(" ".join(item.value.split()) for item in _items(node, key) if isinstance(item, Scalar))

    def texts(self, node: Tree, key: str) -> tuple[Prose, ...]:
        return tuple(self.linking.prose(item) for item in _items(node, key) if isinstance(item, Scalar))

    def named(self, node: Tree | None, key: str) -> Mapping[str, Prose]:
        inner = mapping(node, key)
        pairs = inner.items() if inner is not None else ()
        return MappingProxyType({name: self.linking.prose(value) for name, value in pairs if ID.match(name)})

    def run(self, node: Tree) -> Run:
        roles = (self.linking.known(item, self.story.roles, "role") for item in _items(node, "roles"))
        usual = Run()
        before, after, debrief = (number(node, key, getattr(usual, key)) for key in ("before", "after", "debrief"))
        return Run(before, after, debrief, tuple(filter(None, roles)), self.texts(node, "hints"))

    def question(self, name: str, node: Tree) -> Question:
        about: About = "voucher" if (told := line(node, "about")) == "voucher" else "weighing" if told == "weighing" else "fact"
        if about != "weighing" and "fact" not in node:
            help = "name the fact that answers it, so that its source can be shown; `about: weighing` needs none"
            self.linking.report("missing-key", node, "a question about a fact or its voucher needs `fact`", help=help)
        return Question(
            name,
            about,
            self._wording(mapping(node, "before"), about),
            self._wording(mapping(node, "after"), about),
            self.linking.known(node.get("fact"), self.story.facts, "fact"),
            self.linking.some_prose(scalar(node, "says")),
        )

    def _wording(self, node: Tree | None, about: About) -> Wording:
        if node is None:
            return Wording(Prose(""), MappingProxyType({}))  # told by its shape
        options = {name: line(mapping(node, "options") or node, name) for name, _ in _pairs(mapping(node, "options"))}
        right = scalar(node, "right")
        if right is None and about != "weighing":
            help = "`right:` names one of the options; a question without a right answer is `about: weighing`"
            self.linking.report("missing-key", node, "this question needs `right`", help=help)
        elif right is not None and right.value not in options:
            message = f"there is no option `{right.value[:60]}`"
            self.linking.report("unknown-option", right, message, nearest(right.value, options), "name one of the options above it")
        return Wording(self.linking.prose(node.get("ask")), MappingProxyType(options), right.value if right is not None else "")

    def lens(self, node: Tree | None) -> Lens | None:
        if node is None:
            return None
        paragraph = scalar(node, "paragraph")
        text = Linking(self.linking.report, (), self.story.facts, self.story.terms, ("word",)).prose(paragraph)
        if paragraph is not None and "word" not in text.variables and not VARIABLE.search(paragraph.value):
            self.linking.report("missing-key", paragraph, f"this paragraph needs `{GAP}`", help="it stands where the words of the lens go")
        words = (
            LensWord(line(item, "word"), self.linking.some_prose(scalar(item, "says")))
            if isinstance(item, Tree)
            else LensWord(" ".join(item.value.split()) if isinstance(item, Scalar) else "")
            for item in _items(node, "words")
        )
        return Lens(text, tuple(words), self.lines(node, "prompts"))


def _items(node: Tree | None, key: str) -> Iterable[Node]:
    value = node.get(key) if node is not None else None
    if value is None:
        return ()
    return value.items if isinstance(value, Sequence) else (value,)


def _pairs(node: Tree | None) -> Iterable[tuple[str, Scalar]]:
    pairs = node.items() if node is not None else ()
    return [(name, value) for name, value in pairs if isinstance(value, Scalar) and ID.match(name)]


def _named(node: Tree | None) -> Iterable[tuple[str, Tree]]:
    pairs = node.items() if node is not None else ()
    return [(name, value) for name, value in pairs if isinstance(value, Tree) and ID.match(name)]
