"""Whatever way a number is written, the same value is read back, and the span never leaves the text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ingestion.extraction.numbers import candidates, parse_quantity, quantities, rederive
from ingestion.extraction.numerals import chinese_number

UNITS = {"所": "school", "名": "person", "元": "CNY", "平方米": "m2", "个学位": "seat", "%": "percent"}
CHINESE_DIGITS = "零一二三四五六七八九"


def in_chinese(value: int) -> str:
    """An independent writer of Chinese numerals below 10^8, the standard way (一千零一, 二十六, 三万零五百)."""
    if value == 0:
        return "零"
    if value >= 10_000:
        high, low = divmod(value, 10_000)
        tail = "" if low == 0 else ("零" if low < 1000 else "") + in_chinese(low)
        return in_chinese(high) + "万" + tail
    text, zero = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, scale)
        if digit:
            text += ("零" if zero and text else "") + CHINESE_DIGITS[digit] + name
            zero = False
        else:
            zero = True
    return text


@given(st.integers(0, 99_999_999))
def test_chinese_numerals_round_trip(value):
    assert chinese_number(in_chinese(value)) == value


@given(st.integers(0, 10**9), st.sampled_from(sorted(UNITS)), st.booleans(), st.booleans())
def test_arabic_numbers_round_trip(value, word, thousands, full_width):
    written = f"{value:,}" if thousands else str(value)
    if full_width:
        written = written.translate({ord(char): ord(char) + 0xFEE0 for char in "0123456789"})
        if "," in written:
            return
    quantity = parse_quantity(written + word)
    assert quantity is not None and quantity.value_min == quantity.value_max == value and quantity.unit == UNITS[word]


@given(st.decimals(min_value="0.01", max_value="9999", places=2), st.sampled_from(["万", "亿", "千", "百"]))
def test_decimal_with_multiplier(value, multiplier):
    scale = {"万": 10**4, "亿": 10**8, "千": 10**3, "百": 10**2}[multiplier]
    quantity = parse_quantity(f"{value}{multiplier}元")
    assert quantity is not None and abs(quantity.value_min - float(value * scale)) < 1e-6 * scale


@given(st.text(alphabet="0123456789.,%-~至一二三十百千万亿零两半数几上余多来约近不超过以上以内所个元名分之（）() 年月", max_size=60))
def test_any_mixture_is_read_without_error_inside_its_text(text):
    end = 0
    for quantity in quantities(text):
        assert 0 <= quantity.start <= quantity.core_start < quantity.core_end <= quantity.end <= len(text)
        assert quantity.core_start >= end
        end = quantity.core_end
        assert quantity.value_min is not None or quantity.value_max is not None
        if quantity.value_min is not None and quantity.value_max is not None:
            assert quantity.value_min <= quantity.value_max


PIECES = (
    "25", "1.2", "5,520", "3", "0", "两", "二十六", "三百", "零", "半", "数", "几", "上", "十", "百", "千", "万", "亿", "多", "余", "来",
    "分之", "百分之", "点", "至", "-", "～", ".", ",", "%", "成", "约", "近",
    "不低于", "以上", "左右", "所", "个", "人", "元", "平方米", "年", "第", "、",
)  # fmt: skip


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_a_span_reads_as_its_quantity(text):
    """Publication refuses a claim whose values are not those of its span, so every quantity must stand in its span whole."""
    for quantity in candidates(text, 0, len(text)):
        stated = {quantity.value_min, quantity.value_max} - {None}
        [again] = rederive([text[quantity.start : quantity.end]])
        assert stated <= set(again)
