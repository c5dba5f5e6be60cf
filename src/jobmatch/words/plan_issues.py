"""What the lists and the policy mean together: findings that need both lists, or the policy."""

from __future__ import annotations

from jobmatch.words.catalogue import IssueWords, warning

PLAN_ISSUES: dict[str, IssueWords] = {
    "no_consent": warning(
        "no wish is stated, so this person agreed to no region and can be assigned nowhere",
        "Ask the person; write * for anywhere, or set rules.home_county in the policy to grant the home county.",
        "未填意向地区，即未同意去任何地区，无法安排",
        "请询问本人；任何地区均可请写 *，或在政策中设 rules.home_county 允许本县。",
    ),
    "under_age": warning(
        "this person is {age}, below the working age of {working_age}, and is not assigned",
        "Check the birth date; take the person off the list if it is right.",
        "此人 {age} 岁，未满 {working_age} 周岁，不予安排",
        "请核对出生日期；如属实请从清单中移除。",
    ),
    "age_unknown": warning(
        "neither birth date nor age is known; the age rules are taken to hold",
        "Fill in birth_date or age.",
        "出生日期和年龄均缺，视为符合年龄规定",
        "请补填出生日期或年龄。",
    ),
    "job_unwanted": warning(
        "no person on the list agrees to this job's region and type",
        "Nothing can fill it; look for persons elsewhere, or change the job.",
        "清单中无人同意该岗位的地区和工种",
        "该岗位无法填补；请到别处招募，或调整岗位。",
    ),
    "job_closed": warning(
        "{value} is not yes: the rule {rule} keeps everybody from this job",
        "Confirm with the employer and write yes, or set rules.{rule} = false in the policy.",
        "{value} 不是“是”：按规则 {rule}，任何人都不会被安排到该岗位",
        "请与用人单位确认后填“是”，或在政策中设 rules.{rule} = false。",
    ),
    "priority_unpriced": warning(
        "the class {value} ({persons} on the list) has no unmatched cost in the policy; the default counts",
        "Add {value} to [unmatched] in the policy, or correct the cells if another class is meant ({known}).",
        "{persons} 人属于类别 {value}，政策未规定其未安置成本，按默认值计",
        "请在政策 [unmatched] 中加入 {value}；若应为其他类别（{known}），请更正单元格。",
    ),
    "distance_unknown": warning(
        "the distance from {home} to {region} is not known; the typical {km} km of its tier is used",
        "Give coordinates in a --regions table, or a distance table in the policy (distance.table).",
        "{home} 到 {region} 的距离未知，按该层级的典型值 {km} 公里计",
        "请在 --regions 表中给出坐标，或在政策中给出距离表（distance.table）。",
    ),
    "scales_apart": warning(
        "the unmatched cost ({unmatched}) is over 1,000 times the largest cost of a pair ({pair}): "
        "the result is as many placements as possible first, costs second",
        "If that is not meant, bring the two to one scale (policy table [unmatched]).",
        "未安置成本（{unmatched}）超过人岗对最大成本（{pair}）的一千倍：结果先求安置人数最多，再求成本最低",
        "如非本意，请把两者调到同一量级（政策表 [unmatched]）。",
    ),
    "as_of_today": warning(
        "the policy has no as_of; ages are counted on {today}",
        "Set as_of in the policy, so that the same input gives the same plan on any day.",
        "政策未设 as_of，年龄按 {today} 计算",
        "请在政策中设 as_of，使同样的输入在任何一天都得到同样的方案。",
    ),
    "quota_value": warning(
        "quota {quota}: no row of the list has {value} in {column}",
        "Correct the value in the policy; leave it if it is to count only when somebody has it.",
        "配额 {quota}：清单中没有任何一行的 {column} 为 {value}",
        "请更正政策中的值；若本意是有人符合时才计，可不改。",
    ),
    "quota_empty": warning(
        "quota {quota} counts nobody: no row fulfils {what}",
        "Correct or take out a line of the quota; as it stands it binds nobody, and a lower limit cannot be met.",
        "配额 {quota} 不计任何人：没有任何一行满足 {what}",
        "请更正或删去该配额的某一行；现状下它不约束任何人，下限也无法达到。",
    ),
    "quota_free": warning(
        "quota {quota}: to break its limits costs {value}, so that it binds nobody",
        "Give soft a price in yuan for each unit, or leave it out: then the limit is hard.",
        "配额 {quota}：突破限额的代价为 {value}，因此不约束任何人",
        "请把 soft 设为每单位的元数；若删去，则为硬性限额。",
    ),
    "budget_value": warning(
        "budget {budget}: no row of the list has {value} in {column}",
        "Correct the value in the policy; leave it if it is to count only when somebody has it.",
        "预算 {budget}：清单中没有任何一行的 {column} 为 {value}",
        "请更正政策中的值；若本意是有人符合时才计，可不改。",
    ),
    "budget_empty": warning(
        "budget {budget} limits nothing: nothing that it counts uses any of {value}",
        "Check usage, per and the predicates of the budget; as it stands it limits nobody.",
        "预算 {budget} 不起作用：其所计对象均不使用 {value}",
        "请检查该预算的 usage、per 和条件；现状下它不约束任何人。",
    ),
    "course_unneeded": warning(
        "course {course} leads to no job: none that it is open to asks for what it teaches",
        "Check teaches, ordered_by and region against the column skills of the jobs.",
        "培训 {course} 通向不了任何岗位：可去的岗位都不要求其所教技能",
        "请对照岗位清单的所需技能检查 teaches、ordered_by 和 region。",
    ),
    "course_too_few": warning(
        "course {course} is never held: of the seekers {able} can be where it is, and it needs {least}",
        "Check region and min_class; pre-job courses are for those who live there or agreed to go there.",
        "培训 {course} 无法开班：能到场的有 {able} 人，至少需要 {least} 人",
        "请检查 region 和 min_class；岗前培训只面向居住在当地或同意前往当地的人。",
    ),
    "together_empty": warning(
        "household.together binds nobody: no two persons share a together_id",
        "Give those who want to go together the same together_id, or leave the rule out.",
        "household.together 未约束任何人：没有两人同行编号相同",
        "请为愿意同行的人填写相同的同行编号，或删去该规则。",
    ),
    "stage_empty": warning(
        "nobody on the list is of the class that the stage {value} counts; it decides nothing",
        "Correct the class in objective.order, or take the stage out.",
        "清单中无人属于阶段 {value} 所计的类别，该阶段不起作用",
        "请更正 objective.order 中的类别，或删去该阶段。",
    ),
}
