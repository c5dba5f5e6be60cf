"""What a catalogue entry is: the same sentence in every language, with the same fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Lang = Literal["en", "zh"]
Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One user-facing text as a ``str.format`` template, in English and Chinese."""

    en: str
    zh: str

    def text(self, lang: Lang, **fields: object) -> str:
        """The sentence in ``lang`` with its fields filled in."""
        return (self.en if lang == "en" else self.zh).format(**fields)


@dataclass(frozen=True, slots=True)
class IssueWords:
    """How bad a fault is, what is wrong, and what to do about it."""

    severity: Severity
    message: Phrase
    advice: Phrase


def error(en: str, en_advice: str, zh: str, zh_advice: str) -> IssueWords:
    """A fault that stops the work."""
    return IssueWords("error", Phrase(en, zh), Phrase(en_advice, zh_advice))


def warning(en: str, en_advice: str, zh: str, zh_advice: str) -> IssueWords:
    """A fault that is listed while the work goes on."""
    return IssueWords("warning", Phrase(en, zh), Phrase(en_advice, zh_advice))
