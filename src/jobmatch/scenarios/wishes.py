"""Draw the regions that persons agree to, and how far they would go."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jobmatch.scenarios.demand import HOME, Consent, Demand
from jobmatch.scenarios.draws import Floats, Ints, joined, pick, pick_several, words

MOST_WISHES = 8
"""Regions that are drawn for a person whose consent is given as a share of the jobs; most name fewer."""

TIERS = ("county", "prefecture", "province", "outside")


class Wishes(NamedTuple):
    """Wishes of each person."""

    regions: pl.Series
    ask: Floats  # yuan a month that they ask more for it
    tier: pl.Series  # the furthest they would go, where they say


def draw_wishes(demand: Demand, home: pl.Series, couple: Ints, rng: np.random.Generator) -> Wishes:
    """Draw wishes; couples wish alike.

    Parameters
    ----------
    home
        County of each person.
    couple
        For each person the first of the couple he or she belongs to, -1 for nobody.
    """
    options = sorted(demand.wishes)
    persons = len(couple)
    most = len(demand.wish_counts) if demand.consent is None else MOST_WISHES
    weight = np.tile(np.array([demand.wishes[option] for option in options], dtype=np.float32), (persons, 1))
    chosen = pick_several(rng, weight, min(most, len(options)))
    if demand.consent is None:
        named = np.arange(most) <= pick(rng, demand.wish_counts, persons)[:, None]
    else:
        chosen, named = _until_enough(demand.consent, options, chosen, rng)
    same = np.where(couple < 0, np.arange(persons), couple)
    chosen, named = chosen[same], named[same]
    # A wide region comes after the places within it, else they would add nothing.
    wide = np.array([_is_wide(option, options) for option in options])
    order = np.argsort(np.where(named, wide[chosen], 2), axis=1, kind="stable")
    chosen, named = np.take_along_axis(chosen, order, axis=1), np.take_along_axis(named, order, axis=1)

    asks = np.array([demand.asks.get(option, 0.0) for option in options])
    ask = np.where(named, asks[chosen], np.inf).min(axis=1)
    reach = np.array([_tier_of(option, next(iter(demand.homes))) for option in options])
    widest = np.where(named, reach[chosen], 0).max(axis=1)
    # Some say how far they go; of those who take anywhere, not beyond their province.
    anywhere = (named & np.array([option == "*" for option in options])[chosen]).any(axis=1)
    states = (rng.random(persons) < 0.15)[same]
    return Wishes(_text(options, chosen, named, home), ask, words(TIERS, np.where(anywhere, 2, widest), states))


def _until_enough(
    consent: Consent, options: list[str], chosen: Ints, rng: np.random.Generator
) -> tuple[Ints, NDArray[np.bool_]]:
    """Name wishes in the order drawn, those that fit below the upper bound, until they hold what the person wants.

    That is drawn evenly from the lower half between the bounds, since the last wish goes beyond it. Whoever stays below
    the lower bound, because all that was drawn is small, names the largest region too.
    """
    held = np.array([consent.held[option] for option in options])
    enough = rng.uniform(consent.low, (consent.low + consent.high) / 2, len(chosen))
    named = np.zeros(chosen.shape, dtype=np.bool_)
    total = np.zeros(len(chosen))
    for k in range(chosen.shape[1]):
        more = held[chosen[:, k]]
        named[:, k] = (total < enough) & (total + more <= consent.high)
        total += np.where(named[:, k], more, 0.0)
    few = total < consent.low
    chosen[few, -1] = np.argmax(held)
    named[few, -1] = True
    return chosen, named


def _text(options: list[str], chosen: Ints, named: NDArray[np.bool_], home: pl.Series) -> pl.Series:
    parts = []
    for k in range(int(named.sum(axis=1).max(initial=0))):  # those named stand first
        part = words(options, chosen[:, k], named[:, k])
        parts.append(pl.select(pl.when(part == HOME).then(home).otherwise(part)).to_series())
    return joined(parts)


def _is_wide(option: str, options: list[str]) -> bool:
    """Whether a wish covers at least two of the others: a province, `*`, a city whose districts are options too."""
    stem = "" if option == "*" else option.removesuffix("00").removesuffix("00")
    return sum(other.startswith(stem) for other in options if other != option) >= 2


def _tier_of(option: str, home: str) -> int:
    """The tier of a wish, as a position in `TIERS`, seen from a home in the same prefecture as all others."""
    if option == HOME:
        return 0
    if option.endswith("0000") or option[:4] != home[:4]:
        return 2 if option[:2] == home[:2] else 3
    return 1
