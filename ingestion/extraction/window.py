"""What stands around a number in its clause and sentence: the stretches that the rules of a figure look at.

Only cutting these stretches out belongs here; what they say is for `metrics` and the modules of the single fields.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from ingestion.extraction.numbers import Quantity
from ingestion.extraction.sentences import education

_HEAD_END = re.compile(
    r"[\s、，,。；;：:！？（）()“”\"\n]|以上|以内|(?:和|与|及|并|将|已|均|都|全部|正|比|较|用于|分别|其中|增长|提高|建成|投用|开工|竣工|启动|通过|达到|开展|实现|完成|组织|参加|加入|纳入|得到|进行|涉及|覆盖|惠及|包括|包含)"
)
# 我市31所 新校园投用: headlines put a space between a count and its noun
_SPACED = re.compile(r"^[ \u3000]+(?=(?:新|公办|民办|普惠)*(?:学校|校园|小学|中学|幼儿园|高中|学位))")
_WAY = re.compile(r"(?<=[新改扩迁])[（(][、改扩迁续新]{1,5}[)）](?=建)")  # 10个新（改、扩）建项目
# 2021年底, 2016—2018年, 3.5亿, “十四五”期间: what words that are cut at some length may begin in the middle of
_ONE_WORD = re.compile(
    r"(?:[0-9.]+(?:年(?:度|底|末|初(?![步中级高])|以来)?|[月日%万亿])?[—–~～至到和\-]?)+的?[)）]?|[〇○零一二三四五六七八九]{4}年"
    r"|“[^“”]{1,8}”(?:期间|时期)?"
)
_MAY_BE_CUT = re.compile(r"[0-9.年“〇○零一二三四五六七八九十—–~～\-]|.[0-9.”]")
_LONGEST_WORD = 20
_QUOTED = re.compile(r"“([^“”，。]{1,10})”")


class Window:
    """The surroundings of a number.

    `local` runs from the number before it in its clause up to it, `clause` from the clause's start, `before` is the sentence left of the
    clause; `head` is the noun phrase that follows, `after` the words up to the next number, `right` the rest of the clause. `is_education`:
    the whole document is about education; `is_one`: the numeral 一, which is as often an article as a number; `is_quoted`: a small number
    right after a quotation mark (“三个课堂”).
    """

    __slots__ = ("_in_clause", "_near", "after", "before", "clause", "head", "is_education", "is_one", "is_quoted", "local", "right")

    def __init__(
        self,
        local: str,
        clause: str,
        before: str,
        after: str,
        right: str,
        is_education: bool,
        is_one: bool = False,
        is_quoted: bool = False,
    ) -> None:
        self.local, self.clause, self.before, self.after, self.right = local, clause, before, after, right
        self.head = head_of(after)
        self.is_education, self.is_one, self.is_quoted = is_education, is_one, is_quoted
        self._near: bool | None = None
        self._in_clause: bool | None = None

    def with_local(self, local: str) -> Window:
        """The same surroundings with other words right before the number."""
        return Window(local, self.clause, self.before, self.after, self.right, self.is_education, self.is_one, self.is_quoted)

    @property
    def near(self) -> bool:
        """Whether education is spoken of right beside the number."""
        if self._near is None:
            self._near = bool(education().search(self.local) or education().search(self.head))
        return self._near

    @property
    def in_clause(self) -> bool:
        """Whether education is spoken of in the number's clause."""
        if self._in_clause is None:
            self._in_clause = self.near or bool(education().search(self.clause) or education().search(self.right))
        return self._in_clause


def window_of(
    text: str, sentence: tuple[int, int], ends: list[int], found: list[Quantity], index: int, is_education: bool
) -> tuple[tuple[int, int], Window]:
    """The clause of a sentence's `index`-th quantity and its surroundings. `ends` are the clause ends of the sentence."""
    quantity = found[index]
    place = bisect_right(ends, quantity.core_start)
    start = ends[place - 1] if place else sentence[0]
    stop = next((end for end in ends[place:] if end >= quantity.end), sentence[1])
    # a time or a grade is no figure of its own: 学位由2015年的1.9万个, 一级园9所
    previous = next((other.end for other in reversed(found[:index]) if other.kind != "time" and other.word != "级"), start)
    following = found[index + 1].start if index + 1 < len(found) else stop
    after = text[quantity.end : max(min(stop, following), quantity.end)]
    return (start, stop), Window(
        local=text[max(previous, start) : quantity.start],
        clause=text[start : quantity.start],
        after=after,
        right=text[quantity.end : stop],
        before=text[sentence[0] : start],
        is_education=is_education,
        is_one=text[quantity.core_start] == "一" and quantity.value_min == 1,
        is_quoted=_is_quoted(text, quantity),
    )


def _is_quoted(text: str, quantity: Quantity) -> bool:
    return quantity.start > 0 and text[quantity.start - 1] in "“‘\"'「" and (quantity.value_min or 0) < 100


def head_of(right: str) -> str:
    """The noun phrase that follows a number: up to the next stop or verb, at most 24 characters."""
    text = _WAY.sub("", _SPACED.sub("", right[:24].removeprefix("的")))
    if "“" in text:
        text = _QUOTED.sub(r"\1", text)  # 四所全新的“百合”系学校
    match = _HEAD_END.search(text)
    return text[: match.start()] if match else text


def in_whole_words(cut: str, clause: str) -> str:
    """The last words of a clause, cut at some length, without the rest of a year, a number or a plan's name in which they begin: 规划新建
    学校, where they were cut to 18年规划新建学校."""
    start = len(clause) - len(cut)
    if start <= 0 or not _MAY_BE_CUT.match(clause, start - 1) or not clause.endswith(cut):
        return cut
    words = _ONE_WORD.finditer(clause, max(start - _LONGEST_WORD, 0))
    return clause[next((word.end() for word in words if word.start() < start < word.end()), start) :] or cut
