"""How a period reads, in Chinese notation, as in documents. How a figure does is in the tables: `figure_zh`, `figure_en`."""

from __future__ import annotations

from datetime import date


def period(start: date | None, end: date | None) -> str:
    """2023年; 2021–2025年; 2023-09-01; 2023-01-01 至 2023-06-30; 至 2023-12-31; 未说明 where the text does not say."""
    if start is None and end is None:
        return "未说明"
    if start is None or end is None:
        return f"{start.isoformat()} 起" if start else f"至 {end.isoformat()}"
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return f"{start.year}年" if start.year == end.year else f"{start.year}–{end.year}年"
    return start.isoformat() if start == end else f"{start.isoformat()} 至 {end.isoformat()}"
