"""What schools that a text names tell of the level of a figure: the one named right before it, the one it describes, the headline's.

When a figure may take its level from here is decided in `claim_level`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingestion.extraction import levels
from ingestion.extraction.draft import Draft
from ingestion.extraction.facilities import Name, level_of_name
from ingestion.extraction.sentences import item_of
from ingestion.extraction.story import Story
from ingestion.extraction.subjects import DESCRIBED, JOINED, is_beside, subject_school

# 冶父山镇中心小学等42所: one name of a list says nothing of the others
ONE_OF_MANY = re.compile(r"[\u4e00-\u9fa5]{0,8}?等(?:[0-9一二三四五六七八九十两]|多|学校|项目)")
# what a story tells of one school beside its design
_OF_ONE_SCHOOL = DESCRIBED | {"enrolment", "intake"}
_OF_ITS_STORY = _OF_ONE_SCHOOL | {"donation", "allocation"}
_FEW = 2  # schools that a figure of one may be told beside
_TOGETHER = re.compile(r"累计|先后|共计?投|[全该我][省市县区]|各级|辖区|学校$")

# 第三中学…为一所寄宿制普通高中: what a school is said to be, to the end of the clause; not 为解决初中入学难
_IS = re.compile(
    r"(?<![作因])(?:为|是|系|成为|建成|建为|打造成)(?!了|解决|满足|缓解|更好|切实)[^，。；、（(\n]{0,24}?"
    r"(普通高中|高级中学|高中|初级中学|普通初中|初中|九年一贯制|九年制|十二年一贯制|小学|幼儿园|职业中专|中职)(?:的?[\u4e00-\u9fa5]{0,6}学校)?(?=[，。；（(\n]|$)"
    # 办学规模54班九年一贯制学校; 新增普通高中学位900个
    r"|(?:规模|设置)[^，。；、（(\n]{0,8}班[^，。；、0-9\n]{0,4}(普通高中|高级中学|高中|初级中学|初中|九年一贯制|九年制|十二年一贯制|小学|幼儿园)(?:学校)?(?=[，。；（(\n]|$)"
    r"|(?:新增|增加|提供)[^，。；、0-9\n]{0,4}?(普通高中|高中|初中|义务教育|小学)(?:阶段)?学位"
)
# the school that a passage is about, not schools at large: 各学校, 6所学校
_THIS = re.compile("[该本我这全][校园]|这所学校|(?:(?<![\u4e00-\u9fa5])|目前|现在|[今该]年|为止|如今|介绍)学校")
# a public notice of one school's works
_NOTICE = re.compile(
    "(?:工程|项目|地块|用地|建设)[^，。]{0,20}(?:公示|公告|批复|批前|批后|环评|可行性研究|初步设计|招标|中标|规划条件|许可)"
)
_OPENS_WITHIN = 80  # characters below a headline in which its school is named again
_TOLD_OF = 400  # characters before a sentence in which its school is named
_TOLD_WITHIN = 150  # characters behind a school's name

Found = tuple[str | None, str] | None


def of_school_before(story: Story, draft: Draft) -> Found:
    """What the name of the one school tells that the item before a figure of its design names, and no other kind after it:
    荷园路小学为…配建学校，设24个班."""
    is_of_one = draft.decision.metric in _OF_ONE_SCHOOL - {"investment"} or draft.quantity.kind == "building"
    if not is_of_one or _TOGETHER.search(draft.window.local):
        return None
    start, end = item_of(story.text, draft.sentence, draft.quantity.start)[0], draft.quantity.start
    # 小学27所（建制小学9所、简易小学18所）: kinds, no names
    open_text = levels.outside_brackets(story.text[start:end])
    named = [name for name in story.names(start, end) if open_text[name.start - start] != "　" and not is_beside(story.text, name)]
    if not named or ONE_OF_MANY.match(story.text, named[-1].end) or JOINED.fullmatch(story.text, _end_before(named), named[-1].start):
        return None
    level = _level_of(story, named[-1])
    is_of_many = len(named) > _FEW and not re.search("[0-9]", story.text[named[-_FEW].start : end])
    if is_of_many and len({_level_of(story, name) for name in named}) > 1:
        return None  # 建成第八中学、完成银达小学、启动第六幼儿园，将新增学位2820个: of all of them
    since = {kind for _, _, kind in levels.mentions(story.text[named[-1].end : end])} - {level}  # 为初级中学，设30个班
    return (level, "the school named before") if level and not since else None


def _level_of(story: Story, school: Name) -> str | None:
    """The level of a school that is named at a place; none where a university only lends its name (漯河大学附属中学…)."""
    return None if story.text.startswith("附", school.end) else level_told(story, school.text)


def level_told(story: Story, school: str) -> str | None:
    """The level of a school: what its name tells, else what its story says that it is, wherever it says so."""
    if level := level_of_name(school):
        return level
    if school not in story.school_levels:
        story.school_levels[school] = next((told for place in _places(story, school) if (told := _said_at(story, school, place))), None)
    return story.school_levels[school]


def _places(story: Story, school: str) -> Iterator[int]:
    """Where a story names a school, in order, each as the place behind the name."""
    place = story.text.find(school, story.start, story.end)
    while place >= 0:
        yield place + len(school)
        place = story.text.find(school, place + len(school), story.end)


def _said_at(story: Story, school: str, behind: int) -> str | None:
    """The level that a school is said to be of right behind its name: in the same line, before another school is named."""
    end = min(behind + _TOLD_WITHIN, story.end)
    line_end = story.text.find("\n", behind, end)
    end = line_end if line_end >= 0 else end
    stop = next((name.start for name in story.names(behind, end) if name.text not in school), end)
    told = _IS.search(story.text, behind, stop)
    return levels.known(levels.single(levels.mentions(told[1] or told[2] or told[3]))) if told else None


def _end_before(named: list[Name]) -> int:
    """Where the last name but one ends; the start of the last where there is one only."""
    return named[-2].end if len(named) > 1 else named[-1].start


def of_school(story: Story, draft: Draft) -> Found:
    """What the name of the school tells that a figure describes."""
    window = draft.window
    if (draft.decision.metric not in _OF_ONE_SCHOOL and draft.quantity.kind != "building") or story.genre != "news":
        return None
    if draft.decision.metric not in DESCRIBED and not _is_of_this_school(story, draft):
        return None
    districts = story.places.between(draft.clause[0], draft.quantity.start)
    if draft.decision.family == "funding" and (districts or _TOGETHER.search(window.local)):
        return None  # 老城区累计投资3亿元: no school's
    subject = subject_school(story, draft) or _told_of(story, draft)
    if subject is not None and _is_of_list(story, subject):
        return None
    if subject is not None:
        return _level_of(story, subject), "the school described"
    item = item_of(story.text, draft.sentence, draft.quantity.start)[0]
    named = [name for name in story.names(item, draft.quantity.start) if not is_beside(story.text, name)]
    if any(ONE_OF_MANY.match(story.text, name.end) for name in named):
        return None
    told = {level_of_name(name.text) for name in named}
    if len(told) == 1 and (level := told.pop()):
        return level, "the schools described"
    return None


def _is_of_this_school(story: Story, draft: Draft) -> bool:
    """Whether pupils, or a building, are those of a school that the sentence names, or that it goes on about: 目前学校报名学生860名."""
    if _THIS.search(story.text, draft.sentence[0], draft.quantity.start):
        return True
    return "共" not in draft.window.local and bool(story.names(draft.sentence[0], draft.quantity.start))


def _told_of(story: Story, draft: Draft) -> Name | None:
    """The one school that a story tells of before a sentence that speaks of 学校 without a name: 如今，学校有9个教学班."""
    if not _THIS.search(story.text, draft.sentence[0], draft.quantity.start):
        return None
    named = story.names(max(story.start, draft.sentence[0] - _TOLD_OF), draft.sentence[0])
    return named[-1] if named and len({name.text for name in named}) == 1 else None


def _is_of_list(story: Story, school: Name) -> bool:
    """Whether a school is named together with those that follow: 城东小学、城东幼儿园等4个项目."""
    if ONE_OF_MANY.match(story.text, school.end):
        return True
    following = story.names(school.end, story.sentences.of(school.start)[1])
    return bool(following) and bool(JOINED.fullmatch(story.text, school.end, following[0].start))


def _is_its_story(story: Story, school: Name) -> bool:
    """Whether the text below a headline opens with the school that the headline names."""
    body = story.text.find("\n", story.start, story.end) + 1
    return story.text.find(school.text, body, body + _OPENS_WITHIN) >= 0


def of_school_in_headline(story: Story, draft: Draft) -> Found:
    """What the name of the one school in a headline tells of the figures that a story about it, or about its building, says of it."""
    school = story.school_in_headline
    if draft.quantity.kind != "building" and draft.decision.metric not in _OF_ITS_STORY:
        return None  # 学校下辖6个教学点, 再建5所学校
    if (
        school is None
        or not (story.is_about_one_project or _NOTICE.search(story.title or "") or _is_its_story(story, school))
        or _TOGETHER.search(draft.window.local)
    ):
        return None
    others = [name for name in story.names(*draft.sentence) if name.text not in school.text and school.text not in name.text]
    level = _level_of(story, school) if len(others) < _FEW else None
    return (level, "the school in the headline") if level else None
