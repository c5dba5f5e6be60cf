"""What a catalogue entry is: the same sentence in every language, with the same fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

Lang = Literal["en", "zh"]
Severity = Literal["error", "warning"]

COMMA: Mapping[Lang, str] = {"en": ", ", "zh": "、"}
"""What stands between the entries of a list within a sentence."""

NOTHING: Mapping[Lang, str] = {"en": "", "zh": ""}
"""What stands between sentences that go on without a break."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One user-facing text as a ``str.format`` template, in English and Chinese."""

    en: str
    zh: str

    def text(self, lang: Lang, **fields: object) -> str:
        """The sentence in ``lang`` with its fields filled in: see `filled`."""
        return (self.en if lang == "en" else self.zh).format(
            **{name: filled(value, lang) for name, value in fields.items()}
        )


def filled(value: object, lang: Lang) -> object:
    """A field as it stands in a sentence.

    A sentence within the sentence is said in the same language, a tuple or list is enumerated, and all else is left to
    the template's format.
    """
    if isinstance(value, Said | Joined):
        return value.text(lang)
    if isinstance(value, tuple | list):
        return COMMA[lang].join(str(filled(entry, lang)) for entry in value)
    return value


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with its fields that is in no language yet; as a `str` it is English.

    Attributes
    ----------
    phrase
        The template.
    fields
        What it is filled in with: see `filled`.
    cut
        A beginning that is left out.
    """

    phrase: Phrase
    fields: Mapping[str, object]
    cut: str = ""

    def text(self, lang: Lang) -> str:
        """The sentence in ``lang``."""
        return self.phrase.text(lang, **self.fields).removeprefix(self.cut)

    def __str__(self) -> str:
        return self.text("en")

    def __add__(self, other: object) -> Joined:
        return Joined((self, other), NOTHING)


@dataclass(frozen=True, slots=True)
class Joined:
    """Several texts as one, with something between them in each language; as a `str` it is English."""

    entries: Sequence[object]
    between: Mapping[Lang, str]

    def text(self, lang: Lang) -> str:
        """The texts in ``lang``."""
        return self.between[lang].join(str(filled(entry, lang)) for entry in self.entries)

    def __str__(self) -> str:
        return self.text("en")


def either(entries: Sequence[object]) -> Joined:
    """One or another of these."""
    *others, last = entries or ("",)
    return Joined((Joined(others, COMMA), last) if others else (last,), {"en": " or ", "zh": "或"})


def lines(entries: Iterable[object]) -> Joined:
    """One below the other."""
    return Joined(tuple(entries), {"en": "\n", "zh": "\n"})


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


Words: TypeAlias = Said | Joined | str
"""What can be said in every language; a `str` is the same in all."""
