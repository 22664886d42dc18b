"""HTML: the page's whole visible text in reading order, and which of it is main body.

Here belongs: parsing (lxml), what a browser would show, titles and dates in the head, and aligning the main text that trafilatura finds
onto the visible text. Not here: words that mark furniture (`furniture.py`), which apply to this text as to any other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingestion.documents.decode import decode
from ingestion.documents.errors import ReadError
from ingestion.documents.furniture import Span
from ingestion.documents.lexicon import terms
from ingestion.documents.page import Page
from ingestion.documents.plain import body_spans, complement

_UNSEEN = {
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "svg",
    "math",
    "iframe",
    "object",
    "select",
    "textarea",
    "audio",
    "video",
    "canvas",
}
_INLINE = {
    "a",
    "abbr",
    "acronym",
    "b",
    "bdi",
    "bdo",
    "big",
    "cite",
    "code",
    "data",
    "del",
    "dfn",
    "em",
    "font",
    "i",
    "img",
    "ins",
    "kbd",
    "label",
    "mark",
    "meter",
    "nobr",
    "output",
    "progress",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "time",
    "tt",
    "u",
    "var",
    "wbr",
    "button",
    "input",
}
_CELLS = {"td", "th"}
_HEADINGS = {"h1", "h2", "h3"}
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_CLAUSE = re.compile(r"[^\s，。；！？、：:,;!?“”\"()（）]{4,}")

# trafilatura compares elements with each other; beyond this it may take minutes, and the page's own paragraphs tell the body well enough.
MAX_CHARS_FOR_TRAFILATURA = 1_000_000
MAX_DEPTH_FOR_TRAFILATURA = 200


@dataclass
class _Line:
    """A line of the visible text: its span, and how many of its characters are links."""

    start: int
    end: int
    linked: int = 0
    heading: bool = False


def read_html(data: bytes) -> Page:
    """The page of an .html file: visible text, body spans, and what its head declares. Raises ReadError."""
    source, encoding = decode(data, looks_for_declaration=True)
    root, depth = _parse(source)
    text, lines = _visible_text(root)
    if not text.strip():
        raise ReadError("empty", "The page shows no text (perhaps a script draws it); save the page as the browser shows it.")
    main = _main_lines(text, lines, _main_text(source, depth))
    away = complement_of_lines(text, main)
    return Page(text=text, encoding=encoding, body=body_spans(text, away), declared=_declared(root))


def _parse(source: str):
    from lxml import etree

    # Bytes in UTF-8 and a parser told so: an XML declaration or a meta element that names another charset is then of no effect.
    parser = etree.HTMLParser(encoding="utf-8", recover=True, no_network=True, huge_tree=True, remove_blank_text=False)
    root = etree.fromstring(source.replace("\0", "").encode("utf-8"), parser)
    if parser.error_log.filter_from_fatals():
        raise ReadError("too_deep", "Elements are nested too deeply to read the page whole; save it again as a browser shows it.")
    if root is None:
        raise ReadError("empty", "The page has no elements; get it again from its source.")
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return root, deepest


def _visible_text(root) -> tuple[str, list[_Line]]:
    """The text a browser shows: inline elements run together, block elements on lines of their own, table cells apart by a tab."""
    from lxml import etree

    writer = _Writer()
    unseen = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if unseen is None:
                writer.write(element.tail)
            continue
        if event == "start":
            if unseen is None and _is_unseen(element):
                unseen = element
            if unseen is None:
                writer.open(element.tag)
                writer.write(element.text)
            continue
        if unseen is None:
            writer.close(element.tag)
        elif unseen is element:
            unseen = None
        if unseen is None and element is not root:
            writer.write(element.tail)
    return writer.finish()


def _is_unseen(element) -> bool:
    if element.tag in _UNSEEN or element.get("hidden") is not None:
        return True
    return element.tag == "input" or bool(_HIDDEN_STYLE.search(element.get("style") or ""))


class _Writer:
    """Collects visible text line by line, white space collapsed as HTML collapses it."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.lines: list[_Line] = []
        self.line: _Line | None = None
        self.pending_space = False
        self.links = self.preformatted = self.headings = 0

    def open(self, tag: str) -> None:
        if tag == "br":
            self.end_line()
        elif tag in _CELLS:
            if self.line:
                self._put("\t")
        elif tag not in _INLINE:
            self.end_line()
        self._count(tag, 1)

    def close(self, tag: str) -> None:
        self._count(tag, -1)
        if tag not in _INLINE and tag not in _CELLS and tag != "br":
            self.end_line()

    def write(self, text: str | None) -> None:
        if not text:
            return
        if self.preformatted:
            for i, row in enumerate(text.splitlines()):
                if i:
                    self.end_line()
                if row:
                    self._put(row)
            return
        collapsed = _SPACE.sub(" ", text)
        if collapsed.startswith(" "):
            self.pending_space = True
            collapsed = collapsed[1:]
        if not collapsed:
            return
        if self.pending_space and self.line:
            self._put(" ")
        self.pending_space = collapsed.endswith(" ")
        self._put(collapsed.rstrip(" "))

    def end_line(self) -> None:
        if self.line:
            self.line.end = self.length
            self.lines.append(self.line)
            self.line = None
            self.pieces.append("\n")
            self.length += 1
        self.pending_space = False

    def finish(self) -> tuple[str, list[_Line]]:
        self.end_line()
        return "".join(self.pieces), self.lines

    def _put(self, text: str) -> None:
        if self.line is None:
            self.line = _Line(self.length, self.length, heading=self.headings > 0)
        self.pieces.append(text)
        self.length += len(text)
        if self.links:
            self.line.linked += len(text)

    def _count(self, tag: str, step: int) -> None:
        if tag == "a":
            self.links += step
        elif tag in ("pre", "textarea"):
            self.preformatted += step
        elif tag in _HEADINGS:
            self.headings += step


