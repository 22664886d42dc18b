"""What is done to the schools that a figure counts, or to a named school: built, opened, moved, closed.

Action words are data (`actions.csv`, with a strength that tells verbs of building from words that only sometimes are).
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick

from ingestion.extraction.action_rules import ActionRule, By
from ingestion.extraction.stages import FINISHED
from ingestion.extraction.window import Window
from ingestion.wordlists import alternatives, any_of, automaton_of, spots_of, stands_in, table, words

# 全县共有学校120所, 民办幼儿园为2562所
_STATES_HOW_MANY = re.compile(
    r"(?:有|共|共计|达到?|存|各类|各级|其中|办有)[^，。；]{0,8}$|(?:有|包括)[^，。；0-9]{2,60}等$|(?:学校|[小中大]学|初中|高中|幼儿园|(?:公|民|公民)办园|普惠园|教学点|高校|学院)"
    # 幼儿园总数已突破1200所
    r"(?:(?:总?数)?为约?|(?:总?数量?)?(?:分别|依次)[为是有]约?|(?:总?数量?)?(?:目前|现在?)?已?经?(?:发展到|突破|超过|增[至到]|增加[到至]|减[至到]|减少[到至])?了?)$"
)
# 小学120所: a list of how many there are needs no verb
_BARE_COUNT = re.compile(
    r"[\s\S]*(?:学校|中学|小学|中小学|幼儿园|高中|初中|教学点|高校|院校|学院|大学|中职|职校|技校|完小|[一-龥]园|园区|校区)(?:[（(][^（）()]{0,30}[）)])?[\s]*"
)


# how schools come to be, and what becomes of them then
WAYS_TO_BUILD = ("built", "expanded", "built_or_expanded")
COME_TO_BE = (*WAYS_TO_BUILD, "opened", "other")
_WAYS_IN_LISTS = (*WAYS_TO_BUILD, "relocated", "renovated")
_WORKS_OF_SCHOOLS = (*WAYS_TO_BUILD, "renovated", "started", "opened", "closed")
_JOINTS = ("、", "和", "及", "或", "与")
BEGINNINGS = ("opened", "started")
# the nouns that a verb before them describes: 新建校, 投用项目
_NOUNS_OPEN = ("的", "学", "校", "幼", "项", "中", "小")
# 组织36所学校: those that something is done with
_THOSE_MEANT = re.compile(r"(?:在|对|组织|面向|指导|选择)[^，。；]{0,6}$")
_NEXT_VERB = re.compile(r"[了的、]?一?批?")
_NEXT_COUNT = re.compile(r"(?<![0-9])\s(?![0-9])|[、和及，][^、和及，0-9]{1,12}[0-9]+[余多]?(?:所|个|处|栋|座|家)")
# 6所学校改造和1所学校食堂扩建: each with its own verb, unlike 2所初中、3所小学正在建设
_NEXT_MEMBER = re.compile(
    r"[、和及与](?:[0-9]+[余多]?(?:所|个|处|栋|座|家)|[\u4e00-\u9fa5]{2,8}(?:[小中]学|学校|幼儿园|[小中](?=[新改扩迁]))(?:整体)?[新改扩迁])"
)
_JOINT_BEFORE = re.compile("[、和及与]")
# says that the work is done, not what it was
_DONE = re.compile(rf"(?:建设|主体)?(?:{FINISHED}|落成)")
DONE = ("完工", "竣工", "建设完工")
_PARTITIVE = re.compile(r"[\u4e00-\u9fa5]{1,10}[里中](?:有|，|,)")
# 幸福中学扩建、…等6个项目, …怀柔校区(扩建工程)等4所: what one school's project is called
_IN_NAME = re.compile(r"[、等]|[\u4e00-\u9fa5]{0,3}[)）]")
# 新建、回收20所
_NEXT_WAY = re.compile("、[\u4e00-\u9fa5]{2}")
# the rule of schools of whose works is told without a verb
OF_WORKS = ActionRule(By.WORKS_BEHIND)
# 7所学校建设工程, 30所学校幼儿园建设列入民生实事
_BUILDING_WORKS = re.compile(
    r"[^，。；、0-9]{0,12}(?:学校|[中小]学|幼儿园|[高初]中)[^，。；、0-9]{0,4}建设(?:项目|工程|任务|列入|纳入|被列|按下|提速|加速|跑出|进展|进度|如火如荼)"
)
_COMPLETES = re.compile(r"(?:完成|推进|加快|启动|实施|抓好|承担)了?$")
# 对9所学校实施校园环境提升工程, 为10所学校建设水冲厕所; 信息化建设 builds nothing
_NO_WORKS = r"(?:信息|智慧|数字|文化|队伍|制度|课程|特色|德育|网络|平台|党|师资|内涵|集团|品牌|思想|质量|管理|教学(?!点|楼|用房)|能力)"
_ENDS_IN_BUILDING = re.compile(rf"(?:(?!{_NO_WORKS})[^，。；]){{0,30}}建设(?:任务|工程|项目)?[，。；\s]?$")
_WORKS_ON = re.compile(
    rf"(?:(?!{_NO_WORKS})[^，。；、0-9]){{0,16}}(?:(?:进行|实施|开展)(?:(?!{_NO_WORKS})[^，。；、]){{0,10}}(?:(建设)|改造|提升|修缮|修葺)"
    r"|(?:校舍安全|校安|抗震加固|危房改造|维修改造|维修)工程"
    r"|(建设)(?:了)?[^，。；、]{0,6}(?:食堂|厕所|宿舍|操场|运动场|教学楼|校舍|综合楼|周转房|图书馆|浴室|围墙))"
)
# 10所学校、12个专业群入选
_LIST_THEN_VERB = re.compile(
    r"[^，。；、0-9]{0,10}(?:、[0-9.]+[万千]?[余多]?[个所家名项][^，。；、0-9]{0,8}?){1,4}(?:入选|获批|获评|入围|被认定|被评为|通过|参加|参与|开展)"
)
# 推进20所优质高中建设: the schools themselves, whatever they will be called
_SCHOOLS_BUILT = re.compile(r"(?:优质|特色|寄宿制?)(?:普通)?(?:高中|初中|小学|学校)建设(?:$|[稳有扎加全顺持深])")
_WORKS_GO_ON = re.compile(
    r"[^，。；、0-9]{0,12}?(?:学校|高中|小学|初中|中学|幼儿园|校区)建设(?:稳步|有序|扎实|加快|全面|顺利|持续|深入)+(?:推进|实施|进行)"
)
# 建有塑胶操场的达到14所
_THOSE_WITH = re.compile(r"(?:建有|配有|设有|配备|拥有|开设|开齐)[^，。；、]{1,12}的(?:学校|中小学|幼儿园)?(?:共?有|达到?|为)?$")
# 建设39所幼儿园（含改扩建18所）
_PARTLY_EXPANDED = re.compile(r"[^，。；（(0-9]{0,10}[（(](?:含|其中|包括|包含)[^（()）]{0,6}(?:改扩建|扩建|改建)")
_ASIDE = re.compile(r"[^，。；（(0-9]{0,16}[（(]((?:包括|含|不含|其中)[^（）()]{0,40})[)）]")
_IN_BRACKETS = re.compile(r"^[（(][^（）()]*[）)]")


# (action, strength, rule)
Told = tuple[str, int, ActionRule]


@dataclass(slots=True)
class Action:
    start: int
    end: int
    action: str
    strength: int


@cache
def _actions() -> tuple[re.Pattern[str], dict[str, tuple[str, int]]]:
    rows = {row["term"]: (row["action"], int(row["strength"])) for row in table("actions")}
    return re.compile(alternatives(rows)), rows


@cache
def _indicator_verbs() -> re.Pattern[str]:
    return any_of(words("indicator_school_verbs"))


# 中学由原来的3所增加到13所: a state and the one after it
_GROWTH = (
    r"(?:猛|迅速|逐步|优化|布局)?(?:增加|发展|增长|扩大|扩展|减少|压缩|压减|精简|调整|整合|[合归撤]?并|优化|上升|增|减|合)"
    "(?:到了?|至|为|成)"
)
# 公办园增加到52所
_NOW = re.compile(r"(?:增加|发展|增长|减少|调整|压缩|上升)(?:到|至|为)了?$")
# 9所新学校将于今年秋季开学, 6所新建公办园今日开园
_NEW_ONES_OPEN = re.compile(
    r"(?:全新|新建|新)的?(?:公办|民办|普惠性?|优质)*(?:学校|校园?|[小中]学|中小学|高中|幼儿园|园|校区)"
    r"(?:将|已|计划|拟|于|在|正式|如期|陆续|同时|同步|今[日天]|昨[日天]|明[日天]|[0-9]{1,4}[年月日]|[今明]年|[今明]?[春秋]季?(?:学期)?){0,6}"
    r"(?:开学|开园|招生|迎新)(?!典礼|[季前第率]|条件|仪式)"
)
_GROWS_TO = re.compile(_GROWTH)
_GROWN_TO = re.compile(
    rf"[由从][^，。；]{{0,12}}[0-9零〇一二三四五六七八九十百千万两几多余]+[所个家处]{_GROWTH}"
    r"(?:(?:(?:19|20)[0-9]{2}年底?|现在|目前|如今|今天|今年|去年|上年)的?)?$"
)


def is_grown_to(before: str) -> bool:
    """Whether a clause up to a number tells how many schools there were and how many there are now."""
    return bool(_GROWN_TO.search(before))


def is_growth(head: str) -> bool:
    """Whether what follows a number tells of the state that came after it."""
    return bool(_GROWS_TO.match(head))


@cache
def strong_actions() -> re.Pattern[str]:
    """The verbs that on their own say that something is done to a school."""
    return re.compile(alternatives(row["term"] for row in table("actions") if int(row["strength"]) >= 3))


@cache
def _building() -> AhoCorasick:
    """An automaton of the verbs that say that something is done to a school."""
    rows = table("actions")
    terms = {row["term"] for row in rows if int(row["strength"]) >= 3 or (row["strength"] == "2" and row["action"] in _WORKS_OF_SCHOOLS)}
    return automaton_of(terms)


# 教学楼建设, 启动第五中学: words that say so beside a school alone
_BUILDS_A_SCHOOL = re.compile(
    r"建(?:成|设(?<=[学园校院楼中小区期目程等城]建设))|(?:建设|启动)了?(?=[\u4e00-\u9fa5]{2,16}(?:[中小]学|[一二三四五六七八九十][中小幼]|学[校院]|幼儿园|大学|校区))"
    # 甲中学等工程, 乙学院招生
    r"|(?:[学园校院区中堂楼场]|等(?:[0-9一二三四五六七八九十]{1,3}[个所])?)(?:重点|建设|教育)*(?:项目|工程)"
    r"|[学院校园](?:[（(][^（）()]{1,8}[)）]|正式|已|将)*(?:招生|成立|建校|设立|组建|升格|升本)(?=[，。；、,;\n为])"
    r"|[学校院园区中小](?:正在|被?(?:列入|纳入)|落户|进入(?:收尾|装修|施工|竣工)|的?(?:选址|征地))|[将再]建(?=[\u4e00-\u9fa5]{2,12}(?:[中小]学|学校|幼儿园))"
)


def building_spots(text: str) -> array[int]:
    """Where such verbs stand in a text, in order: one pass over the whole of it."""
    return spots_of(_building(), text)


def tells_of_building(text: str, spots: Sequence[int], start: int, end: int) -> bool:
    """Whether a stretch can say that something is done to a named school. `spots`: those of the text."""
    return stands_in(spots, start, end) or bool(_BUILDS_A_SCHOOL.search(text, start, end))


def actions(text: str, start: int, end: int) -> list[Action]:
    pattern, rows = _actions()
    found: list[Action] = []
    for match in pattern.finditer(text, start, end):
        action, strength = rows[match[0]]
        if found and _is_joined(text, found[-1], match.start(), action):
            found[-1] = Action(found[-1].start, match.end(), _both(found[-1].action, action), max(strength, found[-1].strength))
        else:
            found.append(Action(match.start(), match.end(), action, strength))
    return found


def _is_joined(text: str, last: Action, start: int, action: str) -> bool:
    """Whether a verb goes on with a list of ways to build: 新建、扩建、改建, 扩建及改造, 改造、新建, 新建改扩建迁建."""
    joint = text[last.end : start]
    if action not in _WAYS_IN_LISTS or last.action not in _WAYS_IN_LISTS or not (not joint or joint in _JOINTS):
        return False
    # 改造维修 is one way, 新建、修建 are two
    return action != last.action or action == "renovated" or text[last.start : last.end] == "新建"


def _both(first: str, second: str) -> str:
    """What is done where two ways to build stand side by side; repairs add nothing to them: 扩建及改造 is to expand."""
    ways = {first, second} - {"renovated"}
    return ways.pop() if len(ways) == 1 and not ways & {"built"} else "built_or_expanded" if ways else "renovated"


def is_taking_part(local: str, head: str, right: str) -> bool:
    """Whether the schools of a count take part in something or carry a title, with nothing built."""
    if _SCHOOLS_BUILT.search(head):
        return False
    if _LIST_THEN_VERB.match(right) or _THOSE_WITH.search(local):
        return True
    # 中职学校1所（国家示范校）: what one of them is called
    beside = _IN_BRACKETS.sub("", head + _IN_BRACKETS.sub("", right[len(head) :]))[: len(head) + 10].partition("、")[0]
    return any(_indicator_verbs().search(part) for part in (head, local, beside))


# 36所学校建成智慧食堂: what schools have built is no school
_HAVE_BUILT = re.compile(
    r"(?:[\u4e00-\u9fa5]{0,6}?(?:学校|[小中]学|幼儿园|高中|校园?))?(?:已|均|都|全部|先后|陆续)*(?:建成|建有|建起|建立|建设|新建|配建|改建|打造)了?[^，。；0-9]{0,12}?"
    r"(?:食堂|餐厅|厨房|书吧|书屋|图书[馆角]|课堂|室(?!内)|站|馆|操场|运动场|足球场|球场|厕所|工作坊|社团|俱乐部|少年宫|平台|系统|委员会)"
)


def of_count(text: str, clause: tuple[int, int], start: int, end: int, window: Window) -> tuple[str | None, int, ActionRule]:
    """The action of a count of schools at `start`–`end`: (action, strength, rule). (None, 0, …) where the clause has none.

    First what the counted noun itself says (8个续建项目), then the nearest verb before it, then a verb after it.
    """
    return (
        _of_state(text, clause, start, end)
        or _of_verbs(text, clause, start, end, _verbs_around(text, clause, start, end, window))
        or _of_works(text, clause, start, end, window.head)
        or _of_count_alone(text[clause[0] : start])
        or (None, 0, ActionRule(By.NO_VERB))
    )


def _of_state(text: str, clause: tuple[int, int], start: int, end: int) -> Told | None:
    """What outranks every verb of a count's clause: that it is of new schools that open, how many there are now, or that it is planned."""
    if _NEW_ONES_OPEN.match(text, end):
        return "opened", 4, ActionRule(By.NEW_ONES)
    if _GROWS_TO.match(text, end) or _GROWN_TO.search(text, clause[0], start):
        return "existing", 3, ActionRule(By.GROWN)
    if _NOW.search(text, clause[0], start):
        return "existing", 2, ActionRule(By.NOW)
    planned = next((found for found in actions(text, *clause) if found.strength >= 5), None)
    return _by_verb(text, planned, By.VERB) if planned else None


