"""What is said of models of staying."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

RETENTION: dict[str, Phrase] = {
    "retention.extra_missing": Phrase(
        'Learning who stays needs more packages; install them with: pip install "jobmatch[retention]"',
        '学习稳岗模型还需要其他软件包；请安装：pip install "jobmatch[retention]"',
    ),
    "retention.not_a_model": Phrase(
        "{name}: not a model that jobmatch retention learn has written (at {where})",
        "{name}：不是 jobmatch retention learn 写出的模型（{where} 处）",
    ),
    "retention.model_inconsistent": Phrase("{name}: the parts do not fit together", "{name}：各部分互不相符"),
    # What a model may not look at.
    "retention.feature_who": Phrase(
        "{name} cannot be a feature: it says who somebody is, and a model would learn persons by heart",
        "{name} 不能作特征：它说明某人是谁，模型会记住个人",
    ),
    "retention.feature_later": Phrase(
        "{name} cannot be a feature: it holds what became of proposals, or an earlier prediction of it (leakage)",
        "{name} 不能作特征：它含有推荐之后的结果或此前的预测（信息泄漏）",
    ),
    "retention.feature_dates": Phrase(
        "{name} cannot be a feature: a day may lie after the plan and tell what happened (leakage)",
        "{name} 不能作特征：日期可能晚于方案，从而透露结果（信息泄漏）",
    ),
    "retention.feature_structured": Phrase(
        "{name} cannot be a feature: it is a list of words, or a sum of what is looked at anyway",
        "{name} 不能作特征：它是词语列表，或是其他特征之和",
    ),
    "retention.feature_unknown": Phrase(
        "there is no feature {name!r}; there are {names}, and persons.COLUMN and jobs.COLUMN",
        "没有特征 {name!r}；可用：{names}，以及 persons.列名 和 jobs.列名",
    ),
    "retention.no_column": Phrase("{name}: a list has no such column", "{name}：清单中没有这一列"),
    "retention.too_many_levels": Phrase(
        "{name} has {count:,} different values, more than {most}: as a feature it would be a name; group them",
        "{name} 有 {count:,} 种取值，超过 {most} 种，作为特征等同于编号；请先归类",
    ),
    "retention.disguised": Phrase(
        "{name} alone tells who stayed for {months} months (AUC {auc:.3f}): it is the outcome in disguise (leakage);"
        " leave it out",
        "仅凭 {name} 即可判断谁满 {months} 个月仍在岗（AUC {auc:.3f}）：它就是结果本身（信息泄漏），请去掉",
    ),
    # What cannot be learnt from.
    "retention.own_costs": Phrase(
        "a pairs table with a column cost leaves nothing to learn from or to predict by: the lists need only ids then",
        "配对表含 cost 列时清单只需编号，无从学习或预测",
    ),
    "retention.no_runs": Phrase("name at least one run", "至少须给出一个运行目录"),
    "retention.none_joined": Phrase(
        "none of the outcomes is of a person and job that one of the runs proposes; are these the right runs?",
        "结果表中没有任何一行与运行方案中的人员和岗位对应；运行目录是否正确？",
    ),
    "retention.known_before": Phrase(
        "{count:,} of the placements began before the plan that proposes them was made (the first such plan is of"
        " {day}): what became of them may have been known then (leakage). Name the runs that came before them, or leave"
        " these rows out",
        "有 {count:,} 项到岗早于推荐它的方案（最早的此类方案日期为 {day}）：制定方案时结果可能已知（信息泄漏）。"
        "请给出此前的运行目录，或去掉这些行",
    ),
    "retention.two_starts": Phrase(
        "{count:,} placements have more than one day in started; a person and job need one",
        "有 {count:,} 项的到岗日期不止一个；每人每岗只能有一个",
    ),
    "retention.stayed_too_early": Phrase(
        "{count:,} rows say that somebody stayed for longer than there was time until {until}",
        "有 {count:,} 行所说的在岗时间超过截至 {until} 的时间",
    ),
    "retention.contradiction": Phrase(
        "of {count:,} placements one row says that the person had left, and another that they were there later",
        "有 {count:,} 项前后矛盾：一行说已离岗，另一行说其后仍在岗",
    ),
    "retention.no_outcomes_at": Phrase(
        "there are no outcomes at {months} months; there are some at {known}",
        "没有 {months} 个月的结果；已有的为 {known} 个月",
    ),
    "retention.nobody_known": Phrase("of nobody is it known whether they stayed", "没有任何人的去留已知"),
    "retention.all_stayed": Phrase(
        "all {count:,} of whom it is known stayed for {months} months: from one outcome alone nothing can be learnt",
        "结果已知的 {count:,} 人满 {months} 个月全部在岗：只有一种结果，无从学习",
    ),
    "retention.all_left": Phrase(
        "all {count:,} of whom it is known left within {months} months: from one outcome alone nothing can be learnt",
        "结果已知的 {count:,} 人在 {months} 个月内全部离岗：只有一种结果，无从学习",
    ),
    "retention.all_alike": Phrase(
        "at {months} months all placements are alike in every feature", "{months} 个月的各项在所有特征上完全相同"
    ),
    "retention.too_few": Phrase(
        "too few to learn from at {months} months: {stayed:,} stayed and {left:,} left; {columns} coefficients need"
        " {needed:,} of each (ten a coefficient). Name fewer features (there are enough for {most}), other months, or"
        " wait for more outcomes; until then the key default_stay takes the share who stayed",
        "{months} 个月的样本太少：{stayed:,} 人在岗、{left:,} 人离岗；{columns} 个系数要求两者各至少 {needed:,} 人"
        "（每个系数十人）。请减少特征（现有人数够 {most} 个系数）、改用其他月数，或等待更多结果；"
        "在此之前可把在岗比例写入 default_stay",
    ),
    "retention.too_few_groups": Phrase(
        "too few to learn from at {months} months: {count:,} persons or households, {needed:,} are needed",
        "{months} 个月的样本太少：只有 {count:,} 人或户，至少须 {needed:,}",
    ),
    "retention.no_better": Phrase(
        "at {months} months predictions are no better than the share who stayed (cross-validated log loss {loss:.4f},"
        " of the share {base:.4f}): write default_stay = {rate:.2f} into the policy instead",
        "{months} 个月的预测不优于在岗比例本身（交叉验证对数损失 {loss:.4f}，比例为 {base:.4f}）："
        "请改在政策中写 default_stay = {rate:.2f}",
    ),
    # What a model cannot predict.
    "retention.beyond_last": Phrase(
        "the policy's horizon is {horizon} months, and the model has seen nobody for longer than {last}; nothing is"
        " guessed beyond. Learn from later outcomes, or set horizon_months to {last} or less",
        "政策的期限为 {horizon} 个月，而模型只见过 {last} 个月以内的结果，不作外推。"
        "请用更长期限的结果学习，或把 horizon_months 设为 {last} 以内",
    ),
    "retention.no_draw": Phrase(
        "the model has {count:,} bootstrap draws, numbered from 0; there is no {draw}",
        "模型含 {count:,} 次自助抽样，从 0 编号；没有第 {draw} 次",
    ),
    "retention.few_draws": Phrase(
        "{count:,} replicates need as many bootstrap draws, and the model has {draws:,}; learn with --draws {count}",
        "{count:,} 次重复需要同样多的自助抽样，而模型只有 {draws:,} 次；请以 --draws {count} 重新学习",
    ),
    "retention.pairs_have_stay": Phrase(
        "the pairs table has a column stay of its own, which would count in place of the job's; predict by pair, or"
        " take it out",
        "配对表自带 stay 列，会取代岗位的预测；请按人岗对预测，或去掉该列",
    ),
    "retention.too_many_pairs": Phrase(
        "more than {most:,} pairs are eligible; predict by job instead (--of jobs)",
        "合格的人岗对超过 {most:,}；请按岗位预测（--of jobs）",
    ),
    # What a study says.
    "study.stay_of": Phrase("stay_of goes with stay, the model", "stay_of 须与模型 stay 同用"),
    # What is told.
    "phase.learn": Phrase("Learning who stays", "学习谁会留岗"),
    "retention.progress": Phrase("{months} months", "{months} 个月"),
    "retention.view.title": Phrase("Who stays", "稳岗模型"),
    "retention.view.runs": Phrase("Past runs: {count}", "以往运行方案：{count} 个"),
    "retention.view.placements": Phrase("Placements with outcomes: {count}", "有结果记录的到岗：{count} 项"),
    "retention.view.until": Phrase(
        "The last outcome that counts fell due on {day}; what falls due after --until (today) is left out.",
        "所用结果中最后一项于 {day} 到期；--until（默认今天）之后到期的不计。",
    ),
    "retention.view.months": Phrase("months", "月数"),
    "retention.view.stayed": Phrase("stayed", "在岗"),
    "retention.view.left": Phrase("left", "离岗"),
    "retention.view.unknown": Phrase("unknown", "未知"),
    "retention.view.loss": Phrase("log loss\n(of the share)", "对数损失\n（比例本身）"),
    "retention.view.brier": Phrase("Brier\n(of the share)", "Brier 分\n（比例本身）"),
    "retention.view.auc": Phrase("AUC", "AUC"),
    "retention.view.slope": Phrase("slope", "斜率"),
    "retention.view.intercept": Phrase("intercept", "截距"),
    "retention.view.error": Phrase("calibration\nerror", "校准误差"),
    "retention.view.boosting": Phrase("log loss\nof boosting", "梯度提升的\n对数损失"),
    "retention.view.how": Phrase(
        "Of persons whom the model had not seen (5 folds; no person or household in two). In brackets 95 % intervals; a"
        " slope of 1 and an intercept of 0 are right.",
        "均为模型未见过的人（5 折，同一人、同一户不跨折）。括号内为 95% 置信区间；斜率 1、截距 0 为准确。",
    ),
    "retention.view.bins": Phrase("Predicted and seen, {months} months", "预测与实际，{months} 个月"),
    "retention.view.persons": Phrase("persons", "人数"),
    "retention.view.predicted": Phrase("predicted", "预测"),
    "retention.view.seen": Phrase("stayed", "实际在岗"),
    "retention.warn.elsewhere": Phrase(
        "None of the runs proposes {count} of the {of} placements with outcomes: they are left out. Was a run"
        " forgotten?",
        "{of} 项有结果记录的到岗中，有 {count} 项不在所给的任何运行方案中，未予使用。是否漏了运行目录？",
    ),
    "retention.warn.slope": Phrase(
        "At {months} months predictions are too {how}: the slope's interval leaves out 1.",
        "{months} 个月的预测{how}：斜率的置信区间不含 1。",
    ),
    "retention.warn.extreme": Phrase("far apart", "过于分散"),
    "retention.warn.timid": Phrase("close together", "过于集中"),
    "retention.warn.unknown": Phrase(
        "At {months} months nothing is known of {share} of those due; if they left or stayed otherwise than the"
        " others, the share who stayed lies anywhere from {low:.2f} to {high:.2f}.",
        "到 {months} 个月时，应回访者中有 {share} 情况不明；"
        "若其去留与他人不同，在岗比例可在 {low:.2f} 至 {high:.2f} 之间。",
    ),
    "retention.warn.boosting": Phrase(
        "At {months} months gradient boosting predicts better: the features bend or act together in ways that this"
        " model leaves out.",
        "{months} 个月时梯度提升预测更好：特征之间存在本模型未反映的弯曲或共同作用。",
    ),
    "retention.learnt": Phrase("Wrote {file}", "已写入 {file}"),
    "retention.predicted": Phrase(
        "Wrote {file}: {rows} rows, of {pairs} pairs; {share} of these are unlike any that the model has seen,"
        " and were cut to what it has",
        "已写入 {file}：{rows} 行，涉及 {pairs} 个人岗对；其中 {share} 超出模型所见范围，已截至其边界",
    ),
    "retention.without": Phrase(
        "Persons in no row, since no job is eligible for them: {count}. With this file as --pairs a plan says of them"
        " only that (reason pairs); to learn which rule it is, solve the same lists without --pairs.",
        "没有合格岗位、因而不在表中的人：{count} 人。以本文件作 --pairs 求解时，方案只会注明“配对表中没有岗位”"
        "（原因 pairs）；要知道是哪条规则，请对同样的清单不带 --pairs 求解。",
    ),
}
