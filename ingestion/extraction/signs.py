"""What all signs of a figure together say of its status, beside what the rules of `claim_status` say of it.

Rules take the first cue that decides; in texts of strangers that is often the wrong one, while all other cues point elsewhere. So each sign
has a weight for each status, learnt from labelled documents (`make learn` writes `status_signs.csv`); the sum of the weights is set against
the rule. The rule's own vote is not learnt: rules were written with the labelled documents in view and are right there far more often than
elsewhere, so that learning would trust nothing else.

What is a sign, and how signs outvote a rule, belongs here; what the rules say is for `claim_status`, how weights are learnt for the tests.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from math import fsum
from operator import itemgetter, mul
from typing import TYPE_CHECKING

from ingestion.extraction.draft import Draft
from ingestion.extraction.nearby_times import is_of_works_before
from ingestion.extraction.sentences import item_of
from ingestion.extraction.status_cues import STRONG, StatusCue, is_attribute, status_cues
from ingestion.extraction.subjects import DESCRIBED
from ingestion.extraction.time_cues import TimeCue, begins
from ingestion.extraction.verdict import Verdict
from ingestion.wordlists import any_of, table, words

if TYPE_CHECKING:
    from ingestion.extraction.story import Story

# disputed figures are left to the rules: a rumour is told by single words
STATUSES = ("actual", "target", "ongoing", "standard")
ALWAYS = "any figure"  # a sign that every figure has
# what the rule's word weighs: odds of seven to one, where signs say nothing
RULE_VOTE = 2.0
# the same of a rule that looks farther than signs do
FAR_RULE_VOTE = 5.0
_OPENING = 2000  # characters of a story whose cues tell what it mostly speaks of
_FEW = 3  # so many cues say little of what a story speaks of
_SHORT_LINE = 30
_LONGEST = 5000  # characters of a story in which words are counted
# a word three times in 1,000 characters is said as often as can be; what is said all over a story is but a hint of one figure's status
_OFTEN, _HINT = 3.0, 0.4
_SHOWN = 3  # signs that the trace names

# where a word stands: up to the figure's item, its clause, the figure itself, and the end of its clause
_PLACES = ("in another item", "earlier", "before it", "after it", "later")

Signs = dict[str, float]
Votes = tuple[float, ...]


@cache
def weights() -> dict[str, tuple[float, ...]]:
    """Of each sign, its weight for each of the statuses."""
    return {row["sign"]: tuple(float(row[name]) for name in STATUSES) for row in table("status_signs")}


@cache
def _words() -> re.Pattern[str]:
    return any_of(words("sign_words"))


def weigh(story: Story, draft: Draft, verdict: Verdict, vote: float = RULE_VOTE) -> Verdict:
    """What is said of a figure's status once its signs have been set against what the rules say (`verdict`) and how much that weighs
    (`vote`)."""
    if verdict.is_sure or verdict.status not in STATUSES:
        return verdict
    said = STATUSES.index(verdict.status)
    context = _context(story, draft.sentence)
    votes = [sum(parts) for parts in zip(_shared(story)[1], context.votes, _votes(_of_figure(story, draft, context)), strict=True)]
    votes[said] += vote
    best = max(range(len(STATUSES)), key=votes.__getitem__)
    if best == said:
        return verdict
    return Verdict(STATUSES[best], f"signs against {verdict.why}: {_told(signs_of(story, draft), best, said)}")


def _votes(told: Iterable[str]) -> Votes:
    """What signs add up to, for each of the statuses in order."""
    return _added(list(filter(None, map(weights().get, told))))


def _added(rows: list[Votes]) -> Votes:
    # exact, so that the order in which signs are found cannot decide between equals
    return tuple(map(fsum, zip(*rows, strict=True))) if rows else (0.0,) * len(STATUSES)


def _told(found: Signs, best: int, said: int) -> str:
    """The signs that spoke loudest for one status and against another."""
    known = weights()
    gains = {sign: value * (known[sign][best] - known[sign][said]) for sign, value in found.items() if sign in known}
    # by name where they are equally loud: signs come in no order of their own
    loudest = sorted(gains, key=lambda sign: (-gains[sign], sign))[:_SHOWN]
    return ", ".join(f"{sign} {gains[sign]:+.1f}" for sign in loudest)


def signs_of(story: Story, draft: Draft) -> Signs:
    """The signs of one figure's status, with how much of each there is. They depend on no rule that decides its status or its period."""
    context = _context(story, draft.sentence)
    return _shared(story)[0] | dict.fromkeys((*context.told, *_of_figure(story, draft, context)), 1.0)


