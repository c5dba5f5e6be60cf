"""How kernels are compiled: when first called, kept in a cache, run without Python's lock."""

# numba infers the types here
# mypy: allow-untyped-calls

from __future__ import annotations

import numba as nb

kernel = nb.njit(cache=True, nogil=True)
"""Decorator of what Python calls."""

part = nb.njit(no_cpython_wrapper=True, no_cfunc_wrapper=True)  # type: ignore[call-overload]  # the stubs lack them
"""Decorator of what only kernels call: without the wrappers for Python and C, which take long to compile."""

woven = nb.njit(inline="always")
"""Decorator of a part that is written into each caller, for the innermost loops: arguments cost nothing there."""
