"""docs/model.md, word for word, one pair at a time, in fractions: slow and plain, to test the fast checker against.

Lists are lists of dicts of text, as the canonical csv files hold them; a column that the input did not have is absent.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from jobmatch.policy import TERMS, TIERS, Policy, Subsidy, exact
from jobmatch.policy.levers import Course

Row = Mapping[str, str]
LEVEL_TIER = {"county": "county", "township": "county", "village": "county", "prefecture": "prefecture"}


@dataclass(frozen=True)
class Instance:
    """Everything that a solve is given."""

    seekers: Sequence[Row]
    jobs: Sequence[Row]
    regions: Sequence[Row]
    policy: Policy
    pairs: Sequence[Row] | None = None
    decisions: Sequence[Row] | None = None
    distances: Sequence[Row] | None = None
    extra: Sequence[Row] | None = None
    cost_decimals: int | None = None
    plan: Sequence[Row] | None = None
    region: Mapping[str, Row] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "region", {row["code"]: row for row in self.regions})

    @property
    def decimals(self) -> int:
        return self.policy.decimals if self.cost_decimals is None else self.cost_decimals

    def quanta(self, yuan: Fraction) -> int:
        """R of docs/model.md, in whole quanta."""
        return math.floor(yuan * 10**self.decimals + Fraction(1, 2))


def path(case: Instance, code: str) -> list[str]:
    out = []
    while code:
        out.append(code)
        code = case.region[code]["parent"]
    return out


def common(case: Instance, a: str, b: str) -> str | None:
    return next((code for code in path(case, a) if code in path(case, b)), None)


def tier(case: Instance, home: str, work: str) -> str:
    above = common(case, home, work)
    level = None if above is None else case.region[above]["level"]
    return "province" if level == "province" else LEVEL_TIER.get(level or "", "outside")


def kilometres(case: Instance, home: str, work: str) -> int:
    for w in path(case, work):
        for h in path(case, home):
            for a, b in ((h, w), (w, h)):
                for row in case.distances or ():
                    if (row["from"], row["to"]) == (a, b):
                        return math.floor(Fraction(row["km"]) + Fraction(1, 2))
    typical = getattr(case.policy.distance.typical_km, tier(case, home, work))
    if common(case, home, work) in (home, work):
        return int(typical)
    a, b = (next((c for c in path(case, code) if case.region[c]["lon"]), None) for code in (home, work))
    if a is None or b is None or a == b:
        return int(typical)
    (lon1, lat1), (lon2, lat2) = (
        (math.radians(float(case.region[c]["lon"])), math.radians(float(case.region[c]["lat"]))) for c in (a, b)
    )
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    straight = 2 * 6371.0088 * math.asin(math.sqrt(half))
    return max(1, math.floor(straight * case.policy.distance.detour + 0.5))


def age(case: Instance, person: Row) -> int | None:
    if person.get("birth_date"):
        born, now = date.fromisoformat(person["birth_date"]), case.policy.as_of
        assert now is not None
        return now.year - born.year - ((now.month, now.day) < (born.month, born.day))
    return int(person["age"]) if person.get("age") else None


def wish_regions(case: Instance, person: Row) -> list[str]:
    if person.get("wish_regions"):
        return person["wish_regions"].split(";")
    if not case.policy.rules.home_county:
        return []
    home = person["home"]
    return [next((c for c in path(case, home) if case.region[c]["level"] == "county"), home)]


def region_rank(case: Instance, person: Row, job: Row) -> int | None:
    above = path(case, job["region"])
    return next((i for i, w in enumerate(wish_regions(case, person)) if w == "*" or w in above), None)


def type_rank(person: Row, job: Row) -> int | None:
    wish = person.get("wish_job_types", "")
    if wish == "":
        return 0
    named = job.get("job_type", "")
    return next((i for i, w in enumerate(wish.split(";")) if w == "*" or (named != "" and w == named)), None)


def parsed(skills: str) -> dict[str, int]:
    return {part.split(":")[0]: int(part.split(":")[1]) for part in skills.split(";") if part}


def missing(case: Instance, person: Row, job: Row, course: Course | None = None) -> dict[str, tuple[int, bool]]:
    """By required skill: levels missing, and whether it is held at all; once the course is taken."""
    have, out = parsed(person.get("skills", "")), {}
    for code, level in parsed("" if course is None else course.teaches).items():
        have[code] = max(level, have.get(code, 0))
    for code, level in parsed(job.get("skills", "")).items():
        held = have.get(code, 0)
        for swap in case.policy.skill.substitute:
            if swap.for_ == code and swap.have in have and have[swap.have] - swap.loss >= 1:
                held = max(held, have[swap.have] - swap.loss)
        out[code] = (max(0, level - held), held > 0)
    return out


def _decided(case: Instance, *words: str) -> set[tuple[str, str]]:
    return {(row["person_id"], row["job_id"]) for row in case.decisions or () if row["decision"] in words}


def excluded(case: Instance) -> set[tuple[str, str]]:
    """The pairs that a decision keeps apart."""
    return _decided(case, "forbidden", "declined", "no_show", "left")


def withdrawn(case: Instance) -> set[str]:
    """The persons who go nowhere."""
    return {person for person, _ in _decided(case, "withdrawn")}


def bound(case: Instance) -> dict[str, str]:
    """By person, the job that he or she goes to."""
    listed = {job["job_id"] for job in case.jobs}
    accepted = _decided(case, "accepted") - _decided(case, "no_show", "left")
    accepted = {(person, job) for person, job in accepted if person not in withdrawn(case)}
    return {person: job for person, job in accepted | _decided(case, "forced") if job in listed}


def proposal(case: Instance, person: Row) -> str | None:
    """The job of the person's open proposal."""
    for row in case.plan or ():
        pair = row["person_id"], row["job_id"]
        if pair[0] == person["person_id"] and any(job["job_id"] == pair[1] for job in case.jobs):
            closed = pair in excluded(case) or pair[0] in withdrawn(case) or pair[0] in bound(case)
            return None if closed else pair[1]
    return None


