"""What is said of registers and the lists that come of them."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

REGISTERS: dict[str, Phrase] = {
    "registers.there_unknown": Phrase(
        "--there: unknown region {value}; did you mean {choices}?",
        "--there：未知地区 {value}；您是不是要写：{choices}？",
    ),
    "left_out.duplicate": Phrase("the same person as in row {of_line}", "与第 {of_line} 行为同一人"),
    "left_out.under_age": Phrase("under 16", "未满 16 周岁"),
    "left_out.employed": Phrase(
        "already employed at {employer_id}, {region}, since {since}", "已在{region} {employer_id} 就业，自 {since} 起"
    ),
    "left_out.not_willing": Phrase("does not want to work away", "无外出就业意愿"),
    "left_out.repeated": Phrase("reported again in row {of_line}", "已在第 {of_line} 行重新上报"),
    "left_out.closed": Phrase("closed by the employer", "单位已停止招聘"),
    "left_out.no_vacancies": Phrase("no vacancies", "无空缺名额"),
    "left_out.stale": Phrase("not reported again for too long", "长期未重新上报"),
}
