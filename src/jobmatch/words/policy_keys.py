"""What the policy document that `jobmatch policy` prints says of its keys, and what it ends with."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

POLICY_KEYS: dict[str, Phrase] = {
    "key.as_of": Phrase(
        "The day on which ages are counted; where absent, today (recorded in the run).",
        "计算年龄的日期；不写则为当天（记入运行目录）。",
    ),
    "key.quantum": Phrase(
        "The unit that costs are rounded to, one of 1, 0.1, 0.01, … 1e-9.",
        "成本舍入的最小单位：1、0.1、0.01……1e-9。",
    ),
    "key.rules.looking": Phrase(
        "Values of `status` that say the person is looking.",
        "`status` 列中表示正在求职的值。",
    ),
    "key.rules.home_county": Phrase(
        "Whether a blank `wish_regions` agrees to the home's county.",
        "`wish_regions` 为空是否视为同意户籍所在县。",
    ),
    "key.rules.wage_tolerance": Phrase(
        "Yuan a month by which an offer may miss `min_wage`.",
        "月薪可低于 `min_wage` 多少元。",
    ),
    "key.rules.unknown_wage": Phrase(
        "Whether a job with an unknown wage may be assigned.",
        "工资不明的岗位可否安排。",
    ),
    "key.skill.weight": Phrase(
        "Yuan a month for each missing level.",
        "每缺一级技能，每月多少元。",
    ),
    "key.skill.weights": Phrase(
        "The same for single skills, by code.",
        "同上，按技能代码单独规定。",
    ),
    "key.skill.max_missing": Phrase(
        "Missing levels beyond which a pair is not eligible.",
        "所缺级数超过此数即不符合条件。",
    ),
    "key.skill.absent": Phrase(
        "Whether a skill not held at all may count as missing levels.",
        "完全不具备的技能可否按所缺级数计。",
    ),
    "key.skill.course_day": Phrase(
        "Yuan, once, for each day of a course that is taken before the job begins.",
        "上岗前每培训一天多少元（一次性）。",
    ),
    "key.wage.weight": Phrase(
        "Yuan of cost for each yuan a month below the wish.",
        "月薪每低于期望 1 元，成本多少元。",
    ),
    "key.wage.wish_ratio": Phrase(
        "Wish as a multiple of `min_wage`, where `wish_wage` is blank.",
        "`wish_wage` 为空时，期望月薪为 `min_wage` 的多少倍。",
    ),
    "key.wage.unknown": Phrase(
        "What an unknown wage counts as, in yuan a month.",
        "工资不明按每月多少元计。",
    ),
    "key.distance.trips": Phrase(
        "Single journeys over the horizon.",
        "规划期内的单程次数。",
    ),
    "key.distance.detour": Phrase(
        "Kilometres travelled for each kilometre of great circle.",
        "实际里程与直线距离之比。",
    ),
    "key.distance.table": Phrase(
        "A file with columns from, to, km; relative to the policy document.",
        "距离表文件，列为 from、to、km；路径相对于本文件。",
    ),
    "key.retention.loss": Phrase(
        "Yuan lost when a person leaves early, once.",
        "提前离岗的损失，元（一次性）。",
    ),
    "key.retention.default_stay": Phrase(
        "Probability of staying where the column `stay` has a blank cell.",
        "`stay` 列为空时的留岗概率。",
    ),
    "key.subsidy.amount": Phrase(
        "Yuan, once (`fixed`), a month (`monthly`), a day of the course (`daily`), a head (`agency`).",
        "元：一次（`fixed`）、每月（`monthly`）、培训每天（`daily`）、每人（`agency`）。",
    ),
    "key.subsidy.months": Phrase(
        "Months that are paid (`monthly`); absent: the horizon.",
        "发放月数（`monthly`）；不写则为整个规划期。",
    ),
    "key.subsidy.share": Phrase(
        "Part of the ticket that is paid (`ticket`).",
        "补贴票价的比例（`ticket`）。",
    ),
    "key.subsidy.trips": Phrase(
        "Single journeys paid (`ticket`).",
        "补贴的单程次数（`ticket`）。",
    ),
    "key.subsidy.cap": Phrase(
        "Most that is paid once (`ticket`).",
        "一次最多补贴多少元（`ticket`）。",
    ),
    "key.subsidy.weight": Phrase(
        "What a yuan counts in the cost; 0 so that money under a budget is not counted twice.",
        "补贴每 1 元计入成本多少元；写 0 则受预算约束的钱不重复计。",
    ),
    "key.subsidy.relieves": Phrase(
        "The burden of the person that it lowers.",
        "所减轻的个人负担。",
    ),
    "key.change.cost": Phrase(
        "Yuan a month for each open proposal that is not kept.",
        "每改变一个未答复的推荐，每月多少元。",
    ),
    "key.objective.order": Phrase(
        "Stages, the first counts most; each is one of fair:COLUMN (first only), placed, placed:CLASS, tier:TIER"
        " (county,"
        " prefecture, province), local (these three), households, cost.",
        "目标的先后，首位最重要：fair:列名（仅可在首位）、placed、placed:类别、tier:层级（county、"
        "prefecture、province）、local（前述三级）、households、cost。",
    ),
    "key.quota.lower_rate": Phrase(
        "A part of the group's persons on the list, in place of the number.",
        "该组清单人数的比例，代替人数。",
    ),
    "key.quota.soft": Phrase(
        "Yuan for each whole unit short or over; where absent, the quota is hard.",
        "每短缺或超出 1 人多少元；不写则为硬性限额。",
    ),
    "key.quota.rigidity": Phrase(
        "How hard it is for a hard limit to give way by one, against others (`jobmatch diagnose`).",
        "硬性限额让步 1 人的难度，与其他限额相比（`jobmatch diagnose`）。",
    ),
    "key.budget.usage": Phrase(
        "A subsidy, placements, course_seats, course_days, course_cost, a column of the pairs,"
        " persons.COLUMN or jobs.COLUMN.",
        "一项补贴、placements、course_seats、course_days、course_cost、人岗对的列、persons.列名 或 jobs.列名。",
    ),
    "key.budget.share_of": Phrase(
        "A priority class, or a column of the seekers, by which `limit_total` is shared out among the groups.",
        "按优先类别或求职者的某列，把 `limit_total` 分摊到各组。",
    ),
    "key.household.bonus": Phrase(
        "Yuan a month that the first member placed is worth on top.",
        "户内首位获安排者另值每月多少元。",
    ),
    "key.household.max_out": Phrase(
        "Most members placed.",
        "每户最多安排几人。",
    ),
    "key.household.together": Phrase(
        'Members who share a `together_id` go to the same "employer" or "region@LEVEL", or all stay.',
        '`together_id` 相同者去同一 "employer" 或 "region@级别"，否则都不去。',
    ),
    "key.choice.persons": Phrase(
        "Terms by whose sum persons rank jobs, the least first; where a pairs file has the costs, by these.",
        "求职者按这些成本项之和排序，小者优先；人岗对文件给出成本时按该成本。",
    ),
    "key.choice.employers": Phrase(
        "Terms by whose sum employers rank persons, the least first.",
        "单位按这些成本项之和对人排序，小者优先。",
    ),
    "key.choice.score": Phrase(
        "A column by which employers rank persons instead, the greatest first: persons.COLUMN or pairs.COLUMN.",
        "改按某列对人排序，大者优先：persons.列名 或 pairs.列名。",
    ),
    "key.choice.blocking": Phrase(
        "Blocking pairs that the rule `stable` may leave.", "规则 `stable` 允许保留的不稳定对数。"
    ),
    "key.choice.arrival": Phrase(
        "A column of the seekers by which `first_come` serves, the least first; absent: the draw.",
        "`first_come` 按求职者的这一列先后安排，小者在先；不写则按抽签次序。",
    ),
    "key.course.teaches": Phrase(
        "skill:level, several with a semicolon.",
        "技能:等级，多项用分号隔开。",
    ),
    "key.course.cost": Phrase(
        "Yuan of public money for each participant.",
        "每名学员的公共经费，元。",
    ),
    "key.course.region": Phrase(
        "Where it is held.",
        "开班地点。",
    ),
    "key.course.ordered_by": Phrase(
        "The employer for whose jobs alone it is.",
        "只为该用人单位的岗位开设。",
    ),
    "key.course.weight": Phrase(
        "What a yuan of `cost` counts in the cost.",
        "`cost` 每 1 元计入成本多少元。",
    ),
    "policy_text.header": Phrase(
        """\
