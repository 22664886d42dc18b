"""Named facilities doing one thing: the rows of `facility_projects`, with a count (claims' listed names) or without one.

Names are found by `facilities`, actions by `actions`; which name does what, and in what status and time, is decided here.
"""

from __future__ import annotations

import re
from typing import Any

from ingestion.extraction import actions, facility_groups
from ingestion.extraction.claim_time import set_time
from ingestion.extraction.decision import Decision
from ingestion.extraction.draft import Draft
from ingestion.extraction.facilities import Name, is_at_large, level_of_name
from ingestion.extraction.facility_names import Facility, identify, region_of
from ingestion.extraction.numbers import Quantity
from ingestion.extraction.places import describes
from ingestion.extraction.rumours import is_hearsay
from ingestion.extraction.sentences import item_of
from ingestion.extraction.stated_status import CONTINUED, HEARSAY
from ingestion.extraction.status import stated_at
from ingestion.extraction.story import Story
from ingestion.extraction.subjects import DESIGN
from ingestion.extraction.window import Window

_STOP = re.compile(r"[、，,；;]")
_LISTING = re.compile(r"(?:其中)?(?:包括|分别|即|有|如|涵盖|含)")
_ADVERBS = re.compile(r"(?:等|[个所处的]|项目|学校|工程|也|均|都|已|原|将|拟|于|正式|计划|预计|今年|今秋|秋季|全部|陆续|同时|[0-9年月日])*")
# 建设实验中学新校区。启动一小、二小土石方开挖
_ENDS_LIST = re.compile(
    rf"等?(?:[0-9]+[个所])?(?:{facility_groups.PART}|项目|工程|主体|土石方|土方|地基|基础|施工|开挖|新?教学楼|宿舍楼|综合楼|校舍|食堂)|[，。；、\s]|等|$"
)
# 闽江小学、县幼儿园等6个项目的建设进度, 完成甲小学、乙小学等工程: what is listed is built, where no verb says more
_PROJECTS = re.compile(
    rf"{facility_groups.PART}?[）)]?等?(?:共?(?:[0-9]{{1,3}}|[一二三四五六七八九十]{{1,3}})[个所处])?"
    r"(?:重点|重大|教育|建设|基础设施|配套|在建|民生|土建|学校|中小学|幼儿园|校舍|基建)*"
    r"(?:项目(?!学?校|[部组办化式])|工程(?![师学])|(?:的)?建设(?!性))"
)
# 甲学院招生, 乙学院成立, 推进丙学院设立: what schools that are new do
_COMES_TO_BE = re.compile(
    r"(?:[（(][^（）()]{1,8}[)）])?(?:已|将|正式|顺利|成功|如期|实现|秋季|首次|挂牌)*(?:招生|招新|成立|建校|设立|组建|升格|升本)(?=[，。；、,;\s]|为|$)"
)
# 甲小学正在加紧施工, 乙小学项目完成投资1.1亿元, 丙小学列入民生实事项目
_AT_WORK = re.compile(
    r"(?:建设)?(?:项目|工程)?(?:目前|现)?(?:已?(?:累计)?完成(?:年度)?投资|已?进入(?:收尾|(?:内部)?装修|主体|施工|竣工)"
    r"|已?被?(?:列入|纳入)[^，。；]{0,20}(?:项目|实事|工程|计划)"
    r"|正在?(?:进行|加紧|抓紧|加快|全力|有序|实施)*[\u4e00-\u9fa5]{0,6}(?:施工|开挖|建设(?!性)|装修|铺设|砌筑|浇筑|安装|收尾|打桩|平整))"
)
# 甲小学落户高新区, 乙小学的选址工作
_PREPARED = re.compile(r"(?:正式|成功|顺利)?(?:落户|签约)|(?:项目|工程)?的?(?:选址|征地|立项|勘察|规划设计|招投标|前期)")
_FOUNDED = re.compile(r"(?:成立|组建|设立|新组建)了?$")
_ALONE = re.compile(r"[，。；、,;）)\s]|等|并|$")  # no 甲小学教育集团
_HOST = re.compile(
    r"(?:领办的?|托管|合作|联合|牵头|组织|走进|来到|参观|学生(?!宿舍|公寓|食堂|餐厅)|教师(?!宿舍|公寓|周转房)|校长|师生"
    r"|举行(?!(?:奠基|开工|揭牌|落成|竣工|启用|动工))|召开|开展|荣获|获得|作了|承办|隆重)"
)
_WORKS = {"built", "expanded", "built_or_expanded", "relocated", "renovated"}
_PUSHED_ON = re.compile(r"(?:推进|加快|抓紧|继续|加紧)(?![^，。；]*(?:完成|建成|竣工|投用))")
_PAID_FOR = re.compile(
    r"(?:继续|加快|加紧|抓紧)|[^，。；0-9]{0,4}(?:迁建|新建|改扩建|扩建|建设|改造)(?:项目|工程)?(?:继续|推进|加快|[^，。；0-9]{0,12}(?:投入|投资))"
)
# how far before a sum the school stands that it is for
_NEAR = 80
_DIRECTLY = re.compile("了?")
_OWN_VERB = 8  # characters behind a name that may say what is done to it
# the sum is that of something else, or of several schools: 、…等N所, 全市…
_ELSEWHERE = re.compile(r"[；;、]|等|全[省市县区]|[0-9一二三四五六七八九十两]+[所个]|教师|学生|名")


