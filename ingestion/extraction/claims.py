"""Claims: the numbers of a sentence that count something in education.

The order of decisions for one number belongs here: its surroundings, what it counts, what it takes from the number before it. What it
counts is decided by `metrics` and `actions`, its fields by `fields`, what lists and totals add by `lists`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ingestion.extraction import metrics, school_counts
from ingestion.extraction.counts import PROGRAMMES
from ingestion.extraction.decision import PART, Decision, Rejection
from ingestion.extraction.draft import Draft
from ingestion.extraction.fields import set_fields
from ingestion.extraction.inherited import SHARE_OF, district, inherited
from ingestion.extraction.lists import groups, share_bounds, share_units, zip_lists
from ingestion.extraction.numbers import Quantity
from ingestion.extraction.rises import rises_of_lists, split_rises
from ingestion.extraction.school_counts import SAID_ELSE, SAME_LIST
from ingestion.extraction.sentences import clause_ends, education
from ingestion.extraction.story import Story
from ingestion.extraction.window import Window, in_whole_words, window_of

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
    reading = _Reading(story, sentence, is_education)
    by_index: dict[int, Draft] = {}
    ends = clause_ends(text, *sentence)
    for index, quantity in enumerate(found):
        if (read := _is_no_figure(story, quantity)) is None:
            read = reading.read(quantity, *window_of(text, sentence, ends, found, index, reading.is_education))
        if isinstance(read, Rejection):
            reading.refused.append((quantity, read.reason))
        else:
            by_index[index] = read
    drafts = reading.drafts
    if len(drafts) > 1:
        school_counts.take_from_list(text, drafts)
        school_counts.take_from_parts(drafts)
    zip_lists(text, sentence, runs, by_index, story.places.between(*sentence) if runs else [])
    for draft in drafts:
        set_fields(story, draft, drafts)
    split_rises(text, drafts, rises_of_lists(text, runs, by_index) if len(runs) > 1 else [])
    _remember(story, drafts)
    return drafts, reading.refused


def _is_no_figure(story: Story, quantity: Quantity) -> Rejection | None:
    """Why a number can't be a figure, whatever stands around it."""
    if story.in_title_marks(quantity.start):
        return Rejection("inside_title")
    if not story.text[quantity.start].isascii() and story.places.names_one(quantity.start, quantity.end):
        return Rejection("place_name")
    return Rejection(metrics.IGNORED_KINDS[quantity.kind]) if quantity.kind in metrics.IGNORED_KINDS else None


def _remember(story: Story, drafts: list[Draft]) -> None:
    """Keep of a sentence's figures what the sentences behind it may go on with."""
    story.last_figure |= {draft.decision.family: draft for draft in drafts}
    added = [draft.quantity.value_min or 0 for draft in drafts if draft.decision.metric == "seats_added"]
    story.most_seats_added = max(added, default=story.most_seats_added)
    story.last_counts = [draft for draft in drafts if draft.decision.metric == "facility_count"] or story.last_counts
    for draft in drafts:
        story.told.setdefault((draft.decision.unit, draft.quantity.value_min, draft.quantity.value_max), draft)


