"""Which cue of its sentence speaks for a figure, and so what the sentence states: that it happened, is under way, is meant to happen, must
be met, or is disputed.

The cues are found by `status_cues`; how those of a figure's clause, of the clauses before it and behind it outrank each other is here. What
else is to be known to set a figure's status is for `stated_status`.
"""

from __future__ import annotations

import re

from ingestion.extraction.rumours import is_set_right
from ingestion.extraction.stages import BEGUN, DONE
from ingestion.extraction.status_cues import STRONG, StatusCue, is_attribute
from ingestion.extraction.verdict import UNSAID, Verdict, by_cue, sure

_CLAUSES_BEHIND = 3  # so many clauses behind a figure's own may say what goes on
_GOES_ON = re.compile(r"正在(?![^，。；]{0,8}(?:设计|前期|招标|审批|手续|立项|可研|征地|拆迁|选址))|仍在|加快施工|抓紧|紧张|加紧|主体")
_COUNT = re.compile(r"[0-9]+[余多]?[所个处项栋]")
# 完成投资2000万元，第七小学主体完工; …，第二阶段正在推进: what goes on is another matter
_OF_ANOTHER = re.compile(rf"{_COUNT.pattern}|[小中]学|幼儿园|学院|[一二三四五六七八九十]中|第[二三四]|另")
# 加快推进第五中学等19个项目建设: under way, also where a plan says so
# also of schools that are named: 还将加快平湖中学等7所新改扩建项目建设
_PUSHED_ON = re.compile(
    r"(?:(?:加快|全力|持续)推进(?!新[建改开])[^，。；：:0-9]{0,40}|(?:加快|加紧|抓紧)[^，。；：:0-9]{0,40}(?:[学校园]|[^园校]区|[)）])等)$"
)
_WORKS_BEHIND = re.compile(r"[0-9]+[余多]?[个所处项][^，。；0-9]{0,16}(?:建设|改造|工程)")
# the count that a word stands before: 在建1所
_ONE_OF_DEEDS = re.compile("(?:、|和|及)(?:新?开工|新[建开]|改扩建|扩建|建成|竣工|投用)")  # 将建成、续建、新开工30个
_COUNT_BEHIND = re.compile(rf"(?:的|有)?{_COUNT.pattern}")
# a count with a state of its own, and the next count
_STATED = re.compile(rf"{_COUNT.pattern}[^，。；0-9]*?(?:{DONE}|开工|封顶)[^，。；0-9]*?{_COUNT.pattern}")
_FIGURE = re.compile(r"[0-9](?![0-9]*[年月日])")
# the same of a count before: 计划建设的30所学校已开工18所
_OF_A_COUNT = re.compile(r"[^，。；0-9]{1,8}的[0-9]")
# 计划新建的30所学校全部动工: what was planned has been done; …已开工18所: a part of it has
_COUNT_AND_DEED = re.compile(
    r"[0-9]+[余多]?[所个处项栋][^，。；0-9将拟要未应]{0,16}?(?:均|都|已经?|全部|全面|陆续|先后|相继|如期)(?:全部|正式|顺利|按期|如期)*"
    rf"(?:{BEGUN}|{DONE}|完成|开学|开园)+(?!后|前|率)(?P<part>[0-9])?"
)
# 承诺新建12所，目前全部建成投用
_ALL_DONE = re.compile(
    r"[0-9]+[余多]?[所个处项栋][^，。；0-9]{0,10}[，,](?:截至目前|目前|现在?|如今|至今)[，,]?(?:已经?|均已?|都已?)?全部(?:如期|按期|顺利)?"
    rf"(?:{BEGUN}|{DONE}|完成)"
)
# 11个县已达到《行动计划》提出的目标: what was aimed at is reached
_ATTAINED = re.compile(
    r"已经?(?:提前|全部|均|都|基本)?(?:达到|实现|完成)了?[^，。；]{0,30}(?:提出|确定|规定|下达|制定|要求)的(?:[^，。；]{0,50}(?:目标|任务|指标))?"
)
# 原计划9月投用的两所学校，日前已提前竣工
_DONE_SINCE = re.compile(
    rf"[0-9一二两三四五六七八九十百]+[余多]?[所个处项栋][^，。；0-9]{{0,16}}[，,](?:截至目前|目前|现在?|如今|日前|近日)?[，,]?"
    rf"(?:均|都)?已经?[^，。；0-9]{{0,6}}(?:{BEGUN}|{DONE})(?!后|前)"
)


