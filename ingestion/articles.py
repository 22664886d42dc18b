"""Articles: the stories inside a document, each with its own headline, date and district.

Cutting a document's cleaned text into stories and sections belongs here; what a story claims does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ingestion.wordlists import alternatives, terms

_LEAD = re.compile(
    r"(?:本[报刊台网][\u4e00-\u9fa5]{0,4}(?:讯|消息|电)|本报记者|记者|通讯员|新华社|新华网|中新网|中新社|人民网|□|○|◎|\(记者|\(本报|[\u4e00-\u9fa5]{2,8}(?:日报|晚报|网|社|电)(?:讯|消息|[0-9]{1,2}月))"
)
_BYLINE = re.compile(r"^(?:□|○|◎|本报记者|记者|文/|作者|通讯员)[\u4e00-\u9fa5 :：、]{2,20}$")
# 大众网·海报新闻记者 赵明 甲县报道
_SIGNED = re.compile(r"[^，。！？0-9]{0,16}(?:记者|通讯员)[\s:：/]+[\u4e00-\u9fa5]{2,4}(?:$|[\s、/]|报道|摄)")
_DATE_LINE = re.compile(r"^[\d\-/:年月日时分 .]{6,}")
_TERMINAL = "。！？!?；;…”』」"
_ORNAMENTS = "【】[]〔〕《》<>:：#* ◆◇■□●○★☆▲△▶►•·—-"
_NUMBERED = re.compile(
    r"^(?:第[一二三四五六七八九十百]+[章节条部]|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|[0-9]{1,2}[.、．])"
)
# the district at the head of a headline: 金水区 5所学校投用
_HEADED = re.compile(r"([\u4e00-\u9fa5]{1,8}[市县区旗])[ \u3000]{0,4}(?=[0-9新])(?![^:：]*[:：])")
# what a district's heading counts: 宛城区(2所)
_COUNTED = re.compile(r"[（(][0-9]{1,4}[所个项处][)）]?$")


@cache
def _labels() -> re.Pattern[str]:
    """来源:新华社, 作者:: what a page says of a story between its headline and its lead."""
    kinds = ("publisher_label", "supplier_label", "author_label", "date_label")
    return re.compile(rf"(?:{alternatives([term for kind in kinds for term in terms('bylines', kind)])})\s*[:：]")


@dataclass(slots=True)
class Line:
    start: int
    end: int
    text: str

    @property
    def is_heading(self) -> bool:
        """A short line that closes without a full stop."""
        return 1 < len(self.text) <= 36 and self.text[-1] not in _TERMINAL and "。" not in self.text and not self.is_label

    @property
    def is_label(self) -> bool:
        """A line that says when or by whom a story was published."""
        is_short = len(self.text) <= 60
        return bool(_DATE_LINE.match(self.text) or (is_short and (_labels().match(self.text) or _SIGNED.match(self.text))))

    @property
    def is_numbered(self) -> bool:
        return bool(_NUMBERED.match(self.text))


@dataclass(slots=True)
class Article:
    """A story: its span in the cleaned text, its headline, and the region name that heads it where a section does."""

    start: int
    end: int
    title: str | None
    region_heading: str | None = None


def lines(text: str) -> list[Line]:
    """Non-empty lines with their places, white space at both ends left out."""
    found = []
    position = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = position + raw.index(stripped[0])
            found.append(Line(start, start + len(stripped), stripped))
        position += len(raw) + 1
    return found


def _first_headline(rows: list[Line]) -> str | None:
    """The first heading of a text, numbers and labels left out, where no paragraph stands above it."""
    first = next((line for line in rows if not line.is_label and not (line.is_heading and line.is_numbered)), None)
    return first.text if first is not None and first.is_heading else None


def cut(text: str, is_region_name) -> list[Article]:
    """The articles of a cleaned text, in order, covering it whole.

    A story opens at the headline lines above a lead (本报讯, 记者…), at a line that is a district's name and nothing else, or at a headline
    that begins with one as those of other districts do (金水区 5所学校投用).
    `is_region_name` tells whether a short line names a district. A document with no such sign is one article.
    """
    rows = lines(text)
    heads = {line.start: match[1] for line in rows if line.is_heading and (match := _HEADED.match(line.text))}
    districts = set(filter(is_region_name, heads.values()))
    shared = districts if len(districts) > 1 else set()
    openings: list[tuple[int, str | None, str | None]] = []
    for index, line in enumerate(rows):
        name = _COUNTED.sub("", _NUMBERED.sub("", line.text.strip(_ORNAMENTS)))
        if line.is_heading and len(line.text) <= 12 and is_region_name(name):
            following = rows[index + 1].text if index + 1 < len(rows) and rows[index + 1].is_heading else ""
            openings.append((line.start, f"{name} {following}".strip(), name))
        elif (head := heads.get(line.start)) in shared:
            openings.append((line.start, line.text, head))
        elif (not line.is_heading and _LEAD.match(line.text)) or _BYLINE.match(line.text):
            above = index
            while above > 0 and index - above < 4 and rows[above - 1].is_label:
                above -= 1
            first = above
            while first > 0 and above - first < 4 and rows[first - 1].is_heading and not rows[first - 1].is_numbered:
                first -= 1
            if first < above:
                headline = "".join(row.text for row in rows[first:above] if not _BYLINE.match(row.text))
                if openings and openings[-1][0] >= rows[first].start:
                    continue
                openings.append((rows[first].start, headline, None))
    title = _first_headline(rows)
    if not openings:
        return [Article(0, len(text), title)]
    articles = []
    if text[: openings[0][0]].strip():
        articles.append(Article(0, openings[0][0], title))
    for index, (start, headline, region) in enumerate(openings):
        end = openings[index + 1][0] if index + 1 < len(openings) else len(text)
        articles.append(Article(0 if not articles else start, end, headline, region))
    return articles
