"""Shared test settings."""

from __future__ import annotations

import os
import sys
from pathlib import Path

# Test processes run beside each other: threads of theirs would only wait for one another. Set before numba is
# imported; tests/e2e/test_determinism.py runs with more.
os.environ.setdefault("NUMBA_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parent))
