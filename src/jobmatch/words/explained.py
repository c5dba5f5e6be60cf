"""What is said of single persons: why this place, why none, and what would change it."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

EXPLAINED: dict[str, Phrase] = {
    "explain.placed": Phrase(
        "{person} is placed at {job}{region}{facts}{route}.", "{person} 已安排到 {job}{region}{facts}{route}。"
    ),
    "explain.unplaced": Phrase("{person} is not placed: {reason}.", "{person} 未安排：{reason}。"),
    "explain.by_course": Phrase(", after the course {route}", "，经培训“{route}”"),
    "explain.bound": Phrase("A decision binds the person to this place.", "该安排由已作出的决定所约束。"),
    "explain.cost": Phrase("What it costs: {terms} = {cost} yuan.", "成本：{terms} = {cost} 元。"),
    "explain.asks": Phrase("The list says: {asks}.", "清单所列：{asks}。"),
    "explain.comes_to": Phrase(
        "Others lose {charges} by it; the total of {comes_to} is at most {stay}, the weight of leaving this person"
        " without a place.",
        "他人因此损失：{charges}；合计 {comes_to} 元，不超过不安排此人的权重 {stay} 元。",
    ),
    "explain.charge": Phrase("{amount} ({what})", "{amount}（{what}）"),
    "explain.vacancy_of": Phrase("what the vacancy at {group} is worth to them", "{group} 的名额对其价值"),
    "explain.stay": Phrase(
        "Leaving this person without a place has a weight of {stay} yuan in the plan.",
        "不安排此人在方案中的权重为 {stay} 元。",
    ),
    "explain.draw_stay": Phrase(
        "A plan without a place for this person would be as good; the draw by the seed decided.",
        "不安排此人的方案同样好；由种子抽签决定。",
    ),
    "explain.draw_place": Phrase(
        "A plan in which this person has a job marked as equal would be as good; the draw by the seed decided.",
        "此人得到标为“相等”的岗位的方案同样好；由种子抽签决定。",
    ),
    "explain.bound_to": Phrase(
        "By the prices, what others lose by it comes to {charges}, in all {comes_to}; the decision stands whatever it"
        " costs.",
        "按价格看，他人因此损失：{charges}；合计 {comes_to} 元；已作出的决定不计成本。",
    ),
    "explain.by_prices": Phrase(
        "By the prices, what it takes from others comes to {charges}, in all {comes_to}; leaving this person without a"
        " place has a weight of {stay}.",
        "按价格看，所占用的机会为：{charges}；合计 {comes_to} 元；不安排此人的权重为 {stay} 元。",
    ),
    "explain.rules": Phrase("What rules out which of the {jobs} jobs, step by step", "{jobs} 个岗位逐条筛选"),
    "explain.left": Phrase("{left} remain", "余 {left}"),
    "explain.eligible": Phrase("Open to this person: {jobs}", "符合条件的岗位：{jobs}"),
    "explain.others": Phrase(
        "Other jobs that are open: the {shown} of {jobs} that come closest",
        "其他符合条件的岗位：{jobs} 个中最接近的 {shown} 个",
    ),
    "explain.options": Phrase(
        "The jobs that are open: the {shown} of {jobs} that come closest",
        "符合条件的岗位：{jobs} 个中最接近的 {shown} 个",
    ),
    "explain.job": Phrase("job", "岗位"),
    "explain.region": Phrase("where", "工作地"),
    "explain.cost_column": Phrase("costs", "成本"),
    "explain.charge_column": Phrase("others lose", "他人损失"),
    "explain.sum_column": Phrase("total", "合计"),
    "explain.short_column": Phrase("too much by", "超出"),
    "explain.short_least_column": Phrase("too much by, at least", "至少超出"),
    "explain.dearer_column": Phrase("dearer by, at least", "至少多出"),
    "explain.equal": Phrase("equal", "相等"),
    "explain.type_column": Phrase("type", "工种"),
    "explain.wage_column": Phrase("pays", "月薪"),
    "explain.filled_column": Phrase("filled", "已满"),
    "explain.filled": Phrase("{filled} of {vacancies}", "{filled}/{vacancies}"),
    "explain.held_column": Phrase("with", "已安排者"),
    "explain.short": Phrase(
        "Total: what the job costs for this person, and what others lose by it, who would have to make room (often"
        " all the weight of one of them going without a place). A place is given where the total is at most {stay}.",
        "合计：岗位对此人的成本，加上须让出名额者的损失（常为一人得不到安排的权重）。合计不超过 {stay} 元才会安排。",
    ),
    "explain.short_least": Phrase(
        "Total: what the job costs for this person, and by the prices what vacancies, quotas, budgets and seats that it"
        " uses are worth to others. A place is given only where the total is at most {stay}, and not always then.",
        "合计：岗位对此人的成本，加上按价格计算的所占名额、经费等对他人的价值。合计不超过 {stay} 元才可能安排。",
    ),
    "explain.dearer": Phrase(
        "Total: what the job costs for this person, and by the prices what it takes from others. A job that costs this"
        " person less can be dearer for all together.",
        "合计：岗位对此人的成本，加上按价格计算的占用他人机会的价值。对此人成本较低的岗位，对整体可能更贵。",
    ),
    "rule_of.first_come": Phrase("first come, first served (first_come)", "先到先得（first_come）"),
    "rule_of.serial": Phrase("in turn by priority (serial)", "按优先级依次挑选（serial）"),
    "rule_of.random_serial": Phrase("in turn by lot (random_serial)", "按抽签依次挑选（random_serial）"),
    "rule_of.deferred_persons": Phrase(
        "deferred acceptance, persons propose (deferred_persons)", "延迟接受，求职者提出（deferred_persons）"
    ),
    "rule_of.deferred_employers": Phrase(
        "deferred acceptance, employers propose (deferred_employers)", "延迟接受，单位提出（deferred_employers）"
    ),
    "rule_of.stable": Phrase("the cheapest stable plan (stable)", "成本最低的稳定方案（stable）"),
    "explain.by_rule": Phrase("A rule made this plan: {rule}.", "该方案由规则产生：{rule}。"),
    "explain.in_turn": Phrase(
        "A rule made this plan: {rule}; this person was served as number {turn} of {persons}.",
        "该方案由规则产生：{rule}；此人在 {persons} 人中排第 {turn} 位。",
    ),
    "explain.persons_rank": Phrase(
        "Persons rank jobs by these terms of the cost alone: {terms}.",
        "求职者只按成本中的以下各项对岗位排序：{terms}。",
    ),
    "explain.employers_rank": Phrase(
        "Employers rank persons by {terms}; of equals they take whoever is dearer to leave unplaced, then whoever the"
        " draw has first.",
        "单位按以下各项对求职者排序：{terms}；相同者先取不安排的权重较高者，再按抽签。",
    ),
    "explain.employers_ties": Phrase(
        "Employers take whoever is dearer to leave unplaced, then whoever the draw has first.",
        "单位先取不安排的权重较高者，再按抽签。",
    ),
    "explain.confirm_by_rule": Phrase(
        "the rule {rule!r} made this plan, for which no changes are told, so that there is nothing to confirm; leave"
        " out --confirm",
        "该方案由规则 {rule!r} 产生，不列出可改变结果的项目，无可确认；请去掉 --confirm",
    ),
    "explain.has_best": Phrase(
        "No job open to this person comes before what the person has.", "此人可去的岗位中没有排在其现有结果之前的。"
    ),
    "explain.better": Phrase(
        "Jobs open to this person that come before what the person has: {better}; filled: {full}.",
        "此人可去的岗位中有 {better} 个排在其现有结果之前，其中 {full} 个已满。",
    ),
    "explain.better_open": Phrase(
        "With vacancies left, which limits of the policy, or the rule's own objective, keep from being filled: {left}.",
        "{left} 个尚有名额，但因政策限额或规则本身的目标而未填满。",
    ),
    "explain.no_prices_of_rule": Phrase(
        "A rule knows no prices of places; options stand by cost.", "规则没有名额价格；以下按成本排列。"
    ),
    "explain.no_prices": Phrase(
        "Limits that hold whatever they cost, an order of objectives, or cases leave no single price of a place here;"
        " options stand by cost.",
        "该方案中有不计成本必须满足的限额、优先次序或分情形，名额没有单一价格；以下按成本排列。",
    ),
    "explain.household": Phrase(
        "Rules on households count too: what one member gets can depend on the others.",
        "另有户的规则：一人的安排可能取决于同户其他人。",
    ),
    "explain.flips": Phrase("What would give this person a place", "怎样改变可使此人得到安排"),
    "explain.no_flips": Phrase(
        "None of the changes of one thing that were tried would give this person a place.",
        "所试的单项改变都不能使此人得到安排。",
    ),
    "explain.untold": Phrase(
        "What would change it, the prices of this plan cannot tell: it is not proven by them, or has cases or stages.",
        "该方案的价格不足以判断怎样改变：尚未由价格证明最优，或分情形、分先后。",
    ),
    "explain.gain": Phrase("the whole plan would cost {gain} less", "总成本将减少 {gain}"),
    "explain.room": Phrase(
        "Where the job is full and no vacancy is added, somebody else is displaced, who has as good a place"
        " elsewhere or counts less.",
        "岗位已满而不增加名额时，须有他人让出名额：其另有同样好的去处，或权重较低。",
    ),
    "explain.tried": Phrase("What would not, by itself", "单独改变仍不能使此人得到安排的"),
    "explain.tried_row": Phrase(
        "{what}: opens {job}, but the plan would cost {behind} more{others}",
        "{what}：可去 {job}，但总成本将增加 {behind}{others}",
    ),
    "explain.tried_none": Phrase("{what}: opens no job{others}", "{what}：没有新的岗位{others}"),
    "explain.tried_others": Phrase(" (the nearest of {number} tried)", "（所试 {number} 项中最接近的）"),
    "explain.tried_number": Phrase(" ({number} tried)", "（所试 {number} 项）"),
    "explain.untried": Phrase("Changes of two things at once were not tried.", "未试同时改变两项。"),
    "tried.region": Phrase("another region", "另一意向地区"),
    "tried.job_type": Phrase("another job type", "另一意向工种"),
    "tried.max_tier": Phrase("no limit to how far", "不限外出范围"),
    "tried.min_wage": Phrase("a lower wage", "降低期望工资"),
    "tried.skill": Phrase("another skill", "另一技能"),
    "tried.available_from": Phrase("to be available at once", "随时可上岗"),
    "explain.flip": Phrase("{what} → {job} ({gain}){sure}", "{what} → {job}（{gain}）{sure}"),
    "explain.unsure": Phrase("; by the prices, others may come first", "；按价格推断，也可能先轮到他人"),
    "explain.confirmed": Phrase("; confirmed by solving again", "；已重新求解确认"),
    "explain.denied": Phrase("; solved again: no place", "；重新求解：仍未安排"),
    "flip.region": Phrase("agree to {name} as well", "增加意向地区：{name}"),
    "flip.job_type": Phrase("agree to the job type {name} as well", "增加意向工种：{name}"),
    "flip.max_tier": Phrase("set no limit to how far", "不限外出范围"),
    "flip.min_wage": Phrase("ask for {name} yuan a month less", "期望月薪降低 {name} 元"),
    "flip.skill": Phrase("have the skill {name}{courses}", "具备技能 {name}{courses}"),
    "flip.courses": Phrase(" (taught by {courses})", "（可由“{courses}”培训）"),
    "flip.available_from": Phrase("be available at once", "随时可上岗"),
    "flip.vacancy": Phrase("one more vacancy at {name}", "{name} 增加一个名额"),
    "explain.post": Phrase(
        "{job}{region}: {filled} of {vacancies} vacancies filled.",
        "{job}{region}：{vacancies} 个名额已安排 {filled} 人。",
    ),
    "explain.worth": Phrase("One vacancy more would save {price} yuan.", "增加一个名额可节约 {price} 元。"),
    "explain.persons": Phrase("For which of the {persons} persons it is open", "对 {persons} 名求职者中的哪些人开放"),
    "explain.open_to": Phrase(
        "Eligible: {eligible}; here {here}, in another job {elsewhere}, in none {unplaced}",
        "符合条件：{eligible} 人；在此岗位 {here}，在其他岗位 {elsewhere}，未安排 {unplaced}",
    ),
    "explain.nearest": Phrase(
        "The one of the others who is nearest to coming is {amount} yuan better off as it is.",
        "其余符合条件者中最接近者，维持现状仍优 {amount} 元。",
    ),
    "explain.one_rule": Phrase("Kept away by one thing alone", "仅因一项条件不符者"),
    "explain.persons_more": Phrase("{rule}: {persons}", "{persons} 人：{rule}"),
    "explain.lack": Phrase(
        "of them, lack {skill}{courses}: {persons}{come}", "其中 {persons} 人缺少 {skill}{courses}{come}"
    ),
    "explain.held_back": Phrase(
        "Persons without a place who could have the vacancies for less than staying counts, but limits keep them out:"
        " {persons}",
        "{persons} 名未安排者可以低于不安排的成本补上空缺，但受限额约束",
    ),
    "explain.held_back_rules": Phrase(
        "Persons without a place who could have the vacancies for less than staying counts, but limits, or rules on"
        " households and groups, keep them out: {persons}",
        "{persons} 名未安排者可以低于不安排的成本补上空缺，但受限额或户、结伴规则约束",
    ),
    "explain.limit": Phrase("{limit}: {persons} of them", "{limit}：{persons} 人"),
    "explain.lack_come": Phrase("; would come without it: {come}", "；如不要求则有 {come} 人会来"),
    "explain.raises": Phrase("What a higher wage would bring, by the prices", "提高工资的效果（按价格推断）"),
    "explain.raise": Phrase(
        "{more} yuan more ({wage}): eligible {eligible}, would come {come}",
        "提高 {more} 元（{wage} 元）：{eligible} 人符合条件，{come} 人会来",
    ),
    "alone.tier": Phrase("live farther away than they agreed to go", "超出本人同意的外出范围"),
    "alone.region": Phrase("did not agree to the region", "未同意该地区"),
    "alone.job_type": Phrase("did not agree to the job type", "未同意该工种"),
    "alone.offer": Phrase("face a job without contract, insurance or known wage", "岗位无合同或社保，或工资不明"),
    "alone.wage": Phrase("ask for more than it pays", "期望工资高于该岗位"),
    "alone.skills": Phrase("lack a skill that it requires", "技能不足"),
    "alone.job_age": Phrase("are outside its age limits", "年龄不符"),
    "alone.dates": Phrase("are not available when it starts", "上岗日期前不能到岗"),
    "alone.pairs": Phrase("are not paired with it in the table of pairs", "配对表中没有"),
    "alone.decisions": Phrase("are ruled out by decisions", "被已作出的决定排除"),
    "alone.person": Phrase("are not looking, under age, or withdrew", "不求职、未满就业年龄或已退出"),
    "rule.person": Phrase(
        "since the person is not looking, under age, or withdrew", "本人不求职、未满就业年龄或已退出"
    ),
    "rule.tier": Phrase("farther than the person agreed to go", "超出本人同意的外出范围"),
    "rule.region": Phrase("in regions not agreed to", "不在意向地区"),
    "rule.job_type": Phrase("of job types not agreed to", "不是意向工种"),
    "rule.offer": Phrase("without contract or insurance, or of unknown wage", "无合同或社保，或工资不明"),
    "rule.wage": Phrase("pay less than asked for", "工资低于期望"),
    "rule.skills": Phrase("require skills that are missing", "技能不足"),
    "rule.job_age": Phrase("have other age limits", "年龄不符"),
    "rule.dates": Phrase("start too early", "上岗日期过早"),
    "rule.pairs": Phrase("not in the table of pairs", "不在配对表中"),
    "rule.decisions": Phrase("ruled out by decisions", "被已作出的决定排除"),
    "asks.home": Phrase("home {value}", "户籍地 {value}"),
    "asks.age": Phrase("age {value}", "年龄 {value}"),
    "asks.priority": Phrase("priority {value}", "优先类别 {value}"),
    "asks.status": Phrase("status {value}", "状态 {value}"),
    "asks.wish_regions": Phrase("would go to any of {value}", "意向地区 {value}"),
    "asks.max_tier": Phrase("at most {value}", "最远 {value}"),
    "asks.wish_job_types": Phrase("would work as {value}", "意向工种 {value}"),
    "asks.min_wage": Phrase("for at least {value} yuan a month", "最低月薪 {value} 元"),
    "asks.wish_wage": Phrase("hopes for {value}", "期望月薪 {value} 元"),
    "asks.skills": Phrase("can do {value}", "技能 {value}"),
    "asks.available_from": Phrase("from {value}", "{value} 起可上岗"),
    "asks.all.wish_job_types": Phrase("anything", "任何工种"),
    "asks.all.wish_regions": Phrase("all regions", "不限地区"),
    "farthest.county": Phrase("the home county", "县内"),
    "farthest.prefecture": Phrase("the home prefecture", "市州内"),
    "farthest.province": Phrase("the home province", "省内"),
    "farthest.outside": Phrase("anywhere", "省外"),
    "term.skill": Phrase("missing skills", "技能差距"),
    "term.wage": Phrase("wage below the wish", "工资低于期望"),
    "term.distance": Phrase("travel", "路费"),
    "term.tier": Phrase("away from home", "离家层级"),
    "term.preference": Phrase("order of wishes", "意向次序"),
    "term.retention": Phrase("risk of leaving early", "离岗风险"),
    "term.subsidy": Phrase("subsidy", "补贴"),
    "term.change": Phrase("change", "变动"),
    "term.extra": Phrase("extra", "其他"),
}
