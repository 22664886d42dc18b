"""Cases of archives and mails: bombs, names that lead elsewhere, what is broken, locked or too much."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from functools import partial

from tests.drills.intake import archives
from tests.drills.intake.archives import MEGA, NEWS, archive, mail
from tests.drills.intake.attempt import Case, files

HARMLESS = [
    "$(touch owned).txt",
    "`reboot`.txt",
    "; rm -rf ~; .txt",
    "| cat.txt",
    "-rf.txt",
    "'; DROP TABLE dim_document; --.txt",
    '" OR 1=1 --.txt',
    "<script>alert(1)</script>.txt",
    "<img src=x onerror=alert(1)>.txt",
    "=cmd|' 'calc'!A0.txt",
    "%s%n{0}{{x}}.txt",
    "[red]bold[\uff3d.txt",
    "CON.txt",
    "空 格\u3000全角.txt",
]
UNSAFE = [
    "../up.txt",
    "a/../../up.txt",
    "/etc/cron.d/job.txt",
    "C:\\windows\\a.txt",
    "c:a.txt",
    "..\\..\\up.txt",
    "\\\\host\\share.txt",
    "line\nbreak.txt",
    "\x1b]0;title\x07.txt",
    "nul\x00.txt",
    "\u202etxt.exe.txt",
    "字" * 400 + ".txt",
]


def zipped(what: str, made: Callable[[], bytes], expected: dict[str, str], name: str = "a.zip", **more: object) -> Case:
    """A case of one archive, made when it is tried. `expected` names members without the archive; '' is the archive itself."""
    full = {(f"{name}/{member}" if member and member != "*" else member or name): what for member, what in expected.items()}
    return files("zip" if name.endswith(".zip") else "mail", what, lambda inbox: (inbox / name).write_bytes(made()), full, **more)


def _named(names: list[str]) -> Callable[[], bytes]:
    return lambda: archives.raw_archive([(name.encode(), NEWS) for name in names], flags=0x800)


def _inner_bomb() -> bytes:
    return archive([("inner.zip", archive([("zeros.txt", bytes(90 * MEGA))])), ("good.txt", NEWS)])


def _twice() -> bytes:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return archive([("a.txt", b"old"), ("a.txt", NEWS)])


def _long_directory() -> bytes:
    """A long directory of entries and nothing in them."""
    return archives.raw_archive([(b"%07d.txt" % number, b"") for number in range(300_000)])


CASES = [
    zipped(
        "bomb: 90 MB of zeros in 90 KB, and a good file",
        lambda: archive([("zeros.txt", bytes(90 * MEGA)), ("good.txt", NEWS)]),
        {"zeros.txt": "grows_too_much", "good.txt": "read"},
    ),
    zipped(
        "bomb: more than 500 MB together",
        lambda: archive([(f"{n}.txt", bytes(90 * MEGA)) for n in range(6)]),
        {"": "unpacks_too_large"},
    ),
    zipped(
        "bomb: bzip2, 90 MB in 150 bytes",
        lambda: archive([("zeros.txt", bytes(90 * MEGA)), ("good.txt", NEWS)], zipfile.ZIP_BZIP2),
        {"zeros.txt": "grows_too_much", "good.txt": "read"},
    ),
    zipped(
        "bomb: LZMA",
        lambda: archive([("zeros.txt", bytes(90 * MEGA)), ("good.txt", NEWS)], zipfile.ZIP_LZMA),
        {"zeros.txt": "grows_too_much", "good.txt": "read"},
    ),
    zipped("bomb in an archive in the archive", _inner_bomb, {"inner.zip/zeros.txt": "grows_too_much", "good.txt": "read"}),
    zipped("bomb: 200 names for the same 4 MB", archives.overlapping, {"": "overlapping_members"}),
    zipped("a member that says 10 bytes and has 200 MB", archives.lying_size, {"small.txt": "damaged_member"}),
    zipped(
        "archives 50 deep",
        partial(archives.nested, 50),
        {
            "text48.txt": "read",
            "level48.zip/text47.txt": "read",
            "level48.zip/level47.zip/text46.txt": "read",
            "level48.zip/level47.zip/level46.zip": "too_deep",
        },
    ),
    zipped(
        "10 000 files in one archive",
        lambda: archive([(f"{n}.txt", b"%d" % n) for n in range(10_000)], zipfile.ZIP_STORED),
        {"": "too_many_members"},
    ),
    zipped(
        "10 000 files in ten archives in one",
        partial(archives.wide, 10, 1_000),
        {f"part{n}.zip": "too_many_members" for n in range(1, 10)} | {"*": "read"},
    ),
    zipped("300 000 empty files", _long_directory, {"": "too_many_members"}),
    zipped("names that lead out of the archive, and a good one", _named([*UNSAFE, "good.txt"]), {"good.txt": "read", "*": "unsafe_name"}),
    zipped("names that are shell, SQL, HTML, formulas", _named(HARMLESS), {name: "read" for name in HARMLESS}),
    zipped("symbolic link and pipe as members", archives.links, {"link.txt": "symlink", "pipe.txt": "not_a_file", "file.txt": "read"}),
    zipped("one name twice", _twice, {"a.txt (1)": "duplicate_name", "a.txt": "read"}),
    zipped("names in GBK", lambda: archives.raw_archive([("焦作/学位.txt".encode("gbk"), NEWS)]), {"焦作/学位.txt": "read"}),
    zipped("protected by a password", lambda: archives.raw_archive([(b"a.txt", NEWS)], flags=1), {"a.txt": "encrypted"}),
    zipped(
        "packed by a method unknown here", lambda: archives.raw_archive([(b"a.txt", NEWS)], method=99), {"a.txt": "unsupported_archive"}
    ),
    zipped("broken directory", archives.broken_directory, {"": "damaged_archive"}),
    zipped("cut short", lambda: archive([("a.txt", NEWS)])[:-30], {"": "damaged_archive"}),
    zipped("a changed byte", archives.bad_checksum, {"changed.txt": "damaged_member", "whole.txt": "read"}),
    zipped("empty file under an archive's name", lambda: b"", {"": "damaged_archive"}),
    zipped("no archive under an archive's name", lambda: NEWS * 1000, {"": "damaged_archive"}),
    zipped("an archive that takes too much memory to unpack", _long_directory, {"": "too_much_memory"}, within={"memory_mb": 60}),
    zipped("parts 5 000 deep", partial(archives.deep_mail, 5_000), {"": "too_deep|empty|read", "*": "too_deep"}, name="a.eml"),
    zipped("3 000 attachments", lambda: mail([(f"{n}.txt", NEWS) for n in range(3_000)]), {"": "read|too_many_members"}, name="a.eml"),
    zipped(
        "attachments named to lead elsewhere",
        lambda: mail([("../../up.txt", NEWS), ("/etc/passwd.txt", NEWS), ("good.txt", NEWS)]),
        {"": "read", "good.txt": "read", "*": "unsafe_name"},
        name="a.eml",
    ),
    zipped(
        "mails 30 deep",
        partial(archives.mails_in_mails, 30),
        {"": "read", "forwarded.eml": "read", "forwarded.eml/forwarded.eml": "read", "*": "read|too_deep"},
        name="a.eml",
    ),
    zipped(
        "no mail under a mail's name",
        lambda: bytes(range(256)) * 100,
        {"": "no_mail|binary|empty|undecodable", "*": "no_mail"},
        name="a.eml",
    ),
    zipped(
        "a bomb attached",
        lambda: mail([("bomb.zip", archive([("zeros.txt", bytes(90 * MEGA))]))]),
        {"": "read", "bomb.zip/zeros.txt": "grows_too_much"},
        name="a.eml",
    ),
]
