"""Bytes to text: which encoding a document is in, proved by a strict decode and never patched with U+FFFD.

Here belongs: byte order marks, declared charsets, detection, and refusing what is no text. Not here: what the text says.

Order: byte order mark; strict UTF-8 (text in another encoding practically never passes it, so it beats a declaration that lies); the
declared charset; then GB18030, Big5 and UTF-16 without a mark, judged by how much of the result is everyday Chinese. The general
detectors guess dozens of encodings from statistics; with four candidates and strict decoding the answer is exact and explains itself.
"""

from __future__ import annotations

import codecs
import re
from functools import cache

from ingestion.documents.errors import ReadError

# Every name is a Python codec that strips its own mark: `data.decode(name)` is the text, to the character.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP, Word or Excel file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "an SQLite file"),
)
_SIGNATURES = tuple(signature for signature, _ in _BINARY_SIGNATURES)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]+)|<meta[^>]{0,300}charset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_GB_FAMILY = {"gb2312", "gbk", "cp936", "gb18030", "hz"}
_CONTROLS = bytes([*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0)])  # in Latin-1, and two more in _control_count
_SAMPLE = 20_000
DECLARED_BONUS = 0.05  # a declaration decides between encodings that give about equally good text


def decode(data: bytes, looks_for_declaration: bool = False) -> tuple[str, str]:
    """The text of `data` and the Python name of the codec that gives exactly this text (byte order mark left out).

    With `looks_for_declaration` a charset declared in an HTML or XML head is taken into account. Raises ReadError with the reason 'empty',
    'binary', 'truncated', 'undecodable' or 'replacement_characters'.
    """
    if not data or data.isspace():
        raise ReadError("empty", "The file has no text; get it again from its source or delete it.")
    if data.startswith(_SIGNATURES):
        kind = next(kind for signature, kind in _BINARY_SIGNATURES if data.startswith(signature))
        raise ReadError("binary", f"The file is {kind} under a text file's name; rename it to its true kind or convert it to text.")
    text, encoding = _decode_marked(data) or _decode_unmarked(data, looks_for_declaration)
    if not text or text.isspace():
        raise ReadError("empty", "The file has no text; get it again from its source or delete it.")
    lost = text.count("\ufffd")
    if lost:
        detail = f"{lost} characters were lost before the file came here (U+FFFD, the first at {text.index(chr(0xFFFD))}); get it again."
        raise ReadError("replacement_characters", detail)
    controls = _control_count(text)
    if controls > 8 and controls > len(text) / 500:
        raise ReadError("binary", f"{controls} of {len(text)} characters are control codes: this is no text; convert it or delete it.")
    return text, encoding


def _control_count(text: str) -> int:
    """How many control codes and non-characters the text holds, counted without a look at every Chinese character."""
    low = text.encode("latin-1", "ignore")
    return len(low) - len(low.translate(None, _CONTROLS)) + text.count("\ufffe") + text.count("\uffff")


def _decode_marked(data: bytes) -> tuple[str, str] | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise _broken(error, encoding, len(data)) from None
    return None


def _decode_unmarked(data: bytes, looks_for_declaration: bool) -> tuple[str, str]:
    utf8_error = None
    try:
        text = data.decode("utf-8")
        if text.count("\0") * 20 <= len(text):  # more of them is UTF-16 without its mark, or no text
            return text, "utf-8"
    except UnicodeDecodeError as error:
        utf8_error = error
    declared = _declared(data) if looks_for_declaration else None
    candidates = dict.fromkeys([*([declared] if declared else ()), "gb18030", "big5hkscs", "utf-16-le", "utf-16-be"])
    scored = [
        (_plausibility(text) + (DECLARED_BONUS if encoding == declared else 0.0), encoding, text)
        for encoding in candidates
        if (text := _strictly(data, encoding)) is not None
    ]
    by_score = max(scored, key=lambda s: s[0], default=None)  # ties go to the earlier candidate
    if utf8_error and _mostly_utf8(data, utf8_error, by_score[0] if by_score else 0.0):
        raise _broken(utf8_error, "utf-8", len(data))
    if by_score and by_score[0] >= 0.8:
        return by_score[2], by_score[1]
    if b"\0" in data or _noise_share(data) > 0.02 or not scored:
        cut = _cut_short(data)
        if cut:
            raise ReadError("truncated", f"The file ends in the middle of a {cut} character; get the whole file again.")
        if b"\0" in data or _noise_share(data) > 0.02:
            raise ReadError("binary", "The bytes are no text in any encoding known here; convert the file to text or delete it.")
    raise ReadError("undecodable", "No encoding known here (UTF-8, GB18030, Big5, UTF-16) gives readable text; save the file as UTF-8.")


