"""A run as an Excel workbook: summary, hand-outs by employer and home county, who stays and why, vacancies, prices."""

from jobmatch.report.workbook.write import write_workbook

__all__ = ["write_workbook"]
