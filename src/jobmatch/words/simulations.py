"""What is said of simulations and of persons placed as they come."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

SIMULATIONS: dict[str, Phrase] = {
    "simulation.nothing": Phrase(
        "asks for nothing: give [periods], [orders], or both", "没有要做的事：请写 [periods] 或 [orders]，或两者都写"
    ),
    "simulation.no_rounds": Phrase(
        "base.plan and base.decisions are of a plan in force; a simulation begins without one",
        "base.plan 和 base.decisions 属于现行方案；模拟从没有方案开始",
    ),
    "simulation.no_model": Phrase(
        "base.stay is for studies; put what the model predicts for jobs into their column stay (jobmatch retention)",
        "base.stay 只用于研究；请把模型对岗位的预测写入岗位清单的 stay 列（jobmatch retention）",
    ),
    "simulation.only_orders": Phrase(
        "policy {name!r}: price_guided is a rule for [orders] alone; leave [periods] to a document of its own",
        "policy {name!r}：price_guided 只用于 [orders]；[periods] 请另写一份文件",
    ),
    "simulation.only_periods": Phrase(
        "policy {name!r}: with [orders] all rules have the policy of the base; change it there",
        "policy {name!r}：有 [orders] 时各规则共用 base 的政策；请在那里修改",
    ),
    "simulation.no_plan": Phrase(
        "policy {name!r}, period {period}: no plan keeps all limits, or time ran out before there was one",
        "policy {name!r}，第 {period} 期：没有满足全部限制的方案，或在找到方案前已超时",
    ),
    "simulation.not_a_simulation": Phrase(
        "{path} is not the folder of a simulation; it is left as it is. Choose another --out",
        "{path} 不是模拟的文件夹，已保持原样；请用 --out 指定其他位置",
    ),
    "phase.simulation": Phrase("Simulating", "正在模拟"),
    "simulation.progress": Phrase("{done} of {total} steps", "{total} 步中已完成 {done} 步"),
    "simulation.policy": Phrase("policy", "规则"),
    "simulation.of.periods": Phrase(
        "{periods} months, {replicates} draws of each (means ± half the 95 % interval):",
        "{periods} 个月，各抽样 {replicates} 次（平均值 ± 95% 置信区间半宽）：",
    ),
    "simulation.of.orders": Phrase(
        "{orders} orders of arrival, {batch} decided at a time (means ± half the 95 % interval):",
        "{orders} 种到达顺序，每次决定 {batch} 人（平均值 ± 95% 置信区间半宽）：",
    ),
    "simulation.figure.proposed": Phrase("proposed", "推荐"),
    "simulation.figure.accepted": Phrase("accepted", "接受"),
    "simulation.figure.started": Phrase("started", "上岗"),
    "simulation.figure.left": Phrase("left", "离岗"),
    "simulation.figure.in_post": Phrase("in post at the end", "期末在岗"),
    "simulation.figure.still_after_3": Phrase("in post after 3 months", "3 个月后仍在岗"),
    "simulation.figure.placed": Phrase("placed", "安排人数"),
    "simulation.figure.share_of_hindsight": Phrase("share of hindsight", "占事后最优比例"),
    "simulation.figure.share_of_hindsight_cost": Phrase("hindsight's cost by cost", "事后最优成本与成本之比"),
    "simulation.wrote": Phrase("Wrote {files} in {out}", "已写入 {out} 中的 {files}"),
    "rolling.cannot_keep": Phrase(
        "rules that place persons as they come keep upper limits only; leave out of the policy: {what}",
        "边到边安排的规则只能遵守上限；请从政策中去掉：{what}",
    ),
}
