"""What is said of single persons: why this place, why none, and what would change it."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

EXPLAINED: dict[str, Phrase] = {
    "explain.placed": Phrase("{person} is placed at {job}{region}{route}.", "{person} 已安排到 {job}{region}{route}。"),
    "explain.unplaced": Phrase("{person} is not placed: {reason}.", "{person} 未安排：{reason}。"),
    "explain.by_course": Phrase(", after the course {route}", "，经培训“{route}”"),
    "explain.bound": Phrase("A decision binds the person to this place.", "该安排由已作出的决定所约束。"),
    "explain.cost": Phrase("What it costs: {terms} = {cost} yuan.", "成本：{terms} = {cost} 元。"),
    "explain.comes_to": Phrase(
        "With what it takes from others ({charges}) it comes to {comes_to}; to leave this person"
        " without a place would count {stay}.",
        "加上占用他人机会的价值（{charges}）共计 {comes_to} 元；不安排计 {stay} 元。",
    ),
    "explain.stay": Phrase("To leave this person without a place counts as {stay} yuan.", "不安排此人计 {stay} 元。"),
    "explain.rules": Phrase("Which of the {jobs} jobs are open to this person", "{jobs} 个岗位中哪些对此人开放"),
    "explain.left": Phrase("{left} left", "余 {left}"),
    "explain.eligible": Phrase("Open jobs: {jobs}", "符合条件的岗位：{jobs}"),
    "explain.others": Phrase("Other jobs that are open, the nearest first", "其他符合条件的岗位，由近及远"),
    "explain.options": Phrase("The jobs that are open, the nearest first", "符合条件的岗位，由近及远"),
    "explain.job": Phrase("job", "岗位"),
    "explain.region": Phrase("where", "工作地"),
    "explain.cost_column": Phrase("costs", "成本"),
    "explain.charge_column": Phrase("worth to others", "对他人的价值"),
    "explain.sum_column": Phrase("comes to", "合计"),
    "explain.behind_column": Phrase("behind by", "相差"),
    "explain.held_column": Phrase("held by", "已安排者"),
    "explain.behind": Phrase(
        "A place goes where it saves most. “Worth to others”: what the place, and money, seats or quotas that come with"
        " it, would save elsewhere; “behind by”: how much cheaper the job would have to be for this person.",
        "岗位安排给总成本节约最多的人。“对他人的价值”是该名额及所占经费、培训名额用于他人可节约的成本；“相差”是此人的成本还须降低多少。",
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
        "No single change that was tried would give this person a place.", "所试的单项改变都不能使此人得到安排。"
    ),
    "explain.untold": Phrase(
        "What would change it, the prices of this plan cannot tell: it is not proven by them, or has cases or stages.",
        "该方案的价格不足以判断怎样改变：尚未由价格证明最优，或分情形、分先后。",
    ),
    "explain.gain": Phrase("the whole plan would cost {gain} less", "总成本将减少 {gain}"),
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
    "explain.persons_more": Phrase("{persons} who {rule}", "{persons} 人：{rule}"),
    "explain.lack": Phrase("{persons} of them lack {skill}{courses}", "其中 {persons} 人缺少 {skill}{courses}"),
    "explain.raises": Phrase("What a higher wage would bring, by the prices", "提高工资的效果（按价格推断）"),
    "explain.raise": Phrase(
        "{more} yuan more ({wage}): {eligible} eligible, {come} would come",
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
    "term.skill": Phrase("skills", "技能"),
    "term.wage": Phrase("wage", "工资"),
    "term.distance": Phrase("distance", "距离"),
    "term.tier": Phrase("tier", "层级"),
    "term.preference": Phrase("preference", "意向"),
    "term.retention": Phrase("retention", "稳定"),
    "term.subsidy": Phrase("subsidy", "补贴"),
    "term.change": Phrase("change", "变动"),
    "term.extra": Phrase("extra", "其他"),
}
