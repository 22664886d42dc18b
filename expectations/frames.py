"""From the build file to pandas: one frame per suite, only what its rules look at. The file is opened read-only and closed again."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from expectations.rules import Suite

# Texts in, for each the least and the greatest value that it states (None where it states none).
Rederive = Callable[[list[str]], list[tuple[float | None, float | None]]]


@dataclass(frozen=True)
class Frame:
    """What there is to judge of a table: `rows`, of as many as the table has."""

    rows: pd.DataFrame
    count: int


def load(
    build_file: Path, suites: Iterable[Suite], published: Path | None = None, broken: Mapping[str, Sequence[str]] | None = None
) -> dict[str, Frame]:
    """Frames by table; suites that compare with the published file have none when there is no such file.

    broken: where the build continues an earlier one, keys of the rows that broke a rule there, by table. Of these tables only such rows
    and those that the build shows anew are loaded: all others are as they were, and broke none.
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
                if suite.key:
                    _provide_judged(connection, suite, (broken or {}).get(suite.table))
                rows = connection.execute(suite.query).df()
                (count,) = connection.execute(f"select count(*) from {suite.table}").fetchone() if suite.key else (len(rows),)
                frames[suite.table] = Frame(rows, count)
            except duckdb.Error as error:
                raise type(error)(f"{suite.table} of {build_file} cannot be loaded for validation: {error}") from error
    return frames


def _provide_judged(connection: duckdb.DuckDBPyConnection, suite: Suite, broken: Sequence[str] | None) -> None:
    """The view `judged`: the suite's table, or of it what has to be judged again, where it is known which rows broke a rule before."""
    again = ""
    if broken is not None:
        known = pd.DataFrame({suite.key: pd.Series(broken, dtype=str)})  # noqa: F841 (DuckDB reads it by its name)
        connection.execute("create or replace temp table broken as from known")
        again = f"where {suite.key} in (select {suite.key} from {suite.anew} union select {suite.key} from broken)"
    connection.execute(f"create or replace temp view judged as select * from {suite.table} {again}")


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
    columns = [name for name in ("span", "figure", "value_min", "value_max", "figure_is_corrected") if name in frame.columns]
    # Most figures are stated over and over.
    figures = frame[columns].assign(span=frame["span"].fillna("").astype(str))
    distinct = figures.drop_duplicates()
    spans = distinct["span"]
    if "figure" in columns:
        pairs = zip(spans, distinct["figure"], strict=True)
        told = [figure if isinstance(figure, str) and _digits(figure) == _digits(span) else span for span, figure in pairs]
        spans = pd.Series(told, index=distinct.index, dtype=str)
    texts = list(dict.fromkeys(spans))
    derived = dict(zip(texts, rederive(texts), strict=True))

    def agrees(span: str, stated: tuple[float, float]) -> bool:
        found = [value for value in derived[span] if value is not None]
        return all(any(abs(value - other) <= 1e-6 * max(1.0, abs(value)) for other in found) for value in stated if not pd.isna(value))

    claims = zip(spans, distinct["value_min"], distinct["value_max"], distinct["figure_is_corrected"], strict=True)
    judged = distinct.assign(agrees=[bool(corrected or agrees(span, (low, high))) for span, low, high, corrected in claims])
    return pd.Series(figures.merge(judged, how="left", on=columns)["agrees"].to_numpy(), index=frame.index, dtype=bool)
