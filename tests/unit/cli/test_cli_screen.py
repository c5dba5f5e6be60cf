"""Progress is for terminals only; a pipe gets neither bars nor colour codes."""

from __future__ import annotations

import sys
from io import StringIO

import pytest

from jobmatch.cli.screen import Screen
from jobmatch.engine.progress import Progress
from jobmatch.words import said


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def step(phase: str, done: float | None, message: str = "") -> Progress:
    return Progress(phase, done, message)


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def test_a_terminal_shows_what_is_being_done(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    with Screen("zh").progress() as progress:
        assert progress is not None
        progress(step("read", None, "seekers.csv"))
        progress(step("read", 0.5))
        progress(step("solve", 0.25, "round 3"))
        progress(Progress("prove", 1.0, said("phase.prove")))
    text = stream.getvalue()
    assert "读取清单" in text
    assert "求最优方案" in text
    assert "证明最优性" in text


def test_a_pipe_gets_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with Screen().progress() as progress:
        assert progress is None
    assert stream.getvalue() == ""


def test_quiet_shows_no_progress_on_a_terminal_either(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    with Screen().progress(quiet=True) as progress:
        assert progress is None
    assert stream.getvalue() == ""


def test_errors_in_a_pipe_are_one_plain_line(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    Screen().error("long " * 60 + "[red]end")
    assert stream.getvalue().count("\n") == 1
    assert "\x1b" not in stream.getvalue()
    assert "[red]end" in stream.getvalue()


@pytest.mark.parametrize("terminal", [True, False])
def test_a_report_is_broken_between_words_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch, terminal: bool) -> None:
    stream = Terminal() if terminal else StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setenv("COLUMNS", "40")
    text = "  ok  rules  all chosen pairs keep all of: status, region\neverything holds"
    Screen().lines(text)
    shown = [line.rstrip() for line in stream.getvalue().splitlines()]
    if terminal:
        assert shown == ["  ok  rules  all chosen pairs keep all", "of: status, region", "everything holds"]
    else:
        assert shown == text.splitlines()
