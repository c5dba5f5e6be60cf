"""The helps of ``jobmatch retention`` and its commands, and of their arguments and options."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase
from jobmatch.words.help_of import help_of

HELPS_OF_RETENTION: dict[str, Phrase] = {
    "help.retention": Phrase(
        "Who stays: a calibrated model learnt from past runs and what became of them, and the column stay that it"
        " predicts for new lists.",
        "稳岗预测：用以往的运行方案及其结果学习一个经过校准的模型，并为新的清单预测留岗率（stay）一列。",
    ),
    "help.retention.learn": help_of(
        (
            "Learn from past runs and outcomes who stays, and say how good the predictions are of persons whom the"
            " model had not seen.",
            "Looks only at what was known when each plan was made. Too few outcomes, outcomes of one kind, and whatever"
            " would tell the outcome beforehand are refused, with the reason (exit code 1).",
        ),
        (
            "用以往的运行方案和结果学习谁会留岗，并说明对模型未见过的人预测得如何。",
            "只使用制定方案时已知的信息。"
            "结果太少、只有一种结果，或某项信息会提前透露结果时，拒绝学习并说明原因（退出码为 1）。",
        ),
        "jobmatch retention learn runs/2014 runs/2015 --outcomes outcomes.csv --out model.json",
        "jobmatch retention learn runs/2015 --ledger work.db --months 6 --feature wage --feature km --out model.json",
    ),
    "help.retention.predict": help_of(
        (
            "Write the column stay, as the model predicts it: of all eligible pairs (a table for --pairs), or in the"
            " list of jobs.",
            "The prediction is for the policy's horizon_months; a horizon beyond the model's last one is refused.",
        ),
        (
            "按模型预测写出留岗率（stay）一列：写全部合格的人岗对（供 --pairs 使用），或写入岗位清单。",
            "预测的期限为政策中的 horizon_months；超过模型最长期限时拒绝。",
        ),
        "jobmatch retention predict seekers.csv jobs.csv --model model.json --out pairs.parquet",
        "jobmatch retention predict seekers.csv jobs.csv --model model.json --of jobs --out jobs-with-stay.csv",
    ),
    "help.retention.learn.runs": Phrase("The directories of past runs.", "以往的运行目录。"),
    "help.retention.learn.out": Phrase("The model to write (.json).", "要写入的模型文件（.json）。"),
    "help.retention.learn.outcomes": Phrase(
        "What became of them: a table of person_id, job_id, months, stayed, started.",
        "结果表，含 person_id、job_id、months、stayed、started 各列。",
    ),
    "help.retention.learn.ledger": Phrase(
        "The same from a ledger: a file, or the URL of a PostgreSQL database.",
        "或取自台账：文件，或 PostgreSQL 数据库地址。",
    ),
    "help.retention.learn.months": Phrase(
        "A horizon to learn, in months after arrival; may be given several times.",
        "要学习的期限（到岗后月数）；可多次给出。",
    ),
    "help.retention.learn.months.default": Phrase(
        "all of the table; of a ledger 3, 6, 12", "结果表所含全部；台账为 3、6、12"
    ),
    "help.retention.learn.feature": Phrase(
        "What to look at; may be given several times: wage, wage_gap, km, rank, skill, age, tier, priority, housing,"
        " persons.COLUMN, jobs.COLUMN.",
        "所用特征；可多次给出：wage、wage_gap、km、rank、skill、age、tier、priority、housing、persons.列名、jobs.列名。",
    ),
    "help.retention.learn.feature.default": Phrase("the nine with names of their own", "以上九项有专名的特征"),
    "help.retention.learn.draws": Phrase(
        "Bootstrap draws to keep with the model; the replicates of a study use one each.",
        "随模型保存的自助抽样次数；研究的每次重复各用一次。",
    ),
    "help.retention.learn.compare": Phrase(
        "Try gradient boosting on the same folds, to compare.", "在相同的折上试用梯度提升，以作比较。"
    ),
    "help.retention.learn.until": Phrase(
        "The last day of which something is known; a placement counts at a horizon that is due by then.",
        "所知情况截至哪一天；到该日已满期限的到岗才计入。",
    ),
    "help.retention.learn.until.default": Phrase("today", "今天"),
    "help.retention.learn.seed": Phrase(
        "Of folds and draws; same data and seed: same model.", "分折和抽样的种子；数据和种子相同，则模型相同。"
    ),
    "help.retention.predict.model": Phrase("The model that learn wrote.", "learn 写出的模型。"),
    "help.retention.predict.out": Phrase("The table to write (.parquet or .csv).", "要写入的表（.parquet 或 .csv）。"),
    "help.retention.predict.of": Phrase(
        "pairs: every eligible pair; jobs: one number a job, the mean over persons who could go there.",
        "pairs：每个合格的人岗对；jobs：每个岗位一个数，即可前往者的平均值。",
    ),
    "help.retention.predict.draw": Phrase(
        "Let this bootstrap draw predict, numbered from 0, in place of the model itself.",
        "改用第几次自助抽样（从 0 编号）预测，而不用模型本身。",
    ),
}
