"""The help of each command: what it does, what to know before, and calls that work.

Under ``help.<command>``; ``help`` is the application's own. The first paragraph is what the list of commands
says of the command.
"""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase
from jobmatch.words.help_of import help_of

HELPS: dict[str, Phrase] = {
    "help": Phrase(
        "Two lists in, a proven plan out: who gets which job at the least cost, and the proof that none can beat it.",
        "输入求职清单和岗位清单，得到成本最低的人岗安排方案，并证明没有更好的方案。",
    ),
    "help.epilog": Phrase(
        "Start with: jobmatch demo, or with lists of your own: jobmatch template",
        "初次使用，请运行 jobmatch demo；使用自己的清单，请先运行 jobmatch template",
    ),
    "help.demo": help_of(
        (
            "Plan the 2016 pilot's main job, from nothing: generate two lists, solve, save, verify.",
            "The lists are artificial, with the figures of Xiangxi in 2016, and are written and read as files: into a"
            " folder beside the run, named like it with -lists at the end. Both are replaced if they are there.",
        ),
        (
            "演示全过程：生成两张清单，求解、保存并核验 2016 年试点规模的方案。",
            "清单为虚拟数据，按 2016 年湘西试点的数字生成，写成文件后再读入；清单放在运行目录旁边的文件夹中，"
            "名称为运行目录名加 -lists。两者如已存在，将被替换。",
        ),
        "jobmatch demo",
        "jobmatch demo --scale 0.1 --out runs/small",
    ),
    "help.generate": help_of(
        (
            "Write artificial lists and a policy: no real person, real proportions.",
            "Presets: xiangxi-2016, yunxi-2016, fair-2016, changsha-2016, and national, which has up to ten million"
            " seekers.",
        ),
        (
            "生成虚拟的求职清单、岗位清单和政策文件：人员均为虚构，比例与实际相符。",
            "预设：xiangxi-2016（湘西）、yunxi-2016（郧西）、fair-2016（招聘会）、changsha-2016（长沙）；"
            "national（全国）"
            "最多一千万名求职者。",
        ),
        "jobmatch generate fair-2016 --out fair --format xlsx",
        "jobmatch generate national --out national --seekers 1000000 --jobs 20000 --format parquet",
    ),
    "help.template": help_of(
        ("Write the two lists as empty Excel files: headers with notes, drop-downs, and cells that keep ids as text.",),
        ("生成两张空白的 Excel 清单供填写：表头带说明，可下拉选择，编号按文本保存。",),
        "jobmatch template --lang zh --out lists",
    ),
    "help.check": help_of(
        (
            "List every fault of the two lists: file, row, column, value, what to do.",
            "The faults go to the screen and to issues.csv in the current folder (another place: --out).",
            "Errors stop a plan (exit code 1); warnings do not.",
        ),
        (
            "检查两张清单，列出全部问题：文件、行、列、值和处理办法。",
            "问题显示在屏幕上，并写入当前文件夹的 issues.csv（可用 --out 另行指定）。",
            "有错误则不能编制方案（退出码 1）；警告不影响。",
        ),
        "jobmatch check seekers.xlsx jobs.csv",
        "jobmatch check seekers.xlsx jobs.csv --policy policy.toml --out faults.csv",
    ),
    "help.pairs": help_of(
        (
            "Write all eligible pairs: person, job, one column a cost term, cost.",
            "For own studies, or another solver: some twenty million rows at pilot size (prefer .parquet), each"
            " person's rows together.",
        ),
        (
            "写出全部符合条件的人岗组合：求职者、岗位、各项成本和总成本。",
            "供自行分析或其他求解器使用：试点规模约有两千万行（宜用 .parquet），同一人的各行相连。",
        ),
        "jobmatch pairs seekers.csv jobs.csv --out pairs.parquet",
    ),
    "help.solve": help_of(
        (
            "Find the plan of least cost, prove it, and save it as a run directory.",
            "Exit codes: 0 optimal, or within the gap asked for; 1 a fault that the message names; 3 no plan keeps all"
            " the rules; 4 stopped by a limit with a plan; 5 stopped without one. Ctrl-C ends with the best plan so"
            " far.",
        ),
        (
            "求出成本最低的方案，证明其最优，并保存为运行目录。",
            "退出码：0 已最优，或已达到所要求的差距；1 有错误，见提示；3 没有方案能同时满足全部规则；"
            "4 因限制提前停止，已有方案；5 提前停止，尚无方案。按 Ctrl-C 即停止，并保留当时的最好方案。",
        ),
        "jobmatch solve seekers.xlsx jobs.csv --out runs/august",
        "jobmatch solve seekers.xlsx jobs.csv -p policy.toml --time-limit 600 --out runs/august",
        "jobmatch solve seekers.xlsx jobs.csv --plan runs/august --decisions answers.xlsx --out runs/september",
        "jobmatch solve --ledger work.db --policy policy.toml --out runs/october",
    ),
    "help.verify": help_of(
        (
            "Check a run again from its files alone: every rule, every cost, the bound.",
            "Shares no code with the solvers. Exit code 0 only if everything holds.",
        ),
        (
            "仅凭运行目录中的文件重新核验方案：全部规则、各项成本和下界。",
            "核验程序与求解程序没有共用代码。全部通过时退出码才为 0。",
        ),
        "jobmatch verify runs/august",
    ),
    "help.report": help_of(
        (
            "Write a run as a page to look at (.html) and as a workbook to hand out (.xlsx).",
            "The page: figures, charts and tables of sums, in one file that refers to nothing else. The workbook: lists"
            " by employer and by home county, who stays and why, jobs and what one more vacancy is worth.",
            "Persons stand in the workbook by their person_id, as in the run's own tables, and by name with --names;"
            " the page holds sums only, unless --with-persons.",
        ),
        (
            "把结果写成可查看的报告页面（.html）和可分发的工作簿（.xlsx）。",
            "报告页面：数字、图和汇总表，单个文件，不引用外部内容。工作簿：按用人单位和户籍所在县分列的名单、"
            "未安排人员及原因、各岗位录用情况及增加一个名额的价值。",
            "工作簿中的人员以 person_id 标识，与运行目录中的表一致，用 --names 时写出姓名；报告页面只有汇总数，用"
            " --with-persons 时除外。",
        ),
        "jobmatch report runs/august --lang zh",
        "jobmatch report runs/august --out august.xlsx --names seekers.xlsx",
        "jobmatch report runs/august --out august.html --with-persons",
    ),
    "help.explain": help_of(
        (
            "Say why a person has this place, or none; or why a job is filled, or not; and what would change it.",
            "Reads the run alone. Nothing of what it prints says who anybody else is.",
        ),
        (
            "说明某人为何得到这个岗位或未安排、某岗位为何招满或未招满，以及怎样才会改变。",
            "只读取运行目录。所显示的内容不会透露其他人是谁。",
        ),
        "jobmatch explain runs/august --person HY-001",
        "jobmatch explain runs/august --person HY-001 --confirm",
        "jobmatch explain runs/august --job GW-03",
    ),
    "help.worth": help_of(
        (
            "Rank what one more of is worth how much: vacancies by job, employer and region; quotas, budgets, seats.",
            "Reads the run alone, unless --ranges asks to solve again.",
        ),
        (
            "按价值排列：增加一个单位各能节约多少，包括各岗位、单位和地区的名额，以及限额、预算和培训名额。",
            "只读取运行目录；用 --ranges 时还会重新求解。",
        ),
        "jobmatch worth runs/august",
        "jobmatch worth runs/august --top 10 --ranges 3",
    ),
    "help.audit": help_of(
        (
            "Say how fair a plan is: how groups of persons fared, how far they are apart, who would rather have"
            " somebody else's job, and, with --seeds, what the draw decides among equals.",
            "Counts only; small groups are told of together. With --seeds the lists are solved that many times.",
        ),
        (
            "审查方案的公平性：各类人员的安排情况和差距、谁更愿意得到他人的岗位；"
            "用 --seeds 还可查看抽签在条件相同者之间决定了什么。",
            "只显示人数；小群体合并显示。用 --seeds 时会按所给次数重新求解。",
        ),
        "jobmatch audit runs/august",
        "jobmatch audit runs/august --by home@county --by sex --seeds 100 --page fairness.html",
    ),
    "help.diff": help_of(
        (
            "Compare two runs: placements, cost by term, who changed, which groups gained, prices.",
            "Prints counts alone; who changed is written to --out.",
        ),
        (
            "比较两次运行：安排人数、各项成本、变动人员、各类人员的增减和价格。",
            "屏幕上只显示人数；变动人员名单写入 --out 指定的文件。",
        ),
        "jobmatch diff runs/july runs/august",
        "jobmatch diff runs/july runs/august --by home --out changed.csv",
    ),
    "help.diagnose": help_of(
        (
            "Say why no plan keeps the policy, how it could give way most cheaply, and for whom there are too few"
            " places.",
            "Solves the lists, where there is no plan a few times over; nothing is written. Exit code 3 if there is no"
            " plan.",
        ),
        (
            "查明为何没有方案能满足政策、怎样让步代价最小，以及哪些人的名额不足。",
            "会对清单求解，没有方案时求解数次；不写出任何文件。没有方案时退出码为 3。",
        ),
        "jobmatch diagnose seekers.xlsx jobs.csv --policy policy.toml",
    ),
    "help.reconcile": help_of(
        (
            "Check a register of persons against employment registers and job reports against each other, and write"
            " the two lists, who is left out and why, and the four base figures of every region.",
            "Persons are linked by their identity numbers, and where these are missing or mistyped by name, day of"
            " birth and home; what is in doubt goes to review.xlsx, whose answers are read back with --answers.",
        ),
        (
            "把人员登记册与就业登记册相互核对，并核对上报的岗位，写出两份清单、未列入者及原因，"
            "以及各级地区的四个底数。",
            "先按身份证号核对；号码缺失或写错的，按姓名、出生日期和户籍地核对。存疑的写入 review.xlsx，填写后用"
            " --answers 读回。",
        ),
        "jobmatch reconcile persons.xlsx --employment insurance.csv --reports may.xlsx --reports june.xlsx --out lists",
        "jobmatch reconcile persons.xlsx --employment insurance.csv --answers lists/review.xlsx --out lists"
        " --overwrite",
    ),
    "help.scenarios": help_of(
        (
            "Solve every scenario of a study, at every value that is swept, and sum them up with confidence intervals.",
            "A study that was stopped goes on where it was: what is finished is kept in the folder. Exit code 1 if the"
            " document or a policy that follows from it is not valid.",
        ),
        (
            "求解一项研究的全部情景和取值，并汇总比较，附置信区间。",
            "中断后可接着做：已完成的部分保存在文件夹中。研究文件或由此得出的政策有误时，退出码为 1。",
        ),
        "jobmatch scenarios study.toml --out studies/levers",
    ),
    "help.target": help_of(
        (
            "Plan backwards: the least money, vacancies or course seats that reach a target.",
            "For each thing that may be bought, and for all together, it says the most that can be reached and the"
            " least that has to be spent: exact, or between two figures. Exit code 3 if the target is out of reach,"
            " 5 if no plan was found.",
        ),
        (
            "倒推：达到目标最少需要多少资金、岗位或培训名额。",
            "对每一种可增加的手段以及全部合用，给出最多能达到多少、最少要花多少：精确值，或上下界。"
            "目标达不到时退出码为 3，未找到方案时为 5。",
        ),
        "jobmatch target target.toml --out runs/target",
    ),
    "help.simulate": help_of(
        (
            "Live through months in which people come, accept or decline, start and leave, under several rules; and"
            " compare rules that place persons as they come with the best plan in hindsight.",
            "The same document and seed give the same tables. Exit code 1 if the document or a policy that follows from"
            " it is not valid.",
        ),
        (
            "逐月模拟人员到来、接受或拒绝、上岗和离岗，比较几种规则；并把边到边安排的规则与事后最优方案比较。",
            "同一文件、同一随机种子，结果相同。模拟文件或由此得出的政策有误时，退出码为 1。",
        ),
        "jobmatch simulate simulation.toml --out simulations/year",
    ),
    "help.pseudonymise": help_of(
        (
            "Copy a run with keyed hashes in place of the ids of persons, households and groups, to be handed to"
            " others.",
            "The copy verifies and explains itself as the run does. Who has the key finds the same pseudonyms again;"
            " nobody else can tell whose they are. Homes, ages, skills and wishes stay, since costs follow from them.",
        ),
        (
            "复制运行目录，把人员、家庭和结伴小组的编号替换为加密代号，以便交给他人。",
            "副本同样可以核验和解释。持有密钥者可再次得到相同的代号；其他人无法得知代号所指何人。"
            "户籍地、年龄、技能和意向予以保留，因为成本由此得出。",
        ),
        "jobmatch pseudonymise runs/august --key august.key --out runs/august-shared",
        "jobmatch pseudonymise runs/august --key august.key --out runs/august-shared --table whose.csv",
    ),
    "help.policy": help_of(
        ("Print a policy document with every key, its default and what it means.",),
        ("输出政策文件样本，含全部设置项、默认值和说明。",),
        "jobmatch policy --out policy.toml",
    ),
    "help.schema": help_of(
        ("Print the JSON Schema of the policy document: editors complete and check with it.",),
        ("输出政策文件的 JSON Schema，供编辑器补全和检查。",),
        "jobmatch schema --out policy.schema.json",
    ),
    "help.doctor": help_of(
        (
            "Say what jobmatch finds on this machine: versions, threads, memory, compiled kernels; and solve a small"
            " plan.",
        ),
        ("检查本机环境：版本、线程、内存和已编译的程序，并试求解一个小方案。",),
        "jobmatch doctor",
    ),
}
