"""The commonest slips are told in words that mend them."""

import pytest

from game.story.language.parse import LanguageError
from tests.language.scopes import WITHOUT_CLOCK, condition, effect, refusal

# condition, what the message points at, what it says, what it advises
SLIPS = [
    ("money = 500", "=", "`=` sets a value; it doesn't compare", "write `==`"),
    ("coat && hat", "&&", "`&&` isn't part of the language", "write `and`"),
    ("coat || hat", "||", "`||` isn't part of the language", "write `or`"),
    ("coat & hat", "&", "`&` isn't part of the language", "write `and`"),
    ("!coat", "!", "`!` isn't part of the language", "write `not`"),
    ("money ≥ 500", "≥", "`≥` isn't part of the language", "write `>=`"),
    ("money => 500", "=>", "`=>` isn't part of the language", "write `>=`"),
    ("money <> 500", "<>", "`<>` isn't part of the language", "write `!=`"),
    ("money := 500", ":=", "`:=` isn't part of the language", "write `==`"),
    ("coat == None", "None", "there is no `None` here", "a flag is asked for by `not name`"),
    ("coat == null", "null", "there is no `null` here", "a flag is asked for by `not name`"),
    ("money === 500", "===", "`===` isn't part of the language", "write `==`"),
    ("money > 2 – 1", "–", "`–` isn't part of the language", "write `-`"),
    ("papers == “foreign”", "“", "quotation marks aren't needed here", "write the word alone"),
    ("papers == 'foreign'", "'", "quotation marks aren't needed here", "write the word alone"),
    ("visited('hall')", "'", "quotation marks aren't needed here", "write the word alone"),
    ("coat\u00a0and hat", "\u00a0", "a no-break space isn't part of the language", "type an ordinary space"),
    ("co\u200bat", "\u200b", "a zero width space isn't part of the language", "take it out"),
    ("Money > 500", "Money", "`Money` has capital letters", "did you mean `money`?"),
    ("coat AND hat", "AND", "`AND` has capital letters", "did you mean `and`?"),
    ("coat == True", "True", "`True` has capital letters", "did you mean `true`?"),
    ("mоney > 500", "mоney", "has a letter that looks like another", "`о` is a cyrillic small letter o"),
    ("café == 1", "café", "there is no name `café`", ""),
    ("money > 1,000", "1,000", "`1,000` isn't a whole number", "did you mean `1000`?"),
    ("money > 1,000,000", "1,000,000", "isn't a whole number", "did you mean `1000000`?"),
    ("money > min(money,100,200)", "100,200", "`100,200` isn't a whole number", "between two values put a space after the comma"),
    ("money > 1 000", "000", "`000` can't follow here", "put `and`, `or` or a comparison between the two"),
    ("money > 0.5", "0.5", "`0.5` isn't a whole number", "every number is a whole one"),
    ("money > 1e3", "1e3", "`1e3` isn't a whole number", "digits alone"),
    ("money > 010", "010", "`010` begins with a nought", "write `10`"),
    ("money > 12:30", ":", "`:` isn't part of the language", ""),
    ("money > 50%", "%", "`%` isn't part of the language", "there are no percentages"),
    ("money / 2 > 1", "/", "`/` isn't part of the language", "there is no division"),
    ("1 < money < 500", "<", "two comparisons in a row can't be read", "write `a < b and b < c`"),
    ("money is 500", "is", "`is` can't follow here", "write `==`"),
    ("money coat", "coat", "`coat` can't follow here", "put `and`, `or` or a comparison between the two"),
    ("money > 500 and", "and", "something is missing after `and`", ""),
    ("(coat or hat", "(", "the bracket that opens here isn't closed", ""),
    ("min(money, 5 > 2", "min", "the bracket that opens here isn't closed", ""),
    ("coat or hat)", ")", "`)` can't stand here", "no bracket was opened for it"),
    ("money > internal", "internal", "`internal` is a value of `papers`, and can only be compared with that", ""),
    ("papers == 5", "==", "one of `internal`, `foreign` can't be compared with a number", ""),
    ("papers == forein", "forein", "`forein` isn't one of the values", "did you mean `foreign`?"),
    ("papers", "papers", "`papers` alone is one of `internal`, `foreign`, not a condition", "compare it"),
    ("money", "money", "`money` alone is a number, not a condition", "compare it"),
    ("money + 1", "+", "this is a number, not a condition", "compare it"),
    ("money and coat", "money", "this must be true or false, but it is a number", "compare it"),
    ("coat + 1 > 0", "coat", "this must be a number, but it is true or false", "only numbers can be counted with"),
    ("papers < foreign", "<", "`<` needs an order", "use `==` or `!=`"),
    ("coat == 1", "==", "true or false can't be compared with a number", ""),
    ("day > 2022-09-27", ">", "a number can't be compared with a date", "`date` is compared with a date"),
    ("date == 2022-09-31", "2022-09-31", "there is no day 2022-09-31", ""),
    ("mony > 500", "mony", "there is no name `mony`", "did you mean `money`?"),
    ("ritch and coat", "ritch", "there is no name `ritch`", "did you mean `rich`?"),
    ("visited(hal)", "hal", "there is no scene `hal`", "did you mean `hall`?"),
    ("knows(fair)", "fair", "there is no fact `fair`", "did you mean `fare`?"),
    ("has(coat)", "has", "there is no function `has`", "the functions are"),
    ("visited(hall, yard)", "visited", "`visited` needs one name", "such as `visited(harbour)`"),
    ("min(5) > 1", "min", "`min` needs two values or more", ""),
    ("not (money)", "money", "this must be true or false, but it is a number", "compare it"),
]


