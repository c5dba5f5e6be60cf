"""A run without the keys of its persons: ids are replaced by keyed hashes, so that it can be handed to others.

The same key gives the same person the same pseudonym, in every run; without the key nobody can tell whose it is, not
even by trying all ID numbers (HMAC-SHA256, RFC 2104, cut to 80 bits). What is hashed says nothing of a person, but what
rules and costs need stays: home, age, skills, wishes.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from jobmatch.errors import PolicyError, RunError, reason
from jobmatch.kept import Kept
from jobmatch.lists.columns import SEEKERS
from jobmatch.policy import WHO, load_policy
from jobmatch.run_directory import RunFiles
from jobmatch.words import said

LETTERS = 16
"""Letters of a pseudonym: 80 bits of the hash, so that no two of a billion persons share one."""

SHORTEST = 16
"""Bytes of the shortest key."""

OF_PERSONS = ("seekers", "pairs", "decisions", "plan")
"""Lists whose warnings speak of single persons."""

KEYS = {
    "inputs/seekers.csv": ("person_id",),
    "inputs/pairs.csv": ("person_id", "job_id"),
    "inputs/plan.csv": ("person_id",),
    "assignment.csv": ("person_id",),
    "unmatched.csv": ("person_id",),
    "changes.csv": ("person_id",),
}
"""What the rows of tables about persons are sorted by."""

Names = Mapping[str, Mapping[str, str]]


def pseudonymised(files: RunFiles, key: bytes) -> tuple[RunFiles, pl.DataFrame]:
    """The same run under pseudonyms, and whose they are: person_id, pseudonym.

    `person_id`, `household_id` and `together_id` are replaced throughout; columns of the seekers' own that the policy
    does not use, and what decisions give as reasons, are left out; warnings about single persons become counts. The run
    verifies as before.

    Parameters
    ----------
    key
        A secret, `SHORTEST` bytes at least.

    Raises
    ------
    PolicyError
        The policy names single persons, households or groups by their ids.
    """
    policy = load_policy(json.loads(files.texts["inputs/policy.json"]))
    predicates = [each.persons for levers in (policy.quota, policy.budget, policy.subsidy) for each in levers]
    fair = {stage.removeprefix("fair:").removeprefix("persons.") for stage in policy.objective.order or ()}
    if any(column in WHO for predicate in predicates for column in predicate) or fair & set(WHO):
        raise PolicyError(said("pseudonyms.policy"))
    seekers = files.tables["inputs/seekers.csv"].table
    names = {
        column: _pseudonyms(key, column, seekers[column].cast(pl.String)) for column in WHO if column in seekers.columns
    }
    groups = dict(_groups(policy, names))
    used = set(_texts(json.loads(files.texts["inputs/policy.json"])))
    if "inputs/extra.csv" in files.tables:
        used |= set(_texts(files.tables["inputs/extra.csv"].table.columns))
    tables = {}
    for name, kept in files.tables.items():
        table = _renamed(kept.table, names, groups)
        if name == "inputs/seekers.csv":
            own = [column for column in table.columns if SEEKERS.column(column) is None and column not in used]
            table = table.drop(own)
        elif name == "inputs/decisions.csv":
            table = _without_reasons(table)
        elif name == "issues.csv":
            table = _counted(table)
        tables[name] = Kept(table, KEYS.get(name, kept.key))
    summary = _of_summary(files.summary, groups, tables["issues.csv"].table.height)
    mapping = names["person_id"]
    whose = pl.DataFrame({"person_id": list(mapping), "pseudonym": list(mapping.values())}).sort("person_id")
    return replace(files, tables=tables, summary=summary), whose


def read_key(path: Path) -> bytes:
    """The key that a file holds; where there is none a new one is drawn and kept there, readable by the owner only.

    Raises
    ------
    RunError
        The file cannot be read or made, or holds something else: a key is one word, of `SHORTEST` bytes at least.
    """
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
                file.write(secrets.token_hex(32) + "\n")
        key = path.read_bytes().strip()
    except OSError as error:
        raise RunError(said("file.unreadable", path=path, why=reason(error))) from None
    if len(key) < SHORTEST or len(key.split()) != 1:
        raise RunError(said("pseudonyms.short_key", path=path, SHORTEST=SHORTEST))
    return key


def _pseudonyms(key: bytes, kind: str, ids: pl.Series) -> dict[str, str]:
    """The pseudonym of every id, in order of appearance."""
    found = {text: _pseudonym(key, f"{kind}\0{text}") for text in ids.drop_nulls().unique(maintain_order=True) if text}
    assert len(set(found.values())) == len(found)
    return found


def _pseudonym(key: bytes, text: str) -> str:
    digest = hmac.new(key, text.encode(), hashlib.sha256).digest()
    return base64.b32encode(digest)[:LETTERS].decode().lower()


def _groups(policy: Any, names: Names) -> Iterator[tuple[str, Mapping[str, str]]]:
    """By limit that has persons or households for groups, the names of these; a household of one goes by its person."""
    persons = names["person_id"]
    for each in (*policy.quota, *policy.budget):
        column = (each.per or "").removeprefix("persons.")
        if column in WHO:
            yield each.name, {**persons, **names.get(column, {})}
    if policy.household.max_out is not None:
        yield "household", {**persons, **names.get("household_id", {})}


def _renamed(table: pl.DataFrame, names: Names, groups: Names) -> pl.DataFrame:
    """A table with other names for persons, and for groups that are persons."""
    changed = [
        pl.col(column).cast(pl.String).replace(names[column.removeprefix("persons.")])
        for column in table.columns
        if column.removeprefix("persons.") in names
    ]
    if changed:
        table = table.with_columns(changed)
        return table.sort(table.columns) if any(column.startswith("persons.") for column in table.columns) else table
    if not groups or not {"constraint", "group"} <= set(table.columns):
        return table
    lever = pl.col("constraint").str.replace(r", [a-z_]+$", "")
    said = pl.col("group")
    for name, those in groups.items():
        said = pl.when(lever == name).then(pl.col("group").replace(those)).otherwise(said)
    block = pl.struct(table.columns[: table.columns.index("group")]).rle_id()
    return table.with_columns(block.alias("\0block"), said.alias("group")).sort("\0block", "group").drop("\0block")


def _without_reasons(table: pl.DataFrame) -> pl.DataFrame:
    """Decisions without what people wrote beside them."""
    kept = [name for name in ("person_id", "job_id", "decision") if name in table.columns]
    blank = [pl.lit(None, pl.String).alias("reason")] if "reason" in table.columns else []
    return table.select(kept).unique().sort(kept).with_columns(blank)


def _counted(issues: pl.DataFrame) -> pl.DataFrame:
    """Warnings, those about single persons as counts."""
    about = pl.col("list").is_in(OF_PERSONS)
    alike = ["list", "column", "severity", "code"]
    counts = issues.filter(about).group_by(alike).len().sort(alike)
    told = counts.with_columns(
        message=pl.Series([str(said("pseudonyms.counted", number=n)) for n in counts["len"]], dtype=pl.String),
        fields=pl.Series([json.dumps({"phrase": "pseudonyms.counted", "number": n}) for n in counts["len"]]),
    )
    return pl.concat([issues.filter(~about), told.drop("len")], how="diagonal").select(issues.columns)


def _of_summary(summary: dict[str, Any], groups: Names, warnings: int) -> dict[str, Any]:
    out = {**summary, "counts": {**summary["counts"], "warnings": warnings}}
    if "conflict" in out:
        out["conflict"] = [
            [name, groups.get(name.rpartition(", ")[0], {}).get(group, group), *rest]
            for name, group, *rest in out["conflict"]
        ]
    return out


def _texts(value: Any) -> Iterator[str]:
    """All words of a document by which it can name a column: keys, texts, and what of these is a column's name."""
    if isinstance(value, Mapping):
        for name, each in value.items():
            yield name
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, str):
        yield value
        yield value.removeprefix("fair:").removeprefix("persons.").partition("@")[0]
