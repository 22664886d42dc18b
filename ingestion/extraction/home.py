"""The district that a whole document speaks for: what its headline, its own 我市, its publisher, its districts and towns tell.

The weighing of a document's evidence belongs here; which region a name stands for is decided in `regions`, whose figure one number is in
`places`.
"""

from __future__ import annotations

import re
from collections import Counter

from ingestion.extraction.former_names import former
from ingestion.extraction.gazetteer import Region, ambiguous, by_name, capital_of, is_within, lineage
from ingestion.extraction.regions import HELPS, PAPER, TITLE_WEIGHT, ZONE_KINDS, RegionContext, fits
from ingestion.extraction.sentences import in_title_marks

# 全国 that only says what is awarded, or of which model a district is one, speaks for nobody
_AWARDED = (
    r"[^，。；\n]{0,16}?(?:示范|先进|试点|实验区|试验区|均衡(?:发展)?[区县]|名录|百强|文明|优秀|模范|人大|政协|两会|统一|双拥"
    r"|冠军|大赛|联赛|竞赛|特色)"
)
# 中国青年报, 中国移动: a paper, a firm
_NATION_NAMED = re.compile(
    rf"我国|全国(?!{_AWARDED})|中国(?![青教日新]|移动|电信|联通|石[油化]|建设银行|银行|人寿|平安|好人|共[产青]|科学院)|中央财政|国务院|教育部"
    r"|国家发展?改革?委|国家发展和改革委员会|中华人民共和国"
)
# 山东这一地发布招录计划: which one is told below
TEASED = ("这一", "这个", "这里", "这座", "这些", "这所", "这地", "一地", "有个")
_LEARNED_FROM = re.compile(r"从([\u4e00-\u9fa5]{2,8}?[区县市])(?:教育(?:和)?(?:体育)?|教体|教科)局(?:了解到|获悉|得知)")
_OFFICE = re.compile(r"([县区])(?:教育|教体|教科|人民政府|政府|人大|政协|委|财政|领导|四[大套]班子)")
# a county's own paper: 砀山新闻网讯
_OWN_WIRE = re.compile(
    r"\s*(?:本报讯\s*)?([\u4e00-\u9fa5]{2,8}?)(?:新闻网|日报|晚报|电视台|融媒体?|广播电视台|网)[\u4e00-\u9fa5]{0,2}(?:讯|消息)"
)
_OF_MANY = re.compile("(?:、[\u4e00-\u9fa5]{2,4}?)*等[0-9多]+个?[市县区]")  # also 、大同等8市, where 大同 may be others
# whose government or congress a report is read to
_READ_TO = re.compile(
    r"代表(?P<government>[\u4e00-\u9fa5]{2,14}?)人民政府|在(?P<congress>[\u4e00-\u9fa5]{2,14}?)第[一二三四五六七八九十]{1,4}届人民代表大会"
)
_CITY_PROVINCES = ("北京", "天津", "上海", "重庆")
# a text that names the nation so often, and no district half as often, is about the nation
_NATION_OFTEN = 3
_MANY = 3
_FEW_TIMES = 2
_CAPITAL = re.compile("省城|省会")
# an act of the whole district, whichever of its parts it names most: 郑州市…条例 of 市、县（市）、上街区人民政府
_ACT = re.compile(
    r"(?:条例|规定|办法|细则|标准|决定|意见|通知|方案|规划|计划|要点|工作报告|公报|年鉴|概况)(?:[（(《][^）)》]*[）)》])?\s*$"
)
# an office of a district that its own readers know: the text says 省教育厅 and names no province
_LOCAL_OFFICE = re.compile(r"(?<![\u4e00-\u9fa5全各])[省市县区](?:教育|教体|财政|人民政府|政府|委)")
# 香港轩辕教育基金会助力湖南教育: who gives is not who is given
_GIVES = re.compile(r"[\u4e00-\u9fa5]{0,8}?(?:基金会|商会|慈善总会|校友会|侨胞|乡亲)")
# 新华社北京3月5日电 国务院决定…: a text of the nation's, where it names a district or two in passing
_OF_NATION = re.compile(r"\s*(?:(?:新华社|中新社|中新网|本报|人民网)?北京[^，。\n]{0,16}[电讯]|国务院|教育部|我国|全国)")
_AT_ONCE = 12  # characters of a text within which its first district is named whole
# whom 援疆 helps: 阿图什市今年实施援疆项目 names no helper
_HELPED = {"援疆": "新疆维吾尔自治区", "援藏": "西藏自治区", "援青": "青海省"}
_OFFICES_WITHIN = 20_000  # characters of a text within which its offices tell whose it is
_HEADLINE = 100  # characters of a text without a headline that stand for one