@pytest.mark.parametrize(("text", "culprit", "says", "advises"), SLIPS, ids=[slip[0] for slip in SLIPS])
def test_a_slip_in_a_condition(text: str, culprit: str, says: str, advises: str) -> None:
    told(refusal(text), text, culprit, says, advises)


EFFECTS = [
    ("", "", "an effect starts with the variable that changes", "write `hours += 8`"),
    ("money", "money", "an effect sets a variable", "write `hours += 8`"),
    ("money == 5", "==", "an effect sets a variable", "write `=`"),
    ("money + 5", "+", "an effect sets a variable", "write `hours += 8`"),
    ("5 = money", "5", "an effect starts with the variable that changes", ""),
    ("money += 5, hours += 1", ",", "`,` can't stand here", "write one effect a line, as a list"),
    ("money += 5 hours += 1", "hours", "`hours` can't follow here", ""),
    ("money =", "=", "something is missing after `=`", ""),
    ("coat += 1", "+=", "`+=` counts, but `coat` is true or false", "write `=`"),
    ("coat = 1", "1", "`coat` is true or false, but this is a number", ""),
    ("coat = yes", "yes", "there is no name `yes`", "write `true`"),
    ("money = true", "true", "`money` is a number, but this is true or false", ""),
    ("papers = expired", "expired", "`expired` isn't one of the values", "it can be `internal`, `foreign`"),
    ("papers = coat", "coat", "`papers` is one of `internal`, `foreign`, but this is true or false", ""),
    ("mony = 1", "mony", "there is no variable `mony`", "did you mean `money`?"),
    ("rich = true", "rich", "`rich` is a named condition, not a variable", ""),
    ("hours = 5", "=", "`hours` is the clock: it only goes forward", "write `+=`"),
    ("hours -= 5", "-=", "`hours` is the clock: it only goes forward", "write `+=`"),
    ("hour = 5", "hour", "`hour` follows from the clock and can't be set", "`hours += 8`"),
    ("visited = true", "visited", "an effect starts with the variable that changes", ""),
]


@pytest.mark.parametrize(("text", "culprit", "says", "advises"), EFFECTS, ids=[slip[0] for slip in EFFECTS])
def test_a_slip_in_an_effect(text: str, culprit: str, says: str, advises: str) -> None:
    told(refusal(text, of_effect=True), text, culprit, says, advises)


def told(error: LanguageError, text: str, culprit: str, says: str, advises: str) -> None:
    assert says in error.message
    assert text[error.start : error.start + error.length] == culprit
    assert advises in f"{error.label} {error.help}"
    assert not error.message.endswith(".")


@pytest.mark.parametrize("part", ["hour > 9", "day == 2", "date >= 2022-09-27"])
def test_the_time_is_asked_only_where_there_is_a_clock(part: str) -> None:
    condition(part)
    error = refusal(part, WITHOUT_CLOCK)
    assert error.code == "no-clock"
    assert "needs a clock" in error.message


@pytest.mark.parametrize(
    "text",
    [
        "money >= 500 and not coat",
        "papers == foreign or internal != papers",
        "given == place_in_line",
        "rich and date < 2022-10-01",
        "min(money, debt, 5) + 2 * -money > max(hours, 0) - 1",
        "visited(hall) and knows(fare)",
        "not coat == hat",
        "money>=500",
        "(((coat)))",
        "coat and\n  hat",
        "true",
    ],
)
def test_what_is_right_is_read(text: str) -> None:
    condition(text)


@pytest.mark.parametrize(
    "text", ["coat = not hat", "coat = money > 5", "papers = foreign", "money -= max(0, debt)", "hours += 8", "coat = rich"]
)
def test_an_effect_that_is_right_is_read(text: str) -> None:
    effect(text)