def _main_text(source: str, depth: int) -> str:
    """The main text as trafilatura sees it; empty where it finds none or the page is too much for it."""
    if len(source) > MAX_CHARS_FOR_TRAFILATURA or depth > MAX_DEPTH_FOR_TRAFILATURA:
        return ""
    import trafilatura

    try:
        return trafilatura.extract(source, favor_recall=True, include_comments=False, include_tables=True, deduplicate=False) or ""
    except Exception:  # whatever a hostile page does to it, the page's own paragraphs are still there
        return ""


def _main_lines(text: str, lines: list[_Line], main_text: str) -> list[_Line]:
    """The lines that are main body: those between the first and the last line of the main text, but for lines made of links."""
    clauses = set(_CLAUSE.findall(main_text))
    chosen = [i for i, line in enumerate(lines) if _is_paragraph(text, line) and _share_known(text, line, clauses) >= 0.5]
    paragraphs = [i for i, line in enumerate(lines) if _is_paragraph(text, line)]
    size = lambda picked: sum(lines[i].end - lines[i].start for i in picked)  # noqa: E731
    if size(chosen) < size(paragraphs) / 2:
        chosen = paragraphs
    if not chosen:
        return lines
    first = _headline_above(lines, chosen[0])
    return [line for line in lines[first : chosen[-1] + 1] if line.linked < 0.6 * (line.end - line.start)]


def _is_paragraph(text: str, line: _Line) -> bool:
    size = line.end - line.start
    if line.linked > 0.4 * size:
        return False
    return size >= 40 or text[line.start : line.end].rstrip().endswith(("。", "！", "？", "；", "”"))


def _share_known(text: str, line: _Line, clauses: set[str]) -> float:
    own = _CLAUSE.findall(text, line.start, line.end)
    total = sum(map(len, own))
    return sum(len(c) for c in own if c in clauses) / total if total else 0.0


def _headline_above(lines: list[_Line], first: int) -> int:
    """The nearest heading of the page, up to a dozen lines above its first paragraph, belongs to the body."""
    above = [i for i in range(max(0, first - 12), first) if lines[i].heading]
    return above[0] if above else first


def complement_of_lines(text: str, kept: list[_Line]) -> list[Span]:
    """The spans of `text` outside the kept lines."""
    return complement(text, [(line.start, line.end) for line in kept])


def _declared(root) -> dict[str, str]:
    """Title, publisher and day of publication from the head and the first heading; only what is there."""
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").lower()
        if name and (meta.get("content") or "").strip():
            metas.setdefault(name, meta.get("content").strip())
    found = {}
    for field in ("title", "publisher", "published"):
        value = next((metas[name] for name in terms("bylines.csv", f"meta_{field}") if name in metas), None)
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
