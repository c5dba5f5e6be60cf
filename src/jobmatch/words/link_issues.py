"""Faults of the tables that tie things together: pairs, decisions, regions, distances."""

from __future__ import annotations

from jobmatch.words.catalogue import IssueWords, error, warning

LINK_ISSUES: dict[str, IssueWords] = {
    "person_unknown": error(
        "{value} is not in the list of seekers",
        "Correct the id, add the person to the list, or delete the row.",
        "求职者清单中没有 {value}",
        "请更正编号，或把此人加入清单，或删除该行。",
    ),
    "job_unknown": error(
        "{value} is not in the list of jobs",
        "Correct the id, add the job to the list, or delete the row.",
        "岗位清单中没有 {value}",
        "请更正编号，或把该岗位加入清单，或删除该行。",
    ),
    "pair_duplicate": error(
        "the pair {value} is already in row {first}",
        "Keep one row for each pair.",
        "人岗对 {value} 与第 {first} 行重复",
        "每对只能有一行。",
    ),
    "pairs_without_cost": warning(
        "no column cost: the table only filters; column {value} is not used as a cost",
        "If it is the cost (lower is better), give it the header cost (成本).",
        "没有 cost（成本）列：该表只用于筛选；“{value}”列不作为成本",
        "如果它就是成本（越低越好），请把表头改为 cost（成本）。",
    ),
    "cost_missing": error(
        "the cost is blank",
        "Write the cost, or delete the row if the pair is not eligible.",
        "成本为空",
        "请填写成本；如该对不符合条件，请删除该行。",
    ),
    "cost_unreadable": error(
        "{value} is not a finite number",
        "Write the cost as a decimal number, such as 12.5.",
        "{value} 不是有限的数字",
        "请写十进制数字，如 12.5。",
    ),
    "cost_too_large": error(
        "the cost {value} is too large for exact sums at {decimals} decimals",
        "Rescale the costs, or write fewer decimals.",
        "成本 {value} 在 {decimals} 位小数下过大，无法精确求和",
        "请换用较大的单位，或减少小数位数。",
    ),
    "cost_rounded": warning(
        "costs with more than 9 decimals are rounded to 1e-9 ({total} in all)",
        "Round the costs yourself if other figures are meant.",
        "{total} 个成本超过 9 位小数，已舍入到 1e-9",
        "如需其他精度，请自行舍入。",
    ),
    "number_unreadable": error(
        "{value} is not a finite number",
        "Write a decimal number, such as 12.5.",
        "{value} 不是有限的数字",
        "请写十进制数字，如 12.5。",
    ),
    "decision_unknown": error(
        "{value} is not a decision",
        "Write forced, forbidden, accepted, declined, withdrawn, no_show or left.",
        "{value} 不是有效的决定",
        "请写 指定、禁止、接受、拒绝、退出、未到岗 或 离岗。",
    ),
    "decision_contradiction": error(
        "the decision {value} contradicts row {first}: {other}",
        "Keep the row that holds. A person may be bound to one job only; left, no_show or withdrawn end an accepted.",
        "决定 {value} 与第 {first} 行（{other}）矛盾",
        "请保留有效的一行。一人只能锁定一个岗位；离岗、未到岗或退出使接受失效。",
    ),
    "forced_refused": error(
        "the person has said no in an earlier round ({other}) and cannot be forced",
        "Take the row back; only the person's own yes (accepted) undoes a no.",
        "此人在先前轮次已表示不去（{other}），不能强制指定",
        "请撤销该行；只有本人接受才能改变先前的拒绝。",
    ),
    "binding_not_eligible": error(
        "the person cannot be bound to the job {value}: the rule {rule} does not hold",
        "Correct the lists, or take the decision back; it is never a way around a rule or the person's consent.",
        "此人不能锁定在岗位 {value}：不符合规则 {rule}",
        "请更正清单，或撤销该决定；决定不能绕过规则或本人意愿。",
    ),
    "binding_over_vacancies": error(
        "the job {value} has {vacancies} vacancies, but {persons} persons are bound to it",
        "Raise the vacancies, or write what became of the persons who are not there (left, no_show, withdrawn).",
        "岗位 {value} 招聘 {vacancies} 人，却锁定了 {persons} 人",
        "请增加招聘人数，或写明未到岗者的情况（离岗、未到岗、退出）。",
    ),
    "binding_over_max_out": error(
        "{persons} members of the household {value} are bound to jobs; household.max_out allows {most}",
        "Raise household.max_out, or write what became of the persons who are not there (left, no_show, withdrawn).",
        "户 {value} 有 {persons} 人锁定在岗位上，household.max_out 只允许 {most} 人",
        "请提高 household.max_out，或写明未到岗者的情况（离岗、未到岗、退出）。",
    ),
    "binding_apart": error(
        "members of the group {value}, who go together, are bound to jobs in different places",
        "Take one of the decisions back, or give the persons no common together_id.",
        "同行组 {value} 的成员须去同一处，却锁定在不同地方的岗位上",
        "请撤销其中一项决定，或取消他们的同行编号。",
    ),
    "plan_person_twice": error(
        "the person {value} is already in row {first}",
        "A plan gives a person one job: keep one row.",
        "{value} 与第 {first} 行重复",
        "方案中每人只有一个岗位：请只保留一行。",
    ),
    "distance_unreadable": error(
        "{value} is not a distance in kilometres",
        "Write kilometres as a number of at least 0.",
        "{value} 不是公里数",
        "请写不小于 0 的公里数。",
    ),
    "distance_duplicate": error(
        "the distance {value} is already in row {first}",
        "Keep one row for each way; it counts for the way back too, where that has no row of its own.",
        "距离 {value} 与第 {first} 行重复",
        "每个方向只写一行；反方向没有单独一行时也用它。",
    ),
    "region_parent_unknown": error(
        "the parent {value} is not a code of the table",
        "Add a row for the parent, or correct the code.",
        "上级 {value} 不在表中",
        "请加上上级的行，或更正代码。",
    ),
    "region_cycle": error(
        "the region {value} lies, by way of its parents, within itself",
        "Correct the parents.",
        "地区 {value} 沿上级追溯又回到自身",
        "请更正上级代码。",
    ),
    "region_level_unknown": error(
        "{value} is not a level",
        "Write country, province, prefecture, county, township or village.",
        "{value} 不是有效的级别",
        "请写 country、province、prefecture、county、township 或 village。",
    ),
    "region_level_order": error(
        "the level {value} is not below the level {above} of the parent",
        "Correct the level or the parent.",
        "级别 {value} 不低于其上级的级别 {above}",
        "请更正级别或上级。",
    ),
    "region_point_unreadable": error(
        "{value} is not a coordinate in degrees",
        "Write decimal degrees, both or neither: lon from -180 to 180, lat from -90 to 90.",
        "{value} 不是以度为单位的坐标",
        "请写十进制度数，经纬度要么都写、要么都不写：lon -180 至 180，lat -90 至 90。",
    ),
}
