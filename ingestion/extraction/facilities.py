"""Named schools and sites: finding their names in text, whole and without what stands around them.

What a named school does (opens, moves) is decided with the claims, and which school a name means in `facility_names`; this module only
says which characters are a name, and of what level its school is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from ingestion.extraction import levels
from ingestion.wordlists import alternatives, table, words

_CHINESE_DIGITS = "一二三四五六七八九十"
_BREAKS = '、，,。；;：:！？!?“”"‘’《》【】「」▲◆●■—\n\t '
# what follows a name that something is done to: 24中整体改造, 人大附中海口实验学校主体封顶
WORKS = (
    "整体|改扩建|扩建|改建|改造|新建|迁建|建设|重建|续建|主体|封顶|竣工|开工|落成|建成|投用|启用|奠基|揭牌|开学|正式|举行|项目|工程|[一二三]期|[新东西南北]校"
    "|教学|综合楼|宿舍|公寓|食堂|餐厅|运动场|操场|实训|多功能|报告厅|土石方|土方|基础|地基"
)
# what stands between two names of one list: A(新建)、B以及C
NAME_JOINT = r"(?:[（(][^（）()]{1,12}[)）])?(?:[、，,；;]?(?:和|与|及|以及)|[、，,；;])(?:新建|改扩建|扩建|迁建)?"
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
    # 第十一中, 市十一中 and 二小, but not 三中全会; what only a numeral and its kind name is checked with what stands around it
    kinds = "(?:中|小|高|幼)"
    numbered = [rf"第(?<=[\u4e00-\u9fa5]第)[{_CHINESE_DIGITS}]{{1,3}}{kinds}(?![\u4e00-\u9fa5])"] + [
        rf"{digit}(?<=[\u4e00-\u9fa5、]{digit})[{_CHINESE_DIGITS}]{{0,2}}{kinds}(?![学考招职专层央心国外共华间期全型高中小级路号儿时步部分批])"
        for digit in _CHINESE_DIGITS
    ]
    numbered += [  # 市22中, 24中整体改造
        rf"{kind}(?:(?<=[\u4e00-\u9fa5、][0-9]{kind})|(?<=[\u4e00-\u9fa5、][0-9][0-9]{kind}))(?=[、，,。；;等和及与（）()\s]|{WORKS}|$)"
        for kind in "中小"
    ]
    shorts = (
        r"职中(?<![高中]职中)(?![专高国央学心等])",
        rf"实(?<=[{_CHINESE_DIGITS}市县区镇乡]实)[小幼](?![学区班微额规型组])",
        r"特校(?![园区舍])",
    )
    # what may stand between two endings of one name: 河南大学|附属|幼儿园, 香城中学|大江|中学校, 外国语学校|(集团)同泽|学校;
    # 甲中学由乙中学 are two
    joint = rf"(?:(?![由并将原为是也又即系侧旁]|包[括含]|改扩建|[新扩改迁重]建|完成|建成|占地|性质)[{_NO_JOINT}]){{0,5}}?"
    within = rf"(?:附属[\u4e00-\u9fa5]{{0,8}}?|(?:[（(][\u4e00-\u9fa5]{{2,4}}[)）])?{joint})"
    link = rf"{within}(?:{names})(?=[、，,。；;等位将为也是部0-9\s()（）]|{tails}|{WORKS}|[\u4e00-\u9fa5]{{2}}(?:校区|分校)|$)"
    of_another = rf"[{_NO_JOINT}]{{0,4}}?附属(?:实验)?(?:中学|小学|学校|幼儿园|高中|初中)"  # 北山大学|青口附属中学
    return re.compile(
        rf"(?:大学附属(?:中学|小学|实验学校)|{names}|{'|'.join((*numbered, *shorts))})(?:{of_another}|{link})?"
        rf"(?:(?![属位为是在有将等和及与])(?:(?!搬迁|迁[入至]|[扩改新]建|建[设成]|投用|启用|开工)[\u4e00-\u9fa5]){{0,6}}(?:校区|分校|校部|分园)|(?<=[高初]中)部|(?<=[中小]学)部|[东西南北]园区|(?<=幼儿园)[\u4e00-\u9fa5]{{0,4}}园区|(?:{tails})|(?<=幼儿园)[\u4e00-\u9fa5]{{1,3}}园(?=[、，,。；;等）)]|$)"
        rf"|(?:(?<=大学)|(?<=学院))[（(](?!暂|拟|筹|原|以下|简称|含|集团|公办|民办)[\u4e00-\u9fa5]{{2,3}}[)）]"  # 石油大学（北京）
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
    entries = [*words("generic_school_words"), *words("facility_suffixes"), *words("name_openers"), *levels.terms()[1]]
    return re.compile(rf"(?>{_guarded(entries)})*+")


# 甲小学或乙小学 are two names. The other conjunctions open a name wherever they stand (`name_openers`)
_EITHER = re.compile(r"或(?<=[\u4e00-\u9fa5）)]或)(?=[\u4e00-\u9fa5]{2})")
# 其中学前教育, schools at large, 小学食堂, an amount, a bracket before the counted noun, 加大学位
_NO_NAME = re.compile(
    r"^其中[学小]|^(?:学校.*[校分][区校]|(?:学校|[中小]学|幼儿园|教育城)第?[一二三]期$|[高初]中部|[中小]学部)"
    r"|^(?:小学|中学|学校|幼儿园)[\u4e00-\u9fa5]{0,3}[楼堂厅馆舍]$|[%％㎡]|^[（(]|[加扩]大学$|届[一二三四五六七]中$"
    r"|(?:配建|配套|成员|对口|项目)学?校$|(?:义务教育|阶段|薄弱)学校|^至?[新老旧东西南北本]校区(?:第?[一二三]期)?$|这[所个]|^某|[一两]座座|(?:省|自治区)(?:小学|初中|高中|中学|幼儿园|学校)$"
)
# 推进15中整体迁建; 完成十四中、特校迁建: no more than a number, where something is done to it or others are named. 三中、四中全会 is none
_NUMBER_ALONE = re.compile(
    rf"(?:(?:[{_CHINESE_DIGITS}]{{1,3}}[中小高幼](?!学)|[0-9]{{1,3}}中|[二三四五六七八九]?十[一二三四五六七八九]?中学).{{0,5}})$"
)
_BEFORE_NUMBER = re.compile(
    r"(?:[、和及与]|推进|建设|新建|扩建|改建|迁建|续建|改造|完成|启动|启用|实施|确保|加快|开工|建成|谋划|筹建|支持)(?:了|[原市县区])?$"
)
_BEHIND_NUMBER = re.compile(rf"(?![^，。；]{{0,8}}全会)(?:[、，,。；;等和及与（）()\s]|{WORKS}|画室|风雨|扩容|$)")
_COUNTED = re.compile(r"[0-9][0-9.]*[万余多]*[所个]")
# 第六、第七幼儿园; 一、二、三中
_ORDINALS = re.compile(rf"第?[{_CHINESE_DIGITS}]{{1,3}}(?:[、和及]第?[{_CHINESE_DIGITS}]{{1,3}}){{0,5}}[、和及]$")
_ORDINAL = re.compile(rf"第?(?P<number>[{_CHINESE_DIGITS}]{{1,3}})(?P<kind>[中小高幼].*)")
_NUMERAL = re.compile(rf"第?([{_CHINESE_DIGITS}]{{1,3}})")
# 其中学前教育; “一老一小”, “一村一幼”
_NO_ENDING = re.compile(r"(?<![\u4e00-\u9fa5])其中[学专职]|.一[小幼](?<=一.一.)")
_OUTSIDE = re.compile("[)）]*(?:[(（](?![^)）]*[)）]))?")
_NEXT_NUMBER = re.compile(
    rf"(?<=[{_CHINESE_DIGITS}][中小幼])[、和及]([{_CHINESE_DIGITS}]{{1,3}}[中小幼])(?=[、，和及等建将已新扩迁改投的（(]|正式|$)"
)
# 小学教育, 小学生: the ending is part of another word
_OTHER_WORD = re.compile(
    r"[生们长]|组(?!建)|教育(?![城园])|阶段|教师(?!宿舍|公寓|周转|食堂)|学生(?!宿舍|公寓|食堂|餐厅|活动)|校长|办学|招生(?![，。；、\n]|$)|毕业"
    # 焦作市小学入学率: of all of them
    r"|[毛净]?入学率|毛入|[学适]龄|辍学|普及率|巩固率"
)

# words for schools of several kinds are never the name of one
_SEVERAL = re.compile("中小学|大中专|小学和初中")
_AT_LARGE = re.compile(
    r"(?:公办|民办|普惠性?|公益性?|义务教育(?:阶段)?|学前教育|乡村|农村|乡镇|城区|辖区内?|重点|薄弱|优质|普通|各级各类|规范性?示范|示范性)"
    r"(?:小学|中学|学校|幼儿园|高中|初中|中小学)(?:教学楼|食堂)?$|^(?:学校|小学|高中|初中|中小学)$"
)


def is_specific(name: str) -> bool:
    """Whether a name names one school: it is more than a row of general words."""
    return _generic().match(name).end() < len(name) > 2 and not (name[0].isdigit() or _SEVERAL.search(name) or _NO_NAME.search(name))


def is_at_large(name: str) -> bool:
    """Whether a name is that of every school of its kind in a place: 盐田区公办幼儿园, and what 嵩县学校 is without the place."""
    return _AT_LARGE.search(name) is not None


def names(text: str, start: int = 0, end: int | None = None) -> list[Name]:
    """The specific facility names of `text[start:end]`, in order, not overlapping."""
    end = len(text) if end is None else end
    found: list[Name] = []
    if end - start < 3:
        return found
    floor = start
    for match in _suffix().finditer(text, start, end):
        ending, stop = match.span()
        if _OTHER_WORD.match(text, stop, end) or _NO_ENDING.match(text, ending - 1):
            continue
        left = _opened(text, max(floor, ending - _LONGEST_NAME), ending)
        if "或" in text[left:ending]:
            cuts = [cut.end() for cut in _EITHER.finditer(text, left, ending) if is_specific(text[left : cut.start()])]
            left = cuts[-1] if cuts else left
        if text[left] in "）)（(":
            left = _OUTSIDE.match(text, left, stop).end()  # 小学2所(东关小学、西关小学)
        if _COUNTED.match(text, stop, end) and text[left - 1 : left] != "、":
            # 希望小学46所: the noun that is counted
            continue
        name = name if (name := text[left:stop]).isalnum() else _balanced(name)
        if is_specific(name) or (_NUMBER_ALONE.match(name) and _is_done_to(text, left, name)):
            floor = left + len(name)
            found += _with_shared_head(text, left, name) if text[left - 1] in "、和及" else [Name(left, floor, name)]
            while further := _NEXT_NUMBER.match(text, floor, end):
                # 县五小、六小: what the second is called, the first says
                found.append(Name(further.start(1), further.end(1), further[1]))
                floor = further.end(1)
    return found


def _with_shared_head(text: str, left: int, name: str) -> list[Name]:
    """A name with those before it that share its ending, and whose head it shares: 青山区第六、第七幼儿园 are two kindergartens."""
    own = Name(left, left + len(name), name)
    before, ordinal = _ORDINALS.search(text, max(left - _LONGEST_NAME, 0), left), _ORDINAL.match(name)
    if before is None or ordinal is None:
        return [own]
    start = _opened(text, max(before.start() - _LONGEST_NAME, 0), before.start())
    head, mark = text[start : before.start()], "第" if before[0][0] == "第" or name[0] == "第" else ""
    if not head.isalpha() and not mark:
        return [own]
    listed = [Name(before.start() + one.start(), before.start() + one.end(), one[1]) for one in _NUMERAL.finditer(before[0])]
    listed[0].start = start
    return [Name(one.start, one.end, f"{head}{mark}{one.text}{ordinal['kind']}") for one in listed] + [
        Name(own.start, own.end, f"{head}{mark}{ordinal['number']}{ordinal['kind']}")
    ]


def _is_done_to(text: str, left: int, name: str) -> bool:
    """Whether what stands around a numeral and the kind of a school tells that something is done to that one school."""
    return bool(_BEFORE_NUMBER.search(text, max(left - 4, 0), left) and _BEHIND_NUMBER.match(text, left + len(name)))


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
    if name.count("(") == name.count(")") and name.count("（") == name.count("）"):
        return name
    cut = max(name.find("("), name.find("（"))
    return name[:cut] if cut > 0 and name.rfind(")") < cut and name.rfind("）") < cut else ""


_KINDS_IN_SHORT = {"幼": "preschool", "小": "primary", "高": "senior_secondary"}
_SHORT_LEVELS = tuple(char + kind for char in f"附{_CHINESE_DIGITS}" for kind in _KINDS_IN_SHORT)  # 附幼, 二小, 一高
_CAMPUS = re.compile(r"(?<=[中小高幼学校园])[^中小高幼学校园]{1,8}(?:校区|分校|校部)$")


@lru_cache(maxsize=4096)
def level_of_name(name: str) -> str | None:
    """The school level that a name tells (…小学, …幼儿园); None for 中学, 学校 and mixed names."""
    name = _CAMPUS.sub("", name).rpartition("附属")[2]  # 第十六高级中学健康城校区, 河南大学青口附属学校
    if name.endswith(_SHORT_LEVELS):
        return _KINDS_IN_SHORT[name[-1]]
    pattern, terms = levels.terms()
    last = None
    for match in pattern.finditer(name):
        last = match
    # the level stands at the end of a name: 河南大学附属幼儿园 is a kindergarten
    level = terms[last[0]] if last and len(name) - last.end() <= 6 else None
    if level is None and name.endswith(("）", ")")) and (bracket := max(name.rfind("（"), name.rfind("("))) > 0:
        return level_of_name(name[:bracket])  # 实验高中（一高东校区）, where the bracket doesn't tell
    return None if level == "mixed" else level or None
