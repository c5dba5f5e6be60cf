"""What the notes of the list templates say of each column."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

TEMPLATE: dict[str, Phrase] = {
    "template.seekers": Phrase("Seekers", "求职清单"),
    "template.jobs": Phrase("Jobs", "岗位清单"),
    "template.wrote": Phrase("Fill in {files}; then: {command}", "请填写 {files}；然后运行：{command}"),
    "template.required": Phrase("Required.", "必填。"),
    "template.choices": Phrase("One of: {choices}.", "填写：{choices}。"),
    "template.seekers.person_id": Phrase(
        "A number of its own for each person. For example: HY-001", "每人一个编号。例如：HY-001"
    ),
    "template.seekers.name": Phrase(
        "May stay blank. Left out when the list is read; jobmatch report --names puts names into the workbook.",
        "可不填。读入清单时略去；jobmatch report --names 可将姓名写入工作簿。",
    ),
    "template.seekers.household_id": Phrase(
        "The same for all members of a household; blank: a household of one. For example: HY-H12",
        "同户人员相同；不填视为单人户。例如：HY-H12",
    ),
    "template.seekers.together_id": Phrase(
        "The same for persons who want to go together or not at all; mostly blank.",
        "愿结伴同去（否则都不去）者相同；一般不填。",
    ),
    "template.seekers.home": Phrase(
        "County or township of the household register, name or code. For example: 花垣县, or 433124",
        "户籍所在县或乡镇，名称或代码。例如：花垣县，或 433124",
    ),
    "template.seekers.birth_date": Phrase("For example: 1985-03-12", "例如：1985-03-12"),
    "template.seekers.age": Phrase("Whole years, where the date of birth is not known.", "周岁；不知出生日期时填写。"),
    "template.seekers.skills": Phrase(
        "Skill and level from 1 to 9, several with ; between. For example: welding:2;sewing:1",
        "技能与等级（1－9），多项用分号隔开。例如：电焊:2;缝纫:1",
    ),
    "template.seekers.min_wage": Phrase(
        "The least that the person would take, yuan a month. For example: 2800", "最低可接受月薪（元）。例如：2800"
    ),
    "template.seekers.wish_wage": Phrase("The wage hoped for, yuan a month; may be blank.", "理想月薪（元）；可不填。"),
    "template.seekers.wish_regions": Phrase(
        "Where the person agreed to go, best first, with ; between; * for anywhere. Nobody is sent anywhere else."
        " For example: 长沙市;广东省",
        "本人同意前往的地区，首选在前，用分号隔开；* 表示不限。不会安排到其他地区。例如：长沙市;广东省",
    ),
    "template.seekers.wish_job_types": Phrase(
        "Best first, with ; between; blank: any. For example: welder;packer",
        "首选在前，用分号隔开；不填表示不限。例如：焊工;包装工",
    ),
    "template.seekers.max_tier": Phrase(
        "How far the person would go at most; blank: no limit.", "最远愿去的范围；不填表示不限。"
    ),
    "template.seekers.priority": Phrase(
        "Class of persons who come first; may be blank.", "优先安排的人员类别；可不填。"
    ),
    "template.seekers.status": Phrase(
        "Whether the person is looking for work; blank: yes. Whoever is not is left out.",
        "是否在求职；不填视为求职。其他状态不予安排。",
    ),
    "template.seekers.available_from": Phrase(
        "For example: 2016-09-01; blank: at once.", "例如：2016-09-01；不填表示随时。"
    ),
    "template.jobs.job_id": Phrase(
        "A number of its own for each post. For example: GW-01", "每个岗位一个编号。例如：GW-01"
    ),
    "template.jobs.employer_id": Phrase("Name or number of the employer.", "用人单位名称或编号。"),
    "template.jobs.region": Phrase(
        "Where the work is, name or code. For example: 深圳市宝安区, or 440306",
        "工作所在地，名称或代码。例如：宝安区，或 440306",
    ),
    "template.jobs.job_type": Phrase(
        "As in the wishes of the seekers. For example: welder", "与求职清单的意向工种用词一致。例如：焊工"
    ),
    "template.jobs.vacancies": Phrase("How many persons. For example: 20", "招聘人数。例如：20"),
    "template.jobs.wage": Phrase(
        "Yuan a month; of a range the lower end counts. For example: 3500", "元/月；区间按下限计。例如：3500"
    ),
    "template.jobs.skills": Phrase(
        "Skills required and least level, with ; between; blank: none. For example: welding:2",
        "所需技能与最低等级，用分号隔开；不填表示无要求。例如：电焊:2",
    ),
    "template.jobs.contract": Phrase("Whether there is a labour contract.", "是否签订劳动合同。"),
    "template.jobs.insurance": Phrase("Whether social insurance is paid.", "是否缴纳社会保险。"),
    "template.jobs.min_age": Phrase("Least age in years; blank: none.", "最小年龄（周岁）；不填表示不限。"),
    "template.jobs.max_age": Phrase("Greatest age in years; blank: none.", "最大年龄（周岁）；不填表示不限。"),
    "template.jobs.start_date": Phrase("For example: 2016-10-08; blank: open.", "例如：2016-10-08；不填表示不限。"),
    "template.jobs.stay": Phrase(
        "The part of those placed that is still there after a year, if known. For example: 0.8",
        "一年后留岗的比例（如已知）。例如：0.8",
    ),
    "template.jobs.housing": Phrase("What housing there is; may be blank.", "住宿情况；可不填。"),
}
