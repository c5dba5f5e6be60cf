"""What is said of stability: who would rather have each other."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase
from jobmatch.words.help_of import help_of

STABILITY: dict[str, Phrase] = {
    "stability.none": Phrase(
        "No person and no job would both rather have each other: the plan is stable.",
        "没有任何一对人和岗位都更愿意选择对方：方案是稳定的。",
    ),
    "stability.pairs": Phrase(
        "Pairs that would rather have each other (blocking pairs): {pairs}; persons in one: {persons}; jobs in"
        " one: {jobs}.",
        "有 {pairs} 对人和岗位更愿意选择对方（不稳定对），涉及 {persons} 人、{jobs} 个岗位。",
    ),
    "stability.room": Phrase(
        "Of these pairs, where the job has room: {pairs}; in the others it has somebody whom it ranks lower.",
        "其中 {pairs} 对的岗位尚有名额；其余岗位上有排序更低的人。",
    ),
    "stability.envious": Phrase(
        "Persons who may rightly envy somebody in a place that they prefer: {persons}.",
        "{persons} 人有理由羡慕他人：对方得到了其更想去的岗位。",
    ),
    "stability.unplaced": Phrase(
        "Persons in a blocking pair who have no place: {persons}.", "其中 {persons} 人没有岗位。"
    ),
    "stability.gain": Phrase(
        "What those who have a place would gain, by what persons rank by: {mean} yuan a month in the mean, {most} at"
        " most.",
        "其余的人按求职者排序所用的成本计，平均可改善 {mean} 元/月，最多 {most} 元/月。",
    ),
    "help.stability": help_of(
        (
            "Count the blocking pairs of a plan: a person and a job that would both rather have each other.",
            "Rankings are those of the policy's table [choice]. Prints counts alone; who it is goes to --out.",
        ),
        (
            "统计方案中的不稳定对：人和岗位都更愿意选择对方。",
            "排序方式见政策的 [choice] 表。屏幕上只显示人数；名单写入 --out 指定的文件。",
        ),
        "jobmatch stability runs/august",
        "jobmatch stability runs/august --out blocking.csv",
    ),
    "help.stability.out": Phrase(
        "A CSV file for persons in a blocking pair, each with the job they would rather have.",
        "CSV 文件：不稳定对中的人，以及各自更想要的岗位。",
    ),
}
