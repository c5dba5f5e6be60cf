"""What is said of simulations and of persons placed as they come."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

SIMULATIONS: dict[str, Phrase] = {
    "rolling.cannot_keep": Phrase(
        "rules that place persons as they come keep upper limits only; leave out of the policy: {what}",
        "边到边安排的规则只能遵守上限；请从政策中去掉：{what}",
    ),
}
