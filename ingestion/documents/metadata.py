"""What is known about a document besides its text: title, publisher, and the day of publication with the basis of that knowledge.

Dates come, in this order, from: the page's own metadata ('metadata'), a dateline ('dateline'), the address ('url'), a date that the text
gives its own adoption or neighbours ('text'), the file's name ('file_name', the last resort: a year alone means its last day). What none
of these tells stays None: a date is never guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache

from ingestion.documents.lexicon import any_of
from ingestion.documents.page import Page

HEAD = 1500  # characters of the main body in which mastheads, headlines and datelines stand
FOOT = 1500
MAX_TITLE = 80

_YMD = r"(?P<y>(?:19|20)\d\d)\s?(?:[-/.]|年)\s?(?P<m>\d{1,2})\s?(?:[-/.]|月)\s?(?P<d>\d{1,2})(?!\d)日?"
_FULL_DATE = re.compile(rf"(?<!\d){_YMD}")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_TARGET_YEAR = re.compile(r"(?:到|至|—|-|－)((?:19|20)\d\d)年")
_ANY_WIDE = re.compile("[０-９]")
_WIDE = str.maketrans({chr(0xFF10 + i): str(i) for i in range(10)} | {"－": "-", "／": "/", "：": ":", "．": "."})


@dataclass(frozen=True)
class About:
    """Title, publisher and day of publication of a document; each None where nothing tells it."""

    title: str | None
    publisher: str | None
    published_date: date | None
    published_date_basis: str | None


def describe(page: Page, file_name: str, url: str | None = None) -> About:
    """Work out title, publisher and day of publication of a page. `file_name` and `url` are where it came from."""
    head = _head(page)
    title = _title(page)
    published, basis = _published(page, head, file_name, url)
    return About(title, _publisher(page, title), published, basis)


def _head(page: Page) -> str:
    """What stands above and at the beginning of the main body, from at most HEAD characters before it."""
    start = page.body[0][0] if page.body else 0
    return _narrow(page.text[max(0, start - HEAD) : start + HEAD])


def _narrow(text: str) -> str:
    """Full-width digits and date signs to ASCII, character for character."""
    return text.translate(_WIDE) if _ANY_WIDE.search(text) else text


# --- day of publication ---------------------------------------------------------------------------------------------------------------


def _published(page: Page, head: str, file_name: str, url: str | None) -> tuple[date | None, str | None]:
    candidates = (
        ("metadata", lambda: _first_date(page.declared.get("published"))),
        ("dateline", lambda: _dateline(page, head, file_name)),
        ("url", lambda: _date_in_address(url)),
        ("text", lambda: _date_in_text(page, head)),
        ("file_name", lambda: _date_in_file_name(file_name)),
    )
    for basis, find in candidates:
        found = find()
        if found:
            return found, basis
    return None, None


@cache
def _dateline_patterns() -> tuple[re.Pattern[str], ...]:
    label = any_of("bylines.csv", "date_label")
    return (
        re.compile(rf"(?:{label})\s*[:：]?\s*{_YMD}"),
        re.compile(rf"(?m)^[^。\n]{{0,60}}?(?<!\d){_YMD}[^。\n]{{0,60}}?[，,]\s*正文[：:]"),
        re.compile(
            rf"(?m)^[\s—\-－(（]*{_YMD}(?:\s*(?:\d\d:\d\d(?::\d\d)?|[\[\]()（）]|来源.{{0,30}}|星期.)*\s*$|在[^。\n]{{4,40}}会议?上)"
        ),
        re.compile(rf"(?m)^[\s—\-－(（]*[\(（]?{_YMD}[\)）]?\s*$"),
    )


_SHORT_CRAWL_DATE = re.compile(r"\s*(?:(?P<yy>\d\d)-)?(?P<m>\d{1,2})[-/](?P<d>\d{1,2})(?:\s+\d{1,2}:\d\d(?::\d\d)?)?\s*[，,]\s*正文[：:]")
_WIRE = re.compile(r"(?:社|网|报|台)?[一-鿿]{0,8}?(?<!\d)(?P<m>\d{1,2})月(?P<d>\d{1,2})日(?:专?电|讯|消息)")


def _dateline(page: Page, head: str, file_name: str) -> date | None:
    for pattern in _dateline_patterns():
        found = pattern.search(head)
        if found and (day := _day(found["y"], found["m"], found["d"])):
            return day
    cut = _SHORT_CRAWL_DATE.match(page.text)
    if cut and cut["yy"]:
        return _day(f"20{cut['yy']}", cut["m"], cut["d"])
    found = cut or _WIRE.search(head)
    if found and (year := _likely_year(page, file_name)):
        return _day(year, found["m"], found["d"])
    return None


def _likely_year(page: Page, file_name: str) -> str | None:
    """The year of a dateline that has none: the file name's, else the year the text mentions most without looking forward to it."""
    named = _date_in_file_name(file_name)
    if named:
        return str(named.year)
    text = _narrow(page.text[:20_000])
    years = Counter(_YEAR.findall(text))
    years.subtract(Counter(_TARGET_YEAR.findall(text)))
    best = [(count, year) for year, count in years.items() if count > 0]
    return max(best)[1] if best else None


