"""Why a person cannot be bound to a job: a sentence for each rule of `jobmatch.pairing.refusal`."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

_WHY: dict[str, tuple[str, str]] = {
    "decisions": ("the person has withdrawn (rule decisions)", "本人已退出（规则 decisions）"),
    "status": ("the person is not looking for work (rule status)", "此人不在求职（规则 status）"),
    "age": ("the person is below the working age (rule age)", "此人未到工作年龄（规则 age）"),
    "region": (
        "it is not where the person agreed to go (rules region, tier)",
        "工作地不在本人同意的地区或层级之内（规则 region、tier）",
    ),
    "job_type": ("its type is none that the person agreed to (rule job_type)", "工种不在本人意向之内（规则 job_type）"),
    "wage": ("it pays less than the person wants at least (rule wage)", "月薪低于本人最低期望（规则 wage）"),
    "skills": ("the person lacks skills that it asks for (rule skills)", "此人缺少所需技能（规则 skills）"),
    "offer": (
        "it offers no contract or no insurance, or its wage is not known (rules contract, insurance, wage)",
        "未签合同、未缴社保或月薪不明（规则 contract、insurance、wage）",
    ),
    "job_age": ("the person's age is outside its limits (rule job_age)", "年龄不在岗位要求之内（规则 job_age）"),
    "dates": ("it starts before the person is available (rule dates)", "开工早于本人可到岗日期（规则 dates）"),
    "pairs": ("the pairs file does not list the pair (rule pairs)", "人岗对文件中没有这一对（规则 pairs）"),
}

REFUSALS: dict[str, Phrase] = {
    f"refused.{rule}": Phrase(
        f"the person cannot be bound to the job {{value}}: {en}", f"此人不能锁定在岗位 {{value}}：{zh}"
    )
    for rule, (en, zh) in _WHY.items()
}
"""By rule, under ``refused.<rule>``."""
