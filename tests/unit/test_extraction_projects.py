"""Status and time of figures that lean on more than their sentence: projects, headings, announcements, what was before.

Every text is invented.
"""

from datetime import date

import pytest

from tests.extracted import claims_of

DAY = date(2023, 5, 18)
MIANYANG = {"published": DAY, "publisher": "绵阳日报", "title": "绵阳市推进学校建设"}


def moods(text, **about):
    return [(claim["status"], claim["period_start"], claim["period_end"]) for claim in claims_of(text, **(MIANYANG | about))]


def year(first, last=None):
    return date(first, 1, 1), date(last or first, 12, 31)


AUTUMN = (date(2023, 9, 1), date(2023, 11, 30))


def test_what_is_told_at_a_start_of_work_is_under_way_and_its_cost_is_of_no_year():
    text = "5月16日，盐亭县教育项目集中开工仪式举行。此次集中开工的项目共5个，计划总投资6.2亿元。\n青云小学占地42亩，建筑面积2.3万平方米。"
    the_day = (date(2023, 5, 16), date(2023, 5, 16))
    assert moods(text, title="盐亭县5个教育项目集中开工") == [
        ("actual", *the_day),
        ("target", None, None),
        ("ongoing", None, None),
        ("ongoing", None, None),
    ]


def test_a_plan_to_start_is_no_start():
    assert moods("青云小学占地42亩。", title="盐亭县将开工5个教育项目") == [("target", None, None)]


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("青云小学正在打桩，计划总投资8600万元，占地42亩。", "ongoing"),
        ("青云小学主体施工，计划投资8600万元，占地42亩。", "ongoing"),
        ("计划投资8600万元，新建校舍2.1万平方米。", "target"),
    ],
)
def test_a_planned_sum_is_in_the_state_of_the_one_school_that_it_is_for(sentence, status):
    found = moods(sentence)
    assert [found[0][0], found[1][0]] == [status, status]


def test_a_school_opens_as_a_later_sentence_about_it_says():
    text = "青云小学位于游仙区。项目占地42亩。\n石马小学占地38亩。\n市教育局答复：青云小学确保2023年秋季投入使用。"
    assert moods(text)[0] == ("target", *AUTUMN)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("青云小学已确定校名，占地42亩，预计明年秋季投用。", "target"),
        ("青云小学已建成投用，占地42亩。", "actual"),
        ("8月29日，青云小学揭牌，将迎来首批新生。学校占地42亩。", "actual"),
        ("青云小学正在加紧施工，占地42亩，今年秋季投用。", "ongoing"),
    ],
)
def test_the_state_of_a_school_is_that_of_its_design(text, status):
    assert moods(text)[-1][0] == status


def test_money_put_into_many_schools_is_no_design():
    assert moods("上半年，全市推进学校建设。共投入资金4.5亿元。") == [("actual", date(2023, 1, 1), date(2023, 6, 30))]


@pytest.mark.parametrize(
    ("heading", "told", "mood"),
    [
        ("涪城区7所新学校启用", "今年春季学期，涪城区7所新学校启用。", ("actual", date(2023, 3, 1), date(2023, 5, 31))),
        ("绵阳今年新建幼儿园20所", "5月17日，记者获悉，今年绵阳计划新建幼儿园20所。", ("target", *year(2023))),
        ("盐亭县教育项目总投资6亿元", "盐亭县5个项目动工，计划总投资6亿元。", ("target", None, None)),
    ],
)
def test_a_heading_says_what_the_text_below_says_of_its_figure(heading, told, mood):
    assert moods(f"{heading}\n{told}", title=heading)[0] == mood


@pytest.mark.parametrize(
    "text",
    [
        "今年，我市教育系统要抓好以下工作：\n（一）新建小学9所。\n（二）改扩建幼儿园14所。",
        "市教育局召开会议，安排部署扩充教育资源工作。一是新建小学9所。二是改扩建幼儿园14所。",
    ],
)
def test_what_is_announced_is_to_come(text):
    assert moods(text) == [("target", *year(2023))] * 2


def test_what_one_paragraph_plans_says_nothing_of_the_next():
    text = "今年，全市计划新建小学9所。\n平武县改扩建幼儿园14所。"
    assert [status for status, *_ in moods(text)] == ["target", "actual"]


@pytest.mark.parametrize("text", ["市教育局通报2023年资助计划，发放助学金300万元。", "该校列入建设计划（续建、新建），发放助学金300万元。"])
def test_a_plan_that_is_a_noun_plans_nothing(text):
    assert moods(text)[0][0] == "actual"


def test_each_school_of_a_sentence_opens_in_its_own_time():
    text = "青云小学占地52亩，计划2024年8月竣工；石马中学规划用地8公顷，建成后可容纳3000名学生。"
    assert moods(text) == [("target", date(2024, 8, 1), date(2024, 8, 31)), ("target", None, None), ("target", None, None)]


def test_parts_share_the_time_of_the_sum_before_them():
    text = "2022年春季学期，资助学生900人。\n截至4月15日，办理助学贷款5980万元。其中，江油市1440万元。"
    assert moods(text)[-1] == ("actual", None, date(2023, 4, 15))


