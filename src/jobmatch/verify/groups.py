"""The groups of a quota: which jobs, or which persons, have the pairs that it counts (docs/levers.md, section 1)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jobmatch.policy import TIERS
from jobmatch.policy.levers import Quota
from jobmatch.verify.exactly import Bools, Ints, classes
from jobmatch.verify.inputs import Listed
from jobmatch.verify.predicates import REGIONAL, require_column, rows_where, tiers_where
from jobmatch.verify.regions import LEVELS, Tree
from jobmatch.verify.report import Halt
from jobmatch.verify.tiers import Tiers
from jobmatch.words import said

NO_GROUP = -1


@dataclass(frozen=True)
class Labels:
    """The rows of the list that `per` names, by group.

    Attributes
    ----------
    on_jobs
        Whether it is the list of jobs.
    at
        By row of that list, the number of its group; `NO_GROUP` where its cell is blank or the predicate fails.
    names
        The groups.
    """

    on_jobs: bool
    at: Ints
    names: list[str]


@dataclass(frozen=True)
class Groups:
    """The groups of a quota as sets of jobs or of persons.

    Attributes
    ----------
    on_jobs
        Whether the job of a pair decides in which group it is; else the person does.
    at
        By job (or person), the number of its group, `NO_GROUP` for none.
    names
        The groups; one of no name where the quota has no `per`.
    labels
        The rows of the list that `per` names; None where the quota has no `per`.
    """

    on_jobs: bool
    at: Ints
    names: list[str]
    labels: Labels | None


def read_groups(quota: Quota, seekers: Listed, jobs: Listed, tree: Tree) -> Groups | None:
    """The groups of a quota; None where neither the job nor the person alone decides whether a pair is in one.

    Raises
    ------
    Halt
        A column is not there.
    """
    persons, posts = rows_where(seekers, quota.persons, tree), rows_where(jobs, quota.jobs, tree)
    labels = None if quota.per is None else labelled(quota.per, persons, posts, (seekers, jobs), tree)
    if labels is not None and labels.on_jobs:
        posts = labels.at != NO_GROUP
    elif labels is not None:
        persons = labels.at != NO_GROUP
    by_person, by_job = _alone(quota, persons, posts, (seekers, jobs), tree)
    names = [""] if labels is None else labels.names
    for on_jobs, mask in ((True, by_job), (False, by_person)):
        if mask is None:
            continue
        if labels is not None and labels.on_jobs == on_jobs:
            return Groups(on_jobs, np.where(mask, labels.at, NO_GROUP), names, labels)
        if len(names) == 1:
            return Groups(on_jobs, np.where(mask, 0, NO_GROUP), names, labels)
        if not mask.any():
            return Groups(on_jobs, np.full(len(mask), NO_GROUP), names, labels)
    return None


def read_labels(per: str, seekers: Listed, jobs: Listed, tree: Tree) -> Labels:
    """The groups of all rows of the list that `per` names."""
    everybody, everything = np.ones(len(seekers), bool), np.ones(len(jobs), bool)
    return labelled(per, everybody, everything, (seekers, jobs), tree)


def _alone(
    quota: Quota, persons: Bools, posts: Bools, lists: tuple[Listed, Listed], tree: Tree
) -> tuple[Bools | None, Bools | None]:
    """The persons, and the jobs, all of whose pairs are in the group while no other pair is; None: there are no such.

    Pairs are looked at by classes: whether the predicates hold, and where the tier matters, home and workplace.
    """
    if not len(persons) or not len(posts):
        return np.zeros(len(persons), bool), np.zeros(len(posts), bool)
    home, region, near = _tiers(quota, lists, tree)
    person_class, person_at = np.unique(home * 2 + persons, return_inverse=True)
    job_class, job_at = np.unique(region * 2 + posts, return_inverse=True)
    inside = near[person_class // 2][:, job_class // 2]
    inside &= (person_class % 2 == 1)[:, None] & (job_class % 2 == 1)[None, :]
    by_person = inside[:, 0][person_at] if (inside == inside[:, :1]).all() else None
    by_job = inside[0][job_at] if (inside == inside[:1]).all() else None
    return by_person, by_job


def _tiers(quota: Quota, lists: tuple[Listed, Listed], tree: Tree) -> tuple[Ints, Ints, Bools]:
    """Class of home by person, class of workplace by job, and by these whether the tier is one that counts."""
    wanted = quota.pairs.get("tier", ())
    for value in wanted if isinstance(wanted, tuple | list) else (wanted,):
        if value not in TIERS:
            raise Halt("policy", said("verified.quota_tier", name=quota.name, value=value))
    counts = tiers_where(quota.pairs)
    if counts.all():
        return np.zeros(len(lists[0]), np.int64), np.zeros(len(lists[1]), np.int64), np.ones((1, 1), bool)
    tiers = Tiers(*lists, tree)
    return tiers.home, tiers.region, tiers.near(counts)


def labelled(per: str, persons: Bools, posts: Bools, lists: tuple[Listed, Listed], tree: Tree) -> Labels:
    """The rows of the list that `per` names, by group; of `persons` and `posts` those that count."""
    on_jobs, column, level = _split(per, lists)
    listed, mask = lists[on_jobs], (persons, posts)[on_jobs]
    require_column(listed, column)
    cells, texts = classes(listed.text(column))
    if level is not None:
        texts = _above(texts, level, tree)
    names = sorted({texts[cell] for cell in np.unique(cells[mask]).tolist()} - {""})
    number = {name: at for at, name in enumerate(names)}
    group = np.array([number.get(text, NO_GROUP) for text in texts], np.int64)
    return Labels(on_jobs, np.where(mask, group[cells], NO_GROUP), names)


def _split(per: str, lists: tuple[Listed, Listed]) -> tuple[bool, str, str | None]:
    """Whether `per` is a column of the jobs, the column, and the level at which its regions are taken."""
    owner, dot, rest = per.partition(".")
    stated = bool(dot) and owner in ("persons", "jobs")
    column, _, level = (rest if stated else per).rpartition("@")
    if column not in REGIONAL or level not in LEVELS:
        column, level = rest if stated else per, ""
    if stated:
        return owner == "jobs", column, level or None
    there = [column in listed.table.columns for listed in lists]
    if all(there):
        raise Halt("policy", said("verified.per_both", column=column))
    if any(there):
        return there[1], column, level or None
    return _documented(lists[1], column), column, level or None


def _documented(listed: Listed, column: str) -> bool:
    """Whether docs/files.md has the column for this list."""
    try:
        require_column(listed, column)
    except Halt:
        return False
    return True


def _above(texts: list[str], level: str, tree: Tree) -> list[str]:
    """For each region, by code, the one of this level that covers it; blank where there is none."""
    codes = [*tree.codes, ""]
    at = np.array([tree.codes.get(text, tree.none) for text in texts], np.int64)
    found = tree.climb(at, tree.level == LEVELS.index(level))
    return [codes[region] for region in found.tolist()]
