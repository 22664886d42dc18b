"""The school or project that a design figure describes: which one it is, and what the passage about it says of its state.

Which figures are design figures, and what they take from the project, is for the modules of the single fields.
"""

from __future__ import annotations

import re

from ingestion.extraction.draft import Draft
from ingestion.extraction.facilities import Name, names
from ingestion.extraction.sentences import item_of
from ingestion.extraction.stages import FINISHED
from ingestion.extraction.status_cues import STRONG
from ingestion.extraction.story import OPENS, Story
from ingestion.extraction.time_cues import TimeCue

DESIGN = {"floor_area_m2", "site_area_m2", "class_count", "seats_total", "seats_added", "class_size"}
# what a news story tells of one project: its design, and what it costs
DESCRIBED = DESIGN | {"investment"}
# how many pupils or seats there are, or what share of them
STOCK = {"enrolment", "enrolment_rate", "inclusive_kindergarten_coverage", "public_kindergarten_share", "capacity_share", "seats_total"}
# the sum of a whole project, not what somebody has put into a part of it
OF_WHOLE = re.compile(r"总|计划|概算")
_POINTS_BACK = re.compile(r"\s*(?:据(?:了解|介绍|悉)[，,])?(?:该|这所|新)(?:校|园|学校|项目|幼儿园)|\s*学校")
_BESIDE = re.compile(r"(?:以?[东西南北]{1,2}(?:侧|面|边|邻)?(?![\u4e00-\u9fa5]*校区)|旁|对面|附近|隔壁)")
# between the names of a list: 红旗小学（迁建）、城东幼儿园
JOINED = re.compile("[^，。；：、0-9]{0,8}(?:、|和|与|及|以及)[^，。；：、0-9]{0,4}")
# a paragraph about the project of the one before it
_GOES_ON = re.compile(r"\s{1,8}(?:目前|现在?|截至目前)?[，,]?(?:该|此|本)(?:校|园|学校|项目|工程|幼儿园)[^\n]{0,300}")
# 改扩建项目有9个，包括…: a sentence about others than the school described
_OTHERS_COUNTED = re.compile(r"\s*[^，。；0-9]{0,12}(?:项目|学校|幼儿园|[小中]学)(?:共?有|共计?)?(?:[2-9]|[1-9][0-9]+)(?:个|所|项)")
_BLANK = 20  # characters of white space between paragraphs
_AROUND = 1000  # characters that a school's heading reaches over, before a figure and behind it
_BEFORE_NAME = 20  # characters from a time to the name of the school that opens then
_FAR = 3000  # characters within which a story comes back to a school
# 操场已投入使用, 一期已建成: a part of a school is not the school
_FINISHED = re.compile(
    r"(?<![场堂馆期])(?:已(?:于[^，。；\n]{2,12}|在[^，。；\n]{2,10})?|(?<![将拟可])正式)(?:建成|投用|投入使用|启用|开学|招生|竣工)"
    rf"|(?<![将拟可底前])(?:全面|全部|顺利|如期|正式)(?:{FINISHED})并(?:交付|投入)使用"
    r"|完成招生|揭牌|落成(?!后)|(?<!将)迎来了?首批|先后(?:建成|投用|投入使用)"
    # 今天，北辰区荣馨小学开学
    r"|(?:今[天日早]|昨[天日]|近日|日前)[，,]?[^，。；\n将拟预]{0,16}(?:学校|[小中]学|幼儿园|校区)(?:开学|开园|启用|投用|投入使用)"
)
# says that there is a school, which may be getting new buildings
_LONG_THERE = re.compile(r"创办于|始建于|现有(?:学生|幼儿|教学班|在校)|在[校园](?:学生|幼儿|生)已?经?(?:共?有|达到?)")
# a headline: 万兴幼儿园开园
_OPENED = re.compile(
    r"(?!.*(?:将|计划|拟|力争|预计|有望|即将|[今明后]年|[0-9]月|秋|春))[^。\n]*(?:投入使用|开园|开学|投用|启用|揭牌)(?!率|条件|典礼|季|前|日)"
)
_BUILT = re.compile(r"[^，。；0-9]{0,10}[竣完]工(?!投|并投|后)")
# 两所幼儿园正式投入使用, and no aim of it
_IN_USE_NOW = re.compile(
    r"(?:学校|[小中]学|幼儿园|高中|校区)(?:都|均|也|已|已经|正式|全部|顺利|如期|同时|同步|于[0-9月日]{2,6}){0,3}"
    r"(?:建成投用|投入使用|投用|启用|开园|开学|揭牌)(?!率|条件|后|前|的)"
)
_MOVED_IN = re.compile(r"落成|乔迁|搬[进入]了?新|已建成|先后建|建起|(?:新|已|已经|建成|项目)(?:投用|投入使用|招生)")
_AIMS = re.compile(r"将|拟|计划|预计|力争|即将|有望")
_OPENING = 300  # characters of a story that may say that its schools are in use
# parts of a building and of the work on it
_WORKS = r"主体|基础|地基|桩基|基坑|土石?方|垫层|地下室|框架|砌体|墙体|外墙|内外墙|屋面|结构|装饰|装修|粉刷|水电|管网|绿化|附属|配套"
_AT_WORK = (
    r"正(?:在)?(?:加快|加紧|抓紧|紧张|有序|全面|稳步|积极)?(?:地)?(?:进行|开展|实施)?(?:建(?![议成])|施工|推进|[^，。；]{0,12}(?:施工|装修|扫尾|收尾|粉刷|铺设|安装|浇筑|建设))"
    r"|加紧(?:建设|施工|作业)|(?:正常|紧张|有序|抓紧|加快|全面)施工|施工(?:现场|进展|进度)|(?:建设|项目)现场|工地|紧锣密鼓|热火朝天"
    rf"|(?:{_WORKS})[^，。；]{{0,4}}(?:施工|阶段)"
)
_UNDER_WAY = re.compile(
    rf"主体(?:结构|框架|工程|建设)|二次结构|设备安装|处于[^，。；]{{0,14}}阶段|建设进度|总工程量|打桩|浇筑|桩基|地基处理|收尾|扫尾|(?<![将日快])开工建设(?!应|时间|前|条件|在即|指日)"
    r"|(?<![将拟待])(?:正式|顺利|全面|破土)(?:开工|动工)(?!率|条件|前|[，,]?历时)"
    rf"|(?:已|(?<![将拟划计])于)[^，。；将拟]{{0,12}}(?:开工|动工)|在建|主体[^，。；]{{0,6}}(?:封顶|完[工成]|竣工)|接近(?:尾声|完工)|进入[^，。；]{{0,6}}尾声"
    rf"|举[行办]了?[^，。；]{{0,12}}(?:开工|奠基|动工)|完成(?:{_WORKS})|{_AT_WORK}"
)
# what a building site looks like: some part of it may be in use
_ON_SITE = re.compile(_AT_WORK)
# 已完成初步设计，计划9月开工
_NOT_BEGUN = re.compile(
    r"(?:计划|预计|拟|将|力争|确保)[^，。；\n]{0,14}(?:开工|动工)(?!率)|(?:尚未|还未|未|待)(?:开工|动工)|即将(?:开工|动工|进场)"
    r"|(?:完成|取得|办理|进行|开展|获得)了?[^，。；\n]{0,16}(?:立项|可研|初步设计|规划设计|施工图设计|用地规划|规划许可|选址|批复)[^，。；\n]{0,10}[，,。]"
)
_TO_COME = re.compile(
    r"建成(?:之|以)?后|投用后|即将|将(?:于|在)?[^，。]{0,10}(?:投用|投入使用|建成|开学|竣工|设置|新增|提供)|预计|计划|拟建|批复|获批|立项|签约|项目建议书|今秋投用|招标|规划"
)


