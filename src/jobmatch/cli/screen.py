"""The terminal: results on stdout, progress and errors on stderr, colours only where a person looks."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, TextIO

from rich.console import Console, RenderableType
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    Task,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Column
from rich.text import Text
from typer import Context, TyperException

from jobmatch.cli.language import usage_text
from jobmatch.words import Lang, say

if TYPE_CHECKING:
    from pathlib import Path

    from jobmatch.errors import InputError
    from jobmatch.result import Result

PLAIN_WIDTH = 120
"""Columns of tables that go to a file or a pipe, where the terminal has none to offer."""

ProgressCallback = Callable[[Any], None]


def _console(stream: TextIO) -> Console:
    plain = not stream.isatty() and "COLUMNS" not in os.environ
    return Console(file=stream, highlight=False, soft_wrap=False, width=PLAIN_WIDTH if plain else None)


def _print(stream: TextIO, parts: Iterable[RenderableType]) -> None:
    """Print text as it is, without markup, and other parts as rich draws them; without padding in a pipe."""
    console = _console(stream)
    with console.capture() as drawn:
        for part in parts:
            if isinstance(part, str):
                console.print(Text(part), soft_wrap=True)  # a command to copy stays on one line
            else:
                console.print(part)
    text = drawn.get()
    stream.write(text if console.is_terminal else re.sub(r" +$", "", text, flags=re.MULTILINE))


class Screen:
    """Where a command prints; it holds the language that the user asked for."""

    def __init__(self, lang: Lang = "en") -> None:
        self.lang: Lang = lang

    def say(self, code: str, **fields: object) -> str:
        """A phrase in the user's language."""
        return say(code, self.lang, **fields)

    def show(self, *parts: RenderableType) -> None:
        """Print to stdout; text is printed as it is, without markup."""
        _print(sys.stdout, parts)

    def lines(self, text: str) -> None:
        """Print a line for each finding to stdout: whole into a pipe, broken between words on a terminal."""
        terminal = _console(sys.stdout).is_terminal
        self.show(*(Text(line) if terminal else line for line in text.split("\n")))

    def json(self, document: Mapping[str, Any]) -> None:
        """Print one JSON object to stdout."""
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")

    def error(self, message: str) -> None:
        """Print one message to stderr."""
        _console(sys.stderr).print(Text("jobmatch: ", style="bold red") + Text(message), soft_wrap=True)

    def wrong_usage(self, error: TyperException) -> None:
        """How a command is called and what is wrong with this call, on stderr."""
        context: Context | None = getattr(error, "ctx", None)
        if context is not None:
            _print(sys.stderr, [context.get_usage()])
        self.error(usage_text(error, self.lang))

    def input_error(self, error: InputError) -> None:
        """The faults of the inputs, on stderr, as a table."""
        from jobmatch.report import faults_view

        self.error(error.text(self.lang))
        if error.issues:
            _print(sys.stderr, ("", faults_view(error.issues, self.lang)))

    def closing(self, result: Result, run: Path, duration: float, *, quiet: bool = False, json: bool = False) -> None:
        """The end of a solve: a summary for people, or one JSON object for programs."""
        from jobmatch.report import summary_view

        if json:
            self.json({**result.summary, "run": str(run), "seconds": round(duration, 3)})
        elif not quiet:
            plan = result.plan
            policy = None if result.origin is None else result.origin.policy
            view = summary_view(
                result.summary,
                self.lang,
                run=run,
                duration=duration,
                memory=result.timing.get("peak_memory_mb"),
                unmatched_cost=None if plan is None else float(plan.unmatched["unmatched_cost"].sum()),
                max_out=None if policy is None else policy.household.max_out,
                personal=() if policy is None else policy.personal,
                limits=result.limits,
            )
            self.show(view)
            if plan is None and result.status == "infeasible":
                self.show(Text(self.say("closing.infeasible")))

    def status(self, code: str) -> AbstractContextManager[object]:
        """A line that says what is being done, for work without a measure; nothing where nobody looks."""
        console = _console(sys.stderr)
        return console.status(self.say(code)) if console.is_terminal else nullcontext()

    @contextmanager
    def progress(self, *, quiet: bool = False) -> Iterator[ProgressCallback | None]:
        """A callback that shows what is being done and how far; None where nobody looks."""
        console = _console(sys.stderr)
        if quiet or not console.is_terminal:
            yield None
            return
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=20),
            TaskProgressColumn(),
            TimeElapsedColumn(),
            _TimeLeft(compact=True),
            TextColumn("{task.fields[message]}", style="dim", markup=False, table_column=Column(no_wrap=True, ratio=1)),
        )
        with Progress(*columns, console=console, transient=True, expand=True) as bars:
            yield _Bars(bars, self.lang)


class _TimeLeft(TimeRemainingColumn):
    """How long the phase will go on, where its measure is known."""

    def render(self, task: Task) -> Text:
        return super().render(task) if task.total and not task.finished and task.completed else Text("")


class _Bars:
    """One bar a phase; a phase is over when the next one speaks, and one that comes again has its bar again."""

    def __init__(self, bars: Progress, lang: Lang) -> None:
        self.bars = bars
        self.lang: Lang = lang
        self.phase = self.name = ""
        self.task: TaskID | None = None
        self.tasks: dict[str, TaskID] = {}

    def __call__(self, event: Any) -> None:
        if event.phase != self.phase:
            self._finish()
            self.name = name = say(f"phase.{event.phase}", self.lang)
            if event.phase in self.tasks:
                self.bars.reset(self.tasks[event.phase], total=None)
            else:
                self.tasks[event.phase] = self.bars.add_task(name, total=None, message="")
            self.phase, self.task = event.phase, self.tasks[event.phase]
        if self.task is not None:
            told = event.text(self.lang)
            total = None if event.done is None else 1.0
            self.bars.update(
                self.task, total=total, completed=event.done or 0.0, message="" if told == self.name else told
            )

    def _finish(self) -> None:
        if self.task is not None:
            self.bars.update(self.task, total=1.0, completed=1.0, message="")
            self.bars.stop_task(self.task)
