"""A mail (.eml): its own text, and which of its parts are attachments.

Here belongs: taking a mail apart with the standard library's parser, and the page that its text makes: subject, then body. Not here:
landing attachments, which are documents of their own (`ingestion/containers`), reading HTML (`html.py`).
"""

from __future__ import annotations

import mimetypes
import re
from contextlib import suppress
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from ingestion.documents import html, plain
from ingestion.documents.decode import decode
from ingestion.documents.errors import ReadError
from ingestion.documents.page import Page
from ingestion.wordlists import alternatives, terms

MAX_PARTS = 10_000
MAX_HEADER = 2_000  # characters of a header that are looked at
_FOLD = re.compile(r"\r?\n[ \t]")  # how a header that is long goes on
_ENCODED_WORDS = re.compile(r"(?:=\?[^?\s]{1,40}\?[bqBQ]\?[^?]*\?=\s*)+")


def read_mail(data: bytes) -> Page:
    """The page of a mail: its subject and its body, as plain text where the mail has it and no table is lost. Raises ReadError."""
    mail = parse(data)
    bodies = [page for part in _bodies(mail) if (page := _page_of(part)) is not None]
    subject = _without_prefixes(_header(mail, "Subject"))
    if not bodies and not subject:
        raise ReadError("empty", "The mail has neither a subject nor text; its attachments, if any, are read by themselves.")
    text, spans, cells = "", [], []
    for page in [*([plain_page(subject)] if subject else []), *bodies]:
        text += "\n\n" if text else ""
        start, tables = len(text), 1 + max((cell.table for cell in cells), default=-1)
        text += page.text
        spans += [(start + begin, start + end) for begin, end in page.body]
        cells += [cell._replace(table=cell.table + tables, start=cell.start + start, end=cell.end + start) for cell in page.cells]
    encoding = bodies[0].encoding if bodies else "utf-8"
    return Page(text=text, encoding=encoding, body=spans, cells=cells, declared=_declared(mail, subject))


def plain_page(text: str) -> Page:
    """A page of plain text that was decoded already."""
    return Page(text=text, encoding="utf-8", body=plain.body_spans(text))


def parse(data: bytes) -> Message:
    """The mail in `data`. Raises ReadError where it is none, or nested beyond reason."""
    try:
        mail = message_from_bytes(data)  # by the older policy, whose headers stay bytes where they are no ASCII
        if not mail.keys():
            raise ReadError("no_mail", "The file has no mail headers; save the mail again as .eml, or rename the file to its true kind.")
        return mail
    except RecursionError:
        raise ReadError("too_deep", "The mail's parts are nested too deeply to be taken apart; forward it anew.") from None


def attachments(mail: Message) -> list[tuple[str, bytes]]:
    """Name and bytes of every part that is no text of the mail itself and no picture in it. A mail inside is one attachment, `….eml`."""
    found = []
    for number, part in enumerate(_leaves(mail), 1):
        if _is_body(part) or (part.get_content_maintype() == "image" and part["Content-ID"] and not _file_name(part)):
            continue
        if part.get_content_maintype() == "message":
            content = part.get_payload(0).as_bytes() if part.is_multipart() and part.get_payload() else _content(part)
            found.append((_file_name(part) or f"attachment-{number}.eml", content))
        else:
            name = _file_name(part) or f"attachment-{number}{mimetypes.guess_extension(part.get_content_type()) or ''}"
            found.append((name, _content(part)))
    return found


def _leaves(mail: Message) -> list[Message]:
    """The parts that have no parts, in order; mails inside are not looked into. Raises ReadError where there are too many."""
    found, waiting = [], [mail]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting += reversed(part.get_payload())
        else:
            found.append(part)
        if len(found) + len(waiting) > MAX_PARTS:
            raise ReadError("too_many_members", f"The mail has more than {MAX_PARTS:,} parts; forward it anew without the needless ones.")
    return found


def _content(part: Message) -> bytes:
    """The bytes of a part, its transfer encoding undone where that can be."""
    try:
        return part.get_payload(decode=True) or b""
    except (ValueError, LookupError):  # a charset whose name is none
        part.del_param("charset")
        return part.get_payload(decode=True) or b""


