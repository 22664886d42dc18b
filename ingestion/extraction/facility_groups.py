"""Which named schools are told of together: those of one list, those on the lines below, the one that the next sentence goes on with.

What is done to them is decided in `projects`; here only what stands between their names, and around them, is read.
"""

from __future__ import annotations

import re

from ingestion.extraction import facilities
from ingestion.extraction.facilities import Name
from ingestion.extraction.story import Story

# what of a school is built: 甲中学教学及辅助用房、乙小学运动场
PART = (
    r"(?:(?:教学|综合|实验|学生|教师|办公|艺术|科技|实训|多功能|新|塑胶|风雨)*(?:及(?:辅助|附属|生活))?"
    r"(?:楼|用房|运动场|操场|食堂|餐厅|宿舍|公寓|画室|体育馆|报告厅|礼堂|校舍|大门|围墙|厕所|旱厕|车库|设施)楼?)"
)
_JOINT = re.compile(rf"{PART}?(?:[、及和]{PART}){{0,3}}(?:{facilities.NAME_JOINT}|[（(])")
# schools of which a district has one, which it calls by their kind
_ONE_OF_A_KIND = (
    r"(?P<name>[县市区]?(?:特殊教育(?:学校|中心)|特教(?:学校|中心)|特校|盲校|聋校|职业?教育?中心|职[中高专]|中职学校"
    r"|(?:中等)?职业(?:技术|中等专业)?学校|实验(?:小学|中学|高中|初中|幼儿园|学校)|机关幼儿园|外国语(?:学校|小学|中学)|高级中学"
    r"|(?:幼儿)?师专|幼师|卫校|体校|师范学校|教师进修学校))"
)
KIND = re.compile(_ONE_OF_A_KIND)
_KIND_BETWEEN = re.compile(rf"[、和]{_ONE_OF_A_KIND}(?=[、和等，。；]|{PART}|{facilities.WORKS}|$)")
_KIND_FIRST = re.compile(
    r"(?:^|[：:，,。；;\n是]|建成|新建|完成|推进|启动|开工建设|建设|改造|扩建|迁建|续建|参与|实施|支持|加快|抓好|启用|开工|谋划)了?"
    rf"{_ONE_OF_A_KIND}[、和]$"
)
# 建成特殊教育学校: the one of its district
_KIND_ALONE = re.compile(rf"(?:建成|启用|投用|迁建|新建|开工建设|建好)了?{_ONE_OF_A_KIND}(?=[，。；,;]|{facilities.WORKS})")
# a school that what follows is about: 甲小学位于…, 于去年底建成; 乙小学：室内装修完成; 丙小学总投资…, 预计9月投用
TOPIC = re.compile(
    rf"{PART}?(?:[（(][^（）()]{{1,20}}[)）])?(?:[，,：:]|(?:建设)?(?:项目|工程)?(?:目前|现)?"
    r"(?:位于|地处|坐落|座落|选址|是[一由]?|为|总?占地|总投资|估算|投资|完成|总建筑|总用地|规划|设计|建筑面积|正在|正|已|预计|计划))"
)
# 学校于2023年9月开学: the school that the sentence before is about
_SAME_SCHOOL = re.compile(
    r"\s*(?:(?:该|这所)?(?:学校|幼儿园|校园|项目|工程|新校区?|校区|该校|该园)|(?:[于在将已从自]|预计|计划|目前|现已)?[0-9]{4}年)"
    r"(?![^，。；]{0,4}教育)"
)
# 正在建设中的小学、幼儿园, 目前已投入使用6所，包括：
_LEADS_ON = re.compile(r"(?:[：:]|学校|幼儿园|[小中]学|[高初]中|项目|工程|名单)[ \t]*\n$")
_NUMBERED = re.compile(r"[（(]?[0-9一二三四五六七八九十]{1,3}[)）、.．]")
_LONGEST_LEAD, _LONGEST_MARK, _LONGEST_LIST = 70, 6, 1_500


def groups(text: str, found: list[Name], sentence: tuple[int, int]) -> list[list[Name]]:
    """The names of a sentence, those that stand in one list together; with the schools beside them that are called by their kind."""
    together: list[list[Name]] = []
    for name in _with_kinds(text, found, sentence) if KIND.search(text, *sentence) else found:
        if together and _JOINT.fullmatch(text, together[-1][-1].end, name.start):
            together[-1].append(name)
        else:
            together.append([name])
    return together


def _with_kinds(text: str, found: list[Name], sentence: tuple[int, int]) -> list[Name]:
    """Names with the schools beside them in a list that are called by their kind: 白云第二幼儿园、特殊教育学校."""
    listed: list[Name] = []
    starts = {name.start for name in found}
    for name in found:
        if not listed and (kind := _KIND_FIRST.search(text, max(sentence[0], name.start - 16), name.start)) is not None:
            listed.append(Name(*kind.span("name"), kind["name"]))
        listed.append(name)
        while (kind := _KIND_BETWEEN.match(text, listed[-1].end, sentence[1])) is not None and kind.start("name") not in starts:
            listed.append(Name(*kind.span("name"), kind["name"]))
    if not found and (kind := _KIND_ALONE.search(text, *sentence)) is not None:
        listed.append(Name(*kind.span("name"), kind["name"]))
    return listed


def beside(story: Story, sentence: tuple[int, int]) -> list[Name]:
    """The schools that a sentence without names speaks of: those on the lines below it, or the one that the sentence before is about."""
    if _LEADS_ON.search(story.text, *sentence):
        return _names_below(story, sentence) if sentence[1] - sentence[0] <= _LONGEST_LEAD else []
    return _same_school(story, sentence) if _SAME_SCHOOL.match(story.text, sentence[0]) and sentence[0] > story.start else []


def _names_below(story: Story, sentence: tuple[int, int]) -> list[Name]:
    """The schools that the lines below one that leads up to them name: 正在建设的幼儿园： / 甲幼儿园 / 乙幼儿园. Below a numbered one
    more may be told of it."""
    position = sentence[1]
    listed: list[Name] = []
    is_numbered = False
    for line in story.text[position : min(position + _LONGEST_LIST, story.end)].splitlines(keepends=True):
        found, told = story.names(position, position + len(line)), line.strip()
        position += len(line)
        if found and line.find(found[0].text) <= _LONGEST_MARK and sum(len(name.text) for name in found) >= 0.6 * len(told) - 4:
            is_numbered = bool(_NUMBERED.match(told))
            listed += found
        elif told and not (is_numbered and told.endswith("。")):
            break
    return listed


def _same_school(story: Story, sentence: tuple[int, int]) -> list[Name]:
    """The one school that the sentence before is about, where this one goes on with it: 该校于2023年9月开学."""
    previous = sentence_before(story, sentence[0])
    found = story.names(*previous)
    if not found or len({name.text for name in found}) > 1 or story.text[previous[0] : found[0].start].strip():
        return []
    return found[:1] if TOPIC.match(story.text, found[0].end) else []


def sentence_before(story: Story, start: int) -> tuple[int, int]:
    """The sentence before a position, empty lines apart."""
    blank = story.text[max(start - 4, story.start) : start]
    return story.sentences.of(start - max(len(blank) - len(blank.rstrip()), 1))
