"""What verify says of the plan, its costs and its figures."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

VERIFIED_PLAN: dict[str, Phrase] = {
    "verified.breakdown_stated": Phrase(
        "summary.json: {name} is stated as {stated}, recomputed {value}",
        "summary.json：{name} 写为 {stated}，重新计算为 {value}",
    ),
    "verified.mean_wage_stated": Phrase(
        "summary.json: mean_wage is stated as {stated}, recomputed {words}",
        "summary.json：mean_wage 写为 {stated}，重新计算为 {words}",
    ),
    "verified.breakdowns_hold": Phrase(
        "placed by priority and tier, mean wage, unmatched by reason as recomputed",
        "按优先类别和层级的安排人数、平均工资、未安排原因均与重新计算相符",
    ),
    "verified.there_but_no": Phrase(
        "{changes} is there, but no {plan_in_force}",
        "{changes} 存在，但没有 {plan_in_force}",
    ),
    "verified.changes_but_no": Phrase(
        "summary.json: changes is there, but no {plan_in_force}",
        "summary.json：有 changes，但没有 {plan_in_force}",
    ),
    "verified.changes_stated": Phrase(
        "summary.json: changes is stated as {changes}, recomputed {totals}",
        "summary.json：changes 写为 {changes}，重新计算为 {totals}",
    ),
    "verified.against_plan": Phrase(
        "against the plan in force: {told}",
        "与现行方案相比：{told}",
    ),
    "verified.not_sorted_by_person_in": Phrase(
        "{plan_in_force}: the rows are not sorted by person_id",
        "{plan_in_force}：各行未按 person_id 排序",
    ),
    "verified.person_more_than_once": Phrase(
        "{plan_in_force}: person {person} stands there more than once",
        "{plan_in_force}：求职者 {person} 出现不止一次",
    ),
    "verified.cell_blank": Phrase(
        "{plan_in_force}, data row {row}: a cell is blank",
        "{plan_in_force} 第 {row} 个数据行：有空单元格",
    ),
    "verified.changes_missing": Phrase(
        "{changes}: the file is missing, but there is a plan in force",
        "{changes}：文件缺失，但有现行方案",
    ),
    "verified.changes_not_sorted": Phrase(
        "{changes}: the rows are not sorted by person_id",
        "{changes}：各行未按 person_id 排序",
    ),
    "verified.row_of_person": Phrase(
        "{changes}, data row {row} (person {person})",
        "{changes} 第 {row} 个数据行（求职者 {person}）",
    ),
    "verified.person_already": Phrase(
        "{where}: the person stands there already",
        "{where}：该人已出现过",
    ),
    "verified.job_unchanged": Phrase(
        "{where}: this person's job is what it was",
        "{where}：该人的岗位未变",
    ),
    "verified.column_stated": Phrase(
        "{where}: {column} is stated as {value}, recomputed {value2}",
        "{where}：{column} 写为 {value}，重新计算为 {value2}",
    ),
    "verified.change_missing": Phrase(
        "{changes}: there is no row of person {person}, whose job changed",
        "{changes}：缺少求职者 {person} 的行，其岗位有变动",
    ),
    "verified.objective_stated": Phrase(
        "summary.json: the objective is stated as {objective}, recomputed {money}",
        "summary.json：目标值写为 {objective}，重新计算为 {money}",
    ),
    "verified.objective_holds": Phrase(
        "{money}, as recomputed from plan and lists",
        "{money}，与由方案和清单重新计算的相符",
    ),
    "verified.bound_source": Phrase(
        "summary.json: bound_source {bound_source!r} is neither prices nor solver",
        "summary.json：bound_source {bound_source!r} 既不是 prices 也不是 solver",
    ),
    "verified.bound_stated": Phrase(
        "summary.json: the bound is stated as {bound}, but the {by} prove {proven}",
        "summary.json：下界写为 {bound}，但{by}证明的是 {proven}",
    ),
    "verified.bound_of_prices_stated": Phrase(
        "summary.json: bound_of_prices is stated as {bound_of_prices}, but the {by} prove {proven}",
        "summary.json：bound_of_prices 写为 {bound_of_prices}，但{by}证明的是 {proven}",
    ),
    "verified.bound_below": Phrase(
        "summary.json: the bound {bound} is below what the {by} prove",
        "summary.json：下界 {bound} 低于{by}所证明的",
    ),
    "verified.bound_of_prices_there": Phrase(
        "summary.json: bound_of_prices is there, but the bound itself is that of the prices",
        "summary.json：有 bound_of_prices，但下界本身就是价格所证明的",
    ),
    "verified.bound_missing": Phrase(
        "summary.json: the bound {bound} is missing, or above the objective {objective}",
        "summary.json：下界 {bound} 缺失，或高于目标值 {objective}",
    ),
    "verified.bound_holds": Phrase(
        "no plan can cost less than {proven}: recomputed from the {by} over all pairs",
        "任何方案的成本都不低于 {proven}：由{by}对全部组合重新计算得出",
    ),
    "verified.bound_of_solver": Phrase(
        "no plan can cost less than {proven}: recomputed from the {by} over all pairs, and no more could be checked;"
        " the bound {bound} itself is what the solver claims",
        "任何方案的成本都不低于 {proven}：由{by}对全部组合重新计算得出，此外无法核验；下界 {bound} 本身为求解器所称",
    ),
    "verified.not_proven": Phrase(
        "the plan is not proven optimal: it costs {money}, the prices prove only {proven}",
        "方案未被证明最优：成本为 {money}，价格只证明 {proven}",
    ),
    "verified.fewer_not_optimal": Phrase(
        "the column price_fewer is not optimal: it proves only {money}",
        "price_fewer 列不是最优的：只证明 {money}",
    ),
    "verified.abs_gap_stated": Phrase(
        "summary.json: abs_gap is stated as {abs_gap}, recomputed {money}",
        "summary.json：abs_gap 写为 {abs_gap}，重新计算为 {money}",
    ),
    "verified.gap_stated": Phrase(
        "summary.json: gap is stated as {gap}, recomputed {gap2:.12g}",
        "summary.json：gap 写为 {gap}，重新计算为 {gap2:.12g}",
    ),
    "verified.gap_holds": Phrase(
        "{gap:.6g}, absolute {money}",
        "{gap:.6g}，绝对差距 {money}",
    ),
    "verified.status_unknown": Phrase(
        "summary.json: the status {status!r} is not known",
        "summary.json：状态 {status!r} 未知",
    ),
    "verified.must_be_null": Phrase(
        "summary.json: the status is infeasible, so that {name} must be null",
        "summary.json：状态为 infeasible，{name} 必须为空值",
    ),
    "verified.nobody_is_a_plan": Phrase(
        "summary.json: the status is infeasible, but to place nobody is a plan where there are no quotas",
        "summary.json：状态为 infeasible，但没有限额时一人不安排也是方案",
    ),
    "verified.no_plan_but_objective": Phrase(
        "summary.json: a run without a plan has an objective, or no reason to stop (stop is {stop!r})",
        "summary.json：没有方案的运行却有目标值，或没有停止的原因（stop 为 {stop!r}）",
    ),
    "verified.optimal_but_stopped": Phrase(
        "summary.json: the status is optimal, but the run says it stopped by {stop!r}",
        "summary.json：状态为 optimal，却写着因 {stop!r} 停止",
    ),
    "verified.stop_must_be": Phrase(
        "summary.json: the status is feasible; stop must be one of {names}, not {stop!r}",
        "summary.json：状态为 feasible；stop 必须是 {names} 之一，不能是 {stop!r}",
    ),
    "verified.stage_before_open": Phrase(
        ", and a stage before it is not proven",
        "，且之前的某个目标未证明",
    ),
    "verified.status_but_gap": Phrase(
        "summary.json: the status is {status}, but the absolute gap is {amount}{stages}",
        "summary.json：状态为 {status}，但绝对差距为 {amount}{stages}",
    ),
    "verified.status_but_bound": Phrase(
        "summary.json: the status is {status}, but the solver's bound is {bound}, the objective {objective}",
        "summary.json：状态为 {status}，但求解器的下界为 {bound}，目标值为 {objective}",
    ),
    "verified.stopped_by": Phrase(
        "{status}, stopped by {stop}",
        "{status}，因 {stop} 停止",
    ),
    "verified.count_stated": Phrase(
        "summary.json: counts.{name} is stated as {stated!r}, recomputed {number}",
        "summary.json：counts.{name} 写为 {stated!r}，重新计算为 {number}",
    ),
    "verified.count_unknown": Phrase(
        "summary.json: counts.{name} is not known",
        "summary.json：counts.{name} 未知",
    ),
    "verified.row_of_unmatched": Phrase(
        "{unmatched}, data row {row} (person {table})",
        "{unmatched} 第 {row} 个数据行（求职者 {table}）",
    ),
    "verified.unmatched_cost_stated": Phrase(
        "{where}: unmatched_cost is stated as {money}, recomputed {money2}",
        "{where}：unmatched_cost 写为 {money}，重新计算为 {money2}",
    ),
    "verified.eligible_stated": Phrase(
        "{where}: eligible_jobs is stated as {number}, recomputed {eligible}",
        "{where}：eligible_jobs 写为 {number}，重新计算为 {eligible}",
    ),
    "verified.best_cost_stated": Phrase(
        "{where}: best_cost is stated as {said}, recomputed {is_}",
        "{where}：best_cost 写为 {said}，重新计算为 {is_}",
    ),
    "verified.reason_stated": Phrase(
        "{where}: the reason is stated as {table!r}, recomputed {reason!r}",
        "{where}：原因写为 {table!r}，重新计算为 {reason!r}",
    ),
    "verified.unmatched_hold": Phrase(
        "{number:,} rows with cost, reason, eligible jobs and best cost as recomputed",
        "{number:,} 行的成本、原因、可去岗位数和最低成本均与重新计算相符",
    ),
    "verified.bound_but_has": Phrase(
        "person {id} is bound to job {id2}, but has {has} in the plan",
        "求职者 {id} 被指定到岗位 {id2}，但方案中为 {has}",
    ),
    "verified.decisions_hold": Phrase(
        "{number:,} persons bound, {number2:,} withdrawn, {number3:,} pairs excluded; no two rows contradict each"
        " other",
        "{number:,} 人被指定，{number2:,} 人退出，{number3:,} 个组合被排除；没有相互矛盾的行",
    ),
    "verified.bound_breaks": Phrase(
        "person {id} is bound to job {job}, which breaks the rule `{rule}`",
        "求职者 {id} 被指定到岗位 {job}，但违反规则 `{rule}`",
    ),
    "verified.bound_over_vacancies": Phrase(
        "{times} persons are bound to job {id} with {vacancies} vacancies",
        "{times} 人被指定到只有 {vacancies} 个名额的岗位 {id}",
    ),
    "verified.bound_over_max_out": Phrase(
        "{members} members of household {names} are bound, more than max_out",
        "家庭 {names} 有 {members} 名成员被指定，超过 max_out",
    ),
    "verified.id_in": Phrase(
        "{id} in {unit_names!r}",
        "{id} 在 {unit_names!r}",
    ),
    "verified.bound_apart": Phrase(
        "members of the group {names!r} are bound in different units: {units}",
        "群组 {names!r} 的成员被指定到不同单元：{units}",
    ),
    "verified.row_of_pair": Phrase(
        "{assignment}, data row {row} (person {person}, job {job})",
        "{assignment} 第 {row} 个数据行（求职者 {person}，岗位 {job}）",
    ),
    "verified.no_person": Phrase(
        "{where}: no such person in the lists",
        "{where}：清单中没有此人",
    ),
    "verified.no_job": Phrase(
        "{where}: no such job in the lists",
        "{where}：清单中没有此岗位",
    ),
    "verified.no_person_in_lists": Phrase(
        "{unmatched}, data row {row}: no person {unmatched2} in the lists",
        "{unmatched} 第 {row} 个数据行：清单中没有求职者 {unmatched2}",
    ),
    "verified.person_times": Phrase(
        "person {id} stands {times} times in {assignment} and {unmatched}",
        "求职者 {id} 在 {assignment} 和 {unmatched} 中出现 {times} 次",
    ),
    "verified.person_nowhere": Phrase(
        "person {id} is neither in {assignment} nor in {unmatched}",
        "求职者 {id} 既不在 {assignment} 也不在 {unmatched} 中",
    ),
    "verified.no_course": Phrase(
        "{where}: there is no course {assignment!r}",
        "{where}：没有培训班 {assignment!r}",
    ),
    "verified.not_sorted_by_person": Phrase(
        "{name}: the rows are not sorted by person_id",
        "{name}：各行未按 person_id 排序",
    ),
    "verified.everybody_once": Phrase(
        "{number:,} placed and {number2:,} unmatched, each of {number3:,} once",
        "{number:,} 人已安排，{number2:,} 人未安排，{number3:,} 人各出现一次",
    ),
    "verified.over_vacancies": Phrase(
        "job {id} has {filled} placed on {vacancies} vacancies",
        "岗位 {id} 安排了 {filled} 人，名额为 {vacancies}",
    ),
    "verified.one_row_a_job": Phrase(
        "{jobs}: must have one row for each job of the lists, sorted by job_id",
        "{jobs}：清单中每个岗位必须有一行，并按 job_id 排序",
    ),
    "verified.job_row_stated": Phrase(
        "{jobs}, data row {row} (job {jobs2}): {column} {stated}, but it is {there}",
        "{jobs} 第 {row} 个数据行（岗位 {jobs2}）：{column} 为 {stated}，应为 {there}",
    ),
    "verified.vacancies_hold": Phrase(
        "no job over its vacancies; {number:,} filled",
        "没有岗位超过名额；共安排 {number:,} 人",
    ),
    "verified.no_route": Phrase(
        "{where}: the course {assignment!r} is no route to it",
        "{where}：培训班 {assignment!r} 不能使其符合该岗位",
    ),
    "verified.breaks_rule": Phrase(
        "{where}: breaks the rule `{rule}`{cells}",
        "{where}：违反规则 `{rule}`{cells}",
    ),
    "verified.pairs_break": Phrase(
        "{number:,} pairs in all break a rule",
        "共有 {number:,} 个组合违反规则",
    ),
    "verified.rules_hold": Phrase(
        "{number:,} chosen pairs keep all of: {names}",
        "{number:,} 个所选组合满足全部规则：{names}",
    ),
    "verified.cell_of": Phrase(
        "{owner}'s {column} {value}",
        "{owner} 的 {column}：{value}",
    ),
    "verified.term_stated": Phrase(
        "{where}: {column} is stated as {money}, recomputed {money2}",
        "{where}：{column} 写为 {money}，重新计算为 {money2}",
    ),
    "verified.terms_hold": Phrase(
        "cost and {number} terms of every chosen pair as recomputed",
        "每个所选组合的成本及其 {number} 项均与重新计算相符",
    ),
    "verified.key_without_levers": Phrase(
        "summary.json: the key {key!r} is not known where the policy has no levers and nobody is bound",
        "summary.json：政策没有各种手段、也无人被指定时，键 {key!r} 不应出现",
    ),
    "verified.there_without_levers": Phrase(
        "{name} is there, but the policy has no levers and nobody is bound",
        "{name} 存在，但政策没有各种手段，也无人被指定",
    ),
    "verified.plan_but_none": Phrase(
        "assignment.csv holds a plan, but the status says there is none",
        "assignment.csv 中有方案，但状态表明没有",
    ),
}