def home_of(
    context: RegionContext, text: str, title: str | None, publisher: str | None, source_home: str | None = None
) -> tuple[Region | None, str]:
    """The district that a text speaks for, and why; where that is a province and the headline is about 省城, its capital."""
    home, why = _told_by(context, text, title, publisher, source_home)
    if home is not None and home.level == "province" and _CAPITAL.search(title or text[:_HEADLINE]):
        return capital_of(home) or home, why
    if home is not None and home.level == "county" and (earlier := former(f"{home.stem}县", context.year)) is not None:
        kinds = context.kinds(text)
        if kinds["县"] and not kinds["市"] and not kinds["区"]:
            return earlier, why  # 全县 in an old paper about what has become a city since
    return home, why


def _told_by(
    context: RegionContext, text: str, title: str | None, publisher: str | None, source_home: str | None
) -> tuple[Region | None, str]:
    """The district that the evidence tells, and why. `source_home`: that of the site which carries it; it stands in for a publisher that
    names no district, and only where the text names none either, since sites reprint what others write."""
    if (told := _of_title(context, title or "", text)) is not None:
        return told
    if (reader := _READ_TO.search(text, 0, 1500)) and (named := districts(context, reader["government"] or reader["congress"])):
        return named[-1], "self_reference"
    nation = by_name()["全国"][0]
    if re.search(r"我国|全国|教育部", title or ""):
        return nation, "title"
    direct = {key: count for key, count in context.counts.items() if context.regions[key].level != "nation"}
    # 在全省教育工作会议上的讲话: the nation is what the province is compared with
    nation_named = 0 if context.kinds(title or "") else len(_NATION_NAMED.findall(text, 0, 20_000))
    if _is_of_nation(context, text, direct, nation_named):
        return nation, "most_named"
    if (opening := _opening(context, text, direct)) is not None:
        return opening, "most_named"
    own = _of_publisher(context, publisher) or _of_wire(context, text) or ([] if direct else districts(context, source_home))
    if (region := _of_self_reference(context, title, text, direct, own)) is not None:
        return region, "self_reference"
    if own:
        return _of_own_or_inner(context, own[-1], direct)
    if (region := _most_named(context, text, direct)) is not None:
        return region, "most_named"
    if context.county_of_towns is not None:
        return context.county_of_towns, "towns"
    # 全省 in a text that names no province is of one that nobody knows, whatever it says of the nation
    is_of_others = context.kinds(text) or _LOCAL_OFFICE.search(text, 0, _HEADLINE)
    return (nation, "most_named") if nation_named and not is_of_others else (None, "none")


def _of_title(context: RegionContext, title: str, text: str) -> tuple[Region, str] | None:
    """The district that a title which names some tells, and why; None where it names none. Papers and givers are left out: 香港轩辕教育
    基金会助力湖南教育 is of 湖南省."""
    placed = [(region, end) for region, end in _named(context, title) if not PAPER.match(title, end)]
    placed = [(region, end) for region, end in placed if not _GIVES.match(title, end)] or placed
    if placed and in_title_marks(title, 0, placed[0][1] - 1) and (kinds := context.kinds(text)):
        # 我县 hears how it keeps the 《郑州市…条例》
        kind = kinds.most_common(1)[0][0]
        placed = [(region, end) for region, end in placed if fits(region, kind) or not in_title_marks(title, 0, end - 1)]
    if not placed:
        return None
    if helped := _helped(context, title, *placed[0]):
        return helped, "most_named"
    teased = next((region for region, end in placed if title.startswith(TEASED, end)), None)
    if teased is not None and (inner := _inside(context, context.counts, teased)):
        return context.regions[max(inner, key=lambda key: (context.counts[key], key))], "most_named"
    about, why = _of_headline(context, title, placed)
    if about is not None and (teller := _teller(context, text, about)) is not None:
        return teller, "most_named"
    return about, why


