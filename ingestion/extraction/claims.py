"""Claims: the numbers of a sentence that count something in education.

The order of decisions for one number belongs here: its surroundings, what it counts, what it takes from the number before it. What it
counts is decided by `metrics` and `actions`, its fields by `fields`, what lists and totals add by `lists`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingestion.extraction import metrics, school_counts
from ingestion.extraction.counts import PROGRAMMES
from ingestion.extraction.decision import Decision, Rejection
from ingestion.extraction.draft import Draft
from ingestion.extraction.fields import set_fields
from ingestion.extraction.inherited import district, inherited
from ingestion.extraction.lists import PART, groups, share_bounds, share_units, zip_lists
from ingestion.extraction.numbers import Quantity
from ingestion.extraction.rises import rises_of_lists, split_rises
from ingestion.extraction.school_counts import SAID_ELSE, SAME_LIST
from ingestion.extraction.sentences import clause_ends, education
from ingestion.extraction.story import Story
from ingestion.extraction.window import Window, window_of

_FLOOR = re.compile(r"(?:至少|不少于|最少)(?:要|应|应当)?[\u4e00-\u9fa5]{1,8}$|(?:不低于|不少于)[\u4e00-\u9fa5]{2,20}的$")
_CEILING = re.compile(r"(?:最高|至多|最多)[\u4e00-\u9fa5]{0,8}(?:为|是|达|至|到)?$")
_UNIT_OF = {PROGRAMMES: "project"}  # in which what is told with no more than 个 may have been counted before
_NEXT_CLAUSE = 60  # characters of the clauses beside a figure's own that may say what it is of
_NEXT_NUMBER = re.compile(r"[；;。0-9]")
# 拨专项资金600万元，使1.8万名贫困学生免费入学
_FOR_WHOM = re.compile(r"[，,](?:使|让|惠及|为|对|用于|资助|受益)[^，。；]{0,24}")
_ANOTHER_SUM = re.compile(r"医|路|水利|农业|产业|住房|扶贫")
_ONLY_SUMS = re.compile(r"(?:[、和及][0-9.万亿余多]+元)*[，,]?")
_REACHES = re.compile(r"[，,]?(?:涉及|覆盖)[^，。；]{0,30}$")
# 总投资41亿元, 年度计划投资35亿元, 涉及23县共52个项目
_OF_THE_SAME = re.compile(
    r"[，,]?(?:(?:项目|工程)?(?:概算|估算|计划|预计|年度)*(?:总投资|完成投资|投资(?=[约近达为]?$))|占(?:年度)?计划的|总?(?:建筑|占地|建设)面积)"
)
_OF_SCHOOLS = ("facilities", "enrolment_capacity")
# opens a sentence that goes on with the figures of the one before
GOES_ON = re.compile(r"[\s\u3000]*(?:其中|其余|包括|目前|截至|分别|这些|上述|总投资|总建筑面积|总占地)")
_PART_OF_SUM = re.compile(r"其中|包括")


def _is_of_education_nearby(text: str, sentence: tuple[int, int], clause: tuple[int, int], quantity: Quantity, window: Window) -> bool:
    """Whether a figure of a text about other things belongs to the clause beside its own, which speaks of education: what a sum at a
    clause's end is for (安排30亿元，实施校舍改造), what the schools just named cost and cover (…中小学改扩建，总投资41亿元)."""
    if quantity.kind == "money" and _ONLY_SUMS.fullmatch(window.right):
        ahead = _NEXT_NUMBER.split(text[clause[1] : min(sentence[1], clause[1] + _NEXT_CLAUSE)], maxsplit=1)[0]
        if (served := _FOR_WHOM.match(text, clause[1] - 1, sentence[1])) is not None:
            ahead = served[0]
        if education().search(ahead) and not _ANOTHER_SUM.search(ahead):
            return True
    goes_on = _OF_THE_SAME.match(window.local) or _REACHES.match(window.clause)
    return bool(goes_on) and bool(education().search(window.before[-_NEXT_CLAUSE:]))


def _says_nothing_since(text: str, quantity: Quantity, window: Window, drafts: list[Draft]) -> bool:
    """Whether no word since the sum before tells what kind of money a part of it is: 拨付5018万元，包括免费教育4525万元."""
    if not drafts or drafts[-1].decision.family != "funding":
        return False
    return metrics.kind_of_money(text[drafts[-1].quantity.end : quantity.start], window.head) is None


