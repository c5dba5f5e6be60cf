"""What is said of two runs side by side."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

DIFFERING: dict[str, Phrase] = {
    "diff.title": Phrase("From {before} to {after}", "从 {before} 到 {after}"),
    "diff.before": Phrase("before", "之前"),
    "diff.after": Phrase("after", "之后"),
    "diff.change": Phrase("change", "变化"),
    "diff.objective": Phrase("objective", "目标值"),
    "diff.bound": Phrase("bound", "下界"),
    "diff.placed": Phrase("placed", "已安排"),
    "diff.unmatched": Phrase("not placed", "未安排"),
    "diff.unfilled": Phrase("unfilled vacancies", "空缺名额"),
    "diff.mean_wage": Phrase("mean wage", "平均月薪"),
    "diff.terms": Phrase("Cost by term", "各项成本"),
    "diff.stay": Phrase("those not placed", "未安排者"),
    "diff.persons": Phrase("Persons", "求职者"),
    "fate.same": Phrase("have the same place", "岗位不变"),
    "fate.moved": Phrase("have another place", "换了岗位"),
    "fate.placed": Phrase("have a place now", "新获安排"),
    "fate.lost": Phrase("have none any more", "不再安排"),
    "fate.unplaced": Phrase("have none in either", "均未安排"),
    "fate.only_before": Phrase("are on the first list only", "仅在前一清单"),
    "fate.only_after": Phrase("are on the second list only", "仅在后一清单"),
    "diff.groups": Phrase("Placed by {by}", "按 {by} 的安排人数"),
    "diff.prices": Phrase("Limits whose price changed most", "价格变化最大的限额"),
    "diff.equal": Phrase("The two runs have the same plan.", "两次运行的方案相同。"),
}
