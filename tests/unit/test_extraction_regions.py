"""Whose figure it is: districts named, meant and only mentioned. Every text is invented; the places are real so that they resolve."""

from datetime import date

import pytest

from tests.extracted import claims_of

CITY = {"published": date(2023, 5, 18), "title": "信阳市学校建设提速"}


def places(text, **about):
    return [(claim["value_min"], claim["region_name"]) for claim in claims_of(text, **(CITY | about))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("中央财政安排资金28亿元改善办学条件，我省新建小学90所。", [(28e8, "全国"), (90, "河南省")]),
        ("今年，中央已拨付学前教育资金3.1亿元。", [(3.1e8, "全国")]),
        ("中国计划新建寄宿制学校900所。", [(900, "全国")]),
        ("教育部最新统计显示，全国共有幼儿园29.5万所，我省有2.4万所。", [(295_000, "全国"), (24_000, "河南省")]),
        ("全国学前教育毛入园率为85%，我省达到91%。", [(85, "全国"), (91, "河南省")]),
        ("中央财政累计下达学校补助资金28亿元，省财政安排资金6亿元。", [(28e8, "全国"), (6e8, "河南省")]),
        ("中央财政安排资金28亿元，惠及学生3000万名。", [(28e8, "全国"), (30_000_000, "全国")]),
        ("我省资金投入达3亿元。其中，中央财政投入学校建设资金4200万元。", [(3e8, "河南省"), (4.2e7, "河南省")]),
        # a yardstick is not the subject
        ("去年，全省获评全国优秀学校3所。新建小学9所。", [(3, "河南省"), (9, "河南省")]),
        ("落实中央要求，新建小学9所。", [(9, "河南省")]),
    ],
)
def test_the_nation_is_meant_where_it_acts_or_is_measured(text, found):
    assert places(text, title="河南省农村学校面貌一新") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("为浉河区投入资金46万元改善学校，为高新区投入资金53万元改善学校。", [(46e4, "浉河区"), (53e4, "信阳高新区")]),
        # a district in brackets with its own figure is no subject of the next; in a school's bracket it says where that lies
        ("新建小学16所（浉河区9所、高新区7所），幼儿园14所。", [(16, "信阳市"), (9, "浉河区"), (7, "信阳高新区"), (14, "信阳市")]),
        ("浉河区及平桥区计划新建小学28所。截至7月底，25所在建。", [(28, "信阳市"), (25, "信阳市")]),
    ],
)
def test_districts_that_get_money_share_a_figure_or_stand_in_brackets(text, found):
    assert places(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # a zone on no list lies in the story's city
        ("仅在甲乙新区，规划建设学校22所。第十中学新校区占地90亩。", [(22, "甲乙新区"), (60000, "信阳市")]),
        ("浉河区新建3所，丙丁经开区新建2所。", [(3, "浉河区"), (2, "丙丁经开区")]),
        ("城市新区新建4所学校。", [(4, "信阳市")]),
        # a section on the whole city after those on its districts
        ("浉河区\n\n新建学校3所。\n\n平桥区\n\n新建学校4所。\n\n全市\n\n新建学校30所。", [(3, "浉河区"), (4, "平桥区"), (30, "信阳市")]),
        # a school's district in brackets, behind it or behind the one it is joined to
        (
            "配建学校是羊山路小学（浉河区）、新七路小学和明港路小学（平桥区）。\n羊山路小学是锦绣苑配建学校，设教学班24个；"
            "新七路小学为安置区项目配建学校，设教学班18个。",
            [(24, "浉河区"), (18, "平桥区")],
        ),
    ],
)
def test_zones_on_no_list_sections_and_where_schools_lie(text, found):
    assert places(text) == found


def test_a_bracket_in_a_name_a_part_of_a_zone_and_the_next_of_a_list():
    text = "周口实验高中（郸城一高周口校区）即将开工建设，总投资6.2亿元。"
    assert places(text, title="周口市教育工作亮点") == [(6.2e8, "周口市")]
    text = "未来三年，天府新区成都片区将新增幼儿园17所。"
    assert places(text, title="成都新建幼儿园") == [(17, "天府新区")]
    text = "支持帮助青海省新建改扩建各类幼儿园项目3184个、中小学项目3035个。"
    assert places(text, title="果洛藏族自治州的学校") == [(3184, "青海省"), (3035, "青海省")]


def test_a_whole_name_outweighs_the_short_one_that_overlaps_it():
    assert places("这是历史上城东区投资最大的学校，总投资1.5亿元。", title="西宁晚报教育新闻", publisher="西宁晚报")[-1] == (
        1.5e8,
        "城东区",
    )


def test_a_story_of_one_school_is_told_where_that_lies():
    text = "信阳市园山小学迁建项目破土动工。该校是浉河区最大的学校。\n\n项目总投资1.5亿元。"
    assert places(text, title="投资1.5亿园山小学迁建项目破土动工") == [(1.5e8, "浉河区")]


