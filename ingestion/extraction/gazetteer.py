"""The gazetteer: divisions and zones with their names, what lies in what, and where their names stand in a text.

The list is data (`lexicon/regions.csv`). Which of two regions of one name a document means is decided in `regions`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick

from ingestion.wordlists import automaton_of, occurrences, table, words

# 和 may join two districts or begin the name of one: 浉河区和平桥区, 和平区
_JOINED = re.compile(r"和([\u4e00-\u9fa5]{1,3}?[市县区旗])")
# a name of two characters ends words as well (示范县, 致富县), begins 和县级, or begins with the end of a town's (三合镇江边小学): it
# stands by itself, behind another place or a word of place
_STANDS_ALONE = re.compile(r"(?<![\u4e00-\u9fa5])|(?<=[在到对从于由是向赴至中与和及为让使年月日后前度届解悉称期])")
_OF_COUNTIES = re.compile(r"[级域直]")
_KINDS = frozenset("县区市旗")
# the end of one word and the beginning of the next: 新|增城, 其|中宁, 援|建宁; but 在建湖县 is in 建湖县
_ACROSS = re.compile(r"新(?=增)|其(?=中)|[新扩改迁共修兴续重创筹援组搭](?=建)")
# 会同省财政厅; 新建区级, 新建县城; 城区和县城: words of their own
_NO_NAMES = re.compile(
    r"会同(?=[省市县区有相各教财])|(?:新建[县区]|和县)(?=[级属直域城])"
    # words that begin like a city's name
    r"|大理(?=石)|新乡(?=[村镇土风贤愁])|开封(?=使用|启封|条|[前后验])|北京(?=时间)|三明(?=治)|文山(?=会海)|白山(?=黑水)|四平(?=方?米)"
    r"|日照(?=时[间数]|充足|采光|标准|间距|要求|分析|条件|不足|小时)|来宾(?=[们席致共、和及参，。]|代表|朋友|表示|合影)"
)
_LONGEST_NAME = 6
# 宁化县安远镇: a town that bears a county's name; but 新疆乡土教材
_TOWN = re.compile("镇|乡(?![村镇土亲企情])|街道")
# the cities of the corps lie in it, not in a prefecture
_CITIES_OF_CORPS, _CORPS = "6590", "新疆生产建设兵团"
_ENDINGS = "省市县区旗州盟镇"
# a road or a square of that name is no place of its own: 播州大道, 北京路
_STREET = re.compile(r"(?:[东西南北中]?(?:路|大道|大街)|大桥|广场|饭店|宾馆|大酒店)")


@dataclass(slots=True, frozen=True)
class Region:
    """One row of the gazetteer. Equal rows with other validity dates share code and name."""

    code: str
    name: str
    official_name: str
    level: str
    parent_code: str
    prefecture_name: str
    province_name: str
    valid_from: str = ""
    valid_to: str = ""
    successor_code: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.code, self.name

    @property
    def stem(self) -> str:
        """The name without the word for its kind: 太仓市 → 太仓."""
        return re.sub("[市县区]$", "", self.name)


@dataclass(slots=True)
class Mention:
    """A region named or referred to in a text, with its place."""

    start: int
    end: int
    text: str
    region: Region


@cache
def all_regions() -> tuple[Region, ...]:
    return tuple(
        Region(row["region_code"], row["region_name"], row["official_name"], row["region_level"], row["parent_code"],
               row["prefecture_name"], row["province_name"], row["valid_from"], row["valid_to"], row["successor_code"])
        for row in table("regions")
    )  # fmt: skip


@cache
def named_regions() -> tuple[dict[str, tuple[Region, ...]], AhoCorasick, list[str]]:
    names: dict[str, list[Region]] = defaultdict(list)
    for row, region in zip(table("regions"), all_regions(), strict=True):
        for name in {region.name, region.official_name, *row["aliases"].split("|")} - {""}:
            if len(name) > 1 and region not in names[name]:
                names[name].append(region)
    ordered = sorted(names)
    return {name: tuple(regions) for name, regions in names.items()}, automaton_of(ordered), ordered


@cache
def by_name() -> dict[str, tuple[Region, ...]]:
    found: dict[str, list[Region]] = defaultdict(list)
    for region in all_regions():
        found[region.name].append(region)
    return {name: tuple(regions) for name, regions in found.items()}


@cache
def by_code() -> dict[str, Region]:
    """Regions by code: the division of today before those that ended and before zones, which may carry their city's code."""
    return {region.code: region for region in sorted(all_regions(), key=lambda region: (not region.valid_to, region.level != "zone"))}


@cache
def ambiguous() -> frozenset[str]:
    return frozenset(words("ambiguous_region_names"))


