"""Every input that ever broke a rule of `invariants.py`, as small as it could be made, read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingestion.extraction import extract
from tests.extracted import read_folders
from tests.fuzz.invariants import check
from tests.fuzz.pieces import SUFFIXES

FOLDER = Path(__file__).parent / "seeds"
LABELLED = Path(__file__).parent.parent / "labelled" / "documents"
SEEDS = sorted(path for path in FOLDER.iterdir() if path.suffix in SUFFIXES)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name)
def test_a_seed_breaks_nothing(seed: Path) -> None:
    check(seed.read_bytes(), seed.suffix)


def test_no_document_of_a_batch_touches_another() -> None:
    read = read_folders(FOLDER, LABELLED)
    forward, backward = extract(read), extract(read.reverse())
    assert forward.claims.sort("claim_id").equals(backward.claims.sort("claim_id"))
    places = ("document_id", "char_start", "facility_name")
    assert forward.facility_projects.sort(places).equals(backward.facility_projects.sort(places))
