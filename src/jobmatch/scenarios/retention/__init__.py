"""Who stays: a calibrated model learnt from past runs and what became of them; the column `stay` that it predicts."""

from jobmatch.scenarios.retention.document import RetentionModel, load_model, save_model
from jobmatch.scenarios.retention.learn import learn_retention
from jobmatch.scenarios.retention.outcomes import ledger_outcomes, read_outcomes
from jobmatch.scenarios.retention.predict import Stay, predict_stay

__all__ = [
    "RetentionModel",
    "Stay",
    "learn_retention",
    "ledger_outcomes",
    "load_model",
    "predict_stay",
    "read_outcomes",
    "save_model",
]
