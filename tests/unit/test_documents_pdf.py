"""PDF: lines, columns, tables and pages found again in what a real writer drew; and what cannot be read is said."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ingestion import wordlists
from ingestion.documents import ocr
from ingestion.documents.errors import ReadError
from ingestion.documents.metadata import describe
from ingestion.documents.pdf import read_pdf
from ingestion.documents.pdf_glyphs import sheet_of
from ingestion.documents.pdfium import pdfium
from tests import written
from tests.page_parts import body, cells

STORY = "2023年，全市新建改扩建幼儿园25所、新增学位5520个，公办园在园幼儿占比达51.8%，群众满意度不断提升。"
TABLE = [["区县", "学位（个）", ""], ["", "2022年", "2023年"], ["解放区", "4320", "1080"], ["山阳区", "1,800", "900"]]
without_ocr = pytest.mark.skipif(ocr.version() is not None, reason="the extra ocr is installed, and reads scanned pages")
with_ocr = pytest.mark.skipif(ocr.version() is None, reason="the extra ocr is not installed (make ocr)")
SPANS = [((1, 0), (2, 0)), ((0, 0), (0, 1))]


def drawn(*texts: tuple[float, float, str]):
    def draw(canvas) -> None:
        for left, bottom, text in texts:
            canvas.drawString(left, bottom, text)

    return draw


def reason(data: bytes) -> tuple[str, str]:
    with pytest.raises(ReadError) as caught:
        read_pdf(data)
    return caught.value.reason, caught.value.detail


def test_running_heads_and_page_numbers_are_no_body():
    page = read_pdf(written.pdf("标题", [STORY] * 40, heads=True))
    assert len(page.pages) >= 3 and "— 2 —" in page.text and "内部交流" in page.text
    assert "内部交流" not in body(page) and "— 2 —" not in body(page)
    assert read_pdf(written.pdf("标题", [STORY], heads=True)).text.count("内部交流") == 1


def test_lines_of_a_paragraph_are_one_line():
    page = read_pdf(written.pdf("标题", [STORY, STORY[::-1]]))
    assert page.text.split("\n")[:3] == ["标题", STORY, STORY[::-1]]


def test_columns_are_read_one_after_the_other_though_their_lines_lie_between_each_other():
    left = [(60, 700 - 20 * i, f"左栏的第{i}行文字说的是幼儿园，") for i in range(6)]
    right = [(330, 693 - 20 * i, f"右栏的第{i}行文字说的是小学校，") for i in range(6)]
    text = read_pdf(written.drawn_pdf(drawn(*right, *left, (60, 740, "横跨两栏的标题说的是全市教育工作的成绩与全年的安排情况如下")))).text
    places = [text.index(part) for part in ("横跨两栏", "左栏的第0行", "左栏的第5行", "右栏的第0行", "右栏的第5行")]
    assert places == sorted(places)


def test_a_column_of_one_line_beside_a_full_one_breaks_no_paragraph():
    full = [(60, 740 - 18 * row, f"第{row:02}行说的是全市学校建设的进展和") for row in range(1, 16)]
    text = read_pdf(written.drawn_pdf(drawn((60, 740, "开头一行也是全市学校建设的进展和"), *full, (330, 740, "右栏只有这一行。")))).text
    assert "的进展和第02行说的是" in text and "的进展和第15行说的是" in text


def test_a_ruled_table_is_rows_of_cells_and_merged_cells_stand_once():
    page = read_pdf(written.pdf("标题", [STORY], table=TABLE, spans=SPANS))
    assert "区县\t学位（个）\n2022年\t2023年\n解放区\t4320\t1080\n山阳区\t1,800\t900" in body(page)
    assert cells(page)[:4] == [(0, 0, 2, 1, "区县"), (0, 1, 1, 2, "学位（个）"), (1, 1, 1, 1, "2022年"), (1, 2, 1, 1, "2023年")]


def test_lists_letters_and_upright_headlines_keep_their_lines():
    lines = [
        (80, 700, "现将教育工作要点印发给你们，请结合实际情况认真贯彻落实好，2023年共"),
        (60, 680, "建成幼儿园25所。"),
        (80, 660, "1. 全市计划新建改扩建24所中小学，其中新建5所、改扩建19所，力"),
        (95, 640, "争全年新增学位1.2万个以上，有效缓解城区学校大班额问题的压力。"),
        (80, 620, "2. 培训1万名班主任。"),
        (370, 590, "焦作市教育局"),
        (365, 570, "2024年3月9日"),
        *((60, 500 - 14 * i, char) for i, char in enumerate("教育新闻")),
    ]
    assert read_pdf(written.drawn_pdf(drawn(*lines))).text.split("\n")[:-1] == [
        lines[0][2] + lines[1][2],
        lines[2][2] + lines[3][2],
        lines[4][2],
        "焦作市教育局",
        "2024年3月9日",
        "教育新闻",
    ]


def test_text_below_a_table_is_no_part_of_it():
    rows = [(60 + 150 * column, 700 - 20 * row, text) for row in range(3) for column, text in enumerate(("解放区", "3", "4320"))]
    below = "第一小学　第二小学　第三小学等学校都列入了全年的计划。"
    page = read_pdf(written.drawn_pdf(drawn(*rows, (60, 640, below))))
    assert len(page.cells) == 9 and page.text.endswith("4320\n" + below.replace("\u3000", " ") + "\n")


def test_letters_of_fonts_that_the_file_only_names_are_measured_alike_on_every_machine():
    sheet = sheet_of(pdfium().PdfDocument(written.drawn_pdf(drawn((90, 700, "班"), (90, 650, "学1."))))[0])
    widths = [(glyph.char, round(glyph.right - glyph.left, 1)) for glyph in sheet.glyphs]
    assert widths == [("班", 11.0), ("学", 11.0), ("1", 5.1), (".", 2.6)]  # each as wide as the file says
    assert all(glyph.bottom > glyph.top for glyph in sheet.glyphs)


def test_a_long_cell_is_one_line():
    page = read_pdf(written.pdf("标题", [], table=[["学校", "建设内容"], ["第一小学", STORY], ["第二小学", STORY]]))
    assert (1, 1, 1, 1, STORY) in cells(page)


def test_a_table_that_runs_over_a_page_is_one_and_its_headings_count_once():
    rows = [["学校", "学位（个）"], *([f"第{i}小学", str(1000 + i)] for i in range(90))]
    page = read_pdf(written.pdf("标题", [], table=rows))
    assert len(page.pages) > 1 and {cell.table for cell in page.cells} == {0}
    assert [(text, row) for row, column, *_, text in cells(page) if column == 0] == [(cells[0], row) for row, cells in enumerate(rows)]
    assert page.text.count("学位（个）") > 1 and body(page).count("学位（个）") == 1


@pytest.mark.parametrize("lines", ["one path", "open sides", "boxes"])
def test_lines_of_a_table_may_be_drawn_in_any_way(lines):
    def draw(canvas) -> None:
        path = canvas.beginPath()
        for y in (700, 680, 660):
            path.moveTo(80, y)
            path.lineTo(380, y)
        for x in (180, 280) if lines == "open sides" else (80, 180, 280, 380):
            path.moveTo(x, 700)
            path.lineTo(x, 660)
        if lines != "boxes":
            canvas.drawPath(path)
        for row, texts in enumerate((["学校", "班", "学位"], ["第一小学", "24", "1080"])):
            for column, text in enumerate(texts):
                if lines == "boxes":
                    canvas.rect(80 + column * 100, 680 - row * 20, 100, 20)
                canvas.drawString(90 + column * 100, 685 - row * 20, text)

    page = read_pdf(written.drawn_pdf(draw))
    assert page.text == "学校\t班\t学位\n第一小学\t24\t1080\n" and len(page.cells) == 6


def test_a_table_without_upright_lines_is_rows_of_cells():
    rows = [("区县", "新建（所）", "学位（个）"), ("解放区", "3", "4320"), ("山阳区", "12", "1,800"), ("中站区", "5", "900")]
    texts = [(90 + 150 * column, 700 - 20 * row, text) for row, cells in enumerate(rows) for column, text in enumerate(cells)]
    page = read_pdf(written.drawn_pdf(drawn((80, 740, "2023年各区学校建设情况表"), *texts)))
    assert page.text.split("\n")[1:5] == ["\t".join(row) for row in rows] and len(page.cells) == 12
    assert describe(page, "a.pdf").title == "2023年各区学校建设情况表"


def test_a_frame_around_a_story_is_no_table():
    def draw(canvas) -> None:
        for left in (60, 310):
            canvas.rect(left, 340, 240, 410)
            for i in range(20):
                canvas.drawString(left + 10, 730 - 20 * i, STORY[i : i + 20])
        canvas.line(60, 540, 550, 540)

    assert not read_pdf(written.drawn_pdf(draw)).cells


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages_read_as_they_are_shown(turn):
    def draw(canvas) -> None:
        canvas.translate(*{0: (0, 0), 90: (595, 0), 180: (595, 842), 270: (0, 595)}[turn])
        canvas.rotate(turn)
        canvas.drawString(60, 500, "第一行说的是幼儿园25所。")
        canvas.drawString(60, 470, "第二行说的是小学3所。")

    assert read_pdf(written.drawn_pdf(draw, turn=turn)).text == "第一行说的是幼儿园25所。\n第二行说的是小学3所。\n"


def test_a_watermark_is_no_body_and_letters_drawn_bold_count_once():
    def draw(canvas) -> None:
        for shift in (0, 0.25):
            canvas.drawString(60 + shift, 700, "新建幼儿园25所、新增学位5520个。")
        canvas.translate(200, 300)
        canvas.rotate(45)
        canvas.drawString(0, 0, "内部资料999所")

    page = read_pdf(written.drawn_pdf(draw))
    assert body(page) == "新建幼儿园25所、新增学位5520个。" and "内部资料999所" in page.text


@without_ocr
def test_a_scanned_document_is_known_as_such():
    assert reason(written.drawn_pdf(written.picture, written.picture, written.picture)) == (
        "scanned",
        "Pages that are pictures without text: 1–3; get a PDF with text, or add the reader of scans (make ocr).",
    )


@without_ocr
def test_a_scanned_page_among_others_is_said_and_the_others_are_read():
    texts = drawn(*((60, 700 - 20 * i, STORY[:30]) for i in range(3)))
    page = read_pdf(written.drawn_pdf(texts, written.picture, texts))
    assert "［第2页是图像，没有文字，未读］" in page.text and "未读" not in body(page)
    assert page.text[slice(*page.pages[2])].startswith(STORY[:30])


@with_ocr
def test_a_scanned_page_is_read_where_the_extra_is_installed(tmp_path):
    from reportlab.lib.utils import ImageReader

    # In a process of its own, whose PDFium draws with the fonts of the machine: the readers' has none with shapes.
    source = tmp_path / "source.pdf"
    source.write_bytes(written.pdf("焦作市2023年教育工作总结", [STORY] * 3, columns=2))
    scan = "import sys, pypdfium2; pypdfium2.PdfDocument(sys.argv[1])[0].render(scale=2).to_pil().save(sys.argv[2])"
    subprocess.run([sys.executable, "-c", scan, source, tmp_path / "scan.png"], check=True)
    picture = ImageReader(str(tmp_path / "scan.png"))
    page = read_pdf(written.drawn_pdf(lambda canvas: canvas.drawImage(picture, 0, 0, 595, 842)))
    assert body(page).startswith("焦作市2023年教育工作总结\n") and body(page).count(STORY) == 3
    assert "［第1页是图像，以下文字由识别得出］" in page.text and "识别" not in body(page)


def test_text_over_a_picture_is_read():
    def draw(canvas) -> None:
        written.picture(canvas)
        drawn(*((60, 700 - 20 * i, STORY[:30]) for i in range(3)))(canvas)

    assert STORY[:30] in body(read_pdf(written.drawn_pdf(draw)))


def test_locked_cut_and_broken_files_are_told_apart():
    whole = written.pdf("标题", [STORY] * 30)
    assert reason(written.pdf("标题", [STORY], password="x"))[0] == "password_protected"
    assert reason(whole[: len(whole) // 2])[0] == "truncated"
    assert reason(whole[: len(whole) // 2] + b"\n%%EOF")[0] == "damaged"
    assert reason(b"")[0] == "empty"
    assert reason(b"<html></html>")[0] == "wrong_type"
    assert reason(written.drawn_pdf(lambda canvas: None))[0] == "empty"


def small(pages: bytes, *more: bytes) -> bytes:
    """A PDF made by hand: its page tree, and objects from number 3 on."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", pages, *more]
    told = b"".join(b"%d 0 obj%sendobj\n" % (number, text) for number, text in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + told + b"trailer<</Root 1 0 R>>\n%%EOF"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (small(b"<</Type/Pages/Kids[]/Count 0>>"), "damaged"),
        (small(b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000>>"), "too_large"),
        (small(b"[" * 50_000 + b"]" * 50_000), "damaged"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 20 + b"\n%%EOF", "damaged"),
    ],
    ids=["no pages", "pages in a circle", "deep nesting", "noise"],
)
def test_hostile_files_end_with_a_reason(data, expected):
    assert reason(data)[0] == expected


def test_the_limit_of_pages_is_that_of_the_environment(monkeypatch):
    three = written.drawn_pdf(*[drawn((80, 700, STORY))] * 3)
    monkeypatch.setenv("WAREHOUSE_BOX_PAGES", "3")
    assert len(read_pdf(three).pages) == 3
    monkeypatch.setenv("WAREHOUSE_BOX_PAGES", "2")
    told = reason(three)
    assert told[0] == "too_large" and "3 pages" in told[1] and "WAREHOUSE_BOX_PAGES" in told[1]


def test_fonts_that_do_not_tell_their_characters_are_not_guessed():
    show = b"BT /F 12 Tf 80 700 Td <" + b"00A100A200A300A400A5" * 10 + b"> Tj ET"
    data = small(
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream " % (len(show), show),
        b"<</Type/Font/Subtype/Type0/BaseFont/A+Song/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A+Song/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
    )
    assert reason(data)[0] == "undecodable"


def test_properties_of_the_file_are_believed_last():
    junk = read_pdf(
        written.pdf("焦作市2023年教育工作总结", [STORY], about={"title": "Microsoft Word - 模板.doc", "author": "Administrator"})
    )
    assert describe(junk, "a.pdf").title == "焦作市2023年教育工作总结" and describe(junk, "a.pdf").publisher is None
    about = {"title": "焦作市教育工作总结", "author": "焦作市教育局"}
    told = describe(read_pdf(written.pdf("", [STORY], about=about)), "a.pdf")
    assert (told.title, told.publisher, told.published_date) == ("焦作市教育工作总结", "焦作市教育局", None)


def test_listed_radicals_stand_for_ordinary_characters():
    for row in wordlists.table("radicals"):
        assert 0x2E80 <= ord(row["radical"]) < 0x2F00 and 0x4E00 <= ord(row["character"]) <= 0x9FFF
