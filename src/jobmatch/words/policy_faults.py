"""What is said of a policy that cannot be read, or contradicts itself or the lists."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

POLICY_FAULTS: dict[str, Phrase] = {
    "extra.shape": Phrase(
        "policy: extra.term gave an array of shape {shape}; expected {expected}",
        "policy: extra.term 返回的数组形状为 {shape}，应为 {expected}",
    ),
    "extra.not_finite": Phrase(
        "policy: extra.term gave a value that is not a finite number",
        "policy: extra.term 返回了非有限的数值",
    ),
    "extra.columns": Phrase(
        "{path}: expected the columns persons.COLUMN…, jobs.COLUMN… and value, found {columns}",
        "{path}：应有 persons.COLUMN…、jobs.COLUMN… 和 value 各列，实际为 {columns}",
    ),
    "extra.value": Phrase(
        "{path}: column value, data row {row}: not a finite number",
        "{path}：value 列，第 {row} 个数据行：不是有限的数值",
    ),
    "extra.failed": Phrase(
        "policy: extra.term failed: {kind}: {error}",
        "policy: extra.term 运行失败：{kind}：{error}",
    ),
    "extra.no_column": Phrase(
        "policy: extra.{side}: the list has no column {column!r}; it has {names}",
        "policy: extra.{side}：清单中没有列 {column!r}；现有 {names}",
    ),
    "extra.not_csv": Phrase(
        "{path}: extra.table must be a UTF-8 CSV file ({kind})",
        "{path}：extra.table 必须是 UTF-8 编码的 CSV 文件（{kind}）",
    ),
    "policy.not_yes_no": Phrase(
        "{here}: {value!r} is not yes or no; write true or false",
        "{here}：{value!r} 不是是或否；请写 true 或 false",
    ),
    "policy.extra_class_twice": Phrase(
        "policy: extra: a class is listed twice; keep one row for each",
        "policy: extra：同一类别列了两次；每类请只留一行",
    ),
    "policy.list_no_column": Phrase(
        "{where}: the list has no column {name!r}; it has {names}",
        "{where}：清单中没有列 {name!r}；现有 {names}",
    ),
    "policy.unknown_region": Phrase(
        "{here}: unknown region {text!r}; {hint}",
        "{here}：未知地区 {text!r}；{hint}",
    ),
    "policy.not_number": Phrase(
        "{here}: {value!r} is not a number; write it without quotes",
        "{here}：{value!r} 不是数字；请不加引号书写",
    ),
    "policy.not_date": Phrase(
        "{here}: {value!r} is not a date; write it as 2016-08-29",
        "{here}：{value!r} 不是日期；请写成 2016-08-29 的形式",
    ),
    "policy.not_text": Phrase(
        "{here}: this column holds text; write {value!r} in quotes",
        "{here}：该列是文本；请给 {value!r} 加引号",
    ),
    "policy.not_whole": Phrase(
        "{here}: {value!r} is not a whole number",
        "{here}：{value!r} 不是整数",
    ),
    "policy.decimals": Phrase(
        "at most {MAX_DECIMALS} decimals, to be computed exactly",
        "最多 {MAX_DECIMALS} 位小数，以便精确计算",
    ),
    "policy.no_stage": Phrase(
        "there is no stage {stage!r}; write placed, placed:CLASS, tier:TIER, local, households, fair:COLUMN, cost",
        "没有目标 {stage!r}；可写 placed、placed:CLASS、tier:TIER、local、households、fair:COLUMN、cost",
    ),
    "policy.no_tier_in_stage": Phrase(
        "there is no tier {name!r} in the stage {stage!r}; write {names}",
        "目标 {stage!r} 中没有层级 {name!r}；可写 {names}",
    ),
    "policy.fair_of_jobs": Phrase(
        "the stage {stage!r} names a column of the jobs; fair shares are of groups of persons",
        "目标 {stage!r} 用的是岗位清单的列；公平份额只针对人员分组",
    ),
    "policy.stage_twice": Phrase(
        "a stage may stand in the order once, but {twice!r} is there twice ('local' stands for {names})",
        "同一目标在次序中只能出现一次，而 {twice!r} 出现了两次（'local' 代表 {names}）",
    ),
    "policy.fair_first": Phrase(
        "a stage 'fair:COLUMN' may stand only at the beginning of the order, and only one of them",
        "目标 'fair:COLUMN' 只能放在次序的开头，且只能有一个",
    ),
    "policy.cost_last": Phrase(
        "the stage 'cost' may stand only at the end of the order",
        "目标 'cost' 只能放在次序的最后",
    ),
    "policy.quantum": Phrase(
        "quantum must be 1, 0.1, 0.01, … or 1e-9",
        "quantum 只能是 1、0.1、0.01、…、1e-9",
    ),
    "policy.name_twice": Phrase(
        "two tables [[{kind}]] have the name {twice!r}",
        "有两个 [[{kind}]] 同名：{twice!r}",
    ),
    "policy.limit_whole": Phrase(
        "a limit is a whole number of placements, without quotes, percent sign or decimals",
        "限额是人次的整数，不加引号、百分号或小数",
    ),
    "policy.name_taken": Phrase(
        "the name {name!r} is taken by the limits of cases; choose another",
        "名称 {name!r} 已用于分情形的限额；请另取名称",
    ),
    "policy.quota_limit": Phrase(
        "a quota needs a lower or an upper limit",
        "限额需要下限或上限",
    ),
    "policy.all_or_none_lower": Phrase(
        "'all_or_none' needs a lower limit",
        "'all_or_none' 需要下限",
    ),
    "policy.lower_above_upper": Phrase(
        "lower {lower} is above upper {upper}",
        "下限 {lower} 高于上限 {upper}",
    ),
    "policy.budget_limit": Phrase(
        "a budget needs exactly one of limit, limit_column, limit_total",
        "预算须写且只写 limit、limit_column、limit_total 之一",
    ),
    "policy.share_of_total": Phrase(
        "'limit_total' and 'share_of' go together",
        "'limit_total' 与 'share_of' 须同时写",
    ),
    "policy.needs_per": Phrase(
        "'{given}' needs 'per', which names the groups",
        "'{given}' 需要用 'per' 指明分组",
    ),
    "policy.needs_groups": Phrase(
        "'{given}' needs groups of persons or jobs; a budget per course takes 'limit'",
        "'{given}' 需要按人员或岗位分组；按培训班的预算请用 'limit'",
    ),
    "policy.class_above_seats": Phrase(
        "min_class {min_class} is above seats {seats}",
        "min_class {min_class} 高于 seats {seats}",
    ),
    "policy.arrival_mixed": Phrase(
        "{where}: the column must hold numbers alone, or days alone such as 2016-08-29; it has {text!r}",
        "{where}：该列须全部是数字，或全部是日期（如 2016-08-29）；其中有 {text!r}",
    ),
    "policy.score_column": Phrase(
        "score is {score!r}; write persons.COLUMN or pairs.COLUMN",
        "score 为 {score!r}；请写 persons.列名 或 pairs.列名",
    ),
    "policy.only_one": Phrase(
        "give only one of {names}",
        "{names} 只能写其中一个",
    ),
    "policy.no_file": Phrase(
        "{path}: there is no such policy file",
        "{path}：没有这个政策文件",
    ),
    "policy.unreadable": Phrase(
        "{path}: the policy cannot be read ({error}); save it as UTF-8 text",
        "{path}：无法读取政策文件（{error}）；请存为 UTF-8 文本",
    ),
    "policy.not_toml": Phrase(
        "{name}: not a valid document: {error}{hint}",
        "{name}：不是有效的文档：{error}{hint}",
    ),
    "policy.pairs_tier": Phrase(
        "predicates on pairs know only 'tier'",
        "pairs 条件只能写 'tier'",
    ),
    "policy.no_tier": Phrase(
        "there is no tier {tier!r}; write {names}",
        "没有层级 {tier!r}；可写 {names}",
    ),
    "policy.ticket_amount": Phrase(
        "form 'ticket' is computed from share, trips and cap; it takes no amount",
        "form 'ticket' 由 share、trips 和 cap 计算，不能写 amount",
    ),
    "policy.form_takes_amount": Phrase(
        "form '{form}' takes amount, not {names}",
        "form '{form}' 用 amount，不用 {names}",
    ),
    "policy.form_no_months": Phrase(
        "form '{form}' takes no months",
        "form '{form}' 不用 months",
    ),
    "policy.table_or_term": Phrase(
        "give either a table or a callable 'term', not both",
        "table 与可调用的 'term' 只能二选一",
    ),
    "policy.term_columns_alone": Phrase(
        "'persons' and 'jobs' name the columns that a callable 'term' sees; there is no 'term'",
        "'persons' 和 'jobs' 指明可调用的 'term' 所用的列；这里没有 'term'",
    ),
    "policy.term_needs_columns": Phrase(
        "a callable 'term' needs the columns it sees: 'persons' and 'jobs'",
        "可调用的 'term' 须用 'persons' 和 'jobs' 指明所用的列",
    ),
    "policy.side_no_column": Phrase(
        "{where}: the list of {side} has no column {name!r}{did_you_mean}",
        "{where}：{side} 清单没有列 {name!r}{did_you_mean}",
    ),
    "policy.group_differs": Phrase(
        "{where}, group {name!r}: the column {column!r} has different values; write the same one in every row of a"
        " group",
        "{where}，分组 {name!r}：列 {column!r} 的值不一致；同一分组各行请写相同的值",
    ),
    "policy.tier_with_costs": Phrase(
        "{where}: pairs have no tier where the pairs file gives the costs; leave 'pairs' out",
        "{where}：配对表已给出成本，组合没有层级；请删去 'pairs'",
    ),
    "policy.column_no_limit": Phrase(
        "{where}: the column {column!r} holds no numbers (docs/files.md) and cannot be a limit; name a column with"
        " whole numbers of placements",
        "{where}：列 {column!r} 不是数字（docs/files.md），不能作限额；请写一个人次为整数的列",
    ),
    "policy.cell_no_limit": Phrase(
        "{where}, group {name!r}: {text!r} in the column {column!r} is not a whole number of at least 0 (and at most"
        " 10^12); correct the cell, or leave it blank for no limit",
        "{where}，分组 {name!r}：列 {column!r} 中的 {text!r} 不是 0 以上（不超过 10^12）的整数；请改正，或留空表示不限",
    ),
    "policy.column_not_counted": Phrase(
        "{where}: the column {column!r} holds no numbers (docs/files.md) and cannot be counted; name one that does",
        "{where}：列 {column!r} 不是数字（docs/files.md），不能计数；请换一列",
    ),
    "policy.subsidy_relieves": Phrase(
        "a subsidy of the form '{form}' can relieve {able}", "form 为 '{form}' 的补贴可减轻 {able}"
    ),
    "policy.subsidy_relieves_nothing": Phrase(
        "a subsidy of the form '{form}' is not paid to the person and relieves nothing",
        "form 为 '{form}' 的补贴不发给本人，不减轻任何负担",
    ),
    "policy.fault": Phrase("{key}: {message}{bare}{given}", "{key}：{message}{bare}{given}"),
    "policy.fault_of_all": Phrase("{message}{bare}{given}", "{message}{bare}{given}"),
    "policy.bare_number": Phrase(", without quotes, separators or unit", "，不加引号、分隔符或单位"),
    "policy.given": Phrase(" (got {given!r})", "（现为 {given!r}）"),
    "policy.unknown_key": Phrase("{key}: unknown key; known keys: {known}", "{key}：未知的键；可用的键：{known}"),
    "policy.unknown_key_near": Phrase(
        "{key}: unknown key; did you mean {near!r}?", "{key}：未知的键；您是不是要写 {near!r}？"
    ),
    "policy.several": Phrase(
        "{key}: there may be several of these; write the header in double brackets, [[{key}]]",
        "{key}：此项可有多个；标题请用双方括号书写：[[{key}]]",
    ),
    "policy.write_region": Phrase(
        "write a code such as 433124, or a name such as 花垣县", "请写代码（如 433124）或名称（如 花垣县）"
    ),
    "policy.column_of": Phrase("{where}, column {column!r}", "{where}，{column!r} 列"),
    "policy.curly_quotes": Phrase(
        '; quotation marks and equals signs must be plain ones: " and =', '；引号和等号须用英文半角：" 和 ='
    ),
}
