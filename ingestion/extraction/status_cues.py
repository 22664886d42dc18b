"""The words of a sentence that say whether something happened, is under way, is meant to happen, must be met, or is disputed.

Cue words are data (`status_cues.csv`); what a cue's own surroundings make of it is here. Which cue speaks for a figure is for `status`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick

from ingestion.wordlists import automaton_of, occurrences, table

STRONG = 2
# 通报助学计划，发放…; 列入投资计划（…）: a plan, not somebody who plans
_PLAN_NOUN = re.compile(r"[，。；、,;（）()》”\n]|已")
_PLAN_WORDS = frozenset(("计划", "规划"))
# 计划总投资1.2亿元，占地30亩: the sum is planned; of the rest it says nothing
_PLANNED_SUM = re.compile(r"总(?:投资|投入|造价|概算)|投资[^，。；]{2,12}[，,、](?:总?(?:占地|用地|建筑)|规划|设计|可)")
# 占比保持在76%以上，…; 为确保按时开学，…: said of that alone
_SAID_OF_ONE = re.compile(r"(?:连续)?(?:保持|稳定)在?[^，。；0-9]{0,6}[0-9]|确保(?:[^，。；0-9]|[0-9]{1,4}[年月日]){0,60}[，,]")
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
    r"(?:[^，。；0-9]{0,4}[0-9]{0,4}[^，。；0-9]{2,18}?(?:纳入|列入|列为|作为|打造成|转化为|转办|发放|落实到|投入到|摆在|放在|移交|划归|并入|合并|整合|确定为|定为|交由|融入|贯穿|改[建造]?为)"
    # 将卖房所得的2万元全部用于建校; but 将拨付300万元用于改造
    r"|(?![拨拿筹划列支募捐追配争落整]|出资|下达|提供)[^，。；]{2,24}用于"
    r"|[^，。；]{2,40}[，,]?[^，。；]{0,6}(?:划拨给|提供给|移交给?|交付(?!使用)|捐赠?给|转让给|改[建造]?[为成]))"
)
# 计划实施的5个项目已竣工: what they are called, not what becomes of them
_ATTRIBUTE = re.compile(r"[^，。；]{1,8}的")


@dataclass(slots=True)
class StatusCue:
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


def status_cues(text: str, start: int, end: int) -> list[StatusCue]:
    """Status cues of `text[start:end]`; words that only contain a cue (主要, 将近) are listed as empty cues and drop out."""
    automaton, rows = _cues()
    found = []
    for index, first, last in occurrences(automaton, text[start:end]):
        term, status, weight = rows[index]
        first, last = start + first, start + last
        if (term[-1] == "将" and _DISPOSES.match(text, last - 1)) or (term == "争取" and _WON.match(text, last)):
            continue
        if status and not (term in _PLAN_WORDS and _PLAN_NOUN.match(text, last)):
            found.append(StatusCue(first, last, status, weight, bool(_PLANNED_SUM.match(text, last) or _SAID_OF_ONE.match(text, first))))
    if by_plan := _BY_A_PLAN.search(text, start, end):
        found.append(StatusCue(*by_plan.span(), "target", STRONG))
        found.sort(key=lambda cue: cue.start)
    return found


def is_attribute(text: str, cue: StatusCue, position: int) -> bool:
    """Whether a cue only says which things are counted at a position: 计划实施的5个项目."""
    return bool(_ATTRIBUTE.fullmatch(text, cue.end, position))
