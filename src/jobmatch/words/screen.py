"""What the command line says: the closing summary, progress, and where to look next."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

SCREEN: dict[str, Phrase] = {
    # The verdict, one sentence.
    "verdict.optimal": Phrase(
        "Proven optimal: no plan can cost less.",
        "已证明最优：任何方案的成本都不会更低。",
    ),
    "verdict.optimal_order": Phrase(
        "Proven optimal: no plan is better in the order of the objectives.",
        "已证明最优：按目标的先后次序，没有更好的方案。",
    ),
    "verdict.feasible": Phrase(
        "A plan that keeps every rule, at most {abs_gap} above the best possible, {gap} of the most that placing people"
        " can save; {stop}.",
        "方案满足全部规则，与最优之差至多 {abs_gap}，为安排人员最多可节约额的 {gap}；{stop}。",
    ),
    "verdict.feasible_order": Phrase(
        "A plan that keeps every rule; its order is not proven to be met as far as can be ({stage}); {stop}.",
        "方案满足全部规则，但未证明已尽可能满足优先次序（{stage}）；{stop}。",
    ),
    "closing.infeasible": Phrase(
        "jobmatch diagnose, with the same lists and policy, says which limits clash and what would have to give way.",
        "用同样的清单和政策运行 jobmatch diagnose，可知哪些限额相互冲突，以及需要放宽什么。",
    ),
    "verdict.infeasible": Phrase(
        "No plan keeps all the rules together; the run holds the proof.",
        "没有任何方案能同时满足全部规则；运行目录中有证明。",
    ),
    "verdict.infeasible_solver": Phrase(
        "No plan keeps all the rules together: an exact programme found this, and the prices alone do not prove it.",
        "没有任何方案能同时满足全部规则：此结论由精确模型得出，仅凭价格不能证明。",
    ),
    "verdict.unknown": Phrase("No plan was found; {stop}.", "尚未找到方案；{stop}。"),
    "stop.gap": Phrase("the gap asked for is reached", "已达到所要求的差距"),
    "stop.time": Phrase("the time limit was reached", "已到时间上限"),
    "stop.interrupt": Phrase("it was interrupted", "运行被中断"),
    "stop.stalled": Phrase("no further progress was made", "无法继续改进"),
    "stop.rule": Phrase("a rule made it that seeks no optimum", "由不求最优的规则产生"),
    "stop.none": Phrase("it stopped early", "提前停止"),
    # Labels of the summary's lines.
    "label.seekers": Phrase("Seekers", "求职者"),
    "label.jobs": Phrase("Jobs", "岗位"),
    "label.eligible": Phrase("Eligible", "符合条件"),
    "label.placed": Phrase("Placed", "已安排"),
    "label.where": Phrase("Where", "去向"),
    "label.unmatched": Phrase("Not placed", "未安排"),
    "label.unfilled": Phrase("Unfilled", "空缺"),
    "label.mean_wage": Phrase("Mean wage", "平均月薪"),
    "label.kept": Phrase("Kept as it was", "维持原安排"),
    "label.changed": Phrase("Changed", "有变动"),
    "label.stage": Phrase("First of all", "优先目标"),
    "label.households": Phrase("Households", "覆盖户数"),
    "label.soft": Phrase("Soft limits", "软约束代价"),
    "label.bonus": Phrase("Bonuses", "户奖励"),
    "label.conflict": Phrase("In conflict", "相互冲突"),
    "label.short_by": Phrase("Short by", "至少相差"),
    "label.budgets": Phrase("Budgets", "预算"),
    "label.seats": Phrase("Course seats", "培训名额"),
    "label.cost": Phrase("Cost", "成本"),
    "label.order": Phrase("Price of order", "次序代价"),
    "label.bound": Phrase("Bound", "下界"),
    "label.gap": Phrase("Gap", "差距"),
    "label.warnings": Phrase("Warnings", "警告"),
    "label.time": Phrase("Time", "用时"),
    "label.files": Phrase("Files", "文件"),
    # Their values.
    "value.jobs": Phrase("{jobs} with {vacancies} vacancies", "{jobs} 个，招聘 {vacancies} 人"),
    "value.eligible": Phrase(
        "{pairs} pairs; {persons} of {seekers} seekers have at least one job open to them",
        "{pairs} 对；{seekers} 名求职者中 {persons} 人至少有一个岗位可去",
    ),
    "value.stage_proven": Phrase("{name}: {value}, proven to be the most", "{name}：{value}，已证明为最多"),
    "value.stage_open": Phrase("{name}: {value}", "{name}：{value}"),
    "value.stage": Phrase("{name}: {value}, at most {most}", "{name}：{value}，至多 {most}"),
    "value.gave_up": Phrase("; gave up {lost} for what stands before it", "；为前列目标让出 {lost}"),
    "value.order_costs": Phrase(
        "the order costs {cost} yuan against the joint optimum", "与整体最优相比，优先次序多花 {cost} 元"
    ),
    "value.tiers_cost": Phrase(
        "strict tiering costs {cost} yuan against the joint optimum",
        "与整体最优相比，逐级优先多花 {cost} 元",
    ),
    "value.max_out": Phrase(
        "household, max_out: {most} members of each household at most, which counts in all of this",
        "household, max_out：每户至多安排 {most} 人，以上冲突均计入此限",
    ),
    "value.short_by": Phrase(
        "{units}: every plan misses these limits by so many placements at least, taken together",
        "{units}：任何方案对上述限额合计至少相差这么多人次",
    ),
    "value.of": Phrase("{part} of {whole} ({percent})", "{part} / {whole}（{percent}）"),
    "value.yuan_a_month": Phrase("{amount} yuan a month", "每月 {amount} 元"),
    "value.cost": Phrase(
        "{cost}: {placed} for those placed, {unplaced} for those who are not",
        "{cost}：已安排者 {placed}，未安排者 {unplaced}",
    ),
    "value.bound": Phrase("{bound}: no plan can cost less than this", "{bound}：任何方案的成本都不低于此数"),
    "value.bound_order": Phrase(
        "{bound}: no plan that reaches as much in what stands before can cost less",
        "{bound}：前列目标同样达到时，任何方案的成本都不低于此数",
    ),
    "value.bound_solver": Phrase(
        "an exact programme proved this bound; no one can check it from the saved files alone",
        "此下界由精确模型证明，仅凭已保存的文件无法复核",
    ),
    "value.bound_of_prices": Phrase(
        "the prices alone, which verify checks, prove {bound}: they leave {left} yuan open",
        "仅凭价格（verify 可复核）能证明的下界为 {bound}，尚差 {left} 元",
    ),
    "value.limit": Phrase("{name}: {used} of {limit} {unit}", "{name}：已用 {used} / {limit} {unit}"),
    "value.limit_price": Phrase(
        "; one more would save about {price} yuan a month", "；上限每增加 1，每月约省 {price} 元"
    ),
    "value.more_limits": Phrase("… and {count} more, in {file}", "…… 另有 {count} 项，见 {file}"),
    "unit.yuan": Phrase("yuan", "元"),
    "unit.seats": Phrase("seats", "个名额"),
    "unit.days": Phrase("days", "天"),
    "unit.placements": Phrase("placements", "人"),
    "value.gap_zero": Phrase("0: the plan meets the bound", "0：方案成本等于下界"),
    "value.gap": Phrase(
        "at most {abs_gap} yuan above the best possible, {gap} of the most that placing people can save",
        "与最优之差至多 {abs_gap} 元，为安排人员最多可节约额的 {gap}",
    ),
    "value.warnings": Phrase("{count}, listed in {file}", "{count} 条，见 {file}"),
    "value.seconds": Phrase("{seconds} s", "{seconds} 秒"),
    "value.counted": Phrase("{name}: {count}", "{name}：{count}"),
    "value.memory": Phrase(", {gigabytes} GB of memory at most", "，内存最多 {gigabytes} GB"),
    "tier.county": Phrase("home county {count}", "县内 {count}"),
    "tier.prefecture": Phrase("home prefecture {count}", "市州内 {count}"),
    "tier.province": Phrase("home province {count}", "省内 {count}"),
    "tier.outside": Phrase("outside the province {count}", "省外 {count}"),
    "priority.registered_poor": Phrase("registered poor", "建档立卡"),
    "priority.default": Phrase("all others", "其他"),
    # Why a person stays unplaced (docs/files.md, section 3).
    "reason.withdrawn": Phrase("withdrew", "本人退出"),
    "reason.not_looking": Phrase("not looking for work", "目前不求职"),
    "reason.under_age": Phrase("under working age", "未满就业年龄"),
    "reason.no_consent": Phrase("agreed to no region", "未同意任何地区"),
    "reason.pairs": Phrase("no job in the table of pairs", "配对表中没有岗位"),
    "reason.tier": Phrase("all jobs are farther than agreed to", "岗位均超出本人同意的外出范围"),
    "reason.region": Phrase("no job in the regions agreed to", "意向地区内没有岗位"),
    "reason.job_type": Phrase("no job of the types agreed to, in the regions agreed to", "意向地区内没有意向工种"),
    "reason.offer": Phrase(
        "the last jobs left lack contract, insurance or a known wage", "剩下的岗位无合同、社保或工资不明"
    ),
    "reason.wage": Phrase("the last jobs left pay less than asked for", "剩下的岗位工资低于期望"),
    "reason.skills": Phrase("the last jobs left require missing skills", "剩下的岗位要求本人没有的技能"),
    "reason.job_age": Phrase("the last jobs left have other age limits", "剩下的岗位年龄不符"),
    "reason.dates": Phrase("the last jobs left start too early", "剩下的岗位上岗过早"),
    "reason.decisions": Phrase("the last jobs left are ruled out by decisions", "剩下的岗位已被决定排除"),
    "reason.dearer_than_unmatched": Phrase("every job costs more than staying", "安排成本高于不安排"),
    "reason.outbid": Phrase(
        "jobs open to them are full, and making room would cost more", "可去的岗位已满，让出名额成本更高"
    ),
    "reason.outbid_rule": Phrase("the rule gave the jobs open to them to others", "规则把他们可去的岗位安排给了别人"),
    "reason.outbid_limits": Phrase(
        "jobs open to them are full or limits used up, and making room would cost more",
        "可去的岗位已满或限额用尽，让出名额成本更高",
    ),
    # Why a person's job is not what it was (docs/levers.md, section 6).
    "change.person_gone": Phrase("no longer on the list", "已不在清单"),
    "change.kept": Phrase("keep their job", "保持不变"),
    "change.new": Phrase("newly placed", "新安排"),
    "change.withdrawn": Phrase("withdrew", "本人退出"),
    "change.forced": Phrase("bound to another job", "指定到其他岗位"),
    "change.accepted": Phrase("accepted another job", "已接受其他岗位"),
    "change.left": Phrase("left the job", "离岗"),
    "change.no_show": Phrase("did not turn up", "未到岗"),
    "change.declined": Phrase("declined the job", "拒绝该岗位"),
    "change.forbidden": Phrase("may not be proposed the job again", "禁止再推荐该岗位"),
    "change.job_gone": Phrase("the job is no longer on the list", "岗位已撤销"),
    "change.not_eligible": Phrase("no longer fits the job", "不再符合岗位条件"),
    "change.released": Phrase("released for the sake of the whole plan", "因整体更优而取消"),
    "change.moved": Phrase("moved for the sake of the whole plan", "因整体更优而调整"),
    "pseudonyms.counted": Phrase("{number} warnings of this kind", "此类警告 {number} 条"),
    "pseudonymise.wrote": Phrase("Wrote {file}: persons by keyed hashes", "已写入 {file}：人员编号已替换为加密代号"),
    # Progress.
    "phase.read": Phrase("Reading the lists", "读取清单"),
    "phase.open": Phrase("Reading the run", "读取运行结果"),
    "phase.workbook": Phrase("Writing the workbook", "写工作簿"),
    "phase.page": Phrase("Drawing the page", "生成报告页面"),
    "phase.verify": Phrase("Verifying the run", "核验运行结果"),
    "phase.check": Phrase("Checking the lists", "检查清单"),
    "phase.compile": Phrase("Preparing", "准备数据"),
    "phase.kernels": Phrase("Compiling (once on a machine)", "编译（每台机器仅一次）"),
    "phase.list": Phrase("Listing eligible pairs", "列出符合条件的组合"),
    "phase.solve": Phrase("Choosing the best plan", "求最优方案"),
    "phase.alone": Phrase("Looking at each objective alone", "逐一考察各目标"),
    "phase.count": Phrase("Counting eligible pairs", "统计符合条件的组合"),
    "phase.conflict": Phrase("Looking for the limits that clash", "查找相互冲突的限额"),
    "phase.prove": Phrase("Proving it", "证明最优性"),
    "phase.save": Phrase("Writing the run", "写出结果"),
    "interrupted": Phrase("interrupted; nothing was written", "已中断；没有写出任何文件"),
    # Input issues.
    "issues.none": Phrase("No faults found.", "未发现问题。"),
    "issues.count": Phrase("Errors: {errors}. Warnings: {warnings}.", "错误 {errors} 个，警告 {warnings} 条。"),
    "issues.more": Phrase("… and {count} more", "…… 另有 {count} 条"),
    "issues.written": Phrase("All of them are in {file}.", "全部问题见 {file}。"),
    "issues.place": Phrase("Where", "位置"),
    "issues.value": Phrase("Value", "值"),
    "issues.message": Phrase("What is wrong, and what to do", "问题与处理办法"),
    "issues.row": Phrase("{file} row {row}", "{file} 第 {row} 行"),
    "severity.error": Phrase("error", "错误"),
    "severity.warning": Phrase("warning", "警告"),
    "pairs.written": Phrase("{count} eligible pairs in {file}", "{count} 对符合条件的组合，见 {file}"),
    # The demo.
    "demo.generating": Phrase("Generating two lists", "生成两张清单"),
    "demo.verifying": Phrase("Verifying the run", "核验结果"),
    "demo.generated": Phrase(
        "Two artificial lists with the figures of the 2016 pilot in Xiangxi, and a policy:",
        "按 2016 年湘西试点的数字生成的两张虚拟清单和一份政策文件：",
    ),
    "demo.look": Phrase("Where to look", "查看结果"),
    "demo.assignment": Phrase("who goes where, and what it costs, term by term", "谁去哪个岗位，各项成本"),
    "demo.unmatched": Phrase("who stays unplaced, and why", "谁未安排及原因"),
    "demo.jobs": Phrase(
        "how each job is filled, and what one vacancy more is worth", "各岗位录用情况及增加一个名额的价值"
    ),
    "demo.summary": Phrase("these figures", "本页数字"),
    "demo.next": Phrase("What to do next", "下一步"),
    "verify.holds": Phrase(
        "The run holds: every rule, every cost and the bound were checked again.",
        "核验通过：规则、成本和下界均已重新核对。",
    ),
}
