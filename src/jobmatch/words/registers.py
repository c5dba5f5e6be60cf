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
    "registers.folder_there": Phrase(
        "{path} exists already; name another --out, or replace an earlier outcome with --overwrite",
        "{path} 已存在；请用 --out 指定其他位置，或用 --overwrite 替换先前的结果",
    ),
    "registers.working": Phrase("Checking registers against each other", "核对登记册"),
    "registers.wrote": Phrase("Wrote {path}", "已写入 {path}"),
    "registers.decide": Phrase(
        "{number} cases are in doubt: fill in {file}, and give it with --answers.",
        "有 {number} 处存疑：请填写 {file}，再用 --answers 读入。",
    ),
    "registers.persons.read": Phrase("Persons, rows read", "人员登记册行数"),
    "registers.persons.seekers": Phrase("  on the list of seekers", "  列入求职清单"),
    "registers.seekers.without_wishes": Phrase("    of these without wishes", "    其中未填意向地区"),
    "registers.ask_wishes": Phrase(
        "{number} on the list of seekers have no wish_regions: they agree to no region, and solve places them nowhere "
        "unless the policy grants the home's county. Ask them; * is anywhere.",
        "求职清单中有 {number} 人未填 wish_regions（意向地区）：视为不同意去任何地区，"
        "除非政策允许户籍县，solve 不会为其安排岗位。请询问本人；* 表示任何地区。",
    ),
    "registers.persons.duplicate": Phrase("  the same person twice", "  重复登记"),
    "registers.persons.under_age": Phrase("  under 16", "  未满 16 周岁"),
    "registers.persons.employed": Phrase("  already employed", "  已就业"),
    "registers.persons.not_willing": Phrase("  do not want to work away", "  无外出就业意愿"),
    "registers.employment.read": Phrase("Employment, rows read", "就业登记行数"),
    "registers.employment.on_the_register": Phrase("  of persons on the register", "  人员在登记册上"),
    "registers.employment.not_on_the_register": Phrase("  of others", "  其他人员"),
    "registers.reports.read": Phrase("Job reports, rows read", "岗位上报行数"),
    "registers.reports.jobs": Phrase("  on the list of jobs", "  列入岗位清单"),
    "registers.reports.repeated": Phrase("  reported again later", "  后来重新上报"),
    "registers.reports.closed": Phrase("  closed", "  已停止招聘"),
    "registers.reports.no_vacancies": Phrase("  without vacancies", "  无空缺名额"),
    "registers.reports.stale": Phrase("  not reported again for too long", "  长期未重新上报"),
    "registers.figures": Phrase("The four base figures", "四个底数"),
    "registers.all": Phrase("all", "合计"),
    "registers.registered": Phrase("registered", "登记劳动力"),
    "registers.willing": Phrase("willing", "有意愿"),
    "registers.employed": Phrase("employed there", "已在当地就业"),
    "registers.leavers": Phrase("leavers to train", "愿培训的两后生"),
    "registers.review": Phrase("review", "核对"),
    "registers.review.title": Phrase(
        "Are these the same person? Write yes or no in the last column.", "以下是否同一人？请在最后一列填“是”或“否”。"
    ),
    "registers.kind.duplicate": Phrase("twice on the register", "登记册内重复"),
    "registers.kind.employed": Phrase("on both registers", "两册皆有"),
    "review.case": Phrase("case", "核对编号"),
    "review.kind": Phrase("what", "类别"),
    "review.probability": Phrase("probability", "概率"),
    "review.line": Phrase("row", "行"),
    "review.name": Phrase("name", "姓名"),
    "review.birth_date": Phrase("birth_date", "出生日期"),
    "review.home": Phrase("home", "户籍地"),
    "review.id_number": Phrase("id_number", "身份证号"),
    "review.employer_id": Phrase("employer_id", "单位"),
    "review.other": Phrase("other {header}", "另一行 {header}"),
    "review.same": Phrase("same", "是否同一人"),
}
