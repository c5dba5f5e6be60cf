"""What is said of a command line that cannot be understood, and the frame of a help."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

USAGE: dict[str, Phrase] = {
    "usage.title": Phrase("Usage: ", "用法："),
    "usage.arguments": Phrase("Arguments", "参数"),
    "usage.options": Phrase("Options", "选项"),
    "usage.commands": Phrase("Commands", "命令"),
    "usage.error": Phrase("Error", "错误"),
    "usage.default": Phrase("[default: {}]", "[默认：{}]"),
    "usage.variable": Phrase("[env var: {}]", "[环境变量：{}]"),
    "usage.required": Phrase("[required]", "[必填]"),
    "usage.try": Phrase(
        "Try [blue]'{command_path} {help_option}'[/] for help.",
        "可用 [blue]'{command_path} {help_option}'[/] 查看帮助。",
    ),
    "usage.missing_argument": Phrase("Missing argument {what}.", "缺少参数 {what}。"),
    "usage.missing_option": Phrase("Missing option {what}.", "缺少选项 {what}。"),
    "usage.no_option": Phrase("No such option: {what}", "没有选项：{what}"),
    "usage.no_option_near": Phrase(
        "No such option: {what} Did you mean {near}?", "没有选项：{what}，您是不是要写 {near}？"
    ),
    "usage.no_command": Phrase("No such command {what}.", "没有命令 {what}。"),
    "usage.no_command_near": Phrase(
        "No such command {what}. Did you mean {near}?", "没有命令 {what}。您是不是要写 {near}？"
    ),
    "usage.missing_command": Phrase("Missing command.", "缺少命令。"),
    "usage.needs_value": Phrase("Option {what} requires an argument.", "选项 {what} 需要一个值。"),
    "usage.takes_no_value": Phrase("Option {what} does not take a value.", "选项 {what} 不带值。"),
    "usage.unexpected": Phrase("Got unexpected extra argument(s) ({what})", "多余的参数（{what}）"),
    "usage.invalid": Phrase("Invalid value for {hint}: {message}", "{hint} 的值无效：{message}"),
    "usage.not_integer": Phrase("a whole number is expected", "应为整数"),
    "usage.not_number": Phrase("a number is expected", "应为数字"),
    "usage.too_small": Phrase("{least} or more is expected", "应不小于 {least}"),
    "usage.too_large": Phrase("{most} or less is expected", "应不大于 {most}"),
    "usage.not_one_of": Phrase("{what} is not one of {names}.", "{what} 不是 {names} 之一。"),
    "usage.size": Phrase(
        "above 0 and at most {most:,.12g}, not {size:,}", "须大于 0 且不超过 {most:,.12g}，不能是 {size:,}"
    ),
    "usage.report_suffix": Phrase("{name} ends neither in .xlsx nor in .html", "{name} 既不以 .xlsx 也不以 .html 结尾"),
    "usage.pairs_suffix": Phrase(
        "ends in .parquet or .csv, not {suffix!r}", "须以 .parquet 或 .csv 结尾，不能是 {suffix!r}"
    ),
    "usage.person_or_job": Phrase("name a person or a job, one of them", "请写人员或岗位，二者择一"),
    "defect.report": Phrase(
        "this is a defect of jobmatch, not of your data. Please report the lines above together with:\n"
        "  jobmatch {version}, Python {python}, {system}, {cores} cores\n"
        "  command: jobmatch {command}",
        "这是 jobmatch 的缺陷，不是数据的问题。请把以上内容连同下列信息一并反馈：\n"
        "  jobmatch {version}，Python {python}，{system}，{cores} 核\n"
        "  命令：jobmatch {command}",
    ),
}
