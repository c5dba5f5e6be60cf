"""What a workbook says: names of sheets, and headers of columns that no list has."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

WORKBOOK: dict[str, Phrase] = {
    "workbook.source": Phrase("From {files} of the run", "来自运行目录中的 {files}"),
    "workbook.verdict": Phrase("Proof", "证明"),
    "report.wrote": Phrase("Wrote {file}", "已写入 {file}"),
    "report.nameless": Phrase("{file} names no name for {count} of the persons", "{file} 中有 {count} 人没有姓名"),
    "report.nobody_named": Phrase(
        "{file}: no person of this run has a name in it; give the list whose person_id the plan was made with",
        "{file}：本次运行中的人员在其中都没有姓名；请使用制定方案时所用编号（person_id）的清单",
    ),
    "sheet.summary": Phrase("Summary", "摘要"),
    "sheet.summary.title": Phrase("The plan and how good it is", "方案及其质量"),
    "sheet.employers": Phrase("By employer", "按单位"),
    "sheet.employers.title": Phrase(
        "Placements by employer, each employer on a page of its own", "各单位安排名单（每单位另起一页）"
    ),
    "sheet.counties": Phrase("By home county", "按户籍县"),
    "sheet.counties.title": Phrase(
        "Placements by home county, each county on a page of its own", "各县安排名单（每县另起一页）"
    ),
    "sheet.unmatched": Phrase("Not placed", "未安排"),
    "sheet.unmatched.title": Phrase("Persons without a place, and why", "未安排人员及原因"),
    "sheet.jobs": Phrase("Jobs and prices", "岗位与价格"),
    "sheet.jobs.title": Phrase(
        "How each job is filled, and what one vacancy more would save or one fewer cost, in yuan",
        "各岗位安排情况，及增加或减少一个名额的价值（元）",
    ),
    "sheet.limits": Phrase("Limits", "限额"),
    "sheet.limits.title": Phrase(
        "Quotas, budgets and seats, and what one unit more would save", "配额、预算与培训名额及其价值"
    ),
    "sheet.changes": Phrase("Changes", "变动"),
    "sheet.changes.title": Phrase("What changes against the plan in force, and why", "与现行方案相比的变动及原因"),
    "sheet.issues": Phrase("Warnings", "提示"),
    "sheet.issues.title": Phrase("What was noticed in the lists", "清单中发现的问题"),
    "column.county": Phrase("home county", "户籍县"),
    "column.person_name": Phrase("name", "姓名"),
    "column.route": Phrase("course first", "先参加培训"),
    "column.answer": Phrase("answer", "答复"),
    "column.answered_on": Phrase("day", "答复日期"),
    "column.answer_reason": Phrase("reason", "原因"),
    "column.signature": Phrase("signature", "签字"),
    "column.why": Phrase("why", "原因"),
    "column.reason": Phrase("code", "原因代码"),
    "column.eligible_jobs": Phrase("jobs open", "可去岗位数"),
    "column.best_cost": Phrase("least cost", "最低成本"),
    "column.unmatched_cost": Phrase("weight of staying", "不安排的权重"),
    "column.filled": Phrase("filled", "已安排"),
    "column.left": Phrase("open", "空缺"),
    "column.price": Phrase("one more saves", "增加一个可节约"),
    "column.price_fewer": Phrase("one fewer costs", "减少一个的代价"),
    "column.constraint": Phrase("limit of", "限额名称"),
    "column.group": Phrase("group", "分组"),
    "column.unit": Phrase("unit", "单位"),
    "column.limit": Phrase("limit", "限额"),
    "column.used": Phrase("used", "已用"),
    "column.job_before": Phrase("job before", "原岗位"),
    "column.job_after": Phrase("job now", "现岗位"),
    "column.cost_before": Phrase("cost before", "原成本"),
    "column.cost_after": Phrase("cost now", "现成本"),
    "column.list": Phrase("list", "清单"),
    "column.id": Phrase("id", "编号"),
    "column.column": Phrase("column", "列"),
    "column.value": Phrase("value", "值"),
    "column.severity": Phrase("severity", "级别"),
    "column.message": Phrase("what is wrong", "问题"),
    "column.advice": Phrase("what to do", "处理办法"),
}
