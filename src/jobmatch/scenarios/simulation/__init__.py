"""Simulation: periods in which people come, are proposed jobs, answer, start, and leave; rules against hindsight."""

from jobmatch.scenarios.simulation.document import Simulation
from jobmatch.scenarios.simulation.load import load_simulation
from jobmatch.scenarios.simulation.run import Simulated, run_simulation

__all__ = ["Simulated", "Simulation", "load_simulation", "run_simulation"]
