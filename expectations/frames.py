"""From the build file to pandas: one frame per suite, only what its rules look at. The file is opened read-only and closed again."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

import duckdb
import pandas as pd

from expectations.rules import Suite

# Texts in, for each the least and the greatest value that it states (None where it states none).
Rederive = Callable[[list[str]], list[tuple[float | None, float | None]]]


def load(build_file: Path, suites: Iterable[Suite], published: Path | None = None) -> dict[str, pd.DataFrame]:
    """Frames by table; suites that compare with the published file have none when there is no such file.

    Raises duckdb.Error, with the table's name, where a query doesn't fit the file.
    """
    frames = {}
    with duckdb.connect(str(build_file), read_only=True) as connection:
        connection.execute("set TimeZone = 'UTC'; set threads = 2")
        if published:
            connection.execute("attach '{}' as published (read_only)".format(str(published).replace("'", "''")))
        for suite in suites:
            if suite.compares and not published:
                continue
            try:
                frames[suite.table] = connection.execute(suite.query).df()
            except duckdb.Error as error:
                raise type(error)(f"{suite.table} of {build_file} cannot be loaded for validation: {error}") from error
    return frames


def _digits(text: str) -> str:
    """The digits of a text and the points between them, full-width ones as ASCII."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isdigit() or char == ".")


def rederived(frame: pd.DataFrame, rederive: Rederive) -> pd.Series:
    """For each claim, whether every value that it states is one that its own span yields.

    A bound word outside the span may decide which side a number bounds (不低于 … 90%), so values are compared, not sides. Each distinct
    span is parsed once. A figure that people corrected differs from its span on purpose. A cell of a table has its unit in a heading:
    `figure` is read in place of its span, as long as it has that span's digits. frame: columns span, value_min, value_max,
    figure_is_corrected, and perhaps figure. Returns booleans on the frame's index.
    """
    spans = frame["span"].fillna("").astype(str)
    if "figure" in frame.columns:
        pairs = zip(spans, frame["figure"], strict=True)
        told = [figure if isinstance(figure, str) and _digits(figure) == _digits(span) else span for span, figure in pairs]
        spans = pd.Series(told, index=frame.index, dtype=str)
    texts = list(dict.fromkeys(spans))
    derived = dict(zip(texts, rederive(texts), strict=True))

    def agrees(span: str, stated: tuple[float, float]) -> bool:
        found = [value for value in derived[span] if value is not None]
        return all(any(abs(value - other) <= 1e-6 * max(1.0, abs(value)) for other in found) for value in stated if not pd.isna(value))

    claims = zip(spans, frame["value_min"], frame["value_max"], frame["figure_is_corrected"], strict=True)
    judged = [corrected or agrees(span, (low, high)) for span, low, high, corrected in claims]
    return pd.Series(judged, index=frame.index, dtype=bool)