def subject_school(story: Story, draft: Draft) -> Name | None:
    """The school that a design figure belongs to, looked for once a claim."""
    if draft.subject is None:
        draft.subject = (_find_subject(story, draft),)
    return draft.subject[0]


def is_beside(text: str, name: Name) -> bool:
    """Whether a school is only named to say where something lies: 位于师范大学北侧."""
    return bool(_BESIDE.match(text, name.end))


def _find_subject(story: Story, draft: Draft) -> Name | None:
    """The school that a design figure belongs to: the last one named in its sentence, else the subject of the latest sentence of the
    paragraph that opens with a school's name."""
    text = story.text
    # 位于大学路南侧、师范大学北侧: what lies beside it is another
    found = [name for name in story.names(draft.sentence[0], draft.quantity.start) if not is_beside(text, name)]
    if found:
        # several schools listed together are not one school
        group = len({name.text for name in found}) > 1 and JOINED.fullmatch(text, found[-2].end, found[-1].start)
        return None if group or text.startswith("等", found[-1].end) else found[-1]
    if (headed := story.layout.school_heading(draft.sentence[0])) is not None:
        return headed[0]
    edge = draft.sentence[0]
    points_back = bool(_POINTS_BACK.match(text, edge))
    paragraph = text.rfind("\n", story.start, edge)
    if points_back and paragraph > story.start:
        # 该项目 at the opening of a paragraph, blank lines before it apart
        last = len(text[max(story.start, paragraph - _BLANK) : paragraph].rstrip()) + max(story.start, paragraph - _BLANK)
        paragraph = text.rfind("\n", story.start, last)
    floor = max(paragraph + 1, edge - 500, story.start)
    while edge > floor:
        start, end = story.sentences.of(edge - 1)
        start = max(start, floor)
        if not text[start:end].strip():
            edge = start
            continue
        found = [name for name in story.names(start, min(end, start + 60)) if name.start - start <= 20]
        if not found and points_back and len(named := story.names(start, end)) == 1:
            found = named  # 投资9000万元的第三小学已完工。该校占地40亩
        if found:
            return found[0]
        points_back = False
        edge = start
    return None