@dataclass(slots=True)
class _Verbs:
    """The verbs around a count: before it, behind it, and those of the noun that is counted."""

    left: list[Action]
    right: list[Action]
    noun: list[Action]


def _verbs_around(text: str, clause: tuple[int, int], start: int, end: int, window: Window) -> _Verbs:
    """The verbs that may be said of a count, without those of the counts and the names beside it."""
    left, right = _verbs_before(text, clause, start, window), _verbs_behind(text, clause, end, window)
    # two places where the same verb says different things: 两所新建校投入使用 is called new, and is opened
    noun = [
        found
        for found in actions(text, end, min(end + max(len(window.head), 1), clause[1]))
        if found.strength >= 3 and (found.action not in BEGINNINGS or text[found.end : found.end + 1] in _NOUNS_OPEN)
    ]
    if noun and noun[0].action == "other":
        # 完成33所受损学校的重建: what had become of them
        noun, right = [], [found for found in right if found.action != "other"] or right
    if noun and noun[0].action == "continued":
        return _Verbs(left, right, noun)  # 8个续建项目, whatever stands around
    strong = [found for found in left if found.strength >= 3]
    is_beside = bool(strong and (right or noun)) and strong[-1].start >= start - len(window.local)
    if is_beside and _JOINT_BEFORE.fullmatch(text, strong[-1].end, start):
        left = []  # 6所学校改造和1所学校食堂扩建: what is said of the count before
    if _HAVE_BUILT.match(text, end):
        right, noun = [], []
    return _Verbs(left, right, noun)


