"""A page of help as text: how a command is called, what it does, its arguments, options and commands.

typer's own page takes a Chinese sentence, which has no spaces, for one long word, and cuts it off where a column ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import typer
from rich.cells import cell_len
from typer.core import TyperArgument, TyperGroup, TyperOption

from jobmatch.words import PHRASES, Lang, say

if TYPE_CHECKING:
    from typer._click.core import Command, Context

INDENT = "  "

# A short mark, a word, or one Chinese character with the brackets before it and the stops after it.
_PIECE = re.compile(
    r"\s+|\[[^\]\s]{1,10}\]|[\[(（“]*(?:[一-鿿]|[^\s一-鿿（“，。；：、！？）”]+)[，。；：、！？）”\]).,]*|."
)
_EXAMPLE = re.compile(r"\w+[:：]\s?jobmatch ")


def page(command: Command, context: Context, lang: Lang, width: int) -> str:
    """The help of a command whose texts are said already, as lines of at most `width` columns."""
    parameters = [each for each in command.get_params(context) if isinstance(each, TyperArgument | TyperOption)]
    arguments = [(_name(each), _told(each, context, lang)) for each in parameters if isinstance(each, TyperArgument)]
    options = [
        (_called(each, context, lang), _told(each, context, lang))
        for each in parameters
        if isinstance(each, TyperOption)
    ]
    commands = command.commands if isinstance(command, TyperGroup) else {}
    return "\n\n".join(
        (
            usage(command, context, lang),
            *(_paragraph(text, width) for text in (command.help or "").split("\n\n")),
            *_section("usage.arguments", arguments, lang, width),
            *_section("usage.options", options, lang, width),
            *_section("usage.commands", [(name, summary(each)) for name, each in commands.items()], lang, width),
            *([_paragraph(command.epilog, width)] if command.epilog else []),
        )
    )


def usage(command: Command, context: Context, lang: Lang) -> str:
    """How a command is called, in one line."""
    arguments = [_name(each) for each in command.params if isinstance(each, TyperArgument)]
    if isinstance(command, TyperGroup):
        arguments.append(say("usage.call.command", lang))
    pieces = (context.command_path, say("usage.call.options", lang), *arguments)
    return say("usage.call", lang, call=" ".join(pieces))


def summary(command: Command) -> str:
    """What a command does, in a sentence: the first paragraph of its help."""
    return (command.help or "").split("\n\n", maxsplit=1)[0]


def wrapped(text: str, width: int) -> Iterator[str]:
    """The lines of a text: English breaks at spaces, Chinese between any two characters, but not before a stop."""
    line = ""
    for piece in _PIECE.findall(text):
        if line and cell_len(line + piece.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += piece if line else piece.lstrip()
    yield line.rstrip()


def _paragraph(text: str, width: int) -> str:
    """Lines wrapped; an example is left whole, to be copied."""
    lines = text.split("\n")
    return "\n".join(line if _EXAMPLE.match(line) else "\n".join(wrapped(line, width)) for line in lines)


def _section(title: str, rows: list[tuple[str, str]], lang: Lang, width: int) -> Iterator[str]:
    """A title over two columns; nothing where there are no rows."""
    if rows:
        first = max(cell_len(name) for name, _ in rows) + 2 * len(INDENT)
        yield "\n".join((typer.style(say(title, lang), bold=True), *_columns(rows, first, width)))


def _columns(rows: Iterable[tuple[str, str]], first: int, width: int) -> Iterator[str]:
    for name, text in rows:
        start = INDENT + name
        for line in wrapped(text, width - first):
            yield start + " " * (first - cell_len(start)) + line
            start = ""


def _name(argument: TyperArgument) -> str:
    return argument.display_name_raw if argument.required else f"[{argument.display_name_raw}]"


def _called(option: TyperOption, context: Context, lang: Lang) -> str:
    """The names of an option, the short one first, and what stands after them."""
    names = ", ".join(sorted(option.opts, key=len))
    if option.is_flag:
        return names
    kind = option.display_type(context).strip("<>")
    code = f"usage.type.{kind}"
    return f"{names} {option.metavar or (say(code, lang) if code in PHRASES else kind)}"


def _told(parameter: TyperArgument | TyperOption, context: Context, lang: Lang) -> str:
    """The help of a parameter, with what holds if it is not given, and where else it is looked for."""
    marks = [parameter.help or ""]
    if parameter.required:
        marks.append(say("usage.required", lang))
    elif isinstance(parameter.show_default, str):
        marks.append(say("usage.default", lang, value=parameter.show_default))
    elif parameter.show_default and parameter.default is not None and parameter.default is not False:
        marks.append(say("usage.default", lang, value=parameter.default))
    if parameter.envvar:
        marks.append(say("usage.variable", lang, name=parameter.envvar))
    return " ".join(marks)
