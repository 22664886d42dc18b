"""The publisher of a document: the body that issued it, else the newspaper or site that carries it.

Where a document names several, the order is that of `_candidates`: what the page declares, a labelled source, the paper or agency that
reports, the name beside the date or above a letter's closing date, the office in the title, who sent the text in, who keeps the site.
A portal stands only where nothing else does. Endings of names and labels are data (`lexicon/bylines.csv`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from ingestion.documents.chinese_dates import arabic_dates
from ingestion.documents.dates import DOCUMENT_NUMBER
from ingestion.documents.page import Page
from ingestion.documents.search import places
from ingestion.documents.titles import shortened
from ingestion.wordlists import alternatives, terms

HEAD = 1500  # characters at the beginning of the page in which mastheads and sources stand
FOOT = 1500  # characters at its end in which credits stand
MAX_LABEL = 40  # characters that a label and the space behind it take
MAX_REPORTING = 60  # characters of the opening of a newspaper's news: the name, the place, the day
MAX_DATELINE = 80  # characters of a line that holds a date and a name

_COLONS = ":：丨|｜\t"  # behind a label
_REPORTED = ("记者", "电", "讯", "消息")  # how a newspaper's or an agency's name goes on at the beginning of its news
_SOURCE = re.compile(
    r"来源(?<!资金来源)(?<!经费来源)(?<!生源来源)(?<!数据来源)(?<!图片来源)[^\S\n]*[:：丨|｜][^\S\n]*(?!记者|作者|编辑)(?P<name>[^\s\d，。；、()（）【】丨|｜:：]{2,20}?)"
    r"(?=[\s\d，。；、()（）【】丨|｜]|编辑|作者|责任|记者|返回|$)"
)
_DATE = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?")
_NAME = re.compile(r"[一-鿿]{3,20}")
_NO_DATELINE = re.compile(r"[。；！？，,]|通过|批准|施行")
_SUPPLIED = re.compile(r"[(（](?P<name>[一-鿿]{2,20}?)供稿[)）]")
_PLACE = re.compile(r"[一-鿿]{2,8}[省市县区州旗盟]")
_NOT_BEFORE_A_NAME = re.compile(r"^(?:记者|从|据|由|经|对|向|在|让|为|是|于|和|与|到)|的|获悉|了解")
_OWNER = re.compile(r"[一-鿿]{4,20}\s$")  # up to 版权所有
_NO_OWNER = re.compile(r"未经|不得|请|严禁|侵权|归|违者|转载")
_ISSUERS = (
    ("代表", re.compile(r"代表(?P<name>[一-鿿]{2,12}?人民政府)")),
    ("受", re.compile(r"受(?P<name>[一-鿿]{2,12}?人民政府)")),
    ("政府工作报告", re.compile(r"(?m)^\W*(?:(?:19|20)\d\d年)?(?P<place>[一-鿿]{2,12}?[省市县区州盟旗])(?:人民)?政府工作报告")),
    (
        "届人民代表大会",
        re.compile(
            r"(?P<name>[一-鿿]{2,12}?[省市县区州])第[一二三四五六七八九十]{1,4}届人民代表大会(?P<organ>常务委员会)?"
            r"第[一二三四五六七八九十]{1,4}次会议\s*(?:通过|批准)"
        ),
    ),
    (
        "政府工作报告",
        re.compile(
            r"在(?P<place>[一-鿿]{2,12}?[省市县区州盟旗])第?[一二三四五六七八九十]{1,4}届人民代表大会第[一二三四五六七八九十]{1,4}次会议上"
        ),
    ),
)


@dataclass(frozen=True)
class _Bylines:
    """How texts name their publisher. Labels are tried where a colon stands, up to it; a name behind one, from it on."""

    label: re.Pattern[str]
    label_ends: frozenset[str]
    supplier: re.Pattern[str]
    supplier_ends: frozenset[str]
    name: re.Pattern[str]
    reprint: re.Pattern[str]
    media: re.Pattern[str]
    reporting: re.Pattern[str]
    title: re.Pattern[str]
    host: re.Pattern[str]
    endings: tuple[str, ...]
    bare: frozenset[str]
    nobody: frozenset[str]
    portals: frozenset[str]


@cache
def _bylines() -> _Bylines:
    def listed(*kinds: str) -> str:
        return alternatives(term for kind in kinds for term in terms("bylines", kind))

    def ends(kind: str) -> frozenset[str]:
        return frozenset({term[-1] for term in terms("bylines", kind)}.union(" \t\u3000"))

    media, organ = listed("media_suffix"), listed("media_suffix", "office_suffix", "school_suffix")
    numeral = "[\\d元一二三四五六七八九十]"
    name = rf"(?P<name>[一-鿿]{{0,12}}?(?:{organ})(?:[一-鿿]{{2,3}}(?=\s*[，,\n]))?)"
    return _Bylines(
        label=re.compile(rf"(?:(?<![一-鿿])(?:{listed('publisher_label')})|(?<!资金)(?<!经费)(?<!生源)(?<!数据)(?<!图片)来源)\s*$"),
        label_ends=ends("publisher_label"),
        supplier_ends=ends("supplier_label"),
        supplier=re.compile(rf"(?<![一-鿿])(?:{listed('supplier_label')})\s*$"),
        name=re.compile(rf"[{_COLONS}]\s*【?{name}"),
        reprint=re.compile(rf"转(?:载)?自\s*[:：]?\s*【?{name}"),
        media=re.compile(media),
        reporting=re.compile(
            rf"(?:^|[。\s：:（(【/／”—-])(?:本报讯|但?据)?(?P<name>[一-鿿]{{0,6}}?(?:{media}))"
            rf"(?:[、，,\-][一-鿿-]{{0,12}}?)?[一-鿿]{{0,8}}?(?:{numeral}+月{numeral}+日)?(?:专?电|讯|消息|记者|\s记者)"
        ),
        title=re.compile(
            rf"\s*(?:{DOCUMENT_NUMBER})?[—\s]*(?P<name>[一-鿿]{{2,12}}?(?:{listed('office_suffix')}))"
            rf"(?:关于|(?:(?:19|20)\d\d|[一二][〇○零0-9一二三四五六七八九]{{3}})年?|[一-鿿]{{0,6}}(?:工作要点|工作总结|工作计划|通知|公告|公报))"
        ),
        host=re.compile(rf"(?:{listed('host_label')})\s*[:：]?\s*(?:©\s*)?(?P<name>[一-鿿]{{4,20}})"),
        bare=frozenset(terms("bylines", "media_suffix") + terms("bylines", "office_suffix")),
        nobody=frozenset(terms("bylines", "no_publisher")),
        portals=frozenset(terms("bylines", "portal")),
        endings=tuple(
            term for kind in ("media_suffix", "office_suffix", "school_suffix", "byline_ending") for term in terms("bylines", kind)
        ),
    )


def publisher_of(page: Page, title: str | None) -> str | None:
    """The publisher of a page with this title; None where nothing tells it."""
    text = page.text
    parts = text if len(text) <= HEAD + FOOT else text[:HEAD] + "\n" + text[-FOOT:]
    portal = None
    for name in _candidates(page, title or "", parts):
        if name in _bylines().nobody:
            continue
        if name not in _bylines().portals:
            return name
        portal = portal or name
    return portal


def _candidates(page: Page, title: str, parts: str) -> Iterator[str]:
    """Names of publishers, the best first."""
    declared = shortened(page.declared.get("publisher", ""))
    if declared:
        yield declared
    bylines = _bylines()
    named = list(_behind(bylines.label, bylines.label_ends, parts))
    if "转" in parts:
        named += [(found.start(), found["name"]) for found in bylines.reprint.finditer(parts)]
    yield from _whole((name for _, name in sorted(named)), parts)
    if "来源" in parts:
        yield from _whole((found["name"] for found in _SOURCE.finditer(parts)), parts)
    yield from _whole(_reporting(parts), parts)
    if "\n" in parts:
        yield from _beside_a_date(arabic_dates(parts))
    yield from _issuer(title, page.text[:HEAD])
    if any(label in parts for label in terms("bylines", "supplier_label")):
        yield from (name for _, name in _behind(bylines.supplier, bylines.supplier_ends, parts))
        yield from (found["name"] for found in _SUPPLIED.finditer(parts))
    yield from _hosts(parts)
    yield from _mastheads(page, title)
    author = "".join(page.declared.get("file_author", "").split())
    if _NAME.fullmatch(author) and author.endswith(bylines.endings):  # an office, where most files name a person or a program
        yield author


def _behind(label: re.Pattern[str], ends: frozenset[str], text: str) -> Iterator[tuple[int, str]]:
    """Names behind a label and their places: 来源：焦作日报, 发布机构 | 洛阳市教育局.

    `ends`: what a label or the space behind it may end with.
    """
    for place in places(text, _COLONS):
        if (
            text[place - 1 : place] in ends
            and label.search(text, max(0, place - MAX_LABEL), place)
            and (found := _bylines().name.match(text, place))
        ):
            yield place, found["name"]


def _whole(names: Iterable[str], text: str) -> Iterator[str]:
    """The names, and in place of one that is but an ending (晨报, 教育局) the longer name that ends with it elsewhere in the text."""
    for name in names:
        if name in _bylines().bare:
            bare = re.escape(name)
            longer = re.finditer(rf"(?<![一-鿿])[一-鿿]{{2,10}}?(?:{bare}(?![一-鿿讯])|{bare}(?=社))", text)
            name = next((found[0] for found in longer if not _NOT_BEFORE_A_NAME.search(found[0])), name)
        yield name


def _reporting(text: str) -> Iterator[str]:
    """新华社南昌7月21日电, 本报讯(沈阳日报、沈报全媒体记者"""
    media, reporting = _bylines().media.search, _bylines().reporting.search
    for place in places(text, _REPORTED):
        start, end = max(0, place - MAX_REPORTING), place + 2
        if media(text, start, end) and (found := reporting(text, start, end)):
            yield found["name"]


def _beside_a_date(text: str) -> Iterator[str]:
    """怀川教育周报　2024-03-20; a name on the line above a date that stands alone, as letters close."""
    endings = _bylines().endings
    for place in places(text, ("19", "20")):
        found = _DATE.match(text, place)
        if not found:
            continue
        start = text.rfind("\n", 0, found.start()) + 1
        end = text.find("\n", found.end())
        line = text[start : end if end >= 0 else len(text)]
        if len(line) > MAX_DATELINE or _NO_DATELINE.search(line):
            continue
        rest = line.replace(found[0], " ").strip(" \t\r\u3000—-（()）")
        if not rest:
            rest = text[max(0, start - MAX_DATELINE) : start].rstrip().rpartition("\n")[2]
        yield from (name for name in _NAME.findall(rest) if name.endswith(endings))


def _issuer(title: str, head: str) -> Iterator[str]:
    """The office whose plan, notice, report or decision this is by its title or its opening words."""
    named = _bylines().title.match(title) or _bylines().title.match(head)
    if named:
        yield named["name"]
    for hint, pattern in _ISSUERS:
        found = (hint in title and pattern.search(title)) or (hint in head and pattern.search(head))
        if found:
            yield _issuer_named(found.groupdict())


def _issuer_named(parts: dict[str, str]) -> str:
    if "place" in parts:
        return parts["place"] + "人民政府"
    if "organ" in parts:
        return parts["name"] + "人民代表大会" + (parts["organ"] or "")
    return parts["name"]


def _hosts(text: str) -> Iterator[str]:
    """版权所有：焦作日报社, 主办：洛阳市教育局, 怀川周报社 版权所有"""
    if not any(label in text for label in terms("bylines", "host_label")):
        return
    names = [found["name"] for found in _bylines().host.finditer(text)]
    names += [found[0] for place in places(text, ("版权所有",)) if (found := _OWNER.search(text, max(0, place - MAX_LABEL), place))]
    yield from (name.strip() for name in names if not _NO_OWNER.match(name))


def _mastheads(page: Page, title: str) -> Iterator[str]:
    """A name alone on the first line of a page, or a name or a place on its last one where that is no body."""
    first = page.text[:MAX_DATELINE].strip().partition("\n")[0].strip()
    last = page.text[page.body[-1][1] :].rstrip().rpartition("\n")[2].strip() if page.body else ""
    endings = _bylines().endings
    if first != title and len(first) <= 16 and _NAME.fullmatch(first) and first.endswith(endings):
        yield first
    if len(last) <= 16 and ((_NAME.fullmatch(last) and last.endswith(endings)) or _PLACE.fullmatch(last)):
        yield last
