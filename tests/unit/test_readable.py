"""What the Dagster UI shows of documents is text, whatever they say."""

from __future__ import annotations

from lxml import html
from markdown_it import MarkdownIt

from orchestration import readable

HOSTILE = (
    "![x](https://evil.example/p.png)", "[open](javascript:alert(1))", "<img src=x onerror=alert(1)>", "<https://evil.example>",
    "**25** 所", "a | b \\| c \\", "&lt;b&gt; &amp;", "`25` ~~26~~ _27_", "![x][1]", "\\![x](y)", "x" * 58 + "<b>", "x" * 59 + "|" + "y",
)  # fmt: skip


def rendered(markdown: str) -> html.HtmlElement:
    """As a browser shows it, by a renderer that takes all of Markdown, HTML included."""
    return html.fromstring(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown))


def test_cells_show_what_documents_say_and_obey_none_of_it() -> None:
    for say in (lambda text: readable.table([{"title": text, "n": 1}]), lambda text: readable.chart({text: 1})):
        for text in HOSTILE:
            shown = rendered(say(text).value)
            short = text if len(text) <= readable.CELL_CHARACTERS else text[: readable.CELL_CHARACTERS - 1] + "…"
            row = shown.xpath(".//tbody/tr/td")
            assert row[0].text_content() == short and row[-1].text_content() == "1"
            assert not [found.tag for cell in row for found in cell.iterdescendants()]
