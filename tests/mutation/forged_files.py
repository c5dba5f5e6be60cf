"""Files that were changed, lost, added or broken."""

from __future__ import annotations

from pathlib import Path

from mutation.edit import put, restate, summary, table
from mutation.mutations import falsification


def _touch(name: str) -> None:
    def change(run: Path) -> None:
        data = bytearray((run / name).read_bytes())
        data[len(data) // 2] ^= 1
        (run / name).write_bytes(bytes(data))

    change.__name__ = f"one_bit_of_{name.replace('/', '_')}"
    falsification("files", rehash=False)(change)


for _name in (
    *("assignment.csv", "unmatched.csv", "jobs.csv", "prices.csv", "issues.csv"),
    *("inputs/seekers.csv", "inputs/jobs.csv", "inputs/regions.csv", "inputs/policy.json"),
):
    _touch(_name)


@falsification("files", rehash=False)
def file_deleted(run: Path) -> None:
    (run / "issues.csv").unlink()


@falsification("files", rehash=False)
def file_added(run: Path) -> None:
    (run / "inputs/more.csv").write_text("a\n")


@falsification("files", rehash=False)
def digest_changed(run: Path) -> None:
    files = summary(run)["files"]
    restate(run, files={**files, "assignment.csv": "0" * 64})


@falsification("files", rehash=False)
def plan_not_listed(run: Path) -> None:
    restate(run, files={name: digest for name, digest in summary(run)["files"].items() if name != "jobs.csv"})


@falsification("files", rehash=False)
def file_outside_listed(run: Path) -> None:
    restate(run, files={**summary(run)["files"], "../elsewhere.csv": "0" * 64})


@falsification("summary", rehash=False)
def summary_deleted(run: Path) -> None:
    (run / "summary.json").unlink()


@falsification("summary", rehash=False)
def summary_cut_short(run: Path) -> None:
    text = (run / "summary.json").read_text(encoding="utf-8")
    (run / "summary.json").write_text(text[: len(text) // 2], encoding="utf-8")


@falsification("summary", rehash=False)
def summary_not_a_number(run: Path) -> None:
    restate(run, objective=float("nan"))


@falsification("summary", rehash=False)
def summary_of_another_version(run: Path) -> None:
    restate(run, schema_version=2)


@falsification("summary", rehash=False)
def summary_is_a_list(run: Path) -> None:
    (run / "summary.json").write_text("[]", encoding="utf-8")


@falsification("summary", rehash=False)
def summary_with_a_key_of_its_own(run: Path) -> None:
    restate(run, verified_by="an authority")


_ISSUE = {
    **{"list": "jobs", "id": "J1", "column": "wage", "value": "1", "severity": "warning"},
    **{"code": "wage_odd", "message": "odd", "advice": "look"},
}


@falsification("issues")
def issue_that_is_an_error(run: Path) -> None:
    put(run, "issues.csv", [*table(run, "issues.csv"), {**_ISSUE, "severity": "error"}])


@falsification("counts")
def issue_added(run: Path) -> None:
    put(run, "issues.csv", [*table(run, "issues.csv"), _ISSUE])


@falsification("tables")
def issues_without_advice(run: Path) -> None:
    put(run, "issues.csv", [], [key for key in _ISSUE if key != "advice"])


@falsification("files")
def issues_missing(run: Path) -> None:
    (run / "issues.csv").unlink()


@falsification("files")
def plan_file_missing(run: Path) -> None:
    (run / "prices.csv").unlink()


@falsification("tables")
def plan_file_empty(run: Path) -> None:
    (run / "assignment.csv").write_text("", encoding="utf-8")


@falsification("tables")
def plan_file_binary(run: Path) -> None:
    (run / "unmatched.csv").write_bytes(bytes(range(128, 256)) * 9)


@falsification("tables")
def term_column_missing(run: Path) -> None:
    rows = table(run, "assignment.csv")
    put(run, "assignment.csv", [{k: v for k, v in row.items() if k != "wage"} for row in rows])


@falsification("tables")
def list_column_missing(run: Path) -> None:
    rows = table(run, "inputs/jobs.csv")
    put(run, "inputs/jobs.csv", [{k: v for k, v in row.items() if k != "vacancies"} for row in rows])


@falsification("policy")
def policy_not_json(run: Path) -> None:
    (run / "inputs/policy.json").write_text("{", encoding="utf-8")


@falsification("policy")
def policy_unknown_key(run: Path) -> None:
    (run / "inputs/policy.json").write_text('{"wages": {}}', encoding="utf-8")
