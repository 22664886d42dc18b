"""Named schools: whole names, without what stands around them, and the level that they tell."""

from datetime import date

import pytest

from ingestion.extraction import extract
from ingestion.extraction.facilities import level_of_name, names
from tests.extracted import document

LISTS = [
    ("新开镇兴路中学、秋实学校、河南大学附属幼儿园5个项目", ["镇兴路中学", "秋实学校", "河南大学附属幼儿园"]),
    ("加快推进市十一中迁建", ["市十一中"]),
    ("焦作一中新建学生宿舍楼", ["焦作一中"]),
    ("力争实现新建陈岩小学和改扩建纬五路第二小学按期投用", ["陈岩小学", "纬五路第二小学"]),
    ("开工实验高中改扩建、防城中学学生宿舍楼等项目", ["实验高中", "防城中学学生宿舍楼"]),
    ("龙华高级中学（高中）、第三实验学校", ["龙华高级中学（高中）", "第三实验学校"]),
    ("分别是梧桐路小学和凤台路小学，共招生6个班", ["梧桐路小学", "凤台路小学"]),
    ("启用和平路小学、向阳路小学、将军路小学", ["和平路小学", "向阳路小学", "将军路小学"]),
    ("走进呼和浩特市创新实验学校金川校区", ["呼和浩特市创新实验学校金川校区"]),
    ("市22中、市32中等校", ["市22中", "市32中"]),
    ("区幼儿园羊山园、平桥高中园、罗山二小新校", ["区幼儿园羊山园", "平桥高中园", "罗山二小新校"]),
    ("第二外国语学校(集团)同心学校、华英中学(北山校区)", ["第二外国语学校(集团)同心学校", "华英中学(北山校区)"]),
    ("信阳市十一学校平桥学校将迎来新生", ["信阳市十一学校平桥学校"]),
    ("市第二高中、如舞路小学", ["市第二高中", "如舞路小学"]),
    ("扩建兰陵三中、卞庄二中和卞庄一小等学校", ["兰陵三中", "卞庄二中", "卞庄一小"]),
    ("其中3所学校分别是盛华小学（东区）", ["盛华小学"]),
    ("义乌市实验小学西校区属于新建校区", ["义乌市实验小学西校区"]),
    ("如浙江师范大学婺城附属中学江南校区", ["浙江师范大学婺城附属中学江南校区"]),
    ("王国藩高等职业技术学校二期建设项目", ["王国藩高等职业技术学校二期"]),
    ("引进项目——上海世华附属金华学校", ["上海世华附属金华学校"]),
    ("小学2所（东关小学、西关小学）", ["东关小学", "西关小学"]),
    ("（一）青口街道河东幼儿园\n", ["青口街道河东幼儿园"]),
    ("文苑初级中学校、青口联小、市盲校", ["文苑初级中学校", "青口联小", "市盲校"]),
    ("锦苑幼儿园河东园区、县五小、六小建成", ["锦苑幼儿园河东园区", "县五小", "六小"]),
    ("投资50万元翻建青口小学", ["青口小学"]),
    ("记者介绍九中东校区", ["九中东校区"]),
    ("拓展市一幼", ["市一幼"]),
    ("新都一中北星中学校、香城中学大江中学校等4所学校", ["新都一中北星中学校", "香城中学大江中学校"]),
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_names_are_whole(text, expected):
    assert [name.text for name in names(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "新建改扩建24所中小学",
        "公办幼儿园占比",
        "农村寄宿制学校66所",
        "义务教育阶段学校",
        "各级各类学校",
        "2万余名师生喜迁新校区",
        "加大学位供给",
        "山东省农村中小学",
        "(占比48%)幼儿园",
        "新建小学食堂",
        "灾区学校重建",
        "使公办普惠性幼儿园扩容",
        "其中学前教育阶段项目6个",
        "关爱“一老一小”",
        "中西部农村初中校舍改造",
        "不少学校建设项目",
        "该县农村寄宿制学校",
        "2023年度学校建设情况",
    ],
)
def test_general_words_are_no_names(text):
    assert names(text) == []


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("白沙第二幼儿园", "preschool"),
        ("河南大学附属幼儿园", "preschool"),
        ("秦汉秦兴小学", "primary"),
        ("镇兴路中学", None),
        ("秋实学校", None),
    ],
)
def test_level_of_a_name(name, level):
    assert level_of_name(name) == level


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "重点推进桐柏路小学，颍河区第一小学、建业小学分校，新县四中建设。",
            [("桐柏路小学", "built"), ("颍河区第一小学", "built"), ("建业小学分校", "built"), ("新县四中", "built")],
        ),
        (
            "浉河区有3所新建小学投入使用，分别是胜利路小学，琵琶山小学以及金牛山小学，共招生12个班。",
            [("胜利路小学", "opened"), ("琵琶山小学", "opened"), ("金牛山小学", "opened")],
        ),
        ("新建市一中、改扩建市二中，迁建市三中。", [("市一中", "built"), ("市二中", "expanded"), ("市三中", "relocated")]),
        ("先后建成明德小学、思源学校等一批学校。", [("明德小学", "built"), ("思源学校", "built")]),
        ("一批新学校投用：申城小学、龙潭中学。", [("申城小学", "opened"), ("龙潭中学", "opened")]),
        ("市十一中扩建项目、市九中综合楼项目开工。", [("市十一中", "expanded"), ("市九中综合楼", "started")]),
        ("新建小学食堂。潢川二中举行开学典礼。", []),
        ("海安学院挂牌招生。", [("海安学院", "opened")]),
        ("市二中新校区项目全面启动。", [("市二中新校区", "started")]),
        ("建设海安职业技术学院新校区。", [("海安职业技术学院新校区", "built")]),
        ("启动了青口第二小学、河东幼儿园土石方开挖。", [("青口第二小学", "started"), ("河东幼儿园", "started")]),
        ("将为青口中学、光明学校、40中学等7所学校建设食堂。", [("青口中学", "built"), ("光明学校", "built"), ("40中学", "built")]),
        ("改造向阳小学、明月小学、一中等3所学校操场。", [("向阳小学", "renovated"), ("明月小学", "renovated"), ("一中", "renovated")]),
        (
            "今秋共有2所新建幼儿园投入使用，新增学位660个，幼儿园包括青口幼儿园、河东幼儿园。",
            [("青口幼儿园", "opened"), ("河东幼儿园", "opened")],
        ),
        ("青口小学、河东小学2所学校将于9月开学。", [("青口小学", "opened"), ("河东小学", "opened")]),
        ("为青口中学设立了奖学金。青口小学创办于1970年，新校舍已竣工。", []),
    ],
)
def test_a_list_of_names_shares_its_verb(text, rows):
    found = extract(document(text, published=date(2023, 5, 18), title="信阳市学校建设提速")).facility_projects.to_dicts()
    assert [(row["name_as_written"], row["action"]) for row in found] == rows


def test_plain_names_between_others_are_names_of_a_list():
    text = "去年，我县新建东苑高级中学、兰陵三中、实验中学、实验小学、卞庄二中和卞庄一小等7所学校。"
    found = extract(document(text, published=date(2020, 5, 3), title="兰陵县新建学校")).facility_projects
    assert found["name_as_written"].to_list() == ["东苑高级中学", "兰陵三中", "实验中学", "实验小学", "卞庄二中", "卞庄一小"]


def test_a_school_to_come_whose_design_is_told_is_a_project():
    text = "罗山中心小学扩建项目用地面积25亩，预计2024年秋季建成。\n白沙实验小学总建筑面积1.7万平方米，计划今年开工建设。"
    found = extract(document(text, published=date(2023, 3, 15), title="晋江市推进学校建设")).facility_projects
    assert found.select("name_as_written", "action", "status").rows() == [
        ("罗山中心小学", "expanded", "target"),
        ("白沙实验小学", "built", "target"),
    ]
