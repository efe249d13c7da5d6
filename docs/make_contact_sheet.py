"""Puts all pictures of a story on one page, to be looked at: each in four lights, without colours, and as few rows.

python -m docs.make_contact_sheet scenes/good_neighbours -o sheet.html
"""

import argparse
import html
from collections.abc import Iterable, Iterator
from pathlib import Path

from game.library.load import load
from game.pictures.drawing import SHADES, UPPER, Dab, painted
from game.pictures.light import LIGHTS
from game.pictures.picture import HIGHEST, Picture

COLUMNS, FEW = 78, 5  # of a page at 80x24, and the lines that a picture gets there on arrival
WIDE, HIGH = 4, 8  # of a cell, in pixels
PAGE = """<!doctype html><meta charset="utf-8"><title>Pictures</title>
<style>body{background:#15171b;color:#e4dfd3;font:12px sans-serif}figure{display:inline-block;margin:2px}h2{font-size:13px;margin:6px 2px 0}
</style>
"""


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m docs.make_contact_sheet", description="Put a story's pictures on one page.")
    options.add_argument("story", type=Path, help="the story's folder")
    options.add_argument("-o", type=Path, required=True, dest="output", help="the page to write")
    options.add_argument("names", nargs="*", help="only these pictures")
    given = options.parse_intermixed_args()
    linked = load(given.story).linked
    pictures = [each for each in (linked.pictures.values() if linked is not None else ()) if not given.names or each.name in given.names]
    given.output.write_text(PAGE + "".join(map(_row, pictures)), "utf-8")
    print(f"{len(pictures)} pictures in {given.output}")
    return 0


def _row(picture: Picture) -> str:
    whole = HIGHEST // 2
    drawn = [painted(picture, light, COLUMNS, whole) for light in LIGHTS]
    drawn += [painted(picture, light, COLUMNS, whole, colours=False) for light in ("day", "night")]
    drawn += [painted(picture, light, COLUMNS, FEW) for light in ("day", "night")]
    drawn += [painted(picture, light, COLUMNS, 1) for light in ("day", "night")]
    figures = "".join(f"<figure>{_svg(lines)}</figure>" for lines in drawn)
    return f"<h2>{html.escape(picture.name)}: {html.escape(picture.shows)} {html.escape(picture.lit)}</h2>{figures}\n"


def _svg(lines: Iterable[Iterable[Dab]]) -> str:
    rects = [rect for number, line in enumerate(lines) for rect in _rects(line, number * HIGH)]
    height = max((y for _, y, *_ in rects), default=0) + HIGH
    drawn = "".join(f'<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="{fill}"/>' for x, y, w, h, fill in rects)
    return f'<svg width="{COLUMNS * WIDE}" height="{height - height % HIGH}" shape-rendering="crispEdges">{drawn}</svg>'


def _rects(line: Iterable[Dab], top: int) -> Iterator[tuple[int, int, int, int, str]]:
    column, half = 0, HIGH // 2
    for dab in line:
        if dab.ink is not None and dab.ground is not None:
            for y, colour in ((top, dab.ink), (top + half, dab.ground)):
                yield column * WIDE, y, len(dab.text) * WIDE, half, "#{:02x}{:02x}{:02x}".format(*colour)
        else:
            for at, letter in enumerate(dab.text, column):
                shade = SHADES.find(letter)
                if shade > 0:
                    yield at * WIDE, top, WIDE, HIGH, f"rgba(228,223,211,{shade / 4})"
                elif letter == "·":
                    yield at * WIDE + 1, top + half - 1, 2, 2, "#e4dfd3"
                elif shade < 0:
                    yield at * WIDE, top if letter == UPPER else top + half, WIDE, half, "#e4dfd3"
        column += len(dab.text)


if __name__ == "__main__":
    raise SystemExit(main())
