"""Named schools: whole names, without what stands around them, and the level that they tell."""

import pytest

from ingestion.extraction.facilities import level_of_name, names

LISTS = [
    ("新开镇兴路中学、秋实学校、河南大学附属幼儿园5个项目", ["镇兴路中学", "秋实学校", "河南大学附属幼儿园"]),
    ("加快推进市十一中迁建", ["市十一中"]),
    ("焦作一中新建学生宿舍楼", ["焦作一中"]),
    ("力争实现新建陈岩小学和改扩建纬五路第二小学按期投用", ["陈岩小学", "纬五路第二小学"]),
    ("开工实验高中改扩建、防城中学学生宿舍楼等项目", ["实验高中", "防城中学学生宿舍楼"]),
    ("龙华高级中学（高中）、第三实验学校", ["龙华高级中学（高中）", "第三实验学校"]),
    ("新都一中北星中学校、香城中学大江中学校等4所学校", ["新都一中北星中学校", "香城中学大江中学校"]),
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_names_are_whole(text, expected):
    assert [name.text for name in names(text)] == expected


@pytest.mark.parametrize(
    "text", ["新建改扩建24所中小学", "公办幼儿园占比", "农村寄宿制学校66所", "义务教育阶段学校", "各级各类学校", "2万余名师生喜迁新校区"]
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
