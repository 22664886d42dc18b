"""The templates of pages, with all that documents may say escaped: an environment of Jinja, for the pages here and those in their style."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from warehouse.evidence import figures, marks, words
from warehouse.evidence.harmless import plain

FOLDER = Path(__file__).parent / "templates"


class _Environment(jinja2.Environment):
    def getattr(self, obj: Any, attribute: str) -> Any:
        """`claim.level`: of a row, its column at once; Jinja itself would try a dictionary's attributes first, which takes long."""
        return obj[attribute] if type(obj) is dict and attribute in obj else super().getattr(obj, attribute)


@cache
def environment() -> jinja2.Environment:
    """Every expression is made harmless and escaped; a name that is not there is an error."""
    made = _Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        finalize=plain,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"zh": words.zh, "en": words.en, "word": _word, "status": _status, "of": _of, "period": figures.period}
    made.globals |= {"BASE": marks.BASE, "DIGITS": marks.DIGITS}
    return made


# What follows is asked for many times a claim: functions, which are some ten times quicker than macros.


@cache
def _word(field: str, code: str | None) -> Markup:
    """A coded word, Chinese with English beside it."""
    chinese, english = words.zh(field, code), words.en(field, code)
    return Markup('{} <span lang="en">{}</span>').format(plain(chinese), plain(english)) if chinese != english else escape(plain(chinese))


@cache
def _status(code: str) -> Markup:
    return Markup('<span class="chip {}">{}</span>').format(code if code in words.WORDS["status"] else "", _word("status", code))


def _of(row: Any) -> str:
    """The figure of a claim or fact, be it a dictionary or an object."""
    get = row.get if isinstance(row, dict) else lambda name: getattr(row, name, None)
    return figures.figure(*(get(name) for name in ("value_min", "value_max", "is_approximate", "unit", "per")))
