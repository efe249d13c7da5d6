"""What story.yaml, facts.yaml, glossary.yaml and news.yaml declare: everything but scenes."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from game.pictures.picture import Picture
from game.source.nodes import MapNode, Node, Scalar
from game.source.schema.shapes import WHOLE, Report, is_moment, minutes_ahead
from game.story.expressions import Expressions
from game.story.language.moments import on_weekday
from game.story.language.typed import RESERVED
from game.story.link_scope import Linking
from game.story.model import At, Border, Clock, Fact, Location, News, Person, Promise, Role, RolePart, Source, Term, Variable
from game.story.scenes import SceneReader
from game.text.names import is_name
from game.text.plurals import WORD_BESIDE, WRONG_FORMS, how_many_forms

_OF_TYPE = {"min": "int", "max": "int", "clamp": "int", "good": "int", "values": "enum"}
_A_DAY_OF_ZONES = timedelta(hours=26)  # between the zones that are furthest apart


def clock_of(story: MapNode) -> Clock | None:
    node = story.map("clock")
    if node is None or node.scalar("start") is None or node.scalar("variable") is None:
        return None
    return Clock(_moment(node.text("start")), node.text("variable"), minutes_ahead(node.text("utc") or "0"))


def _moment(typed: str) -> datetime:
    return datetime.strptime(typed, "%Y-%m-%d %H:%M")


def _check_forms(variables: Iterable[Variable], story: MapNode, report: Report) -> None:
    """What `show` says beside the number has as many forms as the story's language has."""
    for variable in variables:
        for forms in WORD_BESIDE.findall(variable.show):
            node = story.map("variables")
            at = node.map(variable.name) if node is not None else None
            if help := how_many_forms(forms.split("|"), story.text("language", "en")):
                report("wrong-forms", (at.get("show") if at is not None else None) or story, WRONG_FORMS, help=help)


def variables_of(story: MapNode, made: dict[str, tuple[str, MapNode]], clock: Clock | None, report: Report) -> dict[str, Variable]:
    """The declared variables, the echoes, and those that kinds keep: `made`, each with the scene that it is kept for."""
    variables = {name: _variable(name, node, report) for name, node in story.named("variables")}
    for name, node in story.named("echoes"):
        _no_doubles(node, report)
        values = ("unknown", *node.texts("values"))
        if name in variables:
            report("name-taken", story.values["echoes"].keys[name], f"`{name}` is a variable already")  # type: ignore[union-attr]
        variables[name] = Variable(name, "enum", 0, 0, len(values) - 1, values, echo=node.text("from"), says=node.text("says"))
    for name, (scene, node) in made.items():
        if name in variables:
            report("name-taken", node, f"a kind keeps a variable `{name}` of its own here", help="give your variable another name")
        variables[name] = _variable(name, node, report, kind=scene)
    _check_names(story, variables, report)
    _check_forms(variables.values(), story, report)
    node_of_clock = story.map("clock")
    if clock is not None and node_of_clock is not None:
        _check_clock(clock, variables, story, node_of_clock, report)
    return variables


def _check_clock(clock: Clock, variables: dict[str, Variable], story: MapNode, node: MapNode, report: Report) -> None:
    """The clock's variable must count from 0, and no hour that it can count to may pass the last one that a calendar has."""
    hours = variables.get(clock.variable)
    at = node.values["variable"]
    if hours is None:
        report.unknown("variable", at, clock.variable, variables, f"declare it: `{clock.variable}: {{type: int, max: 168}}`")
    elif hours.type != "int" or hours.low != 0 or hours.start != 0:
        message = f"`{clock.variable}` counts hours since the start, so it must be an int that starts at 0"
        report("wrong-types", at, message)
    elif (clock.start - datetime.min) < _A_DAY_OF_ZONES or (datetime.max - clock.start) < _A_DAY_OF_ZONES:
        report("clock-too-far", node.values["start"], "the calendar has the years 1 to 9999, and the clock starts at its edge")
    elif hours.high > (datetime.max - clock.start - _A_DAY_OF_ZONES) // timedelta(hours=1):
        declaration = dict(story.named("variables")).get(clock.variable, node)
        message = f"{hours.high:,} hours after its start the clock would be past the year 9999"
        report("clock-too-far", declaration.get("max") or declaration, message, help="a week has 168 hours, a year 8,760")


