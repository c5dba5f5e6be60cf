"""What is said of studies."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

STUDIES: dict[str, Phrase] = {
    "study.base": Phrase(
        "names either a preset, or both lists (seekers and jobs)",
        "须写预设（preset），或同时写两张清单（seekers 和 jobs）",
    ),
    "study.no_baseline": Phrase("there is no baseline {name!r}; there are {names}", "没有基准 {name!r}；可用：{names}"),
    "study.bootstrap": Phrase(
        "replicates of lists draw persons with replacement, and {name} knows nothing of those drawn twice; leave it"
        " out, or have one replicate",
        "清单的重复抽样会把同一人抽到多次，而 {name} 中没有这些人；请去掉该项，或只做一次（replicates.count = 1）",
    ),
    "study.no_group": Phrase(
        "groups has {by!r}, and the list of seekers has no such column{did_you_mean}",
        "groups 写有 {by!r}，但求职者清单中没有该列{did_you_mean}",
    ),
    "study.no_level": Phrase("groups has {by!r}; levels are {names}", "groups 写有 {by!r}；层级只有 {names}"),
    "study.linked": Phrase(
        "linked values go together one by one; name equally many for each",
        "联动（linked）的各项取值须一一对应，个数相同",
    ),
    "study.path": Phrase(
        "{path}: begin with policy., seekers. or jobs., as in policy.budget.travel.limit or jobs.wage",
        "{path}：应以 policy.、seekers. 或 jobs. 开头，如 policy.budget.travel.limit 或 jobs.wage",
    ),
    "study.no_scenario": Phrase("there is no scenario {name!r}", "没有情景 {name!r}"),
    "study.no_such_table": Phrase(
        "{path}: the policy has no {kind} named {name!r}", "{path}：政策中没有名为 {name!r} 的 {kind}"
    ),
    "study.no_table": Phrase("{path}: {key} is no table", "{path}：{key} 不是表"),
    "study.no_column": Phrase("the list has no column {column!r} to change", "清单中没有要改动的列 {column!r}"),
    "study.no_number": Phrase(
        "the column {column!r} has cells that are no numbers", "列 {column!r} 中有不是数字的单元格"
    ),
    "phase.study": Phrase("Solving the study", "求解研究方案"),
    "study.progress": Phrase("cells done: {done} of {total}", "{total} 格中已完成 {done} 格"),
    "study.scenario": Phrase("scenario", "情景"),
    "study.figure.placed": Phrase("placed", "安排人数"),
    "study.figure.placed_registered_poor": Phrase("registered poor", "建档立卡"),
    "study.figure.mean_wage": Phrase("mean wage", "平均月薪"),
    "study.figure.cost_of_placed": Phrase("cost of placed", "已安排成本"),
    "study.figure.households_placed": Phrase("households", "户数"),
    "study.figure.objective": Phrase("objective", "目标值"),
    "study.figure.blocking_pairs": Phrase("blocking pairs", "不稳定对"),
    "study.figure.blocking_envious": Phrase("with justified envy", "有理由羡慕的人"),
    "study.without": Phrase("{scenario}: {status} in {cells} of its cells{why}", "{scenario}：{cells} 格{status}{why}"),
    "study.difference": Phrase("difference", "差异"),
    "study.front": Phrase("not beaten", "前沿"),
    "study.axis.placed": Phrase("persons placed", "安排人数"),
    "study.axis.money": Phrase("money of the budgets, yuan", "预算支出（元）"),
    "study.axis.lowest": Phrase("least share placed of a group", "各群体安排率的最低值"),
    "study.axis.cost": Phrase("cost of a placement, yuan a month", "每安排一人的成本（元/月）"),
    "study.axis.change": Phrase("placed more", "多安排人数"),
    "study.page.who": Phrase(
        "plans: {cells}; draws of each: {replicates}; counts only",
        "共 {cells} 个方案，每种抽样 {replicates} 次；只含人数",
    ),
    "study.page.brings": Phrase("What each scenario brings", "各情景的效果"),
    "study.page.brings.text": Phrase(
        "Means over the draws, and differences to “{first}” draw by draw, with half the width of their 95 % intervals.",
        "各次抽样的平均值，以及与“{first}”逐次比较的差异；± 后为 95% 置信区间的半宽。",
    ),
    "study.page.swept": Phrase("Over the values that were tried", "随取值的变化"),
    "study.page.swept.text": Phrase(
        "Persons placed; bands are 95 % intervals of the means.", "安排人数；阴影为平均值的 95% 置信区间。"
    ),
    "study.page.money": Phrase("Placements against money", "安排人数与支出"),
    "study.page.money.text": Phrase(
        "Scenarios on the line are beaten by none: no other places as many for less.",
        "线上的情景不被任何其他情景超过：没有以更少支出安排同样多人的情景。",
    ),
    "study.page.fairness": Phrase("Fairness against cost", "公平与成本"),
    "study.page.fairness.text": Phrase(
        "The share placed of the group that fares worst (of 20 persons at least), against the cost of a placement.",
        "安排率最低的群体（至少 20 人）的安排率，与每安排一人的成本。",
    ),
    "study.page.gains": Phrase("Who gains and who loses", "谁受益、谁受损"),
    "study.page.gains.text": Phrase(
        "Persons placed more than in “{first}”, by group: the mean over draws and over the values that were swept.",
        "与“{first}”相比，各群体多安排的人数（各次抽样和各取值的平均）。",
    ),
    "study.page_wrote": Phrase("Wrote {file}", "已写入 {file}"),
    "study.more_rows": Phrase("Rows that are in summary.csv alone: {count}.", "另有 {count} 行见 summary.csv。"),
    "study.cells": Phrase(
        "Cells: {cells} ({words}); there already: {kept}.", "共 {cells} 格（{words}）；其中 {kept} 格此前已有。"
    ),
    "study.status.optimal": Phrase("optimal", "最优"),
    "study.status.feasible": Phrase("feasible", "可行"),
    "study.status.infeasible": Phrase("without a plan", "无方案"),
    "study.status.unknown": Phrase("stopped without a plan", "停止时尚无方案"),
    "study.status.refused": Phrase("refused", "被拒绝"),
    "study.wrote": Phrase(
        "Wrote cells.csv, groups.csv and summary.csv in {out}", "已写入 {out} 中的 cells.csv、groups.csv 和 summary.csv"
    ),
    "study.not_a_study": Phrase(
        "{path} is not the folder of a study; it is left as it is. Choose another --out",
        "{path} 不是研究的文件夹，已保持原样；请用 --out 指定其他位置",
    ),
}
