"""The table of a story's keys: what an author may write, and where.

Checks, the JSON Schema for editors and the reference in the guide all come from this table. What a key means is told
in `Key.says`, in the words that an author reads.
"""

import re

from game.source.schema.shapes import (
    DATE_SHAPE,
    ID_SHAPE,
    LATITUDE_SHAPE,
    LONGITUDE_SHAPE,
    MOMENT_SHAPE,
    SLUG_SHAPE,
    ZONE_SHAPE,
    Either,
    Flag,
    Key,
    ListOf,
    MapOf,
    Needed,
    OneOf,
    Pattern,
    Record,
    Shape,
    Text,
    Whole,
    ref,
)
from game.text.names import ID, is_name

PROSE = Text("a passage of text")
LINE = Text("text on one line", line=True, most=300)
CONDITION = Text("a condition such as `money >= 500 and not thermos`", joins="and")
EFFECT = Text("an effect such as `hours += 8`", joins="=")
EFFECTS = ListOf(EFFECT, one=True, most=50)
SCENE = ref("the name of a scene")
WEB_ADDRESS = Pattern(
    "an address on the web such as `https://news.example/2022/9/28`",
    re.compile(r"https?://[^\s/?#]+\.[^\s]{1,500}\Z"),
    "it begins with https:// and has no spaces",
)
SOURCE_KINDS = ("article", "book", "report", "website", "interview", "letter", "diary", "fieldwork", "film", "picture")
TARGET = ref("the name of a scene, or `back`")
FACT = ref("the name of a fact")
PERSON = ref("the name of a person")
PLACE = ref("the name of a place")
PICTURE = ref("the name of a picture")
ROLE = ref("the name of a role")
VARIABLE = ref("the name of a variable")
RULE = re.compile(r"[a-z][a-z-]{0,40}\Z")
TYPES_ELSEWHERE = (
    ("number", "int"), ("integer", "int"), ("counter", "int"), ("bool", "flag"), ("boolean", "flag"), ("list", "enum"), ("choice", "enum"),
    ("text", "enum"), ("string", "enum"),
)  # fmt: skip
KINDS_ELSEWHERE = (
    ("fact", "event"), ("number", "figure"), ("statistic", "figure"), ("rule", "policy"), ("law", "policy"), ("claim", "report"),
    ("rumour", "report"), ("opinion", "view"), ("guess", "view"), ("background", "context"),
)  # fmt: skip
FORCES = ("law", "price", "chance", "others")
FACT_KINDS = ("event", "figure", "policy", "report", "view", "context")

IF = Key(CONDITION, "Only where this holds.", "always", "money >= 500")
DO = Key(EFFECTS, "What changes: one effect or a list of them.", "nothing changes", "hours += 8")
BECAUSE = Key(FACT, "The fact that makes this what it is; the player can ask *why?* and read it.", "", "waiting_times")
RECALL = Key(LINE, "How an ending recalls the choice, to follow the word You.", "it isn't recalled", "gave up your place for tea")
WAY_ON = Record(
    "a way on",
    {
        "if": Key(CONDITION, "It is taken where this holds, and no way above it is taken.", "always: so has the last", "money >= 500"),
        "to": Needed(TARGET, "Where it leads.", "hotel"),
    },
)
WAYS_ON = ListOf(WAY_ON, least=2, most=20)
NEXT = Either(TARGET, WAYS_ON)
GO = Key(NEXT, "The scene that comes next, or several ways on; `back` comes back from a visit.", "stay in the scene", "queue_dawn")
VISIT = Key(SCENE, "A scene to play now and come back from with `go: back`.", "", "queue_tea")

