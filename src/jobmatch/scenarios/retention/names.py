"""What the model may look at: known when the plan was made, and not who somebody is or what became of them."""

from __future__ import annotations

from collections.abc import Iterable

from jobmatch.errors import InputError
from jobmatch.words import said

NUMBERS = ("wage", "wage_gap", "km", "rank", "skill", "age")
"""Values of a pair that are numbers: the offer, how far it is below the wish (yuan a month), kilometres, ranks of
region and type in the wishes, levels of skills missing, full years."""

CLASSES = ("tier", "priority", "housing")
"""Values of a pair that are classes."""

BUILT_IN = (*NUMBERS, *CLASSES)

WHO = {"person_id", "household_id", "together_id", "job_id", "employer_id", "name", "person_name", "phone", "address"}
"""Columns that say who somebody is."""

LATER = {"stay", "status", "decision", "reason", "left", "stayed", "arrived", "checked", "change", "retention", "route"}
"""Columns that hold, or follow from, what became of proposals, and predictions made before."""

DATES = {"birth_date", "available_from", "start_date", "reported"}
"""Columns of days."""

STRUCTURED = {"skills", "wish_regions", "wish_job_types", "cost", "unmatched_cost"}
"""Columns that are lists of words, or sums of what is looked at anyway."""


BARRED = {
    "retention.feature_who": WHO,
    "retention.feature_later": LATER,
    "retention.feature_dates": DATES,
    "retention.feature_structured": STRUCTURED,
}
"""Why a column is no feature: the phrase, and the columns."""


def refuse_names(names: Iterable[str]) -> None:
    """Refuse features that a model may not have.

    Raises
    ------
    InputError
        One says who somebody is, what became of them or when, or is nothing that is known; the message says which.
    """
    for name in names:
        if name in BUILT_IN:
            continue
        side, _, column = name.partition(".")
        for code, barred in BARRED.items():
            if (column or name) in barred:
                raise InputError(said(code, name=name))
        if side not in ("persons", "jobs") or not column:
            raise InputError(said("retention.feature_unknown", name=name, names=BUILT_IN))
