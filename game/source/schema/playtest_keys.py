"""The table of a playthrough's keys: what an author may write in a file of the folder `tests`."""

from game.source.schema.shapes import ID_SHAPE, Either, Flag, Key, ListOf, MapOf, Needed, Record, Text, Whole
from game.source.schema.story_keys import CONDITION, FACT, LINE, ROLE, SCENE

CHOICE = Text("a choice: its id, its label, or `id/outcome`", line=True, most=300)
CONDITIONS = ListOf(CONDITION, one=True, most=50)
FACTS = ListOf(FACT, one=True, most=500)

EXPECT = Key(CONDITIONS, "What must hold then: a condition or a list of them.", "nothing is asked", "money >= 500")
IN_SCENE = Key(SCENE, "The scene that must have been come to.", "any", "queue_dawn")
MEETS = Key(FACTS, "Facts that must have been met by then in this playthrough.", "nothing is asked", "[waiting_times]")

STEP = Record(
    "a step",
    {
        "choose": Needed(CHOICE, "The choice that is made: its id or its label.", "ask-a-sailor"),
        "outcome": Key(LINE, "What chance must do: an outcome's id.", "the seed decides", "asleep"),
        "skipped": Key(Flag(), "The player skipped the scene, and this is the choice that was taken then.", "false", "true"),
        "expect": EXPECT,
        "scene": IN_SCENE,
        "meets": MEETS,
    },
)
END = Record(
    "the end of a playthrough",
    {
        "ending": Key(LINE, "The ending that must have been come to: its scene's name, or its title.", "any or none", "aboard"),
        "scene": IN_SCENE,
        "recalls": Key(
            ListOf(LINE, one=True, most=200), "What the ending must recall, among other things.", "nothing is asked", "[kept the coat]"
        ),
        "expect": EXPECT,
        "meets": MEETS,
    },
)
PLAYTHROUGH = Record(
    "a playthrough",
    {
        "says": Key(LINE, "What the playthrough is there to hold.", "nothing", "Whoever shares the tea gets a place in the line"),
        "role": Needed(ROLE, "Who plays.", "graduate"),
        "seed": Key(Whole(0, 999_999), "The number that decides what chance does where no outcome is given.", "0", "7"),
        "knows": Key(FACTS, "Facts that earlier roles have met.", "none", "[waiting_times]"),
        "echoes": Key(MapOf(ID_SHAPE, "echoes and their values"), "What earlier roles have left behind.", "none", "{bench: given}"),
        "choices": Needed(ListOf(Either(CHOICE, STEP), most=1_000), "The choices, in order.", "[walk, ask-a-sailor/asleep]"),
        "end": Key(END, "What must hold after the last choice.", "nothing is asked", "{ending: aboard}"),
        "transcript": Key(
            ListOf(Text("what is read at one moment")),
            "What a player reads, moment by moment; `neighbours test --accept` writes it.",
            "it isn't kept",
            "[]",
        ),
    },
)
