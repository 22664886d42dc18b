"""The school level of one claim: which of the places that may tell it outranks which.

Level words are found by `levels`; here it is decided where to look for them, and which a figure takes over from what stands before it.
"""

from __future__ import annotations

import re

from ingestion.extraction import levels
from ingestion.extraction.draft import Draft
from ingestion.extraction.facilities import Name, level_of_name, names
from ingestion.extraction.numbers import SHARES
from ingestion.extraction.part_levels import of_area_before, of_bracket, of_parted_count, of_seats_behind, of_total, of_total_before
from ingestion.extraction.school_levels import ONE_OF_MANY, Found, level_told, of_school, of_school_before, of_school_in_headline
from ingestion.extraction.story import Story
from ingestion.extraction.topics import OF_SCHOOLS, topic_of

# sums whose purpose the sentence goes on to tell: 投入6.2亿元，新建小学17所; not what one project costs
_SPENT = re.compile(
    r"投入|拨款|拨出|划拨|下拨|安排|筹集|筹措|筹资|集资|自筹|拨付|下达|争取|统筹|落实|列支|整合|捐|资助|资金|(?<![总划算的目])投(?:资|$)"
)
_COSTS = re.compile(r"总投资|估算|概算|造价|合同|工程款")
_COST_OF_WORKS = re.compile(
    r"^[，,]?(?:计划|规划|预计|概算|估算|项目|工程)?投资(?:额)?[约为达共]*$|(?:总投资|投资总额|固定资产投资|完成投资)(?:总?额)?(?:[约为达超近计共]|到|突破|预计)*$"
)
# what says no more than where money comes from, and that it has come
_OF_SUM = re.compile(
    "[，,、]?(?:目前|现|已经?|共|累计|第[一二三四]批|首批|本次|加上|加之|以前|实际|再次|落实|到位|下达|拨付|争取|筹措|安排|发放|使用|完成|中央|自治区"
    "|[省市州县区乡镇]|级|各|上级|本级|地方|财政|配套|补助|专项|奖补|支付|[、和及与])*(?:资金|补助|经费)?(?:共计?|合计|累计|达到?|约|近|为)*"
)
_AND_GARDENS = re.compile("[(（](?:(?:含|及|和)?幼儿园|园)[)）]")
_NOUN = 10  # characters behind 等9 in which the noun of its schools stands
_PURPOSE = 4  # characters behind a sum that may tell its purpose
_FOR_OTHERS = re.compile("(?:并|还)?(?:资助|救助|奖励|慰问|培训|捐赠)")
_SOURCE = re.compile(r"[^。；]{0,80}?(?:获悉|了解到?|介绍|通报|披露|透露|表示|宣布|公布)[，,]")
# 改造10所学校旱厕, 新建1所初中和改扩建4所学校, 第三初中等7所学校
_OF_ANY_SCHOOLS = re.compile(
    "[0-9两一二三四五六七八九十][余多]?[所个](?:农村|乡村|乡镇|城区|薄弱|公办|项目)?学校|等(?:[0-9一二三四五六七八九十两]|多)"
)
_RESULT = re.compile("(?:可|共|累计|将)?(?:新增|增加|提供)")  # 新增初中学位900个: what came of it
_NEXT_SUM = re.compile(r"[。；;]|其中|[0-9.一二三四五六七八九十百千两]+[余多]?[万亿]?余?元")
# loans from the state are for those who go to university
_LOAN = re.compile(r"国家助学贷款|信用助学贷款|国家开发银行[^，。；]{0,10}助学")
_SCHOOL = re.compile("学校|新校")
# the noun of the next number is this one's too: 新建748个、改扩建2124个中小学项目
# 一所六个班以上规模的幼儿园
_SHARED_NOUN = re.compile(
    r"(?:[、和及][\u4e00-\u9fa5]{0,4}[0-9.]+[余多]?万?[余多]?[所个处项]"
    r"|(?:规模)?(?:为|不[低少]于|至少)?[0-9一二三四五六七八九十至—\-~]{1,9}个?(?:教学)?班级?(?:及?以上|左右)?(?:规模)?的)([\u4e00-\u9fa5]{2,20})"
)
# 中小学校、幼儿园: the noun of a figure that is a list of kinds
_AND_KIND = re.compile(r"[、和及与](?:[公民]办)?(?:幼儿园|小学|初中|高中|中学|中小学校?|特殊教育学校|职业学校)(?![教老师生学校园招在食宿])")
# a list ends so before the number that all its members have, or make up together
_ENDS_LIST = re.compile(r"(?:各|等[\u4e00-\u9fa5]{0,4}?(?:共计?|合计|总计)?)(?:建?有|为)?$")
# wider levels, with those of the schools that one may name for them
_HELD_BY = {
    "compulsory": {"compulsory", "primary", "junior_secondary", None},
    "primary_secondary": {"primary_secondary", "compulsory", "primary", "junior_secondary", "senior_secondary", None},
    "junior_secondary": {"junior_secondary", None},
    "senior_secondary": {"senior_secondary", None},
}
# 新增基础教育学位20万个: of every kind, whichever the clause before speaks of
_OF_ALL_LEVELS = re.compile(r"基础教育|各(?:级各)?类学校|各学段")
# what a part is measured against, right before its share
_BASE = re.compile("(?:分别|约|只|仅|就)?占(?!比)[^，。；]{2,24}的?[约近达超]?$")
# 68%的初中毕业生升入普通高中, 招收900名牧区学生到中等职业学校学习: pupils are of the schools that they go to
_OF_PUPILS = ("intake", "enrolment", "enrolment_rate", "capacity_share")
_GO_TO = re.compile(
    "[^，。；、0-9]{0,14}?(?:(?:就读|升入|考[入取上]|入读)(?:于|了)?([^，。；]{2,16})|[到赴在进]([^，。；]{2,24}?)(?:学习|就读|读书|上学|求学))"
)
_WHEN = re.compile("[0-9]{4}(?:年?[至—~-][0-9]{4})?年(?:以来|[至底末]|期间|[一二三四五]年内)?")
_SHORT = 6  # characters of a clause that only says when: 两年来，…
_FAR = 30
_OPENS = 2  # characters behind a count within which its noun begins
_NEXT_OF_LIST = re.compile("[、和及][^，]{2,20}(?:经费|资金|费|附加|补助|补贴|奖补|专款|[学书]金)(?:[共约为达近]|人民币)*$")


