"""When a figure is and whether it has happened: time expressions as claims use them, what later sentences lean on.

Every text is invented.
"""

from datetime import date

import polars as pl
import pytest

from ingestion.extraction import extract
from tests.extracted import claims_of, document

DAY = date(2023, 5, 18)
MIANYANG = {"published": DAY, "publisher": "绵阳日报", "title": "绵阳市推进学校建设"}


def periods(text, **about):
    return [(claim["period_start"], claim["period_end"]) for claim in claims_of(text, **(MIANYANG | about))]


def moods(text, **about):
    return [(claim["status"], claim["period_start"], claim["period_end"]) for claim in claims_of(text, **(MIANYANG | about))]


def year(first, last=None):
    return date(first, 1, 1), date(last or first, 12, 31)


@pytest.mark.parametrize(
    ("sentence", "start"),
    [
        ("2018年以来，全市新建小学44所。", date(2018, 1, 1)),
        ("2017年至今，全市新建小学27所。", date(2017, 1, 1)),
        ("2020年9月以来，全市新建小学5所。", date(2020, 9, 1)),
        ("二○○八年以来，全市新建小学9所。", date(2008, 1, 1)),
        ("自2019年新校建设攻坚战启动以来，全市新建小学13所。", date(2019, 1, 1)),
        ("从2016年薄弱学校改造工程开展以来，累计投入3.2亿元。", date(2016, 1, 1)),
        ("今年以来，全市新建小学5所。", date(2023, 1, 1)),
        ("去年以来，全市新建小学5所。", date(2022, 1, 1)),
        ("“十四五”以来，全市新增学位2.6万个。", date(2021, 1, 1)),
        ("十三五以来，全市新增学位6.6万个。", date(2016, 1, 1)),
        ("“十四五”开局以来，新增学位8000个。", date(2021, 1, 1)),
        # no start is told
        ("近几年来，全市新建小学44所。", None),
        ("建市以来，全市建成小学300所。", None),
        ("截至目前，全市建成小学9所。", None),
    ],
)
def test_since_then_lasts_until_the_day_of_publication(sentence, start):
    assert moods(sentence) == [("actual", start, DAY)]


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("今明两年，全市将新建小学19所。", year(2023, 2024)),
        ("今明两年计划投入教育资金6亿元。", year(2023, 2024)),
        ("力争8月底前完成校舍改造12处。", (date(2023, 1, 1), date(2023, 8, 31))),
        ("2024年6月前，完成幼儿园改造9所。", (None, date(2024, 6, 30))),
        ("年内，全市计划新建小学11所。", year(2023)),
        ("到二○二五年，全市新增学位3万个。", (None, date(2025, 12, 31))),
        ("“十四五”期间，计划新增学位8000个。", year(2021, 2025)),
        ("今年9月底前，完成校舍改造12处。", (date(2023, 1, 1), date(2023, 9, 30))),
        ("9月，6所小学启用。", (date(2023, 9, 1), date(2023, 9, 30))),
        ("预计10月建成小学6所。", (date(2023, 10, 1), date(2023, 10, 31))),
        ("“十四五”末，普惠率达到90%。", (None, date(2025, 12, 31))),
        ("未来五年，全市计划新增学位3.5万个。", year(2023, 2027)),
        ("今后3年内，全市将新建小学12所。", year(2023, 2025)),
        ("未来几年，全市计划新增学位3.5万个。", (None, None)),
        # nobody knows from when it counts
        ("全市计划在两年内新建小学30所。", (None, None)),
        ("市政府印发《绵阳市“十四五”公共服务规划》。未来三年，将新增学位3.5万个。", year(2023, 2025)),
    ],
)
def test_times_to_come(sentence, period):
    assert moods(sentence) == [("target", *period)]


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("二○一一年，全市新建小学23所。", year(2011)),
        ("二〇二〇年，全市新建小学23所。", year(2020)),
        ("一九九八年，全县新建小学9所。", year(1998)),
        ("截至二〇二一年底，全县共有小学96所。", (None, date(2021, 12, 31))),
        ("到4月底，累计改造校舍12处。", (None, date(2023, 4, 30))),
        ("2021年3月前，完成幼儿园改造9所。", (None, date(2021, 3, 31))),
        ("今年3月底前，改造校舍9处。", (date(2023, 1, 1), date(2023, 3, 31))),
        ("3月，6所小学启用。", (date(2023, 3, 1), date(2023, 3, 31))),
        ("“十三五”末，普惠率达到80%。", (None, date(2020, 12, 31))),
        # a duration is no month
        ("历时9个月，建成小学6所。", (None, DAY)),
        ("每年9月，招生3000人。", (None, DAY)),
        ("在2021年的基础上，2022年新建小学9所。", year(2022)),
        ("今年招生3.2万人，高出去年同期不少。", year(2023)),
        ("2022年，在2020年的基础上新增学位4000个。", year(2022)),
        ("2022年，与2020年相比增加小学4所。", year(2022)),
        ("年内已建成小学11所。", year(2023)),
        ("2021年，全市新建小学17所；年内还改造校舍9处。", year(2021)),
        ("2021年，全市新建小学17所。年内，改造校舍9处。", year(2021)),
    ],
)
def test_times_that_are_past_or_present(sentence, period):
    found = moods(sentence)
    assert found == [("actual", *period)] * len(found)
    assert found


def test_within_the_year_is_the_year_named_in_the_same_line_only():
    assert periods("2021年，全市新建小学17所。\n年内，计划改造校舍9处。") == [year(2021), year(2023)]


def test_a_bare_month_is_of_the_year_named_before_it():
    found = moods("2021年，全市新建小学17所。11月，又建成小学3所。")
    assert found == [("actual", *year(2021)), ("actual", date(2021, 11, 1), date(2021, 11, 30))]


@pytest.mark.parametrize(
    "text", ["在去年的基础上，今年新建小学8所。", "在去年基础上新增，今年新建小学8所。", "比去年同期多，今年新建小学8所。"]
)
def test_what_a_figure_is_measured_by_is_not_its_time(text):
    assert periods(text) == [year(2023)]


@pytest.mark.parametrize(
    ("day", "period"),
    [
        (date(2023, 8, 20), (date(2023, 9, 1), date(2023, 11, 30))),
        (date(2023, 9, 4), (date(2023, 9, 1), date(2023, 11, 30))),
        (date(2023, 2, 10), (date(2023, 3, 1), date(2023, 5, 31))),
    ],
)
def test_a_new_term_is_the_one_that_begins_about_the_day_of_publication(day, period):
    assert periods("新学期，6所小学投入使用。", published=day) == [period]


def test_the_season_of_opening_is_the_new_term():
    assert periods("开学季，6所小学投入使用。", published=date(2023, 9, 1)) == [(date(2023, 9, 1), date(2023, 11, 30))]


@pytest.mark.parametrize("about", [{"published": None}, {"published": None, "title": "绵阳市2022年教育掠影"}])
def test_a_new_term_without_a_day_is_unknown(about):
    assert periods("新学期，6所小学投入使用。", **about) == [(None, None)]


@pytest.mark.parametrize("wire", ["新华社绵阳4月9日电 ", "新华社绵阳4月9日专电 ", "中新社绵阳4月9日电 "])
def test_the_day_of_a_wire_is_the_day_of_the_report(wire):
    assert periods(f"{wire}全市已新建小学21所。", published=date(2023, 4, 9)) == [(None, date(2023, 4, 9))]
    assert periods(f"{wire}去年全市新建小学21所。", published=date(2023, 4, 9)) == [year(2022)]