def _passage(story: Story, draft: Draft) -> tuple[int, int]:
    """The stretch that describes the same school as a design figure: from its subject to the next school's, within the paragraph."""
    text = story.text
    if story.is_about_one_project:
        return story.start, story.end
    if (headed := story.layout.school_heading(draft.sentence[0])) is not None:
        end = min(headed[1], draft.sentence[1] + _AROUND, story.layout.section_end(draft.quantity.start))
        return max(headed[0].start, draft.sentence[0] - _AROUND), end
    subject = subject_school(story, draft)
    start = story.sentences.of(subject.start)[0] if subject else draft.sentence[0]
    end = draft.sentence[1]
    item = item_of(text, draft.sentence, draft.quantity.start)
    if item != draft.sentence and subject is not None and subject.start >= item[0]:
        return item  # …；第五中学用地8公顷；…: a school an item
    limit = text.find("\n", end)
    limit = min(story.end, end + 300, limit if limit >= 0 else len(text))
    if 0 < limit < story.end and (following := _GOES_ON.match(text, limit)):
        limit = min(story.end, following.end())
    while end < limit:
        following = story.sentences.of(end)
        opening = [name for name in story.names(following[0], min(following[0] + 40, following[1])) if name.start - following[0] <= 6]
        is_of_others = subject is not None and _OTHERS_COUNTED.match(text, following[0])
        if following[1] <= end or is_of_others or (opening and subject and opening[0].text != subject.text):
            break
        end = following[1]
    return max(start, story.start), min(end, limit)


def _opening_named(story: Story, subject: Name, start: int, end: int) -> TimeCue | None:
    """The time before a school's name at which a passage says that it opens: 今年9月，第三小学将正式开学."""
    for cue in story.cues(max(start, subject.start - _BEFORE_NAME), min(end, subject.start)):
        if not re.search("[。；0-9]", story.text[cue.end : subject.start]) and OPENS.match(story.text, subject.end):
            return cue
    return None


def _opening_elsewhere(story: Story, subject: Name) -> TimeCue | None:
    """When a school opens, as another sentence about it says."""
    end = min(story.end, subject.end + _FAR)
    place = story.text.find(subject.text, max(story.start, subject.start - _FAR), end)
    while place >= 0:
        sentence = story.sentences.of(place)
        clause = max(story.text.rfind(mark, sentence[0], place) + 1 for mark in "，：:")
        # 由县里新建的第三幼儿园将于9月开园
        near = sentence[1] if place - max(clause, sentence[0]) <= 10 else place + len(subject.text) + 4
        told = [] if place == subject.start else story.cues(place, min(near, sentence[1]))
        if place < subject.start:
            told = [cue for cue in told if story.time.mood_of(cue, sentence) == "target"]
        if (opening := _opening_among(story, told)) is not None:
            return opening
        place = story.text.find(subject.text, sentence[1], end)
    return None


def _opening_among(story: Story, told: list[TimeCue]) -> TimeCue | None:
    """The time at which a school opens: when it is used, where that is told (今年底完工，明年秋季投用)."""
    openings = [cue for cue in told if OPENS.match(story.text, cue.end)]
    return next((cue for cue in openings if not _BUILT.match(story.text, cue.end)), openings[-1] if openings else None)


