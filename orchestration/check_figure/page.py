"""Answers as HTML: a fragment, and the whole page with its form. Links lead to the evidence pages as `make bi` serves them."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
from markupsafe import Markup

from orchestration.check_figure.answers import NAMES, SUPPORTED, Answer
from orchestration.check_figure.matching import check
from orchestration.check_figure.stated import LONGEST_TEXT
from warehouse.evidence.templates import environment
from warehouse.evidence.words import Words
from warehouse.unseen import seen

ROOT = "/evidence/"
EXAMPLES = 3
# Clauses of widely stated facts that read well by themselves once their region and year are put before them.
_CLAUSES = """
select
    case when contains(claims.quote, facts.region_name) then '' else facts.region_name end
    || case when contains(claims.quote, '年') then '' else facts.year || '年' end
    || claims.quote as example
from marts.fct_facilities as facts
inner join marts.fct_claims as claims using (claim_id)
where facts.level is not null and facts.year is not null and not facts.is_conflicting and not facts.is_subtotal
    and regexp_full_match(claims.quote, '[一-龥]{4,16}[0-9]{1,5}[所个]')
order by facts.document_count desc, facts.fact_id
limit 12
"""


def fragment(text: str, answers: Sequence[Answer], connection: duckdb.DuckDBPyConnection) -> Markup:
    """The answers to a text as a section. connection: the file that they are of, which names coded words."""
    template = environment().get_template("answers.html")
    return Markup(template.render(text=text, answers=answers, words=Words(connection, NAMES), root=ROOT))


def page(text: str, answered: Markup | str, fault: str | None = None, examples: Sequence[str] = ()) -> str:
    """The whole page: the form with the text in it, and what there is to say to it."""
    template = environment().get_template("check.html")
    return template.render(text=seen(text), fragment=answered, fault=fault, examples=examples, root=ROOT, longest=LONGEST_TEXT)


def examples(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """A few sentences to try, made of published facts; each was checked, and is supported."""
    found: list[str] = []
    for (sentence,) in connection.execute(_CLAUSES).fetchall():
        if {answer.verdict for answer in check(sentence, connection)} == {SUPPORTED}:
            found.append(sentence)
        if len(found) == EXAMPLES:
            break
    return found
