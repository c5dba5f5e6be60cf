"""What ``--help`` says of each command."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

HELPS: dict[str, Phrase] = {
    "help": Phrase(
        "Two lists in, a proven plan out: who gets which job at the least cost, and the proof that none can beat it.",
        "输入两份清单，得到经过证明的方案：以最低成本把求职者安排到岗位，并证明没有更好的方案。",
    ),
    "help.epilog": Phrase("Start with: jobmatch demo", "可从这里开始：jobmatch demo"),
    "help.demo": Phrase(
        "Plan the 2016 pilot's main job, from nothing: generate two lists, solve, save, verify.\n\n"
        "The lists are artificial, with the figures of Xiangxi in 2016, and are written and read as files.\n\n"
        "Example: jobmatch demo --scale 0.1",
        "从零开始演示 2016 年试点的主要工作：生成两份清单，求解，保存，核验。\n\n"
        "清单为人工生成，数字取自 2016 年湘西州，以文件写出并读入。\n\n"
        "示例：jobmatch demo --scale 0.1",
    ),
    "help.generate": Phrase(
        "Write artificial lists and a policy: no real person, real proportions.\n\n"
        "Example: jobmatch generate fair-2016 --out fair --format xlsx",
        "生成人工清单和政策：没有真实个人，比例真实。\n\n示例：jobmatch generate fair-2016 --out fair --format xlsx",
    ),
    "help.template": Phrase(
        "Write the two lists as empty Excel files: headers with notes, drop-downs, and cells that keep ids as text.\n\n"
        "Example: jobmatch template --lang zh --out lists",
        "写出两份空白 Excel 清单：表头附说明，带下拉选项，编号按文本保存。\n\n"
        "示例：jobmatch template --lang zh --out lists",
    ),
    "help.check": Phrase(
        "List every fault of the two lists: file, row, column, value, what to do.\n\n"
        "The faults go to the screen and to issues.csv in the current folder (another place: --out).\n\n"
        "Errors stop a plan (exit code 1); warnings do not.\n\n"
        "Example: jobmatch check seekers.xlsx jobs.csv",
        "列出两份清单的全部问题：文件、行、列、值、处理办法。\n\n"
        "问题显示在屏幕上，并写入当前文件夹的 issues.csv（可用 --out 另指定）。\n\n"
        "有错误则不能求解（退出码 1）；警告不影响求解。\n\n"
        "示例：jobmatch check seekers.xlsx jobs.csv",
    ),
    "help.pairs": Phrase(
        "Write all eligible pairs: person, job, one column a cost term, cost.\n\n"
        "For own studies, or another solver: millions of rows at pilot size (prefer .parquet), each person's rows"
        " together.\n\n"
        "Example: jobmatch pairs seekers.csv jobs.csv --out pairs.parquet",
        "写出全部符合条件的组合：人员、岗位、各项成本及合计。\n\n"
        "供自行研究或其他求解器使用：试点规模有数百万行（宜用 .parquet），同一人的各行相连。\n\n"
        "示例：jobmatch pairs seekers.csv jobs.csv --out pairs.parquet",
    ),
    "help.solve": Phrase(
        "Find the plan of least cost, prove it, and save it as a run directory.\n\n"
        "Exit codes: 0 optimal, or within the gap asked for; 1 a fault that the message names; 3 infeasible;\n\n"
        "4 stopped by a limit with a plan; 5 stopped without one.\n\n"
        "Example: jobmatch solve seekers.xlsx jobs.csv --policy policy.toml --out runs/august\n\n"
        "Example: jobmatch solve seekers.xlsx jobs.csv --plan runs/august --decisions answers.xlsx --out"
        " runs/september",
        "求出成本最低的方案，加以证明，并保存为运行目录。\n\n"
        "退出码：0 最优，或在所要求的差距之内；1 有错误（见提示）；3 不可行；\n\n"
        "4 到达限制而停止，有方案；5 到达限制而停止，无方案。\n\n"
        "示例：jobmatch solve seekers.xlsx jobs.csv --policy policy.toml --out runs/august\n\n"
        "示例：jobmatch solve seekers.xlsx jobs.csv --plan runs/august --decisions answers.xlsx --out runs/september",
    ),
    "help.verify": Phrase(
        "Check a run again from its files alone: every rule, every cost, the bound.\n\n"
        "Shares no code with the solvers. Exit code 0 only if everything holds.\n\n"
        "Example: jobmatch verify runs/august",
        "仅凭文件重新核验一次运行：每条规则、每项成本和下界。\n\n"
        "与求解器不共用任何代码。全部成立时退出码才为 0。\n\n"
        "示例：jobmatch verify runs/august",
    ),
    "help.report": Phrase(
        "Write a run as a workbook to hand out (lists by employer and home county, who stays and why, jobs and prices)"
        " and as a page to look at (figures, charts and tables of sums; one HTML file that refers to nothing else).\n\n"
        "Persons stand in the workbook by their person_id, as in the run's own tables; the page holds sums only, unless"
        " --with-persons. Reads the run alone.\n\n"
        "Example: jobmatch report runs/august --lang zh\n\n"
        "Example: jobmatch report runs/august --out handout.xlsx",
        "把一次运行写成可分发的工作簿（按用人单位和户籍县的名单、未安排者及原因、岗位与价格）"
        "和供查看的页面（数字、图和汇总表；单个 HTML 文件，不引用其他文件）。\n\n"
        "工作簿中以 person_id 表示人员，与运行目录的表格相同；页面只含汇总数据，除非加 --with-persons。"
        "只读取运行目录。\n\n"
        "示例：jobmatch report runs/august --lang zh\n\n"
        "示例：jobmatch report runs/august --out handout.xlsx",
    ),
    "help.explain": Phrase(
        "Say why a person has this place, or none; or why a job is filled, or not; and what would change it.\n\n"
        "Reads the run alone. Nothing of what it prints says who anybody else is.\n\n"
        "Example: jobmatch explain runs/august --person P0017\n\n"
        "Example: jobmatch explain runs/august --job GW-03",
        "说明某人为何得到这个岗位或为何未安排，或某岗位为何招满或未招满，以及怎样会改变结果。\n\n"
        "只读取运行目录。所显示的内容不涉及其他人是谁。\n\n"
        "示例：jobmatch explain runs/august --person P0017\n\n"
        "示例：jobmatch explain runs/august --job GW-03",
    ),
    "help.worth": Phrase(
        "Rank what one more of is worth how much: vacancies by job, employer and region; quotas, budgets, seats.\n\n"
        "Reads the run alone, unless --ranges asks to solve again.\n\n"
        "Example: jobmatch worth runs/august --top 10 --ranges 3",
        "按价值排列增加一个的效果：各岗位、单位、地区的名额，限额、预算和培训名额。\n\n"
        "只读取运行目录，除非用 --ranges 要求重新求解。\n\n"
        "示例：jobmatch worth runs/august --top 10 --ranges 3",
    ),
    "help.diff": Phrase(
        "Compare two runs: placements, cost by term, who changed, which groups gained, prices.\n\n"
        "Prints counts alone; who changed is written to --out.\n\n"
        "Example: jobmatch diff runs/july runs/august --by home --out changed.csv",
        "比较两次运行：安排人数、各项成本、变动人数、哪些群体受益、价格。\n\n"
        "只显示计数；变动人员写入 --out 所指的文件。\n\n"
        "示例：jobmatch diff runs/july runs/august --by home --out changed.csv",
    ),
    "help.diagnose": Phrase(
        "Say why no plan keeps the policy, how it could give way most cheaply, and for whom there are too few"
        " places.\n\n"
        "Solves the lists, where there is no plan a few times over; nothing is written. Exit code 3 if there is no"
        " plan.\n\n"
        "Example: jobmatch diagnose seekers.xlsx jobs.csv --policy policy.toml",
        "说明为何没有方案能满足政策，怎样让步代价最小，以及哪些人的岗位不足。\n\n"
        "对清单求解，没有方案时求解数次；不写任何文件。没有方案时退出码为 3。\n\n"
        "示例：jobmatch diagnose seekers.xlsx jobs.csv --policy policy.toml",
    ),
    "help.pseudonymise": Phrase(
        "Copy a run with keyed hashes in place of the ids of persons, households and groups, to be handed to"
        " others.\n\n"
        "The copy verifies and explains itself as the run does. Who has the key finds the same pseudonyms again; nobody"
        " else can tell whose they are. Homes, ages, skills and wishes stay, since costs follow from them.\n\n"
        "Example: jobmatch pseudonymise runs/august --key august.key --out runs/august-shared",
        "复制一次运行，以带密钥的散列代号替换人员、家庭和群组的编号，以便交给他人。\n\n"
        "副本与原运行一样可以核验和解释。持有密钥者可得到相同的代号，其他人无从得知属于谁。"
        "户籍地、年龄、技能和意愿保留，因为成本由其得出。\n\n"
        "示例：jobmatch pseudonymise runs/august --key august.key --out runs/august-shared",
    ),
    "help.schema": Phrase(
        "Print the JSON Schema of the policy document: editors complete and check with it.\n\n"
        "Example: jobmatch schema --out policy.schema.json",
        "显示政策文件的 JSON Schema，供编辑器补全和检查。\n\n示例：jobmatch schema --out policy.schema.json",
    ),
    "help.policy": Phrase(
        "Print a policy document with every key, its default and what it means.\n\n"
        "Example: jobmatch policy --out policy.toml",
        "显示一份政策文件，含每个键、默认值及含义。\n\n示例：jobmatch policy --out policy.toml",
    ),
    "help.doctor": Phrase(
        "Say what jobmatch finds on this machine: versions, threads, memory, compiled kernels; and solve a small"
        " plan.\n\n"
        "Example: jobmatch doctor",
        "说明本机情况：版本、线程、内存、已编译的内核；并求解一个小方案。\n\n示例：jobmatch doctor",
    ),
}
