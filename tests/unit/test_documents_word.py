"""Word documents: what a reader of the document sees, in its order."""

from __future__ import annotations

import pytest
from docx import Document
from docx.oxml.ns import nsdecls

from ingestion.documents.errors import ReadError
from ingestion.documents.metadata import describe
from ingestion.documents.page import Page
from ingestion.documents.word import read_docx
from tests import written
from tests.page_parts import body

STORY = "2023年，全市新建改扩建幼儿园25所、新增学位5520个。"
DOCUMENT = "word/document.xml"


def cells(page: Page) -> list[tuple]:
    return [(cell.table, cell.row, cell.column, cell.rows, cell.columns, page.text[cell.start : cell.end]) for cell in page.cells]


def with_body(xml: str) -> bytes:
    """A document whose body is the given XML."""
    whole = f'<w:document {nsdecls("w", "r", "wp", "a")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>{xml}</w:body></w:document>'
    return written.replaced(written.docx("t", ["x"]), DOCUMENT, lambda _: whole.encode())


def reason(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        read_docx(data)
    assert caught.value.detail
    return caught.value.reason


def test_paragraphs_and_tables_come_in_the_order_of_the_document():
    document = Document()
    document.add_heading("焦作市2023年教育工作总结", 0)
    document.add_paragraph(STORY)
    grid = document.add_table(rows=3, cols=3)
    grid.cell(0, 0).merge(grid.cell(1, 0)).text = "区县"
    grid.cell(0, 1).merge(grid.cell(0, 2)).text = "学位"
    for row, texts in ((1, ["", "2022年", "2023年"]), (2, ["解放\n区", "100", "25"])):
        for column, text in enumerate(texts):
            if text:
                grid.cell(row, column).text = text
    document.add_paragraph("表后的一段话。")
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.sections[0].footer.paragraphs[0].text = "第3页"
    page = read_docx(written.saved(document))
    told = ["焦作市2023年教育工作总结", STORY, "区县\t学位", "2022年\t2023年", "解放 区\t100\t25", "表后的一段话。"]
    assert page.text.split("\n") == ["内部资料", *told, "第3页", ""] and body(page) == "\n".join(told)
    assert cells(page)[:3] == [(0, 0, 0, 2, 1, "区县"), (0, 0, 1, 1, 2, "学位"), (0, 1, 1, 1, 1, "2022年")]
    assert describe(page, "a.docx").title == "焦作市2023年教育工作总结"


def test_a_frame_of_one_cell_and_tables_in_tables_are_laid_open():
    document = Document()
    document.add_table(rows=1, cols=1).cell(0, 0).text = STORY
    outer = document.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "左边的一段话。"
    inner = outer.cell(0, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "学校", "25"
    page = read_docx(written.saved(document))
    assert page.text == f"{STORY}\n左边的一段话。\n学校\t25\n" and len(page.cells) == 2


def test_insertions_controls_links_and_boxes_count_but_not_what_is_deleted_or_hidden():
    run = "<w:r><w:t>{}</w:t></w:r>"
    inside = f"<w:txbxContent><w:p>{run.format('框里25所')}</w:p></w:txbxContent>"
    box = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{inside}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{inside}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    xml = (
        f"<w:p>{run.format('新建')}<w:ins>{run.format('幼儿园')}</w:ins><w:del><w:r><w:delText>99所</w:delText></w:r></w:del>"
        f"<w:hyperlink>{run.format('25所')}</w:hyperlink><w:r><w:rPr><w:vanish/></w:rPr><w:t>77所</w:t></w:r>"
        f'<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>。</w:t></w:r><w:r><w:br/><w:t>第二行</w:t></w:r>{box}</w:p>'
        f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent><w:p>{run.format('控件里3所')}</w:p></w:sdtContent></w:sdt>"
    )
    assert read_docx(with_body(xml)).text == "新建幼儿园25所。\n第二行\n框里25所\n控件里3所\n"


def test_notes_stand_at_the_end():
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = Document()
    document.add_paragraph(STORY)
    xml = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator"><w:p><w:r><w:t>线</w:t></w:r></w:p></w:footnote>'
        "<w:footnote><w:p><w:r><w:t>含民办幼儿园3所。</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, xml.encode(), document.part.package)
    document.part.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes")
    assert read_docx(written.saved(document)).text == f"{STORY}\n含民办幼儿园3所。\n"


def test_properties_of_the_file_are_believed_last():
    about = {"title": "焦作市教育工作总结", "author": "焦作市教育局"}
    told = describe(read_docx(written.docx(STORY, [STORY], about=about)), "a.docx")
    assert (told.title, told.publisher, told.published_date) == ("焦作市教育工作总结", "焦作市教育局", None)
    junk = read_docx(written.docx("焦作市2023年总结", [STORY], about={"title": "文档1.docx", "author": "Administrator"}))
    assert (describe(junk, "a.docx").title, describe(junk, "a.docx").publisher) == ("焦作市2023年总结", None)


def test_other_kinds_and_broken_files_end_with_a_reason():
    whole = written.docx("标题", [STORY])
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    bomb = b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">' + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
    assert reason(old) == "unsupported_type"
    assert reason(old + "EncryptedPackage".encode("utf-16-le")) == "password_protected"
    assert {reason(data) for data in (written.xlsx([[1]]), b"<html></html>", b"%PDF-1.4")} == {"wrong_type"}
    assert reason(b"") == reason(with_body("<w:p/>")) == "empty"
    assert reason(whole[: len(whole) // 2]) == reason(written.replaced(whole, DOCUMENT, lambda xml: xml[:600])) == "damaged"
    assert reason(written.replaced(whole, DOCUMENT, lambda xml: bomb + b"]><w>&j;</w>")) == "damaged"


@pytest.mark.parametrize("depth", [50, 1000])
def test_deep_nesting_is_read_or_refused(depth):
    nested = "<w:tbl><w:tr><w:tc>" * depth + "<w:p><w:r><w:t>25所</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * depth
    if depth == 50:
        assert read_docx(with_body(nested)).text == "25所\n"
    else:
        assert reason(with_body(nested)) == "too_deep"


def test_spans_of_absurd_size_do_no_harm():
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="{}"/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>'
    rows = "".join(
        f"<w:tr>{cell.format(span, name)}{cell.format(1, name)}</w:tr>" for span, name in (("2000000000", "甲"), ("x", "乙"), ("-5", "丙"))
    )
    page = read_docx(with_body(f"<w:tbl>{rows}</w:tbl>"))
    assert page.text == "甲\t甲\n乙\t乙\n丙\t丙\n" and max(cell.columns for cell in page.cells) <= 3


def test_parsing_asks_nothing_of_the_network():
    external = b'<!DOCTYPE w [<!ENTITY e SYSTEM "http://127.0.0.1:9/x">]>'
    xml = external + f"<w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>甲&e;乙</w:t></w:r></w:p></w:body></w:document>".encode()
    assert "http" not in read_docx(written.replaced(written.docx("t"), DOCUMENT, lambda _: xml)).text
