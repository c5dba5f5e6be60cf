"""What is said of audits."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

FAIRNESS: dict[str, Phrase] = {
    "audit.no_column": Phrase(
        "the list of seekers has no column {column!r}{did_you_mean}", "求职清单没有列 {column!r}{did_you_mean}"
    ),
    "audit.no_level": Phrase(
        "{by!r}: a level stands behind home only, as in home@county; levels are {names}",
        "{by!r}：级别只能写在 home 之后，如 home@county；级别有 {names}",
    ),
    "audit.page": Phrase("How fair the plan is", "方案公平性审查"),
    "audit.title": Phrase(
        "{persons} persons, {with_eligible} with an eligible job, {placed} placed",
        "共 {persons} 人，其中 {with_eligible} 人有符合条件的岗位，{placed} 人获安排",
    ),
    "audit.by.home@province": Phrase("home, province", "户籍省"),
    "audit.by.home@prefecture": Phrase("home, prefecture", "户籍市州"),
    "audit.by.home@county": Phrase("home, county", "户籍县"),
    "audit.by.home@township": Phrase("home, township", "户籍乡镇"),
    "audit.by.home@village": Phrase("home, village", "户籍村"),
    "audit.by.priority": Phrase("priority class", "优先类别"),
    "audit.by.sex": Phrase("sex", "性别"),
    "audit.by.gender": Phrase("sex", "性别"),
    "audit.by.性别": Phrase("sex", "性别"),
    "audit.by.age": Phrase("age", "年龄"),
    "audit.by.household_size": Phrase("members of the household", "家庭人数"),
    "audit.pooled": Phrase("{groups} smaller groups", "{groups} 个较小群体"),
    "audit.pooled.text": Phrase(
        "Groups of fewer than {smallest} persons are told of together, with the next larger ones where they are too few"
        " still, so that nobody can be recognised.",
        "不足 {smallest} 人的群体合并显示；合并后仍不足的，再并入次小的群体，以免辨认出个人。",
    ),
    "audit.blank": Phrase("not stated", "未填写"),
    "audit.persons": Phrase("persons", "人数"),
    "audit.with_eligible": Phrase("eligible", "有岗位可去"),
    "audit.placed": Phrase("placed", "安排"),
    "audit.rate": Phrase("rate (95 %)", "安排率（95%）"),
    "audit.rate_of_eligible": Phrase("of eligible (95 %)", "有岗位可去者的安排率（95%）"),
    "audit.mean_wage": Phrase("mean wage", "平均月薪"),
    "audit.mean_km": Phrase("km", "公里"),
    "audit.p": Phrase("p", "p 值"),
    "audit.groups.text": Phrase(
        "Persons placed as a part of those on the list, and of those with an eligible job, with 95 % intervals"
        " (Wilson). p: that the group's rate is that of the others, adjusted for the number of groups (Holm).",
        "获安排者占清单人数的比例、占至少有一个符合条件岗位的人数的比例，及各自的 95% 区间（Wilson）。"
        "p 值：该群体与其他群体安排率相同的检验，"
        "已按群体个数校正（Holm）。",
    ),
    "audit.groups.line": Phrase("The broken line is the rate of all.", "虚线为总体安排率。"),
    "audit.column": Phrase("by", "分组"),
    "audit.groups": Phrase("groups", "群体数"),
    "audit.lowest": Phrase("lowest", "最低"),
    "audit.highest": Phrase("highest", "最高"),
    "audit.apart": Phrase("apart", "相差"),
    "audit.ratio": Phrase("ratio", "比值"),
    "audit.gini": Phrase("Gini", "基尼系数"),
    "audit.gini_by_chance": Phrase("by chance", "随机时"),
    "audit.theil": Phrase("Theil", "泰尔指数"),
    "audit.p_holm": Phrase("p (Holm)", "p 值（Holm）"),
    "audit.apart.title": Phrase("How far groups are apart", "群体之间的差距"),
    "audit.apart.text": Phrase(
        "Rates of groups, weighted by persons. “By chance” is the Gini if as many places were dealt to anybody. p: that"
        " all rates are equal, adjusted for the number of columns.",
        "各群体安排率按人数加权。“随机时”指名额随机分给所有人时的基尼系数。"
        "p 值：各群体安排率全部相等的检验，已按分组个数校正。",
    ),
    "audit.few": Phrase("* some groups are so small that the p value is rough.", "* 有的群体人数过少，p 值仅供参考。"),
    "audit.more": Phrase(
        "{count} more rows are on the page (--page) and in --json.", "另有 {count} 行，见报告页面（--page）或 --json。"
    ),
    "audit.envy": Phrase("envy", "羡慕"),
    "audit.envy.any": Phrase("of anybody", "羡慕任何人"),
    "audit.envy.justified": Phrase("of somebody with no higher priority", "羡慕优先级不高于自己的人"),
    "audit.envy.equals": Phrase("of somebody with the same priority", "羡慕优先级相同的人"),
    "audit.envy_placed": Phrase("placed", "已安排"),
    "audit.envy_unplaced": Phrase("unplaced", "未安排"),
    "audit.envy_mean": Phrase("mean, yuan", "平均（元）"),
    "audit.envy_p90": Phrase("90 %, yuan", "90% 分位（元）"),
    "audit.envy_most": Phrase("most, yuan", "最大（元）"),
    "audit.envy.title": Phrase("Who would rather have somebody else's job", "谁更愿意得到他人的岗位"),
    "audit.envy.text": Phrase(
        "Persons who are eligible for a job that somebody else has and would rather have it, by wage, distance, tier"
        " and wishes. Yuan a month: how much better the best such job would be for those who have a job.",
        "按月薪、距离、层级和意向，更愿意得到他人岗位且自己也符合条件的人。"
        "金额（元/月）：已安排者若得到其中最好的岗位可改善多少。",
    ),
    "audit.lottery.title": Phrase("What the draw decides", "抽签决定了什么"),
    "audit.lottery.decided": Phrase(
        "Over {seeds} draws {places} of {persons} persons did not always have the same place; {whether} were placed in"
        " some draws and not in others.",
        "共抽签 {seeds} 次：{persons} 人中有 {places} 人的去向不尽相同，其中 {whether} 人有时获安排、有时未获安排。",
    ),
    "audit.lottery.no_equals": Phrase(
        "Persons who have equals in every respect: {equals}; the draw never decided between them.",
        "{equals} 人有条件完全相同者；抽签未在他们之间作出取舍。",
    ),
    "audit.lottery.equals": Phrase(
        "It decided between {equals} persons who are equals in every respect ({classes} classes). {outside} of them"
        " were placed less or more often than the 95 % interval of an equal chance allows; p that chances are equal:"
        " {p}.",
        "抽签在 {equals} 个条件完全相同的人（{classes} 类）之间作了取舍。"
        "其中 {outside} 人获安排的次数超出机会均等时的 95% 区间；机会均等检验的 p 值为 {p}。",
    ),
    "audit.lottery.not_proven": Phrase(
        "Some of these plans are not proven optimal: persons may differ for other reasons than the draw.",
        "其中有的方案未证明最优：去向不同未必由抽签所致。",
    ),
    "audit.lottery.text": Phrase(
        "Each row is a class of persons whom nothing but the draw tells apart. The bar is the 95 % interval of an equal"
        " chance for one person, the line runs from the one placed least often to the one placed most often.",
        "每行是一类除抽签外毫无差别的人。色带为机会均等时一人获安排比例的 95% 区间，横线为其中最少者到最多者。",
    ),
    "audit.equals.name": Phrase("{persons} equals", "{persons} 人相同"),
    "audit.equals.persons": Phrase("equals", "相同人数"),
    "audit.equals.share": Phrase("placed in … of the draws", "获安排的比例"),
    "audit.equals.between": Phrase("least – most often", "最少 – 最多"),
    "audit.equals.fair": Phrase("equal chance (95 %)", "机会均等（95%）"),
    "audit.equals.outside": Phrase("outside", "超出"),
}
