"""Figures that depend on the whole text: stories of one project, schools that head their own lines, rumours and their rebuttals.

Every text is invented.
"""

from datetime import date

import pytest

from tests.extracted import claims_of

ABOUT = {"published": date(2023, 5, 18)}
DESIGN = "学校占地42亩，设计规模36个班，可提供学位1620个。"


def moods(text, **about):
    return {(claim["status"], claim["period_end"]) for claim in claims_of(text, **(ABOUT | about))}


def told(text, *fields, **about):
    return [tuple(claim[field] for field in fields) for claim in claims_of(text, **(ABOUT | about))]


@pytest.mark.parametrize(
    ("title", "opening", "status", "end"),
    [
        ("浉河区第九小学新校开工", "据介绍，该项目计划于2024年8月正式投用。", "ongoing", date(2024, 8, 31)),
        ("浉河区第九小学奠基", "新校预计今年9月投入使用。", "ongoing", date(2023, 9, 30)),
        ("浉河区第九小学项目有序推进", "目前教学楼主体已封顶，预计今年9月投入使用。", "ongoing", date(2023, 9, 30)),
        ("浉河区一所小学加紧施工", "工地上正在紧张施工，计划2024年3月交付。", "ongoing", date(2024, 3, 31)),
        ("浉河区第九小学新校区投用", "3月1日，新校区正式启用，迎来首批学生。", "actual", date(2023, 3, 1)),
        ("浉河区第九小学项目竣工", "该校已于4月正式投用。", "actual", date(2023, 5, 18)),
    ],
)
def test_one_project_throughout_a_story_has_one_state(title, opening, status, end):
    """Where the opening is told makes no difference: before the figures or after them, in the same paragraph or another."""
    for text in (f"{DESIGN}{opening}", f"{DESIGN}\n\n{opening}", f"{opening}\n\n项目位于城区东部。\n\n{DESIGN}"):
        assert moods(text, title=title) == {(status, end)}, text


def test_a_plan_to_open_is_no_opening():
    assert moods(f"{DESIGN}学校计划于今年9月正式投用。", title="罗山县第三小学项目建设忙") == {("target", date(2023, 9, 30))}
    assert moods(f"{DESIGN}学校已于今年3月正式投用。", title="罗山县第三小学项目建设忙") == {("actual", date(2023, 5, 18))}


@pytest.mark.parametrize("title", ["罗山县第三小学、第四小学开工", "罗山县2所小学开工", "罗山县一批学校开工"])
def test_what_one_of_several_projects_does_is_not_the_others(title):
    text = f"第三小学已于3月正式投用。\n\n第四小学{DESIGN.removeprefix('学校')}该校计划于今年9月建成。"
    assert moods(text, title=title) == {("ongoing", date(2023, 9, 30))}


def test_the_level_of_a_story_is_that_of_the_school_in_its_headline():
    assert {level for (level,) in told(DESIGN, "level", title="罗山县第三幼儿园项目开工")} == {"preschool"}
    assert {level for (level,) in told(DESIGN, "level", title="罗山县第三中学项目开工")} == {None}


HEADED = """三所新学校将于今年9月投入使用。

浉河区羊山北小学

占地32亩，可提供学位1620个。

平桥区明港第二幼儿园

占地9亩，可提供学位360个。

信阳市第十二初级中学

占地60亩，可提供学位1800个。
"""


def test_schools_that_head_their_lines_own_the_figures_below():
    found = told(HEADED, "value_min", "level", "region_name", title="信阳市三所新学校今秋启用", published=date(2023, 8, 20))
    assert [row[1:] for row in found if row[0] in (1620, 360, 1800)] == [
        ("primary", "浉河区"),
        ("preschool", "平桥区"),
        ("junior_secondary", "信阳市"),
    ]


@pytest.mark.parametrize("opening", ["三所新学校将于今年9月投入使用。", "今年9月，三所新学校投入使用。"])
def test_schools_that_open_later_are_still_to_come(opening):
    text = HEADED.replace(HEADED.partition("\n")[0], opening)
    found = told(text, "value_min", "status", "period_end", title="信阳市三所新学校今秋启用", published=date(2023, 8, 20))
    assert [row[1:] for row in found if row[0] in (1620, 360, 1800)] == [("target", date(2023, 9, 30))] * 3


def test_each_headed_school_has_its_own_opening():
    text = (
        "固始县推进学校建设。\n\n固始县第八小学\n\n总投资8800万元，可提供学位1620个，预计2024年9月投用。\n\n"
        "固始县第九初级中学\n\n总投资1.3亿元，可提供学位2100个。\n\n该校计划2025年8月建成。\n"
    )
    assert told(text, "value_min", "period_end", "level", title="固始县两所学校加紧建设") == [
        (88e6, date(2024, 9, 30), "primary"),
        (1620, date(2024, 9, 30), "primary"),
        (1.3e8, date(2025, 8, 31), "junior_secondary"),
        (2100, date(2025, 8, 31), "junior_secondary"),
    ]


RUMOUR = "近日，有帖子称“信阳市将撤并农村小学40所”。经核实，该信息不属实。2022年，全市实际撤并教学点6个。"


@pytest.mark.parametrize(
    "title", ["信阳撤并40所农村小学？官方回应", "撤并40所小学？真相来了", "信阳市教育局澄清撤并小学一事", "辟谣：信阳撤并小学"]
)
def test_a_rebuttal_disputes_the_rumours_figures_and_not_its_own(title):
    assert told(RUMOUR, "value_min", "status", title=title) == [(40, "disputed"), (6, "actual")]


def test_a_headline_may_ask_with_the_disputed_figure():
    text = "信阳撤并40所农村小学？官方回应\n\n网传我市大量撤并小学，此说法不实。去年，全市实际新建小学6所。"
    assert told(text, "value_min", "status", title="信阳撤并40所农村小学？官方回应") == [(40, "disputed"), (6, "actual")]


@pytest.mark.parametrize(
    ("title", "text", "found"),
    [
        # an answer that denies nothing is no rebuttal
        ("学位够不够？市教育局回应", "针对网友提出的学位不足问题，市教育局回应：今年将新增学位8000个。", [(8000, "target")]),
        ("校舍何时改造？教育局回应", "有网友询问改造进度。市教育局表示，去年已改造校舍31处。", [(31, "actual")]),
        ("新学校漂不漂亮？教育局回应", "网友转发了新校舍的照片，去年改造校舍31处。", [(31, "actual")]),
        ("信阳学校建设提速", "有家长称赞新校舍漂亮。去年已改造校舍31处。", [(31, "actual")]),
    ],
)
def test_a_question_answered_is_not_a_rumour_denied(title, text, found):
    assert told(text, "value_min", "status", title=title) == found
