"""The errors that jobmatch raises on purpose; everything else that escapes is a defect."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from typing import Any

from jobmatch.words import PHRASES, Joined, Lang, Said, Words, said


class JobmatchError(Exception):
    """Base of all errors that a user's input, policy or run can cause.

    Parameters
    ----------
    message
        What a user understands, from the catalogue; ``str(error)`` is its English.
    """

    def __init__(self, message: Said | Joined) -> None:
        super().__init__(message)

    @property
    def message(self) -> Said | Joined:
        """What it was raised with."""
        found: Said | Joined = self.args[0]
        return found

    def text(self, lang: Lang) -> str:
        """The message in a language."""
        return self.message.text(lang)


class InputError(JobmatchError):
    """The lists, or another input, hold faults.

    Parameters
    ----------
    message
        One line that a user understands, from the catalogue.
    issues
        All faults found (``jobmatch.lists.issues.Issue``), errors and warnings, in file order.
    """

    def __init__(self, message: Said | Joined, issues: Sequence[Any] = ()) -> None:
        super().__init__(message)
        self.issues = tuple(issues)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.message, self.issues)


class PolicyError(JobmatchError):
    """The policy document is not valid, or contradicts the lists."""


class UnsupportedError(JobmatchError):
    """The solver asked for cannot carry a constraint; the message names both and the way out."""


class NoPlanError(JobmatchError):
    """A result was asked for its plan and has none."""


class RunError(JobmatchError):
    """A run directory is missing, incomplete, altered, or would be overwritten."""


class LedgerError(JobmatchError):
    """A ledger cannot be opened, is busy, or does not take what it was given."""


def reason(error: OSError) -> Words:
    """What the operating system says is wrong, in every language where the catalogue knows it."""
    code = f"system.{errno.errorcode.get(error.errno or 0, '')}"
    return said(code) if code in PHRASES else error.strerror or str(error)
