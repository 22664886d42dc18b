"""The day on which a document was published, and how that is known.

Dates come, in this order, from: the page's own metadata ('metadata'), a dateline or a letter's closing date ('dateline'), the address
('url': the document's own, or the one that it gives as its source), a date that the text gives its own adoption, its news or its neighbours ('text'), a dateline that names its month alone ('dateline':
the month's last day), the file's name ('file_name', the last resort: a year alone means its last day). A day whose year is not written has
that of the file's name. What none of these tells stays None: a date is never guessed.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from ingestion.documents.chinese_dates import arabic_dates, narrow
from ingestion.documents.page import Page
from ingestion.documents.search import first_match, places
from ingestion.wordlists import alternatives, terms

HEAD = 1500  # characters above and below the beginning of the main body in which a dateline stands
OPENING = 300  # characters in which a news story names the day of its news
MAX_LABEL = 40  # characters that a date's label and the space behind it take
FOOT = 6000  # characters at the end of the page in which neighbours are linked
CLOSING = 300  # characters above and below the end of the main body in which a letter's closing date or a page's own stands

# Patterns that go over a text open with what they look for and look back from there: that is what `re` skips to.
DOCUMENT_NUMBER = r"[一-鿿]{1,14}\s?[〔\[（(【［]\s?(?:19|20)\d\d\s?[〕\])）】］]\s?第?\s?\d{1,5}\s?号[\s\u3000]*"  # 文号
_YMD = r"(?P<y>(?:19|20)\d\d)\s?(?:[-/.]|年|\s(?=\d{1,2}/))\s?(?P<m>\d{1,2})\s?(?:[-/.]|月)\s?(?P<d>\d{1,2})(?!\d|\s?月)日?"
_MONTH_DAY = r"(?P<m>\d(?<!\d\d)\d?)月(?P<d>\d{1,2})日"
_FULL_DATE = re.compile(rf"(?<!\d){_YMD}")
_ANY_DATE = re.compile(_YMD)
_CENTURIES = ("19", "20")  # with which its year begins
_YEAR = re.compile(r"((?:19|20)(?<!\d..)\d\d)年")
_TARGET_YEAR = re.compile(r"(?:到|至|—|-|－)((?:19|20)\d\d)年")


def published(page: Page, file_name: str, url: str | None) -> tuple[date | None, str | None]:
    """The day of publication and its basis (see above); None and None where nothing tells it."""
    start = page.body[0][0] if page.body else 0
    head = arabic_dates(page.text[max(0, start - HEAD) : start + HEAD])
    dates = _places_of_dates(head)
    candidates = (
        ("metadata", lambda: _first_date(page.declared.get("published"))),
        ("dateline", lambda: _dateline(page, head, dates, file_name)),
        ("url", lambda: _date_in_address(url) or _date_in_address(_source_address(page))),
        ("text", lambda: _date_in_text(page, head, dates, file_name)),
        ("dateline", lambda: _month_in_dateline(page, head)),
        ("file_name", lambda: _date_in_file_name(file_name)),
    )
    for basis, find in candidates:
        found = find()
        if found:
            return found, basis
    return None, None


def _places_of_dates(text: str) -> list[int]:
    return [place for place in places(text, _CENTURIES) if _ANY_DATE.match(text, place)]


def _lines_of(text: str, places: Iterable[int]) -> list[int]:
    """Where the lines begin in which the places are, in order."""
    return list(dict.fromkeys(text.rfind("\n", 0, place) + 1 for place in places))


@cache
def _date_label() -> re.Pattern[str]:
    """The label of a date, up to the date."""
    return re.compile(rf"(?<![一-鿿、])(?:{alternatives(terms('bylines', 'date_label'))})[\s:：|｜】\]]*$")  # not 报名时间


# Tried at the beginning of a line in which a date begins. Where blank lines may stand before the date, it is still this line that counts.
_CRAWLED = re.compile(rf"[^。\n]{{0,60}}?(?<!\d){_YMD}[^。\n]{{0,60}}?[，,]\s*正文[：:]")
_CLOSING_LINE = re.compile(rf"(?m)[\s—\-－(（]*[\(（]?{_YMD}[\)）]?\s*$")
_OWN_LINES = (
    # to the second, as programs write it, whatever stands beside it: 2017-05-17 09:34:22李明 来源：三明日报
    re.compile(rf"(?m)[^。\n]{{0,60}}?(?<!\d){_YMD}\s?\d{{1,2}}:\d\d:\d\d"),
    re.compile(rf"(?m)[\s—\-－(（]*{_YMD}(?:\s*(?:\d\d:\d\d(?::\d\d)?|[\[\]()（）]|来源.{{0,30}}|星期.)*\s*$|在[^。\n]{{4,40}}会议?上)"),
    _CLOSING_LINE,
    # a short line of its own that holds a full date and no sentence: 中原教育札记　郑州　2022年3月18日, 2024-09-05 08:10　南充日报
    re.compile(
        rf"(?m)(?![^\n]*(?:通过|批准|会议|施行|公布|上一|下一))[> \t\u3000]*(?:{DOCUMENT_NUMBER})?[^。，,；;！？\n\d]{{0,24}}?(?<!\d){_YMD}[^。，,；;！？\n]{{0,24}}$"
    ),
    # the same at the end of a bracket: （怀川教育周刊据各区公布的任务整理，2024年3月20日）
    re.compile(rf"(?m)[> \t\u3000]*[（(][^。\n]{{0,40}}?{_YMD}[)）]\s*$"),
)
_REPORTED_ON = re.compile(r"(?:电|讯|消息)\s?[（(]\s?$")  # up to the day: 本报讯（2022年9月20日）
_MONTH_LINE = re.compile(r"[ \t\u3000—\-－(（]*(?P<y>(?:19|20)\d\d)\s?年\s?(?P<m>\d{1,2})\s?月[ \t\u3000]?[)）]?\s*?$")
_SHORT_CRAWL_DATE = re.compile(r"\s*(?:(?P<yy>\d\d)-)?(?P<m>\d{1,2})[-/](?P<d>\d{1,2})(?:\s+\d{1,2}:\d\d(?::\d\d)?)?\s*[，,]\s*正文[：:]")
_WIRE = re.compile(rf"{_MONTH_DAY}(?:专?电|讯|消息|报道】)")
_WIRE_SIGN = re.compile("日(?:专?电|讯|消息|报道】)")


def _dateline(page: Page, head: str, dates: list[int], file_name: str) -> date | None:
    for found in _full_datelines(head, dates) if dates else ():
        if found and (day := _day(found["y"], found["m"], found["d"])):
            return day
    closing = _closing_date(page)
    if closing:
        return closing
    cut = _SHORT_CRAWL_DATE.match(page.text)
    if cut and cut["yy"]:
        return _day(f"20{cut['yy']}", cut["m"], cut["d"])
    found = cut or (_WIRE.search(head) if _WIRE_SIGN.search(head) else None)
    if found and (year := _likely_year(page, file_name)):
        return _day(year, found["m"], found["d"])
    return None


def _full_datelines(head: str, dates: list[int]) -> Iterator[re.Match[str] | None]:
    """The first place that each kind of dateline with day, month and year has in `head`, the surest kind first.

    `dates` are the places in it at which a full date begins.
    """
    yield _labelled_date(head, dates)
    yield first_match(_ANY_DATE, head, (place for place in dates if _REPORTED_ON.search(head, max(0, place - 6), place)))
    lines = _lines_of(head, dates)
    yield first_match(_CRAWLED, head, lines) if "正文" in head else None
    for pattern in _OWN_LINES:
        yield first_match(pattern, head, lines)


def _closing_date(page: Page) -> date | None:
    """The date that closes a long document, or a labelled one right below it; dates without a label there may be those of other stories."""
    start, end = (page.body[0][0] + HEAD, page.body[-1][1]) if page.body else (0, 0)
    if end + CLOSING <= start:
        return None
    closing, below = (arabic_dates(page.text[max(start, end + a) : end + b]) for a, b in ((-CLOSING, 0), (0, CLOSING)))
    found = _labelled_date(closing, dates := _places_of_dates(closing)) or first_match(_CLOSING_LINE, closing, _lines_of(closing, dates))
    found = found or _labelled_date(below, _places_of_dates(below))
    return _day(found["y"], found["m"], found["d"]) if found else None


def _labelled_date(text: str, dates: list[int]) -> re.Match[str] | None:
    label = _date_label()
    return first_match(_ANY_DATE, text, (place for place in dates if label.search(text, max(0, place - MAX_LABEL), place)))


def _month_in_dateline(page: Page, head: str) -> date | None:
    """The last day of a month that stands by itself in a line of the document's head or at its end: 2019年10月, （二〇二一年十二月）"""
    end = page.body[-1][1] if page.body else 0
    for part in (head, arabic_dates(page.text[max(0, end - CLOSING) : end])):
        short = (line for line in part.split("\n") if len(line) <= MAX_LABEL and "月" in line)
        found = next((found for line in short if (found := _MONTH_LINE.match(line))), None)
        if found and 1 <= int(found["m"]) <= 12:
            return date(int(found["y"]), int(found["m"]), monthrange(int(found["y"]), int(found["m"]))[1])
    return None


