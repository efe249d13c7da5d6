"""The map in sentences: it says what the drawing shows, for whoever can't see it or would rather read."""

from collections.abc import Sequence
from itertools import pairwise

from game.geography.atlas import GeoPoint
from game.geography.distance import direction, kilometres
from game.play.destinations import Destination
from game.play.looking_back.journey import Leg, Stop, journey, outstanding
from game.play.playthrough import Playthrough
from game.play.view import words_of
from game.story.model import Border
from game.story.phrases import moment_in_words, standing_at, within_a_sentence
from game.story.prose import paragraphs
from game.text.words import counted, in_a_row

NOWHERE = "You haven't been anywhere yet that has a place on the map."
HOW = "Distances are straight lines over the ground, worked out from where the places lie; the road is longer."
NEAR = 0.5  # kilometres, below which two places count as one


def map_in_sentences(played: Playthrough, ahead: Sequence[Destination] = ()) -> list[str]:
    """One paragraph for each stop, then where the player is now, which choices lead elsewhere (`ahead`), and the borders about which
    something has been met."""
    stops = journey(played)
    if not stops:
        return [NOWHERE]
    told = [_beginning(stops)]
    country = stops[0].place.country
    for before, stop in pairwise(stops):
        told.append(_leg(before, stop, country))
        country = stop.place.country or country
    if len(stops) > 1:
        told.append(_in_all(stops))
    if ahead:
        told.append(f"Choices that lead elsewhere: {in_a_row([f'{way.number} to {way.where}' for way in ahead])}.")
    told += [_border(played, border) for border in outstanding(played)]
    return [*told, HOW] if len(stops) > 1 else told


def _beginning(stops: tuple[Stop, ...]) -> str:
    first = stops[0]
    there = standing_at(_with_country(first))
    if len(stops) == 1:
        since = f", since {moment_in_words(first.came)}" if first.came is not None and first.left != first.came else ""
        when = f" It is {moment_in_words(first.left)}." if first.left is not None else ""
        return f"You {'have been' if since else 'are'} {there}{since}.{when}"
    return f"{moment_in_words(first.came)}: you were {there}." if first.came is not None else f"You were {there}."


def _leg(before: Stop, stop: Stop, country: str) -> str:
    left = f"{moment_in_words(before.left)}: you left {within_a_sentence(before.place.name)}. " if before.left is not None else ""
    when = f"{moment_in_words(stop.came)}: you" if stop.came is not None else "You"
    parts = [f"{left}{when} came to {within_a_sentence(_with_country(stop))}, {_away(before.spot, stop.spot, before.place.name)}"]
    if stop.from_hour is not None and before.to_hour is not None:
        hours = stop.from_hour - before.to_hour
        parts.append(f", after {counted(hours, 'hour')}" if hours else "")
    crossed = f" You have crossed from {country} into {stop.place.country}." if country and stop.place.country not in ("", country) else ""
    return f"{''.join(parts)}.{crossed}"


def leg_in_words(leg: Leg) -> str:
    """`15 hours, 860 kilometres east.`"""
    far = kilometres(leg.start.spot, leg.end.spot)
    took = counted(leg.hours, "hour") if leg.hours > 0 else ""
    went = f"{rounded(far)} {direction(leg.start.spot, leg.end.spot)}" if far >= NEAR else ""
    return f"{', '.join(filter(None, [took, went]))}." if took or went else ""


def _in_all(stops: tuple[Stop, ...]) -> str:
    legs = sum(kilometres(one.spot, other.spot) for one, other in pairwise(stops))
    first, last = stops[0], stops[-1]
    took = ""
    if first.to_hour is not None and last.from_hour is not None and last.from_hour > first.to_hour:
        took = f" in {counted(last.from_hour - first.to_hour, 'hour')}"
    at = standing_at(last.place.name)
    where = f"You are {at} now" if last.place.id != first.place.id else f"You are back {at}"
    lies = f", {_away(first.spot, last.spot, first.place.name)}" if last.place.id != first.place.id and len(stops) > 2 else ""
    return f"{where}{lies}. You have come {rounded(legs)}{took}."


def _border(played: Playthrough, border: Border) -> str:
    fact = played.program.story.facts[border.fact]
    which = f"border between {in_a_row(border.countries)}" if len(border.countries) > 1 else f"border of {border.countries[0]}"
    says = " ".join(words_of(paragraph) for paragraph in paragraphs(fact.says.text))
    return f"The {which} is drawn broad, for what you have met of it: {says} Vouched for by: {fact.by}."


def _with_country(stop: Stop) -> str:
    return ", ".join(filter(None, [stop.place.name, stop.place.country]))


def _away(here: GeoPoint, there: GeoPoint, name: str) -> str:
    far = kilometres(here, there)
    name = within_a_sentence(name)
    return f"close to {name}" if far < NEAR else f"{rounded(far)} {direction(here, there)} of {name}"


def rounded(far: float) -> str:
    """`1,230 kilometres`: to ten from a hundred on."""
    whole = max(1, int(round(far, -1 if far >= 100 else 0)))
    return counted(whole, "kilometre")
