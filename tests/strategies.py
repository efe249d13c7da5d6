"""Conditions, effects and whole small stories, made at random from their grammar."""

from hypothesis import strategies as st

from tests.language.scopes import PAPERS, PLACE, VARIABLES

NUMBERS = sorted(name for name, kind in VARIABLES.items() if kind.name == "number")
FLAGS = sorted(name for name, kind in VARIABLES.items() if kind.name == "truth")
COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
EQUALITIES = ("==", "!=")


def conditions() -> st.SearchStrategy[str]:
    """A condition in the names of `tests.language.scopes`, as somebody might type it, mostly short enough to be read."""
    return st.recursive(_simple_truths(), _larger_truths, max_leaves=8)


def numbers() -> st.SearchStrategy[str]:
    simple = st.one_of(st.sampled_from([*NUMBERS, "hour", "day"]), st.integers(0, 999_999_999).map(str), st.integers(0, 30).map(str))
    return st.recursive(simple, _larger_numbers, max_leaves=5)


def effects() -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(st.sampled_from(["money", "debt"]), st.sampled_from(["=", "+=", "-="]), numbers()).map(" ".join),
        numbers().map("hours += {}".format),
        st.tuples(st.sampled_from(FLAGS), conditions()).map(" = ".join),
        st.sampled_from([f"papers = {word}" for word in PAPERS.values] + [f"place_in_line = {word}" for word in PLACE.values]),
    )


def _larger_numbers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*"]), inner).map(" ".join),
        inner.map("({})".format),
        inner.map("-{}".format),
        st.tuples(st.sampled_from(["min", "max"]), st.lists(inner, min_size=2, max_size=3).map(", ".join)).map(
            lambda call: f"{call[0]}({call[1]})"
        ),
    )


def _simple_truths() -> st.SearchStrategy[str]:
    dates = st.one_of(st.just("date"), st.dates().map(lambda day: day.isoformat() if day.year > 999 else "1000-01-01"))
    enums = [("papers", PAPERS.values), ("place_in_line", PLACE.values)]
    compared = [
        st.tuples(st.just(name), st.sampled_from(EQUALITIES), st.sampled_from([name, *values])).map(" ".join) for name, values in enums
    ]
    turned = [st.tuples(st.sampled_from(values), st.sampled_from(EQUALITIES), st.just(name)).map(" ".join) for name, values in enums]
    return st.one_of(
        st.sampled_from([*FLAGS, "true", "false", "rich", "visited(hall)", "visited(yard)", "knows(fare)", "knows(delay)"]),
        st.tuples(numbers(), st.sampled_from(COMPARISONS), numbers()).map(" ".join),
        st.tuples(dates, st.sampled_from(COMPARISONS), dates).map(" ".join),
        *compared,
        *turned,
    )


def _larger_truths(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    bracketed = inner.map("({})".format)
    return st.one_of(
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(" ".join),
        inner.map("not {}".format),
        bracketed,
        st.tuples(bracketed, st.sampled_from(EQUALITIES), bracketed).map(" ".join),
    )
