"""The clean copy of a document and the way back to its own code points."""

import time

import polars as pl
import pytest

from ingestion.cleaning import MAP, clean, clean_string, raw_position, raw_span

LONG = "全年累计资助学生17万人次，办理信用助学贷款合同2.73万份，各项惠民政策得到了落实，做到精准资"


def documents(*texts: str, bodies=None) -> pl.DataFrame:
    bodies = bodies or [[(0, len(text))] for text in texts]
    spans = [[{"char_start": a, "char_end": b} for a, b in body] for body in bodies]
    span = pl.List(pl.Struct({"char_start": pl.Int64, "char_end": pl.Int64}))
    return pl.DataFrame({"text": list(texts), "body": spans}, schema={"text": pl.String, "body": span})


def cleaned(text: str, body=None) -> str:
    return clean(documents(text, bodies=[body] if body else None))["clean_text"][0]


@pytest.mark.parametrize(
    ("raw", "clean_form"),
    [
        ("增长４２．７％，达４００元", "增长42.7%，达400元"),
        ("Ａ类（２０２３年）：１～２所／每年＋１", "A类(2023年):1~2所/每年+1"),
        ("面积17. 3 万平方米", "面积17.3万平方米"),
        ("占地 17 .3 万平方米", "占地17.3万平方米"),
        ("新增学位6 420 个", "新增学位6420个"),
        ("增长8.4 %", "增长8.4%"),
        ("新建 25 所", "新建25所"),
        ("学位2.3万 个", "学位2.3万个"),
        ("总值班:陈 彬", "总值班:陈彬"),
        ("焦 作 市 教 育 局", "焦作市教育局"),
        ("新增\u200b学\ufeff位5\u00ad52\u200b0个", "新增学位5520个"),
        ("第一段。\r\n\r\n　　第二段。", "第一段。\n\n第二段。"),
        ("第一行。   \n   第二行。", "第一行。\n第二行。"),
        ("一。\n\n\n\n\n二。", "一。\n\n二。"),
        ("甲\r乙\u2028丙", "甲\n乙\n丙"),
    ],
)
def test_normal_forms_and_spaces(raw, clean_form):
    assert cleaned(raw) == clean_form


@pytest.mark.parametrize(
    ("raw", "clean_form"),
    [
        ("新增学位5520个,投入3.5亿元", "新增学位5520个，投入3.5亿元"),
        ("共1,200名,其中女生600名", "共1,200名，其中女生600名"),
        ("小学,初中", "小学，初中"),
        ("2023年,新建", "2023年，新建"),
    ],
)
def test_a_comma_that_does_not_part_thousands_ends_a_clause(raw, clean_form):
    assert cleaned(raw) == clean_form


@pytest.mark.parametrize(
    "text",
    [
        "1. 25所学校",
        "幼有优育 学有优教",
        "2024/9/12 10:06:32",
        "54 420个",
        "2023 100所",
        "第六条 市、县人民政府",
        "教育事业 2016年，新建25所",
        "名单 2. 骨干教师",
        "Henan Province",
        "一，二。三、四",
    ],
)
def test_spaces_that_part_things_stay(text):
    assert cleaned(text) == text


def test_a_wide_gap_stays_a_gap():
    assert cleaned("小学        25所") == "小学  25所"


@pytest.mark.parametrize("line_break", ["\n", "\n\n", "\r\n", "\r\n\r\n"])
@pytest.mark.parametrize(
    ("above", "below"),
    [
        (LONG, "助，应助尽助。"),
        ("青少年心理健康服务已列入民生实事，要抓好落实。今年，要对全市", "1万名中小学班主任开展基本心理知识培训，提升水平。"),
        ("督促加快8个续建项目建设进度；加快天琴湾幼儿园等7所新移交幼", "儿园装修进度，确保2024年内实现招生。"),
        ("根据《中华人民共和国教育法》《中华人民共和国义", "务教育法》等法律，制定本条例。"),
        ("扩大优质教育资源覆盖面，积极争创国家学前教育普及普惠县，", "努力办好人民满意的教育。"),
    ],
)
def test_a_sentence_broken_over_lines_is_joined(above, below, line_break):
    assert cleaned(above + line_break + below) == above + below


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("推进教育质量提质增效", "持续深化集团化办学改革，规范集团化办学程序。"),
        ("促进学前教育普及普惠。推进幼托一体化。推进幼儿园与小学科学衔接。深入推进学", "能力建设 教育服务保障行动"),
        ("我市62名", "名校长名师受表彰"),
        ("强化党建工作，引领教育事业健康发展", "1.加强党对教育工作的全面领导。"),
        ("洛阳市教育局党组书记、局长于晓峰:加快建设与副中心城市相匹配的教育体系", "民主集众智，团结铸辉煌。"),
        ("提前两年实现目标任务。", "新建改扩建中小学54所，新增学位6420个。"),
        (LONG, "二、坚持五育并举，落实立德树人根本任务。"),
        ("郑东新区", "2023年，郑东新区教育系统以人民为中心，铸魂育人。"),
    ],
)
def test_headings_and_paragraphs_are_not_joined(above, below):
    assert cleaned(f"{above}\n\n{below}") == f"{above}\n\n{below}"


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("学前教育。全年新建改扩建幼儿园25", "所，新增学位"),
        ("新建幼儿园25所，新增学位55", "20个。"),
        ("全年资助，签订信用助学贷款合同共2.", "73万份。"),
        ("学生资助。全年资助17万", "人次，签订合同。"),
        ("个别县项目手续办理偏慢", "，冬季施工受气温影响。"),
        ("对照清单逐项销号，不搞“半拉子”工程", "。"),
    ],
)
def test_a_figure_or_a_mark_on_the_next_line_is_joined(above, below):
    assert cleaned(f"{above}\n{below}") == above + below