_ADDRESS_DATES = (
    re.compile(r"(?<!\d)(?P<y>20\d\d|19\d\d)[-/_](?P<m>\d{1,2})[-/_](?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>20\d\d|19\d\d)[-/_]?(?P<m>\d\d)[-/_]?(?P<d>\d\d)(?!\d)"),
)


def _date_in_address(url: str | None) -> date | None:
    for pattern in _ADDRESS_DATES if url else ():
        for found in pattern.finditer(url):
            if day := _day(found["y"], found["m"], found["d"]):
                return day
    return None


_ADOPTED = re.compile(rf"(?m)^[\s(（]*{_YMD}[^\n。]{{0,60}}(?:通过|批准|公布|发布|印发)")
_NEIGHBOUR = re.compile(rf"(?m)^[\s•·]*(?:上一[篇条]|下一[篇条])[^\n]{{0,80}}?{_YMD}")
_NEWS = re.compile(r"本报讯|记者|[一-鿿]电[\s(（]|消息")
_EVENT = re.compile(r"(?<!\d)(?P<m>\d{1,2})月(?P<d>\d{1,2})日")


def _date_in_text(page: Page, head: str) -> date | None:
    adopted = [day for m in _ADOPTED.finditer(head) if (day := _day(m["y"], m["m"], m["d"]))]
    if adopted:
        return max(adopted)
    foot = _narrow(page.text[-FOOT * 4 :])
    neighbours = [day for m in _NEIGHBOUR.finditer(foot) if (day := _day(m["y"], m["m"], m["d"]))]
    if neighbours:
        return min(neighbours)
    return _day_of_the_news(page)


def _day_of_the_news(page: Page) -> date | None:
    """A news story that opens with the day of its news (3月8日): the year is the one that its sentence names, else its headline."""
    start = page.body[0][0] if page.body else 0
    opening = _narrow(page.text[start : start + 300])
    event = _EVENT.search(opening)
    if not event or not _NEWS.search(opening):
        return None
    sentence_start = max(opening.rfind(mark, 0, event.start()) for mark in "。\n") + 1
    sentence = opening[sentence_start:].split("。")[0].split("\n")[0]
    for part in (sentence, opening.split("\n")[0]):
        years = set(_YEAR.findall(part))
        if len(years) == 1:
            return _day(years.pop(), event["m"], event["d"])
    return None


_NAMED_DAY = re.compile(r"(?<![0-9A-Za-z])(?P<y>(?:19|20)\d\d)[-_.年]?(?P<m>\d\d)[-_.月]?(?P<d>\d\d)日?(?![0-9A-Za-z])")
_NAMED_YEAR = re.compile(r"(?<![0-9A-Za-z])((?:19[4-9]|20\d)\d)(?![0-9A-Za-z])")


def _date_in_file_name(file_name: str) -> date | None:
    named = _NAMED_DAY.search(file_name)
    if named and (day := _day(named["y"], named["m"], named["d"])):
        return day
    years = _NAMED_YEAR.findall(file_name)
    return date(int(years[-1]), 12, 31) if years else None


def _first_date(value: str | None) -> date | None:
    found = _FULL_DATE.search((value or "").translate(_WIDE)) or _ADDRESS_DATES[1].search(value or "")
    return _day(found["y"], found["m"], found["d"]) if found else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


# --- title ----------------------------------------------------------------------------------------------------------------------------

_ORIGINAL_TITLE = re.compile(r"原标题[：:]\s*")
_LEAD = re.compile(
    r"\s|→|(?=近日|日前|近年来|暑期|今天|昨天|记者|本报讯|新华社|中新网|本文转自|我国|据[一-鿿]|为(?:进一步|做好|更好|了)"
    r"|[一-鿿]{2}(?:日报|晚报|都市报|教育报|新闻网)|(?:19|20)\d\d年\d{1,2}月|\d{1,2}月\d{1,2}日|\d{1,2}日)"
)
_BYLINE = re.compile(r"\s*(?:本报(?:通讯员|记者|首席记者)|□|作者[:：])")
_HEADING_MARK = re.compile(r"^#{1,6}\s*")


def _title(page: Page) -> str | None:
    if page.declared.get("title"):
        return _shortened(page.declared["title"])
    original = _ORIGINAL_TITLE.search(page.text[:400])
    if original:
        return _crawled_title(page.text[original.end() : original.end() + MAX_TITLE * 2])
    lines = _first_lines(page)
    first = _headline(_HEADING_MARK.sub("", lines[0])) if lines else None
    if first:
        return first
    above_byline = next((above for above, line in zip(lines, lines[1:15], strict=False) if _BYLINE.match(line)), None)
    return _headline(above_byline) if above_byline else None


