"""Text of documents on pages: what a browser would obey, or could not keep, is shown by its number instead.

Escaping of `<`, `&` and quotes is the templates' business (autoescape) and `marks`'; this is about characters that work without them.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from markupsafe import Markup, escape

# Controls (but for tab and line feed), soft hyphen, marks that turn the direction of writing, invisible characters and tags, and what is no
# character at all: halves of surrogate pairs and noncharacters.
_PLANES = "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\ufdd0-\ufdef"
    f"\U000e0000-\U000e007f{_PLANES}]"
)


def plain(value: object) -> object:
    """A value as it may stand in a page, before escaping: in text, each such character by its number. For Jinja's `finalize`."""
    if value is None:
        return ""
    return CONTROLS.sub(_numbered, value) if type(value) is str else value


def shown(text: str) -> Markup:
    """A stretch of a document's text as HTML. Each such character is an empty element that its style makes visible, so that the text of
    the page is the text of the document without them. A carriage return that no line feed follows breaks the line."""
    parts = []
    place = 0
    for match in CONTROLS.finditer(text):
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
    if not url or CONTROLS.search(url) or any(character.isspace() for character in url):
        return None
    try:
        parts = urlsplit(url)
        return url if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def _numbered(match: re.Match[str]) -> str:
    return f"⟨U+{ord(match[0]):04X}⟩"