def test_figures_in_a_column_are_not_joined():
    text = "学校数\n25\n个数\n31\n所"
    assert cleaned(text) == text


def test_lines_of_one_width_are_a_wrapped_paragraph():
    lines = ["全市教育系统要认真贯彻落实会议精神部署", "把立德树人的成效作为检验学校一切工作根", "本标准，办好人民满意的教育。"]
    assert cleaned("\n".join(lines)) == lines[0] + "\n" + lines[1] + lines[2]


def test_what_is_not_body_is_left_out_behind_a_blank_line():
    text = "投入8000余万元。广告 99所 ×新增学位900个。"
    body = [(0, 10), (17, len(text))]
    table = clean(documents(text, bodies=[body]))
    assert table["clean_text"][0] == text[:10] + "\n\n" + text[17:]
    segments = table["clean_map"].to_list()[0]
    start = table["clean_text"][0].index("900")
    assert raw_span(segments, start, start + 4) == (text.index("900"), text.index("900") + 4)


@pytest.mark.parametrize("tag", ["<b>", "</span>", "<font color=red>", "&nbsp;"])
def test_inline_markup_parts_nothing(tag):
    text = f"新增学位11{tag}160个。"
    start = text.index(tag)
    assert cleaned(text, [(0, start), (start + len(tag), len(text))]) == "新增学位11160个。"


def test_block_markup_parts_paragraphs():
    text = "第一段</p><p>第二段"
    assert cleaned(text, [(0, 3), (10, 13)]) == "第一段\n\n第二段"


def test_a_raw_span_covers_what_was_left_out_inside_it():
    text = "建筑面积17. 3\u3000万平方米，学位5\u200b20个"
    table = clean(documents(text))
    segments, copy = table["clean_map"].to_list()[0], table["clean_text"][0]
    for number, raw in (("17.3", "17. 3"), ("520个", "5\u200b20个")):
        start = copy.index(number)
        a, b = raw_span(segments, start, start + len(number))
        assert text[a:b] == raw
        assert clean_string(text[a:b]) == number


def test_an_empty_span_is_refused():
    with pytest.raises(ValueError, match="no character"):
        raw_span([{"clean_start": 0, "raw_start": 0}], 3, 3)


def test_documents_that_need_nothing_are_copied_whole():
    table = clean(documents("新增学位5520个，提前两年实现目标。", "新 增"))
    assert table["clean_text"][0] == "新增学位5520个，提前两年实现目标。"
    assert table["clean_map"].to_list()[0] == [{"clean_start": 0, "raw_start": 0}]
    assert table.schema["clean_map"] == MAP


def test_a_batch_keeps_its_rows_and_their_order():
    table = documents("甲。\n\n\n乙", "", "丙", bodies=[[(0, 6)], [], [(0, 1)]]).with_columns(document_id=pl.Series(["a", "b", "c"]))
    result = clean(table)
    assert result["document_id"].to_list() == ["a", "b", "c"]
    assert result["clean_text"].to_list() == ["甲。\n\n乙", "", "丙"]
    assert result["clean_map"].list.len().min() == 1


def test_an_empty_batch_has_the_columns():
    assert {"clean_text", "clean_map"} <= set(clean(documents().clear()).columns)


def test_characters_beyond_the_basic_plane_count_as_one():
    text = "𠮷校\u200b新增５所"
    table = clean(documents(text))
    start = table["clean_text"][0].index("5")
    assert raw_position(table["clean_map"].to_list()[0], start) == text.index("５")


@pytest.mark.parametrize(
    "text", ["学 " * 200_000, "教育\n" * 200_000, "1. " * 200_000, ("教育，学校，" * 20 + "\n") * 5_000, "\n" * 500_000 + "完"]
)
def test_hostile_texts_take_linear_time(text):
    start = time.process_time()
    clean(documents(text))
    assert time.process_time() - start < 8


def test_a_semicolon_parts_items_however_it_is_typed():
    assert cleaned("续建学校3所;改造运动场18个；新增校车32辆。") == "续建学校3所；改造运动场18个；新增校车32辆。"
