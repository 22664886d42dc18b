"""Data Docs: Great Expectations' own account of a run, one page for each suite and an index, that reads without any network.

What stands on a page is rendered by Great Expectations; the frame around it is this project's (`pages/`), because the original takes
styles, scripts and pictures from other hosts. It also writes values of failing rows, which are words of documents, into the page as they
are: here they are escaped before anything is rendered, and the pages forbid scripts and requests altogether.
"""

from __future__ import annotations

import html
import shutil
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from expectations.results import BLOCKING, CheckResult

PAGES = Path(__file__).parent / "pages"


def write(folder: Path, heading: str, verdicts: list[Any], results: list[CheckResult]) -> None:
    """Write the pages of one run into `folder`, which is emptied first.

    verdicts: what run_suites handed to `on_verdict`; their texts are escaped in place. results: what run_suites returned.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    view = _view()
    by_table: dict[str, list[CheckResult]] = {}
    for result in results:
        by_table.setdefault(result.table, []).append(result)
    pages = {verdict.suite_name: f"{verdict.suite_name}.html" for verdict in verdicts}
    for verdict in verdicts:
        failed = [result for result in by_table[verdict.suite_name] if not result.passed]
        page = view.render(_document(verdict), heading=heading, failed=failed)
        (folder / pages[verdict.suite_name]).write_text(page, encoding="utf-8")
    index = view.env.get_template("index.j2").render(
        heading=heading,
        passed=sum(result.passed for result in results),
        total=len(results),
        failed=sorted((result for result in results if not result.passed), key=lambda result: result.severity != BLOCKING),
        suites=[_line(table, pages.get(table), of_table) for table, of_table in by_table.items()],
        gx_version=version("great-expectations"),
    )
    (folder / "index.html").write_text(index, encoding="utf-8")


def _document(verdict: Any):
    """What Great Expectations has to say of a suite, as its own tree of content."""
    from great_expectations.render.renderer import ValidationResultsPageRenderer

    for result in verdict.results:
        result.result = _escaped(result.result)
        result.exception_info = _escaped(result.exception_info)
    document = ValidationResultsPageRenderer(run_info_at_end=True).render(verdict)
    # The first block repeats the page's title with a link to a page that is not made; the last section says how the frame was handed over.
    overview = document.sections[0]
    overview.content_blocks = overview.content_blocks[1:]
    document.sections = document.sections[:-1]
    return document


def _line(table: str, page: str | None, results: list[CheckResult]) -> dict[str, Any]:
    failed = [result.severity for result in results if not result.passed]
    blocking = failed.count(BLOCKING)
    return {"table": table, "page": page, "total": len(results), "blocking": blocking, "warnings": len(failed) - blocking}


def _view():
    """Great Expectations' page view, which looks for templates among the project's first."""
    from great_expectations.render.view import DefaultJinjaPageView
    from jinja2 import ChoiceLoader, FileSystemLoader

    view = DefaultJinjaPageView()
    view.env.loader = ChoiceLoader([FileSystemLoader(PAGES), view.env.loader])
    return view


def _escaped(value: Any) -> Any:
    """The same with all texts escaped for HTML. Dollars too: on their way into a page some texts pass through string.Template."""
    if isinstance(value, str):
        return html.escape(value).replace("$", "&#36;")
    if isinstance(value, Mapping):
        return {key: _escaped(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set):
        return [_escaped(item) for item in value]
    return value
