"""Learning who stays: a known truth is found again, calibration is honest, draws vary, documents are whole."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from scipy.optimize import minimize
from scipy.stats import norm
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.metrics import log_loss as sk_log_loss

import jobmatch
from jobmatch.errors import InputError
from jobmatch.result import Result
from jobmatch.scenarios.retention import (
    RetentionModel,
    learn_retention,
    load_model,
    predict_stay,
    save_model,
)
from jobmatch.scenarios.retention import calibration as measured
from jobmatch.scenarios.retention.design import features_of, matrix
from jobmatch.scenarios.retention.document import Estimate
from jobmatch.scenarios.retention.fit import bootstrap, fitted, folds_of, predicted
from jobmatch.scenarios.retention.predict import at_horizon
from jobmatch.scenarios.retention.training import joined
from jobmatch.scenarios.retention.views import model_json, model_view, stay_lines, warnings_of
from jobmatch.words import Lang
from retention_worlds import BEGUN, POLICY, lists_of, outcomes_of, planned, truth, values_by_pair

PAIR = ["person_id", "job_id"]


@pytest.fixture(scope="module")
def run() -> Result:
    return planned(900, 1)


@pytest.fixture(scope="module")
def model(run: Result) -> RetentionModel:
    return learn_retention([run], outcomes_of(run, 2, months=(3, 6, 12)), draws=20)


def test_the_truth_is_found_again(run: Result, model: RetentionModel) -> None:
    last = model.horizons[-1]
    assert last.months == 12
    assert last.stayed + last.left == 900
    report = last.report
    assert report.slope.low < 1 < report.slope.high
    assert report.intercept.low < 0 < report.intercept.high
    assert report.slope.high - report.slope.low < 0.6, "an interval that means something"
    assert report.log_loss < 0.9 * report.log_loss_base
    assert report.brier < 0.9 * report.brier_base
    assert report.auc > 0.7
    assert not list(warnings_of(last))
    # new persons whom nobody learnt from: the truth itself can be asked
    seekers, jobs = lists_of(500, 77, "new")
    fresh = jobmatch.solve(seekers, jobs, POLICY)
    stay = predict_stay(model, seekers, jobs, POLICY).table
    found = values_by_pair(fresh).join(stay, on=PAIR, how="left")
    apart = found["stay"].to_numpy() - truth(found)
    assert np.sqrt(np.mean(apart**2)) < 0.08
    assert abs(apart.mean()) < 0.05
    assert np.corrcoef(found["stay"], truth(found))[0, 1] > 0.95


def test_predictions_are_of_the_pair_and_never_rise_with_time(run: Result, model: RetentionModel) -> None:
    seekers, jobs = lists_of(900, 1)
    at = {
        months: predict_stay(model, seekers, jobs, {**POLICY, "horizon_months": months}).table for months in (1, 6, 12)
    }
    assert all(table.height == 900 * 36 for table in at.values())
    assert (at[1]["stay"] >= at[6]["stay"]).all()
    assert (at[6]["stay"] >= at[12]["stay"]).all()
    assert (at[1]["stay"] > at[12]["stay"]).any()
    one = at[12].filter(pl.col("person_id") == "p0").join(jobs, on="job_id")
    near = one.filter(pl.col("region") == "433124")
    assert near["stay"].n_unique() > 1, "jobs of other wages keep a person for other times"
    with pytest.raises(InputError, match=r"13 months.*longer than 12"):
        predict_stay(model, seekers, jobs, {**POLICY, "horizon_months": 13})
    with pytest.raises(InputError, match="20 bootstrap draws"):
        predict_stay(model, seekers, jobs, POLICY, draw=20)


def test_nobody_who_can_be_placed_gives_an_empty_table(model: RetentionModel) -> None:
    seekers, jobs = lists_of(30, 5)
    nobody = {
        "no seekers": (seekers.clear(), jobs, 0),
        "no jobs": (seekers, jobs.clear(), 30),
        "all too young": (seekers.with_columns(age=pl.lit(12)), jobs, 0),
        "all too dear": (seekers.with_columns(min_wage=pl.lit(99_999)), jobs, 30),
    }
    for name, (persons, posts, without) in nobody.items():
        found = predict_stay(model, persons, posts, POLICY)
        assert found.table.schema == {"person_id": pl.String, "job_id": pl.String, "stay": pl.Float64}, name
        assert (found.table.height, found.pairs, found.beyond, found.without) == (0, 0, 0, without), name
        assert "0 %" in next(stay_lines(found, "f"))
        assert len(list(stay_lines(found, "f", "zh"))) == 1 + (without > 0)
    mixed = pl.concat([seekers.head(12), seekers.tail(18).with_columns(min_wage=pl.lit(99_999, pl.Int64))])
    assert predict_stay(model, mixed, jobs, POLICY).without == 18


def test_a_programmers_mistakes_are_refused(model: RetentionModel, run: Result) -> None:
    with pytest.raises(ValueError, match=r"'pairs' or 'jobs', not 'foo'"):
        predict_stay(model, *lists_of(30, 5), POLICY, of="foo")  # type: ignore[arg-type]
    for wrong in ({"draws": -1}, {"seed": -1}, {"seed": 2**32}):
        with pytest.raises(ValueError, match="draws and seed must not be negative"):
            learn_retention([run], outcomes_of(run, 2), **wrong)  # type: ignore[arg-type]


def test_jobs_have_the_mean_of_their_pairs(model: RetentionModel) -> None:
    seekers, jobs = lists_of(300, 5)
    pairs = predict_stay(model, seekers, jobs, POLICY).table
    by_job = predict_stay(model, seekers, jobs, POLICY, of="jobs")
    mean = pairs.group_by("job_id").agg(pl.col("stay").mean().alias("mean"))
    both = by_job.table.join(mean, on="job_id")
    assert both.height == 36
    assert (both["stay"] - both["mean"]).abs().max() <= 1e-4
    listed = predict_stay(
        model, seekers, jobs.with_columns(stay=pl.lit(0.5), gate=pl.lit("x")), POLICY, of="jobs"
    ).table
    assert listed["job_id"].equals(jobs["job_id"])
    assert listed["stay"].equals(by_job.table["stay"])
    assert listed.columns == ["job_id", "region", "vacancies", "wage", "housing", "gate", "stay"]


@pytest.mark.parametrize("of", ["pairs", "jobs"])
def test_the_term_is_what_the_prediction_says_and_it_verifies(model: RetentionModel, of: str) -> None:
    seekers, jobs = lists_of(60, 9)
    found = predict_stay(model, seekers, jobs, POLICY, of=of)  # type: ignore[arg-type]
    if of == "pairs":
        result = jobmatch.solve(seekers, jobs, POLICY, pairs=found.table)
        stay = result.assignment.join(found.table, on=PAIR)
    else:
        result = jobmatch.solve(seekers, found.table, POLICY)
        stay = result.assignment.join(found.table, on="job_id")
    assert stay.height == 60
    expected = (3000 * (1 - stay["stay"]) / 12).round(2)
    assert (stay["retention"] - expected).abs().max() < 0.0101
    assert stay["retention"].n_unique() > 3
    assert result.verify().ok


def test_pairs_of_the_callers_keep_what_else_they_say(model: RetentionModel) -> None:
    seekers, jobs = lists_of(60, 9)
    own = pl.DataFrame({"person_id": ["p1", "p0"], "job_id": ["j3", "j2"], "extra": [5.0, 7.0], "stay": [0.1, 0.1]})
    found = predict_stay(model, seekers, jobs, POLICY, pairs=own).table
    assert found.select(*PAIR, "extra").rows() == [("p0", "j2", 7.0), ("p1", "j3", 5.0)]
    assert (found["stay"] != 0.1).all()
    with pytest.raises(InputError, match="column stay of its own"):
        predict_stay(model, seekers, jobs, POLICY, pairs=own, of="jobs")
    with pytest.raises(InputError, match="column cost"):
        predict_stay(model, seekers, jobs, POLICY, pairs=own.with_columns(cost=1.0))


def test_same_data_and_seed_same_model(run: Result, model: RetentionModel) -> None:
    outcomes = outcomes_of(run, 2, months=(3, 6, 12))
    shuffled = outcomes.sample(fraction=1, shuffle=True, seed=3)
    again = learn_retention([run], shuffled, draws=20, months=[12])
    assert again.horizons == model.horizons[-1:]
    other = learn_retention([run], outcomes, draws=20, months=[12], seed=1)
    assert other.horizons[0].draws != model.horizons[-1].draws
    assert other.horizons[0].report != model.horizons[-1].report


def test_a_model_is_read_as_it_was_written(model: RetentionModel, tmp_path: Path) -> None:
    path = save_model(model, tmp_path / "model.json")
    assert load_model(path) == model
    text = path.read_text(encoding="utf-8")
    assert '"p0"' not in text
    assert '"h0"' not in text, "no person is in it"
    document = json.loads(text)
    assert load_model(document) == model
    broken = {
        "format": lambda d: d.update(format="pickle"),
        "coefficients": lambda d: d["horizons"][0]["coefficients"].pop(),
        "draws": lambda d: d["horizons"][0]["draws"][0].append(1.0),
        "penalty": lambda d: d["horizons"][0].update(penalty=-1),
        "order": lambda d: d["horizons"].reverse(),
        "key": lambda d: d.update(code="import os"),
        "knots": lambda d: d["horizons"][0]["features"][0].update(knots=[3.0, 2.0, 1.0]),
        "infinite": lambda d: d["horizons"][0].update(intercept=float("inf")),
    }
    for name, breaks in broken.items():
        damaged = json.loads(text)
        breaks(damaged)
        with pytest.raises(InputError, match="not a model"):
            load_model(damaged)
        (tmp_path / f"{name}.json").write_text(json.dumps(damaged), encoding="utf-8")
        with pytest.raises(InputError, match=f"{name}.json: not a model"):
            load_model(tmp_path / f"{name}.json")
    with pytest.raises(InputError, match=r"nowhere\.json"):
        load_model(tmp_path / "nowhere.json")
    document["horizons"][0]["features"][0]["name"] = "persons.household_id"
    with pytest.raises(InputError, match="says who somebody is"):
        load_model(document)


def test_draws_are_about_the_model_and_as_wide_as_theory(run: Result) -> None:
    """Against the covariance of the maximum likelihood estimate of independent persons."""
    rng = np.random.default_rng(4)
    x = rng.normal(size=(800, 2))
    y = (rng.random(800) < measured.expit(0.4 + x @ np.array([1.0, -0.5]))).astype(float)
    beta = fitted(x, y, 1e6)
    drawn = np.array(list(bootstrap(x, y, np.arange(800), 1e6, 200, 0)))
    full = np.column_stack([np.ones(800), x])
    p = predicted(beta, x)
    sd = np.sqrt(np.diag(np.linalg.inv((full * (p * (1 - p))[:, None]).T @ full)))
    assert np.allclose(drawn.mean(axis=0), beta, atol=3 * sd.max() / 10)
    assert np.all((drawn.std(axis=0) / sd > 0.8) & (drawn.std(axis=0) / sd < 1.25))
    # of persons who come in pairs that are alike, draws are wider
    twice, both = np.repeat(x[:400], 2, axis=0), np.repeat(y[:400], 2)
    pairs = np.array(list(bootstrap(twice, both, np.repeat(np.arange(400), 2), 1e6, 200, 0)))
    alone = np.array(list(bootstrap(twice, both, np.arange(800), 1e6, 200, 0)))
    assert np.all(pairs.std(axis=0) > 1.2 * alone.std(axis=0))


def test_nobody_and_no_household_is_trained_and_tested_on(run: Result) -> None:
    outcomes = outcomes_of(run, 2)
    later = planned(900, 1, policy={**POLICY, "as_of": "2014-03-15"})
    again = outcomes_of(later, 3, date(2014, 5, 1)).join(outcomes, on=PAIR, how="anti")
    from jobmatch.scenarios.retention import read_outcomes

    data = joined([run, later], read_outcomes(pl.concat([outcomes, again])), ("wage", "age"))
    table = data.table.sort("row")
    household = dict(zip(*lists_of(900, 1)[0].select("person_id", "household_id").get_columns(), strict=True))
    sample = data.sample(12)
    assert sample.group.size == outcomes.height + again.height
    tested = np.zeros(sample.group.size)
    for train, test in folds_of(sample.stayed, sample.group, 0):
        known = {household[p] for p in table["person_id"].gather(train)}
        assert not known & {household[p] for p in table["person_id"].gather(test)}
        tested[test] += 1
    assert (tested == 1).all()


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.booleans(), st.floats(0.02, 0.98)), min_size=12, max_size=60))
def test_scores_are_those_of_the_libraries(rows: list[tuple[bool, float]]) -> None:
    y = np.array([float(stayed) for stayed, _ in rows])
    p = np.array([chance for _, chance in rows]).round(2)
    if 0 < y.sum() < y.size:
        assert measured.auc(y, p) == pytest.approx(roc_auc_score(y, p))
    assert measured.log_loss(y, p) == pytest.approx(sk_log_loss(y, p, labels=[0, 1]))
    assert measured.brier(y, p) == pytest.approx(brier_score_loss(y, p, pos_label=1))
    table = measured.bins(y, p)
    assert sum(each.persons for each in table) == y.size
    assert sum(each.persons * each.stayed for each in table) == pytest.approx(y.sum())
    assert all(each.low <= each.stayed <= each.high for each in table)
    assert 0 <= measured.calibration_error(table) <= 1


def test_wilson_solves_its_equation() -> None:
    for stayed, persons in ((0, 7), (3, 10), (41, 50), (9, 9)):
        for end in measured.wilson(stayed, persons):
            gap = abs(stayed / persons - end)
            assert gap == pytest.approx(norm.ppf(0.975) * np.sqrt(end * (1 - end) / persons), abs=1e-7)


def test_slope_and_intercept_are_maximum_likelihood() -> None:
    rng = np.random.default_rng(6)
    p = rng.uniform(0.05, 0.95, 400)
    y = (rng.random(400) < measured.expit(0.3 + 0.6 * measured.logit(p))).astype(float)
    slope, intercept = measured.slope_and_intercept(y, p)
    x = measured.logit(p)

    def loss(beta: np.ndarray) -> float:
        return measured.log_loss(y, measured.expit(beta[0] + beta[1] * x))

    assert slope.value == pytest.approx(minimize(loss, [0, 1], tol=1e-10).x[1], abs=1e-3)
    large = minimize(lambda a: measured.log_loss(y, measured.expit(a[0] + x)), [0.0], tol=1e-10)
    assert intercept.value == pytest.approx(large.x[0], abs=1e-3)
    assert slope.low < 0.6 < slope.high < 1, "predictions too far apart are seen"


def test_splines_are_straight_at_both_ends() -> None:
    x = np.linspace(0, 100, 401)
    feature = features_of(pl.DataFrame({"km": x}), bent=True)[0]
    assert feature.columns == ("km", "km, bend")
    bend = matrix([feature], pl.DataFrame({"km": x}))[:, 1]
    second = np.diff(bend, 2)
    assert np.abs(second[x[2:] < 9.9]).max() < 1e-12
    assert np.abs(second[x[:-2] > 90.1]).max() < 1e-9
    assert np.abs(second[(x[2:] > 20) & (x[2:] < 80)]).min() > 1e-5
    cut = matrix([feature], pl.DataFrame({"km": [100.0, 5000.0, None]}))
    assert (cut[0] == cut[1]).all(), "nothing is guessed beyond what was seen"
    assert cut[2, 0] == pytest.approx(0), "a blank stands at the mean"


@settings(deadline=None, max_examples=50)
@given(st.lists(st.floats(0, 1), min_size=3, max_size=3), st.integers(1, 12))
def test_horizons_between_are_at_a_constant_rate(stay: list[float], horizon: int) -> None:
    known = {months: np.array([p]) for months, p in zip((3, 6, 12), stay, strict=True)}
    found = [float(at_horizon(known, each)[0]) for each in range(1, 13)]
    assert all(one >= other for one, other in pairwise(found))
    assert 0 <= found[horizon - 1] <= 1
    clipped = np.clip(stay, 1e-4, 1 - 1e-4)
    assert found[2] == pytest.approx(clipped[0], abs=5.1e-5)
    assert found[0] == pytest.approx(clipped[0] ** (1 / 3), abs=5.1e-5)
    assert found[11] == pytest.approx(clipped.min(), abs=5.1e-5)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_of_millions_and_wide_intervals_nothing_is_cut(model: RetentionModel, lang: Lang) -> None:
    last = model.horizons[-1]
    wide = Estimate(value=-10.25, low=-1234.5, high=1234.5)
    report = last.report.model_copy(update={"slope": wide, "intercept": wide, "log_loss_boosting": 0.5})
    many = {"stayed": 10_000_000, "left": 2_345_678, "unknown": 9_876_543, "report": report}
    stream = StringIO()
    huge = model.model_copy(update={"horizons": (last.model_copy(update=many),)})
    Console(file=stream, width=80).print(model_view(huge, lang))
    lines = stream.getvalue().splitlines()
    assert all(cell_len(line) <= 80 for line in lines)
    assert stream.getvalue().count("…") == 2 + len(report.bins), "of intervals alone"
    told = "".join(stream.getvalue().split())
    for number in ("10,000,000", "2,345,678", "9,876,543", "-10.25", "1234.50)"):
        assert number in told


def test_much_that_is_unknown_is_told_in_percent(model: RetentionModel) -> None:
    last = model.horizons[-1].model_copy(update={"stayed": 600, "left": 277, "unknown": 123})
    assert "nothing is known of 12.3 % of those due" in next(warnings_of(last))
    assert "有 12.3 % 情况不明" in next(warnings_of(last, "zh"))
    assert not list(warnings_of(last.model_copy(update={"unknown": 90})))


def test_the_report_as_json_has_no_coefficients(model: RetentionModel) -> None:
    document = model_json(model)
    assert document["draws"] == 20
    assert (document["placements"], document["elsewhere"]) == (900, 0)
    assert [each["months"] for each in document["horizons"]] == [3, 6, 12]
    assert "coefficients" not in document["horizons"][0]
    assert document["known_until"] == str(BEGUN.replace(year=2015))
