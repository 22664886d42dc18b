"""The main part: how fast documents become claims, how that grows with their number and length, and what text without figures costs.

Speeds are shares of the yardstick's (`anchor.py`) over the same text. Processes, memory and other projects' tools have their own modules.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import polars as pl

from ingestion import documents
from ingestion.documents.boxed import UnboxedReaders
from ingestion.extraction import extract
from ingestion.schemas import DOCUMENTS
from tests.bench import anchor
from tests.bench.corpus import Corpus
from tests.bench.measure import MEGA, Ratio, anchor_seconds, over_anchor, seconds

WHOLE_BYTES = 20_000_000
ROUNDS = 9
GROWTH_ROUNDS = 2
GROWTH = (1, 4, 16)
GROWTH_BYTES = 60_000
SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")


def path(landed: pl.DataFrame, corpus: Corpus) -> int:
    """The whole way, as a refresh goes it: stored bytes, documents, clean text, claims. Returns the number of claims."""
    return extract(read(landed, corpus)).claims.height


def read(landed: pl.DataFrame, corpus: Corpus) -> pl.DataFrame:
    """The documents, read in this process: what is measured is the readers' work, and processor time is this process' own."""
    return documents.read(landed, corpus.store, UnboxedReaders()).documents


def warm_up() -> float:
    """Load word lists and compile patterns, with a text of the benchmark's own. Returns processor seconds."""
    return seconds(lambda: extract(documents_of(["2024年，某市新建小学3所，新增学位2000个，投入1.2亿元。"])))


def documents_of(texts: list[str]) -> pl.DataFrame:
    """Texts as documents of which nothing else is known (what extraction needs of schema DOCUMENTS)."""
    rows = [
        {"document_id": f"{number:016x}", "text": text, "title": None, "publisher": None, "published_date": None,
         "home_region": None, "published_date_basis": None, "body": [{"char_start": 0, "char_end": len(text)}], "pages": [], "cells": []}
        for number, text in enumerate(texts)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema={name: kind for name, kind in DOCUMENTS.items() if name in rows[0]})


def measure(corpus: Corpus, say: Callable[[str], None]) -> dict[str, Any]:
    """All figures of the main part, under the keys of the report."""
    report = _whole(corpus, say)
    say("how it grows")
    report |= _growth_in_number(corpus)
    report |= _growth_in_length(corpus)
    say("text without figures")
    return report | _without_figures(corpus)


def _whole(corpus: Corpus, say: Callable[[str], None]) -> dict[str, Any]:
    """Every round takes the next copies of the corpus down the whole path; together the rounds come to WHOLE_BYTES or more."""
    copies = max(1, -(-WHOLE_BYTES // (corpus.utf8_bytes * ROUNDS)))
    size = copies * corpus.utf8_bytes
    whole, reading, extracting, speeds, anchors = [], [], [], [], []
    claims = 0
    for number in range(ROUNDS):
        say(f"documents to claims, round {number + 1} of {ROUNDS}")
        landed = corpus.copies(copies, first=number * copies)
        before = anchor_seconds(corpus.texts)
        made: list[Any] = []
        read_seconds = seconds(lambda landed=landed, made=made: made.append(read(landed, corpus)))
        extract_seconds = seconds(lambda made=made: made.append(extract(made[0])))
        search = copies * (before + anchor_seconds(corpus.texts)) / 2
        claims += made[1].claims.height
        whole.append(search / (read_seconds + extract_seconds))
        reading.append(search / read_seconds)
        extracting.append(search / extract_seconds)
        speeds.append(size / MEGA / (read_seconds + extract_seconds))
        anchors.append(size / MEGA / search)
    return {
        "mb_measured": round(ROUNDS * size / MEGA, 2),
        "documents_measured": ROUNDS * copies * corpus.landed.height,
        "claims_found": claims,
        "anchor_matches_per_copy": anchor.find_all(corpus.texts),
        **Ratio.of(whole).entries("claims_mb_per_s_over_re"),
        **Ratio.of(reading).entries("reading_mb_per_s_over_re"),
        **Ratio.of(extracting).entries("extraction_mb_per_s_over_re"),
        **Ratio.of(speeds).entries("claims_mb_per_s"),
        **Ratio.of(anchors).entries("anchor_mb_per_s"),
    }


def _growth_in_number(corpus: Corpus) -> dict[str, Any]:
    """The path over 1, 4 and 16 times as many documents in one call, each as a share of the speed over the fewest."""
    part = _part(corpus, GROWTH_BYTES)
    rounds = []
    for _ in range(GROWTH_ROUNDS):
        speeds = {times: over_anchor(part.texts, lambda times=times: path(part.copies(times), part), times) for times in GROWTH}
        rounds.append({times: speed / speeds[GROWTH[0]] for times, speed in speeds.items()})
    return _entries("speed_with_documents", rounds)


def _growth_in_length(corpus: Corpus) -> dict[str, Any]:
    """Extraction of one document of 1, 4 and 16 times the length, each as a share of the speed over the shortest."""
    text = "\n".join(_part(corpus, GROWTH_BYTES).texts) + "\n"
    rounds = []
    for _ in range(GROWTH_ROUNDS):
        speeds = {times: over_anchor([text], lambda times=times: extract(documents_of([text * times])), times) for times in GROWTH}
        rounds.append({times: speed / speeds[GROWTH[0]] for times, speed in speeds.items()})
    return _entries("speed_with_length", rounds)


def _without_figures(corpus: Corpus) -> dict[str, Any]:
    """Extraction of the corpus's sentences in which the yardstick finds nothing, and how much dearer a byte of the others is."""
    plain, telling = [], []
    for text in corpus.texts:
        pieces = SENTENCE.findall(text)
        plain.append("\n".join(piece for piece in pieces if not anchor.pattern().search(piece)))
        telling.append("\n".join(piece for piece in pieces if anchor.pattern().search(piece)))
    frames = {"without": (plain, documents_of(plain)), "with": (telling, documents_of(telling))}
    speeds: dict[str, list[float]] = {"without": [], "with": []}
    dearer = []
    for _ in range(GROWTH_ROUNDS):
        costs = {}
        for name, (texts, frame) in frames.items():
            took = seconds(lambda frame=frame: extract(frame))
            costs[name] = took / max(sum(len(text.encode()) for text in texts), 1)
            speeds[name].append(anchor_seconds(texts) / took)
        dearer.append(costs["with"] / costs["without"])
    return (
        Ratio.of(speeds["without"]).entries("no_figures_mb_per_s_over_re")
        | Ratio.of(speeds["with"]).entries("figures_mb_per_s_over_re")
        | Ratio.of(dearer).entries("cost_per_byte_with_figures_over_without")
    )


def _part(corpus: Corpus, byte_count: int) -> Corpus:
    """Every n-th document of the corpus, so that the part comes to about `byte_count` bytes."""
    step = max(1, round(corpus.utf8_bytes / byte_count))
    return replace(corpus, landed=corpus.landed.gather_every(step), texts=corpus.texts[::step])


def _entries(key: str, rounds: list[dict[int, float]]) -> dict[str, Any]:
    entries: dict[str, Any] = {}
    for times in GROWTH[1:]:
        entries |= Ratio.of(one[times] for one in rounds).entries(f"{key}_x{times}")
    return entries
