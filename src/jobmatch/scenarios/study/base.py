"""What a document's base names: the two lists and the policy, as they are before any change."""

from __future__ import annotations

import polars as pl

from jobmatch.lists import RegionTree, read_lists
from jobmatch.policy import Policy, load_policy
from jobmatch.scenarios import presets
from jobmatch.scenarios.retention.values import as_given
from jobmatch.scenarios.study.document import Base


def tree_of(base: Base) -> RegionTree:
    """The tree of regions."""
    return RegionTree.builtin() if base.regions is None else RegionTree.from_table(base.regions)


def lists_of_base(base: Base, tree: RegionTree, seed: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Seekers and jobs: a preset's, drawn with the seed, or the lists that are named, with the columns they have.

    Raises
    ------
    InputError
        The lists hold errors, or there is no such preset.
    """
    if base.preset is not None:
        seekers, jobs, _ = presets.generate(base.preset, base.scale, seed)
        return seekers, jobs
    read = read_lists(base.seekers, base.jobs, regions=tree, pairs=base.pairs)
    return as_given(read.seekers, read.columns["seekers"]), as_given(read.jobs, read.columns["jobs"])


def policy_of_base(base: Base) -> Policy:
    """The policy: the one that is named, or the preset's, or the defaults.

    Raises
    ------
    InputError, PolicyError
        There is no such preset; the policy is not valid.
    """
    given = base.policy
    if base.preset is not None:  # drawn small: for its policy, and to know that there is one of that name
        own = presets.generate(base.preset, scale=min(base.scale, 0.01))[2]
        given = own if given is None else given
    return load_policy(given)
