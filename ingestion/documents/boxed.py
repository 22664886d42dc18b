"""Readers in the box: a reader's page leaves the worker as a message, and is looked over before anybody uses it.

Here belongs: handing a document's bytes to a reader in a worker, the bounds on what a reader makes, and the form in which a page travels.
Not here: the worker itself (`ingestion/boxed`), what readers do. Plain text goes through the box too: it costs next to nothing there, and
the patterns that tell its body from furniture are then bound in time like everybody else's.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Protocol

from ingestion.boxed import Box, BoxError, Limits
from ingestion.boxed.limits import variable
from ingestion.documents.errors import ReadError
from ingestion.documents.page import Cell, Page

Reader = Callable[[bytes], Page]
Rules = dict[str, Any]
MAX_HEAD = 1 << 20  # bytes of what a page says besides its text, pages and cells
_BYTES_OF_SPAN, _BYTES_OF_CELL = 40, 250  # at most, as text


class ReadsPages(Protocol):
    """Something that has a reader make a page of a document's bytes. Raises ReadError.

    rules: what the document's source tells of its pages, as keywords of `by_source.read`; None where there is no such source.
    """

    def page(self, reader: Reader, data: bytes, rules: Rules | None = None) -> Page: ...


class BoxedReaders:
    """Runs readers in a box. Use it as a context manager, in one thread; one serves any number of documents."""

    def __init__(self, readers: Iterable[Reader], limits: Limits | None = None):
        self.box = Box(limits, readable=[_package_of(reader) for reader in readers])

    def __enter__(self) -> BoxedReaders:
        return self

    def __exit__(self, *_: object) -> None:
        self.box.close()

    def page(self, reader: Reader, data: bytes, rules: Rules | None = None) -> Page:
        """The page that `reader` makes of `data`. Raises ReadError, with the box' reasons too."""
        limits = self.box.limits
        room = MAX_HEAD + (limits.pages + limits.characters // 100) * _BYTES_OF_SPAN + limits.cells * _BYTES_OF_CELL
        address = f"{reader.__module__}:{reader.__qualname__}"
        task = f"{__name__}:read_in_worker"
        try:
            messages = list(self.box.run(task, data, {"reader": address, "rules": rules}, max_head=room, max_blob=4 * limits.characters))
            if len(messages) != 1:
                raise BoxError("reader_crashed", f"The reader sent back {len(messages)} pages instead of one.")
        except BoxError as error:
            failed = f"The reader {address} failed: " if error.reason == "reader_failed" else ""
            raise ReadError(error.reason, failed + error.detail) from None
        return _from_message(*messages[0], limits)


class UnboxedReaders:
    """Runs readers in this process, for tools that must see what they do (fuzzers, profilers). Not for documents from outside."""

    def page(self, reader: Reader, data: bytes, rules: Rules | None = None) -> Page:
        return _read(reader, data, rules)


def read_in_worker(data: bytes, send: Callable[..., None], limits: Limits, reader: str, rules: Rules | None) -> None:
    """The task: read `data` with the reader `module:name`, and send its page. Raises what the reader raises, and ReadError for its size."""
    module, _, name = reader.partition(":")
    page = _read(getattr(importlib.import_module(module), name), data, rules)
    _check_size(page, limits)
    head = {name: getattr(page, name) for name in ("encoding", "body", "declared", "is_whole_file", "pages", "cells")}
    send(head, page.text.encode())


def _read(reader: Reader, data: bytes, rules: Rules | None) -> Page:
    if rules is None:
        return reader(data)
    from ingestion.documents import by_source

    return by_source.read(data, reader, **rules)


def _check_size(page: Page, limits: Limits) -> None:
    sizes = {"characters": len(page.text), "pages": len(page.pages), "cells": len(page.cells)}
    for name, size in sizes.items():
        allowed = getattr(limits, name)
        if size > allowed:
            raise ReadError(
                "output_too_large", f"The file has {size:,} {name}, more than the {allowed:,} allowed; split it, or raise {variable(name)}."
            )


def _from_message(head: dict[str, Any], blob: bytes, limits: Limits) -> Page:
    """The page in a message, every part of it looked at. Raises ReadError('reader_crashed') for one that no reader of ours makes."""
    try:
        text = blob.decode()
        if type(head["encoding"]) not in (str, type(None)) or type(head["is_whole_file"]) is not bool:
            raise ValueError("encoding")
        declared = head["declared"]
        if not all(_sound(name) and _sound(value) for name, value in declared.items()):
            raise ValueError("declared")
        page = Page(
            text=text,
            encoding=head["encoding"],
            body=_spans(head["body"], len(text)),
            declared=declared,
            is_whole_file=head["is_whole_file"],
            pages=_spans(head["pages"], len(text)),
            cells=[_cell(values, len(text)) for values in head["cells"]],
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        detail = f"What the reader sent back is no page ({type(error).__name__}: {error})."[:300]
        raise ReadError("reader_crashed", detail) from None
    _check_size(page, limits)
    return page


def _sound(value: object) -> bool:
    """A string that can be written out: JSON can carry half a character."""
    return type(value) is str and value.encode() is not None


def _spans(pairs: list[list[int]], size: int) -> list[tuple[int, int]]:
    spans, reached = [], 0
    for start, end in pairs:
        if type(start) is not int or type(end) is not int or not reached <= start <= end <= size:
            raise ValueError(f"the span {start}–{end}")
        spans.append((start, end))
        reached = end
    return spans


def _cell(values: list[Any], size: int) -> Cell:
    cell = Cell(*values)
    numbers, names = cell[:7], cell[7:]
    if not all(type(number) is int and 0 <= number < 1 << 40 for number in numbers) or not 0 <= cell.start <= cell.end <= size:
        raise ValueError(f"the cell {numbers}")
    if not all(name is None or _sound(name) for name in names):
        raise ValueError("a cell's name")
    return cell


def _package_of(reader: Reader) -> str:
    """The folder of the package that a reader's code is in."""
    package = sys.modules[reader.__module__.partition(".")[0]]
    return str(Path(package.__path__[0] if hasattr(package, "__path__") else package.__file__).resolve())
