"""The pages of a database file, written into a folder that no reader sees yet; those that show the same as before are kept."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb

from warehouse import unseen
from warehouse.evidence import generations, harmless, marks
from warehouse.evidence.content import Content
from warehouse.evidence.templates import environment
from warehouse.evidence.words import Words
from warehouse.files import link_or_copy, sync_file

INDEX_ROWS = 500
STYLE = "style.css"
# what each page was made from, and how large it came out; beside the pages, so that it is never of others
_RECORD = ".made_from.json"
_SAFE_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,99}")


class UnsafeName(ValueError):
    """An identifier would make no good file name or anchor."""


@dataclass(frozen=True)
class Pages:
    """A folder of pages that is whole, ready to be shown. written: how many pages of documents were made, and not kept from before."""

    folder: Path
    documents: int
    written: int


def write(database: Path, published: Path, spill: Path) -> Pages:
    """Make the pages for `database` in a new folder of `published`; `generations.show` has readers see it.

    spill: a folder for what does not fit in memory. Raises UnsafeName, duckdb.Error or OSError, and leaves no folder behind then.
    """
    before = generations.shown(published)
    folder = generations.new(published)
    try:
        with Content(database, spill) as content:
            words, documents = content.words(), content.documents()
            _require_safe([document["document_id"] for document in documents])
            made_from = {document["document_id"]: f"{_version()}-{document['content']}" for document in documents}
            record = _kept(before, folder, made_from)
            changed = [document for document in documents if document["document_id"] not in record]
            named = {document["document_id"]: document for document in documents}
            for document in content.pages(changed):
                size = _write(folder / f"{document['document_id']}.html", _page(document, named, words))
                record[document["document_id"]] = [made_from[document["document_id"]], size]
        sheets = _write_index(folder, documents)
        _write(folder / STYLE, environment().get_template(STYLE).render())
        for name in [*(f"{document['document_id']}.html" for document in changed), *sheets, STYLE]:
            sync_file(folder / name)
        _write(folder / _RECORD, json.dumps(record))
        sync_file(folder / _RECORD)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Pages(folder, len(documents), len(changed))


@cache
def _version() -> str:
    """A fingerprint of everything that makes pages look as they do."""
    digest = hashlib.sha256(duckdb.__version__.encode())  # which hashes what they show
    own = (path for path in Path(__file__).parent.rglob("*") if path.suffix in (".py", ".sql", ".html", ".css"))
    for path in (*sorted(own), Path(unseen.__file__)):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _kept(before: Path | None, folder: Path, made_from: dict[str, str]) -> dict[str, list[Any]]:
    """Have the pages that would be made from the same again in the new folder; document → what it was made from, and its size in bytes.

    A page whose size is another one than it was written with (a disk that lost power) is made again.
    """
    if before is None:
        return {}
    try:
        record = json.loads((before / _RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    kept = {}
    for document_id, source in made_from.items():
        was, size = record.get(document_id, (None, None))
        page = before / f"{document_id}.html"
        if was == source and page.is_file() and page.stat().st_size == size:
            link_or_copy(page, folder / page.name)
            kept[document_id] = [source, size]
    return kept


def _page(document: dict[str, Any], named: dict[str, dict[str, Any]], words: Words) -> str:
    """The page of a document; `named`: all documents by their identifier, for what others are called."""
    claims = document["claims"]
    _require_safe([claim["claim_id"] for claim in claims])
    spans = [
        marks.Span(claim["claim_id"], claim["char_start"], claim["char_end"], claim["quote"], number) for number, claim in enumerate(claims)
    ]
    return _template("document.html").render(
        document=document,
        named=named,
        words=words,
        text=marks.marked(document["text"], spans),
        address=harmless.web_address(document["url"]),
        classes=[marks.digits(number).upper() for number in range(len(claims))],
    )


def _write_index(folder: Path, documents: Sequence[dict[str, Any]]) -> list[str]:
    """The list of documents, the newest first, on as many pages as it takes; returns their names."""
    sheets = [documents[start : start + INDEX_ROWS] for start in range(0, len(documents), INDEX_ROWS)] or [[]]
    names = [f"index{f'-{number}' if number > 1 else ''}.html" for number in range(1, len(sheets) + 1)]
    years: dict[int, list[Any]] = {}
    for name, sheet in zip(names, sheets, strict=True):
        for document in sheet:
            years.setdefault(_year(document), [name, 0])[1] += 1
    for number, (name, sheet) in enumerate(zip(names, sheets, strict=True), start=1):
        groups = [(year, list(rows)) for year, rows in groupby(sheet, key=_year)]
        page = _template("index.html").render(groups=groups, total=len(documents), names=names, number=number, years=years)
        _write(folder / name, page)
    return names


def _year(document: dict[str, Any]) -> int:
    """The year that a document is listed under; 0 where its day is unknown."""
    return document["published_date"].year if document["published_date"] else 0


def _template(name: str) -> Any:
    return environment().get_template(name)


def _write(path: Path, page: str) -> int:
    content = page.encode("utf-8")
    path.write_bytes(content)
    return len(content)


def _require_safe(names: Sequence[str]) -> None:
    for name in names:
        if not _SAFE_NAME.fullmatch(name) or name.startswith("index"):
            raise UnsafeName(f"{name!r} can be no page's name or anchor; identifiers have letters, digits, - and _ only")
