"""A story is edited while somebody is playing it: what becomes of the game, row by row."""

import json
from pathlib import Path
from types import MappingProxyType

import pytest

from game.play.fingerprint import fingerprint
from game.play.playthrough import Playthrough, back_to, skip, undo
from game.play.program import compile_role
from game.play.record import Carried, Entry, Saved, from_data, to_data
from game.play.resume import CHANGED, OtherRoleError, Resumed, resume, saved_from
from game.story.model import Story
from tests.small import STORY, made, offered, small, started, told, value

SCENES = """\
start:
  title: The quay
  text: You stand on the quay.
  choices:
    - {label: Give the tea, once: true, do: [thermos = false, trust += 2], recall: gave away your tea}
    - {label: Walk, do: hours += 3, go: street}
    - {label: Pay, do: money -= 5, go: kiosk}
street:
  title: The street
  text: A street, {money} crowns.
  choices:
    - label: Ask
      outcomes:
        - {id: answer, do: trust += 1}
        - {id: shrug}
    - {label: Have tea, visit: tea, go: office}
    - {label: On, do: papers = foreign, go: office}
tea: {text: Tea., choices: [{label: Drink, do: battery -= 2}, {label: Back, go: back}]}
kiosk: {title: The kiosk, text: A kiosk., choices: [{label: Round, go: street}]}
office:
  title: The office
  text: An office.
  choices:
    - {label: Wait, do: hours += 8}
    - {label: Out, go: out}
out: {text: "You {recall}.", ending: Out}
"""
WAY = ("give-the-tea", "walk", "ask/answer", "on", "wait")


class Edited:
    """A game that was played on one version of a story and goes on with another."""

    def __init__(self, folder: Path, *choices: str, scenes: str = SCENES, story: str = STORY, role: str = "visitor") -> None:
        self.folder = folder / "ferry"
        self.before = started(small(self.folder, scenes, story=story), role, carried=CARRIED)
        self.before = made(self.before, *choices)

    def saved(self) -> Saved:
        return from_data(json.loads(json.dumps(to_data(saved_from(self.before)))))

    def story(self, scenes: str, story: str = STORY) -> Story:
        return small(self.folder, scenes, story=story)

    def go_on(self, scenes: str = SCENES, story: str = STORY) -> Resumed:
        """Resume on the edited story, see that what is then saved is resumed as it is, and return the first."""
        program = compile_role(self.story(scenes, story), self.before.program.role.id)
        resumed = resume(program, self.saved())
        again = resume(program, from_data(json.loads(json.dumps(to_data(saved_from(resumed.played))))))
        assert again.notices == ()
        assert again.played.state == resumed.played.state
        assert again.played.entries == resumed.played.entries
        assert again.played.earlier == resumed.played.earlier
        assert saved_from(again.played) == saved_from(resumed.played)
        return resumed


CARRIED = Carried(frozenset({"storm"}), MappingProxyType({"bench": "given"}))


def replayed(resumed: Resumed, before: Playthrough) -> None:
    """Nothing is said, every choice can be undone, and the place is the same."""
    assert resumed.notices == ()
    assert resumed.played.earlier == ()
    assert len(resumed.played.turns) == len(before.turns)
    assert resumed.played.scene.id == before.scene.id


def restored(resumed: Resumed, before: Playthrough) -> None:
    """It is said that the story has changed, and undo stops here."""
    assert resumed.notices[0] == CHANGED
    assert resumed.played.earlier == (*before.earlier, *before.entries)
    assert resumed.played.entries == ()
    assert undo(resumed.played).turns == back_to(resumed.played, 0).turns == resumed.played.turns


def values(played: Playthrough) -> dict[str, int | str]:
    return {name: value(played, name) for name in played.program.story.variables}


# ---- nothing, or nothing that matters ----


def test_nothing_changed(tmp_path: Path) -> None:
    edited = Edited(tmp_path, *WAY)
    resumed = edited.go_on()
    replayed(resumed, edited.before)
    assert resumed.played.turns == edited.before.turns


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("You stand on the quay.", "You are standing on a quay, in the rain."),
        ("title: The street", "title: A street"),
        ("recall: gave away your tea", "recall: poured your tea for a stranger"),
        ("text: A street, {money} crowns.", "text: [Houses., {if: coat, text: Your coat is warm.}]"),
        ("{label: Wait, do: hours += 8}", "{label: Wait, do: hours += 8, result: It gets late., locked: No., if: battery > 0}"),
    ],
)
def test_text_edited(old: str, new: str, tmp_path: Path) -> None:
    assert old in SCENES
    edited = Edited(tmp_path, *WAY)
    resumed = edited.go_on(SCENES.replace(old, new))
    replayed(resumed, edited.before)
    assert values(resumed.played) == values(edited.before)


