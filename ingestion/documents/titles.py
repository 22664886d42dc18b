"""The title of a document: what its page declares, what its first lines say, else what its last lines quote.

Here belongs: which line is a headline and which is a document number, a label of the page or a byline. Not here: what is no body at all
(`furniture.py`), whose lines never come here.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from ingestion.documents.chinese_dates import arabic_dates
from ingestion.documents.dates import DOCUMENT_NUMBER
from ingestion.documents.page import Page
from ingestion.wordlists import terms

HEAD = 1500  # characters at the beginning of the body in which headlines stand
TAIL = 400  # characters at the end of the page in which it may quote its own headline
MAX_LINES = 16  # lines of them
MAX_CELLS = 2_000  # of tables that begin there
MAX_TITLE = 80

_ORIGINAL_TITLE = re.compile(r"原标题(?<![(（]原标题)[：:]\s*")
_QUOTING = ("原标题", "文章名称", "文章标题", "查看完整版本")
_QUOTED_TITLE = re.compile(rf"(?:{'|'.join(_QUOTING)})\s*[：:]\s*[《（(]?(?P<title>[^\n《》]{{4,80}}?)(?=[》)）]?\s*(?:$|\n))")
_LEAD = re.compile(
    r"\s|→|(?=近日|日前|近年来|暑期|今天|昨天|记者|本报讯|新华社|中新网|本文转自|我国|据[一-鿿]|为(?:进一步|做好|更好|了)"
    r"|[一-鿿]{2}(?:日报|晚报|都市报|教育报|新闻网)|(?:19|20)\d\d年\d{1,2}月|\d{1,2}月\d{1,2}日|\d{1,2}日)"
)
_BYLINE = re.compile(r"\s*(?:本报(?:通讯员|记者|首席记者)|□|作者[:：])")
_FILE_NAME = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_HEADING_MARK = re.compile(r"^(?:#{1,6}\s*|[—–]{1,4}\s*)")
_NAME = re.compile(r"[一-鿿]+")
_FORUM_MARK = re.compile(r"\s*\[复制链接\]\s*$")
_DATED = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}")
_DATE_ALONE = re.compile(r"[（(]?(?:19|20)\d\d\s?年\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?[）)]?")
# Lines that may stand above a headline and are none themselves.
_NO_HEADLINE = re.compile(
    rf"{DOCUMENT_NUMBER}(?:{_DATED.pattern}日?)?\s*$"
    rf"|[^。！？]{{0,60}}{_DATED.pattern}"  # a dateline, a forum's 发表于
    r"|(?:https?://|www\.)\S+|[^。]{0,30}[:：][^。]{0,30}[|｜]"
    r"|(?=.{0,40}$)(?:[^。，！？]{0,16}\s)?(?:[^。，！？\s]{2,10}(?:网|报|新闻|台))?(?:本报|特约|见习|首席|全媒体)*(?:记者|通讯员|评论员)\s"
)
_SIGN = re.compile(r"\d\d|[|｜:：]|记者|通讯员|评论员")  # without which no line is one of those
_UNFINISHED = re.compile(r"关于|《[^》]*$")
_KIND_OF_LETTER = re.compile(
    r"(?:批复|通知|意见|报告|决定|公告|通告|复?函|答复|通报|办法|方案|请示|规定|规划|计划)(?:[（(][^（()）]{1,12}[)）])?$"
)


def title_of(page: Page) -> str | None:
    """The title of a page; None where nothing tells it."""
    declared = page.declared.get("title")
    if declared and declared not in terms("bylines", "generic_title"):
        return shortened(_FORUM_MARK.sub("", declared))
    original = _ORIGINAL_TITLE.search(page.text[:400])
    if original:
        return _crawled_title(page.text[original.end() : original.end() + MAX_TITLE * 2])
    lines = _first_lines(page)
    found = _first_headline(lines)
    if found:
        return found
    above_byline = next((above for above, line in pairwise(lines) if _BYLINE.match(line)), None)
    quoted = _headline(above_byline) if above_byline else None
    return quoted or _below_letter(lines) or _quoted_title(page.text[-TAIL:]) or _of_file(page)


def shortened(title: str) -> str | None:
    """A title or a name in one line of at most MAX_TITLE characters; None where nothing is left."""
    title = " ".join(title.split())
    return (title if len(title) <= MAX_TITLE else title[: MAX_TITLE - 1] + "…") or None


def _first_lines(page: Page) -> list[str]:
    """The lines with words in them at the beginning of the body, rows of tables left out; a row of one cell, as sheets have their title
    above a table, is a line."""
    pieces = (page.text[start : min(end, start + HEAD)] for start, end in page.body[:12])
    rows = _rows_of_tables(page)
    return [line.strip() for piece in pieces for line in piece.splitlines() if any(map(str.isalnum, line)) and line.strip() not in rows][
        :MAX_LINES
    ]


def _rows_of_tables(page: Page) -> set[str]:
    """The rows of several cells at the beginning of the page, as the lines that they are in its text."""
    cells = [cell for cell in page.cells[:MAX_CELLS] if cell.start < HEAD]
    rows: dict[tuple[int, int], list[int]] = {}
    for cell in cells:
        rows.setdefault((cell.table, cell.row), []).extend((cell.start, cell.end))
    return {page.text[min(row) : max(row)] for row in rows.values() if len(row) > 2}


def _first_headline(lines: list[str]) -> str | None:
    """The first line that is a headline, where nothing but numbers, labels and bylines stand above it."""
    for line, following in pairwise([*lines, ""]):
        if len(line) > 2 * MAX_TITLE:
            return None
        line = _FORUM_MARK.sub("", _HEADING_MARK.sub("", line))
        if (_SIGN.search(line) and _NO_HEADLINE.match(line)) or (_is_masthead(line) and _headline(following)):
            continue
        found = _headline(line)
        if found and _UNFINISHED.search(found) and not _KIND_OF_LETTER.search(found) and _KIND_OF_LETTER.search(following):
            return _headline(found + following) or found  # a letter's title on two lines
        return found
    return None


def _headline(line: str) -> str | None:
    """A line that looks like a headline: short, and no sentence; None otherwise."""
    if len(line) > MAX_TITLE or len(line) < 2 or line.endswith(("。", "；", ";", "，", ",", ":", "：")) or _NO_TITLE_START.match(line):
        return None
    return line


_NO_TITLE_START = re.compile(rf"{_DATED.pattern}|\d{{1,2}}月\d{{1,2}}日$")


@cache
def _name_endings() -> tuple[str, ...]:
    return (*terms("bylines", "media_suffix"), *terms("bylines", "office_suffix"), "网")


def _is_masthead(line: str) -> bool:
    """Is the line nothing but the name of a site, a newspaper or an office?"""
    return len(line) <= 16 and line.endswith(_name_endings()) and bool(_NAME.fullmatch(line))


def _of_file(page: Page) -> str | None:
    """The title in the properties of a PDF or Word file, the last resort: they are often those of a template or of another document."""
    title = page.declared.get("file_title", "")
    names_file = _FILE_NAME.search(title) or title.startswith(terms("bylines", "program_title"))
    return shortened(title) if any("一" <= char <= "鿿" for char in title) and not names_file else None


def _below_letter(lines: list[str]) -> str | None:
    """The headline below the date that closes a covering letter: the title of what the letter forwards."""
    dated = (pair for pair in pairwise(lines) if pair[0].endswith(("日", "月", "）", ")")))
    below = (line for closing, line in dated if _DATE_ALONE.fullmatch(arabic_dates(closing)))
    return _headline(next(below, ""))


def _quoted_title(tail: str) -> str | None:
    found = _QUOTED_TITLE.search(tail) if any(label in tail for label in _QUOTING) else None
    return shortened(found["title"]) if found else None


def _crawled_title(run: str) -> str | None:
    """The title at the beginning of a one-line crawl, where nothing but the story's opening words part it from the story."""
    for found in _LEAD.finditer(run, 6):
        candidate = run[: found.start()]
        if candidate.count("“") == candidate.count("”") and candidate.count("《") == candidate.count("》"):
            return shortened(candidate.strip())
    return shortened(re.split(r"[。，,\n]", run)[0])
