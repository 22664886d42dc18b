"""Reading the pages of a source whose definition says where title, date, byline and body stand, and in which encoding it writes.

The definition's word goes before the general rules; where its selectors find nothing on a page, those hold. Not here: what a definition
may say (`sources/model.py`), and how any page is read (`html.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ingestion.documents.decode import decode
from ingestion.documents.page import Page
from ingestion.documents.plain import union
from ingestion.documents.visible import parse, visible_text

if TYPE_CHECKING:
    from ingestion.sources.model import DateRule, Reading


def read(data: bytes, reader: Callable[[bytes], Page], media_type: str, reading: dict[str, Any]) -> Page:
    """The page that `reader` makes of `data`, with what the source's definition knows better. Raises ReadError.

    reading: what the definition says of reading (`sources.model.Reading`), in the form of JSON, in which it came into the box.
    """
    from ingestion.sources.model import Reading

    rules = Reading.model_validate(reading)
    if not media_type.startswith("text/"):
        return reader(data)
    known = _known(data, rules.encoding)
    page = reader(known if known is not None else data)
    if known is not None and rules.encoding:
        page = replace(page, encoding=rules.encoding, is_whole_file=False)
    return _selected(page, known or data, rules) if media_type == "text/html" else page


def _known(data: bytes, encoding: str | None) -> bytes | None:
    """The bytes in UTF-8, marked as such, where they are in the encoding that the definition names; None where they aren't."""
    if encoding is None:
        return None
    try:
        return b"\xef\xbb\xbf" + data.decode(encoding).removeprefix("\ufeff").encode("utf-8")
    except UnicodeDecodeError:
        return None


def _selected(page: Page, data: bytes, rules: Reading) -> Page:
    """The page with the body, title, day and publisher that the selectors find on it."""
    root, _ = parse(decode(data, looks_for_declaration=True)[0])
    declared = dict(page.declared)
    if rules.title and (title := _first(root, rules.title)):
        declared["title"] = title
    if rules.date and (day := _day(root, rules.date)):
        declared["published"] = day
    if rules.byline and (name := _first(root, rules.byline)):
        declared["publisher"] = name
    body = _spans(page.text, root, rules) if rules.body else []
    return replace(page, declared=declared, body=body or page.body)


def _spans(text: str, root, rules: Reading) -> list[tuple[int, int]]:
    """Where the lines of the selected elements stand in the page's text, title and body alike; empty where there is no body."""
    if not _find(root, rules.body):
        return []
    found: list[tuple[int, int]] = []
    for selector in filter(None, (rules.title, rules.body)):
        for element in _find(root, selector):
            piece = visible_text(element)[0].strip("\n")
            start = text.find(piece, max((end for _, end in found), default=0))
            start = text.find(piece) if start < 0 else start
            if piece and start >= 0:
                found.append((start, start + len(piece)))
    return union(found, [])


def _first(root, selector: str) -> str | None:
    """The text of the first element that is not empty, in one line."""
    texts = (" ".join("".join(element.itertext()).split()) for element in _find(root, selector))
    return next(filter(None, texts), None)


def _day(root, rule: DateRule) -> str | None:
    """The day in ISO form."""
    for element in _find(root, rule.css):
        found = rule.pattern().search(" ".join("".join(element.itertext()).split()))
        if found:
            return f"{found['Y']}-{int(found['m']):02d}-{int(found['d']):02d}"
    return None


def _find(root, selector: str) -> list:
    return _compiled(selector)(root)


@lru_cache(maxsize=256)
def _compiled(selector: str):
    from lxml.cssselect import CSSSelector

    return CSSSelector(selector, translator="html")