def _opened_schools(story: Story) -> list[TimeCue] | None:
    """The times that the sentence names up to where it says so with which a news story opens: that schools are in use now (8月14日，第六、
    第七幼儿园投入使用); None where no story opens so."""
    text, start = story.text, story.start
    opening = _IN_USE_NOW.search(text, start, min(start + _OPENING, story.end)) if story.genre == "news" else None
    if opening is None or _AIMS.search(story.title or "") or _AIMS.search(text, start, opening.start()):
        return None
    told = story.cues(story.sentences.of(opening.start())[0], opening.end())
    return None if any(map(story.time.is_to_come, told)) else told


def opened_at(story: Story) -> TimeCue | None:
    """When the schools were put into use with which a news story opens; None where it tells no such time, or does not open so."""
    told = _opened_schools(story) or ()
    return next((cue for cue in reversed(told) if cue.period_start and cue.period_end and not cue.is_of_years), None)


def project_of(story: Story, draft: Draft) -> tuple[str | None, TimeCue | None]:
    """The state of the project that a design figure belongs to, and the time when it opens, from the passage about it."""
    start, end = _passage(story, draft)
    passage = story.text[start:end]
    opening = _opening_among(story, story.cues(start, end))
    subject = subject_school(story, draft)
    if opening is None and subject is not None:
        opening = _opening_named(story, subject, start, end)
    if opening is None and subject is not None and not story.is_about_one_project:
        opening = _opening_elsewhere(story, subject)
    section = story.layout.section(draft.quantity.start)
    if section is not None and section.mood == "ongoing":
        return "ongoing", opening
    if section is not None and _FINISHED.search(section.heading):
        return "actual", None
    finished, long_there, under_way = (told.search(passage) for told in (_FINISHED, _LONG_THERE, _UNDER_WAY))
    if opening is None and subject is not None and not (finished or long_there or under_way):
        opening = story.schools_open
    to_come = opening is not None and (
        story.time.mood_of(opening, story.sentences.of(opening.start)) == "target" or _is_planned(story, opening)
    )
    if (opened := _OPENED.match(story.title or "")) and not story.is_about_one_project:
        # 第三小学、第一幼儿园揭牌招生: each of them
        opened = opened if subject and any(subject.text.endswith(name.text) for name in names(story.title)) else None
    finished = finished or opened
    if story.is_about_one_project and not opened and _ON_SITE.search(passage):
        finished = None
    if not (finished or long_there or under_way or opening) and _opened_schools(story) is not None:
        return "actual", None
    is_whole = draft.decision.metric in DESIGN or story.is_about_one_project or OF_WHOLE.search(draft.window.local)
    is_begun = story.is_about_start and is_whole
    is_under_way = bool(is_begun or under_way)
    if not finished and not is_under_way:
        finished = long_there
    # 计划于9月正式投用 is no 正式投用
    if (finished and not (to_come and finished[0].startswith("正式"))) or (opening is not None and not to_come):
        return "actual", None
    if is_under_way and not _NOT_BEGUN.search(passage):
        return "ongoing", opening
    if to_come or _TO_COME.search(passage) or _NOT_BEGUN.search(passage):
        return "target", opening
    return ("ongoing" if _is_of_works(story, subject) else None), opening


def is_not_begun(story: Story, draft: Draft) -> bool:
    """Whether the passage about a project says that work on it has yet to begin."""
    return bool(_NOT_BEGUN.search(story.text, *_passage(story, draft)))


def _is_planned(story: Story, opening: TimeCue) -> bool:
    """Whether the clause in which a time stands plans it, in a text of which nobody knows the day: 计划高中部2021年9月1日投用."""
    if story.anchor.day is not None and story.anchor.is_exact:
        return False
    sentence = story.sentences.of(opening.start)
    start = next(start for start, end in story.clauses(sentence) if opening.start < end)
    cues = story.status_cues(sentence)
    return any(start <= cue.start < opening.start and cue.status == "target" and cue.weight > STRONG for cue in cues)


def _is_of_works(story: Story, subject: Name | None) -> bool:
    """Whether a news story tells of works that go on, of the subject's where there is one, and of no school that is in use: what it says of
    their size is of schools under way."""
    if story.genre != "news" or story.end - story.start > _FAR:
        return False
    text = story.text[story.start : story.end]
    if any(told.search(text) for told in (_FINISHED, _IN_USE_NOW, _MOVED_IN, _LONG_THERE)):
        return False
    told_in = (story.sentences.of(story.start + match.start()) for match in _UNDER_WAY.finditer(text))
    return any(subject is None or story.text.find(subject.text, *sentence) >= 0 for sentence in told_in)
