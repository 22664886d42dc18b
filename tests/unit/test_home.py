"""The district that a whole document speaks for. Every text is invented; the places are real so that they resolve."""

from datetime import date

import polars as pl
import pytest

from tests.extracted import claims_of, document, extract


def region_of(text, title="教育项目建设提速", publisher=None):
    (region,) = {claim["region_name"] for claim in claims_of(text, title=title, publisher=publisher, published=date(2023, 5, 18))}
    return region


@pytest.mark.parametrize(
    ("text", "region"),
    [
        # towns tell the county where nothing else does; one whose name two counties have tells together with another
        ("县教体局要求各校按期完工。今年全县改造竹沟镇中心小学等31所学校。", "确山县"),
        ("我县今年在石佛寺镇、贾宋镇、高丘镇新建小学4所。", "镇平县"),
        ("石佛寺镇的学校今年新建教学楼2栋。", None),
        ("荆紫关镇、石佛寺镇各有新校，共新建小学2所。", "淅川县"),
        # 和县级, 示范县: no county's name
        ("市级和县级资金同步到位，市和县共投入900万元建设学校。", None),
        ("今年争创省级示范县，投入900万元建设学校，惠及致富县。", None),
    ],
)
def test_towns_tell_the_county_that_no_one_names(text, region):
    assert region_of(text) == region


@pytest.mark.parametrize(
    ("text", "publisher", "region"),
    [
        ("商水县巴村镇中心小学的新教学楼近日竣工，商水县教体局投入600万元建设学校。", "河南日报", "商水县"),
        ("西华县、扶沟县、太康县和沈丘县的学校近日开工，全省新建小学80所。", "河南日报", "河南省"),
        # the name of the paper says nothing: 周口网
        ("有网友在周口网发帖问川汇区的新学校。周口网记者从川汇区教体局了解到，川汇区将新建小学4所。", "周口网", "川汇区"),
        ("每年县财政投入学校建设，新建小学27所。全市先进县的称号实至名归。", "项城市教育局", "项城市"),
        ("每年县财政投入学校建设，新建小学27所。郸城县获评全市先进县。", "郸城县教育局", "郸城县"),
        # 我市 in a city's paper is that city, however often the story names a county-level city of it
        ("我市今年新建小学27所。项城市、项城市教育局、项城市住建局的代表参观了周口市的学校。", "周口日报", "周口市"),
        # 光明 in a paper's name is no district of Shenzhen
        ("宁夏的捐赠者今年为宁夏新建小学9所。", "光明日报", "宁夏回族自治区"),
        # 全县 said once in passing does not outweigh the prefecture that the text is about
        (
            "湘西土家族苗族自治州新建学校30所。湘西土家族苗族自治州的希望工程办和永顺县的乡亲都说好。据凤凰县的人说，全县获益。",
            None,
            "湘西土家族苗族自治州",
        ),
        ("兵团对中职学校学生全部免除学费，今年新建学校9所，兵团各师市积极落实。", None, "新疆生产建设兵团"),
        ("陜西省將投資建設學校，陜西今年新建小學9所。", None, "陕西省"),
        ("该区今年新建学校9所。川汇区教育局说，川汇区和淮阳区都是周口市的主城区。", "周口日报", "川汇区"),
    ],
)
def test_a_paper_and_the_district_of_its_story(text, publisher, region):
    assert region_of(text, publisher=publisher) == region


@pytest.mark.parametrize(
    ("title", "text", "region"),
    [
        # a city in the headline, one district of it in the text
        ("周口将新建一批学校", "川汇区教体局公布规划。川汇区今年新建小学4所。川汇区的学校将面貌一新，川汇区教体局局长说。", "川汇区"),
        ("周口将新建一批学校", "川汇区和淮阳区公布规划。今年新建小学4所。", "周口市"),
        # cities that a headline lists as some of many
        ("投资计划下达！涉及洛阳、焦作等8市23县", "近日下达教育投资计划4亿元。", "河南省"),
        ("洛阳、焦作新建学校", "洛阳今年新建小学4所。", "洛阳市"),
    ],
)
def test_a_headline_and_the_districts_of_its_text(title, text, region):
    assert region_of(text, title=title) == region


def test_a_channel_is_no_place_and_what_a_named_county_lies_in_is_no_subject():
    text = "新华网四川频道11月2日电 雅安市宝兴县实验小学里，一幢崭新的教学楼投入使用。宝兴县、雅安市和芦山县的师生来参观宝兴县的新楼。"
    assert region_of(text, title=None, publisher="新华网") == "宝兴县"


def test_a_programme_of_the_nation_names_provinces_in_passing():
    text = "中央财政累计安排补助资金280亿元。我国学校面貌一新，国务院作了部署。其中，河北省、广西、西藏、青海省进度较快。"
    assert region_of(text) == "全国"


@pytest.mark.parametrize(
    ("text", "publisher", "region"),
    [
        ("——2019年1月8日在柘城县第十五届人民代表大会第四次会议上 各位代表：新建小学12所。", "商丘示范区管委会", "柘城县"),
        ("现在，我代表睢县人民政府，向大会报告工作。全市先进的民权县值得学习。新建小学12所。", None, "睢县"),
    ],
)
def test_a_report_is_of_the_government_that_gives_it(text, publisher, region):
    assert region_of(text, title="政府工作报告", publisher=publisher) == region


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("根据国务院要求，计划批复下达，各省新建寄宿制学校480所。", "全国"),
        ("为了落实《中华人民共和国教育法》，小学每班不超过45人。", "全国"),
        ("学校每班不超过45人。", None),
    ],
)
def test_what_names_no_district_but_the_state_is_the_nations(text, region):
    assert region_of(text) == region


