"""The page says what the files of the run say, in one file that refers to nothing else."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pytest

import jobmatch
from jobmatch.explain import courses_that_help, open_run, worth
from jobmatch.report import write_page
from jobmatch.report.page.figures import figures_of
from jobmatch.scenarios import presets
from jobmatch.words import Lang

CHROMIUM = shutil.which("chromium")
QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@pytest.fixture(scope="module")
def result() -> jobmatch.Result:
    seekers, jobs, policy = presets.generate("xiangxi-2016", scale=0.004)
    quota = [{"name": "Changsha", "jobs": {"region": "4301"}, "upper": 60}]
    return jobmatch.solve(seekers, jobs, {**policy, "quota": quota})


def page_of(result: jobmatch.Result, path: Path, lang: Lang = "en") -> str:
    write_page(open_run(result), path, lang, path.parent)
    return path.read_text(encoding="utf-8")


class Seen(HTMLParser):
    """Tags with their attributes, and the cells of each table."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.tables: dict[str, list[list[str]]] = {}
        self._table, self._cell = "", False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "table":
            self._table = str(dict(attrs)["id"])
            self.tables[self._table] = []
        if tag == "tr":
            self.tables[self._table].append([])
        if tag in ("td", "th"):
            self.tables[self._table][-1].append("")
            self._cell = True

    def handle_endtag(self, tag: str) -> None:
        self._cell = self._cell and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._cell:
            self.tables[self._table][-1][-1] += data

    def column(self, table: str, header: str) -> list[str]:
        rows = self.tables[f"{table}-table"]
        return [row[rows[0].index(header)] for row in rows[1:]]

    def numbers(self, table: str, header: str) -> list[int]:
        return [int(cell.replace(",", "")) for cell in self.column(table, header)]


def test_figures_are_sums_of_the_tables(result: jobmatch.Result) -> None:
    run = open_run(result)
    found, counts = figures_of(run), result.summary["counts"]
    vacancies = int(run.sources.jobs["vacancies"].cast(pl.Int64).sum())
    assert list(found.funnel.values()) == sorted(found.funnel.values(), reverse=True)
    assert (found.funnel["registered"], found.funnel["placed"]) == (counts["seekers"], counts["placed"])
    assert sum(found.reasons.values()) == counts["unmatched"]
    assert found.flows["placed"].sum() == sum(found.tiers.values()) == counts["placed"]
    wages = dict(found.wages.group_by("what").agg(pl.col("number").sum()).iter_rows())
    assert (wages["offer"], wages["placed"]) == (vacancies, counts["placed"])
    assert found.counties["registered"].sum() == counts["seekers"]
    assert found.counties["placed"].sum() == counts["placed"]
    assert found.counties["away"].sum() == counts["placed"] - found.tiers["county"]
    assert found.employers["vacancies"].sum() == found.prices["vacancies"].sum() == vacancies
    assert found.employers["left"].sum() == counts["unfilled"]
    homes = run.sources.seekers.select("person_id", "household_id")
    there = homes.join(result.assignment, on="person_id", how="semi")["household_id"].n_unique()
    assert found.households == (homes["household_id"].n_unique(), there)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_shows_them(result: jobmatch.Result, lang: Lang, tmp_path: Path) -> None:
    seen = Seen(page_of(result, tmp_path / "p.html", lang))
    found = figures_of(open_run(result), lang)
    number = {"en": "number", "zh": "数量"}[lang]
    assert seen.numbers("funnel", number) == list(found.funnel.values())
    assert seen.numbers("reasons", number) == list(found.reasons.values())
    assert seen.numbers("flows", {"en": "placed", "zh": "已安排"}[lang]) == found.flows["placed"].to_list()
    assert seen.numbers("counties", {"en": "registered", "zh": "登记"}[lang]) == found.counties["registered"].to_list()
    assert seen.numbers("employers", {"en": "filled", "zh": "已安排"}[lang]) == found.employers["filled"].to_list()
    assert seen.column("limits", {"en": "limit of", "zh": "限额名称"}[lang]) == [
        {"en": "Changsha, upper", "zh": "“Changsha”上限"}[lang]
    ]
    pictures = [attributes for tag, attributes in seen.tags if tag == "img"]
    assert len(pictures) == 8
    assert all(attributes["alt"] for attributes in pictures)


def test_it_refers_to_nothing_else_and_names_nobody(result: jobmatch.Result, tmp_path: Path) -> None:
    text = page_of(result, tmp_path / "p.html")
    for _, attributes in Seen(text).tags:
        for name in ("src", "href"):
            assert (attributes.get(name) or "data:").startswith("data:")
    pictures = [base64.b64decode(each).decode() for each in re.findall(r"svg\+xml;base64,([^\"]+)", text)]
    bare = re.sub(r"svg\+xml;base64,[^\"]+", "", text)
    assert not re.search(r"https?:|url\(|@import", bare)
    for picture in pictures:
        assert not re.search(r"(href|src)=\"(?!#)", picture)
        assert "<script" not in picture
    assert not any(person in bare for person in result.assignment["person_id"])
    assert len(text) < 5_000_000


def test_what_lists_say_is_text_and_never_markup(tmp_path: Path) -> None:
    evil = "<img src=x onerror=alert(1)>"
    seekers = [{"person_id": "a", "home": "433124", "wish_regions": "*", "skills": "weld:1"}]
    jobs = [
        {"job_id": "j", "employer_id": evil, "region": "4301", "vacancies": 1, "wage": 3000.0, "skills": "weld:1"},
        {"job_id": "k", "employer_id": "{{ 7 * 7 }}", "region": "4301", "vacancies": 1, "wage": 3000.0},
    ]
    text = page_of(jobmatch.solve(seekers, jobs, {"as_of": "2016-08-29"}), tmp_path / "p.html")
    seen = Seen(text)
    assert evil not in text
    assert set(seen.column("employers", "employer_id")) == {evil, "{{ 7 * 7 }}"}
    assert not any("onerror" in attributes for _, attributes in seen.tags)