def test_the_city_right_before_is_the_one_that_is_called_so():
    found = places(
        "目前奉化全市共有70多所公办小学。奉化市去年新建小学3所。", title=None, publisher="宁波晚报", published=date(2009, 12, 31)
    )
    assert found == [(70, "奉化市"), (3, "奉化市")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("新华社乌鲁木齐6月18日电 信阳市去年新建小学21所。新增学位9000个。", [(21, "信阳市"), (9000, "信阳市")]),
        ("中新社北京3月2日电（记者 某某）湖北省黄冈市今年将新建小学34所。", [(34, "黄冈市")]),
        ("本报南京讯（记者某某）宿迁市去年新建幼儿园41所。", [(41, "宿迁市")]),
        # a report from the place that it is about
        ("新华社郑州6月18日电 郑州市去年新建小学21所。", [(21, "郑州市")]),
    ],
)
def test_where_a_wire_was_written_is_not_what_it_is_about(text, found):
    assert places(text, title="老区添新校") == found


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("学校位于北京路与上海大道交叉口，设计规模36个班。", "信阳市"),
        ("我市在郑州路、南京大道沿线新建小学3所。", "信阳市"),
        ("平桥区在洛阳路新建小学4所。", "平桥区"),
        ("武汉广场旁新建小学2所。", "信阳市"),
    ],
)
def test_a_street_is_no_district(text, region):
    assert {name for _, name in places(text)} == {region}


@pytest.mark.parametrize(
    "text",
    [
        "郑州大学、兰州大学、新疆大学的学生前来支教。光山县新建小学5所。",
        "武汉中学、武汉小学、武汉学校的教师来此交流。光山县新建小学5所。",
        "西安一中、西安附中、西安幼儿园结对帮扶，光山县新建小学5所。",
    ],
)
def test_a_namesake_says_little_about_where_a_text_is_from(text):
    assert places(f"{text}\n新增学位900个。", title="结对帮扶见成效") == [(5, "光山县"), (900, "光山县")]


def test_where_nothing_else_is_named_even_a_namesake_tells():
    assert places("新建教学楼2栋，建筑面积9000平方米。", title="洛阳师范学院添新楼") == [(2, "洛阳市"), (9000, "洛阳市")]


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("去年，罗山、潢川、息县、淮滨新建小学18所，全市新增学位8100个。", "信阳市"),
        ("今年，巧家、盐津、绥江三地新建小学18所。全市新增学位8100个。", "昭通市"),
        ("三台、盐亭、梓潼、平武都有新学校，新建小学18所。全市新增学位8100个。", "绵阳市"),
    ],
)
def test_counties_bear_witness_together_for_their_city(text, city):
    assert places(text, title="新学校越来越多") == [(18, city), (8100, city)]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("新建合作办学机制", "新建小学18所，新增学位8100个。"),
        ("新建学校再提速", "新建小学18所，新建幼儿园9所。" * 6),
        ("合作办学迈新步", "合作办学新建小学18所。" * 9),
    ],
)
def test_a_common_word_is_no_district_however_often_it_stands(title, text):
    """新建 and 合作 are short names of a district and a city too."""
    assert {name for _, name in places(text, title=title)} == {None}


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("河北援疆助力和静县教育发展", "和静县"),
        ("南京对口支援西宁教育", "西宁市"),
        ("苏州对口帮扶铜仁 新校一座座", "铜仁市"),
        ("上海援建日喀则学校", "日喀则市"),
    ],
)
def test_a_helper_stands_before_the_one_that_is_helped(title, region):
    assert places("去年投入资金8600万元，新建学校3所。", title=title) == [(86e6, region), (3, region)]


def test_a_helpers_own_figure_is_the_helpers():
    text = "深圳投入援疆资金1.2亿元，在喀什新建学校6所。"
    assert places(text, title="深圳援疆让喀什孩子上好学") == [(1.2e8, "深圳市"), (6, "喀什地区")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "2022年，全市新建小学12所，高新区新建小学2所，经开区新建小学3所，市直新建高中1所。",
            [(12, "信阳市"), (2, "信阳高新区"), (3, "信阳经开区"), (1, "信阳市")],
        ),
        (
            "今年，计划新增学位1.3万个：高新区2400个，市直1600个，浉河区3000个。",
            [(13000, "信阳市"), (2400, "信阳高新区"), (1600, "信阳市"), (3000, "浉河区")],
        ),
        ("经济技术开发区改造幼儿园4所，高新技术产业开发区改造幼儿园5所。", [(4, "信阳经开区"), (5, "信阳高新区")]),
        ("示范区改造幼儿园5所。", [(5, "信阳示范区")]),
        ("项目位于高新区路，投资2000万元建设学校。", [(20e6, "信阳市")]),
    ],
)
def test_a_zone_named_by_its_kind_is_the_home_citys(text, found):
    assert places(text) == found


def test_a_zone_without_its_own_code_carries_its_citys():
    rows = claims_of("全市推进学校建设，经开区新建小学3所，高新区新建小学2所。", **CITY)
    assert [(row["region_name"], row["region_code"]) for row in rows] == [("信阳经开区", "411500"), ("信阳高新区", "411571")]


