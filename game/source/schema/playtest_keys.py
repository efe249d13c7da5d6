"""The table of a playthrough's keys: what an author may write in a file of the folder `tests`."""

from game.source.schema.shapes import ID_SHAPE, Either, Flag, Key, ListOf, MapOf, Record, Text, Whole
from game.source.schema.story_keys import CONDITION, FACT, LINE, ROLE, SCENE

CHOICE = Text("a choice: its id, its label, or `id/outcome`", line=True, most=300)
CONDITIONS = ListOf(CONDITION, one=True, most=50)
FACTS = ListOf(FACT, one=True, most=500)

EXPECT = Key(CONDITIONS, "What must hold then: a condition or a list of them.", "nothing is asked", example="money >= 500")
IN_SCENE = Key(SCENE, "The scene that must have been come to.", "any", example="queue_dawn")
MEETS = Key(FACTS, "Facts that must have been met by then in this playthrough.", "nothing is asked", example="[waiting_times]")

STEP = Record(
    "a step",
    {
        "choose": Key(CHOICE, "The choice that is made: its id or its label.", required=True, example="ask-a-sailor"),
        "outcome": Key(LINE, "What chance must do: an outcome's id.", "the seed decides", example="asleep"),
        "skipped": Key(Flag(), "The player skipped the scene, and this is the choice that was taken then.", "false", example="true"),
        "expect": EXPECT,
        "scene": IN_SCENE,
        "meets": MEETS,
    },
)
END = Record(
    "the end of a playthrough",
    {
        "ending": Key(LINE, "The ending that must have been come to: its scene's name, or its title.", "any or none", example="aboard"),
        "scene": IN_SCENE,
        "recalls": Key(
            ListOf(LINE, one=True, most=200),
            "What the ending must recall, among other things.",
            "nothing is asked",
            example="[kept the coat]",
        ),
        "expect": EXPECT,
        "meets": MEETS,
    },
)
PLAYTHROUGH = Record(
    "a playthrough",
    {
        "says": Key(LINE, "What the playthrough is there to hold.", "nothing", example="Whoever shares the tea gets a place in the line"),
        "role": Key(ROLE, "Who plays.", required=True, example="graduate"),
        "seed": Key(Whole(0, 999_999), "The number that decides what chance does where no outcome is given.", "0", example="7"),
        "knows": Key(FACTS, "Facts that earlier roles have met.", "none", example="[waiting_times]"),
        "echoes": Key(MapOf(ID_SHAPE, "echoes and their values"), "What earlier roles have left behind.", "none", example="{bench: given}"),
        "choices": Key(
            ListOf(Either(CHOICE, STEP), most=1_000), "The choices, in order.", required=True, example="[walk, ask-a-sailor/asleep]"
        ),
        "end": Key(END, "What must hold after the last choice.", "nothing is asked", example="{ending: aboard}"),
        "transcript": Key(
            ListOf(Text("what is read at one moment")),
            "What a player reads, moment by moment; `neighbours test --accept` writes it.",
            "it isn't kept",
            example="[]",
        ),
    },
)
