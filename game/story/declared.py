"""What story.yaml, facts.yaml, glossary.yaml and news.yaml declare: everything but scenes.

The files have passed their shapes; where one was refused, its problems are told and what is missing here is left out.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from game.problems import nearest
from game.source.nodes import Mapping, Node, Scalar, Sequence
from game.source.schema.shapes import ID, WHOLE, Report, is_moment
from game.story.expressions import Expressions
from game.story.language.typed import NUMBER, RESERVED, TRUTH, Type
from game.story.link_scope import Linking, flag, line, mapping, number, scalar
from game.story.model import At, Border, Clock, Fact, Force, Location, News, Person, Promise, Role, Source, Term, Variable


def records(node: Mapping | None, key: str) -> Iterator[tuple[str, Mapping]]:
    """The records under a key, in order."""
    inner = node.get(key) if node is not None else None
    if isinstance(inner, Mapping):
        for name, value in inner.items():
            if isinstance(value, Mapping):
                yield name, value


def clock_of(story: Mapping) -> Clock | None:
    node = mapping(story, "clock")
    if node is None:
        return None
    start, variable = line(node, "start"), line(node, "variable")
    if not is_moment(start) or not variable:
        return None
    return Clock(datetime.strptime(start, "%Y-%m-%d %H:%M"), variable, number(node, "utc"))


def variables_of(story: Mapping, made: dict[str, tuple[str, Mapping]], clock: Clock | None, report: Report) -> dict[str, Variable]:
    """The declared variables, the echoes, and those that kinds keep: `made`, each with the scene that it is kept for."""
    variables: dict[str, Variable] = {}
    for name, node in records(story, "variables"):
        variables[name] = _variable(name, node, report)
    for name, node in records(story, "echoes"):
        _no_doubles(node, "values", report)
        values = ("unknown", *(item.value for item in _items(node, "values") if isinstance(item, Scalar)))
        if name in variables:
            report("name-taken", _key(story, "echoes", name), f"`{name}` is a variable already")
        variables[name] = Variable(name, "enum", 0, 0, len(values) - 1, values, echo=line(node, "from"), says=line(node, "says"))
    for name, (scene, node) in made.items():
        if name in variables:
            report("name-taken", node, f"a kind keeps a variable `{name}` of its own here", help="give your variable another name")
        variables[name] = _variable(name, node, report, kind=scene)
    _check_names(story, variables, report)
    if clock is not None and (mapping_of := mapping(story, "clock")) is not None:
        hours = variables.get(clock.variable)
        if hours is None:
            report(
                "unknown-variable",
                mapping_of.get("variable") or mapping_of,
                f"there is no variable `{clock.variable}`",
                nearest(clock.variable, variables),
                f"declare it: `{clock.variable}: {{type: int, max: 168}}`",
            )
        elif hours.type != "int" or hours.low != 0 or hours.start != 0:
            report(
                "wrong-types",
                mapping_of.get("variable") or mapping_of,
                f"`{clock.variable}` counts hours since the start, so it must be an int that starts at 0",
            )
    return variables


def _variable(name: str, node: Mapping, report: Report, kind: str = "") -> Variable:
    what, show, says = line(node, "type"), line(node, "show"), line(node, "says")
    if what not in ("flag", "int", "enum"):  # told by its shape; what it has says what was meant
        what = "int" if "max" in node else "enum" if "values" in node else ""
    start = scalar(node, "start")
    if what == "int":
        if "max" not in node:
            report(
                "missing-key",
                node,
                f"`{name}` needs `max`",
                help="every number has a least and a greatest value, so that a story can be proved",
            )
        low = number(node, "min")
        high = number(node, "max", low) if "max" in node else 999_999_999
        if low > high:
            report("out-of-bounds", node.values["max"], f"`max` ({high:,}) is less than `min` ({low:,})")
            high = low
        plain = Variable(name, "int", low, low, high, clamp=flag(node, "clamp"), show=show, kind=kind, good=line(node, "good"), says=says)
    elif what == "enum":
        values = tuple(item.value for item in _items(node, "values") if isinstance(item, Scalar))
        if not values:
            report("missing-key", node, f"`{name}` needs `values`", help="such as `values: [internal, foreign]`")
        _no_doubles(node, "values", report)
        plain = Variable(name, "enum", 0, 0, max(0, len(values) - 1), values, show=show, says=says)
    else:
        plain = Variable(name, "flag", 0, 0, 1, show=show, kind=kind, says=says)
    for key, types in (("min", ("int",)), ("max", ("int",)), ("clamp", ("int",)), ("good", ("int",)), ("values", ("enum",))):
        if key in node and what not in types and what in ("int", "enum", "flag"):
            report("unknown-key", node.keys[key], f"{'a flag' if what == 'flag' else 'an ' + what} has no `{key}`")
    if start is None:
        return plain
    value = value_in(plain, start, report)
    return plain if value is None else replace(plain, start=value)


def value_in(variable: Variable, node: Scalar, report: Report) -> int | None:
    """The value that `node` gives `variable`, or None where it can't have it (which is reported)."""
    typed = node.value.strip()
    if variable.type == "int":
        if not WHOLE.match(typed):
            report(
                "wrong-types", node, f"`{variable.name}` is a number, but this is `{typed[:40]}`", help="write digits alone, such as 30000"
            )
            return None
        if not variable.low <= int(typed) <= variable.high:
            report("out-of-bounds", node, f"`{variable.name}` lies between {variable.low:,} and {variable.high:,}")
            return None
        return int(typed)
    if variable.type == "flag":
        if typed not in ("true", "false"):
            report(
                "wrong-types",
                node,
                f"`{variable.name}` is true or false, but this is `{typed[:40]}`",
                help="yes, no, on and off are words here, not answers",
            )
            return None
        return int(typed == "true")
    if typed not in variable.values:
        values = ", ".join(f"`{value}`" for value in variable.values[:12])
        report("unknown-value", node, f"`{typed[:40]}` isn't one of the values", nearest(typed, variable.values), f"it can be {values}")
        return None
    return variable.values.index(typed)