def stated_at(text: str, cues: list[StatusCue], clauses: list[tuple[int, int]], position: int, reviews: bool = False) -> Verdict:
    """What the cues of a sentence state of a number at `position`; its clauses are those of the sentence.

    The clause of the number speaks first, then the clauses before it, nearest first, then those behind it; rumour and denial colour the
    whole sentence. A text that `reviews` a year needs a strong word to be speaking of the next one.
    """
    index = next((i for i, (start, end) in enumerate(clauses) if start <= position < end), len(clauses) - 1)
    clause = clauses[index]
    if _PUSHED_ON.search(text, clause[0], position) and _WORKS_BEHIND.match(text, position, clause[1]):
        return sure("ongoing", "pushed on in the clause")
    if reviews:
        cues = [cue for cue in cues if cue.status != "target" or cue.weight > STRONG]
    if not cues:
        return UNSAID
    denied = [cue for cue in cues if cue.status == "disputed" and cue.weight >= 4]
    if denied:
        if not is_set_right(text, [cue.start for cue in denied], position):
            return Verdict("disputed", "rumour or denial in the sentence")
        cues = [cue for cue in cues if cue not in denied]
    own = [cue for cue in cues if clause[0] <= cue.start < clause[1] and cue.weight >= STRONG]
    found = _in_own_clause(text, own, clause[1], position, clauses[-1][1]) if own else None
    return found or _in_clauses_before(text, cues, clauses[: index + 1], position) or _in_clauses_behind(text, cues, clauses[index + 1 :])


def _in_own_clause(text: str, cues: list[StatusCue], clause_end: int, position: int, end: int) -> Verdict | None:
    """What the strong cues of a number's own clause say: the last strong one before it, unless works are under way or what was planned has
    been done, as is told behind it."""
    if (attained := _ATTAINED.search(text, position, clause_end)) is not None:
        cues = [cue for cue in cues if cue.status != "target" or not attained.start() <= cue.start < attained.end()]
    if _is_under_way(text, cues, position):
        return sure("ongoing", "under way in the clause")
    cues = [cue for cue in cues if cue.status != "ongoing"]
    if not cues:
        return None
    attributes = _attributes(text, cues, position)
    if attributes and (deed := _COUNT_AND_DEED.match(text, position, clause_end)):
        return sure("target", "a part of it is done") if deed["part"] else sure("actual", "what was planned is done")
    if _ALL_DONE.match(text, position, end) or (attributes and _DONE_SINCE.match(text, position, end)):
        return sure("actual", "what was planned is done")
    cues = [cue for cue in cues if cue not in attributes] or cues
    best = max([cue for cue in cues if cue.start < position] or cues, key=lambda cue: (cue.weight >= 3, cue.start))
    if text.startswith("共有", best.start):
        best = next((cue for cue in cues if cue.start > position), best)  # 共有7所学校将投入使用
    return by_cue(best.status, text[best.start : best.end], is_earlier=False)


