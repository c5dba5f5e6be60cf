"""The command line speaks English and Chinese: helps, usage errors, and every example in them."""

from __future__ import annotations

import ast
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer
from rich.cells import cell_len

import jobmatch
from jobmatch.cli import main
from jobmatch.cli.app import app
from jobmatch.cli.help_page import wrapped
from jobmatch.cli.helps import help_code, say_helps
from jobmatch.cli.language import PATTERNS, in_language, language_of
from jobmatch.words import PHRASES, Lang, say

GROUP: Any = typer.main.get_command(app)
COMMANDS: dict[str, Any] = {}
for _name, _command in GROUP.commands.items():
    COMMANDS[_name] = _command
    COMMANDS.update({f"{_name} {below}": each for below, each in getattr(_command, "commands", {}).items()})
GROUPS = {name for name, command in COMMANDS.items() if hasattr(command, "commands")}


def code_of(name: str) -> str:
    """Under what the catalogue has a command."""
    return name.replace(" ", ".")


CLI = Path(str(jobmatch.__file__)).parent / "cli"

ENGLISH = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z]{2,}){2,}")
"""Three words in a row: a sentence, not a name."""


def printed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[str, int]:
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit) as left:
        main(arguments)
    out, err = capsys.readouterr()
    return out + err, int(left.value.code or 0)


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_command_and_parameter_has_a_help(name: str) -> None:
    command = COMMANDS.get(name, GROUP)
    assert f"help.{code_of(name)}" in PHRASES or not name
    for parameter in command.params:
        assert help_code(code_of(name), parameter.name) in PHRASES, parameter.name


def test_no_help_is_for_nothing() -> None:
    used = {
        "help",
        "help.epilog",
        "help.option.help",
        *(f"help.{code_of(name)}" for name in COMMANDS),
    }  # --help: no parameter
    for name, command in (("", GROUP), *COMMANDS.items()):
        used |= {help_code(code_of(name), parameter.name) for parameter in command.params}
    codes = {code.removesuffix(".default") for code in PHRASES if code == "help" or code.startswith("help.")}
    assert codes == used


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_helps_in_chinese_are_chinese(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text, code = printed(capsys, monkeypatch, "--lang", "zh", *name.split(), "--help")
    assert code == 0
    assert text.startswith(f"用法：jobmatch {name}".rstrip())
    assert "\n选项\n" in text
    said = [line for line in text.splitlines() if "jobmatch" not in line]
    assert not [line for line in said if ENGLISH.search(re.sub(r"GB/T|CSV|XLSX|JSON|[A-Z_]{3,}", "", line))]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_no_text_of_a_help_is_cut_or_too_wide(
    name: str, lang: Lang, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text, _ = printed(capsys, monkeypatch, f"--lang={lang}", *name.split(), "-h")
    lines = [line for line in text.splitlines() if not re.match(r"Example: |示例：", line)]
    assert max(map(cell_len, lines)) <= 80
    assert not [line for line in lines if re.match(r"\s*[，。；：、）”]", line)]
    group = typer.main.get_command(app)
    say_helps(group, lang)
    command: Any = group
    for part in name.split():
        command = command.commands[part]
    for each in command.params:
        assert squeezed(each.help) in squeezed(text)
    assert squeezed(command.help) in squeezed(text)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_a_help_leaves_nothing_of_its_language_behind(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = printed(capsys, monkeypatch, "--lang", "en", "solve", "--help")
    assert printed(capsys, monkeypatch, "--lang", "zh", "solve", "--help") != before
    assert printed(capsys, monkeypatch, "--lang", "en", "solve", "--help") == before


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("a plan that is proven", 11, ["a plan that", "is proven"]),
        ("已证明最优。", 10, ["已证明最", "优。"]),  # no stop begins a line
        ("报告（见下）", 6, ["报告", "（见", "下）"]),  # no bracket ends one
        ("政策文件（TOML）", 8, ["政策文件", "（TOML）"]),
        ("岗位清单。 [必填]", 13, ["岗位清单。", "[必填]"]),
        ("runs/august/jobs.csv 见", 6, ["runs/august/jobs.csv", "见"]),  # a word is never broken
        ("", 10, [""]),
    ],
)
def test_lines_break_where_the_language_allows_it(text: str, width: int, lines: list[str]) -> None:
    assert list(wrapped(text, width)) == lines


def test_no_arguments_show_the_help_as_wrong_usage(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text, code = printed(capsys, monkeypatch)
    assert code == 2
    assert (text, 0) == printed(capsys, monkeypatch, "--help")


@pytest.mark.parametrize(("lang", "told"), [("en", "Find the plan"), ("zh", "求出成本最低的方案")])
def test_shells_complete_with_helps_in_the_language(
    lang: str, told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOBMATCH_LANG", lang)
    monkeypatch.setenv("_JOBMATCH_COMPLETE", "complete_fish")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "jobmatch ")
    text, code = printed(capsys, monkeypatch)
    assert code == 0
    names, helps = zip(*(line.split("\t") for line in text.splitlines()), strict=True)  # one line each
    assert list(names) == [name for name in COMMANDS if " " not in name]
    assert any(told in each for each in helps)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in GROUPS])