def level_of(story: Story, draft: Draft, drafts: list[Draft]) -> tuple[str | None, str]:
    """The school level, with the rule that told it."""
    if fixed := levels.METRIC_LEVELS.get(draft.decision.metric):
        return fixed, "by metric"
    own = _of_names(story, draft) or _of_own_words(story, draft) or of_total(story, draft) or of_bracket(story, draft)
    near = own or _of_figure_before(draft, drafts) or of_school_before(story, draft) or of_parted_count(story, draft, drafts)
    if found := near or of_area_before(draft, drafts):
        return found
    earlier = _of_earlier_clauses(story, draft, drafts) if draft.clause[0] > draft.sentence[0] else None
    if earlier is not None and (_lends(story, draft) or _is_of_sum_before(draft, drafts, earlier)):
        return levels.known(earlier), "earlier clause"
    if found := _of_purpose(story, draft):
        return found
    if (found := of_school(story, draft)) and (found[0] or earlier is None):
        return found
    if earlier is not None and (
        draft.decision.family != "funding" or _opens_with_topic(story.text[draft.sentence[0] : draft.clause[0]], earlier)
    ):
        return levels.known(earlier), "earlier clause"
    if found := _of_words_after(story, draft) or of_seats_behind(story, draft) or of_total_before(story, draft, drafts):
        return found
    topic = topic_of(story, draft)
    if topic is not None and not (topic[0] == "preschool" and OF_SCHOOLS.search(draft.window.clause + draft.window.head)):
        return topic
    return of_school_in_headline(story, draft) or (None, "none told")


def _of_names(story: Story, draft: Draft) -> Found:
    """What the names of the schools counted tell."""
    if draft.decision.family != "facilities" or not draft.names:
        return None
    told = {level_of_name(name.text) for name in draft.names}
    # 两所 of 等5所学校 leave open what the others are
    is_open = draft.quantity.value_max != len(draft.names) and "学校" in draft.window.head
    complete = (len(draft.names) > 1 and not is_open) or draft.quantity.value_max == 1
    if len(told) == 1 and complete and (level := next(iter(told))):
        return level, "names"
    if len(draft.names) == 1 and not complete and draft.names[0].end <= draft.quantity.start and "等" not in draft.window.local:
        return None  # 辖区内幼儿园共190所: no name after all
    if levels.mentions(draft.window.head):
        return None
    # 33个全面改薄项目中，第三小学教学楼等9个项目已竣工: examples of what the sentence is about; 初中2所（启文中学、城北中学）
    follow = draft.names[0].start > draft.quantity.start
    before = draft.window.local if follow else ""
    if not levels.mentions(before):
        before = story.text[draft.sentence[0] : draft.names[0].start]
    about = levels.single(levels.mentions(levels.outside_brackets(without_names(before))))
    is_part = follow and (draft.window.local.startswith("其中") or story.places.between(draft.sentence[0], draft.quantity.start))
    if about is None and is_part and (whole := story.last_figure.get("facilities")):
        about = whole.fields["level"]  # 新建中小学25所：\n东城区3所：…: the districts of a total
    is_example = draft.quantity.value_max != len(draft.names) or draft.names[0].start > draft.quantity.start or None in told
    return (about if is_example and told <= _HELD_BY.get(about, set()) else None), "names of several kinds"