@cache
def parent(region: Region) -> Region | None:
    """The division a region lies in: a county's prefecture, a prefecture's province; None for the nation."""
    if region.code.startswith(_CITIES_OF_CORPS):
        return by_name()[_CORPS][0]
    for name in (region.prefecture_name, region.province_name):
        if name and name != region.name:
            for candidate in by_name().get(name, ()):
                if candidate.level in ("prefecture", "province"):
                    return candidate
    return by_name()["全国"][0] if region.level != "nation" else None


@cache
def lineage(region: Region) -> tuple[Region, ...]:
    """The region, then what it lies in, outward to the nation."""
    chain = [region]
    while (above := parent(chain[-1])) is not None and len(chain) < 5:
        chain.append(above)
    return tuple(chain)


@cache
def is_within(inner: Region, outer: Region) -> bool:
    return any(region.key == outer.key for region in lineage(inner))


@cache
def capital_of(region: Region) -> Region | None:
    """The capital of the province that a region is or lies in (省城): the first of its cities by code; None where it has none."""
    province = next((above for above in lineage(region) if above.level == "province"), None)
    capital = by_code().get(f"{province.code[:2]}0100") if province else None
    return capital if capital is not None and capital.level == "prefecture" else None


@cache
def witnesses(name: str) -> tuple[str, ...]:
    """The regions that a name bears witness for wherever it stands: none where it may mean something else."""
    candidates = named_regions()[0][name]
    first = candidates[0]
    # a county's short name may be a common word (新建, 合作): it bears witness for nobody
    is_common = name in ambiguous() or (name not in (first.name, first.official_name) and first.level == "county")
    if is_common or len({(candidate.name, candidate.parent_code) for candidate in candidates}) > 1:
        return ()
    return tuple(ancestor.name for ancestor in lineage(first))


@cache
def candidates_of(name: str) -> tuple[tuple[Region, tuple[str, ...]], ...]:
    """The regions of a name, those of today if there are any, each with the names of what it lies in."""
    regions = named_regions()[0][name]
    return tuple(
        (region, tuple(above.name for above in lineage(region)[1:] if above.level != "nation"))
        for region in [region for region in regions if not region.valid_to] or regions
    )


def is_short(name: str, region: Region) -> bool:
    """Whether a county's name goes without the word for its kind (禄劝, not 禄劝县)."""
    is_whole = len(name) > 2 and name[-1] in "县旗市区"
    return region.level == "county" and not is_whole and name not in (region.name, region.official_name)


@cache
def sole_region(name: str) -> Region | None:
    """The region of a name that means it in every document; None where the document has to tell."""
    candidates = candidates_of(name)
    if len(candidates) != 1 or name in ambiguous() or is_short(name, candidates[0][0]):
        return None
    return candidates[0][0]


def of_day(region: Region, name: str, day: str) -> Region:
    """What bore the name before the region began, if something did: 偃师 in a paper of 2020 is 偃师市, whose 我市 is not 洛阳市."""
    if day and day < region.valid_from:
        for earlier in named_regions()[0][name]:
            if earlier.successor_code == region.code and earlier.key != region.key:
                return of_day(earlier, name, day)
    return region


def find_names(text: str | None) -> list[tuple[int, int, int]]:
    """Region names of a text as (number of the name, start, end), in order, the longest at each place; names of streets left out."""
    if not text:
        return []
    names, automaton, ordered = named_regions()
    found = []
    for index, start, end in occurrences(automaton, text):
        if _STREET.match(text, end) or _NO_NAMES.match(text, start) or (_TOWN.match(text, end) and text[end - 1] not in _ENDINGS):
            continue
        if start and _ACROSS.match(text, start - 1):
            # 其中宁夏80人: the name begins one character later, if there is one
            whole = next(
                (text[start + 1 : stop] for stop in range(start + 1 + _LONGEST_NAME, end, -1) if text[start + 1 : stop] in names), None
            )
            if whole is not None:
                found.append((bisect_left(ordered, whole), start + 1, start + 1 + len(whole)))
            continue
        if text[start] == "和" and (joined := _JOINED.match(text, start)) and joined[1] in names:
            # 浉河区和平桥区: 和 joins, and the district is 平桥区
            index, start, end = bisect_left(ordered, joined[1]), start + 1, joined.end()
        elif end - start == 2 and text[start + 3 : start + 4] in _KINDS and text[start + 1 : start + 4] in names:
            # 历史上城东区: the whole name of one, not the short name of 上城区
            index, start, end = bisect_left(ordered, text[start + 1 : start + 4]), start + 1, start + 4
        elif (
            end - start == 2
            and (text[start + 1] in "县区" or text[start] in "镇乡")
            and not (found and found[-1][2] == start)
            and (not _STANDS_ALONE.match(text, start) or _OF_COUNTIES.match(text, end))
        ):
            continue
        found.append((index, start, end))
    return found
