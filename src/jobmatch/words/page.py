"""What the report page says."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

PAGE: dict[str, Phrase] = {
    "page.title": Phrase("Plan report", "安排方案报告"),
    "page.run": Phrase("Run {run}", "运行 {run}"),
    "page.missing": Phrase(
        "the report page needs further packages; install them with: pip install 'jobmatch[report]'",
        "报告页面需要其他软件包；请运行：pip install 'jobmatch[report]'",
    ),
    "page.number": Phrase("number", "数量"),
    "page.numbers": Phrase("The numbers", "数据"),
    "page.from": Phrase("From {files}", "来自 {files}"),
    "page.search": Phrase("Search", "搜索"),
    "page.rows": Phrase("{rows} rows", "{rows} 行"),
    "page.proof": Phrase("How good the plan is", "方案的质量"),
    "page.funnel": Phrase("From the list to a place", "从登记到安排"),
    "page.funnel.text": Phrase(
        "Willing: looking for work, of working age, and agreed to some region. Eligible: some job passes all rules.",
        "有意愿：正在求职、达到就业年龄并同意前往某些地区。符合条件：至少有一个岗位满足全部规则。",
    ),
    "page.funnel.registered": Phrase("registered", "登记"),
    "page.funnel.willing": Phrase("willing", "有意愿"),
    "page.funnel.eligible": Phrase("eligible", "符合条件"),
    "page.funnel.placed": Phrase("placed", "已安排"),
    "page.tiers": Phrase("How far from home", "离家远近"),
    "page.tier.county": Phrase("in the home county", "县内"),
    "page.tier.prefecture": Phrase("in the home prefecture", "市州内"),
    "page.tier.province": Phrase("in the home province", "省内"),
    "page.tier.outside": Phrase("outside the province", "省外"),
    "page.reasons": Phrase("Why persons are not placed", "未安排的原因"),
    "page.flows": Phrase("From home county to workplace", "从户籍县到工作地"),
    "page.flows.more": Phrase(
        "The {shown} largest flows of {all} are drawn.",
        "图中为 {all} 条流向中最大的 {shown} 条。",
    ),
    "page.wages": Phrase("Wages", "工资"),
    "page.wages.text": Phrase(
        "Yuan a month, in steps of {step}: what vacancies offer, the least that seekers would take, what those placed"
        " get.",
        "元/月，每 {step} 元一档：岗位所提供、求职者的最低期望、已安排者所得。",
    ),
    "page.wages.axis": Phrase("yuan a month", "元/月"),
    "page.wages.offer": Phrase("offered (vacancies)", "岗位提供（名额）"),
    "page.wages.wish": Phrase("least asked (seekers)", "最低期望（求职者）"),
    "page.wages.placed": Phrase("placed", "已安排"),
    "page.skills": Phrase("Skills", "技能"),
    "page.skills.text": Phrase(
        "Vacancies that require a skill, and seekers who have it at any level. Where few have what many vacancies"
        " require, a course would help.",
        "需要该技能的名额数，及具备该技能（不论等级）的求职者数。需求多而具备者少的技能，宜开设培训。",
    ),
    "page.skills.asked": Phrase("vacancies that require it", "需要的名额"),
    "page.skills.held": Phrase("seekers who have it", "具备的求职者"),
    "page.training": Phrase("Courses that would help", "有帮助的培训"),
    "page.training.text": Phrase(
        "For whom without a place a course in one skill would be the best way to one, at the prices of this plan, and"
        " by how much the plan would become cheaper for each, singly. Persons beyond the open vacancies would take"
        " others' places.",
        "在未安排者中，学会某一项技能即为其最佳出路的人数（按本方案的价格计算），及每增加一人平均可节约的成本。超出空缺名额的部分将占用他人的名额。",
    ),
    "page.changes": Phrase("Against the plan in force", "与现行方案相比"),
    "page.persons": Phrase("Persons", "人员查询"),
    "page.persons.found": Phrase("found; the first {most} are shown", "条记录；显示前 {most} 条"),
    "page.persons.old": Phrase(
        "This browser cannot unpack the list of persons; use a newer one, or the workbook.",
        "此浏览器无法打开人员名单；请更换新版浏览器，或使用 Excel 工作簿。",
    ),
    "page.prices": Phrase("Where a vacancy is worth most", "名额价值"),
    "page.prices.text": Phrase(
        "What one vacancy more would save, in yuan, averaged over the vacancies of each city.",
        "各市增加一个名额可节约的成本（元），按名额平均。",
    ),
    "page.prices.price": Phrase("worth (yuan)", "价值（元）"),
    "page.prices.vacancies": Phrase("vacancies", "名额"),
    "page.counties": Phrase("Home counties", "户籍县"),
    "page.employers": Phrase("Employers", "用人单位"),
    "page.limits": Phrase("Limits", "限额"),
    "page.households": Phrase(
        "Households with somebody placed: {covered} of {all}.", "有人得到安排的家庭：{all} 户中 {covered} 户。"
    ),
    "page.who": Phrase(
        "Sums over groups only; single persons stand in the tables of the run.",
        "仅含汇总数据；个人信息见运行目录中的表格。",
    ),
    "page.who.persons": Phrase(
        "Holds single persons by their ids: pass it on as carefully as the lists.",
        "含个人信息（按编号）：请与名单同样妥善保管。",
    ),
    "column.persons": Phrase("persons it would help", "可受益人数"),
    "column.gain": Phrase("gain each (yuan)", "人均节约（元）"),
    "column.registered": Phrase("registered", "登记"),
    "column.placed": Phrase("placed", "已安排"),
    "column.away": Phrase("outside the county", "县外"),
    "column.share": Phrase("share placed", "安排比例"),
    "column.destination": Phrase("destination", "目的地"),
    "column.skill": Phrase("skill", "技能"),
    "column.asked": Phrase("vacancies that require it", "需要的名额"),
    "column.open": Phrase("of these open", "其中空缺"),
    "column.held": Phrase("seekers who have it", "具备的求职者"),
    "column.city": Phrase("city", "市"),
    "column.jobs": Phrase("jobs", "岗位"),
    "column.what": Phrase("of", "类别"),
    "column.number": Phrase("number", "数量"),
    "column.name": Phrase("name", "名称"),
}