def _of_own_words(story: Story, draft: Draft) -> Found:
    """What the measure word, the noun after the number and the words before it tell."""
    if found := levels.mentions(draft.quantity.word):
        return levels.known(levels.single(found)), "measure word"  # 2200个中小学学位
    return _of_noun(story, draft) or _of_words_before(story, draft)


def _of_figure_before(draft: Draft, drafts: list[Draft]) -> Found:
    """高一12个班600人: a figure right behind another is of the same pupils; 其中 shares out the figure right before."""
    is_part = "其中" in draft.window.local[:4]
    if draft.window.local and not is_part:
        return None
    before = draft.figure_before(drafts)
    if before is None or not (level := before.fields.get("level")):
        return None
    is_part = is_part and before.decision.metric == draft.decision.metric
    return (level, "the figure before") if is_part or before.quantity.end == draft.quantity.start else None


def _of_noun(story: Story, draft: Draft) -> Found:
    """What the noun after the number tells."""
    window, is_funding = draft.window, draft.decision.family == "funding"
    to = _GO_TO.match(story.text, draft.quantity.end, draft.clause[1]) if draft.decision.metric in _OF_PUPILS else None
    if to and (found := levels.mentions(to[1] or to[2])):
        return levels.known(levels.single(found)), "where they go"
    shared = _SHARED_NOUN.match(story.text, draft.quantity.end, draft.sentence[1])
    # 中小学26所 幼儿园15所: a headline's next kind is no noun of this one
    is_next = window.after[:1] in (" ", "\u3000") and levels.ends_with_level(window.local)
    if is_next or (not window.head and not shared):
        return None
    after = shared[1] if shared else window.after
    is_list = is_funding or "、" in window.head
    head = _without_other_names(after[:40], is_list)
    # 8所学校、实现中小学空调全覆盖: what are schools already are of no kind
    is_schools = "学校" in window.head
    if is_schools and _AND_GARDENS.match(after, len(window.head)):
        return None, "noun after it"  # 31所中小学校（幼儿园）
    noun = _without_other_names(window.head, is_list) if is_schools else re.split(r"[0-9，,。；;：:！？(（]", head)[0][:24]
    if other := _AND_KIND.match(head, len(noun)):
        noun = head[: other.end()]
    if found := levels.mentions(noun):
        return levels.known(levels.first_list(head, found)), "noun after it"
    schools = names(after[: len(noun)]) if window.head and is_funding else []
    is_one = len(schools) == 1 and "、" not in noun and not ONE_OF_MANY.match(story.text, draft.quantity.end + schools[0].end)
    if is_one and (level := level_of_name(schools[0].text)):
        return level, "noun after it"  # 投资800万元的镇中心小学
    return None


def _of_words_before(story: Story, draft: Draft) -> Found:
    """What the words of its clause before the number tell."""
    window = draft.window
    if _OF_ALL_LEVELS.search(window.local):
        return None, "words before it"
    # 义务教育公用经费800万元、校舍维修资金900万元: each sum of a list says by itself what it is for
    is_own_sum = draft.decision.family == "funding" and _NEXT_OF_LIST.match(window.local)
    # 新建1所初中和改扩建4所学校: what stands before the joint is the other count's
    joint = re.search("[和及、与并]", window.local) if "学校" in window.head and window.local != window.clause else None
    local = window.local[joint.end() :] if joint else window.local
    if (found := _of_scope(story, draft, local)) or is_own_sum or joint or local == window.clause:
        return found
    return _of_scope(story, draft, window.clause, is_clause=True)


