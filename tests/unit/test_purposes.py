"""What money is for. Every text is invented."""

import pytest

from ingestion.extraction.purposes import purpose


@pytest.mark.parametrize(
    ("right", "found"),
    [
        ("用于校舍维修", "校舍维修"),
        ("的专项资金，全部用于乡镇寄宿制学校改造", "乡镇寄宿制学校改造"),
        ("实施“东部山区小学取暖工程”", "东部山区小学取暖工程"),
        ("新建青禾小学、白石小学", "新建青禾小学"),
        ("新建3000平方米教学楼一幢", "新建3000平方米教学楼一幢"),
        ("（其中县财政出资一半）用于购置图书", "购置图书"),
        ("校服费的情况引发家长质疑", "校服费"),
    ],
)
def test_what_stands_behind_a_sum_says_what_it_is_for(right, found):
    assert purpose(right) == found


@pytest.mark.parametrize("right", ["", "的标准给予补助", "提高至1000元", "/月/生", "的资金落实后", "中", "\n用于食堂"])
def test_a_rate_or_a_mere_sum_is_for_nothing_in_particular(right):
    assert purpose(right) is None
