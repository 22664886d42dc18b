"""Whether a figure happened, is under way, is meant to happen, must be met, or is disputed, as its sentence says.

Cue words are data (`status_cues.csv`); how the cues of a clause and of a sentence outrank each other is here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick

from ingestion.extraction.rumours import is_set_right
from ingestion.wordlists import automaton_of, occurrences, table

STRONG = 2

# 占比保持在76%以上，…; 为确保按时开学，…: said of that alone
_SAID_OF_ONE = re.compile(r"(?:连续)?(?:保持|稳定)在?[^，。；0-9]{0,6}[0-9]|确保(?:[^，。；0-9]|[0-9]{1,4}[年月日]){0,60}[，,]")
_GOES_ON = re.compile(r"正在(?![^，。；]{0,8}(?:设计|前期|招标|审批|手续|立项|可研|征地|拆迁|选址))|仍在|加快施工|抓紧|紧张|加紧|主体")
_COUNT = re.compile(r"[0-9]+[余多]?[所个处项栋]")
# 完成投资2000万元，第七小学主体完工; …，第二阶段正在推进: what goes on is another matter
_OF_ANOTHER = re.compile(rf"{_COUNT.pattern}|[小中]学|幼儿园|学院|[一二三四五六七八九十]中|第[二三四]|另")
# 加快推进第五中学等19个项目建设: under way, also where a plan says so
_PUSHED_ON = re.compile(r"(?:加快|全力|持续)推进(?!新[建改开])[^，。；：:0-9]{0,40}$")
_WORKS_BEHIND = re.compile(r"[0-9]+[余多]?[个所处项][^，。；0-9]{0,16}(?:建设|改造|工程)")
# …，目前完工4所, right behind a count or two
_DONE_NEXT = re.compile(
    r"(?:[、和及][\u4e00-\u9fa5]{0,5}[0-9]+所)?[\u4e00-\u9fa5]{0,4}[，,](?:截至目前|目前|现|至今)[，,]?已?经?(?:全部)?(?:完工|竣工|建成|完成|投用)[0-9]+所"
)
# the count that a word stands before: 在建1所
_COUNT_BEHIND = re.compile(rf"(?:的|有)?{_COUNT.pattern}")
# a count with a state of its own, and the next count
_STATED = re.compile(rf"{_COUNT.pattern}[^，。；0-9]*?(?:建成|竣工|完工|投用|投入使用|启用|开工|封顶)[^，。；0-9]*?{_COUNT.pattern}")
_FIGURE = re.compile(r"[0-9](?![0-9]*[年月日])")
# 计划总投资1.2亿元，占地30亩: the sum is planned; of the rest it says nothing
_PLANNED_SUM = re.compile(r"总(?:投资|投入|造价|概算)|投资[^，。；]{2,12}[，,、](?:总?(?:占地|用地|建筑)|规划|设计|可)")
# 通报助学计划，发放…; 列入投资计划（…）: a plan, not somebody who plans
_PLAN_NOUN = re.compile(r"[，。；、,;（）()》”\n]|已")
_PLAN_WORDS = frozenset(("计划", "规划"))
# 计划实施的5个项目已竣工: what they are called, not what becomes of them
_ATTRIBUTE = re.compile(r"[^，。；]{1,8}的")
# the same of a count before: 计划建设的30所学校已开工18所
_OF_A_COUNT = re.compile(r"[^，。；0-9]{1,8}的[0-9]")
# 计划新建的30所学校全部动工: what was planned has been done; …已开工18所: a part of it has
_COUNT_AND_DEED = re.compile(
    r"[0-9]+[余多]?[所个处项栋][^，。；0-9将拟要未应]{0,16}?(?:均|都|已经?|全部|全面|陆续|先后|相继|如期)(?:全部|正式|顺利|按期|如期)*"
    r"(?:开工|动工|建成|竣工|完工|投用|投入使用|启用|完成|交付|开学|开园)+(?!后|前|率)(?P<part>[0-9])?"
)
# 承诺新建12所，目前全部建成投用
_ALL_DONE = re.compile(
    r"[0-9]+[余多]?[所个处项栋][^，。；0-9]{0,10}[，,](?:截至目前|目前|现在?|如今|至今)[，,]?(?:已经?|均已?|都已?)?全部(?:如期|按期|顺利)?"
    r"(?:开工|动工|建成|竣工|完工|投用|投入使用|启用|完成|交付)"
)
# 争取能力提升、校舍维修等项目资金6000万元, 经积极争取，…: won, not striven for
_WON = re.compile(r"[^，。；0-9]{0,80}(?:资金|经费|补助)(?:总额|总计|共计?|已?累计|已?达|约|近|超过?|逾)*[0-9]|[，,]")
# 按照全市发展规划，建设4所; 行动计划提出，…: what a plan says
_BY_A_PLAN = re.compile(
    r"(?:根据|按照|依据)[^，。；]{2,24}?(?:规划|计划|方案)[》”]?(?:的?(?:安排|要求|部署|目标))?[，,]"
    r"|(?:规划|计划|方案|纲要)[》”]?(?:中)?(?:提出|确定|明确)"
    # “建成学校40所以上”是今年民生实事之一; 承担的为民办实事项目为新建幼儿园20所
    r"|”(?:是|被?列[为入])[^，。；0-9]{0,14}(?:民生实事|实事项目|民生工程|民生项目)"
    r"|(?:确定|安排|谋划|列入|纳入)的[^，。；0-9]{0,20}(?:项目|任务|实事|工程)中[，,]"
    r"|承担(?:的|了)?[^，。；0-9]{0,24}(?:民生实事|办实事)(?:项目|任务)?[为是]?(?=[新改扩])"
)
# 将专项补贴直接发放到家庭, 将学校建设纳入民生实事: what is done with a thing, no future
_DISPOSES = re.compile(
    r"将(?!于|在|从|对|会|有|要|继续|再|新|全面|逐步|陆续|分|通过|投|安排|实施|建|改|扩|完成|达|增|提|启动|开|着力|进一步|力争|重点|统筹|共|总)"
    r"(?:[^，。；0-9]{0,4}[0-9]{0,4}[^，。；0-9]{2,18}?(?:纳入|列入|列为|作为|打造成|转化为|转办|发放|落实到|投入到|用于|摆在|放在|移交|划归|并入|合并|整合|确定为|定为|交由|融入|贯穿|改[建造]?为)"
    r"|[^，。；]{2,40}[，,]?[^，。；]{0,6}(?:划拨给|提供给|移交给?|交付(?!使用)|捐赠?给|转让给|改[建造]?[为成]))"
)


@dataclass(slots=True)
class Cue:
    start: int
    end: int
    status: str
    weight: int
    is_of_one: bool = False  # 计划总投资: said of the sum of money alone


@cache
def _cues() -> tuple[AhoCorasick, list[tuple[str, str, int]]]:
    """An automaton of the cues, some hundreds, and of each the term, the status and the weight."""
    rows = [(row["term"], row["status"], int(row["weight"])) for row in table("status_cues")]
    return automaton_of(term for term, _, _ in rows), rows


def cues(text: str, start: int, end: int) -> list[Cue]:
    """Status cues of `text[start:end]`; words that only contain a cue (主要, 将近) are listed as empty cues and drop out."""
    automaton, rows = _cues()
    found = []
    for index, first, last in occurrences(automaton, text[start:end]):
        term, status, weight = rows[index]
        first, last = start + first, start + last
        if (term == "将" and _DISPOSES.match(text, first)) or (term == "争取" and _WON.match(text, last)):
            continue
        if status and not (term in _PLAN_WORDS and _PLAN_NOUN.match(text, last)):
            found.append(Cue(first, last, status, weight, bool(_PLANNED_SUM.match(text, last) or _SAID_OF_ONE.match(text, first))))
    if by_plan := _BY_A_PLAN.search(text, start, end):
        found.append(Cue(*by_plan.span(), "target", STRONG))
        found.sort(key=lambda cue: cue.start)
    return found


def _governs_list(text: str, cue: Cue, start: int) -> bool:
    """Whether a cue speaks for the items after the next ； too: it stands before the first figure of its own item."""
    item = max(text.rfind("；", start, cue.start), text.rfind(";", start, cue.start), start - 1) + 1
    return not _FIGURE.search(text, item, cue.start)


def _is_of_first(text: str, cue: Cue, position: int) -> bool:
    """Whether 续建 is said of the figure right after it, and the one at `position` has a verb of its own."""
    return text.startswith("续建", cue.start) and bool(_FIGURE.search(text, cue.end, position))


def is_set_against_done(text: str, position: int, end: int) -> bool:
    """Whether the item goes on with how many of the schools counted before `position` are done: 新建3所、改扩建1所，目前完工4所."""
    return bool(_DONE_NEXT.match(text, position, end))


def is_attribute(text: str, cue: Cue, position: int) -> bool:
    """Whether a cue only says which things are counted at a position: 计划实施的5个项目."""
    return bool(_ATTRIBUTE.fullmatch(text, cue.end, position))


def explicit(text: str, found: list[Cue], clauses: list[tuple[int, int]], position: int, reviews: bool = False) -> tuple[str | None, str]:
    """The status that a sentence itself states for a number at `position`, by its cues, with the rule that said so.

    The clause of the number speaks first, then the clauses before it, nearest first; rumour and denial colour the whole sentence.
    A text that `reviews` a year needs a strong word to be speaking of the next one.
    """
    index = next((i for i, (start, end) in enumerate(clauses) if start <= position < end), len(clauses) - 1)
    if _PUSHED_ON.search(text, clauses[index][0], position) and _WORKS_BEHIND.match(text, position, clauses[index][1]):
        return "ongoing", "pushed on in the clause"
    if reviews:
        found = [cue for cue in found if cue.status != "target" or cue.weight > STRONG]
    if not found:
        return None, "no cue"
    denied = [cue for cue in found if cue.status == "disputed" and cue.weight >= 4]
    if denied:
        if not is_set_right(text, denied[0].start, position):
            return "disputed", "rumour or denial in the sentence"
        found = [cue for cue in found if cue not in denied]
    is_other_item = False
    for distance, (start, end) in enumerate(reversed(clauses[: index + 1])):
        here = [cue for cue in found if start <= cue.start < end and cue.weight >= STRONG and not (distance and cue.is_of_one)]
        is_other_item = is_other_item or (distance > 0 and text[end - 1] in "；;")
        if not here:
            continue
        if is_other_item:
            here = [cue for cue in here if _governs_list(text, cue, clauses[0][0])]
        if distance == 0:
            # 续建项目9个、新建项目4个
            ongoing = [
                cue
                for cue in here
                if cue.status == "ongoing"
                and cue.weight >= 3
                and not _is_of_first(text, cue, position)
                # 完工4所、在建1所; 8所投入使用、11所正在装修
                and not (cue.start > position and (_COUNT_BEHIND.match(text, cue.end) or _STATED.match(text, position, cue.start)))
            ]
            planned = [cue for cue in here if cue.status == "target" and cue.weight >= 3 and cue.start < position]
            # 列入第二批计划的…等17个项目正在推进: what was planned is under way
            is_said_of_it = bool(ongoing) and ongoing[-1].start > position and all("的" in text[cue.end : position] for cue in planned)
            if ongoing and (not planned or is_said_of_it):
                return "ongoing", "under way in the clause"
        here = [cue for cue in here if cue.status != "ongoing" and (distance == 0 or cue.status != "standard" or cue.weight >= 3)]
        if here:
            attributes = [cue for cue in here if is_attribute(text, cue, position) or _OF_A_COUNT.match(text, cue.end, position)]
            if distance == 0 and attributes and (deed := _COUNT_AND_DEED.match(text, position, end)):
                return ("target", "a part of it is done") if deed["part"] else ("actual", "what was planned is done")
            if distance == 0 and _ALL_DONE.match(text, position, clauses[-1][1]):
                return "actual", "what was planned is done"
            here = [cue for cue in here if cue not in attributes] or here
            before = [cue for cue in here if cue.start < position] or here
            best = max(before, key=lambda cue: (cue.weight, cue.start) if distance else (cue.weight >= 3, cue.start))
            if distance == 0 and text.startswith("共有", best.start) and (later := [cue for cue in here if cue.start > position]):
                best = later[0]  # 共有7所学校将投入使用
            return best.status, f"cue {text[best.start : best.end]}" + ("" if distance == 0 else " in an earlier clause")
    # 7所幼儿园，…等，正在装修: what goes on is said after the count
    index += 1
    for start, end in clauses[index : index + 3]:
        if text[start - 1] in "；;":
            break
        if any(
            cue.status == "ongoing"
            and cue.weight >= 3
            and _GOES_ON.match(text, cue.start)
            and "完成" not in text[start : cue.start]
            # 新建学校9所，正在建设4所; 5所学校建成，另有4所正在施工
            and not (_FIGURE.search(text, cue.end, end) or _OF_ANOTHER.search(text, start, cue.start))
            for cue in found
            if start <= cue.start < end
        ):
            return "ongoing", "under way in a later clause"
        if any(char.isdigit() for char in text[start:end]):
            break
    return None, "no strong cue"
