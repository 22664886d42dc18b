"""Schools that took another's place or closed: 原A中学更名为B中学, 将A小学并入B小学, A、B合并组建C, 撤销A教学点.

Cues are data (`succession_cues.csv`); which of the names around a cue is the earlier school and which the later one is decided here. Only
sentences that hold a cue are looked at, and a school without a name of its own (撤并教学点533个) is a count, not a succession.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ingestion.extraction.facilities import Name, is_specific, names
from ingestion.extraction.facility_names import Facility
from ingestion.extraction.gazetteer import named_regions
from ingestion.extraction.projects import circumstances, facility_of
from ingestion.extraction.story import Story
from ingestion.wordlists import any_of, mapping

_JOINT = re.compile(r"[、和与及]|以及|，")
# 将甲小学、乙小学等3所学校整体并入丙小学; 甲小学已于2023年停办
_TO_CUE = re.compile(r"[^，。；：、和与]{0,14}")
_TO_NAME = re.compile(r"[，(（]?其?")  # 乙小学，其前身为甲小学
_FROM_CUE = re.compile(r"[“‘《]?(?:了|原有的?|市区|辖区内?的?)?")
_MADE_OF = re.compile(r"，?(?:系|是)?由原?")
_LATER = re.compile(r"后|前|情况|工作|标准|方案|程序|备案")


@dataclass(slots=True)
class Succession:
    """One school's end, with the school that took its place where the text names it. Positions index the cleaned text. `earlier` and
    `later` are the facilities that the names mean, `fields` the status, period and district of the statement."""

    kind: str
    predecessor: Name
    successor: Name | None
    start: int
    end: int
    earlier: Facility | None = None
    later: Facility | None = None
    fields: dict[str, Any] = field(default_factory=dict)

    def row(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "predecessor_id": self.earlier.facility_id,
            "predecessor_name": self.earlier.name,
            "successor_id": self.later.facility_id if self.later else None,
            "successor_name": self.later.name if self.later else None,
            "char_start": self.start,
            "char_end": self.end,
        } | {name: self.fields[name] for name in ("status", "period_start", "period_end", "region_code", "region_name")}


@cache
def cues() -> re.Pattern[str]:
    """The words that may tell of a succession."""
    return any_of(mapping("succession_cues", "term", "kind"))


def of_sentence(story: Story, sentence: tuple[int, int]) -> Iterator[Succession]:
    """The successions that a sentence states, with the facilities that their names mean, and when they happened."""
    for found in successions(story.text, *sentence):
        clause = next((edges for edges in story.clauses(sentence) if edges[0] <= found.predecessor.start < edges[1]), sentence)
        found.fields = circumstances(story, found.predecessor, sentence, clause)
        found.earlier = facility_of(story, found.predecessor, found.fields)
        found.later = facility_of(story, found.successor, found.fields) if found.successor else None
        if found.later is None or found.later.facility_id != found.earlier.facility_id:
            yield found


def successions(text: str, start: int, end: int) -> list[Succession]:
    """What a sentence says of schools that end, in the order of its cues. A closing whose school is said to join another (撤销甲小学，
    并入乙小学) is one succession."""
    kinds = mapping("succession_cues", "term", "kind")
    found: list[Succession] = []
    closing: list[Succession] = []
    floor = start
    said = list(cues().finditer(text, start, end))
    # what a cue says ends where the next one begins, so that the work grows with the sentence and not with its square
    limits = [cue.start() for cue in said[1:]] + [end]
    for cue, limit in zip(said, limits, strict=True):
        kind = kinds[cue[0]]
        before = _run_before(text, floor, cue.start(), _TO_NAME if kind == "former" else _TO_CUE)
        after = _names_after(text, cue.end(), limit)
        if kind == "closed":
            gone = after if after else before
            if (not after and _LATER.match(text, cue.end())) or not gone:
                continue
            closing = [_succession("closed", name, None, cue) for name in gone]
            found += closing
        elif kind == "former":
            if before and after:
                found.append(_succession("renamed", after[0], before[-1], cue))
                found[-1].end += text.startswith((")", "）"), found[-1].end)
        elif kind == "renamed":
            if before and after:
                found.append(_succession("renamed", before[-1], after[0], cue))
        else:
            later = after[0] if after else _made_of(text, floor, before)
            if before and (later is not None or kind == "into"):
                found += [_succession("merged", name, later, cue) for name in before]
            elif later is not None and closing and kind == "into":
                for gone in closing:
                    gone.kind, gone.successor, gone.end = "merged", later, max(gone.end, later.end)
        floor = max(floor, cue.end())
    return found


def _succession(kind: str, predecessor: Name, successor: Name | None, cue: re.Match[str]) -> Succession:
    edges = [cue.span(), (predecessor.start, predecessor.end)] + ([(successor.start, successor.end)] if successor else [])
    return Succession(kind, predecessor, successor, min(edge[0] for edge in edges), max(edge[1] for edge in edges))


def _run_before(text: str, start: int, end: int, gap: re.Pattern[str]) -> list[Name]:
    """The names that are listed right before a cue, in order; only what `gap` allows may stand between."""
    run: list[Name] = []
    edge = end
    for name in reversed(names(text, start, end)):
        between = text[name.end : edge]
        if not (_JOINT.fullmatch(between) if run else gap.fullmatch(between)):
            break
        run.insert(0, name)
        edge = name.start
    return [_as_it_was(name) for name in run]


def _names_after(text: str, start: int, end: int) -> list[Name]:
    """The names that are listed right after a cue, in order."""
    start = _FROM_CUE.match(text, start, end).end()
    run: list[Name] = []
    for name in names(text, start, end):
        if not (_JOINT.fullmatch(text, run[-1].end, name.start) if run else name.start == start):
            break
        run.append(name)
    return [_as_it_was(name) for name in run]


def _made_of(text: str, start: int, run: list[Name]) -> Name | None:
    """丙中学由甲中学、乙中学合并而成: the name before 由."""
    earlier = names(text, start, run[0].start) if run else []
    return earlier[-1] if earlier and _MADE_OF.fullmatch(text, earlier[-1].end, run[0].start) else None


def _as_it_was(name: Name) -> Name:
    """原东风小学 is 东风小学; 原阳县 is a county."""
    rest = name.text[1:]
    if name.text[0] != "原" or not is_specific(rest) or any(name.text[:length] in named_regions()[0] for length in (2, 3)):
        return name
    return Name(name.start + 1, name.end, rest)
