"""What the headings and labels around one figure of a table say together: time, district, school, unit, and the words to say before it.

One heading is understood by `headings`; here they are brought together, and made into the sentence that a person would read off the table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingestion.extraction import actions, facilities, headings, levels
from ingestion.extraction.gazetteer import Region
from ingestion.extraction.headings import Counted, Mood
from ingestion.extraction.regions import RegionContext
from ingestion.extraction.sentences import education
from ingestion.extraction.time_cues import TIME

LONGEST_LABEL = 40  # characters of a label that go into a sentence
_YEAR = re.compile(r"(?:19[5-9]|20[0-4])[0-9]")
_MONTH = re.compile(r"((?:19[5-9]|20[0-4])[0-9])[-.年/]([01]?[0-9])(?:[-.月/][0-3]?[0-9]?日?)?(?![0-9])")
_SPAN = re.compile(r"((?:19|20)[0-9]{2})[-—–~～至]+((?:19|20)?[0-9]{2})(学年)?")
_NAMED_YEAR = re.compile(r"[0-9]{4}|[〇○零一二三四五六七八九]{4}年|五[”\"]?(?:期间|时期|末|规划)")
_OF_WHICH = re.compile(r"^其中[:：、]?")
_NUMERAL_END = re.compile(r"[0-9.,一二三四五六七八九十百千万亿几数上]$")
_PART_OF_PLACE = re.compile(r"(?:市|县|区|州)(?:直属?|本级|属|辖区|区)")


@dataclass(slots=True)
class Said:
    """What has been told so far. `words` are qualifiers (小学, 公办), `nouns` what is counted, `place` a district, `school` the name of one
    school, `label` a label of which nobody knows what it is."""

    time: str | None = None
    opening: str | None = None
    place: Region | None = None
    school: str | None = None
    nature: str | None = None
    unit: str | None = None
    moods: list[Mood] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    nouns: list[Counted] = field(default_factory=list)
    label: str | None = None
    is_total: bool = False
    is_part: bool = False
    path: list[str] = field(default_factory=list)

    def and_(self, other: Said) -> Said:
        """This and what another says; where both say one thing, the other's holds."""
        return Said(
            other.time or self.time, other.opening or self.opening, other.place or self.place, other.school or self.school,
            other.nature or self.nature, other.unit or self.unit, self.moods + other.moods, self.words + other.words,
            self.nouns + other.nouns, other.label or self.label, self.is_total or other.is_total, self.is_part or other.is_part,
            self.path + other.path,
        )  # fmt: skip


def time_of(text: str) -> tuple[str | None, str]:
    """(time as a sentence has it, the rest of a heading): 2023 → 2023年; 2023年新建 → 2023年, 新建; 2024.8 → 2024年8月."""
    if _YEAR.fullmatch(text):
        return f"{text}年", ""
    if (match := _SPAN.match(text)) and (match.end() == len(text) or text[match.end()] in "年学度"):
        last = match[2] if len(match[2]) == 4 else match[1][:2] + match[2]
        rest = re.sub(r"^(?:学?年度?)", "", text[match.end() :])
        is_school_year = match[3] or "学年" in text[: match.end() + 2]
        return (f"{match[1]}—{last}学年" if is_school_year else f"{match[1]}—{last}年"), rest
    if (match := _MONTH.fullmatch(text)) and 1 <= int(match[2]) <= 12:
        return f"{match[1]}年{int(match[2])}月", ""
    for match in TIME.finditer(text):
        if _NAMED_YEAR.search(match[0]):
            return match[0], (text[: match.start()] + text[match.end() :]).strip("，,的")
    return None, text


