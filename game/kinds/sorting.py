"""A sorting: claims of the ledger laid on the desk one by one, each to be printed in one of four ways or not at all.

What a claim can bear follows from the ledger alone: its `kind`, and whether the paper gives its voucher's word as its
own. The author writes which claims, and what comes of printing one as it is, as surer than it is, or as less sure.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct

from game.kinds.builder import CLAIM, PRINTS, WHEN, Context, Expansion, Value, counter, kind_key, many, plain, record, renamed, text
from game.source.nodes import NOTHING, ListNode, MapNode, Node, Scalar
from game.source.schema import story_keys as keys
from game.source.schema.shapes import Either, Key, ListOf, Needed, Record

ANSWER = Record(
    "an answer",
    {
        "result": keys.RESULT,
        "do": keys.DO,
        "because": keys.BECAUSE,
        "visit": keys.VISIT,
        "recall": keys.RECALL,
    },
)
ANSWERS = {
    "fits": ("printing a claim as sure as the ledger has it", "The editor reads on."),
    "stronger": ("printing a claim as surer than the ledger has it", '{result: "“Who says so?”", do: trust -= 1}'),
    "weaker": ("printing a claim as less sure than the ledger has it", "A reader rings and asks whether it is in doubt."),
    "cut": ("leaving a claim out", "The line goes into the drawer."),
}


def _answers(scope: str, default: str) -> dict[str, Key]:
    return {
        name: Key(Either(keys.PROSE, ANSWER), f"What comes of {of}{scope}: words, or an answer.", default, example)
        for name, (of, example) in ANSWERS.items()
    }


LAID_CLAIM = Record(
    "a claim",
    {
        "fact": Needed(keys.FACT, "The fact that is laid on the desk, in the ledger's words.", "arrivals"),
        "text": Key(keys.PASSAGE, "What is told or said while it lies there.", "nothing", "“That is a lot,” says Bruno."),
        **_answers(", here", "that of the sorting"),
    },
)
WAY = Record(
    "a way to print",
    {
        "label": Key(keys.LINE, "What the player chooses.", "words that fit the way", "Set it as news"),
        "if": keys.IF,
        "locked": Key(
            keys.PROSE, "Where `if` fails the way is shown, closed, with this reason.", "the way is hidden", "There are no lines left."
        ),
        "do": keys.DO,
        "because": keys.BECAUSE,
    },
)
WAYS = Record(
    "the ways to print",
    {
        "happened": Key(WAY, "As something that happened.", "*Print it as something that happened*", "{do: lines -= 1}"),
        "vouched": Key(WAY, "With whoever vouches for it.", "*Print it with whoever vouches for it*", "{do: lines -= 2}"),
        "opinion": Key(WAY, "As somebody's opinion.", "*Print it as somebody's opinion*", "{label: Set it among the letters}"),
        "cut": Key(WAY, "Not at all.", "*Leave it out*", "{label: Put it in the drawer}"),
    },
)
KEYS = Record(
    "a sorting",
    {
        "kind": kind_key("sorting"),
        **keys.SCENE_KEYS,
        "claims": Needed(
            ListOf(Either(keys.FACT, LAID_CLAIM), least=1, most=20),
            "The facts that are laid on the desk, one after the other.",
            "[bridge_shut, boat_wait]",
        ),
        "ways": Key(WAYS, "What each way of printing is called and costs; they are offered in this order.", "four ways that cost nothing"),
        "own": Key(
            ListOf(keys.LINE, one=True, most=50),
            "Vouchers whose word is printed as the paper's own: their figures and rules need no name.",
            "none",
            "[the reporter]",
        ),
        **_answers("", "nothing"),
        "shows": Key(
            keys.LINE,
            "How the ledger's kind and voucher are told after each claim, with {kind} and {by}.",
            "*The ledger says: {kind}, {by}.*",
            '"{by} ({kind})"',
        ),
        "sorted": Needed(keys.SCENE, "The scene that follows the last claim.", "press"),
        "leave": Key(keys.LEAVE, "A way to leave the rest on the desk.", "none", "{label: Go home, go: night}"),
        "choices": keys.CHOICES,
        **keys.SCENE_MORE,
    },
)

LABELS: Mapping[str, str] = MappingProxyType(
    {
        "happened": "Print it as something that happened",
        "vouched": "Print it with whoever vouches for it",
        "opinion": "Print it as somebody's opinion",
        "cut": "Leave it out",
    }
)
SHOWS = "The ledger says: {kind}, {by}."

# How sure each way of printing sounds, and the least and most that each kind of fact can bear.
_SOUNDS = MappingProxyType({"happened": 3, "vouched": 2, "opinion": 1})
_BEARS = MappingProxyType({"event": (2, 3), "context": (2, 3), "figure": (2, 2), "policy": (2, 2), "report": (2, 2), "view": (1, 1)})
_OWN = frozenset(("figure", "policy"))


class _Claim(Struct, frozen=True):
    """`at` is the author's line, `node` what the author says of the claim, and `fact` the ledger's record of it.

    A claim that the ledger doesn't have is reported, and stays, so that what comes of it is checked all the same.
    """

    name: str
    at: Node
    node: MapNode
    fact: MapNode | None
    own: bool  # whether the paper gives the voucher's word as its own

    @property
    def kind(self) -> str:
        return self.fact.text("kind") if self.fact is not None else ""

    def printed(self, way: str) -> str:
        """What comes of printing it in a way."""
        return verdict(way, self.kind, own=self.own)


def expand(name: str, scene: MapNode, context: Context) -> Expansion:
    """`{left}` counts the claims that lie on the desk, the present one with them.

    A choice is called after the way and the fact: `vouched-arrivals`. Its result is what the author says comes of it,
    and below that the ledger's kind and voucher, which link to the fact: so a claim is met once it has been decided.
    """
    left = f"{name}_left"
    scene = renamed(scene, {"left": left})
    claims = list(_claims(scene, _own(scene, context), context))
    blocks = list(scene.each("text"))
    choices: list[Value] = []
    for position, claim in enumerate(claims):
        still = len(claims) - position
        now = text(claim.at, f"{left} == {still}")
        says = claim.fact.scalar("says") if claim.fact is not None else None
        blocks.append(record(claim.at, {"text": says or "", CLAIM: claim.at, WHEN: [now]}))
        blocks += [_said(block, now) for block in claim.node.each("text")]
        go = scene.get("sorted") if still == 1 else None
        choices += [_choice(scene, claim, way, now, left, go) for way in _ways(scene)]
    _check_answers(scene, claims, context)
    if not claims:  # reported already; what comes after is right
        choices.append({"id": "sorted", "label": "Go on", "go": scene.get("sorted")})
    laid = record(scene, {**scene.values, "text": blocks})
    most = max(1, len(claims))
    made = plain(laid, choices, enter=[f"{left} = {most}"], counts=left)
    return Expansion(made, {left: counter(scene, 0, most, most, "claims on the desk")})


def verdict(way: str, kind: str, *, own: bool) -> str:
    """What comes of printing a fact of a kind in a way: `fits`, `stronger` or `weaker` than the ledger has it, or `cut`.

    `own` says that the paper gives the voucher's word as its own.
    """
    sounds = _SOUNDS.get(way)
    if sounds is None:
        return "cut"
    least, most = _BEARS.get(kind, (2, 2))
    if own and kind in _OWN:
        most = 3
    return "weaker" if sounds < least else "stronger" if sounds > most else "fits"


def _claims(scene: MapNode, own: frozenset[str], context: Context) -> Iterator[_Claim]:
    """The claims, each once."""
    seen: set[str] = set()
    for item in scene.each("claims"):
        node = item if isinstance(item, MapNode) else record(item, {})
        at = node.get("fact") if isinstance(item, MapNode) else item
        if not isinstance(at, Scalar):
            continue  # reported by its shape
        fact = context.facts.get(at.value)
        if at.value in seen:
            context.report("duplicate-id", at, f"`{at.value[:60]}` lies on this desk already", help="list each fact once")
            continue
        if fact is None:
            help = "facts are declared under `facts:` in facts.yaml"
            context.report("unknown-fact", at, f"there is no fact `{at.value[:60]}`", context.report.nearest(at.value, context.facts), help)
        seen.add(at.value)
        yield _Claim(at.value, at, node, fact, _voucher(fact) in own)


def _own(scene: MapNode, context: Context) -> frozenset[str]:
    """The vouchers whose word the paper gives as its own; each must vouch for something in the ledger."""
    known = {_voucher(fact) for fact in context.facts.values()}
    for item in scene.each("own"):
        if isinstance(item, Scalar) and (named := _folded(item.value)) not in known:
            help = "write it as the `by` of a fact has it; what follows a semicolon there may be left out"
            message = f"nobody in the ledger is called `{item.value[:60]}`"
            context.report("unknown-voucher", item, message, context.report.nearest(named, known), help)
    return frozenset(_folded(item.value) for item in scene.each("own") if isinstance(item, Scalar))


def _voucher(fact: MapNode | None) -> str:
    return _folded(fact.text("by").partition(";")[0]) if fact is not None else ""


def _check_answers(scene: MapNode, claims: list[_Claim], context: Context) -> None:
    """Tell of an answer that no way of printing brings."""
    brought: set[str] = set()
    for claim in claims:
        here = {claim.printed(way) for way in LABELS}
        brought |= here
        for name in ANSWERS.keys() & claim.node.values.keys() - here:
            kind = "an event" if claim.kind == "event" else f"a {claim.kind}" if claim.kind != "context" else "context"
            message = f"`{claim.name}` is {kind}: no way of printing it is told as `{name}`"
            context.report("answer-never-comes", claim.node.keys[name], message, help="take it out, or look again at the fact's `kind`")
    for name in (ANSWERS.keys() & scene.values.keys() - brought) if claims else ():
        message = f"no claim here can be printed so that it is told as `{name}`"
        context.report("answer-never-comes", scene.keys[name], message, help="take it out")


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()


def _ways(scene: MapNode) -> list[str]:
    """The ways in the order in which the author lists them, then the others."""
    return [*dict.fromkeys([*(way for way in scene.map("ways") or NOTHING if way in LABELS), *LABELS])]


def _said(block: Node, now: Scalar) -> MapNode:
    """A block of the author's that is there while its claim is."""
    if not isinstance(block, MapNode):
        return record(block, {"text": block, WHEN: [now]})
    kept = {key: value for key, value in block.values.items() if key != "if"}
    when = many(block, [now, *block.each("if")])
    return MapNode({**block.keys, WHEN: now}, {**kept, WHEN: when}, block.line, block.column, block.file)


