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
OF_SCHOOLS = re.compile(r"学校|学生|校舍|教室|食堂|新校")
# a headline about kindergartens or special schools is about no others, as one about 中小学 may be
_NARROW = ("preschool", "special")


def topic_of(story: Story, draft: Draft) -> tuple[str | None, str] | None:
    """(level, rule) of the passage that a figure stands in; None where the passage has no such topic."""
    if story.genre == "norm" or draft.quantity.unit in SHARES:
        heading = _of_heading(story, draft.sentence[0]) if story.genre == "norm" else None
        return heading or _of_headline(story, draft.sentence)
    place = draft.sentence[0]
    if place not in story.topics:
        near = _of_sentence_before(story, place) or _of_paragraph(story, place)
        story.topics[place] = near or _of_heading(story, place) or _of_headline(story, draft.sentence)
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


def _of_headline(story: Story, sentence: tuple[int, int]) -> tuple[str | None, str] | None:
    """The kind of school that the headline is about, where it is about no others: kindergartens, special schools; any in a norm. It is far
    from a figure: one of kindergartens says nothing of a sentence about schools, or about any other kind."""
    level = levels.single(levels.mentions(story.title or ""))
    is_told = level in _NARROW or (level not in (None, levels.MIXED) and story.genre == "norm")
    if not is_told or (level == "preschool" and _is_of_others(story.text[slice(*sentence)])):
        return None
    return level, "the headline"


def _is_of_others(words: str) -> bool:
    """Whether words speak of schools that are no kindergartens."""
    return bool(OF_SCHOOLS.search(words)) or any(level != "preschool" for _, _, level in levels.mentions(words))
