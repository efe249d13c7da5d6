"""How far one is, as a part to read: dots and a line of words, the page that is being edited, or what a meter is good for."""

from functools import partial

from textual.content import Content

from game.play.scene_progress import Desk, Mark, Placed, SceneProgress
from game.play.view import Meter
from game.text.clean import LONGEST
from game.text.words import capital
from game.tui.play.passage import Part
from game.tui.safe_text import Look, column, joined, line, plain, together

MARKS: dict[Mark, tuple[str, Look]] = {
    "done": ("●", "$accent"),
    "found": ("●", "$accent"),
    "missed": ("×", "$closed"),
    "left": ("○", "$muted"),
}
FEW = 8  # which stand apart
MOST_MARKS = 24  # of more, each stands for several
WAYS = {"happened": "as fact", "vouched": "by name", "opinion": "opinion", "cut": "cut"}
BESIDE = 10  # columns for the way; what follows hangs there
NEWEST = 5  # claims; those before them are only counted where there is little room


def dots(progress: SceneProgress) -> Content:
    """In one line: a dot for each step, then the words."""
    marks = progress.marks
    if len(marks) > MOST_MARKS:
        marks = tuple(marks[number * (len(marks) - 1) // (MOST_MARKS - 1)] for number in range(MOST_MARKS))
    return joined("  ", [joined(" " if len(marks) <= FEW else "", [plain(*MARKS[mark]) for mark in marks]), line(progress.text, "$muted")])


def edited_page(desk: Desk, *, whole: bool) -> Part | None:
    """The page as far as it has come, the newest last; None where nothing was decided yet. With little room for the `whole` of it a
    claim has one line."""
    if not desk.placed:
        return None
    shown = desk.placed if whole else desk.placed[-NEWEST:]
    rows = [together(column("The page", BESIDE, "bold"), plain(f"{len(desk.placed)} of {desk.whole} claims decided", "$muted"))]
    if earlier := len(desk.placed) - len(shown):
        rows.append(plain(f"{'':{BESIDE}}and {earlier} above", "$muted"))
    return Part("page", plain("\n").join([*rows, *map(_placed, shown)]), cut=not whole, hangs=BESIDE)


def explanation(meter: Meter) -> Content:
    """What the player has, and what it is good for."""
    return together(line(capital(meter.text), "bold"), plain(" – "), line(meter.about, "$muted", limit=300))


def _placed(claim: Placed) -> Content:
    says, by = partial(line, claim.says, limit=LONGEST), together(line(capital(claim.by)), plain(": "))
    way = column(WAYS[claim.way], BESIDE, "$muted" if claim.way == "cut" else "$accent")
    match claim.way:
        case "happened":
            said = says("bold")
        case "vouched":
            said = together(by, says())
        case "opinion":
            said = together(by, says("italic"))
        case "cut":
            said = says("strike $muted")
    return together(way, said)
