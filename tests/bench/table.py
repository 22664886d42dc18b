"""The report for people: one line a figure, with what it means. Only words and columns belong here."""

from __future__ import annotations

from typing import Any

_WIDTH = 36

# (key in the report, name, what it means). A part that was not run has no keys, and its lines are left out.
_SPEED = (
    ("claims_mb_per_s_over_re", "documents → claims", "stored bytes to claims, one core; the figure to watch (goal ≥ 0.15)"),
    ("first_sight_mb_per_s_over_re", "  seen for the first time", "the same in fresh processes: nothing remembered from earlier copies"),
    ("reading_mb_per_s_over_re", "  reading alone", "stored bytes to text, body, title, date and publisher"),
    ("extraction_mb_per_s_over_re", "  extraction alone", "text to clean text to claims"),
    ("no_figures_mb_per_s_over_re", "  text without figures", "extraction of the sentences in which the yardstick finds nothing"),
    ("figures_mb_per_s_over_re", "  text with figures", "extraction of the other sentences"),
    ("cost_per_byte_with_figures_over_without", "  with ÷ without, per byte", "how many times dearer a byte with figures is"),
)
_GROWTH = (
    ("speed_with_documents_x4", "4 × the documents", "speed of the whole path, 1 = as fast a byte as over a quarter of them"),
    ("speed_with_documents_x16", "16 × the documents", ""),
    ("speed_with_length_x4", "a document 4 × as long", "speed of extraction, likewise"),
    ("speed_with_length_x16", "a document 16 × as long", ""),
    ("speed_with_2_processes", "2 processes", "whole path, work done in a time by two as a multiple of one's (goal ≥ 1.8)"),
    ("anchor_speed_with_2_processes", "  the yardstick's, for comparison", "what a second core is worth on this machine just now"),
)


def render(report: dict[str, Any]) -> str:
    """The whole report as text."""
    if report["part"] == "scale":
        return _scale(report)
    lines = [
        f"{report['corpus']}: {report['corpus_documents']} documents, {report['corpus_mb']} MB of text, in "
        f"{report['mb_measured'] / report['corpus_mb']:.0f} copies = {report['mb_measured']} MB, {report['claims_found']} claims",
        f"yardstick: re finding number and measure word, {report['anchor_mb_per_s']:.1f} MB/s "
        f"[{report['anchor_mb_per_s_min']:.1f}, {report['anchor_mb_per_s_max']:.1f}] here and now; "
        f"documents → claims: {report['claims_mb_per_s']:.2f} MB/s a core",
    ]
    lines += _block("Speed as a share of the yardstick's over the same text: median [min, max]", _SPEED, report)
    lines += _block("Growth", _GROWTH, report)
    if "peers" in report:
        lines += _peers(report)
    if "streamed_peak_mb" in report or "streamed_failure" in report:
        lines += ["", "Memory", _memory(report, "streamed", "corpus in batches"), _memory(report, "huge_document", "one huge document")]
    return "\n".join(lines)


def _scale(report: dict[str, Any]) -> str:
    def cost(prefix: str, meaning: str, name: str) -> str:
        cpu, wall, peak = (report[f"scale_{prefix}{key}"] for key in ("cpu_seconds", "seconds", "peak_mb"))
        return _line(name, f"{cpu:7.1f} s {wall:7.1f} s {peak:6.0f} MB", meaning)

    slowest = list(report["scale_by_node"].items())[:12]
    return "\n".join(
        [
            f"{report['scale_claims']:,} claims in {report['scale_documents']:,} documents; "
            f"yardstick {report['scale_yardstick_cpu_seconds']} processor seconds",
            "",
            "Processor seconds, seconds by the clock, most memory",
            cost("", f"all models and data tests; {report['scale_models_over_yardstick']:g} times the yardstick", "models, full build"),
            cost("again_", f"{report['scale_again_over_full']:.0%} of the full build", "  after 100 new documents"),
            cost("validate_", "all Great Expectations suites", "validation"),
            cost("again_validate_", f"{report['scale_again_validate_over_full']:.0%}", "  after 100 new documents"),
            cost("publish_", "written with all evidence pages, read back", "publication"),
            cost("again_publish_", f"{report['scale_again_publish_over_full']:.0%}", "  after 100 new documents"),
            "",
            "Seconds by the clock, slowest models and tests",
            *(_line(name, f"{seconds:7.1f} s", "") for name, seconds in slowest),
        ]
    )


def _block(title: str, rows: tuple[tuple[str, str, str], ...], report: dict[str, Any]) -> list[str]:
    return ["", title, *(_line(name, _figure(report, key), meaning) for key, name, meaning in rows if key in report)]


def _figure(entries: dict[str, Any], key: str) -> str:
    return f"{entries[key]:6.3f} [{entries[f'{key}_min']:.3f}, {entries[f'{key}_max']:.3f}]"


def _line(name: str, figure: str, meaning: str) -> str:
    return f"  {name:<{_WIDTH}}{figure:<26}{meaning}".rstrip()


def _peers(report: dict[str, Any]) -> list[str]:
    lines = ["", f"The same {report['sentences']} sentences with figures, as a share of the yardstick's speed"]
    ours = f"claims with all their fields; {report['ours_found']} found"
    lines.append(_line("this project (extraction)", _figure(report, "ours_on_the_same_sentences"), ours))
    for name, peer in report["peers"].items():
        if "unavailable" in peer:
            lines.append(_line(name, "not measured", peer["unavailable"]))
            continue
        failed = f"; failed on {peer['failed_sentences']} sentences" if peer["failed_sentences"] else ""
        lines.append(_line(name, _figure(peer, "mb_per_s_over_re"), f"{peer['finds']}; {peer['found']} found{failed}"))
    return lines


def _memory(report: dict[str, Any], way: str, name: str) -> str:
    if f"{way}_failure" in report:
        return _line(name, "not measured", report[f"{way}_failure"])
    peak, size, took = report[f"{way}_peak_mb"], report[f"{way}_mb"], report[f"{way}_seconds"]
    halfway = report.get(f"{way}_peak_mb_halfway")
    middle = f"; {halfway:.0f} MB halfway" if halfway else ""
    before = f"; {report[f'{way}_peak_mb_before']:.0f} MB before" if f"{way}_peak_mb_before" in report else ""
    return _line(name, f"{peak:.0f} MB at most", f"over {size:g} MB of text in {took:.0f} s{middle}{before} (goal < 1000 MB)")
