"""The command palette: everything that can be done now, by name."""

from typing import ClassVar

from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hits
from textual.system_commands import SystemCommandsProvider


class Commands(SystemCommandsProvider):
    """The app's commands in the order in which it tells them, where Textual's own provider has them from A to Z."""

    async def discover(self) -> Hits:
        for command in self.app.get_system_commands(self.screen):
            yield DiscoveryHit(command.title, command.callback, help=command.help)


class Palette(CommandPalette):
    """Textual's own, mended where it would break."""

    WRITES: ClassVar[bool] = True

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Once only, as `DismissedOnce` has it: a second click beside the list would take a screen of ours away."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def _action_command_list(self, action: str) -> None:
        """Pass a key on to the list, unless no row of it is on the screen yet: it would look for one to go to."""
        commands = self.query_one(CommandList)
        if commands.option_count and commands.scrollable_content_region:
            super()._action_command_list(action)
