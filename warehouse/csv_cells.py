"""What a value of the published file looks like in a CSV cell, as SQL: no spreadsheet may take a text for a formula, nor break it in two.

Numbers, truth values and days stay as they are. How files are written is for `export.py`; what readers are told is for `datapackage.py`.
"""

from __future__ import annotations

from warehouse.database import identifier, literal

# What begins a formula, in all forms that a program which normalises width (NFKC) takes for one: ＝ ﹦ ⁼ ₌ …; − is what papers print for -.
FORMULA_SIGNS = "=＝﹦⁼₌⩵⩶+＋﹢⁺₊﬩-－﹣−@＠﹫"
# Put before a text that a spreadsheet might take for a formula, and before one that begins with it anyway: taking one away always gives the
# text back.
PREFIX = "'"
# Excel keeps 32,767 UTF-16 units in a cell and lets the rest of a longer text begin another; a character has at most two.
LONGEST = 16_000
CUT = "…"
# Times are UTC in the file; here they say so.
TIMESTAMPS = "%Y-%m-%dT%H:%M:%S.%fZ"

# Some programs strip white space, marks that nobody sees and quotes before they look. A tab or line break in front is as bad as a sign.
_RISKY = r"^(?:" + PREFIX + r"|[\s\p{Z}\p{C}" "" + '"“”‘’＂＇`´' + r"]*[\t\r\n" + FORMULA_SIGNS.replace("-", "") + r"-])"


def cell(column: str, kind: str) -> str:
    """The SQL expression of a column's cells. kind: DuckDB's name of its type. Lists become JSON, which begins with a bracket."""
    value = identifier(column)
    if kind == "VARCHAR":
        text = f"case when length({value}) > {LONGEST} then left({value}, {LONGEST}) || '{CUT}' else {value} end"
        return f"case when regexp_matches({value}, {literal(_RISKY)}) then {literal(PREFIX)} || {text} else {text} end"
    if kind.endswith("[]"):
        text = f"to_json({value})::varchar"
        return f"case when length({text}) > {LONGEST} then '[\"{CUT}\"]' else {text} end"
    return value


def is_cut(column: str, kind: str) -> str:
    """The SQL condition under which a cell doesn't hold the whole value."""
    if kind == "VARCHAR":
        return f"length({identifier(column)}) > {LONGEST}"
    return f"length(to_json({identifier(column)})::varchar) > {LONGEST}" if kind.endswith("[]") else "false"
