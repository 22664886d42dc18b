"""Which figures are a rumour's, and which are those that a text sets against it.

Words of rumour and denial that stand for `disputed` by themselves are among the cues of `status_cues`.
"""

from __future__ import annotations

import re

_HEARSAY = re.compile(r"称|据传|网传|截图|传言|传闻|帖子|网帖|转发|爆料|举报|质疑|网民|网友|流传")
_CHECKED = re.compile(
    r"经查|核实|公开资料|资料显示|实际|回应|澄清|表示|真实情况|事实|(?:[局厅委办]|部门|政府|校方|官方|负责人)[^，。；]{0,4}称"
)
_ANSWER = re.compile(r"(?:辟谣|澄清|回应)(?:称|说|表示)?[：:，,]")
_SET_RIGHT = re.compile(
    r"(?:不实|不属实|不符|假的|虚假|子虚乌有|谣言)[^，。；\n]{0,6}[，,；]"
    r"|[，,；]\s*(?:经(?:核实|查|调查|了解)|[^，。；]{0,12}(?:表示|澄清|回应)|实际上?|事实上)"
)


def is_hearsay(text: str, sentence: tuple[int, int], position: int) -> bool:
    """Whether a figure of a rebuttal is the rumour's: told as hearsay before it, not set against it as what was found."""
    before = text[sentence[0] : position]
    return bool(_HEARSAY.search(before)) and not _CHECKED.search(before)


def is_set_right(text: str, denials: list[int], position: int) -> bool:
    """Whether a figure is what is true, told behind the first of a sentence's denials: 经核实，该信息不实，…仅有3个; 辟谣：…招生4万人."""
    if _SET_RIGHT.search(text, denials[0], position):
        return True
    answer = _ANSWER.search(text, denials[0], position)
    return answer is not None and denials[-1] < position and not _HEARSAY.search(text, answer.end(), position)
