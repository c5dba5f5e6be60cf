"""What a verification says: a list of checks in plain words, and the figures recomputed."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from jobmatch.words import PHRASES, Joined, Lang, Words, said, say
from jobmatch.words.catalogue import filled

RECORDED_ONLY = ("solver", "seed", "versions")
"""Keys of summary.json that nothing in a run can confirm."""

SHOWN = 3
"""Faults that a failed check spells out; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked.

    Attributes
    ----------
    name
        Stable one-word name (docs/certificate.md lists them).
    ok
        Whether it holds.
    words
        What holds, or which file, row and key fail, with the figures; in no language yet.
    """

    name: str
    ok: bool
    words: Words

    @property
    def detail(self) -> str:
        """The same in plain English."""
        return str(self.words)


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of `verify`. Money is in the unit of the policy (yuan a month).

    Attributes
    ----------
    run
        Name of the run directory.
    ok
        Whether every check was made and holds.
    checks
        All checks that could be made, in order; after a fault that makes the rest meaningless they end.
    status
        The status that the run claims, or None if it cannot be read.
    objective, bound, gap, abs_gap
        Recomputed from the lists, the plan and the prices; None where that is not possible.
    """

    run: str
    ok: bool
    checks: tuple[Check, ...]
    status: str | None = None
    objective: float | None = None
    bound: float | None = None
    gap: float | None = None
    abs_gap: float | None = None

    @property
    def failed(self) -> tuple[str, ...]:
        """Names of the checks that failed, in order."""
        return tuple(check.name for check in self.checks if not check.ok)

    def __bool__(self) -> bool:
        """Whether the run holds: `ok`."""
        return self.ok

    def __str__(self) -> str:
        return self.text("en")

    def text(self, lang: Lang) -> str:
        """The whole report in a language, a line each check."""
        lines = [say("verified.run", lang, run=self.run, status=self._status(lang))]
        names = [_title(check.name, lang) for check in self.checks]
        width = max((cell_len(name) for name in names), default=0)
        verdicts = {ok: say(f"verified.{'ok' if ok else 'failed'}", lang) for ok in (True, False)}
        for check, name in zip(self.checks, names, strict=True):
            told = filled(check.words, lang)
            lines.append(f"  {padded(verdicts[check.ok], 6)}  {padded(name, width)}  {told}")
        for code in ("objective", "bound", "abs_gap", "gap"):
            value = getattr(self, code)
            number = f"{value:.6g}" if code == "gap" and value is not None else _amount(value, lang)
            lines.append(f"{padded(say(f'verified.{code}', lang), 13)} {number}")
        lines.append(say("verified.recorded_only", lang, names=RECORDED_ONLY))
        lines.append(
            say("verified.everything_holds", lang) if self.ok else say("verified.does_not", lang, names=self.failed)
        )
        return "\n".join(lines)

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain values, details in English."""
        plain = {each.name: getattr(self, each.name) for each in fields(self)}
        checks = [{"name": check.name, "ok": check.ok, "detail": check.detail} for check in self.checks]
        return plain | {"checks": checks}

    def _status(self, lang: Lang) -> str:
        if self.status is None:
            return say("verified.unreadable", lang)
        code = f"status.{self.status}"
        return say(code, lang) if code in PHRASES else self.status


def _title(name: str, lang: Lang) -> str:
    return name if lang == "en" else f"{name}（{say(f'verified.check.{name}', lang)}）"


def _amount(value: float | None, lang: Lang) -> str:
    return say("verified.not_computable", lang) if value is None else f"{value:,}".removesuffix(".0")


def padded(text: str, width: int) -> str:
    """A text with spaces after it, as wide as columns of a terminal."""
    return text + " " * max(0, width - cell_len(text))


def cell_len(text: str) -> int:
    """Columns that a text takes on a terminal: two for each Chinese character."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


class Halt(Exception):
    """A fault after which the checks that follow would mean nothing."""

    def __init__(self, check: str, words: Words) -> None:
        super().__init__(words)
        self.check = check
        self.words = words


def verdict(name: str, faults: Sequence[Words], holds: Words) -> Check:
    """The check `name`: failed if there are `faults` (the first few are shown), else ok with the words `holds`."""
    if not faults:
        return Check(name, True, holds)
    more = [said("verified.more", more=len(faults) - SHOWN)] if len(faults) > SHOWN else []
    return Check(name, False, Joined((*faults[:SHOWN], *more), {"en": "; ", "zh": "；"}))
