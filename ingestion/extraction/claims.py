"""Claims: the numbers of a sentence that count something in education.

The order of decisions for one number belongs here: its surroundings, what it counts, what it takes from the number before it. What it
counts is decided by `metrics` and `actions`, its fields by `fields`, what lists and totals add by `lists`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingestion.extraction import actions, metrics
from ingestion.extraction.draft import Draft
from ingestion.extraction.fields import set_fields
from ingestion.extraction.lists import FROM_TO, LIST_JOINT, groups, share_units, split_rises, zip_lists
from ingestion.extraction.metrics import Decision, Rejection, Window
from ingestion.extraction.numbers import Quantity
from ingestion.extraction.sentences import clause_ends
from ingestion.extraction.story import Story

_FLOOR = re.compile(r"(?:至少|不少于|最少)(?:要|应|应当)?[\u4e00-\u9fa5]{1,8}$")
_CEILING = re.compile(r"最高[\u4e00-\u9fa5]{0,8}(?:为|是|达|至|到)?$")
_PART = re.compile(r"[，,、（(：:]*(?:其中)?[，,：:]?[\u4e00-\u9fa5]{2,8}$")
_SAME_LIST = re.compile(r"[\u4e00-\u9fa5]{0,10}(?:、|和|及|与)$")


def windows(
    text: str, sentence: tuple[int, int], found: list[Quantity], is_education: bool
) -> list[tuple[Quantity, tuple[int, int], Window]]:
    """The surroundings of each quantity of a sentence."""
    ends = clause_ends(text, *sentence)
    rows = []
    for index, quantity in enumerate(found):
        start = sentence[0]
        stop = sentence[1]
        for end in ends:
            if end <= quantity.core_start:
                start = end
            elif end >= quantity.end:
                stop = end
                break
        previous = found[index - 1].end if index and found[index - 1].end > start else start
        following = found[index + 1].start if index + 1 < len(found) else stop
        after = text[quantity.end : max(min(stop, following), quantity.end)]
        window = Window(
            local=text[previous : quantity.start],
            clause=text[start : quantity.start],
            head=metrics.head_of(after),
            after=after,
            right=text[quantity.end : stop],
            before=text[sentence[0] : start],
            is_education=is_education,
            is_one=text[quantity.core_start] == "一" and quantity.value_min == 1,
            is_quoted=_is_quoted(text, quantity),
        )
        rows.append((quantity, (start, stop), window))
    return rows


def _inherited(text: str, quantity: Quantity, window: Window, drafts: list[Draft]) -> Decision | None:
    """What a number takes from the claim right before it: the next member of a list, the end of a rise, a part after 其中."""
    if not drafts:
        return None
    last = drafts[-1]
    between = text[last.quantity.end : quantity.start]
    is_alike = quantity.word == last.quantity.word and quantity.kind in ("person", "money", "generic", "seat") and not window.head
    if is_alike and (LIST_JOINT.match(between) or FROM_TO.match(between)):
        return replace(last.decision, rule=f"as the number before it; {last.decision.rule}")
    if last.decision.metric in ("seats_added", "seats_total") and quantity.kind == "generic" and not window.head and _PART.match(between):
        return replace(last.decision, rule=f"a part of the seats before it; {last.decision.rule}")
    return None


def _is_quoted(text: str, quantity: Quantity) -> bool:
    return quantity.start > 0 and text[quantity.start - 1] in "“‘\"'「" and (quantity.value_min or 0) < 100


def read_sentence(
    story: Story, sentence: tuple[int, int], found: list[Quantity], is_education: bool
) -> tuple[list[Draft], list[tuple[Quantity, str]]]:
    """The drafts of one sentence's claims, and its numbers that are none with the reason."""
    text = story.text
    runs = groups(text, found)
    found = share_units(found, runs)
    drafts: list[Draft] = []
    rejected: list[tuple[Quantity, str]] = []
    by_index: dict[int, Draft] = {}
    for index, (quantity, clause, window) in enumerate(windows(text, sentence, found, is_education)):
        if story.in_title_marks(quantity.start):
            rejected.append((quantity, "inside_title"))
            continue
        if (floor := _FLOOR.search(window.local)) and quantity.value_min == quantity.value_max and floor.end() == len(window.local):
            # 至少引进10家, 至少建设一所公办幼儿园、一所公办小学: the bound stands before the verb
            quantity = replace(quantity, value_max=None)
        elif (
            drafts
            and drafts[-1].window.clause
            and _FLOOR.search(drafts[-1].window.local)
            and clause == drafts[-1].clause
            and _SAME_LIST.match(window.local)
        ):
            quantity = replace(quantity, value_max=None)
            window = replace(window, local=drafts[-1].window.local)
        elif _CEILING.search(window.local) and quantity.value_min == quantity.value_max:
            quantity = replace(quantity, value_min=None)
        decision = _inherited(text, quantity, window, drafts) or metrics.decide(quantity, window)
        if (
            isinstance(decision, Rejection)
            and decision.reason == "anaphora"
            and story.title
            and text[quantity.start - 1 : quantity.end] in story.title
        ):
            # a headline's 这4所新学校 points forward: it states the figure
            decision = metrics.decide(quantity, replace(window, local=window.local.rstrip("这")))
        if isinstance(decision, Decision) and decision.metric == "facility_count":
            decision = _facility_action(story, quantity, clause, window, decision, drafts)
        if isinstance(decision, Rejection):
            rejected.append((quantity, decision.reason))
            continue
        if decision.family == "funding":
            if decision.metric == "other_amount" and story.last_funding and "其中" in text[sentence[0] : quantity.start]:
                decision = replace(decision, metric=story.last_funding, rule="a part of the sum before")
            story.last_funding = decision.metric
        draft = Draft(quantity, decision, sentence, clause, window)
        by_index[index] = draft
        drafts.append(draft)
    zip_lists(text, sentence, runs, by_index)
    for draft in drafts:
        set_fields(story, draft, drafts)
    split_rises(text, drafts)
    return drafts, rejected