def _check_names(story: Mapping, variables: dict[str, Variable], report: Report) -> None:
    """Names that would read as something else in a condition."""
    conditions = mapping(story, "conditions") or ()
    for section in ("variables", "echoes", "conditions"):
        node = mapping(story, section)
        for name, key in (node.keys if node is not None else {}).items():
            if name in RESERVED:
                report("name-taken", key, f"`{name}` means something else in a condition", help="give it another name")
            elif section == "conditions" and name in variables:
                report("name-taken", key, f"`{name}` is a variable already")
    for section in ("variables", "echoes"):
        for _, node in records(story, section):
            for item in _items(node, "values"):
                if isinstance(item, Scalar) and (item.value in variables or item.value in RESERVED or item.value in conditions):
                    report(
                        "name-taken",
                        item,
                        f"the value `{item.value}` is also the name of something else",
                        help="give the value or the variable another name",
                    )


def _no_doubles(node: Mapping, key: str, report: Report) -> None:
    seen: set[str] = set()
    for item in _items(node, key):
        if isinstance(item, Scalar):
            if item.value in seen:
                report("duplicate-id", item, f"`{item.value}` stands here twice")
            seen.add(item.value)


def types_of(variables: dict[str, Variable]) -> dict[str, Type]:
    plain = {"flag": TRUTH, "int": NUMBER}
    return {name: plain.get(variable.type) or Type("enum", variable.values) for name, variable in variables.items()}


