"""The card of an ending as a text and as a picture (SVG): what can be shown to somebody who has no terminal."""

from collections.abc import Iterator
from html import escape
from textwrap import wrap

from game.play.looking_back.end_card import EndCard
from game.text.clean import clean_line
from game.text.words import counted

WIDTH, MARGIN = 1200, 72  # of the picture, in its own units
_BROAD = 0.56  # of a letter's height, more than letters are broad on average
_STYLE = """
text { font-family: "Iowan Old Style", Georgia, "DejaVu Serif", serif; fill: #e8e2d4; }
.quiet { fill: #a39b8b; } .accent { fill: #f0b35a; } .name { font-weight: bold; fill: #ffffff; }
"""


def card_text(card: EndCard) -> list[str]:
    """The card line by line; a line may be longer than a window."""
    return [_line(text) for text in _text(card)]


def beside(in_the_way: str) -> str:
    """What stood in the way of something that was done, "" where nothing did."""
    return f"In your way: {in_the_way}." if in_the_way else ""


def page_in_words(card: EndCard) -> str:
    """How much of what was sorted is on the page, "" where nothing was sorted."""
    if not card.printed and not card.left_out:
        return ""
    return f"Your page has {counted(len(card.printed), 'claim')}, and you left out {card.left_out or 'none'}."


def _text(card: EndCard) -> Iterator[str]:
    yield card.title.upper()
    if card.says:
        yield card.says
    yield f"{card.role} · {card.story}"
    if card.way:
        yield f"Your way: {' → '.join(card.way)}"
    if page := page_in_words(card):
        yield page
    for claim in card.printed:
        yield f"- {claim.says}{f' ({claim.by})' if claim.by else ''}"
    for done in card.done:
        yield f"{done.says} {beside(done.in_the_way)}".strip()
    yield card.decided
    yield card.found_in_words


def card_svg(card: EndCard) -> str:
    """The card as a picture that needs nothing else: its height follows from what it tells."""
    drawn: list[str] = []
    top = float(MARGIN)

    def write(text: str, size: int, look: str = "", *, gap: float = 0.0, broad: float = _BROAD) -> None:
        nonlocal top
        for piece in wrap(_line(text), int((WIDTH - 2 * MARGIN) / (size * broad))):
            top += size * 1.3
            drawn.append(f'<text x="{MARGIN}" y="{top:.0f}" font-size="{size}" class="{look}">{escape(piece)}</text>')
        top += gap

    def rule() -> None:
        nonlocal top
        top += 22
        drawn.append(f'<path d="M{MARGIN} {top:.0f}H{WIDTH - MARGIN}" stroke="#5a5346" stroke-width="2"/>')
        top += 10

    write(f"{card.role} · {card.story}", 26, "accent", gap=8)
    write(card.title, 92 if len(card.title) <= 16 else 72, "name", gap=12, broad=0.7)
    if card.says:
        write(card.says, 30, gap=12)
    if card.way:
        write(" → ".join(card.way), 26, "quiet")
    rule()
    for claim in card.printed:
        write(claim.says, 27, gap=0 if claim.by else 10)
        if claim.by:
            write(claim.by, 22, "quiet", gap=10)
    if page := page_in_words(card):
        write(page, 22, "quiet")
        rule()
    for done in card.done:
        write(done.says, 32, gap=0 if done.in_the_way else 12)
        write(beside(done.in_the_way), 24, "quiet", gap=12 if done.in_the_way else 0)
    rule()
    write(card.decided, 27, gap=6)
    doors = "".join("■ " if opened else "□ " for opened in card.opened)
    write(f"{doors} {card.found_in_words}", 24, "accent")
    height = round(top + MARGIN * 0.8)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(_line(card.title))}">\n'
        f"<title>{escape(_line(card.title))}</title>\n<style>{_STYLE}</style>\n"
        f'<rect width="{WIDTH}" height="{height}" fill="#17150f"/>\n' + "\n".join(drawn) + "\n</svg>\n"
    )


def _line(text: str) -> str:
    return clean_line(text, limit=1_000)
