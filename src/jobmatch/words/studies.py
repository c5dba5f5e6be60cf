"""What is said of studies."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

STUDIES: dict[str, Phrase] = {
    "study.base": Phrase(
        "names either a preset, or both lists (seekers and jobs)",
        "须写预设（preset），或同时写两张清单（seekers 和 jobs）",
    ),
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
    "study.progress": Phrase("{done} of {total} cells", "{total} 格中已完成 {done} 格"),
    "study.scenario": Phrase("scenario", "情景"),
    "study.figure.placed": Phrase("placed", "安排人数"),
    "study.figure.placed_registered_poor": Phrase("registered poor", "建档立卡"),
    "study.figure.mean_wage": Phrase("mean wage", "平均月薪"),
    "study.figure.cost_of_placed": Phrase("cost of placed", "已安排成本"),
    "study.figure.households_placed": Phrase("households", "户数"),
    "study.more_rows": Phrase("{count} more rows are in summary.csv.", "另有 {count} 行见 summary.csv。"),
    "study.cells": Phrase(
        "{cells} cells: {words}; {kept} were there already.", "共 {cells} 格：{words}；其中 {kept} 格此前已有。"
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
