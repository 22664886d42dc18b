"""What a passage is about, where a figure's own sentence does not say: the kind of school that the passage's opening or heading names.

Level words are found by `levels`; when a figure may take its level from here is decided in `claim_level`.
"""

from __future__ import annotations

import re

from ingestion.extraction import levels
from ingestion.extraction.draft import Draft
from ingestion.extraction.numbers import SHARES
from ingestion.extraction.story import Story

_TOPIC_LENGTH = 20
_FAR = 4  # sentences within which a topic holds
# such a sentence says what is done for a kind of school, or names it behind a dash
_TOPIC = re.compile(r"教育|办学|幼儿园|发展|提升|建设|扩容|普惠|保障")
# what a sentence opens with that goes on about the subject of the one before: 校舍总面积…, 招生3000人
_GOES_ON = re.compile(
    r"[\s，,]*(?:校舍|园舍|校园|占地|建筑面积|总?建筑|毕业生?|招生|招收|在校生?|在园|在籍|教职工|专任教师|教师|图书|仪器设备|教学班|班级|共有|现有|计划招)"
)
# and that goes on about the works of the sentence before, whatever the passage is about
_ITS_WORKS = re.compile(
    r"[\s，,（(]*(?:据(?:了解|介绍|悉)[，,])?(?:答[:：]|已(?:完成|完工|建成|投用|开工)[0-9]+[所个]|(?:目前|现)[，,]?(?:已有)?[0-9]+[所个](?:已|正|主体|在)|(?:该|此|本|这一|这项|这些|上述)(?:项目|工程|计划|资金|[校园])|(?:这|该|新建|改扩建|改建|扩建)?[0-9]+个(?:新建|改扩建|改建|建设)*项目"
    r"|(?:项目|工程|学校)(?:总|规划|计划|预计|占地|建成|完工|于|将)|共(?=[新改扩修投撤计有建完])|(?:目前|现|截至目前|截至[0-9年月底日]{2,10})[，,]?已?(?:全部|完成)?(?:投入使用|投用|建成(?:投用)?|开工(?:建设)?|完工|竣工|在建|主体[^，。；0-9]{0,12}(?:完工|封顶|竣工))|其[中余]|总(?:投资|建筑|占地)|(?:项目)?(?:全部)?(?:建成|完工|竣工|投用)[之以]?后)"
)
_MARK = re.compile(r"[\s*#—–-]*(?:[一二三四五六七八九十]+(?:是|、|要)|[(（]?[0-9一二三四五六七八九十]{1,2}[)）.、．])?")
_OPENING = re.compile(r"[^，。；：:、0-9]{2,14}")
# a headline about kindergartens or special schools is about no others; of 中小学 it is told where there are kindergartens as well
_OFTEN = 3
_ALL_KINDS = re.compile("各级各类|各个?学段|全学段|各教育阶段|所有学段")
_ANNOUNCED = re.compile(r"现[将就把]([^。；\n]{4,60}?)如下")
_CIRCULAR_OPENS = 500  # characters
_ORDINARY = 5000  # characters
_NARROW = ("preschool", "special")


def topic_of(story: Story, draft: Draft) -> tuple[str | None, str] | None:
    """(level, rule) of the passage that a figure stands in; None where the passage has no such topic."""
    if story.genre == "norm" or draft.quantity.unit in SHARES:
        heading = _of_heading(story, draft.sentence[0]) if story.genre == "norm" else None
        return heading or _of_headline(story)
    place = draft.sentence[0]
    if place not in story.topics:
        near = _of_sentence_before(story, place) or _of_paragraph(story, place)
        story.topics[place] = near or _of_heading(story, place) or _of_headline(story)
    return story.topics[place]


def _of_paragraph(story: Story, start: int) -> tuple[str | None, str] | None:
    """推进义务教育优质均衡。新建…: the short sentence that opens a passage; or the subject of the sentence that this one goes on about."""
    text = story.text
    floor = max(text.rfind("\n", story.start, start) + 1, story.start)
    edge = start
    for _ in range(_FAR):
        if edge <= floor:
            break
        first, last = story.sentences.of(edge - 1)
        first = max(first, floor)
        mark = _MARK.match(text, first, last)
        sentence = text[mark.end() : last].rstrip("。！\n")
        is_topic = len(sentence) <= _TOPIC_LENGTH and not re.search(r"[0-9“”]", sentence) and (mark[0].strip() or _TOPIC.search(sentence))
        if is_topic and (named := levels.mentions(sentence)):
            return levels.known(levels.single(named)), "topic of the paragraph"
        edge = first
    if start > floor and _GOES_ON.match(text, start) and (opening := _OPENING.match(text, floor)):
        named = levels.mentions(opening[0])
        if named:
            return levels.known(levels.single(named)), "subject of the paragraph"
    return None


def _of_sentence_before(story: Story, start: int) -> tuple[str | None, str] | None:
    """落实中小学危房改造资金2亿元。共改建校舍9万平方米: the one kind of school that the sentence right before speaks of."""
    if not _ITS_WORKS.match(story.text, start):
        return None
    edge = start
    while edge > story.start and story.text[edge - 1] in " \n\u3000":
        edge -= 1
    named = levels.mentions(story.text[max(story.sentences.of(edge - 1)[0], story.start) : edge]) if edge > story.start else ()
    level = levels.single(named)
    return (level, "the sentence before") if level not in (None, levels.MIXED) else None


def _of_heading(story: Story, start: int) -> tuple[str | None, str] | None:
    """(三)公办幼儿园建设: the heading that a figure stands under."""
    heading = story.layout.heading(start)
    if heading in (story.title or ""):
        return None
    named = levels.mentions(heading)
    return (levels.known(levels.single(named)), "heading") if named else None


def _of_headline(story: Story) -> tuple[str | None, str] | None:
    return _of_title(story) or _of_announcement(story)


def _of_announcement(story: Story) -> tuple[str | None, str] | None:
    """现将全市义务教育薄弱学校改造进展情况通报如下: what a circular opens with, where it speaks of no other kind of school."""
    announced = _ANNOUNCED.search(story.text, story.start, min(story.start + _CIRCULAR_OPENS, story.end))
    level = levels.single(levels.mentions(announced[1])) if announced else None
    return (level, "what the text announces") if level and _speaks_of_no_other(story, level, 1) else None


def _of_title(story: Story) -> tuple[str | None, str] | None:
    level = levels.single(levels.mentions(story.title or ""))
    if level in (None, levels.MIXED):
        return None
    told = level in _NARROW or story.genre == "norm" or _speaks_of_no_other(story, level)
    return (level, "the headline") if told else None


def _speaks_of_no_other(story: Story, level: str, often: int = _OFTEN) -> bool:
    """Whether all that a text of ordinary length says of kinds of school is of one level, and often enough."""
    if story.end - story.start > _ORDINARY or _ALL_KINDS.search(story.text, story.start, story.end):
        return False
    named = levels.mentions(story.text[story.start : story.end])
    return len(named) >= often and {kind for _, _, kind in named} == {level}