def _of_scope(story: Story, draft: Draft, scope: str, is_clause: bool = False) -> Found:
    """What words up to a number tell: those behind the number before it, or the whole clause, of which nothing is taken where it counts
    each kind by itself (九年一贯制学校1所、小学3所、改扩建1所)."""
    scope = levels.outside_brackets(_without_one_of_many(scope) if "等" in scope else scope)
    if draft.quantity.unit in SHARES and (base := _BASE.search(scope)) and levels.mentions(without_names(draft.window.before)):
        scope = scope[: base.start()]  # 幼儿园51所，占中小学校总量的: what a share is of is not what it is a share in
    if not (found := levels.mentions(scope)):
        return None
    if levels.single(found) == levels.MIXED and (school := of_school_before(story, draft)) is not None:
        return school  # 市一中占地90亩: the one school, whose kind is told elsewhere
    if is_clause and not draft.window.head and len(_counted(scope.split("、"))) > 1:
        return None, "clause"
    level = levels.known(None if _is_of_others_too(scope) else levels.of_list(scope, found))
    return level, "clause" if is_clause else "words before it"


def _is_of_others_too(scope: str) -> bool:
    """Whether a figure is of a list some of whose members tell no level: 专门学校、职业高中各1所, 校舍维修、幼儿园建设等12个项目."""
    if not (ending := _ENDS_LIST.search(scope)):
        return False
    members = re.split(r"[、和及与]", scope[: ending.start()].rpartition("，")[2])
    return len(members) > 1 and not all(levels.mentions(member) for member in members)


def _without_other_names(after: str, is_list: bool) -> str:
    """The words behind a count with the names of schools blanked, but for a noun of the count itself that reads like a name:
    11个中心城镇幼儿园项目, not 69所学校中包括小学."""
    schools = names(after)
    if schools and schools[0].start <= _OPENS and not is_list and "校" not in schools[0].text[:-2] and level_of_name(schools[0].text):
        schools = schools[1:]
    return _blanked(after, schools)


def _without_one_of_many(scope: str) -> str:
    """Words before a number with the names blanked that only stand for a list: 镇中心小学等42所."""
    return _blanked(scope, [name for name in names(scope) if ONE_OF_MANY.match(scope + "0", name.end)])


def _of_earlier_clauses(story: Story, draft: Draft, drafts: list[Draft]) -> str | None:
    """The level that the clauses before a figure speak of."""
    window, start = draft.window, draft.sentence[0]
    before = levels.outside_brackets(without_names(story.text[start : draft.quantity.start]))[: draft.clause[0] - start]
    if source := _SOURCE.match(before):
        before = "　" * source.end() + before[source.end() :]  # 记者从3所幼儿园开工仪式上获悉，…
    # 小学10所，在校生5000人，幼儿园3所，在园300人: what stands after the last figure of the kind, and its noun, is this one's
    alike = [other for other in drafts if other is not draft and other.decision.metric == draft.decision.metric]
    ends = [other.quantity.end - start + len(other.window.head) for other in alike]
    last = max((end for end in ends if end <= len(before)), default=0)
    if levels.mentions(before[last:]):
        before = before[last:]
    earlier = _earlier_level(before, is_rate=draft.quantity.unit in SHARES)
    words = OF_SCHOOLS if draft.decision.family == "funding" or draft.decision.metric == "facility_count" else _SCHOOL
    if earlier == "preschool" and draft.quantity.unit not in SHARES and words.search(window.clause + window.head):
        return levels.MIXED  # 新建幼儿园20所，改造寄宿制学校30所: a school is no kindergarten
    return earlier


def _is_of_sum_before(draft: Draft, drafts: list[Draft], level: str) -> bool:
    """争取学前教育资金2148万元，落实资金1970万元: whether a sum is told of the money for a kind of school that the sum before is."""
    before = draft.figure_before(drafts)
    is_sum = before is not None and before.decision.family == "funding" and before.fields.get("level") == level
    return is_sum and bool(_OF_SUM.fullmatch(draft.window.local)) and "其中" not in draft.window.before


def _lends(story: Story, draft: Draft) -> bool:
    """Whether a figure takes the level that the clause before speaks of: sums of money and areas seldom do, unless they are per pupil."""
    if draft.decision.metric in ("floor_area_m2", "site_area_m2"):
        return draft.fields.get("per") is not None or story.genre == "norm"
    return (
        draft.decision.family != "funding"
        or draft.decision.metric in ("per_student_standard", "aid_amount", "other_amount")
        or bool(_COST_OF_WORKS.search(draft.window.local))
        or not draft.window.local.strip("，,、")  # 学前资助3000人次，219.6万元
    )