# ---- choices ----


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    - {label: Walk,", "    - {label: Sing, do: trust += 1}\n    - {label: Walk,"),
        ("    - {label: Pay, do: money -= 5, go: kiosk}\n", ""),
        ("    - {label: Have tea, visit: tea, go: office}\n    - {label: On, do: papers = foreign, go: office}\n",
         "    - {label: On, do: papers = foreign, go: office}\n    - {label: Have tea, visit: tea, go: office}\n"),
        ("{label: Walk, do", "{label: Go for a walk, was: walk, do"),
        ("{label: Walk, do", "{label: Go for a walk, id: walk, do"),
        ("{id: answer, do", "{id: told, was: answer, do"),
        ("        - {id: shrug}", "        - {id: nod}\n        - {id: shrug}"),
    ],
    ids=["added", "removed", "reordered", "renamed", "reworded", "outcome renamed", "outcome added"],
)  # fmt: skip
def test_a_choice_added_removed_reordered_or_renamed(old: str, new: str, tmp_path: Path) -> None:
    assert old in SCENES
    edited = Edited(tmp_path, *WAY)
    scenes = SCENES.replace(old, new)
    if "kiosk" in old:
        scenes = scenes.replace("kiosk: {title: The kiosk, text: A kiosk., choices: [{label: Round, go: street}]}\n", "")
    resumed = edited.go_on(scenes)
    replayed(resumed, edited.before)
    assert values(resumed.played) == values(edited.before)
    assert offered(resumed.played) == ["wait", "out"]


def test_a_once_only_choice_that_was_renamed_stays_used(tmp_path: Path) -> None:
    edited = Edited(tmp_path, "give-the-tea")
    renamed = SCENES.replace("{label: Give the tea,", "{label: Share the tea, was: give-the-tea,")
    resumed = edited.go_on(renamed)
    replayed(resumed, edited.before)
    assert offered(resumed.played) == ["walk", "pay"]
    # also where only the checkpoint is left
    resumed = edited.go_on(renamed, STORY.replace("start: 20,", "start: 21,"))
    restored(resumed, edited.before)
    assert offered(resumed.played) == ["walk", "pay"]


def test_a_choice_that_was_made_is_gone(tmp_path: Path) -> None:
    """A label that is reworded without `was` is another choice: what came of the old one stays."""
    edited = Edited(tmp_path, *WAY)
    resumed = edited.go_on(SCENES.replace("label: Walk,", "label: Stroll,"))
    restored(resumed, edited.before)
    assert resumed.notices == (CHANGED,)
    assert resumed.played.scene.id == "office"
    assert values(resumed.played) == values(edited.before)
    assert told(made(resumed.played, "out")) == ["You gave away your tea."]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{label: Walk, do: hours += 3,", "{label: Walk, do: hours += 4,"),
        ("{label: Walk, do", "{label: Walk, if: coat, do"),
        ("{id: answer, do: trust += 1}", "{id: answer, do: trust += 2}"),
        ("{id: answer, do", "{id: yes, do"),
        ("papers = foreign, go: office}", "papers = foreign, go: kiosk}"),
    ],
    ids=["effect", "condition", "outcome's effect", "outcome's id", "way on"],
)
def test_a_way_that_leads_elsewhere_now(old: str, new: str, tmp_path: Path) -> None:
    assert old in SCENES
    edited = Edited(tmp_path, *WAY)
    resumed = edited.go_on(SCENES.replace(old, new))
    restored(resumed, edited.before)
    assert resumed.notices == (CHANGED,)
    assert resumed.played.scene.id == "office"
    assert values(resumed.played) == values(edited.before)


def test_an_end_of_another_way_changes_nothing(tmp_path: Path) -> None:
    """What was never come to may change as it likes."""
    edited = Edited(tmp_path, *WAY)
    replayed(
        edited.go_on(SCENES.replace("{label: Pay, do: money -= 5, go: kiosk}", "{label: Pay, if: coat, do: money -= 9, go: out}")),
        edited.before,
    )


