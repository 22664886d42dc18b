"""What the name of a school says: its full form, the place that it carries, the school of which it is a campus, and which ways of writing
are one school's.

Finding names in a text is for `facilities`. Here one name is read, with the district that its story speaks for. A facility is its own name
(第十一中学) in the place it belongs to (焦作市): the place that its name carries, else the district where it was named. So its identity
depends on nothing but the name and that district, whatever else documents say. Short forms (`facility_forms.csv`) and other known names
(`facility_aliases.csv`) are data.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain

from ingestion.extraction.facilities import is_specific
from ingestion.extraction.gazetteer import Region, by_code, by_name, is_within, lineage, named_regions
from ingestion.extraction.numerals import chinese_number
from ingestion.wordlists import alternatives, table, terms, words

_NUMERAL = "[0-9]{1,3}|[一二三四五六七八九十百零〇]{1,5}"
_DIGITS = "〇一二三四五六七八九"
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
# 市一小: the city that the story speaks for; 市场, 市民 and 区域 are other words
_OWN_PLACE = re.compile(r"([省市县区旗州])(?![场民郊区域城镇人长级舰])")
_PLACE_ENDINGS = tuple("省市县区旗盟")
_DIRECTLY_UNDER = re.compile(r"[市县区](?=[直属立])")
_LONGEST_PLACE = 12
_FAR = 4


@dataclass(slots=True, frozen=True)
class Facility:
    """What a name names. `own_name` is the same for all ways of writing it, and leaves out the place; `region_code` and `region_name`
    are the place it belongs to, as it is today; `school` is the whole of which a campus is a part."""

    name: str
    own_name: str
    region_code: str | None
    region_name: str | None
    school: Facility | None = None

    @property
    def facility_id(self) -> str:
        key = "\x1f".join((self.own_name, self.region_code or "", self.region_name or ""))
        return hashlib.sha256(key.encode()).hexdigest()[:16]


@lru_cache(maxsize=50_000)
def identify(written: str, home: Region | None, district: Region | None = None) -> Facility:
    """The facility that a name means in a story that speaks for `home`, where it is said of `district` (by default the same)."""
    district = district or home
    facility = _read(written, home, district)
    for _ in range(4):
        # 焦作特校 becomes 焦作特殊教育学校, which is a city's school: what is written out may tell more
        before, facility = facility, _read(facility.name, home, district)
        if facility.name == before.name:
            break
    return _known_by_another_name(facility)


def canonical(written: str, home: Region | None) -> str:
    """The full form of a name: 市11中 in 焦作市 → 焦作市第十一中学."""
    return identify(written, home).name


def region_of(code: str | None, name: str | None) -> Region | None:
    """The gazetteer's region of a code and name."""
    return next((region for region in by_name().get(name or "", ()) if region.code == (code or "")), None)


def _read(written: str, home: Region | None, district: Region | None) -> Facility:
    name = _bare(written)
    place, rest, shown = _place(name, home, district)
    if place is None and (bare := _without_verb(name)) != name:
        place, rest, shown = _place(_bare(bare), home, district)
    school, campus = _campus(rest)
    region = _today(place or district)
    code, region_name = (region.code or None, region.name) if region else (None, None)
    whole = Facility(shown + _written_out(school), _same(_written_out(school)), code, region_name)
    if not campus:
        return whole
    return Facility(whole.name + campus, whole.own_name + campus, code, region_name, whole)


# --- the parts of a name ---------------------------------------------------------------------------------------------------------------