def roles_of(story: Mapping, variables: dict[str, Variable], linking: Linking) -> dict[str, Role]:
    roles: dict[str, Role] = {}
    for name, node in records(story, "roles"):
        setting = mapping(node, "set")
        values = tuple(_set_values(setting, variables, linking)) if setting is not None else ()
        roles[name] = Role(name, line(node, "title"), linking.prose(node.get("blurb")), linking.scene(node.get("start")), values)
    if not roles:
        linking.report("missing-key", story.get("roles") or story, "a story needs at least one role")
    for name, node in records(story, "echoes"):
        if (role := scalar(node, "from")) is not None and role.value not in roles:
            linking.report(
                "unknown-role",
                role,
                f"there is no role `{role.value[:40]}`",
                nearest(role.value, roles),
                f"`{name}` is left behind by a role of this story",
            )
    return roles


def _set_values(setting: Mapping, variables: dict[str, Variable], linking: Linking) -> Iterator[tuple[str, int]]:
    """What a role sets at its start, by variable."""
    for name, value in setting.items():
        known = variables.get(name)
        if known is None or known.kind:
            linking.report("unknown-variable", setting.keys[name], f"there is no variable `{name[:40]}`", nearest(name, variables))
        elif known.echo:
            linking.report("unknown-variable", setting.keys[name], f"`{name}` is an echo: it starts as `unknown`")
        elif isinstance(value, Scalar) and (number_of := value_in(known, value, linking.report)) is not None:
            yield name, number_of


def places_of(story: Mapping, clock: Clock | None) -> dict[str, Location]:
    utc = clock.utc if clock is not None else 0
    return {
        name: Location(
            name, line(node, "name"), _degrees(node, "lat"), _degrees(node, "lon"), number(node, "utc", utc), line(node, "country")
        )
        for name, node in records(story, "places")
    }


def _degrees(node: Mapping, key: str) -> float:
    try:
        return float(line(node, key))
    except ValueError:
        return 0.0


def borders_of(story: Mapping, linking: Linking) -> tuple[Border, ...]:
    borders: list[Border] = []
    for node in _items(story, "borders"):
        if not isinstance(node, Mapping):
            continue
        key = "between" if "between" in node else "around"
        countries = tuple(" ".join(item.value.split()) for item in _items(node, key) if isinstance(item, Scalar))
        if "between" in node and "around" in node:
            linking.report("unknown-key", node.keys["around"], "a border is `between` two countries or `around` one, not both")
        elif len(set(countries)) < len(countries):
            linking.report(
                "duplicate-id", node.values[key], f"`{countries[0][:60]}` stands here twice", help="name the two countries that share it"
            )
        borders.append(Border(At(node.file.path, node.line), countries, linking.known(node.get("fact"), linking.facts, "fact")))
    return tuple(borders)


def people_of(story: Mapping, made: dict[str, Mapping], report: Report) -> dict[str, Person]:
    """The declared people, and those that encounters bring (`made`, by the scene that they are met in)."""
    declared = dict(records(story, "people"))
    for name, node in made.items():
        if name in declared:
            help = f"write `with: {name}`, or give the scene another name"
            report("name-taken", node, f"somebody else is called `{name}`, as this scene is", help=help)
    declared.update(made)
    return {
        name: Person(name, line(node, "name"), line(node, "wants"), line(node, "work"), flag(node, "she"), flag(node, "host"))
        for name, node in declared.items()
    }


def sources_of(facts: Mapping | None) -> dict[str, Source]:
    return {
        name: Source(name, line(node, "title"), line(node, "publisher"), _day(node, "date") or date.min, line(node, "path"))
        for name, node in records(facts, "sources")
    }


def facts_of(facts: Mapping | None, sources: dict[str, Source], linking: Linking) -> dict[str, Fact]:
    ledger: dict[str, Fact] = {}
    for name, node in records(facts, "facts"):
        source = scalar(node, "source")
        if source is not None and source.value not in sources:
            linking.report(
                "unknown-source",
                source,
                f"there is no source `{source.value[:40]}`",
                nearest(source.value, sources),
                "sources are declared under `sources:` in facts.yaml",
            )
        force = line(node, "force")
        known: Force | None = force if force in ("law", "price", "chance", "others") else None  # type: ignore[assignment]
        says = linking.prose(node.get("says"))
        ledger[name] = Fact(
            name, says, line(node, "kind"), line(node, "by"), line(node, "source"), line(node, "at"), known, _day(node, "from")
        )
    return ledger


