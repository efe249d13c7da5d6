"""What every page has around it, and the forms in it."""

from game.web.markup import Child, Markup, tag, text

STYLE = "/style.css"


def page(title: str, *body: Child, language: str = "en", refresh: int = 0, wide: bool = False) -> str:
    """A whole page; with `refresh` it is asked for again after so many seconds."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", http_equiv="refresh", content=refresh) if refresh else None,
        tag("title", title),
        tag("link", rel="stylesheet", href=STYLE),
    )
    return "<!doctype html>\n" + tag("html", head, tag("body", tag("main", *body, look="wide" if wide else None)), lang=language or "en")


def form(action: str, *inside: Child, **hidden: str | int) -> Markup:
    """A form that is sent with what is `hidden` in it."""
    return tag("form", *(tag("input", type="hidden", name=name, value=value) for name, value in hidden.items()), *inside,
               method="post", action=action)  # fmt: skip


def button(label: str, look: str = "", **settings: str) -> Markup:
    return tag("button", label, look=look or None, **settings)


def notice(sentence: str) -> Markup:
    """A sentence of the program; nothing where there is none."""
    return tag("p", sentence, look="notice", role="status") if sentence else Markup()


def field(label: str, name: str, **settings: str | int | bool) -> Markup:
    return text([tag("label", label, of=name), tag("input", type="text", id=name, name=name, autocomplete="off", **settings)])


def message(title: str, sentence: str, back: str = "/play", *, refresh: int = 0) -> str:
    """A page that says one thing."""
    return page(title, tag("h1", title), tag("p", sentence), tag("p", tag("a", "Go on", href=back)), refresh=refresh)
