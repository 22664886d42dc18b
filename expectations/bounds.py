"""How large a figure can be and how fast a stock can change: `magnitudes.csv` and `jumps.csv` beside this file, as relations for SQL.

The numbers and the reasons for them are data; here they are only read and handed on. An empty cell of a key column means "any". Of the
rows that fit a figure one decides: a row about its metric before one about its unit, one about single facilities before one about regions,
and so on, as MAGNITUDE_KEYS are ordered. So an exception stands beside the rule that it is an exception to.
"""

from __future__ import annotations

import csv
from pathlib import Path

MAGNITUDE_KEYS = ("metric", "of", "level", "per", "region_level", "unit")


def relation(name: str) -> str:
    """The rows of `name`.csv as a parenthesised SQL relation; empty cells are NULL."""
    with (Path(__file__).parent / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    values = ", ".join("(" + ", ".join(_literal(cell) for cell in row) + ")" for row in rows)
    return f"(select * from (values {values}) as listed ({', '.join(header)}))"


def broken_magnitude(figures: str) -> str:
    """SQL of a relation (id, broken): the figures outside their bounds, in words.

    figures: name of a relation with id, least, most (either may be NULL) and the columns of MAGNITUDE_KEYS, where `of` is 'facility' for a
    figure of one named school.
    """
    fits = " and ".join(f"(bounds.{key} is null or bounds.{key} = kinds.{key})" for key in MAGNITUDE_KEYS)
    precedence = ", ".join(f"bounds.{key} is null" for key in MAGNITUDE_KEYS)
    same = " and ".join(f"figures.{key} is not distinct from chosen.{key}" for key in MAGNITUDE_KEYS)
    return f"""
        select
            figures.id,
            case
                when figures.most > chosen.most
                    then format('{{:.15g}} {{}}, more than {{:.15g}}: ', figures.most, figures.unit, chosen.most)
                else format('{{:.15g}} {{}}, less than {{:.15g}}: ', figures.least, figures.unit, chosen.least)
            end || chosen.reason as broken
        from {figures} as figures
        inner join (
            select kinds.*, bounds.least::double as least, bounds.most::double as most, bounds.reason
            from (select distinct {", ".join(MAGNITUDE_KEYS)} from {figures}) as kinds
            inner join {relation("magnitudes")} as bounds on {fits}
            qualify row_number() over (partition by {", ".join(f"kinds.{key}" for key in MAGNITUDE_KEYS)} order by {precedence}) = 1
        ) as chosen on {same}
        where figures.most > chosen.most or figures.least < chosen.least
    """


def _literal(cell: str) -> str:
    return "'" + cell.replace("'", "''") + "'" if cell else "null::varchar"
