"""Read cells that hold one of a few words: yes or no, tiers, classes, states, decisions, levels."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from jobmatch.lists.columns import Kind
from jobmatch.lists.parsed import Cell, Reader, fault
from jobmatch.words import Lang

_YES_NO = {
    **dict.fromkeys(("yes", "true", "1", "1.0", "y", "是", "有"), True),
    **dict.fromkeys(("no", "false", "0", "0.0", "n", "否", "无"), False),
}
_UNKNOWN = ("unknown", "?", "未知", "不详", "不清楚", "联系不上")
_TIERS = {
    **dict.fromkeys(("county", "县内", "本县", "县", "区县内", "县区内"), "county"),
    **dict.fromkeys(("prefecture", "市州内", "市内", "州内", "本市", "本州", "市州", "市(州)内"), "prefecture"),
    **dict.fromkeys(("province", "省内", "本省", "省"), "province"),
    **dict.fromkeys(("outside", "省外", "跨省", "外省", "不限"), "outside"),
}
_POOR = "registered_poor"
_PRIORITIES = dict.fromkeys(
    (
        "建档立卡",
        "贫困劳动力",
        "建档立卡贫困户",
        "建档立卡贫困劳动力",
        "建档立卡贫困人口",
        "建档立卡户",
        "贫困户",
        _POOR,
    ),
    _POOR,
)
_LOOKING = dict.fromkeys(("looking", "求职", "求职中", "待业", "失业", "未就业"), "looking")
_DECISIONS = {
    **dict.fromkeys(("forced", "指定", "强制", "锁定"), "forced"),
    **dict.fromkeys(("forbidden", "禁止", "排除"), "forbidden"),
    **dict.fromkeys(("accepted", "接受", "同意"), "accepted"),
    **dict.fromkeys(("declined", "拒绝", "不同意"), "declined"),
    **dict.fromkeys(("withdrawn", "退出", "撤回", "放弃"), "withdrawn"),
    **dict.fromkeys(("no_show", "no show", "no-show", "未到岗", "未报到"), "no_show"),
    **dict.fromkeys(("left", "离岗", "离职"), "left"),
}
_EVENTS = {
    **dict.fromkeys(("proposed", "推荐"), "proposed"),
    **dict.fromkeys(("released", "撤销推荐", "取消推荐"), "released"),
    **dict.fromkeys(("accepted", "接受", "同意", "yes", "是"), "accepted"),
    **dict.fromkeys(("declined", "拒绝", "不同意", "不去", "no", "否"), "declined"),
    **dict.fromkeys(("pending", "undecided", "待定", "未答复", "考虑中", "联系不上"), "pending"),
    **dict.fromkeys(("trained", "已培训", "培训结业", "完成培训"), "trained"),
    **dict.fromkeys(("placed", "signed", "已签约", "签约", "已输出"), "placed"),
    **dict.fromkeys(("arrived", "到岗", "已到岗", "报到"), "arrived"),
    **dict.fromkeys(("checked", "在岗", "仍在岗", "回访在岗"), "checked"),
    **dict.fromkeys(("no_show", "no show", "no-show", "未到岗", "未报到"), "no_show"),
    **dict.fromkeys(("left", "离岗", "离职", "辞职"), "left"),
    **dict.fromkeys(("withdrawn", "退出", "撤回", "放弃"), "withdrawn"),
    **dict.fromkeys(("back", "重新求职", "再次求职"), "back"),
    **dict.fromkeys(("filled_elsewhere", "filled elsewhere", "另行招满", "已另招"), "filled_elsewhere"),
    **dict.fromkeys(("closed", "停止招聘", "已招满", "关闭"), "closed"),
}
_LEVELS = {
    **dict.fromkeys(("country", "国家", "全国"), "country"),
    **dict.fromkeys(("province", "省", "省级"), "province"),
    **dict.fromkeys(("prefecture", "市州", "地级", "市级", "市"), "prefecture"),
    **dict.fromkeys(("county", "县", "县级", "区县"), "county"),
    **dict.fromkeys(("township", "乡镇", "乡级", "乡", "镇"), "township"),
    **dict.fromkeys(("village", "村", "村级"), "village"),
}


def _one_of(words: dict[str, object], code: str) -> Reader:
    def read(text: str) -> Cell:
        value = words.get(text.casefold())
        return fault(code) if value is None else Cell(value)

    return read


def _else_as_written(words: dict[str, str]) -> Reader:
    return lambda text: Cell(words.get(text.casefold(), text))


read_yes_no = _one_of(dict(_YES_NO), "yes_no_unreadable")
read_max_tier = _one_of(dict(_TIERS), "max_tier_unknown")
read_decision = _one_of(dict(_DECISIONS), "decision_unknown")
read_event = _one_of(dict(_EVENTS), "event_unknown")
read_level = _one_of(dict(_LEVELS), "region_level_unknown")
read_priority = _else_as_written(_PRIORITIES)
read_status = _else_as_written(_LOOKING)


def read_stayed(text: str) -> Cell:
    """Whether somebody stayed; nothing where nobody knows."""
    return Cell(None) if text.casefold() in _UNKNOWN else read_yes_no(text)


_OF_KIND: dict[Kind, Mapping[str, object]] = {
    "yes_no": _YES_NO,
    "max_tier": _TIERS,
    "priority": _PRIORITIES,
    "status": _LOOKING,
    "decision": _DECISIONS,
    "event": _EVENTS,
    "level": _LEVELS,
}


def choices(kind: Kind, lang: Lang, values: Collection[str] | None = None) -> list[str]:
    """One word for each value (of some) that a column of a kind may hold, the first in a language; none for others."""
    found: dict[object, str] = {}
    for word, value in _OF_KIND.get(kind, {}).items():
        if word.isascii() == (lang == "en") and (values is None or value in values):
            found.setdefault(value, word)
    return list(found.values())
