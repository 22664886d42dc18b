"""Excel workbooks: every visible sheet is one table, its cells shown as people see them.

Here belongs: .xlsx by openpyxl and .xls by xlrd, which know number formats, merged and hidden cells; which sheets and cells count. Not
here: how values are shown (`shown.py`), what rows are headings (extraction).

Hidden sheets, rows and columns are left out: nobody reads them on the sheet, and they hold drafts, lookup lists and older versions; the
text says in a note (no body) that there are some. A formula counts with its stored value; where none is stored, a note says so. An error
value (#REF!) counts as empty.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingestion.documents import packages
from ingestion.documents.assembly import Assembly, GridCell
from ingestion.documents.errors import ReadError
from ingestion.documents.page import Page
from ingestion.documents.shown import shown

Area = tuple[int, int, int, int]  # first row, row behind the last, first column, column behind the last; counted from 0

MAX_COLUMNS = 16_384  # of a sheet


@dataclass
class _Sheet:
    """A sheet as either library gives it: the cells that hold something, by place, and what is merged or hidden."""

    name: str
    cells: list[tuple[int, int, str]] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    uncounted: int = 0  # formulas without a stored value
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def read_workbook(data: bytes) -> Page:
    """The page of an .xlsx or .xls file; which of both it is, its bytes tell. Raises ReadError."""
    is_old = packages.is_ole(data)
    if not is_old and "xl/workbook.xml" not in packages.part_names(data, "Excel workbook"):
        raise ReadError("wrong_type", "The file is a ZIP archive but no Excel workbook; give it the extension of its true kind.")
    packages.check_not_locked(data)
    assembly, hidden_sheets = Assembly(), 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl does not keep when it saves a file concerns nobody here
        for sheet in _old_sheets(data) if is_old else _new_sheets(data):
            if sheet is None:
                hidden_sheets += 1
            else:
                _write(assembly, sheet)
    if hidden_sheets:
        assembly.line(f"［{hidden_sheets}张隐藏的工作表未读］", is_body=False)
    return assembly.page(None, is_prose=False)


def column_name(column: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    letters, number = "", column + 1
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def _write(assembly: Assembly, sheet: _Sheet) -> None:
    spans = {(top, left): (below - top, right - left) for top, below, left, right in sheet.merged}
    cells, hidden = [], 0
    for row, column, text in sheet.cells:
        if row in sheet.hidden_rows or column in sheet.hidden_columns:
            hidden += 1
            continue
        rows, columns = spans.get((row, column), (1, 1))
        cells.append(GridCell(row, column, text, rows, columns, f"{column_name(column)}{row + 1}"))
    if cells:
        assembly.line(f"［工作表：{sheet.name}］", is_body=False)
        assembly.table(cells, sheet=sheet.name)
    if sheet.uncounted:
        assembly.line(f"［工作表{sheet.name}中{sheet.uncounted}个公式没有存下结果，未读］", is_body=False)
    if hidden:
        assembly.line(f"［工作表{sheet.name}中隐藏的{hidden}个单元格未读］", is_body=False)


def _new_sheets(data: bytes) -> Iterator[_Sheet | None]:
    """The sheets of an .xlsx file in order; None for a hidden one.

    openpyxl's own loading makes an object for every place of a merged area, of which a hostile file may claim 17 billion; so its sheet
    parser is asked directly, which gives the cells that the file holds one by one and areas as they are written.
    """
    from openpyxl import load_workbook
    from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

    class Parser(WorkSheetParser):
        uncounted = 0

        def parse_cell(self, element):
            cell = super().parse_cell(element)
            self.uncounted += cell["value"] is None and element.find(FORMULA_TAG) is not None
            return cell

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # openpyxl raises whatever its parts do; a container that opens and holds no workbook is damaged
        raise ReadError("damaged", f"The workbook cannot be opened ({type(error).__name__}: {str(error)[:200]}); save it anew.") from error
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                yield None
                continue
            found = _Sheet(sheet.title)
            try:
                with sheet._get_source() as source:
                    parser = Parser(
                        source,
                        sheet._shared_strings,
                        data_only=True,
                        epoch=book.epoch,
                        date_formats=book._date_formats,
                        timedelta_formats=book._timedelta_formats,
                    )
                    for _, cells in parser.parse():
                        found.cells += [_new_cell(book, cell) for cell in cells if cell["value"] is not None and cell["data_type"] != "e"]
            except Exception as error:
                detail = f"The sheet {sheet.title} cannot be read ({type(error).__name__}: {str(error)[:200]}); save the workbook anew."
                raise ReadError("damaged", detail) from error
            found.uncounted = parser.uncounted
            areas = parser.merged_cells.mergeCell if parser.merged_cells else ()
            found.merged = [(area.min_row - 1, area.max_row, area.min_col - 1, area.max_col) for area in areas]
            found.hidden_rows = {int(row) - 1 for row, about in parser.row_dimensions.items() if about.get("hidden") in ("1", "true")}
            for about in parser.column_dimensions.values():
                if about.get("hidden") in ("1", "true"):
                    found.hidden_columns.update(range(int(about["min"]) - 1, min(int(about["max"]), MAX_COLUMNS)))
            yield found
    finally:
        book.close()


def _new_cell(book, cell: dict) -> tuple[int, int, str]:
    from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
    from openpyxl.utils.escape import unescape

    number = book._cell_styles[cell["style_id"]].numFmtId if cell["style_id"] < len(book._cell_styles) else 0
    if number < BUILTIN_FORMATS_MAX_SIZE:
        number_format = BUILTIN_FORMATS.get(number, "General")
    else:
        place = number - BUILTIN_FORMATS_MAX_SIZE
        number_format = book._number_formats[place] if place < len(book._number_formats) else "General"
    value = unescape(cell["value"]) if isinstance(cell["value"], str) else cell["value"]
    return cell["row"] - 1, cell["column"] - 1, shown(value, number_format)


def _old_sheets(data: bytes) -> Iterator[_Sheet | None]:
    """The sheets of an .xls file in order; None for a hidden one."""
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, on_demand=True, ragged_rows=True, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        if "encrypt" in str(error).lower():
            raise ReadError("password_protected", "The file is locked with a password; save it again without one.") from error
        if "workbook" in str(error).lower() or "BOF" in str(error):
            detail = f"The file holds no Excel workbook ({str(error)[:200]}); a Word .doc must be saved as .docx."
            raise ReadError("wrong_type", detail) from error
        raise ReadError("damaged", f"The workbook cannot be opened ({str(error)[:200]}); save it anew as .xlsx.") from error
    except Exception as error:  # broken records make xlrd fail in many ways
        detail = f"The workbook cannot be opened ({type(error).__name__}: {str(error)[:200]}); save it anew as .xlsx."
        raise ReadError("damaged", detail) from error
    for number in range(book.nsheets):
        try:
            sheet = book.sheet_by_index(number)
            found = _old_sheet(book, sheet) if not sheet.visibility else None
        except Exception as error:
            detail = f"Sheet {number + 1} cannot be read ({type(error).__name__}: {str(error)[:200]}); save the workbook anew as .xlsx."
            raise ReadError("damaged", detail) from error
        yield found
        book.unload_sheet(number)


def _old_sheet(book, sheet) -> _Sheet:
    import xlrd

    found = _Sheet(sheet.name)
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR):
                continue
            form = book.format_map[book.xf_list[cell.xf_index].format_key].format_str if cell.xf_index is not None else None
            found.cells.append((row, column, shown(_old_value(book, cell), form)))
    found.merged = [tuple(area) for area in sheet.merged_cells]
    found.hidden_rows = {row for row, about in sheet.rowinfo_map.items() if about.hidden}
    found.hidden_columns = {column for column, about in sheet.colinfo_map.items() if about.hidden}
    return found


def _old_value(book, cell) -> object:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (ValueError, OverflowError):
            return cell.value
    return cell.value
