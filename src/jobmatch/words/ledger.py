"""What is said of ledgers."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

LEDGER: dict[str, Phrase] = {
    "ledger.extra_missing": Phrase(
        "ledgers are kept by further packages; install them with: pip install 'jobmatch[ledger]'",
        "台账需要其他软件包；请运行：pip install 'jobmatch[ledger]'",
    ),
    "ledger.no_driver": Phrase(
        "the package {name} is needed for this database; install it with: pip install 'jobmatch[ledger]'",
        "此数据库需要软件包 {name}；请运行：pip install 'jobmatch[ledger]'",
    ),
    "ledger.database_unknown": Phrase(
        "ledgers are kept in a file (SQLite) or in PostgreSQL, not in {name}",
        "台账保存在文件（SQLite）或 PostgreSQL 中，不支持 {name}",
    ),
    "ledger.url_unreadable": Phrase(
        "{where} cannot be read as the URL of a database; write it as postgresql://USER@HOST/NAME",
        "{where} 不是可读的数据库地址；请写成 postgresql://用户@主机/库名",
    ),
    "ledger.is_folder": Phrase(
        "{where} is a folder; a ledger is a file or the URL of a database",
        "{where} 是文件夹；台账应为文件或数据库地址",
    ),
    "ledger.no_folder": Phrase(
        "there is no folder {folder}; make it first, or name the ledger elsewhere",
        "没有文件夹 {folder}；请先建立，或将台账放在别处",
    ),
    "ledger.not_one": Phrase(
        "{where} is not a ledger; it is left as it is",
        "{where} 不是台账，已保持原样",
    ),
    "ledger.none": Phrase(
        "there is no ledger {where}; make one with: jobmatch ledger import {where} --seekers LIST --jobs LIST",
        "没有台账 {where}；请用 jobmatch ledger import {where} --seekers 清单 --jobs 清单 建立",
    ),
    "ledger.format": Phrase(
        "{where} has format {version}; this version of jobmatch reads format {known}",
        "{where} 的格式为 {version}；此版本的 jobmatch 只读格式 {known}",
    ),
    "ledger.failed": Phrase(
        "{where}: the database says: {why}",
        "{where}：数据库提示：{why}",
    ),
    "ledger.scope_unknown": Phrase(
        "unknown region {value}; did you mean {choices}?",
        "未知地区 {value}；您是不是要写：{choices}？",
    ),
    "ledger.no_seekers": Phrase(
        "{where}: nobody is on the list of seekers on {day}",
        "{where}：{day} 求职清单上没有人",
    ),
    "ledger.no_jobs": Phrase(
        "{where}: no job is open on {day}",
        "{where}：{day} 没有招聘中的岗位",
    ),
    "ledger.moved": Phrase(
        "{count} events were written to the ledger while the plan was made; it proposes nothing. Solve again.",
        "求解期间台账又写入了 {count} 个相关事件；本方案不写入推荐。请重新求解。",
    ),
    "ledger.later": Phrase(
        "the ledger has {count} later events of these persons and jobs; plans of {day} can be looked at, not proposed",
        "台账中这些人员和岗位已有 {count} 个更晚的事件；{day} 的方案只可查看，不能写入推荐",
    ),
    "ledger.no_event": Phrase(
        "the ledger has no event {event}",
        "台账中没有事件 {event}",
    ),
    "ledger.void_already": Phrase(
        "event {event} counts nowhere already",
        "事件 {event} 已作废",
    ),
}
