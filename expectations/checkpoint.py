"""Runs the suites: frames in, an ephemeral Great Expectations context, results out. Nothing is sent anywhere and nothing is written.

How an expectation is judged is Great Expectations' business, what is expected the suites'; here the two are brought together, and what
comes out is put into the project's own form. Great Expectations costs seconds to import: that happens inside the functions that need it.
"""

from __future__ import annotations

import logging
import math
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from expectations.frames import Frame, Rederive, load, rederived
from expectations.results import BLOCKING, SAMPLE_ROWS, WARNING, CheckResult
from expectations.rules import Rule, Suite

_SEVERITIES = {BLOCKING: "critical", WARNING: "warning"}


def run_suites(
    build_file: Path,
    rederive: Rederive | None = None,
    suites: Iterable[Suite] | None = None,
    published: Path | None = None,
    on_verdict: Callable[[Any], None] | None = None,
    broken: Mapping[str, Sequence[str]] | None = None,
    on_broken: Callable[[str, list[str]], None] | None = None,
) -> list[CheckResult]:
    """Judge every suite on a build file.

    rederive: reads the numbers out of claim spans (list of texts → list of (least, greatest) value); with it, the rule that every
    claim's number stands in its span is judged too. suites: other suites than the project's own, for tests. published: the file that
    readers see now, to compare with, if there is one. on_verdict: is given Great Expectations' own result of each suite, for Data Docs.
    on_broken: is given each table that has a key, with the keys of its rows that break a rule. broken: what it was given when the build
    was judged that this one continues: rows of these tables that broke nothing then, and are as they were, are not judged again.
    Returns one result per rule, in the suites' order. Raises duckdb.Error when the file cannot be read or lacks a table; a rule that
    cannot be judged is a failed result, not an exception.
    """
    from expectations.suites import SUITES
    from expectations.suites.claims import NUMBER_REDERIVES

    chosen = list(SUITES if suites is None else suites)
    frames = load(build_file, chosen, published, broken)
    source = _context().data_sources.add_pandas("build")
    results: list[CheckResult] = []
    for suite in chosen:
        rules = list(suite.rules)
        if suite.table not in frames:
            results += _unjudged(suite, rules, "nothing published to compare with")
            continue
        frame = frames.pop(suite.table)
        if rederive is not None and "span" in frame.rows.columns:
            frame.rows["number_rederives"] = rederived(frame.rows, rederive)
            rules.append(NUMBER_REDERIVES)
        results += _judge(source, suite, rules, frame, on_verdict, on_broken)
    return results


def _context():
    """A context that lives in memory, draws no progress bars and reports to nobody."""
    os.environ["GX_ANALYTICS_ENABLED"] = "False"
    import great_expectations as gx
    from great_expectations.data_context.types.base import DataContextConfig, InMemoryStoreBackendDefaults, ProgressBarsConfig

    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    return gx.get_context(
        mode="ephemeral",
        project_config=DataContextConfig(
            store_backend_defaults=InMemoryStoreBackendDefaults(),
            analytics_enabled=False,
            progress_bars=ProgressBarsConfig(globally=False, metric_calculations=False),
        ),
    )


def _judge(
    source,
    suite: Suite,
    rules: list[Rule],
    frame: Frame,
    on_verdict: Callable[[Any], None] | None,
    on_broken: Callable[[str, list[str]], None] | None,
) -> list[CheckResult]:
    """Results of one suite. A table without rows breaks no rule about rows; whether it may be empty is a rule of its own."""
    import great_expectations as gx

    outcomes = [] if suite.may_be_empty else [_has_rows(suite, frame.count)]
    if frame.rows.empty:
        if on_broken and suite.key:
            on_broken(suite.table, [])
        return outcomes + _unjudged(suite, rules, "all rows as they were" if frame.count else "no rows")
    batch = source.add_dataframe_asset(suite.table).add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame.rows})
    expected = [
        getattr(gx.expectations, rule.expectation)(
            **rule.arguments,
            severity=_SEVERITIES[rule.severity],
            description=f"{rule.name} ({rule.severity})",
            notes=suite.message(rule),
            meta={"rule": position},
        )
        for position, rule in enumerate(rules)
    ]
    verdict = batch.validate(
        gx.ExpectationSuite(name=suite.table, expectations=expected),
        result_format={
            "result_format": "COMPLETE" if suite.key else "SUMMARY",
            # Failing rows by their place in the frame: asked for their columns, Great Expectations collects those of all that fail.
            "partial_unexpected_count": SAMPLE_ROWS,
            "return_unexpected_index_query": False,
        },
    )
    judged = {result.expectation_config.meta["rule"]: result for result in verdict.results}
    outcomes += [_result(suite, rule, judged[position], frame) for position, rule in enumerate(rules)]
    places = {place for result in verdict.results for place in _taken_places(result.result)}
    # Where a rule could not be judged, nobody knows which rows break it.
    if on_broken and suite.key and not any(_fault(result.exception_info or {}) for result in verdict.results):
        on_broken(suite.table, frame.rows.loc[sorted(places), suite.key].tolist())
    if on_verdict:
        on_verdict(verdict)
    return outcomes


def _taken_places(details: dict[str, Any]) -> list[Any]:
    """Places of all failing rows, taken out of the result together with their values: pages show a few."""
    details.pop("unexpected_list", None)
    return details.pop("unexpected_index_list", None) or []


def _unjudged(suite: Suite, rules: list[Rule], why: str) -> list[CheckResult]:
    return [CheckResult(rule.name, suite.table, rule.severity, True, why, 0, suite.message(rule)) for rule in rules]


def _has_rows(suite: Suite, count: int) -> CheckResult:
    message = f"{suite.table} has no rows, though the list it is made from ships with the project. Look at the model and its source."
    return CheckResult("has rows", suite.table, BLOCKING, count > 0, f"{count} rows", 0, message)


def _result(suite: Suite, rule: Rule, judged, frame: Frame) -> CheckResult:
    details: dict[str, Any] = judged.result or {}
    fault = _fault(judged.exception_info or {})
    if fault:
        message = f"The rule could not be judged ({fault}), so nothing vouches for it; mend the rule or the table. {suite.message(rule)}"
        return CheckResult(rule.name, suite.table, rule.severity, False, "not judged", 0, message)
    failing = int(details.get("unexpected_count", 0))
    places = (details.get("partial_unexpected_index_list") or [])[:SAMPLE_ROWS]
    shown = frame.rows.loc[places, list(dict.fromkeys([*rule.columns, *suite.shown]))]
    sample = [{name: _plain(value) for name, value in row.items()} for row in shown.to_dict("records")]
    looked_at = int(details.get("element_count", 0))
    observed = f"{failing} of {frame.count} rows" + (f", {looked_at} of which were judged anew" if looked_at < frame.count else "")
    return CheckResult(rule.name, suite.table, rule.severity, bool(judged.success), observed, failing, suite.message(rule), sample)


def _fault(exception_info: dict[str, Any]) -> str | None:
    """The words of an exception while judging. Great Expectations reports one exception, or one for each metric that raised."""
    reports = [exception_info, *(report for report in exception_info.values() if isinstance(report, dict))]
    return next((report["exception_message"] for report in reports if report.get("exception_message")), None)


def _plain(value: Any) -> Any:
    """A value that JSON can hold: numpy's scalars unwrapped, not-a-number and not-a-time as None, days and times as text."""
    value = value.item() if hasattr(value, "item") and not hasattr(value, "isoformat") else value
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return None if math.isnan(value) else value
    text = str(value)
    return None if text == "NaT" else text