def change_reason(case: Instance, person: Row, before: str, after: str) -> str:
    """Why a listed person has another job (blank: none) than in the plan in force."""
    who = person["person_id"]
    new_bond = bound(case).get(who, before) != before
    old = next((job for job in case.jobs if job["job_id"] == before), None)
    words = ("left", "no_show", "declined", "forbidden")
    reasons = {
        "new": before == "",
        "withdrawn": who in withdrawn(case),
        "forced": new_bond and (who, bound(case)[who]) in _decided(case, "forced"),
        "accepted": new_bond,
        **{word: old is not None and (who, before) in _decided(case, word) for word in words},
        "job_gone": old is None,
        "not_eligible": old is not None and not eligible(case, person, old),
        "released": after == "",
        "moved": True,
    }
    return next(name for name, applies in reasons.items() if applies)


def is_route(case: Instance, person: Row, job: Row, course: Course) -> bool:
    """Whether the course is of use for the job, meant for it, and where the person can get to (not whether it does)."""
    lacks, taught = missing(case, person, job), parsed(course.teaches)
    need = parsed(job.get("skills", ""))
    of_use = any(n > 0 and taught.get(code, 0) > need[code] - n for code, (n, _) in lacks.items())
    if not of_use or course.ordered_by not in (None, job.get("employer_id") or job["job_id"]):
        return False
    if course.region is None:
        return True
    if course.stage != "pre-job":
        return course.region in path(case, job["region"])
    home = person["home"]
    county = next((c for c in path(case, home) if case.region[c]["level"] == "county"), home)
    wished = any(w == "*" or w in path(case, course.region) for w in wish_regions(case, person))
    return course.region in path(case, home) or county in path(case, course.region) or wished


def broken_rules(case: Instance, person: Row, job: Row, course: Course | None = None) -> set[str]:  # noqa: PLR0912
    """The hard rules that the triple breaks."""
    out = set()
    ids = (person["person_id"], job["job_id"])
    if case.pairs is not None and not any((r["person_id"], r["job_id"]) == ids for r in case.pairs):
        out.add("pairs")
    if ids in excluded(case) or ids[0] in withdrawn(case) or bound(case).get(ids[0], ids[1]) != ids[1]:
        out.add("decisions")
    if case.cost_decimals is not None:
        return out
    rules, years = case.policy.rules, age(case, person)
    if (person.get("status") or "looking") not in rules.looking:
        out.add("status")
    if years is not None and years < rules.working_age:
        out.add("age")
    if region_rank(case, person, job) is None:
        out.add("region")
    if TIERS.index(tier(case, person["home"], job["region"])) > TIERS.index(person.get("max_tier") or "outside"):
        out.add("tier")
    if type_rank(person, job) is None:
        out.add("job_type")
    if job["wage"] == "":
        if not rules.unknown_wage:
            out.add("wage")
    elif Fraction(job["wage"]) < Fraction(person.get("min_wage") or "0") - exact(rules.wage_tolerance):
        out.add("wage")
    lacks = missing(case, person, job, course)
    absent = any(not held for _, held in lacks.values()) and not case.policy.skill.absent
    if absent or sum(levels for levels, _ in lacks.values()) > case.policy.skill.max_missing:
        out.add("skills")
    if course is not None and not is_route(case, person, job, course):
        out.add("skills")
    out |= {rule for rule in ("contract", "insurance") if rule in job and getattr(rules, rule) and job[rule] != "true"}
    if years is not None and not int(job.get("min_age") or 0) <= years <= int(job.get("max_age") or 999):
        out.add("job_age")
    if person.get("available_from") and job.get("start_date") and person["available_from"] > job["start_date"]:
        out.add("dates")
    return out


