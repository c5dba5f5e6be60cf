"""Lists and samples so small that small cases take many rounds."""

from __future__ import annotations

import pytest

from jobmatch.masters import first_prices, rounds
from jobmatch.pairing import short_lists


def shortest_lists(monkeypatch: pytest.MonkeyPatch, chunk: int = 5, sample: float = 0.5) -> None:
    """One pair a list and a round, looks at a few persons at a time, prices from a sample of two or more."""
    monkeypatch.setattr(short_lists, "FEW", -1)
    monkeypatch.setattr(short_lists, "CHUNK", chunk)
    monkeypatch.setattr(rounds, "FIRST", 1)
    monkeypatch.setattr(rounds, "MORE", 1)
    monkeypatch.setattr(rounds, "FEW_PERSONS", 0)
    monkeypatch.setattr(rounds, "FEW_JOBS", 0)
    monkeypatch.setattr(first_prices, "SAMPLE_LIST", 3)
    monkeypatch.setattr(first_prices, "NEAR", 2)
    monkeypatch.setattr(first_prices, "SAMPLE", sample)
    monkeypatch.setattr(first_prices, "SMALLEST_SAMPLE", 2)
