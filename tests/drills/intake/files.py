"""Hostile documents of single kinds: PDF, Word, Excel, HTML, plain text, and compressed files. Made by hand, no writer would make them.

Only making belongs here; what must become of them is said in `cases.py`.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterable

from tests.drills.intake.archives import archive

MEGA = 1 << 20
LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY lol "新增学位5520个。">'
    + "".join(f'<!ENTITY lol{n + 1} "{f"&lol{n or str()};" * 10}">' for n in range(10))
    + "]>"
)
BLOW_UP = (
    f'<!DOCTYPE a [<!ENTITY a "{"a" * 50_000}">]>',
    "&a;" * 50_000,
)  # one entity, of which so many copies are 2.5 GB
OUTSIDE = '<!DOCTYPE a [<!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY web SYSTEM "http://127.0.0.1:9/">]>'


def pdf(objects: Iterable[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out) + b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, trailer, table)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n" % (len(data), entries) + data + b"\nendstream"


def pdf_of_pages(count: int) -> bytes:
    """So many pages, each with a line of text, all of one font."""
    kids = b" ".join(b"%d 0 R" % (number + 5) for number in range(count))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 100] /Contents 4 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    text = stream(b"BT /F1 12 Tf 20 50 Td (25 new schools and 5520 new places) Tj ET")
    return pdf(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, kids), font, text, *[page] * count]
    )


def pdf_bomb(size: int = 1 << 29) -> bytes:
    """A page whose content unpacks to `size` bytes, packed twice."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * MEGA) for _ in range(size // MEGA)) + packer.flush()
    content = stream(zlib.compress(packed, 9), b"/Filter [/FlateDecode /FlateDecode]")
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 100] /Contents 4 0 R >>"
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", page, content])


def pdf_in_circles() -> bytes:
    """A tree of pages that contains itself."""
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1000000 /Kids [2 0 R 2 0 R] /Parent 2 0 R >>"])


def pdf_deep(levels: int = 100_000) -> bytes:
    """Brackets in brackets."""
    return pdf([b"<< /Type /Catalog /Pages " + b"[" * levels + b"]" * levels + b" >>"])


def pdf_locked() -> bytes:
    """Protected by a password that nobody knows."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 100] >>",
        b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -3904 /O <%s> /U <%s> >>" % (b"5a" * 32, b"a5" * 32),
    ]
    return pdf(objects, b"/Encrypt 4 0 R /ID [<%s> <%s>]" % (b"00" * 16, b"00" * 16))


_WORD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{}</w:t></w:r></w:p>'
    "</w:body></w:document>"
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument"


def _office(parts: dict[str, bytes], main: str, kinds: dict[str, str], relations: dict[str, str]) -> bytes:
    """An Office package: parts, which of them is the main one, the kinds of parts, and how the main one refers to others."""
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{_KIND}.{kind}+xml"/>' for name, kind in kinds.items())
    plain = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    types = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{plain}{overrides}</Types>'
    top = f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="{main}"/></Relationships>'
    inner = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for n, (target, kind) in enumerate(relations.items(), 1)
    )
    folder, _, name = main.rpartition("/")
    own = {f"{folder}/_rels/{name}.rels": f'<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'.encode()}
    return archive([("[Content_Types].xml", types.encode()), ("_rels/.rels", top.encode()), *(own | parts).items()])


def docx(document: bytes) -> bytes:
    kind = {"word/document.xml": "wordprocessingml.document.main"}
    return _office({"word/document.xml": document} if document else {}, "word/document.xml", kind, {})


def docx_saying(doctype: str, said: str) -> bytes:
    """A Word file whose text is `said`, behind a document type."""
    return docx(('<?xml version="1.0" encoding="UTF-8"?>' + doctype + _WORD.format(said)).encode())


def docx_deep(levels: int = 200_000) -> bytes:
    return docx(_WORD.format("").replace("<w:p>", "<w:p>" * levels).replace("</w:p>", "</w:p>" * levels).encode())


def docx_bomb(size: int = 1 << 30) -> bytes:
    """A paragraph of `size` blanks."""
    head, _, tail = _WORD.format("|").partition("|")
    out = io.BytesIO(docx(b""))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package, package.open("word/document.xml", "w", force_zip64=True) as part:
        part.write(head.encode())
        for _ in range(size // MEGA):
            part.write(b" " * MEGA)
        part.write(tail.encode())
    return out.getvalue()


def xlsx(sheet: bytes, strings: bytes) -> bytes:
    workbook = f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets><sheet name="学校" sheetId="1" r:id="r1"/></sheets></workbook>'
    parts = {"xl/workbook.xml": workbook.encode(), "xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": strings}
    kinds = {
        "xl/workbook.xml": "spreadsheetml.sheet.main",
        "xl/worksheets/sheet1.xml": "spreadsheetml.worksheet",
        "xl/sharedStrings.xml": "spreadsheetml.sharedStrings",
    }
    return _office(parts, "xl/workbook.xml", kinds, {"worksheets/sheet1.xml": "worksheet", "sharedStrings.xml": "sharedStrings"})


def _sheet(rows: str) -> bytes:
    return f'<worksheet xmlns="{_SHEET}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def xlsx_of_strings(count: int, length: int) -> bytes:
    """A sheet of one cell, and a table of strings for millions."""
    strings = f'<sst xmlns="{_SHEET}">'.encode() + b"<si><t>%s</t></si>" % (b"x" * length) * count + b"</sst>"
    return xlsx(_sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), strings)


def xlsx_repeating(cells: int, length: int) -> bytes:
    """Cells by the hundred thousand that all show one long string."""
    rows = "".join(f'<row r="{row}">' + f'<c r="A{row}" t="s"><v>0</v></c>' + "</row>" for row in range(1, cells + 1))
    return xlsx(_sheet(rows), f'<sst xmlns="{_SHEET}"><si><t>{"字" * length}</t></si></sst>'.encode())


def xlsx_far_cell() -> bytes:
    """Two cells, one at each end of the largest sheet there can be."""
    far = '<row r="1"><c r="A1"><v>25</v></c></row><row r="1048576"><c r="XFD1048576"><v>5520</v></c></row>'
    return xlsx(_sheet(far), f'<sst xmlns="{_SHEET}"/>'.encode())


def xlsx_laughing() -> bytes:
    said = f'<sst xmlns="{_SHEET}"><si><t>&lol10;</t></si></sst>'
    return xlsx(_sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), ('<?xml version="1.0"?>' + LAUGHS + said).encode())


def page(doctype: str, said: str) -> bytes:
    return f'{doctype}<html><head><meta charset="utf-8"><title>学位</title></head><body><p>{said}</p></body></html>'.encode()


def picture(doctype: str, said: str) -> bytes:
    """A page around a drawing (SVG)."""
    return page(doctype, f'全市新增学位5520个。<svg xmlns="http://www.w3.org/2000/svg"><text>{said}</text></svg>')


def gzipped(data: bytes) -> bytes:
    return gzip.compress(data, 9)


def locked_office() -> bytes:
    """The beginning of what Office makes of a file with a password: no ZIP but its old container."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(4096)