def _teller(context: RegionContext, text: str, about: Region) -> Region | None:
    """The one district of a headline's city that a text names, whose education bureau tells the story: 记者从咸安区教育局获悉."""
    inside = _inside(context, context.counts, about) if about.level == "prefecture" else []
    told = _LEARNED_FROM.search(text, 0, _HEADLINE * 4) if len(inside) == 1 else None
    return context.regions[inside[0]] if told and told[1] == context.regions[inside[0]].name else None


def _is_of_nation(context: RegionContext, text: str, direct: dict[tuple[str, str], int], nation_named: int) -> bool:
    """Whether a text is about the nation: it names that often and its districts (`direct`) seldom, or goes from province to province."""
    districts_named = sum(direct.values())
    if nation_named > max(districts_named, _NATION_OFTEN - 1) or (_OF_NATION.match(text) and 0 < nation_named >= districts_named):
        return True
    return _tells_of_many(context, direct) or (nation_named >= _NATION_OFTEN and _names_some(context, direct, nation_named))


def _top(direct: dict[tuple[str, str], int]) -> tuple[str, str] | None:
    """The district that a text names most; None where it names none."""
    return max(direct, key=lambda key: (direct[key], key), default=None)


def _of_own_or_inner(context: RegionContext, own: Region, direct: dict[tuple[str, str], int]) -> tuple[Region, str]:
    """The district of a text's publisher, or the one inside it that the text is about, and why."""
    top = _top(direct)
    is_inner = top is not None and top != own.key and is_within(context.regions[top], own)
    return (context.regions[top], "most_named") if is_inner and _outweighs(context, top, own, direct) else (own, "publisher")


def _most_named(context: RegionContext, text: str, direct: dict[tuple[str, str], int]) -> Region | None:
    """The district that a text names most: what holds those that it names equally often, or the one whose office it calls 县委."""
    if not direct:
        return None
    return _holder_of_equals(context, direct) or _of_office(context, text, direct) or context.regions[_top(direct)]


def _of_publisher(context: RegionContext, publisher: str | None) -> list[Region]:
    """The districts that a publisher's name tells: not that of 光明日报, unless the text names it too."""
    named = [mention for mention in context.mentions(publisher or "") if mention.region.level != "nation"]
    return [mention.region for mention in named if mention.text not in ambiguous() or context.counts[mention.region.key]]


def _of_wire(context: RegionContext, text: str) -> list[Region]:
    """The district whose own paper a text says that it is from."""
    wire = _OWN_WIRE.match(text)
    return [region for region in districts(context, wire[1]) if region.level in ("county", "prefecture")] if wire else []


def _tells_of_many(context: RegionContext, direct: dict[tuple[str, str], int]) -> bool:
    """Whether a text goes from province to province, none of them named twice as often as the next, and speaks of nothing inside one."""
    provinces = sorted((count for key, count in direct.items() if context.regions[key].level == "province"), reverse=True)
    return len(provinces) >= _MANY and provinces[0] < 2 * provinces[1] and sum(provinces) == sum(direct.values())


def _names_some(context: RegionContext, direct: dict[tuple[str, str], int], nation_named: int) -> bool:
    """Whether a text about the nation only names some provinces in passing, none of them half as often."""
    return (
        len(direct) >= _MANY
        and 2 * max(direct.values()) <= nation_named
        and all(not context.regions[key].prefecture_name for key in direct)
    )