def test_a_day_that_tells_of_an_event_is_the_figures():
    assert periods("4月9日，全市21所小学同日开工。", published=date(2023, 4, 11)) == [(date(2023, 4, 9), date(2023, 4, 9))]


@pytest.mark.parametrize(
    ("title", "text", "plan"),
    [
        ("绵阳市“十四五”教育发展规划", "未来五年，全市计划新增学位3.5万个。", year(2021, 2025)),
        ("绵阳市“十三五”教育事业发展规划", "今后5年，全市将新建小学60所。", year(2016, 2020)),
        ("三台县学前教育行动计划（2021—2023年）", "未来三年，全县新建幼儿园90所。", year(2021, 2023)),
        ("三台县学前教育行动计划（2021—2023年）", "三年内新建改扩建幼儿园90所。", year(2021, 2023)),
        ("绵阳谋划学校布局", "市政府印发《绵阳市“十四五”公共服务规划》。五年内，将新建中小学24所。", year(2021, 2025)),
        # a plan's targets that name no time have its own years
        ("三台县第三期学前教育行动计划（2017—2020年）", "全县要新建改扩建幼儿园90所。", year(2017, 2020)),
        ("三台县第三期学前教育行动计划（2017-20）", "全县新建改扩建幼儿园90所。", year(2017, 2020)),
        # and keep the times that they name
        ("三台县学前教育行动计划（2021—2023年）", "2022年，全县新建幼儿园30所。", year(2022)),
    ],
)
def test_a_plan_has_its_own_years(title, text, plan):
    assert periods(text, title=title, publisher=None) == [plan] * len(periods(text, title=title, publisher=None))
    assert periods(text, title=title, publisher=None)


def test_a_plan_headed_in_its_text_has_its_own_years():
    text = "盐亭县教育发展规划（2016—2020年）\n\n一、目标任务\n\n新建中小学24所，新增学位1.2万个。"
    about = {"title": None, "publisher": None, "published": date(2016, 9, 1)}
    assert moods(text, **about) == [("target", *year(2016, 2020))] * 2


def test_a_work_plan_gives_its_year_and_a_single_projects_month_does_not_spread():
    text = "2022年，计划投资2亿元。东辰中学改造项目9月底建成投用。新建小学12所。"
    about = {"title": "绵阳市教育局2022年工作要点", "published": None}
    assert moods(text, **about) == [("target", *year(2022))] * 2
    assert moods("2022年9月，东辰中学改造项目建成投用。新建小学12所。", **about) == [("target", *year(2022))]


@pytest.mark.parametrize(
    ("opening", "start"),
    [
        ("近年来，我市大力推进学校建设。", None),
        ("近几年来，全市持续加大教育投入。", None),
        ("五年来，我市教育投入持续增长。", None),
        ("2020年以来，我市把校舍改造摆在首位。", date(2020, 1, 1)),
        ("自2019年学校建设攻坚战启动以来，我市教育面貌一新。", date(2019, 1, 1)),
        ("“十四五”以来，我市教育面貌一新。", date(2021, 1, 1)),
    ],
)
def test_a_paragraph_leans_on_its_opening_and_the_next_one_does_not(opening, start):
    text = f"{opening}改造校舍56所。新增学位2.1万个。\n校舍更新了，又新建小学33所。"
    found = [(claim["period_start"], claim["period_basis"]) for claim in claims_of(text, **MIANYANG)]
    assert found == [(start, "carried"), (start, "carried"), (None, "publication")]


def test_a_paragraph_that_names_a_year_leans_on_it_no_more():
    assert periods("近年来，我市大力建设学校。2022年，新建小学33所。新增学位2.1万个。") == [year(2022), year(2022)]


@pytest.mark.parametrize(
    "record",
    ["近十年来首次实现这一目标", "为近五年来最多", "创近十年来新高", "近三年来第一", "为近十年来罕见"],
)
def test_a_record_is_a_yardstick_on_which_nothing_leans(record):
    assert periods(f"2022年，全市招生4.2万人，{record}。新建幼儿园20所。")[1] == year(2022)


@pytest.mark.parametrize(
    "sentence",
    [
        "2022年，全市近十年来首次实现新增学位超过2万个。",
        "2022年，招生规模创历年新高，招生4.2万人。",
        "2022年，新建小学15所，数量为历年最多；新建幼儿园20所。",
    ],
)
def test_a_record_is_not_the_time_of_its_own_figure(sentence):
    assert set(periods(sentence)) == {year(2022)}


def test_the_later_state_of_a_rise_is_of_the_year_before_it():
    assert periods("普惠率由2019年的61.2%提高到2022年的88.9%。") == [year(2019), year(2022)]
    assert periods("普惠率提高到2025年底的90%以上。") == [(None, date(2025, 12, 31))]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "2022年，新建小学6所；计划2023年新建初中4所。",
            [("actual", *year(2022)), ("target", *year(2023))],
        ),
        ("截至4月底，已开工小学6所；计划投入使用的幼儿园9所。", [("actual", None, date(2023, 4, 30)), ("target", None, None)]),
        ("已建成小学6所；将开工初中2所，新增学位1800个。", [("actual", None, DAY), ("target", None, None), ("target", None, None)]),
        ("新建小学6所，力争改造校舍9处；新增学位7200个。", [("actual", None, DAY), ("target", None, None), ("actual", None, DAY)]),
        # a word before the first figure speaks for the whole list
        ("计划新建小学6所；改造幼儿园9所；新增学位7200个。", [("target", None, None)] * 3),
        ("今年力争：新建小学6所；改造幼儿园9所。", [("target", *year(2023))] * 2),
    ],
)
def test_items_between_semicolons_keep_their_own_time_and_status(sentence, found):
    assert moods(sentence) == found


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("已争取校园安防、旱厕改造等补助资金7300万元。", "actual"),
        ("争取新增学位4000个。", "target"),
        ("计划实施的9个校舍改造项目已竣工。", "actual"),
        ("计划实施校舍改造项目9个。", "target"),
        ("9个校舍改造项目，涉及多个乡镇，正在施工。", "ongoing"),
    ],
)
def test_what_projects_are_called_is_not_what_becomes_of_them(sentence, status):
    assert moods(sentence)[0][0] == status


@pytest.mark.parametrize("line", ["建设年限：2024年-2026年。", "项目实施期限为2024年至2026年。", "三、建设周期：2024—2026年"])
def test_an_approval_has_the_years_of_construction(line):
    text = f"批复如下：\n\n一、新建教学楼8600平方米，建设规模36个班。\n\n二、总投资6800万元。\n\n{line}"
    about = {"title": "关于盐亭县实验小学扩建项目立项的批复", "publisher": None, "published": date(2023, 12, 5)}
    assert moods(text, **about) == [("target", *year(2024, 2026))] * 3


@pytest.mark.parametrize("line", ["建设工期：2024年3月至2025年8月。", "建设工期：2024年3月—2025年8月"])
def test_years_of_construction_may_be_told_to_the_month(line):
    about = {"title": "关于盐亭县实验小学扩建项目立项的批复", "publisher": None, "published": date(2023, 12, 5)}
    assert moods(f"新建教学楼8600平方米。\n\n{line}", **about) == [("target", date(2024, 3, 1), date(2025, 8, 31))]


