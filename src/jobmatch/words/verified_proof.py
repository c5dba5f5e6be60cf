"""What verify says of duals, leaves and stages: the proof."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

VERIFIED_PROOF: dict[str, Phrase] = {
    "verified.whole_number": Phrase(
        "a whole number",
        "整数",
    ),
    "verified.alone_odd": Phrase(
        "summary.json: alone of the stage {name} is {alone!r}, neither {kind} nor null",
        "summary.json：目标 {name} 的 alone 为 {alone!r}，既不是{kind}也不是空值",
    ),
    "verified.alone_worse": Phrase(
        "summary.json: the stage {name} alone comes to {alone}, worse than its value",
        "summary.json：目标 {name} 单独求解为 {alone}，差于其达到的值",
    ),
    "verified.alone_too_low": Phrase(
        "summary.json: the stage {name} alone comes to {alone}, but no plan at all costs less than {least}",
        "summary.json：目标 {name} 单独求解为 {alone}，但任何方案都不低于 {least}",
    ),
    "verified.alone_too_high": Phrase(
        "summary.json: the stage {name} alone comes to {alone}, but {beyond} is the most that it can reach",
        "summary.json：目标 {name} 单独求解为 {alone}，但最多只能达到 {beyond}",
    ),
    "verified.of_group": Phrase(
        " of {group!r}",
        "（分组 {group!r}）",
    ),
    "verified.class_too_small": Phrase(
        "the course {name!r} has {participants} participants; it is held with {least} or more",
        "培训班 {name!r} 有 {participants} 人参加；满 {least} 人才开班",
    ),
    "verified.budgets_kept": Phrase(
        ", {number:,} budgets and courses' seats too, {number2:,} courses have none or as many as they need",
        "，{number:,} 项预算和培训名额也满足，{number2:,} 个培训班无人参加或已达到开班人数",
    ),
    "verified.stage_duals_wrong": Phrase(
        "the duals of the stage {stage} prove that any plan leaves out {least}, but this one leaves out {left}: they"
        " cannot be right",
        "目标 {stage} 的对偶价格证明任何方案都舍去 {least}，但本方案只舍去 {left}：对偶价格不可能正确",
    ),
    "verified.stage_not_proven": Phrase(
        "the plan is not proven optimal: in the stage {stage} it leaves out {left}, the duals prove only {least}",
        "方案未被证明最优：在目标 {stage} 上舍去 {left}，对偶价格只证明 {least}",
    ),
    "verified.cost_not_proven": Phrase(
        "the plan is not proven optimal: it costs {amount}, the duals prove only {amount2}",
        "方案未被证明最优：成本为 {amount}，对偶价格只证明 {amount2}",
    ),
    "verified.fair_by_stage": Phrase(
        "fair shares are proven stage by stage in this run, which this version does not know",
        "本次运行逐级证明公平份额，本版本尚不支持",
    ),
    "verified.certificate_needed": Phrase(
        "{certificate}: the file is missing or has no column 'stage', but the policy has budgets, courses or quotas"
        " that need both lists",
        "{certificate}：文件缺失或没有列 'stage'，但政策含预算、培训班或涉及两份清单的限额",
    ),
    "verified.row_of_stage": Phrase(
        "{certificate}, data row {at} ({stage}: {constraint!r}, group {group!r})",
        "{certificate} 第 {at} 个数据行（{stage}：{constraint!r}，分组 {group!r}）",
    ),
    "verified.no_stage_here": Phrase(
        "{where}: there is no such stage to prove here",
        "{where}：这里没有需要证明的该目标",
    ),
    "verified.no_leaf_here": Phrase(
        "{where}: there is no leaf {number}",
        "{where}：没有情形 {number}",
    ),
    "verified.no_decimal": Phrase(
        "{where}: {cell!r} is no decimal with at most 16 places",
        "{where}：{cell!r} 不是最多 16 位的小数",
    ),
    "verified.dual_zero": Phrase(
        "{where}: the dual is 0; such rows are left out",
        "{where}：对偶价格为 0；这样的行应省略",
    ),
    "verified.no_dual_here": Phrase(
        "{where}: this has no dual here",
        "{where}：此处不应有对偶价格",
    ),
    "verified.not_sorted_by_stage": Phrase(
        "{certificate}: the rows are not sorted by stage, leaf, constraint (vacancies first), then group",
        "{certificate}：各行未按 stage、leaf、constraint（vacancies 在前）、group 排序",
    ),
    "verified.of_leaf": Phrase(
        ", leaf {number}",
        "，情形 {number}",
    ),
    "verified.duals_of_stages": Phrase(
        "{number:,} duals of limits in {number2} stages, of the right sign",
        "{number2} 个目标共 {number:,} 个限额的对偶价格，符号均正确",
    ),
    "verified.dual_wrong_side": Phrase(
        "{name}: the dual {part} 0",
        "{name}：对偶价格{part} 0",
    ),
    "verified.dual_above_soft": Phrase(
        "{name}: the dual is larger than what a unit short or over costs",
        "{name}：对偶价格高于超出或不足一个单位的代价",
    ),
    "verified.dual_below_zero_of": Phrase(
        "{constraint!r} {names!r}: the dual is below 0",
        "{constraint!r} {names!r}：对偶价格小于 0",
    ),
    "verified.stage_dual_below_zero": Phrase(
        "the stage {name!r}: the dual is below 0",
        "目标 {name!r}：对偶价格小于 0",
    ),
    "verified.certificate_missing": Phrase(
        "{certificate}: the file is missing, but the policy has levers or decisions bind persons",
        "{certificate}：文件缺失，但政策含各种手段，或有决定约束人员",
    ),
    "verified.no_leaf": Phrase(
        "{certificate}, data row {row}: there is no leaf {leaf}",
        "{certificate} 第 {row} 个数据行：没有情形 {leaf}",
    ),
    "verified.no_dual": Phrase(
        "{certificate}, data row {row}: {named} has no dual here",
        "{certificate} 第 {row} 个数据行：{named} 不应有对偶价格",
    ),
    "verified.row_dual_zero": Phrase(
        "{certificate}, data row {row}: the dual is 0; such rows are left out",
        "{certificate} 第 {row} 个数据行：对偶价格为 0；这样的行应省略",
    ),
    "verified.not_sorted_by_leaf": Phrase(
        "{certificate}: the rows are not sorted by leaf, constraint (vacancies first), then group",
        "{certificate}：各行未按 leaf、constraint（vacancies 在前）、group 排序",
    ),
    "verified.leaf_of": Phrase(
        "{certificate}, leaf {number}",
        "{certificate}，情形 {number}",
    ),
    "verified.duals_hold": Phrase(
        "{number:,} duals of limits, of the right sign and not above their price",
        "{number:,} 个限额的对偶价格，符号正确且不高于其价格",
    ),
    "verified.dual_of_lower": Phrase(
        "the dual of a lower limit is above 0",
        "下限的对偶价格大于 0",
    ),
    "verified.dual_too_large": Phrase(
        "the dual is larger than what a unit short or over costs",
        "对偶价格高于超出或不足一个单位的代价",
    ),
    "verified.both_duals": Phrase(
        "both limits of the quota have a dual there",
        "该限额的上下限在此都有对偶价格",
    ),
    "verified.cover_tangled": Phrase(
        "leaves.csv: the leaves are too entangled to see whether they cover everything",
        "leaves.csv：各情形过于交错，无法看出是否覆盖全部方案",
    ),
    "verified.fair_of_jobs": Phrase(
        "inputs/policy.json: the stage {stage!r} names a column of the jobs, not of the persons",
        "inputs/policy.json：目标 {stage!r} 用的是岗位的列，而不是人员的列",
    ),
    "verified.leaves_no_stage": Phrase(
        "{leaves}: there is no stage {name!r} to prove here",
        "{leaves}：这里没有需要证明的目标 {name!r}",
    ),
    "verified.leaves_sorted_by_stage": Phrase(
        "{leaves}: the rows are not sorted by stage",
        "{leaves}：各行未按 stage 排序",
    ),
    "verified.leaves_missing": Phrase(
        "{leaves}: the file is missing, but limits depend on the plan",
        "{leaves}：文件缺失，但有取决于方案的限额",
    ),
    "verified.leaves_there": Phrase(
        "{leaves} is there, but no limit depends on the plan",
        "{leaves} 存在，但没有取决于方案的限额",
    ),
    "verified.leaves_not_sorted": Phrase(
        "{leaves}: the rows are not sorted by leaf, constraint, group",
        "{leaves}：各行未按 leaf、constraint、group 排序",
    ),
    "verified.leaf_twice": Phrase(
        "{leaves}: a leaf restricts the same thing twice",
        "{leaves}：某个情形对同一项限制了两次",
    ),
    "verified.leaves_numbered": Phrase(
        "{leaves}: the leaves must be numbered 0, 1, …, and there must be one at least",
        "{leaves}：情形必须编号为 0、1、…，且至少有一个",
    ),
    "verified.range_within": Phrase(
        "the range must lie within 0 … {top} and not be empty",
        "范围必须在 0 … {top} 之内且不为空",
    ),
    "verified.open_or_closed": Phrase(
        "a group is open (lower 1) or closed (upper 0)",
        "分组或开放（lower 为 1），或关闭（upper 为 0）",
    ),
    "verified.share_fraction": Phrase(
        "the least share must be a fraction a/b from 0 to 1",
        "最小份额必须是 0 到 1 之间的分数 a/b",
    ),
    "verified.leaf_restricts_nothing": Phrase(
        "this is nothing that a leaf can restrict here",
        "情形不能限制这一项",
    ),
    "verified.leaf_row": Phrase(
        "{leaves}, leaf {leaf} ({cells}): {words}",
        "{leaves}，情形 {leaf}（{cells}）：{words}",
    ),
    "verified.no_leaf_holds": Phrase(
        "{leaves}: no leaf holds the plans with {missing}",
        "{leaves}：没有情形包含 {missing} 的方案",
    ),
    "verified.leaves_hold": Phrase(
        "{number:,} leaves, which hold every plan",
        "{number:,} 个情形，覆盖全部方案",
    ),
    "verified.no_leaf_of_stage": Phrase(
        "{leaves}: no leaf of the stage {stage} holds the plans with {missing}",
        "{leaves}：目标 {stage} 没有情形包含 {missing} 的方案",
    ),
    "verified.leaves_of_stages_hold": Phrase(
        "{number:,} leaves of {number2} stages, which hold every plan",
        "{number2} 个目标共 {number:,} 个情形，覆盖全部方案",
    ),
    "verified.placements_between": Phrase(
        "{low} … {high} placements",
        "{low} … {high} 人次",
    ),
    "verified.stage_of": Phrase("{certificate}, {stage}", "{certificate}，{stage}"),
    "verified.gate_open": Phrase("{quota!r}{of} open", "{quota!r}{of} 开放"),
    "verified.gate_closed": Phrase("{quota!r}{of} closed", "{quota!r}{of} 关闭"),
    "verified.of_name": Phrase(
        " of {name!r}",
        "（{name!r}）",
    ),
    "verified.parts_missing": Phrase(
        "summary.json: objective_parts is missing or no object",
        "summary.json：objective_parts 缺失或不是对象",
    ),
    "verified.part_unknown": Phrase(
        "summary.json: objective_parts.{name} is not known",
        "summary.json：objective_parts.{name} 未知",
    ),
    "verified.part_stated": Phrase(
        "summary.json: objective_parts.{name} is stated as {stated}, recomputed {amount}",
        "summary.json：objective_parts.{name} 写为 {stated}，重新计算为 {amount}",
    ),
    "verified.duals_wrong": Phrase(
        "the duals prove {proven}, which the plan with {vector} is below: they cannot be right",
        "对偶价格证明 {proven}，而方案的 {vector} 更低：对偶价格不可能正确",
    ),
    "verified.levers_not_proven": Phrase(
        "the plan is not proven optimal: with hard limits, stages and cost in quanta it comes to {vector}, the duals"
        " prove only {proven}",
        "方案未被证明最优：硬性限额、各级目标和成本（以最小单位计）合为 {vector}，对偶价格只证明 {proven}",
    ),
    "verified.stages_must_be": Phrase(
        "summary.json: stages must be a list of {number}: {names}",
        "summary.json：stages 必须是 {number} 项的列表：{names}",
    ),
    "verified.stage_stated": Phrase(
        "summary.json: a stage is stated as {said}, recomputed {true}",
        "summary.json：某个目标写为 {said}，重新计算为 {true}",
    ),
    "verified.households_stated": Phrase(
        "summary.json: households is stated as {stated}, recomputed {households}",
        "summary.json：households 写为 {stated}，重新计算为 {households}",
    ),
    "verified.plan_has_no": Phrase(
        "summary.json: a run with a plan has no {key}",
        "summary.json：有方案的运行不应有 {key}",
    ),
    "verified.stages_hold": Phrase(
        "value and bound of each as recomputed: {told}",
        "各目标的值和界均与重新计算相符：{told}",
    ),
    "verified.duals_leave_plan": Phrase(
        "the duals do not prove that no plan is left: they prove {broken} units of hard limits broken",
        "对偶价格未证明没有方案：只证明硬性限额被突破 {broken} 个单位",
    ),
    "verified.soft_in_conflict": Phrase(
        "{name} is soft and has no part in a conflict",
        "{name} 是软性的，不参与冲突",
    ),
    "verified.conflict_odd": Phrase(
        "summary.json: conflict is missing, no list of limits, or names one twice",
        "summary.json：conflict 缺失、不是限额的列表，或有一项出现两次",
    ),
    "verified.conflict_lacks": Phrase(
        "summary.json: conflict lacks {entry}, which has a dual",
        "summary.json：conflict 缺少 {entry}，它有对偶价格",
    ),
    "verified.conflict_names": Phrase(
        "summary.json: conflict names {entry}, which is no limit with a dual",
        "summary.json：conflict 写了 {entry}，它不是有对偶价格的限额",
    ),
    "verified.short_by_stated": Phrase(
        "summary.json: short_by is stated as {stated}, recomputed {short}",
        "summary.json：short_by 写为 {stated}，重新计算为 {short}",
    ),
    "verified.no_plan_has_no": Phrase(
        "summary.json: a run without a plan has no {key}",
        "summary.json：没有方案的运行不应有 {key}",
    ),
    "verified.no_plan_no_changes": Phrase(
        "summary.json: a run without a plan has no changes",
        "summary.json：没有方案的运行不应有 changes",
    ),
    "verified.conflict_of_model": Phrase(
        "{number:,} limits named by an exact model, whose word cannot be checked",
        "精确模型指出的 {number:,} 项限额，其结论无法核验",
    ),
    "verified.conflict_holds": Phrase(
        "every plan breaks at least {short:,} units of the {number:,} limits named",
        "任何方案都至少突破所列 {number:,} 项限额共 {short:,} 个单位",
    ),
    "verified.leaves_share": Phrase(
        "leaves.csv: all leaves have a greater least share than the plan, and prove nothing of it",
        "leaves.csv：所有情形的最小份额都高于方案的，对其证明不了什么",
    ),
    "verified.fair_beside_rows": Phrase(
        "inputs/policy.json asks for fair shares beside budgets, courses or quotas that need both lists, which this"
        " version of verify does not know",
        "inputs/policy.json 要求公平份额，同时含预算、培训班或涉及两份清单的限额，本版本的核验尚不支持",
    ),
    "verified.together_beside_cases": Phrase(
        "inputs/policy.json asks for groups that go together (household.together) beside shares, all or none, or"
        " fair shares, which this version of verify does not know",
        "inputs/policy.json 要求群组同行（household.together），同时含份额、全有全无或公平份额，本版本的核验尚不支持",
    ),
    "verified.quota_named_stage": Phrase(
        "inputs/policy.json: a quota must not have the name {name!r} of a stage",
        "inputs/policy.json：限额不能取目标的名称 {name!r}",
    ),
    "verified.too_large": Phrase(
        "{what}: too large to compute with exactly",
        "{what}：过大，无法精确计算",
    ),
    "verified.duals_too_large": Phrase(
        "certificate.csv: the duals and the costs are too large to compute with exactly",
        "certificate.csv：对偶价格与成本过大，无法精确计算",
    ),
}
