"""What is said of studies."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

STUDIES: dict[str, Phrase] = {
    "study.base": Phrase(
        "names either a preset, or both lists (seekers and jobs)",
        "须写预设（preset），或同时写两张清单（seekers 和 jobs）",
    ),
    "study.linked": Phrase(
        "linked values go together one by one; name equally many for each",
        "联动（linked）的各项取值须一一对应，个数相同",
    ),
    "study.path": Phrase(
        "{path}: begin with policy., seekers. or jobs., as in policy.budget.travel.limit or jobs.wage",
        "{path}：应以 policy.、seekers. 或 jobs. 开头，如 policy.budget.travel.limit 或 jobs.wage",
    ),
    "study.no_scenario": Phrase("there is no scenario {name!r}", "没有情景 {name!r}"),
    "study.no_such_table": Phrase(
        "{path}: the policy has no {kind} named {name!r}", "{path}：政策中没有名为 {name!r} 的 {kind}"
    ),
    "study.no_table": Phrase("{path}: {key} is no table", "{path}：{key} 不是表"),
    "study.no_column": Phrase("the list has no column {column!r} to change", "清单中没有要改动的列 {column!r}"),
    "study.no_number": Phrase(
        "the column {column!r} has cells that are no numbers", "列 {column!r} 中有不是数字的单元格"
    ),
    "study.not_a_study": Phrase(
        "{path} is not the folder of a study; it is left as it is. Choose another --out",
        "{path} 不是研究的文件夹，已保持原样；请用 --out 指定其他位置",
    ),
}
