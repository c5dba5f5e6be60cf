"""What is said of targets."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

TARGETS: dict[str, Phrase] = {
    "target.none": Phrase(
        "names what is to be reached: placed, placed_CLASS or households",
        "须写明要达到的目标：placed、placed_类别 或 households",
    ),
    "target.figure": Phrase(
        "{key} cannot be a target; placed, placed_CLASS and households can",
        "{key} 不能作为目标；可用 placed、placed_类别 和 households",
    ),
    "target.number": Phrase(
        "{key}: a whole number from 1 on, or a share such as 0.6, at most 1.0",
        "{key}：须为不小于 1 的整数，或不超过 1.0 的比例（如 0.6）",
    ),
    "target.no_class": Phrase(
        "no person has the priority class {name!r}{near}", "没有优先类别为 {name!r} 的人员{near}"
    ),
    "target.no_means": Phrase(
        "names at least one thing that may be bought: money, vacancies or seats",
        "至少须写一项可增加的手段：money、vacancies 或 seats",
    ),
    "target.mean_twice": Phrase("two means have the name {name!r}", "有两项手段同名：{name!r}"),
    "target.fen": Phrase("the price of {name!r} has more than two decimals", "{name!r} 的单价超过两位小数"),
    "target.stay": Phrase(
        "base.stay has no place here: who stays changes nothing of what has to be bought",
        "此处不用 base.stay：留岗预测不影响须增加多少",
    ),
    "target.no_such": Phrase("the policy has no {kind} named {name!r}{near}", "政策中没有名为 {name!r} 的{kind}{near}"),
    "target.kind.budget": Phrase("budget", "预算"),
    "target.kind.course": Phrase("course", "培训班"),
    "target.no_column": Phrase(
        "{mean}: the jobs have no column {column!r}; there are {names}",
        "{mean}：岗位清单没有列 {column!r}；现有 {names}",
    ),
    "target.no_jobs": Phrase("{mean}: no job of the list is meant", "{mean}：没有符合条件的岗位"),
    "target.seats_free": Phrase(
        "the seats of {course!r} have no limit: there is nothing to buy", "{course!r} 的名额不限，无需增加"
    ),
    "target.by_course": Phrase(
        'further seats of {course!r} cannot be counted where a budget is set by course (per = "course")',
        '预算按培训班设定（per = "course"）时，不能增加 {course!r} 的名额',
    ),
    "target.seat_price": Phrase(
        "a seat of {course!r} at {price} yuan cannot be kept to the fen beside a budget of course_cost;"
        " choose another price",
        "在有 course_cost 预算时，{course!r} 的名额单价 {price} 元无法精确到分；请改用其他单价",
    ),
    "target.budget_per": Phrase(
        "the budget {budget!r} has groups (per); only a budget for all together can be planned backwards",
        "预算 {budget!r} 分组设定（per）；只有合计设定的预算可以倒推",
    ),
    "target.usage": Phrase(
        "what the budget {budget!r} counts ({usage}) cannot be the cost of a plan: it takes a subsidy, course_cost or a"
        " column of the pairs in whole fen; predicates only with a subsidy, on other columns than its own",
        "预算 {budget!r} 所计的 {usage} 不能作为方案成本：须为补贴、course_cost，或配对表中以分为单位的列；"
        "条件只能与补贴合用，且不得与补贴自身条件的列重复",
    ),
    "target.not_an_answer": Phrase(
        "{path} holds something else than the answer to a target; it is left as it is. Choose another --out",
        "{path} 中不是目标倒推的结果，已保持原样；请用 --out 指定其他位置",
    ),
    "target.goal": Phrase(
        "Target: {figure}, at least {number} of {of}; as it is now at most {now}",
        "目标：{figure}，至少 {number}（共 {of}）；按现状最多 {now}",
    ),
    "target.now": Phrase("It is reached as it is now, with nothing bought.", "按现状即可达到，无需增加任何手段。"),
    "target.by": Phrase("by", "手段"),
    "target.most": Phrase("most: {figure}", "最多：{figure}"),
    "target.amount": Phrase("least amount", "最少数量"),
    "target.spent": Phrase("yuan", "费用（元）"),
    "target.known": Phrase("this is", "结论"),
    "target.all": Phrase("all together", "全部合用"),
    "target.status.exact": Phrase("the least, proven", "最少，已证明"),
    "target.status.bracketed": Phrase("between these", "介于两数之间"),
    "target.status.unreachable": Phrase("out of reach", "达不到"),
    "target.status.unknown": Phrase("not known: no plan was found", "未知：未找到方案"),
    "target.mean.money": Phrase("money, {name}", "增加的资金（{name}，元）"),
    "target.mean.vacancies": Phrase("vacancies, {name}", "增加的名额（{name}）"),
    "target.mean.seats": Phrase("seats, {name}", "增加的培训名额（{name}）"),
    "target.mix": Phrase("The cheapest mix", "费用最低的组合"),
    "target.buys": Phrase("{mean}: {amount}", "{mean}：{amount}"),
    "target.more_groups": Phrase(
        "  … and {count} more groups; all are in target.json (--out)",
        "  …… 另有 {count} 组；全部见 target.json（--out）",
    ),
    "target.reaches": Phrase("{figure} {number}", "{figure} {number}"),
    "target.plan": Phrase("The plan with all this bought reaches: {told}", "按此增加后的方案达到：{told}"),
    "target.blocked": Phrase("What stands in the way", "达不到的原因"),
    "target.conflict": Phrase("These cannot hold together: {names}", "以下各项不能同时满足：{names}"),
    "target.short": Phrase(
        "{figure}: wanted {wanted}, at most {at_most} can be reached: {short} short.",
        "{figure}：目标 {wanted}，最多可达 {at_most}，还差 {short}。",
    ),
    "target.full": Phrase(
        "In the plan that reaches most ({figure}), {full} of {jobs} jobs are full, with all that may be bought of"
        " them.",
        "在达到最多的方案中（{figure}），{jobs} 个岗位（连同可增加的名额）有 {full} 个已满。",
    ),
    "target.left": Phrase("{number} left over: {why}", "{number} 人未安排：{why}"),
    "target.used_up": Phrase("Used up: {names}", "已用尽：{names}"),
    "target.wrote": Phrase(
        "Wrote {out}; runs in a folder (plan, spending) can be verified",
        "已写入 {out}；文件夹中的 plan 和 spending 可用 verify 复核",
    ),
}
