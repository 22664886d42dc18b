"""Which district a figure is about: region names found in text, told apart by their surroundings, and self-references such as 我市.

The list of regions is data (`lexicon/regions.csv`); reading it, finding names and choosing between districts of one name belong here.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from ingestion.extraction.lexicon import table, words

SELF_REFERENCE = re.compile(
    r"(?P<nation>国家(?=《|规定|平均|要求|目标|标准|提出))|(?P<who>我|全|本|该|此)(?P<kind>自治区|省|市|县|区|州|旗|国)(?!级|重点|直|长|委|政府|民|政|里|间|域|内外|情|面|体|部|程|员|年|力|球|心|文)"
)
# 全省第二, 全国首批: the wider region is a yardstick there, not the subject
_YARDSTICK = re.compile(
    r"(?:范围内)?(?:第|首|率先|领先|前列|前茅|之首|唯一|推广|排名|最|各|同类|优秀|先进|示范|重点|一流|著名|统一|人大|两会)"
)
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
    valid_to: str

    @property
    def key(self) -> tuple[str, str]:
        return self.code, self.name


@dataclass(slots=True)
class Mention:
    start: int
    end: int
    text: str
    region: Region


@cache
def all_regions() -> tuple[Region, ...]:
    return tuple(
        Region(row["region_code"], row["region_name"], row["official_name"], row["region_level"], row["parent_code"],
               row["prefecture_name"], row["province_name"], row["valid_to"])
        for row in table("regions")
    )  # fmt: skip


@cache
def _names() -> tuple[dict[str, tuple[Region, ...]], AhoCorasick, list[str]]:
    names: dict[str, list[Region]] = defaultdict(list)
    for row, region in zip(table("regions"), all_regions(), strict=True):
        for name in {region.name, region.official_name, *row["aliases"].split("|")} - {""}:
            if len(name) > 1 and region not in names[name]:
                names[name].append(region)
    ordered = sorted(names)
    return {k: tuple(v) for k, v in names.items()}, AhoCorasick(ordered, matchkind=MatchKind.LeftmostLongest), ordered


@cache
def _by_name() -> dict[str, tuple[Region, ...]]:
    found: dict[str, list[Region]] = defaultdict(list)
    for region in all_regions():
        found[region.name].append(region)
    return {name: tuple(regions) for name, regions in found.items()}


@cache
def _ambiguous() -> frozenset[str]:
    return frozenset(words("ambiguous_region_names"))


@cache
def parent(region: Region) -> Region | None:
    """The division a region lies in: a county's prefecture, a prefecture's province; None for the nation."""
    for name in (region.prefecture_name, region.province_name):
        if name and name != region.name:
            for candidate in _by_name().get(name, ()):
                if candidate.level in ("prefecture", "province"):
                    return candidate
    return _by_name()["全国"][0] if region.level != "nation" else None


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
def _witnesses(name: str) -> tuple[str, ...]:
    """The regions that a name bears witness for wherever it stands: none where it may mean something else."""
    candidates = _names()[0][name]
    first = candidates[0]
    # a county's short name may be a common word (新建, 合作): it bears witness for nobody
    is_common = name in _ambiguous() or (name not in (first.name, first.official_name) and first.level == "county")
    if is_common or len({(candidate.name, candidate.parent_code) for candidate in candidates}) > 1:
        return ()
    return tuple(ancestor.name for ancestor in lineage(first))


@cache
def _candidates(name: str) -> tuple[tuple[Region, tuple[str, ...]], ...]:
    """The regions of a name, those of today if there are any, each with the names of what it lies in."""
    regions = _names()[0].get(name, ())
    return tuple(
        (region, tuple(above.name for above in lineage(region)[1:] if above.level != "nation"))
        for region in [region for region in regions if not region.valid_to] or regions
    )


class RegionContext:
    """What one document says about where it is: how often each region is named, and therefore which of two 铁西区 is meant."""

    def __init__(self, text: str, title: str | None, publisher: str | None) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.support: Counter[str] = Counter()
        self._chosen: dict[str, Region | None] = {}
        _, automaton, ordered = _names()
        self._raw: Counter[str] = Counter()
        # the head of a long document says where it is from as well as the whole would
        for part, weight in ((text[:60_000], 1), (title or "", 6), (publisher or "", 4)):
            if part:
                for index, count in Counter([index for index, _, _ in automaton.find_matches_as_indexes(part)]).items():
                    self._raw[ordered[index]] += weight * count
        for name, count in self._raw.items():
            for ancestor in _witnesses(name):
                self.support[ancestor] += count
        for name, count in self._raw.items():
            region = self.choose(name)
            if region is not None:
                self.counts[region.key] += count
        self._regions = {region.key: region for region in self._chosen.values() if region is not None}

    def choose(self, name: str) -> Region | None:
        """The region that a name stands for in this document; None where nothing tells."""
        if name not in self._chosen:
            self._chosen[name] = self._choose(name)
        return self._chosen[name]

    def _choose(self, name: str) -> Region | None:
        candidates = _candidates(name)
        if not candidates:
            return None
        support = self.support

        def rank(candidate: tuple[Region, tuple[str, ...]]) -> tuple[int, bool, bool]:
            region, above = candidate
            return sum(support[name] for name in above), region.name == name, region.level in ("prefecture", "province")

        best, above = candidates[0] if len(candidates) == 1 else max(candidates, key=rank)
        supported = sum(support[name] for name in above)
        is_short = name not in (best.name, best.official_name) and best.level == "county"
        if is_short and supported == 0 and not self._raw[best.name]:
            return None
        if name in _ambiguous() and not (self._raw[best.name] if name != best.name else supported):
            return None
        if len(candidates) > 1 and supported == 0 and sum(1 for region, _ in candidates if region.level == best.level) > 1:
            # the name alone is known, not which division of that name: keep the name, claim no code
            return Region("", best.name, best.official_name, best.level, "", "", "", "")
        return best

    def mentions(self, text: str, offset: int = 0) -> list[Mention]:
        """Region names in a text, in order, the longest name at each place."""
        _, automaton, ordered = _names()
        found = []
        for index, start, end in automaton.find_matches_as_indexes(text):
            region = self.choose(ordered[index])
            if region is not None:
                found.append(Mention(start + offset, end + offset, ordered[index], region))
        return found

    def _named_by(self, named: list[Region]) -> Region:
        """The district that a headline is about: the innermost of one line, else the one that the text names most."""
        last = named[-1]
        if is_within(last, named[0]):
            return last
        return max(named, key=lambda region: (self.counts[region.key], -named.index(region)))

    def home(self, text: str, title: str | None, publisher: str | None) -> tuple[Region | None, str]:
        """The district that a text speaks for, and why: its publisher, its own reference to itself (我市, 全区), its title, its names."""
        kinds = Counter(match["kind"] for match in SELF_REFERENCE.finditer(text[:60_000]) if match["kind"] not in (None, "国"))
        own = [mention.region for mention in self.mentions(publisher or "") if mention.region.level != "nation"]
        named = [mention.region for mention in self.mentions(title or "") if mention.region.level != "nation"]
        if re.search(r"我国|全国|教育部", title or "") and not named:
            return _by_name()["全国"][0], "title"
        if named:
            deepest = self._named_by(named)
            # a headline names the city that readers know; the text may be about one district of it throughout
            inner = [key for key, count in self.counts.items() if count >= 2 * self.counts[deepest.key] and count >= 4]
            for key in sorted(inner, key=lambda key: -self.counts[key]):
                if key != deepest.key and is_within(self._regions[key], deepest):
                    return self._regions[key], "most_named"
            return deepest, "title"
        if not self.counts and not own:
            return None, "none"
        scores: Counter[tuple[str, str]] = Counter()
        for key, count in self.counts.items():
            region = self._regions[key]
            if region.level == "nation":
                continue
            scores[key] += 2 * count
            for above in lineage(region)[1:]:
                if above.level != "nation":
                    self._regions.setdefault(above.key, above)
                    scores[above.key] += count
        for region in own:
            self._regions.setdefault(region.key, region)
            scores[region.key] += 4
        direct = {key: count for key, count in self.counts.items() if self._regions[key].level != "nation"}
        top = max(direct, key=lambda key: (direct[key], key), default=None)
        if kinds:
            kind = kinds.most_common(1)[0][0]
            if top and 2 * direct[top] >= sum(direct.values()) - direct[top] and any(_fits(self._regions[top], kind) for kind in kinds):
                return self._regions[top], "self_reference"
            fitting = {key: score for key, score in scores.items() if _fits(self._regions[key], kind)}
            if fitting:
                best = max(fitting, key=lambda key: (fitting[key], key))
                return self._regions[best], "self_reference"
        if own:
            return own[-1], "publisher"
        return (self._regions[top], "most_named") if top else (None, "none")


def _fits(region: Region, kind: str) -> bool:
    return region.level in _LEVELS[kind] and _suffix_fits(region, kind)


def _suffix_fits(region: Region, kind: str) -> bool:
    return region.name.endswith(kind) or (kind == "区" and (region.level == "zone" or region.name.endswith("自治区")))


def self_references(text: str, home: Region | None, offset: int = 0, named: Sequence[Mention] = ()) -> list[Mention]:
    """我市, 全区, 该县 … resolved against the home district and what it lies in; yardsticks (全省第二) left out.

    该区 points back to the latest district of its kind in `named` (places of the whole text, in order), if there is one.
    """
    found = []
    for match in SELF_REFERENCE.finditer(text):
        if match["nation"]:
            found.append(Mention(match.start() + offset, match.end() + offset, match[0], _by_name()["全国"][0]))
            continue
        if home is None or _YARDSTICK.match(text, match.end()):
            continue
        kind = match["kind"]
        place = match.start() + offset
        region = None
        if match["who"] in "该此":
            region = next((mention.region for mention in reversed(named) if mention.end <= place and _fits(mention.region, kind)), None)
        if region is None:
            region = next((above for above in lineage(home) if (kind == "国" and above.level == "nation") or _fits(above, kind)), None)
        if region is not None:
            found.append(Mention(place, match.end() + offset, match[0], region))
    return found
