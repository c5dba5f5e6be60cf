"""`import jobmatch` is cheap, free of side effects, and offers what it says."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from types import ModuleType

import pytest

import jobmatch

HEAVY = {"numpy", "scipy", "polars", "pandas", "pyarrow", "pydantic", "ortools", "numba", "rich", "typer"}

PROBE = """
import json, sys, time
start = time.perf_counter()
import jobmatch
seconds = time.perf_counter() - start
json.dump({"seconds": seconds, "modules": sorted(sys.modules), "names": dir(jobmatch)}, sys.stdout)
"""


def probe() -> dict[str, object]:
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def test_importing_is_quick_and_pulls_in_nothing_heavy() -> None:
    runs = [probe() for _ in range(3)]
    loaded = runs[0]["modules"]
    assert isinstance(loaded, list)
    assert not HEAVY & set(loaded)
    assert min(float(str(run["seconds"])) for run in runs) < 0.3


@pytest.mark.parametrize("name", [name for name in jobmatch.__all__ if name != "__version__"])
def test_every_public_name_is_there(name: str) -> None:
    value = getattr(jobmatch, name)
    assert not isinstance(value, ModuleType)
    assert value.__name__ == name
    assert name in dir(jobmatch)


def test_at_most_twenty_public_names() -> None:
    assert len(jobmatch.__all__) <= 20
    assert len(set(jobmatch.__all__)) == len(jobmatch.__all__)


def test_type_checkers_see_the_same_names() -> None:
    source = importlib.resources.files("jobmatch").joinpath("__init__.py").read_text(encoding="utf-8")
    for name in jobmatch.__all__:
        assert name == "__version__" or f" import {name} as {name}\n" in source


def test_verify_stays_the_function_whatever_was_imported_before() -> None:
    code = "import jobmatch.verify; from jobmatch import verify; print(verify.__name__, verify is jobmatch.verify)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "verify True\n"


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'sovle'"):
        jobmatch.sovle  # noqa: B018


def test_version_is_that_of_the_package() -> None:
    from importlib.metadata import version

    assert jobmatch.__version__ == version("jobmatch")