def _of_story(story: Story) -> Signs:
    """The signs that all figures of a story share: its kind, its time of the year, what its opening mostly speaks of."""
    told = [
        ALWAYS,
        f"genre {story.genre}",
        f"begins works {story.is_about_start}",
        f"one project {story.is_about_one_project}",
    ]
    if story.anchor.day and story.anchor.is_exact:
        told.append(f"quarter {(story.anchor.day.month + 2) // 3}")
    found: Signs = dict.fromkeys(told, 1.0)
    opening = status_cues(story.text, story.start, min(story.end, story.start + _OPENING))
    strong = [cue.status for cue in opening if cue.weight >= STRONG]
    for name in sorted(set(strong)):
        found[f"story speaks {name}"] = strong.count(name) / (len(strong) + _FEW)
    last = min(story.end, story.start + _LONGEST)
    per_thousand = 1000 / max(1, last - story.start)
    counts = map(story.text.count, words("sign_words"), repeat(story.start), repeat(last))
    for word, count in filter(itemgetter(1), zip(words("sign_words"), counts, strict=True)):
        found[f"story says {word}"] = _HINT * min(1.0, count * per_thousand / _OFTEN)
    return found


def _shared(story: Story) -> tuple[Signs, Votes]:
    """The signs of a story and what they add up to, found once for all its figures."""
    if story.signs is None:
        found = _of_story(story)
        rows = [tuple(map(mul, repeat(value), row)) for sign, value in found.items() if (row := weights().get(sign))]
        story.signs = found, _added(rows)
    return story.signs


@dataclass(slots=True)
class Context:
    """What the figures of one sentence share: its signs and what they add up to, its words of time and mood with their places, what its
    place in the text makes of it by default, and the mood of what was told before it."""

    sentence: tuple[int, int]
    told: list[str]
    votes: Votes
    words: list[tuple[str, int]]
    default: str
    before: str | None


def _context(story: Story, sentence: tuple[int, int]) -> Context:
    """The context of a sentence; that of the last one is kept, since figures come sentence by sentence."""
    if story.sign_context is None or story.sign_context.sentence != sentence:
        start = sentence[0]
        default = story.time.default_mood(start)
        section = story.layout.section(start)
        heading = story.layout.heading(start)
        told = [f"by default {default}", f"section {section and section.mood}"]
        told += {f"heading {cue.status}" for cue in status_cues(heading, 0, len(heading))}
        for mood in ("actual", "target"):
            lean = story.time.lean(start, mood)
            told.append(f"{mood} told before {_years_away(story, lean.cue) if lean else None}")
            if lean:
                told.append(f"{mood} told in its paragraph {lean.paragraph == story.layout.paragraph(start)}")
        last = story.time.lean(start, None)
        before = last.mood if last else None
        told.append(f"told before {before}")
        strong = {cue.status for cue in story.status_cues(sentence) if cue.weight >= STRONG}
        told.append(f"sentence says {'+'.join(sorted(strong))}")
        found = [(match[0], match.start()) for match in _words().finditer(story.text, *sentence)]
        story.sign_context = Context(sentence, told, _votes(told), found, default, before)
    return story.sign_context


