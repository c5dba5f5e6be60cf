"""The catalogue of faults in the inputs: one entry a code, from all topics."""

from __future__ import annotations

import re

from jobmatch.words.catalogue import IssueWords
from jobmatch.words.file_issues import FILE_ISSUES
from jobmatch.words.ledger_issues import LEDGER_ISSUES
from jobmatch.words.link_issues import LINK_ISSUES
from jobmatch.words.plan_issues import PLAN_ISSUES
from jobmatch.words.row_issues import ROW_ISSUES

ISSUES: dict[str, IssueWords] = {**FILE_ISSUES, **ROW_ISSUES, **LINK_ISSUES, **PLAN_ISSUES, **LEDGER_ISSUES}


def fault_table() -> str:
    """The catalogue as the Markdown table of docs/files.md, section 2 (fields shown as an ellipsis)."""
    lines = ["| code | severity | meaning | what to do |", "|---|---|---|---|"]
    for code, words in ISSUES.items():
        meaning, advice = (
            re.sub(r"\{\w+\}", "…", text.en).replace("|", "\\|") for text in (words.message, words.advice)
        )
        lines.append(f"| `{code}` | {words.severity} | {meaning} | {advice} |")
    return "\n".join(lines)
