"""Saves and settings: what is on the disk when the power goes.

    saves = Saves(saves_folder())

    for slot in saves.slots():                    # for a shelf, the one played last first
        slot.role, slot.where, slot.decisions, slot.updated, slot.finished, slot.readable

    with saves.begin("good_neighbours", nickname="Ada") as save:        # a new game, or
    with saves.open(slot) as save:                                      # one to go on with (raises SaveError)
        save.notice                               # a sentence to show before the first passage, or ""
        save.payload                              # the dict that was last written, or None in a new game
        save.read_only                            # another window plays it; save.go_on_with_a_copy() makes it our own
        try:                                      # after every choice, before the next passage is shown
            notice = save.write(payload, role="graduate", where="The tail of the line", decisions=7)
        except SaveError as error:
            if not error.repeated:
                notice = error.sentence           # play on; the next write tries again

    save.write(payload, ..., finish=Finish(ending="room", facts=facts, echoes=echoes))   # the write that comes to an ending
    left = saves.finished("good_neighbours", nickname="Ada")
    left.facts, left.echoes, left.endings         # what a new role is started with, and which endings were found

    saves.read(slot), saves.delete(slot), saves.delete_all()

    settings, notice = load_settings(settings_file())
    settings = change_settings(settings_file(), {"theme": "dark"})

Which module for what: why a save isn't read `read_save`, whether a file is whole `envelope`, writing after each choice and two
windows `open_save`, the saves before it `generations`, listing and deleting `saved_games`, whose a game is `whose_games`, what is
called how `file_names`, what a save says about itself `slot`, copies of two computers `synchronised_copies`, files that were
handed in `handed_in_games`, endings and what they leave `finished_records`, what was said about the
lesson `answers`, whether one is held `held_lesson`, a player's wishes `settings`, files that a person may edit `edited_file`.

Everything that goes wrong is a SaveError whose `sentence` is for the player, and nothing that was saved is lost by it.
"""

from game.disk.homes import lesson_file as lesson_file
from game.disk.homes import saves_folder as saves_folder
from game.disk.homes import settings_file as settings_file
from game.saves.finished_records import Finish as Finish
from game.saves.finished_records import FinishedGames as FinishedGames
from game.saves.held_lesson import HeldLesson as HeldLesson
from game.saves.held_lesson import end_lesson as end_lesson
from game.saves.held_lesson import held_lesson as held_lesson
from game.saves.held_lesson import hold_lesson as hold_lesson
from game.saves.open_save import OpenSave as OpenSave
from game.saves.save_errors import DamagedSaveError as DamagedSaveError
from game.saves.save_errors import ElsewhereError as ElsewhereError
from game.saves.save_errors import NewerSaveError as NewerSaveError
from game.saves.save_errors import SaveError as SaveError
from game.saves.saved_games import Saves as Saves
from game.saves.settings import Settings as Settings
from game.saves.settings import change_settings as change_settings
from game.saves.settings import load_settings as load_settings
from game.saves.slot import Slot as Slot
