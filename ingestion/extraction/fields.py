"""The fields of one claim once it is known what it counts: level, status, period, region, action, basis.

Each field has its own module of vocabulary; which source of a field outranks which is decided here.
"""

from __future__ import annotations

import re
from datetime import date

from ingestion.extraction import actions, levels, metrics, status
from ingestion.extraction.draft import Draft
from ingestion.extraction.facilities import Name, level_of_name, names
from ingestion.extraction.lists import listed_names
from ingestion.extraction.numbers import Quantity
from ingestion.extraction.periods import TimeCue, whole_year
from ingestion.extraction.story import Story, describes

DESIGN = {"floor_area_m2", "site_area_m2", "class_count", "seats_total", "seats_added", "class_size"}
_STOCK = {"enrolment", "enrolment_rate", "inclusive_kindergarten_coverage", "public_kindergarten_share", "capacity_share", "seats_total"}
_FINISHED = re.compile(r"(?:已|正式)(?:建成|投用|投入使用|启用|开学|招生|竣工)|完成招生|现有(?:学生|幼儿|教学班|在校)")
_OPENS = re.compile(r"[^，。；]{0,8}(?:投用|投入使用|建成|开办|开学|竣工|交付|启用|招生)")
_UNDER_WAY = re.compile(r"开工建设|正在(?:加快|紧张|有序)?(?:建设|施工|推进)|在建|主体(?:已)?(?:封顶|完工)|加紧(?:建设|施工)")
_TO_COME = re.compile(
    r"建成后|投用后|即将|将(?:于|在)?[^，。]{0,10}(?:投用|投入使用|建成|开学|竣工|设置|新增|提供)|预计|计划|拟建|批复|项目建议书|今秋投用|招标|规划"
)
_HANDED_DOWN = re.compile(r"下达|拨付|发放|到位")
_BENEFITS = re.compile(r"(?:惠及|资助|受益|用于|支持)[^，。；]{0,20}")
_NUMBERED_TOPIC = re.compile(r"[\s*#]*(?:[一二三四五六七八九十]+、|[(（]?[0-9一二三四五六七八九十]+[)）.、]|\*\*)")


def set_fields(story: Story, draft: Draft, drafts: list[Draft]) -> None:
    text, quantity = story.text, draft.quantity
    sentence, clause, window = draft.sentence, draft.clause, draft.window
    set_ = draft.fields
    metric = draft.decision.metric
    action = draft.decision.action
    draft.names = listed_names(text, sentence, clause, quantity, metric)
    set_["per"] = metrics.per_of(quantity, window)
    if metric == "class_size":
        set_["per"] = "class"
    if set_["per"] and not (metric == "per_student_standard" or draft.decision.family in ("facilities", "enrolment_capacity")):
        set_["per"] = None
    if metric == "per_student_standard" and set_["per"] is None:
        set_["per"] = "student"
    if "level" not in set_:
        set_["level"], why = level_of(story, draft)
        draft.rules.append(f"level: {why}")
    if draft.decision.metric in ("facility_count", "seats_added", "seats_total") or (draft.decision.family == "funding" and set_["level"]):
        story.last_level[draft.decision.family] = set_["level"]
    stated, why = status.explicit(
        text, story.status_cues(sentence), story.clauses(sentence), quantity.core_start, reviews=story.genre == "review"
    )
    if action == "continued" and stated != "disputed":
        stated, why = "ongoing", "continued project"
    if (
        metric == "per_student_standard"
        and stated not in ("standard", "disputed")
        and not re.search(r"(?:增加|提高|降低|达到?|增至|提高到)[^，。；]{0,4}$", window.local)
    ):
        stated, why = "standard", "an amount per pupil"
    in_headline = story.title and text[quantity.start : quantity.end] in story.title and sentence[1] - sentence[0] < 60
    if story.genre == "rebuttal" and (in_headline or status.is_hearsay(text, sentence, quantity.start)):
        stated, why = "disputed", "hearsay in a rebuttal"
    set_time(story, draft, stated, why)
    after = clause[1] if draft.decision.family == "funding" else 0
    region, why = story.region(quantity.start, sentence, clause[0], after)
    set_["region_code"], set_["region_name"] = describes(region)
    set_["region_basis"] = why
    if action is None and draft.decision.family in ("facilities", "funding"):
        near = [found for found in actions.actions(text, clause[0], quantity.start) if found.strength >= 2]
        earlier = [other for other in drafts if other is not draft and other.fields.get("action") and other.quantity.start < quantity.start]
        if draft.decision.family == "facilities":
            action = near[-1].action if near else (earlier[-1].fields["action"] if earlier else "other")
    set_["action"] = action if draft.decision.family == "facilities" else None


