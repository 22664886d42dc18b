"""The school level of one claim: which of the places that may tell it outranks which.

Level words are found by `levels`; here it is decided where to look for them, and which a figure takes over from what stands before it.
"""

from __future__ import annotations

import re

from ingestion.extraction import levels
from ingestion.extraction.draft import Draft
from ingestion.extraction.facilities import level_of_name, names
from ingestion.extraction.story import Story
from ingestion.extraction.subjects import DESCRIBED, subject_school

_BENEFITS = re.compile(r"(?:惠及|资助|受益|用于|支持)[^，。；]{0,20}")
_NUMBERED_TOPIC = re.compile(r"[\s*#]*(?:[一二三四五六七八九十]+、|[(（]?[0-9一二三四五六七八九十]+[)）.、]|\*\*)")
# loans from the state are for those who go to university
_LOAN = re.compile(r"国家助学贷款|信用助学贷款|国家开发银行")
_OF_SCHOOLS = re.compile(r"学校|学生|校舍|教室|食堂")


def level_of(story: Story, draft: Draft) -> tuple[str | None, str]:
    """The school level, with the rule that told it."""
    fixed = levels.METRIC_LEVELS.get(draft.decision.metric)
    if fixed:
        return fixed, "by metric"
    text, quantity, window = story.text, draft.quantity, draft.window

    def known(level: str | None) -> str | None:
        return None if level == levels.MIXED else level

    if draft.decision.family == "facilities" and draft.names:
        told = {level_of_name(name.text) for name in draft.names}
        complete = len(draft.names) > 1 or draft.quantity.value_max == 1
        if len(told) == 1 and complete and (level := next(iter(told))):
            return level, "names"
        if not levels.mentions(window.head):
            return None, "names of several kinds"
    head = without_names(window.after[:40])
    found = levels.mentions(re.split(r"[0-9，,。；;：:！？(（]", head)[0][:24]) if window.head else []
    if found:
        return known(levels.first_list(head, found)), "noun after it"
    for scope, why in ((window.local, "words before it"), (window.clause, "clause")):
        scope = levels.outside_brackets(scope)
        found = levels.mentions(scope)
        if found:
            return known(levels.of_list(scope, found)), why
    if draft.whole is not None:
        return draft.whole.fields["level"], "the total"
    start = draft.sentence[0]
    # sums of money are seldom of the level that the clause before speaks of; amounts per pupil are
    lends = (
        draft.decision.family != "funding"
        or draft.decision.metric == "per_student_standard"
        or (story.genre == "news" and window.local.endswith("总投资"))
    )
    earlier = _earlier_level(
        levels.outside_brackets(without_names(text[start : quantity.start]))[: draft.clause[0] - start],
        is_rate=draft.quantity.unit in ("percent", "percentage_point"),
    )
    if earlier == "preschool" and _OF_SCHOOLS.search(window.local + window.head):
        earlier = levels.MIXED  # 新建幼儿园20所，改造寄宿制学校30所: a school is no kindergarten
    if earlier and draft.decision.metric not in ("floor_area_m2", "site_area_m2") and lends:
        return known(earlier), "earlier clause"
    is_described = draft.decision.metric in DESCRIBED and story.genre == "news"
    subject = subject_school(story, draft) if is_described else None
    if subject and (level := level_of_name(subject.text)):
        return level, "the school described"
    if subject is None and is_described:
        told = {level_of_name(name.text) for name in story.names(start, quantity.start)}
        if len(told) == 1 and (level := told.pop()):
            return level, "the schools described"
    if earlier and (lends or _opens_with_topic(text[start : draft.clause[0]])):
        return known(earlier), "earlier clause"
    if subject:
        return None, "the school described"
    after = window.right[:30]
    if draft.decision.family == "funding" and (aided := _BENEFITS.match(text, draft.clause[1], draft.sentence[1])):
        after += aided[0]
    right = levels.mentions(levels.outside_brackets(without_names(after)))
    if right:
        return known(levels.single(right)), "words after it"
    family = "funding" if draft.decision.family == "funding" else "facilities"
    if draft.decision.family == "funding" and _LOAN.search(text, start, draft.sentence[1]):
        return "higher", "loans for students of universities"
    if "其中" in text[max(start, story.start) : quantity.start] and story.last_level.get(family):
        return story.last_level[family], "the total before"
    paragraph = max(text.rfind("\n", story.start, start) + 1, story.start)
    topic = text[paragraph : paragraph + 16].partition("。")
    if topic[1] and _NUMBERED_TOPIC.match(topic[0]) and (named := levels.mentions(topic[0])):
        return known(levels.single(named)), "topic of the paragraph"
    if story.title and story.genre == "news" and len(schools := names(story.title)) == 1 and (level := level_of_name(schools[0].text)):
        return level, "the school in the headline"
    return None, "none told"


def _opens_with_topic(before: str) -> bool:
    """加快学前教育发展，财政投入17.1亿元: a clause that counts nothing says what the sentence is about."""
    topic = before.partition("，")[0]
    return bool(levels.mentions(topic)) and not re.search(r"[0-9]", before)


def _earlier_level(before: str, is_rate: bool) -> str | None:
    """The level that the clauses before a number lend it: the nearest one's; for counts only where no other level is counted beside it."""
    # the item of a list (义务教育阶段投入…；高中阶段投入…) speaks for itself
    item = re.split(r"[；;]", before)[-1]
    told = [clause for clause in re.split(r"[，,；;]", item if levels.mentions(item) else before) if levels.mentions(clause)]
    if not told:
        return None
    nearest = levels.of_list(told[-1], levels.mentions(told[-1]))
    if not is_rate:
        counted = {levels.single(levels.mentions(item)) for clause in told for item in clause.split("、") if re.search(r"[0-9]", item)} - {
            None
        }
        if len(counted) > 1:
            return levels.MIXED
    return nearest


def without_names(text: str) -> str:
    """A text with the names of single schools blanked, for reading the level that it speaks of in general."""
    for name in reversed(names(text)):
        text = text[: name.start] + "某" * (name.end - name.start) + text[name.end :]
    return text
