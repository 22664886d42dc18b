"""What is known about a document besides its text: its title, its publisher and (from `dates.py`) its day of publication."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

from ingestion.documents.dates import published
from ingestion.documents.lexicon import any_of
from ingestion.documents.page import Page

HEAD = 1500  # characters at the beginning of the page or its body in which mastheads and headlines stand
FOOT = 1500  # characters at its end in which credits stand
MAX_TITLE = 80

_FULL_DATE = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}")


@dataclass(frozen=True)
class About:
    """Title, publisher and day of publication of a document; each None where nothing tells it."""

    title: str | None
    publisher: str | None
    published_date: date | None
    published_date_basis: str | None


def describe(page: Page, file_name: str, url: str | None = None) -> About:
    """Work out title, publisher and day of publication of a page. `file_name` and `url` are where it came from."""
    title = _title(page)
    day, basis = published(page, file_name, url)
    return About(title, _publisher(page, title), day, basis)


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
    above_byline = next((above for above, line in pairwise(lines) if _BYLINE.match(line)), None)
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
def _publisher_hints() -> tuple[re.Pattern[str], ...]:
    """For each publisher pattern a fast search (it begins with a literal) that hits wherever the pattern does."""
    label, media = (any_of("bylines.csv", kind) for kind in ("publisher_label", "media_suffix"))
    return (
        re.compile(rf"{label}|转自|转载自"),
        re.compile("来源"),
        re.compile(
            rf"(?:{media})(?:[、，,\-][一-鿿-]{{0,12}}?)?[一-鿿]{{0,8}}?(?:\d+月\d+日)?(?:专?电|讯|消息|记者|\s记者)"
        ),
        re.compile("版权所有"),
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
    for hint, pattern in zip(_publisher_hints(), _publisher_patterns(), strict=True):
        found = hint.search(parts) and pattern.search(parts)
        if found:
            return found["name"] or found["other"]
    head = text[:HEAD]
    for hint, pattern in zip(("", "人民政府", "政府工作报告", "届人民代表大会"), _issuer_patterns(), strict=True):
        found = (title and hint in title and pattern.search(title)) or (hint in head and pattern.search(head))
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