def _variable(name: str, node: MapNode, report: Report, kind: str = "") -> Variable:
    what, show, says, about = node.text("type"), node.text("show"), node.text("says"), node.text("about")
    if about and not show:
        report("missing-key", node.keys["about"], "this is never told, since nothing shows the variable", help="add `show`, or take it out")
    if not what:  # reported by its shape; what it has says what was meant
        what = "int" if "max" in node else "enum" if "values" in node else ""
    if what == "int":
        if "max" not in node:
            help = "every number has a least and a greatest value, so that a story can be proved"
            report("missing-key", node, f"`{name}` needs `max`", help=help)
        low = node.number("min")
        high = node.number("max", low) if "max" in node else 999_999_999
        if low > high:
            report("out-of-bounds", node.values["max"], f"`max` ({high:,}) is less than `min` ({low:,})")
            high = low
        start = 0 if low <= 0 <= high else low
        plain = Variable(name, "int", start, low, high, (), node.flag("clamp"), show, "", kind, node.text("good"), says, about)
    elif what == "enum":
        values = node.texts("values")
        if "values" not in node:
            report("missing-key", node, f"`{name}` needs `values`", help="such as `values: [internal, foreign]`")
        _no_doubles(node, report)
        plain = Variable(name, "enum", 0, 0, max(0, len(values) - 1), values, show=show, says=says, about=about)
    else:
        plain = Variable(name, "flag", 0, 0, 1, show=show, kind=kind, says=says, about=about)
    for key, only in _OF_TYPE.items():
        if what and key in node and what != only:
            report("unknown-key", node.keys[key], f"{'a flag' if what == 'flag' else 'an ' + what} has no `{key}`")
    typed = node.scalar("start")
    value = value_in(plain, typed, report) if typed is not None else None
    return plain if value is None else replace(plain, start=value)


def value_in(variable: Variable, node: Scalar, report: Report) -> int | None:
    """The value that `node` gives `variable`, or None where it can't have it (which is reported)."""
    typed = node.value.strip()
    if variable.type == "int":
        if not WHOLE.match(typed):
            message = f"`{variable.name}` is a number, but this is `{typed[:40]}`"
            report("wrong-types", node, message, help="write digits alone, such as 30000")
            return None
        if not variable.low <= int(typed) <= variable.high:
            report("out-of-bounds", node, f"`{variable.name}` lies between {variable.low:,} and {variable.high:,}")
            return None
        return int(typed)
    if variable.type == "flag":
        if typed not in ("true", "false"):
            message = f"`{variable.name}` is true or false, but this is `{typed[:40]}`"
            report("wrong-types", node, message, help="yes, no, on and off are words here, not answers")
            return None
        return int(typed == "true")
    if typed not in variable.values:
        help = f"it can be {', '.join(f'`{value}`' for value in variable.values[:12])}"
        report.unknown("value", node, typed, variable.values, help, f"`{typed[:40]}` isn't one of the values")
        return None
    return variable.values.index(typed)


def _check_names(story: MapNode, variables: dict[str, Variable], report: Report) -> None:
    """Names that would read as something else in a condition."""
    conditions = story.map("conditions") or ()
    for section in ("variables", "echoes", "conditions"):
        node = story.map(section)
        for name, key in node.keys.items() if node is not None else ():
            if name in RESERVED:
                report("name-taken", key, f"`{name}` means something else in a condition", help="give it another name")
            elif section == "conditions" and name in variables:
                report("name-taken", key, f"`{name}` is a variable already")
    for section in ("variables", "echoes"):
        for _, record in story.named(section):
            for item in record.each("values"):
                if isinstance(item, Scalar) and (item.value in variables or item.value in RESERVED or item.value in conditions):
                    message = f"the value `{item.value}` is also the name of something else"
                    report("name-taken", item, message, help="give the value or the variable another name")


def _no_doubles(node: MapNode, report: Report) -> None:
    seen: set[str] = set()
    for item in node.each("values"):
        if isinstance(item, Scalar):
            if item.value in seen:
                report("duplicate-id", item, f"`{item.value}` stands here twice")
            seen.add(item.value)


