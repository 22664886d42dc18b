"""Characters that work without being seen, and what is done about them where texts of documents are shown: on pages, terminals, dashboards.

Marks that turn the direction of writing can make a line read as another one; control codes can order a terminal about. What `<` and quotes
can do is not for here: that is escaped by what writes HTML or a terminal's markup. Needs the standard library alone.
"""

from __future__ import annotations

import re

# Code points, hexadecimal: controls but for tab and line feed, the soft hyphen, marks of direction, what has no width, tags.
_RANGES = (
    "0-8 b-1f 7f-9f ad 61c 180e 200b-200f 2028-202e 2060-206f feff fff9-fffb fdd0-fdef e0000-e007f "
    + " ".join(f"{plane:x}fffe-{plane:x}ffff" for plane in range(17))
).split()
_SPANS = [(int(first, 16), int(last or first, 16)) for first, _, last in (span.partition("-") for span in _RANGES)]
# Halves of surrogate pairs are no characters either; a text in DuckDB has none.
UNSEEN = re.compile("[\ud800-\udfff" + "".join(f"{chr(first)}-{chr(last)}" for first, last in _SPANS) + "]")
_IN_SQL = "[" + "".join(rf"\x{{{first:x}}}" if first == last else rf"\x{{{first:x}}}-\x{{{last:x}}}" for first, last in _SPANS) + "]"


def numbered(text: str) -> str:
    """The text with each such character as its number: ⟨U+202E⟩."""
    return UNSEEN.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


def seen(text: str) -> str:
    """The text less such characters, for a form: what is sent from there is read again, and their numbers would be read as figures."""
    return UNSEEN.sub("", text)


def on_one_line(text: str) -> str:
    """The same on one line, for terminals."""
    return numbered(" ".join(text.split()))


def without(expression: str) -> str:
    """An expression of SQL for the text of another one, less such characters."""
    return f"regexp_replace({expression}, '{_IN_SQL}', '', 'g')"
