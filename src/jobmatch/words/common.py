"""Phrases that several topics share."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

COMMON: dict[str, Phrase] = {
    "comma": Phrase(", ", "，"),
    "in_brackets": Phrase(" ({text})", "（{text}）"),
    "verbatim": Phrase("{text}", "{text}"),
    "did_you_mean": Phrase("Did you mean {choices}?", "您是不是要写：{choices}？"),
    "at": Phrase("{where}: {what}", "{where}：{what}"),
    "near.close": Phrase("; did you mean {names}?", "；您是不是要写 {names}？"),
    "near.all": Phrase("; it has {names}", "；现有 {names}"),
    "advised": Phrase("{meant} {advice}", "{meant}{advice}"),
    "more_alike": Phrase(
        "{more} more like this in column {column} ({total} in all)",
        "“{column}”列另有 {more} 处同类问题（共 {total} 处）",
    ),
    "one_error": Phrase("1 error in {files}; first: {first}", "{files} 中有 1 个错误：{first}"),
    "errors": Phrase("{count} errors in {files}; first: {first}", "{files} 中有 {count} 个错误；第一个：{first}"),
    "place": Phrase("{file}{row}{column}: {message}", "{file}{row}{column}：{message}"),
    "place_row": Phrase(" row {row}", " 第 {row} 行"),
    "place_column": Phrase(", column {column}", "，“{column}”列"),
}
