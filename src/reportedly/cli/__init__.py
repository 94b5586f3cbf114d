"""The commands. Each is loaded when it is called, so that `reportedly --help` is quick."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import IO, Any

import click

from reportedly import __version__
from reportedly.errors import ReportedlyError

_COMMANDS = {
    "read": "read", "verify": "verify", "schema": "verify", "eval": "evaluation",
    "add": "adding", "records": "finding", "search": "finding", "versions": "changes", "check": "checking", "copies": "copies",
    "utterances": "gathered", "speakers": "gathered", "points": "points",
    "dossier": "dossier", "timeline": "timeline",
    "judge": "judging", "judgements": "judging", "serve": "serve",
}  # fmt: skip
"""Each command's name and the module of this package that has it."""


class _Failure(click.ClickException):
    """Something that a person can act on, said without a traceback; exit code 1."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Say it on standard error."""
        click.echo(f"reportedly: {self.message}", file=file, err=file is None)


class _Commands(click.Group):
    """A group whose commands are imported when they are asked for."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what it raises for people becomes a line for them."""
        try:
            return super().invoke(ctx)
        except ReportedlyError as error:
            raise _Failure(str(error)) from error

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
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that cannot show a character shows a question mark
    cli(prog_name="reportedly")
