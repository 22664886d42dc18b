"""How a stated figure reads: its bounds, whether it is approximate, its unit; and how a period does. Chinese notation, as in documents."""

from __future__ import annotations

from datetime import date

from warehouse.evidence.words import zh


def figure(low: float | None, high: float | None, is_approximate: bool | None, unit: str | None, per: str | None = None) -> str:
    """25 所; ≥ 80,000,000 元（8000万）; 约 30,000 人（3万）; 10,000 余人（1万）; 3–5%; 每生每年 600 元."""
    value = low if low is not None else high
    if value is None:
        return "—"
    number = f"{low:,.15g}–{high:,.15g}" if None not in (low, high) and low != high else f"{value:,.15g}"
    before, after = _bound(low, high, bool(is_approximate))
    words = zh("unit", unit)
    gap = "" if words == "%" and not after else " "
    return f"{zh('per', per)} {before}{number}{gap}{after}{words}{_in_ten_thousands(low, high)}".strip()


def _bound(low: float | None, high: float | None, is_approximate: bool) -> tuple[str, str]:
    if low is not None and high is not None:
        return ("约 " if is_approximate else "", "")
    if low is not None:
        return ("", "余") if is_approximate else ("≥ ", "")
    return ("近 ", "") if is_approximate else ("≤ ", "")


def _in_ten_thousands(low: float | None, high: float | None) -> str:
    """（8000万）, where that is shorter to read than the figure and says it exactly."""
    written = []
    for value in dict.fromkeys((low, high)):
        if value is None:
            continue
        step, word = (100_000_000, "亿") if abs(value) >= 100_000_000 else (10_000, "万")
        if abs(value) < 10_000 or round(value / step, 4) * step != value:
            return ""
        written.append(f"{value / step:.15g}{word}")
    return f"（{'–'.join(written)}）" if written else ""


def period(start: date | None, end: date | None) -> str:
    """2023年; 2023年9月; 2023-01-01 至 2023-06-30; 至 2023-12-31; 未说明 where the text does not say."""
    if start is None and end is None:
        return "未说明"
    if start is None or end is None:
        return f"{start.isoformat()} 起" if start else f"至 {end.isoformat()}"
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return f"{start.year}年" if start.year == end.year else f"{start.year}–{end.year}年"
    return start.isoformat() if start == end else f"{start.isoformat()} 至 {end.isoformat()}"