def _declared(data: bytes) -> str | None:
    """The Python codec for the Chinese charset that the document declares for itself; None where it declares none."""
    found = _DECLARED.search(data[:4096])
    if not found:
        return None
    name = (found[1] or found[2]).decode("ascii", "ignore").lower()
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return None
    if codec in _GB_FAMILY:
        return "gb18030"
    return "big5hkscs" if codec.startswith("big5") else None


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _broken(error: UnicodeDecodeError, encoding: str, size: int) -> ReadError:
    name = encoding.upper().removesuffix("-SIG")
    if error.end >= len(error.object) and error.reason in ("unexpected end of data", "truncated data", "incomplete multibyte sequence"):
        return ReadError("truncated", f"The file ends in the middle of a {name} character at byte {error.start}; get the whole file again.")
    return ReadError("undecodable", f"The file is {name} but byte {error.start} of {size} is broken; get it again or repair that place.")


def _mostly_utf8(data: bytes, error: UnicodeDecodeError, best_other: float) -> bool:
    """Is this UTF-8 with a broken place rather than another encoding? UTF-8's multi-byte patterns do not come about by chance."""
    sample = data[max(0, error.start - 60_000) : error.start + 60_000].decode("utf-8", "replace")
    good, broken = sum(c > "\x7f" and c != "\ufffd" for c in sample), sample.count("\ufffd")
    return good >= 3 and broken <= good / 10 and (error.start > 200 or best_other < 0.9)


def _cut_short(data: bytes) -> str | None:
    """The encoding in which the data are good Chinese text but for a last character that is not whole; None if there is none."""
    for encoding in ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be"):
        for missing in (1, 2, 3):
            text = _strictly(data[:-missing], encoding)
            if text and _plausibility(text) >= 0.8:
                return encoding.upper()
    return None


def _noise_share(data: bytes) -> float:
    sample = data[:_SAMPLE]
    return sum(b < 9 or 13 < b < 32 or b == 127 for b in sample) / len(sample)


@cache
def _everyday() -> frozenset[str]:
    """Characters that everyday Chinese text is made of: GB 2312's and Big5's first levels, their punctuation, ASCII, full-width forms."""
    first_level = bytes(b for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for b in (lead, trail))
    big5 = bytes(b for lead in range(0xA4, 0xC6) for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)) for b in (lead, trail))
    punctuation = "、。·—…‘’“”〔〕〈〉《》「」『』【】±×÷∶％℃㎡○●◎◇◆□■△▲※→\u3000\xa0\u200b\ufeff"
    full_width = "".join(map(chr, range(0xFF01, 0xFF5F)))
    ascii_text = "\t\n\r" + "".join(map(chr, range(0x20, 0x7F)))
    return frozenset(first_level.decode("gb2312", "ignore") + big5.decode("big5", "ignore") + punctuation + full_width + ascii_text)


def _plausibility(text: str) -> float:
    """Share of everyday characters, in [0, 1], in samples from the beginning, the middle and the end; ASCII alone proves nothing."""
    third = _SAMPLE // 3
    middle = len(text) // 2
    sample = text if len(text) <= _SAMPLE else text[:third] + text[middle : middle + third] + text[-third:]
    everyday = _everyday()
    wide = [c for c in sample if c > "\x7f" or c < "\x09"]
    if not wide:
        return 1.0 if "\0" not in sample else 0.0
    # Common particles tell right from wrong where several encodings give first-level characters by chance.
    score = sum(c in everyday for c in wide) / len(wide)
    particles = sum(c in _PARTICLES for c in wide) / len(wide)
    return score * 0.9 + min(particles * 4, 1.0) * 0.1


_PARTICLES = frozenset(
    "的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主发發年学學教育市区區，。、："
)
