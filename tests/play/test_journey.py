"""The way that was come, told in sentences, and the week beside what was reported."""

from datetime import date
from pathlib import Path

from msgspec.structs import replace

from game.geography.map_drawing import MapMark
from game.play.destinations import destinations
from game.play.looking_back.journey import charted, journey, last_leg
from game.play.looking_back.map_in_sentences import leg_in_words, map_in_sentences
from game.play.looking_back.week import Day, closed_in_words, week
from game.play.playthrough import Playthrough, undo
from game.play.record import Carried
from tests.small import made, small, started

STORY = """\
title: A week
clock: {start: 2022-09-21 18:00, variable: hours, utc: 3}
roles:
  visitor: {title: The visitor, blurb: Somebody with a bag., start: kitchen}
  captain: {title: The captain, blurb: Somebody with a ship., start: kitchen}
variables:
  hours: {type: int, max: 400}
places:
  samara: {name: Samara, lat: 53.2, lon: 50.15, utc: 4, country: Russia}
  border: {name: The border, lat: 51.85, lon: 51, utc: 4}
  oral:   {name: Oral, lat: 51.23, lon: 51.37, utc: 5, country: Kazakhstan}
  paris:  {name: Paris, lat: 48.86, lon: 2.35, utc: 2, country: France}
borders:
  - {between: [Kazakhstan, Russia], fact: queue}
  - {around: Turkmenistan, fact: sealed}
"""
FACTS = """\
sources:
  gazette: {title: A week, publisher: The Gazette, date: 2022-09-28}
facts:
  queue:  {says: "Cars wait at ten crossings.", kind: figure, by: people who counted, source: gazette, at: 1}
  sealed: {says: "A border is sealed.", kind: context, by: the Gazette, source: gazette, at: 2}
  speech: {says: "A speech was held.", kind: event, by: the ministry, source: gazette, at: 3, from: 2022-09-22}
  vote:   {says: "A vote was held.", kind: event, by: the Gazette, source: gazette, at: 4, from: 2022-09-22}
  count:  {says: "Somebody counted.", kind: figure, by: the Gazette, source: gazette, at: 5, from: 2022-09-27}
  ruling: {says: "A ruling was made.", kind: policy, by: a court, source: gazette, at: 6}
"""
NEWS = """\
news:
  - {at: 2022-09-22 20:00, text: "[A ruling was made](fact:ruling).", fact: ruling}
  - {at: 2022-09-22 21:00, text: It rains., places: [paris]}
  - {at: 2022-09-23 01:00, text: It rains no more.}
  - {at: 2022-09-23 02:00, text: Not for you., roles: [captain]}
"""
SCENES = """\
kitchen:
  title: The kitchen
  place: samara
  text: A kettle.
  choices:
    - {id: talk, label: Talk, do: hours += 1}
    - {id: wait, label: Wait for the bus, do: hours += 9, go: line}
    - {id: fly, label: Fly, do: hours += 6, go: abroad}
line:
  title: The line
  place: border
  text: "[Cars](fact:queue), and no end of them."
  choices:
    - {id: over, label: Cross, do: hours += 20, go: cinema}
    - {id: home, label: Turn back, do: hours += 4, go: kitchen}
cinema:
  title: The cinema
  place: oral
  text: "Somebody reads out [a speech](fact:speech)."
  choices:
    - {id: sleep, label: Sleep, go: end}
abroad: {title: Abroad, place: paris, text: A tower., ending: Abroad}
end: {title: Morning, text: It is morning., ending: Morning}
"""


def begun(folder: Path, carried: Carried | None = None) -> Playthrough:
    return started(small(folder, SCENES, story=STORY, facts=FACTS, news=NEWS), carried=carried)


def test_stays_have_their_hours_and_places_their_order(tmp_path: Path) -> None:
    played = made(begun(tmp_path), "talk", "wait", "over", "sleep")
    stops = journey(played)
    assert [stop.place.id for stop in stops] == ["samara", "border", "oral"], "an ending without a place is where one was before"
    samara, border, oral = stops
    assert [f"{stop.came:%d %H:%M}" for stop in stops] == ["21 19:00", "22 05:00", "23 02:00"]
    assert [(stop.from_hour, stop.to_hour) for stop in (samara, border, oral)] == [(0, 1), (10, 10), (30, 30)]