def level_of(story: Story, draft: Draft) -> tuple[str | None, str]:
    """The school level, with the rule that told it."""
    fixed = levels.METRIC_LEVELS.get(draft.decision.metric)
    if fixed:
        return fixed, "by metric"
    text, quantity, window = story.text, draft.quantity, draft.window

    def known(level: str | None) -> str | None:
        return None if level == levels.MIXED else level

    if draft.decision.family == "facilities" and draft.names:
        told = {level_of_name(name.text) for name in draft.names}
        complete = len(draft.names) > 1 or draft.quantity.value_max == 1
        if len(told) == 1 and complete and (level := next(iter(told))):
            return level, "names"
        if not levels.mentions(window.head):
            return None, "names of several kinds"
    head = without_names(window.after[:40])
    found = levels.mentions(re.split(r"[0-9，,。；;：:！？]", head)[0][:24]) if window.head else []
    if found:
        return known(levels.first_list(head, found)), "noun after it"
    for scope, why in ((window.local, "words before it"), (window.clause, "clause")):
        scope = levels.outside_brackets(scope)
        found = levels.mentions(scope)
        if found:
            return known(levels.of_list(scope, found)), why
    start = draft.sentence[0]
    # sums of money are seldom of the level that the clause before speaks of; amounts per pupil are
    lends = draft.decision.family != "funding" or draft.decision.metric == "per_student_standard"
    earlier = _earlier_level(
        levels.outside_brackets(without_names(text[start : draft.clause[0]])),
        is_rate=draft.quantity.unit in ("percent", "percentage_point"),
    )
    if earlier and draft.decision.metric not in ("floor_area_m2", "site_area_m2") and lends:
        return known(earlier), "earlier clause"
    described = DESIGN | {"investment"}
    subject = _subject_school(story, draft) if draft.decision.metric in described and story.genre == "news" else None
    if subject and (level := level_of_name(subject.text)):
        return level, "the school described"
    if earlier and lends:
        return known(earlier), "earlier clause"
    if subject:
        return None, "the school described"
    after = window.right[:30]
    if draft.decision.family == "funding" and (aided := _BENEFITS.match(text, draft.clause[1], draft.sentence[1])):
        after += aided[0]
    right = levels.mentions(without_names(after))
    if right:
        return known(levels.single(right)), "words after it"
    family = "funding" if draft.decision.family == "funding" else "facilities"
    if "其中" in text[max(start, story.start) : quantity.start] and story.last_level.get(family):
        return story.last_level[family], "the total before"
    paragraph = max(text.rfind("\n", story.start, start) + 1, story.start)
    topic = text[paragraph : paragraph + 16].partition("。")
    if topic[1] and _NUMBERED_TOPIC.match(topic[0]) and (named := levels.mentions(topic[0])):
        return known(levels.single(named)), "topic of the paragraph"
    if story.title and story.genre == "news" and len(schools := names(story.title)) == 1 and (level := level_of_name(schools[0].text)):
        return level, "the school in the headline"
    return None, "none told"


def _earlier_level(before: str, is_rate: bool) -> str | None:
    """The level that the clauses before a number lend it: the nearest one's; for counts only where no other level is counted beside it."""
    told = [clause for clause in re.split(r"[，,；;]", before) if levels.mentions(clause)]
    if not told:
        return None
    nearest = levels.of_list(told[-1], levels.mentions(told[-1]))
    if not is_rate:
        counted = {levels.single(levels.mentions(item)) for clause in told for item in clause.split("、") if re.search(r"[0-9]", item)} - {
            None
        }
        if len(counted) > 1:
            return levels.MIXED
    return nearest