def read_sentence(
    story: Story, sentence: tuple[int, int], found: list[Quantity], is_education: bool
) -> tuple[list[Draft], list[tuple[Quantity, str]]]:
    """The drafts of one sentence's claims, and its numbers that are none with the reason."""
    text = story.text
    runs = groups(text, found)
    found = share_bounds(share_units(found, runs), runs)
    drafts: list[Draft] = []
    rejected: list[tuple[Quantity, str]] = []
    by_index: dict[int, Draft] = {}
    ends = clause_ends(text, *sentence)
    pointed: Draft | None = None
    for index, quantity in enumerate(found):
        if story.in_title_marks(quantity.start):
            rejected.append((quantity, "inside_title"))
            continue
        if not text[quantity.start].isascii() and story.places.names_one(quantity.start, quantity.end):
            rejected.append((quantity, "place_name"))
            continue
        if quantity.kind in metrics.IGNORED_KINDS:
            rejected.append((quantity, metrics.IGNORED_KINDS[quantity.kind]))
            continue
        clause, window = window_of(text, sentence, ends, found, index, is_education)
        if not is_education and _is_of_education_nearby(text, sentence, clause, quantity, window):
            window.is_education = True
        if (floor := _FLOOR.search(window.local)) and quantity.value_min == quantity.value_max and floor.end() == len(window.local):
            # 至少引进10家, 至少建设一所公办幼儿园、一所公办小学: the bound stands before the verb
            quantity = replace(quantity, value_max=None)
        elif (
            drafts
            and drafts[-1].window.clause
            and _FLOOR.search(drafts[-1].window.local)
            and clause == drafts[-1].clause
            and SAME_LIST.match(window.local)
        ):
            quantity = replace(quantity, value_max=None)
            window = window.with_local(drafts[-1].window.local)
        elif _CEILING.search(window.local) and quantity.value_min == quantity.value_max:
            quantity = replace(quantity, value_min=None)
        decision = inherited(story, quantity, window, drafts) or metrics.decide(quantity, window)
        whole: Draft | None = None
        if isinstance(decision, Rejection):
            if decision.reason == "anaphora":
                pointed = story.told.get((quantity.unit, quantity.value_min, quantity.value_max)) or pointed
                if text[quantity.start - 1 : quantity.end] in (story.title or ""):
                    # a headline's 这4所新学校 points forward: it states the figure
                    decision = metrics.decide(quantity, window.with_local(window.local.rstrip("这")))
            elif (whole := school_counts.sum_of_district(story, sentence, quantity, window, drafts)) is not None:
                decision = replace(whole.decision, rule=PART)
            elif decision.reason == "not_a_school" and is_education and school_counts.are_schools(story, sentence, window, drafts):
                decision = Decision("facilities", "facility_count", "school", window.head or window.local[-12:], "schools told of before")
            if isinstance(decision, Rejection):
                rejected.append((quantity, decision.reason))
                continue
        if decision.metric == "facility_count" and decision.rule != PART:
            decision = school_counts.with_action(story, quantity, clause, window, decision, drafts, pointed)
        if decision.family == "funding":
            is_part = story.last_funding and _PART_OF_SUM.search(text, sentence[0], quantity.start)
            if is_part and (decision.metric == "other_amount" or _says_nothing_since(text, quantity, window, drafts)):
                decision = replace(decision, metric=story.last_funding, rule="a part of the sum before")
            story.last_funding = decision.metric
        if decision.rule == "pupils of the classes before" and story.is_about_admission:
            decision = replace(decision, metric="intake")
        draft = Draft(quantity, decision, sentence, clause, window)
        if decision.rule == PART:
            draft.whole = whole or drafts[-1].whole or drafts[-1]
            draft.region = district(story, window.local)
        elif (told := story.told.get((_UNIT_OF.get(decision.rule, decision.unit), quantity.value_min, quantity.value_max))) and _tells_less(
            decision, told.decision
        ):
            # 3.2万个学位里: the seats that were said to be added
            draft.decision, draft.whole = replace(told.decision, rule="as told before"), told
        by_index[index] = draft
        drafts.append(draft)
        # …16所，总投资8亿元: what a sentence goes on to tell of its schools needs no word for them
        is_education = is_education or decision.family in _OF_SCHOOLS
    if len(drafts) > 1:
        school_counts.take_from_list(text, drafts)
        school_counts.take_from_parts(drafts)
    zip_lists(text, sentence, runs, by_index, story.places.between(*sentence) if runs else [])
    for draft in drafts:
        set_fields(story, draft, drafts)
    split_rises(text, drafts, rises_of_lists(text, runs, by_index) if len(runs) > 1 else [])
    story.last_figure |= {draft.decision.family: draft for draft in drafts}
    added = [draft.quantity.value_min or 0 for draft in drafts if draft.decision.metric == "seats_added"]
    story.most_seats_added = max(added, default=story.most_seats_added)
    story.last_counts = [draft for draft in drafts if draft.decision.metric == "facility_count"] or story.last_counts
    for draft in drafts:
        story.told.setdefault((draft.decision.unit, draft.quantity.value_min, draft.quantity.value_max), draft)
    return drafts, rejected


def _tells_less(decision: Decision, told: Decision) -> bool:
    """Whether a figure told again says less of what it counts than the first time: seats, which were seats added."""
    if decision.rule in (SAID_ELSE, PROGRAMMES):
        return told.metric == "facility_count"  # 13所学校包括…, 20个项目中
    return decision.metric == "seats_total" and told.metric == "seats_added"
