"""The help of each argument and option.

Under ``help.<command>.<parameter>``, or ``help.option.<parameter>`` where it means the same in all commands that have
it; ``….default`` says in words what holds where it is not given.
"""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

HELPS_OF_OPTIONS: dict[str, Phrase] = {
    # What several commands share.
    "help.option.seekers": Phrase(
        "The list of seekers, one row a person (CSV, XLSX or Parquet).", "求职清单，每人一行（CSV、XLSX 或 Parquet）。"
    ),
    "help.option.jobs": Phrase(
        "The list of jobs, one row a post with its vacancies (CSV, XLSX or Parquet).",
        "岗位清单，每个岗位一行，注明招聘人数（CSV、XLSX 或 Parquet）。",
    ),
    "help.option.policy": Phrase(
        "The policy document (TOML); see: jobmatch policy", "政策文件（TOML）；样本见 jobmatch policy"
    ),
    "help.option.policy.default": Phrase("sensible defaults", "内置的默认政策"),
    "help.option.pairs": Phrase(
        "A table of pairs: with a column cost your own scores, without it a filter.",
        "配对表：有 cost 列则采用自定的成本，没有则只作筛选。",
    ),
    "help.option.regions": Phrase("Your own table of regions.", "自备的地区表。"),
    "help.option.regions.default": Phrase("China's, GB/T 2260 of 2016", "全国行政区划，GB/T 2260（2016 年）"),
    "help.option.plan": Phrase(
        "The plan in force: a run directory, or a table of person_id and job_id.",
        "现行方案：运行目录，或含 person_id 和 job_id 两列的表。",
    ),
    "help.option.decisions": Phrase(
        "What became of proposals: a table that says who accepted, declined, left, …",
        "决定表，即推荐的结果：谁已接受、拒绝、离岗等。",
    ),
    "help.option.run": Phrase("The run directory.", "运行目录。"),
    "help.option.overwrite": Phrase("Replace what is there.", "替换已有的文件。"),
    "help.option.quiet": Phrase("Print nothing but errors.", "除错误外不显示任何内容。"),
    "help.option.json": Phrase("Print one JSON object and nothing else.", "只输出一个 JSON 对象。"),
    "help.option.help": Phrase("Show this message and exit.", "显示本帮助后退出。"),
    # Of the application.
    "help.option.lang": Phrase(
        "Language of messages, help, and files for people: en, or zh (中文).",
        "提示、帮助以及给人看的文件的语言：en（英文）或 zh（中文）。",
    ),
    "help.option.lang.default": Phrase("that of the locale", "与系统语言一致"),
    "help.option.version": Phrase("Print the version and stop.", "显示版本后退出。"),
    "help.option.install_completion": Phrase(
        "Let this shell complete commands and options with the tab key.", "为当前 shell 安装命令和选项的 Tab 键补全。"
    ),
    "help.option.show_completion": Phrase(
        "Print the script for that, to copy it or to install it elsewhere.", "显示补全脚本，供复制或自行安装。"
    ),
    # To begin with.
    "help.demo.out": Phrase("The run directory to write, replaced if it is there.", "要写入的运行目录；已存在则替换。"),
    "help.demo.scale": Phrase(
        "Part of the pilot's size: 0.01 is a hundredth; at most 10.", "相对试点规模的倍数：0.01 为百分之一；最大为 10。"
    ),
    "help.demo.seed": Phrase("Another seed, another pair of lists.", "抽签种子；种子不同，清单不同。"),
    "help.generate.preset": Phrase("The name of the preset; see above.", "预设的名称，见上文。"),
    "help.generate.out": Phrase("The folder to write into.", "写入的文件夹。"),
    "help.generate.scale": Phrase(
        "Part of the preset's size: 0.01 is a hundredth; at most 10.",
        "相对预设规模的倍数：0.01 为百分之一；最大为 10。",
    ),
    "help.generate.seekers": Phrase("So many seekers, whatever the scale.", "求职者人数；给出后不按倍数计。"),
    "help.generate.jobs": Phrase("So many job rows, whatever the scale.", "岗位行数；给出后不按倍数计。"),
    "help.generate.seed": Phrase(
        "Same preset, size and seed: same lists.", "抽签种子；预设、规模和种子相同，则清单相同。"
    ),
    "help.generate.format": Phrase("File format of the two lists.", "两张清单的文件格式。"),
    "help.template.out": Phrase(
        "The folder for seekers.xlsx and jobs.xlsx.", "存放 seekers.xlsx 和 jobs.xlsx 的文件夹。"
    ),
    # The lists and the plan.
    "help.check.out": Phrase(
        "Where to write the faults as a table, replaced each time; - prints it.",
        "问题清单写入的文件，每次替换；写 - 则直接输出。",
    ),
    "help.pairs.out": Phrase("The file to write: .parquet or .csv.", "要写入的文件：.parquet 或 .csv。"),
    "help.solve.out": Phrase("The run directory to write.", "要写入的运行目录。"),
    "help.solve.gap": Phrase(
        "Stop when the plan is proven to be this near the best: 0.01 is one percent of the cost.",
        "方案与最优之差已证明不超过此数时停止：0.01 为成本的百分之一。",
    ),
    "help.solve.time_limit": Phrase(
        "Seconds after which to stop with the best plan so far.", "时间上限（秒），到时停止并保留当时的最好方案。"
    ),
    "help.solve.solver": Phrase(
        "The solver: tree, priced, flow or highs; auto picks by what the policy asks for. Or a rule that seeks no"
        " optimum: first_come, serial, random_serial, deferred_persons, deferred_employers or stable.",
        "求解器：tree、priced、flow 或 highs；auto 按政策内容自动选择。也可写不求最优的规则：first_come、serial、"
        "random_serial、deferred_persons、deferred_employers 或 stable。",
    ),
    "help.solve.seed": Phrase(
        "Draws which of equally good plans is taken.", "抽签种子；有多个同样好的方案时，由其决定取哪一个。"
    ),
    "help.solve.seekers": Phrase(
        "The list of seekers, one row a person (CSV, XLSX or Parquet); with --ledger neither list is named.",
        "求职清单，每人一行（CSV、XLSX 或 Parquet）；用 --ledger 时不写清单。",
    ),
    "help.solve.ledger": Phrase(
        "Read lists, plan in force and answers from this ledger, and write the proposals into it.",
        "从此台账读取清单、现行方案和答复，并把推荐写入台账。",
    ),
    "help.solve.on": Phrase(
        "With --ledger: the day of the lists and the proposals.", "与 --ledger 合用：清单和推荐的日期。"
    ),
    "help.solve.on.default": Phrase("today", "今天"),
    "help.solve.pseudonymise": Phrase(
        "Write persons by keyed hashes of their ids; the key is in this file, made if it is not there.",
        "人员编号以加密代号写出；密钥存于此文件，不存在则新建。",
    ),
    # The finished run.
    "help.report.out": Phrase(
        "A workbook (.xlsx) or a page (.html) to write; may be given twice.",
        "要写入的工作簿（.xlsx）或报告页面（.html）；可给出两次。",
    ),
    "help.report.out.default": Phrase("RUN.xlsx and RUN.html, beside the run", "运行目录旁的同名 .xlsx 和 .html"),
    "help.report.names": Phrase(
        "A list with the columns person_id and name (the list of seekers will do); names then stand in the workbook.",
        "含 person_id 和姓名两列的表（可用求职者清单），用于在工作簿中写出姓名。",
    ),
    "help.report.with_persons": Phrase(
        "Let single persons be searched on the page, by their ids.", "允许在报告页面上按编号查询个人。"
    ),
    "help.explain.person": Phrase("A person, by person_id.", "求职者，写 person_id。"),
    "help.explain.job": Phrase("A job, by job_id.", "岗位，写 job_id。"),
    "help.explain.confirm": Phrase(
        "Solve again for every change that would give the person a place.",
        "对每项可使此人得到安排的改变重新求解，予以确认。",
    ),
    "help.worth.top": Phrase("Rows to print.", "显示的行数。"),
    "help.worth.ranges": Phrase(
        "Rows at the top for which to find, by solving again, how far the worth holds.",
        "对排在前面的若干行重新求解，查明该价值适用到多少。",
    ),
    "help.worth.out": Phrase("A CSV file for all rows.", "存放全部行的 CSV 文件。"),
    "help.diff.before": Phrase("The run directory to compare with.", "作为比较基准的运行目录。"),
    "help.audit.by": Phrase(
        "A column of the seekers that groups are made by; home@county and the like for regions, age for bands of ages,"
        " household_size; may be given several times.",
        "按求职清单的哪一列分组；地区可写 home@county 等，age 为年龄段，household_size 为家庭人数；可写多次。",
    ),
    "help.audit.by.default": Phrase(
        "county, township, priority, sex, age, household_size, where the list has them",
        "户籍县、乡镇、优先类别、性别、年龄、家庭人数，以清单所有为限",
    ),
    "help.audit.smallest": Phrase("Groups of fewer persons are told of together.", "不足此人数的群体合并显示。"),
    "help.audit.seeds": Phrase(
        "Make the plan anew with so many other seeds of the draw.", "另用多少个抽签种子重新求解。"
    ),
    "help.audit.page": Phrase("A page to look at (.html).", "报告页面（.html）。"),
    "help.diff.after": Phrase("The run directory that is compared.", "要比较的运行目录。"),
    "help.diff.by": Phrase("Column of the seekers by which groups are counted.", "按求职清单的哪一列分组统计。"),
    "help.diff.out": Phrase(
        "A CSV file for the persons whose place is another, by person_id.", "存放变动人员（person_id）的 CSV 文件。"
    ),
    "help.reconcile.persons": Phrase(
        "The register of persons, one row a person (CSV, XLSX or Parquet).",
        "人员登记册，每人一行（CSV、XLSX 或 Parquet）。",
    ),
    "help.reconcile.out": Phrase("The folder to write.", "要写入的文件夹。"),
    "help.reconcile.employment": Phrase(
        "An employment or social-insurance register, one row a spell; may be given several times.",
        "就业或社保登记册，每段就业一行；可写多次。",
    ),
    "help.reconcile.reports": Phrase(
        "Job reports, one row a post; may be given several times.", "岗位上报表，每个岗位一行；可写多次。"
    ),
    "help.reconcile.as_of": Phrase("The day that counts.", "以哪一天为准。"),
    "help.reconcile.as_of.default": Phrase("today", "今天"),
    "help.reconcile.there": Phrase(
        "A region of the figure “already employed there”; may be given several times.",
        "“已在当地就业”所指的地区；可写多次。",
    ),
    "help.reconcile.there.default": Phrase("anywhere", "不限"),
    "help.reconcile.answers": Phrase("review.xlsx with what people decided.", "已填写的 review.xlsx。"),
    "help.reconcile.stale": Phrase(
        "Days after which a job that was not reported again is left out.", "超过多少天未重新上报的岗位不列入。"
    ),
    "help.scenarios.study": Phrase(
        "The study document (TOML); see docs/studies.md.", "研究文件（TOML），见 docs/studies.md。"
    ),
    "help.scenarios.out": Phrase("The folder to write, or to go on in.", "要写入（或接着写）的文件夹。"),
    "help.scenarios.page": Phrase(
        "A page to look at (.html); replaced if it is there.", "报告页面（.html）；已存在则替换。"
    ),
    "help.scenarios.processes": Phrase("How many plans are made at once.", "同时求解的方案数。"),
    "help.scenarios.processes.default": Phrase("as many as there are cores", "与处理器核数相同"),
    "help.target.target": Phrase(
        "The target document (TOML); see docs/targets.md.", "目标文件（TOML），见 docs/targets.md。"
    ),
    "help.target.out": Phrase(
        "A file for the answer (.json), or a folder for it and its two runs.",
        "存放结果的文件（.json），或存放结果及两个运行目录的文件夹。",
    ),
    "help.simulate.simulation": Phrase(
        "The simulation document (TOML); see docs/simulation.md.", "模拟文件（TOML），见 docs/simulation.md。"
    ),
    "help.simulate.out": Phrase(
        "The folder to write; tables of an earlier simulation are replaced.", "要写入的文件夹；此前模拟的表将被替换。"
    ),
    "help.pseudonymise.key": Phrase(
        "The file that holds the key; made if it is not there.", "存放密钥的文件；不存在则新建。"
    ),
    "help.pseudonymise.out": Phrase("The run directory to write.", "要写入的运行目录。"),
    "help.pseudonymise.table": Phrase(
        "A CSV file for whose pseudonyms they are: keep it as safe as the key.",
        "存放代号与编号对照表的 CSV 文件：须与密钥同样妥善保管。",
    ),
    # The policy.
    "help.policy.out": Phrase("A file to write instead of printing.", "写入文件，不输出到屏幕。"),
    "help.schema.out": Phrase("A file to write instead of printing.", "写入文件，不输出到屏幕。"),
}
