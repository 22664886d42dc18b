"""Named schools and sites: finding their names in text, whole and without what stands around them, and their canonical form.

What a named school does (opens, moves) is decided with the claims; this module only says which characters are a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ingestion.extraction.lexicon import alternatives, mapping, words

_CHINESE_DIGITS = "一二三四五六七八九十"
_BREAKS = '、，,。；;：:！？!?“”"‘’《》【】「」\n\t '
_NUMBERED = re.compile(rf"^(?P<city>.*?)(?P<number>[{_CHINESE_DIGITS}]{{1,3}}|[0-9]{{1,2}})(?P<kind>中|小|高|幼|中学|小学)$")
_KINDS = {"中": "中学", "小": "小学", "高": "高级中学", "幼": "幼儿园", "中学": "中学", "小学": "小学"}


@dataclass(slots=True)
class Name:
    """A facility name as written, with its place."""

    start: int
    end: int
    text: str


@cache
def _suffix() -> re.Pattern[str]:
    names = alternatives(words("facility_suffixes"))
    tails = alternatives(words("facility_tails"))
    openings = "".join(sorted({word[0] for word in words("facility_suffixes")}))  # spares most characters the alternation
    number = rf"[{_CHINESE_DIGITS}]{{1,3}}(?:中|小|高|幼)"
    # what may stand between two endings of one name: 河南大学|附属|幼儿园, 香城中学|大江|中学校
    link = rf"(?:附属[\u4e00-\u9fa5]{{0,6}}?|[\u4e00-\u9fa5]{{0,5}}?)(?:{names})(?=[、，,。；;等位0-9\s)）]|$)"
    return re.compile(
        rf"(?=[第{_CHINESE_DIGITS}{openings}])(?:{names}|(?<=[\u4e00-\u9fa5])(?:第?{number}(?![\u4e00-\u9fa5])|{number}(?![学考招职专层央心国外共华间期全型高小级路号儿])))"
        rf"(?:{link})?(?:[\u4e00-\u9fa5]{{0,4}}(?:校区|分校|校部)|(?:{tails})|[（(](?:[\u4e00-\u9fa5]{{1,3}}[部期]|高中|初中|小学)[)）])*"
    )


@cache
def _openers() -> re.Pattern[str]:
    return re.compile(
        rf"[^\n]{{0,24}}(?:{alternatives(words('name_openers'))}|[0-9]+(?:所|个|名|家|年|月|日|\.)|[一二两三四五六七八九十百千][余多]?(?:所|个|名|家))"
    )


@cache
def _generic() -> re.Pattern[str]:
    levels = mapping("levels", "term", "level")
    return re.compile(alternatives([*words("generic_school_words"), *words("facility_suffixes"), *words("name_openers"), *levels]))


@cache
def _list_break() -> re.Pattern[str]:
    return re.compile(r"(?<=[\u4e00-\u9fa5）)])(?:和|与|及|以及|或)(?=[\u4e00-\u9fa5]{2,})")


def is_specific(name: str) -> bool:
    """Whether a name names one school: something is left of it once general words are gone."""
    return len(name) >= 3 and not name[0].isdigit() and len(_generic().sub("", name)) >= 1


def names(text: str, start: int = 0, end: int | None = None) -> list[Name]:
    """The specific facility names of `text[start:end]`, in order, not overlapping."""
    end = len(text) if end is None else end
    found: list[Name] = []
    floor = start
    for match in _suffix().finditer(text, start, end):
        stop = match.end()
        if (stop < end and text[stop] in "生们长组") or text.startswith(
            ("教育", "阶段", "教师", "学生", "校长", "办学", "招生", "毕业"), stop
        ):
            continue
        left = match.start()
        # a name runs left to the nearest break, never beyond 24 characters
        limit = max(floor, left - 24)
        while left > limit and text[left - 1] not in _BREAKS:
            left -= 1
        opener = _openers().match(text, left, match.start())
        if opener:
            left = opener.end()
        broken = [cut.end() for cut in _list_break().finditer(text, left, match.start()) if is_specific(text[left : cut.start()])]
        if broken:
            left = broken[-1]
        while left < match.start() and text[left] in "）)":
            left += 1
        if text[stop : stop + 1].isdigit() and re.match(r"[0-9.]+[万余多]*[所个]", text[stop:end]) and text[left - 1 : left] != "、":
            # 希望小学46所: the noun that is counted
            continue
        name = text[left:stop]
        if name.count("(") != name.count(")") or name.count("（") != name.count("）"):
            cut = max(name.find("("), name.find("（"))
            if cut > 0 and name.rfind(")") < cut and name.rfind("）") < cut:
                name = name[:cut]
            else:
                continue
        if is_specific(name):
            found.append(Name(left, left + len(name), name))
            floor = left + len(name)
    return found


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(words('facility_tails'))})+$")


def canonical(name: str, city: str | None) -> str:
    """The full form of a name: 市十一中 in 焦作市 → 焦作市第十一中学, 焦作一中 → 焦作市第一中学; other names lose only their phase or
    building."""
    bare = _tail().sub("", name)
    if bare.endswith(("校区", "分校")) or not is_specific(bare):
        bare = name
    name = bare
    if city and name.startswith("市") and not name.startswith("市场"):
        name = city + name[1:]
    match = _NUMBERED.match(name)
    if match and "第" not in match["city"]:
        place = match["city"]
        if city and (place == city.removesuffix("市") or not place):
            place = city
        if match["kind"] in ("中", "小", "高", "幼") or place == city:
            name = f"{place}第{match['number']}{_KINDS[match['kind']]}"
    return name


@cache
def _level_terms() -> tuple[re.Pattern[str], dict[str, str]]:
    terms = mapping("levels", "term", "level")
    return re.compile(alternatives(terms)), terms


def level_of_name(name: str) -> str | None:
    """The school level that a name tells (…小学, …幼儿园); None for 中学, 学校 and mixed names."""
    pattern, terms = _level_terms()
    if re.search(rf"[{_CHINESE_DIGITS}]幼$|附幼$", name):
        return "preschool"
    if re.search(rf"[{_CHINESE_DIGITS}]小$|附小$", name):
        return "primary"
    last = None
    for match in pattern.finditer(name):
        last = match
    # the level stands at the end of a name: 河南大学附属幼儿园 is a kindergarten
    return terms[last[0]] if last and len(name) - last.end() <= 6 and terms[last[0]] != "mixed" else None