def test_an_approval_without_years_of_construction_has_none():
    about = {"title": "关于盐亭县实验小学扩建项目立项的批复", "publisher": None, "published": None}
    assert moods("新建教学楼8600平方米，总投资6800万元。", **about) == [("target", None, None)] * 2


def test_money_handed_down_ahead_of_its_year_has_been_handed_down():
    about = {"title": "关于下达2024年义务教育补助资金预算的通知", "publisher": None, "published": date(2023, 12, 20)}
    assert moods("现下达2024年学校补助资金1260万元。", **about) == [("actual", *year(2024))]


def test_when_work_began_is_not_what_design_figures_are_about():
    assert moods("该校2022年5月开工建设，总投资1.2亿元，占地50亩。") == [("ongoing", None, DAY)] * 2


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("今天上午，涪城区5所小学集中开工。", (DAY, DAY)),
        ("昨天，全市6所新建幼儿园举行启用仪式。", (date(2023, 5, 17), date(2023, 5, 17))),
        ("上个月，全市新建的3所小学建成投用。", (date(2023, 4, 1), date(2023, 4, 30))),
        ("5所小学将在本月底前全部开工。", (date(2023, 5, 1), date(2023, 5, 31))),
        # the day on which something was learnt is not that of what was learnt
        ("昨日，记者从市教育局获悉，全市现有小学415所。", (None, DAY)),
        ("今日，市教育局召开发布会，全市共有幼儿园260所。", (None, DAY)),
    ],
)
def test_days_and_months_that_count_from_the_day_of_publication(sentence, period):
    assert periods(sentence) == [period]


def test_days_are_not_counted_from_a_day_that_nobody_knows():
    assert periods("今天上午，涪城区5所小学集中开工。", published=None) == [(None, None)]


def test_a_term_that_one_sentence_names_is_not_the_next_ones():
    text = "去年秋季开学，7所高中如期投用，新增学位2.3万个。新建农村寄宿制学校66所，撤并教学点533个。"
    assert periods(text) == [(date(2022, 9, 1), date(2022, 11, 30))] * 2 + [year(2022)] * 2


def test_a_plan_in_title_marks_tells_the_years_of_what_it_plans():
    text = "2021年5月10日，市政府印发《高中阶段学校建设三年行动计划（2020—2022年）》，计划建设高中20所。"
    assert moods(text) == [("target", *year(2020, 2022))]


def test_a_rule_told_in_the_news_holds_from_the_day_that_the_news_tells():
    text = "涪城区近日出台办法，要求从今年4月起执行。规划居住人口在1000户以下的，要配建不少于6个班的幼儿园。"
    assert moods(text) == [("standard", date(2023, 4, 1), None)]


@pytest.mark.parametrize(
    ("title", "mood"),
    [
        ("涪城区民生实事", "target"),
        ("涪城区教育工作任务分解表", "target"),
        ("涪城区斥资大办教育实事", "actual"),
        ("涪城区十件民生实事全部办结", "actual"),
    ],
)
def test_things_done_for_people_are_a_plan_until_they_are_done(title, mood):
    assert [claim["status"] for claim in claims_of("一是新建小学4所。", **(MIANYANG | {"title": title}))] == [mood]


def test_what_is_counted_up_is_no_plan_after_a_sentence_about_next_year():
    text = "1983年8月25日\n\n到明年即可完成全县小学校舍的扩建更新。据县教育局统计，全县新建校舍总造价达597万元。"
    assert [(claim["value_min"], claim["status"]) for claim in claims_of(text)] == [(5_970_000, "actual")]


@pytest.mark.parametrize("word", ["已将", "已经将", "先后将", "完成将"])
def test_a_way_of_putting_the_object_first_is_no_plan(word):
    (schools, money) = claims_of(f"全县{word}3所闲置小学改建为幼儿园，投入资金300万元。")
    assert schools["status"] == money["status"] == "actual"


@pytest.mark.parametrize("word", ["陆续将有", "相继将有", "先后将有"])
def test_what_comes_by_and_by_is_a_plan(word):
    (schools,) = claims_of(f"2026年秋季，全县{word}3所小学投入使用。")
    assert schools["status"] == "target"


def test_sections_that_aim_and_say_how_make_a_plan():
    text = "一、目标任务\n2021年全市新建小学9所。\n二、实施步骤\n（一）5月，3所小学完成主体工程。\n"
    assert {claim["status"] for claim in claims_of(text, published=date(2021, 12, 31), title="2021年新建哪些学校")} == {"target"}


def test_a_time_in_brackets_is_not_that_of_what_comes_after_them():
    text = "今年全县共涉及项目学校26所（含2022年续建学校8所），总投资1.2亿元。"
    (schools, _, money) = claims_of(text, **(MIANYANG | {"published": date(2024, 3, 12)}))
    assert schools["period_end"] == money["period_end"] == date(2024, 12, 31)


@pytest.mark.parametrize("words", ["这十年", "10年来", "十年间", "十年来"])
def test_years_up_to_now_end_on_the_day_of_publication(words):
    about = MIANYANG | {"published": date(2023, 10, 11)}
    (money,) = claims_of(f"记者10月9日从市教育局获悉，{words}，全市累计投入幼儿园建设资金7亿元。", **about)
    assert (money["period_start"], money["period_end"]) == (None, date(2023, 10, 11))


def test_years_to_come_are_of_no_other_time_that_the_text_tells():
    (_, seats) = claims_of("明年，全县将新建小学9所。未来三年，全县将新增学位6600个。", **(MIANYANG | {"published": date(2023, 10, 11)}))
    assert (seats["status"], seats["period_start"], seats["period_end"]) == ("target", *year(2023, 2025))


def test_parts_of_a_total_share_its_state_in_the_next_sentence_too():
    text = "今年市区内正在新建、改扩建学校共87所，其中，新建学校31所，分别为涪城区20所、游仙区11所。改扩建学校56所。去年建成学校9所。"
    claims = claims_of(text, **(MIANYANG | {"published": date(2023, 9, 5)}))
    assert [claim["status"] for claim in claims] == ["ongoing"] * 5 + ["actual"]
    assert {claim["period_end"] for claim in claims[:5]} == {date(2023, 12, 31)}


@pytest.mark.parametrize(
    ("time", "first", "last"),
    [
        ("1-2月", date(2023, 1, 1), date(2023, 2, 28)),
        ("2022年3至6月", date(2022, 3, 1), date(2022, 6, 30)),
        ("今年1—4月", date(2023, 1, 1), date(2023, 4, 30)),
        ("去年1月至11月", date(2022, 1, 1), date(2022, 11, 30)),
        ("一季度", date(2023, 1, 1), date(2023, 3, 31)),
        ("2022年前三季度", date(2022, 1, 1), date(2022, 9, 30)),
    ],
)
def test_months_and_quarters_of_a_year(time, first, last):
    (schools,) = claims_of(f"{time}，全市新建小学10所。", **(MIANYANG | {"published": date(2023, 5, 18)}))
    assert (schools["period_start"], schools["period_end"]) == (first, last)