def _opening(context: RegionContext, text: str, direct: dict[tuple[str, str], int]) -> Region | None:
    """The city or province with whose name a text opens, if it goes on to tell of many of its districts: 北京市教委公布…西城区…海淀区."""
    placed = [(region, end) for region, end in _named(context, text[:_HEADLINE]) if not PAPER.match(text, end)]
    if not placed or placed[0][0].level == "county" or placed[0][1] > _AT_ONCE:
        return None
    about = placed[0][0]
    inner = _inside(context, direct, about)
    return about if len(inner) >= max(_MANY, 3 * (len(direct) - (about.key in direct) - len(inner))) else None


def _inside(context: RegionContext, direct: dict[tuple[str, str], int], about: Region) -> list[tuple[str, str]]:
    """The districts named that lie inside one, without itself."""
    return [key for key in direct if key != about.key and is_within(context.regions[key], about)]


def districts(context: RegionContext, line: str | None) -> list[Region]:
    """The districts that a line names, in order; the nation is none."""
    return [region for region, _ in _named(context, line)]


def _named(context: RegionContext, line: str | None) -> list[tuple[Region, int]]:
    """The districts that a line names, each with the place where its name ends."""
    return [(mention.region, mention.end) for mention in context.mentions(line or "") if mention.region.level != "nation"]


def districts_of_title(context: RegionContext, title: str) -> list[Region]:
    """The districts that an article's title names, the one that it is about first: the innermost, where one lies in the other."""
    placed = _named(context, title)
    inner = _innermost(title, placed) if placed else None
    return ([inner] if inner else []) + [region for region, _ in placed]


def _innermost(title: str, placed: list[tuple[Region, int]]) -> Region | None:
    """The last of the districts that a title names, if it lies in the first: 焦作市修武县."""
    last = placed[-1][0]
    # 湖北省松滋县: what a division of old days lies in is not listed
    is_written_within = last.code == "" and any(title.startswith(last.name, end) for _, end in placed[:-1])
    return last if is_within(last, placed[0][0]) or is_written_within else None


def _of_headline(context: RegionContext, title: str, placed: list[tuple[Region, int]]) -> tuple[Region | None, str]:
    """The district that a headline is about: the innermost of one line, else the one that the text names most. `placed`: the districts that
    it names, each with the place where its name ends."""
    named = [region for region, _ in placed]
    if (holder := _of_several(title, placed)) is not None:
        return holder, "title"
    if (inner := _innermost(title, placed)) is not None or HELPS.search(title):
        about = inner or named[-1]
    else:
        about = max(named, key=lambda region: (context.counts[region.key], -named.index(region)))
    kind = next((kind for kind in ZONE_KINDS if about.stem + kind in title), None)
    if kind and (zone := context.zone(kind, about)):
        return zone, "title"
    if _ACT.search(title):
        return about, "title"
    # a headline names the city that readers know; the text may be about one district of it throughout
    inner = [key for key, count in context.counts.items() if count >= 2 * context.counts[about.key] and count >= 4]
    is_city = about.level == "prefecture" or about.stem in _CITY_PROVINCES
    if not inner and is_city and len(only := _inside(context, context.counts, about)) == 1:
        # 佛山将新建学校, in a text that tells of one district of it throughout
        told = context.counts[about.key] - TITLE_WEIGHT
        inner = [key for key in only if context.counts[key] >= 4 and context.counts[key] >= 0.6 * told]
    if not inner and about.level == "province" and (county := _only_county(context, about)) is not None:
        return county, "most_named"
    for key in sorted(inner, key=lambda key: -context.counts[key]):
        if key != about.key and is_within(context.regions[key], about):
            return context.regions[key], "most_named"
    return about, "title"


def _only_county(context: RegionContext, province: Region) -> Region | None:
    """The one county that a text tells of whose headline only says its province, where its towns lie in that county, too."""
    county = context.county_of_towns
    inside = [context.regions[key] for key in _inside(context, context.counts, province)]
    is_only = county is not None and county in inside and all(is_within(county, region) for region in inside)
    return county if is_only and context.counts[province.key] - TITLE_WEIGHT <= _FEW_TIMES else None