# ---- scenes ----


def without(scenes: str, name: str, to: str) -> str:
    """The scenes without one, and what led there leads elsewhere."""
    start = scenes.index(f"\n{name}:") + 1
    ends = [at for at in (scenes.find(f"\n{other}:", start) for other in ("street", "tea", "kiosk", "office", "out")) if at >= 0]
    return (scenes[:start] + scenes[min(ends) + 1 :]).replace(f"go: {name}", f"go: {to}")


def test_the_present_scene_is_gone(tmp_path: Path) -> None:
    edited = Edited(tmp_path, *WAY)
    resumed = edited.go_on(without(SCENES, "office", "out"))
    restored(resumed, edited.before)
    assert resumed.notices[1:] == ("The scene that you were in is gone. You go on from the last one that is still there: The street.",)
    assert resumed.played.scene.id == "street"
    assert values(resumed.played) == values(edited.before)
    assert made(resumed.played, "on").ended


def test_the_present_scene_is_renamed(tmp_path: Path) -> None:
    edited = Edited(tmp_path, *WAY)
    renamed = SCENES.replace("\noffice:\n", "\nbureau:\n").replace("go: office", "go: bureau")
    assert edited.go_on(renamed).played.scene.id == "street"
    resumed = edited.go_on(renamed.replace("title: The office", "was: office\n  title: The office"))
    assert (resumed.notices, resumed.played.earlier, resumed.played.scene.id) == ((), (), "bureau")
    assert len(resumed.played.turns) == len(edited.before.turns)
    assert values(resumed.played) == values(edited.before)


def test_a_scene_of_the_way_is_renamed(tmp_path: Path) -> None:
    edited = Edited(tmp_path, *WAY)
    renamed = SCENES.replace("\nstreet:\n", "\nroad:\n  was: [lane, street]\n").replace("go: street", "go: road")
    replayed(edited.go_on(renamed), edited.before)


def test_a_renamed_scene_is_found_where_only_the_checkpoint_is_left(tmp_path: Path) -> None:
    edited = Edited(tmp_path, *WAY)
    renamed = (
        SCENES.replace("\noffice:\n", "\nbureau:\n  was: office\n").replace("go: office", "go: bureau").replace("hours += 3", "hours += 2")
    )
    resumed = edited.go_on(renamed)
    restored(resumed, edited.before)
    assert (resumed.played.scene.id, resumed.notices) == ("bureau", (CHANGED,))


def test_all_the_scenes_of_the_way_are_gone(tmp_path: Path) -> None:
    edited = Edited(tmp_path, *WAY)
    resumed = edited.go_on(
        "begin: {text: A new story., choices: [{label: Leave, go: out}]}\nout: {ending: Out}\n",
        STORY.replace("start: start", "start: begin"),
    )
    restored(resumed, edited.before)
    assert resumed.notices[1].endswith("you start again from the first, with what you had.")
    assert resumed.played.scene.id == "begin"
    assert values(resumed.played) == values(edited.before)


def test_the_present_scene_has_nothing_left_to_choose(tmp_path: Path) -> None:
    edited = Edited(tmp_path, "walk", "ask/answer", "on", "wait")
    closed = SCENES.replace("{label: Wait, do: hours += 8}", "{label: Wait, if: coat, do: hours += 8}").replace(
        "{label: Out, go", "{label: Out, if: coat, go"
    )
    resumed = edited.go_on(closed)
    restored(resumed, edited.before)
    assert resumed.notices[1] == (
        "There is nothing left to choose in the scene that you were in. You go on from the last one that is still there: The street."
    )
    assert offered(resumed.played)


def test_a_kind_of_scene_that_is_gone_back_to_begins_again(tmp_path: Path) -> None:
    """A line that had been waited out offers nothing any more; going back to it is joining it anew."""
    line = "line:\n  kind: queue\n  title: The line\n  length: 2\n  text: '{ahead} ahead.'\n  wait: {hours: [1]}\n  reached: office\n"
    scenes = SCENES.replace("papers = foreign, go: office}", "papers = foreign, go: line}") + line
    edited = Edited(tmp_path, "walk", "on", "wait", "wait-last", "wait", scenes=scenes)
    assert edited.before.scene.id == "office"
    resumed = edited.go_on(without(scenes, "office", "out").replace("reached: office", "reached: out"))
    restored(resumed, edited.before)
    assert told(resumed.played) == ["2 ahead."]
    assert offered(resumed.played) == ["wait"]


