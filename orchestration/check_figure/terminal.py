"""Answers for people at a terminal: Chinese first, English beside; plain lines where output is no terminal."""

from __future__ import annotations

from pathlib import Path

import duckdb
from rich.console import Console
from rich.markup import escape

from orchestration.check_figure.answers import CONTRADICTED, CONTRADICTS, NAMES, SUPPORTED, Answer, Found
from orchestration.check_figure.matching import check
from orchestration.check_figure.stated import TextTooLong
from warehouse.evidence.periods import period
from warehouse.evidence.words import Words
from warehouse.published import Unreadable, reading
from warehouse.unseen import on_one_line

_STYLE = {SUPPORTED: "bold green", CONTRADICTED: "bold red"}
_CONTEXT = 20


def print_check(text: str, published: Path, console: Console) -> int:
    """Check a text against the published file and print the answers. Returns the exit status: 1 where nothing could be checked."""
    if not published.exists():
        console.print(
            f"尚未发布任何数据。 Nothing is published yet ({escape(str(published))} is missing). Start with: make refresh", soft_wrap=True
        )
        return 1
    try:
        with reading(published) as connection:
            answers, words = check(text, connection), Words(connection, NAMES)
    except (TextTooLong, Unreadable) as error:
        console.print(escape(str(error)), soft_wrap=True)
        return 1
    except (duckdb.CatalogException, duckdb.BinderException):
        console.print(f"{escape(str(published))} is of an earlier version. Make it anew: make refresh", soft_wrap=True)
        return 1
    if not answers:
        console.print(
            '没有找到可核对的数字。 No figure was found in the text. Try: make check-figure TEXT="焦作市2023年新建改扩建幼儿园25所"'
        )
        return 1
    for answer in answers:
        _print_answer(text, answer, words, published.parent, console)
    return 0


def _print_answer(text: str, answer: Answer, words: Words, folder: Path, console: Console) -> None:
    stated = answer.stated
    style = _STYLE.get(answer.verdict, "bold yellow")
    before, figure, after = (
        text[max(stated.start - _CONTEXT, 0) : stated.start],
        text[stated.start : stated.end],
        text[stated.end :][:_CONTEXT],
    )
    said = f"{_shown(before)}[bold]【{_shown(figure)}】[/]{_shown(after)}"
    console.print(f"[{style}]{words.zh('verdict', answer.verdict)}[/] {words.en('verdict', answer.verdict)}  {said}", soft_wrap=True)
    if stated.metric:
        where = stated.region_name or "未指明地区"
        when = period(stated.period_start, stated.period_end) if stated.period_start or stated.period_end else "未指明时段"
        rest = [
            words.zh("level", stated.level),
            words.zh("action", stated.action),
            words.zh("status", stated.status) if stated.is_status_told else "",
        ]
        read = "，".join(filter(None, [f"{answer.metric_zh} {answer.figure_zh}", where, when, *rest]))
    else:
        read = f"{answer.figure_zh}（任何指标、任何地区 whatever it counts, anywhere）"
    console.print(f"  读作 read as: {_shown(read)}", soft_wrap=True, style="dim")
    for known in answer.found:
        _print_found(known, words, folder, console)
    if not answer.found:
        console.print(
            "  没有相同事项的数据；这不说明该数字有误。 No document states a figure of this; that does not make it wrong.", soft_wrap=True
        )


def _print_found(known: Found, words: Words, folder: Path, console: Console) -> None:
    about = [
        known.region_name or "地区未说明",
        period(known.period_start, known.period_end),
        words.zh("level", known.level),
        words.zh("action", known.action),
    ]
    support = f"{known.document_count} 份文档 documents" if known.fact_id else ""
    line = "，".join(filter(None, [f"{known.metric_zh} {known.figure_zh}", *about, words.zh("status", known.status), support]))
    conflict = "  [yellow]各文档有出入 documents disagree[/]" if known.is_conflicting else ""
    console.print(
        f"  {words.zh('relation', known.relation)} {words.en('relation', known.relation)}: {_shown(line)}{conflict}", soft_wrap=True
    )
    for claim in known.evidence:
        day = f"，{claim.published_date}" if claim.published_date else ""
        note = " （此处相符 agrees）" if claim.agrees and known.relation == CONTRADICTS else ""
        console.print(f"    “{_shown(claim.quote)}”{note}  {_shown(claim.file_name)}{day}", soft_wrap=True)
        console.print(f"      {escape(str(folder / claim.path))}", soft_wrap=True, style="dim")


def _shown(text: str) -> str:
    """On one line, and nothing that a terminal would obey."""
    return escape(on_one_line(text))
