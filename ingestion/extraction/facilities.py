"""Named schools and sites: finding their names in text, whole and without what stands around them.

What a named school does (opens, moves) is decided with the claims, and which school a name means in `facility_names`; this module only
says which characters are a name, and of what level its school is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ingestion.wordlists import alternatives, mapping, table, words

_CHINESE_DIGITS = "一二三四五六七八九十"
_BREAKS = '、，,。；;：:！？!?“”"‘’《》【】「」▲◆●■—\n\t '
_LONGEST_NAME = 24  # characters to the left of its ending
_NO_JOINT = r"\u4e00-\u4e0d\u4e0f-\u53c9\u53cb-\u548b\u548d-\u6215\u6217-\u7b48\u7b4a-\u9fa5"  # all but 与, 及, 和, 或, 等


@dataclass(slots=True)
class Name:
    """A facility name as written, with its place."""

    start: int
    end: int
    text: str


def _guarded(entries: Iterable[str]) -> str:
    """An alternation of words behind a look at the first character, which spares most places the walk through the words."""
    entries = set(entries)
    return rf"(?=[{''.join(sorted({word[0] for word in entries}))}])(?:{alternatives(entries)})"


@cache
def _suffix() -> re.Pattern[str]:
    """The end of a name, with the phase or building behind it. Every form begins with a listed character, so that the search skips the
    others in C."""
    names = alternatives(words("facility_suffixes"))
    tails = alternatives(row["term"] for row in table("facility_tails"))
    # 第十一中, 市十一中 and 二小, but not 三中全会; the numeral is never the first character of a name
    kinds = "(?:中|小|高|幼)"
    numbered = [rf"第(?<=[\u4e00-\u9fa5]第)[{_CHINESE_DIGITS}]{{1,3}}{kinds}(?![\u4e00-\u9fa5])"] + [
        rf"{digit}(?<=[\u4e00-\u9fa5]{digit})[{_CHINESE_DIGITS}]{{0,2}}{kinds}(?![学考招职专层央心国外共华间期全型高中小级路号儿])"
        for digit in _CHINESE_DIGITS
    ]
    numbered += [  # 市22中
        rf"{kind}(?:(?<=[\u4e00-\u9fa5][0-9]{kind})|(?<=[\u4e00-\u9fa5][0-9][0-9]{kind}))(?=[、，,。；;等和及与（）()\s]|$)"
        for kind in "中小"
    ]
    # what may stand between two endings of one name: 河南大学|附属|幼儿园, 香城中学|大江|中学校, 外国语学校|(集团)同泽|学校;
    # 甲中学由乙中学 are two
    joint = rf"(?:(?![由并将原为是也又即系]|包[括含])[{_NO_JOINT}]){{0,5}}?"
    within = rf"(?:附属[\u4e00-\u9fa5]{{0,8}}?|(?:[（(][\u4e00-\u9fa5]{{2,4}}[)）])?{joint})"
    link = rf"{within}(?:{names})(?=[、，,。；;等位将为也是0-9\s()（）]|{tails}|[\u4e00-\u9fa5]{{2}}(?:校区|分校)|$)"
    return re.compile(
        rf"(?:{names}|{'|'.join(numbered)})(?:{link})?"
        rf"(?:(?![属位为是在有将])[\u4e00-\u9fa5]{{0,6}}(?:校区|分校|校部|分园)|(?<=幼儿园)[\u4e00-\u9fa5]{{0,4}}园区|(?:{tails})|(?<=幼儿园)[\u4e00-\u9fa5]{{1,3}}园(?=[、，,。；;等）)]|$)"
        rf"|[（(](?:[\u4e00-\u9fa5]{{1,3}}[部期]|[\u4e00-\u9fa5]{{1,10}}校区|高中|初中|小学)[)）])*"
    )


@cache
def _inside() -> re.Pattern[str]:
    """Words of names that hold an opening word, and one-character openers right after 、, where a name of a list begins by itself."""
    return re.compile(rf"{_guarded(words('name_words'))}|、[如有对在为以将由到于从向给是]")


@cache
def _before_name() -> re.Pattern[str]:
    """From the left limit of a name to the end of the last break or opening word: where the name begins."""
    return re.compile(
        rf"(?s:.{{0,{_LONGEST_NAME}}})(?:[{_BREAKS}]|{_guarded(words('name_openers'))}"
        rf"|[（(][0-9{_CHINESE_DIGITS}]{{1,3}}[)）]|[0-9]+(?:所|个|名|家|年|月|日|\.|亿元?|万元)|[一二两三四五六七八九十百千][余多]?(?:所|个|名|家))"
    )


@cache
def _generic() -> re.Pattern[str]:
    """The general words that a text opens with, one after the other, the longest at each place, never taken back."""
    levels = mapping("levels", "term", "level")
    entries = [*words("generic_school_words"), *words("facility_suffixes"), *words("name_openers"), *levels]
    return re.compile(rf"(?>{_guarded(entries)})*+")


# 甲小学或乙小学 are two names. The other conjunctions open a name wherever they stand (`name_openers`)
_EITHER = re.compile(r"或(?<=[\u4e00-\u9fa5）)]或)(?=[\u4e00-\u9fa5]{2})")
# 其中学前教育, schools at large, 小学食堂, an amount, a bracket before the counted noun, 加大学位
_NO_NAME = re.compile(
    r"^其中[学小]|^(?:小学|中学|学校|幼儿园)[\u4e00-\u9fa5]{0,3}[楼堂厅馆舍]$|[%％㎡]|^[（(]|[加扩]大学$|(?:配建|配套|成员|对口|项目)学?校$"
    r"|(?:义务教育|阶段|薄弱)学校|^[新老旧]校区$"
)
_COUNTED = re.compile(r"[0-9][0-9.]*[万余多]*[所个]")
# 其中学前教育; “一老一小”, “一村一幼”
_NO_ENDING = re.compile("其中[学专职]|.一[小幼](?<=一.一.)")
_CLOSES = re.compile("[)）]")
_NEXT_NUMBER = re.compile(
    rf"(?<=[{_CHINESE_DIGITS}][中小幼])[、和及]([{_CHINESE_DIGITS}]{{1,3}}[中小幼])(?=[、，和及等建将已新扩迁改投的（(]|正式|$)"
)
# 小学教育, 小学生: the ending is part of another word
_OTHER_WORDS = ("教育", "阶段", "教师", "学生", "校长", "办学", "招生", "毕业")

# words for schools of several kinds are never the name of one
_SEVERAL = re.compile("中小学|大中专|小学和初中")


def is_specific(name: str) -> bool:
    """Whether a name names one school: it is more than a row of general words."""
    if len(name) < 3 or name[0].isdigit() or _SEVERAL.search(name) or _NO_NAME.search(name):
        return False
    return _generic().match(name).end() < len(name)


def names(text: str, start: int = 0, end: int | None = None) -> list[Name]:
    """The specific facility names of `text[start:end]`, in order, not overlapping."""
    end = len(text) if end is None else end
    found: list[Name] = []
    if end - start < 3:
        return found
    floor = start
    for match in _suffix().finditer(text, start, end):
        ending, stop = match.span()
        if (stop < end and text[stop] in "生们长组") or text.startswith(_OTHER_WORDS, stop) or _NO_ENDING.match(text, ending - 1):
            continue
        left = _opened(text, max(floor, ending - _LONGEST_NAME), ending)
        if "或" in text[left:ending]:
            cuts = [cut.end() for cut in _EITHER.finditer(text, left, ending) if is_specific(text[left : cut.start()])]
            left = cuts[-1] if cuts else left
        while left < ending and text[left] in "）)":
            left += 1
        if text[left] in "（(" and not _CLOSES.search(text, left, stop):
            left += 1  # 小学2所(东关小学、西关小学)
        if _COUNTED.match(text, stop, end) and text[left - 1 : left] != "、":
            # 希望小学46所: the noun that is counted
            continue
        name = _balanced(text[left:stop])
        if is_specific(name):
            floor = left + len(name)
            found.append(Name(left, floor, name))
            while further := _NEXT_NUMBER.match(text, floor, end):
                # 县五小、六小: what the second is called, the first says
                found.append(Name(further.start(1), further.end(1), further[1]))
                floor = further.end(1)
    return found


def _opened(text: str, left: int, ending: int) -> int:
    """Where the name that ends at `ending` begins: behind the last break or opening word, words of names apart."""
    before = _before_name().match(text, left, ending)
    if before and text[before.end() - 1] not in _BREAKS:
        # an opening word: is it inside a word of a name?
        floor = max(left - 1, 0)
        # no word runs over from the name before: 二中和一小 holds no 中和
        hidden = _inside().sub(
            lambda word: _hidden(word) if word.start() >= left - floor or word[0][0] == "、" else word[0], text[floor:ending]
        )
        before = _before_name().match(hidden, left - floor)
        return floor + before.end() if before else left
    return before.end() if before else left


def _hidden(match: re.Match[str]) -> str:
    return "、□" if match[0][0] == "、" else "□" * len(match[0])


def _balanced(name: str) -> str:
    """A name without the bracket that it opens and doesn't close; empty where its brackets are in disorder."""
    if name.isalnum() or (name.count("(") == name.count(")") and name.count("（") == name.count("）")):
        return name
    cut = max(name.find("("), name.find("（"))
    return name[:cut] if cut > 0 and name.rfind(")") < cut and name.rfind("）") < cut else ""