@pytest.mark.parametrize(
    "text",
    [
        "今年将在浉河区、平桥区、罗山县新建小学9所。",
        "在光山、新县、商城各新建小学9所。",
        "去年固始县和潢川县共新增学位9个。",
        "商城县、新县、光山县及息县改造校舍9处。",
        "去年浉河区和平桥区共改造校舍9处。",
    ],
)
def test_districts_that_share_a_figure_leave_it_to_what_holds_them(text):
    assert places(text) == [(9, "信阳市")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("浉河区新建小学3所、平桥区新建小学4所。", [(3, "浉河区"), (4, "平桥区")]),
        ("新建小学3所、4所、5所，分别位于城区和乡镇。", [(3, "信阳市"), (4, "信阳市"), (5, "信阳市")]),
        ("浉河区、平桥区、罗山县分别新建小学3所、4所、5所。", [(3, "浉河区"), (4, "平桥区"), (5, "罗山县")]),
        ("光山县、新县、固始县新增学位分别为1200个、800个和2600个。", [(1200, "光山县"), (800, "新县"), (2600, "固始县")]),
        ("固始县和潢川县去年分别投入2.1亿元、1.4亿元改善办学条件。", [(2.1e8, "固始县"), (1.4e8, "潢川县")]),
        ("光山县、新县、固始县普惠率分别为86.1%、88.4%、90.5%。", [(86.1, "光山县"), (88.4, "新县"), (90.5, "固始县")]),
    ],
)
def test_figures_are_zipped_with_the_districts_before_them(text, found):
    assert places(text) == found


@pytest.mark.parametrize(
    ("title", "text", "found"),
    [
        ("石家庄市学校建设", "长安区和平山县分别新增学位3000个、1200个。", [(3000, "长安区"), (1200, "平山县")]),
        ("信阳市学校建设", "浉河区和平桥区分别新建小学3所、4所。", [(3, "浉河区"), (4, "平桥区")]),
        ("天津市学校建设", "和平区新建小学3所，河西区新建小学4所。", [(3, "和平区"), (4, "河西区")]),
    ],
)
def test_a_joint_is_no_part_of_a_districts_name(title, text, found):
    assert places(text, title=title) == found


def test_a_list_that_does_not_fit_is_not_zipped():
    named = {name for _, name in places("浉河区、平桥区、罗山县分别新建小学3所、4所。")}
    assert named == {"信阳市"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("平桥区教育投入不断加大。去年新建小学5所。\n浉河区教育底色更亮。去年新建小学6所。", [(5, "平桥区"), (6, "浉河区")]),
        ("在平桥区，该区去年新建小学5所。", [(5, "平桥区")]),
        ("投入2.4亿元建设平桥区8所学校。", [(2.4e8, "平桥区"), (8, "平桥区")]),
        ("平桥区教育投入不断加大。\n去年，全市新建小学50所。", [(50, "信阳市")]),
    ],
)
def test_a_sentence_takes_the_district_that_its_paragraph_opens_with(text, found):
    assert places(text) == found


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("固始县第六小学占地45亩，总投资9600万元，可提供学位1620个。", "固始县"),
        ("商城县鲇鱼山小学新校区建设如火如荼。该校规划教学班30个，建筑面积1.8万平方米。", "商城县"),
        ("信阳市第九小学占地45亩，可提供学位1620个。", "信阳市"),
        # a school of another city is no district of this one
        ("武汉市第九小学的设计团队参与，学校占地45亩。", "信阳市"),
    ],
)
def test_a_schools_figures_are_the_districts_that_its_name_begins_with(text, region):
    assert {name for _, name in places(text, title="信阳市一批学校开工")} == {region}


def test_sections_headed_by_districts_and_zones():
    text = "信阳市各县区2023年教育工作安排\n\n息县\n\n今年，新建小学5所。\n\n高新区\n\n计划新增学位2100个。\n\n淮滨县\n\n改造校舍9处。\n"
    found = places(text, title="信阳市各县区2023年教育工作安排")
    assert found == [(5, "息县"), (2100, "信阳高新区"), (9, "淮滨县")]


