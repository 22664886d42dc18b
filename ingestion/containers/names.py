"""Names of files that come in: what a member of a container is called, which names are refused, passed over, or of no kind that is read.

No member is ever written under its name: the store goes by content. A name is part of a document's identity and is shown to people, so it
must be one that cannot be mistaken. Shell, SQL and HTML in it are just letters here and to all that come after.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

# What to do with kinds that districts publish and nothing here reads.
REMEDIES = {
    ".doc": "save it in Word as .docx",
    ".wps": "save it in WPS as .docx",
    ".rtf": "save it in Word as .docx",
    ".et": "save it in WPS as .xlsx",
    ".xlsm": "save it in Excel as .xlsx",
    ".xlsb": "save it in Excel as .xlsx",
    ".ods": "save it as .xlsx",
    ".ofd": "print it as a PDF",
}

NOBODYS = (".", "~$")  # how the names of files begin that are no documents: hidden ones, Office's marks of open ones
MAX_NAME = 255  # characters between two slashes
MAX_PATH = 1000
_DRIVE = re.compile(r"[A-Za-z]:")
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")  # Unicode's categories of control codes, marks that turn text around, line ends


class Refused(Exception):
    """A member or a whole container is not taken in: a short reason and a sentence for people."""

    def __init__(self, reason: str, detail: str, byte_count: int | None = None):
        super().__init__(detail)
        self.reason, self.detail, self.byte_count = reason, detail, byte_count


def too_large(size: int, most: int) -> Refused:
    """Why a file of so many bytes is not taken in."""
    return Refused("too_large", f"The file has at least {size:,} bytes, more than the {most:,} allowed; split it.", size)


def unsupported(suffix: str, suffixes: Sequence[str], size: int | None = None) -> Refused:
    """Why a file whose name ends in `suffix` (empty for none) is not taken in where only `suffixes` are, and what to do with it."""
    remedy = f"; {REMEDIES[suffix.lower()]}" if suffix.lower() in REMEDIES else ""
    kind, supported = suffix or "no extension", " ".join(suffixes)
    return Refused("unsupported_type", f"There is no reader for this kind of file ({kind}){remedy}; supported: {supported}.", size)


def member_name(written: str) -> str:
    """A member's name with `/` between its folders, the Windows way (`\\`) accepted. Raises Refused for a name that leads elsewhere."""
    name = written.replace("\\", "/")
    parts = name.split("/")
    if name.startswith("/") or _DRIVE.match(name) or ".." in parts:
        raise Refused("unsafe_name", "The name leads out of the archive; pack the file anew under a plain name.")
    if any(unicodedata.category(sign) in _UNSEEN for sign in name):
        raise Refused("unsafe_name", "The name has control characters or such as are not seen; pack the file anew under a plain name.")
    if len(name) > MAX_PATH or any(len(part.encode()) > 4 * MAX_NAME or len(part) > MAX_NAME for part in parts):
        raise Refused("unsafe_name", f"The name is longer than {MAX_NAME} characters; pack the file anew under a shorter one.")
    name = "/".join(part for part in parts if part not in ("", "."))
    if not name:
        raise Refused("unsafe_name", "The file has no name; pack it anew under one.")
    return name


def shown(name: str) -> str:
    """A name as it can be printed: what has no shape of its own is written as an escape, and what is too long is cut."""
    safe = "".join(sign.encode("unicode_escape").decode() if unicodedata.category(sign) in _UNSEEN else sign for sign in name)
    return safe if len(safe) <= MAX_PATH else safe[: MAX_PATH - 1] + "…"


def is_nobodys(name: str) -> bool:
    """Whether a path is no document of anybody's: a hidden file, Office's mark of an open one (~$报告.docx), what macOS packs along."""
    return any(part.startswith(NOBODYS) or part == "__MACOSX" for part in name.split("/"))


def decoded(raw: bytes) -> str:
    """A name that doesn't say its encoding: UTF-8, which practically nothing else passes for, else that of Chinese Windows."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")