def test_what_is_needed_is_a_plan():
    assert [claim["status"] for claim in claims_of("全市还需新建小学10所。", **MIANYANG)] == ["target"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("今年以来，绵阳市加大学校建设力度，截至春季开学，已投入使用学校14所。", [("actual", date(2023, 1, 1), DAY)]),
        ("截至2023年春季学期，全市共有小学330所。", [("actual", None, DAY)]),
        ("截至2022年底，学前三年毛入园率预计达84.3%左右。", [("actual", None, date(2022, 12, 31))]),
        ("到2025年，学前三年毛入园率预计达90%。", [("target", None, date(2025, 12, 31))]),
        ("还有1所学校正在装修，预计8月完工。", [("ongoing", None, date(2023, 8, 31))]),
        (
            "市教育局印发了《关于下达2023—2027年度寄宿制学校建设任务的通知》。根据《通知》，全市规划建设寄宿制学校102所。",
            [("target", date(2023, 1, 1), date(2027, 12, 31))],
        ),
        ("列入第二批建设计划的游仙中学教学楼等17个教育项目正在推进。", [("ongoing", None, DAY)]),
    ],
)
def test_what_is_reached_what_is_due_and_what_a_notice_plans(text, found):
    assert moods(text) == found


def test_what_an_undated_text_reports_is_of_the_day_that_it_opens_with():
    text = "截止2019年12月31日，十件实事全面完成。\n三、新建、改扩建公办幼儿园8所，新增学位3600个。"
    undated = document(text, published=date(2020, 12, 31)).with_columns(published_date_basis=pl.lit("file_name"))
    assert set(extract(undated).claims.select("period_start", "period_end").rows()) == {(None, date(2019, 12, 31))}


def test_five_years_of_the_plan_just_named_and_the_ends_of_a_range():
    assert periods("“十三五”期间，县委优先发展教育。五年来累计投资8亿元，新建学校11所。") == [year(2016, 2020)] * 2
    assert periods("从1978年到1986年，全市教育投入从6.5亿元增长到21亿元。") == [year(1978), year(1986)]


def test_a_plan_told_before_holds_for_the_list_of_its_schools():
    text = (
        "去年，绵阳市增加5所幼儿园。\n今年，还将新建2所幼儿园。\n"
        "新建2所幼儿园分别为：花园幼儿园，总投资1455万元，共9个教学班；城南幼儿园，占地12亩。"
    )
    assert moods(text)[1:] == [("target", *year(2023))] * 5


def test_what_a_review_tells_of_its_plans_is_done():
    text = "一、工作开展情况\n1.年度计划编制\n根据方案，项目总计10项，改造校舍8处。"
    assert {mood for mood, *_ in moods(text, title="薄弱学校改造2022年工作总结汇报")} == {"actual"}


@pytest.mark.parametrize(
    ("closing", "period"),
    [
        ("本办法自2021年3月1日起施行。", (date(2021, 3, 1), None)),
        ("本办法自2021年3月1日起正式实行，有效期至2026年2月28日。", (date(2021, 3, 1), date(2026, 2, 28))),
        ("本办法由市教育局解释。", (None, None)),
    ],
)
def test_norms_hold_while_they_are_in_force(closing, period):
    text = f"第九条　幼儿园每班不超过30人。\n第十条　{closing}"
    assert periods(text, title="绵阳市幼儿园管理办法") == [period]


def test_a_range_of_years_holds_for_its_paragraph():
    text = "2018—2020年，绵阳市实施三年行动计划，累计投资11.9亿元。新建学校10所，改建学校9所。\n全市共有学校300所。"
    assert periods(text) == [year(2018, 2020)] * 3 + [(None, DAY)]


@pytest.mark.parametrize(
    ("text", "moods_"),
    [
        ("从2023年起分三年建设幼儿园90所。", [("target", date(2023, 1, 1), date(2025, 12, 31))]),
        (
            "2023年，全市推进学前教育。截至目前，幼儿园共190所。在园幼儿共25678人，普惠率84%。",
            [("actual", None, date(2023, 5, 18))] * 3,
        ),
        (
            "2023年1至4月，县里压实责任，确保进度。共投入建设资金3600万元，完成小学项目4个。",
            [("actual", date(2023, 1, 1), date(2023, 4, 30))] * 2,
        ),
        ("以购买服务方式，将专项补贴直接发放到家庭，扶持普惠园200所。", [("actual", None, date(2023, 5, 18))]),
        (
            "从2023年到2025年，第二期行动计划将解决入园难。每年新建幼儿园15所，三年共建设45所。",
            [("target", date(2023, 1, 1), date(2025, 12, 31))] * 2,
        ),
    ],
)
def test_times_that_reach_over_the_sentences_after_them(text, moods_):
    found = claims_of(text, published=date(2023, 5, 18), title="绵阳市推进学校建设")
    assert [(claim["status"], claim["period_start"], claim["period_end"]) for claim in found] == moods_


def test_a_plan_is_shared_out_as_it_was_told():
    text = (
        "2023年，全市将新改扩建学校16所。\n16所学校建设项目涉及8个县区。其中，涪城区新改扩建中小学3所，建筑面积3.72万平方米；"
        "三台县新建中学1所。"
    )
    found = claims_of(text, published=date(2023, 5, 18), title="绵阳市推进学校建设")
    schools = [claim for claim in found if claim["family"] == "facilities"]
    assert [(claim["status"], claim["period_end"]) for claim in schools] == [("target", date(2023, 12, 31))] * 5


def test_the_year_in_a_reports_headline_is_no_time_of_its_figures():
    head = "2023年绵阳市政府工作报告\n——2023年1月18日在绵阳市第八届人民代表大会第三次会议上\n"
    text = f"{head}教育事业稳步发展，新增学位1.2万个。今年，我们将新建小学6所。"
    found = claims_of(text, published=date(2023, 1, 18), title="2023年绵阳市政府工作报告")
    assert [(claim["status"], claim["period_end"].year) for claim in found] == [("actual", 2022), ("target", 2023)]


@pytest.mark.parametrize(
    ("text", "day", "statuses"),
    [
        (
            "新学期绵阳将新增学位8万个。具体情况如下：\n涪城区：新建4所学校，学位2400个。\n游仙区：南校区新增学位1620个。",
            date(2023, 8, 22),
            ["target"] * 4,
        ),
        ("谋划启动48所学校的新建、迁建工作。", date(2023, 3, 30), ["target"]),
        ("年内27所学校得到不同程度的扩建。", date(2023, 12, 30), ["actual"]),
        ("年内27所学校得到不同程度的扩建。", date(2023, 3, 30), ["target"]),
        ("“十三五”期间，全区新增学位1.3万个。", date(2020, 11, 19), ["actual"]),
    ],
)
def test_lists_below_an_announcement_and_times_that_are_nearly_over(text, day, statuses):
    assert [claim["status"] for claim in claims_of(text, published=day, title="绵阳学校建设")] == statuses


def test_a_headline_that_plans_is_about_what_is_designed():
    text = "项目已经批复。义务教育项目总建筑面积208030平方米，总投资7178万元。"
    found = claims_of(text, published=date(2023, 4, 1), title="三台县将对64所学校进行扩建及改造")
    assert [claim["status"] for claim in found] == ["target", "target"]
    found = claims_of(text, published=date(2023, 4, 1), title="三台县64所学校扩建及改造")
    assert [claim["status"] for claim in found] == ["actual", "actual"]


def test_an_undated_text_tells_of_no_day_up_to_which_things_stand():
    text = "2016年，全县新建学校3所。2018年，全县新建学校5所。近年来，改造学校9所。全县现有学校20所。今年计划新建学校2所。"
    found = claims_of(text, title="三台县学校建设")
    assert [(claim["value_min"], claim["period_start"], claim["period_end"]) for claim in found[2:4]] == [(9, None, None), (20, None, None)]
    assert found[4]["period_end"] == date(2018, 12, 31)


