"""The reason in unmatched.csv is where the jobs of `explain` run out: random lists with all rules and decisions."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import jobmatch
from jobmatch.explain import RULES, explain_person, open_run
from jobmatch.report import write_workbook
from jobmatch.verify import verify
from mutation.make_run import solve, write
from mutation.random_cases import random_instance


def test_reasons_are_those_of_explain_and_of_verify(tmp_path: Path) -> None:
    seen: Counter[str] = Counter()
    for seed in range(2000, 2030):
        case = random_instance(seed)
        lists = write(solve(case), tmp_path / f"{seed}") / "inputs"
        also = {name: lists / f"{name}.csv" for name in ("pairs", "decisions") if (lists / f"{name}.csv").exists()}
        given = (lists / "seekers.csv", lists / "jobs.csv", lists / "policy.json")
        result = jobmatch.solve(*given, **also, regions=lists / "regions.csv")
        run = result.save(tmp_path / f"{seed}" / "run")
        assert verify(run).ok, seed
        opened = open_run(run)
        write_workbook(opened, tmp_path / "run.xlsx", "zh")
        for person_id, reason in result.unmatched.select("person_id", "reason").head(4).iter_rows():
            found = explain_person(opened, person_id)
            assert found.reason == reason
            if reason in RULES and case.jobs:
                out_at = next(each.rule for each in found.removals if each.left == 0)
                assert out_at == reason, (seed, person_id)
                seen[reason] += 1
    assert len(seen) >= 6, seen
