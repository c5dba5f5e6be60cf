"""All eligible pairs as arrays, for the peers that need them: jobmatch's own scan lists them, timed apart."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.instance import Facts, Instance, Listed, keep_listed
from benchmarks.memory import peak_mb

BYTES_A_PAIR = 40
"""At the peak: the list, the part of it that is useful, and masks."""


def list_pairs(folder: Path, memory_gb: float) -> dict[str, Any]:
    """Count the eligible pairs of a saved instance; list and save them if they fit.

    Returns
    -------
    dict
        ``seconds`` of listing alone (reading and compiling the lists apart: ``prepare_seconds``), ``memory_mb``;
        or ``needs_gb`` where the list would not fit. The facts beside the instance are brought up to date.
    """
    from jobmatch.engine.kernels import prepare_kernels
    from jobmatch.lists import read_lists
    from jobmatch.pairing import open_scan
    from jobmatch.policy import load_policy
    from jobmatch.problem import compile_problem

    before = peak_mb()
    prepare_kernels()
    given, facts = Instance.load(folder), Facts.load(folder)
    start = time.perf_counter()
    lists = read_lists(given.seekers, given.jobs, pairs=given.pairs)
    problem = compile_problem(lists, load_policy(given.policy))
    scan = open_scan(problem)
    prepared = time.perf_counter()
    pairs = int(scan.counts().eligible.sum())
    largest = max(scan.largest(), int(np.abs(problem.unmatched).max(initial=0)))
    needs = pairs * BYTES_A_PAIR / 1e9
    if needs > memory_gb:
        replace(facts, pairs=pairs, largest=largest).save(folder)
        return {"needs_gb": needs}
    found = scan.list_pairs()
    done = time.perf_counter()
    del lists, given
    ones = np.ones(problem.n, np.int64)
    keep_listed(Listed(found.ptr, found.job, found.cost, problem.unmatched, ones, problem.vacancies), facts, folder)
    return {
        "prepare_seconds": round(prepared - start, 4),
        "seconds": round(done - prepared, 4),
        "memory_mb": round(peak_mb() - before, 1),
    }
