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
        "{pairs} pairs would rather have each other (blocking pairs), of {persons} persons and {jobs} jobs.",
        "有 {pairs} 对人和岗位更愿意选择对方（不稳定对），涉及 {persons} 人、{jobs} 个岗位。",
    ),
    "stability.room": Phrase(
        "In {pairs} of them the job has room; in the others it has somebody whom it ranks lower.",
        "其中 {pairs} 对的岗位尚有名额；其余岗位上有排序更低的人。",
    ),
    "stability.envious": Phrase(
        "{persons} persons may rightly envy somebody who has a place that they prefer.",
        "{persons} 人有理由羡慕占有其更想要的岗位的人。",
    ),
    "stability.unplaced": Phrase("{persons} of the persons have no place.", "其中 {persons} 人没有岗位。"),
    "stability.gain": Phrase(
        "The others would gain {mean} yuan a month in the mean, {most} at most, by what persons rank by.",
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
