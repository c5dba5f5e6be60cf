"""The errors that jobmatch raises on purpose; everything else that escapes is a defect."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jobmatch.words import Lang, Said


class JobmatchError(Exception):
    """Base of all errors that a user's input, policy or run can cause.

    Parameters
    ----------
    message
        What a user understands, from the catalogue; ``str(error)`` is its English.
    """

    def __init__(self, message: Said | str) -> None:
        super().__init__(message)

    def text(self, lang: Lang) -> str:
        """The message in a language."""
        (message, *_) = self.args
        return message.text(lang) if isinstance(message, Said) else str(message)


class InputError(JobmatchError):
    """The lists, or another input, hold faults.

    Parameters
    ----------
    message
        One line that a user understands, from the catalogue.
    issues
        All faults found (``jobmatch.lists.issues.Issue``), errors and warnings, in file order.
    """

    def __init__(self, message: Said | str, issues: Sequence[Any] = ()) -> None:
        super().__init__(message)
        self.issues = tuple(issues)


class PolicyError(JobmatchError):
    """The policy document is not valid, or contradicts the lists."""


class UnsupportedError(JobmatchError):
    """The solver asked for cannot carry a constraint; the message names both and the way out."""


class NoPlanError(JobmatchError):
    """A result was asked for its plan and has none."""


class RunError(JobmatchError):
    """A run directory is missing, incomplete, altered, or would be overwritten."""
