"""Studies: scenarios, sweeps and replicates, solved, kept, and summed up."""

from jobmatch.scenarios.study.document import Study
from jobmatch.scenarios.study.load import load_study
from jobmatch.scenarios.study.run import Studied, run_study

__all__ = ["Studied", "Study", "load_study", "run_study"]