def _subject_school(story: Story, draft: Draft) -> Name | None:
    """The school that a design figure belongs to: the last one named in its sentence, else the subject of the latest sentence of the
    paragraph that opens with a school's name."""
    text = story.text
    found = story.names(draft.sentence[0], draft.quantity.start)
    if found:
        # several schools listed together are not one school
        group = len({name.text for name in found}) > 1 and re.search(r"[、和]", text[found[-2].end : found[-1].start])
        return None if group else found[-1]
    edge = draft.sentence[0]
    floor = max(text.rfind("\n", story.start, edge) + 1, edge - 500, story.start)
    while edge > floor:
        start, end = story.sentences.of(edge - 1)
        start = max(start, floor)
        found = [name for name in story.names(start, min(end, start + 60)) if name.start - start <= 20]
        if found:
            return found[0]
        edge = start
    return None


def without_names(text: str) -> str:
    """A text with the names of single schools blanked, for reading the level that it speaks of in general."""
    for name in reversed(names(text)):
        text = text[: name.start] + "某" * (name.end - name.start) + text[name.end :]
    return text


def set_time(story: Story, draft: Draft, stated: str | None, why: str) -> None:
    text, quantity = story.text, draft.quantity
    sentence, clause = draft.sentence, draft.clause
    set_ = draft.fields
    cues = [cue for cue in story.cues(*sentence) if cue.is_until or not story.in_title_marks(cue.start)]
    left = [cue for cue in cues if cue.end <= quantity.core_start and not _of_another(text, cue, quantity)]
    right = [cue for cue in cues if cue.start >= quantity.core_end and cue.start < clause[1]]
    in_clause = [cue for cue in left if cue.start >= clause[0]]
    chosen = in_clause[-1] if in_clause else (right[0] if right and not left else (left[-1] if left else None))
    if right and left and not in_clause and not right[0].is_until:
        chosen = right[0]
    if chosen is None and (later := [cue for cue in cues if cue.start >= clause[1] and cue.carries]):
        # 新建改扩建中小学24所，今年写进了政府工作报告
        chosen = later[0]
    mood = stated
    if chosen is not None and chosen.basis == "until_publication" and mood == "target" and "earlier" in why:
        mood, why = "actual", f"time {chosen.text}"
    is_design = story.genre == "news" and (draft.decision.metric in DESIGN or draft.decision.metric == "investment")
    if is_design and chosen is None:
        project, opening = _project(story, draft)
        if project is not None and mood is None:
            mood, why = project, "state of the project described"
            chosen = opening if project in ("target", "ongoing") else None
    if chosen is not None and mood is None:
        mood = story.mood_of(chosen, sentence)
        why = f"time {chosen.text}"
        if mood == "target" and draft.decision.family == "funding" and _HANDED_DOWN.search(text, sentence[0], quantity.start):
            mood, why = "actual", "money handed down ahead of its year"
    if (
        chosen is not None
        and chosen.is_until
        and story.anchor.year
        and chosen.period_end
        and chosen.period_end.year > story.anchor.year
        and mood in (None, "actual")
    ):
        mood, why = "target", f"until {chosen.text}"
    if mood is None or (mood != "disputed" and story.genre == "norm" and stated != "actual"):
        default = story.default_mood(quantity.start)
        if mood is None or default == "standard":
            lean = story.lean(sentence[0], None) if chosen is None else None
            mood = lean.mood if lean is not None and default != "standard" else default
            why = f"leans on {lean.cue.text}" if lean is not None and default != "standard" else f"{story.genre} by default"
    set_["status"] = mood
    draft.rules.append(f"status: {why}")
    if "period_end" in set_:
        return
    period: tuple[date | None, date | None] = (None, None)
    basis, words = None, None
    if chosen is not None:
        period, basis, words = (chosen.period_start, chosen.period_end), chosen.basis, chosen.text
    elif story.genre == "norm" and mood == "standard":
        period, basis = (story.in_force, None), "in_force" if story.in_force else None
    else:
        lean = story.lean(sentence[0], mood)
        is_state = draft.decision.metric in DESIGN | _STOCK or draft.decision.action == "existing"
        if lean is not None and is_state and mood == "actual" and not lean.cue.is_long:
            # an event's month says nothing about the state that a later sentence describes
            lean = None
        if lean is not None and story.genre == "plan" and not lean.cue.is_long:
            # one project's month is not the plan's year
            lean = None
        section = story.section(quantity.start)
        if lean is not None and not (mood == "target" and lean.mood == "actual"):
            period, basis, words = (lean.cue.period_start, lean.cue.period_end), "carried", lean.cue.text
        elif section is not None and section.period and section.mood == ("actual" if mood == "actual" else "target"):
            period, basis, words = section.period, "section", section.heading
        elif story.genre in ("plan", "report") and story.anchor.year and mood in ("target", "ongoing"):
            period, basis = whole_year(story.anchor.year), "document"
        elif section is not None and section.period and mood in ("actual", "ongoing"):
            period, basis, words = section.period, "section", section.heading
        elif story.genre == "report" and mood == "actual" and story.anchor.year:
            period, basis = whole_year(story.anchor.year - 1), "document"
        elif story.genre == "plan" and mood == "standard" and story.anchor.year:
            period, basis = whole_year(story.anchor.year), "document"
        elif story.genre == "news" and mood == "actual" and story.anchor.day and story.anchor.is_exact:
            # a state that names no time is the state on the day of publication
            period, basis = (None, story.anchor.day), "publication"
    start, end = period
    if (
        draft.decision.metric in _STOCK
        and draft.decision.unit != "percentage_point"
        and mood == "actual"
        and start
        and end
        and end.year > start.year
    ):
        # a state at the end of a plan period, not a sum over it
        start = None
    set_["period_start"], set_["period_end"], set_["period_text"], set_["period_basis"] = start, end, words, basis
    draft.rules.append(f"period: {basis or 'none'} {words or ''}".rstrip())


