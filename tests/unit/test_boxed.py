"""The box: what readers may cost and do, tried with a reader that was taken over by its document."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingestion import documents, landing
from ingestion.boxed import Box, BoxError, BoxUnavailable, Limits
from ingestion.boxed.process import ROOT
from ingestion.documents import READERS
from ingestion.documents.boxed import BoxedReaders
from ingestion.documents.errors import ReadError
from ingestion.documents.plain import read_text
from tests.drills.intake.hostile_reader import read_hostile

SMALL = Limits(memory_mb=300, seconds=2, cpu_seconds=1, scratch_mb=8)
TEXT = "全市新增学位5520个。".encode()
confined = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can take rights from a process")


@pytest.fixture(scope="module")
def readers():
    with BoxedReaders([*READERS.values(), read_hostile], SMALL) as opened:
        yield opened


def outcome(readers, misdeed: str) -> str:
    """The reason why a misdeed's document was refused, or the text that came of it; the next document must then be read as ever."""
    try:
        came = readers.page(read_hostile, misdeed.encode()).text
    except ReadError as error:
        assert len(error.detail) > 20
        came = error.reason
    assert readers.page(read_text, TEXT).text == TEXT.decode()
    return came


@pytest.mark.parametrize(
    ("misdeed", "reason"),
    [
        ("sleep", "timed_out"),
        ("slow_pattern", "timed_out"),
        ("allocate", "too_much_memory"),
        ("allocate_at_once", "too_much_memory"),
        ("share_memory", "too_much_memory"),
        ("fill_scratch", "output_too_large"),
        ("segfault", "reader_crashed"),
        ("leave", "reader_crashed"),
        ("deep", "reader_crashed"),
        ("many_cells", "output_too_large"),
        ("many_pages", "output_too_large"),
        ("half_a_character", "reader_failed"),
        ("spans_outside", "reader_crashed"),
        ("chatter", TEXT.decode()),
    ],
)
def test_a_misdeed_ends_in_its_reason_and_harms_no_other(readers, misdeed, reason):
    assert outcome(readers, misdeed) == reason


@confined
def test_a_reader_writes_nothing_outside_its_scratch_folder(readers, tmp_path):
    mine = tmp_path / "mine.txt"
    mine.write_text("secret")
    mine.chmod(0o600)
    for misdeed in (f"write {tmp_path / 'new.txt'}", f"write {mine}", f"change_mode {mine}", f"read_file {mine}"):
        assert outcome(readers, misdeed) == "forbidden"
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    assert mine.read_text() == "secret" and mine.stat().st_mode & 0o777 == 0o600


@confined
def test_a_reader_has_no_network_and_starts_nothing(readers):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        assert outcome(readers, f"connect 127.0.0.1:{server.getsockname()[1]}") == "forbidden"
        with pytest.raises(TimeoutError):
            server.accept()
    assert [outcome(readers, misdeed) for misdeed in ("fork", "run_program", "kill_parent")] == ["forbidden"] * 3


def test_what_a_document_leaves_behind_no_other_finds(readers):
    readers.page(read_hostile, b"linger")
    assert readers.page(read_hostile, b"look_for_leavings").text == "found []"


def test_what_a_reader_says_of_its_failure_can_be_shown(readers):
    with pytest.raises(ReadError) as caught:
        readers.page(read_hostile, b"fail_in_codes")
    assert caught.value.detail.isprintable() and "half" in caught.value.detail
    assert caught.value.detail.encode()


def test_a_forged_message_is_refused(readers):
    assert outcome(readers, "forge") in ("reader_crashed", "output_too_large")


def test_a_document_need_not_answer_for_the_one_before(readers):
    """A worker dies between two documents: the next is given to a fresh one."""
    readers.page(read_text, TEXT)
    readers.box._worker._process.kill()
    time.sleep(0.05)
    assert readers.page(read_text, TEXT).text == TEXT.decode()


HOLDS_A_WORKER = """
from ingestion.boxed.process import ROOT, Limits, Worker
worker = Worker(Limits(), [str(ROOT / "ingestion")])
print(worker._scratch.path, flush=True)
input()
worker.end()
"""


def test_folders_of_killed_processes_go_with_the_next_one_and_no_others(tmp_path, monkeypatch):
    """Three processes with a worker each: of the two that are killed nothing stays, of the one that lives everything."""
    command, pipes = [sys.executable, "-c", HOLDS_A_WORKER], {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    others = [subprocess.Popen(command, cwd=ROOT, env=os.environ | {"TMPDIR": str(tmp_path)}, **pipes) for _ in range(3)]
    folders = [Path(other.stdout.readline().strip()) for other in others]
    for killed in others[:2]:
        killed.kill()
        killed.communicate()
    assert sorted(tmp_path.iterdir()) == sorted(folders)
    of_others = tmp_path / "education-box-list.txt"
    of_others.touch()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Box(SMALL) as box:
        list(box.run("ingestion.boxed.worker:idle", b"", {}))
        assert len(list(tmp_path.iterdir())) == 3
    assert sorted(tmp_path.iterdir()) == sorted([folders[2], of_others])
    others[2].communicate("\n")
    assert list(tmp_path.iterdir()) == [of_others]


def test_an_unknown_task_is_said():
    with Box(SMALL) as box, pytest.raises(BoxError, match="ModuleNotFoundError"):
        list(box.run("ingestion.nothing:at_all", b"", {}))


def test_where_no_worker_starts_no_document_is_blamed(tmp_path, monkeypatch):
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.txt").write_bytes(TEXT)
    landing.land(landing.inbox_files(tmp_path / "inbox"), tmp_path / "landing", tmp_path / "quarantine", datetime.now(UTC))
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    with pytest.raises(BoxUnavailable, match="does not start"):
        documents.read(landing.landed(tmp_path / "landing"), tmp_path / "landing")


def test_limits_come_from_the_environment():
    assert Limits.from_environment({"WAREHOUSE_BOX_MEMORY_MB": " 256 ", "WAREHOUSE_BOX_SECONDS": ""}) == Limits(memory_mb=256)
    for wrong in ("-1", "0", "1.5", "many", "１２"):
        with pytest.raises(ValueError, match="WAREHOUSE_BOX_PAGES"):
            Limits.from_environment({"WAREHOUSE_BOX_PAGES": wrong})
    assert Limits.from_environment(SMALL.as_environment()) == SMALL


def test_the_readme_tells_every_limit_and_its_default():
    told = dict(re.findall(r"^\| `(WAREHOUSE_BOX_\w+)` \|[^|]*\| (\d+) \|", (ROOT / "ingestion/boxed/README.md").read_text("utf-8"), re.M))
    assert told == Limits().as_environment()


@confined
def test_a_worker_dies_with_the_process_that_started_it():
    code = (
        "import time\nfrom ingestion.documents import boxed_readers, READERS\n"
        "readers = boxed_readers(); readers.page(READERS['text/plain'], b'one')\n"
        "print(readers.box._worker._process.pid, flush=True); time.sleep(60)"
    )
    starter = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    worker = int(starter.stdout.readline())
    os.kill(worker, 0)
    starter.kill()
    starter.wait()
    starter.stdout.close()
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            with open(f"/proc/{worker}/stat") as stat:
                if stat.read().rpartition(")")[2].split()[0] == "Z":
                    return
        except FileNotFoundError:
            return
        time.sleep(0.02)
    pytest.fail("the worker outlived its parent")