BLOCK = Record(
    "a block of text",
    {
        "text": Key(PROSE, "The words.", "", "Your neck has set like plaster."),
        "if": IF,
        "first": Key(PROSE, "What stands here at the first visit.", "nothing", "Nobody here knows anything."),
        "again": Key(PROSE, "What stands here from the second visit on.", "nothing", "The man with the thermos nods."),
    },
    others=PROSE,
)
PASSAGE: Shape = Either(PROSE, ListOf(Either(PROSE, BLOCK), one=True, least=1, most=60))
RESULT_PART = Record(
    "a part of a result",
    {
        "text": Needed(PROSE, "The words.", "He counts it twice."),
        "if": Key(CONDITION, "Only where this holds once the effects are done.", "always", "money >= 500"),
    },
)
RESULT = Key(
    Either(PROSE, ListOf(Either(PROSE, RESULT_PART), one=True, least=1, most=20)),
    "What is told after the choice, before the next passage: text, or a list of parts.",
    "nothing",
    "By dawn you have moved the length of two buses.",
)
QUIET = Key(
    MapOf(LINE, "rules, each with the reason why it needn't be kept here", RULE),
    "Rules that needn't be kept here, each with the reason.",
    "none",
    "{loose-figure: It is a number on a door}",
)

# ---------------------------------------------------------------------------------------------- story.yaml

