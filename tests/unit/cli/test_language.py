"""The command line speaks English and Chinese: helps, usage errors, and every example in them."""

from __future__ import annotations

import ast
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer

import jobmatch
from jobmatch.cli import main
from jobmatch.cli.app import app
from jobmatch.cli.language import PATTERNS, help_code, in_language, language_of
from jobmatch.words import PHRASES, Lang, say

GROUP: Any = typer.main.get_command(app)
COMMANDS: dict[str, Any] = GROUP.commands
CLI = Path(str(jobmatch.__file__)).parent / "cli"

ENGLISH = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z]{2,}){2,}")
"""Three words in a row: a sentence, not a name."""


def printed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[str, int]:
    monkeypatch.setenv("COLUMNS", "200")
    with pytest.raises(SystemExit) as left:
        main(arguments)
    out, err = capsys.readouterr()
    return out + err, int(left.value.code or 0)


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_command_and_parameter_has_a_help(name: str) -> None:
    command = COMMANDS.get(name, GROUP)
    assert f"help.{name}" in PHRASES or not name
    for parameter in command.params:
        assert help_code(name, parameter.name) in PHRASES, parameter.name


def test_no_help_is_for_nothing() -> None:
    used = {"help", "help.epilog", "help.option.help", *(f"help.{name}" for name in COMMANDS)}
    for name, command in (("", GROUP), *COMMANDS.items()):
        used |= {help_code(name, parameter.name) for parameter in command.params}
    codes = {code.removesuffix(".default") for code in PHRASES if code == "help" or code.startswith("help.")}
    assert codes == used


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_helps_in_chinese_are_chinese(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text, code = printed(capsys, monkeypatch, "--lang", "zh", *([name] if name else []), "--help")
    assert code == 0
    assert "用法：" in text
    assert "选项" in text
    assert "…" not in re.sub("……", "", text)  # nothing is cut off
    said = [line for line in text.splitlines() if "jobmatch" not in line]
    assert not [line for line in said if ENGLISH.search(re.sub(r"GB/T|CSV|XLSX|JSON|[A-Z_]{3,}", "", line))]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", COMMANDS)
def test_examples_of_helps_can_be_typed(name: str, lang: Lang) -> None:
    examples = re.findall(r"(?:Example: |示例：)jobmatch (.+)", say(f"help.{name}", lang))
    assert examples
    for example in examples:
        command, *arguments = shlex.split(example)
        assert command == name
        COMMANDS[command].make_context(command, arguments, resilient_parsing=False)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["sovle"], "没有命令 'sovle'。您是不是要写 'solve'"),
        (["solve", "a"], "缺少参数 'jobs'。"),
        (["solve", "a", "b"], "缺少选项 '--out'。"),
        (["solve", "a", "b", "--out", "c", "--gap", "x"], "'--gap' 的值无效：应为数字"),
        (["solve", "a", "b", "--out", "c", "--gap", "-1"], "'--gap' 的值无效：应不小于 0"),
        (["solve", "a", "b", "--out", "c", "--seed", "1.5"], "'--seed' 的值无效：应为整数"),
        (["solve", "a", "b", "--out"], "选项 '--out' 需要一个值。"),
        (["solve", "a", "b", "--outt", "c"], "没有选项：--outt，您是不是要写 --out"),
        (["verify", "a", "b"], "多余的参数（b）"),
        (["explain", "a"], "--person, --job 的值无效：请写人员或岗位，二者择一"),
        (["report", "a", "--out", "b.pdf"], "--out 的值无效：b.pdf 既不以 .xlsx 也不以 .html 结尾"),
        (["generate", "x", "--out", "b"], "PRESET 的值无效：没有预设 'x'；现有 xiangxi-2016、"),
        (["generate", "fair-2016", "--out", "b", "--scale", "0"], "--scale 的值无效：须大于 0 且不超过 10，不能是 0"),
        (["generate", "fair-2016", "--out", "b", "--format", "doc"], "'doc' 不是 'csv', 'xlsx', 'parquet' 之一。"),
    ],
)
def test_wrong_usage_is_told_in_chinese(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text, code = printed(capsys, monkeypatch, "--lang", "zh", *arguments)
    assert code == 2
    assert told in re.sub(r"\s+│\n│ ", "", text)
    assert not ENGLISH.search(text.partition("错误")[2])


def test_one_language_after_another(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        assert "用法：" in printed(capsys, monkeypatch, "--lang", "zh", "solve", "--help")[0]
        text = printed(capsys, monkeypatch, "--lang", "en", "solve", "--help")[0]
        assert " Usage: jobmatch solve" in text
        assert "Options" in text
        assert text.isascii() or not re.search("[\u4e00-\u9fff]", text)


def test_what_the_library_says_that_nobody_knows_stays() -> None:
    assert in_language("Something new.", "zh") == "Something new."
    assert all(code in PHRASES for code in PATTERNS.values())


@pytest.mark.parametrize(
    ("arguments", "variable", "locale", "lang"),
    [
        (["--lang", "zh", "solve"], "en", "en_US", "zh"),
        (["--lang=en", "solve"], "zh", "zh_CN", "en"),
        (["solve", "--lang", "zh"], "", "en_US", "en"),  # that of a file to be written
        (["solve"], "zh", "en_US", "zh"),
        (["--version"], "", "zh_CN.UTF-8", "zh"),
        (["--lang"], "", "", "en"),
        ([], "", "zh_CN.UTF-8", "zh"),
    ],
)
def test_the_language_is_known_before_the_command_line_is_read(
    arguments: list[str], variable: str, locale: str, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("JOBMATCH_LANG", variable), ("LC_ALL", ""), ("LC_MESSAGES", ""), ("LANG", locale)):
        monkeypatch.setenv(name, value)
    assert language_of(arguments) == lang


def test_no_help_stands_in_the_commands() -> None:
    for path in CLI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                assert node.func.attr != "BadParameter" or path.name == "language.py", path
                given = {keyword.arg for keyword in node.keywords}
                assert not (node.func.attr in ("Option", "Argument") and "help" in given), path
