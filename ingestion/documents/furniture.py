"""What on a page is not its story: menus, buttons, teasers, footers, credits, advertisements.

The words are data (`lexicon/furniture.csv`); here is only how they are applied to lines and to running text. The rule of the house for
all of it: never lose body. What is not plainly furniture stays.
"""

from __future__ import annotations

import re
from functools import cache

from ingestion.wordlists import alternatives, any_of, terms

Span = tuple[int, int]
Line = tuple[int, int, str]  # where a line stands in its text, and the line without the white space before it

LONG_LINE = 60  # furniture lines are shorter (in characters)
MAX_BEFORE_FOOTER = 14  # characters of a name or of years that stand before a footer's word in its line
MAX_CRAWL_HEAD = 120  # characters before the word that ends a crawler's head
MIN_TEASERS = 3  # headlines that make a list
TAIL_WINDOW = 4000  # where running text may turn into furniture: its last so many characters

_PARAGRAPH_END = tuple("。！？!?”’）)」』】；;")
_BULLETS = "•·●○◆◇■□▲>»-*#|"
_TEASER_BULLETS = "•·●○◆■-"
_BRACKETS = "【[(（"
_PAGE_NUMBER_OPENERS = "第-—–"  # or a digit
_KINDS = ("section", "sidebar", "footer", "place", "line", "record", "button", "menu")
_BREADCRUMB = re.compile(
    r"[^。！？]{0,20}(?:\s*(?:>+|»|›|＞|→)\s*[^。！？>»›＞]{1,20}){2,}$|.{0,8}首页(?:\s*[>»›＞][^。！？]{1,40}|\s*[|｜][^。！？]{1,50})?$"
)
_PAGE_NUMBER = re.compile(
    r"(?:第\s*\d{1,4}\s*页.{0,12}|[-—–]\s*\d{1,4}\s*[-—–]|\d{1,4}\s*/\s*\d{1,4}|第?\s?[A-Z]?\d{1,3}\s?版\s?[:：].{1,12})$"
)
_HAS_DIGIT = re.compile(r"[\d二两三四五六七八九十百千]")  # also in Chinese: 新建小学三所
_ADVERTISEMENT = re.compile(r"广告\s[^。\n]{4,100}?[×✕xX](?=\S|$)")
_CRAWL_HEAD = re.compile(rf"\s*[^。！？\n]{{0,{MAX_CRAWL_HEAD}}}?正文[：:]\s*(?:原标题[：:]\s*)?")
_CREDITS = re.compile(r"来源[丨｜|:：]|(?:本文)?(?:转自|转载自)|作者[:：]|文[/／]|编辑[丨｜|:：/]")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,500}>|&(?:[A-Za-z]{2,8}|#\d{1,6}|#x[0-9A-Fa-f]{1,5});")
_HIDDEN_MARKUP = re.compile(r"<!(--)|<(script|style)\b", re.I)
_CLOSED_BY = {"--": "-->", "script": "</script", "style": "</style"}


@cache
def _line_pattern() -> re.Pattern[str]:
    """Tells a line's kind by the name of the group that matched it (kinds of furniture.csv)."""
    section, sidebar, footer, place, line, record, button, menu = (alternatives(terms("furniture", kind)) for kind in _KINDS)
    footer = footer.replace("：", "[:：]")
    return re.compile(
        rf"[{re.escape(_BULLETS)}\s]*(?:(?P<section>(?:{section})[\s:：>》】\].]*$)"
        rf"|(?P<sidebar>(?:{sidebar})[\s:：>》】\].]*$)"
        rf"|(?P<footer>(?:{footer})|(?:\S{{1,8}}?\s?|[\d\s–—©-]{{4,{MAX_BEFORE_FOOTER}}})(?:{footer})[^，。；]*$)"
        rf"|(?P<place>{place})"
        rf"|(?P<line>[{re.escape(_BRACKETS)}]?(?:{line})(?:\s*[:：/|丨｜>】]|$|\s))"
        rf"|(?P<record>(?:{record})\s*(?:[:：|丨｜>】]|$|\s))"
        rf"|(?P<button>(?:(?:{button})[\s|｜/]*)+$)"
        rf"|(?P<menu>(?:(?:{button}|{menu})[\s|｜/]*)+$))"
    )


@cache
def _openers() -> frozenset[str]:
    """What furniture can begin with, digits apart. A line that begins otherwise can only be a footer, by a word further on."""
    words = {term[0] for kind in _KINDS for term in terms("furniture", kind)}
    return frozenset(words.union(_BULLETS, _BRACKETS, _PAGE_NUMBER_OPENERS))


@cache
def _footer_word() -> tuple[re.Pattern[str], int]:
    """Finds a word of the foot, and up to where in a line one that counts can reach."""
    words = terms("furniture", "footer")
    return any_of([*words, *(word.replace("：", ":") for word in words)]), MAX_BEFORE_FOOTER + len(words[0])


@cache
def _tail_pattern() -> re.Pattern[str]:
    return re.compile(alternatives(terms("furniture", "tail")).replace("：", "[:：]"))


def furniture_spans(text: str, lines: list[Line]) -> list[Span]:
    """Half-open spans of `text` that are furniture, in no particular order and perhaps overlapping. Linear in the length of the text.

    `lines` are the text's lines that are not blank, in order.
    """
    return _line_spans(text, lines) + _running_text_spans(text, lines[0][0] if lines else 0)


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


def _line_spans(text: str, lines: list[Line]) -> list[Span]:
    """Furniture that stands on lines of its own, the menus above the story, and everything below the end of the page's story."""
    above = head_end = 0  # above: characters of paragraphs so far; those of teasers, which stop with an ellipsis, don't count
    whole = sidebar = None
    spans: list[Span] = []
    for number, (start, end, line) in enumerate(lines):
        size = end - start
        if size > LONG_LINE and _is_paragraph(line):
            above += size
        if sidebar is not None and line[-3:].rstrip().endswith("。"):
            spans.append((sidebar, start))
            sidebar = None
        if size > 2 * LONG_LINE:
            continue
        kind = _kind_of_line(line.rstrip(), in_head=not above)
        if not kind:
            continue
        if kind in ("section", "footer") and above:
            if whole is None:
                whole = sum(len(line) for _, _, line in lines if len(line) > LONG_LINE and _is_paragraph(line))
            if whole - above <= 4 * above:
                lines = lines[:number]
                spans.append((start, len(text)))
                break
        if kind == "sidebar":
            sidebar = start if above else None
        elif size <= LONG_LINE or kind in ("footer", "record"):
            spans.append((start, end))
            if not above and kind in ("place", "menu"):
                head_end = end
    if sidebar is not None:
        spans.append((sidebar, len(text)))
    if above:
        spans += _bulleted_teasers(lines)
    return [*spans, (0, head_end)] if head_end else spans


def _bulleted_teasers(lines: list[Line]) -> list[Span]:
    """A list of headlines that closes a page without a heading of its own. A list with a figure in it, or one that is announced, stays."""
    first = len(lines)
    while first and lines[first - 1][2][0] in _TEASER_BULLETS and not _HAS_DIGIT.search(lines[first - 1][2][:LONG_LINE]):
        first -= 1
    if len(lines) - first < MIN_TEASERS or (first and lines[first - 1][2].rstrip().endswith(("：", ":"))):
        return []
    if any(_is_paragraph(line) or len(line) > LONG_LINE for _, _, line in lines[first:]):
        return []
    return [(lines[first][0], lines[-1][1])]


def _is_paragraph(line: str) -> bool:
    return line[-12:].rstrip().endswith(_PARAGRAPH_END)


def _kind_of_line(line: str, in_head: bool) -> str | None:
    footer_word, reach = _footer_word()
    if line[0] in _openers() or line[0].isdecimal() or footer_word.search(line, 1, reach):
        found = _line_pattern().match(line)
        if found:
            return found.lastgroup
        if _PAGE_NUMBER.match(line):
            return "line"
    return "place" if in_head and _BREADCRUMB.match(line) else None


def _running_text_spans(text: str, start: int) -> list[Span]:
    """Furniture inside long lines, as one-line crawls of news pages have it: the crawler's head (from the text's first word, at `start`),
    advertisements, the foot."""
    spans = []
    head = _CRAWL_HEAD.match(text) if text.find("正文", start, start + MAX_CRAWL_HEAD + 2) >= 0 else None
    if head:
        spans.append((0, head.end()))
    if "广告" in text:
        spans += [m.span() for m in _ADVERTISEMENT.finditer(text)]
    window = max(len(text) - TAIL_WINDOW, len(text) * 3 // 10)
    for foot in _tail_pattern().finditer(text, window):
        if (teaser := _teaser_line(text, foot)) is not None:
            spans.append(teaser)
            continue
        spans.append((foot.start(), len(text)))
        spans += _teasers_before(text, foot.start())
        break
    return spans


def _teaser_line(text: str, foot: re.Match[str]) -> Span | None:
    """The short line that opens with the words of a foot, where paragraphs of the story follow: 推荐阅读：…, and the text goes on."""
    start, end = text.rfind("\n", 0, foot.start()) + 1, text.find("\n", foot.end())
    if end < 0 or end - start > LONG_LINE or text[start : foot.start()].strip():
        return None
    goes_on = any(len(line) > LONG_LINE and _is_paragraph(line) for line in text[end:].splitlines())
    return (start, end) if goes_on else None


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
