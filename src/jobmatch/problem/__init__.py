"""Lists + policy compiled to immutable arrays."""

from jobmatch.problem.arrays import STANDINGS, Levers, PairTable, Parts, Problem, Tables, make_tables
from jobmatch.problem.compile import ages, compile_problem
from jobmatch.problem.groups import members
from jobmatch.problem.ranges import largest_cost

__all__ = [
    "STANDINGS",
    "Levers",
    "PairTable",
    "Parts",
    "Problem",
    "Tables",
    "ages",
    "compile_problem",
    "largest_cost",
    "make_tables",
    "members",
]
