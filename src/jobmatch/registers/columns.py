"""The columns of registers: of persons, of employment, and of reported jobs."""

from __future__ import annotations

from jobmatch.lists.columns import JOBS, SEEKERS, Column, ListSpec

_NUMBER = Column("id_number", "id", ("身份证号", "身份证号码", "公民身份号码", "证件号码", "身份证", "id card"))
_NAME = Column("name", "text", ("姓名", "名字", "人员姓名", "full name"))
_BORN = Column("birth_date", "birth_date", ("出生日期", "出生年月日", "生日", "date of birth"))
_HOME = Column(
    "home", "region", ("户籍地", "户籍所在地", "户籍地区", "户籍", "户籍地址", "家庭所在地", "所在村", "行政村")
)

_OF_PERSONS = (
    Column("register_no", "id", ("登记号", "登记编号", "人员编号", "求职者编号", "编号", "档案号")),
    _NUMBER,
    _NAME,
    _BORN,
    _HOME,
    Column("household_id", "id", ("户编号", "家庭编号", "户号", "家庭号")),
    Column("willing", "yes_no", ("外出务工意愿", "就业意愿", "是否愿意外出", "是否有就业意愿", "有意愿", "意愿")),
    Column("leaver", "yes_no", ("两后生", "是否两后生", "初高中毕业未升学")),
    Column("wants_training", "yes_no", ("培训意愿", "愿意培训", "是否愿意培训", "是否愿意参加培训")),
)
_OWN = {column.name for column in _OF_PERSONS} | {"person_id", "phone"}

PERSONS = ListSpec(
    "persons",
    (
        *_OF_PERSONS,
        *(Column(each.name, "text", each.headers) for each in SEEKERS.columns if each.name not in _OWN),
        *(each for each in SEEKERS.columns if each.name == "phone"),
    ),
    ("name",),
)
"""Persons as a village registers them. Wishes, skills and the like go on to the list of seekers as they are written."""

EMPLOYMENT = ListSpec(
    "employment",
    (
        _NUMBER,
        _NAME,
        _BORN,
        _HOME,
        Column("employer_id", "text", ("单位编号", "单位名称", "企业名称", "用人单位", "参保单位", "就业单位")),
        Column("region", "region", ("工作地", "工作地点", "就业地", "参保地", "单位所在地")),
        Column("since", "date", ("就业日期", "参保日期", "入职日期", "起始日期", "开始日期")),
        Column("until", "date", ("离职日期", "停保日期", "终止日期", "结束日期")),
        *(each for each in SEEKERS.columns if each.name == "phone"),
    ),
    ("name",),
)
"""Who works where, by the employment or the social-insurance register: a row a spell."""

REPORTS = ListSpec(
    "reports",
    (
        *(Column(each.name, each.kind, each.headers) for each in JOBS.columns),
        Column("reported", "date", ("上报日期", "填报日期", "报送日期", "发布日期", "上报时间")),
        Column("closed", "yes_no", ("是否招满", "已招满", "已关闭", "停止招聘")),
    ),
    ("job_id",),
)
"""Jobs as employers report them month by month."""

ANSWERS = ListSpec(
    "answers",
    (
        Column("case", "id", ("编号", "核对编号"), required=True, with_costs=True),
        Column("same", "yes_no", ("是否同一人", "同一人"), required=True, with_costs=True),
    ),
    ("case",),
)
"""What people answered of links in doubt."""
