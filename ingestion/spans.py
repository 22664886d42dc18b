"""Columns of number pairs: many rows' lists of spans or map segments as one Polars column.

Only the making of such columns belongs here; what the pairs mean is told by their schema.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, chain

import polars as pl
import pyarrow as pa


def pairs_column(name: str, rows: Sequence[Sequence[tuple[int, int]]], kind: pl.List) -> pl.Series:
    """A column with one list of pairs per row. `kind` is a list of structs of two 64-bit integers, such as SPAN's.

    Built of flat columns: handed over as dictionaries the same pairs take Polars fifty times as long.
    """
    flat = list(chain.from_iterable(rows))
    fields = [field.name for field in kind.inner.fields]
    structs = pa.StructArray.from_arrays([pa.array([pair[i] for pair in flat], pa.int64()) for i in (0, 1)], fields)
    offsets = pa.array([0, *accumulate(map(len, rows))], pa.int64())
    return pl.Series(name, pa.LargeListArray.from_arrays(offsets, structs), kind)
