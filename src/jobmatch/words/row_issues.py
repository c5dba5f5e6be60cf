"""Faults of single cells and rows in the two lists."""

from __future__ import annotations

from jobmatch.words.catalogue import IssueWords, error, warning

_DATE_ADVICE = "Write the date as 2016-08-29."
_DATE_ADVICE_ZH = "请按 2016-08-29 的格式写日期。"
_WAGE_ADVICE = "Write yuan a month as a number, such as 3500, or a range, such as 3500-3800."
_WAGE_ADVICE_ZH = "请写每月多少元，如 3500，或区间 3500-3800。"

ROW_ISSUES: dict[str, IssueWords] = {
    "id_missing": error(
        "{column} is blank",
        "Give every row its id.",
        "{column} 为空",
        "每一行都要有编号。",
    ),
    "id_duplicate": error(
        "{value} is already the {column} of row {first}",
        "Keep one row for each id.",
        "{value} 与第 {first} 行的 {column} 重复",
        "每个编号只能有一行。",
    ),
    "id_number": error(
        "cells of {column} that are not text: {total} (rows: {rows})",
        "Format the column as text and retype the ids; beyond 15 digits Excel has already changed the number.",
        "{column} 有 {total} 个单元格不是文本（第 {rows} 行）",
        "请把该列设为文本格式后重新录入；超过 15 位的数字已被 Excel 改动。",
    ),
    "identity_numbers": warning(
        "the persons' ids are identity numbers, and stand in every output",
        "Give persons numbers of your own, or write the run under pseudonyms (--pseudonymise).",
        "求职者编号是身份证号，会出现在所有输出中",
        "请改用自编的编号，或用 --pseudonymise 以加密代号写出运行目录。",
    ),
    "id_scientific": error(
        "{value} is a number that Excel shortened, not an id",
        "Format the column as text and retype the ids; the digits that Excel dropped are lost.",
        "{value} 是被 Excel 缩写的数字，不是编号",
        "请把该列设为文本格式后重新录入；被 Excel 舍去的数字已丢失。",
    ),
    "id_control": error(
        "the id holds a control character such as a tab or a line break",
        "Retype the id.",
        "编号中含有制表符、换行等控制字符",
        "请重新录入编号。",
    ),
    "id_too_long": error(
        "the id has more than 200 characters",
        "Check that the cell really is an id.",
        "编号超过 200 个字符",
        "请检查该单元格是否确实是编号。",
    ),
    "id_formula": error(
        "the id {value} begins like a formula",
        "Take the = away: a spreadsheet would compute the cell.",
        "编号 {value} 以等号开头，像公式",
        "请去掉等号，否则表格软件会把它当作公式计算。",
    ),
    "cell_missing": error(
        "{column} is blank",
        "Fill in the cell.",
        "{column} 为空",
        "请填写该单元格。",
    ),
    "region_missing": error(
        "{column} is blank",
        "Write a region code such as 433124, or a name such as 花垣县.",
        "{column} 为空",
        "请写地区代码（如 433124）或名称（如 花垣县）。",
    ),
    "region_unknown": error(
        "{entry} is not a known region",
        "Write a region code such as 433124, or a name such as 花垣县 (* in wish_regions: anywhere); of a township or"
        " village its code of 9 or 12 digits, such as 433124101.",
        "不认识地区“{entry}”",
        "请写地区代码（如 433124）或名称（如 花垣县）；乡镇和村请写 9 位或 12 位代码（如 433124101）；"
        "意向地区可写 * 表示任何地方。",
    ),
    "region_ambiguous": error(
        "{entry} is the name of several regions",
        "Write the code, or put the province or city before the name.",
        "“{entry}”是多个地区的名称",
        "请写代码，或在名称前加上省、市。",
    ),
    "wish_anywhere": error(
        "{entry} is not a region",
        "If the person agrees to work anywhere, write * in the cell; else name the regions.",
        "“{entry}”不是地区",
        "如果本人同意去任何地方工作，请写 *；否则请写明地区。",
    ),
    "regions_unseparated": error(
        "{entry} is not one region, nor clearly several",
        "Write each wished region by itself, separated by ; such as 长沙市;株洲市.",
        "“{entry}”不是一个地区，也无法明确分成几个",
        "请逐个写明意向地区，用分号隔开，如 长沙市;株洲市。",
    ),
    "date_unreadable": error("{value} is not a date", _DATE_ADVICE, "{value} 不是日期", _DATE_ADVICE_ZH),
    "date_impossible": error(
        "there is no such day as {value} (years 1900 to 2199)",
        _DATE_ADVICE,
        "{value} 这一天不存在（年份 1900 至 2199）",
        _DATE_ADVICE_ZH,
    ),
    "birth_date_future": error(
        "the birth date {value} is in the future",
        "Correct the year.",
        "出生日期 {value} 在将来",
        "请更正年份。",
    ),
    "age_out_of_range": error(
        "{value} makes an age outside 0 to 120",
        "Correct the age or the birth date.",
        "{value} 对应的年龄不在 0 至 120 之间",
        "请更正年龄或出生日期。",
    ),
    "age_unreadable": error(
        "{value} is not an age in whole years",
        "Write whole years, such as 35.",
        "{value} 不是整数年龄",
        "请写整数年龄，如 35。",
    ),
    "age_absent": warning(
        "the list has neither a column birth_date nor a column age",
        "Add one of them; an unknown age passes every age rule.",
        "清单既没有 birth_date（出生日期）列，也没有 age（年龄）列",
        "请加上其中一列；年龄不明者视为符合所有年龄规则。",
    ),
    "ages_reversed": error(
        "the least age {low} is above the greatest age {value}",
        "Exchange or correct the two ages.",
        "最小年龄 {low} 大于最大年龄 {value}",
        "请更正这两个年龄。",
    ),
    "wage_unreadable": error("{value} is not a wage", _WAGE_ADVICE, "{value} 不是工资", _WAGE_ADVICE_ZH),
    "wage_negative": error("the wage {value} is negative", _WAGE_ADVICE, "工资 {value} 是负数", _WAGE_ADVICE_ZH),
    "wage_decimals": error(
        "the wage {value} has more than two decimals",
        "Round it to the fen.",
        "工资 {value} 超过两位小数",
        "请四舍五入到分。",
    ),
    "wage_too_high": error(
        "a wage of {value} is above 100,000 yuan a month",
        _WAGE_ADVICE,
        "工资 {value} 超过每月 100,000 元",
        _WAGE_ADVICE_ZH,
    ),
    "wage_looks_yearly": warning(
        "a wage of {value} a month is above 20,000 and looks like a yearly wage",
        "If it is yearly, divide by 12.",
        "月薪 {value} 超过 20,000 元，像是年薪",
        "如果是年薪，请除以 12。",
    ),
    "wage_range_reversed": error(
        "the range {value} runs from high to low",
        "Write the lower end first.",
        "区间 {value} 的上下限颠倒",
        "请先写下限。",
    ),
    "wage_yearly": error(
        "{value} is a yearly wage",
        "Divide by 12 and write yuan a month.",
        "{value} 是年薪",
        "请除以 12，改写为每月多少元。",
    ),
    "wage_not_monthly": error(
        "{value} is a wage by the hour, the day or the week",
        "Write yuan a month.",
        "{value} 是按小时、天或周计的工资",
        "请改写为每月多少元。",
    ),
    "wage_unknown": warning(
        "the wage is not stated",
        "Ask for a figure; nobody is placed at an unknown wage unless the policy allows it.",
        "没有写明工资",
        "请补上数字；除非政策允许，工资不明的岗位不安排人员。",
    ),
    "min_wage_blank": warning(
        "the least wage wanted is not stated and counts as 0",
        "Ask the person; with 0 every wage is accepted.",
        "没有填写期望月薪，按 0 计",
        "请向本人核实；按 0 计则接受任何工资。",
    ),
    "min_wage_absent": warning(
        "the list has no column min_wage; everyone's least wage counts as 0",
        "Add the column; with 0 every wage is accepted.",
        "清单没有 min_wage（期望月薪）列，所有人均按 0 计",
        "请加上该列；按 0 计则接受任何工资。",
    ),
    "skills_unreadable": error(
        "{entry} is not a skill with a level",
        "Write code:level with a level from 1 to 9, separated by ; such as welding:2;driving:1.",
        "{entry} 不是“技能:等级”",
        "请写“技能:等级”，等级 1 至 9，用分号隔开，如 焊工:2;驾驶:1。",
    ),
    "skills_repeated": warning(
        "the skill {entry} is listed more than once; the highest level counts",
        "Keep one entry for each skill.",
        "技能 {entry} 重复，取最高等级",
        "每项技能只保留一条。",
    ),
    "job_type_list": warning(
        "the job type {value} is a list; no wish can name it",
        "Write one job type in a row, and one row for each.",
        "工种“{value}”是多个工种，任何意向都无法与之对应",
        "每行只写一个工种，多个工种请分行。",
    ),
    "vacancies_missing": error(
        "vacancies is blank",
        "Write how many persons are wanted.",
        "招聘人数为空",
        "请填写招聘人数。",
    ),
    "vacancies_unreadable": error(
        "{value} is not a whole number of vacancies (0 to 1,000,000,000)",
        "Write a whole number, such as 12.",
        "{value} 不是整数招聘人数（0 至 1,000,000,000）",
        "请写整数，如 12。",
    ),
    "vacancies_zero": warning(
        "the job has no vacancies",
        "Delete the row, or write how many persons are wanted.",
        "招聘人数为 0",
        "请删除该行，或填写招聘人数。",
    ),
    "max_tier_unknown": error(
        "{value} is not a tier",
        "Write county, prefecture, province or outside (县内, 市州内, 省内, 省外).",
        "{value} 不是有效的层级",
        "请写 县内、市州内、省内 或 省外。",
    ),
    "share_unreadable": error(
        "{value} is not a probability from 0 to 1",
        "Write a number such as 0.8.",
        "{value} 不是 0 到 1 之间的概率",
        "请写 0.8 这样的数字。",
    ),
    "yes_no_unreadable": error(
        "{value} is neither yes nor no",
        "Write yes or no (是 or 否).",
        "{value} 不是“是”或“否”",
        "请写 是 或 否。",
    ),
}
