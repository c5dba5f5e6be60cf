"""What verify says of prices and limits."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

VERIFIED_PRICES: dict[str, Phrase] = {
    "verified.limit_exceeded": Phrase(
        "{constraint!r}{of} is {amount}, but the plan uses {amount2} {unit}",
        "{constraint!r}{of} 为 {amount}，但方案用了 {amount2} {unit}",
    ),
    "verified.row_of_limit": Phrase(
        "{prices}, data row {at} ({constraint!r}, group {group!r})",
        "{prices} 第 {at} 个数据行（{constraint!r}，分组 {group!r}）",
    ),
    "verified.this_is": Phrase(
        "{where}: this {part}",
        "{where}：{part}",
    ),
    "verified.stated_part": Phrase(
        "{where}: {name} is stated as {part}, recomputed {part2}",
        "{where}：{name} 写为 {part}，重新计算为 {part2}",
    ),
    "verified.unit_stated": Phrase(
        "{where}: the unit is stated as {unit!r}, but it is {unit2!r}",
        "{where}：单位写为 {unit!r}，应为 {unit2!r}",
    ),
    "verified.of_must_be": Phrase(
        "{where}: 'of' must be {relaxation!r}, not {of!r}",
        "{where}：'of' 必须为 {relaxation!r}，不能是 {of!r}",
    ),
    "verified.limit_no_row": Phrase(
        "{prices}: {constraint!r}, group {group!r} has no row",
        "{prices}：{constraint!r}，分组 {group!r} 没有对应的行",
    ),
    "verified.not_sorted_by_constraint": Phrase(
        "{prices}: the rows are not sorted by constraint (vacancies first), then group",
        "{prices}：各行未按 constraint（vacancies 在前）、group 排序",
    ),
    "verified.limits_hold": Phrase(
        "{number:,} limits with use, unit and the dual as price, {above:,} not 0",
        "{number:,} 项限额的用量、单位及作为价格的对偶价格均相符，其中 {above:,} 项不为 0",
    ),
    "verified.job_column": Phrase(
        "{jobs}, job {job}: {column}",
        "{jobs}，岗位 {job}：{column}",
    ),
    "verified.job_stated": Phrase(
        "{jobs}, job {job}: {column} is stated as {value}, recomputed {is_}",
        "{jobs}，岗位 {job}：{column} 写为 {value}，重新计算为 {is_}",
    ),
    "verified.cell_no_number": Phrase(
        "{what}: {cell!r} is not a number",
        "{what}：{cell!r} 不是数字",
    ),
    "verified.limit_twice_here": Phrase(
        "{where}: the limit stands twice",
        "{where}：该限额出现两次",
    ),
    "verified.limit_twice": Phrase(
        "{certificate}: a limit stands twice",
        "{certificate}：某项限额出现两次",
    ),
    "verified.limit_and_group": Phrase(
        "{table!r}, group {table2!r}",
        "{table!r}，分组 {table2!r}",
    ),
    "verified.dual_below_0": Phrase(
        "the dual is below 0",
        "对偶价格小于 0",
    ),
    "verified.limit_is": Phrase(
        "{name} is {limit}, but the plan has {used}",
        "{name} 为 {limit}，但方案为 {used}",
    ),
    "verified.hard_limits_kept": Phrase(
        "{number:,} hard limits of quotas and households are kept",
        "{number:,} 项限额和户规则的硬性上下限均满足",
    ),
    "verified.groups_together": Phrase(
        ", {number:,} groups are together",
        "，{number:,} 个群组同行",
    ),
    "verified.price_stated": Phrase(
        "{prices}: {name}: {column} is stated as {stated}, recomputed {true}",
        "{prices}：{name}：{column} 写为 {stated}，重新计算为 {true}",
    ),
    "verified.files_differ": Phrase(
        "{jobs} and {prices} differ in the {column} of job {jobs2}",
        "{jobs} 与 {prices} 中岗位 {jobs2} 的 {column} 不一致",
    ),
    "verified.no_limit_here": Phrase(
        "{prices}, data row {row}: {constraint!r}, group {group!r} is no limit here",
        "{prices} 第 {row} 个数据行：{constraint!r}，分组 {group!r} 不是这里的限额",
    ),
    "verified.rows_not_one": Phrase(
        "{prices}: {name} has {times} rows, not one",
        "{prices}：{name} 有 {times} 行，应为一行",
    ),
    "verified.prices_blank": Phrase(
        "the prices must be blank where limits are shares or of all or none, or groups go together",
        "限额为份额或全有全无，或有群组同行时，价格必须为空",
    ),
    "verified.price_words": Phrase(
        "{prices}: {name}: {words} (price {words_of}, price_fewer {words_of2})",
        "{prices}：{name}：{words}（price {words_of}，price_fewer {words_of2}）",
    ),
    "verified.limits_with_prices": Phrase(
        "{number:,} limits with use and prices, {number2:,} above 0",
        "{number:,} 项限额的用量和价格，其中 {number2:,} 项大于 0",
    ),
    "verified.fewer_below": Phrase(
        "price_fewer is below the price",
        "price_fewer 低于 price",
    ),
    "verified.below_0": Phrase(
        "{column} is below 0",
        "{column} 小于 0",
    ),
    "verified.lower_above_0": Phrase(
        "{column} of a lower limit is above 0",
        "下限的 {column} 大于 0",
    ),
    "verified.must_be_0": Phrase(
        "the limit is not used up, so that {column} must be 0",
        "限额未用完，{column} 必须为 0",
    ),
    "verified.price_blank": Phrase(
        "the price is blank, but the limit can rise",
        "price 为空，但限额可以提高",
    ),
    "verified.fewer_blank": Phrase(
        "price_fewer is blank, but the limit can fall",
        "price_fewer 为空，但限额可以降低",
    ),
    "verified.price_above_dual": Phrase(
        "the price is above the dual",
        "price 高于对偶价格",
    ),
    "verified.fewer_below_dual": Phrase(
        "price_fewer is below the dual",
        "price_fewer 低于对偶价格",
    ),
    "verified.constraint_unknown": Phrase(
        "{prices}: the constraint {other!r} is not known to this version",
        "{prices}：本版本不支持限额 {other!r}",
    ),
    "verified.price_row_a_job": Phrase(
        "{prices}: must have one row for each job of the lists",
        "{prices}：清单中每个岗位必须有一行",
    ),
    "verified.price_too_large": Phrase(
        "{prices}: a price is too large to compute with",
        "{prices}：某个价格过大，无法计算",
    ),
    "verified.not_sorted_by_group": Phrase(
        "{prices}: the rows are not sorted by group",
        "{prices}：各行未按 group 排序",
    ),
    "verified.price_negative": Phrase(
        "the price is negative",
        "price 为负",
    ),
    "verified.limit_not_vacancies": Phrase(
        "limit is not the vacancies of the lists",
        "limit 不等于清单中的名额",
    ),
    "verified.used_not_placed": Phrase(
        "used is not the number of persons placed",
        "used 不等于安排的人数",
    ),
    "verified.fewer_blank_vacancies": Phrase(
        "price_fewer is blank, but the job has vacancies",
        "price_fewer 为空，但岗位有名额",
    ),
    "verified.price_not_0": Phrase(
        "the job has a free vacancy, so that its price must be 0",
        "岗位有空缺名额，price 必须为 0",
    ),
    "verified.fewer_not_0": Phrase(
        "the job has a free vacancy, so that price_fewer must be 0",
        "岗位有空缺名额，price_fewer 必须为 0",
    ),
    "verified.price_limit_used": Phrase(
        "price {money}, limit {limit}, used {used}",
        "price {money}，limit {limit}，used {used}",
    ),
    "verified.job_price_words": Phrase(
        "{prices}, job {id}: {words} ({stated})",
        "{prices}，岗位 {id}：{words}（{stated}）",
    ),
    "verified.prices_hold": Phrase(
        "{number:,} prices, none negative; {number2:,} above 0",
        "{number:,} 个价格，均不为负；其中 {number2:,} 个大于 0",
    ),
    "verified.not_least": Phrase(
        "not the least: one vacancy more would save less",
        "不是最小的：增加一个名额的节约更少",
    ),
    "verified.not_greatest": Phrase(
        "not the greatest: one vacancy fewer would cost more",
        "不是最大的：减少一个名额的代价更大",
    ),
    "verified.price_is": Phrase(
        "{prices}, job {id}: {column} {money} is {words}",
        "{prices}，岗位 {id}：{column} {money} {words}",
    ),
    "verified.prices_extreme": Phrase(
        "every price is the least optimal one, every price_fewer the greatest",
        "每个 price 都是最小的最优价格，每个 price_fewer 都是最大的",
    ),
}
