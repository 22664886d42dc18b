"""Cases of single documents: what their formats can be made to do to whoever reads them, and files that are none.

Word, Excel and PDF are judged by the outcome: read within the limits, or set aside with a reason, and the others come in all the same.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.drills.intake import files as made
from tests.drills.intake.archives import MEGA, NEWS
from tests.drills.intake.attempt import SET_ASIDE, SETTLED, Case, files

REFUSED = (
    "unsupported_type|too_much_memory|timed_out|output_too_large|reader_crashed|reader_failed|too_deep|grows_too_much|damaged|encrypted"
)
LOCKED = "unsupported_type|encrypted|password|password_protected|binary"


def one(group: str, name: str, what: str, data: Callable[[], bytes], expected: str = SETTLED, **more: object) -> Case:
    """A case of one file, made when it is tried."""
    return files(group, what, lambda inbox: (inbox / name).write_bytes(data()), {name: expected}, **more)


def _special(inbox: Path) -> None:
    """What no file is, and what a file may be called."""
    (inbox / "link.txt").symlink_to("/etc/passwd")
    (inbox / "loop").symlink_to(inbox)
    os.mkfifo(inbox / "pipe.txt")
    (inbox / "folder.txt").mkdir()
    with open(inbox / "huge.txt", "wb") as out:
        out.truncate(50_000 * MEGA)
    for name in ("$(touch owned).txt", "'; DROP TABLE dim_document; --.txt", "<script>alert(1)<!--.html", "\x1b[2Jclear.txt"):
        (inbox / name).write_bytes(NEWS)
    (inbox / os.fsdecode(b"\xd1\xa7\xce\xbb.txt")).write_bytes(NEWS)


def _deep_page() -> bytes:
    return b"<div>" * 200_000 + NEWS + b"</div>" * 200_000


SPECIAL = {
    "link.txt": "symlink",
    "loop": "symlink",
    "pipe.txt": "not_a_file",
    "folder.txt": "folder",
    "huge.txt": "too_large",
    "*": "read",
}

CASES = [
    files("inbox", "links, a pipe, 50 GB of nothing, hostile names", _special, SPECIAL),
    one("gzip", "a.txt.gz", "bomb: 300 MB in 300 KB", lambda: made.gzipped(bytes(300 * MEGA)), "unsupported_type"),
    one("gzip", "a.html", "bomb under a page's name", lambda: made.gzipped(bytes(50 * MEGA)), "binary"),
    one("html", "a.html", "billion laughs", lambda: made.page(made.LAUGHS, "新增学位5520个。&lol10;")),
    one("html", "a.html", "one entity, 2.5 GB of it", lambda: made.page(made.BLOW_UP[0], "新增学位5520个。" + made.BLOW_UP[1])),
    one("html", "a.html", "a local file as an entity", lambda: made.page(made.OUTSIDE, "新增学位5520个。&file;&web;"), never="root:"),
    one("html", "a.html", "a drawing with billion laughs", lambda: made.picture(made.LAUGHS, "&lol10;")),
    one("svg", "a.svg", "billion laughs", lambda: made.picture(made.LAUGHS, "&lol10;"), SET_ASIDE),
    one("html", "a.html", "200 000 elements in each other", _deep_page),
    one("html", "a.html", "20 MB of open tags", lambda: b"<p><b><a href='x'>" * 1_200_000),
    one("html", "a.html", "a tag of 30 MB", lambda: b"<p " + b"a=1 " * 7_500_000 + b">" + NEWS),
    one("html", "a.html", "20 MB of what looks like markup", lambda: b"<!--<![CDATA[&#x5B66;" * 1_000_000),
    one("text", "a.txt", "60 MB in one line", lambda: "新增学位5520个，".encode() * 2_700_000),
    one("text", "a.txt", "patterns begun and never ended", lambda: ("来源：" * 100_000 + "[](" * 100_000 + "2024年" * 100_000).encode()),
    one(
        "text",
        "a.txt",
        "half the memory it would take",
        lambda: "新增学位5520个，\n".encode() * 400_000,
        "too_much_memory",
        within={"memory_mb": 100},
    ),
    one("text", "a.txt", "noise", lambda: os.urandom(MEGA), "binary|undecodable"),
    one("pdf", "a.pdf", "50 000 pages", partial(made.pdf_of_pages, 50_000), SET_ASIDE),
    one("pdf", "a.pdf", "bomb: 500 MB on one page", made.pdf_bomb),
    one("pdf", "a.pdf", "pages in circles", made.pdf_in_circles),
    one("pdf", "a.pdf", "100 000 brackets in each other", made.pdf_deep),
    one("pdf", "a.pdf", "protected by a password", made.pdf_locked, SET_ASIDE),
    one("pdf", "a.pdf", "noise behind a PDF's first line", lambda: b"%PDF-1.7\n" + os.urandom(MEGA)),
    one("docx", "a.docx", "billion laughs", lambda: made.docx_saying(made.LAUGHS, "&lol10;")),
    one("docx", "a.docx", "one entity, 2.5 GB of it", lambda: made.docx_saying(*made.BLOW_UP)),
    one("docx", "a.docx", "a local file as an entity", lambda: made.docx_saying(made.OUTSIDE, "&file;&web;"), never="root:"),
    one("docx", "a.docx", "200 000 paragraphs in each other", made.docx_deep),
    one("docx", "a.docx", "bomb: a paragraph of 1 GB", made.docx_bomb, SET_ASIDE),
    one("xlsx", "a.xlsx", "billion laughs in the strings", made.xlsx_laughing),
    one("xlsx", "a.xlsx", "10 000 000 strings, one cell", partial(made.xlsx_of_strings, 10_000_000, 20)),
    one("xlsx", "a.xlsx", "100 000 cells, each the same 10 000 characters", partial(made.xlsx_repeating, 100_000, 10_000)),
    one("xlsx", "a.xlsx", "two cells, 17 thousand million apart", made.xlsx_far_cell),
    one("office", "a.xlsx", "a workbook protected by a password", made.locked_office, SET_ASIDE),
    one("office", "a.docx", "a Word file protected by a password", made.locked_office, SET_ASIDE),
]
