"""What a study asks of its lists that they cannot give: refused before anything is solved or written."""

from __future__ import annotations

import json
from collections.abc import Sequence

from jobmatch.errors import InputError, PolicyError
from jobmatch.policy import load_policy
from jobmatch.scenarios.retention import load_model
from jobmatch.scenarios.retention.predict import refuse_model
from jobmatch.scenarios.study.base import lists_of_base, tree_of
from jobmatch.scenarios.study.cells import Cell
from jobmatch.scenarios.study.document import Study
from jobmatch.words import said
from jobmatch.words.near import did_you_mean

LEVELS = ("country", "province", "prefecture", "county", "township", "village")

OF_PERSONS = ("pairs", "plan", "decisions")
"""Tables that name persons: they know nothing of those who are drawn a second time."""


def refuse(study: Study, cells: Sequence[Cell]) -> None:
    """Do nothing, if the lists have all that is asked for.

    Raises
    ------
    InputError
        The lists hold errors or lack a column, or a model of staying cannot say what is asked of it.
    PolicyError
        Persons are to be drawn with replacement beside tables that name them.
    """
    _bootstrap(study)
    _groups(study)
    _stay(study, cells)


def _bootstrap(study: Study) -> None:
    base = study.base
    if base.preset is None and study.replicates.count > 1:
        for name in OF_PERSONS:
            if getattr(base, name) is not None:
                raise PolicyError(said("study.bootstrap", name=name))


def _groups(study: Study) -> None:
    base, asked = study.base, "groups" in study.model_fields_set
    if base.preset is not None and not asked:
        return
    small = base.model_copy(update={"scale": min(base.scale, 0.01)})
    known = lists_of_base(small, tree_of(base), study.replicates.seed)[0].columns
    for by in study.groups if asked else ():
        column, _, level = by.partition("@")
        if column not in known:
            raise InputError(said("study.no_group", by=by, did_you_mean=did_you_mean(column, known)))
        if level and level not in LEVELS:
            raise InputError(said("study.no_level", by=by, names=LEVELS))


def _stay(study: Study, cells: Sequence[Cell]) -> None:
    if study.base.stay is None:
        return
    model, count = load_model(study.base.stay), study.replicates.count
    if count > 1 and count > model.draws:
        raise InputError(said("retention.few_draws", count=count, draws=model.draws))
    for horizon in {load_policy(json.loads(cell.policy)).horizon_months for cell in cells}:
        refuse_model(model, horizon, None)
