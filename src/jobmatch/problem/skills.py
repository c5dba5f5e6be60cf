"""Skills held and skills required, as level tables."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from jobmatch.policy import exact
from jobmatch.problem.arrays import Bytes, Int, Small
from jobmatch.problem.context import Context
from jobmatch.problem.encode import encode, pointers

MILLION = 10**6


@dataclass(frozen=True, eq=False)
class Skills:
    """Levels held by skill class of persons; requirements by requirement class of jobs."""

    codes: list[str]
    of_person: Small
    levels: Bytes
    of_job: Small
    need_ptr: Int
    need_skill: Small
    need_level: Bytes
    need_weight: Int


def skill_tables(ctx: Context) -> Skills:
    """Level tables over the skills that some job requires."""
    of_job, needs = encode(ctx.posts["skills"])
    need = _split(needs)
    codes = sorted(need["code"].unique().to_list())
    number = {code: k for k, code in enumerate(codes)}
    of_person, held_cells = encode(ctx.seekers["skills"])
    held = _split(held_cells)
    levels = np.zeros((len(held_cells), len(codes)), np.uint8)
    serves = [(code, code, 0) for code in codes] + [
        (s.have, s.for_, s.loss) for s in ctx.policy.skill.substitute if s.for_ in number
    ]
    for have, to, lost in serves:
        rows = held.filter(pl.col("code") == have)
        level = np.maximum(0, rows["level"].to_numpy() - lost).astype(np.uint8)
        np.maximum.at(levels[:, number[to]], rows["cell"].to_numpy(), level)
    terms = ctx.policy.skill
    weights = np.array([int(exact(terms.weights.get(c, terms.weight)) * MILLION) for c in codes], np.int64)
    skill = need["code"].replace_strict(number, return_dtype=pl.Int32).to_numpy().astype(np.int32)
    return Skills(
        codes=codes,
        of_person=of_person,
        levels=levels,
        of_job=of_job,
        need_ptr=pointers(need["cell"].to_numpy(), len(needs)),
        need_skill=skill,
        need_level=need["level"].to_numpy().astype(np.uint8),
        need_weight=weights[skill],
    )


def _split(cells: list[str]) -> pl.DataFrame:
    """``code:level;…`` of each cell as rows: cell, code, level."""
    return (
        pl.DataFrame({"cell": np.arange(len(cells), dtype=np.int32), "text": pl.Series(cells, dtype=pl.String)})
        .filter(pl.col("text") != "")
        .with_columns(pl.col("text").str.split(";"))
        .explode("text")
        .with_columns(part=pl.col("text").str.split_exact(":", 1))
        .select(
            "cell",
            code=pl.col("part").struct.field("field_0"),
            level=pl.col("part").struct.field("field_1").cast(pl.Int64),
        )
    )
