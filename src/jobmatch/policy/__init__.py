"""The policy document: terms, rules, quotas, budgets, households, objectives (data only)."""

from jobmatch.policy.base import Predicate
from jobmatch.policy.document import WHO, Policy, shown_group
from jobmatch.policy.exact import exact, quanta
from jobmatch.policy.levers import Budget, Course, Quota
from jobmatch.policy.load import PolicySource, load_policy, named, policy_schema, policy_to_json
from jobmatch.policy.terms import TERMS, TIERS, WEIGHTLESS, Extra, Subsidy

__all__ = [
    "TERMS",
    "TIERS",
    "WEIGHTLESS",
    "WHO",
    "Budget",
    "Course",
    "Extra",
    "Policy",
    "PolicySource",
    "Predicate",
    "Quota",
    "Subsidy",
    "exact",
    "load_policy",
    "named",
    "policy_schema",
    "policy_to_json",
    "quanta",
    "shown_group",
]