def _facility_action(
    story: Story, quantity: Quantity, clause: tuple[int, int], window: Window, decision: Decision, drafts: list[Draft]
) -> Decision | Rejection:
    """Keep a count of schools as a facility count only where something is done to them or their existence is stated."""
    local_start = quantity.start - len(window.local)
    action, strength, rule = actions.of_count(story.text, clause, quantity.start, quantity.end, window.head, local_start)
    taking_part = actions.is_taking_part(window.local, window.head, window.right)
    if taking_part and strength < 3:
        metric = (
            "model_schools_created"
            if re.search(r"创建|命名|评为|认定|获评|入选|示范|特色|试点|授予", window.local + window.head)
            else "schools_taking_part"
        )
        return Decision("indicator", metric, "school", decision.subject, "schools taking part")
    if action is None:
        carried = [
            draft for draft in drafts if draft.decision.metric == "facility_count" and draft.sentence == story.sentences.of(quantity.start)
        ]
        if carried:
            action, rule = carried[-1].decision.action, "carried from the count before"
        else:
            earlier = [
                found for found in actions.actions(story.text, story.sentences.of(quantity.start)[0], clause[0]) if found.strength >= 2
            ]
            if earlier:
                action, rule = earlier[-1].action, "carried from an earlier clause"
            elif taking_part:
                return Decision("indicator", "schools_taking_part", "school", decision.subject, "schools taking part")
            elif quantity.kind in ("generic", "building"):
                return Decision("indicator", "other", quantity.unit, decision.subject, "projects or sites without an action")
            else:
                return Decision("indicator", "schools_taking_part", "school", decision.subject, "schools that something else is said of")
    return replace(decision, rule=f"{decision.rule}; action: {rule}", action=action)
