"""Required skills against skills held, for each distinct skills cell at once (docs/model.md, section 4)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from jobmatch.policy import Policy, exact
from jobmatch.verify.exactly import Bools, Ints, linear, within
from jobmatch.verify.report import Halt
from jobmatch.words import said

_CACHE_BYTES = 256 * 2**20


@dataclass(frozen=True)
class Need:
    """One requirement seen from every distinct skills cell: the cost in quanta, and whether the rule holds."""

    cost: Ints
    ok: Bools


class Skills:
    """Evaluates requirements; keeps what it has evaluated while that is small."""

    def __init__(self, texts: list[str], policy: Policy) -> None:
        self._policy = policy.skill
        self._unit = 10**policy.decimals
        self._size = len(texts)
        self._held = _by_code(texts)
        self._kept: dict[str, Need] = {}
        self._after: dict[tuple[str, int], Need] = {}

    def most(self, requirement: str) -> int:
        """No cost for the requirement is higher, of persons who miss no more levels than they may."""
        wanted = parse(requirement)
        total = sum((self._weight(code) * level for code, level in wanted), Fraction(0))
        total = min(
            total, self._policy.max_missing * max((self._weight(code) for code, _ in wanted), default=Fraction(0))
        )
        return within(math.ceil(total * self._unit) + 1, "skill")

    def need(self, requirement: str) -> Need:
        """The requirement (a skills cell of a job) seen from every distinct skills cell."""
        if requirement in self._kept:
            return self._kept[requirement]
        made = self._make(parse(requirement), {})
        if (len(self._kept) + len(self._after) + 1) * self._size * 9 < _CACHE_BYTES:
            self._kept[requirement] = made
        return made

    def after(self, requirement: str, taught: Mapping[str, int], course: int) -> Need:
        """The same once a course is taken; it is of no use to who holds what is required, or as much as is taught."""
        key = (requirement, course)
        if key in self._after:
            return self._after[key]
        wanted = parse(requirement)
        made = self._make(wanted, taught)
        of_use = np.zeros(self._size, bool)
        for code, level in wanted:
            held = self._levels(code, {})
            of_use |= (held < level) & (held < taught.get(code, 0))
        made = Need(made.cost, made.ok & of_use)
        if (len(self._kept) + len(self._after) + 1) * self._size * 9 < _CACHE_BYTES:
            self._after[key] = made
        return made

    def _make(self, wanted: list[tuple[str, int]], taught: Mapping[str, int]) -> Need:
        weights = {code: self._weight(code) * self._unit for code, _ in wanted}
        common = math.lcm(*(weight.denominator for weight in weights.values())) if weights else 1
        within(sum(int(weights[code] * common) * level for code, level in wanted), "skill")
        missing = np.zeros(self._size, np.int64)
        money = np.zeros(self._size, np.int64)
        ok = np.ones(self._size, bool)
        for code, level in wanted:
            held = self._levels(code, taught)
            lacking = np.maximum(0, level - held)
            missing += lacking
            money += lacking * int(weights[code] * common)
            if not self._policy.absent:
                ok &= held > 0
        return Need(linear(money, Fraction(1, common), "skill"), ok & (missing <= self._policy.max_missing))

    def _weight(self, code: str) -> Fraction:
        return exact(self._policy.weights.get(code, self._policy.weight))

    def _levels(self, code: str, taught: Mapping[str, int]) -> Ints:
        """Level held by each distinct cell, 0 if none; one substitution may stand in, and does not chain."""
        out = self._own(code, taught)
        for swap in self._policy.substitute:
            if swap.for_ == code and (swap.have in self._held or swap.have in taught):
                instead = self._own(swap.have, taught)
                out = np.maximum(out, np.where(instead > 0, instead - swap.loss, 0))
        return out

    def _own(self, code: str, taught: Mapping[str, int]) -> Ints:
        """Level stated in each distinct cell, or taught if that is higher; 0 if none."""
        out = np.zeros(self._size, np.int64)
        own = self._held.get(code)
        if own is not None:
            out[own[0]] = own[1]
        return np.maximum(out, taught.get(code, 0))


def parse(text: str) -> list[tuple[str, int]]:
    """``"A:2;B:1"`` as ``[("A", 2), ("B", 1)]``."""
    out = []
    for part in text.split(";") if text else ():
        code, _, level = part.rpartition(":")
        if not code or not (level.isascii() and level.isdecimal()) or len(level) > 1 or level == "0":
            raise Halt("tables", said("verified.skill_form", part=part))
        out.append((code, int(level)))
    if len({code for code, _ in out}) != len(out):
        raise Halt("tables", said("verified.skill_twice", text=text))
    return out


def _by_code(texts: list[str]) -> dict[str, tuple[Ints, Ints]]:
    """By skill, the cells that name it and the level in each."""
    found: dict[str, tuple[list[int], list[int]]] = {}
    for cell, text in enumerate(texts):
        for code, level in parse(text):
            cells, levels = found.setdefault(code, ([], []))
            cells.append(cell)
            levels.append(level)
    return {code: (np.array(cells), np.array(levels)) for code, (cells, levels) in found.items()}