def _is_body(part: Message) -> bool:
    return (
        part.get_content_type() in ("text/plain", "text/html") and part.get_content_disposition() != "attachment" and not _file_name(part)
    )


def _bodies(mail: Message) -> list[Message]:
    """The parts that make up the text: all plain ones, or the HTML ones where there are none or one of those has a table."""
    parts = [part for part in _leaves(mail) if _is_body(part) and _content(part).strip()]
    web = [part for part in parts if part.get_content_type() == "text/html"]
    text = [part for part in parts if part.get_content_type() == "text/plain"]
    has_table = any(b"<table" in _content(part).lower() for part in web)
    return web if has_table or not text else text


def _page_of(part: Message) -> Page | None:
    """The page of a body part; None for one that shows nothing. Raises ReadError."""
    data = _content(part)
    reader = html.read_html if part.get_content_type() == "text/html" else plain.read_text
    try:
        return reader(data)
    except ReadError as error:
        if error.reason == "empty":
            return None
        try:  # an encoding that readers don't look for by themselves, but the mail names it
            return reader(data.decode(part.get_content_charset("ascii")).encode())
        except (LookupError, UnicodeError):
            raise error from None


def _declared(mail: Message, subject: str) -> dict[str, str]:
    """Title, publisher and day that the headers give; only what is there."""
    found = {"title": subject} if subject else {}
    name = parseaddr(_header(mail, "From"))[0].strip()
    if name and _office().search(name):  # a person is nobody's publisher
        found["publisher"] = name
    with suppress(TypeError, ValueError, IndexError, OverflowError):
        found["published"] = parsedate_to_datetime(_header(mail, "Date")).date().isoformat()
    return found


def _office() -> re.Pattern[str]:
    kinds = ("office_suffix", "media_suffix", "school_suffix")
    return re.compile(f"(?:{alternatives(term for kind in kinds for term in terms('bylines', kind))})$")


def _without_prefixes(subject: str) -> str:
    """回复：Fwd: 关于…的通知 → 关于…的通知"""
    prefix = re.compile(rf"\s*(?:{alternatives(terms('bylines', 'mail_prefix'))})\s*[:：]\s*", re.I)
    while found := prefix.match(subject):
        subject = subject[found.end() :]
    return subject.strip()


def _header(mail: Message, name: str) -> str:
    """A header as text in one line; empty where there is none."""
    said = next((str(value) for own, value in mail.raw_items() if own.lower() == name.lower()), "")
    return " ".join(_decoded(said[:MAX_HEADER]).split())


def _file_name(part: Message) -> str:
    """The name that a part is sent under; empty where it has none."""
    for own, value in part.raw_items():
        if own.lower() in ("content-disposition", "content-type") and (plain_value := _readable(str(value))) != value:
            part.replace_header(own, plain_value)
    try:
        return _decoded(_FOLD.sub(" ", (part.get_filename() or "")[:MAX_HEADER])).strip()
    except (MessageError, ValueError, LookupError):
        return ""


def _decoded(said: str) -> str:
    """A header's words as they were meant: =?gbk?B?…?= and bare bytes become text."""
    return _ENCODED_WORDS.sub(lambda found: _words(found[0]), _readable(said))


def _words(encoded: str) -> str:
    try:
        return "".join(_by_charset(part, charset) for part, charset in decode_header(encoded.strip()))
    except (MessageError, ValueError):
        return encoded


def _by_charset(part: bytes | str, charset: str | None) -> str:
    if isinstance(part, str):
        return part
    charset = "gb18030" if (charset or "").lower().startswith("gb") else charset
    try:
        said = part.decode(charset or "ascii")
        said.encode()  # some charsets give half characters, which no text may have
        return said
    except (LookupError, UnicodeError):
        return _readable(part.decode("ascii", "surrogateescape"))


def _readable(said: str) -> str:
    """Headers in bare GBK or UTF-8, which mail programs of old sent: their bytes reach us as lone surrogates."""
    if not any("\ud800" <= sign <= "\udfff" for sign in said):
        return said
    try:
        return decode(said.encode("utf-8", "surrogateescape"))[0]
    except (ReadError, UnicodeError):
        return said.encode("utf-8", "replace").decode()
