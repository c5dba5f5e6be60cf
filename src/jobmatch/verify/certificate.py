"""certificate.csv: the duals of a run with levers, read and checked for sign and size (docs/certificate.md)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from jobmatch.verify.case import Case
from jobmatch.verify.exactly import Bools, Ints, scaled
from jobmatch.verify.files import read_table
from jobmatch.verify.leaves import Leaf, limits_in
from jobmatch.verify.levers import PLACED, Levers
from jobmatch.verify.limits import HARD, MAX_OUT, VACANCIES, Limits
from jobmatch.verify.report import Check, Halt, verdict
from jobmatch.verify.vectors import negative, within_reach
from jobmatch.words import Words, said

CERTIFICATE = "certificate.csv"


@dataclass(frozen=True)
class Duals:
    """The duals of a leaf, vectors: the component `hard`, then one by stage, the last in quanta.

    Attributes
    ----------
    rows
        The limits that have a row, in the order of the file.
    dual
        By row.
    placed
        That of the number of placements.
    """

    rows: Ints
    dual: Ints
    placed: Ints

    def of_all(self, limits: Limits) -> Ints:
        """By limit; 0 where there is no row."""
        out = np.zeros((len(limits), self.dual.shape[1]), np.int64)
        out[self.rows] = self.dual
        return out

    def money(self, limits: Limits) -> Duals:
        """The last components alone; those with the wrong sign are taken as 0."""
        last, lower = self.dual[:, -1:], limits.lower[self.rows][:, None]
        return Duals(self.rows, np.where(lower, np.minimum(last, 0), np.maximum(last, 0)), self.placed[-1:])

    def without(self, those: Bools) -> Duals:
        """All but the duals of `those` limits."""
        keep = ~those[self.rows]
        return Duals(self.rows[keep], self.dual[keep], self.placed)

    @property
    def key(self) -> bytes:
        """The same for leaves that have the same duals."""
        order = np.argsort(self.rows)
        return b"".join(part.tobytes() for part in (self.rows[order], self.dual[order], self.placed))


@dataclass(frozen=True)
class Certificate:
    """The duals of each leaf, and faults of the file."""

    leaves: Sequence[Duals]
    faults: Sequence[Words]


def read_certificate(run: Path, case: Case, levers: Levers, leaves: Sequence[Leaf]) -> Certificate:
    """Read certificate.csv.

    Raises
    ------
    Halt
        It is missing, or a row is not the one of a limit, or a component is no whole number.
    """
    if not (run / CERTIFICATE).exists():
        raise Halt("certificate", said("verified.certificate_missing", certificate=CERTIFICATE))
    components = ("hard", *levers.components)
    first = ("leaf",) if levers.by_cases else ()
    table = read_table(run, CERTIFICATE, (*first, "constraint", "group", *components), exactly=True)
    leaf = scaled(table["leaf"], 0, f"{CERTIFICATE}, leaf") if first else np.zeros(table.height, np.int64)
    rows = levers.limits.find(table["constraint"], table["group"])
    of_placed = ((table["constraint"] == PLACED) & (table["group"] == "")).to_numpy() & levers.by_cases
    for row in np.flatnonzero((leaf < 0) | (leaf >= len(leaves))).tolist():
        raise Halt("certificate", said("verified.no_leaf", certificate=CERTIFICATE, row=row + 1, leaf=leaf[row]))
    lost = ((rows < 0) & ~of_placed) | (table["constraint"] == MAX_OUT).to_numpy()
    key = leaf * (len(levers.limits) + 1) + np.where(of_placed, len(levers.limits), rows)
    stated = [
        scaled(table[name], 0 if at < len(components) - 1 else case.decimals, f"{CERTIFICATE}, {name}")
        for at, name in enumerate(components)
    ]
    dual = within_reach(np.column_stack(stated), CERTIFICATE)
    found = []
    # Rows by leaf, each leaf's in the order of the file, in which they may stand in disorder.
    by_leaf = np.argsort(leaf, kind="stable")
    ends = np.searchsorted(leaf[by_leaf], np.arange(len(leaves) + 1))
    for one, start, end in zip(leaves, ends[:-1].tolist(), ends[1:].tolist(), strict=True):
        mine = by_leaf[start:end]
        _, there = limits_in(levers.limits, one)
        for row in mine[lost[mine] | (~of_placed[mine] & ~there[rows[mine]])].tolist():
            raise Halt(
                "certificate", said("verified.no_dual", certificate=CERTIFICATE, row=row + 1, named=_named(table, row))
            )
        inner = mine[~of_placed[mine]]
        found.append(Duals(rows[inner], dual[inner], dual[mine[of_placed[mine]]].sum(axis=0)))
    if pl.Series(key).n_unique() != len(key):
        raise Halt("certificate", said("verified.limit_twice", certificate=CERTIFICATE))
    faults: list[Words] = [
        said("verified.row_dual_zero", certificate=CERTIFICATE, row=row + 1)
        for row in np.flatnonzero(~dual.any(axis=1)).tolist()
    ]
    if not in_order(leaf, table["constraint"], table["group"]):
        faults.append(said("verified.not_sorted_by_leaf", certificate=CERTIFICATE))
    return Certificate(found, faults)


def _named(table: pl.DataFrame, row: int) -> Words:
    return said("verified.limit_and_group", table=table["constraint"][row], table2=table["group"][row])


def in_order(leaf: Ints, constraint: pl.Series, group: pl.Series) -> bool:
    """Whether rows are sorted by leaf, constraint and group: `vacancies` first, then by constraint, then by group."""
    keys = [pl.Series(leaf), (constraint != VACANCIES).cast(pl.Int8), constraint, group]
    tied = np.ones(max(0, len(leaf) - 1), bool)  # each row with the next, in all keys so far
    for key in keys:
        here, following = key.head(len(tied)), key.tail(len(tied))
        if (tied & (following < here).to_numpy()).any():
            return False
        tied &= (following == here).to_numpy()
    return True


def check_certificate(certificate: Certificate, leaves: Sequence[Leaf], levers: Levers) -> Check:
    """Duals have the right sign, and none costs more than to break its limit."""
    faults: list[Words] = list(certificate.faults)
    for number, (leaf, duals) in enumerate(zip(leaves, certificate.leaves, strict=True)):
        where = said("verified.leaf_of", certificate=CERTIFICATE, number=number) if levers.by_cases else CERTIFICATE
        faults += [f"{where}: {words}" for words in _wrong(duals, limits_in(levers.limits, leaf)[0])]
    number = sum(len(duals.rows) for duals in certificate.leaves)
    return verdict("certificate", faults, said("verified.duals_hold", number=number))


def _wrong(duals: Duals, limits: Limits) -> Iterator[Words]:
    """What is wrong with the duals of a leaf, in words."""
    rows, dual = duals.rows, duals.dual
    lower, soft = limits.lower[rows], limits.soft[rows]
    towards = np.where(lower, -1, 1)[:, None] * dual
    most = np.zeros_like(dual)
    most[:, 0] = soft == HARD
    most[:, -1] = np.where(soft == HARD, 0, soft)
    for wrong, words in (
        (negative(towards) & ~lower, said("verified.dual_below_0")),
        (negative(towards) & lower, said("verified.dual_of_lower")),
        (limits.of_quota[rows] & negative(most - towards), said("verified.dual_too_large")),
        (_both(duals, limits), said("verified.both_duals")),
    ):
        for at in np.flatnonzero(wrong).tolist():
            yield f"{limits.name(int(rows[at]))}: {words}"


def _both(duals: Duals, limits: Limits) -> Bools:
    """Rows of lower limits whose upper limit has a dual too."""
    rows = duals.rows
    counts = limits.of_quota[rows] & duals.dual.any(axis=1)
    key = limits.source[rows] * (int(limits.place.max(initial=0)) + 1) + limits.place[rows]
    keys, times = np.unique(key[counts], return_counts=True)
    return np.asarray(counts & limits.lower[rows] & np.isin(key, keys[times > 1]))
