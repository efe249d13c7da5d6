"""The list of all commands: Textual's own, mended where it would break."""

from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette


class Palette(CommandPalette):
    def dismiss(self, result: None = None) -> AwaitComplete:
        """Once only, as `LeftOnce` has it: a second click beside the list would take a screen of ours away."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def _action_command_list(self, action: str) -> None:
        """Pass a key on to the list, unless no row of it is on the screen yet: it would look for one to go to."""
        commands = self.query_one(CommandList)
        if commands.option_count and commands.scrollable_content_region:
            super()._action_command_list(action)