def test_a_place_that_is_come_back_to_is_one_mark_with_both_hours(tmp_path: Path) -> None:
    played = made(begun(tmp_path), "wait", "home")
    assert [stop.place.id for stop in journey(played)] == ["samara", "border", "samara"]
    marks = charted(played).marks
    assert [(mark.names[0], mark.kind) for mark in marks] == [
        ("Samara Wed 19:00, Thu 08:00", "here"),
        ("The border Thu 04:00", "been"),
        ("Oral", "ahead"),
        ("Paris", "ahead"),
    ]
    assert marks[0].names[1:] == ("Samara Thu 08:00", "Samara")
    assert len(charted(played).way) == 3
    assert [mark.kind for mark in charted(undo(played)).marks][:2] == ["here", "been"]


def test_the_map_in_sentences(tmp_path: Path) -> None:
    assert map_in_sentences(made(begun(tmp_path), "talk", "wait", "over")) == [
        "Wednesday 21 September 2022, 19:00: you were in Samara, Russia.",
        "Wednesday 21 September 2022, 20:00: you left Samara. Thursday 22 September 2022, 05:00: you came to the border, "
        "160 kilometres south of Samara, after 9 hours.",
        "Thursday 22 September 2022, 05:00: you left the border. Friday 23 September 2022, 02:00: you came to Oral, Kazakhstan, "
        "74 kilometres south of the border, after 20 hours. You have crossed from Russia into Kazakhstan.",
        "You are in Oral now, 230 kilometres south of Samara. You have come 230 kilometres in 29 hours.",
        "The border between Kazakhstan and Russia is drawn broad, for what you have met of it: Cars wait at ten crossings. "
        "Vouched for by: people who counted.",
        "Distances are straight lines over the ground, worked out from where the places lie; the road is longer.",
    ]


def test_whoever_has_not_left_has_not_set_out(tmp_path: Path) -> None:
    played = begun(tmp_path)
    assert map_in_sentences(played) == ["You are in Samara, Russia. It is Wednesday 21 September 2022, 19:00."]
    assert map_in_sentences(made(played, "talk")) == [
        "You have been in Samara, Russia, since Wednesday 21 September 2022, 19:00. It is Wednesday 21 September 2022, 20:00."
    ]


def test_the_last_leg_is_what_the_last_choice_has_brought(tmp_path: Path) -> None:
    played = begun(tmp_path)
    assert last_leg(played) is None
    assert last_leg(made(played, "talk")) is None, "one has stayed"
    leg = last_leg(made(played, "talk", "wait"))
    assert leg is not None
    assert (leg.start.place.id, leg.end.place.id, leg.hours) == ("samara", "border", 9)
    assert f"{leg.start.left:%d %H:%M}" == "21 20:00"
    assert leg_in_words(leg) == "9 hours, 160 kilometres south."
    assert last_leg(made(played, "wait", "over", "sleep")) is None, "an ending without a place is where one was"


def test_a_way_back_is_told_as_one(tmp_path: Path) -> None:
    told = map_in_sentences(made(begun(tmp_path), "wait", "home"))
    assert "You are back in Samara. You have come 320 kilometres in 13 hours." in told
    assert not any("crossed" in sentence for sentence in told)


def test_what_is_no_town_reads_right_in_a_sentence(tmp_path: Path) -> None:
    told = map_in_sentences(made(begun(tmp_path), "wait"))
    assert "You are at the border now. You have come 160 kilometres in 9 hours." in told


def test_choices_that_lead_elsewhere_are_named(tmp_path: Path) -> None:
    played = begun(tmp_path)
    ways = destinations(played)
    assert [(way.number, way.choice, way.where) for way in ways] == [(2, "wait", "the border"), (3, "fly", "Paris")]
    assert "Choices that lead elsewhere: 2 to the border and 3 to Paris." in map_in_sentences(played, ways)
    assert [way.choice for way in destinations(made(played, "wait"))] == ["over", "home"]
    assert destinations(made(played, "wait", "over")) == (), "an ending without a place is anywhere"


def test_a_way_off_the_finer_map_is_told_as_any_other(tmp_path: Path) -> None:
    told = map_in_sentences(made(begun(tmp_path), "fly"))
    assert "Paris, France, 3,310 kilometres west of Samara" in told[1]


