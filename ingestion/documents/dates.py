"""The day on which a document was published, and how that is known.

Dates come, in this order, from: the page's own metadata ('metadata'), a dateline ('dateline'), the address ('url'), a date that the text
gives its own adoption, its news or its neighbours ('text'), the file's name ('file_name', the last resort: a year alone means its last
day). What none of these tells stays None: a date is never guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cache

from ingestion.documents.lexicon import any_of
from ingestion.documents.page import Page

HEAD = 1500  # characters above and below the beginning of the main body in which a dateline stands
FOOT = 6000  # characters at the end of the page in which neighbours are linked

_YMD = r"(?P<y>(?:19|20)\d\d)\s?(?:[-/.]|年)\s?(?P<m>\d{1,2})\s?(?:[-/.]|月)\s?(?P<d>\d{1,2})(?!\d)日?"
_FULL_DATE = re.compile(rf"(?<!\d){_YMD}")
_ANY_DATE = re.compile(_YMD)  # the cheap question before the dear ones
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_TARGET_YEAR = re.compile(r"(?:到|至|—|-|－)((?:19|20)\d\d)年")
_ANY_WIDE = re.compile("[０-９]")
_WIDE = str.maketrans({chr(0xFF10 + i): str(i) for i in range(10)} | {"－": "-", "／": "/", "：": ":", "．": "."})


def published(page: Page, file_name: str, url: str | None) -> tuple[date | None, str | None]:
    """The day of publication and its basis (see above); None and None where nothing tells it."""
    start = page.body[0][0] if page.body else 0
    head = _narrow(page.text[max(0, start - HEAD) : start + HEAD])
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
        re.compile(rf"(?<![一-鿿、])(?:{label})\s*[:：]?\s*{_YMD}"),  # not 报名时间
        re.compile(rf"(?m)^[^。\n]{{0,60}}?(?<!\d){_YMD}[^。\n]{{0,60}}?[，,]\s*正文[：:]"),
        re.compile(
            rf"(?m)^[\s—\-－(（]*{_YMD}(?:\s*(?:\d\d:\d\d(?::\d\d)?|[\[\]()（）]|来源.{{0,30}}|星期.)*\s*$|在[^。\n]{{4,40}}会议?上)"
        ),
        re.compile(rf"(?m)^[\s—\-－(（]*[\(（]?{_YMD}[\)）]?\s*$"),
        # a short line of its own that holds a full date and no sentence: 中原教育札记　郑州　2022年3月18日, 2024-09-05 08:10　南充日报
        re.compile(rf"(?m)^(?![^\n]*(?:通过|批准|会议|施行|公布|上一|下一))[> \t\u3000]*[^。，,；;！？\n\d]{{0,24}}?(?<!\d){_YMD}[^。，,；;！？\n]{{0,24}}$"),
        # the same at the end of a bracket: （怀川教育周刊据各区公布的任务整理，2024年3月20日）
        re.compile(rf"(?m)^[> \t\u3000]*[（(][^。\n]{{0,40}}?{_YMD}[)）]\s*$"),
    )


_SHORT_CRAWL_DATE = re.compile(r"\s*(?:(?P<yy>\d\d)-)?(?P<m>\d{1,2})[-/](?P<d>\d{1,2})(?:\s+\d{1,2}:\d\d(?::\d\d)?)?\s*[，,]\s*正文[：:]")
_WIRE = re.compile(r"(?:社|网|报|台)?[一-鿿]{0,8}?(?<!\d)(?P<m>\d{1,2})月(?P<d>\d{1,2})日(?:专?电|讯|消息)")


def _dateline(page: Page, head: str, file_name: str) -> date | None:
    for pattern in _dateline_patterns() if _ANY_DATE.search(head) else ():
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
    adopted = [day for m in _ADOPTED.finditer(head) if (day := _day(m["y"], m["m"], m["d"]))] if _ANY_DATE.search(head) else []
    if adopted:
        return max(adopted)
    foot = page.text[-FOOT:]
    linked = _narrow(foot) if "上一" in foot or "下一" in foot else ""
    neighbours = [day for m in _NEIGHBOUR.finditer(linked) if (day := _day(m["y"], m["m"], m["d"]))]
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


def _narrow(text: str) -> str:
    """Full-width digits and date signs to ASCII, character for character."""
    return text.translate(_WIDE) if _ANY_WIDE.search(text) else text