def test_a_page_put_up_again_tells_of_the_year_of_its_story():
    text = "今年是“十三五”收官之年，绵阳市新建小学21所。去年新建9所小学。"
    assert periods(text, published=date(2023, 9, 20)) == [year(2020), year(2019)]
    assert periods(text, published=date(2020, 12, 1)) == [year(2020), year(2019)]


def test_a_plan_that_looks_back_tells_what_stood_at_the_end_of_the_one_before():
    text = "第一章 发展背景\n一、“十三五”规划圆满收官\n绵阳市有幼儿园251所，学前三年毛入园率达91.2%。\n二、“十四五”目标\n新建幼儿园30所。"
    about = {"title": None, "publisher": None, "published": None}
    assert periods(text, **about)[1] == (None, date(2020, 12, 31))


def test_the_year_that_a_text_names_most_is_no_year_of_its_plans_and_reviews():
    text = "2016年，全县新建学校3所。过去的一年，全县投入资金2亿元。到2016年，学前三年毛入园率达到85%。"
    assert periods(text, published=None, publisher=None, title="三台县学校建设")[1:] == [(None, None), (None, date(2016, 12, 31))]


def test_a_state_in_a_text_of_which_only_the_year_is_known_is_of_its_end():
    undated = document("绵阳市现有小学330所。", published=date(2023, 12, 31)).with_columns(published_date_basis=pl.lit("file_name"))
    assert extract(undated).claims.select("period_start", "period_end").rows() == [(None, date(2023, 12, 31))]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("涪城区新建12所公办小学。\n今年，涪城区新建12所公办小学，新增学位9600个。", year(2023)),
        ("涪城区新建1所公办小学。\n去年，涪城区新建1所公办小学，新增学位9600个。", (None, DAY)),
    ],
)
def test_a_figure_has_the_time_that_is_named_where_it_is_told_again(text, first):
    assert periods(text)[0] == first


def test_the_two_ends_of_a_rise_have_times_of_their_own():
    assert periods("全市学校从2012年的1458所增加到目前的1770所。") == [year(2012), (None, DAY)]


@pytest.mark.parametrize(
    ("text", "title", "period"),
    [
        ("三年新建小学90所。", "绵阳市学前教育三年行动计划（2023-2025年）", year(2023, 2025)),
        ("5年将新增学位4万个。", "绵阳市“十四五”教育规划", year(2021, 2025)),
        ("2018-2020年，全市实施校舍建设工程，三年累计投入2.6亿元。", "绵阳市推进学校建设", year(2018, 2020)),
        ("2022年，全市提出3年内支持20所乡村中学改造食堂。", "绵阳市推进学校建设", year(2022, 2024)),
        ("2021年，全市用两年时间共投入5亿元改造危房。", "绵阳市推进学校建设", year(2021, 2022)),
        ("2020年到2022年三年间，全市新建小学30所。", "绵阳市推进学校建设", year(2020, 2022)),
        ("自2018年起，全市改造学校食堂，五年共改造食堂90个。", "绵阳市推进学校建设", year(2018, 2022)),
        # nobody says which
        ("三年内将新建小学90所。", "绵阳市推进学校建设", (None, None)),
        ("未来几年，全市将投入5亿元建设小学。", "绵阳市推进学校建设", (None, None)),
    ],
)
def test_so_many_years_are_those_that_have_been_told(text, title, period):
    assert periods(text, title=title) == [period]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("项目计划年末前全部竣工并交付使用。届时，全市将新增幼儿园学位4500个。", year(2023)),
        ("学校计划于2024年9月1日开学。届时，可提供学位1200个。", (None, date(2024, 9, 1))),
        ("2023年，全市推进学校建设，已启动5个项目。这些项目完工后，将新增学位2400个。", (None, None)),
        ("今年，全市加快补短板。实验中学等7所学校的新教学楼即将投入使用。", (None, None)),
        ("今年，全市加快补短板。游仙中学等9所学校正在建设。", (None, DAY)),
    ],
)
def test_what_comes_when_works_are_done(text, period):
    assert periods(text)[-1] == period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        # an event's day is its paragraph's
        ("4月26日，工人们正在扎钢筋。\n绵阳市重视教育，为38所学校安排专项资金1200万元。", (None, DAY)),
        ("援建单位共建设学校41所，目前已全部投入使用。", (None, DAY)),
        # what the school is, not what was done then
        ("城南小学占地面积26亩，今年3月完工并开始招生。", (None, DAY)),
        ("城南小学建设资金2570万元，于去年8月完工。", (date(2022, 8, 1), date(2022, 8, 31))),
        ("“十三五”期间，高等教育规模扩大，全市高校达6所。", (None, date(2020, 12, 31))),
    ],
)
def test_what_there_is_has_no_first_day(text, period):
    assert periods(text)[-1] == period


def test_a_school_opens_when_it_is_used_and_not_when_its_walls_stand():
    text = "城南小学正在建设，计划今年年底完工，2024年9月开学。学校占地面积26亩。"
    assert moods(text) == [("ongoing", date(2024, 9, 1), date(2024, 9, 30))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全市共有幼儿园300所，2022年新增普惠园20所。", [("actual", None, DAY), ("actual", *year(2022))]),
        ("城南小学占地30亩，2021年投资500万元改造食堂。", [("actual", None, DAY), ("actual", *year(2021))]),
        ("每年新建小学10所，到2025年全部完成。", [("target", None, date(2025, 12, 31))]),
        ("今年开始招生的5所小学都在涪城区。", [("actual", *year(2023))]),
        ("学校建于1998年，占地30亩，在校生2000人。", [("actual", None, DAY)] * 2),
        ("学校2008年建校，在校生2000人。", [("actual", None, DAY)]),
        ("“十三五”新建校舍25万平方米。", [("actual", *year(2016, 2020))]),
        ("5月16日召开的全市教育工作会议提出，将新建小学15所。", [("target", None, None)]),
        ("全市用三年时间，新建小学30所。", [("actual", None, DAY)]),
        ("明年将加快建设，秋季学期完成新建小学21所。", [("target", date(2024, 9, 1), date(2024, 11, 30))]),
        ("2022年，全市推进学前教育，利用现有校舍改建幼儿园20所。", [("actual", *year(2022))]),
        ("5月16日，记者在城南小学建设工地看到，新建的2栋教学楼正在装修。", [("ongoing", None, DAY)]),
        (
            "到2026年，全市公办园在园幼儿占比达到55%。每个乡镇至少有1所公办中心园。",
            [("target", None, date(2026, 12, 31))] * 2,
        ),
        ("到2025年，全市新改扩建中小学29所（包括2022年启动建设的小学）。", [("target", None, date(2025, 12, 31))]),
        ("今年工作有序。除今年纳入民生实事的学校外，城区还要新建高中2所。", [("target", None, None)]),
        ("2021年，全市推进学校建设。近日，省财政厅下达我市校舍维修资金5300万元。", [("actual", None, DAY)]),
        ("2021年，全市推进学校建设。近日，记者从市教育局获悉，全市新建小学3所。", [("actual", *year(2021))]),
        ("“十三五”期间，学前三年毛入园率由81%提高到89%。", [("actual", None, date(2015, 12, 31)), ("actual", None, date(2020, 12, 31))]),
        (
            "市教育局公布《绵阳市中小学布局规划（2019—2035年）》。规划明确，将新建小学13所。此外，还将新建高中3所。",
            [("target", *year(2019, 2035))] * 2,
        ),
    ],
)
def test_which_of_two_times_is_a_figures(text, found):
    assert moods(text) == found


