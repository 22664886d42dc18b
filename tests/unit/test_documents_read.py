"""Reading a batch: good documents in, bad ones set aside, and the real corpus where it is at hand."""

import hashlib
import re
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from ingestion.documents import boxed_readers, read, reader_version
from ingestion.landing import inbox_files, land, landed
from ingestion.object_store import object_path
from ingestion.schemas import DOCUMENTS, QUARANTINE
from orchestration import chunks, stores
from tests import written
from warehouse.staging import BatchStore

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the development corpus is not at {CORPUS}")


def read_folder(folder: Path, home: Path):
    land(inbox_files(folder), home / "landing", home / "quarantine", datetime(2026, 1, 1, tzinfo=UTC))
    return read(landed(home / "landing"), home / "landing")


def by_name(result) -> dict[str, dict]:
    return {row["file_name"]: row for row in result.documents.iter_rows(named=True)}


def body_of(row: dict) -> str:
    return "\n".join(row["text"][span["char_start"] : span["char_end"]] for span in row["body"])


def test_one_bad_document_harms_no_other(tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "good.txt").write_text("某市教育局2024年工作要点\n\n新增学位5520个。", "utf-8")
    (inbox / "empty.txt").write_bytes(b"")
    (inbox / "noise.txt").write_bytes(hashlib.shake_256(b"noise").digest(4000))
    (inbox / "cut.txt").write_bytes(("新增学位5520个。" * 20).encode()[:-1])
    (inbox / "script.html").write_bytes(b"<script>draw()</script>")
    result = read_folder(inbox, tmp_path)
    assert dict(result.documents.schema) == DOCUMENTS and dict(result.quarantine.schema) == QUARANTINE
    assert result.documents["file_name"].to_list() == ["good.txt"]
    reasons = dict(result.quarantine.select("file_name", "reason").iter_rows())
    assert reasons == {"empty.txt": "empty", "noise.txt": "binary", "cut.txt": "truncated", "script.html": "empty"}
    assert set(result.quarantine["stage"]) == {"documents"} and all(result.quarantine["detail"])


def test_no_documents_give_empty_tables(tmp_path):
    result = read(landed(tmp_path), tmp_path)
    assert dict(result.documents.schema) == DOCUMENTS and dict(result.quarantine.schema) == QUARANTINE


