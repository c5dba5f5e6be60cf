"""The reference solver of the plain format: one integer programme over every triple, by HiGHS, stage after stage.

It knows no rules, uses nothing of jobmatch, and shows that the plain tables are enough to solve an instance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import polars as pl

from benchmarks.instances.plain import Plain

INF = float("inf")
TIERS = ("county", "prefecture", "province", "outside")


@dataclass
class _Model:
    """Columns and rows as they are added."""

    cost: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    at: list[npt.NDArray[np.int64]] = field(default_factory=list)
    of: list[npt.NDArray[np.int64]] = field(default_factory=list)
    value: list[npt.NDArray[np.float64]] = field(default_factory=list)

    def column(self, cost: float = 0.0, most: float = 1.0, whole: int = 1) -> int:
        self.cost.append(cost)
        self.most.append(most)
        self.whole.append(whole)
        return len(self.cost) - 1

    def row(self, terms: Sequence[tuple[npt.ArrayLike, npt.ArrayLike]], low: float, high: float) -> None:
        """``low ≤ Σ value · column ≤ high``; each term is columns and their values (one value: for all)."""
        for columns, values in terms:
            where = np.atleast_1d(np.asarray(columns, np.int64))
            self.of.append(where)
            self.value.append(np.broadcast_to(np.asarray(values, float), where.shape))
            self.at.append(np.full(where.size, len(self.low)))
        self.low.append(low)
        self.high.append(high)

    def least(self, cost: npt.NDArray[np.float64], time_limit: float) -> npt.NDArray[np.float64] | None:
        """An optimum; None if there is no plan.

        Raises
        ------
        TimeoutError
            HiGHS did not end.
        """
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        triplets = (np.concatenate(self.value), (np.concatenate(self.at), np.concatenate(self.of)))
        matrix = csr_array(triplets, shape=(len(self.low), len(self.cost)))
        answer = milp(
            cost,
            constraints=LinearConstraint(matrix, np.array(self.low), np.array(self.high)),
            bounds=Bounds(0, np.array(self.most)),
            integrality=np.array(self.whole),
            options={"mip_rel_gap": 0, "time_limit": time_limit},
        )
        if answer.status == 2:
            return None
        if answer.status != 0:
            raise TimeoutError(answer.message)
        found: npt.NDArray[np.float64] = answer.x
        return found


class Exact:
    """The programme of an instance."""

    def __init__(self, plain: Plain) -> None:
        self.plain, self.model = plain, _Model()
        persons, jobs, pairs = plain.persons, plain.jobs, plain.pairs
        self.person = _places(pairs["person_id"], persons["person_id"])
        self.job = _places(pairs["job_id"], jobs["job_id"])
        stay = _numbers(persons["unmatched_cost"])
        for cost in (_numbers(pairs["cost"]) - stay[self.person]).tolist():
            self.model.column(cost)
        self.pairs = np.arange(pairs.height)
        self.model.row([(self.pairs, 0.0)], -INF, INF)  # so that there is a row
        must = _numbers(persons["must_be_placed"])
        for number, own in enumerate(_groups(self.person, persons.height)):
            if own.size or must[number]:
                self.model.row([(own, 1.0)], must[number], 1.0)
        vacancies = _numbers(jobs["vacancies"])
        for number, own in enumerate(_groups(self.job, jobs.height)):
            self.model.row([(own, 1.0)], -INF, vacancies[number])
        self._rows()
        self._households()
        self._together()

    def solve(self, time_limit: float = 600.0) -> pl.DataFrame | None:
        """The best plan (person_id, job_id, route); None if there is none."""
        for stage in self.plain.facts["order"]:
            if stage == "cost":
                found = self.model.least(np.array(self.model.cost), time_limit)
            elif stage.startswith("fair:"):
                found = self._fair(time_limit)
            else:
                found = self._count(stage, time_limit)
            if found is None:
                return None
        chosen = np.flatnonzero(found[: self.pairs.size] > 0.5)
        return self.plain.pairs.select("person_id", "job_id", "route")[chosen]

    def _rows(self) -> None:
        entries = self.plain.entries
        row, pair = _numbers(entries["row"]).astype(int), _numbers(entries["pair"]).astype(int)
        amount = _numbers(entries["amount"])
        many = float(self.plain.persons.height + 1)
        for number, (of, own) in enumerate(
            zip(self.plain.rows.iter_rows(named=True), _groups(row, self.plain.rows.height), strict=True)
        ):
            counted = (pair[own], amount[own])
            opened = None
            if of["all_or_none"] == "1":
                opened = self.model.column()
                self.model.row([counted, (opened, -many)], -INF, 0.0)
            assert number == int(of["row"])
            for side, sign in (("lower", 1.0), ("upper", -1.0)):
                if of[side] == "" and of[f"{side}_share"] == "":
                    continue
                terms = [(counted[0], sign * counted[1])]
                if of[f"{side}_share"]:
                    terms.append((self.pairs, -sign * float(of[f"{side}_share"])))
                if of["soft"]:
                    terms.append((self.model.column(float(of["soft"]), INF), 1.0))
                at = sign * float(of[side] or 0)
                if opened is not None and side == "lower":
                    terms.append((opened, -many))
                    at -= many
                self.model.row(terms, at, INF)

    def _households(self) -> None:
        """A column for each household, 1 only if somebody of it is placed."""
        self.homes: list[int] = []
        bonus = float(self.plain.facts["bonus"])
        if bonus == 0 and "households" not in self.plain.facts["order"]:
            return
        house = _codes(self.plain.persons["household"])[self.person]
        for own in _groups(house, int(house.max(initial=-1)) + 1):
            if own.size:
                home = self.model.column(-bonus)
                self.homes.append(home)
                self.model.row([(own, 1.0), (home, -1.0)], 0.0, INF)

    def _together(self) -> None:
        """Of each group all members are in a unit, or none is."""
        together = self.plain.persons["together"]
        names = [name for name in together.unique(maintain_order=True).to_list() if name]
        unit = _codes(self.plain.jobs["unit"])
        for name in names:
            members = np.flatnonzero((together == name).to_numpy())
            own = np.flatnonzero(np.isin(self.person, members))
            for where in np.unique(unit[self.job[own]]).tolist():
                all_go = self.model.column()
                there = own[unit[self.job[own]] == where]
                for member in members.tolist():
                    self.model.row([(there[self.person[there] == member], 1.0), (all_go, -1.0)], 0.0, 0.0)

    def _count(self, stage: str, time_limit: float) -> npt.NDArray[np.float64] | None:
        kind, _, name = stage.partition(":")
        if kind == "households":
            counted = np.array(self.homes, np.int64)
        elif kind == "tier":
            near = self.plain.pairs["tier"].is_in(TIERS[: TIERS.index(name) + 1])
            counted = np.flatnonzero(near.to_numpy())
        else:
            mine = np.ones(self.plain.persons.height, bool)
            if name:
                mine = (self.plain.persons["priority"] == name).to_numpy()
            counted = np.flatnonzero(mine[self.person])
        cost = np.zeros(len(self.model.cost))
        cost[counted] = -1.0
        found = self.model.least(cost, time_limit)
        if found is not None:
            self.model.row([(counted, 1.0)], float(np.rint(found[counted]).sum()), INF)
        return found

    def _fair(self, time_limit: float) -> npt.NDArray[np.float64] | None:
        """The greatest least share that some plan has, found by halving; then a lower limit of each group."""
        labels = self.plain.persons["fair"]
        names = [name for name in labels.unique(maintain_order=True).to_list() if name]
        groups = [np.flatnonzero((labels == name).to_numpy()) for name in names]
        first, sizes = len(self.model.low), [group.size for group in groups]
        for group in groups:
            self.model.row([(np.flatnonzero(np.isin(self.person, group)), 1.0)], 0.0, INF)
        shares = sorted({Fraction(k, size) for size in sizes for k in range(size + 1)}) or [Fraction(1)]
        low, high = 0, len(shares)  # shares[low] can be reached, shares[high] cannot
        nothing = np.zeros(len(self.model.cost))

        def reach(share: Fraction) -> npt.NDArray[np.float64] | None:
            self.model.low[first:] = [float(-(-share * size // 1)) for size in sizes]
            return self.model.least(nothing, time_limit)

        if reach(shares[low]) is None:
            return None
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if reach(shares[middle]) is None else (middle, high)
        return reach(shares[low])


def _places(ids: pl.Series, among: pl.Series) -> npt.NDArray[np.int64]:
    table = pl.DataFrame({"id": among}).with_row_index("at")
    found = pl.DataFrame({"id": ids}).join(table, on="id", how="left", maintain_order="left")["at"]
    return found.cast(pl.Int64).to_numpy()


def _numbers(column: pl.Series) -> npt.NDArray[np.float64]:
    return column.cast(pl.Float64).to_numpy()


def _codes(column: pl.Series) -> npt.NDArray[np.int64]:
    """The number of each value among all."""
    return np.asarray(np.unique(column.to_numpy().astype(str), return_inverse=True)[1].ravel(), np.int64)


def _groups(at: npt.NDArray[np.int64], many: int) -> list[npt.NDArray[np.int64]]:
    """The places where `at` is 0, 1, … `many` − 1."""
    order = np.argsort(at, kind="stable")
    return np.split(order, np.searchsorted(at[order], np.arange(1, many))) if many else []
