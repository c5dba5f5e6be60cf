"""What is said of a policy that leaves no plan, and of too few places."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

DIAGNOSED: dict[str, Phrase] = {
    "diagnosis.plan": Phrase(
        "There is a plan: {placed} of {seekers} persons are placed.", "有可行方案：{seekers} 人中可安排 {placed} 人。"
    ),
    "diagnosis.none": Phrase("No plan keeps all of these together:", "下列限额不能同时满足："),
    "diagnosis.short": Phrase(
        "Every plan misses them by {units} placements at least, taken together.", "任何方案至少相差 {units} 人次。"
    ),
    "diagnosis.others": Phrase(
        "Vacancies, households, groups that go together, least classes and decisions count with them.",
        "名额、户的规则、同行组、最小班额和已作出的决定一并计入。",
    ),
    "diagnosis.unknown": Phrase(
        "No plan was found, and none was proven to be impossible.", "未找到方案，也未证明不可行。"
    ),
    "diagnosis.repair": Phrase("The cheapest way for quotas to give way", "限额最小的让步办法"),
    "diagnosis.change": Phrase("{name}: {limit} → {becomes}", "{name}：{limit} → {becomes}"),
    "diagnosis.proven": Phrase(
        "{total} in all, by the rigidity of each quota; no other way is cheaper. {placed} would be placed.",
        "按各限额的刚性合计 {total}；没有更小的让步。可安排 {placed} 人。",
    ),
    "diagnosis.open": Phrase(
        "{total} in all, by the rigidity of each quota; a cheaper way is not ruled out. {placed} would be placed.",
        "按各限额的刚性合计 {total}；未证明没有更小的让步。可安排 {placed} 人。",
    ),
    "diagnosis.budgets": Phrase(
        "Or with more money: a way, and maybe not the cheapest", "或增加经费：一种办法，未必最省"
    ),
    "diagnosis.no_repair": Phrase(
        "No quota that gives way would help: look at decisions, budgets and rules of households.",
        "放宽限额无济于事：请检查已作出的决定、预算和户的规则。",
    ),
    "diagnosis.shortage": Phrase("Too few places, whatever the policy", "名额不足（与限额无关）"),
    "diagnosis.set": Phrase(
        "{persons} persons{homes} are eligible only for {jobs} jobs with {vacancies} vacancies{regions}: {stay} of"
        " them must stay.",
        "{persons} 人{homes}仅符合 {jobs} 个岗位的条件，共 {vacancies} 个名额{regions}：其中 {stay} 人无法安排。",
    ),
}
