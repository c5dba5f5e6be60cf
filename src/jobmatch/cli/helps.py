"""Helps in the user's language: before a command line is parsed, each command and parameter gets its text.

The source of the commands holds no help. Texts are found by names: ``help.solve.gap`` for what only `solve` has, else
``help.option.seekers`` for what several commands share (`jobmatch.words.helps`).
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from jobmatch.cli.help_page import page, summary, usage, wrapped
from jobmatch.words import PHRASES, Lang, say

if TYPE_CHECKING:
    from typer._click.core import Command as AnyCommand
    from typer._click.core import Context
    from typer._click.formatting import HelpFormatter


COMPLETED = 76
"""Columns for what a command does where a shell completes it: of a broken line shells make another command."""


def say_helps(command: AnyCommand, lang: Lang, parent: Context | None = None, within: tuple[str, ...] = ()) -> None:
    """Give a command that was just built, and all commands under it, their helps in a language."""
    name = "" if parent is None else ".".join((*within, str(command.name)))
    context = typer.Context(command, parent=parent, **command.context_settings)
    command.help = say(f"help.{name}" if name else "help", lang)
    first, *more = wrapped(summary(command), COMPLETED)
    command.short_help = f"{first} …" if more else first
    if command.epilog is not None:
        command.epilog = say(command.epilog, lang)
    for parameter in command.get_params(context):
        assert isinstance(parameter, TyperArgument | TyperOption)
        code = help_code(name, parameter.name)
        parameter.help = say(code, lang)
        if f"{code}.default" in PHRASES:
            parameter.show_default = say(f"{code}.default", lang)
        if isinstance(parameter, TyperArgument):
            parameter.metavar = parameter.name.upper()
    if isinstance(command, TyperGroup):
        for each in command.commands.values():
            say_helps(each, lang, context, () if parent is None else (*within, str(command.name)))


def help_code(command: str, parameter: str) -> str:
    """Where the catalogue holds the help of a parameter: for this command alone, or for all that share it."""
    own = f"help.{command}.{parameter}"
    return own if own in PHRASES else f"help.option.{parameter}"


def _all_below(group: TyperGroup) -> Iterator[AnyCommand]:
    """The commands of a group, and those of groups among them."""
    for command in group.commands.values():
        yield command
        if isinstance(command, TyperGroup):
            yield from _all_below(command)


class Command(TyperCommand):
    """A command whose help is a page in the language of the screen."""

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write how it is called."""
        formatter.write(usage(self, ctx, ctx.obj.lang))

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the whole page."""
        formatter.write(page(self, ctx, ctx.obj.lang, formatter.width))


class Group(TyperGroup):
    """The application, whose help is a page in the language of the screen, and whose --lang may follow a command."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for lang in [copy.copy(each) for each in self.params if each.name == "lang"]:
            lang.expose_value = False  # it was looked up before anything else was read (`language_of`)
            for command in _all_below(self):
                command.params.append(lang)

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write how it is called."""
        formatter.write(usage(self, ctx, ctx.obj.lang))

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the whole page."""
        formatter.write(page(self, ctx, ctx.obj.lang, formatter.width))
