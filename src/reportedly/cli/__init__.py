"""The commands. Each is loaded when it is called, so that `reportedly --help` is quick."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from reportedly import __version__
from reportedly.errors import ReportedlyError

_COMMANDS = {"read": "read", "verify": "verify", "schema": "verify", "eval": "evaluation"}
"""Each command's name and the module of this package that has it."""


class _Commands(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command = getattr(import_module(f"reportedly.cli.{_COMMANDS[cmd_name]}"), f"{cmd_name}_command")
        assert isinstance(command, click.Command)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, "-V", "--version", prog_name="reportedly")
def cli() -> None:
    """Read news reports and keep a checkable record of who said what, when, to whom and through whom.

    Exit codes: 0 all went well; 1 something could not be read or does not hold, and is named on standard error;
    2 the command was called wrongly.
    """


def main() -> None:
    """Run the command line; what a person can act on is said without a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that cannot show a character shows a question mark
    try:
        cli(prog_name="reportedly")
    except ReportedlyError as error:
        click.echo(f"reportedly: {error}", err=True)
        sys.exit(1)
