"""Find regions by the names people write: full, short, or as a path from the province down."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping

_PEOPLES = (
    "蒙古族|蒙古|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|傣族|黎族|傈僳族|"
    "佤族|畲族|高山族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|锡伯|"
    "阿昌族|普米族|塔吉克族|塔吉克|怒族|乌孜别克族|俄罗斯族|鄂温克族|德昂族|保安族|裕固族|京族|塔塔尔族|独龙族|鄂伦春族|赫哲族|门巴族|"
    "珞巴族|基诺族|各族"
)
_AUTONOMOUS = re.compile(rf"(?P<name>.+?)(?:{_PEOPLES})*(?:自治|联合自治)(?P<end>[区州县旗])")
_ENDINGS = ("特别行政区", "地区", "林区", "新区", "矿区", "省", "市", "县", "区", "州", "盟", "旗")
_BETWEEN = re.compile(r"[\s/>·\-_\\]+")
_RANKS = {"country": 0, "province": 1, "prefecture": 2, "county": 3, "township": 4, "village": 5}


def short_names(name: str) -> set[str]:
    """The shorter forms by which a region is known: 湘西土家族苗族自治州 is also 湘西州 and 湘西."""
    forms = set()
    autonomous = _AUTONOMOUS.fullmatch(name)
    if autonomous is not None:
        bare, end = autonomous["name"], autonomous["end"]
        if len(bare) < 2:  # 内蒙古: the people is part of the name
            bare = name[: -len("自治") - len(end)]
        forms.update({bare, bare + end, f"{bare}自治{end}"})
    else:
        ending = next((end for end in _ENDINGS if name.endswith(end)), "")
        if ending and not name.endswith(("辖区", "行政区划")):
            forms.add(name.removesuffix(ending))
    return {form for form in forms if len(form) >= 2 and form != name}


def _one_character_off(text: str, names: Iterable[str]) -> list[str]:
    """The names of the same length with another character at one place, the likeliest first.

    Those that begin alike come first, then those whose other character sounds alike.
    """
    found = []
    for name in names:
        if len(name) == len(text) > 2:
            places = [place for place, pair in enumerate(zip(text, name, strict=True)) if pair[0] != pair[1]]
            if len(places) == 1:
                at = places[0]
                found.append((at == 0, _sound_distance(text[at], name[at]), name))
    return [name for *_, name in sorted(found)]


def _sound_distance(one: str, other: str) -> int:
    """How far two characters are apart in GB 2312, which orders the common ones by their sound."""
    first, second = (int.from_bytes(char.encode("gb2312", "ignore"), "big") for char in (one, other))
    return abs(first - second) if first and second else 1 << 16


class NameIndex:
    """Names of the regions of a tree.

    Parameters
    ----------
    names, levels, parents
        By code; codes in an order with parents first.
    """

    def __init__(self, names: Mapping[str, str], levels: Mapping[str, str], parents: Mapping[str, str | None]) -> None:
        self._names, self._levels, self._parents = names, levels, parents
        self._full: dict[str, list[str]] = {}
        self._short: dict[str, list[str]] = {}
        for code, name in names.items():
            self._full.setdefault(name, []).append(code)
            for short in short_names(name):
                self._short.setdefault(short, []).append(code)
        self._longest = max(map(len, self._full), default=0)

    def find(self, text: str) -> list[str]:
        """The regions that a text may mean: one if it is clear, several if not, none if it is unknown."""
        plain = _BETWEEN.sub("", text)
        found = self._full.get(plain) or self._short.get(plain)
        if found is None:
            found = sorted(self._paths(plain, None))
        return self._clear(found)

    def close(self, text: str, most: int = 3) -> list[str]:
        """Regions with names like a text, the part of a path that is known taken as given."""
        plain = _BETWEEN.sub("", text)
        above, rest = self._known_start(plain)
        names = {
            name: codes for index in (self._full, self._short) for name, codes in index.items() if above is None or any(
                self._within(code, above) for code in codes
            )
        }  # fmt: skip
        near = [
            *_one_character_off(rest, names),
            *difflib.get_close_matches(rest, names, n=most, cutoff=0.5 if len(rest) <= 4 else 0.6),
        ]
        codes = [code for name in near for code in names[name] if above is None or self._within(code, above)]
        return list(dict.fromkeys(codes))[:most]

    def path_name(self, code: str) -> str:
        """The names from the top down to a region, in one word."""
        parts: list[str] = []
        at: str | None = code
        while at is not None:
            name = self._names[at]
            if at == code or not name.endswith(("辖区", "辖县", "行政区划")):
                parts.append(name)
            at = self._parents[at]
        return "".join(reversed(parts))

    def _paths(self, text: str, above: str | None) -> set[str]:
        """Regions reached by reading a text as names from the top down, each within the one before."""
        reached: set[str] = set()
        for cut in range(min(len(text), self._longest), 1, -1):
            head, rest = text[:cut], text[cut:]
            for code in (*self._full.get(head, ()), *self._short.get(head, ())):
                if above is not None and not self._within(code, above):
                    continue
                reached |= self._paths(rest, code) if rest else {code}
        return reached

    def _known_start(self, text: str) -> tuple[str | None, str]:
        for cut in range(len(text) - 1, 1, -1):
            found = self._clear(sorted(self._paths(text[:cut], None)))
            if len(found) == 1 and len(text) - cut >= 2:
                return found[0], text[cut:]
        return None, text

    def _clear(self, codes: Iterable[str]) -> list[str]:
        """Drop what nobody means: of regions with one name keep the top one, unless that is a whole province."""
        found = sorted(set(codes), key=lambda code: (_RANKS.get(self._levels[code], 9), code))
        if len(found) > 1:
            top, others = found[0], found[1:]
            same_name = all(self._names[code] == self._names[top] for code in others)
            # 长沙 is the city, not the county in it; but 吉林 may be the province or its city.
            if all(self._within(code, top) for code in others) and (same_name or self._levels[top] == "prefecture"):
                return [top]
        return found

    def _within(self, code: str, above: str) -> bool:
        at: str | None = self._parents[code]
        while at is not None:
            if at == above:
                return True
            at = self._parents[at]
        return False
