"""What kind of file a fetched body is, by what the server says, its address and how it begins; as an extension that landing knows.

Telling kinds apart belongs here; which kinds are taken in is said by `landing`.
"""

from __future__ import annotations

import re

from ingestion.crawl.urls import suffix
from ingestion.landing import MEDIA_TYPES, supported

PAGES = frozenset({"", ".htm", ".html", ".shtml", ".xhtml", ".php", ".jsp", ".jspx", ".asp", ".aspx", ".do", ".action", ".cgi"})
_PDF, _CONTAINERS = b"%PDF-", (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_COMMENT = rb"<!--(?:(?!-->).)*-->"  # ends in one place only: `.*?` would have a page of comments tried in every way to part them
_HTML = re.compile(
    rb"\s*(?:\xef\xbb\xbf\s*)?(?:<\?xml[^>]*>\s*)?(?:" + _COMMENT + rb"\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|script|div|table)\b",
    re.I | re.S,
)
_FILE_NAME = re.compile(r"filename\*?\s*=\s*(?:[\w-]*'[\w-]*')?\"?([^\";]+)", re.I)
_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})


def readable(url: str) -> bool:
    """Whether an address may lead to something that landing takes in, as far as its extension tells."""
    return suffix(url) in PAGES or suffix(url) in supported()


def extension(url: str, content_type: str | None, disposition: str | None, body: bytes) -> str | None:
    """The extension of a body's kind; None where landing takes none of it in."""
    kinds = _kinds()
    stated = (content_type or "").partition(";")[0].strip().lower()
    named = _FILE_NAME.search(disposition or "")
    names = [suffix(named[1]) if named else "", suffix(url)]
    known = next((name for name in names if name in kinds), None)
    if body.startswith(_PDF):
        return ".pdf" if ".pdf" in kinds else None
    if body.startswith(_CONTAINERS):
        by_type = _by_type(stated, kinds)
        return next((name for name in (known, by_type) if name and not kinds[name].startswith("text/")), None)
    if stated in _PAGE_TYPES or _HTML.match(body[:4096]):
        return ".html"
    if by_type := _by_type(stated, kinds):
        return known if known and kinds[known] == stated else by_type
    if stated.startswith(("image/", "video/", "audio/", "font/")):
        return None
    return known


def _kinds() -> dict[str, str]:
    """Extension → media type of all that landing takes in; an archive is no document and has its type here alone."""
    return {name: MEDIA_TYPES.get(name, "application/zip") for name in supported()}


def _by_type(media_type: str, kinds: dict[str, str]) -> str | None:
    return next((name for name, kind in kinds.items() if kind == media_type), None)