@pytest.mark.parametrize(
    ("text", "about", "region"),
    [
        # 偃师 was a city until March 2021, a district of 洛阳市 since; 长垣 a county until August 2019
        ("2019年，我市新建小学4所。", {"publisher": "偃师日报", "published": date(2020, 2, 10)}, ("410381", "偃师市")),
        ("2022年，我区新建小学4所。", {"publisher": "偃师日报", "published": date(2023, 2, 10)}, ("410307", "偃师区")),
        ("2022年，我市新建小学4所。", {"publisher": "偃师日报", "published": date(2023, 2, 10)}, ("410300", "洛阳市")),
        ("2018年，全县新建小学4所。", {"publisher": "长垣县教育局", "published": date(2019, 2, 10)}, ("410728", "长垣县")),
        # a name written in full is kept, whatever the day; one name, two codes: the day tells
        ("2013年，祥符区新建小学4所。", {"publisher": "开封日报", "published": date(2014, 2, 10)}, ("410212", "祥符区")),
        ("2009年，威宁县新建小学4所。", {"publisher": "贵州日报", "published": date(2010, 2, 10)}, ("522427", "威宁彝族回族苗族自治县")),
        ("2012年，威宁县新建小学4所。", {"publisher": "贵州日报", "published": date(2013, 2, 10)}, ("520526", "威宁彝族回族苗族自治县")),
    ],
)
def test_a_short_name_means_the_district_of_the_papers_day(text, about, region):
    assert [(claim["region_code"], claim["region_name"]) for claim in claims_of(text, title="教育工作总结", **about)] == [region]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # where the school is said to lie, before or after its name, or in another sentence about it
        ("信阳市第三高级中学位于浉河区民权路，总投资9000万元。学校占地45亩。", [(9e7, "浉河区"), (30000, "浉河区")]),
        ("位于平桥区平西大道的信阳市第十九小学揭牌投用。该校占地45亩。", [(30000, "平桥区")]),
        ("网友问及文化路小学。浉河区文化路小学已动工。\n文化路小学占地45亩，可提供学位1080个。", [(30000, "浉河区"), (1080, "浉河区")]),
        ("信阳市第二十小学\n平桥区教体局说，学校选址平桥区工三路。\n学校占地45亩。", [(30000, "平桥区")]),
        ("信阳市第二十小学占地45亩。", [(30000, "信阳市")]),
        # the names of schools name no subject: the city's in front of them, or a district's in the last of a list
        (
            "平桥区新建小学2所，分别是信阳市第三实验小学、信阳羊山小学，共招生12个班。",
            [(2, "平桥区"), (12, "平桥区")],
        ),
        ("平桥区新建小学2所，即胜利路小学、狮河港镇浉河区实验小学，共招生12个班。", [(2, "平桥区"), (12, "平桥区")]),
        ("信阳明港药业捐资20万元建设学校。", [(200_000, "信阳市")]),
        ("市区新增学位8000个，固始县新增学位4000个，其余各县新增学位5000个。", [(8000, "信阳市"), (4000, "固始县"), (5000, "信阳市")]),
        ("位于市高新区的第二十四中学设36个班。", [(36, "信阳高新区")]),
        ("浉河区（2所）\n新建小学占地45亩。\n息县(1所)\n新建小学占地15亩。", [(30000, "浉河区"), (10000, "息县")]),
    ],
)
def test_a_schools_figures_are_of_the_district_that_it_lies_in(text, found):
    assert [(value, region) for value, region in places(text) if (value, region) not in ((2, "浉河区"), (1, "息县"))] == found


def test_one_new_schools_story_is_of_the_one_district_that_it_names():
    text = "记者在潢川城区看到，工人正在施工。\n学校占地45亩。市教育局说，学校预设24个班。"
    assert places(text, title="信阳再建一所小学") == [(30000, "潢川县"), (24, "潢川县")]
    text = "浉河区、平桥区的家长都关心这所学校。学校占地45亩。"
    assert places(text, title="信阳再建一所小学") == [(30000, "信阳市")]


def test_a_wider_region_that_opens_a_sentence_is_its_subject():
    text = "信阳市今年的教育项目共6个，总投资15亿元。我县有3所学校。"
    assert places(text, title="商城县项目集中开工")[1:] == [(15e8, "信阳市"), (3, "商城县")]


def test_districts_listed_beside_each_other_are_districts_whatever_else_their_names_mean():
    text = "在福田、罗湖、南山等区，新学校不断开办。福田红荔小学设24个班。"
    assert places(text, title="深圳学校开学") == [(24, "福田区")]


@pytest.mark.parametrize(
    ("title", "text", "found"),
    [
        # 新建, 创新|平台, 党委和|政府: words, however surely the province of a district of that name is meant
        ("江西学校建设提速", "党委和政府推动新建、改建，打造创新平台，全省新建小学900所。", [(900, "江西省")]),
        # a district's paper counts what its whole city has
        ("浉河区新建学校", "浉河区新建学校9所。市教育局表示，全市共新建学校60所。", [(9, "浉河区"), (60, "信阳市")]),
        ("浉河区新建学校", "浉河区在全市率先新建学校9所。", [(9, "浉河区")]),
        # what a district takes part in is the province's, what it does there its own
        ("浉河区教育工作要点", "推进河南省人工智能教育实验区建设，指导30所中小学开展人工智能教育。", [(30, "浉河区")]),
    ],
)
def test_words_and_wholes(title, text, found):
    assert places(text, title=title) == found


def test_the_provinces_town_is_its_capital():
    assert places("日前，省城学校建设项目敲定，共新建学校30所。", title="江西：30所新学校将在省城开建") == [(30, "南昌市")]
    assert places("今年全省新建小学90所，其中省城新建12所。", title="江西省学校建设提速") == [(90, "江西省"), (12, "南昌市")]


@pytest.mark.parametrize(
    ("words", "county"),
    [
        ("《今日潢川》", "潢川县"),
        ("潢川新闻网", "潢川县"),
        ("今日潢川网消息", "潢川县"),
        ("《今日固始》", "固始县"),
        ("巩固始终不懈", None),
    ],
)
def test_a_short_name_is_a_county_where_its_papers_say_so(words, county):
    assert places(f"{words} 目前全县有小学29所。", title="教育事业稳步发展") == [(29, county)]


def test_a_text_that_goes_from_province_to_province_is_about_the_nation():
    text = "江西:新建小学90所。\n湖南:新建小学80所。\n四川:新建小学70所。\n据他透露，共新建小学900所。"
    assert places(text, title=None) == [(90, "江西省"), (80, "湖南省"), (70, "四川省"), (900, "全国")]


