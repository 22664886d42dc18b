"""The templates of pages, with all that documents may say escaped: an environment of Jinja, for the pages here and those in their style."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import jinja2

from warehouse.evidence import figures, harmless, marks, words

FOLDER = Path(__file__).parent / "templates"


@cache
def environment() -> jinja2.Environment:
    """Every expression is made harmless and escaped; a name that is not there is an error."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        finalize=harmless.plain,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"zh": words.zh, "en": words.en, "figure": figures.figure, "period": figures.period}
    made.globals |= {"BASE": marks.BASE, "DIGITS": marks.DIGITS}
    return made
