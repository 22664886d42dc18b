"""What other figures tell of the level of one: the count or sum that it is a part of, and the area right before it.

When a figure may take its level from here is decided in `claim_level`.
"""

from __future__ import annotations

import re

from ingestion.extraction import levels
from ingestion.extraction.draft import Draft
from ingestion.extraction.school_levels import Found
from ingestion.extraction.sentences import item_of
from ingestion.extraction.story import Story

# a counted kind of school right before brackets
_COUNTED_KIND = re.compile(
    r"(?:([^，,。；;、：:0-9（(]{1,16})[0-9.]+[余多]?万?[余多]?[所个名人处]|[0-9.]+[余多]?万?[余多]?[所个名人处]([^，,。；;、：:0-9（(]{1,16}))$"
)

_OPEN_BRACKET = re.compile("[（(][^（(）)]*$")
# …学校3所，改扩建学校2所，新增义务教育学位
_ADDS_SEATS = re.compile(
    r"(?:学校|新校)?(?:[，、\s][新改扩迁续]?[建扩改]*(?:学校)?[0-9]{1,3}所(?:学校)?)*[，,\s]+(?:共|可|将|预计)?(?:新增|增加|提供)([^，。；0-9]{2,12}学位)"
)


def of_total(story: Story, draft: Draft) -> Found:
    return (draft.whole.fields["level"], "the total") if draft.whole is not None else None


def of_bracket(story: Story, draft: Draft) -> Found:
    """The level of the figure whose parts stand in brackets behind it: 九年一贯制学校6所（公办3所、民办3所）."""
    before = story.text[draft.sentence[0] : draft.quantity.start]
    if not (opening := _OPEN_BRACKET.search(before)):
        return None
    outer = _COUNTED_KIND.search(before[: opening.start()])
    kind = (outer[1] or outer[2]) if outer else ""
    found = levels.mentions(kind)
    return (levels.known(levels.of_list(kind, found)), "what stands before the brackets") if found else None


def of_area_before(draft: Draft, drafts: list[Draft]) -> Found:
    """幼儿园占地68亩，校舍建筑面积2万平方米: the floors of what the ground before is of."""
    if draft.decision.unit != "m2":
        return None
    before = draft.figure_before(drafts)
    if before is None or before.decision.unit != "m2" or before.clause[1] != draft.clause[0]:
        return None
    level = before.fields.get("level")
    return (level, "the area before") if level else None


def of_parted_count(story: Story, draft: Draft, drafts: list[Draft]) -> Found:
    """学校46所，其中中小学40所、民办学校2所: a part that is of schools, or bare, is of what the count is that 其中 shares out."""
    if draft.decision.metric != "facility_count":
        return None
    shared = story.text.rfind("其中", draft.sentence[0], draft.quantity.start)
    if shared < 0:
        return None
    start = item_of(story.text, draft.sentence, draft.quantity.start)[0]
    before = [other for other in drafts if start <= other.quantity.start < shared]
    if not before or before[-1].decision.metric != "facility_count":
        return None
    is_bare = not draft.window.head and not levels.mentions(story.text[shared : draft.quantity.start])
    if not is_bare and "校" not in draft.window.local + draft.window.head:
        return None
    return before[-1].fields.get("level"), "the count it is a part of"


def of_total_before(story: Story, draft: Draft, drafts: list[Draft]) -> Found:
    """What the sum or count is of that 其中 shares out: in the same item, or before the sentence that 其中 opens."""
    shared = story.text.rfind("其中", max(draft.sentence[0], story.start), draft.quantity.start)
    if shared < 0 or shared < (start := item_of(story.text, draft.sentence, draft.quantity.start)[0]):
        return None
    alike = [other for other in drafts if other.decision.family == draft.decision.family and start <= other.quantity.start < shared]
    total = alike[-1] if alike else None
    if total is None and not story.text[draft.sentence[0] : shared].strip(" \u3000\n"):
        total = story.last_figure.get(draft.decision.family)
        if total is not None and levels.single(levels.mentions(story.text[slice(*total.sentence)])) == levels.MIXED:
            return None  # 新增中小学学位3万个、学前学位2000个。其中…: of both
    level = total.fields.get("level") if total is not None else None
    return (level, "the total before") if level else None


def of_seats_behind(story: Story, draft: Draft) -> Found:
    """新建学校1所，改扩建学校3所，新增义务教育学位2900个: what seats the schools counted in an item add, where it goes on so."""
    if draft.decision.metric != "facility_count" or draft.decision.unit != "school":
        return None
    end = item_of(story.text, draft.sentence, draft.quantity.start)[1]
    seats = _ADDS_SEATS.match(story.text, draft.quantity.end, end)
    named = levels.mentions(seats[1]) if seats else ()
    return (levels.known(levels.single(named)), "the seats that they add") if named else None
