"""What a run was asked to solve, read back from `inputs/`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from jobmatch.errors import PolicyError
from jobmatch.policy import TERMS, Policy, exact, load_policy
from jobmatch.verify.decisions import COLUMNS as DECISION_COLUMNS
from jobmatch.verify.decisions import DECISIONS, Decisions, read_decisions
from jobmatch.verify.exactly import Bools, Ints, classes, half_up, scaled, within
from jobmatch.verify.files import Summary, read_json, read_optional, read_table
from jobmatch.verify.inputs import JOBS, SEEKERS, Listed, read_jobs, read_list, read_persons
from jobmatch.verify.levers import Levers, asks_for_levers, read_levers
from jobmatch.verify.pairfiles import MOST_DECIMALS, PAIRS, PairFile, cost_decimals_needed, read_pairs
from jobmatch.verify.proposals import COLUMNS as PLAN_COLUMNS
from jobmatch.verify.proposals import PLAN_IN_FORCE, Proposals, read_proposals
from jobmatch.verify.regions import Tree, empty_tree, read_tree
from jobmatch.verify.report import Halt
from jobmatch.verify.terms import MOST_COST, Evaluation, Terms
from jobmatch.verify.triples import NO_ROUTE, Triples
from jobmatch.words import said

REGIONS = "inputs/regions.csv"
_MOST_VACANCIES = 10**12


@dataclass(frozen=True)
class Case:
    """The instance. Money is in quanta.

    Attributes
    ----------
    terms
        The policy's rules and terms; None where the pairs file gives the costs.
    pairs
        The pairs file, if there is one.
    decisions
        Whom decisions exclude, and whom they bind.
    proposals
        The plan in force.
    unmatched
        By person, the cost of staying unmatched, that of an open proposal not kept included.
    vacancies
        By job.
    levers
        What is asked for beyond costs, by the policy or by decisions that bind; None if nothing.
    """

    decimals: int
    seekers: Listed
    jobs: Listed
    terms: Terms | None
    pairs: PairFile | None
    decisions: Decisions
    proposals: Proposals
    unmatched: Ints
    vacancies: Ints
    levers: Levers | None

    def evaluate(self, person: Ints, job: Ints, route: Ints | None = None) -> Evaluation:
        """Every rule and every term of triples, given by rows of the two lists and numbers of courses (none: no route).

        With a course the rule `skills` says whether it is a route to the job for the person.
        """
        route = np.full(len(person), NO_ROUTE) if route is None else route
        if self.terms is not None:
            found = self.terms.pairs_at(person, job, route)
        else:
            found = Evaluation({}, {term: np.zeros(len(person), np.int64) for term in TERMS})
        if self.pairs is not None:
            at = self.pairs.keys.find(person, job)
            found.fails["pairs"] = at < 0
            if self.pairs.cost is not None and len(self.pairs.cost):
                found.terms["extra"] = np.where(at >= 0, self.pairs.cost[np.maximum(0, at)], 0)
        found.fails["decisions"] = self.decisions.exclude(person, job)
        found.terms["change"] = self.proposals.change(person, job)
        return found

    def triples(self, person: Ints, job: Ints, route: Ints) -> Triples:
        """Triples given by rows of the two lists and numbers of courses; where the pairs file gives the costs a tier is
        told only if a limit looks at it, and no distance."""
        if self.terms is not None:
            return self.terms.triples(person, job, route)
        nowhere = np.zeros(len(person), np.int64)
        tiers = None if self.levers is None else self.levers.tiers
        return Triples(person, job, route, nowhere if tiers is None else tiers.at(person, job), nowhere)

    def ways(self, person: Ints, job: Ints) -> Iterator[tuple[int, Ints, Evaluation]]:
        """By route, without one first: the places of those pairs that may have it, and what these triples are."""
        yield NO_ROUTE, np.arange(len(person)), self.evaluate(person, job)
        for route in range(self.routes):
            assert self.terms is not None
            at = np.flatnonzero(self.terms.courses.ways(person, job, route))
            if len(at):
                yield route, at, self.evaluate(person[at], job[at], np.full(len(at), route))

    def least(self, person: Ints, job: Ints) -> tuple[Bools, Ints]:
        """Whether pairs are eligible, without a course or by one, and what they cost at least (if so)."""
        eligible, cost = np.zeros(len(person), bool), np.zeros(len(person), np.int64)
        for _, at, found in self.ways(person, job):
            better = found.eligible & (~eligible[at] | (found.cost < cost[at]))
            cost[at[better]] = found.cost[better]
            eligible[at] |= found.eligible
        return eligible, cost

    @property
    def routes(self) -> int:
        """How many courses there are."""
        return 0 if self.terms is None else len(self.terms.courses)

    @property
    def reach(self) -> int:
        """No cost of a pair, nor of an unmatched person, is larger in size."""
        pairs = 0 if self.terms is None else self.terms.reach
        if self.pairs is not None and self.pairs.cost is not None:
            pairs = int(np.abs(self.pairs.cost).max(initial=0))
        return max(pairs + self.proposals.most, int(np.abs(self.unmatched).max(initial=0)))


def read_case(run: Path, summary: Summary) -> Case:
    """Read the inputs of a run.

    Raises
    ------
    Halt
        A file is missing or broken, the policy asks for what this version does not know, or a number is too large.
    """
    policy = _policy(run)
    seekers = read_list(read_table(run, SEEKERS, ("person_id",)), SEEKERS, "person_id")
    jobs = read_list(read_table(run, JOBS, ("job_id", "vacancies")), JOBS, "job_id")
    pairs = read_optional(run, PAIRS, ("person_id", "job_id"))
    priced = pairs is not None and "cost" in pairs.columns
    decimals = _decimals(policy, summary, pairs if priced else None)
    pair_file = None if pairs is None else read_pairs(pairs, policy, decimals, seekers, jobs)
    decisions = read_decisions(read_optional(run, DECISIONS, DECISION_COLUMNS), seekers, jobs)
    in_force = read_optional(run, PLAN_IN_FORCE, PLAN_COLUMNS, exactly=True)
    proposals = read_proposals(in_force, policy, decimals, decisions, seekers, jobs)
    vacancies = scaled(jobs.text("vacancies"), 0, f"{JOBS}, vacancies")
    if (vacancies < 0).any() or int(vacancies.max(initial=0)) > _MOST_VACANCIES:
        raise Halt("tables", said("verified.vacancies_range", jobs=JOBS, most_vacancies=_MOST_VACANCIES))
    if priced and policy.course:
        raise Halt("policy", said("verified.courses_with_costs", pairs=PAIRS))
    tree = _tree(run, needed=not priced, wanted=asks_for_levers(policy))
    terms = None if priced else _terms(run, policy, tree, seekers, jobs, pair_file)
    case = Case(
        decimals=decimals,
        seekers=seekers,
        jobs=jobs,
        terms=terms,
        pairs=pair_file,
        decisions=decisions,
        proposals=proposals,
        unmatched=_unmatched(policy, seekers, decimals) + proposals.staying,
        vacancies=vacancies,
        levers=read_levers(policy, seekers, jobs, vacancies, tree, decimals, decisions.binds, terms, pair_file),
    )
    if priced and case.levers is not None and case.levers.uses_tiers:
        raise Halt("policy", said("verified.tiers_with_costs", pairs=PAIRS))
    if case.reach >= MOST_COST:
        raise Halt("range", said("verified.reach", reach=case.reach))
    return case


def _tree(run: Path, *, needed: bool, wanted: bool) -> Tree:
    """The regions; a run whose pairs file gives the costs may do without."""
    there = (run / REGIONS).exists()
    if not needed and not (wanted and there):
        return empty_tree()
    return read_tree(read_table(run, REGIONS, ("code", "parent", "level", "lon", "lat")))


def _terms(run: Path, policy: Policy, tree: Tree, seekers: Listed, jobs: Listed, pairs: PairFile | None) -> Terms:
    for listed, column in ((seekers, "home"), (jobs, "region"), (jobs, "wage")):
        if column not in listed.table.columns:
            raise Halt("tables", said("verified.list_no_column", name=listed.name, column=column))
    distances = _named_table(run, policy.distance.table, "distances.csv", ("from", "to", "km"))
    extra = _named_table(run, policy.extra.table, "extra.csv", ("value",))
    if extra is not None and pairs is not None and pairs.extra is not None:
        raise Halt("scope", said("verified.extra_twice"))
    return Terms(
        policy, tree, read_persons(seekers, policy, tree), read_jobs(jobs, policy, tree), distances, pairs, extra
    )


def _named_table(run: Path, named: str | None, file: str, columns: tuple[str, ...]) -> pl.DataFrame | None:
    """The table that the policy names, which in a run must be `inputs/<file>`; one not named must not be there."""
    there = (run / "inputs" / file).exists()
    if named is None:
        if there:
            raise Halt("policy", said("verified.file_not_named", file=file))
        return None
    if named != file:
        raise Halt("policy", said("verified.table_named", named=named, file=file))
    return read_table(run, f"inputs/{file}", columns)


def _policy(run: Path) -> Policy:
    """The policy, if this version can verify all that it asks for."""
    name = "inputs/policy.json"
    document = read_json(run, name)
    if not isinstance(document, dict):
        raise Halt("policy", said("verified.not_object", name=name))
    try:
        policy = load_policy(document)
    except (PolicyError, RecursionError) as error:
        raise Halt("policy", f"{name}: {' · '.join(str(error).splitlines())}") from None
    return policy


def _decimals(policy: Policy, summary: Summary, priced: pl.DataFrame | None) -> int:
    """Decimals of the quantum, which the summary must state as the policy or the pairs file has them."""
    decimals = summary.decimals
    if not 0 <= decimals <= MOST_DECIMALS or summary.quantum != float(f"1e-{decimals}"):
        raise Halt("quantum", said("verified.quantum_decimals", quantum=summary.quantum, decimals=decimals))
    if priced is None and decimals != policy.decimals:
        raise Halt("quantum", said("verified.decimals_of_policy", decimals=decimals, quantum=policy.quantum))
    if priced is not None:
        needed = cost_decimals_needed(priced)
        if decimals < needed:
            raise Halt("quantum", said("verified.decimals_of_pairs", decimals=decimals, pairs=PAIRS, needed=needed))
    return decimals


def _unmatched(policy: Policy, seekers: Listed, decimals: int) -> Ints:
    at, texts = classes(seekers.text("priority"))
    prices = policy.unmatched.classes
    quanta = [
        within(half_up(exact(prices.get(text, policy.unmatched.default)) * 10**decimals), f"unmatched, {text}")
        for text in texts
    ]
    return np.array(quanta, np.int64)[at]


def allowed(case: Case) -> Bools:
    """Persons whom no rule of their own excludes."""
    ok = np.ones(len(case.seekers), bool) if case.terms is None else case.terms.person_ok()
    return np.asarray(ok & ~case.decisions.withdrawn)