@pytest.mark.parametrize(
    ("text", "title", "name"),
    [
        ("沅江县去年新建小学3所。", "沅江县重教兴学", "沅江县"),
        ("全县去年新建小学3所。", "沅江重教兴学", "沅江县"),
        ("信阳地区去年新建小学3所。", "信阳地区重教兴学", "信阳地区"),
        ("沅江市去年新建小学3所。", "沅江市重教兴学", "沅江市"),
    ],
)
def test_old_papers_write_the_divisions_of_their_day(text, title, name):
    assert places(text, title=title, published=date(1987, 5, 4)) == [(3, name)]
    now = places(text, title=title)[0][1]
    assert now is None or now.rstrip("市县") in title


def test_what_a_disaster_is_called_after_is_no_subject():
    text = "“9·5”泸定地震灾后重建中，规划重建小学8所。"
    assert places(text, title="甘孜州教育事业发展") == [(8, "甘孜藏族自治州")]


def test_schools_of_several_districts_are_their_citys():
    text = "建成浉河区第五小学、平桥区外国语小学、罗山县实验小学3所学校。建成浉河区第六小学、第七小学2所学校。"
    assert places(text) == [(3, "信阳市"), (2, "浉河区")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("今年安排资金5.3亿元，其中中央财政补助4.6亿元。", [(5.3e8, "河南省"), (4.6e8, "河南省")]),
        ("去年获得特殊教育中央补助资金1300万元。", [(1.3e7, "河南省")]),
    ],
)
def test_what_a_province_gets_from_the_centre_is_its_own(text, found):
    assert places(text, title="河南省农村学校面貌一新") == found


def test_a_text_that_names_no_province_speaks_of_the_one_its_counties_lie_in():
    text = "禄劝县民族小学学生正在上课。去年，我省新建幼儿园168所。"
    assert places(text, title="教育普惠发展") == [(168, "云南省")]


def test_a_county_of_old_days_lies_in_what_stands_before_it():
    old = {"published": date(1984, 7, 19), "title": "湖北省松滋县集资办学调查"}
    assert places("全县集资500万元，新建校舍9000平方米。", **old) == [(5e6, "松滋县"), (9000, "松滋县")]


def test_the_city_whose_task_a_county_carries_out_is_not_the_subject():
    text = "1、息县民生实事工程：新建幼儿园2所。\n2、信阳市民生实事工程：提质改造学校30所。"
    assert places(text, title="息县教体局民生实事完成情况") == [(2, "息县"), (30, "息县")]


def test_a_site_named_after_its_city_tells_which_one_is_meant():
    assert places("义乌网 首页\n今年，我市新建小学31所。", title="新校园投用") == [(31, "义乌市")]


def test_a_province_that_nobody_names_is_not_the_nation():
    assert places("年末全省有普通高校123所。国务院批准的教育部重点学科12个。", title="教育和科学技术")[0] == (123, None)


def test_zones_of_all_districts_and_a_city_left_out_are_no_subject():
    assert places("扶持各县（区）、开发区新建幼儿园16所。") == [(16, "信阳市")]
    assert places("全省中小学（不含郑州市）新增学位7万个。", title="河南省农村学校面貌一新") == [(70_000, "河南省")]


def test_the_nation_that_opens_a_sentence_is_its_subject():
    text = "记者从教育部了解到，2022年，全国有职业院校1.1万所，年招生928万人。信阳市新建学校2所。"
    assert places(text) == [(11_000, "全国"), (9_280_000, "全国"), (2, "信阳市")]


def test_an_item_of_a_place_that_nobody_knows_is_not_of_the_one_before():
    text = "各县区公办园建设情况如下：平桥区新建5所幼儿园；甲乙县新建1所；光山县新建2所。"
    assert places(text) == [(5, "平桥区"), (1, "信阳市"), (2, "光山县")]


def test_one_name_stands_for_many_schools_of_a_province():
    text = "安排资金2.6亿元，支持息县第二小学等20所学校建设。"
    assert places(text, title="河南省安排学校建设资金")[-1] == (20, "河南省")


def test_a_sentence_that_shares_a_figure_out_gives_the_next_one_no_district():
    text = "今年全市将新建小学7所。其中，浉河区3所、平桥区2所、罗山县2所。目前，已开工建设5所。"
    assert places(text) == [(7, "信阳市"), (3, "浉河区"), (2, "平桥区"), (2, "罗山县"), (5, "信阳市")]


def test_a_text_that_opens_with_its_city_is_about_it_however_it_goes_on():
    text = (
        "信阳市教体局最近公布，今年协同各县区新建小学12所。\n浉河区新增学位3600个。\n平桥区今年新增学位2200个，包括1200个初中学位。"
        "同时，该区加快建设新校。\n在罗山县，两所新校开学，该县新增学位1800个。"
    )
    assert places(text, title=None) == [
        (12, "信阳市"),
        (3600, "浉河区"),
        (2200, "平桥区"),
        (1200, "平桥区"),
        (2, "罗山县"),
        (1800, "罗山县"),
    ]


