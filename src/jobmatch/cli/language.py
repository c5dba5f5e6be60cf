"""The language of the command line, and its usage errors in it.

The library (typer) says what is wrong with a command line in English sentences; they are recognised here, and said
again from the catalogue.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

import typer

from jobmatch.words import Lang, said, say

LANG_VARIABLE = "JOBMATCH_LANG"

PATTERNS = {
    r"Missing argument (?P<what>.+?)\.(?: .+)?": "usage.missing_argument",
    r"Missing option (?P<what>.+?)\.(?: .+)?": "usage.missing_option",
    r"No such option: (?P<what>\S+)": "usage.no_option",
    r"No such option: (?P<what>\S+) \(Possible options: (?P<near>.+)\)": "usage.no_option_near",
    r"No such command (?P<what>.+)\.": "usage.no_command",
    r"No such command (?P<what>.+)\. Did you mean (?P<near>.+)\?": "usage.no_command_near",
    r"Missing command\.": "usage.missing_command",
    r"Option (?P<what>\S+) requires an argument\.": "usage.needs_value",
    r"Option (?P<what>\S+) does not take a value\.": "usage.takes_no_value",
    r"Got unexpected extra argument\(s\) \((?P<what>.+)\)": "usage.unexpected",
    r"Invalid value for (?P<hint>\S+) \(env var: (?P<variable>\S+)\): (?P<message>.+)": "usage.invalid_variable",
    r"Invalid value for (?P<hint>.+?): (?P<message>.+)": "usage.invalid",
    r"Input should be a valid integer, .+": "usage.not_integer",
    r"Input should be a valid number, .+": "usage.not_number",
    r"Input should be greater than or equal to (?P<least>.+)": "usage.too_small",
    r"(?:Value error, )?(?P<what>.+) is not one of (?P<names>.+)\.": "usage.not_one_of",
    r"(?:Value error, )?(?P<what>.+) does not match the format.+": "usage.not_a_day",
}
"""How the library says what is wrong with a command line, and the code of the same in the catalogue (the first)."""


def language_of(arguments: Sequence[str]) -> Lang:
    """The language asked for: by ``--lang`` (the last counts), by ``JOBMATCH_LANG``, or that of the locale."""
    asked = os.environ.get(LANG_VARIABLE)
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.partition("=")
        if name == "--lang":
            value = value if equals else next(rest, "")
            asked = value if value in ("en", "zh") else asked  # of others the parser says what is wrong
        elif argument == "--":
            break
    return "zh" if asked == "zh" else "en" if asked == "en" else of_locale()


def of_locale() -> Lang:
    """The language of messages that the environment asks for (POSIX: the first of these that is set)."""
    asked = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "zh" if asked.lower().startswith("zh") else "en"


def usage_text(error: typer.TyperException, lang: Lang) -> str:
    """What is wrong with a command line, and where its help is, in a language."""
    text = in_language(error.format_message(), lang)
    context: typer.Context | None = getattr(error, "ctx", None)
    return text if context is None else say("usage.see", lang, what=text, help=f"{context.command_path} --help")


def in_language(message: str, lang: Lang) -> str:
    """A sentence of the library's in a language; as it is where it is not known here."""
    for pattern, code in PATTERNS.items():
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return say(code, lang, **{name: _field(name, text, lang) for name, text in found.groupdict().items()})
    return message


def _field(name: str, text: str, lang: Lang) -> object:
    """A part of a sentence: another sentence, a list of names, or what somebody wrote, without the library's quotes."""
    if name == "message":
        return in_language(text, lang)
    if name in {"near", "names"}:
        return tuple(text.replace("'", "").split(", "))
    return text.replace("'", "")


class MissingArgument(typer.BadParameter):
    """What is to be raised where an argument is missing that only some calls need."""

    def format_message(self) -> str:
        """The library's own sentence for arguments that all calls need."""
        return f"Missing argument '{self.message}'."


def wrong_usage(context: typer.Context, hint: str, code: str, **fields: object) -> typer.BadParameter:
    """What is to be raised where a value cannot be right, whatever the lists."""
    return typer.BadParameter(said(code, **fields).text(context.obj.lang), param_hint=hint)
