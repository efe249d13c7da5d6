"""The lesson around a story, as `lesson.yaml` has it: what is asked before and after, the debrief, the word lens, and
what a teacher's guide tells. It has no part in the play: a story plays the same with it and without.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from game.source.nodes import NOTHING, ListNode, MapNode, Scalar
from game.source.schema.shapes import Report
from game.story.link_scope import Linking
from game.story.model import At, Story
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

Level = Literal["begun", "secure", "strong"]
LEVELS: tuple[Level, ...] = ("begun", "secure", "strong")

GAP = "{word}"  # what a lens's paragraph has where the word goes


class Question(Struct, frozen=True):
    """One thing that is asked for twice, in the words `before` and `after`. `options` by their ids, in their order; `right` is ""
    where none is, and `fact` answers it, "" where none does.

    It is asked of those who play one of these roles, or of these parts, called `role/part`; of everybody where none is named.
    """

    id: str
    at: At
    about: About
    before: Prose
    after: Prose
    options: Mapping[str, str]
    right: str = ""
    fact: str = ""
    says: Prose | None = None
    asked_of: tuple[str, ...] = ()


class LensWord(Struct, frozen=True):
    word: str
    says: Prose | None = None


class SourceWord(Struct, frozen=True):
    """A word that the source has for the people of the lens; `by` is whose word it is there."""

    word: str
    at: str
    by: str


class Lens(Struct, frozen=True):
    """`paragraph` has `{word}` where one of the words goes."""

    paragraph: Prose
    words: tuple[LensWord, ...]
    prompts: tuple[str, ...] = ()
    in_source: tuple[SourceWord, ...] = ()
    steps: tuple[Prose, ...] = ()

    def with_word(self, word: str) -> str:
        """The paragraph's text with this word in it, in bold."""
        return self.paragraph.text.replace(GAP, f"**{word}**")


class RubricRow(Struct, frozen=True):
    """What is looked at, and what it looks like at each level."""

    of: str
    begun: str
    secure: str
    strong: str


class ModelAnswer(Struct, frozen=True):
    """`says` tells why it stands at its level."""

    answer: Prose
    says: Prose | None = None


class Explanation(Struct, frozen=True):
    """What each student writes. `answers` has a model for those levels that have one, in their order."""

    task: Prose
    rubric: tuple[RubricRow, ...] = ()
    answers: Mapping[Level, ModelAnswer] = MappingProxyType({})


class Standard(Struct, frozen=True):
    framework: str
    codes: tuple[str, ...]


class RunTimes(Struct, frozen=True):
    """Minutes for each part that isn't play; `roles` are those to take first where time is short, and parts of them, and `why` says
    why the first of them comes first."""

    before: int = 5
    after: int = 5
    debrief: int = 15
    roles: tuple[str, ...] = ()
    why: str = ""
    hints: tuple[Prose, ...] = ()


class Lesson(Struct, frozen=True):
    """`debrief` has the prompts of each phase, by their ids, in the order of `PHASES`; phases without prompts are left out.

    `asks` says whether the questions are put by themselves.
    """

    question: str
    about: Prose | None = None
    age: str = ""
    level: str = ""
    subjects: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    aims: tuple[str, ...] = ()
    standards: tuple[Standard, ...] = ()
    vocabulary: tuple[str, ...] = ()  # ids of terms
    content: tuple[Prose, ...] = ()
    prepare: tuple[Prose, ...] = ()
    distress: tuple[Prose, ...] = ()
    reading: tuple[Prose, ...] = ()
    since: tuple[Prose, ...] = ()
    missing: tuple[Prose, ...] = ()
    run: RunTimes = RunTimes()
    adapt: tuple[Prose, ...] = ()
    assess: tuple[Prose, ...] = ()
    explain: Explanation | None = None
    unsaid: tuple[Prose, ...] = ()
    extend: tuple[Prose, ...] = ()
    asks: bool = False
    questions: tuple[Question, ...] = ()
    debrief: Mapping[Phase, Mapping[str, Prose]] = MappingProxyType({})
    lens: Lens | None = None

    def questions_for(self, role: str, part: str = "") -> tuple[Question, ...]:
        """What is asked of those who play a role, or a part of it."""
        played = f"{role}/{part}" if part else role
        return tuple(question for question in self.questions if not question.asked_of or played in question.asked_of)


def facts_of(questions: Iterable[Question]) -> tuple[str, ...]:
    """The facts that answer them."""
    return tuple(dict.fromkeys(question.fact for question in questions if question.fact))