def of_claims(story: Story, draft: Draft, claim_id: str) -> list[dict[str, Any]]:
    """One row per name that is listed with a count."""
    return [row(story, name, claim_id, draft.fields["action"], draft.fields) for name in draft.names]


def described(story: Story, draft: Draft) -> Name | None:
    """The one school whose design or state a figure gives: named before it in the sentence, else the subject of the sentence before.
    None where none or several are."""
    if draft.decision.metric not in DESIGN or draft.names:
        return None
    start = draft.sentence[0]
    found = story.names(start, draft.quantity.start)
    if not found and start > story.start:
        previous = facility_groups.sentence_before(story, start)
        found = [name for name in story.names(*previous) if name.start - previous[0] <= 40][:1]
    return found[-1] if found and len({name.text for name in found}) == 1 else None


def paid_for(story: Story, draft: Draft) -> Name | None:
    """The one school that a sum of money is for: the only one named before it in its sentence, with no other figure between."""
    start = max(draft.sentence[0], draft.quantity.start - _NEAR)
    if draft.decision.family != "funding" or draft.decision.metric == "per_student_standard":
        return None
    found = story.names(start, draft.quantity.start)
    if not found or len({name.text for name in found}) > 1 or _ELSEWHERE.search(story.text, found[-1].end, draft.quantity.start):
        return None
    return found[-1]


def way_of_building(story: Story, name: Name) -> str:
    """What is done to a school whose design is told, where no verb governs it: 第二小学扩建项目占地25亩; else it is built."""
    own = [found for found in actions.actions(story.text, name.end, name.end + _OWN_VERB) if found.action in _WORKS and found.strength >= 2]
    return own[0].action if own else "built"