def _verbs_before(text: str, clause: tuple[int, int], start: int, window: Window) -> list[Action]:
    # a verb inside the list of names (幸福中学扩建、鱼复幼儿园等6个项目) says what that school's project is, not what happens to all
    told = [found for found in actions(text, clause[0], start) if found.strength >= 1]
    left = [found for found in told if not _IN_NAME.match(text, found.end) or _NEXT_WAY.fullmatch(text, found.end, start)]
    # 开工小学4所、竣工3所: a count with a verb of its own
    return [found for found in left if found.start >= start - len(window.local) and found.strength >= 2] or left


def _verbs_behind(text: str, clause: tuple[int, int], end: int, window: Window) -> list[Action]:
    # what is said behind the next count is said of that one
    noun = end + 1 if window.head and text[end].isspace() else end  # 31所 新校园投用
    following = _NEXT_COUNT.search(text, noun, clause[1])
    told = actions(text, end, following.start() if following else clause[1])
    member = _NEXT_MEMBER.search(text, told[0].end, told[-1].end) if told else None
    right = [found for found in told if found.strength >= 2 and not (member and found.start > member.start())]
    if right and (aside := _ASIDE.match(text, end, clause[1])):
        return [found for found in right if not aside.start(1) <= found.start < aside.end(1)]  # 129所学校（包括去年开工的）
    return right


