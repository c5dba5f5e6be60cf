"""certificate.csv: the duals of a run with levers, read and checked for sign and size (docs/certificate.md)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from jobmatch.verify.case import Case
from jobmatch.verify.exactly import Bools, Ints, scaled
from jobmatch.verify.files import read_table
from jobmatch.verify.levers import Levers
from jobmatch.verify.limits import HARD, MAX_OUT, VACANCIES
from jobmatch.verify.report import Check, Halt, verdict
from jobmatch.verify.vectors import negative, within_reach

CERTIFICATE = "certificate.csv"


@dataclass(frozen=True)
class Duals:
    """The dual of each limit, a vector: the component `hard`, then one by stage, the last in quanta.

    Attributes
    ----------
    dual
        By limit; 0 where certificate.csv has no row.
    rows
        The limits that have a row, in the order of the file.
    ordered
        Whether the file is sorted as documented.
    """

    dual: Ints
    rows: Ints
    ordered: bool


def read_duals(run: Path, case: Case, levers: Levers) -> Duals:
    """Read certificate.csv.

    Raises
    ------
    Halt
        It is missing, or a row is not the one of a limit, or a component is no whole number.
    """
    if not (run / CERTIFICATE).exists():
        raise Halt(
            "certificate", f"{CERTIFICATE}: the file is missing, but the policy has levers or decisions bind persons"
        )
    stages, limits = levers.stages, levers.limits
    table = read_table(run, CERTIFICATE, ("constraint", "group", "hard", *stages), exactly=True)
    rows = limits.find(table["constraint"], table["group"])
    lost = np.flatnonzero((rows < 0) | (table["constraint"] == MAX_OUT).to_numpy())
    if len(lost):
        row = int(lost[0])
        named = f"{table['constraint'][row]!r}, group {table['group'][row]!r}"
        raise Halt("certificate", f"{CERTIFICATE}, data row {row + 1}: {named} is no limit that has a dual")
    if len(np.unique(rows)) != len(rows):
        raise Halt("certificate", f"{CERTIFICATE}: a limit stands twice")
    components = ["hard", *stages]
    stated = [
        scaled(table[name], case.decimals if name == stages[-1] else 0, f"{CERTIFICATE}, {name}") for name in components
    ]
    dual = np.zeros((len(limits), len(components)), np.int64)
    dual[rows] = within_reach(np.column_stack(stated), CERTIFICATE)
    return Duals(dual, rows, in_order(list(zip(table["constraint"], table["group"], strict=True))))


def in_order(names: list[tuple[str, str]]) -> bool:
    """Whether constraints and groups are sorted: `vacancies` first, then by constraint, then by group."""
    keys = [(constraint != VACANCIES, constraint, group) for constraint, group in names]
    return keys == sorted(keys)


def check_certificate(duals: Duals, levers: Levers) -> Check:
    """Duals have the right sign, and none costs more than to break its limit."""
    limits, dual, faults = levers.limits, duals.dual, []
    if not duals.ordered:
        faults.append(f"{CERTIFICATE}: the rows are not sorted by constraint (vacancies first), then group")
    towards = np.where(limits.lower, -1, 1)[:, None] * dual
    most = np.zeros_like(dual)
    most[:, 0] = limits.soft == HARD
    most[:, -1] = np.where(limits.soft == HARD, 0, limits.soft)
    stated = np.isin(np.arange(len(limits)), duals.rows)
    zero = ~dual.any(axis=1)
    for wrong, words in (
        (stated & zero, "the dual is 0; such rows are left out"),
        (negative(towards) & ~limits.lower, "the dual is below 0"),
        (negative(towards) & limits.lower, "the dual of a lower limit is above 0"),
        (limits.of_quota & negative(most - towards), "the dual is larger than what a unit short or over costs"),
        (_both(duals, levers), "both limits of the quota have a dual there"),
    ):
        faults += [f"{CERTIFICATE}: {limits.name(row)}: {words}" for row in np.flatnonzero(wrong).tolist()]
    return verdict(
        "certificate", faults, f"{len(duals.rows):,} limits with a dual, of the right sign and not above its price"
    )


def _both(duals: Duals, levers: Levers) -> Bools:
    """Lower limits with a dual whose upper limit has one too."""
    limits = levers.limits
    rows = np.flatnonzero(limits.of_quota & duals.dual.any(axis=1))
    key = limits.source[rows] * (int(limits.place.max(initial=0)) + 1) + limits.place[rows]
    _, at, times = np.unique(key, return_inverse=True, return_counts=True)
    out = np.zeros(len(limits), bool)
    out[rows[(times[at] > 1) & limits.lower[rows]]] = True
    return out