def test_lists_that_lack_nearly_everything(tmp_path: Path) -> None:
    pairs = [{"person_id": "a", "job_id": "j", "cost": 1.0}]
    people, posts = [{"person_id": "a"}, {"person_id": "b"}], [{"job_id": "j", "vacancies": 1}]
    seen = Seen(page_of(jobmatch.solve(people, posts, {"as_of": "2016-08-29"}, pairs=pairs), tmp_path / "p.html"))
    assert seen.numbers("funnel", "number") == [2, 2, 1, 1]
    assert seen.column("employers", "employer_id") == ["j"]


def test_missing_packages_are_named(result: jobmatch.Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(jobmatch.UnsupportedError, match=r"pip install 'jobmatch\[report\]'"):
        page_of(result, tmp_path / "p.html")
    assert not list(tmp_path.iterdir())


def in_a_browser(page: Path) -> str:
    """The page as a browser has it after its scripts ran; a complaint on its console fails."""
    own = f"--user-data-dir={page.with_suffix('.profile')}"
    options = (*QUIET, own, "--enable-logging=stderr", "--virtual-time-budget=5000", "--dump-dom")
    done = subprocess.run(
        [str(CHROMIUM), *options, page.as_uri()], check=True, capture_output=True, text=True, timeout=120
    )
    assert "CONSOLE" not in done.stderr
    return done.stdout


@pytest.mark.skipif(CHROMIUM is None, reason="the page is opened in a real browser: install Chromium to run this")
def test_a_browser_shows_it_without_a_complaint(result: jobmatch.Result, tmp_path: Path) -> None:
    text = page_of(result, tmp_path / "p.html", "zh")
    assert Seen(in_a_browser(tmp_path / "p.html")).tables == Seen(text).tables


SEARCH = """<script>
  const asked = document.getElementById('persons-search');
  asked.value = %r; asked.dispatchEvent(new Event('input'));
</script></body>"""


@pytest.mark.skipif(CHROMIUM is None, reason="the page is opened in a real browser: install Chromium to run this")
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_persons_are_found_in_a_browser(result: jobmatch.Result, lang: Lang, tmp_path: Path) -> None:
    write_page(open_run(result), tmp_path / "p.html", lang, persons=True)
    text = (tmp_path / "p.html").read_text()
    assert not any(person in text for person in result.assignment["person_id"])  # packed
    placed, stays = result.assignment["person_id"][0], result.unmatched["person_id"][0]
    for person in (placed, stays):
        asked = tmp_path / "asked.html"
        asked.write_text(text.replace("</body>", SEARCH % person.upper()))
        head, *rows = Seen(in_a_browser(asked)).tables["persons-table"]
        ((row, *others),) = ([row for row in rows if row[0] == person],)
        said = dict(zip(head, row, strict=True))
        assert not others
        job = said[{"en": "job_id", "zh": "岗位编号"}[lang]]
        assert job == (result.assignment["job_id"][0] if person == placed else "")
        assert bool(said[{"en": "why", "zh": "原因"}[lang]]) == (person == stays)


def test_what_courses_would_bring_and_what_changed(result: jobmatch.Result, tmp_path: Path) -> None:
    answers = result.assignment.select("person_id", "job_id").head(3).with_columns(decision=pl.lit("declined"))
    tables = result.inputs.tables
    seekers, jobs = (tables[f"{name}.csv"].table for name in ("seekers", "jobs"))
    second = jobmatch.solve(seekers, jobs, result.origin.policy, plan=result, decisions=answers)
    seen = Seen(page_of(second, tmp_path / "p.html"))
    told = dict(zip(seen.column("changes", "name"), seen.numbers("changes", "number"), strict=True))
    assert told["declined the job"] == 3
    assert told["keep their job"] == second.summary["changes"]["kept"]
    courses = courses_that_help(open_run(second))
    assert seen.column("training", "skill") == courses["skill"].to_list()
    assert seen.numbers("training", "persons it would help") == courses["persons"].to_list()


def test_regions_of_ones_own_are_in_what_they_say_they_are_in(tmp_path: Path) -> None:
    """Codes that begin alike, of places that do not lie in each other."""
    rows = [("P", "", "province"), ("M", "P", "prefecture"), ("M1", "M", "county"), ("M12", "M", "county")]
    regions = pl.DataFrame(rows, ["code", "parent", "level"], orient="row")
    seekers = [{"person_id": f"p{k}", "home": "M1", "wish_regions": "*"} for k in range(3)]
    jobs = [
        {"job_id": "near", "region": "M1", "vacancies": 1, "wage": 3000.0},
        {"job_id": "far", "region": "M12", "vacancies": 2, "wage": 3000.0},
    ]
    result = jobmatch.solve(seekers, jobs, {"as_of": "2016-08-29"}, regions=regions)
    found = figures_of(open_run(result))
    assert found.counties.select("county", "registered", "placed", "away").rows() == [("M M1", 3, 3, 2)]
    assert found.flows.select("county", "destination", "placed").rows() == [("M M1", "M", 3)]
    assert set(worth(result).filter(pl.col("what") == "region")["name"]) <= {"M"}