def _of_verbs(text: str, clause: tuple[int, int], start: int, end: int, verbs: _Verbs) -> Told | None:
    """What the verbs around a count say: a strong one before it, one behind it, the noun's own, a weak one."""
    left, right, noun = verbs.left, verbs.right, verbs.noun
    if noun and noun[0].action == "continued":
        return "continued", 4, ActionRule(By.NOUN)
    finishing = [found for found in right if found.strength >= 3 and found not in noun]
    if strong := [found for found in left if found.strength >= 3]:
        return _by_verb(text, _strongest(text, strong, finishing), By.VERB, (end, clause[1]))
    if finishing and not (noun and _DONE.match(text, finishing[-1].start)):
        return _by_verb(text, finishing[-1], By.VERB_AFTER)
    if noun and not (left and left[-1].action in BEGINNINGS and (left[-1].strength >= 2 or left[-1].end == start)):
        return noun[0].action, noun[0].strength, ActionRule(By.NOUN)
    if _PARTITIVE.match(text, end):
        return "existing", 2, ActionRule(By.SOME_OF)
    if left:
        return _by_verb(text, max(left, key=lambda found: (found.strength, found.start)), By.VERB, (end, clause[1]))
    return _by_verb(text, right[0], By.VERB_AFTER) if right else None