def _day(node: Mapping, key: str) -> date | None:
    try:
        return date.fromisoformat(line(node, key))
    except ValueError:
        return None


def terms_of(glossary: Mapping | None, linking: Linking) -> dict[str, Term]:
    return {
        name: Term(name, line(node, "term"), linking.prose(node.get("says")), flag(node, "general"))
        for name, node in records(glossary, "terms")
    }


def news_of(
    news: Mapping | None, clock: Clock | None, roles: dict[str, Role], places: dict[str, Location], linking: Linking
) -> tuple[News, ...]:
    """Sorted by their hour; those of the same hour in the author's order."""
    items: list[News] = []
    for node in _items(news, "news"):
        if not isinstance(node, Mapping):
            continue
        at = scalar(node, "at")
        if at is None:
            continue
        hours = _hours(at, clock, linking.report)
        fact = linking.known(node.get("fact"), linking.facts, "fact")
        who = tuple(linking.known(item, roles, "role") for item in _items(node, "roles"))
        where = tuple(linking.known(item, places, "place") for item in _items(node, "places"))
        items.append(News(hours, linking.prose(node.get("text")), fact, who, where))
    return tuple(sorted(items, key=lambda item: item.hours))


def _hours(at: Scalar, clock: Clock | None, report: Report) -> int:
    """Hours from the start of the clock, rounded up: news is heard at the first whole hour at or after its time."""
    if clock is None:
        report("no-clock", at, "news needs a clock", help="declare `clock:` in story.yaml")
        return 0
    if WHOLE.match(at.value):
        return max(0, int(at.value))
    if not is_moment(at.value):
        report(
            "wrong-type", at, f"this must be a day and an hour such as `2022-09-23 12:00`, or hours since the start, not `{at.value[:40]}`"
        )
        return 0
    passed = datetime.strptime(at.value, "%Y-%m-%d %H:%M") - clock.start
    return max(0, -(-passed // timedelta(hours=1)))


def _items(node: Mapping | None, key: str) -> list[Node]:
    value = node.get(key) if node is not None else None
    if value is None:
        return []
    return value.items if isinstance(value, Sequence) else [value]


def _key(story: Mapping, section: str, name: str) -> Node:
    inner = mapping(story, section)
    return inner.keys[name] if inner is not None and name in inner.keys else story


def named_conditions(story: Mapping) -> dict[str, Scalar]:
    node = mapping(story, "conditions")
    return {name: value for name, value in node.items() if isinstance(value, Scalar) and ID.match(name)} if node is not None else {}


def promises_of(story: Mapping, roles: dict[str, Role], linking: Linking, expressions: Expressions) -> tuple[Promise, ...]:
    """Each promise on its own: a record that promises two things becomes two."""
    promises: list[Promise] = []
    for node in _items(story, "promises"):
        if not isinstance(node, Mapping):
            continue
        at = At(node.file.path, node.line)
        role = linking.known(node.get("role"), roles, "role")
        pair = [int(item.value) for item in _items(node, "minutes") if isinstance(item, Scalar) and WHOLE.match(item.value)]
        every = [
            Promise(at, role, ends_within=number(node, "ends_within")) if "ends_within" in node else None,
            Promise(at, role, always=expressions.condition(node.get("always"))) if "always" in node else None,
            Promise(at, role, never=expressions.condition(node.get("never"))) if "never" in node else None,
            Promise(at, role, minutes=(pair[0], pair[1])) if len(pair) == 2 else None,
            Promise(at, role, reaches=linking.scene(node.get("reaches"))) if "reaches" in node else None,
            Promise(at, role, meets=linking.known(node.get("meets"), linking.facts, "fact")) if "meets" in node else None,
            Promise(at, role, meets_at_least=number(node, "meets_at_least")) if "meets_at_least" in node else None,
        ]
        promises += [promise for promise in every if promise is not None]
    return tuple(promises)
