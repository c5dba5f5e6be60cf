"""Arrivals without regret: persons who come one by one or in batches, placed at once, against hindsight."""

from jobmatch.scenarios.rolling.compare import compared
from jobmatch.scenarios.rolling.forecast import Forecast, relaxed
from jobmatch.scenarios.rolling.instance import Instance, instance_of
from jobmatch.scenarios.rolling.rules import assigned, chosen_of

__all__ = ["Forecast", "Instance", "assigned", "chosen_of", "compared", "instance_of", "relaxed"]
