"""The command line in the user's language: helps and usage errors come from the catalogue, by the names of parameters.

A command ``NAME`` has the help ``help.NAME``; its parameter ``P`` has ``help.NAME.P``, or ``help.option.P`` where it
means the same in all commands; what stands for its default is under the same code with ``.default`` after it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import Any

import typer

from jobmatch.cli.screen import Screen
from jobmatch.words import PHRASES, Lang, said, say

PATTERNS = {
    r"(?s)Missing argument (?P<what>.+?)\.": "usage.missing_argument",
    r"(?s)Missing option (?P<what>.+?)\.": "usage.missing_option",
    r"No such option: (?P<what>\S+?)\.?": "usage.no_option",
    r"No such option: (?P<what>\S+?)\.? (?:Did you mean|\(Possible options:) (?P<near>.+?)[?)]": "usage.no_option_near",
    r"No such command (?P<what>.+?)\.": "usage.no_command",
    r"No such command (?P<what>.+?)\. Did you mean (?P<near>.+?)\?": "usage.no_command_near",
    r"Missing command\.": "usage.missing_command",
    r"Option (?P<what>\S+) requires an argument\.": "usage.needs_value",
    r"Option (?P<what>\S+) does not take a value\.": "usage.takes_no_value",
    r"Got unexpected extra argument\(s\) \((?P<what>.+)\)": "usage.unexpected",
    r"(?s)Invalid value for (?P<hint>.+?): (?P<message>.+)": "usage.invalid",
    r"Input should be a valid integer, .+": "usage.not_integer",
    r"Input should be a valid number, .+": "usage.not_number",
    r"Input should be greater than or equal to (?P<least>.+)": "usage.too_small",
    r"Input should be less than or equal to (?P<most>.+)": "usage.too_large",
    r"(?:Value error, )?(?P<what>.+) is not one of (?P<names>.+)\.": "usage.not_one_of",
}
"""How the library says what is wrong with a command line, and the code of the same in the catalogue."""


def language_of(arguments: Sequence[str]) -> Lang:
    """The language asked for: before the command, by ``JOBMATCH_LANG``, or that of the locale."""
    asked = None
    for at, argument in enumerate(arguments):
        if argument == "--lang":
            asked = arguments[at + 1] if at + 1 < len(arguments) else None
        elif argument.startswith("--lang="):
            asked = argument.partition("=")[2]
        elif argument.startswith("-"):
            continue
        elif at == 0 or arguments[at - 1] != "--lang":
            break
    asked = asked or os.environ.get("JOBMATCH_LANG")
    return "zh" if asked == "zh" else "en" if asked == "en" else of_locale()


def of_locale() -> Lang:
    """The language of messages that the environment asks for (POSIX: the first of these that is set)."""
    asked = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "zh" if asked.lower().startswith("zh") else "en"


def spoken(app: typer.Typer, lang: Lang) -> Any:
    """The commands of an application with their helps in a language."""
    group = typer.main.get_command(app)
    group.help, group.epilog = say("help", lang), say("help.epilog", lang)
    _speak_parameters(group, "", lang)
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        command.help = say(f"help.{name}", lang)
        command.short_help = command.help.split("\n\n")[0]
        _speak_parameters(command, name, lang)
    _speak_frame(lang)
    return group


def help_code(command: str, parameter: str) -> str:
    """The code of a parameter's help."""
    own = f"help.{command}.{parameter}"
    return own if own in PHRASES else f"help.option.{parameter}"


def _speak_parameters(command: Any, name: str, lang: Lang) -> None:
    for parameter in command.params:
        code = help_code(name, parameter.name)
        parameter.help = say(code, lang)
        if f"{code}.default" in PHRASES:
            parameter.show_default = say(f"{code}.default", lang)
    plain = command.get_help_option

    def with_help(context: Any) -> Any:
        option = plain(context)
        if option is not None:
            option.help = say("help.option.help", lang)
        return option

    command.get_help_option = with_help


def _speak_frame(lang: Lang) -> None:
    """Titles and markers of helps."""
    from typer import rich_utils

    for name, code in (
        ("ARGUMENTS_PANEL_TITLE", "arguments"),
        ("OPTIONS_PANEL_TITLE", "options"),
        ("COMMANDS_PANEL_TITLE", "commands"),
        ("ERRORS_PANEL_TITLE", "error"),
        ("DEFAULT_STRING", "default"),
        ("ENVVAR_STRING", "variable"),
        ("REQUIRED_LONG_STRING", "required"),
        ("RICH_HELP", "try"),
    ):
        phrase = PHRASES[f"usage.{code}"]
        setattr(rich_utils, name, phrase.en if lang == "en" else phrase.zh)
    _fold(rich_utils)
    for kind in typer.Context.__mro__:
        if "formatter_class" in vars(kind):
            _title_usage(kind, say("usage.title", lang))


def _title_usage(kind: Any, title: str) -> None:
    """Let helps begin with another word than "Usage"."""
    plain: Any = vars(kind)["formatter_class"]
    plain = getattr(plain, "plain", plain)  # not one made here before

    class Formatter(plain):  # type: ignore[misc]
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, args, prefix or title)

    Formatter.plain = plain
    kind.formatter_class = Formatter


def _fold(library: Any) -> None:
    """Let long texts go on in the next line: Chinese has no spaces, and what does not fit would be cut off."""
    make = getattr(library, "_make_rich_text", None)
    if make is None or hasattr(make, "folds"):
        return

    def folded(**given: Any) -> Any:
        text = make(**given)
        text.overflow = "fold"
        return text

    folded.folds = True  # type: ignore[attr-defined]
    library._make_rich_text = folded


def show_usage_error(error: Any, screen: Screen) -> None:
    """What is wrong with the command line, in the user's language, as the library draws it."""
    from typer import rich_utils

    if screen.lang != "en":
        message = in_language(error.format_message(), screen.lang)
        error.format_message = lambda: message
    rich_utils.rich_format_error(error)


def in_language(message: str, lang: Lang) -> str:
    """A sentence of the library's in a language; as it is where the catalogue does not know it."""
    for pattern, code in PATTERNS.items():
        found = re.fullmatch(pattern, message.strip())
        if found is not None:
            fields = found.groupdict()
            if "message" in fields:
                fields["message"] = in_language(fields["message"], lang)
            return say(code, lang, **fields)
    return message


def wrong_usage(context: typer.Context, hint: str, code: str, **fields: object) -> typer.BadParameter:
    """What is to be raised where a value cannot be right, whatever the lists."""
    return typer.BadParameter(said(code, **fields).text(context.obj.lang), param_hint=hint)
