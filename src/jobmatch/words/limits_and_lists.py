"""What limits, stages of the order and lists are called."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

LIMITS_AND_LISTS: dict[str, Phrase] = {
    "stage.placed": Phrase("placed", "安排人数"),
    "stage.placed_of": Phrase("placed:{of}", "“{of}”安排人数"),
    "stage.placed:registered_poor": Phrase("placed:registered_poor", "建档立卡安排人数"),
    "stage.tier:county": Phrase("tier:county", "县内安排人数"),
    "stage.tier:prefecture": Phrase("tier:prefecture", "市州内安排人数"),
    "stage.tier:province": Phrase("tier:province", "省内安排人数"),
    "stage.tier:outside": Phrase("tier:outside", "省外安排人数"),
    "stage.fair_of": Phrase("fair:{of}", "公平份额（{of}）"),
    "stage.households": Phrase("households", "覆盖户数"),
    # Limits, as `constraint` and `group` of a run's tables name them.
    "limit.upper": Phrase("{name}, upper", "“{name}”上限"),
    "limit.lower": Phrase("{name}, lower", "“{name}”下限"),
    "limit.budget": Phrase("{name}, budget", "预算“{name}”"),
    "limit.seats": Phrase("{name}, seats", "培训“{name}”名额"),
    "limit.max_out": Phrase("household, max_out", "每户安排人数上限"),
    "limit.vacancies": Phrase("vacancies", "岗位名额"),
    "limit.of_group": Phrase("{limit} ({group})", "{limit}（{group}）"),
    "limit.number": Phrase("{limit}: {number}", "{limit}：{number}"),
    "list.persons": Phrase("persons", "求职者"),
    "list.names": Phrase("names", "姓名"),
    "list.seekers": Phrase("seekers", "求职者"),
    "list.jobs": Phrase("jobs", "岗位"),
    "list.pairs": Phrase("pairs", "人岗对"),
    "list.regions": Phrase("regions", "地区"),
    "list.decisions": Phrase("decisions", "决定"),
    "list.distances": Phrase("distances", "距离"),
    "list.outcomes": Phrase("outcomes", "结果"),
    "list.events": Phrase("events", "答复"),
    "list.plan": Phrase("plan", "现行方案"),
    "list.policy": Phrase("policy", "政策"),
}
