"""Guards the work that extraction does, not the clock: lines of code run, sentences looked at in full, and one ratio inside one process.

A test that fails here says that a change made extraction do more than it should: repeat itself, look twice, or grow faster than its text.
How fast it is belongs to `make bench`.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from ingestion import documents, extraction
from ingestion.extraction import claims
from tests.bench import anchor
from tests.bench.corpus import Corpus, take
from tests.bench.extraction import documents_of
from tests.bench.measure import over_anchor

# About a third of what is measured over the samples, which are dense with claims (a real corpus runs faster: `make bench`), so that no busy
# machine trips it. Raise it when extraction has become faster.
SPEED_FLOOR = 0.005
# Lines of the project's code run per claim found in the samples, half as many again as are measured: room for new rules, not for doing all
# of it twice. Lower it when extraction has become leaner.
LINES_PER_CLAIM = 1_650
GROWTH = 4

SHAPES = {
    "sentences": "2024年，焦作市新建中小学25所，新增学位1.2万个，投入3.5亿元。",
    "lines": "2024年，焦作市新建中小学25所，新增学位1.2万个。\n",
    "one line without a full stop": "新建学校25所，增加学位3000个，",
    "one line without any stop": "新建学校25所 增加学位3000个 ",
    "table cells": "|学校|25所|",
    "sections": "2024年工作安排\n新建学校25所。\n",
    "stories": "焦作市新闻标题\n本报讯 记者张三 新建学校25所，学位300个。\n",
    "districts": "解放区\n新建学校25所，学位300个。\n",
    "lists of names": "新建焦作市实验小学、焦作市第一中学等2所学校。",
    "parts of totals": "新建学校1所、改建学校2所，共3所。",
    "shares of a total": "其中解放区小学3所。",
    "totals and parts without any stop": "新建学校25所，其中小学5所，",
    "plans with lists": "今年将新增学位800个。情况如下：\n新建学校3所。\n",
    "traditional characters": "焦作市新建學校25所，新增學位3000個。",
    "items": "1. 焦作市实验小学新建项目\n",
    "title marks": "《教育25所学校",
    "brackets": "（教育25所学校",
    "bare numerals": "教育一二三四五六七八九十",
}
# What looks some thousand characters around a figure, or at some dozen places before it, and no further.
FAR_LOOKING = {"works": "东关小学：\n扩建项目，投资300万元。\n", "districts pointed back to": "１２该县焦作市"}


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return take(None, tmp_path_factory.mktemp("samples"))


def lines_run(work: Callable[[], Any]) -> int:
    """How many lines of the project's own code a piece of work runs, each turn of a loop counted; the same on every machine."""
    count = 0

    def local(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        count += event == "line"
        return local

    def calls(frame: FrameType, event: str, _: Any) -> Any:
        return local if "ingestion" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(calls)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def extract_text(text: str) -> extraction.Extraction:
    return extraction.extract(documents_of([text]))


def test_speed_in_proportion_to_the_yardstick(samples: Corpus) -> None:
    frame = documents.read(samples.landed, samples.store).documents
    extraction.extract(frame)
    best = 0.0
    for _ in range(6):
        best = max(best, over_anchor(samples.texts, lambda: extraction.extract(frame)))
        if best >= SPEED_FLOOR:
            return
    pytest.fail(f"extraction runs at {best:.4f} of the yardstick's speed over the samples, below {SPEED_FLOOR}; see make bench")


def test_work_per_claim(samples: Corpus) -> None:
    frame = documents.read(samples.landed, samples.store).documents
    found = extraction.extract(frame).claims.height
    work = lines_run(lambda: extraction.extract(frame))
    assert work / found <= LINES_PER_CLAIM, f"{work / found:.0f} lines of code are run for a claim, {found} claims in all"


@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_no_faster_than_a_text(shape: str) -> None:
    text = SHAPES[shape] * (1_200 // len(SHAPES[shape]))
    extract_text(text)
    once, more = lines_run(lambda: extract_text(text)), lines_run(lambda: extract_text(text * GROWTH))
    assert more <= 1.3 * GROWTH * once, f"{GROWTH} times the text takes {more / once:.1f} times the work"


@pytest.mark.parametrize("shape", FAR_LOOKING)
def test_work_that_looks_far_around_a_figure_is_bounded(shape: str) -> None:
    text = "新建学校25所，" + FAR_LOOKING[shape] * (12_000 // len(FAR_LOOKING[shape]))
    once, more = lines_run(lambda: extract_text(text)), lines_run(lambda: extract_text(text * GROWTH))
    assert more <= 1.3 * GROWTH * once, f"{GROWTH} times the text takes {more / once:.1f} times the work"


def test_work_grows_no_faster_than_the_documents(samples: Corpus) -> None:
    few = samples.landed.head(5)
    frames = [documents.read(rows, samples.store).documents for rows in (few, Corpus("", samples.store, few, [], 0).copies(GROWTH))]
    extraction.extract(frames[0])
    once, more = (lines_run(lambda frame=frame: extraction.extract(frame)) for frame in frames)
    assert more <= 1.05 * GROWTH * once, f"{GROWTH} times the documents take {more / once:.2f} times the work"


def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Counts the calls of the two steps that look at numbers: finding them, and reading a sentence in full."""
    calls: Counter[str] = Counter()

    def count(owner: Any, name: str) -> None:
        real = getattr(owner, name)

        def counting(*args: Any, **options: Any) -> Any:
            calls[name] += 1
            return real(*args, **options)

        monkeypatch.setattr(owner, name, counting)

    count(extraction, "candidates")
    count(claims, "read_sentence")
    return calls


def test_sentences_that_are_not_about_education_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = counted(monkeypatch)
    text = "全市新建公路25条，投入3.5亿元。\n2024年粮食产量1200万吨，增长3.2%。\n" * 30
    assert extract_text(text).claims.is_empty()
    assert calls == {}


def test_sentences_without_numbers_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = counted(monkeypatch)
    text = "教育是民生之基，要办好人民满意的教育。\n学校要关心每个学生的成长，让孩子们在家门口上好学。\n" * 30
    assert extract_text(text).claims.is_empty()
    assert calls["read_sentence"] == 0


def test_text_without_numbers_costs_little() -> None:
    """Per character, not a tenth of the work of text with figures."""
    silent = "学校要关心每个学生的成长，让孩子们在家门口上好学。\n" * 100
    telling = SHAPES["sentences"] * 60
    costs = []
    for text in (silent, telling):
        extract_text(text)
        costs.append(lines_run(lambda text=text: extract_text(text)) / len(text))
    assert costs[0] <= costs[1] / 10, f"{costs[0]:.2f} lines of code are run for a character without figures, {costs[1]:.2f} with"


def test_the_yardstick_is_an_honest_search() -> None:
    text = "新建25所、１，２００名、三百二十六人、1.2万个、5%、3.5亿元、二十六万平方米；第三条无。"
    found = [match[0] for match in anchor.pattern().finditer(text)]
    assert found == ["25所", "１，２００名", "三百二十六人", "1.2万个", "5%", "3.5亿元", "二十六万平方米", "三条"]
    assert Path(anchor.MEASURE_WORDS).is_file()