@dataclass(slots=True)
class _Reading:
    """A sentence as its numbers are read one after the other: what is known of it so far, its claims, and its numbers that are none.

    `pointed`: the figure told earlier that the sentence points back to (这30所学校).
    """

    story: Story
    sentence: tuple[int, int]
    is_education: bool
    drafts: list[Draft] = field(default_factory=list)
    refused: list[tuple[Quantity, str]] = field(default_factory=list)
    pointed: Draft | None = None

    def read(self, quantity: Quantity, clause: tuple[int, int], window: Window) -> Draft | Rejection:
        """The claim that the next number makes, or why it makes none."""
        if not self.is_education and _is_of_education_nearby(self.story.text, self.sentence, clause, quantity, window):
            window.is_education = True
        quantity, window = _with_bound(quantity, window, clause, self.drafts)
        decision = inherited(self.story, quantity, window, self.drafts) or metrics.decide(quantity, window)
        whole: Draft | None = None
        if isinstance(decision, Rejection):
            whole = self._sum_of_district(decision, quantity, window)
            decision = whole.decision.taken_over(PART) if whole is not None else self._second_look(decision, quantity, window)
            if isinstance(decision, Rejection):
                return decision
        elif decision.family == "indicator":
            whole = school_counts.projects_told_of(self.story, self.sentence, quantity, window, self.drafts)
            decision = whole.decision.taken_over(PART) if whole is not None else decision
        decision = self._completed(decision, quantity, clause, window)
        decision.subject = in_whole_words(decision.subject, window.clause)
        draft = Draft(quantity, decision, self.sentence, clause, window)
        self._set_whole(draft, whole)
        self.drafts.append(draft)
        # …16所，总投资8亿元: what a sentence goes on to tell of its schools needs no word for them
        self.is_education = self.is_education or decision.family in _OF_SCHOOLS
        return draft

    def _sum_of_district(self, refused: Rejection, quantity: Quantity, window: Window) -> Draft | None:
        """The count of which a number that says nothing of what it counts is one district's: 新建学校9所。…甲县3."""
        if refused.reason == "anaphora":
            return None
        return school_counts.sum_of_district(self.story, self.sentence, quantity, window, self.drafts)

    def _second_look(self, refused: Rejection, quantity: Quantity, window: Window) -> Decision | Rejection:
        """What a number counts that says too little by itself: a headline's 这4所新学校 points forward, and states the figure; 所 may be
        schools that were told of before."""
        story = self.story
        if refused.reason == "anaphora":
            self.pointed = story.told.get((quantity.unit, quantity.value_min, quantity.value_max)) or self.pointed
            if story.text[quantity.start - 1 : quantity.end] in (story.title or ""):
                return metrics.decide(quantity, window.with_local(window.local.rstrip("这")))
        elif (
            refused.reason == "not_a_school" and self.is_education and school_counts.are_schools(story, self.sentence, window, self.drafts)
        ):
            return Decision("facilities", "facility_count", "school", window.head or window.local[-12:], "schools told of before")
        return refused

    def _completed(self, decision: Decision, quantity: Quantity, clause: tuple[int, int], window: Window) -> Decision:
        """A decision with what its sentence and its story add to it: the action of a count, the kind of money that is shared out."""
        story = self.story
        if decision.metric == "facility_count" and not decision.is_part:
            return school_counts.with_action(story, quantity, clause, window, decision, self.drafts, self.pointed)
        if decision.family == "funding":
            is_part = story.last_funding and _PART_OF_SUM.search(story.text, self.sentence[0], quantity.start)
            if story.last_funding == "allocation" and decision.metric == "other_amount" and SHARE_OF.search(window.local):
                decision = replace(decision, metric=story.last_funding, rule="a district's part of what is handed down")
            if is_part and (decision.metric == "other_amount" or _says_nothing_since(story.text, quantity, window, self.drafts)):
                decision = replace(decision, metric=story.last_funding, rule="a part of the sum before")
            story.last_funding = decision.metric
        return decision

    def _set_whole(self, draft: Draft, whole: Draft | None) -> None:
        """Set of which total a figure is a part, and the decision of one that was told before: 3.2万个学位里, the seats to be added.
        `whole`: the total, where it is known already."""
        decision, quantity = draft.decision, draft.quantity
        if decision.is_part:
            draft.whole = whole or self.drafts[-1].whole or self.drafts[-1]
            draft.region = district(self.story, draft.window.local)
            return
        told = self.story.told.get((_UNIT_OF.get(decision.rule, decision.unit), quantity.value_min, quantity.value_max))
        if told is not None and _tells_less(decision, told.decision):
            draft.decision, draft.whole = told.decision.taken_over("as told before"), told


def _with_bound(quantity: Quantity, window: Window, clause: tuple[int, int], drafts: list[Draft]) -> tuple[Quantity, Window]:
    """A number with the bound that stands before its verb (至少引进10家, 最高补助为600元), or before that of the list that it goes on with
    (至少建设一所公办幼儿园、一所公办小学), and its surroundings."""
    is_exact = quantity.value_min == quantity.value_max
    if is_exact and (floor := _FLOOR.search(window.local)) and floor.end() == len(window.local):
        return replace(quantity, value_max=None), window
    last = drafts[-1].window if drafts and drafts[-1].clause == clause else None
    if last and last.clause and _FLOOR.search(last.local) and SAME_LIST.match(window.local):
        return replace(quantity, value_max=None), window.with_local(last.local)
    return (replace(quantity, value_min=None) if is_exact and _CEILING.search(window.local) else quantity), window


def _tells_less(decision: Decision, told: Decision) -> bool:
    """Whether a figure told again says less of what it counts than the first time: seats, which were seats added."""
    if decision.rule in (SAID_ELSE, PROGRAMMES):
        return told.metric == "facility_count"  # 13所学校包括…, 20个项目中
    return decision.metric == "seats_total" and told.metric == "seats_added"
