"""The message catalogue: every text a user can meet, in English and Chinese, one file a topic."""

from __future__ import annotations

from collections.abc import Mapping

from jobmatch.words.catalogue import (
    COMMA,
    NOTHING,
    IssueWords,
    Joined,
    Lang,
    Phrase,
    Said,
    Severity,
    Words,
    either,
    lines,
)
from jobmatch.words.common import COMMON
from jobmatch.words.diagnosed import DIAGNOSED
from jobmatch.words.differing import DIFFERING
from jobmatch.words.explained import EXPLAINED
from jobmatch.words.fairness import FAIRNESS
from jobmatch.words.faults import FAULTS
from jobmatch.words.helps import HELPS
from jobmatch.words.helps_of_ledgers import HELPS_OF_LEDGERS
from jobmatch.words.helps_of_options import HELPS_OF_OPTIONS
from jobmatch.words.helps_of_retention import HELPS_OF_RETENTION
from jobmatch.words.issues import ISSUES
from jobmatch.words.ledger import LEDGER
from jobmatch.words.lever_faults import LEVER_FAULTS
from jobmatch.words.limits_and_lists import LIMITS_AND_LISTS
from jobmatch.words.machine import MACHINE
from jobmatch.words.page import PAGE
from jobmatch.words.policy_faults import POLICY_FAULTS
from jobmatch.words.policy_keys import POLICY_KEYS
from jobmatch.words.policy_types import POLICY_TYPES
from jobmatch.words.refusals import REFUSALS
from jobmatch.words.registers import REGISTERS
from jobmatch.words.retention import RETENTION
from jobmatch.words.screen import SCREEN
from jobmatch.words.simulations import SIMULATIONS
from jobmatch.words.stability import STABILITY
from jobmatch.words.studies import STUDIES
from jobmatch.words.system import SYSTEM
from jobmatch.words.targets import TARGETS
from jobmatch.words.template import TEMPLATE
from jobmatch.words.told import TOLD
from jobmatch.words.usage import USAGE
from jobmatch.words.verified_frame import VERIFIED_FRAME
from jobmatch.words.verified_inputs import VERIFIED_INPUTS
from jobmatch.words.verified_plan import VERIFIED_PLAN
from jobmatch.words.verified_prices import VERIFIED_PRICES
from jobmatch.words.verified_proof import VERIFIED_PROOF
from jobmatch.words.workbook import WORKBOOK
from jobmatch.words.worthwhile import WORTHWHILE

__all__ = [
    "COMMA",
    "ISSUES",
    "NOTHING",
    "PHRASES",
    "IssueWords",
    "Joined",
    "Lang",
    "Phrase",
    "Said",
    "Severity",
    "Words",
    "either",
    "lines",
    "said",
    "say",
    "severity",
]


def _merged(*topics: Mapping[str, Phrase]) -> dict[str, Phrase]:
    """All topics as one; no code may stand in two of them."""
    found: dict[str, Phrase] = {}
    for topic in topics:
        assert not found.keys() & topic.keys(), found.keys() & topic.keys()
        found.update(topic)
    return found


PHRASES = _merged(
    COMMON,
    SCREEN,
    EXPLAINED,
    DIFFERING,
    DIAGNOSED,
    WORTHWHILE,
    WORKBOOK,
    MACHINE,
    PAGE,
    TEMPLATE,
    REFUSALS,
    FAIRNESS,
    FAULTS,
    POLICY_FAULTS,
    LEDGER,
    LEVER_FAULTS,
    POLICY_TYPES,
    POLICY_KEYS,
    STABILITY,
    STUDIES,
    RETENTION,
    TARGETS,
    SIMULATIONS,
    SYSTEM,
    LIMITS_AND_LISTS,
    HELPS,
    HELPS_OF_LEDGERS,
    HELPS_OF_OPTIONS,
    HELPS_OF_RETENTION,
    TOLD,
    USAGE,
    VERIFIED_FRAME,
    VERIFIED_INPUTS,
    VERIFIED_PLAN,
    VERIFIED_PRICES,
    VERIFIED_PROOF,
    REGISTERS,
    {code: words.message for code, words in ISSUES.items()},
    {f"{code}.advice": words.advice for code, words in ISSUES.items()},
)
"""Every phrase by its code; an issue's advice is under ``<code>.advice``."""


def say(code: str, lang: Lang = "en", **fields: object) -> str:
    """The text of a code in a language.

    Parameters
    ----------
    code
        A key of `PHRASES`: an issue code for its message, ``<code>.advice`` for its advice, or another topic's phrase.
    lang
        ``"en"`` or ``"zh"``.
    fields
        The values of the template's fields; more than it uses are allowed.

    Raises
    ------
    KeyError
        The code is not in the catalogue, or a field is missing (a defect of the caller, not of the data).
    """
    return PHRASES[code].text(lang, **fields)


def said(code: str, /, **fields: object) -> Said:
    """The text of a code that is put into a language later: what errors are raised with; as a `str` it is English.

    Raises
    ------
    KeyError
        The code is not in the catalogue, or a field is missing (a defect of the caller, not of the data).
    """
    sentence = Said(PHRASES[code], fields)
    str(sentence)  # a missing field shows where the sentence is made, not where somebody reads it
    return sentence


def severity(code: str) -> Severity:
    """``"error"`` or ``"warning"``: how bad the fault with this code is."""
    return ISSUES[code].severity