def draws(case: Instance, subsidy: Subsidy, person: Row, job: Row) -> bool:
    """Whether the pair fulfils the predicates of a subsidy."""
    return (
        _fulfils(case, person, subsidy.persons)
        and _fulfils(case, job, subsidy.jobs)
        and ("tier" not in subsidy.pairs or tier(case, person["home"], job["region"]) in _values(subsidy.pairs["tier"]))
    )


def money(case: Instance, subsidy: Subsidy, person: Row, job: Row, course: Course | None) -> Fraction:
    """Its money over the horizon, in yuan; 0 where it is not drawn."""
    if not draws(case, subsidy, person, job):
        return Fraction(0)
    amount = exact(subsidy.amount)
    if subsidy.form == "ticket":
        km, d = kilometres(case, person["home"], job["region"]), case.policy.distance
        once = exact(subsidy.share) * exact(d.yuan_per_km) * km * exact(subsidy.trips)
        return once if subsidy.cap is None else min(once, exact(subsidy.cap))
    if subsidy.form == "monthly":
        return amount * (subsidy.months or case.policy.horizon_months)
    if subsidy.form == "daily":
        return amount * (0 if course is None else course.days)
    return amount if subsidy.form == "fixed" or job.get("agency") else Fraction(0)


def eligible(case: Instance, person: Row, job: Row) -> bool:
    """Whether the pair is, without a course or by one."""
    return any(not broken_rules(case, person, job, course) for course in (None, *case.policy.course))


def terms(case: Instance, person: Row, job: Row, course: Course | None = None) -> dict[str, int]:
    """Every cost term of the triple in quanta."""
    out = dict.fromkeys(TERMS, 0)
    if proposal(case, person) not in (None, job["job_id"]):
        out["change"] = case.quanta(exact(case.policy.change.cost))
    listed = None
    for row in case.pairs or ():
        if (row["person_id"], row["job_id"]) == (person["person_id"], job["job_id"]):
            listed = row
    if case.cost_decimals is not None:
        out["extra"] = case.quanta(Fraction(listed["cost"])) if listed is not None else 0
        return out
    policy = case.policy
    months, home, work = policy.horizon_months, person["home"], job["region"]
    km, where = kilometres(case, home, work), tier(case, home, work)
    lacks = missing(case, person, job, course)
    out["skill"] = case.quanta(
        sum((exact(policy.skill.weights.get(s, policy.skill.weight)) * n for s, (n, _) in lacks.items()), Fraction(0))
    )
    none = Fraction(0)
    relief = {
        burden: [money(case, s, person, job, course) for s in policy.subsidy if s.relieves == burden]
        for burden in ("distance", "wage", "course")
    }
    if course is not None and course.stage == "pre-job":
        days = exact(policy.skill.course_day) * course.days
        out["skill"] += case.quanta(max(none, days - sum(relief["course"])) / months)
    if course is not None:
        out["subsidy"] += case.quanta(exact(course.weight) * exact(course.cost) / months)
    if person.get("wish_wage"):
        wish = Fraction(person["wish_wage"])
    else:
        least = Fraction(person.get("min_wage") or "0")
        wish = Fraction(case.quanta(least * exact(policy.wage.wish_ratio)), 10**case.decimals)
    offer = Fraction(job["wage"]) if job["wage"] else exact(policy.wage.unknown)
    offer += sum((Fraction(case.quanta(m / months), 10**case.decimals) for m in relief["wage"]), none)
    out["wage"] = case.quanta(exact(policy.wage.weight) * max(none, wish - offer))
    d = policy.distance
    journeys = exact(d.yuan_per_km) * exact(d.trips) * km - sum(relief["distance"])
    out["distance"] = case.quanta(exact(d.weight) * max(none, journeys) / months)
    out["tier"] = case.quanta(exact(getattr(policy.tier, where)))
    first, kind = region_rank(case, person, job) or 0, type_rank(person, job) or 0
    out["preference"] = case.quanta(exact(policy.preference.region_step) * first)
    out["preference"] += case.quanta(exact(policy.preference.type_step) * kind)
    out["retention"] = _retention(case, job, listed)
    for subsidy in policy.subsidy:
        out["subsidy"] += case.quanta(exact(subsidy.weight) * money(case, subsidy, person, job, course) / months)
    out["extra"] = case.quanta(exact(policy.extra.weight) * _extra(case, person, job, listed))
    return out