def _of_purpose(story: Story, draft: Draft) -> Found:
    """投入4220万元，为16所高中更新设备: what money is for, in the clauses that follow up to the next sum."""
    if draft.decision.family != "funding" or not _SPENT.search(draft.window.local) or _COSTS.search(draft.window.local):
        return None
    text, start = story.text, draft.quantity.end
    stop = _NEXT_SUM.search(text, start, draft.sentence[1])
    rest = text[start : stop.start() if stop else draft.sentence[1]]
    if stop and stop[0] not in "。；;":
        rest = rest[: max(rest.rfind("，"), 0)]  # the clause of the next sum is that sum's
    own, *following = re.split(r"[，,：:]", levels.outside_brackets(rest))
    if any(_FOR_OTHERS.match(clause) for clause in following[1:]):
        return None  # 捐建小学90所，资助贫困学生4万人: for more than the schools
    for clause in following[:1] if len(own.strip("。 ")) < _PURPOSE else [own]:
        if any_schools := _OF_ANY_SCHOOLS.search(clause):
            noun = clause[any_schools.end() : any_schools.end() + _NOUN] if any_schools[0][0] == "等" else ""
            named = levels.mentions(noun)  # 等9所公办幼儿园
            return levels.known(levels.single(named)), "purpose"
        if _RESULT.match(clause) or "（含" in rest or "(含" in rest:
            return None
        if found := levels.mentions(without_names(clause)):
            # 新建幼儿园8所，改造初中6所: for both
            others = levels.mentions(without_names("，".join(following[following.index(clause) + 1 :]))) if clause in following else ()
            return levels.known(levels.single([*found, *others])), "purpose"
        # 改造三十八中教学楼: of a school whose level its name leaves open; 农村学校 may be no name at all
        if told := {level_told(story, name.text) for name in names(clause) if "学校" not in name.text}:
            return told.pop() if len(told) == 1 else None, "purpose"
    return None


def _of_words_after(story: Story, draft: Draft) -> Found:
    """What the clause goes on with: no further than the figure's own noun, where it has one."""
    window = draft.window
    # 城南区项目6个、县中小学项目1个: what follows is said of the next member
    reach = 0 if window.right.startswith(("、", "；", ";")) else len(window.head) if OF_SCHOOLS.search(window.head) else _FAR
    words = re.split(r"包括|其中", levels.outside_brackets(without_names(window.right))[: min(reach, _FAR)])[0]
    found = levels.mentions(words)
    if found:
        return levels.known(levels.single(found)), "words after it"
    if draft.decision.family == "funding" and _LOAN.search(story.text, draft.sentence[0], draft.sentence[1]):
        return "higher", "loans for students of universities"
    return None


def _opens_with_topic(before: str, level: str) -> bool:
    """加快学前教育发展，财政投入17.1亿元: a clause that counts nothing says what the sentence is about."""
    clauses = _WHEN.sub("", _SOURCE.sub("", before, count=1)).split("，")
    topic = next((clause for clause in clauses if len(clause) > _SHORT), "")
    return levels.single(levels.mentions(topic)) == level and not re.search(r"[0-9]", topic)


def _earlier_level(before: str, is_rate: bool) -> str | None:
    """The level that the clauses before a number lend it: the nearest one's; for counts only where no other level is counted beside it."""
    # the item of a list (义务教育阶段投入…；高中阶段投入…) speaks for itself
    item = re.split(r"[；;]", before)[-1]
    told = [clause for clause in re.split(r"[，,；;]", item if levels.mentions(item) else before) if levels.mentions(clause)]
    if not told:
        return None
    nearest = levels.of_list(told[-1], levels.mentions(told[-1]))
    if not is_rate:
        counted = _counted([part for clause in told for part in clause.split("、")])
        if len(counted) > 1:
            return _of_whole(told) or levels.MIXED
    return nearest


def _counted(parts: list[str]) -> set[str]:
    """The levels of which parts of a list count something."""
    return {levels.single(levels.mentions(part)) for part in parts if re.search(r"[0-9]", part)} - {None}


def _of_whole(told: list[str]) -> str | None:
    """中小学305所，其中小学271所、初中28所，…: the level of what a count shares out, for what is said of the whole behind its parts."""
    if len(told) < 2 or not told[1].lstrip().startswith(("其中", "包括")) or not re.search("[0-9]", told[0]):
        return None
    return levels.known(levels.of_list(told[0], levels.mentions(told[0])))


def without_names(text: str) -> str:
    """A text with the names of single schools blanked, for reading the level that it speaks of in general."""
    return _blanked(text, names(text))


def _blanked(text: str, schools: list[Name]) -> str:
    for name in reversed(schools):
        text = text[: name.start] + "某" * (name.end - name.start) + text[name.end :]
    return text
