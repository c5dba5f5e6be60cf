"""Shared test settings."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

# Test processes run beside each other: threads of theirs would only wait for one another. Set before numba is
# imported; tests/e2e/test_determinism.py runs with more.
os.environ.setdefault("NUMBA_NUM_THREADS", "1")
# Commands speak English here whatever the language of the machine; LC_ALL comes before LANG.
os.environ["LC_ALL"] = "C.UTF-8"
os.environ.pop("JOBMATCH_LANG", None)
sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server, where there is one: `postgres.new_database` makes databases on it."""
    from postgres import server

    with server() as url:
        yield url