def roles_of(story: MapNode, variables: dict[str, Variable], people: dict[str, Person], linking: Linking) -> dict[str, Role]:
    roles: dict[str, Role] = {}
    for name, node in story.named("roles"):
        values = tuple(_set_values(node.map("set"), variables, linking.report))
        person = linking.known(node.get("person"), people, "person")
        roles[name] = linking.record(Role, node, id=name, start=linking.scene(node.get("start")), values=values, person=person)
    if not roles:
        linking.report("missing-key", story.get("roles") or story, "a story needs at least one role")
    for name, node in story.named("echoes"):
        linking.known(node.get("from"), roles, "role", f"`{name}` is left behind by a role of this story")
    return roles


def parts_of(node: MapNode, role: Role, variables: dict[str, Variable], reader: SceneReader) -> Iterator[RolePart]:
    """The parts of a role, of which `node` is what the author wrote."""
    linking, report = reader.linking, reader.linking.report
    for name, written in node.named("parts"):
        start = linking.scene(written.get("start")) if "start" in written else role.start
        ends = tuple(dict.fromkeys(filter(None, (linking.scene(item) for item in written.each("ends")))))
        values = {**dict(role.values), **dict(_set_values(written.map("set"), variables, report))}
        if start in ends:
            at = next(item for item in written.each("ends") if isinstance(item, Scalar) and item.value == start)
            report("ends-at-start", at, f"`{start}` is where this part begins", help="name the scenes at which it is over")
        if "ends" in written and "told" not in written:
            help = "`told:` is read at its end: what one has by then, something to talk about"
            report("missing-key", written, f"`{name}` needs `told`", help=help)
        if start != role.start and "before" not in written:
            help = "`before:` tells what has happened until then, since nobody has played it"
            report("missing-key", written, f"`{name}` begins later than its role, so it needs `before`", help=help)
        if start and "start" in written:
            reader.links.entries.setdefault(start, written.values["start"])
        key = (node.map("parts") or written).keys[name]
        told, line = reader.blocks(written, "told"), At(key.file.path, key.line)
        yield linking.record(RolePart, written, id=name, at=line, start=start, ends=ends, told=told, values=tuple(values.items()))


def _set_values(setting: MapNode | None, variables: dict[str, Variable], report: Report) -> Iterator[tuple[str, int]]:
    """What a role sets at its start, by variable."""
    for name, value in setting.items() if setting is not None else ():
        assert setting is not None
        known = variables.get(name)
        if known is None or known.kind:
            report.unknown("variable", setting.keys[name], name, variables)
        elif known.echo:
            report("unknown-variable", setting.keys[name], f"`{name}` is an echo: it starts as `unknown`")
        elif isinstance(value, Scalar) and (number := value_in(known, value, report)) is not None:
            yield name, number


def places_of(story: MapNode, clock: Clock | None, linking: Linking, pictures: Mapping[str, Picture]) -> dict[str, Location]:
    """A place that names no picture has the one that is called as the place is, if there is one."""
    ours = clock.ahead if clock is not None else 0
    places: dict[str, Location] = {}
    for name, node in story.named("places"):
        shown = linking.known(node.get("picture"), pictures, "picture") if "picture" in node else name if name in pictures else ""
        ahead = minutes_ahead(typed) if (typed := node.text("utc")) else ours
        places[name] = linking.record(Location, node, id=name, ahead=ahead, picture=shown)
    return places


def at_most_of(story: MapNode) -> dict[str, int]:
    """By a rule's name, where it begins to hint."""
    rules = story.map("at_most")
    return {} if rules is None else {rule: rules.number(rule) for rule in rules}


def borders_of(story: MapNode, linking: Linking) -> tuple[Border, ...]:
    borders: list[Border] = []
    for node in story.maps("borders"):
        key = "between" if "between" in node else "around"
        countries = node.texts(key)
        if "between" in node and "around" in node:
            linking.report("unknown-key", node.keys["around"], "a border is `between` two countries or `around` one, not both")
        elif len(set(countries)) < len(countries):
            message = f"`{countries[0][:60]}` stands here twice"
            linking.report("duplicate-id", node.values[key], message, help="name the two countries that share it")
        borders.append(Border(At(node.file.path, node.line), countries, linking.known(node.get("fact"), linking.facts, "fact")))
    return tuple(borders)


