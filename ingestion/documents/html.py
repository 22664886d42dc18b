"""HTML: the page's whole visible text in reading order, and which of it is main body.

Here belongs: what a page's head declares, and aligning the main text that trafilatura finds onto the visible text (`visible.py`).
Not here: words that mark furniture (`furniture.py`), which apply to this text as to any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from ingestion.documents.decode import decode
from ingestion.documents.errors import ReadError
from ingestion.documents.html_tables import places_claimed
from ingestion.documents.page import Page
from ingestion.documents.plain import body_spans, complement, union
from ingestion.documents.visible import Line, parse, visible_text
from ingestion.wordlists import terms

_WORD = re.compile(r"[^\s，。；！？、：|:,;!?“”\"()（）]+")  # of a table
_CLAUSE = re.compile(r"[^\s，。；！？、：:,;!?“”\"()（）]{4,}")

# trafilatura compares elements with each other; beyond this it may take minutes, and the page's own paragraphs tell the body well enough.
MAX_CHARS_FOR_TRAFILATURA = 1_000_000
MAX_DEPTH_FOR_TRAFILATURA = 200
MAX_PLACES_FOR_TRAFILATURA = 20_000  # of tables, for it writes out every one that a cell claims
MAX_LINES_TO_TABLE = 4  # between the last paragraph and a table that belongs to it: its title, its unit, its date


def read_html(data: bytes) -> Page:
    """The page of an .html file: visible text, body spans, and what its head declares. Raises ReadError."""
    source, encoding = decode(data, looks_for_declaration=True)
    root, depth = parse(source)
    text, lines, cells = visible_text(root)
    if not text.strip():
        raise ReadError("empty", "The page shows no text (perhaps a script draws it); save the page as the browser shows it.")
    main = _main_lines(text, lines, lambda: "" if places_claimed(root) > MAX_PLACES_FOR_TRAFILATURA else _main_text(source, depth))
    away = complement(text, [(line.start, line.end) for line in main])
    # rows of data may look like furniture or repeat each other; they stay all the same
    rows = [(line.start, line.end) for line in main if line.table is not None]
    return Page(text=text, encoding=encoding, body=union(body_spans(text, away), rows), declared=_declared(root), cells=cells)


def _main_text(source: str, depth: int) -> str:
    """The main text as trafilatura sees it; empty where it finds none or the page is too much for it."""
    if len(source) > MAX_CHARS_FOR_TRAFILATURA or depth > MAX_DEPTH_FOR_TRAFILATURA:
        return ""
    import trafilatura

    try:
        return trafilatura.extract(source, options=_trafilatura_options()) or ""
    except Exception:  # whatever a hostile page does to it, the page's own paragraphs are still there
        return ""


@cache
def _trafilatura_options():
    """Its settings, which it would else read again for every page."""
    from trafilatura.settings import Extractor

    return Extractor(recall=True, comments=False, tables=True, dedup=False)


def _main_lines(text: str, lines: list[Line], main_text: Callable[[], str]) -> list[Line]:
    """The lines that are main body: those between the first and the last line of the main text, but for lines made of links.

    The main text is asked for only where there are several paragraphs, or tables of data, to choose from. A table in the main text is body
    wherever it stands.
    """
    paragraphs = [i for i, line in enumerate(lines) if _is_paragraph(text, line)]
    if not paragraphs:
        return lines
    has_tables = any(line.table is not None for line in lines)
    chosen = paragraphs
    main = main_text() if len(paragraphs) > 1 or has_tables else ""
    if len(paragraphs) > 1:
        clauses = set(_CLAUSE.findall(main))
        known = [i for i in paragraphs if _share_known(text, lines[i], clauses) >= 0.5]
        size = lambda picked: sum(lines[i].end - lines[i].start for i in picked)  # noqa: E731
        chosen = known if known and size(known) >= size(paragraphs) / 2 else paragraphs
    if has_tables:
        chosen = sorted({*chosen, *_rows_of_main(text, lines, main, chosen)})
    first = _headline_above(lines, chosen[0])
    return [line for line in lines[first : chosen[-1] + 1] if line.table is not None or line.linked < 0.6 * (line.end - line.start)]


def _rows_of_main(text: str, lines: list[Line], main: str, chosen: list[int]) -> list[int]:
    """The rows of the data tables that belong to the main text: half of their words stand in it, or nothing long parts them from it."""
    words = set(_WORD.findall(main))
    tables: dict[int, list[int]] = {}
    for i, line in enumerate(lines):
        if line.table is not None:
            tables.setdefault(line.table, []).append(i)
    rows: list[int] = []
    last = chosen[-1]
    for picked in tables.values():
        own = [word for i in picked for word in _WORD.findall(text, lines[i].start, lines[i].end)]
        between = lines[last + 1 : picked[0]]
        is_next = last < picked[0] and len(between) <= MAX_LINES_TO_TABLE and not any(line.linked for line in between)
        if is_next or (own and sum(word in words for word in own) >= 0.5 * len(own)):
            rows += picked
            last = max(last, picked[-1])
    return rows


def _is_paragraph(text: str, line: Line) -> bool:
    size = line.end - line.start
    if line.linked > 0.4 * size:
        return False
    return size >= 40 or text[line.start : line.end].rstrip().endswith(("。", "！", "？", "；", "”"))


def _share_known(text: str, line: Line, clauses: set[str]) -> float:
    own = _CLAUSE.findall(text, line.start, line.end)
    total = sum(map(len, own))
    return sum(len(c) for c in own if c in clauses) / total if total else 0.0


def _headline_above(lines: list[Line], first: int) -> int:
    """The nearest heading of the page, up to a dozen lines above its first paragraph, belongs to the body."""
    above = [i for i in range(max(0, first - 12), first) if lines[i].heading]
    return above[0] if above else first


def _declared(root) -> dict[str, str]:
    """Title, publisher and day of publication from the head and the first heading; only what is there."""
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").lower()
        if name and (meta.get("content") or "").strip():
            metas.setdefault(name, meta.get("content").strip())
    found = {}
    for field in ("title", "publisher", "published"):
        value = next((metas[name] for name in terms("bylines", f"meta_{field}") if name in metas), None)
        if value:
            found[field] = value
    if "published" not in found:
        stamp = next((t.get("datetime") for t in root.iter("time") if t.get("datetime")), None)
        if stamp:
            found["published"] = stamp
    heading = next((" ".join("".join(h.itertext()).split()) for h in root.iter("h1")), None) or found.get("title")
    title = heading or next((" ".join((t.text or "").split()) for t in root.iter("title")), None)
    if title:
        found["title"] = title
    return found
