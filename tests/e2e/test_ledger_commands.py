"""A planner's months with a ledger: lists in, a plan, a workbook out, answers back, figures; and what goes wrong."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from test_cli_commands import run

SEEKERS = """\
求职者编号,户籍地,出生日期,期望月薪,意向地区,姓名,联系电话
QZ-A,花垣县,1990-01-01,3000,长沙市;深圳市,石小强,13907431234
QZ-B,花垣县,1990-01-01,3000,长沙市;深圳市,龙阿妹,13807435678
QZ-C,凤凰县,1990-01-01,3000,长沙市;深圳市,吴老三,13707435678
QZ-D,凤凰县,1990-01-01,3000,长沙市,麻四,13607435678
"""
JOBS = """\
岗位编号,工作地,招聘人数,月薪,联系人
GW-X,长沙市,3,4000,彭经理
GW-Y,深圳市,4,4100,向经理
"""
IDS = ("QZ-A", "QZ-B", "QZ-C", "QZ-D")
NAMES = ("石小强", "龙阿妹", "吴老三", "麻四", "13907431234", "13807435678", "彭经理", "向经理")
LISTS = ("--seekers", "seekers.csv", "--jobs", "jobs.csv")
FIRST = "2016-08-29"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("seekers.csv", SEEKERS), ("jobs.csv", JOBS)):
        (tmp_path / name).write_text(text, encoding="gb18030")
    (tmp_path / "policy.toml").write_text("as_of = 2016-08-29\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def begun(folder: Path) -> Path:
    """Both lists are in the ledger, and what a first plan proposes."""
    run("ledger", "import", "work.db", *LISTS, "--on", FIRST, cwd=folder)
    solve(folder, "august", "--on", FIRST)
    return folder


def solve(folder: Path, name: str, *more: object, code: int = 0, lang: str = "en") -> str:
    given = ("--ledger", "work.db", "--policy", "policy.toml", "--out", f"runs/{name}")
    done = run("solve", *given, *more, cwd=folder, code=code, lang=lang)
    return done.stderr if code else done.stdout


def take_in(folder: Path, *rows: str, on: str | None = None, code: int = 0) -> str:
    """Take in answers of a file; what is told."""
    lines = "person_id,job_id,event,day,reason,number", *rows
    (folder / "back.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = run(
        *("ledger", "import", "work.db", "--answers", "back.csv", *(("--on", on) if on else ())), cwd=folder, code=code
    )
    return done.stderr if code else done.stdout


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def states(folder: Path, *more: object) -> dict[str, int]:
    told = json.loads(run("ledger", "report", "work.db", "--json", *more, cwd=folder).stdout)
    return {name: count for name, count in told["states"][0].items() if isinstance(count, int) and count}


def fill_in(path: Path, told: dict[str, tuple[str, ...]], sheet: int) -> None:
    """Write answers, days and reasons into a sheet of a workbook that was handed out."""
    book = openpyxl.load_workbook(path)
    pages = [each for each in book if any(cell.value in ("answer", "答复") for cell in each[4])]
    page = pages[sheet]
    header = [cell.value for cell in page[4]]
    who = next(at for at, name in enumerate(header, 1) if name in ("person_id", "求职者编号"))
    first = next(at for at, name in enumerate(header, 1) if name in ("answer", "答复"))
    filled = set()
    for row in range(5, page.max_row + 1):
        person = page.cell(row, who).value
        if person in told:
            filled.add(person)
            for at, value in enumerate(told[person]):
                page.cell(row, first + at).value = value
    assert filled == set(told)
    book.save(path)


WORDS = {"en": ("accepted", "declined", "left"), "zh": ("接受", "拒绝", "离岗")}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_loop(folder: Path, lang: str) -> None:
    yes, no, _ = WORDS[lang]
    lists = ("ledger", "import", "work.db", *LISTS, "--on", FIRST, "--json")
    found = json.loads(run(*lists, cwd=folder, lang=lang).stdout)
    assert (found["new"], found["known"], found["batch"]) == ({"listed": 4, "reported": 2}, 0, 1)
    assert "work.db" in solve(folder, "august", "--on", FIRST, lang=lang)
    assert states(folder) == {"proposed": 4, "listed": 4}
    run("verify", "runs/august", cwd=folder)
    run("report", "runs/august", cwd=folder, lang=lang)
    book = folder / "runs" / "august.xlsx"
    plan = {row["person_id"]: row["job_id"] for row in rows_of(folder / "runs/august/assignment.csv")}

    told = {"QZ-A": (yes, "2016-09-02"), "QZ-B": (no, "2016-09-03", "太远")}
    fill_in(book, told, sheet=0)
    back = ("ledger", "import", "work.db", "--answers", "runs/august.xlsx", "--json")
    found = json.loads(run(*back, cwd=folder, lang=lang).stdout)
    assert (found["new"], found["known"], found["blank"]) == ({"accepted": 1, "declined": 1}, 0, 6)
    fill_in(book, told | {"QZ-C": (yes,)}, sheet=1)
    found = json.loads(run(*back, "--on", "2016-09-10", cwd=folder, lang=lang).stdout)
    assert (found["new"], found["known"], found["blank"]) == ({"accepted": 1}, 4, 3)
    assert json.loads(run(*back, cwd=folder, lang=lang).stdout)["new"] == {}

    solve(folder, "september", "--on", "2016-09-12", lang=lang)
    then = {row["person_id"]: row["job_id"] for row in rows_of(folder / "runs/september/assignment.csv")}
    assert then["QZ-A"] == plan["QZ-A"]
    assert then["QZ-C"] == plan["QZ-C"]
    assert then.get("QZ-B") != plan["QZ-B"]
    run("verify", "runs/september", cwd=folder)

    path = json.loads(run("ledger", "show", "work.db", "--person", "QZ-B", "--json", cwd=folder, lang=lang).stdout)
    assert [each["kind"] for each in path["events"]][:3] == ["listed", "proposed", "declined"]
    assert path["events"][2]["reason"] == "太远"
    shown = run("ledger", "show", "work.db", "--job", plan["QZ-A"], cwd=folder, lang=lang).stdout
    assert "QZ-A" in shown
    assert ("接受" in shown) == (lang == "zh")
    run("ledger", "report", "work.db", "--out", "september.xlsx", cwd=folder, lang=lang)
    sheets = openpyxl.load_workbook(folder / "september.xlsx").sheetnames
    assert ("各环节人数" in sheets) == (lang == "zh")


def test_lists_are_those_of_solve(begun: Path) -> None:
    take_in(begun, "QZ-A,GW-X,accepted,2016-09-01,,", "QZ-D,,withdrawn,2016-09-01,,")
    run("ledger", "lists", "work.db", "--out", "lists", cwd=begun)
    assert [row["person_id"] for row in rows_of(begun / "lists/seekers.csv")] == ["QZ-A", "QZ-B", "QZ-C"]
    assert [row["decision"] for row in rows_of(begun / "lists/decisions.csv")] == ["accepted"]
    files = ("lists/seekers.csv", "lists/jobs.csv", "--plan", "lists/plan.csv", "--decisions", "lists/decisions.csv")
    run("solve", *files, "--policy", "policy.toml", "--out", "runs/files", cwd=begun)
    solve(begun, "ledger")
    for name in ("assignment.csv", "changes.csv"):
        assert (begun / "runs/files" / name).read_bytes() == (begun / "runs/ledger" / name).read_bytes()
    then = run("ledger", "lists", "work.db", "--out", "lists", "--on", "2016-08-30", "--overwrite", cwd=begun).stdout
    assert "seekers.csv: 4 rows" in then
    assert "decisions.csv: 0 rows" in then


def test_a_run_that_was_not_written_is_written_by_the_same_command(begun: Path) -> None:
    run("ledger", "import", "work.db", "--seekers", "seekers.csv", "--on", FIRST, cwd=begun)
    take_in(begun, "QZ-A,GW-X,declined,2016-09-20,,")
    told = solve(begun, "late", "--on", "2016-09-10", code=1)
    assert "later" in told
    assert (begun / "runs/late/summary.json").exists(), "the run stays"
    assert "--overwrite" in solve(begun, "late", "--on", "2016-09-20", code=1)
    solve(begun, "late", "--on", "2016-09-20", "--overwrite")
    assert "Wrote 0 changes" in solve(begun, "late", "--on", "2016-09-20", "--overwrite")


def test_a_county_sees_its_own(begun: Path) -> None:
    scope = ("--scope", "花垣县")
    assert states(begun, *scope) == {"proposed": 2, "listed": 2}
    told = run("ledger", "import", "work.db", "--seekers", "seekers.csv", *scope, cwd=begun, code=1).stderr
    assert "seekers.csv row 4" in told
    assert "Traceback" not in told
    run("ledger", "show", "work.db", "--person", "QZ-C", *scope, cwd=begun, code=1)
    run("ledger", "lists", "work.db", "--out", "own", *scope, cwd=begun)
    assert [row["person_id"] for row in rows_of(begun / "own/seekers.csv")] == ["QZ-A", "QZ-B"]
    solve(begun, "county", *scope)
    assert {row["person_id"] for row in rows_of(begun / "runs/county/assignment.csv")} == {"QZ-A", "QZ-B"}


def test_a_mistake_is_voided(begun: Path) -> None:
    take_in(begun, "QZ-A,GW-X,arrived,2016-09-01,,")
    assert states(begun)["in_post"] == 1
    path = json.loads(run("ledger", "show", "work.db", "--person", "QZ-A", "--json", cwd=begun).stdout)
    event = path["events"][-1]["event"]
    assert str(event) in run("ledger", "void", "work.db", event, "--reason", "QZ-B was meant", cwd=begun).stdout
    assert "in_post" not in states(begun)
    run("ledger", "void", "work.db", event, "--reason", "again", cwd=begun, code=1)


AHEAD = (date.today() + timedelta(3)).isoformat()

MISTAKES: list[tuple[int, tuple[object, ...], str]] = [
    (2, ("import", "work.db"), "--seekers"),
    (2, ("import",), "LEDGER"),
    (2, ("import", "work.db", "--answers", "back.csv", "--whole"), "--whole"),
    (2, ("import", "work.db", "--answers", "back.csv", "--on", "2016-02-30"), "2016-02-30"),
    (2, ("show", "work.db"), "--person"),
    (2, ("show", "work.db", "--person", "QZ-A", "--job", "GW-X"), "--person"),
    (2, ("report", "work.db", "--out", "report.csv"), "report.csv"),
    (2, ("void", "work.db", "0", "--reason", "x"), "EVENT"),
    (2, ("void", "work.db", "one", "--reason", "x"), "EVENT"),
    (2, ("void", "work.db", "1"), "--reason"),
    (2, ("lists", "work.db"), "--out"),
    (1, ("void", "work.db", "1", "--reason", " "), "--reason"),
    (1, ("void", "work.db", "999", "--reason", "x"), "999"),
    (1, ("import", "none.db", "--answers", "back.csv"), "none.db"),
    (1, ("import", "no/folder.db", "--seekers", "seekers.csv"), "no"),
    (1, ("import", ".", "--seekers", "seekers.csv"), "."),
    (1, ("import", "policy.toml", "--seekers", "seekers.csv"), "policy.toml"),
    (1, ("import", "mysql://host/name", "--seekers", "seekers.csv"), "mysql"),
    (1, ("import", "postgresql://u:geheim@127.0.0.1:1/x", "--seekers", "seekers.csv"), "127.0.0.1"),
    (1, ("import", "postgresql://u:geheim@127.0.0.1:x/x", "--seekers", "seekers.csv"), "127.0.0.1"),
    (1, ("import", "work.db", "--seekers", "missing.csv"), "missing.csv"),
    (1, ("import", "work.db", "--seekers", "jobs.csv"), "jobs.csv"),
    (1, ("import", "work.db", "--answers", "missing.xlsx"), "missing.xlsx"),
    (1, ("import", "work.db", "--answers", "policy.toml"), "policy.toml"),
    (1, ("import", "work.db", "--answers", "broken.xlsx"), "broken.xlsx"),
    (1, ("import", "work.db", "--answers", "seekers.csv"), "seekers.csv"),
    (1, ("import", "work.db", "--answers", "back.csv", "--scope", "无此地"), "无此地"),
    (1, ("import", "work.db", "--answers", "back.csv", "--regions", "missing.csv"), "missing.csv"),
    (1, ("show", "work.db", "--person", "nobody"), "nobody"),
    (1, ("show", "work.db", "--job", "nothing"), "nothing"),
    (1, ("report", "none.db"), "none.db"),
    (1, ("report", "seekers.csv"), "seekers.csv"),
    (1, ("report", "work.db", "--scope", "无此地"), "无此地"),
    (1, ("report", "work.db", "--out", "there.xlsx"), "there.xlsx"),
    (1, ("lists", "none.db", "--out", "x"), "none.db"),
    (1, ("lists", "work.db", "--out", "seekers.csv"), "seekers.csv"),
]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_mistakes_are_told(begun: Path, lang: str) -> None:
    (begun / "back.csv").write_text("person_id,job_id,event\nQZ-A,GW-X,accepted\n", encoding="utf-8")
    (begun / "broken.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    (begun / "there.xlsx").write_bytes(b"mine")
    kept = states(begun)
    for code, command, words in MISTAKES:
        done = run("ledger", *command, cwd=begun, code=code, lang=lang)
        assert words in done.stderr + done.stdout, command
        assert "Traceback" not in done.stderr, command
        assert "geheim" not in done.stderr, command
        assert "sqlalche.me" not in done.stderr, command
        assert "Value error" not in done.stderr, command
        assert not re.search(r"(mean|要写：)\W*\?", done.stderr), command
    assert states(begun) == kept
    assert not (begun / "none.db").exists()
    assert (begun / "there.xlsx").read_bytes() == b"mine"


WRONG_ROWS = [
    ("QZ-Z,GW-X,accepted,,,", "QZ-Z"),
    ("QZ-A,GW-Z,accepted,,,", "GW-Z"),
    ("QZ-A,GW-X,perhaps,,,", "perhaps"),
    (f"QZ-A,GW-X,accepted,{AHEAD},,", AHEAD),
    ("QZ-A,GW-X,accepted,yesterday,,", "yesterday"),
    ("QZ-A,GW-X,checked,,,", "row 2"),
    ("QZ-A,GW-X,checked,,,many", "many"),
    (",GW-X,filled_elsewhere,,,", "row 2"),
    ("QZ-A,,accepted,,,", "row 2"),
    (",GW-X,accepted,,,", "row 2"),
    ("QZ-A,GW-X,accepted,,,\nQZ-A,GW-X,declined,,,", "row 3"),
]


@pytest.mark.parametrize(("row", "words"), WRONG_ROWS, ids=[words for _, words in WRONG_ROWS])
def test_wrong_rows_are_told_with_file_and_row(begun: Path, row: str, words: str) -> None:
    kept = states(begun)
    told = take_in(begun, row, "QZ-B,GW-X,declined,,,", code=1)
    assert words in told
    assert "back.csv" in told
    assert "Traceback" not in told
    assert states(begun) == kept


SOLVE_MISTAKES = [
    (("--ledger", "none.db"), 1, "none.db"),
    (("--ledger", "policy.toml"), 1, "policy.toml"),
    (("--ledger", "work.db", "--on", "2016-08-01"), 1, "work.db"),
    (("--ledger", "work.db", "--scope", "无此地"), 1, "无此地"),
    (("--ledger", "work.db", "--scope", "北京市"), 1, "work.db"),
    (("--ledger", "work.db", "--plan", "runs/august"), 2, "--plan"),
    (("seekers.csv", "jobs.csv", "--ledger", "work.db"), 2, "--ledger"),
    (("seekers.csv", "jobs.csv", "--scope", "花垣县"), 2, "--scope"),
    ((), 2, "SEEKERS"),
]


@pytest.mark.parametrize(("given", "code", "words"), SOLVE_MISTAKES, ids=[" ".join(g) for g, _, _ in SOLVE_MISTAKES])
def test_solving_from_what_is_not_there(begun: Path, given: tuple[str, ...], code: int, words: str) -> None:
    done = run("solve", *given, "--policy", "policy.toml", "--out", "runs/x", cwd=begun, code=code)
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not (begun / "runs/x").exists()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_counts_name_nobody(begun: Path, lang: str) -> None:
    take_in(begun, "QZ-A,GW-X,arrived,2016-09-01,家在花垣,", "QZ-B,GW-X,declined,2016-09-01,太远,")
    told = [
        run("ledger", "import", "work.db", *LISTS, cwd=begun, lang=lang).stdout,
        run("ledger", "import", "work.db", *LISTS, "--json", cwd=begun, lang=lang).stdout,
        run("ledger", "report", "work.db", "--out", "counts.xlsx", cwd=begun, lang=lang).stdout,
        run("ledger", "report", "work.db", "--json", cwd=begun, lang=lang).stdout,
        run("ledger", "lists", "work.db", "--out", "lists", cwd=begun, lang=lang).stdout,
    ]
    with zipfile.ZipFile(begun / "counts.xlsx") as book:
        told += [book.read(name).decode("utf-8", "replace") for name in book.namelist()]
    for text in told:
        assert not any(word in text for word in (*IDS, *NAMES, "太远"))


def test_names_are_in_no_file(begun: Path) -> None:
    run("report", "runs/august", cwd=begun)
    run("ledger", "lists", "work.db", "--out", "lists", cwd=begun)
    run("ledger", "report", "work.db", "--out", "counts.xlsx", cwd=begun)
    for file in begun.rglob("*"):
        if (file.is_file() and file.name not in ("seekers.csv", "jobs.csv")) or file.parent.name in ("lists", "inputs"):
            kept = file.read_bytes()
            if zipfile.is_zipfile(file):
                with zipfile.ZipFile(file) as book:
                    kept = b"".join(book.read(name) for name in book.namelist())
            assert not any(name.encode() in kept or name.encode("gb18030") in kept for name in NAMES), file


def test_figures_of_nobody(begun: Path) -> None:
    for more in (("--scope", "北京市"), ("--until", "2016-01-01")):
        assert states(begun, *more) == {}
        run("ledger", "report", "work.db", *more, cwd=begun)
        run("ledger", "report", "work.db", *more, "--out", "nobody.xlsx", "--overwrite", cwd=begun, lang="zh")


def test_a_ledger_is_not_written_over(begun: Path) -> None:
    before = states(begun)
    run("ledger", "report", "work.db", "--out", "work.db", cwd=begun, code=2)
    (begun / "work.db").rename(begun / "work.xlsx")
    run("ledger", "report", "work.xlsx", "--out", "work.xlsx", "--overwrite", cwd=begun, code=1)
    given = ("--ledger", "work.xlsx", "--policy", "policy.toml", "--overwrite")
    assert "work.xlsx" in run("solve", *given, "--out", "work.xlsx", cwd=begun, code=1).stderr
    (begun / "work.xlsx").rename(begun / "work.db")
    assert states(begun) == before
