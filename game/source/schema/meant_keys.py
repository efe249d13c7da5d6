"""What key was meant, where a file has one that isn't there: words of other tools, capitals, a whole phrase before the colon."""

from collections.abc import Collection, Iterable

from game.problems import closest

_ELSEWHERE = {
    **dict.fromkeys(
        ("next", "goto", "target", "to", "then", "link", "leads", "leads_to", "destination", "jump"), ("go", "start", "path", "to")
    ),
    **dict.fromkeys(("go", "scene"), ("to",)),
    **dict.fromkeys(("condition", "conditions", "when", "requires", "require", "needs", "needed", "only_if"), ("if",)),
    **dict.fromkeys(("effect", "effects", "set", "action", "changes", "change"), ("do",)),
    "text": ("label", "result", "says"),
    **dict.fromkeys(("description", "body", "story", "passage"), ("text", "blurb", "says")),
    **dict.fromkeys(("actions", "menu"), ("choices",)),
    **dict.fromkeys(("image", "img", "photo"), ("picture",)),
    **dict.fromkeys(("default", "value", "initial", "init", "begin"), ("start",)),
    **dict.fromkeys(("url", "href", "address"), ("path",)),
    **dict.fromkeys(("name", "heading"), ("title", "label")),
    **dict.fromkeys(("location", "where"), ("place",)),
    **dict.fromkeys(("reason", "fact", "why"), ("because", "locked")),
    **dict.fromkeys(("maximum", "highest"), ("max",)),
    **dict.fromkeys(("minimum", "lowest"), ("min",)),
    **dict.fromkeys(("options", "words", "choices"), ("values", "choices")),
}
_LAST_WAY = "the last way on stands without an `if`: `- to: street`"
_NO_ELSE = "there is no `else`: write a second one with the contrary condition, such as `if: not coat`"


def meant_key(typed: str, keys: Collection[str], there: Collection[str]) -> str:
    """The key that was probably meant, or ""; `there` are those that stand beside it already."""
    small = typed.lower()
    if small in keys and small not in there:
        return small
    for key in _ELSEWHERE.get(small, ()):
        if key in keys and key not in there:
            return key
    near = closest(typed, keys)
    return "" if near in there and near not in small else near


def what_to_do(typed: str, keys: Iterable[str], value: str, before: str) -> tuple[str, str]:
    """A label and a help for a key that is no slip of the fingers, or nothing. `before` stands before it on its line."""
    word, _, rest = typed.partition(" ")
    known = set(keys)
    if typed.lower() in ("else", "otherwise"):
        return "", _LAST_WAY if known == {"if", "to"} else _NO_ELSE
    if word.lower() == "if" and rest and "if" in known:
        help = "the condition stands after the colon; what it is for stands beside it, each under a key of its own"
        return f"did you mean `if: {rest[:60]}`?", help
    if rest and {"label", "go"} <= known and value and "{" not in before:
        help = "what a player reads of a choice stands after `label:`, and where it leads after `go:`, each on a line of its own"
        return f"did you mean `label: {typed[:60]}`?", help
    return "", ""
