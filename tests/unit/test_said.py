"""What errors say comes from the catalogue, in every language: nothing is said past it, all of it is used."""

from __future__ import annotations

import ast
import pickle
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import jobmatch
from jobmatch import errors
from jobmatch.errors import InputError, JobmatchError
from jobmatch.lists import make_issue
from jobmatch.lists.issues import errors_message
from jobmatch.words import ISSUES, PHRASES, lines, said
from jobmatch.words.limit_names import limit_name, limit_named, stage_name
from jobmatch.words.near import did_you_mean

ROOT = Path(str(jobmatch.__file__)).parent
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(ROOT.rglob("*.py"))}

ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, JobmatchError)}

BUILT = ("rule.", "alone.", "left_out.", "range.weight_of_")
"""Beginnings of codes that are built of two variables."""

ENDS = ("_value", "_empty")
"""Ends of codes that begin with a variable."""

SHORT = 4
"""Words of a phrase that may stand under several codes: labels, headers, names."""


def calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    """Calls of functions or methods with these names, each with its place."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", None)
                if called in names:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def test_no_error_is_raised_with_a_sentence_of_its_own() -> None:
    bare = (ast.Constant, ast.JoinedStr, ast.BinOp)
    assert [at for at, call in calls(*ERRORS) if not call.args or isinstance(call.args[0], bare)] == []


def test_every_code_that_is_said_is_in_the_catalogue() -> None:
    codes = [(at, call.args[0].value) for at, call in calls("say", "said") if isinstance(call.args[0], ast.Constant)]
    assert [(at, code) for at, code in codes if code not in PHRASES] == []


def test_no_field_of_a_sentence_is_left_out() -> None:
    missing = []
    for at, call in calls("say", "said"):
        given = {keyword.arg for keyword in call.keywords}
        if isinstance(call.args[0], ast.Constant) and None not in given:  # what is handed on as a dict cannot be seen
            phrase = PHRASES[str(call.args[0].value)]
            missing += [(at, name) for _, name, _, _ in Formatter().parse(phrase.en) if name and name not in given]
    assert missing == []


def test_every_code_of_the_catalogue_is_used() -> None:
    literals, beginnings = set(), set(BUILT)
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                beginnings.add(str(node.values[0].value))
            is_key = path.parent.name == "words" and "Phrase(" in path.read_text(encoding="utf-8")
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and not is_key:
                literals.add(node.value)
    starts = tuple(beginning for beginning in beginnings if beginning.endswith((".", "_of_")))
    codes = {code for code in PHRASES if not (code.endswith(".advice") and code.removesuffix(".advice") in ISSUES)}
    unsaid = {code for code in codes - literals if not code.startswith(starts) and not code.endswith(ENDS)}
    assert unsaid == set()


def test_no_sentence_stands_under_two_codes() -> None:
    codes = defaultdict(list)
    for code, phrase in PHRASES.items():
        if (
            code.removesuffix(".advice") not in ISSUES
            and not code.startswith("help.")
            and len(phrase.en.split()) > SHORT
        ):
            codes[phrase.en].append(code)
    assert [twins for twins in codes.values() if len(twins) > 1] == []


def test_fields_are_said_in_the_language_too() -> None:
    inner = said("lever.quota", name="q")
    sentence = said("solver.cannot_carry", lever=inner, solver="flow", way_out=said("solver.leave_out"))
    assert str(sentence) == "quota 'q': solver 'flow' cannot carry this; leave it out, or use 'auto'"
    assert sentence.text("zh") == "限额 'q'：求解器 'flow' 不支持；请去掉该项，或用 'auto'"
    assert said("near.all", names=("a", inner)).text("zh") == "；现有 a、限额 'q'"
    assert lines((inner, "b")).text("zh") == "限额 'q'\nb"
    assert (inner + inner).text("en") == "quota 'q'quota 'q'"


def test_names_that_may_have_been_meant() -> None:
    assert str(did_you_mean("quuota", ["quota", "quotas"])) == "; did you mean 'quota' or 'quotas'?"
    assert str(did_you_mean("x", ["b", "a"])) == "; it has a, b"
    assert did_you_mean("x", []) == ""


@pytest.mark.parametrize(
    ("constraint", "group", "zh"),
    [
        ("q, upper", "", "“q”上限"),
        ("a, b, lower", "4301", "“a, b”下限（4301）"),
        ("b, budget", None, "预算“b”"),
        ("weld, seats", "", "培训“weld”名额"),
        ("household, max_out", "", "每户安排人数上限"),
        ("vacancies", "j", "岗位名额（j）"),
        ("anything", "", "anything"),
    ],
)
def test_limits_have_names(constraint: str, group: str | None, zh: str) -> None:
    assert str(limit_name(constraint, group)) == (f"{constraint} ({group})" if group else constraint)
    assert limit_name(constraint, group).text("zh") == zh
    if ", " in constraint and "household" not in constraint:
        assert limit_named(f"{constraint} {group or ''}".strip()).text("zh") == zh


@pytest.mark.parametrize(
    ("stage", "zh"),
    [
        ("placed", "安排人数"),
        ("placed:registered_poor", "建档立卡安排人数"),
        ("placed:old", "“old”安排人数"),
        ("tier:county", "县内安排人数"),
        ("fair:home@county", "公平份额（home@county）"),
        ("households", "覆盖户数"),
        ("cost", "cost"),
    ],
)
def test_stages_have_names(stage: str, zh: str) -> None:
    assert (str(stage_name(stage)), stage_name(stage).text("zh")) == (stage, zh)


def test_errors_survive_another_process() -> None:
    issues = [make_issue("wage_negative", list="jobs", row=3, column="wage", value="-3", choices=["3", "4"])]
    error = pickle.loads(pickle.dumps(InputError(errors_message(issues, 1), issues)))
    assert error.issues == tuple(issues)
    assert error.issues[0].fields == issues[0].fields
    assert str(error).startswith("1 error in jobs; first: jobs row 3")
    assert error.text("zh").startswith("岗位 中有 1 个错误：岗位 第 3 行")
    for name in sorted(ERRORS - {"InputError"}):
        kind = getattr(errors, name)
        again = pickle.loads(pickle.dumps(kind(said("output.run_exists", path=Path("a")))))
        assert type(again) is kind
        assert again.text("zh") == "a 已存在；请换一个位置，或用 --overwrite（overwrite=True）替换"