def _of_figure(story: Story, draft: Draft, context: Context) -> set[str]:
    """The signs of a figure's own: what it counts, what stands around it, each as often as it is named."""
    text, quantity, clause, decision = story.text, draft.quantity, draft.clause, draft.decision
    told = {
        f"counts {decision.metric}",
        f"family {decision.family}",
        f"action {decision.action}",
        f"{decision.action} {decision.metric}",
        f"by default {context.default} {decision.metric}",
        f"by default {context.default} {decision.action}",
        f"told before {context.before} {decision.metric}",
        f"after {text[max(clause[0], quantity.start - 1) : quantity.start].strip() or 'nothing'}",
        f"before {text[quantity.end : quantity.end + 1].strip() or 'nothing'}",
        f"fifth {min(4, 5 * (quantity.start - story.start) // max(1, story.end - story.start))}",
    }
    line_end = text.find("\n", quantity.end, quantity.end + _SHORT_LINE)
    if line_end >= 0 and text.rfind("\n", max(0, quantity.start - _SHORT_LINE), quantity.start) >= 0:
        told.add("short line")
    item = item_of(text, draft.sentence, quantity.start)[0]
    edges = (item, max(item, clause[0]), quantity.start, clause[1])
    told |= {f"{word} {_PLACES[bisect_right(edges, at)]}" for word, at in context.words if not quantity.start <= at < quantity.end}
    _add_cues(told, story, draft, context.default, item)
    _add_times(told, story, draft, context.default, item)
    return told


def _add_cues(told: set[str], story: Story, draft: Draft, default: str, item: int) -> None:
    """What the status cues of the sentence say, by their side of the figure."""
    text, clause, start = story.text, draft.clause, draft.quantity.start
    last: StatusCue | None = None
    in_clause: set[str] = set()
    for cue in story.status_cues(draft.sentence):
        is_near = clause[0] <= cue.start < clause[1]
        if cue.start < start and is_attribute(text, cue, start):
            told.add(f"{cue.status} said of what is counted")
            continue
        side = "in another item" if cue.start < item else "before it" if cue.start < start else "after it"
        place = f"{side}{' in its clause' if is_near else ''}"
        told.add(f"cue {text[cue.start : cue.end]} {place}")
        told.add(f"{cue.status} {min(cue.weight, 4)} {place}")
        if cue.weight >= STRONG and item <= cue.start < start:
            last = cue
            if is_near:
                in_clause.add(cue.status)
    clause_says = "+".join(sorted(in_clause))
    told.update(
        (
            f"last cue {text[last.start : last.end] if last else None}",
            f"last cue is {last.status if last else None}",
            f"clause says {clause_says}",
            f"clause says {clause_says} default {default}",
        )
    )


def _add_times(told: set[str], story: Story, draft: Draft, default: str, item: int) -> None:
    """What the times of the sentence nearest to the figure say: before and after it."""
    quantity, clause = draft.quantity, draft.clause
    before = after = None
    for cue in story.cues(*draft.sentence):
        if draft.decision.metric in DESCRIBED and begins(story.text, cue):
            continue  # when work on a school began says nothing of its design
        if cue.end <= quantity.start:
            if cue.start >= item or not is_of_works_before(story.text, draft.sentence, cue):
                before = cue
        elif cue.start >= quantity.end:
            after = cue
            break
    for side, cue in (("before", before), ("after", after)):
        if cue is None:
            told.add(f"no time {side}")
            continue
        told.update(
            (
                f"time {side}{' in its clause' if clause[0] <= cue.start < clause[1] else ''}",
                f"time {side} {'until' if cue.is_until else 'in'} {_years_away(story, cue)}",
                f"time {side} to come {story.time.is_to_come(cue)}",
                f"time {side} {cue.basis}",
            )
        )
    told.add(f"default {default} time to come {story.time.is_to_come(before) if before else None}")


def _years_away(story: Story, cue: TimeCue) -> str:
    """How many years a time ends before or after the text's own year; at most three are told apart."""
    if cue.period_end is None or story.anchor.year is None:
        return "open" if cue.period_end is None else "?"
    return f"{max(-3, min(3, cue.period_end.year - story.anchor.year)):+d}"
