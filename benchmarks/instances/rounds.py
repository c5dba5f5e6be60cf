"""A later round: the plan in force and what persons said to it, made from a spec without any solver's choice."""

from __future__ import annotations

import hashlib
from pathlib import Path

import polars as pl

from benchmarks.instances.baselines import BASELINES, listed_pairs
from benchmarks.instances.given import ready
from benchmarks.instances.make import DECISIONS, PLAN
from benchmarks.instances.spec import Spec

WORDS = ("accepted", "declined", "no_show", "withdrawn")


def write_round(spec: Spec, folder: Path) -> None:
    """Write plan.csv, what first come, first served gives, and decisions.csv.

    Each placed person draws a number from 0 to 1, the first 32 bits of the SHA-256 of ``SEED:person_id``, and the
    shares of the spec, one after the other, say which decision it is. No household has two who accept, so that no
    rule for households can be broken by decisions alone.
    """
    found = ready(folder)
    plan = BASELINES["first come"](found, listed_pairs(found))
    plan.write_csv(folder / PLAN)
    homes = found.lists.seekers.select("person_id", "household_id")
    rows, accepted = [], set()
    for person, job, home in plan.join(homes, on="person_id", maintain_order="left").iter_rows():
        word = _word(spec, person)
        if word == "accepted" and home in accepted:
            continue
        if word == "accepted" and home:
            accepted.add(home)
        if word:
            rows.append((person, job, word))
    table = pl.DataFrame(rows, schema=["person_id", "job_id", "decision"], orient="row")
    table.write_csv(folder / DECISIONS)


def _word(spec: Spec, person: str) -> str:
    text = f"{spec.decisions['seed']}:{person}"
    drawn = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") / 2**32
    for word in WORDS:
        drawn -= spec.decisions.get(word, 0.0)
        if drawn < 0:
            return word
    return ""
