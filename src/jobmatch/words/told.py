"""What a solve tells while it works, and how levers are named where one of them decides something."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

TOLD: dict[str, Phrase] = {
    "told.size": Phrase(
        "{persons:,} persons x {jobs:,} jobs, {pairs:,} eligible pairs (solver {solver}: {why})",
        "{persons:,} 人 x {jobs:,} 个岗位，{pairs:,} 个符合条件的组合（求解器 {solver}：{why}）",
    ),
    "told.round": Phrase(
        "round {round}: gap {gap:.1e}, {missing:,} persons have better jobs to look at, {held:,} pairs held",
        "第 {round} 轮：差距 {gap:.1e}，{missing:,} 人还有更好的岗位可看，保留 {held:,} 个组合",
    ),
    "told.groups": Phrase(
        "round {round}: {gap}, {groups:,} groups placed", "第 {round} 轮：{gap}，{groups:,} 个群组已安排"
    ),
    "told.cases": Phrase("{cases} cases, {gap}", "{cases} 个情形，{gap}"),
    "told.gap": Phrase("gap {gap:.1e}", "差距 {gap:.1e}"),
    "told.no_gap": Phrase("no gap yet", "尚无差距"),
    "told.prices": Phrase(
        "prices, look {look}: {ahead:.1e} of the bound still ahead", "价格第 {look} 步：下界尚可提高 {ahead:.1e}"
    ),
    "told.listed": Phrase("{pairs:,} eligible pairs listed", "已列出 {pairs:,} 个符合条件的组合"),
    "told.proven": Phrase("{stage}: optimal over all triples", "{stage}：在全部组合中最优"),
    "told.not_proven": Phrase("{stage}: not proven over all triples", "{stage}：在全部组合中未证明"),
    "told.share": Phrase("{name}: trying the share {share:.4f}", "{name}：尝试份额 {share:.4f}"),
    "lever.vacancies": Phrase("vacancies", "名额"),
    "lever.quota": Phrase("quota {name!r}", "限额 {name!r}"),
    "lever.share": Phrase("quota {name!r}, a share of all placements", "限额 {name!r}（占全部安排的份额）"),
    "lever.all_or_none": Phrase("quota {name!r}, all_or_none", "限额 {name!r}（all_or_none）"),
    "lever.budget": Phrase("budget {name!r}", "预算 {name!r}"),
    "lever.course": Phrase("course {name!r}", "培训班 {name!r}"),
    "lever.binding": Phrase("a decision 'forced' or 'accepted'", "“指定”或“接受”的决定"),
    "lever.both_lists": Phrase(
        "quota {name!r}, whose group depends on both lists", "限额 {name!r}（其分组取决于两份清单）"
    ),
    "lever.parts_households": Phrase(
        "quota {name!r}, whose groups part members of a household with rules",
        "限额 {name!r}（其分组把有户规则的家庭成员分开）",
    ),
    "lever.overlap": Phrase(
        "quotas {one!r} and {other!r}, whose groups overlap without one lying inside the other",
        "限额 {one!r} 与 {other!r}（其分组相互交叉而不互相包含）",
    ),
    "solver.no_network": Phrase("no network holds {lever}", "网络无法表示{lever}"),
    "solver.network": Phrase("a network holds everything asked for", "网络可表示全部要求"),
}
