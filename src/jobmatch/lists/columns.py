"""The columns of every list: names, headers they are known by, kinds, and which must be there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from jobmatch.words import Lang

Kind = Literal[
    "id", "region", "wish_regions", "wish_types", "job_type", "date", "birth_date", "age", "skills", "wage",
    "vacancies", "max_tier", "priority", "status", "text", "yes_no", "share", "cost", "number", "km", "decision",
    "event", "count", "code", "level", "degrees", "dropped",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One known column of a list.

    Attributes
    ----------
    name
        The canonical name, also an accepted header.
    kind
        How its cells are read.
    headers
        Further accepted headers.
    required
        Whether the list must have the column.
    with_costs
        Whether it must have it even where the pairs table states the costs.
    """

    name: str
    kind: Kind
    headers: tuple[str, ...] = ()
    required: bool = False
    with_costs: bool = False


@dataclass(frozen=True, slots=True)
class ListSpec:
    """The known columns of a list, in canonical order, and the columns that name a row."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    def column(self, name: str) -> Column | None:
        """The known column of this canonical name."""
        return next((column for column in self.columns if column.name == name), None)

    def needed(self, with_costs: bool = False) -> tuple[Column, ...]:
        """The columns that must be there."""
        return tuple(column for column in self.columns if column.required and (column.with_costs or not with_costs))


_PERSON = ("求职者编号", "人员编号", "身份证号", "身份证号码", "公民身份号码", "求职编号", "劳动力编号")
_JOB = ("岗位编号", "职位编号", "岗位代码", "职位代码", "岗位序号")

_NAME = (
    *("姓名", "名字", "求职者姓名", "人员姓名", "员工姓名", "劳动力姓名"),
    *("name", "full_name", "employee_name", "seeker_name", "worker_name"),
)

_PERSONAL = (
    Column(
        "name",
        "dropped",
        (
            *(*_NAME, "person_name", "surname", "given_name", "first_name", "last_name", "family_name", "names"),
            *("contact", "contact_name", "contact_person", "户主姓名", "联系人", "联系人姓名"),
        ),
    ),
    Column(
        "phone",
        "dropped",
        (
            *("phone_number", "phone_no", "mobile", "mobile_number", "mobile_phone", "cellphone", "tel", "telephone"),
            *("contact_number", "contact_phone", "电话", "电话号码", "联系电话", "联系方式", "联系人电话"),
            *("手机", "手机号", "手机号码", "移动电话", "联系手机", "本人电话"),
        ),
    ),
)
"""Who somebody is, and how to reach them: never kept."""

SEEKERS = ListSpec(
    "seekers",
    (
        Column("person_id", "id", _PERSON, required=True, with_costs=True),
        Column("household_id", "id", ("户编号", "家庭编号", "户号", "家庭号")),
        Column("together_id", "id", ("同行编号", "同行组", "结伴编号")),
        Column("home", "region", ("户籍地", "户籍所在地", "户籍地区", "户籍", "户籍地址", "家庭所在地"), required=True),
        Column("birth_date", "birth_date", ("出生日期", "出生年月", "出生年月日", "生日", "date of birth", "birthday")),
        Column("age", "age", ("年龄", "周岁")),
        Column("skills", "skills", ("技能", "技能等级", "技能及等级", "具备技能", "职业技能", "skill")),
        Column(
            "min_wage", "wage", ("期望月薪", "最低月薪", "期望工资", "期望薪资", "最低工资", "最低期望月薪", "期望薪酬")
        ),
        Column("wish_wage", "wage", ("理想月薪", "理想工资", "理想薪资")),
        Column(
            "wish_regions",
            "wish_regions",
            (
                "意向地区",
                "意向工作地",
                "期望地区",
                "意向工作地区",
                "意向地",
                "期望工作地",
                "意向就业地",
                "求职意向地区",
            ),
        ),
        Column(
            "wish_job_types",
            "wish_types",
            ("意向工种", "期望工种", "意向岗位", "期望岗位", "意向职位", "求职意向工种", "求职工种"),
        ),
        Column("max_tier", "max_tier", ("最远层级", "最远范围", "就业范围")),
        Column("priority", "priority", ("优先类别", "人员类别", "优先级", "人员类型", "困难类别")),
        Column("status", "status", ("状态", "求职状态", "就业状态")),
        Column("available_from", "date", ("可到岗日期", "到岗日期", "可到岗时间", "可上岗日期")),
        *_PERSONAL,
    ),
    ("person_id",),
)

JOBS = ListSpec(
    "jobs",
    (
        Column("job_id", "id", _JOB, required=True, with_costs=True),
        Column(
            "employer_id",
            "id",
            ("单位编号", "企业编号", "用人单位", "企业名称", "单位名称", "用工单位", "公司", "公司名称"),
        ),
        Column(
            "region",
            "region",
            ("工作地", "工作地点", "工作地区", "工作地址", "工作所在地", "岗位所在地"),
            required=True,
        ),
        Column(
            "job_type", "job_type", ("工种", "岗位类别", "岗位", "岗位名称", "职位", "职位类别", "职位名称", "岗位类型")
        ),
        Column(
            "vacancies",
            "vacancies",
            ("招聘人数", "岗位数", "需求人数", "招工人数", "岗位数量", "招聘数量", "空缺数", "缺工人数", "vacancy"),
            required=True,
            with_costs=True,
        ),
        Column(
            "wage",
            "wage",
            ("月薪", "工资", "月工资", "薪资", "薪酬", "月收入", "工资待遇", "薪资待遇", "salary"),
            required=True,
        ),
        Column("skills", "skills", ("所需技能", "技能要求", "技能", "技能等级要求", "要求技能", "skill")),
        Column("contract", "yes_no", ("签订合同", "劳动合同", "是否签订合同", "签订劳动合同", "是否签订劳动合同")),
        Column("insurance", "yes_no", ("缴纳社保", "社会保险", "社保", "是否缴纳社保", "缴纳社会保险", "是否参保")),
        Column("min_age", "age", ("最小年龄", "年龄下限", "最低年龄")),
        Column("max_age", "age", ("最大年龄", "年龄上限", "最高年龄")),
        Column("start_date", "date", ("到岗时间", "开工日期", "到岗日期", "开工时间", "上岗日期")),
        Column("stay", "share", ("留岗率", "稳岗率", "留存率")),
        Column("housing", "text", ("提供住宿", "住宿", "食宿", "是否提供住宿")),
        *_PERSONAL,
    ),
    ("job_id",),
)

PAIRS = ListSpec(
    "pairs",
    (
        Column("person_id", "id", _PERSON, required=True, with_costs=True),
        Column("job_id", "id", _JOB, required=True, with_costs=True),
        Column("cost", "cost", ("成本", "费用")),
        Column("cost_quanta", "dropped"),  # computed from the cost on every reading
        Column("extra", "number", ("附加成本", "附加")),
        Column("stay", "share", ("留岗率", "稳岗率", "留存率")),
        *_PERSONAL,
    ),
    ("person_id", "job_id"),
)

DECISIONS = ListSpec(
    "decisions",
    (
        Column("person_id", "id", _PERSON, required=True, with_costs=True),
        Column("job_id", "id", _JOB, required=True, with_costs=True),
        Column("decision", "decision", ("决定", "处理结果", "结果", "处理意见"), required=True, with_costs=True),
        Column("reason", "text", ("原因", "理由", "说明")),
        *_PERSONAL,
    ),
    ("person_id", "job_id"),
)

PLAN = ListSpec(
    "plan",
    (
        Column("person_id", "id", _PERSON, required=True, with_costs=True),
        Column("job_id", "id", _JOB, required=True, with_costs=True),
        *_PERSONAL,
    ),
    ("person_id", "job_id"),
)

EVENTS = ListSpec(
    "events",
    (
        Column("person_id", "id", _PERSON),
        Column("job_id", "id", _JOB),
        Column(
            "event",
            "event",
            ("答复", "事件", "进展", "结果", "决定", "处理结果", "answer", "response", "decision"),
            required=True,
        ),
        Column("day", "date", ("答复日期", "日期", "发生日期", "date", "answered_on")),
        Column("reason", "text", ("原因", "理由", "说明")),
        Column("number", "count", ("月数", "人数", "months", "vacancies_filled")),
        *_PERSONAL,
    ),
    ("person_id", "job_id"),
)
"""What became of proposals, persons and jobs, as the ledger takes it in; a row without an event says nothing yet."""

OUTCOMES = ListSpec(
    "outcomes",
    (
        Column("person_id", "id", _PERSON, required=True, with_costs=True),
        Column("job_id", "id", _JOB, required=True, with_costs=True),
        Column("months", "count", ("月数", "到岗月数"), required=True, with_costs=True),
        Column("stayed", "yes_no", ("是否在岗", "在岗", "留岗"), required=True, with_costs=True),
        Column("started", "date", ("到岗日期", "上岗日期"), required=True, with_costs=True),
    ),
    ("person_id", "job_id", "months"),
)
"""Who was still in post so many months after arrival; a blank says that nobody knows."""

NAMES = ListSpec(
    "names",
    (
        Column("person_id", "id", _PERSON, required=True, with_costs=True),
        Column("person_name", "text", _NAME, required=True, with_costs=True),
    ),
    ("person_id",),
)
"""What persons are called; any list with the two columns will do, one of seekers above all."""

REGIONS = ListSpec(
    "regions",
    (
        Column("code", "code", ("代码", "地区代码", "行政区划代码", "区划代码"), required=True, with_costs=True),
        Column("parent", "code", ("上级", "上级代码", "上级地区"), required=True, with_costs=True),
        Column("level", "level", ("级别", "层级"), required=True, with_costs=True),
        Column("name", "text", ("名称", "地区名称", "地名", "地区")),
        Column("lon", "degrees", ("经度", "longitude")),
        Column("lat", "degrees", ("纬度", "latitude")),
    ),
    ("code",),
)

DISTANCES = ListSpec(
    "distances",
    (
        Column("from", "region", ("起点", "出发地", "始发地"), required=True, with_costs=True),
        Column("to", "region", ("终点", "目的地", "到达地"), required=True, with_costs=True),
        Column("km", "km", ("公里", "公里数", "距离", "里程", "千米", "distance"), required=True, with_costs=True),
    ),
    ("from", "to"),
)

LISTS = {spec.name: spec for spec in (SEEKERS, JOBS, PAIRS, DECISIONS, PLAN, EVENTS, REGIONS, DISTANCES)}
"""Every list by its name."""


def header_of(name: str, lang: Lang, which: str | None = None) -> str:
    """How a known column of a list, or of any, is headed: by its name, in Chinese by the first of its headers."""
    specs = LISTS.values() if which is None else (LISTS[which],)
    known = next((column for spec in specs if (column := spec.column(name)) is not None), None)
    return known.headers[0] if known is not None and known.headers and lang == "zh" else name