def _likely_year(page: Page, file_name: str) -> str | None:
    """The year of a dateline that has none: the file name's, else the year the text mentions most without looking forward to it."""
    named = _date_in_file_name(file_name)
    if named:
        return str(named.year)
    best = [(count, year) for year, count in _years(narrow(page.text[:20_000])).items()]
    return max(best)[1] if best else None


def _years(text: str) -> Counter[str]:
    """How often a text mentions each year without looking forward to it."""
    return Counter(_YEAR.findall(text)) - Counter(_TARGET_YEAR.findall(text))


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


_SOURCE_ADDRESS = re.compile(r"(?m)(?:来源|出处|原文|链接|网址|地址)[^\n]{0,40}?(https?://\S+)")


def _source_address(page: Page) -> str | None:
    """The address that a page gives as its source, at its top or its end."""
    for part in (page.text[:HEAD], page.text[-CLOSING:]):
        if "http" in part and (found := _SOURCE_ADDRESS.search(part)):
            return found[1]
    return None


_ADOPTED = re.compile(rf"[\s(（]*{_YMD}[^\n。]{{0,60}}(?:通过|批准|公布|发布|印发)")
_NEIGHBOUR = re.compile(rf"(?m)^[\s•·]*(?:上一[篇条]|下一[篇条])[^\n]{{0,80}}?{_YMD}")
_NEWS = re.compile(r"本报讯|记者|[电讯][\s(（]|消息")
_OPENS_WITH = re.compile(r"[上下]午|晚|[，,]")  # how a story goes on whose first word is its day
_EVENT = re.compile(_MONTH_DAY)
_YEAR_BEFORE = re.compile(r"((?:19|20)\d\d)年\s?$")
_QUOTED = re.compile(r"“[^”\n]{0,80}”|《[^》\n]{0,80}》")  # a year in a name is not that of the news


