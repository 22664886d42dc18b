"""Unpacking a ZIP archive, in the box: members are sent out one by one, and those that cannot be, with the reason.

Only ZIP belongs here. What the directory says is checked before a byte is unpacked; what is unpacked is measured all the same.
"""

from __future__ import annotations

import io
import lzma
import stat
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable

from ingestion.boxed.limits import Limits, variable
from ingestion.containers.names import Refused, decoded, is_nobodys, member_name
from ingestion.containers.sending import Sender

SMALL = 1 << 20  # bytes below which a member may grow as it likes
LOCAL_HEADER = 30  # bytes before the name
DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, OverflowError)


def unpack(
    data: bytes, send: Callable[..., None], limits: Limits, suffixes: list[str], members: int, unpacked: int, member_bytes: int
) -> None:
    """The task: send every member that is a file of a supported kind, the others with why not.

    suffixes: those of supported kinds. members, unpacked: how many files, and bytes of them together, are still allowed. member_bytes: how
    many of one. Raises Refused where the archive as a whole is not taken.
    """
    sender = Sender(send, suffixes, member_bytes)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except NotImplementedError as error:
        raise Refused("unsupported_archive", f"The archive is packed in a way that is not known here ({error}); pack it anew.") from None
    except DAMAGED as error:
        raise Refused("damaged_archive", f"The archive's directory cannot be read ({error}); get the whole file again.") from None
    with archive:
        entries = [entry for entry in archive.infolist() if not entry.orig_filename.endswith(("/", "\\"))]
        _check_whole(archive, entries, limits, members, unpacked)
        for name, entry in _named(entries, sender).items():
            if not is_nobodys(name):
                sender.offer(name, entry.file_size, lambda entry=entry: _chunks(archive, entry, limits))


def _check_whole(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], limits: Limits, members: int, unpacked: int) -> None:
    if not entries:
        raise Refused("empty", "The archive has no files in it; get it again from its source or delete it.")
    if len(entries) > members:
        detail = f"The archive has {len(entries):,} files, more than the {members:,} allowed; split it, or raise {variable('members')}."
        raise Refused("too_many_members", detail)
    # Each file has a place of its own; where two share bytes, a small archive unpacks to any size.
    reached, ends = 0, archive.start_dir
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < reached:
            raise Refused("overlapping_members", "Files in the archive share their bytes, as none that is well made does; delete it.")
        reached = entry.header_offset + LOCAL_HEADER + entry.compress_size
    if reached > ends:
        raise Refused("damaged_archive", "A file in the archive reaches into its directory; get the whole archive again.")
    total = sum(entry.file_size for entry in entries)
    if total > unpacked:
        detail = (
            f"Unpacked, the archive has {total:,} bytes, more than the {unpacked:,} allowed; split it, or raise {variable('unpacked_mb')}."
        )
        raise Refused("unpacks_too_large", detail)


def _named(entries: list[zipfile.ZipInfo], sender: Sender) -> dict[str, zipfile.ZipInfo]:
    """The entries by their names, however those are written. Of several of one name the last counts: that is how archives are brought up
    to date."""
    found: dict[str, list[zipfile.ZipInfo]] = defaultdict(list)
    for entry in entries:
        written = _name(entry)
        try:
            found[member_name(written)].append(entry)
        except Refused as refusal:
            sender.refuse(written, refusal, entry.file_size)
    for name, same in found.items():
        for number, entry in enumerate(same[:-1], 1):
            detail = f"The archive has {len(same)} files of this name; the last of them was taken in. Pack it anew with each name once."
            sender.refuse(f"{name} ({number})", Refused("duplicate_name", detail), entry.file_size)
    return {name: same[-1] for name, same in found.items()}


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as it was meant: `zipfile` takes what is not marked as UTF-8 for the character set of the first IBM PC."""
    if entry.flag_bits & 0x800:
        return entry.orig_filename
    try:
        return decoded(entry.orig_filename.encode("cp437"))
    except UnicodeEncodeError:
        return entry.orig_filename


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits):
    """A member's bytes, piece by piece. Raises Refused."""
    mode = entry.external_attr >> 16
    if stat.S_ISLNK(mode):
        raise Refused("symlink", "A symbolic link in an archive is not followed; pack the file itself.")
    if stat.S_IFMT(mode) and not stat.S_ISREG(mode):
        raise Refused("not_a_file", "A pipe, socket or device is no document; pack files only.")
    if entry.flag_bits & 0x2041:
        raise Refused("encrypted", "The file is protected by a password; unpack it and put the file itself into the inbox.")
    if entry.file_size > SMALL and entry.file_size > limits.ratio * max(entry.compress_size, 1):
        times = entry.file_size // max(entry.compress_size, 1)
        detail = (
            f"Unpacked, the file grows {times:,} times, more than the {limits.ratio} allowed, as bombs do; or raise {variable('ratio')}."
        )
        raise Refused("grows_too_much", detail)
    try:
        with archive.open(entry) as member:
            while chunk := member.read(SMALL):
                yield chunk
    except NotImplementedError as error:
        raise Refused("unsupported_archive", f"The file is packed in a way that is not known here ({error}); pack it anew.") from None
    except DAMAGED as error:
        raise Refused("damaged_member", f"The file cannot be unpacked ({error}); get the whole archive again.") from None
    except RuntimeError as error:  # how zipfile says that a password is wanted
        raise Refused("encrypted", f"The file cannot be opened ({error}); unpack it and put the file itself into the inbox.") from None
