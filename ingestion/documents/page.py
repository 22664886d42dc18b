"""What a reader makes of a document's bytes."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Page:
    """A document as its reader sees it.

    `text` is the whole text, furniture included; `body` the half-open spans of it (code points; sorted, disjoint) that are main body.
    `declared` holds what the page says of itself outside its text (HTML meta elements and the like): title, publisher, published.
    `is_whole_file`: the text is the decoded file to the character, with nothing of it worked out or left out.
    """

    text: str
    encoding: str
    body: list[tuple[int, int]]
    declared: dict[str, str] = field(default_factory=dict)
    is_whole_file: bool = False
