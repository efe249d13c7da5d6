"""`neighbours graph`: the map of a story's scenes. Starts without importing textual."""

from game.cli.main import PROBLEMS, WrongUseError
from game.cli.opening import opened, role_of
from game.cli.output_form import put, refuse_where_there_is_one
from game.cli.proving import whole_proof_of
from game.graph.findings import problems_by_scene
from game.graph.scene_map import SceneMap, scene_map


def graph(name: str | None, form: str, *, role: str | None, out: str | None, proved: bool, force: bool) -> int:
    given = opened(name, "drawn")
    if given is None:
        return PROBLEMS
    story = given.story
    if role is not None:
        role_of(story, role)
    refuse_where_there_is_one(out, force=force)
    problems, said = problems_by_scene(story, whole_proof_of(story)) if proved else (None, "")
    text = _written(scene_map(story, role=role or "", problems=problems, proof=said), form)
    return put(text, out, "The map", "Open it in a browser." if form == "html" else "", force=force)


def _written(drawn: SceneMap, form: str) -> str:
    if form == "mermaid":
        from game.graph.mermaid import as_mermaid

        return as_mermaid(drawn)
    if form == "dot":
        from game.graph.dot import as_dot

        return as_dot(drawn)
    from game.graph.html_map import as_page
    from game.graph.placement import NoLayoutLibraryError

    try:
        return as_page(drawn)
    except NoLayoutLibraryError as error:
        raise WrongUseError(
            "The page is laid out by the package fast-sugiyama, which isn't installed. In the game's folder: "
            'python -m pip install -c constraints.txt ".[authors]", with the python beside `neighbours`. '
            "--format mermaid and --format dot do without."
        ) from error
