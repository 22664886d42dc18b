"""Claims: every number of a story that counts something in education, with all its fields.

The order of decisions for one number, and what neighbouring numbers tell each other (lists, rises, parts of a total) belong here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ingestion.extraction import actions, levels, metrics, status
from ingestion.extraction.facilities import Name, canonical, level_of_name, names
from ingestion.extraction.metrics import Decision, Rejection, Window
from ingestion.extraction.numbers import Quantity
from ingestion.extraction.periods import TimeCue, whole_year
from ingestion.extraction.sentences import clause_ends
from ingestion.extraction.story import Story, describes

_LIST_JOINT = re.compile(r"^(?:、|,|，|和|及|与|以及|;|；)$")
_FROM_TO = re.compile(r"^(?:的)?(?:提高|增加|上升|提升|增长|发展|下降|降低|减少|扩大|增|减)(?:到|至|为)(?:了)?$")
DESIGN = {"floor_area_m2", "site_area_m2", "class_count", "seats_total", "seats_added", "class_size"}
_STOCK = {"enrolment", "enrolment_rate", "inclusive_kindergarten_coverage", "public_kindergarten_share", "capacity_share", "seats_total"}
_FINISHED = re.compile(r"(?:已|正式)(?:建成|投用|投入使用|启用|开学|招生|竣工)|完成招生|现有(?:学生|幼儿|教学班|在校)")
_OPENS = re.compile(r"[^，。；]{0,8}(?:投用|投入使用|建成|开办|开学|竣工|交付|启用|招生)")
_UNDER_WAY = re.compile(r"开工建设|正在(?:加快|紧张|有序)?(?:建设|施工|推进)|在建|主体(?:已)?(?:封顶|完工)|加紧(?:建设|施工)")
_TO_COME = re.compile(r"建成后|投用后|即将|将(?:于|在)?[^，。]{0,10}(?:投用|投入使用|建成|开学|竣工|设置|新增|提供)|预计|计划|拟建|批复|项目建议书|今秋投用|招标|规划")
_ITEM = re.compile(r"[ \t]*(?:[0-9]{1,2}[.、．)）]|[(（][0-9一二三四五六七八九十]{1,2}[)）]|[-*•·])[ \t]*(?P<name>[^\n，。；]{3,30})(?:\n|$)")
_HANDED_DOWN = re.compile(r"下达|拨付|发放|到位")
_BENEFITS = re.compile(r"(?:惠及|资助|受益|用于|支持)[^，。；]{0,20}")
_NUMBERED_TOPIC = re.compile(r"[\s*#]*(?:[一二三四五六七八九十]+、|[(（]?[0-9一二三四五六七八九十]+[)）.、]|\*\*)")
_THIS_TIME = re.compile(r"[本此]次")
_FLOOR = re.compile(r"(?:至少|不少于|最少)(?:要|应|应当)?[\u4e00-\u9fa5]{1,8}$")
_CEILING = re.compile(r"最高[\u4e00-\u9fa5]{0,8}(?:为|是|达|至|到)?$")
_PART = re.compile(r"[，,、（(：:]*(?:其中)?[，,：:]?[\u4e00-\u9fa5]{2,8}$")
_SAME_LIST = re.compile(r"[\u4e00-\u9fa5]{0,10}(?:、|和|及|与)$")
_LEVELLED_LISTS = re.compile(r"分别")


@dataclass(slots=True)
class Draft:
    """A claim in the making: positions index the cleaned text."""

    quantity: Quantity
    decision: Decision
    sentence: tuple[int, int]
    clause: tuple[int, int]
    window: Window
    fields: dict[str, Any] = field(default_factory=dict)
    rules: list[str] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)


def windows(text: str, sentence: tuple[int, int], found: list[Quantity], is_education: bool) -> list[tuple[Quantity, tuple[int, int], Window]]:
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
        rows.append((
            quantity,
            (start, stop),
            Window(text[previous : quantity.start], text[start : quantity.start], metrics.head_of(after), after, text[quantity.end : stop], text[sentence[0] : start], is_education, text[quantity.core_start] == "一" and quantity.value_min == 1, _is_quoted(text, quantity)),
        ))  # fmt: skip
    return rows


def _inherited(text: str, quantity: Quantity, window: Window, drafts: list[Draft]) -> Decision | None:
    """What a number takes from the claim right before it: the next member of a list, the end of a rise, a part after 其中."""
    if not drafts:
        return None
    last = drafts[-1]
    between = text[last.quantity.end : quantity.start]
    if quantity.word == last.quantity.word and quantity.kind in ("person", "money", "generic", "seat") and not window.head:
        if _LIST_JOINT.match(between) or _FROM_TO.match(between):
            return replace(last.decision, rule=f"as the number before it; {last.decision.rule}")
    if last.decision.metric in ("seats_added", "seats_total") and quantity.kind == "generic" and not window.head and _PART.match(between):
        return replace(last.decision, rule=f"a part of the seats before it; {last.decision.rule}")
    return None


def _is_quoted(text: str, quantity: Quantity) -> bool:
    return quantity.start > 0 and text[quantity.start - 1] in "“‘\"'「" and (quantity.value_min or 0) < 100


def groups(text: str, found: list[Quantity]) -> list[list[int]]:
    """Runs of quantities that only 、 or 和 separates: the members of a distributive list."""
    runs: list[list[int]] = []
    for index in range(1, len(found)):
        if _LIST_JOINT.match(text[found[index - 1].end : found[index].start]):
            if runs and runs[-1][-1] == index - 1:
                runs[-1].append(index)
            else:
                runs.append([index - 1, index])
    return runs


def share_units(found: list[Quantity], runs: list[list[int]]) -> list[Quantity]:
    """Bare members of a list take the measure word of its last member: 提高16、33、19个百分点."""
    found = list(found)
    for run in runs:
        last = found[run[-1]]
        if last.unit is None:
            continue
        for index in run[:-1]:
            if found[index].kind == "bare" and not found[index].has_multiplier:
                found[index] = _with_unit(found[index], last)
    return found


def _with_unit(quantity: Quantity, model: Quantity) -> Quantity:
    return replace(quantity, word=model.word, kind=model.kind, unit=model.unit)


def read_sentence(story: Story, sentence: tuple[int, int], found: list[Quantity], is_education: bool) -> tuple[list[Draft], list[tuple[Quantity, str]]]:
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
        elif drafts and drafts[-1].window.clause and _FLOOR.search(drafts[-1].window.local) and clause == drafts[-1].clause and _SAME_LIST.match(window.local):
            quantity = replace(quantity, value_max=None)
            window = replace(window, local=drafts[-1].window.local)
        elif _CEILING.search(window.local) and quantity.value_min == quantity.value_max:
            quantity = replace(quantity, value_min=None)
        decision = _inherited(text, quantity, window, drafts) or metrics.decide(quantity, window)
        if isinstance(decision, Rejection) and decision.reason == "anaphora" and story.title and text[quantity.start - 1 : quantity.end] in story.title:
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
    _zip_lists(text, sentence, runs, by_index)
    for draft in drafts:
        _set_fields(story, draft, drafts)
    _split_rises(text, drafts)
    return drafts, rejected


def _facility_action(story: Story, quantity: Quantity, clause: tuple[int, int], window: Window, decision: Decision, drafts: list[Draft]) -> Decision | Rejection:
    """Keep a count of schools as a facility count only where something is done to them or their existence is stated."""
    local_start = quantity.start - len(window.local)
    action, strength, rule = actions.of_count(story.text, clause, quantity.start, quantity.end, window.head, local_start)
    taking_part = actions.is_taking_part(window.local, window.head, window.right)
    if taking_part and strength < 3:
        metric = "model_schools_created" if re.search(r"创建|命名|评为|认定|获评|入选|示范|特色|试点|授予", window.local + window.head) else "schools_taking_part"
        return Decision("indicator", metric, "school", decision.subject, "schools taking part", 0.6)
    if action is None:
        carried = [draft for draft in drafts if draft.decision.metric == "facility_count" and draft.sentence == story.sentences.of(quantity.start)]
        if carried:
            action, rule = carried[-1].decision.action, "carried from the count before"
        else:
            earlier = [found for found in actions.actions(story.text, story.sentences.of(quantity.start)[0], clause[0]) if found.strength >= 2]
            if earlier:
                action, rule = earlier[-1].action, "carried from an earlier clause"
            elif taking_part:
                return Decision("indicator", "schools_taking_part", "school", decision.subject, "schools taking part", 0.5)
            elif quantity.kind in ("generic", "building"):
                return Decision("indicator", "other", quantity.unit, decision.subject, "projects or sites without an action", 0.4)
            else:
                return Decision("indicator", "schools_taking_part", "school", decision.subject, "schools that something else is said of", 0.5)
    return replace(decision, rule=f"{decision.rule}; action: {rule}", action=action)


def _zip_lists(text: str, sentence: tuple[int, int], runs: list[list[int]], by_index: dict[int, Draft]) -> None:
    """三项分别为91.3%、90.42%、59.8%: give each member of a list the metric, level or year named in its place."""
    for run in runs:
        members = [by_index.get(index) for index in run]
        if any(member is None for member in members) or len(members) < 2:
            continue
        first = members[0]
        left = text[sentence[0] : first.quantity.start]
        count = len(members)
        if all(member.quantity.kind == "percent" for member in members):
            terms = [hit for hit in metrics.metric_terms("percent", left) if hit[2] in metrics.RATE_METRICS]
            wanted = _last_distinct([hit[2] for hit in terms], count)
            if wanted:
                for member, metric in zip(members, wanted, strict=True):
                    member.decision = Decision("enrolment_capacity", metric, "percent", metric, "list zipped to the metrics named before", 0.88)
        if _LEVELLED_LISTS.search(left[-40:]):
            named = levels.mentions(left)
            wanted = _last_distinct([level for _, _, level in named if level != levels.MIXED], count)
            if wanted:
                for member, level in zip(members, wanted, strict=True):
                    member.fields["level"] = level
            years = re.findall(r"((?:19|20)[0-9]{2})年?(?=[、和至年])", left)
            if len(years) == count:
                for member, year in zip(members, years, strict=True):
                    member.fields["period_start"], member.fields["period_end"] = whole_year(int(year))
                    member.fields["period_text"], member.fields["period_basis"] = f"{year}年", "list"


def _last_distinct(items: list[str], count: int) -> list[str] | None:
    tail = items[-count:]
    return tail if len(tail) == count and len(set(tail)) == count else None


def _set_fields(story: Story, draft: Draft, drafts: list[Draft]) -> None:
    text, quantity = story.text, draft.quantity
    sentence, clause, window = draft.sentence, draft.clause, draft.window
    set_ = draft.fields
    metric = draft.decision.metric
    action = draft.decision.action
    draft.names = _named(text, sentence, clause, quantity, metric)
    set_["per"] = metrics.per_of(quantity, window)
    if metric == "class_size":
        set_["per"] = "class"
    if set_["per"] and not (metric == "per_student_standard" or draft.decision.family in ("facilities", "enrolment_capacity")):
        set_["per"] = None
    if metric == "per_student_standard" and set_["per"] is None:
        set_["per"] = "student"
    if "level" not in set_:
        set_["level"], why = _level(story, draft)
        draft.rules.append(f"level: {why}")
    if draft.decision.metric in ("facility_count", "seats_added", "seats_total") or draft.decision.family == "funding" and set_["level"]:
        story.last_level[draft.decision.family] = set_["level"]
    stated, why = status.explicit(text, story.status_cues(sentence), story.clauses(sentence), quantity.core_start, reviews=story.genre == "review")
    if action == "continued" and stated != "disputed":
        stated, why = "ongoing", "continued project"
    if metric == "per_student_standard" and stated not in ("standard", "disputed") and not re.search(r"(?:增加|提高|降低|达到?|增至|提高到)[^，。；]{0,4}$", window.local):
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


def _level(story: Story, draft: Draft) -> tuple[str | None, str]:
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
    earlier = _earlier_level(levels.outside_brackets(without_names(text[start : draft.clause[0]])), is_rate=draft.quantity.unit in ("percent", "percentage_point"))
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
        counted = {levels.single(levels.mentions(item)) for clause in told for item in clause.split("、") if re.search(r"[0-9]", item)} - {None}
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
    cues = [
        cue
        for cue in story.cues(*sentence)
        if cue.is_until or not story.in_title_marks(cue.start)
    ]
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
    if chosen is not None and chosen.is_until and story.anchor.year and chosen.period_end and chosen.period_end.year > story.anchor.year and mood in (None, "actual"):
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
    if draft.decision.metric in _STOCK and draft.decision.unit != "percentage_point" and mood == "actual" and start and end and end.year > start.year:
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
        if following[1] <= end or opening and subject and opening[0].text != subject.text:
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


def _split_rises(text: str, drafts: list[Draft]) -> None:
    """由56%提高到62.4%: the first figure is the earlier state, a year before the second where nothing else is said."""
    for earlier, later in zip(drafts, drafts[1:]):
        if earlier.sentence != later.sentence or earlier.quantity.kind != later.quantity.kind:
            continue
        if _FROM_TO.match(text[earlier.quantity.end : later.quantity.start]):
            if earlier.decision.family == later.decision.family or later.decision.metric not in ("growth_rate",):
                if earlier.decision.metric in metrics.RATE_METRICS:
                    later.decision = replace(earlier.decision, rule="later state of a rise")
                    later.fields["level"] = earlier.fields.get("level")
            start, end = later.fields.get("period_start"), later.fields.get("period_end")
            own = earlier.fields.get("period_text")
            dated = own and re.search(rf"[由从]{re.escape(own)}", text[earlier.clause[0] : earlier.quantity.start])
            if dated:
                earlier.fields["status"] = "actual"
            elif start and end and start.year == end.year and earlier.fields.get("period_end") == end:
                earlier.fields["period_start"], earlier.fields["period_end"] = whole_year(end.year - 1)
                earlier.fields["status"] = "actual"


def _named(text: str, sentence: tuple[int, int], clause: tuple[int, int], quantity: Quantity, metric: str) -> list[Name]:
    """The names listed with a count: those joined by 、 up to 等N所, or those after 包括."""
    if metric != "facility_count":
        return []
    found = names(text, clause[0], quantity.start)
    kept: list[Name] = []
    stop = quantity.start
    for name in reversed(found):
        between = text[name.end : stop]
        if re.fullmatch(r"(?:、|和|与|及|以及)?(?:等)?(?:共|共计|分别)?", between):
            kept.insert(0, name)
            stop = name.start
        else:
            break
    if len(kept) == 1 and kept[0].end == quantity.start and quantity.value_max != 1:
        # 希望小学46所: the noun that is counted, not a school of that name
        return []
    if kept:
        return kept
    items = _numbered_items(text, quantity.end)
    if items:
        return items
    after = text[quantity.end : min(sentence[1], quantity.end + 400)]
    match = re.match(r"[\u4e00-\u9fa5]{0,16}[，,:：(（]?(?:包括|即|分别(?:是|为)|有|为|名单如下)?", after)
    if re.search(r"包括|即|分别|：|:|为", after[:28]):
        opening = quantity.end + (match.end() if match else 0)
        following = names(text, quantity.end, min(sentence[1], quantity.end + 400))
        listed: list[Name] = []
        stop = None
        for name in following:
            if stop is None or re.fullmatch(r"(?:、|和|与|及|以及)", text[stop : name.start]):
                listed.append(name)
                stop = name.end
            else:
                break
        if len(listed) >= 2 or listed and opening >= listed[0].start - 2:
            return listed
    return []


def _numbered_items(text: str, position: int) -> list[Name]:
    """Names that stand one a line, numbered, right below the line of a count: 新开(5个) / 1. 镇兴路中学 / 2. …"""
    line_end = text.find("\n", position)
    if line_end < 0 or line_end - position > 12:
        return []
    listed: list[Name] = []
    position = line_end + 1
    while match := _ITEM.match(text, position):
        found = names(text, match.start("name"), match.end("name"))
        if len(found) != 1:
            break
        listed.append(found[0])
        position = match.end()
    return listed


def list_check(text: str, draft: Draft) -> str | None:
    """`complete`, `partial` or `conflict` for a count with listed names; None where none are listed or the count is a bound."""
    if not draft.names or draft.quantity.is_bound or draft.quantity.value_min != draft.quantity.value_max:
        return None
    stated = int(draft.quantity.value_min or 0)
    if len(draft.names) == stated:
        return "complete"
    abridged = "部分" in text[draft.quantity.end : draft.quantity.end + 4] or "等" in text[draft.names[-1].end : max(draft.quantity.start, draft.names[-1].end + 2)]
    return "partial" if len(draft.names) < stated and abridged else "conflict"


def restate(rows: list[dict[str, Any]]) -> None:
    """Lend the period of a figure to the places of the same document that repeat the figure without one."""
    told: dict[tuple, dict[str, Any]] = {}

    def key(row: dict[str, Any]) -> tuple:
        return row["metric"], row["value_min"], row["value_max"], row["region_name"], row["status"], row["unit"]

    for row in rows:
        if row["period_end"] is not None and row["period_basis"] != "until_publication":
            told.setdefault(key(row), row)
    for row in rows:
        source = told.get(key(row))
        leans = row["period_basis"] == "carried" and _THIS_TIME.search(row["quote"])
        if source is not None and (leans or row["period_start"] is None and row["period_end"] is None):
            row["period_start"], row["period_end"] = source["period_start"], source["period_end"]
            row["period_text"], row["period_basis"] = source["period_text"], "restated"


def link_parts(rows: list[dict[str, Any]]) -> None:
    """Set `total_claim_id` on claims that add up to another of the same document: 24所 = 5所 + 19所."""
    def key(row: dict[str, Any]) -> tuple:
        return row["metric"], row["status"], row["region_name"], row["unit"], row["period_end"] and row["period_end"].year

    exact = [row for row in rows if row["value_min"] is not None and row["value_min"] == row["value_max"] and row["unit"] not in ("percent", "percentage_point")]
    by_key: dict[tuple, list[dict[str, Any]]] = {}
    for row in exact:
        by_key.setdefault(key(row), []).append(row)
    for members in by_key.values():
        totals = {row["value_min"]: row for row in reversed(members)}
        for first in range(len(members)):
            total = members[first]["value_min"]
            for last in range(first + 1, min(first + 6, len(members))):
                if members[last]["char_start"] - members[last - 1]["char_end"] > 40:
                    break
                total += members[last]["value_min"]
                whole = totals.get(total)
                parts = members[first : last + 1]
                if whole is not None and whole not in parts and total > 1:
                    for part in parts:
                        part["total_claim_id"] = whole["claim_id"]


__all__ = ["Draft", "canonical", "link_parts", "list_check", "read_sentence", "restate"]
