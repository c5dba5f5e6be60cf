"""The public `generate`: an artificial instance from a preset, ready for `jobmatch.solve`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from jobmatch.policy import Policy


def generate(
    preset: str, scale: float = 1.0, seed: int = 0, *, seekers: int | None = None, jobs: int | None = None
) -> tuple[pl.DataFrame, pl.DataFrame, Policy]:
    """Generate artificial seekers and jobs, and the policy that goes with them.

    Parameters
    ----------
    preset
        One of the presets of docs/presets.md, such as ``"xiangxi-2016"``.
    scale
        Part of the preset's size; 0.01 gives a hundredth of the persons and of the jobs.
    seed
        The same preset, size and seed give the same lists.
    seekers
        So many seekers, whatever the scale; vacancies keep their proportion to them, but for one a row at least.
    jobs
        So many job rows, whatever the scale.

    Returns
    -------
    seekers, jobs, policy
        Two polars frames with the columns of docs/files.md, and a `Policy`.

    Raises
    ------
    InputError
        There is no such preset, or its size or `seed` is out of range.
    """
    from jobmatch.policy import load_policy
    from jobmatch.scenarios import presets

    persons, posts, policy = presets.generate(preset, scale, seed, seekers=seekers, jobs=jobs)
    return persons, posts, load_policy(policy)