def _of_several(title: str, placed: list[tuple[Region, int]]) -> Region | None:
    """The province that holds the cities that a headline lists as some of many: 涉及太原、大同等8市."""
    if not placed or not _OF_MANY.match(title, placed[-1][1]) or not all(title.startswith("、", end) for _, end in placed[:-1]):
        return None
    holders = {lineage(region)[1] for region, _ in placed}
    return holders.pop() if len(holders) == 1 else None


def _helped(context: RegionContext, title: str, helper: Region, end: int) -> Region | None:
    """The district that a text names most beside the helper that its headline names first, up to `end`, before saying so: 澳门…捐建."""
    found = {
        key: count
        for key, count in context.counts.items()
        if context.regions[key].level not in ("nation", "province") and not is_within(context.regions[key], helper)
    }
    helps = HELPS.search(title, end) if found else None
    if helps is None or any(above.name == _HELPED.get(helps[0]) for above in lineage(helper)):
        return None
    return context.regions[max(found, key=lambda key: (found[key], key))]


def _of_self_reference(
    context: RegionContext, title: str | None, text: str, direct: dict[tuple[str, str], int], own: list[Region]
) -> Region | None:
    """The district that 我市, 全县 or 该区 stands for; None where the text says none of these or nothing fits. `direct`: how often the text
    names each district; `own`: those of its publisher."""
    kinds = context.kinds(text) + context.kinds(title or "")
    if office := _OFFICE.match(title or ""):
        kinds[office[1]] += kinds.total() + 1  # 区教体局2020年工作计划
    if not kinds:
        return None
    kind = kinds.most_common(1)[0][0]
    top = _top(direct)
    told = {kind for kind in kinds if top and fits(context.regions[top], kind)}
    of_own = {kind for kind in kinds if own and fits(own[-1], kind)}
    if of_own and told <= of_own and any(is_within(context.regions[key], own[-1]) for key in direct):
        # 我市 in a city's paper is that city, however often the text names a county-level city of it
        return own[-1]
    if of_own and top is not None and direct[top] <= 1:
        return own[-1]  # who is only visited is named once
    if kinds["省"] and top is not None and (province := _province_of_many(context, top, direct)) is not None:
        return province
    if told and 2 * direct[top] >= sum(direct.values()) - direct[top]:
        return _city_of_many(context, top, direct, kind) or _city_of_two(context, top, direct) or context.regions[top]
    if (wide := _told_in_passing(context, kinds, direct, top)) is not None:
        return wide
    best = _best_of_kind(context, kind, direct, own)
    if best is None:
        return _only_of_kind(context, kind, direct)
    if own and best.key != own[-1].key and is_within(own[-1], best) and direct.get(best.key, 0) <= direct.get(own[-1].key, 0):
        return own[-1]  # a county's page that says 全市 of the city it lies in
    return best


def _best_of_kind(context: RegionContext, kind: str, direct: dict[tuple[str, str], int], own: list[Region]) -> Region | None:
    """The district of a kind (市 of 我市) for which most speaks: that it is named, that districts in it are, that its paper writes."""
    regions = {region.key: region for region in own}
    scores: Counter[tuple[str, str]] = Counter({region.key: 4 for region in own})
    for key, count in direct.items():
        regions[key] = context.regions[key]
        scores[key] += 2 * count
        # counties speak for their prefecture; a province says its name
        for above in lineage(regions[key])[1:]:
            if above.level == "prefecture" or above.key in direct:
                regions.setdefault(above.key, above)
                scores[above.key] += count
    fitting = {key: score for key, score in scores.items() if fits(regions[key], kind)}
    return regions[max(fitting, key=lambda key: (fitting[key], key))] if fitting else None


