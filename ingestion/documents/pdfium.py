"""PDFium, set up the same on every machine: letters of fonts that a PDF only names are measured with `fonts/boxes.ttf`.

Left alone, PDFium takes the fonts that it finds installed. Where none of them is Chinese it has no sizes for Chinese letters, and leaves
out of the text, without a word, those that stand alone (班 in the heading of a table).
"""

from __future__ import annotations

import ctypes
from functools import cache
from pathlib import Path
from types import ModuleType

FONTS = Path(__file__).with_name("fonts")


@cache
def pdfium() -> ModuleType:
    """The package pypdfium2, once PDFium knows its fonts. Nothing may be open in this process when it is called for the first time."""
    import pypdfium2
    import pypdfium2.raw as raw

    folder = ctypes.create_string_buffer(bytes(FONTS))
    kind = ctypes.POINTER(ctypes.c_char)
    folders = (kind * 2)(ctypes.cast(folder, kind), None)
    raw.FPDF_DestroyLibrary()
    raw.FPDF_InitLibraryWithConfig(raw.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=folders, m_pIsolate=None, m_v8EmbedderSlot=0))
    return pypdfium2