@cache
def _tails() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What follows a name and is no part of it (二期, 宿舍楼), and a campus, which is a facility of its own."""
    dropped = alternatives(row["term"] for row in table("facility_tails") if row["kind"] != "campus")
    campus = alternatives(terms("facility_tails", "campus"))
    schools = alternatives({*words("facility_suffixes"), *(row["form"] for row in table("facility_forms") if len(row["form"]) > 1)})
    numbered = rf"(?:第?(?:{_NUMERAL})[中小幼高初])"
    return (
        re.compile(rf"(?:{dropped})+$"),
        re.compile(rf"(?P<school>.*(?:{schools}|{numbered}))(?P<campus>[\u4e00-\u9fa5]{{0,4}}?(?:{campus})+)"),
    )


def _bare(written: str) -> str:
    """A name in one form of its characters, without white space, brackets, phases and buildings."""
    name = "".join(unicodedata.normalize("NFKC", written).split()).strip("“”\"'‘’《》·•-—")
    dropped, _ = _tails()
    while True:
        # 实验小学(东校区) is 实验小学东校区; (一期) and (原二中) say nothing of which school it is
        bare = _IN_BRACKETS.sub(lambda found: found[1] if found[1].endswith(terms("facility_tails", "campus")) else "", name).strip("()")
        bare = dropped.sub("", bare)
        if bare == name or not (is_specific(bare) or _city_school().match(bare)):
            return name
        name = bare


def _campus(name: str) -> tuple[str, str]:
    """(school, campus) of a name; no campus where the name is that of a school."""
    found = _tails()[1].fullmatch(name)
    return (found["school"], found["campus"]) if found and len(found["school"]) >= 2 else (name, "")


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives(row['term'] for row in table('actions') if int(row['strength']) >= 3)})+")


def _without_verb(name: str) -> str:
    """新建陈岩小学: what is done to a school is no part of its name."""
    verb = _verbs().match(name)
    rest = name[verb.end() :] if verb else name
    return rest if is_specific(rest) or _city_school().match(rest) else name


# --- the place that a name carries -----------------------------------------------------------------------------------------------------


def _place(name: str, home: Region | None, district: Region | None) -> tuple[Region | None, str, str]:
    """(place, what is left of the name, how the place is written in the full name)."""
    found, shown = None, ""
    near = tuple(dict.fromkeys(chain(lineage(home) if home else (), lineage(district) if district else ())))
    own = _OWN_PLACE.match(name)
    if own and len(name) > 2:
        # 市: the city of the story; 县 and 区: the district of the sentence first
        order = near if own[1] in "市省" else tuple(reversed(near))
        place = next((region for region in order if region.name.endswith(own[1]) and region.level != "nation"), None)
        if place is not None:
            return place, name[1:], place.name
    while (step := _named_place(name, near)) is not None:
        place, length = step
        if found is not None and not is_within(place, found):
            break
        shown += name[:length] if _is_whole(name[:length], place) else place.name
        found, name = place, name[length:]
    if found is not None and _DIRECTLY_UNDER.match(name):
        name = name[1:]  # 焦作市市直幼儿园
    return found, name, shown


def _named_place(name: str, near: tuple[Region, ...]) -> tuple[Region, int] | None:
    """The region with whose name a school's name begins, and how long that is: the nearest of the name, none where several are as near.
    A short form (沁阳一中) counts only before what a city calls its schools: 朝阳小学 need not be in a 朝阳区."""
    for length in range(min(_LONGEST_PLACE, len(name) - 2), 1, -1):
        is_city_school = bool(_city_school().match(name, length))
        distances: dict[tuple[int, bool], list[Region]] = {}
        for region in named_regions()[0].get(name[:length], ()):
            is_whole = _is_whole(name[:length], region)
            if (is_city_school or is_whole) and region.level != "nation":
                distances.setdefault((_distance(region, near, is_whole), bool(region.valid_to)), []).append(region)
        nearest = distances[min(distances)] if distances else []
        if nearest and min(distances)[0] < _FAR and len({region.key for region in nearest}) == 1:
            return nearest[0], length
    return None


def _distance(region: Region, near: tuple[Region, ...], is_whole: bool) -> int:
    """How far a region is from those that a story speaks for: one of them, of the same city, of the same province, anywhere. What is
    farther away is called by its whole name; a city of the province need not be."""
    if region in near:
        return 0
    if any(is_within(region, above) for above in near if above.level in ("prefecture", "county", "zone")):
        return 1
    if (is_whole or region.level == "prefecture") and any(is_within(region, above) for above in near if above.level == "province"):
        return 2
    return 3 if is_whole else _FAR


def _is_whole(word: str, region: Region) -> bool:
    """Whether a region's name is whole (焦作市, 高新区) and no short form (焦作)."""
    return word in (region.name, region.official_name) or word.endswith(_PLACE_ENDINGS)


