"""The model as a document: plain JSON, checked when it is read; nothing in it is ever executed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, ValidationError, model_validator

from jobmatch.errors import InputError, reason
from jobmatch.policy.base import Table
from jobmatch.scenarios.retention.names import refuse_names
from jobmatch.words import said

Finite = Annotated[float, Field(allow_inf_nan=False)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Number = Annotated[int, Field(ge=0)]
Numbers = tuple[Finite, ...]


class Feature(Table):
    """How a value becomes columns of numbers.

    A number is cut to the range it had in training, then standardised; with knots it has a second column, the
    restricted cubic spline through them. A class has a column of 0 and 1 for each level but the first.
    """

    name: str
    kind: Literal["number", "class"]
    mean: Finite = 0.0
    sd: Positive = 1.0
    low: Finite = 0.0
    high: Finite = 0.0
    knots: Numbers = ()
    bend_mean: Finite = 0.0
    bend_sd: Positive = 1.0
    """Mean and standard deviation of the spline's second column."""
    levels: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Feature:
        ascending = len(self.knots) in (0, 3) and list(self.knots) == sorted(set(self.knots))
        if not ascending or self.low > self.high or (self.kind == "class") != bool(self.levels):
            raise ValueError(said("retention.model_inconsistent", name=self.name))
        return self

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of its columns."""
        if self.kind == "class":
            return tuple(f"{self.name}={level}" for level in self.levels[1:])
        return (self.name, f"{self.name}, bend") if self.knots else (self.name,)


class Estimate(Table):
    """A number with its 95 % interval."""

    value: Finite
    low: Finite
    high: Finite


class Bin(Table):
    """Persons of about the same prediction: how many, what was predicted on the mean, who stayed, Wilson's interval."""

    persons: Number
    predicted: Finite
    stayed: Finite
    low: Finite
    high: Finite


class Report(Table):
    """How good the predictions are of persons whom the model had not seen (cross-validated)."""

    folds: Number
    base_rate: Finite
    log_loss: Finite
    log_loss_base: Finite
    """Of everybody predicted at the share who stayed in the training folds."""
    log_loss_boosting: Finite | None = None
    """Of gradient boosting on the same folds, where it was asked for."""
    brier: Finite
    brier_base: Finite
    auc: Finite
    calibration_error: Finite
    """Expected calibration error: mean over bins of |predicted − stayed|, weighted by persons."""
    slope: Estimate
    """Of a logistic regression of who stayed on the logit of the prediction; 1 is right."""
    intercept: Estimate
    """Of the same with the slope held at 1 (calibration in the large); 0 is right."""
    bins: tuple[Bin, ...]


class Horizon(Table):
    """The model of who is still there so many months after arrival."""

    months: Annotated[int, Field(ge=1, le=600)]
    stayed: Number
    left: Number
    unknown: Number
    """Due, and nobody knows: left out."""
    not_due: Number
    """Arrived too lately to be due: left out, whatever is known of them already."""
    penalty: Positive
    """C of the logistic regression, the inverse of the strength of the penalty."""
    features: tuple[Feature, ...]
    intercept: Finite
    coefficients: Numbers
    draws: tuple[Numbers, ...] = ()
    """Of each bootstrap draw: intercept, then coefficients."""
    report: Report

    @property
    def columns(self) -> tuple[str, ...]:
        """What the coefficients belong to."""
        return tuple(name for feature in self.features for name in feature.columns)

    @model_validator(mode="after")
    def _as_long(self) -> Horizon:
        refuse_names([each.name for each in self.features])
        size = len(self.columns)
        if len(self.coefficients) != size or any(len(draw) != size + 1 for draw in self.draws):
            raise ValueError(said("retention.model_inconsistent", name=f"{self.months}"))
        return self


class RetentionModel(Table):
    """What was learnt from past runs; read it with `load_model`."""

    format: Literal["jobmatch retention 1"] = "jobmatch retention 1"
    runs: Number
    placements: Number = 0
    """Placements that the table of outcomes, or the ledger, tells of."""
    elsewhere: Number = 0
    """Those of them that none of the runs proposes: left out."""
    known_until: date
    """The last day on which an outcome that it learnt from became due; never later than the last day that is known."""
    horizons: Annotated[tuple[Horizon, ...], Field(min_length=1)]

    @property
    def draws(self) -> int:
        """Bootstrap draws that it carries."""
        return min(len(each.draws) for each in self.horizons)

    @model_validator(mode="after")
    def _ascending(self) -> RetentionModel:
        months = [each.months for each in self.horizons]
        if months != sorted(set(months)):
            raise ValueError(said("retention.model_inconsistent", name="horizons"))
        return self


ModelSource: TypeAlias = "RetentionModel | Mapping[str, Any] | str | Path"


def load_model(source: ModelSource) -> RetentionModel:
    """The model from its file, or from what such a file holds.

    Raises
    ------
    InputError
        The file cannot be read, or is no such model.
    """
    if isinstance(source, RetentionModel):
        return source
    try:
        if isinstance(source, str | Path):
            return RetentionModel.model_validate_json(Path(source).read_bytes())
        return RetentionModel.model_validate(source)
    except OSError as error:
        raise InputError(said("file.unreadable", path=source, why=reason(error))) from None
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"]) or "-"
        name = Path(source).name if isinstance(source, str | Path) else "model"
        raise InputError(said("retention.not_a_model", name=name, where=where)) from None


def save_model(model: RetentionModel, path: str | Path) -> Path:
    """Write the model as JSON; it holds no persons, only coefficients and counts."""
    Path(path).write_text(model.model_dump_json(indent=1) + "\n", encoding="utf-8", newline="\n")
    return Path(path)
