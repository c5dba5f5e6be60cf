"""What is said of what one more is worth."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

WORTHWHILE: dict[str, Phrase] = {
    "worth.title": Phrase(
        "One more of … would save so many yuan of the plan's cost", "每增加一个单位可节约的总成本（元）"
    ),
    "worth.relaxed": Phrase(
        "With budgets, courses or crossing quotas these are prices of a relaxation: about what more would save on"
        " average, not what the very next unit saves (--ranges solves again).",
        "有预算、培训或交叉限额时，以上为松弛问题的价格：约为平均节约，并非下一个单位的节约（--ranges 会重新求解）。",
    ),
    "worth.by_rule": Phrase(
        "the rule {rule!r} made this plan, which knows no prices; solve the lists without --solver",
        "该方案由规则 {rule!r} 产生，没有价格；请不带 --solver 重新求解",
    ),
    "worth.none": Phrase(
        "Nothing is scarce: one more of anything would save nothing.", "没有稀缺：增加任何一项都不能节约成本。"
    ),
    "worth.what": Phrase("what", "类别"),
    "worth.name": Phrase("of", "名称"),
    "worth.used": Phrase("used", "已用"),
    "worth.limit": Phrase("limit", "限额"),
    "worth.worth": Phrase("one more", "多一个"),
    "worth.worth_fewer": Phrase("one fewer", "少一个"),
    "worth.holds_for": Phrase("holds for", "适用至"),
    "worth.vacancy": Phrase("vacancy", "岗位名额"),
    "worth.employer": Phrase("vacancy at employer", "单位名额"),
    "worth.region": Phrase("vacancy in region", "地区名额"),
    "worth.upper": Phrase("quota, upper", "上限"),
    "worth.lower": Phrase("quota, lower (one less)", "下限（减一）"),
    "worth.budget": Phrase("budget", "预算"),
    "worth.seats": Phrase("seats", "培训名额"),
}
