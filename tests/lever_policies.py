"""Random levers over the instances of `instances`: quotas by home, class, employer and region, households, stages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from instances import PRIORITIES, Instance, rule_instances

_HOMES = ("4331", "433124", "43", "44", "420322")
_PLACES = ("44", "4403", "440305", "43", "433124")

_GROUPS: tuple[dict[str, Any], ...] = (
    *({"persons": {"home": home}} for home in _HOMES),
    *({"persons": {"priority": name}} for name in PRIORITIES),
    *({"jobs": {"region": place}} for place in _PLACES),
    *({"jobs": {"job_type": kind}} for kind in ("welder", ["sewer", "waiter"])),
    {"pairs": {"tier": ["outside"]}},
    {"per": "jobs.employer_id"},
    {"per": "region@province"},
    {"per": "home@prefecture", "jobs": {}},
    {"per": "persons.priority"},
    {"per": "crew", "upper_column": "beds"},
    {},
)

_OF_JOBS = ("jobs.employer_id", "region@province", "crew")
"""Of these groups nobody is a member."""


def _quota(k: int) -> st.SearchStrategy[dict[str, Any]]:
    limits = st.fixed_dictionaries({}, optional={"lower": st.integers(0, 3), "upper": st.integers(0, 4)})
    shares = st.fixed_dictionaries(
        {},
        optional={"lower_share": st.sampled_from((0.2, 0.3333, 0.5, 1.0)), "upper_share": st.sampled_from((0.25, 0.6))},
    )
    rates = st.sampled_from(({"lower_rate": 0.3333}, {"lower_rate": 1.0}, {"upper_rate": 0.5}, {"upper_rate": 0.0}))
    soft = st.none() | st.sampled_from((0.0, 10.0, 777.77, 50_000.0))

    def made(
        parts: tuple[dict[str, Any], dict[str, Any], dict[str, Any], float | None, tuple[bool, bool], Any],
    ) -> dict[str, Any]:
        group, numbers, of_all, price, (by_share, all_or_none), by_rate = parts
        if "upper_column" in group:
            numbers = {key: value for key, value in numbers.items() if key != "upper"}
        elif not numbers:
            numbers = {"upper": 1}
        if numbers.get("lower", 0) > numbers.get("upper", 9):
            numbers = {"lower": numbers["upper"], "upper": numbers["lower"]}
        if by_share:
            sides = {name.removesuffix("_share") for name in of_all}
            numbers = {key: value for key, value in numbers.items() if key not in sides} | of_all
            if "upper_column" in group:
                numbers.pop("upper_share", None)
        if by_rate and group.get("per") not in _OF_JOBS:
            numbers = by_rate
        if all_or_none and {"lower", "lower_share", "lower_rate"} & set(numbers):
            numbers["all_or_none"] = True
        return {"name": f"q{k}", **group, **numbers, **({} if price is None else {"soft": price})}

    kinds = st.tuples(st.sampled_from((False, False, True)), st.sampled_from((False, False, True)))
    by_rate = st.none() | st.none() | rates
    return st.tuples(st.sampled_from(_GROUPS), limits, shares, soft, kinds, by_rate).map(made)


_HOUSEHOLD = st.fixed_dictionaries(
    {}, optional={"bonus": st.sampled_from((0.0, 100.0, 5000.005)), "max_out": st.integers(1, 2)}
)
_ORDER = st.lists(
    st.sampled_from(("placed", "placed:registered_poor", "placed:other", "households", "tier:county", "tier:province")),
    max_size=3,
    unique=True,
)
_FAIR = st.sampled_from(
    ([], [], [], ["fair:persons.home@prefecture"], ["fair:priority"], ["fair:persons.household_id"])
)


@st.composite
def lever_instances(draw: st.DrawFn, most_seekers: int = 8, most_jobs: int = 6) -> Instance:
    """Instances by rules with levers on top; groups may cross, and limits be out of reach."""
    base = draw(rule_instances(most_seekers, most_jobs))
    seekers = [{**row, "household_id": draw(st.sampled_from((None, "h1", "h2", "h3")))} for row in base.seekers]
    jobs = [{**row, "employer_id": draw(st.sampled_from(("e1", "e2", None)))} for row in base.jobs]
    crews = {name: draw(st.sampled_from(("0", "2", ""))) for name in ("a", "b")}
    for row in jobs:
        row["crew"] = draw(st.sampled_from(("a", "b", "")))
        row["beds"] = crews.get(row["crew"], "")
    policy = {
        **base.policy,
        "quota": [draw(_quota(k)) for k in range(draw(st.integers(0, 3)))],
        "household": draw(_HOUSEHOLD),
        "objective": {"order": [*draw(_FAIR), *draw(_ORDER), "cost"]},
    }
    return replace(base, seekers=seekers, jobs=jobs, policy=policy)


_SHARED = ("lower_share", "upper_share", "all_or_none")


@st.composite
def together_instances(draw: st.DrawFn) -> Instance:
    """The same with groups that go together; within households, as household rules ask for, or across them."""
    base = draw(lever_instances())
    across = not base.policy["household"] and "households" not in base.policy["objective"]["order"]
    drawn = st.sampled_from((None, "t1", "t2", "t3"))
    seekers = []
    for row in base.seekers:
        group = draw(drawn) if across else row["household_id"] and draw(st.sampled_from((None, row["household_id"])))
        seekers.append({**row, "together_id": group})
    quotas = [quota for quota in base.policy["quota"] if not any(key in quota for key in _SHARED)]
    order = [stage for stage in base.policy["objective"]["order"] if not stage.startswith("fair:")]
    rule = draw(st.sampled_from(("employer", "region@province", "region@prefecture")))
    household = {**base.policy["household"], "together": rule}
    policy = {**base.policy, "quota": quotas, "household": household, "objective": {"order": order}}
    return replace(base, seekers=seekers, policy=policy)