CLOCK = Record(
    "the clock",
    {
        "start": Needed(MOMENT_SHAPE, "The day and hour at which every role starts.", "2022-09-21 18:00"),
        "variable": Needed(VARIABLE, "The variable that counts the hours since the start.", "hours"),
        "utc": Key(ZONE_SHAPE, "The time zone of the start: hours ahead of UTC, with minutes where it has them.", "0", "3"),
    },
)
SET = MapOf(Text("a starting value", line=True, most=80), "variables and their values")
PART = Record(
    "a part",
    {
        "title": Needed(LINE, "Its name on the shelf, and of its end.", "One night"),
        "ends": Key(
            ListOf(SCENE, least=1, most=100),
            "The scenes at which it is over: on coming to one of them. It is over at the role's endings in any case.",
            "the role's endings alone",
            "[queue_dawn, samara]",
        ),
        "minutes": Needed(Whole(1, 600), "No route through it takes longer than this.", "20"),
        "told": Key(
            PASSAGE, "What is told at one of its `ends`, in the place of the scene: text, or a list of blocks.", "", "The gate is open."
        ),
        "start": Key(SCENE, "Its first scene.", "the role's", "queue_tail"),
        "set": Key(SET, "Variables that start otherwise in it.", "as the role starts", "{money: 12000}"),
        "before": Key(PROSE, "What has happened before, told at its beginning.", "nothing", "You have been on the road for two days."),
    },
)
ROLE_RECORD = Record(
    "a role",
    {
        "title": Needed(LINE, "The name on the shelf.", "The graduate"),
        "blurb": Needed(PROSE, "One or two lines on the shelf.", "Twenty-three, a new diploma, and a summons that may come."),
        "start": Needed(SCENE, "The first scene.", "moscow_kitchen"),
        "person": Key(PERSON, "Who of the people it is: whoever meets them is led here next.", "none of them", "raushan"),
        "set": Key(SET, "Variables that start otherwise in this role.", "none", "{money: 30000}"),
        "parts": Key(MapOf(PART, "parts", most=20), "Parts of it that can be played by themselves, as in a lesson.", "none"),
    },
)
VARIABLE_RECORD = Record(
    "a variable",
    {
        "type": Needed(
            OneOf(("flag", "int", "enum"), TYPES_ELSEWHERE),
            "`flag` is true or false, `int` a whole number, `enum` one of a few words.",
            "int",
        ),
        "start": Key(
            Text("a starting value", line=True, most=80),
            "The value at the start.",
            "false, 0 (`min` where 0 isn't between the bounds), or the first of `values`",
            "0",
        ),
        "min": Key(Whole(), "The least value of an int.", "0", "0"),
        "max": Key(Whole(), "The greatest value of an int; an int must have one.", "", "120000"),
        "clamp": Key(Flag(), "An effect that would pass a bound stops there and is no mistake.", "false", "true"),
        "values": Key(ListOf(ID_SHAPE, least=2, most=40), "The words that an enum can be.", "", "[internal, foreign]"),
        "good": Key(
            OneOf(("more", "less")),
            "Which way an int is good for whoever plays; a check then tells an option that another beats in everything.",
            "neither",
            "more",
        ),
        "show": Key(LINE, "Shows it on the side panel: a name for it, or words with {} where the value goes.", "hidden", '"{} roubles"'),
        "about": Key(
            LINE,
            "What it is and what it is good for, in a sentence: a player reads it where it first changes, and in the notebook.",
            "",
            "How far Ines trusts you; without it she takes nobody across.",
        ),
        "says": Key(
            LINE,
            "What it stands for: told on the record sheet of a book on paper, and to whoever writes on.",
            "what `show` says",
            "How far Ines trusts you",
        ),
    },
)
ECHO = Record(
    "an echo",
    {
        "values": Needed(
            ListOf(ID_SHAPE, least=1, most=40), "What the role may leave behind; `unknown` until it has been played.", "[kept, given]"
        ),
        "from": Needed(ROLE, "The role that leaves it.", "graduate"),
        "says": Key(
            LINE,
            "What it is about, for a record sheet and for whoever writes the next role.",
            "",
            "Whether the graduate kept a place in the line",
        ),
    },
)
PLACE_RECORD = Record(
    "a place",
    {
        "name": Needed(LINE, "Its name on the screen.", "Oral"),
        "lat": Needed(LATITUDE_SHAPE, "Degrees north; a place that you have made up lies where you like.", "51.23"),
        "lon": Needed(LONGITUDE_SHAPE, "Degrees east.", "51.37"),
        "utc": Key(ZONE_SHAPE, "Its time zone: hours ahead of UTC, with minutes where it has them.", "the clock's", "5:30"),
        "country": Key(LINE, "The country it lies in.", "", "Kazakhstan"),
        "picture": Key(
            PICTURE,
            "The picture that is shown there: the name of a file in `pictures`, without its ending.",
            "the picture with the place's own name, where there is one",
            "station",
        ),
    },
)
COUNTRY = Text("the name of a country as the map has it", line=True, most=80)
BORDER = Record(
    "a border",
    {
        "between": Key(ListOf(COUNTRY, least=2, most=2), "The two countries that share it.", "", "[Kazakhstan, Russia]"),
        "around": Key(COUNTRY, "The country of which it is every border.", "", "Turkmenistan"),
        "fact": Needed(FACT, "What is told of it; the map draws it broad once this has been met.", "waiting_times"),
    },
    instead=("between", "around"),
)
PERSON_KEYS = {
    "name": Needed(LINE, "The name on the screen.", "Saule"),
    "wants": Key(LINE, "What this person wants; everybody wants something.", "", "quiet tenants"),
    "work": Key(LINE, "What this person does for a living.", "", "nurse"),
}
PERSON_RECORD = Record(
    "a person",
    {
        **PERSON_KEYS,
        "she": Key(Flag(), "Whether it is a woman or a girl, so that the cast can be counted.", "false", "true"),
        "host": Key(Flag(), "Whether it is somebody who lives where others arrive.", "false", "true"),
    },
)
PROMISE = Record(
    "a promise",
    {
        "role": Key(ROLE, "The role that it is about.", "every role", "graduate"),
        "ends_within": Key(Whole(1, 10_000), "No route takes more decisions than this.", "", "30"),
        "always": Key(CONDITION, "Holds in every state.", "", "money >= 0"),
        "never": Key(CONDITION, "Holds in no state.", "", "worn_out and hours < 10"),
        "minutes": Key(ListOf(Whole(0, 600), least=2, most=2), "The shortest and the longest route lie between these.", "", "[8, 20]"),
        "reaches": Key(SCENE, "This scene can be reached.", "", "code_in_hand"),
        "meets": Key(FACT, "Every route meets this fact.", "", "waiting_times"),
        "meets_at_least": Key(Whole(1, 1_000), "Every route meets at least this many facts.", "", "8"),
    },
    instead=("ends_within", "always", "never", "minutes", "reaches", "meets", "meets_at_least"),
)
AT_MOST = Record(
    "what a role has at most",
    {
        "closing-lines": Key(Whole(0, 100), "Of a hundred results, those that close on nine words or fewer.", "33", "40"),
        "pronoun-openings": Key(Whole(0, 100), "Of a hundred results, those that open on he, she, it or they.", "15", "20"),
        "impersonal-one": Key(Whole(0, 100), "Uses of *one* for anybody, in a thousand words.", "1", "0"),
    },
)
STORY = Record(
    "story.yaml",
    {
        "title": Needed(LINE, "The story's name.", "Good Neighbours"),
        "id": Key(
            SLUG_SHAPE,
            "What its saved games belong to, whatever its folder is called. `new` and `check --fix` make one; it stays as it is.",
            "the folder's place on this computer",
            "my_story-k7f2qwxz",
        ),
        "language": Key(
            OneOf(("en", "de", "es", "fr", "it", "kk", "ky", "pl", "pt", "ru", "tg", "tr", "uk", "uz", "other")),
            "The language that it is written in.",
            "en",
            "en",
        ),
        "author": Key(LINE, "Who wrote it.", "", "Ana Quispe and class 9b"),
        "licence": Key(LINE, "What others may do with it.", "", "CC BY 4.0"),
        "version": Key(LINE, "Which edition of the story this is.", "", "2, March 2026"),
        "url": Key(WEB_ADDRESS, "Where the story can be had on the web.", "", "https://school.example/rain"),
        "about": Key(LINE, "What it is about, in a sentence below its title.", "", "A week in September, and what a neighbour owes."),
        "note": Key(PROSE, "The content note, shown before the first start.", "", "Deals with war. Any scene can be skipped."),
        "imagined": Key(PROSE, "What is invented and what is reported, shown at the end of a role.", "", "The people are invented."),
        "clock": Key(CLOCK, "The story's clock.", "time doesn't pass", "{start: 2022-09-21 18:00, variable: hours}"),
        "pace": Key(Whole(20, 600), "How many words its readers read in a minute, for how long a role takes.", "130", "100"),
        "roles": Needed(MapOf(ROLE_RECORD, "roles", most=50), "Whom a player can be."),
        "variables": Key(MapOf(VARIABLE_RECORD, "variables", most=200), "What the story remembers.", "none"),
        "conditions": Key(
            MapOf(CONDITION, "named conditions", most=200), "Names for what is asked more than once.", "none", "worn_out: hours > 48"
        ),
        "echoes": Key(MapOf(ECHO, "echoes", most=100), "What one role leaves behind for another.", "none"),
        "places": Key(MapOf(PLACE_RECORD, "places", most=500), "Where scenes are set.", "none"),
        "borders": Key(ListOf(BORDER, most=50), "Borders that the map draws broad once the player knows of them.", "none"),
        "people": Key(MapOf(PERSON_RECORD, "people", most=500), "Who speaks: invented people only.", "none"),
        "promises": Key(ListOf(PROMISE, most=100), "What the author swears to.", "none"),
        "at_most": Key(AT_MOST, "Where a check begins to hint at how a role is written.", "what stands there", "{closing-lines: 40}"),
        "quiet": QUIET,
    },
)