def tell(said: Said, text: str, regions: RegionContext, home: Region | None, role: str | None = None) -> None:
    """Add what one heading or label says. `role` is that of the column in which a label stands."""
    text = "".join(text.split())[:LONGEST_LABEL]
    said.path.append(text)
    if _OF_WHICH.match(text):
        said.is_part, text = True, _OF_WHICH.sub("", text)
    unit, text = headings.unit_of(text)
    said.unit = unit or said.unit
    if not text or headings.is_part(text):
        return
    if role == "opening":
        said.opening = time_of(text)[0] or said.opening
        return
    if headings.is_total(text):
        said.is_total = True
        return
    if role != "school":
        time, text = time_of(text)
        said.time = time or said.time
    if text and (mood := headings.mood(text)):
        said.moods.append(mood)
        return
    if not text or headings.is_empty(text) or (role is None and _names_column(text)):
        return
    if role == "nature" and actions.strong_actions().search(text):
        said.nature = actions.strong_actions().search(text)[0]
        return
    region = regions.of_heading(headings.without_office(text), home)
    if region is not None and len(text) <= 16:
        said.place = region
    elif (role == "school" and headings.is_school(text)) or (role in (None, "what") and _is_name(text)):
        said.school = text
    elif counted := headings.counted(text):
        said.nouns.append(counted)
    elif is_understood(text) and role not in ("place", "school") and not _PART_OF_PLACE.match(text):
        said.words.append(text)
    else:
        said.label = text


def _names_column(text: str) -> bool:
    """Whether a heading only names what stands in its column: 县区, 学校名称. Over figures 幼儿园 says what is counted."""
    role = headings.role(text)
    return role in ("what", "time", "place") or (role == "school" and headings.counted(text) is None)


def _is_name(text: str) -> bool:
    """Whether a label is the name of one school."""
    found = facilities.names(text)
    return len(found) == 1 and found[0].end - found[0].start >= 0.7 * len(text)


def is_understood(text: str) -> bool:
    """Whether a label qualifies what is counted with words that are known: 小学, 公办, 新建."""
    return bool(levels.mentions(text) or actions.strong_actions().search(text) or education().search(text) or headings.qualifies(text))


def sentence(said: Said, caption: Said, figure: str, unit: str) -> tuple[str, int, int]:
    """(the words before the figure, where the school's name begins in them, where it ends), as a sentence that says what the table says.

    `figure` is the cell with its unit; `caption` what the table's title says of all its figures.
    """
    clauses: list[str] = []
    time = said.time or caption.time
    if time:
        clauses.append(time)
    if said.place is not None:
        clauses.append(said.place.name)
    if said.label:
        clauses.append(said.label)
    opening = "".join(f"{clause}，" for clause in clauses)
    start = end = 0
    if said.school:
        nature = said.nature or caption.nature or ""
        start = len(opening) + len(nature)
        end = start + len(said.school)
        opening += f"{nature}{said.school}，"
        if said.opening and not said.time:
            opening += f"{said.opening}{headings.opens()}，"
    return opening + _phrase(said, caption, figure, unit), start, end


def _phrase(said: Said, caption: Said, figure: str, unit: str) -> str:
    """The words right before a figure: whether it is planned, of which schools, what is counted."""
    nouns = sorted(said.nouns, key=lambda noun: bool(noun.measure))
    qualifiers = [word for word in said.words if not said.school or not levels.mentions(word)]
    mood = said.moods[0].says if said.moods else ""
    # under 现状 stands what there is, not what the table's title says is built
    titled = "" if said.moods and said.moods[0].kind == "state" else caption.nature
    phrase = "".join(dict.fromkeys([mood, *qualifiers]))
    for noun in nouns:
        phrase += "" if phrase.endswith(noun.says) else noun.says
    is_of_schools = headings.kind_of_unit(unit) == "school"
    if is_of_schools and not said.school and not actions.strong_actions().search(phrase):
        action = said.nature or titled or ""
        phrase = mood + action + phrase.removeprefix(mood)
        if not re.search(r"(?:校|园|中学|小学|高中|初中|点)$", phrase):
            phrase += "学校" if not (action and levels.mentions(phrase)) else ""
    if not said.school and not levels.mentions(phrase) and caption.words:
        phrase = mood + caption.words[0] + phrase.removeprefix(mood)
    if _NUMERAL_END.search(phrase) and figure[:1].isdigit():
        phrase += "为"
    return phrase