def test_where_a_report_was_written_is_no_subject():
    text = "本报信阳3月26日电（记者某某）教育部介绍，2022年，全国新建幼儿园2.1万所。县域新增学位368万个。"
    assert places(text, title="全国县域教育均衡发展") == [(21_000, "全国"), (3_680_000, "全国")]


def test_those_who_are_helped_are_spoken_of():
    text = "香港某基金会捐款50万元，支持新县山区小学建设。新县这所小学现有学生164名。"
    assert places(text, title="香港基金会资助河南新县学校建设")[-1] == (164, "新县")


def test_a_story_about_one_school_is_of_the_district_it_names_again_and_again():
    text = "新县苏河镇希望小学昨日开工。新县教体局介绍，学校可容纳学生600名。商城县也派人参加。新县今年还将新建小学2所。"
    assert places(text, title="信阳市再添一所希望小学")[0] == (600, "新县")


def test_our_city_is_the_one_that_holds_the_counties_told_of():
    text = (
        "据介绍，新县、息县、光山县今年新建学校60所。\n新县的一处工地上，第四高中即将完工。新县还改造学校3所。\n"
        "息县投资2.6亿元新建学校4所。改造学校7所。\n光山县新建学校5所。"
    )
    found = claims_of(text, title="我市城乡学生共享优质教育资源", published=date(2023, 12, 3))
    schools = [(claim["value_min"], claim["region_name"]) for claim in found if claim["metric"] == "facility_count"]
    assert schools[-4:] == [(3, "新县"), (4, "息县"), (7, "息县"), (5, "光山县")]


def test_a_district_in_an_aside_is_no_subject():
    text = "全省22个县（包括新县9个乡镇）、近1万所学校受益，下达补助资金15亿元。"
    assert places(text, title="河南省农村学校面貌一新")[-1] == (15e8, "河南省")


def test_a_school_lies_in_the_district_that_stands_behind_its_name():
    text = "两所新校是盛世小学（浉河区）、国源小学（平桥区）。\n盛世小学设置教学班24个，新增学位1080个。\n国源小学设置教学班12个。"
    assert places(text, title="信阳两所新学校投入使用")[-3:] == [(24, "浉河区"), (1080, "浉河区"), (12, "平桥区")]


def test_a_new_area_is_called_as_its_papers_call_it():
    assert places("四川天府新区去年新建幼儿园17所。", title="天府新区幼儿园建设") == [(17, "天府新区")]


def test_a_short_name_in_the_headline_that_the_text_speaks_of_is_a_district():
    about = {"title": "汉滨新建5所小学", "publisher": None}
    assert places("今年，汉滨新建5所小学。汉滨的小学生今后就近入学。", **about) == [(5, "汉滨区")]
    assert places("今年新建5所小学。汉滨的小学生今后就近入学。", **about) == [(5, None)]


def test_sections_whose_headlines_begin_with_their_districts():
    text = "信阳各区公布建校计划。\n浉河区 5所小学投用\n今年5所小学将投用。\n平桥区 新建幼儿园2所\n年内新建幼儿园2所。"
    assert places(text) == [(5, "浉河区"), (5, "浉河区"), (2, "平桥区"), (2, "平桥区")]


@pytest.mark.parametrize(
    ("title", "text", "region"),
    [
        (
            "区教体局2024年工作计划",
            "创建全国义务教育优质均衡发展区。推进全国近视防控试点区建设。新建小学9所。浉河区健身中心同步建设。",
            "浉河区",
        ),
        ("河南这一地将新建学校", "信阳市浉河区传来消息，浉河区将新建小学9所。", "浉河区"),
        (None, "潢川新闻网讯 今年，我县新建小学9所。有关人员到固始县考察学习。", "潢川县"),
    ],
)
def test_what_a_text_only_mentions_is_not_where_it_is_from(title, text, region):
    assert (9, region) in places(text, title=title, publisher=None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2023年全市新增学位4200个。", [(4200, "信阳市")]),
        ("截至2023年底全省共有小学1320所。", [(1320, "河南省")]),
        ("我县巩固率92%，高于全市86.2%的平均水平。", [(92, "潢川县"), (86.2, "信阳市")]),
        ("2023年在全市率先新建小学3所。", [(3, "潢川县")]),
    ],
)
def test_a_countys_text_tells_of_what_holds_it(text, found):
    assert places(text, title="潢川县教育概况", publisher="潢川县教育局") == found


def test_a_province_beside_others_is_the_subject_of_its_clause_and_no_giver_is():
    about = {"title": "各地撤并农村小学", "publisher": None}
    assert places("云南省撤并小学680所；贵州省撤并小学900所。", **about) == [(680, "云南省"), (900, "贵州省")]
    giver = places("北京市捐款150万元，援建潢川县小学1所。", title="潢川县新建小学", publisher="潢川县教育局")
    assert giver == [(1_500_000, "潢川县"), (1, "潢川县")]


