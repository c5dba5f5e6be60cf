"""What verify says of files, lists and policy of a run."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

VERIFIED_INPUTS: dict[str, Phrase] = {
    "verified.relieve_twice": Phrase(
        "inputs/policy.json: more than {most_together} subsidies relieve the {burden}",
        "inputs/policy.json：减轻 {burden} 的补贴超过 {most_together} 项",
    ),
    "verified.burden_of_course": Phrase(
        "the burden of a course",
        "培训班的负担",
    ),
    "verified.budget_needs_per": Phrase(
        "inputs/policy.json: the budget {name!r} needs 'per' with a column of a list",
        "inputs/policy.json：预算 {name!r} 需要 'per' 指明清单的列",
    ),
    "verified.column_no_limit": Phrase(
        "inputs/policy.json: the column {column!r} holds no numbers and cannot be a limit",
        "inputs/policy.json：列 {column!r} 不是数字，不能作限额",
    ),
    "verified.budget_several_values": Phrase(
        "{name}: the column {column!r} has several values in the group {names!r} of budget {name2!r}; a limit must"
        " be one number",
        "{name}：预算 {name2!r} 的分组 {names!r} 中列 {column!r} 有多个值；限额只能是一个数",
    ),
    "verified.not_number_from_0": Phrase(
        "{what}: {text!r} is not a number from 0",
        "{what}：{text!r} 不是 0 以上的数",
    ),
    "verified.budget_shares_jobs": Phrase(
        "inputs/policy.json: the budget {name!r} shares out among groups of jobs",
        "inputs/policy.json：预算 {name!r} 在岗位分组之间分配",
    ),
    "verified.no_class_or_column": Phrase(
        "inputs/policy.json: {share_of!r} is neither a class nor a column of the seekers",
        "inputs/policy.json：{share_of!r} 既不是类别，也不是求职者清单的列",
    ),
    "verified.vacancies_range": Phrase(
        "{jobs}: vacancies below 0 or beyond {most_vacancies:,}",
        "{jobs}：名额小于 0 或超过 {most_vacancies:,}",
    ),
    "verified.courses_with_costs": Phrase(
        "inputs/policy.json has courses, but {pairs} gives the costs: there are none",
        "inputs/policy.json 含培训班，但 {pairs} 已给出成本：不应有培训班",
    ),
    "verified.tiers_with_costs": Phrase(
        "inputs/policy.json has stages of tiers, but {pairs} gives the costs: there are none",
        "inputs/policy.json 含层级目标，但 {pairs} 已给出成本：没有层级",
    ),
    "verified.reach": Phrase(
        "a cost may come to {reach} quanta, which leaves the range that can be computed exactly",
        "单项成本可达 {reach} 个最小单位，超出可精确计算的范围",
    ),
    "verified.list_no_column": Phrase(
        "{name}: has no column {column!r}",
        "{name}：没有列 {column!r}",
    ),
    "verified.extra_twice": Phrase(
        "the run has both an extra table and a column extra in its pairs file",
        "本次运行既有附加表，配对表中又有 extra 列",
    ),
    "verified.file_not_named": Phrase(
        "inputs/{file} is there, but inputs/policy.json does not name it",
        "inputs/{file} 存在，但 inputs/policy.json 未提及",
    ),
    "verified.table_named": Phrase(
        "inputs/policy.json names the table {named!r}; in a run it must be {file!r}",
        "inputs/policy.json 写的表是 {named!r}；在运行目录中必须是 {file!r}",
    ),
    "verified.not_object": Phrase(
        "{name}: not an object",
        "{name}：不是一个对象",
    ),
    "verified.quantum_decimals": Phrase(
        "summary.json: quantum {quantum} and decimals {decimals} do not fit together",
        "summary.json：quantum {quantum} 与 decimals {decimals} 不一致",
    ),
    "verified.decimals_of_policy": Phrase(
        "summary.json: decimals {decimals}, but the policy's quantum is {quantum}",
        "summary.json：decimals 为 {decimals}，但政策的 quantum 为 {quantum}",
    ),
    "verified.decimals_of_pairs": Phrase(
        "summary.json: decimals {decimals}, but the costs in {pairs} have {needed}",
        "summary.json：decimals 为 {decimals}，但 {pairs} 中的成本有 {needed} 位",
    ),
    "verified.course_fault": Phrase(
        "inputs/policy.json: course {name!r}: {detail}",
        "inputs/policy.json：培训班 {name!r}：{detail}",
    ),
    "verified.course_region": Phrase(
        "inputs/policy.json: the region {region!r} of course {name!r} is not in the run",
        "inputs/policy.json：培训班 {name!r} 的地区 {region!r} 不在运行目录中",
    ),
    "verified.not_a_decision": Phrase(
        "{decisions}, data row {at}: {word!r} is not a decision",
        "{decisions} 第 {at} 个数据行：{word!r} 不是有效的决定",
    ),
    "verified.decision_needs_job": Phrase(
        "{decisions}, data row {at}: the decision {word!r} needs a job",
        "{decisions} 第 {at} 个数据行：决定 {word!r} 需要岗位",
    ),
    "verified.bound_several": Phrase(
        "person {id} is bound to several jobs ({names})",
        "求职者 {id} 被指定到几个岗位（{names}）",
    ),
    "verified.bound_and_excluded": Phrase(
        "person {id} is bound to job {id2}, which is also excluded",
        "求职者 {id} 被指定到岗位 {id2}，而该岗位又被排除",
    ),
    "verified.forced_and_withdrawn": Phrase(
        "person {id} is forced to a job, and withdrawn",
        "求职者 {id} 被指定岗位，又已退出",
    ),
    "verified.quanta_range": Phrase(
        "{what}: {value} quanta leave the range that can be computed exactly",
        "{what}：{value} 个最小单位超出可精确计算的范围",
    ),
    "verified.data_row": Phrase(
        "{what}, data row {row}",
        "{what}，第 {row} 个数据行",
    ),
    "verified.here_no_number": Phrase(
        "{where}: {cell!r} is not a number",
        "{where}：{cell!r} 不是数字",
    ),
    "verified.too_many_decimals": Phrase(
        "{where}: {cell} has more than {decimals} decimals",
        "{where}：{cell} 超过 {decimals} 位小数",
    ),
    "verified.extra_column": Phrase(
        "{file}: the column {other!r} is none of persons.COLUMN, jobs.COLUMN and value",
        "{file}：列 {other!r} 不是 persons.COLUMN、jobs.COLUMN 或 value",
    ),
    "verified.classes_twice": Phrase(
        "{file}: a pair of classes stands twice",
        "{file}：某对类别出现两次",
    ),
    "verified.summary_not_object": Phrase(
        "summary.json: not an object",
        "summary.json：不是一个对象",
    ),
    "verified.schema_unknown": Phrase(
        "summary.json: schema_version {version!r} is not known (this program knows 1)",
        "summary.json：schema_version {version!r} 未知（本程序支持 1）",
    ),
    "verified.key_unknown": Phrase(
        "summary.json: the key {unknown!r} is not known",
        "summary.json：键 {unknown!r} 未知",
    ),
    "verified.key_part": Phrase(
        "summary.json: {key} is {part}",
        "summary.json：{key} {part}",
    ),
    "verified.file_missing": Phrase(
        "{name}: the file is missing",
        "{name}：文件缺失",
    ),
    "verified.not_json": Phrase(
        "{name}: cannot be read as JSON ({error})",
        "{name}：无法按 JSON 读取（{error}）",
    ),
    "verified.outside_run": Phrase(
        "summary.json lists {name!r}, which lies outside the run",
        "summary.json 列出了运行目录之外的 {name!r}",
    ),
    "verified.file_changed": Phrase(
        "{name}: the file was changed after it was written (its SHA-256 differs)",
        "{name}：文件写出后被改动过（SHA-256 不符）",
    ),
    "verified.not_listed": Phrase(
        "{name}: not listed in summary.json",
        "{name}：未列入 summary.json",
    ),
    "verified.not_listed_needed": Phrase(
        "{name}: not listed in summary.json, but a run must have it",
        "{name}：未列入 summary.json，但运行目录必须有它",
    ),
    "verified.files_hold": Phrase(
        "{number} files, each with the SHA-256 recorded",
        "{number} 个文件，SHA-256 均与记录相符",
    ),
    "verified.there_but_infeasible": Phrase(
        "{name} is there, but the status is infeasible",
        "{name} 存在，但状态为 infeasible",
    ),
    "verified.no_plan_as_said": Phrase(
        "no plan, as the status says",
        "没有方案，与状态相符",
    ),
    "verified.not_csv": Phrase(
        "{name}: cannot be read as CSV in UTF-8 ({reason})",
        "{name}：无法按 UTF-8 编码的 CSV 读取（{reason}）",
    ),
    "verified.no_column": Phrase(
        "{name}: has no column {missing!r}",
        "{name}：没有列 {missing!r}",
    ),
    "verified.columns_must_be": Phrase(
        "{name}: the columns must be {names}; they are {names2}",
        "{name}：各列必须为 {names}；实际为 {names2}",
    ),
    "verified.severity": Phrase(
        "issues.csv, data row {row}: the severity is {severity!r}; a run that was made has warnings only",
        "issues.csv 第 {row} 个数据行：级别为 {severity!r}；已完成的运行只应有警告",
    ),
    "verified.warnings": Phrase(
        "{height:,} warnings about the inputs",
        "{height:,} 条关于输入的警告",
    ),
    "verified.quota_tier": Phrase(
        "inputs/policy.json: the quota {name!r} names the tier {value!r}",
        "inputs/policy.json：限额 {name!r} 写了层级 {value!r}",
    ),
    "verified.per_both": Phrase(
        "inputs/policy.json: both lists have the column {column!r} that 'per' names",
        "inputs/policy.json：'per' 所写的列 {column!r} 两份清单都有",
    ),
    "verified.bonus_of_household": Phrase(
        "the bonus of a household",
        "家庭的奖励",
    ),
    "verified.key_blank_or_twice": Phrase(
        "{name}: a {key} is blank or stands twice",
        "{name}：某个 {key} 为空或出现两次",
    ),
    "verified.max_tier": Phrase(
        "{name}: max_tier {text!r} is none of county, prefecture, province, outside",
        "{name}：max_tier {text!r} 不是 county、prefecture、province、outside 之一",
    ),
    "verified.neither_true_nor_false": Phrase(
        "{name}: {rule} {odd!r} is neither true nor false",
        "{name}：{rule} {odd!r} 既不是 true 也不是 false",
    ),
    "verified.region_not_there": Phrase(
        "{name}: the {column} {text!r} is not in inputs/regions.csv",
        "{name}：{column} {text!r} 不在 inputs/regions.csv 中",
    ),
    "verified.not_a_date": Phrase(
        "{name}: {column} {odd!r} is not a date written as YYYY-MM-DD",
        "{name}：{column} {odd!r} 不是 YYYY-MM-DD 形式的日期",
    ),
    "verified.as_of_missing": Phrase(
        "inputs/policy.json: as_of, the day on which ages were counted, is not recorded",
        "inputs/policy.json：未记录计算年龄的日期 as_of",
    ),
    "verified.pairs_lost": Phrase(
        "{pairs}: data row {row} names a person or job that is not in the lists",
        "{pairs} 第 {row} 个数据行：人员或岗位不在清单中",
    ),
    "verified.pairs_twice": Phrase(
        "{pairs}: data row {row} names a pair that stands there already",
        "{pairs} 第 {row} 个数据行：该组合已出现过",
    ),
    "verified.household_cost": Phrase(
        "the members of a household cost too much together to compute with exactly",
        "家庭各成员的成本合计过大，无法精确计算",
    ),
    "verified.pairs_predicate": Phrase(
        "inputs/policy.json: a predicate on pairs names {column!r}; only 'tier' is known",
        "inputs/policy.json：组合的条件写了 {column!r}；只支持 'tier'",
    ),
    "verified.predicate_column": Phrase(
        "inputs/policy.json names the column {column!r}, which {name} does not have",
        "inputs/policy.json 写了列 {column!r}，而 {name} 没有这一列",
    ),
    "verified.true_or_false": Phrase(
        "true or false",
        "true 或 false",
    ),
    "verified.compares_with": Phrase(
        "inputs/policy.json compares the column {column!r} with {value!r}, not with {kind}",
        "inputs/policy.json 把列 {column!r} 与 {value!r} 比较，应为{kind}",
    ),
    "verified.rate_of_jobs": Phrase(
        "the quota {name!r} asks for a part of persons, but its groups are jobs",
        "限额 {name!r} 要求人数的比例，但其分组是岗位",
    ),
    "verified.lower_above_upper": Phrase(
        "the quota {name!r} has a lower limit above the upper one{of}",
        "限额 {name!r} 的下限高于上限{of}",
    ),
    "verified.soft_price_of": Phrase(
        "the soft price of quota {name!r}",
        "限额 {name!r} 的软性价格",
    ),
    "verified.too_large_exactly": Phrase(
        "inputs/policy.json: {what} is too large to compute with exactly",
        "inputs/policy.json：{what}过大，无法精确计算",
    ),
    "verified.limit_beyond": Phrase(
        "inputs/policy.json: a limit of the quota {name!r} is beyond {most:,}",
        "inputs/policy.json：限额 {name!r} 的界超过 {most:,}",
    ),
    "verified.limit_needs_per": Phrase(
        "inputs/policy.json: the quota {name!r} takes a limit by group, but has no 'per'",
        "inputs/policy.json：限额 {name!r} 按分组取值，但没有 'per'",
    ),
    "verified.quota_several_values": Phrase(
        "{name}: the column {column!r} has several values{of} of quota {name2!r}; a limit must be one number",
        "{name}：限额 {name2!r} 的列 {column!r} 有多个值{of}；限额只能是一个数",
    ),
    "verified.not_whole_persons": Phrase(
        "{what}: {text!r} is not a whole number of persons",
        "{what}：{text!r} 不是整数人数",
    ),
    "verified.in_group": Phrase(
        " in the group {group!r}",
        "（分组 {group!r}）",
    ),
    "verified.code_blank_or_twice": Phrase(
        "{name}: a code is blank or stands twice",
        "{name}：某个 code 为空或出现两次",
    ),
    "verified.parent_not_there": Phrase(
        "{name}: the parent {above!r} of {code!r} is not in the table",
        "{name}：{code!r} 的上级 {above!r} 不在表中",
    ),
    "verified.level_unknown": Phrase(
        "{name}: {code!r} has the level {level!r}, which is none of {names}",
        "{name}：{code!r} 的级别 {level!r} 不是 {names} 之一",
    ),
    "verified.row_no_number": Phrase(
        "{name}: data row {row}: {column} {cell!r} is not a number",
        "{name} 第 {row} 个数据行：{column} {cell!r} 不是数字",
    ),
    "verified.regions_circle": Phrase(
        "{name}: the regions above some region go round in a circle, or on without end",
        "{name}：某地区的上级循环或没有尽头",
    ),
    "verified.skill_form": Phrase(
        "inputs: the skill {part!r} is not written as code:level with a level from 1 to 9",
        "inputs：技能 {part!r} 未写成 code:level（级别 1 至 9）",
    ),
    "verified.skill_twice": Phrase(
        "inputs: a skill stands twice in {text!r}",
        "inputs：{text!r} 中某项技能出现两次",
    ),
    "verified.cost_of_pair": Phrase(
        "cost of a pair",
        "组合的成本",
    ),
    "verified.goes_to": Phrase("{id} goes to {unit!r}", "{id} 去往 {unit!r}"),
    "verified.stays": Phrase("{id} stays", "{id} 未安排"),
    "verified.not_together": Phrase(
        "the group {names!r} is not together: {where}",
        "群组 {names!r} 没有同行：{where}",
    ),
    "verified.together_households": Phrase(
        "inputs/policy.json has rules for households, but the group {groups!r} of {name} has members of several",
        "inputs/policy.json 含户规则，但 {name} 的群组 {groups!r} 有几个家庭的成员",
    ),
    "verified.together_form": Phrase(
        "inputs/policy.json: household.together is {together!r}, neither 'employer' nor 'region@LEVEL'",
        "inputs/policy.json：household.together 为 {together!r}，既不是 'employer' 也不是 'region@LEVEL'",
    ),
    "verified.together_region": Phrase(
        "inputs/policy.json: household.together asks for the column 'region' of {name}",
        "inputs/policy.json：household.together 需要 {name} 的列 'region'",
    ),
    "verified.region_no_column": Phrase(
        "{name}: the region {text!r} is not in inputs/regions.csv",
        "{name}：地区 {text!r} 不在 inputs/regions.csv 中",
    ),
    "verified.last_amount": Phrase(
        "the last of the amounts by course",
        "按培训班的最后一项用量",
    ),
    "verified.no_usage": Phrase(
        "inputs/policy.json: no usage {name!r}: neither a subsidy nor a column of the run",
        "inputs/policy.json：没有用量 {name!r}：既不是补贴，也不是运行目录中的列",
    ),
    "verified.column_no_usage": Phrase(
        "inputs/policy.json: the column {column!r} holds no numbers and cannot be a usage",
        "inputs/policy.json：列 {column!r} 不是数字，不能作用量",
    ),
    "verified.usage_number": Phrase(
        "{what}: {text!r} is not a number from 0 with at most {most_decimals} decimals",
        "{what}：{text!r} 不是 0 以上、最多 {most_decimals} 位小数的数",
    ),
}