def test_a_school_opens_when_it_is_used_wherever_that_is_told():
    text = "其中青云小学、石马中学项目将于今年7月竣工，计划9月份投入使用。\n石马中学占地120亩，学校主体部分已完成，建成后将新增学位900个。"
    assert moods(text)[0] == ("ongoing", date(2023, 9, 1), date(2023, 9, 30))


def test_a_school_is_not_described_by_what_is_told_of_others():
    text = "其中，青云中学总占地面积12万平方米，已开工。改扩建项目有9个，大部分计划于2024年内完工。"
    assert moods(text)[0] == ("ongoing", None, DAY)


def test_all_of_a_year_is_of_the_one_that_its_sentence_names():
    title = "绵阳今年支持新建学校85所 全年统筹资金约65亿元"
    assert moods(title, title=title, published=date(2023, 2, 28))[1][1:] == year(2023)


def test_works_that_are_sped_up_are_under_way():
    assert moods("今年，青云中学等7所中小学新建工程加快进度。") == [("ongoing", *year(2023))]


def test_tasks_passed_down_are_targets():
    assert moods("新建学校20所任务已分解到各县区。")[0][0] == "target"


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("改扩建后，教学班由24个增加到36个。", [(None, None), (None, DAY)]),
        ("学校原有教学班24个。", [(None, None)]),
        ("2022年，普惠率由上年的86.5%提高到90.2%。", [year(2021), year(2022)]),
        ("资助金额从2012的470万元，增加到2021年的870万元。", [year(2012), year(2021)]),
        ("2018年，学校迁至新址。\n企业家向学校捐款50万元。", [(None, DAY)]),
        ("自2016年启动攻坚以来，截至目前，全市已建成学校62所。", [(date(2016, 1, 1), DAY)]),
        ("从2011年第一所公办园开园，到如今56所公办园开园。", [(date(2011, 1, 1), DAY)]),
        ("2020年至2022年，全市投入资金分别为3亿元、4亿元和5亿元，2022年最多。", [year(2020), year(2021), year(2022)]),
        ("3月初开学。秋季将招收新生900人。", [AUTUMN]),
    ],
)
def test_which_time_is_a_figures_own(text, periods):
    assert [period for _, *period in moods(text)] == [list(period) for period in periods]


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("目前，该区正在新建学校7所，建成后将新增学位8100个。", ("target", None, None)),
        ("5月16日，奠基仪式举行，届时将建成小学一所，可容纳学生500人。", ("target", None, None)),
        ("近年来，教育投入持续增长。企业将再捐资29万元。", ("target", None, None)),
        ("按照《绵阳市教育扩容行动计划（2022—2024年）》，全市将用3年新建学校85所。", ("target", *year(2022, 2024))),
        ("2022年，年初计划新建幼儿园20所；到2022年底，实际新建幼儿园23所。", ("target", *year(2022))),
        ("“十四五”以来，全市通过争取项目，累计建成学校30所。", ("actual", date(2021, 1, 1), DAY)),
    ],
)
def test_what_is_to_come_lies_in_no_time_that_is_over(text, mood):
    assert mood in moods(text)


@pytest.mark.parametrize(
    "sentence",
    ["每5000人的小区需配建至少1所幼儿园。", "幼儿园每班应不超过35人。", "从2023年秋季学期起，初中生均公用经费提高到每生每年940元。"],
)
def test_norms(sentence):
    assert moods(sentence)[0][0] == "standard"


@pytest.mark.parametrize(
    ("text", "moods_"),
    [
        ("1月18日，市长作政府工作报告。\n报告提出，今年重点抓好民生实事：\n新建小学6所。\n改造幼儿园11所。", [("target", *year(2023))] * 2),
        ("1月18日，市长作政府工作报告。\n去年，新建小学6所。\n改造幼儿园11所。", [("actual", *year(2022))] * 2),
    ],
)
def test_news_of_a_report_names_its_year_once(text, moods_):
    assert moods(text, published=date(2023, 1, 18), title="绵阳政府工作报告透露") == moods_


@pytest.mark.parametrize(
    "text",
    [
        "昨日记者在花园路小学建设工地看到，工人正在紧锣密鼓地施工。该项目总投资1.35亿元，设计规模60个教学班，可容纳学生2700名。\n"
        "“目前教学楼4层主体封顶，计划于2024年秋季招生。”负责人说。",
        "走进花园路小学施工现场，一派热火朝天的景象。学校总投资1.35亿元，规划60个教学班，建成后可容纳学生2700名。\n"
        "学校始建于1985年，预计2024年秋季投入使用。",
    ],
)
def test_a_story_from_a_building_site_tells_of_what_is_under_way_and_when_it_opens(text):
    assert moods(text, title="绵阳：名校添新家") == [("ongoing", date(2024, 9, 1), date(2024, 11, 30))] * 3


def test_what_is_laid_out_for_a_school_in_use_is_there():
    text = "5月14日，花园路幼儿园投入使用。\n花园路幼儿园占地面积2324平方米，规划班级10个。"
    assert [status for status, *_ in moods(text, title="绵阳市花园路幼儿园投入使用")] == ["actual"] * 2