def without_counts(story: Story, sentence: tuple[int, int], taken: set[int]) -> list[dict[str, Any]]:
    """Rows for names that a sentence says something is done to, where no count lists them. `taken` holds the starts of listed names."""
    text = story.text
    verbs = [found for found in actions.actions(text, *sentence) if found.strength >= 1]
    rows = []
    if (headed := _headed(story, sentence, verbs)) is not None and headed[0].start not in taken:
        name, verb = headed
        clause = story.clauses(sentence)[0]
        rows.append(row(story, name, None, verb.action, circumstances(story, name, sentence, clause, verb.action)))
    for group in facility_groups.groups(text, story.names(*sentence), sentence):
        clause = _clause(story, sentence, group)
        for name in group:
            if name.start in taken or _HOST.match(text, name.end) or is_at_large(name.text):
                continue
            verb = _verb_of(text, name, group, [verb for verb in verbs if clause[0] <= verb.start < clause[1]])
            if verb is None and len(group) == 1:
                verb = _as_topic(story, sentence, name, verbs)
            if verb is not None:
                rows.append(row(story, name, None, verb.action, circumstances(story, name, sentence, clause, verb.action)))
    strong = [] if rows else [verb for verb in verbs if verb.strength >= 3]
    for name in facility_groups.beside(story, sentence) if strong else ():
        if name.start not in taken:
            taken.add(name.start)
            action = strong[0 if name.start < sentence[0] else -1].action
            rows.append(row(story, name, None, action, circumstances(story, name, sentence, sentence, action)))
    return rows


def _headed(story: Story, sentence: tuple[int, int], verbs: list[actions.Action]) -> tuple[Name, actions.Action] | None:
    """The school whose line heads a sentence that opens with what is done to it: 东关小学： / 扩建项目，总投资4980万元."""
    headed = story.layout.school_heading(sentence[0])
    if headed is None or not verbs or verbs[0].strength < 3 or verbs[0].start - headed[0].end > _OWN_VERB:
        return None
    between = story.text[headed[0].end : verbs[0].start]
    return None if between.strip("：: \n\u3000") else (headed[0], verbs[0])


def _clause(story: Story, sentence: tuple[int, int], group: list[Name]) -> tuple[int, int]:
    """From the clause of a list's first name to that of its last; with the words before the colon or bracket that opens it."""
    spans = story.clauses(sentence)
    start = next((start for start, end in reversed(spans) if start <= group[0].start), sentence[0])
    end = next((end for _, end in spans if end >= group[-1].end), sentence[1])
    if story.text[start - 1 : start] in (":", "：") or _LISTING.match(story.text, start):
        start = next((earlier for earlier, _ in reversed(spans) if earlier < start), start)
    return start, end


def _verb_of(text: str, name: Name, group: list[Name], verbs: list[actions.Action]) -> actions.Action | None:
    """The verb that governs a name: said right after it (市十一中迁建), before the list it stands in, right after the list, else the next
    one after it."""
    own = _said_after(text, name, verbs)
    # 建成明德小学、思源学校: a weaker verb right before the list
    before = [
        verb
        for verb in verbs
        if verb.end <= name.start
        and (
            verb.strength >= 3
            or (verb.strength >= 1 and _DIRECTLY.fullmatch(text, verb.end, group[0].start) and _weighs(text, verb, group))
        )
    ]
    if own or before:
        return own or before[-1]
    later = [verb for verb in verbs if verb.strength >= 3 and verb.start >= name.end]
    return _said_after(text, group[-1], verbs) or (later[0] if later else None) or _without_verb(text, group)


def _without_verb(text: str, group: list[Name]) -> actions.Action | None:
    """What is done to the schools of a list that no verb of building governs, as what stands beside the list tells."""
    start, end = group[0].start, group[-1].end
    if come := _COMES_TO_BE.match(text, end):
        return actions.Action(start, end, "other" if "升" in come[0] else "opened", 3)
    if _FOUNDED.search(text, max(start - 4, 0), start) and _ALONE.match(text, end):
        return actions.Action(start, end, "opened", 3)
    if _PREPARED.match(text, end):
        return actions.Action(start, end, "planned", 3)
    return actions.Action(start, end, "built", 2) if _PROJECTS.match(text, end) or _AT_WORK.match(text, end) else None


def _as_topic(story: Story, sentence: tuple[int, int], name: Name, verbs: list[actions.Action]) -> actions.Action | None:
    """What a sentence says further on of the school that it, or one of its items, opens with."""
    text = story.text
    if text[max(sentence[0], name.start - 1) : name.start].strip(" \u3000在的；;，,：:—●\n\t") or not facility_groups.TOPIC.match(
        text, name.end
    ):
        return None
    limit = item_of(text, sentence, name.end)[1]
    limit = next((other.start for other in story.names(*sentence) if other.start >= name.end and other.text not in name.text), limit)
    return next((verb for verb in verbs if name.end <= verb.start < limit and verb.strength >= 2), None)