# ------------------------------------------------------------------------------ facts, glossary, news, lesson

SOURCE = Record(
    "a source",
    {
        "title": Needed(LINE, "Its title, or what it is about.", "A week at the border"),
        "kind": Key(OneOf(SOURCE_KINDS), "What it is.", "article", "interview"),
        "publisher": Key(LINE, "Who published it.", "", "The Daily Example"),
        "by": Key(LINE, "Who wrote it, took it down or was there, where nobody published it.", "", "Ana Quispe, her granddaughter"),
        "date": Needed(DATE_SHAPE, "When it was published, or made.", "2022-09-28"),
        "url": Key(WEB_ADDRESS, "Its address on the web.", "", "https://news.example/2022/9/28/a-week-at-the-border"),
        "path": Key(LINE, "Where the publisher or an archive keeps it, where that is no address on the web.", "", "box 12, sheet 3"),
    },
    instead=("publisher", "by"),
)
FACT_RECORD = Record(
    "a fact",
    {
        "says": Needed(PROSE, "The fact, to be understood on its own.", "Waiting at the border takes from three hours to three days."),
        "kind": Needed(
            OneOf(FACT_KINDS, KINDS_ELSEWHERE),
            "An `event` happened, a `figure` is a number, a `policy` a rule or position, a `report` not established, "
            "a `view` an opinion, `context` background.",
            "figure",
        ),
        "by": Needed(LINE, "Who vouches for it.", "activists who watch the border"),
        "source": Needed(ref("the name of a source"), "Where it stands.", "aljazeera"),
        "at": Needed(Text("a paragraph such as 19 or 1-2", line=True, most=40), "The paragraph or page.", "19"),
        "force": Key(OneOf(FORCES), "What it puts in a person's way.", "none", "others"),
        "from": Key(DATE_SHAPE, "The first day on which it can be known.", "any day", "2022-09-27"),
    },
)
FACTS = Record(
    "facts.yaml",
    {
        "sources": Needed(MapOf(SOURCE, "sources", most=200), "The articles and books."),
        "facts": Needed(MapOf(FACT_RECORD, "facts", most=5_000), "What is taken from them."),
    },
)
TERM = Record(
    "a term",
    {
        "term": Needed(LINE, "The word as it is written.", "Kazakhstani"),
        "says": Needed(PROSE, "What it means.", "A citizen of Kazakhstan, whatever their ethnicity."),
        "general": Key(Flag(), "General knowledge: not taken from the source.", "false", "true"),
    },
)
GLOSSARY = Record("glossary.yaml", {"terms": Needed(MapOf(TERM, "terms", most=2_000), "Words and names that a reader may not know.")})
NEWS_ITEM = Record(
    "a news item",
    {
        "at": Needed(
            Text("a day and an hour, or hours since the start", line=True, most=20),
            "When it is heard; `friday 12:00` is the first one.",
            "2022-09-23 12:00",
        ),
        "text": Needed(PROSE, "What is heard.", "The radio says that the list is closed."),
        "fact": Key(FACT, "The fact that it tells.", "", "fatwa"),
        "roles": Key(ListOf(ROLE), "Who hears it.", "every role", "[graduate]"),
        "places": Key(ListOf(PLACE), "Where it is heard; elsewhere it is missed.", "everywhere", "[oral]"),
        "id": Key(ID_SHAPE, "A name for it.", "", "fatwa_news"),
    },
)
NEWS = Record("news.yaml", {"news": Needed(ListOf(NEWS_ITEM), "What the radio says, and when.")})