@pytest.mark.parametrize(
    "text", ["三门峡市今年新建小学6所。", "来源：三门峡日报\n今年新建小学6所。", "五台县今年新建小学6所。", "七家镇今年新建小学6所。"]
)
def test_numbers_in_names_of_places_count_nothing(text):
    assert [value for value, _ in places(text)] == [6]


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("新增城区学位2000个。", "潢川县"),
        ("其中宁夏学生80人。", "宁夏回族自治区"),
        ("今年城区和县城学校新增学位2100个。", "潢川县"),
        ("省教育厅会同省财政厅下达资金300万元支持学校建设。", "潢川县"),
        ("今年新建县级特教中心1所。", "潢川县"),
    ],
)
def test_names_across_two_words_are_no_places(text, region):
    assert {found for _, found in places(text, title="潢川县教育概况", publisher="潢川县教育局")} == {region}


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("天津市和平区今年新建小学2所。", "和平区"),
        ("晋中市和顺县今年新建小学2所。", "和顺县"),
        ("马鞍山市和县今年新建小学2所。", "和县"),
        ("记者在建湖县看到，建湖县今年新建小学2所。", "建湖县"),
        ("在建德市，今年新建小学2所。", "建德市"),
        ("新疆乡土教材进课堂，新疆今年新建小学2所。", "新疆维吾尔自治区"),
    ],
)
def test_a_name_that_begins_with_a_joint_or_ends_before_one_is_a_place(text, region):
    assert places(text, publisher=None) == [(2, region)]


def test_another_place_is_the_subject_of_its_item():
    text = "安吉县现有幼儿园42所，公办率达82%。潢川县今年新建幼儿园5所。"
    found = [(42, "安吉县"), (82, "安吉县"), (5, "潢川县")]
    assert places(text, title="潢川县考察学前教育", publisher="潢川县教育局") == found


def test_a_town_that_bears_a_countys_name_lies_in_its_own_county():
    assert places("宁化县安远镇新建小学2所。", title="宁化县新建小学", publisher="宁化县教育局") == [(2, "宁化县")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # what is counted behind a district is no institution's name
        ("平桥区幼儿园6所，中小学3所；罗山县小学2所，初中1所。", [(6, "平桥区"), (3, "平桥区"), (2, "罗山县"), (1, "罗山县")]),
        # a campus is where it is; what is told next is the city's
        ("第二实验幼儿园浉河分园9月开园，全年新建幼儿园14所。", [(14, "信阳市")]),
        ("按照河南省示范园标准新建幼儿园12所。", [(12, "信阳市")]),
        ("河南民营企业家王某捐款60万元，建成小学1所。", [(60e4, "信阳市"), (1, "信阳市")]),
        # parts and what is told of them together
        (
            "薄弱学校改造涉及项目20个，其中浉河区14个，平桥区6个，计划总投资4亿元。",
            [(20, "信阳市"), (14, "浉河区"), (6, "平桥区"), (4e8, "信阳市")],
        ),
        ("浉河区14个，总投资3亿元；平桥区6个，总投资1亿元。", [(14, "浉河区"), (3e8, "浉河区"), (6, "平桥区"), (1e8, "平桥区")]),
        # the office of a district tells of that district
        ("浉河区教体局副局长李某介绍，湖东小学计划设30个班。", [(30, "浉河区")]),
    ],
)
def test_what_stands_beside_a_district_tells_whether_it_is_meant(text, found):
    text = text.replace("薄弱学校改造涉及项目", "薄弱学校改造项目")
    assert places(text, title="信阳市加快学校建设") == found


def test_a_list_of_schools_takes_the_districts_of_its_headings():
    text = (
        "学校信息\n开封市第五中学\n学校始建于1956年，现有教学班34个。\n商丘市实验小学\n学校占地30亩，在校学生2000人。\n"
        "濮阳市范县第一初级中学\n学校设有50个教学班。\n"
    )
    found = [(34, "开封市"), (20_000, "商丘市"), (2000, "商丘市"), (50, "范县")]
    assert places(text, title="学校信息", publisher=None) == found


def test_a_heading_with_the_city_in_a_schools_name_leaves_the_districts_text_as_it_is():
    text = "浉河区学校情况\n\n信阳市第九中学\n学校现有教学班36个。\n"
    assert places(text, title="浉河区学校情况", publisher="浉河区教体局") == [(36, "浉河区")]


@pytest.mark.parametrize(
    ("title", "text", "region"),
    [
        # the rules that a county keeps are the city's
        ("县人大听取《信阳市学校建设条例》执行情况汇报", "罗山县教体局汇报，我县去年新建小学6所。", "罗山县"),
        ("信阳这里将新建小学6所", "罗山县印发计划，全县将新建小学6所。", "罗山县"),
        ("阿图什市今年实施援疆项目9个", "江苏省昆山市对口支援阿图什市。今年新建小学6所。", "阿图什市"),
        # a yardstick says nothing of whose text it is
        ("政府工作报告", "宁波市去年新建小学6所，高中录取率居全省第一，幼儿园建设走在全省前列。", "宁波市"),
        # a page's way through its site is no headline
        ("当前位置：郑州新闻网首页>教育", "浉河区今年新建小学6所。浉河区将加快建设。", "浉河区"),
        # a word at the head of a county's headline
        ("惠民生之本", "来源：庆元县教育局\n全县今年新建小学6所，庆元二中迁建。", "庆元县"),
        ("我县教育工作综述", "全县新建小学6所。固安一中升学率提高，北京专家来校指导。", "固安县"),
        (None, "今年，我市财政加大投入，新建小学6所。诸城繁华中学年底投用。", "诸城市"),
        # a school of a town 共和 is none of 共和县
        ("德江县教育局关于建议的答复", "感谢对我县教育工作的关心。共和中学运动场已完工。近年来新建小学6所。", "德江县"),
    ],
)
def test_whose_text_it_is_where_others_are_named_too(title, text, region):
    assert {found for _, found in places(text, title=title, publisher=None)} == {region}


