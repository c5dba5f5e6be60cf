"""The cells of a study: every scenario at every point of the sweeps, once a replicate."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from jobmatch.policy import load_policy, policy_to_json
from jobmatch.scenarios.study.changes import merged, put
from jobmatch.scenarios.study.document import Scenario, Study, Sweep, Value


@dataclass(frozen=True)
class Cell:
    """One solve of a study.

    Attributes
    ----------
    scenario
        Its name.
    point
        Path → value, of every sweep that applies.
    replicate
        0, 1, …
    solver
        By what it is planned.
    policy
        The whole policy as JSON.
    seekers, jobs
        Changes of the lists.
    key
        Names the cell by everything that its outcome depends on.
    """

    scenario: str
    point: Mapping[str, Value]
    replicate: int
    solver: str
    policy: str
    seekers: Mapping[str, Value]
    jobs: Mapping[str, Value]
    key: str

    @property
    def lists(self) -> str:
        """What the cell's lists depend on beside the replicate."""
        distances = json.loads(self.policy).get("distance", {}).get("table")
        return json.dumps([self.seekers, self.jobs, distances], sort_keys=True)


def cells_of(study: Study, policy: Mapping[str, Any], inputs: str) -> list[Cell]:
    """All cells, those of one replicate together, neighbours beside each other.

    Parameters
    ----------
    policy
        The policy of the base, as a document.
    inputs
        A digest of the lists and of whatever else is the same for all cells.

    Raises
    ------
    PolicyError
        A changed policy is not valid; the message names the scenario and the point.
    """
    found = []
    for scenario in study.scenarios:
        changed = merged(policy, scenario.policy)
        for point in _points(study.sweep, scenario):
            document, seekers, jobs = changed, dict(scenario.seekers), dict(scenario.jobs)
            for path, value in point.items():
                where, _, rest = path.partition(".")
                if where == "policy":
                    document = put(document, rest, value)
                else:
                    (seekers if where == "seekers" else jobs)[rest] = value
            text = policy_to_json(load_policy(document))
            solver = scenario.solver or study.solve.solver
            for replicate in range(study.replicates.count):
                said = [inputs, study.replicates.seed + replicate, text, seekers, jobs]
                said.append(study.solve.model_dump(mode="json") | {"solver": solver, "stability": study.stability})
                key = hashlib.blake2b(json.dumps(said, sort_keys=True).encode(), digest_size=16).hexdigest()
                found.append(Cell(scenario.name, point, replicate, solver, text, seekers, jobs, key))
    return sorted(found, key=lambda cell: cell.replicate)  # stable: scenarios and points as they are named


def _points(sweeps: tuple[Sweep, ...], scenario: Scenario) -> Iterator[dict[str, Value]]:
    """Every combination of the values of the sweeps that apply."""
    axes = []
    for sweep in sweeps:
        if sweep.scenarios is not None and scenario.name not in sweep.scenarios:
            continue
        if sweep.linked:
            axes.append(
                [dict(zip(sweep.over, values, strict=True)) for values in zip(*sweep.over.values(), strict=True)]
            )
        else:
            axes += [[{path: value} for value in values] for path, values in sweep.over.items()]
    for parts in product(*axes):
        yield {path: value for part in parts for path, value in part.items()}