def _retention(case: Instance, job: Row, listed: Row | None) -> int:
    if case.pairs and "stay" in case.pairs[0]:
        stay = "" if listed is None else listed["stay"]
    elif "stay" in job:
        stay = job["stay"]
    else:
        return 0
    retention = case.policy.retention
    probability = Fraction(stay) if stay else exact(retention.default_stay)
    return case.quanta(exact(retention.loss) * (1 - probability) / case.policy.horizon_months)


def _extra(case: Instance, person: Row, job: Row, listed: Row | None) -> Fraction:
    for row in case.extra or ():
        keys = [key for key in row if key != "value"]
        cells = [(person if key.startswith("persons.") else job).get(key.split(".", 1)[1], "") for key in keys]
        if [row[key] for key in keys] == cells:
            return Fraction(row["value"])
    return Fraction((listed or {}).get("extra") or "0")


def _values(wanted: object) -> tuple[object, ...]:
    return tuple(wanted) if isinstance(wanted, list | tuple) else (wanted,)


def _fulfils(case: Instance, row: Row, predicate: Mapping[str, object]) -> bool:
    for column, wanted in predicate.items():
        cell = row.get(column, "") or ("0.0" if column == "min_wage" else "")
        if column in ("home", "region"):
            hit = any(str(value) in path(case, cell) for value in _values(wanted))
        elif column in ("wage", "min_wage"):
            hit = cell != "" and any(Fraction(cell) == Fraction(str(value)) for value in _values(wanted))
        else:
            hit = any(cell == (str(v).lower() if isinstance(v, bool) else str(v)) for v in _values(wanted))
        if not hit:
            return False
    return True


def unmatched(case: Instance, person: Row) -> int:
    prices = case.policy.unmatched.classes
    stay = case.quanta(exact(prices.get(person.get("priority") or "default", case.policy.unmatched.default)))
    return stay + (0 if proposal(case, person) is None else case.quanta(exact(case.policy.change.cost)))


ASKED: tuple[set[str], ...] = (
    {"pairs"},
    {"tier"},
    {"region"},
    {"job_type"},
    {"offer", "contract", "insurance"},
    {"wage"},
    {"skills"},
    {"job_age"},
    {"dates"},
    {"decisions"},
)
"""Rules in the order in which they are asked; each stands under its first name in unmatched.csv."""

CODES = ("pairs", "tier", "region", "job_type", "offer", "wage", "skills", "job_age", "dates", "decisions")


def first_asked(case: Instance, person: Row, job: Row) -> int:
    """The first of the rules asked that keeps the person from the job, whatever course is taken; all pass: how many."""
    ways = [broken_rules(case, person, job, course) for course in (None, *case.policy.course)]
    broken = set(ways[0]) - {"skills"} | ({"skills"} if all("skills" in way for way in ways) else set())
    if case.cost_decimals is None and job["wage"] == "" and not case.policy.rules.unknown_wage:
        broken |= {"offer"}
    return next((at for at, names in enumerate(ASKED) if names & broken), len(ASKED))


def reason(case: Instance, person: Row, costs: Sequence[int]) -> str:
    """Why a person is unmatched; `costs` are those of the eligible jobs."""
    if person["person_id"] in withdrawn(case):
        return "withdrawn"
    if case.cost_decimals is None:
        years = age(case, person)
        if (person.get("status") or "looking") not in case.policy.rules.looking:
            return "not_looking"
        if years is not None and years < case.policy.rules.working_age:
            return "under_age"
        if not wish_regions(case, person):
            return "no_consent"
    if not costs:
        nothing = CODES.index("region") if case.pairs is None else CODES.index("pairs")
        return CODES[max((first_asked(case, person, job) for job in case.jobs), default=nothing)]
    return "dearer_than_unmatched" if min(costs) >= unmatched(case, person) else "outbid"
