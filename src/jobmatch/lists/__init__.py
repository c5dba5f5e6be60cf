"""The two lists, and the tables that go with them: reading, checking, canonical form.

The only layer that looks at rows as people wrote them. What it hands on is typed, complete and without errors.
"""

from jobmatch.lists.columns import LISTS, header_of
from jobmatch.lists.issues import Issue, issue_text, issues_table, make_issue
from jobmatch.lists.lists import Lists, check_lists, read_lists
from jobmatch.lists.names import read_names
from jobmatch.lists.regions import RegionTree
from jobmatch.lists.words_read import choices

__all__ = [
    "LISTS",
    "Issue",
    "Lists",
    "RegionTree",
    "check_lists",
    "choices",
    "header_of",
    "issue_text",
    "issues_table",
    "make_issue",
    "read_lists",
    "read_names",
]
