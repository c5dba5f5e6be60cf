"""Ready-made instances: the 2016 pilot's, and a national one; docs/presets.md lists the source of every figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from jobmatch.errors import InputError
from jobmatch.scenarios.demand import HOME, Demand
from jobmatch.scenarios.draws import joined_rows
from jobmatch.scenarios.jobs import Supply, draw_jobs
from jobmatch.scenarios.national import national
from jobmatch.scenarios.persons import draw_seekers
from jobmatch.scenarios.sizes import counted, persons_of, scaled, scaled_rows
from jobmatch.scenarios.write import write_lists
from jobmatch.words import said

__all__ = ["AS_OF", "MAX_SCALE", "PRESETS", "generate", "write_lists"]

AS_OF = date(2016, 8, 29)
"""The day of the pilot report."""

MAX_SCALE = 10.0
MOST_SEEKERS = 10_000_000
MOST_JOBS = 100_000

XIANGXI = {
    "433101": 0.08,
    "433122": 0.105,
    "433123": 0.145,
    "433124": 0.11,
    "433125": 0.11,
    "433126": 0.055,
    "433127": 0.19,
    "433130": 0.205,
}


@dataclass(frozen=True, slots=True)
class _Preset:
    summary: str
    parts: Callable[[], tuple[tuple[Demand, ...], tuple[Supply, ...]]]
    """Demands and supplies at scale 1."""


def _pilot(summary: str, demand: Demand, supplies: tuple[Supply, ...]) -> _Preset:
    return _Preset(summary, lambda: ((demand,), supplies))


_XIANGXI_DEMAND = Demand(
    seekers=219_275,
    households=90_000,
    registered_poor=211_600,
    homes=XIANGXI,
    wishes={
        "430100": 30.0,
        "440300": 16.0,
        "441900": 10.0,
        "440100": 9.0,
        "440600": 7.0,
        "430200": 4.0,
        "430300": 3.0,
        HOME: 14.0,
        "433100": 6.0,
        "430000": 5.0,
        "440000": 4.0,
        "*": 1.5,
    },
)

_CHANGSHA = Supply("changsha", employers=327, rows=1_050, posts=25_800)

_YUNXI_DEMAND = Demand(
    seekers=73_200,
    households=49_300,
    registered_poor=73_200,
    homes={"420322": 1.0},
    wishes={
        "440300": 26.0,
        "441900": 14.0,
        "440100": 12.0,
        "440600": 8.0,
        "441300": 6.0,
        "440000": 9.0,
        "420100": 8.0,
        "420300": 6.0,
        HOME: 9.0,
        "420000": 2.0,
        "*": 1.5,
    },
    min_wage=2_600.0,
)

_SPECS = {
    "xiangxi-2016": _pilot(
        "Xiangxi's 219,275 seekers in 90,000 households; Changsha's 25,800 posts, Guangdong's and local ones",
        _XIANGXI_DEMAND,
        (
            _CHANGSHA,
            Supply("shenzhen", employers=75, rows=230, posts=6_000),
            Supply("dongguan", employers=45, rows=130, posts=3_600),
            Supply("guangzhou", employers=40, rows=120, posts=2_800),
            Supply("foshan", employers=30, rows=90, posts=2_000),
            Supply("zhuzhou", employers=25, rows=60, posts=1_500),
            Supply("xiangtan", employers=18, rows=40, posts=1_000),
            Supply("xiangxi", employers=140, rows=280, posts=5_300),
        ),
    ),
    "yunxi-2016": _pilot(
        "Yunxi county's 73,200 workers in 49,300 registered households; 40,000 posts, mostly in Guangdong",
        _YUNXI_DEMAND,
        (
            Supply("shenzhen", employers=140, rows=430, posts=15_000, wage_factor=1.08, stay=0.80),
            Supply("dongguan", employers=80, rows=220, posts=8_500, wage_factor=1.12, stay=0.80),
            Supply("guangzhou", employers=60, rows=180, posts=5_500, wage_factor=1.10, stay=0.80),
            Supply("foshan", employers=35, rows=110, posts=3_200, wage_factor=1.12, stay=0.80),
            Supply("huizhou", employers=25, rows=70, posts=2_300, wage_factor=1.12, stay=0.80),
            Supply("wuhan", employers=30, rows=80, posts=2_500, wage_factor=1.08),
            Supply("shiyan", employers=25, rows=60, posts=1_500),
            Supply("yunxi", employers=30, rows=70, posts=1_500),
        ),
    ),
    "fair-2016": _pilot(
        "The 2,352 who attended Yunxi's 11 job fairs, and about as many posts as were signed there (546)",
        replace(
            _YUNXI_DEMAND,
            seekers=2_352,
            households=2_050,
            registered_poor=1_314,
            fairs=11,
            wish_counts=(0.10, 0.25, 0.35, 0.30),
            type_counts=(0.20, 0.10, 0.25, 0.25, 0.20),
        ),
        (
            Supply("shenzhen", employers=34, rows=130, posts=236, wage_factor=1.08),
            Supply("dongguan", employers=20, rows=75, posts=131, wage_factor=1.12),
            Supply("guangzhou", employers=16, rows=55, posts=92, wage_factor=1.10),
            Supply("foshan", employers=9, rows=32, posts=51, wage_factor=1.12),
            Supply("shiyan", employers=6, rows=14, posts=27),
            Supply("yunxi", employers=6, rows=14, posts=26),
        ),
    ),
    "changsha-2016": _pilot(
        "Xiangxi's 21,000 trained workers and Changsha's 327 employers with 25,800 posts: more posts than persons",
        replace(
            _XIANGXI_DEMAND,
            seekers=21_000,
            households=16_000,
            registered_poor=20_265,
            wishes={"430100": 30.0, "430121": 8.0, "430104": 6.0, "430111": 6.0, "430000": 6.0, "*": 1.0},
            skills=(0.0, 0.75, 0.25),
        ),
        (_CHANGSHA,),
    ),
    "national": _Preset(
        "10,000,000 seekers of 344 prefectures and 100,000 job rows with 7,000,000 posts, most of them on the coast",
        national,
    ),
}

PRESETS: dict[str, str] = {name: spec.summary for name, spec in _SPECS.items()}
"""Name of each preset and what it is, in a line."""


def generate(
    preset: str, scale: float = 1.0, seed: int = 0, *, seekers: int | None = None, jobs: int | None = None
) -> tuple[pl.DataFrame, pl.DataFrame, dict[str, Any]]:
    """Draw an instance: the two lists and a policy for them.

    Parameters
    ----------
    preset
        A key of `PRESETS`.
    scale
        Factor on seekers, households and vacancies, above 0 and at most `MAX_SCALE`. Job rows and employers grow with
        it above 1, with its root below.
    seed
        The same preset, size and seed give the same frames. Not negative.
    seekers
        So many seekers, whatever the scale; vacancies keep their proportion to them, but for one a row at least.
    jobs
        So many job rows, whatever the scale.

    Returns
    -------
    tuple
        Seekers and jobs with the columns of docs/files.md (blank cells are null), and the policy as a document
        (docs/model.md).

    Raises
    ------
    InputError
        If there is no such preset, or its size or `seed` is out of range.
    """
    if preset not in _SPECS:
        raise InputError(said("presets.unknown", preset=preset, names=tuple(_SPECS)))
    if not 0 < scale <= MAX_SCALE:
        raise InputError(said("presets.scale", MAX_SCALE=MAX_SCALE, scale=scale))
    if seed < 0:
        raise InputError(said("presets.seed", seed=seed))
    demands, supplies = _SPECS[preset].parts()
    everybody = sum(demand.seekers for demand in demands)
    persons = max(1, round(everybody * scale)) if seekers is None else seekers
    rows = scaled_rows(supplies, scale) if jobs is None else jobs
    for name, count, most in (("seekers", persons, MOST_SEEKERS), ("jobs", rows, MOST_JOBS)):
        if not 0 < count <= most:
            raise InputError(said("presets.count", name=name, most=most, count=count))
    if seekers is None and jobs is None:
        supplies = scaled(supplies, scale)
    else:
        posts = round(sum(supply.posts for supply in supplies) * persons / everybody)
        supplies = counted(supplies, rows, max(rows, posts))
    source = np.random.SeedSequence([int.from_bytes(preset.encode(), "big"), seed])
    for_persons, for_jobs = (np.random.default_rng(child) for child in source.spawn(2))
    parts = (
        draw_seekers(demand, count, AS_OF, for_persons)
        for demand, count in zip(demands, persons_of(demands, persons), strict=True)
        if count
    )
    return joined_rows(parts), draw_jobs(supplies, AS_OF, for_jobs), _policy()


def _policy() -> dict[str, Any]:
    """The policy of every preset: the defaults that matter most, written out to be changed."""
    return {
        "as_of": AS_OF,
        "horizon_months": 12,
        "unmatched": {"default": 20000.0, "registered_poor": 30000.0},
        "skill": {"weight": 300.0, "max_missing": 1},
        "wage": {"weight": 1.0, "wish_ratio": 1.2},
        "distance": {"weight": 1.0, "yuan_per_km": 0.4, "trips": 4},
        "tier": {"county": 0.0, "prefecture": 50.0, "province": 100.0, "outside": 200.0},
        "preference": {"region_step": 50.0, "type_step": 50.0},
        "retention": {"loss": 3000.0},
    }
