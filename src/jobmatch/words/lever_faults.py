"""What is said of quotas, budgets, courses and orders that do not fit the lists, or that no solver carries."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

LEVER_FAULTS: dict[str, Phrase] = {
    "nesting.quotas": Phrase(
        "quotas {one!r} and {other!r} have groups that overlap without one lying inside the other; a network cannot"
        " hold both: use solver 'priced' or 'auto'",
        "限额 {one!r} 与 {other!r} 的分组相互交叉而不互相包含，网络无法同时表示；请用求解器 'priced' 或 'auto'",
    ),
    "nesting.household": Phrase(
        "members of household {name!r} lie in different groups of quota {quota!r}; a network cannot hold household"
        " rules across groups: use solver 'priced' or 'auto'",
        "家庭 {name!r} 的成员属于限额 {quota!r} 的不同分组，网络无法表示跨组的户规则；请用求解器 'priced' 或 'auto'",
    ),
    "budgets.kinds": Phrase(
        "budgets and subsidies tell {persons:,} kinds of persons and {jobs:,} kinds of jobs apart, together"
        " {pairs:,} pairs of kinds (at most {LARGEST_TABLE:,}); use coarser groups in 'per' (a county for a"
        " village), or fewer columns in the predicates",
        "预算和补贴要区分 {persons:,} 类人员和 {jobs:,} 类岗位，合计 {pairs:,} 类组合（最多 {LARGEST_TABLE:,}）；"
        "请在 'per' 中用较粗的分组（如用县而不用村），或减少条件中的列",
    ),
    "budgets.no_course_uses": Phrase(
        "{where}: usage = {word!r}: the policy has no course that could use it",
        "{where}：usage = {word!r}：政策中没有会用到它的培训班",
    ),
    "budgets.share_of_persons": Phrase(
        "{where}: share_of counts persons; 'per' must name a column of the seekers",
        "{where}：share_of 按人员计数；'per' 须为求职者清单的列",
    ),
    "quota.both_lists_shares": Phrase(
        "quota {name!r}: its group depends on both lists; no solver can carry shares of placements, nor all or none,"
        " of such a group yet; state numbers, or leave out one of its predicates",
        "限额 {name!r}：其分组取决于两份清单；目前没有求解器支持这类分组的份额或全有全无；请写数字，或去掉其中一个条件",
    ),
    "budgets.per_no_course": Phrase(
        "{where}, per: the policy has no course",
        "{where}, per：政策中没有培训班",
    ),
    "budgets.per_course": Phrase(
        "{where}: per = 'course' goes with what a course uses ({names}, or a subsidy of the form daily), not with"
        " {usage!r}",
        "{where}：per = 'course' 只用于培训班的用量（{names}，或 form 为 daily 的补贴），不用于 {usage!r}",
    ),
    "budgets.no_subsidies": Phrase(
        "{where}: there are no subsidies where the pairs file gives the costs",
        "{where}：配对表已给出成本，不再有补贴",
    ),
    "budgets.share_of_unknown": Phrase(
        "{where}: share_of = {share_of!r} is neither a priority class nor a column of the seekers{did_you_mean}",
        "{where}：share_of = {share_of!r} 既不是优先类别，也不是求职者清单的列{did_you_mean}",
    ),
    "courses.with_costs": Phrase(
        "policy: course {name!r}: there are no courses where the pairs file gives the costs; leave it out",
        "policy: course {name!r}：配对表已给出成本，不再有培训班；请删去",
    ),
    "courses.teaches": Phrase(
        "policy: course {name!r}: teaches = {teaches!r} cannot be read; write skill:level, several with a semicolon"
        " between",
        "policy: course {name!r}：无法读取 teaches = {teaches!r}；请写 skill:level，多项用分号隔开",
    ),
    "courses.no_skill": Phrase(
        "{where}: teaches = {teaches!r}: neither list has the skill {code!r}{hint}",
        "{where}：teaches = {teaches!r}：两份清单都没有技能 {code!r}{hint}",
    ),
    "courses.no_employer": Phrase(
        "{where}: ordered_by = {ordered_by!r}: no job of the list is of this employer{did_you_mean}",
        "{where}：ordered_by = {ordered_by!r}：清单中没有该单位的岗位{did_you_mean}",
    ),
    "grouping.no_list": Phrase(
        "{at_per}: there is no list {side!r}; write persons.{column} or jobs.{column}",
        "{at_per}：没有清单 {side!r}；请写 persons.{column} 或 jobs.{column}",
    ),
    "grouping.no_levels": Phrase(
        "{at_per}: only home and region have levels; write {name!r} without '@{level}'",
        "{at_per}：只有 home 和 region 有级别；请写 {name!r}，不写 '@{level}'",
    ),
    "grouping.no_level": Phrase(
        "{at_per}: there is no level {level!r}; write {names}",
        "{at_per}：没有级别 {level!r}；可写 {names}",
    ),
    "levers.fair_beside_cases": Phrase(
        "objective.order: {stage!r} beside quotas by share or of all or none: no solver can carry both yet; leave"
        " one of them out",
        "objective.order：{stage!r} 与按份额或全有全无的限额目前没有求解器能同时支持；请去掉其中一项",
    ),
    "levers.together_beside_cases": Phrase(
        "household.together beside shares, all or none, or fair shares: no solver can carry both yet; leave one out",
        "household.together 与份额、全有全无或公平份额目前没有求解器能同时支持；请去掉其中一项",
    ),
    "levers.fair_beside_rows": Phrase(
        "objective.order: {stage!r} beside budgets, courses or quotas on both lists: no solver can carry both yet;"
        " leave one of them out",
        "objective.order：{stage!r} 与预算、培训班或涉及两份清单的限额目前没有求解器能同时支持；请去掉其中一项",
    ),
    "levers.together_households": Phrase(
        "household.together: the members of {name!r} belong to several households, whose rules bind them apart; give"
        " them one household_id, or leave the household rules out",
        "household.together：{name!r} 的成员属于几个家庭，其户规则把他们分开；请写同一个 household_id，或去掉户规则",
    ),
    "levers.fair_nobody": Phrase(
        "policy: objective.order: {stage!r}: nobody on the list belongs to a group",
        "policy: objective.order：{stage!r}：清单中没有人属于任何分组",
    ),
    "levers.together_rule": Phrase(
        "policy: household.together = {rule!r}: write 'employer' or 'region@LEVEL' with one of {levels}",
        "policy: household.together = {rule!r}：请写 'employer' 或 'region@LEVEL'，级别为 {levels} 之一",
    ),
    "levers.tier_with_costs": Phrase(
        "policy: objective.order: {name!r}: pairs have no tier where the pairs file gives the costs",
        "policy: objective.order：{name!r}：配对表已给出成本，组合没有层级",
    ),
    "levers.no_region": Phrase(
        "policy: household.together = {rule!r}: the list of jobs has no column 'region'",
        "policy: household.together = {rule!r}：岗位清单没有列 'region'",
    ),
    "quota.column_needs_per": Phrase(
        "{where}: lower_column and upper_column need 'per', which names the groups",
        "{where}：lower_column 和 upper_column 需要用 'per' 指明分组",
    ),
    "quota.rate_of_jobs": Phrase(
        "{where}: lower_rate and upper_rate are parts of the persons of a group, but per names a column of the jobs;"
        " name one of the persons, as in persons.home@county",
        "{where}：lower_rate 和 upper_rate 是该组求职者人数的比例，而 per 所写的是岗位清单的列；"
        "请写求职清单的列，如 persons.home@county",
    ),
    "quota.group_lower_above_upper": Phrase(
        "{where}, group {name!r}: the lower limit {lower} is above the upper one {upper}",
        "{where}，分组 {name!r}：下限 {lower} 高于上限 {upper}",
    ),
    "amount.not_number": Phrase(
        "{where}: {at}{text!r} in the column {name!r} is not a number of at least 0 (and below 10^12); correct the"
        " cell, or leave it blank",
        "{where}：{at}列 {name!r} 中的 {text!r} 不是 0 以上（小于 10^12）的数；请改正，或留空",
    ),
    "amount.decimals": Phrase(
        "{where}: {at}{text!r} in the column {name!r} has more than {MOST_DECIMALS} decimals; round it",
        "{where}：{at}列 {name!r} 中的 {text!r} 超过 {MOST_DECIMALS} 位小数；请舍入",
    ),
    "grouping.both": Phrase(
        "{at_per}: both lists have the column {column!r}; write persons.{column} or jobs.{column}",
        "{at_per}：两份清单都有列 {column!r}；请写 persons.{column} 或 jobs.{column}",
    ),
    "grouping.no_column": Phrase(
        "{at_per}: neither list has the column {column!r}{did_you_mean}",
        "{at_per}：两份清单都没有列 {column!r}{did_you_mean}",
    ),
    "grouping.no_column_in_list": Phrase(
        "{at_per}: the list of {side} does not have the column {column!r}{did_you_mean}",
        "{at_per}：{side} 清单没有列 {column!r}{did_you_mean}",
    ),
    "courses.no_skills_at_all": Phrase(
        "; there is no skill in the columns skills of the lists", "；两份清单的 skills 列中没有任何技能"
    ),
    "amount.at_row_of": Phrase("{file}, row {row}: ", "{file} 第 {row} 行，"),
    "amount.at_row": Phrase("row {row}: ", "第 {row} 行，"),
    "budgets.no_usage": Phrase(
        "{where}: there is no usage {word!r}; write a subsidy of the policy, {names}, a column of the pairs file,"
        " persons.COLUMN or jobs.COLUMN",
        "{where}：没有用量 {word!r}；可写政策中的补贴、{names}、配对表的列、persons.COLUMN 或 jobs.COLUMN",
    ),
    "budgets.no_usage_near": Phrase(
        "{where}: there is no usage {word!r}; did you mean {close}? Else write a subsidy of the policy, {names}, a"
        " column"
        " of the pairs file, persons.COLUMN or jobs.COLUMN",
        "{where}：没有用量 {word!r}；您是不是要写 {close}？也可写政策中的补贴、{names}、配对表的列、persons.COLUMN"
        " 或 jobs.COLUMN",
    ),
}