def test_the_scene_to_come_back_to_is_gone(tmp_path: Path) -> None:
    edited = Edited(tmp_path, "walk", "have-tea", "drink")
    scenes = without(SCENES, "office", "out")
    resumed = edited.go_on(scenes)
    restored(resumed, edited.before)
    assert resumed.played.scene.id == "street"  # and not the tea, from which there would be no way back
    assert value(resumed.played, "battery") == 6


def test_a_visit_is_restored_with_its_way_back(tmp_path: Path) -> None:
    edited = Edited(tmp_path, "walk", "have-tea", "drink")
    resumed = edited.go_on(SCENES.replace("hours += 3", "hours += 4"))
    restored(resumed, edited.before)
    assert made(resumed.played, "back").scene.id == "office"


def test_where_the_story_starts_does_not_matter_to_who_is_under_way(tmp_path: Path) -> None:
    edited = Edited(tmp_path, *WAY)
    resumed = edited.go_on(story=STORY.replace("a bag., start: start", "a bag., start: kiosk"))
    restored(resumed, edited.before)
    assert resumed.notices == (CHANGED,)
    assert resumed.played.scene.id == "office"


# ---- variables ----


def test_a_variable_is_added(tmp_path: Path) -> None:
    edited = Edited(tmp_path, *WAY)
    more = STORY.replace("  coat: {type: flag}", "  coat: {type: flag}\n  luck: {type: int, max: 9, start: 4}")
    resumed = edited.go_on(story=more)
    replayed(resumed, edited.before)
    assert value(resumed.played, "luck") == 4
    # what the choices of the way now do to it has been done
    resumed = edited.go_on(SCENES.replace("do: hours += 3", "do: [hours += 3, luck += 1]"), more)
    replayed(resumed, edited.before)
    assert value(resumed.played, "luck") == 5


def test_a_variable_is_added_where_only_the_checkpoint_is_left(tmp_path: Path) -> None:
    edited = Edited(tmp_path, *WAY)
    more = STORY.replace("  coat: {type: flag}", "  coat: {type: flag}\n  luck: {type: int, max: 9, start: 4}")
    resumed = edited.go_on(SCENES.replace("do: hours += 3", "do: [hours += 2, luck += 1]"), more)
    restored(resumed, edited.before)
    assert resumed.notices == (CHANGED,)
    assert value(resumed.played, "luck") == 4


def test_a_variable_that_is_removed_stays_in_the_file_and_comes_back(tmp_path: Path) -> None:
    edited = Edited(tmp_path, *WAY)
    less = STORY.replace("  trust: {type: int, max: 9}\n", "")
    scenes = SCENES.replace("[thermos = false, trust += 2]", "thermos = false").replace("{id: answer, do: trust += 1}", "{id: answer}")
    resumed = edited.go_on(scenes, less)
    replayed(resumed, edited.before)
    assert "trust" not in resumed.played.program.story.variables
    saved = saved_from(made(resumed.played, "wait"))
    assert (saved.checkpoint.gone, "trust" in saved.checkpoint.values) == ({"trust": 3}, False)
    # once more through the file, then the variable is back, and the way leads elsewhere so that nothing can be replayed
    back = compile_role(edited.story(SCENES.replace("hours += 3", "hours += 1")), "visitor")
    again = resume(back, from_data(json.loads(json.dumps(to_data(saved)))))
    assert again.notices == (CHANGED,)
    assert value(again.played, "trust") == 3
    assert saved_from(again.played).checkpoint.gone == {}


def test_a_variable_that_is_removed_stays_in_the_file_of_a_restored_game_too(tmp_path: Path) -> None:
    edited = Edited(tmp_path, *WAY)
    less = STORY.replace("  trust: {type: int, max: 9}\n", "")
    scenes = SCENES.replace("[thermos = false, trust += 2]", "thermos = false").replace("{id: answer, do: trust += 1}", "{id: answer}")
    resumed = edited.go_on(scenes.replace("hours += 3", "hours += 5"), less)
    restored(resumed, edited.before)
    assert saved_from(made(resumed.played, "wait")).checkpoint.gone == {"trust": 3}


