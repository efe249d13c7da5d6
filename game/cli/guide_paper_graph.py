"""`neighbours guide`, `neighbours paper` and `neighbours graph`: pages that are made of a story.

What makes a page is imported by the command that writes it.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from game.cli.exit_codes import ProblemsError, WrongUseError
from game.cli.open_story import opened, part_of, role_of, story_and_part
from game.cli.output_files import as_text, form_of, put, refuse_where_there_is_one
from game.story.model import Story
from game.text.clean import clean_line
from game.text.words import in_a_row

if TYPE_CHECKING:
    from game.graph.scene_map import SceneMap
    from game.guide import Length
    from game.story.lesson_model import Lesson

LOOKS = 1 << 11
"""A quarter of what a proof looks at in each search: a role takes seconds then. What stays open is told as bounded."""


# ---- the teacher's guide ----


def write_guide(name: str | None, form: str | None, out: str | None, *, force: bool, limit: int | None) -> int:
    from game.disk.named_files import refuse_existing, write_new
    from game.guide import guide, names_of

    written = form_of(form, out)
    given = opened(name, "told")
    story, lesson = given.story, given.loaded.lesson
    if out is None:
        return put(as_text(guide(story, lesson, _lengths(story, lesson, limit))[""], written), None, "The guide", force=force)
    path = Path(out)
    beside = [path.with_name(each) for each in names_of(story, lesson, path.name).values()]
    if not force:
        refuse_existing((path, *beside))
    pages = guide(story, lesson, _lengths(story, lesson, limit), path.name)
    for file in beside:
        write_new(file, as_text(pages[file.name], written), force=force)
    then = "Open it in a browser, or print it from there. " if written == "html" else ""
    then += f"Beside it lie {in_a_row([clean_line(file.name, limit=1_000) for file in beside])}."
    return put(as_text(pages[path.name], written), out, "The guide", then, force=force)


def _lengths(story: Story, lesson: "Lesson | None", limit: int | None) -> dict[str, "Length"]:
    """How long each role takes, and each part, with a word on a terminal while it is found out."""
    from game.cli.progress import Progress
    from game.guide import length_of
    from game.guide.lengths import title_of
    from game.prove.routes.report import MOST, routes_of_role
    from game.story.lesson_model import facts_of
    from game.story.part_scenes import story_of_part

    lengths = {}
    facts = facts_of(lesson.questions) if lesson is not None else ()
    played = {role: (story, role) for role in story.roles}
    played |= {
        f"{role.id}/{part.id}": (story_of_part(story, role.id, part), role.id) for role in story.roles.values() for part in role.parts
    }
    with Progress() as progress:
        for number, (name, (alone, role)) in enumerate(played.items(), start=1):

            def tick(states: int, head: str = f"{title_of(story, name)} ({number} of {len(played)})") -> None:
                progress(lambda: f"How long the roles take: {head}, {states:,} states")

            tick(0)
            routes = routes_of_role(alone, role, facts=facts, most=limit or MOST, looks=LOOKS, tick=tick)
            lengths[name] = length_of(alone, routes)
    return lengths


# ---- a role as a numbered gamebook ----


def write_paper(name: str | None, role: str | None, part: str | None, form: str | None, out: str | None, *, force: bool) -> int:
    from game.paper import NotOnPaperError, gamebook_with_size

    written = form_of(form, out)
    name, part = story_and_part(name, part)
    given = opened(name, "printed")
    story = given.story
    if role is None and len(story.roles) > 1:
        raise WrongUseError(f"{story.title} has several roles: name one with --role. It has: {', '.join(story.roles)}.")
    chosen = role_of(story, role or next(iter(story.roles)))
    printed = part_of(chosen, part) if part is not None else None
    refuse_where_there_is_one(out, force=force)
    try:
        book, size = gamebook_with_size(story, chosen.id, printed)
    except NotOnPaperError as error:
        raise ProblemsError(f"Paper can't carry {chosen.id}. {clean_line(str(error), limit=1_000)}.") from error
    if printed is not None:
        print(*size.told(), sep="\n", file=sys.stderr)
    return put(as_text(book, written), out, "The gamebook", "Print it from a browser." if written == "html" else "", force=force)


# ---- the map of scenes ----


def write_graph(
    name: str | None, form: str | None, *, role: str | None, out: str | None, proved: bool, editor: str | None, force: bool
) -> int:
    from game.graph.scene_map import scene_map

    written = form_of(form, out, ("mermaid", "dot", "html"))
    if editor is not None and written != "html":
        raise WrongUseError("Only the page for a browser has links that open an editor: --format html.")
    given = opened(name, "drawn")
    story = given.story
    if role is not None:
        role_of(story, role)
    refuse_where_there_is_one(out, force=force)
    problems, said = None, ""
    if proved:
        from game.cli.author.prove_command import whole_proof_of
        from game.graph.scene_map import problems_by_scene

        problems, said = problems_by_scene(story, whole_proof_of(story))
    text = _drawn(scene_map(story, role=role or "", problems=problems, proof=said), written, editor or "")
    return put(text, out, "The map", "Open it in a browser." if written == "html" else "", force=force)


def _drawn(scenes: "SceneMap", form: str, editor: str) -> str:
    if form == "mermaid":
        from game.graph.mermaid import as_mermaid, too_large

        text = as_mermaid(scenes)
        if said := too_large(scenes, text):
            role = "" if len(scenes.roles) < 2 else " --role ROLE draws what one role can come to."
            print(f"neighbours: {said} --format html and --format dot draw any map.{role}", file=sys.stderr)
        return text
    if form == "dot":
        from game.graph.dot import as_dot

        return as_dot(scenes)
    from game.graph.html_map import as_page

    require_layout("--format mermaid and --format dot do without.")
    return as_page(scenes, editor)


def require_layout(otherwise: str) -> None:
    """Raises WrongUseError where the page can't be laid out; `otherwise` says what can be done all the same."""
    from game.graph.placement import NoLayoutLibraryError, layout_library

    try:
        layout_library()
    except NoLayoutLibraryError as error:
        raise WrongUseError(
            "The page is laid out by the package fast-sugiyama, which isn't installed. In the game's folder: "
            f'python -m pip install -c constraints.txt ".[authors]", with the python beside `neighbours`. {otherwise}'
        ) from error
