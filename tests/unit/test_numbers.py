"""Numbers with measure words: values, bounds, units and spans, for every way of writing that the genre knows."""

import pytest

from ingestion.extraction.numbers import candidates, parse_quantity, quantities
from ingestion.extraction.numerals import chinese_number

CASES = [
    ("30亩至60亩", 20_000, 40_000, False, "m2"),
    ("3所—5所", 3, 5, False, "school"),
    ("50名至60名", 50, 60, False, "person"),
    ("200元到300元", 200, 300, False, "CNY"),
    ("不止600所", 600, None, False, "school"),
    ("超过了8万人", 80_000, None, False, "person"),
    ("突破了1.2万个", 12_000, None, False, "item"),
    ("约莫500名", 500, 500, True, "person"),
    ("2万3千笔", 23_000, 23_000, False, "item"),
    ("12，600人", 12_600, 12_600, False, "person"),
    ("１，２５０万元", 12_500_000, 12_500_000, False, "CNY"),
    ("1亿8000万元", 180_000_000, 180_000_000, False, "CNY"),
    ("2亿3千5百万元", 235_000_000, 235_000_000, False, "CNY"),
    ("一亿八千万元", 180_000_000, 180_000_000, False, "CNY"),
    ("二亿三千多万元", 230_000_000, None, True, "CNY"),
    ("2亿3千多万元", 230_000_000, None, True, "CNY"),
    ("1亿零500万元", 105_000_000, 105_000_000, False, "CNY"),
    ("一万亿元", 1_000_000_000_000, 1_000_000_000_000, False, "CNY"),
    ("1万2千人", 12_000, 12_000, False, "person"),
    ("1万2000余人", 12_000, None, True, "person"),
    ("1万2000至1万5000人", 12_000, 15_000, False, "person"),
    ("3万5人", 35_000, 35_000, False, "person"),
    ("壹仟贰佰万元", 12_000_000, 12_000_000, False, "CNY"),
    ("廿六所", 26, 26, False, "school"),
    ("二○所", 20, 20, False, "school"),
    ("三四百名", 300, 400, False, "person"),
    ("十七八名", 17, 18, False, "person"),
    ("一百二三十所", 120, 130, False, "school"),
    ("超八成五", 85, None, False, "percent"),
    ("七成半", 75, 75, False, "percent"),
    ("六成至七成", 60, 70, False, "percent"),
    ("10万+人", 100_000, None, True, "person"),
    (">90%", 90, None, False, "percent"),
    ("25所", 25, 25, False, "school"),
    ("1-2所", 1, 2, False, "school"),
    ("1至2所", 1, 2, False, "school"),
    ("两三个", 2, 3, False, "item"),
    ("90%以上", 90, None, False, "percent"),
    ("不低于90%", 90, None, False, "percent"),
    ("至少10家", 10, None, False, "item"),
    ("超过500名", 500, None, False, "person"),
    ("突破100所", 100, None, False, "school"),
    ("不超过12000元", None, 12000, False, "CNY"),
    ("45人以内", None, 45, False, "person"),
    ("5%以下", None, 5, False, "percent"),
    ("8000余万元", 80_000_000, None, True, "CNY"),
    ("2万多名", 20_000, None, True, "person"),
    ("450余名", 450, None, True, "person"),
    ("近900人", 900, 900, True, "person"),
    ("约3万平方米", 30_000, 30_000, True, "m2"),
    ("300人左右", 300, 300, True, "person"),
    ("十几个", 10, None, True, "item"),
    ("上百所", 100, None, True, "school"),
    ("数千名", 1000, None, True, "person"),
    ("超过万人", 10_000, None, False, "person"),
    ("2.73万份", 27_300, 27_300, False, "item"),
    ("1,234.5万元", 12_345_000, 12_345_000, False, "CNY"),
    ("4000至6000元", 4000, 6000, False, "CNY"),
    ("3—5万元", 30_000, 50_000, False, "CNY"),
    ("27.6亩", 18_400, 18_400, False, "m2"),
    ("3公顷", 30_000, 30_000, False, "m2"),
    ("百分之五十一点八", 51.8, 51.8, False, "percent"),
    ("九成", 90, 90, False, "percent"),
    ("四分之一", 25, 25, False, "percent"),
    ("一千二百人", 1200, 1200, False, "person"),
    ("不低于二十六平方米", 26, None, False, "m2"),
    ("一百零三名", 103, 103, False, "person"),
    ("两万三千人", 23_000, 23_000, False, "person"),
    ("１６所", 16, 16, False, "school"),
    ("１７．２万平方米", 172_000, 172_000, False, "m2"),
    ("17. 3 万平方米", 173_000, 173_000, False, "m2"),
    ("8个百分点", 8, 8, False, "percentage_point"),
]


@pytest.mark.parametrize(("text", "low", "high", "approximate", "unit"), CASES)
def test_value_bounds_and_unit(text, low, high, approximate, unit):
    quantity = parse_quantity(text)
    assert quantity is not None
    assert (quantity.value_min, quantity.value_max) == (
        pytest.approx(low) if low is not None else None,
        pytest.approx(high) if high is not None else None,
    )
    assert (quantity.is_approximate, quantity.unit) == (approximate, unit)


def test_span_holds_the_bound_words_that_touch_the_number():
    text = "建筑面积约3万平方米，普惠率达90%以上，至少引进10家"
    assert [text[q.start : q.end] for q in quantities(text)] == ["约3万平方米", "90%以上", "10家"]


@pytest.mark.parametrize("text", ["十四五", "五四三", "三个课堂"])
def test_chinese_digits_that_only_name_something_have_no_large_value(text):
    assert all((quantity.value_max or 0) < 10 for quantity in quantities(text))


@pytest.mark.parametrize(
    ("text", "value"), [("二〇二三", 2023), ("一千零一", 1001), ("三万五", 35_000), ("十", 10), ("二十", 20), ("亿", 100_000_000)]
)
def test_chinese_numerals(text, value):
    assert chinese_number(text) == value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("由93%到97%", [93, 97]),
        ("从20所到35所", [20, 35]),
        ("93%到97%", [93]),
        ("3所至2025年", [3, 2025]),
        ("由80%-85%提高到90%", [80, 90]),
    ],
)
def test_two_states_with_their_units_are_no_range(text, values):
    assert [quantity.value_min for quantity in candidates(text, 0, len(text)) if quantity.kind != "time"] == [
        value for value in values if value != 2025
    ]


def test_节约_is_not_a_bound_word():
    quantity = next(quantities("每年节约300元"))
    assert not quantity.is_approximate
