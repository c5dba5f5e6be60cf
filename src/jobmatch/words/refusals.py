"""Why a person cannot be bound to a job: a sentence for each standing, and each rule of `jobmatch.pairing.refusal`."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

_WHY: dict[str, tuple[str, str]] = {
    "withdrawn": ("the person has withdrawn (rule decisions)", "本人已退出（规则 decisions）"),
    "not_looking": ("the person is not looking for work (rule status)", "此人不在求职（规则 status）"),
    "under_age": ("the person is below the working age (rule age)", "此人未到工作年龄（规则 age）"),
    "no_consent": ("the person agreed to no region (rule region)", "本人未同意任何地区（规则 region）"),
    "pairs": ("the pairs file does not list the pair (rule pairs)", "人岗对文件中没有这一对（规则 pairs）"),
    "tier": ("it is farther than the person agreed to go (rule tier)", "工作地超出本人同意的最远层级（规则 tier）"),
    "region": ("it is not where the person agreed to go (rule region)", "工作地不在本人同意的地区之内（规则 region）"),
    "job_type": ("its type is none that the person agreed to (rule job_type)", "工种不在本人意向之内（规则 job_type）"),
    "offer": (
        "it offers no contract or no insurance, or its wage is not known (rules contract, insurance, wage)",
        "未签合同、未缴社保或月薪不明（规则 contract、insurance、wage）",
    ),
    "wage": ("it pays less than the person wants at least (rule wage)", "月薪低于本人最低期望（规则 wage）"),
    "skills": ("the person lacks skills that it asks for (rule skills)", "此人缺少所需技能（规则 skills）"),
    "job_age": ("the person's age is outside its limits (rule job_age)", "年龄不在岗位要求之内（规则 job_age）"),
    "dates": ("it starts before the person is available (rule dates)", "开工早于本人可到岗日期（规则 dates）"),
    "decisions": ("a decision rules it out (rule decisions)", "已有决定将其排除（规则 decisions）"),
}

REFUSALS: dict[str, Phrase] = {
    f"refused.{rule}": Phrase(
        f"the person cannot be bound to the job {{value}}: {en}", f"此人不能锁定在岗位 {{value}}：{zh}"
    )
    for rule, (en, zh) in _WHY.items()
}
"""By rule, under ``refused.<rule>``."""