def _is_under_way(text: str, cues: list[StatusCue], position: int) -> bool:
    """Whether the cues of a number's clause say that what it counts is under way, not only planned."""
    ongoing = [
        cue
        for cue in cues
        if cue.status == "ongoing"
        and cue.weight >= 3
        and not _is_of_first(text, cue, position)
        and not _ONE_OF_DEEDS.match(text, cue.end)
        # 完工4所、在建1所; 8所投入使用、11所正在装修
        and not (cue.start > position and (_COUNT_BEHIND.match(text, cue.end) or _STATED.match(text, position, cue.start)))
    ]
    if not ongoing:
        return False
    planned = [cue for cue in cues if cue.status == "target" and cue.weight >= 3 and cue.start < position]
    # 列入第二批计划的…等17个项目正在推进: what was planned is under way
    return not planned or (ongoing[-1].start > position and all("的" in text[cue.end : position] for cue in planned))


def _is_of_first(text: str, cue: StatusCue, position: int) -> bool:
    """Whether 续建 is said of the figure right after it, and the one at `position` has a verb of its own: 续建项目9个、新建项目4个."""
    return text.startswith("续建", cue.start) and bool(_FIGURE.search(text, cue.end, position))


def _attributes(text: str, cues: list[StatusCue], position: int) -> list[StatusCue]:
    """The cues that only say which things are counted, at a position or before it."""
    return [cue for cue in cues if is_attribute(text, cue, position) or _OF_A_COUNT.match(text, cue.end, position)]


def _in_clauses_before(text: str, cues: list[StatusCue], clauses: list[tuple[int, int]], position: int) -> Verdict | None:
    """What the nearest clause before a number's own says of it that has a cue for what comes after it: 2023年将投入3亿元，新建小学9所.

    What is under way there, a sum that is planned and a weak word of norms are of that clause alone; what an item before says holds only
    where it stands ahead of that item's own figures. `clauses`: those up to the number's own.
    """
    far = [
        cue
        for cue in cues
        if cue.start < clauses[-1][0]
        and cue.weight >= STRONG
        and not cue.is_of_one
        and cue.status != "ongoing"
        and (cue.status != "standard" or cue.weight >= 3)
    ]
    is_other_item = False
    for start, end in reversed(clauses[:-1] if far else ()):
        is_other_item = is_other_item or text[end - 1] in "；;"
        here = [cue for cue in far if start <= cue.start < end]
        if is_other_item:
            here = [cue for cue in here if _governs_list(text, cue, clauses[0][0])]
        if here:
            attributes = _attributes(text, here, position)
            best = max([cue for cue in here if cue not in attributes] or here, key=lambda cue: (cue.weight, cue.start))
            return by_cue(best.status, text[best.start : best.end], is_earlier=True)
    return None


def _governs_list(text: str, cue: StatusCue, start: int) -> bool:
    """Whether a cue speaks for the items after the next ； too: it stands before the first figure of its own item."""
    item = max(text.rfind("；", start, cue.start), text.rfind(";", start, cue.start), start - 1) + 1
    return not _FIGURE.search(text, item, cue.start)


def _in_clauses_behind(text: str, cues: list[StatusCue], clauses: list[tuple[int, int]]) -> Verdict:
    """What the clauses behind a number's own, up to the next figure, say that goes on: 7所幼儿园，…等，正在装修."""
    for start, end in clauses[:_CLAUSES_BEHIND]:
        if text[start - 1] in "；;":
            break
        if any(start <= cue.start < end and _goes_on(text, cue, start, end) for cue in cues):
            return sure("ongoing", "under way in a later clause")
        if any(char.isdigit() for char in text[start:end]):
            break
    return UNSAID


def _goes_on(text: str, cue: StatusCue, start: int, end: int) -> bool:
    """Whether a cue says that what was counted before its clause is under way, and no other thing: 新建学校9所，…，正在抓紧施工, but not
    5所学校建成，另有4所正在施工."""
    if cue.status != "ongoing" or cue.weight < 3 or not _GOES_ON.match(text, cue.start) or "完成" in text[start : cue.start]:
        return False
    return not (_FIGURE.search(text, cue.end, end) or _OF_ANOTHER.search(text, start, cue.start))
