"""An independent optimum: exported pairs, solved by HiGHS as a plain linear programme in the test's own words."""

from __future__ import annotations

import numpy as np
import polars as pl
from scipy.optimize import linprog
from scipy.sparse import coo_array


def optimum(pairs: pl.DataFrame, vacancies: dict[str, int], unmatched: dict[str, float]) -> float:
    """Least cost of placing or leaving everybody.

    Parameters
    ----------
    pairs
        person_id, job_id, cost.
    vacancies
        By job.
    unmatched
        Cost of leaving each person, all persons.
    """
    nobody = sum(unmatched.values())
    if pairs.is_empty():
        return nobody
    who = {p: k for k, p in enumerate(unmatched)}
    what = {j: k + len(who) for k, j in enumerate(vacancies)}
    size = pairs.height
    saved = [c - unmatched[p] for p, c in pairs.select("person_id", "cost").iter_rows()]
    rows = [who[p] for p in pairs["person_id"]] + [what[j] for j in pairs["job_id"]]
    matrix = coo_array((np.ones(2 * size), (rows, [*range(size), *range(size)])), shape=(len(who) + len(what), size))
    limit = np.array([1.0] * len(who) + [float(v) for v in vacancies.values()])
    answer = linprog(saved, A_ub=matrix.tocsr(), b_ub=limit, bounds=(0, 1), method="highs")
    assert answer.status == 0, answer.message
    return nobody + float(answer.fun)
