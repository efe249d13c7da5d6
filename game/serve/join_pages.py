"""Coming in: the code and a nickname, then who one will be."""

from collections.abc import Iterator

from game.serve.class_room import CODE_LENGTH, LONGEST_NAME
from game.serve.moment_page import prose
from game.serve.page_frame import button, field, form, notice, page
from game.story.model import Role, RolePart, Story
from game.story.phrases import part_in_words
from game.web.markup import Child, Markup, tag

HINT = "Choose a name that isn't your own: a colour and an animal, for example. Everybody who looks at your teacher's screen can read it."


def join_page(story: Story, told: str = "", nickname: str = "") -> str:
    return page(
        f"Join - {story.title}",
        tag("h1", story.title),
        notice(told),
        form(
            "/join",
            field("The code of the class", "code", look="code", maxlength=12, size=CODE_LENGTH, required=True, autocapitalize="characters",
                  spellcheck="false", autofocus=True),
            field("A nickname", "nickname", maxlength=LONGEST_NAME, required=True, value=nickname, aria_describedby="hint"),
            tag("p", HINT, look="quiet", id="hint"),
            button("Join", "go"),
        ),
        tag("p", "Your game is kept on your teacher's computer, under your nickname. No other page is told anything.", look="quiet"),
        language=story.language,
    )  # fmt: skip


def begin_page(story: Story, nickname: str, offered: list[tuple[Role, RolePart | None]], told: str = "") -> str:
    """Who one can be; `offered` are roles, and parts of them."""
    note = tag("section", *prose(story.note.text), look="card") if story.note is not None else None
    return page(
        f"Begin - {story.title}",
        tag("p", tag("span", story.title), tag("span", nickname), look="top"),
        notice(told),
        tag("h1", "Who will you be?" if len(offered) > 1 else "Before you begin"),
        note,
        *(tag("section", *_offer(role, part)) for role, part in offered),
        language=story.language,
    )


def _offer(role: Role, part: RolePart | None) -> Iterator[Child]:
    yield tag("h2", role.title)
    yield prose(role.blurb.text)
    label: Markup = button(f"Begin as {role.title}" if part is None else f"Begin: “{part.title}”, {part_in_words(part)}", "choice")
    yield form("/begin", label, role=role.id, part=part.id if part is not None else "")
