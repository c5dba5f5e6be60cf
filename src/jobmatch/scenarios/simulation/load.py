"""Read a simulation document."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

from jobmatch.scenarios.simulation.document import Simulation
from jobmatch.scenarios.study.load import load_document

SimulationSource: TypeAlias = "Simulation | Mapping[str, Any] | str | Path"


def load_simulation(source: SimulationSource) -> Simulation:
    """The simulation from a TOML file or a mapping; files that it names are taken relative to the document.

    Raises
    ------
    PolicyError
        The document cannot be read, has an unknown key, or a value out of range.
    """
    return source if isinstance(source, Simulation) else load_document(source, Simulation, "simulation")
