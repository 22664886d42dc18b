"""Text of documents on pages: what a browser would obey, or could not keep (`warehouse.unseen`), is shown by its number instead.

Escaping of `<`, `&` and quotes is the templates' business (autoescape) and `marks`'; this is about characters that work without them.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from markupsafe import Markup, escape

from warehouse.unseen import UNSEEN, numbered


def plain(value: object) -> object:
    """A value as it may stand in a page, before escaping: in text, each such character by its number. For Jinja's `finalize`."""
    if value is None:
        return ""
    return numbered(value) if type(value) is str else value


def shown(text: str) -> Markup:
    """A stretch of a document's text as HTML. Each such character is an empty element that its style makes visible, so that the text of
    the page is the text of the document without them. A carriage return that no line feed follows breaks the line."""
    parts = []
    place = 0
    for match in UNSEEN.finditer(text):
        parts.append(escape(text[place : match.start()]))
        place = match.end()
        code = f"U+{ord(match[0]):04X}"
        if match[0] == "\r":
            lone = text[place : place + 1] != "\n"
            parts.append(f'<i class="control cr" data-code="{code}"></i>{"<br>" if lone else ""}')
        else:
            parts.append(f'<i class="control" data-code="{code}"></i>')
    parts.append(escape(text[place:]))
    return Markup("".join(parts))


def web_address(url: str | None) -> str | None:
    """The address if a link may lead there: http or https with a host, and nothing in it that cannot be seen."""
    if not url or UNSEEN.search(url) or any(character.isspace() for character in url):
        return None
    try:
        parts = urlsplit(url)
        return url if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None
