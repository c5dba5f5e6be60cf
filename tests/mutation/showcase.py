"""One small instance on which every falsification of `mutations.py` has something to falsify."""

from __future__ import annotations

from jobmatch.policy import load_policy
from mutation.random_cases import REGIONS
from mutation.reference import Instance

_PERSON = {
    "birth_date": "1985-03-01",
    "skills": "S:2",
    "min_wage": "2500.0",
    "wish_regions": "A1;*",
    "wish_job_types": "sewing;*",
    "max_tier": "outside",
    "priority": "default",
    "status": "looking",
    "available_from": "",
}
_JOB = {
    "job_type": "sewing",
    "skills": "S:1",
    "contract": "true",
    "insurance": "true",
    "min_age": "18",
    "max_age": "60",
    "start_date": "2016-09-15",
    "stay": "0.8",
}
_PERSONS = [
    ("P1", "A11", {}),
    ("P2", "A12", {"priority": "registered_poor"}),
    ("P3", "A111", {"skills": ""}),
    ("P4", "A21", {"min_wage": "3000.0"}),
    ("P5", "B11", {"wish_regions": ""}),
    ("P6", "A112", {"wish_regions": "B;A", "wish_job_types": "welding"}),
    ("P7", "A1111", {"priority": "registered_poor", "min_wage": "2800.5"}),
    ("P8", "A13", {"wish_job_types": "driving"}),
    ("P9", "A12", {"birth_date": "2001-01-01"}),
    *((i, "A21", {"wish_regions": "A1", "wish_job_types": "sewing", "skills": ""}) for i in ("Q1", "Q2", "Q3")),
]
_JOBS = [
    ("J1", "A11", "2", "2900.0", {"skills": ""}),
    ("J2", "B1", "1", "3600.5", {"skills": "S:3"}),
    ("J3", "A12", "1", "3100.0", {"job_type": "welding"}),
    ("J4", "C1", "3", "2500.0", {"contract": "false"}),
    ("J5", "A2", "4", "3050.0", {"job_type": "welding", "skills": "S:2"}),
]


def showcase() -> Instance:
    """Twelve persons, five jobs."""
    keys = ("code", "parent", "level", "name", "lon", "lat")
    return Instance(
        seekers=[{"person_id": i, "home": home, **_PERSON, **own} for i, home, own in _PERSONS],
        jobs=[
            {"job_id": i, "region": region, "vacancies": vacancies, "wage": wage, **_JOB, **own}
            for i, region, vacancies, wage, own in _JOBS
        ],
        regions=[dict(zip(keys, (c, p, lv, f"name {c}", lon, lat), strict=True)) for c, p, lv, lon, lat in REGIONS],
        policy=load_policy({"as_of": "2016-08-29", "unmatched": {"default": 900.0, "registered_poor": 30000.0}}),
        decisions=[{"person_id": "P1", "job_id": "J5", "decision": "declined", "reason": "too far"}],
    )