def people_of(story: MapNode, made: dict[str, MapNode], linking: Linking) -> dict[str, Person]:
    """The declared people, and those that encounters bring (`made`, by the scene that they are met in)."""
    declared = dict(story.named("people"))
    for name, node in made.items():
        if name in declared:
            help = f"write `with: {name}`, or give the scene another name"
            linking.report("name-taken", node, f"somebody else is called `{name}`, as this scene is", help=help)
    declared.update(made)
    return {name: linking.record(Person, node, id=name) for name, node in declared.items()}


def sources_of(facts: MapNode, linking: Linking) -> dict[str, Source]:
    return {name: linking.record(Source, node, id=name) for name, node in facts.named("sources")}


def facts_of(facts: MapNode, sources: dict[str, Source], linking: Linking) -> dict[str, Fact]:
    ledger: dict[str, Fact] = {}
    for name, node in facts.named("facts"):
        linking.known(node.get("source"), sources, "source")
        day = node.text("from")
        ledger[name] = linking.record(Fact, node, id=name, force=node.text("force") or None, day=date.fromisoformat(day) if day else None)
    return ledger


def terms_of(glossary: MapNode, linking: Linking) -> dict[str, Term]:
    return {name: linking.record(Term, node, id=name) for name, node in glossary.named("terms")}


def news_of(news: MapNode, clock: Clock | None, roles: dict[str, Role], places: dict[str, Location], linking: Linking) -> tuple[News, ...]:
    """Sorted by their hour; those of the same hour in the author's order."""
    items: list[News] = []
    for node in news.maps("news"):
        at = node.scalar("at")
        if at is None:
            continue
        fact = linking.known(node.get("fact"), linking.facts, "fact")
        who = tuple(linking.known(item, roles, "role") for item in node.each("roles"))
        where = tuple(linking.known(item, places, "place") for item in node.each("places"))
        items.append(News(_hours(at, clock, linking.report), linking.prose(node.get("text")), fact, who, where))
    return tuple(sorted(items, key=lambda item: item.hours))


def _hours(at: Scalar, clock: Clock | None, report: Report) -> int:
    """Hours from the start of the clock, rounded up: news is heard at the first whole hour at or after its time."""
    if clock is None:
        report("no-clock", at, "news needs a clock", help="declare `clock:` in story.yaml")
        return 0
    if WHOLE.match(at.value):
        return max(0, int(at.value))
    moment = _moment(at.value) if is_moment(at.value) else on_weekday(at.value, clock.start)
    if moment is None:
        form = "a day and an hour such as `2022-09-23 12:00` or `friday 12:00`, or hours since the start"
        report("wrong-type", at, f"this must be {form}, not `{at.value[:40]}`")
        return 0
    return max(0, -(-(moment - clock.start) // timedelta(hours=1)))


def named_conditions(story: MapNode) -> dict[str, Scalar]:
    node = story.map("conditions")
    return {name: value for name, value in node.items() if isinstance(value, Scalar) and is_name(name)} if node is not None else {}


def promises_of(story: MapNode, roles: dict[str, Role], linking: Linking, expressions: Expressions) -> tuple[Promise, ...]:
    """Each promise on its own: a record that promises two things becomes two."""
    promises: list[Promise] = []
    for node in story.maps("promises"):
        promise = Promise(At(node.file.path, node.line), linking.known(node.get("role"), roles, "role"))
        for key, value in node.items():
            promised = _promised(key, value, node, linking, expressions)
            if promised is not None:
                promises.append(replace(promise, **{key: promised}))
    return tuple(promises)


def _promised(key: str, value: Node, node: MapNode, linking: Linking, expressions: Expressions) -> object:
    """What is promised under a key, or None where nothing is."""
    match key:
        case "ends_within" | "meets_at_least":
            return node.number(key)
        case "always" | "never":
            return expressions.condition(value)
        case "minutes":
            pair = tuple(map(int, node.texts(key)))
            return pair if len(pair) == 2 else None
        case "reaches":
            return linking.scene(value)
        case "meets":
            return linking.known(value, linking.facts, "fact")
    return None