def _first_lines(page: Page) -> list[str]:
    """The lines with words in them at the beginning of the body."""
    pieces = (page.text[start : min(end, start + HEAD)] for start, end in page.body[:12])
    return [line.strip() for piece in pieces for line in piece.splitlines() if any(map(str.isalnum, line))][:16]


def _headline(line: str) -> str | None:
    """A line that looks like a headline: short, and no sentence; None otherwise."""
    if len(line) > MAX_TITLE or len(line) < 2 or line.endswith(("。", "；", ";", "，", ",", ":", "：")) or _FULL_DATE.match(line):
        return None
    return line


def _crawled_title(run: str) -> str | None:
    """The title at the beginning of a one-line crawl, where nothing but the story's opening words part it from the story."""
    for found in _LEAD.finditer(run, 6):
        candidate = run[: found.start()]
        if candidate.count("“") == candidate.count("”") and candidate.count("《") == candidate.count("》"):
            return _shortened(candidate.strip())
    return _shortened(re.split(r"[。，,\n]", run)[0])


def _shortened(title: str) -> str | None:
    title = " ".join(title.split())
    return (title if len(title) <= MAX_TITLE else title[: MAX_TITLE - 1] + "…") or None


# --- publisher ------------------------------------------------------------------------------------------------------------------------


@cache
def _publisher_patterns() -> tuple[re.Pattern[str], ...]:
    label, media, office, school = (
        any_of("bylines.csv", kind) for kind in ("publisher_label", "media_suffix", "office_suffix", "school_suffix")
    )
    name = rf"(?P<name>[一-鿿]{{0,12}}?(?:{media}|{office}|{school})(?:[一-鿿]{{2,3}}(?=\s*[，,\n]))?)"
    return (
        re.compile(rf"(?:{label})\s*[:：丨|｜]\s*【?{name}|(?:本文)?转(?:载)?自\s*[:：]?\s*【?{name.replace('name', 'other')}"),
        re.compile(
            r"来源\s*[:：丨|｜]\s*(?!记者|作者|编辑)(?P<name>[^\s，。；、()（）【】丨|｜:：]{2,20}?)(?=[\s，。；、()（）【】丨|｜]|编辑|作者|责任|记者|返回|$)"
        ),
        re.compile(
            rf"(?:^|[。\s：:（(【/／”—-])(?:但?据)?(?P<name>[一-鿿]{{0,6}}?(?:{media}))"
            rf"(?:[、，,\-][一-鿿-]{{0,12}}?)?[一-鿿]{{0,8}}?(?:\d+月\d+日)?(?:专?电|讯|消息|记者|\s记者)"
        ),
        re.compile(r"版权所有\s*[:：]?\s*(?:©\s*)?(?P<name>[一-鿿]{4,20})"),
    )


@cache
def _issuer_patterns() -> tuple[re.Pattern[str], ...]:
    office = any_of("bylines.csv", "office_suffix")
    return (
        re.compile(
            rf"^\s*(?P<name>[一-鿿]{{2,12}}?(?:{office}))(?:关于|(?:19|20)\d\d年?|[一-鿿]{{0,6}}(?:工作要点|工作总结|工作计划|通知|公告|公报))"
        ),
        re.compile(r"(?:代表|受)(?P<name>[一-鿿]{2,12}?人民政府)"),
        re.compile(r"(?m)^\W*(?:(?:19|20)\d\d年)?(?P<place>[一-鿿]{2,12}?[省市县区州盟旗])(?:人民)?政府工作报告"),
        re.compile(
            r"(?P<name>[一-鿿]{2,12}?[省市县区州])第[一二三四五六七八九十]{1,4}届人民代表大会(?P<organ>常务委员会)?第[一二三四五六七八九十]{1,4}次会议\s*(?:通过|批准)"
        ),
    )


def _publisher(page: Page, title: str | None) -> str | None:
    text = page.text
    if page.declared.get("publisher"):
        return _shortened(page.declared["publisher"])
    parts = text if len(text) <= HEAD + FOOT else text[:HEAD] + "\n" + text[-FOOT:]
    for pattern in _publisher_patterns():
        found = pattern.search(parts)
        if found:
            return found["name"] or found["other"]
    for pattern in _issuer_patterns():
        found = pattern.search(title or "") or pattern.search(text[:HEAD])
        if found:
            return _issuer(found)
    return None


def _issuer(found: re.Match[str]) -> str:
    parts = found.groupdict()
    if parts.get("place"):
        return parts["place"] + "人民政府"
    if "organ" in parts:
        return parts["name"] + "人民代表大会" + (parts["organ"] or "")
    return parts["name"]
