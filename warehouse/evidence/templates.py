"""The templates of pages, with all that documents may say escaped: an environment of Jinja, for the pages here and those in their style."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from warehouse.evidence import marks
from warehouse.evidence.harmless import plain
from warehouse.evidence.periods import period

FOLDER = Path(__file__).parent / "templates"


class _Environment(jinja2.Environment):
    def getattr(self, obj: Any, attribute: str) -> Any:
        """`claim.level`: of a row, its column at once; Jinja itself would try a dictionary's attributes first, which takes long."""
        return obj[attribute] if type(obj) is dict and attribute in obj else super().getattr(obj, attribute)


@cache
def environment() -> jinja2.Environment:
    """Every expression is made harmless and escaped; a name that is not there is an error. Pages with coded words are given `words`."""
    made = _Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        finalize=plain,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"figure": _figure, "period": period, "BASE": marks.BASE, "DIGITS": marks.DIGITS}
    return made


# Asked for many times a claim: a function, which is some ten times quicker than a macro.


def _figure(row: Any) -> Markup:
    """`figure_zh` of a claim or fact, be it a dictionary or an object, with `figure_en` beside where its number is another one."""
    chinese, english = (row["figure_zh"], row["figure_en"]) if isinstance(row, dict) else (row.figure_zh, row.figure_en)
    if english in chinese:
        return escape(plain(chinese))
    return Markup('{} <span lang="en">{}</span>').format(plain(chinese), plain(english))
