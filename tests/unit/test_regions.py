"""The gazetteer: whole, consistent, and right about the changes and zones that Henan's documents mention."""

from __future__ import annotations

import csv
from calendar import monthrange
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

LEXICON = Path(__file__).resolve().parents[2] / "ingestion" / "lexicon"


@pytest.fixture(scope="module")
def regions() -> list[dict[str, str]]:
    with (LEXICON / "regions.csv").open(encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


@pytest.fixture(scope="module")
def by_key(regions) -> dict[tuple[str, str], dict[str, str]]:
    return {(r["region_code"], r["region_name"]): r for r in regions}


def living(regions, level: str, prefix: str = "") -> list[dict[str, str]]:
    return [r for r in regions if r["region_level"] == level and r["region_code"].startswith(prefix) and not r["valid_to"]]


def test_keys_are_unique_and_sorted(regions):
    keys = [(r["region_code"], r["region_name"]) for r in regions]
    assert [k for k, n in Counter(keys).items() if n > 1] == []
    codes = [c for c, _ in keys]
    assert codes == sorted(codes)
    assert all(len(c) == 6 and c.isdigit() for c in codes)


def test_parents_and_successors_exist_one_level_up(regions):
    levels = {}
    for r in regions:
        if r["region_level"] != "zone":
            levels.setdefault(r["region_code"], set()).add(r["region_level"])
    above = {
        "province": {"nation"},
        "prefecture": {"province"},
        "county": {"prefecture", "province"},
        "zone": {"county", "prefecture", "province"},
    }
    for r in regions:
        if r["region_level"] != "nation":
            assert levels[r["parent_code"]] & above[r["region_level"]], r
        assert not r["successor_code"] or r["successor_code"] in levels, r


def test_only_zones_and_renamed_divisions_share_a_code(regions):
    divisions = Counter(r["region_code"] for r in regions if r["region_level"] != "zone" and not r["valid_to"])
    assert [c for c, n in divisions.items() if n > 1] == []


def test_the_country_is_whole(regions):
    assert len(living(regions, "province")) == 34
    assert len(living(regions, "prefecture")) == 333
    assert len(living(regions, "county")) > 2840
    nation = [r for r in regions if r["region_level"] == "nation"]
    assert [(r["region_code"], r["region_name"]) for r in nation] == [("000000", "全国")]


def test_henan_is_whole(regions):
    assert len(living(regions, "prefecture", "41")) == 17
    counties = living(regions, "county", "41")
    assert len(counties) == 157
    assert Counter(r["region_name"][-1] for r in counties) == {"县": 82, "区": 54, "市": 21}
    in_jiaozuo = {r["region_name"] for r in counties if r["prefecture_name"] == "焦作市"}
    assert in_jiaozuo == {"解放区", "中站区", "马村区", "山阳区", "修武县", "博爱县", "武陟县", "温县", "沁阳市", "孟州市"}


def test_every_prefecture_of_henan_has_its_zones(regions):
    zones = {r["prefecture_name"] for r in living(regions, "zone", "41")}
    assert zones == {r["region_name"] for r in living(regions, "prefecture", "41")} | {"济源市"}


def test_places_directly_under_a_province_or_municipality(by_key):
    assert by_key["419001", "济源市"]["parent_code"] == "410000"
    assert by_key["419001", "济源市"]["prefecture_name"] == "济源市"
    assert by_key["110118", "密云区"]["prefecture_name"] == "北京市"
    assert by_key["410000", "河南省"]["prefecture_name"] == ""


@pytest.mark.parametrize(
    ("old", "new", "day"),
    [
        (("410381", "偃师市"), ("410307", "偃师区"), "2021-03-18"),
        (("410322", "孟津县"), ("410308", "孟津区"), "2021-03-18"),
        (("410306", "吉利区"), ("410308", "孟津区"), "2021-03-18"),
        (("411626", "淮阳县"), ("411603", "淮阳区"), "2019-08"),
        (("410728", "长垣县"), ("410783", "长垣市"), "2019-08-30"),
        (("411023", "许昌县"), ("411003", "建安区"), "2016-11-28"),
        (("411222", "陕县"), ("411203", "陕州区"), "2015-02-16"),
        (("410224", "开封县"), ("410212", "祥符区"), "2014-09"),
        (("610125", "户县"), ("610118", "鄠邑区"), "2016"),
        (("420600", "襄樊市"), ("420600", "襄阳市"), "2010"),
        (("522427", "威宁彝族回族苗族自治县"), ("520526", "威宁彝族回族苗族自治县"), "2011"),
    ],
)
def test_known_changes(by_key, old, new, day):
    assert by_key[old]["successor_code"] == new[0]
    if len(day) == 10:
        assert by_key[new]["valid_from"] == day
        assert date.fromisoformat(by_key[old]["valid_to"]).toordinal() == date.fromisoformat(day).toordinal() - 1
    else:
        # only the month or the year is known: both names hold in it
        last = {4: f"{day}-12-31", 7: f"{day}-{monthrange(*map(int, f'{day}-01'.split('-')[:2]))[1]}"}[len(day)]
        assert by_key[old]["valid_to"] == last
        assert by_key[new]["valid_from"] == f"{day}-01-01"[:10]


@pytest.mark.parametrize(
    ("gone", "into"),
    [
        (("320103", "白下区"), ("320104", "秦淮区")),
        (("410211", "金明区"), ("410202", "龙亭区")),
    ],
)
def test_a_merger_is_no_beginning(by_key, gone, into):
    """白下区 went into 秦淮区, which had stood before."""
    assert by_key[gone]["successor_code"] == into[0]
    assert by_key[into]["valid_from"] == ""


def test_what_ended_in_henan(regions):
    """All changes of Henan's divisions since 2010."""
    ended = {r["region_name"] for r in regions if r["region_code"].startswith("41") and r["valid_to"]}
    assert ended == {"金明区", "开封县", "陕县", "许昌县", "淮阳县", "长垣县", "偃师市", "孟津县", "吉利区"}


def test_what_was_split_has_no_successor(regions):
    assert {r["region_name"] for r in regions if r["valid_to"] and not r["successor_code"]} == {
        "桥东区", "邯郸县", "邢台县", "南郊区", "九里区", "江干区", "巢湖市", "莱芜市",
    }  # fmt: skip


def test_a_successor_is_there_on_the_next_day_and_of_the_same_level(regions):
    divisions = [r for r in regions if r["region_level"] != "zone"]
    odd = []
    for r in (r for r in regions if r["successor_code"]):
        next_day = str(date.fromisoformat(r["valid_to"]) + timedelta(days=1))
        heirs = [
            s for s in divisions if s["region_code"] == r["successor_code"] and s["valid_from"] <= next_day <= (s["valid_to"] or "9999")
        ]
        assert len(heirs) == 1, r
        if r["region_level"] not in (heirs[0]["region_level"], "zone"):
            odd.append(r["region_name"])
    # the one county-level city that became a prefecture by itself
    assert odd == ["儋州市"]


@pytest.mark.parametrize(
    ("code", "name", "since"),
    [
        ("653229", "和安县", "2024-01-01"),
        ("653228", "和康县", "2024-01-01"),
        ("659012", "白杨市", "2022-01-01"),
        ("330114", "钱塘区", "2021-04-09"),
    ],
)
def test_new_divisions(by_key, code, name, since):
    row = by_key[code, name]
    assert (row["region_level"], row["valid_from"], row["valid_to"]) == ("county", since, "")


def test_validity_is_in_order(regions):
    for r in regions:
        days = [date.fromisoformat(r[c]) for c in ("valid_from", "valid_to") if r[c]]
        assert days == sorted(days), r


@pytest.mark.parametrize(
    ("code", "name", "official", "parent"),
    [
        ("410172", "郑州高新区", "郑州高新技术产业开发区", "410100"),
        ("410171", "郑州经开区", "郑州经济技术开发区", "410100"),
        ("410173", "郑州航空港区", "郑州航空港经济综合实验区", "410100"),
        ("410100", "郑东新区", "郑州市郑东新区", "410100"),
        ("410871", "焦作示范区", "焦作城乡一体化示范区", "410800"),
        ("410871", "焦作高新区", "焦作高新技术产业开发区", "410800"),
        ("410371", "洛阳高新区", "洛阳高新技术产业开发区", "410300"),
        ("410300", "洛阳伊滨区", "洛阳市城乡一体化示范区", "410300"),
        ("410773", "平原示范区", "新乡市平原城乡一体化示范区", "410700"),
        ("610100", "西咸新区", "陕西省西咸新区", "610100"),
        ("450600", "海湾新区", "防城港市海湾新区", "450600"),
        ("130600", "雄安新区", "河北雄安新区", "130600"),
        ("371171", "日照经开区", "日照经济技术开发区", "371100"),
    ],
)
def test_zones(by_key, code, name, official, parent):
    row = by_key[code, name]
    assert (row["region_level"], row["official_name"], row["parent_code"]) == ("zone", official, parent)


def test_new_areas_that_are_districts(by_key):
    assert by_key["310115", "浦东新区"]["region_level"] == "county"
    assert by_key["120116", "滨海新区"]["region_level"] == "county"


@pytest.mark.parametrize(
    ("alias", "names"),
    [
        ("焦作", {"焦作市"}),
        ("武陟", {"武陟县"}),
        ("威宁县", {"威宁彝族回族苗族自治县"}),
        ("宁夏", {"宁夏回族自治区"}),
        ("新疆", {"新疆维吾尔自治区"}),
        ("管城", {"管城回族区"}),
        ("延边州", {"延边朝鲜族自治州"}),
        ("安阳", {"安阳市"}),
        ("河南", {"河南省"}),
        ("海南", {"海南省"}),
        ("吉林", {"吉林省"}),
        ("偃师", {"偃师市", "偃师区"}),
        ("郑州高新", {"郑州高新区"}),
        ("东乡", {"东乡族自治县", "东乡县", "东乡区"}),
    ],
)
def test_aliases(regions, alias, names):
    assert {r["region_name"] for r in regions if alias in r["aliases"].split("|")} == names


def test_bare_zone_words_belong_to_nobody(regions):
    bare = {"高新区", "经开区", "示范区", "新区", "开发区", "城乡一体化示范区", "高新", "经济开发区"}
    written = {a for r in regions for a in (*r["aliases"].split("|"), r["region_name"])}
    assert not written & bare
    assert all(len(a) > 1 for a in written - {""})


def test_ambiguous_names_are_known_names_and_hold_the_dangerous_ones(regions):
    lines = (LEXICON / "ambiguous_region_names.txt").read_text("utf-8").splitlines()
    names = [line for line in lines if line and not line.startswith("#")]
    assert len(names) == len(set(names))
    known = {a for r in regions for a in (r["region_name"], *r["aliases"].split("|"))}
    assert set(names) <= known
    assert {"解放", "山阳", "中站", "金水", "二七", "新华", "鼓楼", "和平", "朝阳", "长安", "红旗"} <= set(names)
    assert not {"焦作", "郑州", "洛阳", "沁阳", "孟州", "修武"} & set(names)
