"""Importing the lists is light, and loads no table library that the caller may not have."""

from __future__ import annotations

import subprocess
import sys


def test_heavy_libraries_are_not_loaded() -> None:
    code = (
        "import sys, jobmatch.lists; heavy = {'pandas', 'pyarrow', 'numba', 'ortools', 'scipy', 'openpyxl'}; "
        "print(sorted(heavy & {name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