def test_a_zone_that_is_the_storys_home_is_meant_by_its_kind():
    assert region_of("高新区新建小学9所。昆山市委书记出席。", title="昆山高新区教育再提速", publisher="苏州日报") == "昆山高新区"


def test_a_short_name_that_opens_the_headline_of_a_countys_text_is_the_county():
    assert region_of("近年来，我县新建学校4所。", title="海安教育事业蓬勃发展") == "海安市"
    assert region_of("近年来，全国各地新建学校4所。", title="海安教育事业蓬勃发展") != "海安市"


def test_the_name_of_a_site_in_a_headline_is_no_district():
    assert region_of("今年，东乡县新建学校4所，全县教育质量提高。", title="转载：中国临夏网") == "东乡族自治县"


@pytest.mark.parametrize(
    ("text", "home", "region"),
    [
        ("今年我市新建小学4所。", "焦作市", "焦作市"),
        ("今年我市新建小学4所。", None, None),
        ("今年我市新建小学4所，洛阳市老城区已有2所建成。洛阳市还将投入900万元。", "焦作市", "洛阳市"),  # sites reprint what others write
    ],
)
def test_the_home_of_the_site_counts_where_neither_text_nor_publisher_names_a_district(text, home, region):
    page = document(text, title="教育项目建设提速", publisher="教育新闻网", published=date(2023, 5, 18)).with_columns(
        home_region=pl.lit(home, pl.String)
    )
    assert extract(page).claims.sort("char_start")["region_name"][0] == region


@pytest.mark.parametrize(
    ("title", "text", "region"),
    [
        # who helps is not whom the figures are about
        ("澳门基金会捐建学校", "澳门一家基金会捐建的学校在玉溪市建成。学校占地面积6万平方米，玉溪市的学生今秋入学。", "玉溪市"),
        ("日喀则市新小学建成", "日喀则市的新小学由青岛市第九批援藏组投资6000万元建设。", "日喀则市"),
    ],
)
def test_figures_of_what_helpers_give_are_of_the_district_that_is_helped(title, text, region):
    assert region_of(text, title=title) == region


NORM = (
    "第三条 本市城市中小学校的规划建设，适用本条例。\n第七条 市、县（市）、上街区人民政府编制专项规划。"
    "市、县（市）、上街区人民政府落实经费。\n第九条 上街区人民政府依照本条例执行。\n"
    "第十条 每一万人口区域内预留一所二十四个班规模的小学建设用地。"
)


def test_a_regulation_is_of_the_city_that_its_title_names():
    assert region_of(NORM, title="郑州市中小学校幼儿园规划建设条例") == "郑州市"


@pytest.mark.parametrize(
    ("text", "title", "region"),
    [
        # 城镇, 乡镇 and 城乡 are words, though there are towns of the names 建城 and 小城
        ("全省加快新建城镇小学，共投入900万元。", "学校建设提速", None),
        ("推进小城镇建设，今年新建小学4所。", "学校建设提速", None),
        # who gives is not who is given
        ("近日，新教学楼落成，由基金会捐资35万元建成。", "香港轩辕教育基金会助力湖南教育", "湖南省"),
        # the nation's own news may name a district in passing
        (
            "新华社北京3月5日电 国务院决定实施农村寄宿制学校建设工程，以新疆生产建设兵团的团场为重点。\n截至2006年底，已建设学校7651所。",
            None,
            "全国",
        ),
        # an office that only its own readers know
        ("省教育厅日前公布意见，各地要对照全国标准，幼儿园不超过12个班。", "新建小区先建学校", None),
        ("3月9日，田里小学奠基。这笔钱来自东莞市，其中东莞展能公益团队捐资680万元。", "新邵县小学奠基", "新邵县"),
    ],
)
def test_names_that_do_not_make_a_text_a_districts(text, title, region):
    assert region_of(text, title=title) == region


def test_with_whom_a_city_works_together_is_not_the_city_of_the_text():
    text = "市医院与北京市中医管理局合作，学校与北京的教育集团合作办学。我市新建小学20所。"
    assert region_of(text, title="政府工作报告") is None


@pytest.mark.parametrize(
    ("text", "title", "region"),
    [
        # 全省 in a headline: the nation is a yardstick
        ("江苏教育走在全国前列，位居全国第一，在全国率先普及。江苏新建小学9所。", "在全省教育工作会议上的讲话", "江苏省"),
        # whose office a text only calls 县委 is told of the two that are named once
        ("近年来，县委、县财政支持教育。沛县助学金发放仪式举行，发放助学金900万元，是徐州地区的品牌。", "助学金发放", "沛县"),
        # two districts in turn: the headline is of their city
        (
            "今日，天津市新学期开学。北辰区新校开学，北辰区教育局说。河东区新校开学，河东区教育局说，该区今年扩容，该区还将扩建。",
            "本市2023年将新增学位16.3万个",
            "天津市",
        ),
    ],
)
def test_whose_text_it_is_by_offices_headlines_and_districts_in_turn(text, title, region):
    found = claims_of(f"{title}\n{text}", title=title, published=date(2023, 5, 18))
    assert {claim["region_name"] for claim in found} == {region}