def test_the_past_five_years_of_a_report():
    text = "2023年政府工作报告\n一、过去五年工作\n新建小学60所。"
    assert periods(text, published=date(2023, 1, 18), title="2023年政府工作报告") == [year(2018, 2022)]


def test_what_a_report_tells_below_a_line_about_five_years_is_of_them():
    text = (
        "2026年政府工作报告\n过去一年，全市新增学位2万个。\n这是民生持续改善的五年。\n我们坚持教育优先，新增学位9万个。\n"
        "这五年，教育公平迈出新步伐。近五年累计投入资金25亿元。建成小学30所。"
    )
    found = claims_of(text, published=date(2026, 1, 20), title="2026年政府工作报告", publisher="绵阳日报")
    assert [(claim["value_min"], claim["period_start"].year) for claim in found] == [
        (20_000, 2025),
        (90_000, 2021),
        (2_500_000_000, 2021),
        (30, 2021),
    ]


def test_when_one_school_opens_is_not_when_the_next_one_does():
    text = "今年3月，城东小学投用。\n城西小学位于城西路，占地30亩，共24个班。"
    assert periods(text) == [(None, DAY)] * 2
    text = "城东小学\n占地面积12亩。预计2024年9月开学。\n城西小学\n占地面积30亩，正在建设。"
    assert moods(text) == [("target", date(2024, 9, 1), date(2024, 9, 30)), ("ongoing", None, DAY)]


REPORT = "政府工作报告\n——2020年5月14日在信阳市人民代表大会上\n各位代表：\n现在，我代表市人民政府向大会报告工作。\n"


def test_a_report_reviews_the_year_that_its_heading_names():
    text = f"{REPORT}一、2019年以来工作回顾\n新建小学11所。\n二、2020年工作安排\n新建小学12所。\n"
    assert periods(text, published=date(2020, 5, 14), title="政府工作报告", publisher=None) == [year(2019), year(2020)]


def test_a_report_at_the_end_of_a_term_of_office_reviews_five_years():
    text = (
        "政府工作报告\n各位代表：\n一、2017年和过去五年工作回顾\n建成小学25所。\n五年来，本届政府开拓创新。\n——这五年，新建幼儿园306所。\n"
    )
    assert periods(text, published=date(2018, 1, 9), title="政府工作报告", publisher=None) == [year(2017), year(2013, 2017)]


def test_what_a_figure_is_compared_with_is_not_its_time():
    text = (
        f"{REPORT}一、“十三五”工作回顾\n我市实现了“十三五”胜利收官。\n——社会事业加快发展。教育支出是“十二五”的2.87倍。新建幼儿园763所。\n"
    )
    assert periods(text, published=date(2021, 2, 17), title="政府工作报告", publisher=None)[-1] == year(2016, 2020)


def test_a_remark_in_brackets_dates_the_figure_before_it_alone():
    text = "目前，全县有普通高中4所、民办学校1所（今年已停止招生）、特殊教育学校1所，幼儿园38所。"
    assert periods(text) == [(None, DAY), year(2023), (None, DAY), (None, DAY)]
    assert [claim["action"] for claim in claims_of(text, **MIANYANG)] == ["existing", "closed", "existing", "existing"]


def test_a_year_in_the_middle_of_a_sentence_leaves_the_plan_that_its_paragraph_opens_with():
    text = f"{REPORT}一、“十三五”工作回顾\n——回眸“十三五”，社会事业全面进步。投入不断增加，2019年达131.5亿元。新建幼儿园63所。\n"
    assert periods(text, published=date(2021, 2, 17), title="政府工作报告", publisher=None)[-1] == year(2016, 2020)


def test_the_year_up_to_which_a_figure_rose_is_its_own():
    text = "“十三五”期间，人均受教育年限从2015年的9.6年提升至2019年的10.2年。新建幼儿园63所。"
    assert periods(text, published=date(2021, 2, 17))[-1] == year(2016, 2020)


def test_five_years_after_an_address_are_those_of_the_plan():
    text = f"{REPORT}一、2020年工作回顾\n新建小学4所。\n各位代表！五年来，我们坚定不移。新增学位17.6万个。\n"
    assert periods(text, published=date(2021, 2, 17), title="政府工作报告", publisher=None) == [year(2020), year(2016, 2020)]


def test_a_rule_in_force_at_once_holds_from_the_day_that_its_head_tells():
    text = (
        "青岛市学前教育条例\n2013年4月25日 市人民代表大会常务委员会通过\n2013年6月2日 省人民代表大会常务委员会批准\n"
        "2018年9月14日 省人民代表大会常务委员会批准修正\n第九条 每五千人口的区域应当设置一所规模为六个班以上的幼儿园。\n"
        "第十条 本条例自公布之日起施行。\n"
    )
    assert set(periods(text, title="青岛市学前教育条例", publisher=None)) == {(date(2013, 6, 2), None)}


def test_the_founding_of_a_school_dates_nothing_that_it_has_now():
    assert periods("信阳市第三中学始建于1974年，是一所公办学校。学校有在校生7000余人。")[-1] == (None, DAY)


def test_the_earlier_state_of_a_fall_is_that_of_the_year_before():
    text = "2022年，民办义务教育学位占比从15.4%降至3.6%。"
    assert periods(text) == [year(2021), year(2022)]


@pytest.mark.parametrize(
    ("day", "words", "first", "last"),
    [
        (date(2022, 1, 18), "四年来", 2018, 2021),
        (date(2016, 12, 28), "四年来", 2013, 2016),
        (date(2022, 1, 18), "三年来", 2019, 2021),
        (date(2016, 12, 28), "五年来，本届政府", 2012, 2016),
    ],
)
def test_years_that_a_report_to_a_congress_reviews_are_whole(day, words, first, last):
    text = f"政府工作报告\n各位代表：\n一、{words}的主要工作\n{words}，我们不断加大投入。建成幼儿园200余所。\n"
    assert periods(text, published=day, title="政府工作报告", publisher=None)[-1] == year(first, last)


def test_so_many_years_of_other_texts_have_no_beginning():
    assert periods("四年来，全市新建小学44所。") == [(None, DAY)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # from then on, up to now; a norm goes on
        ("从2016年起，全市共投资3.2亿元新建小学。", [("actual", date(2016, 1, 1), DAY)]),
        # the story opens with what will be done in the year
        ("今年，省里将继续办好民生实事。2023年继续实施扩容工程，新增学位7万个。", [("target", *year(2023))]),
        ("2023年继续实施扩容工程，新增学位7万个。", [("actual", *year(2023))]),
        ("全市中学由原来的3所增加到13所。", [("actual", None, None), ("actual", None, DAY)]),
        # a programme is called a plan
        ("2022年，滋蕙计划资助395人次22.1万元。", [("actual", *year(2022))] * 2),
        # what there is now is not of the year that was told before it
        (
            "2018年通过国家评估。\n全县现有小学300所，在校生9万人；初中30所，在校生4万人。\n全县校舍面积59万平方米。",
            [("actual", None, DAY)] * 5,
        ),
    ],
)
def test_times_of_sums_plans_and_states(text, found):
    assert moods(text) == found


