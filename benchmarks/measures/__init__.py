"""Special measures: what one run of one solver does not show. A module each, with a function `measure(folder)`."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

Measure = Callable[[Path], dict[str, Any]]


def measure(name: str) -> Measure:
    """The measure of this name: it takes the folder of a saved instance, and gives figures."""
    found: Measure = import_module(f"benchmarks.measures.{name.replace('-', '_')}").measure
    return found
