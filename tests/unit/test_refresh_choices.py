"""What the launchpad's choices mean: which documents a run takes in, and which it does again."""

from __future__ import annotations

import os
import time
from pathlib import Path

import dagster as dg
import polars as pl
import pytest

from orchestration.defs.landing import landing
from orchestration.refresh import Refresh, quiet_for
from warehouse.ledger import load_all
from warehouse.paths import Home

LANDED = pl.DataFrame(
    {"source_id": ["sample", "inbox", "inbox"], "file_name": ["a.txt", "a.txt", "b.html"], "document_id": ["id-1", "id-2", "id-3"]}
)


@pytest.mark.parametrize(
    ("choices", "taken"),
    [
        ({}, ["id-1", "id-2", "id-3"]),
        ({"sources": ["inbox"]}, ["id-2", "id-3"]),
        ({"documents": ["*.txt"]}, ["id-1", "id-2"]),
        ({"documents": ["id-3"]}, ["id-3"]),
        ({"sources": ["sample"], "documents": ["b.*"]}, []),
    ],
)
def test_choices_narrow_what_is_taken_in_and_what_is_done_again(choices: dict, taken: list[str]) -> None:
    run = Refresh(**choices)
    assert [document_id for source, name, document_id in LANDED.iter_rows() if run.takes_in(source, name, document_id)] == taken
    assert run.todo(LANDED, ["id-2"]) == ["id-2"]
    forced = Refresh(**choices, force_extraction=True)
    assert forced.todo(LANDED, ["id-2"]) == list(dict.fromkeys(["id-2", *taken]))


def test_documents_in_folders_are_chosen_by_path_or_by_name() -> None:
    assert Refresh(documents=["2024/*.txt"]).takes_in("inbox", "2024/a.txt")
    assert Refresh(documents=["a.txt"]).takes_in("inbox", "2024/a.txt")
    assert not Refresh(documents=["2023/*"]).takes_in("inbox", "2024/a.txt")


def test_signs_other_than_star_and_question_mark_stand_for_themselves() -> None:
    for name in ("报告[1].txt", "报告[!a].txt", r"a\x.txt", "]["):
        assert Refresh(documents=[name]).takes_in("inbox", f"2024/{name}") and Refresh(documents=[f"{name[:-1]}?"]).takes_in("inbox", name)
    assert not Refresh(documents=["报告[1].txt"]).takes_in("inbox", "报告1.txt")


def test_choices_that_fit_nothing_are_told(home: Home) -> None:
    (home.root / "inbox" / "a.txt").write_text("焦作", encoding="utf-8")

    def told(**choices: object) -> str:
        assert dg.materialize([landing], resources={"refresh": Refresh(**choices)}).success
        (stage,) = load_all(home.runs)[-1].stages
        return stage["detail"].partition("set aside")[2]

    assert told(sources=["inbox", "sample"], documents=["a.*", "b[1].txt"]) == ", nothing fits 'sample', 'b[1].txt'"
    (home.root / "inbox" / "a.txt").unlink()
    assert told(documents=["a.txt"]) == ", nothing fits 'a.txt'"
    assert told(documents=["a.txt"], force_extraction=True) == "", "it was taken in before, and is done again"


def test_a_copy_with_its_old_times_is_not_at_rest_yet(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("half", encoding="utf-8")
    os.utime(file, (time.time() - 3600, time.time() - 3600))
    assert not quiet_for(file, 20) and quiet_for(file, 0)
    assert quiet_for(tmp_path / "not there", 20)


def test_a_time_ahead_of_ours_holds_no_file_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, now = tmp_path / "a.txt", time.time()
    file.write_text("by a clock that takes Chinese time for UTC", encoding="utf-8")
    os.utime(file, (now + 8 * 3600, now + 8 * 3600))
    assert quiet_for(file, 0) and not quiet_for(file, 20), "it was put there a moment ago"
    monkeypatch.setattr(time, "time", lambda: now + 30)
    assert quiet_for(file, 20)


def test_files_left_for_the_next_run_are_spoken_of(home: Home) -> None:
    (home.root / "inbox" / "a.txt").write_text("half", encoding="utf-8")
    for seconds, detail in ((3600, ", 1 left for the next run (changed within 3600 s)"), (0, "")):
        assert dg.materialize([landing], resources={"refresh": Refresh(quiet_seconds=seconds)}).success
        (stage,) = load_all(home.runs)[-1].stages
        assert stage["detail"] == f"{0 if detail else 1} new, 0 changed, 0 unchanged, 0 set aside{detail}"
