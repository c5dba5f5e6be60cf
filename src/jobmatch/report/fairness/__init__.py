"""An audit as people read it: on the screen and as a page."""

from jobmatch.report.fairness.page import write_audit_page
from jobmatch.report.fairness.view import audit_json, audit_view

__all__ = ["audit_json", "audit_view", "write_audit_page"]
