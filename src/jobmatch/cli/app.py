"""The application: its commands, its global options, and what an error looks like."""

from __future__ import annotations

import os
import platform
import shlex
import sys
import traceback
from collections.abc import Sequence
from typing import Annotated

import typer

from jobmatch import __version__
from jobmatch.cli.commands import (
    check,
    demo,
    diagnose,
    diff,
    doctor,
    explain,
    generate,
    pairs,
    policy,
    pseudonymise,
    report,
    solve,
    template,
    verify,
    worth,
)
from jobmatch.cli.exits import DEFECT, FAULT, INTERRUPTED
from jobmatch.cli.language import language_of, of_locale, show_usage_error, spoken
from jobmatch.cli.screen import Screen
from jobmatch.errors import InputError, JobmatchError, reason
from jobmatch.words import Lang, said
from jobmatch.words.catalogue import filled

app = typer.Typer(
    name="jobmatch",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"jobmatch {__version__}")
        raise typer.Exit


@app.callback()
def _global(
    context: typer.Context,
    lang: Annotated[
        Lang | None,
        typer.Option(
            envvar="JOBMATCH_LANG",
        ),
    ] = None,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True)] = False,
) -> None:
    context.obj.lang = lang or of_locale()


for command in (demo.demo, generate.generate, check.check, pairs.pairs, solve.solve, verify.verify):
    app.command()(command)
app.command()(template.template)
app.command()(report.report)
app.command()(explain.explain)
app.command()(worth.worth)
app.command()(diff.diff)
app.command()(diagnose.diagnose)
app.command()(pseudonymise.pseudonymise)
app.command()(policy.schema)
app.command()(policy.policy)
app.command()(doctor.doctor)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; always leaves by `SystemExit` with a code of `jobmatch.cli.exits`."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal without Chinese shows "?", it does not crash
    screen = Screen(language_of(arguments))
    try:
        code = spoken(app, screen.lang)(args=arguments, prog_name="jobmatch", obj=screen, standalone_mode=False)
        if code == INTERRUPTED:
            screen.error(screen.say("interrupted"))
        sys.exit(code if isinstance(code, int) else 0)
    except InputError as error:
        screen.input_error(error)
        sys.exit(FAULT)
    except JobmatchError as error:
        screen.error(error.text(screen.lang))
        sys.exit(FAULT)
    except OSError as error:
        why = said("at", where=error.filename, what=reason(error)) if error.filename else reason(error)
        screen.error(str(filled(why, screen.lang)))
        sys.exit(FAULT)
    except Exception as error:
        if hasattr(error, "format_message") and hasattr(error, "exit_code"):  # of the library: wrong usage
            show_usage_error(error, screen)
            sys.exit(error.exit_code)
        if _interrupted(error):
            screen.error(screen.say("interrupted"))
            sys.exit(INTERRUPTED)
        traceback.print_exc()
        screen.error(_report(arguments, screen))
        sys.exit(DEFECT)


def _interrupted(error: BaseException | None) -> bool:
    """Whether Ctrl-C is at the root of an error: compiled code passes it on as an error of its own."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


def _report(arguments: Sequence[str], screen: Screen) -> str:
    """What to send along when something broke that should not."""
    return screen.say(
        "defect.report",
        version=__version__,
        python=platform.python_version(),
        system=platform.platform(),
        cores=os.cpu_count(),
        command=shlex.join(arguments),
    )
