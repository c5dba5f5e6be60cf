"""Names as villages have them: few surnames each, generations that share a character, and so people of one name."""

from __future__ import annotations

import numpy as np
import polars as pl

from jobmatch.scenarios.draws import Ints, pick, words

SURNAMES = "向彭田龙石张王李吴刘陈杨麻梁罗黄周唐谭贾鲁宋滕符覃邓姚廖胡何"
GIVEN = (
    "英华秀玉兰芳桂花香珍凤琴明国建军志文斌强勇平生林森海涛辉波成发福贵祥顺昌荣光清春夏秋冬梅菊莲红霞丽娟艳玲敏静慧"
    "云雪月星金银铜铁木水火土山川江河湖石岩松柏竹忠孝仁义礼智信德才学武元亨利贞安康宁乐长久远大方正世永万千百天兴旺"
)

CLANS = 0.25
"""Shape of the gamma draw of each village's surnames: the smaller, the fewer they are."""

GENERATIONS = 4
SHARED, SHORT = 0.5, 0.12
"""Parts of a clan that take the character of their generation, and whose given name has one character."""


def draw_names(village: Ints, villages: int, birth_year: Ints, rng: np.random.Generator) -> pl.Series:
    """Names of persons: surname and one or two characters."""
    clans = rng.gamma(CLANS, size=(villages, len(SURNAMES)))
    edges = np.cumsum(clans, axis=1)
    drawn = rng.random(len(village)) * edges[village, -1]
    surname = (edges[village] <= drawn[:, None]).sum(axis=1).clip(max=len(SURNAMES) - 1)
    generation = np.clip((birth_year - 1940) // 18, 0, GENERATIONS - 1)
    shared = rng.integers(0, len(GIVEN), (villages, len(SURNAMES), GENERATIONS))[village, surname, generation]
    odds = np.linspace(2.0, 0.4, len(GIVEN))
    middle = np.where(rng.random(len(village)) < SHARED, shared, pick(rng, odds, len(village)))
    last = pick(rng, odds, len(village))
    short = pl.Series(rng.random(len(village)) < SHORT)
    middle_text = pl.select(pl.when(short).then(pl.lit("")).otherwise(words(list(GIVEN), middle))).to_series()
    return words(list(SURNAMES), surname) + middle_text + words(list(GIVEN), last)


def altered_names(names: pl.Series, rng: np.random.Generator) -> pl.Series:
    """Each name with a fault: another character in place of one, one left out, or two in the wrong order."""
    kinds = pick(rng, (0.6, 0.25, 0.15), len(names))
    letters, places = rng.integers(0, len(GIVEN), len(names)), rng.random(len(names))
    return pl.Series(
        [
            _altered(name, int(kind), GIVEN[letter], place)
            for name, kind, letter, place in zip(names, kinds, letters, places, strict=True)
        ],
        dtype=pl.String,
    )


def _altered(name: str, kind: int, letter: str, place: float) -> str:
    at = 1 + int(place * (len(name) - 1))
    if kind == 1 and len(name) > 2:
        return name[:at] + name[at + 1 :]
    if kind == 2 and len(name) > 2 and name[1] != name[2]:
        return name[0] + name[2] + name[1]
    other = letter if letter != name[at] else GIVEN[GIVEN.index(letter) - 1]
    return name[:at] + other + name[at + 1 :]
