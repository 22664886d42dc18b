"""What the headings of a table say by themselves: the role of a column, the unit that stands in brackets, what a column of figures counts.

The vocabulary is data (`table_headings.csv`, `measure_words.csv`). Where headings stand, and which of them govern a figure, is for `grids`
and `columns`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import starmap
from typing import NamedTuple

from ingestion.wordlists import alternatives, mapping, table

LONGEST = 60  # characters; what is longer is no heading
# roles of columns whose numbers are no figures, with the reason
NO_FIGURES = {"ordinal": "ordinal", "code": "code", "other": "other_column", "time": "time", "opening": "time", "start": "time"}
_ROLES = ("ordinal", "code", "other", "measure", "time", "opening", "start", "place", "school", "nature", "what")
_MOODS = ("done", "plan", "state")
_COUNTING = ("count", "person", "rate", "area", "money")
_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十0-9]{1,2}\)|[0-9]{1,2}[、.)](?![0-9])|[#*△▲★☆●○■□◆◇]+)"
)
_HAN = re.compile(r"[\u4e00-\u9fa5]{2}")
_UNIT_LINE = re.compile(r"(?<![\u4e00-\u9fa5])(?:金额|计量|数量|计算|货币)?单位\s*[:：]\s*([^\s:：()]{1,24})")
_SUFFIX = re.compile(r"(?:[:：,，]|(?<=[额资入费出款金算]))((?:万|亿|千)?元|%)$|(?<=[率比例重])(%)$")


class Counted(NamedTuple):
    """What a column's or row's heading makes of its figures: the words to say before them, the measure word that they have where no unit
    is told, and the kind of figure (`count`, `person`, `rate`, `area`, `money`)."""

    says: str
    measure: str
    kind: str


class Mood(NamedTuple):
    """Whether figures are results, plans or what there is (`done`, `plan`, `state`), and the word that says so in a sentence."""

    kind: str
    says: str


@cache
def _patterns(kind: str) -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple((re.compile(row["term"]), row["says"], row["measure"]) for row in table("table_headings") if row["kind"] == kind)


@lru_cache(maxsize=20_000)
def _is(kind: str, text: str) -> bool:
    return any(pattern.fullmatch(text) for pattern, _, _ in _patterns(kind))


def is_missing(text: str) -> bool:
    """Whether a cell says that there is no figure: nothing, a dash, 无."""
    return len(text) <= 12 and _is("missing", text)


def is_total(text: str) -> bool:
    """Whether a label is that of a total: 合计, 全市总计."""
    return len(text) <= 16 and _is("total", text)


def is_part(text: str) -> bool:
    """Whether a label only says that parts follow: 其中."""
    return len(text) <= 8 and _is("part", text.rstrip(":："))


def is_note(text: str) -> bool:
    """Whether a cell is a note below a table or a line above it that says who made it."""
    return _is("note", text[:80].lstrip())


def role(text: str) -> str | None:
    """The role of a column with this heading; None for one that says none, as those of figures do."""
    text = bare(text)
    return next((kind for kind in _ROLES if _is(kind, text)), None) if 0 < len(text) <= LONGEST else None


def mood(text: str) -> Mood | None:
    """The mood of a heading that says no more than whether its figures are planned or real: 计划数, 完成情况, 现状. None for all others."""
    text = bare(text)
    found = ((kind, says) for kind in _MOODS for pattern, says, _ in _patterns(kind) if pattern.fullmatch(text))
    return next(starmap(Mood, found), None)


def opens() -> str:
    """The words that say after a time what happens then: 建成投用."""
    return _patterns("opening")[0][1]


def is_empty(text: str) -> bool:
    """Whether a heading says nothing of what is counted: 数量."""
    return _is("empty", text)


def is_school(text: str) -> bool:
    """Whether a label in a column of schools can be the name of one."""
    return 3 <= len(text) <= 40 and _is("school_word", text) and bool(_HAN.search(text))


def qualifies(text: str) -> bool:
    """Whether a label says which of the things counted are meant, in words that are no level: 公办, 城区."""
    return _is("qualifier", text)


@lru_cache(maxsize=20_000)
def counted(text: str) -> Counted | None:
    """What the heading of figures counts; None where no heading of figures reads so."""
    for kind in _COUNTING:
        for pattern, says, measure in _patterns(kind):
            if match := pattern.fullmatch(text):
                return Counted(match.expand(says), measure, kind)
    return None


def bare(text: str) -> str:
    """A heading without its numbering, its unit and what closes it."""
    return unit_of(text)[1]


@lru_cache(maxsize=20_000)
def unit_of(text: str) -> tuple[str | None, str]:
    """(unit, the heading without it): 投资(万元), 毛入园率%, 教育经费（单位：亿元）; no unit where the heading tells none."""
    text = _NUMBERING.sub("", text).strip(":： ")
    if len(text) > LONGEST:
        return None, text
    for match in _brackets().finditer(text):
        unit = match[1] or match[2]
        return unit.removeprefix("人民币"), (text[: match.start()] + text[match.end() :]).strip(":： ")
    if match := _SUFFIX.search(text):
        return match[1] or match[2], text[: match.start()].rstrip(":：,，")
    return None, text


@cache
def _unit_pattern() -> str:
    measures = alternatives(row["word"] for row in table("measure_words"))
    per = r"(?:[/每](?:生|人|班|年|月|天|日|学期|学年|所|户))"
    return rf"(?:人民币)?[十百千万亿]{{0,2}}(?:{measures})(?:{per}(?:[·.、/]?(?:年|月|天|日|学期|学年))?)?"


@cache
def _brackets() -> re.Pattern[str]:
    unit = _unit_pattern()
    return re.compile(rf"[(\[【](?:单位[:：])?({unit})[)\]】]|/({unit})$")


@cache
def _whole_unit() -> re.Pattern[str]:
    return re.compile(_unit_pattern())


def is_unit(text: str) -> bool:
    return len(text) <= 12 and bool(_whole_unit().fullmatch(text))


def told_units(text: str) -> list[str]:
    """The units that a line tells for a whole table: 单位:所、人、万元; empty where it tells none."""
    match = _UNIT_LINE.search(text[-200:]) if "单位" in text else None
    parts = re.split(r"[、,，;；/和]", match[1].rstrip("。.)）")) if match else []
    if match and is_unit(match[1]):
        parts = [match[1]]
    return [part.removeprefix("人民币") for part in parts if is_unit(part)]


def kind_of_unit(unit: str) -> str | None:
    """The kind of measure word that a unit ends in (`measure_words.csv`); None where it is none."""
    word = re.split(r"[/每]", unit)[0].lstrip("十百千万亿") or unit
    return mapping("measure_words", "word", "kind").get(word)


def without_name(title: str) -> str:
    """A title without what only numbers it: 附件1, 表2."""
    pattern = _patterns("name")[0][0]
    title = title.strip()
    return pattern.sub("", title, count=1) if pattern.match(title) else title


def without_office(label: str) -> str:
    """The district of an office: 解放区教育局."""
    for pattern, _, _ in _patterns("office"):
        if match := re.search(rf"{pattern.pattern}$", label):
            return label[: match.start()]
    return label