def _weighs(text: str, verb: actions.Action, group: list[Name]) -> bool:
    """Whether a weaker verb right before a list can govern it: 建成明德小学; 建设、启动 where what follows is nothing else that is done."""
    return verb.strength == 2 or (verb.action in ("built", "started") and bool(_ENDS_LIST.match(text, group[-1].end)))


def _said_after(text: str, name: Name, verbs: list[actions.Action]) -> actions.Action | None:
    after = next((verb for verb in verbs if 0 <= verb.start - name.end <= 12 and not _STOP.search(text, name.end, verb.start)), None)
    if after and after.strength == 1 and after.action == "opened" and not text.startswith("开学", after.start):
        return None  # 甲中学设立了奖学金, 乙小学创办20年来
    if after and (after.strength >= 2 or after.start - name.end <= 1 or _ADVERBS.fullmatch(text, name.end, after.start)):
        return after
    return None


def circumstances(
    story: Story, name: Name, sentence: tuple[int, int], clause: tuple[int, int], action: str | None = None
) -> dict[str, Any]:
    """Status, period and district of what a clause says of a named school."""
    quantity = Quantity(name.start, name.end, name.start, name.end, None, None, False, "", "school", "school")
    text = story.text
    left = text[clause[0] : name.start]
    window = Window(left, left, text[sentence[0] : clause[0]], "", text[name.end : clause[1]], is_education=True)
    draft = Draft(quantity, Decision("facilities", "facility_count", "school", name.text, "named"), sentence, clause, window)
    # 将甲小学并入乙小学: what is done to the school, not what will be
    taken = {other.start for other in story.names(*sentence)}
    cues = [cue for cue in story.status_cues(sentence) if cue.end not in taken or text[cue.start : cue.end] != "将"]
    said = stated_at(text, cues, story.clauses(sentence), name.start)
    if action == "continued":
        said = CONTINUED
    if story.genre == "rebuttal" and is_hearsay(text, sentence, name.start):
        said = HEARSAY
    set_time(story, draft, said, is_figure=False)
    if draft.fields["status"] == "actual" and action in _WORKS and _is_under_way(text, name, clause):
        draft.fields["status"] = "ongoing"
    region, _ = story.places.of_figure(name.start, sentence, clause[0])
    draft.fields["region_code"], draft.fields["region_name"] = describes(region)
    return draft.fields


def _is_under_way(text: str, name: Name, clause: tuple[int, int]) -> bool:
    """推进市十一中迁建, 市十一中迁建工程完成投入7862万元: work that is pushed on or paid for is not done."""
    return bool(_PUSHED_ON.search(text, clause[0], name.start) or _PAID_FOR.match(text, name.end, clause[1]))


def facility_of(story: Story, name: Name, fields: dict[str, Any]) -> Facility:
    """The facility that a name means, where the story says it of the district in `fields`."""
    return identify(name.text, story.home, region_of(fields["region_code"], fields["region_name"]))


def row(story: Story, name: Name, claim_id: str | None, action: str | None, fields: dict[str, Any]) -> dict[str, Any]:
    """The row of a named school doing something, with the `name` and the `facility` that it means."""
    facility = facility_of(story, name, fields)
    return {
        "claim_id": claim_id,
        "facility_id": facility.facility_id,
        "facility_name": facility.name,
        "char_start": name.start,
        "char_end": name.end,
        "level": level_of_name(name.text),
        "action": action,
        "status": fields["status"],
        "period_start": fields["period_start"],
        "period_end": fields["period_end"],
        "region_code": fields["region_code"],
        "region_name": fields["region_name"],
        "name": name,
        "facility": facility,
    }
