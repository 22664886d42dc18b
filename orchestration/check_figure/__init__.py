"""Check a figure: a sentence or a number is pasted; what do the published facts and their documents say to it?

`check` is a function of a text and an open published file, and changes neither. Numbers are read by the project's own extractor
(`stated`), figures compared as the models compare them (`matching.sql`, with the macros of dbt_project), and shown by `terminal` or `page`.
"""

from orchestration.check_figure.answers import Answer, Evidence, Found, Stated
from orchestration.check_figure.matching import check
from orchestration.check_figure.stated import LONGEST_TEXT, MOST_FIGURES, TextTooLong

__all__ = ["LONGEST_TEXT", "MOST_FIGURES", "Answer", "Evidence", "Found", "Stated", "TextTooLong", "check"]