LINES = ListOf(LINE, one=True, most=40)
TEXTS = ListOf(PROSE, one=True, most=40)
PLAYED = Pattern(
    "the name of a role, or of a part as `role/part`",
    re.compile(rf"{ID.pattern[:-2]}(/{ID.pattern[:-2]})?\Z"),
    "a role is called by its name, and a part of it by both, such as `errand/the_bank`",
    "bad-id",
    lambda text: all(is_name(name) for name in text.split("/")),
)
QUESTION = Record(
    "a question",
    {
        "about": Key(
            OneOf(("fact", "voucher", "weighing")),
            "What is asked for: a `fact`, who vouches for one (`voucher`), or what somebody is `weighing`.",
            "fact",
            "voucher",
        ),
        "fact": Key(FACT, "The fact that answers it; it is told with its source once the player has answered.", "", "boat_wait"),
        "says": Key(
            PROSE,
            "What is told then beside the fact, whatever the answer was.",
            "the fact alone",
            "She counted from her window, and nobody else did.",
        ),
        "for": Key(
            ListOf(PLAYED, least=1),
            "Who is asked: roles, and parts as `role/part`. A role's questions aren't those of its parts.",
            "every role and every part",
            "[errand, errand/the_bank]",
        ),
        "ask": Key(PROSE, "The question, before and after.", "", "How long do people wait for the boat on market days?"),
        "before": Key(PROSE, "In the place of `ask`: how it is asked before the first role.", "as `ask`", "Since when is it closed?"),
        "after": Key(PROSE, "In the place of `ask`: how the same is asked after it.", "as `ask`", "Since when has nobody crossed?"),
        "options": Needed(
            MapOf(LINE, "answers and their names", least=2, most=6),
            "The answers to choose from, in the order in which they are shown.",
            "{minutes: A few minutes, hours: One hour to three}",
        ),
        "right": Key(
            ref("the name of an option"), "The option that the source bears out.", "there is none: it asks what is weighed", "hours"
        ),
    },
)
PROMPTS = MapOf(PROSE, "prompts and their names", most=3)
DEBRIEF = Record(
    "a debrief",
    {
        "feelings": Key(PROMPTS, "First, and briefly: how it was.", "the phase is left out", '{word: "One word for now?"}'),
        "happened": Key(PROMPTS, "Second: what happened.", "the phase is left out", '{turn: "Which choice turned your way?"}'),
        "learned": Key(PROMPTS, "Third: what was learned.", "the phase is left out", '{new: "What did you not know before?"}'),
        "relates": Key(PROMPTS, "Fourth: how it relates to what you know.", "the phase is left out", '{here: "Where is such a bridge?"}'),
        "what_if": Key(PROMPTS, "Fifth: what if.", "the phase is left out", '{pass: "What if you had had a pass?"}'),
        "next": Key(PROMPTS, "Sixth: what next.", "the phase is left out", '{ask: "What would you ask the reporter?"}'),
    },
)
LENS_WORD = Record(
    "a word of the lens",
    {
        "word": Needed(LINE, "The word.", "customers"),
        "says": Key(PROSE, "What the word says of those whom it names.", "nothing", "They are paying, and may complain."),
    },
)
SOURCE_WORD = Record(
    "a word of the source",
    {
        "word": Needed(LINE, "One word, as the source has it.", "customers"),
        "at": Needed(Text("a paragraph such as 19 or 1-2", line=True, most=40), "The paragraphs or pages.", "4, 7"),
        "by": Needed(LINE, "Whose word it is there.", "the shopkeeper"),
    },
)
LENS = Record(
    "a word lens",
    {
        "paragraph": Needed(PROSE, "A paragraph with `{word}` where the word goes.", '"On Monday forty {word} stood at the river."'),
        "words": Needed(ListOf(Either(LINE, LENS_WORD), least=2, most=12), "Words for the same people.", "[neighbours, customers]"),
        "prompts": Key(ListOf(LINE, most=3), "What to ask about them.", "nothing", '["Which word would they use?"]'),
        "in_source": Key(
            ListOf(SOURCE_WORD, most=20),
            "The source's own words for these people, for an exercise: words, never its sentences.",
            "none",
            "[{word: customers, at: 4, by: the shopkeeper}]",
        ),
        "steps": Key(TEXTS, "How a class does it, with the minutes of each step.", "none", '["Read the paragraph aloud. 2 minutes."]'),
    },
)
A_LEVEL = "What is written at this level, the {} of three."
RUBRIC_ROW = Record(
    "a row of the rubric",
    {
        "of": Needed(LINE, "What is looked at.", "The reason"),
        "begun": Needed(LINE, A_LEVEL.format("first"), "Says what was chosen."),
        "secure": Needed(LINE, A_LEVEL.format("second"), "Gives a reason from the story."),
        "strong": Needed(LINE, A_LEVEL.format("third"), "Weighs the reason against another."),
    },
)
MODEL_ANSWER = Record(
    "a model answer",
    {
        "answer": Needed(PROSE, "The answer, as a student would write it.", "I waited for the boat, because the ford was high."),
        "says": Key(PROSE, "Why it stands at its level.", "nothing", "It names what stood in the way, and not who says so."),
    },
)
MODEL_ANSWERS = Record(
    "model answers",
    {
        "begun": Key(MODEL_ANSWER, "One that is begun.", "none"),
        "secure": Key(MODEL_ANSWER, "One that is secure.", "none"),
        "strong": Key(MODEL_ANSWER, "One that is strong.", "none"),
    },
)
EXPLANATION = Record(
    "an explanation",
    {
        "task": Needed(PROSE, "What each student writes.", "Take one choice. Say why you made it, and what stood in your way."),
        "rubric": Key(ListOf(RUBRIC_ROW, most=8), "What is looked at, and what each of three levels looks like.", "none"),
        "answers": Key(MODEL_ANSWERS, "A model answer for each of the levels.", "none"),
    },
)
STANDARD = Record(
    "a standard",
    {
        "framework": Needed(LINE, "Whose standard it is.", "Common Core"),
        "codes": Needed(ListOf(LINE, least=1, most=40), "Its codes alone; the wording is the publisher's.", "[RH.9-10.6]"),
    },
)
MINUTES_EACH = Whole(0, 120)
RUN = Record(
    "a run sheet",
    {
        "before": Key(MINUTES_EACH, "Minutes for the questions before.", "5", "5"),
        "after": Key(MINUTES_EACH, "Minutes for the questions after.", "5", "5"),
        "debrief": Key(MINUTES_EACH, "Minutes for the debrief.", "15", "15"),
        "roles": Key(ListOf(PLAYED), "The roles and parts to take first where time is short.", "as they fit", "[errand]"),
        "why": Key(LINE, "Why the first of them comes first.", "none", "Everybody has waited at a door."),
        "hints": Key(ListOf(PROSE, one=True, most=20), "What to mind on the day.", "none", "Let two play at one screen."),
    },
)
LESSON = Record(
    "lesson.yaml",
    {
        "question": Needed(LINE, "The essential question.", "What does a town owe those on the other bank?"),
        "about": Key(PROSE, "What the lesson is about, in two or three sentences.", "what the story says of itself", "A bridge is shut."),
        "age": Key(LINE, "For what age it is.", "", "12 to 15"),
        "level": Key(LINE, "What a student must be able to read.", "", "English from level A2"),
        "subjects": Key(LINES, "The subjects that it belongs to.", "none", "[Geography, English]"),
        "supporting": Key(LINES, "Questions that lead to it.", "none", '["Who could cross, and who could not?"]'),
        "aims": Key(LINES, "What students can do afterwards.", "none", "[Tell a figure from a view]"),
        "standards": Key(
            ListOf(STANDARD, most=20), "The standards that it serves.", "none", "[{framework: Common Core, codes: [RH.9-10.6]}]"
        ),
        "vocabulary": Key(ListOf(ref("the name of a term"), most=40), "Terms of the glossary to go through first.", "none", "[ford]"),
        "content": Key(TEXTS, "What a teacher should know is in it, beside the story's note.", "none", "Somebody is ill."),
        "prepare": Key(TEXTS, "What to do before you teach it.", "nothing", "Play one role yourself."),
        "distress": Key(TEXTS, "What to do when it touches a student, step by step.", "nothing", "Sit down beside the student."),
        "reading": Key(TEXTS, "What to do with the source itself, step by step.", "nothing", "Find who says that the bridge is cracked."),
        "since": Key(
            TEXTS, "What has happened since, from elsewhere: what is certain.", "nothing", "The bridge was opened again in spring."
        ),
        "missing": Key(TEXTS, "Whose voice the source leaves out.", "none", "Nobody asked the ferryman."),
        "run": Key(RUN, "How long each part takes, and what to mind.", "5, 5 and 15 minutes", "{debrief: 20}"),
        "adapt": Key(TEXTS, "How to make it fit your class.", "nothing", "Read the first passage aloud together."),
        "assess": Key(TEXTS, "What to look at in what students hand in.", "nothing", "The reason that is given, never the choice."),
        "explain": Key(EXPLANATION, "What students write, and how it is marked.", "nothing"),
        "unsaid": Key(
            TEXTS, "What the story shows and nobody in it says, to be asked for in the debrief.", "nothing", "The fence cost more."
        ),
        "extend": Key(TEXTS, "What to do with more time.", "nothing", "Write a scene for the mason."),
        "ask": Key(
            OneOf(("before_and_after", "on_request")),
            "Whether a lesson puts the questions by itself, before a player's first role and after it, or only a player asks for them.",
            "on_request",
            "before_and_after",
        ),
        "questions": Key(MapOf(QUESTION, "questions", most=300), "Short questions, each asked before and after.", "none"),
        "debrief": Key(DEBRIEF, "What to talk about, in six phases.", "none", '{feelings: {word: "One word for now?"}}'),
        "lens": Key(LENS, "One paragraph with different words for the same people.", "none"),
    },
)