def test_a_norm_for_so_many_people_is_no_state():
    text = "按照规定，每1万人区域内，设立18个班规模的小学。"
    assert [status for status, *_ in moods(text, title="住宅区配套学校怎么建")] == ["standard"]


def test_lines_that_say_who_published_a_story_are_no_headline():
    lead = "新华社北京5月18日电 统计公报显示，在园幼儿4600万人。全国共有小学15万所。"
    text = f"2022年全国共有幼儿园29万所\n2023-05-18 15:32\n来源：新华社\n作者：\n{lead}"
    told = extract(document(text, published=DAY, title="2022年全国共有幼儿园29万所"))
    assert told.articles["title"].to_list() == ["2022年全国共有幼儿园29万所"]
    assert set(told.claims["period_end"]) == {date(2022, 12, 31)}


def test_five_years_that_ended_the_year_before_are_told_of_throughout():
    text = "“十三五”期间，全市教育发展迅速。\n投入8亿元完成小学改扩建任务。"
    assert moods(text, published=date(2021, 9, 1)) == [("actual", *year(2016, 2020))]
    assert moods(text) == [("actual", None, DAY)]


def test_all_of_a_year_is_the_coming_one_where_it_is_planned():
    text = "力争全年新建小学4所。全年培训教师3000人次。"
    assert {found[1:] for found in moods(text, published=date(2024, 2, 20), title="2024年教育工作要点")} == {year(2024)}
    assert moods("今年要全年新增公办学位8000个。", published=date(2024, 2, 20)) == [("target", *year(2024))]
    assert moods("全年新增公办学位8000个。", published=date(2024, 2, 20)) == [("actual", *year(2023))]


def test_what_a_figure_is_compared_with_in_brackets_has_its_own_year():
    assert [found[2].year for found in moods("今年全市小学96所（2020年132所），初中33所。")] == [2023, 2020, 2023]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # when works began, and when a school moved, is no time of its size
        ("新校区2022年11月开建，占地48亩。", [None]),
        ("学校2000年搬迁至现址，占地60亩。", [None]),
        # in a text of May: this year's April
        ("2022年，学校建设加快。截至4月底，累计投入1.35亿元。", [None]),
        ("2022年，学校建设加快。4月，投入1.35亿元。", [date(2022, 4, 1)]),
    ],
)
def test_when_works_began_and_months_up_to_which_a_text_reports(text, found):
    assert [start for start, _ in periods(text)] == found


def test_a_text_that_speaks_of_a_report_is_none():
    about = {"published": date(2022, 9, 5), "publisher": "绵阳日报"}
    told = "为落实《政府工作报告》部署，全市新建公办幼儿园12所。"
    assert periods(told, title="绵阳推进学前教育", **{"published": about["published"]}) == [(None, date(2022, 9, 5))]
    read = "政府工作报告\n——2022年1月5日在绵阳市第八届人民代表大会上\n新建公办幼儿园12所。"
    assert periods(read, title="绵阳市政府工作报告", published=date(2022, 1, 5)) == [year(2021)]


@pytest.mark.parametrize("day", [date(2023, 3, 26), date(2023, 8, 1)])
def test_the_years_end_of_a_bulletin_is_that_of_the_year_before(day):
    told = periods("年末全市共有小学562所，招生11.2万人。初中339所。", published=day, title="绵阳市统计公报：教育")
    assert told == [year(2022)] * 3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2023年，全市计划建设幼儿园61所。截至4月底，已建成幼儿园16所。", [year(2023), (None, date(2023, 4, 30))]),
        ("从2019年开始，全市改造薄弱学校。截至2022年底，累计投入2.8亿元。", [(None, date(2022, 12, 31))]),
        ("2023年，全市计划建设幼儿园61所。截至目前，已建成幼儿园16所。", [year(2023), (None, DAY)]),
        ("自2019年工程开始至2022年底，累计投入2.8亿元。", [(date(2019, 1, 1), date(2022, 12, 31))]),
        ("自去年工程开始至今年4月底，累计投入2.8亿元。", [(date(2022, 1, 1), date(2023, 4, 30))]),
        ("改造工程三年（2021-2023）共规划改造学校205所。", [(date(2021, 1, 1), date(2023, 12, 31))]),
        ("截至4月底，学校改造已完成投资160万元\n公示时间为2023年12月2日至12月6日", [(None, date(2023, 4, 30))]),
    ],
)
def test_what_has_been_done_up_to_a_day_has_no_start_but_one_that_is_told(text, found):
    assert periods(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "2023年春季开学已有三周。截至4月30日，96%的学校提供课后服务；学生参加率85%。",
        "2023年，全市推进扩容。截至4月30日，全市共有小学96所。在校生3.2万人。",
    ],
)
def test_how_things_stood_on_a_day_is_told_by_the_next_figures_too(text):
    assert periods(text)[-1] == (None, date(2023, 4, 30))


def test_what_an_undated_text_reports_is_of_the_day_up_to_which_it_does():
    text = "全市实施薄弱学校改造。截至2019年10月底，累计投入2.8亿元。目前，已竣工小学17所，在校生3.2万人。"
    told = claims_of(text, title="绵阳市改造薄弱学校")
    assert [claim["period_end"] for claim in told] == [date(2019, 10, 31)] * 3
    again = claims_of(text, title="某县教育局年终工作总结", published=date(2023, 9, 12))
    assert [claim["period_end"] for claim in again] == [date(2019, 10, 31)] * 3


def test_all_of_a_year_is_the_one_that_its_sentence_names():
    text = "2月26日，教育工作会召开。2023年，将完成两个项目，全年增加学位4170个。"
    assert periods(text, published=date(2023, 2, 27))[-1] == year(2023)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("游仙中学等9所学校13日全部竣工。", (date(2023, 5, 13), date(2023, 5, 13))),
        ("游仙中学等9所学校28日全部竣工。", (date(2023, 4, 28), date(2023, 4, 28))),
        ("游仙中学等9所学校将于28日全部竣工。", (date(2023, 5, 28), date(2023, 5, 28))),
        ("13日，记者从市教育局获悉，全市共有小学96所。", (None, DAY)),
        ("校庆日当天，游仙中学等9所学校全部竣工。", (None, DAY)),
    ],
)
def test_a_day_without_a_month_is_of_the_month_of_the_report(text, found):
    assert periods(text) == [found]


def test_what_a_school_holds_is_not_of_the_day_of_its_opening():
    text = "5月12日，万兴幼儿园举行开园典礼。开园当天，333名幼儿入园，该幼儿园可提供450个学位。"
    assert [claim["period_start"] for claim in claims_of(text, **MIANYANG) if claim["metric"] == "seats_total"] == [None]


def test_a_rate_since_some_year_is_that_of_today():
    text = "1996年以来，全市优先发展教育，小学入学率达98.8%。"
    assert periods(text, published=None) == [(None, None)]


def test_when_a_school_opens_may_be_told_before_it_is_described():
    text = "由县里新建的花园第三幼儿园将于9月开园。\n花园第三幼儿园是一所公办幼儿园。该园占地面积3200平方米。主体建筑已完工。"
    assert periods(text)[-1] == (date(2023, 9, 1), date(2023, 9, 30))


