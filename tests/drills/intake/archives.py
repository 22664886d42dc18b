"""Hostile and broken ZIP archives and mails, made byte by byte where no well-behaved writer would make them."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable
from email.message import EmailMessage

NEWS = "2024年，焦作市新建幼儿园25所，新增学位5520个。\n".encode()
MEGA = 1 << 20


def archive(members: Iterable[tuple[str | zipfile.ZipInfo, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive with these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, data in members:
            made.writestr(name, data)
    return out.getvalue()


def entry(name: str, mode: int) -> zipfile.ZipInfo:
    """A member that says it is something else than a file, such as stat.S_IFLNK | 0o777."""
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, mode << 16
    return info


def raw_archive(members: Iterable[tuple[bytes, bytes]], flags: int = 0, method: int = 0, claimed_size: int | None = None) -> bytes:
    """An archive written by hand: names as bytes, the same flags and method for all, and a size that need not be the true one.

    The data are put in as they are, whatever the method says.
    """
    body, directory = bytearray(), bytearray()
    for name, data in members:
        size = len(data) if claimed_size is None else claimed_size
        common = struct.pack("<HHHHHIII", 20, flags, method, 0, 0x5821, zlib.crc32(data), len(data), size) + struct.pack(
            "<HH", len(name), 0
        )
        directory += b"PK\x01\x02" + struct.pack("<H", 0x0314) + common + struct.pack("<HHHII", 0, 0, 0, 0o100644 << 16, len(body)) + name
        body += b"PK\x03\x04" + common + name + data
    return bytes(body) + _closed(directory, len(body))


def _closed(directory: bytes, at: int) -> bytes:
    count = min(directory.count(b"PK\x01\x02"), 0xFFFF)  # as many as there is room to tell
    return bytes(directory) + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), at, 0)


def overlapping(copies: int = 200, size: int = 4 * MEGA) -> bytes:
    """Many names for one and the same bytes: a few kilobytes that unpack to gigabytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packer.compress(bytes(size)) + packer.flush()
    crc = zlib.crc32(bytes(size))

    def common(name: bytes) -> bytes:
        return struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x5821, crc, len(data), size, len(name), 0)

    body = b"PK\x03\x04" + common(b"000.txt") + b"000.txt" + data
    names = [b"%03d.txt" % number for number in range(copies)]
    directory = b"".join(
        b"PK\x01\x02" + struct.pack("<H", 0x0314) + common(name) + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name for name in names
    )
    return body + _closed(directory, len(body))


def lying_size() -> bytes:
    """A member that says it has ten bytes and has hundreds of millions."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return raw_archive([(b"small.txt", packer.compress(bytes(200 * MEGA)) + packer.flush())], method=8, claimed_size=10)


def nested(depth: int) -> bytes:
    """Archives in each other, the innermost with a text."""
    data = archive([("inner.txt", NEWS)])
    for level in range(depth - 1):
        data = archive([(f"level{level}.zip", data), (f"text{level}.txt", NEWS)])
    return data


def wide(archives: int, files: int) -> bytes:
    """Archives side by side in one, each with many files: as many as allowed in each, far too many together."""
    inner = archive([(f"{number}.txt", b"%d" % number) for number in range(files)], zipfile.ZIP_STORED)
    return archive([(f"part{number}.zip", inner) for number in range(archives)])


def broken_directory() -> bytes:
    data = bytearray(archive([("a.txt", NEWS), ("b.txt", NEWS)]))
    at = data.index(b"PK\x01\x02")
    data[at : at + 40] = b"\xff" * 40
    return bytes(data)


def bad_checksum() -> bytes:
    """Two files, the first with a changed byte."""
    data = bytearray(archive([("changed.txt", NEWS), ("whole.txt", NEWS)], zipfile.ZIP_STORED))
    data[data.index(NEWS[:8])] ^= 1
    return bytes(data)


def links() -> bytes:
    return archive(
        [(entry("link.txt", stat.S_IFLNK | 0o777), b"/etc/passwd"), (entry("pipe.txt", stat.S_IFIFO | 0o666), b""), ("file.txt", NEWS)]
    )


def mail(attachments: Iterable[tuple[str, bytes]] = (), subject: str = "关于新增学位的通知", text: str = "全市新增学位5520个。") -> bytes:
    """A mail with a text and attachments."""
    made = EmailMessage()
    made["Subject"], made["From"], made["Date"] = subject, "焦作市教育局 <jyj@example.org>", "Wed, 20 Mar 2024 09:00:00 +0800"
    made.set_content(text)
    for name, data in attachments:
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


def deep_mail(depth: int) -> bytes:
    """Parts in parts in parts."""
    opened = b"".join(b'--%d\r\nContent-Type: multipart/mixed; boundary="%d"\r\n\r\n' % (level, level + 1) for level in range(depth))
    return b'Subject: deep\r\nContent-Type: multipart/mixed; boundary="0"\r\n\r\n' + opened


def mails_in_mails(depth: int) -> bytes:
    data = mail([("inner.txt", NEWS)])
    for _ in range(depth - 1):
        data = mail([("forwarded.eml", data)])
    return data