@cache
def _city_school() -> re.Pattern[str]:
    """What cities and counties call their own schools: by number, or by one of a few words."""
    rows = table("facility_forms")
    opened = alternatives(row["form"] for row in rows if row["use"] == "municipal" or (row["use"] == "ending" and row["form"][0] == "实"))
    numbered = alternatives(row["form"] for row in rows if row["use"] == "numbered")
    campus = alternatives(terms("facility_tails", "campus"))
    return re.compile(rf"{opened}|(?:{_NUMERAL})(?:{numbered})(?:[\u4e00-\u9fa5]{{0,4}}(?:{campus}))*$")


@cache
def _today(region: Region | None) -> Region | None:
    """The division that stands today where a region was: a school of 偃师市 is one of 偃师区."""
    for _ in range(4):
        later = by_code().get(region.successor_code) if region and region.valid_to else None
        if later is None or later.valid_to or later.level == "zone":
            break
        region = later
    return region


# --- one way of writing ----------------------------------------------------------------------------------------------------------------


@cache
def _forms(use: str) -> dict[str, str]:
    return {row["form"]: row["full"] for row in table("facility_forms") if row["use"] == use}


@cache
def _numbered() -> re.Pattern[str]:
    return re.compile(rf"(?P<head>.*?)(?P<ordinal>第?)(?P<number>{_NUMERAL})(?P<form>{alternatives(_forms('numbered'))})")


@cache
def _endings(use: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(_forms(use))})$")


def _written_out(name: str) -> str:
    """一中 → 第一中学, 实小 → 实验小学, 第11中学 → 第十一中学."""
    name = re.sub(rf"第({_NUMERAL})", lambda found: f"第{_ordinal(found[1]) or found[1]}", name)
    found = _numbered().fullmatch(name)
    if found and (number := _ordinal(found["number"])):
        head, form = found["head"], found["form"]
        is_short = _forms("numbered")[form] != form
        # 华强三小学 and 铁一中 are what they say; 八一中 has no number
        if found["ordinal"] or not head or (is_short and len(head) > 1 and not re.search(rf"[{_DIGITS}十百]$", head)):
            return f"{head}第{number}{_forms('numbered')[form]}"
    return _endings("ending").sub(lambda found: _forms("ending")[found[0]], name)


def _same(name: str) -> str:
    """The form that ways of writing one name share where either may be its full form: 第一高中 and 第一高级中学."""
    return _endings("same").sub(lambda found: _forms("same")[found[0]], name)


@lru_cache(maxsize=2_000)
def _ordinal(numeral: str) -> str | None:
    """A number below a thousand as names of schools write it: 11 and 十一 → 十一, 101 and 一百零一 → 一〇一."""
    value = int(numeral) if numeral.isdecimal() else chinese_number(numeral)
    if not isinstance(value, int) or not 0 < value < 1000:
        return None
    if value >= 100:
        return "".join(_DIGITS[int(digit)] for digit in str(value))
    tens, ones = divmod(value, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones else "")


# --- other known names -----------------------------------------------------------------------------------------------------------------


@cache
def _aliases() -> dict[str, Facility]:
    """What the alias table says: the facility that is meant, by the identifier that rules give to its other name."""
    known = {}
    for row in table("facility_aliases"):
        region = region_of(row["region_code"], row["region_name"])
        known[_read(row["alias"], region, region).facility_id] = _read(row["canonical"], region, region)
    return known


def _known_by_another_name(facility: Facility) -> Facility:
    """The facility that the alias table knows by another name; a campus goes with its school."""
    known = _aliases().get(facility.facility_id)
    if known is not None or facility.school is None or (school := _aliases().get(facility.school.facility_id)) is None:
        return known or facility
    campus = facility.own_name.removeprefix(facility.school.own_name)
    return replace(school, name=school.name + campus, own_name=school.own_name + campus, school=school)
