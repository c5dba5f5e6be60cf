"""What ``--help`` says of arguments and options: of all commands, or of one (``help.COMMAND.NAME``)."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

HELPS_OF_OPTIONS: dict[str, Phrase] = {
    "help.option.lang": Phrase(
        "Language of summaries and tables: en, or zh (中文).", "摘要和表格的语言：en 或 zh（中文）。"
    ),
    "help.option.lang.default": Phrase("that of the locale", "系统语言"),
    "help.option.version": Phrase("Print the version and stop.", "显示版本。"),
    "help.option.install_completion": Phrase(
        "Install completion for the current shell.", "为当前命令行环境安装自动补全。"
    ),
    "help.option.show_completion": Phrase(
        "Show completion for the current shell, to copy it or customize the installation.",
        "显示当前命令行环境的自动补全脚本，以便复制或自行安装。",
    ),
    "help.option.help": Phrase("Show this message and exit.", "显示本帮助。"),
    "help.option.seekers": Phrase(
        "The demand list, one row a person (CSV, XLSX or Parquet).", "求职清单，每人一行（CSV、XLSX 或 Parquet）。"
    ),
    "help.option.jobs": Phrase(
        "The supply list, one row a post with its vacancies (CSV, XLSX or Parquet).",
        "岗位清单，每个岗位一行并注明名额（CSV、XLSX 或 Parquet）。",
    ),
    "help.option.policy": Phrase("The policy document (TOML).", "政策文件（TOML）。"),
    "help.option.policy.default": Phrase("sensible defaults", "合理的默认值"),
    "help.option.pairs": Phrase(
        "A table of pairs: with a column `cost` your own scores, without it a filter.",
        "配对表：有 `cost` 列时为自定成本，没有时作为筛选。",
    ),
    "help.option.regions": Phrase("Your own table of regions.", "自备的地区表。"),
    "help.option.regions.default": Phrase("China's, GB/T 2260 of 2016", "中国 2016 年 GB/T 2260"),
    "help.option.decisions": Phrase(
        "What became of proposals: accepted, declined, left, …", "推荐的结果：接受、拒绝、离岗……"
    ),
    "help.option.plan": Phrase(
        "The plan in force: a run directory, or a table of person_id and job_id.",
        "现行方案：运行目录，或含 person_id 和 job_id 的表。",
    ),
    "help.option.overwrite": Phrase("Replace what is there.", "替换已有的文件。"),
    "help.option.quiet": Phrase("Print nothing but errors.", "除错误外不显示任何内容。"),
    "help.option.json": Phrase("Print one JSON object and nothing else.", "只输出一个 JSON 对象。"),
    "help.option.run": Phrase("The run directory.", "运行目录。"),
    "help.demo.out": Phrase("The run directory to write, replaced if it is there.", "要写的运行目录，已有则替换。"),
    "help.demo.scale": Phrase("Part of the pilot's size: 0.01 is a hundredth.", "试点规模的比例：0.01 为百分之一。"),
    "help.demo.seed": Phrase("Another seed, another pair of lists.", "随机种子：不同的种子生成不同的清单。"),
    "help.generate.preset": Phrase(
        "xiangxi-2016, yunxi-2016, fair-2016, changsha-2016 or national.",
        "xiangxi-2016、yunxi-2016、fair-2016、changsha-2016 或 national。",
    ),
    "help.generate.out": Phrase("The folder to write into.", "要写入的文件夹。"),
    "help.generate.scale": Phrase(
        "Part of the preset's size: 0.01 is a hundredth.", "预设规模的比例：0.01 为百分之一。"
    ),
    "help.generate.seekers": Phrase("So many seekers, whatever the scale.", "求职者人数（不论比例）。"),
    "help.generate.jobs": Phrase("So many job rows, whatever the scale.", "岗位行数（不论比例）。"),
    "help.generate.seed": Phrase("Same preset, size and seed: same lists.", "预设、规模和种子相同，清单就相同。"),
    "help.generate.format": Phrase("File format of the two lists.", "两份清单的文件格式。"),
    "help.check.out": Phrase(
        "Where to write the faults as a table, replaced each time; - prints it.",
        "问题表写到哪里，每次替换；- 表示直接显示。",
    ),
    "help.pairs.out": Phrase("The file to write: .parquet or .csv.", "要写的文件：.parquet 或 .csv。"),
    "help.solve.out": Phrase("The run directory to write.", "要写的运行目录。"),
    "help.solve.gap": Phrase(
        "Stop when the plan is proven to be this near the best.", "方案被证明与最优的差距不超过此值时停止。"
    ),
    "help.solve.time_limit": Phrase("Seconds after which to stop.", "多少秒后停止。"),
    "help.solve.solver": Phrase(
        "The solver; auto picks by the structure of the instance.", "求解器；auto 按问题结构选择。"
    ),
    "help.solve.seed": Phrase("Draws the order in which equal plans are told apart.", "在同样好的方案之间抽签的种子。"),
    "help.solve.pseudonymise": Phrase(
        "Write persons by keyed hashes of their ids; the key is in this file, made if it is not there.",
        "以编号的散列代号写出人员；密钥在此文件中，没有则生成。",
    ),
    "help.template.out": Phrase(
        "The folder for seekers.xlsx and jobs.xlsx.", "seekers.xlsx 和 jobs.xlsx 所在的文件夹。"
    ),
    "help.template.lang": Phrase("Language of headers and notes.", "表头和说明的语言。"),
    "help.template.lang.default": Phrase("that of the command", "命令的语言"),
    "help.report.out": Phrase(
        "A workbook (.xlsx) or a page (.html) to write; may be given twice.",
        "要写的工作簿（.xlsx）或页面（.html）；可写两次。",
    ),
    "help.report.out.default": Phrase("RUN.xlsx and RUN.html, beside the run", "运行目录旁的 RUN.xlsx 和 RUN.html"),
    "help.report.lang": Phrase("Language of what is written.", "所写内容的语言。"),
    "help.report.lang.default": Phrase("that of the command", "命令的语言"),
    "help.report.with_persons": Phrase(
        "Let single persons be searched on the page, by their ids.", "页面上可按编号查询个人。"
    ),
    "help.explain.person": Phrase("A person, by person_id.", "某人的 person_id。"),
    "help.explain.job": Phrase("A job, by job_id.", "某岗位的 job_id。"),
    "help.explain.confirm": Phrase(
        "Solve again for every change that would give the person a place.", "对每项能使其得到岗位的改变重新求解。"
    ),
    "help.worth.top": Phrase("Rows to print.", "显示的行数。"),
    "help.worth.ranges": Phrase(
        "Rows at the top for which to find, by solving again, how far the worth holds.",
        "对最前的多少行重新求解，以得知该价值适用到多少个。",
    ),
    "help.worth.out": Phrase("A CSV file for all rows.", "写出全部行的 CSV 文件。"),
    "help.diff.before": Phrase("A run directory.", "一个运行目录。"),
    "help.diff.after": Phrase("Another one.", "另一个运行目录。"),
    "help.diff.by": Phrase("Column of the seekers by which groups are counted.", "按求职清单的哪一列分组统计。"),
    "help.diff.out": Phrase(
        "A CSV file for the persons whose place is another, by person_id.",
        "写出岗位有变动者（按 person_id）的 CSV 文件。",
    ),
    "help.pseudonymise.key": Phrase("The file that holds the key; made if it is not there.", "密钥文件；没有则生成。"),
    "help.pseudonymise.out": Phrase("The run directory to write.", "要写的运行目录。"),
    "help.pseudonymise.table": Phrase(
        "A CSV file for whose pseudonyms they are: keep it as safe as the key.",
        "写出代号对照的 CSV 文件：请与密钥同样妥善保管。",
    ),
    "help.schema.out": Phrase("A file to write instead of printing.", "写入文件而不显示。"),
    "help.policy.out": Phrase("A file to write instead of printing.", "写入文件而不显示。"),
}
