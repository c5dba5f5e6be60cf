"""The benchmark harness: instance families × solvers, each run in a process of its own (docs/benchmarks.md).

Run from the checkout: ``python -m benchmarks run SUITE``, ``python -m benchmarks render``.
"""