def _date_in_text(page: Page, head: str, dates: list[int], file_name: str) -> date | None:
    adopted = [day for at in _lines_of(head, dates) if (m := _ADOPTED.match(head, at)) and (day := _day(m["y"], m["m"], m["d"]))]
    if adopted:
        return max(adopted)
    foot = page.text[-FOOT:]
    linked = narrow(foot) if "上一" in foot or "下一" in foot else ""
    neighbours = [day for m in _NEIGHBOUR.finditer(linked) if (day := _day(m["y"], m["m"], m["d"]))]
    if neighbours:
        return min(neighbours)
    return _day_of_the_news(page, file_name)


def _day_of_the_news(page: Page, file_name: str) -> date | None:
    """A news story that opens with the day of its news (3月8日): the year is the one that stands before the day, the file's name or the
    day's sentence has, else its headline."""
    start = page.body[0][0] if page.body else 0
    opening = arabic_dates(page.text[start : start + OPENING])
    event = _EVENT.search(opening)
    if not event:
        return None
    line_start = opening.rfind("\n", 0, event.start()) + 1
    opens_with_it = not opening[line_start : event.start()].strip() and _OPENS_WITH.match(opening, event.end())
    if not opens_with_it and not _NEWS.search(opening):
        return None
    sentence_start = max(opening.rfind(mark, 0, event.start()) for mark in "。\n") + 1
    sentence = opening[sentence_start:].split("。")[0].split("\n")[0]
    full = _YEAR_BEFORE.search(opening, 0, event.start())
    named = _date_in_file_name(file_name)
    if full and named and int(full[1]) < named.year and "。" in opening[: event.start()]:
        return None  # …。该园于2016年12月2日动工: told in passing by a story of a later year
    if full or named:
        return _day(full[1] if full else str(named.year), event["m"], event["d"])
    for part in (sentence, opening.split("\n")[0]):
        years = _years(_QUOTED.sub("", part))
        if len(years) == 1:
            return _day(next(iter(years)), event["m"], event["d"])
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
    found = _FULL_DATE.search(narrow(value or "")) or _ADDRESS_DATES[1].search(value or "")
    return _day(found["y"], found["m"], found["d"]) if found else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
