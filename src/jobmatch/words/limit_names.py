"""What limits and stages are called, from what a run's tables call them."""

from __future__ import annotations

import re

from jobmatch.words import PHRASES, Said, said

OF_LEVERS = ("upper", "lower", "budget", "seats")
"""What the name of a lever's limit ends in, in the column ``constraint``."""

OF_A_GROUP = re.compile(rf"(.*, (?:{'|'.join(OF_LEVERS)}))(?: (.+))?")
"""A limit and its group in one text."""

OTHERS = {"vacancies": "limit.vacancies", "household, max_out": "limit.max_out"}
"""Limits that no lever names."""


def limit_name(constraint: str, group: str | None = None) -> Said:
    """A limit by the columns ``constraint`` and ``group``, where it has one that may be shown."""
    name, _, side = constraint.rpartition(", ")
    if constraint in OTHERS:
        limit = said(OTHERS[constraint])
    elif name and side in OF_LEVERS:
        limit = said(f"limit.{side}", name=name)
    else:
        limit = said("verbatim", text=constraint)
    return said("limit.of_group", limit=limit, group=group) if group else limit


def stage_name(stage: str) -> Said:
    """A stage of the order; classes and columns of one's own are as the policy writes them."""
    kind, _, of = stage.partition(":")
    code = next((code for code in (f"stage.{stage}", f"stage.{kind}_of") if code in PHRASES), "verbatim")
    return said(code, of=of, text=stage)


def limit_named(text: str) -> Said:
    """A limit by a text that joins both columns."""
    found = OF_A_GROUP.fullmatch(text)
    return said("verbatim", text=text) if found is None else limit_name(*found.groups())