def _choice(scene: MapNode, claim: _Claim, way: str, now: Scalar, left: str, go: Node | None) -> MapNode:
    offered = (scene.map("ways") or NOTHING).map(way) or record(claim.at, {})
    always, here = (_answer(node, claim.printed(way)) for node in (scene, claim.node))
    return record(
        claim.at,
        {
            "id": f"{way}-{claim.name}",
            "label": offered.get("label") or LABELS[way],
            WHEN: [now],
            "if": offered.get("if"),
            "locked": offered.get("locked"),
            "do": [f"{left} -= 1", *(effect for part in (offered, always, here) for effect in part.each("do"))],
            # What a claim can bear is the reason for what comes of it.
            "because": here.get("because") or always.get("because") or offered.get("because") or (claim.fact and claim.name),
            "result": _told(scene, claim, here.get("result") or always.get("result")),
            "recall": here.get("recall") or always.get("recall"),
            "visit": here.get("visit") or always.get("visit"),
            "go": go,
            CLAIM: claim.at,
            PRINTS: way,
        },
    )


def _answer(node: MapNode, said: str) -> MapNode:
    """What comes of it; words alone are its result."""
    return node.map(said) or record(node, {"result": node.get(said)})


def _told(scene: MapNode, claim: _Claim, result: Node | None) -> Node | None:
    """What comes of it, then the ledger's line. Signs that would end a link are none in a voucher's name."""
    if claim.fact is None:
        return result
    by = claim.fact.text("by").translate(str.maketrans("[]{}", "()()"))
    shows = scene.text("shows", SHOWS).replace("{kind}", claim.kind)
    link = f"[{{by}}](fact:{claim.name})"
    line = shows.replace("{by}", link) if "{by}" in shows else link.replace("{by}", shows)
    line = line.replace("{by}", by)
    if result is None:
        return text(claim.at, line)
    if not isinstance(result, Scalar):  # in parts, of which this is the last
        return many(result, [*(result.items if isinstance(result, ListNode) else [result]), text(claim.at, line)])
    return result.like(result.value.rstrip("\n") + "\n\n" + line)