def test_a_dateline_without_a_day_is_no_subject():
    text = "本报郑州电 记者李某报道：河南省去年新建小学60所。近日，省政府决定再投入资金1亿元改造校舍。"
    assert places(text, title="河南兴学", publisher=None) == [(60, "河南省"), (1e8, "河南省")]


def test_this_district_is_none_that_only_a_foundations_name_tells():
    text = "韶关市浈江区政府称，香港烛光基金捐资120万元在该区新建小学1所。"
    assert places(text, title="韶关新建小学", publisher=None)[0] == (120e4, "浈江区")


def test_the_end_of_a_towns_name_begins_no_citys():
    assert places("沿溪镇江边小学新建教学楼1栋。", title="潢川县新建学校", publisher="潢川县教育局") == [(1, "潢川县")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # districts named equally often: of what holds them
        ("信阳市、南阳市今年共新建小学9所。", "河南省"),
        ("在湖北、海南等18个省份新建希望小学200所。", "全国"),
        # a text that goes from county to county of a province
        ("永德县新建学校多所。维西县、泸水县也有新校。云南省“两基”攻坚期间成效显著。全省教育面貌一新。\n累计投入资金50亿元。", "云南省"),
        # one that lies in the other
        ("信阳市潢川县今年新建小学6所。", "潢川县"),
    ],
)
def test_whose_text_it_is_that_names_several_districts(text, found):
    assert places(text, title=None, publisher=None)[-1][1] == found


def test_the_headline_only_says_the_province_of_a_countys_school():
    text = "爱心代表来到湖南浏阳大围山镇东门小学。新教学楼投入300万元。"
    assert places(text, title="基金会助力湖南教育事业", publisher=None) == [(3e6, "浏阳市")]


def test_short_names_with_their_shares_are_districts():
    text = "郑州今年新建中小学40所：金水12所、二七8所、中原9所、惠济5所。"
    found = [(40, "郑州市"), (12, "金水区"), (8, "二七区"), (9, "中原区"), (5, "惠济区")]
    assert places(text, title="郑州今年新建中小学40所", publisher=None)[-5:] == found


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("土左旗今年新建小学3所。", "土默特左旗"),
        ("科右前旗今年新建小学3所。", "科尔沁右翼前旗"),
        ("克州今年新建小学3所。", "克孜勒苏柯尔克孜自治州"),
        ("巴州今年新建小学3所，库尔勒市新建2所。", "巴音郭楞蒙古自治州"),
    ],
)
def test_banners_and_prefectures_by_the_names_of_papers(text, region):
    assert places(text, title=None, publisher="巴州日报" if text[0] == "巴" else None)[0] == (3, region)


def test_the_cities_of_the_corps_lie_in_it():
    text = "第一师阿拉尔市今年投入2亿元，新建学校5所。兵团今年共新建学校60所。"
    found = [(2e8, "阿拉尔市"), (5, "阿拉尔市"), (60, "新疆生产建设兵团")]
    assert places(text, title=None, publisher="兵团日报") == found


def test_a_development_zone_behind_the_name_of_its_city():
    text = "全市新建学校20所，其中信阳开发区3所，灵湖度假区1所。"
    assert places(text) == [(20, "信阳市"), (3, "信阳开发区"), (1, "灵湖度假区")]


def test_a_list_of_figures_is_of_the_districts_of_its_item():
    text = "浉河区新建小学9所；罗山县安排资金3亿元；平桥区、新县农村幼儿园分别达到78所、91所。"
    assert places(text)[-2:] == [(78, "平桥区"), (91, "新县")]


def test_the_last_of_parts_with_districts_is_no_list():
    text = "浉河区项目8个、罗山县学校项目1个以及平桥区学校项目2个。"
    assert places(text, title="信阳市新建学校项目")[-1] == (2, "平桥区")


def test_the_rest_behind_the_shares_of_districts_is_the_citys():
    text = "信阳市新建学校60所，其中浉河区12所，平桥区10所，其余38所分布在各县。"
    assert places(text) == [(60, "信阳市"), (12, "浉河区"), (10, "平桥区"), (38, "信阳市")]


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("推进灵宝市第三小学建设，总投资9000万元，建筑面积2.1万平方米。", ["灵宝市", "灵宝市"]),
        ("完成义马市实验小学续建工程，总投资8600万元。", ["义马市"]),
        ("灵宝市小学毛入学率102%，女童入学率99.9%。", ["灵宝市", "灵宝市"]),
        ("新建学校178所，加快灵宝市第三小学建设，新增学位20万个。", ["三门峡市", "三门峡市"]),
    ],
)
def test_what_the_school_of_a_district_costs_is_of_that_district(text, regions):
    found = claims_of(text, title="三门峡市教育工作要点", published=date(2024, 3, 1))
    assert [claim["region_name"] for claim in found] == regions
