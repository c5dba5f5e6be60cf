"""Solvers side by side: an adapter a module, one protocol (`benchmarks.solvers.base`)."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version

from benchmarks.solvers.base import Solver

_MODULES = {
    "jobmatch": "jobmatch_tree",
    "ortools-flow": "ortools_flow",
    "ortools-lsa": "ortools_lsa",
    "pylmcf": "pylmcf_simplex",
    "pot": "pot_emd",
    "scipy-lsa": "scipy_lsa",
    "scipy-sparse": "scipy_sparse",
    "lapx": "lapx_jv",
    "highs": "highs_lp",
    "first-come": "first_come",
    "serial": "serial_dictatorship",
}
"""Name of each solver, and its module: the order in which they are run and reported."""

SOLVERS = tuple(_MODULES)


def solver(name: str) -> Solver:
    """The adapter of this name; what it solves with is imported by its `prepare`."""
    found: Solver = import_module(f"benchmarks.solvers.{_MODULES[name]}").SOLVER
    return found


def installed(name: str) -> str | None:
    """Version of what the solver runs on; None if it is not installed."""
    try:
        return version(solver(name).library)
    except PackageNotFoundError:
        return None
