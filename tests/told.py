"""A command called as from a wide terminal's pipe: what it prints."""

from __future__ import annotations

import contextlib
import os
from io import StringIO
from unittest import mock

import pytest
from rich.console import Console, RenderableType

from jobmatch.cli import main


def told(*arguments: object, code: int = 0, out: bool = False) -> str:
    """What a command prints; what it says on stderr if it ends with another code than 0, unless `out` is asked for."""
    printed, err = StringIO(), StringIO()
    wide = mock.patch.dict(os.environ, {"COLUMNS": "200"})
    with wide, contextlib.redirect_stdout(printed), contextlib.redirect_stderr(err), pytest.raises(SystemExit) as left:
        main([str(argument) for argument in arguments])
    assert (left.value.code or 0) == code, err.getvalue()
    return printed.getvalue() if code == 0 or out else err.getvalue()


def printed(view: RenderableType) -> str:
    """What a view prints on a wide screen."""
    console = Console(width=200, record=True, file=StringIO())
    console.print(view)
    return console.export_text()
