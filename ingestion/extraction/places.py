"""Whose figure it is: the districts that a story names, and the one that a figure at some place is about.

How names become regions is for `regions`; how a story's home district is found, for `home` and `story`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cached_property

from ingestion.extraction.facilities import Name
from ingestion.extraction.gazetteer import Mention, Region, is_within
from ingestion.extraction.home import TEASED
from ingestion.extraction.regions import WIRED_FROM, RegionContext, self_references
from ingestion.extraction.sentences import Sentences, in_title_marks, item_of
from ingestion.extraction.towns import is_in_town

_LONGEST_NAME = 12  # characters
# the end of a list's last name but one: 第一中学、
_AFTER_A_NAME = re.compile(r"[学校园中小幼区)）](?:、|和|及|与|以及)$")
# 全市, 我省, 市直: words that point at a district and are in no school's name
_POINTS = "全我本该此市"
# so many characters of a name may have been taken for a word before it: 郑州市|创新|实验学校
_CUT_OFF = 6
# …县、 or 市州城区和 right before a district; a figure there (3所、) begins a new item
_LISTED_PLACE = re.compile(r"(?:[市州县区旗镇乡盟]|[\u4e00-\u9fa5]{2})(?<![所个名人元处座项亩平方米以])(?:、|和|以?及|与)$")
_THE_OTHERS = re.compile(r"(?:其余|其他|其它)(?:各?[市县区]|地区|地方)|各(?:县|区|市|地)")
# 白山药业捐赠, 武警保定支队, 东莞展能公益团队: a firm's, a troop's or a donor's name is no place, unless it is of schools
_FIRM = (
    r"(?!教育)[\u4e00-\u9fa5]{0,4}?(?:药业|实业|集团|公司|商会|基金会|银行|支队|总队|企业家|实业家|慈善家|侨胞|同胞|华侨|乡贤"
    r"|(?:公益|爱心|慈善|志愿)[\u4e00-\u9fa50-9]{0,4}(?:团队|协会|联盟|组织|会))"
)
# what is done to something of a wider district, and does not make that one the subject
_TO_DO = re.compile(r"推进|开展|落实|参加|承办|创建|争创|申报|建设|实施|承担|加快|做好|配合|接受|迎接|完成|根据|按照")
# 按照江苏省优质园标准新建: whose rules are kept is not whose schools they are
_BY_RULES = re.compile(r"(?:按照?|依照|根据|参照|对照|达到|符合|执行)$")
# 青岛市第九批援藏组投资6000万元: what helpers give is the figure of the district that they help
_HELPER = re.compile(r"(?:第[\u4e00-\u9fa5]{1,3}批)?(?:对口)?(?:援[藏疆青川建]|支援|帮扶)(?:工作|干部)?(?:组|队|指挥部|前指|干部|人才)")
_GIVES = re.compile("捐|援|资助|帮扶|慈善|基金|配备|来自")
# 14个 that a list gives a district, and what is told of all in it: 计划总投资
_SHARE = re.compile(r"(?:项目|学校)?[0-9]+[个所处](?:项目|学校)?(?=[，,、；（(])")
_TOGETHER = re.compile(
    r"[，,](?:计划|预计|规划|概算|共计?|合计|总计|一共|累计){0,2}(?:总投资|总建筑面积|总面积|建筑面积|共|合计|总计|其余|剩余)"
)
_SHARED_OUT = re.compile(rf"{_SHARE.pattern}[^；;。]{{0,40}}?{_TOGETHER.pattern}")
_SOON = 20  # characters
# “9·5”泸定地震灾后重建: what a disaster is called after
_DISASTER = r"[0-9.·“”]{0,8}(?:特?大?地震|洪灾|洪涝|水灾|泥石流|雪灾|台风)"
# a name before these is no subject: 温州这里 is told below
_NO_SUBJECT = re.compile(rf"{_FIRM}|{_DISASTER}|片区|直管区|{'|'.join(TEASED)}")
# times and sources that may stand before 全国 where it opens a sentence; what it then tells is how much there is in the nation
_BEFORE_NATION = re.compile(
    r"(?:[^。；\n]{0,30}(?:获悉|了解到?|显示|表明|介绍|统计|通报))?[，,]?(?:(?:截至|到|至)?[0-9年月日底末]{0,12})?[，,]?"
)
_TITLE = re.compile("《[^》]*》")
_STOP = re.compile("[，。；]")
_BESIDE_NATION = re.compile(r"[0-9.%、]*$|平均|范围内?共|共|各级各类|现有")
_NATION_HAS = re.compile(r"(?:现|已|共)*有|各级|共计?")
# when there was so much in 全市, where that opens a clause of a county's text
_SINCE_WHEN = re.compile(r"[，,]?(?:截[至止]|到|至)?(?:[0-9]{4}年[0-9月日底末]{0,6}|[去今]年(?:以来|[底末])?|目前|[上下]半年)?")
# 高于全市86.2%的平均水平
_MEASURED_BY = re.compile(r"(?:高于|低于|高出|超过|超出|好于|优于|[比较与和])$")
_AVERAGE = re.compile(r"[0-9.%万元名人个]{0,12}的?(?:平均|均值)")
# 合巢经开区: what reads like a district
_SOME_PLACE = re.compile(r"[\u4e00-\u9fa5]{2,6}?(?:开发区|经开区|高新区|示范区|新区|[区县市旗])(?![直属])")
# 武安小学等20所: one name for many
_AND_OTHERS = re.compile("等(?=[0-9])")
# 全省（不含厦门市）
_SAME_LIST = re.compile("[^，。；]{2,24}[0-9][^，。；]{0,4}、[^，。；0-9]{0,12}")  # 幼儿园项目3184个、中小学项目
_LEFT_OUT = ("不含", "不包括", "不包含", "除")
# an institution's own name beside a region does not make the region the subject of a figure
_INSTITUTION = re.compile(
    r"(?:市|区|县|省)?(?:教育[厅局]|教体局|教科[局院]|教文|市委|区委|县委|省委|政府|人民政府|日报|晚报|电视台|卫视|台记者|频道|广播|发改委|财政局|[第]?[一二三四五六七八九十]{1,3}[中小届]|大学|师范|师专|实验|外国语|财大|职专|职高|职业|技师|(?:中学|小学|学校|高中|幼儿园|学院)(?!(?:建设)?(?:项目)?[0-9]|[、和]|阶段|教育|毕业|在校|在园|招生|大班额|[毛净]?入学率|毛入|[学适]龄|辍学|普及率|巩固率)|(?!启用|投用|新建|建成|扩建|改建|新增|开办)[\u4e00-\u9fa5]{0,4}?(?:校区|分校|分园)|电$|讯|人大|政协|考察|等地|[\u4e00-\u9fa5]{0,4}实事)"
)
# 金水区教育局介绍
_OFFICE_TELLS = re.compile(r"(?:教育|教体|教科|教文体?)局[^，。；\n]{0,16}(?:介绍|表示|透露|告诉|说|称|获悉|了解到)")
# 推进灵宝市第三小学建设，总投资9000万元; 商城县小学入学率99%，巩固率97%
_SCHOOL_WORKS = re.compile(
    r"[^，。；、\n]{0,12}?(?:[中小]学|学校|高中|幼儿园)[^，。；、\n]{0,8}?"
    r"(?:(?:建设|[新迁扩改续重]建|工程|项目)[^，。；\n]{0,6}[，,](?:项目|工程|学校)?(?:计划|预计|概算|可)?"
    r"(?:总?投资|总?占地|总?用地|总?建筑面积|规划|设计|办学|(?P<seats>新增|增加|提供))"
    r"|(?:毛?入学率|巩固率|毛?入园率)[^，。；\n]{0,12}[，,])"
)
# 仅在金水区，…: what is told of it holds for that sentence
_ONLY_THERE = re.compile(r"\s*(?:仅|单是|例如|比如|如)")
_ASIDE = 60  # characters in brackets before a district
_OPEN_ASIDE = re.compile(r"[（(](?P<apart>包括|含|不含|除|其中)?[^（）()]*$")
_CLOSED = re.compile(r"[)）]")
_SPENT_WITHIN, _SUM = 16, 12  # characters from a sum to the district where it is spent, and those that the sum itself may take
_NEXT_PLACE = re.compile(r"(?:地区|[市县区州])?(?:、|和|及|与|以及)")
_NEXT_FIGURE = re.compile("[0-9（(]")
_FIGURE = re.compile("[0-9]")


class Places:
    """The districts of one story. Positions index the document's cleaned text."""

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        home: tuple[Region | None, str],
        context: RegionContext,
        sentences: Sentences,
        names: Callable[[int, int], list[Name]],
    ) -> None:
        self.text, self.start, self.end = text, start, end
        self.home, self.home_basis = home
        self.context = context
        self.sentences = sentences
        # the schools named in a stretch
        self._names = names

    @cached_property
    def mentions(self) -> list[Mention]:
        """Every region named or referred to in the story, in order."""
        part = self.text[self.start : self.end]
        named = self.context.mentions_between(self.start, self.end)
        # 本报南昌3月26日电: where a report was written
        named = [mention for mention in named if not WIRED_FROM.match(self.text, mention.end)]
        found = named + self_references(part, self.home, self.start, named) + self.context.zones(self.start, self.end, self.text, self.home)
        return sorted(found, key=lambda mention: mention.start)

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    def between(self, start: int, end: int) -> list[Mention]:
        """The regions named in a stretch, in order."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def names_one(self, start: int, end: int) -> bool:
        """Whether a number is but a part of a place's name: 三门峡, 五台县, 七家镇."""
        mentions = self.mentions[bisect_left(self._starts, start - _LONGEST_NAME) : bisect_right(self._starts, start)]
        return any(end <= mention.end for mention in mentions) or is_in_town(self.text, start, end)

    def of_figure(self, position: int, sentence: tuple[int, int], clause_start: int, clause_end: int = 0) -> tuple[Region | None, str]:
        """The district whose figure stands at a position, and why. With `clause_end`, one that its clause names only behind the figure
        outranks one of an earlier clause: 甲县安排资金，投入9.7亿元建设乙区10所学校."""
        if clause_end and (mention := self._subject_before(position, sentence, clause_start, clause_start)) is not None:
            return mention.region, "clause"
        if clause_end and (named := self._named_behind(position, clause_end)) is not None:
            return named, "clause after it"
        if (mention := self._subject_before(position, sentence, clause_start, sentence[0])) is not None:
            return mention.region, "clause" if mention.start >= clause_start else "sentence"
        paragraph = self.text.rfind("\n", self.start, position) + 1
        subject = self._paragraph_subject(max(paragraph, self.start), sentence[0])
        if subject is not None:
            return subject, "paragraph"
        return self.home, self.home_basis

    def _subject_before(self, position: int, sentence: tuple[int, int], clause_start: int, floor: int) -> Mention | None:
        """The last district named between `floor` and a figure that the figure is of; None where that is of several, or of a place that
        nobody knows."""
        index = bisect_right(self._starts, position)
        passed: Mention | None = None
        for mention in reversed(self.mentions[max(0, index - 8) : index]):
            if mention.start < floor:
                break
            # 雅安市宝兴县实验小学: what a district that is no subject lies in is none either
            opens_passed = passed is not None and mention.end == passed.start and is_within(passed.region, mention.region)
            is_none = mention.end > position or opens_passed or not self._is_subject(mention, clause_start, position)
            if is_none or self._is_of_a_name(mention, sentence):
                passed = mention
                continue
            if self._is_aside(mention, position):
                continue
            item = item_of(self.text, sentence, position)[0]
            if mention.end <= item and _SOME_PLACE.match(self.text, item, position):
                break  # 高新区新建3所；合巢经开区新建1所: of a place that nobody knows, not of the one before
            if self._opens_names_of_several(mention, sentence, position) or self._opens_name_of_many(mention, sentence, position):
                break
            if self._is_one_of_several(mention, position) or _THE_OTHERS.search(self.text, max(clause_start, mention.end), position):
                # 在阳朔、全州、恭城各新建1所, 其余各县新建2所: a figure of what holds them all
                break
            return mention
        return None

    def _named_behind(self, position: int, clause_end: int) -> Region | None:
        """The district of the story's home that is named soon behind a sum, which is spent there: 投入9.7亿元建设海湾新区10所学校."""
        index = bisect_right(self._starts, position)
        for mention in self.mentions[index : index + 3]:
            is_near = mention.start < clause_end and mention.start - position <= _SPENT_WITHIN
            is_inner = is_near and self.home is not None and is_within(mention.region, self.home)
            if is_near and _NEXT_PLACE.match(self.text, mention.end):
                return None  # 投入8.3亿元用于新建喀什、和田等地的幼儿园
            if is_inner and not _NEXT_FIGURE.search(self.text, position + _SUM, mention.start):
                return mention.region
        return None

    def _is_one_of_several(self, mention: Mention, position: int = 0) -> bool:
        """Whether a district ends a list of districts that share one figure, with no figure between them, or before which each has its
        share: 解放区14个、山阳区2个，计划总投资3亿元."""
        if _SHARED_OUT.match(self.text, mention.end, position) and self._ends_shares(mention):
            return True
        before = self.text[max(self.start, mention.start - 14) : mention.start]
        return bool(_LISTED_PLACE.search(before)) and mention.region.level != "nation"

    def _ends_shares(self, mention: Mention) -> bool:
        """Whether districts before this one of its sentence have their shares told, and nothing that is told of them together."""
        start = self.sentences.of(mention.start)[0]
        shares = (_SHARE.match(self.text, other.end) for other in self.between(start, mention.start))
        first = next((share.end() for share in shares if share), None)
        return first is not None and not _TOGETHER.search(self.text, first, mention.start)

    def _is_aside(self, mention: Mention, position: int) -> bool:
        """Whether a district is told in brackets that are closed before a position: 22个省份（包括新疆兵团19个团场）、近10万所学校."""
        before = self.text[max(self.start, mention.start - _ASIDE) : mention.start]
        opening = _OPEN_ASIDE.search(before)
        if opening is None or not (closing := _CLOSED.search(self.text, mention.end, position)):
            return False
        # 学校16所（金水区5所、航天基地2所），幼儿园14所: the parts of another figure; not 第一小学（金水区）占地20亩
        return bool(opening["apart"] or re.search("[0-9]", self.text[mention.end : closing.start()]))

    def _is_of_a_name(self, mention: Mention, sentence: tuple[int, int]) -> bool:
        """Whether a district is but a part of a school's name, and no subject: the story's city, or what that lies in (高新区新建郑州留馀
        学校), or a district in a name after others in a list (A校、B校怀柔校区)."""
        if mention.region.level == "nation" or mention.text[0] in _POINTS:
            return False
        for name in self._names(*sentence):
            if name.start - _CUT_OFF <= mention.start < name.end and "、" not in self.text[mention.end : name.start]:
                if re.search("[（(]", self.text[name.start : mention.start]) and self.text[name.end - 1] in "）)":
                    return True  # 周口实验高中（郸城一高周口校区）
                is_wide = self.home is not None and is_within(self.home, mention.region)
                return is_wide or bool(_AFTER_A_NAME.search(self.text, sentence[0], min(name.start, mention.start)))
        return False

    def _opens_names_of_several(self, mention: Mention, sentence: tuple[int, int], position: int) -> bool:
        """Whether a district is but a part of the first of several schools that share one figure, others of which lie in other districts:
        解放区第二小学、山阳区光亚小学共2所."""
        if mention.text[0] in _POINTS or "、" not in self.text[mention.end : position]:
            return False
        names = [name for name in self._names(*sentence) if mention.start < name.end <= position]
        if not names or mention.start < names[0].start - _CUT_OFF or re.search(r"[，；;0-9]", self.text[names[0].end : position]):
            return False
        others = (other for name in names[1:] for other in self.between(max(mention.end, name.start - _CUT_OFF), name.end))
        return any(other.region.level != "nation" and not is_within(other.region, mention.region) for other in others)

    def _opens_name_of_many(self, mention: Mention, sentence: tuple[int, int], position: int) -> bool:
        """Whether a county is but a part of the one name that stands for many schools of a province: 武平县武安小学等20所学校."""
        if self.home is None or self.home.level not in ("nation", "province") or mention.region.level != "county":
            return False
        return any(
            name.start - _CUT_OFF <= mention.start < name.end and _AND_OTHERS.match(self.text, name.end)
            for name in self._names(*sentence)
            if name.end <= position
        )

    def _is_subject(self, mention: Mention, clause_start: int, position: int) -> bool:
        """Whether a figure can be of a district named before it, by what the district is to the story's and by what stands beside its
        name: not 甲县药业捐赠300万元."""
        is_none = _NO_SUBJECT.match(self.text, mention.end) or self.text.endswith(_LEFT_OUT, self.start, mention.start)
        if is_none or in_title_marks(self.text, self.start, mention.start):
            return False
        region, home = mention.region, self.home
        is_outer = home is not None and not is_within(region, home)
        if is_outer and _HELPER.match(self.text, mention.end):
            return False
        if region.level == "nation":
            return self._is_of_nation(mention, clause_start, position)
        if mention.start < clause_start and _INSTITUTION.match(self.text, mention.end):
            # 二七区教体局副局长介绍，一所学校将设30个班: what the office of a district of the city tells is of that
            # district, and so is what its school costs
            if home is None or region.key == home.key or is_outer:
                return False
            works = _SCHOOL_WORKS.match(self.text, mention.end)
            # 新建学校178所，加快乙县第三小学建设，新增学位2万个: seats of all of them
            is_of_all = works and works["seats"] and _FIGURE.search(self.text, self.sentences.of(mention.start)[0], mention.start)
            return bool((works and not is_of_all) or _OFFICE_TELLS.match(self.text, mention.end))
        if not is_outer:
            return True
        return (self._is_of_wider if is_within(home, region) else self._is_of_another)(mention, clause_start, position)

    def _is_of_nation(self, mention: Mention, clause_start: int, position: int) -> bool:
        """Whether a figure is of the nation: where that stands right next to it (高于全国88.1%、87.8%的平均水平), opens its clause, or is
        the subject of its sentence."""
        between = _TITLE.sub("", self.text[mention.end : position])
        if mention.text.startswith("国家"):
            # 中央财政下达28亿元，省财政安排6亿元: the second is the province's
            return not re.search(r"。|[省市县区州]|地方", between)
        if mention.text in ("全国", "我国"):
            if 0 <= mention.start - clause_start <= 2 and not _STOP.search(between):
                return True
            # 2018年，全国有职业院校1.17万所，年招生928万人
            before = self.text[self.sentences.of(mention.start)[0] : mention.start]
            if _BEFORE_NATION.fullmatch(before) and _NATION_HAS.match(self.text, mention.end) and not re.search(r"[省市县区]", between):
                return True
        return len(between) <= 24 and not _STOP.search(between) and bool(_BESIDE_NATION.match(between))

    def _is_of_wider(self, mention: Mention, clause_start: int, position: int) -> bool:
        """Whether a figure is of what the story's district lies in: where that opens its sentence (黄石市今年的项目共6个，总投资15亿元), or
        stands shortly before it; 全市 must open the clause, or be what the district is measured by. Not 在全市率先新建, 占全市的三成."""
        text, between = self.text, self.text[mention.end : position]
        before = text[self.sentences.of(mention.start)[0] : mention.start]
        # not 推进河南省…实验区建设
        opens = (len(before) <= 2 or bool(_SINCE_WHEN.fullmatch(before) or _BEFORE_NATION.fullmatch(before))) and not _TO_DO.search(before)
        is_near = opens or (mention.start >= clause_start and (len(between) <= 20 or _SAME_LIST.fullmatch(between)))
        if not is_near or _INSTITUTION.match(text, mention.end) or _BY_RULES.search(text, clause_start, mention.start):
            return False
        if mention.text[0] != "全":
            return True
        # 全市共新建60所 in a district's story
        opens_clause = _SINCE_WHEN.fullmatch(text, clause_start, mention.start) and text[mention.end] not in "的范"
        return bool(opens_clause or (_MEASURED_BY.search(text, clause_start, mention.start) and _AVERAGE.match(text, mention.end)))

    def _is_of_another(self, mention: Mention, clause_start: int, position: int) -> bool:
        """Whether a figure is of a district elsewhere, which must open its clause or item; who gives something is no subject: 北京市捐赠的
        150万元."""
        if _INSTITUTION.match(self.text, mention.end):
            return False
        if 0 <= mention.start - clause_start <= 4:
            return mention.region.level != "province" or not _GIVES.search(self.text, clause_start, position + _SOON)
        return self._opens_item(mention, position) and not _GIVES.search(self.text, mention.end, position + _SOON)

    def _opens_item(self, mention: Mention, position: int) -> bool:
        """Whether another place opens the item of a figure, and nothing but a time stands before it: 安吉县现有幼儿园42所，公办率达82%."""
        item = max(item_of(self.text, self.sentences.of(mention.start), position)[0], self.start)
        before = self.text[item : mention.start].strip()
        # 高新区（新市区）: two names of the story's own place
        beside = next(iter(self.between(mention.end, mention.end + 2)), None) if self.text.startswith(("（", "("), mention.end) else None
        is_own = beside is not None and self.home is not None and beside.region.key == self.home.key
        return item <= mention.start and not is_own and (len(before) <= 2 or bool(_SINCE_WHEN.fullmatch(before)))

    def _paragraph_subject(self, paragraph: int, until: int) -> Region | None:
        """The district that the paragraph's sentences are about: the one named at the opening of its latest sentence that names one."""
        index = bisect_right(self._starts, until - 1)
        for mention in reversed(self.mentions[max(0, index - 12) : index]):
            if mention.start < paragraph:
                return None
            sentence = self.sentences.of(mention.start)
            if mention.start - max(sentence[0], self.start) <= 6 and self.home is not None and is_within(mention.region, self.home):
                if _ONLY_THERE.match(self.text, max(sentence[0], self.start)):
                    return None
                # 其中桃城区3所、冀州区1所、枣强县1所: a sentence about each of them is about none
                beside = {
                    other.region.key for other in self.between(mention.end, sentence[1]) if not is_within(other.region, mention.region)
                }
                is_listed = (
                    self.text.startswith(("、", "及", "和", "与"), mention.end)
                    or self._is_one_of_several(mention)
                    or len(beside - {self.home.key}) > 1
                )
                return None if is_listed else mention.region
        return None


def describes(region: Region | None) -> tuple[str | None, str | None]:
    """(code, name) of a region as claims carry them; both None where it is unknown, code None where only the name is known."""
    return (region.code or None, region.name) if region else (None, None)
