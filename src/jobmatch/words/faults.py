"""What is said of errors that are neither in the lists nor in the policy: solvers, runs, files, presets."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

FAULTS: dict[str, Phrase] = {
    "output.is_folder": Phrase(
        "{out} is a folder; name a file in it",
        "{out} 是文件夹；请写其中的文件名",
    ),
    "output.exists": Phrase(
        "{out} exists already; name another --out, or replace it with --overwrite",
        "{out} 已存在；请用 --out 指定其他位置，或加 --overwrite 替换",
    ),
    "output.is_input": Phrase(
        "{out} is read or written by this command already; name another place",
        "{out} 是本命令读取或写入的另一文件；请指定其他位置",
    ),
    "output.in_input": Phrase(
        "{out} lies in {other}, whose files belong together; name another place",
        "{out} 位于 {other} 之中，该目录的文件不能增改；请指定其他位置",
    ),
    "output.not_a_folder": Phrase("{file} is a file, not a folder", "{file} 是文件，不是文件夹"),
    "output.would_replace_input": Phrase(
        "{given} is one of the inputs and would be replaced; name another --out",
        "{given} 是输入文件之一，将被替换；请用 --out 指定其他位置",
    ),
    "solver.cannot_carry": Phrase(
        "{lever}: solver {solver!r} cannot carry this; {way_out}",
        "{lever}：求解器 {solver!r} 不支持；{way_out}",
    ),
    "solver.rule_lower": Phrase(
        "{lever}: the rule {rule!r} serves one person after the other and cannot see to a lower limit; leave it out, or"
        " use 'auto'",
        "{lever}：规则 {rule!r} 逐人安排，无法保证下限；请去掉该项，或用 'auto'",
    ),
    "solver.unknown": Phrase(
        "there is no solver {solver!r}; choose one of auto, {names}",
        "没有求解器 {solver!r}；可选 auto、{names}",
    ),
    "solver.cannot_carry_both": Phrase(
        "{lever}{beside}: no solver can carry both yet; leave one of them out",
        "{lever}{beside}：目前没有求解器能同时支持；请去掉其中一项",
    ),
    "run.not_a_decision": Phrase(
        "{path} is damaged: {value!r} is not a decision",
        "{path} 已损坏：{value!r} 不是有效的决定",
    ),
    "plan.none_in_result": Phrase(
        "plan: this result has no plan; give one that has, or none",
        "plan：该结果没有方案；请换一个有方案的，或不写",
    ),
    "run.not_a_run": Phrase(
        "{run} is not the directory of a run; name the directory that solve wrote",
        "{run} 不是运行目录；请写 solve 生成的目录",
    ),
    "plan.none_in_run": Phrase(
        "the run {plan} holds no plan; name one that does",
        "运行目录 {plan} 中没有方案；请换一个有方案的",
    ),
    "resolve.no_origin": Phrase(
        "this result does not know what it was solved from; solve the changed lists with start=result",
        "该结果不含其输入；请用 start=result 求解修改后的清单",
    ),
    "resolve.unknown_ids": Phrase(
        "{argument}: {number} ids are not in the list, the first is {first!r}",
        "{argument}：有 {number} 个编号不在清单中，第一个是 {first!r}",
    ),
    "resolve.no_pairs": Phrase(
        "pairs: the result was solved without a list of pairs; solve with pairs=… instead",
        "pairs：该结果求解时没有配对表；请改用 solve(…, pairs=…)",
    ),
    "resolve.no_column": Phrase(
        "{name}: the new rows have no column {column!r}, which {lever} of the policy uses; give it to them (a blank"
        " cell, where that is meant)",
        "{name}：新的行没有列 {column!r}，而政策的 {lever} 要用到它；请补上该列（可留空）",
    ),
    "diff.by_person": Phrase(
        "{by!r} tells single persons or households apart; count by another column",
        "{by!r} 会分辨到个人或家庭；请换一列统计",
    ),
    "diff.no_column": Phrase(
        "neither list of seekers has the column {by!r}",
        "两份求职清单都没有列 {by!r}",
    ),
    "explain.no_job": Phrase(
        "job {job_id!r} is not on the list of jobs of this run; ids are in its inputs/jobs.csv",
        "岗位 {job_id!r} 不在本次运行的岗位清单中；编号见 inputs/jobs.csv",
    ),
    "explain.no_origin": Phrase(
        "this result does not know what it was solved from; open the run that was saved",
        "该结果不含其输入；请打开已保存的运行目录",
    ),
    "run.no_plan": Phrase(
        "the run {run} holds no plan: its status is {status}",
        "运行目录 {run} 中没有方案：其状态为{status}",
    ),
    "explain.no_person": Phrase(
        "person {person_id!r} is not on the list of seekers of this run; ids are in its inputs/seekers.csv",
        "求职者 {person_id!r} 不在本次运行的求职清单中；编号见 inputs/seekers.csv",
    ),
    "ties.not_proven": Phrase(
        "ties are counted of plans that prices of single persons and jobs prove optimal; this one is not proven so,"
        " or counts households or groups",
        "只有由单个人员和岗位的价格证明为最优的方案才统计并列；本方案未如此证明，或涉及家庭、群组",
    ),
    "ties.by_cases": Phrase(
        "ties are not counted of runs by cases, or with stages before cost that bind",
        "分情形求解、或成本之前有起作用的目标的运行，不统计并列",
    ),
    "solver.highs_pairs": Phrase(
        "solver 'highs' is the reference for up to {LARGEST:,} eligible pairs, here are {size:,}; use solver 'tree'"
        " or 'auto'",
        "求解器 'highs' 仅用于对照，最多 {LARGEST:,} 个符合条件的组合，此处有 {size:,} 个；请用求解器 'tree' 或 'auto'",
    ),
    "solver.highs_costs": Phrase(
        "costs beyond 2**53 quanta are too large for solver 'highs'; use solver 'tree'",
        "成本超过 2**53 个最小单位，求解器 'highs' 无法处理；请用求解器 'tree'",
    ),
    "solver.flow_costs": Phrase(
        "the costs, in units of the quantum, are too large for the flow solver; use a coarser quantum (policy key"
        " 'quantum', or fewer decimals in the pairs file) or smaller unmatched costs",
        "以最小单位计的成本对流求解器过大；请用较粗的最小单位（政策 'quantum'，或配对表用较少的小数位），"
        "或减小不安排的成本",
    ),
    "range.together": Phrase(
        "household.together and stages leave the range of 62-bit integers; use a coarser quantum",
        "household.together 与各级目标超出 62 位整数范围；请用较粗的最小单位",
    ),
    "range.stages": Phrase(
        "stages and costs leave the range of 62-bit integers; use a coarser quantum",
        "各级目标与成本超出 62 位整数范围；请用较粗的最小单位",
    ),
    "range.budgets": Phrase(
        "prices of budgets leave the range of 62-bit integers; use a coarser quantum",
        "预算的价格超出 62 位整数范围；请用较粗的最小单位",
    ),
    "range.hard_stages": Phrase(
        "hard limits and stages of the objective, together with costs as fine as these, leave the range of 62-bit"
        " integers; use a coarser quantum (policy key 'quantum'), smaller costs or fewer stages",
        "硬性限额、各级目标与如此细的成本合在一起，超出 62 位整数范围；请用较粗的最小单位（政策 'quantum'）、"
        "较小的成本或较少的级数",
    ),
    "scan.restricted": Phrase(
        "pairs of a restricted scan are not listed",
        "受限扫描的组合不能列出",
    ),
    "scan.too_many": Phrase(
        "{total:,} eligible pairs cannot be held in one list (at most {MOST_PAIRS:,})",
        "{total:,} 个符合条件的组合无法放入一张表（最多 {MOST_PAIRS:,} 个）",
    ),
    "range.too_large": Phrase(
        "{error}; choose smaller weights or a coarser quantum in the policy",
        "{error}；请在政策中减小权重或用较粗的最小单位",
    ),
    "range.costs": Phrase(
        "costs of up to {quanta:g} yuan, in units of {unit:g}, for {persons:,} persons leave the range of exact sums"
        " (62-bit integers; 15 digits for one cost); use fewer decimals (policy key 'quantum', or the decimals of"
        " the pairs file's cost column) or smaller unmatched costs",
        "成本最高 {quanta:g} 元、以 {unit:g} 为单位、共 {persons:,} 人，超出精确求和的范围（62 位整数；单项成本 15"
        " 位数字）；请减少小数位（政策 'quantum'，或配对表成本列的小数位），或减小不安排的成本",
    ),
    "pseudonyms.policy": Phrase(
        "the policy names single persons by their ids; a run under it cannot be pseudonymised",
        "政策按编号指定了个人；这样的运行不能替换为代号",
    ),
    "pseudonyms.short_key": Phrase(
        "{path} is no key, which is one word of at least {SHORTEST} characters; name a new file to have one made",
        "{path} 不是密钥（密钥是一个不少于 {SHORTEST} 个字符的词）；请写一个新文件名以生成密钥",
    ),
    "file.unreadable": Phrase(
        "{path} cannot be read: {why}",
        "{path} 无法读取：{why}",
    ),
    "registers.extra_missing": Phrase(
        "registers are linked by further packages; install them with: pip install 'jobmatch[link]'",
        "核对登记册需要其他软件包；请运行：pip install 'jobmatch[link]'",
    ),
    "result.no_plan": Phrase(
        "there is no plan: the status is {status}{why}",
        "没有方案：状态为{status}{why}",
    ),
    "result.no_prices": Phrase(
        "there are no prices: the status is {status}{why}",
        "没有价格：状态为{status}{why}",
    ),
    "output.run_exists": Phrase(
        "{path} exists already; choose another place, or say --overwrite (overwrite=True) to replace it",
        "{path} 已存在；请换一个位置，或用 --overwrite（overwrite=True）替换",
    ),
    "output.not_a_run": Phrase(
        "{path} is not a run directory; it is left as it is. Choose another --out",
        "{path} 不是运行目录，已保持原样；请用 --out 指定其他位置",
    ),
    "run.no_column": Phrase(
        "{path} is damaged: it has no column {column}",
        "{path} 已损坏：缺少列 {column}",
    ),
    "file.unwritable": Phrase(
        "{path} cannot be written: {why}",
        "{path} 无法写入：{why}",
    ),
    "presets.unknown": Phrase(
        "there is no preset {preset!r}; there are {names}",
        "没有预设 {preset!r}；现有 {names}",
    ),
    "presets.scale": Phrase(
        "scale must be above 0 and at most {MAX_SCALE:g}, not {scale!r}",
        "scale 须大于 0 且不超过 {MAX_SCALE:g}，不能是 {scale!r}",
    ),
    "presets.seed": Phrase(
        "seed must not be negative, not {seed!r}",
        "seed 不能为负，不能是 {seed!r}",
    ),
    "presets.count": Phrase(
        "{name} must be above 0 and at most {most:,}, not {count:,}",
        "{name} 须大于 0 且不超过 {most:,}，不能是 {count:,}",
    ),
    "presets.format": Phrase(
        "there is no format {format!r}; there are {names}",
        "没有格式 {format!r}；现有 {names}",
    ),
    "presets.too_long": Phrase(
        "{longest:,} rows do not fit into an Excel sheet ({EXCEL_ROWS:,}); use csv or parquet",
        "{longest:,} 行超出 Excel 工作表的容量（{EXCEL_ROWS:,}）；请用 csv 或 parquet",
    ),
    "run.no_directory": Phrase(
        "{run}: there is no such directory",
        "{run}：没有这个目录",
    ),
    "range.cost": Phrase(
        "a cost, in units of the quantum, leaves the range of 58-bit integers",
        "某项成本以最小单位计超出 58 位整数范围",
    ),
    "range.weight": Phrase(
        "a weight times a quantity leaves the range of 62-bit integers", "某项权重与数量之积超出 62 位整数范围"
    ),
    "solver.stable_pairs": Phrase(
        "the rule 'stable' is an exact programme for up to {LARGEST:,} eligible pairs, here are {size:,}; use"
        " 'deferred_persons' or 'deferred_employers'",
        "规则 'stable' 最多支持 {LARGEST:,} 个合格人岗对，现有 {size:,} 个；请用 'deferred_persons' 或"
        " 'deferred_employers'",
    ),
    "solver.rule": Phrase("a rule that seeks no optimum", "不求最优的规则"),
    "solver.use": Phrase("use solver {able!r} or 'auto'", "请用求解器 {able!r} 或 'auto'"),
    "solver.leave_out": Phrase("leave it out, or use 'auto'", "请去掉该项，或用 'auto'"),
    "solver.beside": Phrase(" beside {lever}", " 与 {lever}"),
    "solver.beside_others": Phrase(" beside the other levers", " 与其他手段"),
    "range.weight_of_skill": Phrase(
        "a skill's weight leaves the range of 62-bit integers; choose a smaller weight or a coarser quantum",
        "某项技能的权重超出 62 位整数范围；请减小权重或用较粗的最小单位",
    ),
    "range.weight_of_wage": Phrase(
        "the wage weight leaves the range of 62-bit integers; choose a smaller weight or a coarser quantum",
        "工资的权重超出 62 位整数范围；请减小权重或用较粗的最小单位",
    ),
    "result.relax": Phrase("; {conflict}; relax one of them", "；{conflict}；请放宽其中一项"),
    "result.conflict": Phrase(
        "these limits cannot hold together: {names}{more}{missed}", "下列限额不能同时满足：{names}{more}{missed}"
    ),
    "result.more_limits": Phrase(" and {more} more", "，另有 {more} 项"),
    "result.short_by": Phrase(" (every plan misses them by {short:,} at least)", "（任何方案至少相差 {short:,} 人次）"),
}