def test_examples_of_helps_can_be_typed(name: str, lang: Lang) -> None:
    examples = re.findall(r"(?:Example: |示例：)jobmatch (.+)", say(f"help.{code_of(name)}", lang))
    assert examples
    for example in examples:
        words = shlex.split(example)
        parts = len(name.split())
        assert " ".join(words[:parts]) == name
        COMMANDS[name].make_context(name, words[parts:], resilient_parsing=False)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["sovle"], "没有命令 sovle。您是不是要写：solve？详见：jobmatch --help"),
        (["xyz"], "没有命令 xyz。"),
        (["solve", "a", "--out", "c"], "缺少参数 JOBS。详见：jobmatch solve --help"),
        (["solve", "a", "b"], "缺少选项 --out。"),
        (["solve", "a", "b", "--out", "c", "--gap", "x"], "--gap 的值无效：不是数字。"),
        (["solve", "a", "b", "--out", "c", "--gap", "-1"], "--gap 的值无效：不得小于 0。"),
        (["solve", "a", "b", "--out", "c", "--seed", "1.5"], "--seed 的值无效：不是整数。"),
        (["solve", "a", "b", "--out"], "选项 --out 后面须写值。"),
        (["solve", "a", "b", "--quiet=1"], "选项 --quiet 后面不写值。"),
        (["solve", "a", "b", "--outt", "c"], "没有选项 --outt。您是不是要写：--on、--out、--quiet？"),
        (["solve", "a", "b", "--zzz", "c"], "没有选项 --zzz。"),
        (["verify", "a", "b"], "参数过多：b。"),
        (["--quiet"], "没有选项 --quiet。"),
        ([], "缺少命令。"),
        (["explain", "a"], "--person, --job 的值无效：求职者和岗位须指定其中一个"),
        (["report", "a", "--out", "b.pdf"], "--out 的值无效：b.pdf 应以 .xlsx 或 .html 结尾。"),
        (["pairs", "a", "b", "--out", "b.pdf"], "--out 的值无效：应以 .parquet 或 .csv 结尾，而不是 '.pdf'。"),
        (["generate", "x", "--out", "b"], "PRESET 的值无效：没有预设 'x'；现有 xiangxi-2016、"),
        (["generate", "fair-2016", "--out", "b", "--scale", "0"], "--scale 的值无效：应大于 0 且不超过 10，而不是 0"),
        (["generate", "fair-2016", "--out", "b", "--format", "doc"], "doc 不在可选值之中：csv、xlsx、parquet。"),
    ],
)
def test_wrong_usage_is_told_in_chinese(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text, code = printed(capsys, monkeypatch, "--lang", "zh", *arguments)
    assert code == 2
    assert told in text
    assert not ENGLISH.search(re.sub(r"jobmatch( \w+)? --help", "", text))


@pytest.mark.parametrize("arguments", [["sovle"], ["solve", "a"], ["solve", "a", "b", "--out", "c", "--gap", "-1"]])
def test_wrong_usage_is_told_in_english_with_the_same_codes(
    arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text, code = printed(capsys, monkeypatch, *arguments)
    assert code == 2
    usage, told = text.splitlines()
    assert usage.startswith("Usage: jobmatch ")
    assert re.fullmatch(r"jobmatch: (No such|Missing|Invalid) .+[.?] Try: jobmatch .*--help", told)


def test_a_wrong_language_is_told_in_that_of_the_locale(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOBMATCH_LANG", "fr")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    text, code = printed(capsys, monkeypatch, "policy")
    assert code == 2
    assert "--lang 或环境变量 JOBMATCH_LANG 的值无效：fr 不在可选值之中：en、zh。" in text


def test_one_language_after_another(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        assert "用法：" in printed(capsys, monkeypatch, "--lang", "zh", "solve", "--help")[0]
        text = printed(capsys, monkeypatch, "--lang", "en", "solve", "--help")[0]
        assert "Usage: jobmatch solve" in text
        assert "Options" in text
        assert not re.search("[\u4e00-\u9fff]", text.replace("(中文)", ""))


def test_what_the_library_says_that_nobody_knows_stays() -> None:
    assert in_language("Something new.", "zh") == "Something new."
    assert all(code in PHRASES for code in PATTERNS.values())


@pytest.mark.parametrize(
    ("arguments", "variable", "locale", "lang"),
    [
        (["--lang", "zh", "solve"], "en", "en_US", "zh"),
        (["--lang=en", "solve"], "zh", "zh_CN", "en"),
        (["solve", "--lang", "zh"], "", "en_US", "zh"),
        (["--lang", "zh", "solve", "--lang=en"], "", "zh_CN", "en"),
        (["explain", "--", "--lang", "zh"], "", "en_US", "en"),
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
                assert not (node.func.attr in ("Option", "Argument", "Typer", "command") and "help" in given), path
                told = [keyword.value for keyword in node.keywords if keyword.arg == "show_default"]
                assert not [value for value in told if isinstance(value, ast.Constant) and isinstance(value.value, str)]


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in GROUPS])
def test_the_page_of_commands_names_every_option(name: str) -> None:
    page = (Path(__file__).parents[3] / "docs" / "cli.md").read_text(encoding="utf-8")
    calls = "".join(re.findall(rf"`(jobmatch {name} .*?)`", page.split("\n## ")[0]))
    options = {option for each in COMMANDS[name].params for option in each.opts if option.startswith("--")}
    assert set(re.findall(r"--[a-z-]+", calls)) == options - {"--lang"}  # said once for all of them


def test_the_page_of_commands_has_them_in_the_order_of_the_help() -> None:
    page = (Path(__file__).parents[3] / "docs" / "cli.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `jobmatch ((?:ledger|retention) \w+|\w+)", page, re.MULTILINE) == [
        name for name in COMMANDS if name not in GROUPS
    ]