def test_a_border_stands_out_once_its_fact_is_met(tmp_path: Path) -> None:
    played = begun(tmp_path)
    assert charted(played).outstanding == ()
    assert charted(made(played, "wait")).outstanding == (("Kazakhstan", "Russia"),)
    assert charted(undo(made(played, "wait"))).outstanding == ()
    earlier = begun(tmp_path, Carried(frozenset({"sealed"})))
    assert charted(earlier).outstanding == (("Turkmenistan",),), "what was met as somebody else is known"


def test_a_story_without_places_or_a_clock(tmp_path: Path) -> None:
    story = "title: A bench\nroles:\n  visitor: {title: The visitor, blurb: Somebody., start: bench}\n"
    played = started(small(tmp_path, "bench: {text: A bench., ending: Here}\n", story=story, facts="", glossary=""))
    assert charted(played).marks == ()
    assert map_in_sentences(played) == ["You haven't been anywhere yet that has a place on the map."]
    assert week(played) == ()
    with_places = replace(played.program.story)
    assert with_places.borders == ()


def test_hours_are_left_out_where_there_is_no_clock(tmp_path: Path) -> None:
    story = (
        "title: A bench\nroles:\n  visitor: {title: The visitor, blurb: Somebody., start: bench}\n"
        "places:\n  here: {name: Here, lat: 51, lon: 51}\n  there: {name: There, lat: 51, lon: 51.001}\n"
    )
    scenes = "bench: {text: A bench., place: here, go: gate}\ngate: {text: A gate., place: there, ending: There}\n"
    played = made(started(small(tmp_path, scenes, story=story, facts="", glossary="")), "go")
    assert charted(played).marks == (
        MapMark(journey(played)[1].spot, ("There",), "here"),
        MapMark(journey(played)[0].spot, ("Here",)),
    )
    assert map_in_sentences(played)[:2] == ["You were in Here.", "You came to There, close to Here."]


# ---- the week ----


def days(played: Playthrough) -> dict[str, Day]:
    return {f"{day.day:%d}": day for day in week(played)}


def test_the_week_runs_beside_what_was_reported(tmp_path: Path) -> None:
    told = days(made(begun(tmp_path), "talk", "wait", "over"))
    assert list(told) == ["21", "22", "23"], "the 27th is still to come"
    assert [(f"{hour.moment:%H:%M}", hour.place, hour.title) for hour in told["21"].hours] == [("19:00", "Samara", "The kitchen")]
    assert [(f"{hour.moment:%H:%M}", hour.place, hour.title) for hour in told["22"].hours] == [("05:00", "The border", "The line")]
    assert [(each.fact, each.says, each.by) for each in told["22"].reported] == [
        ("speech", "A speech was held.", "the ministry"),
        ("ruling", "A ruling was made.", "a court"),
    ], "a fact has its own day, or that of the news that told it"
    assert told["22"].closed == 2, "the vote, and the rain in Paris"
    assert [each.says for each in told["23"].reported] == []
    assert told["23"].closed == 1, "the news at one wasn't heard yet at midnight by the clock"


def test_nothing_of_what_was_not_met_is_told(tmp_path: Path) -> None:
    played = begun(tmp_path)
    assert [(day.day, day.reported, day.closed) for day in week(played)] == [(date(2022, 9, 21), (), 0)]
    ended = made(played, "wait", "over", "sleep")
    everything = repr(week(ended))
    assert "A vote" not in everything
    assert "Somebody counted" not in everything
    assert days(ended)["27"].closed == 1, "at the end of a role the days that follow are there too"
    assert closed_in_words(days(ended)["27"]) == "Something was reported on Tuesday that you haven't met."
    assert closed_in_words(days(ended)["22"]) == "2 more things were reported on Thursday that you haven't met."


def test_what_was_met_as_somebody_else_says_so(tmp_path: Path) -> None:
    played = made(begun(tmp_path, Carried(frozenset({"vote"}))), "wait", "over")
    assert [(each.fact, each.earlier) for each in days(played)["22"].reported] == [("speech", False), ("vote", True), ("ruling", False)]


def test_news_for_somebody_else_is_not_missed(tmp_path: Path) -> None:
    played = made(begun(tmp_path), "wait", "over", "sleep")
    assert "Not for you" not in repr(week(played))
    assert days(played)["23"].closed + len(days(played)["23"].reported) == 1
