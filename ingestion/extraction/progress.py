"""How far works have come: what a text goes on to tell of the schools or projects that it has just counted.

Only words behind a count are read here; what they make of its status is for `fields`.
"""

from __future__ import annotations

import re

from ingestion.extraction.facilities import is_specific, names
from ingestion.extraction.numbers import Quantity
from ingestion.extraction.stages import BEGUN, DONE

_BEHIND = 300  # characters behind a count that may tell of its parts
_COUNT = r"(?P<{}>[0-9]{{1,5}})(?:所|个|处|项|栋)"
_DONE = rf"(?:{DONE}|完成)"
_OPEN = (
    r"(?:在建|续建|正在[^，。；0-9]{0,14}|开工|动工|未(?:开工|动工|启动|完工)|(?:办理|进行|处于)[^，。；0-9]{0,16}(?:手续|阶段|工作)"
    r"|招投?标|前期|施工|收尾|装修|主体)"
)
# 已完工967所、在建199所; 3个项目未开工
_STATE = re.compile(
    rf"(?:(?P<done>{_DONE})|(?P<open>{_OPEN}))[^，。；、0-9]{{0,10}}?{_COUNT.format('then')}"
    rf"|{_COUNT.format('first')}[^，。；、0-9]{{0,10}}?(?:(?P<is_done>{_DONE})|(?P<is_open>{_OPEN}))(?![^，。；、0-9]{{0,4}}[0-9])"
)
_ITEM_END = re.compile("[；;]")
_SAYS_STATE = re.compile(rf"{_DONE}|{_OPEN}")

DUE = re.compile(
    r"(?:计划|预计|将|力争|确保|争取|拟)[^，。；]{0,16}?"
    rf"(?:{DONE}|完成(?:项目|工程|主体|全部)?(?:建设|施工|工程))(?!后|的)"
)
_OTHERS = re.compile(r"[0-9](?:所|个|处|栋)|其余|剩余|另外?|还有")
# beside the size of a school
OTHER_SCHOOLS = re.compile(r"[0-9](?:所|个项目|个?校区)|其余|剩余|另外?|还有")
_BEGUN = re.compile(r"已[^，。；]{0,8}(?:开工|动工)|正在|施工|封顶")


def due(text: str, position: int, sentence_end: int, end: int, others: re.Pattern[str] = _OTHERS) -> tuple[str, int, int] | None:
    """The status of works just counted that the text goes on to say are to be done some day, and where it says so: 新建3所。工程计划年底前
    全部竣工. The next sentence speaks of all that this one counts, what follows in this one of the last count alone."""
    match = DUE.search(text, position, end)
    if match is None:
        return None
    if any(is_specific(name.text) for name in names(text, sentence_end, match.start())):
        return None  # …新建小学4所。澧阳中学计划明年8月竣工: of one school alone
    first = position if match.start() < sentence_end else sentence_end
    if others.search(text, first, match.start()):
        return None
    return "ongoing" if _BEGUN.search(text, position, match.start()) else "target", *match.span()


# the sentence behind one: 工程现已完工, 目前项目已全部竣工
_NOW_DONE = re.compile(
    r"\s*[^，。；0-9主体]{0,8}(?:项目|工程|任务|学校|校舍|建设)[^，。；0-9主体将未]{0,6}已[^，。；0-9主体将未]{0,6}"
    rf"(?:{DONE})(?!后)"
)


def is_done(text: str, sentence_end: int) -> bool:
    """Whether the sentence behind one says that the works it has told of are done: …建设任务为新建6栋校舍。工程现已完工."""
    return bool(_NOW_DONE.match(text, sentence_end))


def is_unfinished(text: str, before: str, position: int, value: float) -> bool:
    """Whether what is told behind a count, which stands at a position and says no state itself, shares it out into what is done and what
    isn't: 项目共30个，…已完工14个，在建16个. `before`: the words right before the count."""
    if _SAYS_STATE.search(before):
        return False  # 目前完工4所
    told, is_done, is_open = 0, False, False
    item_end = _ITEM_END.search(text, position, position + _BEHIND)
    for match in _STATE.finditer(text, position, item_end.start() if item_end else position + _BEHIND):
        told += int(match["then"] or match["first"])
        is_done = is_done or bool(match["done"] or match["is_done"])
        is_open = is_open or bool(match["open"] or match["is_open"])
        if told >= value:
            break
    return told == value and is_done and is_open


# right behind a count or two
_DONE_NEXT = re.compile(
    r"(?:[、和及][\u4e00-\u9fa5]{0,5}(?P<more>[0-9]{1,6})所)?[\u4e00-\u9fa5]{0,6}[，,]"
    rf"(?:(?:截至目前|目前|现|至今)[，,]?已?经?(?:全部)?{_DONE}|已(?:经|有|推动)?(?:{BEGUN})(?:建设)?)(?P<done>[0-9]{{1,6}})所"
)
_COUNT_BEFORE = re.compile(r"([0-9]{1,6})所[、和及][^，。；、0-9]{0,5}$")
_PAIR = 16  # characters before the second of two counts


def is_set_against_done(text: str, counted: Quantity, end: int) -> bool:
    """Whether the item goes on with how many of the schools counted are done, and not with all of them: 新建3所、改扩建2所，目前完工4所;
    2020年新改扩建幼儿园20所，已开工7所."""
    done = _DONE_NEXT.match(text, counted.end, end)
    if done is None:
        return False
    before = _COUNT_BEFORE.search(text, max(0, counted.start - _PAIR), counted.start)
    beside = (done["more"], before[1] if before else None)
    return (counted.value_min or 0) + sum(int(count) for count in beside if count) != int(done["done"])
