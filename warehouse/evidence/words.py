"""Coded words as people read them, Chinese first, English beside: names are those of `marts.dim_code`, for every kind of reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from warehouse.evidence.harmless import plain

if TYPE_CHECKING:
    import duckdb


class Words:
    """The names of an open database file. A code that has none stands for itself, so that it is seen."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, more: Mapping[tuple[str, str], tuple[str, str]] | None = None):
        """more: words that are no codes of data, (field, code) → (Chinese, English). Raises duckdb.CatalogException for an older file."""
        found = connection.execute("select field, code, name_zh, name_en from marts.dim_code").fetchall()
        self._names = {(field, code): (zh, en) for field, code, zh, en in found} | dict(more or {})
        # asked for many times a claim
        self._both = {key: _beside(*names) for key, names in self._names.items()}

    def zh(self, field: str, code: str | None) -> str:
        """The Chinese name; nothing for no code."""
        return self._names.get((field, code), (code, code))[0] if code else ""

    def en(self, field: str, code: str | None) -> str:
        """The English name."""
        return self._names.get((field, code), (code, code))[1] if code else ""

    def both(self, field: str, code: str | None) -> Markup:
        """The one with the other beside it."""
        return self._both.get((field, code)) or escape(plain(code))

    def status(self, code: str | None) -> Markup:
        """The state of a claim or fact as a chip, in the colour that style.css has for it."""
        return Markup('<span class="chip {}">{}</span>').format(code if ("status", code) in self._names else "", self.both("status", code))


def _beside(chinese: str, english: str) -> Markup:
    return Markup('{} <span lang="en">{}</span>').format(plain(chinese), plain(english)) if chinese != english else escape(plain(chinese))
