"""Office files as containers: is it the kind that its name says, locked, or broken?

Here belongs: telling containers by their first bytes and their parts. Not here: reading them, and limits of memory and time, which hold
for whoever calls a reader.
"""

from __future__ import annotations

import io
import zipfile

from ingestion.documents.errors import ReadError

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # the stream in which Office keeps a locked file
_FLAG_ENCRYPTED = 0x1


def is_ole(data: bytes) -> bool:
    """Is this an old Office file (.doc, .xls), or a locked new one?"""
    return data.startswith(OLE)


def check_not_locked(data: bytes) -> None:
    """Raises ReadError for an Office file that is locked with a password."""
    if is_ole(data) and _ENCRYPTED in data:
        raise ReadError("password_protected", "The file is locked with a password; save it again without one.")


def part_names(data: bytes, kind: str) -> frozenset[str]:
    """The parts of a .docx or .xlsx file. `kind` is what it should be, for the message.

    Raises ReadError: 'empty', 'password_protected', 'damaged' (a ZIP that cannot be opened), 'wrong_type' (no ZIP at all).
    """
    if not data:
        raise ReadError("empty", "The file is empty; get it again from its source or delete it.")
    check_not_locked(data)
    if not data.startswith(ZIP):
        raise ReadError("wrong_type", f"The file is no {kind} but {_guess(data)}; give it the extension of its true kind or save it anew.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            members = container.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
        raise ReadError("damaged", f"The file's container is broken ({error}); get the whole file again.") from error
    if any(member.flag_bits & _FLAG_ENCRYPTED for member in members):
        raise ReadError("password_protected", "Parts of the file are locked with a password; save it again without one.")
    return frozenset(member.filename for member in members)


def _guess(data: bytes) -> str:
    head = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if is_ole(data):
        return "an old Office file (.doc or .xls)"
    if data.startswith(b"%PDF-"):
        return "a PDF"
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head")):
        return "an HTML page"
    if head.startswith(b"<"):
        return "XML"
    return "of another kind"
