"""Named facilities doing one thing: the rows of `facility_projects`, with a count (claims' listed names) or without one.

Names are found by `facilities`, actions by `actions`; which name does what, and in what status and time, is decided here.
"""

from __future__ import annotations

import re
from typing import Any

from ingestion.extraction import actions, status
from ingestion.extraction.claim_time import set_time
from ingestion.extraction.draft import Draft
from ingestion.extraction.facilities import Name, level_of_name
from ingestion.extraction.facility_names import Facility, identify, region_of
from ingestion.extraction.metrics import Decision
from ingestion.extraction.numbers import Quantity
from ingestion.extraction.places import describes
from ingestion.extraction.story import Story
from ingestion.extraction.subjects import DESIGN
from ingestion.extraction.window import Window

_HOST = re.compile(r"(?:领办|托管|合作|联合|牵头|组织|走进|来到|参观|学生|教师|校长|师生|举行|召开|开展|荣获|获得|作了|承办|隆重)")
_WORKS = {"built", "expanded", "built_or_expanded", "relocated", "renovated"}
_PUSHED_ON = re.compile(r"(?:推进|加快|抓紧|继续|加紧)(?![^，。；]*(?:完成|建成|竣工|投用))")
_PAID_FOR = re.compile(
    r"(?:继续|加快|加紧|抓紧)|[^，。；0-9]{0,4}(?:迁建|新建|改扩建|扩建|建设|改造)(?:项目|工程)?(?:继续|推进|加快|[^，。；0-9]{0,12}(?:投入|投资))"
)
# how far before a sum the school stands that it is for
_NEAR = 80
# the sum is that of something else, or of several schools: 、…等N所, 全市…
_ELSEWHERE = re.compile(r"[；;、]|等|全[省市县区]|[0-9一二三四五六七八九十两]+[所个]|教师|学生|名")


def of_claims(story: Story, draft: Draft, claim_id: str) -> list[dict[str, Any]]:
    """One row per name that is listed with a count."""
    return [row(story, name, claim_id, draft.fields["action"], draft.fields) for name in draft.names]


def described(story: Story, draft: Draft) -> Name | None:
    """The one school whose design or state a figure gives: named before it in the sentence, else the subject of the sentence before.
    None where none or several are."""
    if draft.decision.metric not in DESIGN or draft.names:
        return None
    start = draft.sentence[0]
    found = story.names(start, draft.quantity.start)
    if not found and start > story.start:
        previous = story.sentences.of(start - 1)
        found = [name for name in story.names(*previous) if name.start - previous[0] <= 40][:1]
    return found[-1] if found and len({name.text for name in found}) == 1 else None


def paid_for(story: Story, draft: Draft) -> Name | None:
    """The one school that a sum of money is for: the only one named before it in its sentence, with no other figure between."""
    start = max(draft.sentence[0], draft.quantity.start - _NEAR)
    if draft.decision.family != "funding" or draft.decision.metric == "per_student_standard":
        return None
    found = story.names(start, draft.quantity.start)
    if not found or len({name.text for name in found}) > 1 or _ELSEWHERE.search(story.text, found[-1].end, draft.quantity.start):
        return None
    return found[-1]


def without_counts(story: Story, sentence: tuple[int, int], taken: set[int]) -> list[dict[str, Any]]:
    """Rows for names that a sentence says something is done to, where no count lists them. `taken` holds the starts of listed names."""
    text = story.text
    rows = []
    for clause in story.clauses(sentence):
        verbs = [found for found in actions.actions(text, *clause) if found.strength >= 1]
        if not verbs:
            continue
        for name in story.names(*clause):
            if name.start in taken:
                continue
            verb = _verb_of(text, name, verbs, clause)
            if verb is None or _HOST.match(text, name.end) or text.startswith("领办的", name.end):
                continue
            rows.append(row(story, name, None, verb.action, circumstances(story, name, sentence, clause, verb.action)))
    return rows


def _verb_of(text: str, name: Name, verbs: list[actions.Action], clause: tuple[int, int]) -> actions.Action | None:
    """The verb that governs a name: said right after it (市十一中迁建), before the list it stands in, else the next one after the list."""
    after = [verb for verb in verbs if 0 <= verb.start - name.end <= 12 and "、" not in text[name.end : verb.start]]
    if after and (after[0].strength >= 2 or after[0].start - name.end <= 1):
        return after[0]
    verbs = [verb for verb in verbs if verb.strength >= 3]
    before = [verb for verb in verbs if verb.end <= name.start]
    if before:
        return before[-1]
    later = [verb for verb in verbs if verb.start >= name.end and verb.strength >= 3]
    return later[0] if later else None


def circumstances(
    story: Story, name: Name, sentence: tuple[int, int], clause: tuple[int, int], action: str | None = None
) -> dict[str, Any]:
    """Status, period and district of what a clause says of a named school."""
    quantity = Quantity(name.start, name.end, name.start, name.end, None, None, False, "", "school", "school")
    text = story.text
    left = text[clause[0] : name.start]
    window = Window(left, left, text[sentence[0] : clause[0]], "", text[name.end : clause[1]], is_education=True)
    draft = Draft(quantity, Decision("facilities", "facility_count", "school", name.text, "named"), sentence, clause, window)
    # 将甲小学并入乙小学: what is done to the school, not what will be
    taken = {other.start for other in story.names(*sentence)}
    cues = [cue for cue in story.status_cues(sentence) if cue.end not in taken or text[cue.start : cue.end] != "将"]
    stated, why = status.explicit(text, cues, story.clauses(sentence), name.start)
    if action == "continued":
        stated, why = "ongoing", "continued project"
    if story.genre == "rebuttal" and status.is_hearsay(text, sentence, name.start):
        stated, why = "disputed", "hearsay in a rebuttal"
    set_time(story, draft, stated, why)
    if draft.fields["status"] == "actual" and action in _WORKS and _is_under_way(text, name, clause):
        draft.fields["status"] = "ongoing"
    region, _ = story.places.of_figure(name.start, sentence, clause[0])
    draft.fields["region_code"], draft.fields["region_name"] = describes(region)
    return draft.fields


def _is_under_way(text: str, name: Name, clause: tuple[int, int]) -> bool:
    """推进市十一中迁建, 市十一中迁建工程完成投入7862万元: work that is pushed on or paid for is not done."""
    return bool(_PUSHED_ON.search(text, clause[0], name.start) or _PAID_FOR.match(text, name.end, clause[1]))


def facility_of(story: Story, name: Name, fields: dict[str, Any]) -> Facility:
    """The facility that a name means, where the story says it of the district in `fields`."""
    return identify(name.text, story.home, region_of(fields["region_code"], fields["region_name"]))


def row(story: Story, name: Name, claim_id: str | None, action: str | None, fields: dict[str, Any]) -> dict[str, Any]:
    """The row of a named school doing something, with the `name` and the `facility` that it means."""
    facility = facility_of(story, name, fields)
    return {
        "claim_id": claim_id,
        "facility_id": facility.facility_id,
        "facility_name": facility.name,
        "char_start": name.start,
        "char_end": name.end,
        "level": level_of_name(name.text),
        "action": action,
        "status": fields["status"],
        "period_start": fields["period_start"],
        "period_end": fields["period_end"],
        "region_code": fields["region_code"],
        "region_name": fields["region_name"],
        "name": name,
        "facility": facility,
    }
