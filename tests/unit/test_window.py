"""What stands around a number, and where the words before it begin."""

import pytest

from ingestion.extraction.window import in_whole_words
from tests.extracted import claims_of

CUT = [
    ("青口区2018年规划新建公办幼儿园", "18年规划新建公办幼儿园", "规划新建公办幼儿园"),
    ("到2020年底基本普及学前教育", "年底基本普及学前教育", "基本普及学前教育"),
    ("2016—2018年投入资金", "8年投入资金", "投入资金"),
    ("“十四五”期间新建校舍", "四五”期间新建校舍", "新建校舍"),
    ("31.改扩建幼儿园", ".改扩建幼儿园", "改扩建幼儿园"),
    ("青口区2018年规划新建学校", "规划新建学校", "规划新建学校"),
    ("2017年初步纳入计划的项目", "初步纳入计划的项目", "初步纳入计划的项目"),
    ("学校", "学校", "学校"),
    ("新建", "学校", "学校"),
]


@pytest.mark.parametrize(("clause", "cut", "whole"), CUT)
def test_words_before_a_number_begin_whole(clause: str, cut: str, whole: str) -> None:
    assert in_whole_words(cut, clause) == whole


def test_subjects_begin_with_a_whole_word() -> None:
    claim = claims_of("青口区2018年全区各类在校学生共计3.2万人。")[0]
    assert claim["subject"] == "全区各类在校学生共计"