# A jobmatch policy with every default written out: keep the lines you change, delete the rest.
# docs/model.md defines each key exactly. Yuan a month unless it says otherwise.""",
        """\
# jobmatch 政策文件，列出全部默认值：保留要改的行，其余删去。
# 各键的准确定义见 docs/model.md。除另有说明外，单位为元/月。""",
    ),
    "policy_text.quotas": Phrase(
        """\
# Quotas, as many as you like (docs/levers.md). Take the marks # away where one is wanted.
# [[quota]]
# name = "Huayuan's part"
# persons = {{ home = "433124" }}         # who counts; jobs = {{ … }} and pairs = {{ tier = ["outside"] }} likewise
# lower = 40                            # or upper = …; hard
# [[quota]]
# name = "the poor"
# persons = {{ priority = "registered_poor" }}
# lower_share = 0.15                    # a part of all placements; or upper_share = …
# soft = 500.0                          # yuan for each unit short or over, instead of hard
# [[quota]]
# name = "parity"
# per = "persons.home@county"           # one such quota for each value
# lower_rate = 0.2                      # a part of the group's persons; or upper_rate = …
# [[quota]]
# name = "shift"
# per = "jobs.employer_id"              # lower_column = "…" takes the limit from the list
# lower = 8
# all_or_none = true                    # nobody, or at least so many""",
        """\
# 配额，数量不限（docs/levers.md）。需要时去掉行首的 #。
# [[quota]]
# name = "花垣县份额"
# persons = {{ home = "433124" }}         # 计哪些人；jobs = {{ … }} 和 pairs = {{ tier = ["outside"] }} 同理
# lower = 40                            # 或 upper = …；硬性
# [[quota]]
# name = "建档立卡"
# persons = {{ priority = "registered_poor" }}
# lower_share = 0.15                    # 占全部安排人数的比例；或 upper_share = …
# soft = 500.0                          # 每短缺或超出 1 人多少元，代替硬性
# [[quota]]
# name = "各县均衡"
# per = "persons.home@county"           # 每个值一个配额
# lower_rate = 0.2                      # 占该组人数的比例；或 upper_rate = …
# [[quota]]
# name = "班组"
# per = "jobs.employer_id"              # lower_column = "…" 则取自清单的列
# lower = 8
# all_or_none = true                    # 要么没有，要么至少这么多人""",
    ),
    "policy_text.budgets": Phrase(
        """\
# Money and courses, as many as you like (docs/levers.md, sections 7 and 8).
# [[subsidy]]                           # what a placement draws (docs/model.md, section 4)
# name = "travel"
# form = "ticket"                       # a share of the ticket; or fixed, monthly, daily, agency with amount = …
# cap = 300.0
# relieves = "distance"                 # the burden of the person that it lowers
# [[subsidy]]
# name = "allowance"
# form = "daily"                        # yuan for each day of the course
# amount = 20.0
# [[budget]]
# name = "travel money"
# usage = "travel"                      # a subsidy, placements, course_seats, course_days, course_cost, or a column
# limit = 100000.0                      # for all together; hard
# [[budget]]
# name = "allowances by county"
# usage = "allowance"
# per = "persons.home@county"           # one for each value; limit_column = "…" takes it from the list
# limit_total = 900000.0                # or, as here, a part of this by
# share_of = "registered_poor"          # the persons of this class
# [[course]]
# name = "welding, basic"
# teaches = "welding:2"                 # skill:level, several with ;
# days = 30
# cost = 1800.0                         # yuan of public money for each participant
# seats = 120                           # absent: no limit
# min_class = 15                        # held with at least so many, or not at all
# region = "433124"                     # where it is held; ordered_by = "E17": only for this employer's jobs""",
        """\
# 经费与培训，数量不限（docs/levers.md 第 7、8 节）。
# [[subsidy]]                           # 安排一人所用的补贴（docs/model.md 第 4 节）
# name = "路费"
# form = "ticket"                       # 票价的一部分；或 fixed、monthly、daily、agency，用 amount = …
# cap = 300.0
# relieves = "distance"                 # 所减轻的个人负担
# [[subsidy]]
# name = "生活补助"
# form = "daily"                        # 培训每天多少元
# amount = 20.0
# [[budget]]
# name = "路费预算"
# usage = "路费"                        # 一项补贴、placements、course_seats、course_days、course_cost 或某列
# limit = 100000.0                      # 合计；硬性
# [[budget]]
# name = "分县补助预算"
# usage = "生活补助"
# per = "persons.home@county"           # 每个值一个预算；limit_column = "…" 则取自清单的列
# limit_total = 900000.0                # 或如此处：按下列各组分摊此数
# share_of = "registered_poor"          # 该类别的人数
# [[course]]
# name = "电焊初级"
# teaches = "电焊:2"                    # 技能:等级，多项用 ; 隔开
# days = 30
# cost = 1800.0                         # 每名学员的公共经费，元
# seats = 120                           # 不写则不限
# min_class = 15                        # 至少这么多人才开班
# region = "433124"                     # 开班地点；ordered_by = "E17"：只为该单位的岗位""",
    ),
}
"""By the dotted name of the key, under ``key.<name>``: in English what the schema of the document says."""