TYPES = {
    "an int to a flag": ("trust: {type: int, max: 9}", "trust: {type: flag}", "trust", 0),
    "an int to an enum": ("trust: {type: int, max: 9}", "trust: {type: enum, values: [low, high]}", "trust", "low"),
    "a flag to an int": ("thermos: {type: flag, start: true}", "thermos: {type: int, max: 5, start: 2}", "thermos", 2),
    "an enum to a flag": ("papers: {type: enum, values: [internal, foreign], start: internal}", "papers: {type: flag}", "papers", 0),
    "a value of an enum removed": (
        "values: [internal, foreign], start: internal",
        "values: [internal, expired], start: expired",
        "papers",
        "expired",
    ),
}


@pytest.mark.parametrize("case", TYPES)
def test_the_type_of_a_variable_is_changed(case: str, tmp_path: Path) -> None:
    old, new, name, expected = TYPES[case]
    assert old in STORY
    edited = Edited(tmp_path, *WAY)
    scenes = SCENES.replace("[thermos = false, trust += 2]", "hours += 0").replace("{id: answer, do: trust += 1}", "{id: answer}")
    resumed = edited.go_on(scenes.replace("do: papers = foreign, ", ""), STORY.replace(old, new))
    restored(resumed, edited.before)
    assert resumed.notices[1:] == (f"What the story remembers as “{name}” has changed, and starts anew.",)
    assert value(resumed.played, name) == expected
    rest = {other: held for other, held in values(edited.before).items() if other != name}
    assert {other: held for other, held in values(resumed.played).items() if other != name} == rest


def test_a_value_that_moved_in_the_order_of_an_enum_keeps_its_word(tmp_path: Path) -> None:
    edited = Edited(tmp_path, *WAY)
    resumed = edited.go_on(story=STORY.replace("values: [internal, foreign]", "values: [none_yet, foreign, internal]"))
    replayed(resumed, edited.before)
    assert value(resumed.played, "papers") == "foreign"


def test_a_value_is_out_of_its_new_range(tmp_path: Path) -> None:
    edited = Edited(tmp_path, *WAY)
    narrow = (
        STORY.replace("max: 100, good", "max: 15, good").replace("start: 20,", "start: 5,").replace("set: {money: 50}", "set: {money: 5}")
    )
    resumed = edited.go_on(story=narrow)
    restored(resumed, edited.before)
    assert resumed.notices[1:] == ("“crowns” was 20 and can now be at most 15 and at least 0: it is 15.",)
    assert value(resumed.played, "money") == 15


def test_a_value_is_below_its_new_least_one(tmp_path: Path) -> None:
    edited = Edited(tmp_path, *WAY)
    raised = STORY.replace("money: {type: int, start: 20,", "money: {type: int, start: 45, min: 40,")
    resumed = edited.go_on(story=raised)
    restored(resumed, edited.before)
    assert resumed.notices[1:] == ("“crowns” was 20 and can now be at most 100 and at least 40: it is 40.",)
    assert value(resumed.played, "money") == 40


# ---- stories and roles ----


def test_a_save_of_another_role_is_refused(tmp_path: Path) -> None:
    edited = Edited(tmp_path, *WAY)
    with pytest.raises(OtherRoleError):
        resume(compile_role(edited.story(SCENES), "captain"), edited.saved())


def test_an_echo_that_was_carried_in_and_is_gone_does_no_harm(tmp_path: Path) -> None:
    edited = Edited(tmp_path, "walk", role="captain")
    assert value(edited.before, "bench") == "given"
    less = STORY.replace("echoes:\n  bench: {values: [kept, given], from: visitor}\n", "")
    resumed = edited.go_on(story=less)
    replayed(resumed, edited.before)
    assert saved_from(resumed.played).carried == CARRIED
    assert saved_from(resumed.played).checkpoint.gone == {"bench": "given"}


# ---- going on after that ----