def _strongest(text: str, strong: list[Action], finishing: list[Action]) -> Action:
    """Which of the strong verbs before a count, and of those behind it that finish something, says what is done."""
    if _DONE.match(text, strong[-1].start):
        # 改造项目完工27所
        strong = [found for found in strong if not _DONE.match(text, found.start)] or strong
    best = strong[-1]
    if best.action not in WAYS_TO_BUILD:
        return best
    if finishing and finishing[-1].action in BEGINNINGS:
        # 新建的25所…建成投用: what becomes of the schools outranks how they came to be
        return finishing[-1]
    # 投入使用的新建小学5所, 开工新建5所
    first = strong[-2:][0]
    is_first = first is not best and first.action in BEGINNINGS and _NEXT_VERB.fullmatch(text, first.end, best.start)
    return first if is_first else best


def _by_verb(text: str, verb: Action, by: By, behind: tuple[int, int] | None = None) -> Told:
    """What a verb says is done to schools; some of those counted may be told in brackets right `behind` not to be new."""
    is_partly = behind is not None and verb.action == "built" and _PARTLY_EXPANDED.match(text, *behind)
    return "built_or_expanded" if is_partly else verb.action, verb.strength, ActionRule(by, text[verb.start : verb.end])


def _of_works(text: str, clause: tuple[int, int], start: int, end: int, head: str) -> Told | None:
    """What works on the schools of a count are told of without a verb: 完成4所幼儿园和6个教学点建设."""
    if _BUILDING_WORKS.match(text, end):
        return "built", 3, OF_WORKS
    if _COMPLETES.search(text, clause[0], start) and _ENDS_IN_BUILDING.match(text, end, clause[1]):
        return "built", 2, OF_WORKS
    if (works := _WORKS_ON.match(text, end, clause[1])) is not None:
        return ("built" if works[1] or works[2] else "renovated"), 3, ActionRule(By.WORKS_ON)
    if _WORKS_GO_ON.match(text, end, clause[1]):
        return "built", 3, OF_WORKS
    if head.endswith("建设") or text.startswith("建设", end + len(head)):
        return "built", 2, OF_WORKS  # 推进15所高中建设
    return None


def _of_count_alone(before: str) -> Told | None:
    """What a count of which nothing is done states, by the words of its clause before it: how many there are."""
    if _BARE_COUNT.fullmatch(before):
        return "existing", 1, ActionRule(By.BARE_COUNT)
    if _STATES_HOW_MANY.search(before) and not _THOSE_MEANT.search(before):
        return "existing", 2, ActionRule(By.HOW_MANY)
    return None