def test_a_row_says_what_was_read(tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    text = "标题\r\n发布时间：2024-03-12\r\n新增学位5520个。\r\n"
    (inbox / "a.txt").write_bytes(text.encode("gb18030"))
    row = by_name(read_folder(inbox, tmp_path))["a.txt"]
    assert (row["text"], row["encoding"], row["char_count"]) == (text, "gb18030", len(text))
    assert row["text_sha256"] == hashlib.sha256(text.encode()).hexdigest()
    assert (str(row["published_date"]), row["title"], row["reader_version"]) == ("2024-03-12", "标题", reader_version())


def test_a_damaged_or_missing_object_is_set_aside(tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for name in ("a", "b"):
        (inbox / f"{name}.txt").write_text(name * 30, "utf-8")
    read_folder(inbox, tmp_path)
    table = landed(tmp_path / "landing")
    first, second = (object_path(tmp_path / "landing", digest) for digest in table.sort("file_name")["sha256"])
    first.chmod(0o644)
    first.write_text("something else", "utf-8")
    second.unlink()
    reasons = dict(read(table, tmp_path / "landing").quarantine.select("file_name", "reason").iter_rows())
    assert reasons == {"a.txt": "object_damaged", "b.txt": "object_missing"}


def test_files_of_few_bytes_with_much_text_or_many_cells_are_done_in_chunks(tmp_path, home, monkeypatch):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(3):
        (inbox / f"{number} long.xlsx").write_bytes(written.xlsx([["建" * 30_000 + str(number)]] * 2))
        (inbox / f"{number} wide.csv").write_text("区县,小学\n" + f"{number},7\n" * 300, "utf-8")
        (inbox / f"{number} z.txt").write_text("", "utf-8")
    land(inbox_files(inbox), home.landing, home.quarantine, datetime(2026, 1, 1, tzinfo=UTC))
    waiting = landed(home.landing).sort("file_name")
    assert waiting["byte_count"].sum() < 30_000
    monkeypatch.setattr(chunks, "CHUNK_WEIGHT", 50_000)
    store = stores.reading_store(home)
    with boxed_readers() as readers:
        for number, done in enumerate(chunks.read(waiting, home.landing, readers)):
            store.commit(f"2026-{number}", {"documents": done.documents, "quarantine": done.quarantine})
    files = [f"{number} {name}" for number in range(3) for name in ("long.xlsx", "wide.csv", "z.txt")]
    assert waiting["file_name"].to_list() == files and not store.pending(waiting["document_id"])
    read_by_batch = store.latest("documents").join(waiting, on="document_id").group_by("batch").agg("file_name").sort("batch")
    assert read_by_batch["file_name"].to_list() == [[name] for name in files if not name.endswith("z.txt")]
    together = BatchStore(home.staging / "together", stores.READING, ("documents",))
    together.commit("2026", {"documents": pl.concat(store.read("documents", waiting["document_id"], 10))})
    again = [chunk["file_name"].to_list() for chunk in chunks.read_already(together, waiting["document_id"])]
    assert again == [[name] for name in files if not name.endswith("z.txt")]


def test_the_version_is_stable_and_names_its_code():
    assert re.fullmatch(r"\d+\.\d+\.\d+\+[0-9a-f]{8}", reader_version())


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    result = read_folder(CORPUS, tmp_path_factory.mktemp("corpus"))
    assert result.quarantine.is_empty()
    return by_name(result)


@needs_corpus
class TestCorpus:
    def test_plain_text_is_kept_as_received(self, corpus):
        for path in [*CORPUS.glob("seeds/*.txt"), *CORPUS.glob("real/*.txt"), *CORPUS.glob("real/*.md")]:
            assert corpus[path.name]["text"] == path.read_bytes().decode("utf-8")

    def test_re_encoded_documents_give_the_same_text(self, corpus):
        for path in sorted((CORPUS / "encodings").iterdir()):
            stem = path.name.split(".")[0]
            original = next(row for name, row in corpus.items() if name.startswith(stem) and name != path.name)
            again = corpus[path.name]
            assert again["text"].replace("\r\n", "\n") == original["text"].replace("\r\n", "\n")
            assert body_of(again).replace("\r\n", "\n") == body_of(original).replace("\r\n", "\n")
            assert (again["published_date"], again["publisher"]) == (original["published_date"], original["publisher"])

    def test_a_body_that_stands_twice_counts_once(self, corpus):
        page = next(row for name, row in corpus.items() if name.startswith("003_"))
        assert page["text"].count("投入8000余万元") == 2
        assert body_of(page).count("投入8000余万元") == 1

    def test_teasers_are_no_body(self, corpus):
        page = next(row for name, row in corpus.items() if name.startswith("004_"))
        kept = body_of(page)
        assert "新增学位2.3万个" in kept and "撤并农村教学点533个" in kept
        assert not any(teaser in kept for teaser in ("500余名中小学生", "机器人竞赛", "1256208228", "名班主任工作室"))

    def test_a_newspaper_page_is_all_body(self, corpus):
        for prefix in ("000_", "001_", "002_"):
            row = next(row for name, row in corpus.items() if name.startswith(prefix))
            assert len("".join(body_of(row).split())) == len("".join(row["text"].split()))

    def test_days_of_publication(self, corpus):
        days = {name[:12]: (str(row["published_date"]), row["published_date_basis"]) for name, row in corpus.items()}
        assert days["003_b10ffcac"] == ("2024-09-12", "dateline")
        assert days["004_b1ecbc2b"] == ("2024-02-05", "text")
        assert days["ningxia_pres"] == ("2023-07-20", "dateline")
        assert days["rmrb_haikou_"] == ("1998-12-31", "file_name")
        assert days["001_8d47e725"] == ("None", None)
