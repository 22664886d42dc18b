"""How it was found what is done to the schools of a count: as data that other rules ask for, and in the words of the trace.

Finding it is for `actions` (what the clause says) and `school_counts` (what stands around it).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

_CARRIED = "carried from the count before"


class By(Enum):
    """What told an action, in the words of the trace; `{verb}` is the verb that the text has."""

    VERB = "verb {verb}"
    VERB_AFTER = "verb {verb} after it"
    NOUN = "said of the counted noun"
    NEW_ONES = "new schools that open"
    WORKS_BEHIND = "verb 建设 behind the counted noun"
    WORKS_ON = "works on the counted schools"
    GROWN = "how many there were and are"
    NOW = "how many there are now"
    SOME_OF = "those that some are counted of"
    HOW_MANY = "states how many there are"
    BARE_COUNT = "a bare count"
    NO_VERB = "no verb"
    CARRIED = _CARRIED
    OPENS = f"verb 开学 after it; {_CARRIED}"
    OF_LAST = f"that of the list's last; {_CARRIED}"
    OF_PARTS = f"that of the parts behind it; {_CARRIED}"
    EARLIER_CLAUSE = "carried from an earlier clause"
    TOLD_BEFORE = "as told before"
    ONLY_WORKS = "works of which nothing more is said"
    ONLY_BUILDING = "a building of which nothing more is said"


_TAKEN_OVER = {By.CARRIED, By.OPENS, By.OF_LAST, By.OF_PARTS}


@dataclass(frozen=True, slots=True)
class ActionRule:
    """What told an action, and with which verb where it was one."""

    by: By
    verb: str = ""

    def __str__(self) -> str:
        return self.by.value.format(verb=self.verb)

    @property
    def is_carried(self) -> bool:
        """Whether what is done was told of another count: 新建8所，其中小学5所."""
        return self.by in _TAKEN_OVER

    def is_verb(self, *opening: str) -> bool:
        """Whether a verb told it that begins with one of these: 建设 of 建设完工."""
        return self.by in (By.VERB, By.VERB_AFTER) and self.verb.startswith(opening)
