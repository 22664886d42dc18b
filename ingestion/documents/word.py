"""Word documents (.docx): paragraphs, tables and text boxes in the order of the document.

Here belongs: what of a document's XML is seen (python-docx opens the file and finds its parts; its own paragraphs leave out insertions,
content controls and text boxes, so the tree is walked here). Not here: how tables become text (`assembly.py`).

Deleted and hidden text is left out, inserted text counts. Headers and footers stand at the text's two ends and are no body; notes stand at
the end. Numbers that Word counts itself (a list's 1. 2. 3.) are no part of the file's text.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from ingestion.documents import packages
from ingestion.documents.assembly import Assembly, GridCell
from ingestion.documents.errors import ReadError
from ingestion.documents.page import Page

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _TABLE, _ROW, _CELL, _BOX = (_W + name for name in ("p", "tbl", "tr", "tc", "txbxContent"))
_VALUE = _W + "val"
# fmt: off
_UNSEEN = frozenset({
    *(_W + name for name in ("del", "moveFrom", "delText", "instrText", "rPr", "pPr", "sectPr", "tblPr", "trPr", "tcPr", "sdtPr", "rt")),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",  # says again what its Choice says
})
# fmt: on
_SIGNS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_OFF = ("0", "false", "off")


def read_docx(data: bytes) -> Page:
    """The page of a .docx file. Raises ReadError."""
    if packages.is_ole(data):
        packages.check_not_locked(data)
        raise ReadError("unsupported_type", "This is an old Word file (.doc), which nothing here reads; save it in Word as .docx.")
    if "word/document.xml" not in packages.part_names(data, "Word document"):
        raise ReadError("wrong_type", "The file is a ZIP archive but no Word document; give it the extension of its true kind.")
    from docx import Document

    try:
        document = Document(io.BytesIO(data))
        body = document.element.body
    except Exception as error:  # python-docx raises whatever its parts do; a container that opens and holds no document is damaged
        if "depth" in str(error).lower():
            raise ReadError("too_deep", "Elements are nested too deeply to read the document; save it anew in Word.") from error
        detail = f"The document cannot be opened ({type(error).__name__}: {str(error)[:200]}); save it anew in Word."
        raise ReadError("damaged", detail) from error
    if body is None:
        raise ReadError("empty", "The document has no body; get it again from its source.")
    assembly = Assembly()
    try:
        for header in _running(document, "header", "first_page_header"):
            _write(assembly, header, is_body=False)
        _write(assembly, body)
        for notes in _notes(document):
            _write(assembly, notes)
        for footer in _running(document, "footer", "first_page_footer"):
            _write(assembly, footer, is_body=False)
    except RecursionError:
        raise ReadError("too_deep", "Elements are nested too deeply to read the document; save it anew in Word.") from None
    return assembly.page(None, _declared(document))


def _write(assembly: Assembly, container, is_body: bool = True) -> None:
    """Write the paragraphs and tables of an element, those of its content controls, insertions and text boxes among them."""
    for child in container:
        if child.tag in _UNSEEN:
            continue
        if child.tag == _PARAGRAPH:
            for line in _text(child).split("\n"):
                assembly.line(line, is_body)
            for box in _boxes(child):
                _write(assembly, box, is_body)
        elif child.tag == _TABLE and is_body and not _is_layout(child):
            assembly.table(_grid(child))
        else:
            _write(assembly, child, is_body)


def _text(element) -> str:
    """The text of a paragraph as it is seen, line breaks kept, text boxes left out."""
    pieces: list[str] = []
    _collect(element, pieces)
    return "".join(pieces)


def _collect(element, pieces: list[str]) -> None:
    for child in element:
        tag = child.tag
        if tag == _W + "t":
            pieces.append(child.text or "")
        elif tag in _SIGNS:
            pieces.append(_SIGNS[tag])
        elif tag not in _UNSEEN and tag != _BOX and not (tag == _W + "r" and _is_hidden(child)):
            _collect(child, pieces)
            if tag == _PARAGRAPH:
                pieces.append("\n")


def _is_hidden(run) -> bool:
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(_VALUE) not in _OFF


def _boxes(element) -> Iterator:
    """The text boxes of a paragraph, outermost ones."""
    for child in element:
        if child.tag == _BOX:
            yield child
        elif child.tag not in _UNSEEN:
            yield from _boxes(child)


def _is_layout(table) -> bool:
    """Is the table a frame around paragraphs: a single cell, or cells that hold tables?"""
    return table.find(f".//{_TABLE}") is not None or len(list(table.iter(_CELL))) < 2


def _grid(table) -> Iterator[GridCell]:
    """The cells of a table; those merged downwards once, with all their rows."""
    open_cells: dict[int, GridCell] = {}  # by column, the cell that the next row may go on with
    for row, element in enumerate(table.iter(_ROW)):
        column = _number(element.find(f"{_W}trPr/{_W}gridBefore"), 0)
        going_on: dict[int, GridCell] = {}
        for cell in element.iter(_CELL):
            width = _number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1)
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            above = open_cells.pop(column, None)
            if above and merge is not None and merge.get(_VALUE) != "restart":
                going_on[column] = above._replace(rows=above.rows + 1)
            else:
                if above:
                    yield above
                going_on[column] = GridCell(row, column, _text(cell), columns=width)
            column += width
        yield from open_cells.values()
        open_cells = going_on
    yield from open_cells.values()


def _number(element, default: int) -> int:
    try:
        return max(int(element.get(_VALUE)), default) if element is not None else default
    except (TypeError, ValueError):
        return default


def _running(document, *kinds: str) -> Iterator:
    """The distinct headers or footers of the document's sections."""
    for section in document.sections:
        for kind in kinds:
            part = getattr(section, kind)
            if not part.is_linked_to_previous:
                yield part.part.element


def _notes(document) -> Iterator:
    """The footnotes and endnotes, but for the lines that part them from the text."""
    from docx.oxml import parse_xml

    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(("/footnotes", "/endnotes")):
            for note in parse_xml(relation.target_part.blob):
                if note.get(_W + "type") is None:
                    yield note


def _declared(document) -> dict[str, str]:
    """What the file's properties say; its times are those of the file and not of a publication, so they tell nothing here."""
    try:
        properties = document.core_properties
        found = {"file_title": properties.title, "file_author": properties.author}
    except Exception:  # broken properties harm no text
        return {}
    return {name: value.strip() for name, value in found.items() if value and value.strip()}