def link_lesson(tree: MapNode, story: Story, report: Report) -> Lesson:
    """The lesson of a file whose shape has been checked. Names are checked against the story's."""
    linking = Linking(report, story.scenes, story.facts, story.terms)
    run, debrief, lens, explain = (tree.map(key) for key in ("run", "debrief", "lens", "explain"))
    questions = tree.map("questions") or NOTHING
    prompts = {phase: _prompts(debrief.map(phase), linking) for phase in PHASES} if debrief is not None else {}
    return linking.record(
        Lesson,
        tree,
        standards=tuple(linking.record(Standard, node) for node in tree.maps("standards")),
        vocabulary=tuple(filter(None, (linking.known(node, story.terms, "term") for node in tree.each("vocabulary")))),
        run=linking.record(RunTimes, run, roles=_played(run, "roles", story, linking)) if run is not None else RunTimes(),
        asks=tree.text("ask") == "before_and_after",
        questions=tuple(_question(questions.keys[name], node, story, linking) for name, node in tree.named("questions")),
        debrief=MappingProxyType({phase: named for phase, named in prompts.items() if named}),
        lens=_lens(lens, linking) if lens is not None else None,
        explain=_explanation(explain, linking) if explain is not None else None,
    )


def _prompts(node: MapNode | None, linking: Linking) -> Mapping[str, Prose]:
    return MappingProxyType({name: linking.prose(value) for name, value in (node or NOTHING).items()})


def _played(node: MapNode, key: str, story: Story, linking: Linking) -> tuple[str, ...]:
    """The roles and parts that are named under a key."""
    known = dict.fromkeys(name for role in story.roles.values() for name in (role.id, *(f"{role.id}/{part.id}" for part in role.parts)))
    return tuple(filter(None, (linking.known(item, known, "role") for item in node.each(key))))


def _question(key: Scalar, node: MapNode, story: Story, linking: Linking) -> Question:
    about = node.text("about", "fact")
    if about != "weighing" and "fact" not in node:
        help = "name the fact that answers it, so that its source can be shown; `about: weighing` needs none"
        linking.report("missing-key", node, "a question about a fact or its voucher needs `fact`", help=help)
    before, after = (_wording(node, when, linking) for when in ("before", "after"))
    inner, right = node.map("options") or NOTHING, node.scalar("right")
    options = MappingProxyType({name: inner.text(name) for name in inner})
    if "right" not in node and about != "weighing":
        help = "`right:` names one of the options; a question without a right answer is `about: weighing`"
        linking.report("missing-key", node, "this question needs `right`", help=help)
    elif right is not None and right.value not in options:
        linking.report.unknown("option", right, right.value, options, "name one of the options above it")
    fact, at = linking.known(node.get("fact"), story.facts, "fact"), At(key.file.path, key.line)
    asked_of = _played(node, "for", story, linking)
    return linking.record(
        Question, node, id=key.value, at=at, about=about, before=before, after=after, options=options, fact=fact, asked_of=asked_of
    )


def _wording(question: MapNode, when: str, linking: Linking) -> Prose:
    if when not in question and "ask" not in question:
        help = "`ask` is asked before and after; in other words each time, it has `before` and `after` in its place"
        linking.report("missing-key", question, f"this question needs `ask`, or `{when}`", help=help)
    return linking.prose(question.get(when) or question.get("ask"))


def _lens(node: MapNode, linking: Linking) -> Lens:
    paragraph = node.scalar("paragraph")
    text = Linking(linking.report, (), linking.facts, linking.terms, {"word": None}).prose(paragraph)
    if paragraph is not None and "word" not in text.variables and not VARIABLE.search(paragraph.value):
        linking.report("missing-key", paragraph, f"this paragraph needs `{GAP}`", help="it stands where the words of the lens go")
    words = tuple(
        linking.record(LensWord, item) if isinstance(item, MapNode) else LensWord(" ".join(item.value.split()))
        for item in node.each("words")
        if not isinstance(item, ListNode)
    )
    in_source = tuple(linking.record(SourceWord, each) for each in node.maps("in_source"))
    return linking.record(Lens, node, paragraph=text, words=words, in_source=in_source)


def _explanation(node: MapNode, linking: Linking) -> Explanation:
    rubric = tuple(linking.record(RubricRow, each) for each in node.maps("rubric"))
    models = node.map("answers") or NOTHING
    answers = {level: linking.record(ModelAnswer, model) for level in LEVELS if (model := models.map(level)) is not None}
    return linking.record(Explanation, node, rubric=rubric, answers=MappingProxyType(answers))
