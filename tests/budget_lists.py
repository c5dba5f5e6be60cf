"""Random lists for budgets, courses and quotas on both lists: small, with many eligible pairs, skills to be learnt,
and columns of the lists' own to count and to limit."""

from __future__ import annotations

from random import Random

REGIONS = [
    ("0", "", "country", "", ""),
    ("A", "0", "province", "110.1", "28.2"),
    ("A1", "A", "prefecture", "", ""),
    ("A11", "A1", "county", "109.4", "28.5"),
    ("A111", "A11", "township", "", ""),
    ("A12", "A1", "county", "109.9", "28.1"),
    ("A2", "A", "prefecture", "112.9", "28.2"),
    ("A21", "A2", "county", "", ""),
    ("B", "0", "province", "113.3", "23.1"),
    ("B1", "B", "prefecture", "114.06", "22.55"),
    ("B11", "B1", "county", "114.1", "22.6"),
]
HOMES = ("A11", "A11", "A111", "A12", "A12", "A21", "A1")
WORK = ("A11", "A12", "A21", "A2", "B1", "B11", "B11")
CLASSES = ("default", "registered_poor", "other")
SKILLS = ("weld", "sew", "cook")
TYPES = ("welder", "sewer")

Rows = list[dict[str, str]]


def regions() -> Rows:
    """The table of regions."""
    keys = ("code", "parent", "level", "name", "lon", "lat")
    return [dict(zip(keys, (c, p, lv, f"name {c}", lon, lat), strict=True)) for c, p, lv, lon, lat in REGIONS]


def draw_seekers(rng: Random, n: int, alike: bool) -> Rows:
    """Seekers; members of a household share what quotas on persons look at if they have to be alike."""
    funds = {team: rng.choice(["", "1", "40.5", "300"]) for team in ("t1", "t2", "")}
    rows: Rows = []
    size = max(1, rng.choice([n // 3, n // 2, n]))
    for k in range(n):
        household = rng.choice(["", *(f"h{i}" for i in range(size))])
        row = {
            "person_id": f"p{k:02d}",
            "household_id": household,
            "together_id": "",
            "home": rng.choice(HOMES),
            "age": rng.choice(["", "30", "30", "45"]),
            "skills": ";".join(f"{code}:{rng.randint(1, 3)}" for code in rng.sample(SKILLS, rng.choice([0, 1, 1, 2]))),
            "min_wage": rng.choice(["", "2000.0", "2500.0", "2750.5"]),
            "wish_wage": rng.choice(["", "", "3800.0"]),
            "wish_regions": rng.choice(["*", "*", "*", "A", "B;A1", "A11;*", "A1;A2"]),
            "wish_job_types": rng.choice(["", "", "", "welder;*", "sewer"]),
            "max_tier": rng.choice(["", "", "", "outside", "province"]),
            "priority": rng.choice(CLASSES),
            "team": rng.choice(["t1", "t2", ""]),
            "family": rng.choice(["", "1", "2", "2", "5"]),
            "debt": rng.choice(["", "0.25", "12.5", "33.333", "100"]),
        }
        if alike:
            first = next((other for other in rows if household and other["household_id"] == household), row)
            row |= {column: first[column] for column in ("home", "priority", "team", "wish_regions")}
        row["fund"] = funds[row["team"]]
        rows.append(row)
    return rows


def draw_jobs(rng: Random, m: int) -> Rows:
    """Jobs, mostly with few vacancies and skills that not everybody has."""
    beds = {crew: rng.choice(["", "0", "1", "3"]) for crew in ("c1", "c2", "")}
    rows: Rows = []
    for k in range(m):
        required = rng.sample(SKILLS, rng.choice([0, 1, 1, 1, 2]))
        row = {
            "job_id": f"j{k}",
            "employer_id": rng.choice(["e1", "e2", ""]),
            "region": rng.choice(WORK),
            "job_type": rng.choice(TYPES),
            "vacancies": str(rng.choice([0, 1, 2, 3, 3, 6])),
            "wage": rng.choice(["2500.0", "3000.0", "3333.33", "4000.0"]),
            "skills": ";".join(f"{code}:{rng.randint(1, 3)}" for code in required),
            "stay": rng.choice(["", "0.81", "1.0"]),
            "agency": rng.choice(["", "ag1", "ag2"]),
            "crew": rng.choice(["c1", "c2", ""]),
            "fee": rng.choice(["", "10", "55.5", "120.75"]),
            "room": rng.choice(["", "1", "2.5", "4"]),
        }
        row["beds"] = beds[row["crew"]]
        rows.append(row)
    return rows


def draw_pairs(rng: Random, seekers: Rows, jobs: Rows, with_cost: bool) -> Rows:
    """A pairs file with columns to be used by budgets, with costs or without."""
    every = [(p["person_id"], j["job_id"]) for p in seekers for j in jobs]
    decimals = rng.choice([0, 0, 2])
    rows = []
    for person, job in rng.sample(every, rng.randint((len(every) + 1) // 2, len(every))):
        row = {"person_id": person, "job_id": job, "hours": rng.choice(["", "1", "2", "3", "7"])}
        row["load"] = rng.choice(["0", "0.5", "1.25", "3.125", "0.000000001"])
        if with_cost:
            quanta = rng.randint(-20, 400)
            row["cost"] = str(quanta) if decimals == 0 else f"{quanta / 100:.2f}"
        else:
            row["extra"] = rng.choice(["", "12.5", "-40"])
        rows.append(row)
    return rows