def _of_another(text: str, cue: TimeCue, quantity: Quantity) -> bool:
    """由2010年的41.5%提高到86.3%: the time after 由 is the first figure's alone."""
    begins = cue.period_end is None  # 从今年秋季学期起
    return not begins and text[cue.start - 1 : cue.start] in ("由", "从") and bool(re.search(r"[0-9]", text[cue.end : quantity.core_start]))


def _passage(story: Story, draft: Draft) -> tuple[int, int]:
    """The stretch that describes the same school as a design figure: from its subject to the next school's, within the paragraph."""
    text = story.text
    subject = _subject_school(story, draft)
    start = story.sentences.of(subject.start)[0] if subject else draft.sentence[0]
    end = draft.sentence[1]
    limit = text.find("\n", end)
    limit = min(story.end, end + 300, limit if limit >= 0 else len(text))
    while end < limit:
        following = story.sentences.of(end)
        opening = [name for name in story.names(following[0], min(following[0] + 40, following[1])) if name.start - following[0] <= 6]
        if following[1] <= end or (opening and subject and opening[0].text != subject.text):
            break
        end = following[1]
    return max(start, story.start), min(end, limit)


def _project(story: Story, draft: Draft) -> tuple[str | None, TimeCue | None]:
    """The state of the project that a design figure belongs to, and the time when it opens, from the passage about it."""
    start, end = _passage(story, draft)
    passage = story.text[start:end]
    opening = next((cue for cue in story.cues(start, end) if _OPENS.match(story.text, cue.end)), None)
    to_come = opening is not None and story.mood_of(opening, story.sentences.of(opening.start)) == "target"
    if _FINISHED.search(passage) or (opening is not None and not to_come):
        return "actual", None
    if _UNDER_WAY.search(passage):
        return "ongoing", opening
    return ("target" if to_come or _TO_COME.search(passage) else None), opening
