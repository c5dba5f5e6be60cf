"""Groups that go together: to jobs of one unit, or nowhere (docs/levers.md, section 2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from jobmatch.policy.levers import Household
from jobmatch.verify.exactly import Bools, Ints, classes
from jobmatch.verify.households import Households
from jobmatch.verify.inputs import Listed
from jobmatch.verify.regions import LEVELS, Tree
from jobmatch.verify.report import Halt
from jobmatch.verify.vectors import beyond, within_reach
from jobmatch.words import Words, said

NOBODY = -1
_MOST_CELLS = 2**26
"""So many least values by member and unit are kept at a time: half a GB at most."""
_DECODED = 2**19


@dataclass(frozen=True)
class Part:
    """Whole groups, as a scan is asked about them.

    Attributes
    ----------
    members
        Persons, group by group.
    starts
        Where each group begins in `members`.
    of_person
        By person, the place in `members`; `NOBODY` for all others.
    unit
        By job, the number of its unit.
    units
        How many units there are.
    """

    members: Ints
    starts: Ints
    of_person: Ints
    unit: Ints
    units: int

    @property
    def sizes(self) -> Ints:
        """Members by group."""
        return np.diff(self.starts, append=len(self.members))

    def chunks(self) -> Iterator[Part]:
        """The same in pieces of whole groups, each with few enough members to work with all units at once."""
        yield from _pieces(self, max(1, _DECODED // max(1, self.units)))

    def least(self, pair: Ints, stay: Ints, open_: Bools) -> tuple[Ints, Bools]:
        """By group, what its best unit adds to staying, and whether any unit takes it.

        Parameters
        ----------
        pair
            By unit and member, the least vector of an eligible job there; anything where there is none.
        stay
            By member, the vector of staying.
        open_
            By unit and member, whether there is an eligible job.
        """
        change = np.where(open_[:, :, None], pair - stay, 0)
        within_reach(change, "certificate.csv", times=int(self.sizes.max(initial=1)))
        whole = np.add.reduceat(change, self.starts, axis=1)
        can = np.logical_and.reduceat(open_, self.starts, axis=1)
        some = np.asarray(can.any(axis=0))
        out = np.zeros((len(self.starts), pair.shape[2]), change.dtype)
        for component in range(pair.shape[2]):
            values = np.where(can, whole[:, :, component], beyond(change.dtype))
            least = values.min(axis=0)
            can &= values == least
            out[:, component] = np.where(some, least, 0)
        return out, some


@dataclass(frozen=True)
class Together:
    """All groups of a run: persons with the same `together_id`, two at least.

    Attributes
    ----------
    whole
        All groups in one part.
    names, unit_names
        The `together_id` of each group; each unit in words.
    """

    whole: Part
    names: list[str]
    unit_names: list[str]

    def __len__(self) -> int:
        return len(self.names)

    def parts(self) -> Iterator[Part]:
        """All groups, in parts that fit into memory."""
        yield from _pieces(self.whole, max(1, _MOST_CELLS // max(1, self.whole.units)))

    def faults(self, holds: Ints, seekers: Listed) -> Iterator[Words]:
        """Groups that a plan pulls apart; `holds` is the job of each person, -1 for none."""
        whole = self.whole
        job = holds[whole.members]
        at = np.where(job >= 0, whole.unit[job], NOBODY) if len(whole.unit) else np.full(len(job), NOBODY)
        torn = np.minimum.reduceat(at, whole.starts) != np.maximum.reduceat(at, whole.starts)
        for group in np.flatnonzero(torn).tolist():
            first = int(whole.starts[group])
            mine = range(first, first + int(whole.sizes[group]))
            where = [
                said("verified.stays", id=seekers.key_of(int(whole.members[row])))
                if at[row] == NOBODY
                else said(
                    "verified.goes_to",
                    id=seekers.key_of(int(whole.members[row])),
                    unit=self.unit_names[int(at[row])],
                )
                for row in mine
            ]
            yield said("verified.not_together", names=self.names[group], where=where)


def _pieces(part: Part, members: int) -> Iterator[Part]:
    """Whole groups, so many members at a time (or one group, if that has more)."""
    ends = np.append(part.starts[1:], len(part.members))
    first = 0
    while first < len(part.starts):
        start = int(part.starts[first])
        last = max(first + 1, int(np.searchsorted(ends, start + members, side="right")))
        rows = part.members[start : int(ends[last - 1])]
        of_person = np.full(len(part.of_person), NOBODY, np.int64)
        of_person[rows] = np.arange(len(rows))
        yield Part(rows, part.starts[first:last] - start, of_person, part.unit, part.units)
        first = last


def read_together(
    rules: Household, seekers: Listed, jobs: Listed, tree: Tree, households: Households, *, jointly: bool
) -> Together | None:
    """The groups of a run; None where nobody goes together with anybody.

    Parameters
    ----------
    jointly
        Whether something ties the members of a household to each other, so that a group must lie within one.

    Raises
    ------
    Halt
        The units cannot be told, or a group reaches over several households.
    """
    if rules.together is None:
        return None
    unit, names = _units(rules.together, jobs, tree)
    cells, texts = classes(seekers.text("together_id"))
    named = np.array([text != "" for text in texts], bool)
    times = np.bincount(cells, minlength=len(texts))
    rows = np.flatnonzero((named & (times > 1))[cells])
    members = rows[np.argsort(cells[rows], kind="stable")]
    if not len(members):
        return None
    starts = np.flatnonzero(np.diff(cells[members], prepend=-1))
    groups = [texts[cell] for cell in cells[members[starts]].tolist()]
    house = households.at[members]
    apart = np.minimum.reduceat(house, starts) != np.maximum.reduceat(house, starts)
    for group in np.flatnonzero(apart).tolist() if jointly else ():
        raise Halt(
            "policy",
            said("verified.together_households", groups=groups[group], name=seekers.name),
        )
    of_person = np.full(len(seekers), NOBODY, np.int64)
    of_person[members] = np.arange(len(members))
    return Together(Part(members, starts, of_person, unit, len(names)), groups, names)


def _units(together: str, jobs: Listed, tree: Tree) -> tuple[Ints, list[str]]:
    """The number of each job's unit, and the units by name."""
    kind, _, level = together.partition("@")
    if together == "employer":
        employer = jobs.text("employer_id")
        own = jobs.table[jobs.key]
        unit, names = classes(pl.select(pl.when(employer == "").then(own).otherwise(employer)).to_series())
        return unit.astype(np.int64), names
    if kind != "region" or level not in LEVELS:
        raise Halt("policy", said("verified.together_form", together=together))
    if "region" not in jobs.table.columns:
        raise Halt("policy", said("verified.together_region", name=jobs.name))
    cells, texts = classes(jobs.text("region"))
    for text in texts:
        if text not in tree.codes:
            raise Halt("tables", said("verified.region_no_column", name=jobs.name, text=text))
    own_region = np.array([tree.codes[text] for text in texts], np.int64)
    above = tree.climb(own_region, tree.level == LEVELS.index(level))
    region = np.where(above == tree.none, own_region, above)
    used, at = np.unique(region, return_inverse=True)
    codes = list(tree.codes)
    return at.reshape(-1)[cells].astype(np.int64), [codes[number] for number in used.tolist()]