def _only_of_kind(context: RegionContext, kind: str, direct: dict[tuple[str, str], int]) -> Region | None:
    """The one district of a kind that a text can mean which names none of that kind: where its towns lie, that of a school which it names
    (我县, 固安一中), or the province of its counties."""
    towns = context.county_of_towns
    if towns is not None and fits(towns, kind):
        return towns
    if len(of_schools := [region for key, region in context.regions.items() if key not in direct and fits(region, kind)]) == 1:
        return of_schools[0]
    around = {above.key: above for key in direct for above in lineage(context.regions[key]) if fits(above, kind)}
    return next(iter(around.values())) if len(around) == 1 else None


def _of_office(context: RegionContext, text: str, direct: dict[tuple[str, str], int]) -> Region | None:
    """The one district named whose office a text only calls 县委 or 区教育局, where it calls none of another kind so."""
    kinds = {office[0] for office in _LOCAL_OFFICE.findall(text, 0, _OFFICES_WITHIN)}
    fitting = [key for key in direct if len(kinds) == 1 and fits(context.regions[key], *kinds)]
    return context.regions[fitting[0]] if len(fitting) == 1 else None


def _told_in_passing(
    context: RegionContext, kinds: Counter[str], direct: dict[tuple[str, str], int], top: tuple[str, str] | None
) -> Region | None:
    """The prefecture that a text names twice as often as each of its counties, one of which it calls 全县 but once."""
    if top is None or kinds.total() > 1 or context.regions[top].level != "prefecture":
        return None
    inner = _inside(context, direct, context.regions[top])
    return context.regions[top] if inner and all(2 * direct[key] <= direct[top] for key in inner) else None


def _city_of_many(context: RegionContext, top: tuple[str, str], direct: dict[tuple[str, str], int], kind: str) -> Region | None:
    """The city that 我市 stands for where a text tells of several of its counties, none more than of all others together."""
    city = next((above for above in lineage(context.regions[top])[1:] if above.level == "prefecture" and fits(above, kind)), None)
    if city is None:
        return None
    return city if len(_inside(context, direct, city)) >= _MANY and 2 * direct[top] <= sum(direct.values()) else None


def _province_of_many(context: RegionContext, top: tuple[str, str], direct: dict[tuple[str, str], int]) -> Region | None:
    """The province that a text of 全省 names, with counties of several of its prefectures, none more often than itself."""
    province = next((above for above in lineage(context.regions[top]) if above.level == "province"), None)
    if province is None or direct.get(province.key, 0) < direct[top]:
        return None
    around = {context.regions[key].prefecture_name for key in _inside(context, direct, province)}
    return province if len(around) >= _MANY else None


def _city_of_two(context: RegionContext, top: tuple[str, str], direct: dict[tuple[str, str], int]) -> Region | None:
    """The city that a text names, too, where it names two districts of it equally often: 该区 is now the one, now the other."""
    holder = lineage(context.regions[top])[1]
    equal = [key for key in _inside(context, direct, holder) if direct[key] == direct[top] > 1]
    return holder if len(equal) > 1 and holder.key in direct else None


def _holder_of_equals(context: RegionContext, direct: dict[tuple[str, str], int]) -> Region | None:
    """What holds all the districts that a text names most, where it names several equally often and none inside another of them."""
    most = max(direct.values(), default=0)
    equal = [context.regions[key] for key, count in direct.items() if count == most]
    equal = [region for region in equal if not any(other != region and is_within(other, region) for other in equal)]
    if len(equal) < 2:
        return None
    return next((above for above in lineage(equal[0])[1:] if all(is_within(region, above) for region in equal)), None)


def _outweighs(context: RegionContext, top: tuple[str, str], own: Region, direct: dict[tuple[str, str], int]) -> bool:
    """Whether a text is about one district of where its publisher is: named often, or in a province's paper more than all others."""
    if direct[top] >= 3 and direct[top] >= 2 * direct.get(own.key, 0):
        return True
    others = sum(count for key, count in direct.items() if not is_within(context.regions[top], context.regions[key]))
    return own.level == "province" and direct[top] > max(direct.get(own.key, 0), others)
