"""Planning backwards: the least money, vacancies or course seats that reach a target."""

from jobmatch.scenarios.targets.document import Target
from jobmatch.scenarios.targets.reach import Most, Reached, Way, load_target, reach_target

__all__ = ["Most", "Reached", "Target", "Way", "load_target", "reach_target"]
