"""Words for levels of schools (`levels.csv`): where they stand in a stretch of text, and the level that those of one list agree on.

Which stretches tell the level of a figure is for `claim_level`; what the name of a school tells, for `facilities`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from ingestion.wordlists import alternatives, mapping

# also a bracket that opened before the text did
_BRACKETS = re.compile(r"(?!(?<=校)[(（](?:幼儿)?园[)）])[(（][^()（）]*[)）]|^[^()（）]*[)）]")
# what stands between the members of no list: figures, stops, and what schools do to have others (小学增设附属幼儿园)
_APART = re.compile(r"[0-9，,。；]|增设|附设|举办|设立|改建|改为|进行")
# 河南大学淇县实验学校: a university lends its name to a school
_LENT = re.compile(r"[\u4e00-\u9fa5]{0,6}?(?:附属|附设|实验)[\u4e00-\u9fa5]{0,6}?(?:学校|[小中]学|幼儿园|高中)")
METRIC_LEVELS = {"inclusive_kindergarten_coverage": "preschool", "public_kindergarten_share": "preschool"}
MIXED = "mixed"


@cache
def terms() -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern for the words that tell a level, and what each of them tells."""
    levels = mapping("levels", "term", "level")
    return re.compile(alternatives(levels)), levels


@lru_cache(maxsize=2048)
def mentions(text: str) -> tuple[tuple[int, int, str], ...]:
    """(start, end, level) of each level word; 中学 on its own is `mixed`; words that only contain a level word (开学前) have none."""
    pattern, levels = terms()
    found = [(match.start(), match.end(), levels[match[0]]) for match in pattern.finditer(text) if levels[match[0]]]
    return tuple([mention for mention in found if mention[2] != "higher" or not _LENT.match(text, mention[1])])


def ends_with_level(text: str) -> bool:
    """Whether a text ends with a level word, as the members of a list by kind of school do: 学前教育33054人、职业高中7413人."""
    found = mentions(text[-8:])
    return bool(found) and len(text[-8:]) - found[-1][1] <= 1


def single(found: Sequence[tuple[int, int, str]]) -> str | None:
    """The one level that all mentions agree on; MIXED where they differ; None where there are none."""
    kinds = {level for _, _, level in found}
    if not kinds:
        return None
    return kinds.pop() if len(kinds) == 1 else MIXED


def known(level: str | None) -> str | None:
    """A level as claims carry it: none for mixed ones."""
    return None if level == MIXED else level


def of_list(text: str, found: Sequence[tuple[int, int, str]]) -> str | None:
    """The level told by the mention nearest to the end of a text, together with those joined to it by 、 or 和."""
    if not found:
        return None
    group = [found[-1]]
    for mention in reversed(found[:-1]):
        between = text[mention[1] : group[-1][0]]
        if len(between) <= 16 and re.search(r"[、和及与至到]", between) and not _APART.search(between):
            group.append(mention)
        else:
            break
    return single(group)


def first_list(text: str, found: Sequence[tuple[int, int, str]]) -> str | None:
    """The level told by the first mention of a text, together with those joined to it by 、 or 和."""
    group = [found[0]]
    for mention in found[1:]:
        between = text[group[-1][1] : mention[0]]
        if len(between) <= 8 and re.fullmatch(r"[\u4e00-\u9fa5]{0,3}[、和及与至到]?[\u4e00-\u9fa5]{0,3}", between):
            group.append(mention)
        else:
            break
    return single(group)


def outside_brackets(text: str) -> str:
    """A text with what stands in brackets blanked: an aside names other kinds of school than the figure's."""
    return _BRACKETS.sub(lambda match: "　" * len(match[0]), text)
