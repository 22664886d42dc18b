"""When figures of news are: the day up to which a story reports, the school in use, the items of a list, the year of a headline.

Every text is invented.
"""

from datetime import date

import pytest

from tests.extracted import claims_of

DAY = date(2023, 5, 18)
MIANYANG = {"published": DAY, "publisher": "绵阳日报", "title": "绵阳市推进学校建设"}


def periods(text, **about):
    return [(claim["period_start"], claim["period_end"]) for claim in claims_of(text, **(MIANYANG | about))]


def year(first, last=None):
    return date(first, 1, 1), date(last or first, 12, 31)


@pytest.mark.parametrize(
    ("headline", "period"),
    [
        ("2022绵阳学校扩容项目敲定 将新增学位2.2万个", year(2022)),
        ("2022名教师将任教 将新增学位2.2万个", (None, None)),
    ],
)
def test_a_headline_opens_with_its_year_alone(headline, period):
    assert periods(f"{headline}\n\n涪城区将投入800万元新建教学楼。", title=headline, published=date(2022, 5, 5))[-2:] == [period] * 2


def test_what_a_school_is_like_that_opens_is_told_of_that_day():
    text = (
        "5月12日，涪城区第六、第七幼儿园投入使用。作为2023年民生实事项目首个开园的项目，进展顺利。\n\n"
        "涪城区第七幼儿园位于泰宇路。占地面积1300平方米，规划班级8个。"
    )
    assert periods(text, title="涪城区再添公办幼儿园")[-2:] == [(date(2023, 5, 12), date(2023, 5, 12))] * 2


def test_at_present_is_the_day_up_to_which_its_sentence_reports():
    text = (
        "2023年，全市计划建设幼儿园31所。截至4月底，已建成幼儿园16所。\n"
        "市教育局公布了截止到4月底的建设情况，其中，涪城区新建3所，目前完工2所；游仙区新建4所，目前完工4所。"
    )
    assert [found for found in periods(text) if found != year(2023)][-1] == (None, date(2023, 4, 30))


@pytest.mark.parametrize("label", ["是2023年省为民办实事项目，", "被列入2023年市重点工程，"])
def test_the_year_of_what_a_project_is_called_is_no_time_of_its_size(label):
    text = f"游仙中学学生宿舍楼已完成垫层浇筑。该项目{label}占地面积450平方米，建筑面积1483平方米，预计2024年3月完工。"
    assert periods(text, title="游仙中学学生宿舍楼项目加快施工") == [(date(2024, 3, 1), date(2024, 3, 31))] * 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "2022年，全市竣工学校6所；续建学校3所，预计2023年8月交付；改造运动场18个。",
            year(2022),
        ),
        ("改造小学2所，4月25日投用；改造中学3所。", (None, DAY)),
        # told once for the whole list
        ("4月25日，涪城区投用小学2所；游仙区投用小学3所。", (date(2023, 4, 25), date(2023, 4, 25))),
    ],
)
def test_when_one_item_of_a_list_happens_is_no_time_of_the_next(text, found):
    assert periods(text)[-1] == found


@pytest.mark.parametrize(
    ("since", "start"),
    [("自去年10月以来", date(2022, 10, 1)), ("前年以来", date(2021, 1, 1)), ("2020年3月15日启动工程以来", date(2020, 1, 1))],
)
def test_since_some_month_is_up_to_now(since, start):
    assert periods(f"{since}，全市新建学校47所。") == [(start, DAY)]


def test_years_in_chinese_numerals_have_a_range_too():
    assert periods("从一九八三年到一九八七年，全省新建校舍二百万平方米。", published=date(1988, 4, 21)) == [year(1983, 1987)]


def test_what_a_plan_says_of_the_present_is_of_today():
    text = "规划至2035年，中心城区小学达到58所。现状中心城区有小学34所。"
    assert periods(text)[-1] == (None, DAY)