def test_play_goes_on_after_a_restored_checkpoint_and_undo_stops_there(tmp_path: Path) -> None:
    edited = Edited(tmp_path, *WAY)
    changed = SCENES.replace("hours += 3", "hours += 5")
    resumed = edited.go_on(changed)
    later = made(resumed.played, "wait", "wait")
    assert later.made == len(WAY) + 2
    saved = from_data(json.loads(json.dumps(to_data(saved_from(later)))))
    assert [entry.choice for entry in saved.entries] == ["wait", "wait"]
    assert saved.earlier == edited.before.entries
    again = resume(resumed.played.program, saved)
    assert again.notices == ()
    assert again.played.turns == later.turns
    assert undo(undo(undo(again.played))).state == resumed.played.state
    # and a second edit keeps all of it readable
    edited.before = later
    third = edited.go_on(changed.replace("label: Wait,", "label: Wait longer,"))
    restored(third, later)
    assert [entry.choice for entry in third.played.earlier] == ["give-the-tea", "walk", "ask", "on", "wait", "wait", "wait"]


def test_what_was_chosen_before_is_still_recalled_and_counted(tmp_path: Path) -> None:
    edited = Edited(tmp_path, *WAY)
    resumed = edited.go_on(SCENES.replace("hours += 3", "hours += 5"))
    assert resumed.played.decisions == edited.before.decisions == 5
    assert told(made(resumed.played, "out")) == ["You gave away your tea."]


def test_an_ending_recalls_a_choice_of_a_scene_that_has_another_name_now(tmp_path: Path) -> None:
    scenes = SCENES.replace("ending: Out}", "ending: Out, recalls: [start/give-the-tea]}")
    edited = Edited(tmp_path, *WAY, scenes=scenes)
    assert told(made(edited.before, "out")) == ["You gave away your tea."]
    renamed = scenes.replace("start:\n", "quay:\n  was: start\n", 1).replace("start/give", "quay/give").replace("hours += 3", "hours += 5")
    resumed = edited.go_on(renamed, STORY.replace("start: start", "start: quay"))
    restored(resumed, edited.before)
    assert told(made(resumed.played, "out")) == ["You gave away your tea."]


def test_a_game_that_was_just_begun(tmp_path: Path) -> None:
    edited = Edited(tmp_path)
    replayed(edited.go_on(SCENES.replace("You stand", "You sit")), edited.before)
    resumed = edited.go_on(story=STORY.replace("a bag., start: start", "a bag., start: kiosk"))
    assert (resumed.played.scene.id, resumed.notices) == ("start", (CHANGED,))


def test_a_skipped_scene_stays_skipped(tmp_path: Path) -> None:
    edited = Edited(tmp_path, "walk")
    edited.before = skip(edited.before)
    resumed = edited.go_on(SCENES.replace("A kiosk.", "A closed kiosk."))
    assert resumed.played.entries == (Entry("start", "walk"), Entry("street", "ask", edited.before.entries[-1].outcome, skipped=True))


def test_the_fingerprint_is_of_what_plays_and_not_of_what_is_read(tmp_path: Path) -> None:
    def of(scenes: str = SCENES, story: str = STORY) -> str:
        return fingerprint(small(tmp_path, scenes, story=story))

    same = of()
    assert of(SCENES.replace("You stand on the quay.", "You sit.").replace("label: Pay,", "label: Pay up, id: pay,")) == same
    assert of(story=STORY.replace("Somebody with a bag.", "You.").replace('show: "{} crowns"', "show: crowns")) == same
    quay = "text: You stand on the quay."
    changed = [
        of(SCENES.replace("hours += 3", "hours += 4")),
        of(SCENES.replace("label: Pay,", "label: Pay up,")),
        of(SCENES.replace("once: true, ", "")),
        of(SCENES.replace("{id: shrug}", "{id: shrug, chance: 2}")),
        of(SCENES.replace("go: kiosk", "go: street")),
        of(SCENES.replace(quay, "text: '[You](fact:fare) stand on the quay.'")),
        of(SCENES.replace(quay, "text: [{first: '[You](fact:fare) stand on the quay.'}]")),
        of(SCENES.replace(quay, "text: [{again: '[You](fact:fare) stand on the quay.'}]")),
        of(SCENES.replace("title: The quay", "title: The quay\n  place: island")),
        of(story=STORY.replace("start: 20,", "start: 21,")),
        of(story=STORY.replace("set: {money: 50}", "set: {money: 51}")),
        of(story=STORY.replace("[kept, given]", "[kept, given, sold]")),
        of(SCENES.replace("label: Pay,", "label: Pay, if: late,")),
        of(SCENES.replace("label: Pay,", "label: Pay, if: late,"), STORY.replace("hours > 24", "hours > 25")),
    ]
    assert len({same, *changed}) == len(changed) + 1
