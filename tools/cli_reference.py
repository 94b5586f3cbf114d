"""Write docs/cli.md from the commands themselves; tests/test_cli.py holds that it is current."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

import click

from reportedly.cli import cli

PAGE = Path(__file__).parents[1] / "docs" / "cli.md"


def reference() -> str:
    """The whole page."""
    return "\n".join(_page(click.Context(cli, info_name="reportedly", **cli.context_settings)))


def _page(root: click.Context) -> Iterator[str]:
    yield "# The commands\n"
    yield "Written by `make docs` from the commands themselves: change those, not this page.\n"
    yield f"{cleandoc(cli.help or '')}\n"
    for name in cli.list_commands(root):
        command = cli.get_command(root, name)
        assert command is not None
        yield f"## reportedly {name}\n"
        yield f"{cleandoc(command.help or '')}\n"
        yield from _options(click.Context(command, info_name=name, parent=root))


def _options(ctx: click.Context) -> Iterator[str]:
    usage = ctx.command.get_usage(ctx).removeprefix("Usage: ")
    yield f"```\n{' '.join(usage.split())}\n```\n"
    rows = [record for p in ctx.command.get_params(ctx) if (record := p.get_help_record(ctx)) and record[1]]
    yield "| option | what it does |\n|---|---|"
    yield from (f"| `{option}` | {text} |".replace("|zh", "\\|zh") for option, text in rows)
    yield ""


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
