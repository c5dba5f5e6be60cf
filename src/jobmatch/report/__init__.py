"""What people read: the closing summary, tables of faults, a policy with comments."""

from jobmatch.report.diagnosed import diagnosis_view
from jobmatch.report.differences import differences_view
from jobmatch.report.explained import job_view, person_view
from jobmatch.report.faults import faults_csv, faults_view
from jobmatch.report.machine import advice_of, machine_view
from jobmatch.report.numbers import count
from jobmatch.report.page import write_page
from jobmatch.report.policy_text import policy_text
from jobmatch.report.reconciled import reconciled_view, write_reconciled
from jobmatch.report.stability import stability_view
from jobmatch.report.summary import summary_rows, summary_view, verdict
from jobmatch.report.tables import write_pieces
from jobmatch.report.template import write_template
from jobmatch.report.workbook import write_workbook
from jobmatch.report.worthwhile import worth_view

__all__ = [
    "advice_of",
    "count",
    "diagnosis_view",
    "differences_view",
    "faults_csv",
    "faults_view",
    "job_view",
    "machine_view",
    "person_view",
    "policy_text",
    "reconciled_view",
    "stability_view",
    "summary_rows",
    "summary_view",
    "verdict",
    "worth_view",
    "write_page",
    "write_pieces",
    "write_reconciled",
    "write_template",
    "write_workbook",
]
