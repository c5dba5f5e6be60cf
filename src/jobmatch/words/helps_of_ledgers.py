"""The helps of ``jobmatch ledger`` and its commands, and of their arguments and options."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase
from jobmatch.words.help_of import help_of

HELPS_OF_LEDGERS: dict[str, Phrase] = {
    "help.ledger": Phrase(
        "What became of every person and every job: lists and answers in, lists, paths and figures out.\n\n"
        "A ledger is a file (SQLite) or the URL of a PostgreSQL database. It only grows: nothing in it is altered or"
        " taken away. To take in the same again changes nothing.",
        "每个人、每个岗位的去向台账：导入清单和答复，导出清单、个人经历和统计数字。\n\n"
        "台账是一个文件（SQLite）或 PostgreSQL 数据库地址。台账只增不改，也不删除；重复导入同一内容不会产生变化。",
    ),
    "help.ledger.import": help_of(
        (
            "Take lists and answers into a ledger: all of it or, if anything is wrong, nothing.",
            "Answers are the hand-out workbook with its answers filled in, or any table of person_id, job_id, event,"
            " day and reason. Of jobs a column reported says when the employer reported them.",
        ),
        (
            "把清单和答复导入台账：或全部写入，或（有误时）完全不写入。",
            "答复可以是填好的发放表工作簿，也可以是含求职者编号、岗位编号、答复、日期和原因的任何表格。"
            "岗位清单可有“上报日期”列。",
        ),
        "jobmatch ledger import work.db --seekers seekers.xlsx --jobs jobs.csv --on 2016-08-29",
        "jobmatch ledger import work.db --answers august.xlsx --scope 433124",
    ),
    "help.ledger.lists": help_of(
        (
            "Write the two lists, the plan in force and the decisions as they are on a day.",
            "They are what jobmatch solve --ledger reads.",
        ),
        ("写出某一天的求职清单、岗位清单、现行方案和决定。", "即 jobmatch solve --ledger 所读取的内容。"),
        "jobmatch ledger lists work.db --out lists --on 2016-09-30",
    ),
    "help.ledger.show": help_of(
        (
            "Everything that happened to a person, or to a job.",
            "The numbers of events are those that jobmatch ledger void takes.",
        ),
        ("列出某人或某岗位的全部经过。", "事件编号可用于 jobmatch ledger void。"),
        "jobmatch ledger show work.db --person 0042",
    ),
    "help.ledger.report": help_of(
        (
            "How far people came, whether they stayed, month by month and quarter by quarter.",
            "Counts only. With --out as an Excel workbook, down to the village.",
        ),
        ("统计各环节人数、稳岗情况及逐月、逐季的数字。", "只含人数。用 --out 写成 Excel 工作簿，细到村。"),
        "jobmatch ledger report work.db --out september.xlsx --until 2016-09-30",
        "jobmatch ledger report work.db --scope 433124",
    ),
    "help.ledger.void": help_of(
        (
            "Let an event that was written by mistake count nowhere.",
            "It stays in the ledger, and so does the reason; what is right is taken in afterwards.",
        ),
        ("使误写的事件不再计入。", "事件及作废原因仍保留在台账中；正确的内容请另行导入。"),
        'jobmatch ledger void work.db 4711 --reason "another person of the same name"',
    ),
    "help.option.ledger": Phrase(
        "The ledger: a file, or the URL of a PostgreSQL database.", "台账：文件，或 PostgreSQL 数据库地址。"
    ),
    "help.option.scope": Phrase(
        "A region: persons whose home lies in it are seen and written, and no others.",
        "地区：只查看和录入户籍地在此范围内的人员。",
    ),
    "help.option.on": Phrase("The day that counts.", "以哪一天为准。"),
    "help.option.on.default": Phrase("today", "今天"),
    "help.ledger.import.seekers": Phrase("A list of seekers.", "求职清单。"),
    "help.ledger.import.jobs": Phrase("A list of jobs.", "岗位清单。"),
    "help.ledger.import.answers": Phrase("What came back; may be given several times.", "反馈的答复；可多次给出。"),
    "help.ledger.import.on": Phrase("The day of rows that have none.", "未写日期的行以哪一天为准。"),
    "help.ledger.import.on.default": Phrase("today", "今天"),
    "help.ledger.import.whole": Phrase(
        "The lists are whole: take off whoever is missing and has agreed to nothing.",
        "清单完整：未列入且未接受岗位者退出清单。",
    ),
    "help.ledger.import.dry_run": Phrase("Say what would be written, and write nothing.", "只说明会写入什么，不写入。"),
    "help.ledger.void.batch": Phrase(
        "All events of a batch, by the number that import told.", "某一批次的全部事件，编号见导入时的提示。"
    ),
    "help.ledger.lists.out": Phrase("The folder to write into.", "写入的文件夹。"),
    "help.ledger.show.person": Phrase("A person, by person_id.", "求职者，写 person_id。"),
    "help.ledger.show.job": Phrase("A job, by job_id.", "岗位，写 job_id。"),
    "help.ledger.report.out": Phrase("The Excel file to write.", "要写入的 Excel 文件。"),
    "help.ledger.report.by": Phrase(
        "Column of the seekers by which groups are counted.", "按求职清单的哪一列分类统计。"
    ),
    "help.ledger.report.by.default": Phrase("priority", "priority（优先类别）"),
    "help.ledger.report.until": Phrase("The last day that counts.", "计至哪一天。"),
    "help.ledger.report.until.default": Phrase("all", "全部"),
    "help.ledger.void.event": Phrase("The number of the event.", "事件编号。"),
    "help.ledger.void.reason": Phrase("Why it was wrong.", "误写的原因。"),
}