# ------------------------------------------------------------------------------------------------- scenes

OUTCOME = Record(
    "an outcome",
    {
        "id": Key(SLUG_SHAPE, "A name that saved games know it by.", "made from its result", "two-days"),
        "if": Key(CONDITION, "It can happen only where this holds as the choice is made, before its `do`.", "always", "date >= 2022-09-23"),
        "chance": Key(Whole(0, 1_000), "Its weight beside the others'.", "1", "2"),
        "because": BECAUSE,
        "result": RESULT,
        "do": DO,
        "go": GO,
        "recall": Key(LINE, "How an ending recalls it, to follow the word You.", "as its choice does", "got the last berth"),
        "was": Key(ListOf(SLUG_SHAPE, one=True), "Ids that it had before.", "none", "a-day"),
    },
)
CHOICE = Record(
    "a choice",
    {
        "label": Needed(LINE, "What the player chooses; starts with a verb.", "Stay in the car and save the battery"),
        "id": Key(SLUG_SHAPE, "A name that saved games know it by.", "made from its label", "stay"),
        "was": Key(ListOf(SLUG_SHAPE, one=True), "Ids that it had before.", "none", "wait"),
        "if": IF,
        "locked": Key(
            PROSE,
            "Where `if` fails the choice is shown, closed, with this reason. "
            "Without `if` and without a way on it is a door that never opens.",
            "the choice is hidden",
            "You have nothing to share.",
        ),
        "once": Key(Flag(), "Can be chosen once in a playthrough; then it is hidden.", "false", "true"),
        "do": DO,
        "because": BECAUSE,
        "result": RESULT,
        "outcomes": Key(ListOf(OUTCOME, least=1, most=20), "What chance may bring; one of them happens.", "nothing is left to chance"),
        "go": GO,
        "visit": VISIT,
        "recall": RECALL,
    },
)
CHOICES = Key(ListOf(CHOICE, least=1, most=40), "What the player can do here.", "none")
SKIP = Record(
    "a skip",
    {
        "says": Needed(PROSE, "Two neutral lines that stand for the scene.", "The night passes. You go on in the morning."),
        "take": Key(SLUG_SHAPE, "The choice that is taken.", "the first open one that is no aside", "stay"),
    },
)
SCENE_KEYS = {
    "title": Key(LINE, "A heading over the passage.", "none", "The tail of the line"),
    "place": Key(PLACE, "Where it is set; gives the local time.", "nowhere, and the clock's time", "oral"),
    "picture": Key(PICTURE, "The picture that is shown: a room, say, of the place.", "the place's", "carriage"),
    "text": Key(PASSAGE, "The passage: text, or a list of blocks.", "none", "Brake lights run to the edge of the steppe."),
    "enter": Key(EFFECTS, "What coming here changes: each time from another scene, and not on staying here.", "nothing", "hours += 1"),
}
SCENE_MORE = {
    "skip": Key(SKIP, "What a player reads who skips the scene.", "the first open choice is taken that is no aside"),
    "was": Key(ListOf(ID_SHAPE, one=True), "Ids that it had before.", "none", "tail"),
    "quiet": QUIET,
}
PLAIN_SCENE = Record(
    "a scene",
    {
        **SCENE_KEYS,
        "choices": CHOICES,
        "go": Key(NEXT, "The scene that follows, or several ways on, where there is nothing to choose.", "", "queue_dawn"),
        "ending": Key(LINE, "Makes the scene an ending, with this title.", "", "A seat by the window"),
        "says": Key(
            LINE, "The ending in a sentence, for its card and the teacher's guide.", "", "You cross at noon, and the drops come too late."
        ),
        "recalls": Key(
            ListOf(Text("a choice as `scene/choice`", line=True, most=130)),
            "The choices that the ending recalls.",
            "those that `{recall}` shows, or none",
            "[queue_tail/stay]",
        ),
        **SCENE_MORE,
    },
    instead=("choices", "go", "ending"),
)

LEAVE = Record(
    "a way out",
    {
        "label": Needed(LINE, "What the player chooses.", "Turn the car round"),
        "go": Needed(NEXT, "The scene that follows, or several ways on.", "samara_again"),
        "do": DO,
        "because": BECAUSE,
        "result": RESULT,
        "recall": RECALL,
    },
)


#: The shape of each file of a story that has a name of its own; every other file maps scene ids to scenes.
FILES: dict[str, Shape] = {
    "story.yaml": STORY,
    "facts.yaml": FACTS,
    "glossary.yaml": GLOSSARY,
    "news.yaml": NEWS,
    "lesson.yaml": LESSON,
}
