"""Which region a name in a document stands for: told apart by what else the document names, and self-references such as 我市.

Choosing between districts of one name, and what 我市 and 高新区 stand for in a known district, belong here; the regions and their names are
in `gazetteer`, the district that the whole document speaks for in `home`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache, cached_property
from itertools import pairwise
from operator import attrgetter, itemgetter

from ingestion.extraction.former_names import former_mentions
from ingestion.extraction.gazetteer import (
    Mention,
    Region,
    ambiguous,
    by_name,
    candidates_of,
    capital_of,
    find_names,
    is_short,
    lineage,
    named_regions,
    of_day,
    sole_region,
    witnesses,
)
from ingestion.extraction.towns import county_of_towns
from ingestion.extraction.zones import unlisted_zones

SELF_REFERENCE = re.compile(
    r"[国我全本该此](?:(?<=国)家(?=《|规定|平均|要求|目标|标准|提出)"
    r"|(?<!国)(?P<kind>自治区|省|市|县|区|州|旗|国)(?!级|重点|直|长|委|政府|民|政|里|间|域|内外|情|面|体|部|程|员|年|力|球|心|文))"
)
# the head of a long document says where it is from as well as the whole would
_HEAD = 60_000
TITLE_WEIGHT = 6  # a region in the headline counts as often
_PUBLISHER_WEIGHT = 4
# 中央财政安排, 中国计划投入: the nation is the one that acts
_NATION_ACTS = re.compile(
    # not 其中中央财政补助1亿元, 中央补助资金1亿元: what a district got
    r"(?<!其中)(?<!其中[，,：])(?:中央财政|中央专项资金|中央)(?=(?:已经?|共|累计|将|每年|今年|去年)*(?:安排|投入|下达|拨付|补助(?!资金|经费)|支持|设立))|国家(?=对(?:教育|学校)的?投)|中国(?=(?:政府|计划|将|已|先后|安排|投入|共有|现有))|教育部(?=[^，。；\n]{0,12}(?:统计|数据|显示))"
)
# 新华社北京12月21日电: where the report was written
WIRED_FROM = re.compile(
    r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})月(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})日(?:专?电|讯)|(?:专?电|讯)(?:[（(]|\s+(?:本报|特约)?(?:记者|通讯员))"
)
# 焦作日报, 中国临夏网
_PAPER = (
    r"[\u4e00-\u9fa5]{0,4}?(?:日报|晚报|晨报|早报|时报|商报|都市报|报业|电视台|卫视|频道|零距离)|[\u4e00-\u9fa5]{0,2}网(?![络点格友课吧])"
)
PAPER = re.compile(_PAPER)
# 香港商报, 深圳新闻网首页>教育
_IN_MASTHEAD = re.compile(rf"(?:{_PAPER})(?:首页|(?![\u4e00-\u9fa5]))")
# a school's, a firm's or a paper's name says little about where a text is from: 福州工商学院, 洛阳网
_NAMESAKE = re.compile(
    r"(?<![市县区])(?:小学|中学|学校|幼儿园)|(?<![县区])[\u4e00-\u9fa5]{0,4}[一二三四五六七八九十]中"
    r"|[\u4e00-\u9fa5]{0,4}(?:大学|学院|师范|师专|附中|附小|药业|实业|集团|公司|企业家|实业家|商会|慈善家|基金会)"
    rf"|{_PAPER}"
)
_IN_PASSING = re.compile(rf"{WIRED_FROM.pattern}|{_NAMESAKE.pattern}")
# 与北京市…合作: with whom one does something is not who one is
_PARTNERED = ("与", "携手", "同", "赴", "对标")
# the second is helped by the first: 东莞援疆助力图木舒克
HELPS = re.compile(r"援疆|援藏|援青|援建|对口支援|对口帮扶|对口协作|帮扶|捐建|捐赠|捐资|捐助|资助|支援")
# 全省第二, 全国首批: the wider region is a yardstick there, not the subject
_YARDSTICK = re.compile(
    r"(?:范围内)?(?:第|首|率先|领先|前列|前茅|之首|唯一|推广|排名|最|各|同类|优秀|先进|示范|重点|一流|著名|统一|人大|两会)"
)
_SPEAKS_FOR = re.compile(rf"{SELF_REFERENCE.pattern}(?!{_YARDSTICK.pattern})")
_LEVELS = {
    "国": ("nation",),
    "省": ("province",),
    "自治区": ("province",),
    "市": ("prefecture", "county", "province"),
    "州": ("prefecture",),
    "县": ("county",),
    "旗": ("county",),
    "区": ("zone", "county", "province"),
}


ZONE_KINDS = (
    "城乡一体化示范区", "经济技术开发区", "高新技术产业开发区", "高新技术开发区", "经济开发区", "产业集聚区",
    "经开区", "高新区", "开发区", "示范区", "度假区",
)  # fmt: skip
# papers call them so
_ZONE_SHORT = {"经济技术开发区": "经开区", "经济开发区": "经开区", "高新技术产业开发区": "高新区", "高新技术开发区": "高新区"}
_ZONE = re.compile(
    rf"市?(?:(?P<zone>{'|'.join(ZONE_KINDS)})|市直|市本级|市属|市区|(?P<capital>省城))"
    r"(?!两级|[\u4e00-\u9fa5]{0,2}[路街区])"
)
# 各县（区）、开发区: whichever zones there are
_OF_ALL_DISTRICTS = re.compile(r"各[市县区][^，。；]{0,6}[、和及]$")
_WHOLE = re.compile("全([省市县区州旗])")
_FEW = 10
# what stands between two districts of a list: a joint, or the share of the first and a joint
_JOINT = re.compile(r"(?:(?:项目)?[0-9.]{1,6}[万余多]?[所个座处名人项亿元][^，、；;。0-9]{0,4})?[、，,；;]")
# how often a name weighs that stands in the headline and twice in the text
_SPOKEN_OF = 8
# 该区 is one of so many places before it
_POINTS_BACK = 40
# what only a place's name stands before: 太仓日报, 太仓高新区
_VOUCHER = re.compile(r"(?=([\u4e00-\u9fa5]{2,3})(?:日报|晚报|融媒|发布|教育局|教体局|高新区|经开区))")
_VOUCHED_FOR = ("{}日报", "{}融媒", "{}教育局", "{}教体局", "{}新闻网", "{}网讯", "{}网消息", "今日{}")
_SCHOOL_OF = r"(?:第?[一二三四五六七八九十]{1,2}[中小]|[\u4e00-\u9fa5]{0,4}?(?:中学|小学|幼儿园|职教中心|职业|特教|高中))"
_OWN_DISTRICT = re.compile("[我全][县区]")
# so many counties of one prefecture tell which prefecture a text is about
NEIGHBOURS = 3


def _cities_of(name: str) -> set[str]:
    """The cities that have a county or district of a name."""
    return {region.prefecture_name for region, _ in candidates_of(name) if region.level == "county"} - {""}


def _listed_together(text: str, named: list[tuple[str, int, int]]) -> set[str]:
    """The names that stand in a list beside another district of their city, where even an ambiguous one is a name: 福田、罗湖、南山等区;
    金水12所、二七8所. `named`: (name, start, end), in order."""
    listed: set[str] = set()
    for (last, _, last_end), (name, start, _) in pairwise(named):
        if start - last_end <= _FEW and _JOINT.fullmatch(text, last_end, start) and _cities_of(last) & _cities_of(name):
            listed |= {last, name}
    return listed


@cache
def _names_of_cities(home: Region) -> tuple[str, ...]:
    """The names of the county and the city that a district is or lies in, with and without the word for its kind."""
    cities = [above for above in lineage(home) if above.level in ("county", "prefecture")]
    return tuple(name for city in cities for name in (city.name, city.stem))


class RegionContext:
    """What one document says about where it is: how often each region is named, and therefore which of two 铁西区 is meant."""

    def __init__(self, text: str, title: str | None, publisher: str | None, published: date | None = None) -> None:
        self._day = str(published or "")
        self.year = published.year if published else 0
        self._chosen: dict[str, Region | None] = {}
        self._told = f"{title}\n{text[:_HEAD]}"
        self._vouched = {match[1] for match in _VOUCHER.finditer(f"{title}\n{publisher}")}
        if title and _OWN_DISTRICT.search(text, 0, _HEAD):
            self._vouched |= {title[:2], title[:3]} - ambiguous()  # 海安社会事业蓬勃发展, in a text of 我县
        self._former_mentions = former_mentions(text, self.year)
        self._former_starts = [mention.start for mention in self._former_mentions]
        # where names stand in the text as (name, start, end), in order: found once, for the counts below and for `mentions_between`
        self._hits = self._without_former(find_names(text), self._former_mentions)
        self._starts = [start for _, start, _ in self._hits]
        ordered = named_regions()[2]
        head = self._hits if len(text) <= _HEAD else [hit for hit in self._hits if hit[2] <= _HEAD]
        named = [(ordered[index], start, end) for index, start, end in head if not text.endswith(_PARTNERED, 0, start)]
        # how often each name stands in the text, its headline and its publisher's name, whatever it means there
        self._raw: Counter[str] = Counter(map(itemgetter(0), named))
        aside = Counter([name for name, _, end in named if _IN_PASSING.match(text, end)])
        aside += self._weigh_names_of(title, publisher)
        self._listed = _listed_together(text, named)
        self.county_of_towns = county_of_towns(text[:_HEAD])
        # how much speaks for each region by its name: names of its own, and of what lies in it
        self.support: dict[str, int] = {}
        self._gather_support()
        # how often each region is named where it can be what the text is about
        self.counts: Counter[tuple[str, str]] = Counter()
        self.regions: dict[tuple[str, str], Region] = {}
        self._count_regions(aside, former_mentions(title or "", self.year))

    def _weigh_names_of(self, title: str | None, publisher: str | None) -> Counter[str]:
        """Count the names of the headline and the publisher, as much as they weigh; those of the publisher again, for whose a text is says
        nothing of what it is about."""
        ordered = named_regions()[2]
        for index, _, end in find_names(title):
            if not _IN_MASTHEAD.match(title or "", end):  # 香港商报 over a page says whose it is, not what it is about
                self._raw[ordered[index]] += TITLE_WEIGHT
        published: Counter[str] = Counter()
        for index, _, _ in find_names(publisher):
            published[ordered[index]] += _PUBLISHER_WEIGHT
        self._raw += published
        return published

    def _gather_support(self) -> None:
        """Let each name bear witness for all that what it can mean lies in: 焦作 for 河南省; and the towns named, for their county's."""
        for name, count in self._raw.items():
            for ancestor in witnesses(name):
                self.support[ancestor] = self.support.get(ancestor, 0) + count
        self._support_by_neighbours()
        for above in lineage(self.county_of_towns) if self.county_of_towns is not None else ():
            self.support[above.name] = self.support.get(above.name, 0) + 1

    def _count_regions(self, aside: Counter[str], titled: list[Mention]) -> None:
        """Count how often each region is named, without what is named aside; `titled`: the divisions of old days in the headline."""
        for name, count in self._raw.items():
            if (region := self.choose(name)) is not None:
                key = region.key
                self.counts[key] = self.counts.get(key, 0) + count - aside[name]
                self.regions[key] = region
        for mention in [*self._former_mentions, *TITLE_WEIGHT * titled]:
            self.counts[mention.region.key] += 1
            self.regions[mention.region.key] = mention.region
        # where nothing else is named, even a namesake tells: 遵义医学院
        self.counts = +self.counts or Counter({region.key: count for name, count in self._raw.items() if (region := self.choose(name))})

    def _support_by_neighbours(self) -> None:
        """Counties named by their short names bear witness together: 昭阳、巧家、盐津 all lie in 昭通市."""
        together: dict[str, list[Region]] = defaultdict(list)
        for name in self._raw:
            for prefecture in _cities_of(name):
                together[prefecture].append(name)
        for prefecture, named in together.items():
            if len(named) >= NEIGHBOURS:
                for above in lineage(by_name()[prefecture][0]) if prefecture in by_name() else ():
                    self.support[above.name] = self.support.get(above.name, 0) + len(named)

    def kinds(self, text: str) -> Counter[str]:
        """How often a text calls what it speaks for a city, a county, a district …"""
        found = Counter(_SPEAKS_FOR.findall(text, 0, _HEAD))
        del found[""], found["国"]
        return found

    def choose(self, name: str) -> Region | None:
        """The region that a name stands for in this document; None where nothing tells."""
        if name not in self._chosen:
            region = self._choose(name)
            self._chosen[name] = of_day(region, name, self._day) if region and region.valid_from else region
        return self._chosen[name]

    def _choose(self, name: str) -> Region | None:
        if name not in named_regions()[0]:
            return None
        sole = sole_region(name)
        if sole is not None:
            return sole
        candidates = candidates_of(name)

        def supported_by(above: tuple[str, ...]) -> int:
            return sum([self.support.get(name, 0) for name in above])

        def rank(candidate: tuple[Region, tuple[str, ...]]) -> tuple[int, bool, bool]:
            region, above = candidate
            return supported_by(above), region.name == name, region.level in ("prefecture", "province")

        best, above = candidates[0] if len(candidates) == 1 else max(candidates, key=rank)
        supported = supported_by(above)
        # 奉化 beside 奉化市 in a paper of the day before it became 奉化区
        is_named = any(
            full in self._raw and (full == name or self._is_a_name(full)) for full in {best.name, of_day(best, name, self._day).name}
        )
        if is_short(name, best) and supported == 0 and not is_named and not self._is_vouched_for(name):
            return None
        is_witnessed = is_named if name != best.name else supported
        if name in ambiguous() and name not in self._listed and not is_witnessed and not self._is_vouched_for(name):
            return None
        if len(candidates) > 1 and supported == 0 and sum(1 for region, _ in candidates if region.level == best.level) > 1:
            # the name alone is known, not which division of that name: keep the name, claim no code
            return Region("", best.name, best.official_name, best.level, "", "", "")
        return best

    def _is_a_name(self, full: str) -> bool:
        """Whether a division's whole name is meant as one where it stands: not in 新建区档案馆 where nothing speaks for 南昌."""
        return full not in ambiguous() or self.choose(full) is not None

    def _is_vouched_for(self, name: str) -> bool:
        if name in self._vouched or any(words.format(name) in self._told for words in _VOUCHED_FOR):
            return True
        if name not in ambiguous() and self._has_school(name):
            return True
        # a headline's 綦江 that the text goes on to speak of
        return name not in ambiguous() and (f"{name}网" in self._told or self._raw.get(name, 0) >= _SPOKEN_OF)

    def _has_school(self, name: str) -> bool:
        """Whether a text of 我县 or 我市 tells of a school of the county of that name, 固安一中, and names no such county whole: 共和中学
        is of a town where 我县 is 德江县."""
        return (
            self._may_speak(name)
            and re.search(rf"(?<![镇乡村]){name}{_SCHOOL_OF}", self._told) is not None
            and not any(told != name and by_name().get(told) and self._may_speak(told) for told in self._raw)
        )

    def _may_speak(self, name: str) -> bool:
        """Whether a district of that name is of a kind that the text speaks for: a county, where it says 我县."""
        return any(fits(region, kind) for region, _ in candidates_of(name) for kind in self._kinds)

    @cached_property
    def _kinds(self) -> Counter[str]:
        return self.kinds(self._told)

    def zone(self, name: str | None, home: Region | None) -> Region | None:
        """A functional zone that is named by its kind alone (经开区 in 赣州市): its city's code, the city's name before its own."""
        if home is None or name not in ZONE_KINDS:
            return None
        short = _ZONE_SHORT.get(name, name)
        if home.level == "zone" and home.name.endswith(short):
            return home
        places = [above for above in lineage(home) if above.level in ("county", "prefecture")]
        # 太仓高新区 where the text says so itself, else the prefecture's
        named = [above for above in places if above.stem + short in self._told]
        place = named[0] if named else next((above for above in places if above.level == "prefecture"), None)
        if place is None:
            return None
        full = place.stem + short
        known = self.choose(full)
        prefecture = place.name if place.level == "prefecture" else place.prefecture_name
        return known or Region(place.code, full, full, "zone", place.code, prefecture, place.province_name)

    def of_heading(self, line: str, home: Region | None) -> Region | None:
        """The region, or the zone of the home district, that a heading on a line of its own names; 全市 after others is the home's."""
        if (whole := _WHOLE.fullmatch(line)) and home is not None:
            return next((above for above in lineage(home) if fits(above, whole[1])), None)
        return self.choose(line) or self.zone(line, home)

    def zones(self, start: int, end: int, text: str, home: Region | None) -> list[Mention]:
        """Zones named by their kind alone where a clause opens (高新区新建1所), 市直 or 市区 for the city's own schools, 省城 for the
        province's capital."""
        found = []
        for match in _ZONE.finditer(text, start, end):
            before = text[match.start() - 1 : match.start()]
            # 荆州开发区, 荆州市开发区: behind the name of its own city
            is_named = match["zone"] and home is not None and text.endswith(_names_of_cities(home), start, match.start())
            if before.isalnum() and before not in "位在于到为对给向由" and not match["capital"] and not is_named:
                continue
            if match["zone"] and _OF_ALL_DISTRICTS.search(text, max(start, match.start() - _FEW), match.start()):
                continue
            if match["zone"] or home is None:
                region = self.zone(match["zone"], home)
            elif match["capital"]:
                region = capital_of(home)
            else:
                region = next((above for above in lineage(home) if above.level == "prefecture"), None)
            if region is not None:
                found.append(Mention(match.start(), match.end(), match[0], region))
        return found + unlisted_zones(text, start, end, home)

    def mentions(self, text: str, offset: int = 0) -> list[Mention]:
        """Region names in a text, in order, the longest name at each place."""
        former = former_mentions(text, self.year)
        return self._mentions(self._without_former(find_names(text), former), offset, former)

    def mentions_between(self, start: int, end: int) -> list[Mention]:
        """Region names in a stretch of the document's own text, in order, without reading it again."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end, first)
        if last > first and self._hits[last - 1][2] > end:
            last -= 1
        former = self._former_mentions[bisect_left(self._former_starts, start) : bisect_left(self._former_starts, end)]
        return self._mentions(self._hits[first:last], 0, former)

    @staticmethod
    def _without_former(hits: list[tuple[int, int, int]], former: list[Mention]) -> list[tuple[int, int, int]]:
        """The 信阳 of 信阳地区 names no city."""
        taken = {place for mention in former for place in range(mention.start, mention.end)}
        return [hit for hit in hits if hit[1] not in taken] if taken else hits

    def _mentions(self, hits: list[tuple[int, int, int]], offset: int, former: list[Mention]) -> list[Mention]:
        ordered = named_regions()[2]
        found = []
        for index, start, end in hits:
            region = self.choose(ordered[index])
            if region is not None:
                found.append(Mention(start + offset, end + offset, ordered[index], region))
        if former:
            found += [replace(mention, start=mention.start + offset, end=mention.end + offset) for mention in former]
            found.sort(key=lambda mention: mention.start)
        return found


def fits(region: Region, kind: str) -> bool:
    return region.level in _LEVELS[kind] and _suffix_fits(region, kind)


def _suffix_fits(region: Region, kind: str) -> bool:
    # 香港特别行政区 is not what 该区 says
    return (region.name.endswith(kind) and not region.name.endswith("特别行政区")) or (
        kind == "区" and (region.level == "zone" or region.name.endswith("自治区"))
    )


def self_references(text: str, home: Region | None, offset: int = 0, named: Sequence[Mention] = ()) -> list[Mention]:
    """我市, 全区, 该县 … resolved against the home district and what it lies in; yardsticks (全省第二) left out.

    该区 points back to the latest district of its kind in `named` (places of the whole text, in order), if there is one not too far back.
    """
    found = [Mention(match.start() + offset, match.end() + offset, "国家", by_name()["全国"][0]) for match in _NATION_ACTS.finditer(text)]
    for match in SELF_REFERENCE.finditer(text):
        kind = match["kind"]
        place = match.start() + offset
        if kind is None:
            found.append(Mention(place, match.end() + offset, match[0], by_name()["全国"][0]))
            continue
        if home is None or _YARDSTICK.match(text, match.end()):
            continue
        last = bisect_left(named, place, key=attrgetter("start"))
        points_back = match[0][0] in "该此"
        told = reversed(named[max(0, last - (_POINTS_BACK if points_back else 1)) : last])
        # 奉化全市 in a paper of 宁波: the city that stands right before
        told = (mention for mention in told if mention.end == place or (points_back and mention.end < place))
        region = next((mention.region for mention in told if fits(mention.region, kind)), None)
        if region is None:
            region = next((above for above in lineage(home) if (kind == "国" and above.level == "nation") or fits(above, kind)), None)
        if region is not None:
            found.append(Mention(place, match.end() + offset, match[0], region))
    return found
