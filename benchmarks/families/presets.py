"""The presets of `jobmatch generate`, at several scales."""

from __future__ import annotations

from benchmarks.instance import Instance
from benchmarks.registry import register


def preset(preset: str, scale: float = 1.0, seed: int = 0, persons: int | None = None) -> Instance:
    """A preset of `jobmatch generate`, with its own policy."""
    import jobmatch

    seekers, jobs, policy = jobmatch.generate(preset, scale=scale, seed=seed)
    return Instance(
        seekers=seekers if persons is None else seekers.head(persons),
        jobs=jobs,
        policy=policy.model_dump(mode="json", by_alias=True, exclude_none=True),
        decimals=policy.decimals,
    )


register("preset/xiangxi-0.01", preset, "smoke", preset="xiangxi-2016", scale=0.01)
register("preset/xiangxi-0.1", preset, "pilot", preset="xiangxi-2016", scale=0.1)
register(
    "preset/xiangxi-1",
    preset,
    "pilot",
    "command",
    "resolve",
    "levers",
    "budgets",
    "rules",
    "studies",
    preset="xiangxi-2016",
)
register("preset/yunxi-1", preset, "pilot", preset="yunxi-2016")
register("preset/fair-1", preset, "pilot", "cold-compile", preset="fair-2016")
register("preset/changsha-1", preset, "pilot", preset="changsha-2016")
# the rows of ten pilots' jobs, and as many persons as the other large cases have
register("preset/xiangxi-1m-20k", preset, "large", preset="xiangxi-2016", scale=10.0, persons=1_000_000)
