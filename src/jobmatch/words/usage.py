"""What stands around the texts of a help, and what is said of a command line that cannot be understood."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

USAGE: dict[str, Phrase] = {
    # What stands around the texts of a help.
    "usage.call": Phrase("Usage: {call}", "用法：{call}"),
    "usage.call.options": Phrase("[OPTIONS]", "[选项]"),
    "usage.call.command": Phrase("COMMAND ...", "命令 ..."),
    "usage.arguments": Phrase("Arguments", "参数"),
    "usage.options": Phrase("Options", "选项"),
    "usage.commands": Phrase("Commands", "命令"),
    "usage.default": Phrase("[default: {value}]", "[默认：{value}]"),
    "usage.variable": Phrase("[environment variable: {name}]", "[环境变量：{name}]"),
    "usage.required": Phrase("[required]", "[必填]"),
    # What an option takes, by the library's name of it.
    "usage.type.path": Phrase("PATH", "路径"),
    "usage.type.list[Path]": Phrase("PATH", "路径"),
    "usage.type.list[int]": Phrase("NUMBER", "整数"),
    "usage.type.list[str]": Phrase("NAME", "名称"),
    "usage.type.%Y-%m-%d": Phrase("DATE", "日期"),
    "usage.type.str": Phrase("NAME", "名称"),
    "usage.type.int": Phrase("NUMBER", "整数"),
    "usage.type.int range": Phrase("NUMBER", "整数"),
    "usage.type.float": Phrase("NUMBER", "数字"),
    "usage.type.float range": Phrase("NUMBER", "数字"),
    # What is wrong with a command line.
    "usage.see": Phrase("{what} Try: {help}", "{what}详见：{help}"),
    "usage.missing_argument": Phrase("Missing argument {what}.", "缺少参数 {what}。"),
    "usage.missing_option": Phrase("Missing option {what}.", "缺少选项 {what}。"),
    "usage.missing_command": Phrase("Missing command.", "缺少命令。"),
    "usage.no_option": Phrase("No such option: {what}.", "没有选项 {what}。"),
    "usage.no_option_near": Phrase(
        "No such option: {what}. Did you mean {near}?", "没有选项 {what}。您是不是要写：{near}？"
    ),
    "usage.no_command": Phrase("No such command: {what}.", "没有命令 {what}。"),
    "usage.no_command_near": Phrase(
        "No such command: {what}. Did you mean {near}?", "没有命令 {what}。您是不是要写：{near}？"
    ),
    "usage.needs_value": Phrase("Option {what} needs a value.", "选项 {what} 后面须写值。"),
    "usage.takes_no_value": Phrase("Option {what} takes no value.", "选项 {what} 后面不写值。"),
    "usage.unexpected": Phrase("Too many arguments: {what}.", "参数过多：{what}。"),
    "usage.invalid": Phrase("Invalid value for {hint}: {message}.", "{hint} 的值无效：{message}。"),
    "usage.invalid_variable": Phrase(
        "Invalid value for {hint}, or of the environment variable {variable}: {message}.",
        "{hint} 或环境变量 {variable} 的值无效：{message}。",
    ),
    # Why a value is invalid.
    "usage.not_integer": Phrase("not a whole number", "不是整数"),
    "usage.not_number": Phrase("not a number", "不是数字"),
    "usage.too_small": Phrase("must be {least} or more", "不得小于 {least}"),
    "usage.not_one_of": Phrase("{what} is not one of {names}", "{what} 不在可选值之中：{names}"),
    "usage.not_a_day": Phrase(
        "{what} is no day; write it like 2016-08-29", "{what} 不是日期；请写成 2016-08-29 的样子"
    ),
    "usage.size": Phrase(
        "above 0 and at most {most:,.12g}, not {size:,}", "应大于 0 且不超过 {most:,.12g}，而不是 {size:,}"
    ),
    "usage.outcomes_or_ledger": Phrase("name exactly one of them", "须且只须指定其中一项"),
    "usage.nothing_to_take_in": Phrase("name at least one of them", "至少须指定其中一项"),
    "usage.whole_of_what": Phrase("says of --seekers or --jobs that they are whole", "须与 --seekers 或 --jobs 合用"),
    "usage.event_or_batch": Phrase("name an event or a batch, one of them", "事件和批次须指定其中一个，且只能指定一个"),
    "usage.only_html": Phrase("{name} does not end in .html", "{name} 应以 .html 结尾"),
    "usage.only_json": Phrase("{name} does not end in .json", "{name} 应以 .json 结尾"),
    "usage.only_xlsx": Phrase("{name} does not end in .xlsx", "{name} 应以 .xlsx 结尾"),
    "usage.lists_or_ledger": Phrase(
        "the lists come from the ledger; name one or the other", "清单取自台账；二者只能指定其一"
    ),
    "usage.with_ledger": Phrase("goes with --ledger alone", "只能与 --ledger 合用"),
    "usage.plan_of_ledger": Phrase("the plan in force is that of the ledger", "现行方案取自台账"),
    "usage.only_workbook": Phrase("names stand in the workbook (.xlsx) alone", "姓名只写入工作簿（.xlsx）"),
    "usage.only_page": Phrase("persons can be searched on the page (.html) alone", "只有报告页面（.html）可查询个人"),
    "usage.report_suffix": Phrase("{name} ends neither in .xlsx nor in .html", "{name} 应以 .xlsx 或 .html 结尾"),
    "usage.pairs_suffix": Phrase(
        "ends in .parquet or .csv, not {suffix!r}", "应以 .parquet 或 .csv 结尾，而不是 {suffix!r}"
    ),
    "usage.person_or_job": Phrase("name a person or a job, one of them", "求职者和岗位须指定其中一个，且只能指定一个"),
    "defect.report": Phrase(
        "this is a defect of jobmatch, not of your data. Please report the lines above together with:\n"
        "  jobmatch {version}, Python {python}, {system}, {cores} cores\n"
        "  command: jobmatch {command}",
        "这是 jobmatch 的缺陷，不是数据的问题。请把以上内容连同下列信息一并反馈：\n"
        "  jobmatch {version}，Python {python}，{system}，{cores} 核\n"
        "  命令：jobmatch {command}",
    ),
}