def test_design_figures_of_a_plan_are_due_when_their_school_opens():
    schools = ("游仙区第三小学", "游仙区第五小学", "安州区第六小学", "安州区第八小学")
    told = "".join(
        f"{name}\n{name}位于滨河路以北。建设规模为3{index}个班。\n计划2021年8月1日投用。\n" for index, name in enumerate(schools)
    )
    text = f"绵阳市三年内建设一批学校。\n下面是部分学校的建设计划\n{told}"
    assert moods(text, published=date(2020, 3, 2), title="学校建设计划") == [("target", None, date(2021, 8, 1))] * 4


@pytest.mark.parametrize("heading", ["一、2020年及“十三五”工作回顾", "一、2020年和过去五年工作回顾", "一、2020年与“十三五”时期工作回顾"])
def test_of_two_times_of_a_heading_the_first_is_told_of_first(heading):
    head = "政府工作报告\n——2021年1月8日在绵阳市第七届人民代表大会第六次会议上\n各位代表："
    text = f"{head}\n{heading}\n新建小学16所。\n“十三五”时期，新建中学9所。"
    assert periods(text, title="2021年政府工作报告", published=date(2021, 1, 8)) == [year(2020), year(2016, 2020)]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("其中3所小学2022年秋季学期开始招生。", (date(2022, 9, 1), date(2022, 11, 30))),
        # what comes again every year, and first graders, are no time
        ("校园占地24亩，每到新学期开学，家长都来咨询。", (None, DAY)),
        ("校园占地24亩，家长说孩子要上一年级了。", (None, DAY)),
        # when a school was given a rank
        ("校园占地24亩，2010年被评为“园林单位”，2011年荣获市级文明校园称号。", (None, DAY)),
    ],
)
def test_times_that_are_no_time_of_a_figure(text, period):
    assert periods(text) == [period]


def test_what_is_planned_for_a_year_is_of_that_year_also_where_works_begin():
    text = "2023年重大项目集中开工动员令下达后，教育局加快办理手续。2023年，拟谋划学校项目12个，总投资1.1亿元。"
    assert periods(text) == [year(2023), year(2023)]
    assert moods("5月18日，学校项目集中开工仪式举行。今天开工的7个学校项目计划总投资5.2亿元。")[-1] == ("target", None, None)


@pytest.mark.parametrize("title", ["绵阳市2023年第一季度教育实事任务进展一览表", "2023绵阳学校扩容项目一览"])
def test_what_is_planned_is_of_the_year_that_the_headline_names(title):
    assert moods("将实施6所中小学改扩建工程。", title=title) == [("target", *year(2023))]
    assert moods("将实施6所中小学改扩建工程。", title=title.replace("2023", "2019")) == [("target", None, None)]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        # also behind a semicolon, but not what is planned there
        ("2019年启动建设。截至4月底，完成幼儿园建设7所；接收幼儿园12所。", [date(2023, 4, 30)] * 2),
        ("截至2022年底，全市共有小学262所。其中，城区99所。特殊教育学校5所，在校生652人。", [date(2022, 12, 31)] * 4),
        ("截至2022年底，全市共有小学262所。\n特殊教育学校5所。", [date(2022, 12, 31), DAY]),
    ],
)
def test_what_is_counted_up_to_a_day_is_so_for_all_that_is_counted(text, ends):
    assert periods(text) == [(None, end) for end in ends]


def test_a_state_since_when_nobody_counts_has_no_start():
    assert periods("“十四五”以来，全市小学入学率达99.8%。巩固率达98.7%。") == [(None, DAY)] * 2
    assert periods("“九五”以来，全市小学入学率达99.8%。巩固率达98.7%。", published=None, title="教育汇报") == [(None, None)] * 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # when the works of one item are done is no time of the next one
        (
            "2022年，全市竣工学校6所;续建学校3所，预计2023年8月交付;改造运动场18个，投资2600万元。",
            [year(2022), (None, date(2023, 8, 31)), year(2022), year(2022)],
        ),
        ("一期投资3.1亿元，2021年9月建成投用；二期投资2.2亿元，预计2024年8月完工。", [2021, 2024]),
        ("总投资2000万元的新校区于2016年投入使用。总投资3000万元，于2016年投入使用。", [2016, 2016]),
        # the others are under way until they are due
        ("今年，全市新建学校30所，目前已投用18所，其余12所正在抓紧建设，预计明年9月前投用。", [2023, 2023, 2024]),
        # what the parts count has their own years, what follows has that of them all
        ("2019年以来，全区接收幼儿园31所，其中2019年8所、2020年14所、2021年9所，财政投入1.2亿元。", [2023, 2019, 2020, 2021, 2023]),
        ("后年将再新建小学1所。", [2025]),
        # an event is of its day, whenever its projects will be done
        ("5月16日，一批学校集中开工。此次集中开工的新建项目有6个，包括甲小学、乙小学，大部分计划于2024年6月投用。", [2023]),
        ("从一九八三年到一九八七年，多渠道筹集资金13亿元。", [year(1983, 1987)]),
    ],
)
def test_times_of_items_and_of_what_is_listed(text, found):
    told = periods(text)
    assert [span if isinstance(first, tuple) else span[1].year for first, span in zip(found, told, strict=True)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # how things are now, next to what is planned
        ("到2035年，全市共设置小学120所。现状全市共有小学96所，在校生3.2万人。", [date(2035, 12, 31), DAY, DAY]),
        # a year before is not the one before that of an aside
        ("毛入园率92.5%（2021年为91.3%），巩固率98.1%（上年97.6%）。", [DAY, date(2021, 12, 31), DAY, date(2022, 12, 31)]),
        # a school opens when it is said to before its name
        ("今年9月，绵阳第三小学将正式开学。学校占地105亩，规划72个班。", [date(2023, 9, 30)] * 2),
    ],
)
def test_the_present_the_year_before_and_openings_told_before_a_name(text, found):
    assert [end for _, end in periods(text)] == found


@pytest.mark.parametrize(
    ("title", "day", "text", "years"),
    [
        # a review of a year that goes on to plan the next
        (
            "源汇区教育局2023年工作总结和2024年工作打算",
            (2024, 1, 20),
            "一、工作回顾\n改造学校32所。\n二、下步打算\n改造学校25所。",
            [2023, 2024],
        ),
        (
            "2023年教育工作总结及2024年工作计划",
            (2023, 12, 20),
            "一、工作完成情况\n新建小学3所。\n二、下一年工作计划\n新建小学4所。",
            [2023, 2024],
        ),
        # what one year's review says was done, was done in that year
        ("湘西州2021年教育工作综述", (2022, 1, 18), "新建学校12所，招聘教师800名。", [2021, 2021]),
        ("源汇区教育局2021年工作总结", (2022, 1, 18), "新建学校12所。", [2021]),
        ("源汇区2021年国民经济和社会发展统计公报", (2022, 4, 12), "全年普通高中招生5200人。", [2021]),
        # but not in that of a part of it, of several, or of what goes on
        ("源汇区教育局2021年上半年工作总结", (2021, 7, 18), "新建学校12所。", [None]),
        ("源汇区教育局2019—2021年工作总结", (2022, 1, 18), "新建学校12所。", [None]),
        ("源汇区教育局2021年工作总结", (2022, 1, 18), "累计投入学校建设资金3亿元。全区现有小学40所。", [None, None]),
    ],
)
def test_the_years_that_a_review_sums_up_and_plans(title, day, text, years):
    starts = [claim["period_start"] for claim in claims_of(text, title=title, published=date(*day))]
    assert [start and start.year for start in starts] == years
