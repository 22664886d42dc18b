"""What on a page is not its story: menus, buttons, teasers, footers, credits, advertisements.

The words are data (`lexicon/furniture.csv`); here is only how they are applied to lines and to running text. The rule of the house for
all of it: never lose body. What is not plainly furniture stays.
"""

from __future__ import annotations

import re
from functools import cache

from ingestion.documents.lexicon import any_of

Span = tuple[int, int]

LONG_LINE = 60  # furniture lines are shorter (in characters)
TAIL_WINDOW = 4000  # where running text may turn into furniture: its last so many characters

_LINE = re.compile(r"\S[^\n]*")
_PARAGRAPH_END = tuple("。！？!?”’）)」』】；;")
_BULLETS = r"[•·●○◆◇■□▲>»\-*#|\s]*"
_BREADCRUMB = re.compile(r"[^。！？]{1,20}(?:\s*(?:>+|»|›|＞|→)\s*[^。！？>»›＞]{1,20}){2,}$|.{0,8}首页$")
_PAGE_NUMBER = re.compile(r"(?:第\s*\d{1,4}\s*页.{0,12}|[-—–]\s*\d{1,4}\s*[-—–]|\d{1,4}\s*/\s*\d{1,4})$")
_ADVERTISEMENT = re.compile(r"广告\s[^。\n]{4,100}?[×✕xX](?=\S|$)")
_CRAWL_HEAD = re.compile(r"\s*[^。！？\n]{0,120}?正文[：:]\s*(?:原标题[：:]\s*)?")
_CREDITS = re.compile(r"来源[丨｜|:：]|(?:本文)?(?:转自|转载自)|作者[:：]|文[/／]|编辑[丨｜|:：/]")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,500}>|&(?:[A-Za-z]{2,8}|#\d{1,6}|#x[0-9A-Fa-f]{1,5});")
_HIDDEN_MARKUP = re.compile(r"<!(--)|<(script|style)\b", re.I)
_CLOSED_BY = {"--": "-->", "script": "</script", "style": "</style"}


@cache
def _line_pattern() -> re.Pattern[str]:
    """Tells a line's kind by the name of the group that matched it (kinds of furniture.csv)."""
    kinds = ("section", "footer", "place", "line", "button", "menu")
    section, footer, place, line, button, menu = (any_of("furniture.csv", kind) for kind in kinds)
    return re.compile(
        rf"{_BULLETS}(?:(?P<section>(?:{section})[\s:：>》】\].]*$)"
        rf"|(?P<footer>(?:{footer})|\S{{1,8}}?(?:{footer})[^，。；]*$)"
        rf"|(?P<place>{place})"
        rf"|(?P<line>[【\[(（]?(?:{line})(?:\s*[:：/|丨｜>】]|$|\s))"
        rf"|(?P<button>(?:(?:{button})[\s|｜/]*)+$)"
        rf"|(?P<menu>(?:(?:{button}|{menu})[\s|｜/]*)+$))"
    )


@cache
def _tail_pattern() -> re.Pattern[str]:
    return re.compile(any_of("furniture.csv", "tail"))


def furniture_spans(text: str) -> list[Span]:
    """Half-open spans of `text` that are furniture, in no particular order and perhaps overlapping. Linear in the length of the text."""
    spans = _line_spans(text)
    spans += _running_text_spans(text)
    return spans


def markup_spans(text: str) -> list[Span]:
    """Spans of HTML tags, comments and entities that stand in plain text or Markdown, scripts and styles with their content."""
    if "<" not in text and "&" not in text:
        return []
    return [m.span() for m in _MARKUP.finditer(text)] + _hidden_spans(text)


def _hidden_spans(text: str) -> list[Span]:
    """Comments, scripts and styles from their opening to their closing mark. One that is never closed hides nothing."""
    spans: list[Span] = []
    unclosed: set[str] = set()
    position = 0
    while opening := _HIDDEN_MARKUP.search(text, position):
        kind = (opening[1] or opening[2]).lower()
        end = -1 if kind in unclosed else text.find(_CLOSED_BY[kind], opening.end())
        if end < 0:
            unclosed.add(kind)  # searching for it again from every further opening would take for ever
            position = opening.end()
        else:
            position = end + len(_CLOSED_BY[kind])
            spans.append((opening.start(), position))
    return spans


def _line_spans(text: str) -> list[Span]:
    """Furniture that stands on lines of its own, the menus above the story, and everything below the end of the page's story."""
    pattern = _line_pattern()
    lines = [match.span() for match in _LINE.finditer(text)]
    paragraphs = [size if _is_paragraph(text, start, end) else 0 for start, end in lines if (size := end - start)]
    below = sum(paragraphs)  # characters of paragraphs still to come; those of teasers, which stop with an ellipsis, don't count
    above = head_end = 0
    spans: list[Span] = []
    for (start, end), paragraph in zip(lines, paragraphs, strict=True):
        above += paragraph
        below -= paragraph
        if end - start > 2 * LONG_LINE:
            continue
        kind = _kind_of_line(pattern, text[start:end].rstrip(), in_head=not above)
        if kind in ("section", "footer") and above and below <= 4 * above:
            spans.append((start, len(text)))
            break
        if kind and (end - start <= LONG_LINE or kind == "footer"):
            spans.append((start, end))
            if not above and kind in ("place", "menu"):
                head_end = end
    return [*spans, (0, head_end)] if head_end else spans


def _is_paragraph(text: str, start: int, end: int) -> bool:
    return end - start > LONG_LINE and text[max(start, end - 12) : end].rstrip().endswith(_PARAGRAPH_END)


def _kind_of_line(pattern: re.Pattern[str], line: str, in_head: bool) -> str | None:
    found = pattern.match(line)
    if found:
        return found.lastgroup
    if _PAGE_NUMBER.match(line):
        return "line"
    return "place" if in_head and _BREADCRUMB.match(line) else None


def _running_text_spans(text: str) -> list[Span]:
    """Furniture inside long lines, as one-line crawls of news pages have it: the crawler's head, advertisements, the foot."""
    spans = []
    head = _CRAWL_HEAD.match(text)
    if head:
        spans.append((0, head.end()))
    if "广告" in text:
        spans += [m.span() for m in _ADVERTISEMENT.finditer(text)]
    window = max(len(text) - TAIL_WINDOW, len(text) * 3 // 10)
    foot = _tail_pattern().search(text, window)
    end = foot.start() if foot else len(text)
    if foot:
        spans.append((end, len(text)))
        spans += _teasers_before(text, end)
    return spans


def _teasers_before(text: str, end: int) -> list[Span]:
    """Headlines of other articles, run together between the last full stop and the credits at `end`."""
    start = max(text.rfind(mark, max(0, end - 600), end) for mark in "。\n") + 1
    if not start or end - start < 15:
        return []
    credits = _CREDITS.search(text, start, end)
    stop = credits.start() if credits else end
    fragment = text[start:stop]
    if len(fragment) >= 15 and fragment.count("！") + len(fragment.split()) >= 4:
        return [(start, stop)]
    return []
