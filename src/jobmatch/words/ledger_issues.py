"""Faults of what is taken into a ledger."""

from __future__ import annotations

from jobmatch.words.catalogue import IssueWords, error, warning

LEDGER_ISSUES: dict[str, IssueWords] = {
    "sheet_passed_over": warning(
        "the sheet {value} has persons and jobs, but no column of answers; it is passed over",
        "If it holds answers, head their column answer.",
        "工作表“{value}”有人员和岗位，但没有答复列，已跳过",
        "如其中有答复，请把该列的表头写作“答复”。",
    ),
    "event_unknown": error(
        "{value} is not something that the ledger records",
        "Write accepted, declined, withdrawn, placed, arrived, checked, no_show, left, trained or back;"
        " of a job filled_elsewhere or closed.",
        "{value} 不是台账记录的事项",
        "请写 接受、拒绝、退出、已签约、到岗、在岗、未到岗、离岗、已培训、重新求职、另行招满 或 停止招聘。",
    ),
    "event_without_person": error(
        "the row does not say who",
        "Write the person's id.",
        "此行没有写明人员",
        "请填写求职者编号。",
    ),
    "event_without_job": error(
        "the row does not say which job",
        "Write the job's id.",
        "此行没有写明岗位",
        "请填写岗位编号。",
    ),
    "months_missing": error(
        "a check does not say after how many months",
        "Write 1, 3 or 6 in the column number (months).",
        "回访没有写明到岗后几个月",
        "请在“月数”列填写 1、3 或 6。",
    ),
    "filled_missing": error(
        "the row does not say how many vacancies were filled",
        "Write their number in the column number.",
        "此行没有写明已招人数",
        "请在“人数”列填写人数。",
    ),
    "reason_too_long": error(
        "a reason has more than 500 characters",
        "Say it in fewer words.",
        "原因超过 500 个字符",
        "请写得简短些。",
    ),
    "count_unreadable": error(
        "{value} is not a whole number",
        "Write a whole number, such as 3.",
        "{value} 不是整数",
        "请写整数，如 3。",
    ),
    "day_ahead": error(
        "{value} lies ahead of today",
        "Correct the day; what has not happened yet is not recorded.",
        "{value} 晚于今天",
        "请更正日期；尚未发生的事不予记录。",
    ),
    "event_contradiction": error(
        "{what} contradicts row {first} of {source}: {other}",
        "Keep the row that holds.",
        "{what} 与 {source} 第 {first} 行（{other}）矛盾",
        "请保留属实的一行。",
    ),
    "never_proposed": warning(
        "{value} answers a job that was never proposed to them",
        "Nothing needs to be done if it was proposed otherwise, at a fair say; else correct the job.",
        "{value} 答复的岗位从未推荐给本人",
        "如系招聘会等其他方式推荐，无需处理；否则请更正岗位编号。",
    ),
    "never_arrived": warning(
        "{value} stays at, or has left, a job without having arrived there",
        "Record the arrival too, with its day.",
        "{value} 未登记到岗，却登记了在岗或离岗",
        "请补录到岗及其日期。",
    ),
    "checked_early": warning(
        "{value} was checked before so many months had passed since the arrival",
        "Correct the day or the number of months.",
        "{value} 的回访日期距到岗不足所填月数",
        "请更正日期或月数。",
    ),
    "ledger_no_person": error(
        "the ledger has no person {value}",
        "Take in the list that names the person first, or correct the id.",
        "台账中没有求职者 {value}",
        "请先导入列有此人的清单，或更正编号。",
    ),
    "ledger_no_job": error(
        "the ledger has no job {value}",
        "Take in the list that names the job first, or correct the id.",
        "台账中没有岗位 {value}",
        "请先导入列有此岗位的清单，或更正编号。",
    ),
    "outside_scope_before": error(
        "{value} belongs to another region in the ledger",
        "Number your own rows otherwise, or leave the row to those whose region it is.",
        "{value} 在台账中属于其他地区",
        "请改用不同的编号，或由该地区录入。",
    ),
    "outside_scope": error(
        "{value} lies outside the region that this entry is made for",
        "Leave the row to those whose region it is, or name a wider --scope.",
        "{value} 不在本次录入的地区范围内",
        "请由该地区录入，或用 --scope 指定更大的范围。",
    ),
    "answer_outside_scope": error(
        "neither the home of {value} nor the job lies in the region that this entry is made for",
        "Leave the row to those whose region it is, or name a wider --scope.",
        "{value} 的户籍地与岗位所在地都不在本次录入的地区范围内",
        "请由该地区录入，或用 --scope 指定更大的范围。",
    ),
}
