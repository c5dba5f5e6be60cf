"""The application: its commands, its global options, and what an error looks like."""

from __future__ import annotations

import os
import platform
import re
import shlex
import sys
import traceback
from collections.abc import Sequence
from typing import Annotated

import typer

from jobmatch import __version__
from jobmatch.cli.commands import (
    audit,
    check,
    demo,
    diagnose,
    diff,
    doctor,
    explain,
    generate,
    ledger,
    pairs,
    policy,
    pseudonymise,
    reconcile,
    report,
    retention,
    scenarios,
    simulate,
    solve,
    stability,
    target,
    template,
    verify,
    worth,
)
from jobmatch.cli.exits import DEFECT, FAULT, INTERRUPTED, WRONG_USAGE
from jobmatch.cli.helps import Command, Group, say_helps
from jobmatch.cli.language import LANG_VARIABLE, language_of
from jobmatch.cli.screen import Screen
from jobmatch.errors import InputError, JobmatchError, reason
from jobmatch.words import Lang, said
from jobmatch.words.catalogue import filled

app = typer.Typer(
    name="jobmatch",
    cls=Group,
    epilog="help.epilog",
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"jobmatch {__version__}")
        raise typer.Exit


@app.callback()
def _global(
    context: typer.Context,
    lang: Annotated[Lang | None, typer.Option(envvar=LANG_VARIABLE)] = None,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True)] = False,
) -> None:
    """Options of all commands; what --lang says was looked up before (`language_of`), since helps depend on it."""


for command in (
    demo.demo,
    template.template,
    check.check,
    solve.solve,
    verify.verify,
    report.report,
    explain.explain,
    worth.worth,
    stability.stability,
    audit.audit,
    diff.diff,
    diagnose.diagnose,
    pairs.pairs,
    pseudonymise.pseudonymise,
    reconcile.reconcile,
    policy.policy,
    policy.schema,
    scenarios.scenarios,
    target.target,
    simulate.simulate,
    generate.generate,
    doctor.doctor,
):
    app.command(cls=Command)(command)


app.add_typer(ledger.ledger)
app.add_typer(retention.retention)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; always leaves by `SystemExit` with a code of `jobmatch.cli.exits`."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal without Chinese shows "?", it does not crash
    screen = Screen(language_of(arguments))
    tree = typer.main.get_command(app)
    say_helps(tree, screen.lang)
    try:
        code = tree.main(arguments or ["--help"], prog_name="jobmatch", obj=screen, standalone_mode=False)
        if code == INTERRUPTED:
            screen.error(screen.say("interrupted"))
        sys.exit(code if arguments else WRONG_USAGE)
    except typer.TyperException as error:
        screen.wrong_usage(error)
        sys.exit(error.exit_code)
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
        command=re.sub(r"(://[^:@/\s]*):[^@\s]*@", r"\1:***@", shlex.join(arguments)),
    )
