"""Played games as statements of the Experience API (xAPI 1.0.3), one JSON object a line, for a learning record store.

Players are pseudonyms: a keyed hash of the nickname, which can't be traced back without its key and never is a mail
address. What isn't known isn't said: a game keeps when its last choice was made, so only its end has a timestamp.

The specification: github.com/adlnet/xAPI-Spec, xAPI-Data.md; an Agent's account is in 2.4.2.4, interactions in 2.4.4.1.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from game.play.looking_back.ledger import Decided
from game.report.account import Account
from game.report.classes import player_of
from game.report.json_data import cleaned
from game.saves.answers import SURE, Answer
from game.story.model import Story
from game.story.prose import words_alone
from game.text.clean import clean

# Nobody can own a name that ends in .invalid (RFC 2606), so these name things and lead nowhere.
BASE = "https://good-neighbours.invalid"
VERBS = {"answered": "http://adlnet.gov/expapi/verbs/answered", "completed": "http://adlnet.gov/expapi/verbs/completed"}
INTERACTION = "http://adlnet.gov/expapi/activities/cmi.interaction"
SIMULATION = "http://adlnet.gov/expapi/activities/simulation"

Made = tuple[str, dict[str, Any], dict[str, Any], str]
"""The verb, the object, the result, and when that was ("" where it isn't known)."""


def as_lines(accounts: Iterable[Account], *, salt: str, home_page: str = BASE) -> Iterator[str]:
    """One statement a line. The same `salt` gives the same pseudonyms and statement ids; `home_page` is what accounts are of."""
    for account in accounts:
        for statement in _statements(account, salt, home_page):
            yield json.dumps(cleaned(statement), ensure_ascii=False, separators=(",", ":"))


def _keyed(salt: str, words: str) -> str:
    return hmac.new(salt.encode(), words.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _statements(account: Account, salt: str, home_page: str) -> Iterator[dict[str, Any]]:
    program, said = account.played.program, account.kept.said
    story = program.story
    made = [_decision(account, each) for each in account.ledger.decided]
    if said is not None:
        made += [_answer(story, when, each) for when, answers in (("before", said.before), ("after", said.after)) for each in answers]
    if account.ending:
        made.append(_end(account))
    who = _keyed(salt, player_of(account))[:16]
    # The game's id is as random as the salt; without the salt, nobody can tell from an id which game it was.
    game = _keyed(salt, f"game {account.kept.name}")
    for number, (verb, item, result, when) in enumerate(made):
        statement: dict[str, Any] = {
            "id": str(uuid5(NAMESPACE_URL, f"{BASE}/{who}/{game}/{number}")),
            "actor": {"objectType": "Agent", "account": {"homePage": home_page, "name": who}},
            "verb": {"id": VERBS[verb], "display": {"en": verb}},
            "object": {"objectType": "Activity", **item},
            "result": result,
            "context": {
                "registration": str(uuid5(NAMESPACE_URL, f"{BASE}/{who}/{game}")),
                "platform": "Good Neighbours",
                "language": story.language,
                "contextActivities": {"parent": [{"objectType": "Activity", **_activity(story, program.role.id, program.role.title)}]},
            },
        }
        if when:
            statement["timestamp"] = when
        yield statement


def _decision(account: Account, decided: Decided) -> Made:
    story, decision = account.played.program.story, decided.decision
    name = story.name_now(decision.scene)
    scene = story.scenes.get(name)
    choices = [(choice.id, words_alone(choice.label.text)) for choice in scene.choices] if scene is not None else []
    if decision.choice not in dict(choices):
        choices.append((decision.choice, decision.label))
    more = {"in-the-way": decided.obstacles, "facts": decided.facts, "outcome": decision.outcome}
    result = {"response": decision.choice, "extensions": {f"{BASE}/{key}": value for key, value in more.items() if value}}
    return "answered", _interaction(story, f"scenes/{_quoted(name)}", decision.title or name, choices), result, ""


def _answer(story: Story, when: str, answer: Answer) -> Made:
    item = _interaction(story, f"{when}/{_quoted(answer.question)}", answer.asked, [(answer.option, answer.chose)])
    result: dict[str, Any] = {"response": answer.option, "extensions": {f"{BASE}/confidence-of-{SURE}": answer.confidence}}
    if answer.right is not None:
        result["success"] = answer.right
    return "answered", item, result, ""


def _end(account: Account) -> Made:
    program = account.played.program
    ending = account.steps[-1].view.scene.id
    result = {"completion": True, "response": account.ending, "extensions": {f"{BASE}/ending": ending}}
    when = account.kept.updated.isoformat() if account.kept.updated is not None else ""
    return "completed", _activity(program.story, program.role.id, program.role.title), result, when


def _quoted(name: str) -> str:
    """A name as a part of an address. What a hand has put into a save may be half of a character."""
    return quote(name, safe="", errors="replace")


def _interaction(story: Story, path: str, name: str, choices: list[tuple[str, str]]) -> dict[str, Any]:
    options = [{"id": id, "description": {story.language: clean(label)}} for id, label in choices]
    return _item(story, path, name, INTERACTION, interactionType="choice", choices=options)


def _activity(story: Story, role: str, title: str) -> dict[str, Any]:
    return _item(story, f"roles/{_quoted(role)}", f"{story.title}: {title}", SIMULATION)


def _item(story: Story, path: str, name: str, kind: str, **more: Any) -> dict[str, Any]:
    definition = {"name": {story.language: name}, "type": kind, **more}
    return {"id": f"{BASE}/stories/{_quoted(story.id)}/{path}", "definition": definition}