_KINDS_IN_SHORT = {"幼": "preschool", "小": "primary", "高": "senior_secondary"}
_SHORT_LEVELS = tuple(char + kind for char in f"附{_CHINESE_DIGITS}" for kind in _KINDS_IN_SHORT)  # 附幼, 二小, 一高
_CAMPUS = re.compile(r"(?<=[中小高幼学校园])[^中小高幼学园]{1,8}(?:校区|分校|校部)$")


@cache
def _level_terms() -> tuple[re.Pattern[str], dict[str, str]]:
    terms = mapping("levels", "term", "level")
    return re.compile(alternatives(terms)), terms


def level_of_name(name: str) -> str | None:
    """The school level that a name tells (…小学, …幼儿园); None for 中学, 学校 and mixed names."""
    name = _CAMPUS.sub("", name)  # 第十六高级中学健康城校区
    if name.endswith(_SHORT_LEVELS):
        return _KINDS_IN_SHORT[name[-1]]
    pattern, terms = _level_terms()
    last = None
    for match in pattern.finditer(name):
        last = match
    # the level stands at the end of a name: 河南大学附属幼儿园 is a kindergarten
    level = terms[last[0]] if last and len(name) - last.end() <= 6 else None
    if level is None and name.endswith(("）", ")")) and (bracket := max(name.rfind("（"), name.rfind("("))) > 0:
        return level_of_name(name[:bracket])  # 实验高中（一高东校区）, where the bracket doesn't tell
    return None if level == "mixed" else level or None
