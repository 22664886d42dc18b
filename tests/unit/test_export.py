"""Exports, from a published file whose documents are hostile: what is read again is what was published, and no cell is a formula."""

from __future__ import annotations

import csv
import fcntl
import hashlib
import json
import os
import shutil
import sys
import threading
import unicodedata
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.__main__ import main
from orchestration.dbt_constraints import constraints
from tests.unit.test_publish import QUARANTINE, checked
from warehouse import csv_cells, publish
from warehouse.constraints import Constraints
from warehouse.export import LATEST, ExportRefused, export

HOSTILE = [
    "=1+1",
    "@SUM(A1)",
    "+1",
    "-2+3+cmd|' /C calc'!A0",
    "＝HYPERLINK(1)",
    "＋1",
    "－1",
    "＠x",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "\u3000=1",
    "\u200f=1",
    "\ufeff=1",
    '"=1',
    '""=1+1"',
    "“=1",
    "'=1",
    "'quoted'",
    "",
    "a;=1",
    'say "x", then\r\n=1',
    "\x00=1",
    "x" * 20_000,
    "=" + "𠀀" * 20_000,
]
TYPES = {"string": "VARCHAR", "array": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}


@pytest.fixture(scope="module")
def hostile_build(handmade_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build whose texts are attacks, one by one."""
    build = Path(shutil.copy(handmade_build, tmp_path_factory.mktemp("hostile") / "education.duckdb"))
    with duckdb.connect(str(build)) as connection:
        for place in ("dim_document.publisher", "fct_claims.quote", "fct_claims.period_text", "dim_facility.facility_name"):
            table, column = place.split(".")
            connection.execute(f"update marts.{table} set {column} = $1[1 + rowid % len($1)]", [HOSTILE])
        connection.execute("update marts.fct_claims set named = ['=1', '\"', 'a,b', null], rules = [repeat('=', 20000)]")
        connection.execute(
            "insert into marts.document_text select 'd' || i, t from (select unnest(?) as t, generate_subscripts(?, 1) as i)",
            [HOSTILE, HOSTILE],
        )
    return build


def published_from(build: Path, folder: Path) -> Path:
    target = folder / "published" / "education.duckdb"
    publish.publish(build, target, checked(folder / "runs", "0" * 8 + "-run"), [], QUARANTINE)
    return target


@pytest.fixture(scope="module")
def published(hostile_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published_from(hostile_build, tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def exported(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `latest` leads to, after an export of everything."""
    target = tmp_path_factory.mktemp("exports")
    made = export(published, target, constraints())
    assert made.folder == (target / LATEST).resolve() and made.cut > 0
    return made.folder


def package(folder: Path, kind: str) -> dict:
    return json.loads((folder / kind / "datapackage.json").read_text(encoding="utf-8"))


def digest(path: Path) -> str:
    return f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"


def names_of(path: Path) -> set[str]:
    return {entry.name for entry in path.iterdir()}


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_files_are_what_the_package_says(exported: Path, kind: str) -> None:
    resources = package(exported, kind)["resources"]
    assert {resource["path"] for resource in resources} == names_of(exported / kind) - {"datapackage.json"}
    for resource in resources:
        file = exported / kind / resource["path"]
        assert resource["bytes"] == file.stat().st_size and resource["hash"] == digest(file), resource["name"]
        assert (kind == "csv") == file.read_bytes().startswith(b"\xef\xbb\xbf")


def test_every_table_reads_back_from_parquet_as_it_was_published(published: Path, exported: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{published}' as p (read_only)")
        resources = package(exported, "parquet")["resources"]
        assert {"marts.document_text", "marts.coverage", "audit.fact_history"} < {resource["name"] for resource in resources}
        for resource in resources:
            connection.execute(f"create or replace view found as from '{exported}/parquet/{resource['path']}'")
            assert_same(connection, f"from p.{resource['name']}", "from found", resource)


def test_every_table_reads_back_from_csv_by_its_declared_types(published: Path, exported: Path) -> None:
    """All but texts that were too long; a published value is had back by taking one apostrophe away."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{published}' as p (read_only)")
        resources = package(exported, "csv")["resources"]
        assert "marts.document_text" not in {resource["name"] for resource in resources} and len(resources) > 20
        for resource in resources:
            fields = resource["schema"]["fields"]
            kinds = {field["name"]: TYPES.get(field["type"], "TIMESTAMP") for field in fields}
            options = (
                "header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', nullstr = '', allow_quoted_nulls = false"
            )
            source = f"read_csv('{exported}/csv/{resource['path']}', columns = {kinds}, max_line_size = 10000000, {options})"
            connection.execute(f"create or replace temp table found as from {source}")
            back = {
                "string": "case when starts_with({0}, '''') then substr({0}, 2) else {0} end",
                "array": "from_json({0}::json, '[\"VARCHAR\"]')",
            }
            undone = ", ".join(back.get(field["type"], "{0}").format(f'"{field["name"]}"') + f' as "{field["name"]}"' for field in fields)
            was = ", ".join(
                {
                    "string": "if(length({0}) > 16000, left({0}, 16000) || '…', {0})",
                    "array": "if(length(to_json({0})::varchar) > 16000, ['…'], {0})",
                }.get(field["type"], "{0}").format(f'"{field["name"]}"')
                for field in fields
            )
            assert_same(connection, f"select {was} from p.{resource['name']}", f"select {undone} from found", resource)


def assert_same(connection: duckdb.DuckDBPyConnection, expected: str, found: str, resource: dict) -> None:
    rows = [connection.execute(sql).fetchone()[0] for sql in (f"select count(*) from ({expected})", f"select count(*) from ({found})")]
    assert rows == [resource["rows"]] * 2, resource["name"]
    for one, other in ((expected, found), (found, expected)):
        assert connection.execute(f"({one}) except all ({other}) limit 3").fetchall() == [], resource["name"]


def looks_like_a_formula(cell: str) -> bool:
    """Told independently of the pattern under test: character by character, whatever the width."""
    if cell[:1] in ("\t", "\r", "\n"):
        return True
    hidden = ("Cc", "Cf", "Co", "Zs", "Zl", "Zp")
    bare = next((c for c in cell if not (c.isspace() or unicodedata.category(c) in hidden or c in '"“”‘’＂＇`´')), "")
    return unicodedata.normalize("NFKC", bare)[:1] in ("=", "+", "-", "@", "−")


def test_no_text_in_a_csv_file_is_a_formula(exported: Path) -> None:
    csv.field_size_limit(sys.maxsize)
    seen = 0
    for resource in package(exported, "csv")["resources"]:
        texts = {field["name"] for field in resource["schema"]["fields"] if field["type"] in ("string", "array")}
        with (exported / "csv" / resource["path"]).open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file, strict=True):
                for cell in (row[name] for name in texts):
                    assert not looks_like_a_formula(cell.removeprefix("'") if not cell.startswith("'") else ""), cell[:50]
                    assert len(cell.encode("utf-16-le")) // 2 < 32_767
                    seen += cell.startswith("'")
    assert seen >= len(HOSTILE) / 2


@given(st.text(alphabet=st.one_of(st.sampled_from("=+-@＝－ \t\r\n'\"a\u200f\u3000"), st.characters(codec="utf-8")), max_size=6))
def test_taking_the_apostrophe_away_gives_any_text_back(text: str) -> None:
    (cell,) = duckdb.execute(f"select {csv_cells.cell('t', 'VARCHAR')} from (select ? as t)", [text]).fetchone()
    assert not looks_like_a_formula(cell) and cell.removeprefix("'") == text


def test_signs_of_every_width_are_known() -> None:
    same = {chr(code) for code in range(sys.maxunicode) if unicodedata.normalize("NFKC", chr(code))[:1] in tuple("=+-@")}
    assert same <= set(csv_cells.FORMULA_SIGNS)


def test_the_package_says_what_the_models_promise(exported: Path) -> None:
    resources = {resource["name"]: resource for resource in package(exported, "csv")["resources"]}
    claims = resources["marts.fct_claims"]["schema"]
    assert resources["marts.dim_code"]["schema"]["primaryKey"] == ["field", "code"]
    assert claims["primaryKey"] == ["claim_id"] and resources["marts.fct_facilities"]["schema"]["primaryKey"] == ["fact_id"]
    references = {tuple(key["fields"]): key["reference"] for key in claims["foreignKeys"]}
    assert references["metric",] == {"resource": "marts.dim_metric", "fields": ["metric"]}
    assert references["total_claim_id",] == {"fields": ["claim_id"]}
    fields = {field["name"]: field for field in claims["fields"]}
    assert fields["status"]["constraints"]["enum"] == ["actual", "ongoing", "target", "standard", "disputed"]
    assert "school" in next(f for f in resources["marts.fct_facilities"]["schema"]["fields"] if f["name"] == "unit")["constraints"]["enum"]
    assert all(field["description"] for resource in resources.values() for field in resource["schema"]["fields"])
    texts = {resource["name"]: resource.get("licenses") for resource in package(exported, "parquet")["resources"]}
    assert texts["marts.document_text"][0]["name"] == "notspecified" and texts["marts.fct_claims"] is None


def test_a_promise_that_rows_break_is_not_passed_on(hostile_build: Path, tmp_path: Path) -> None:
    build = Path(shutil.copy(hostile_build, tmp_path / "education.duckdb"))
    with duckdb.connect(str(build)) as connection:
        connection.execute("update marts.fct_claims set metric = 'unheard_of', status = 'maybe' where rowid = 0")
        connection.execute("insert into marts.dim_metric from marts.dim_metric limit 1")
    made = export(published_from(build, tmp_path), tmp_path / "to", constraints(), ["csv"])
    assert {"marts.dim_metric key (metric)", "marts.fct_claims (metric) → marts.dim_metric", "words of marts.fct_claims.status"} <= set(
        made.undeclared
    )
    resources = {resource["name"]: resource for resource in package(made.folder, "csv")["resources"]}
    assert "primaryKey" not in resources["marts.dim_metric"]["schema"]
    assert ["metric"] not in [key["fields"] for key in resources["marts.fct_claims"]["schema"]["foreignKeys"]]


def test_bytes_depend_on_what_is_published_alone(hostile_build: Path, published: Path, exported: Path, tmp_path: Path) -> None:
    """Not on the order in which rows were written, nor on how many threads write."""
    build = tmp_path / "shuffled.duckdb"
    with duckdb.connect(str(build)) as connection:
        connection.execute(f"attach '{hostile_build}' as old (read_only); create schema marts")
        for (table,) in connection.execute(
            "select table_name from duckdb_tables() where database_name = 'old' and schema_name = 'marts'"
        ).fetchall():
            connection.execute(f"create table marts.{table} as from old.marts.{table} order by hash({table}::varchar)")
    shuffled = published_from(build, tmp_path)
    made = export(shuffled, tmp_path / "to", Constraints())
    for kind in ("csv", "parquet"):
        before, after = ({r["name"]: r["hash"] for r in package(folder, kind)["resources"]} for folder in (exported, made.folder))
        assert before.keys() == after.keys() and {name for name in before if before[name] != after[name]} <= {
            "audit.runs",
            "audit.fact_history",
        }


def test_what_fails_leaves_the_export_before_and_what_is_not_ours(published: Path, tmp_path: Path) -> None:
    target = tmp_path / "to"
    before = export(published, target, Constraints(), ["csv"], ["dim_region"]).folder
    (target / "notes.txt").write_text("mine", encoding="utf-8")
    kept = {path: path.read_bytes() for path in before.rglob("*") if path.is_file()}
    broken = tmp_path / "broken.duckdb"
    broken.write_bytes(published.read_bytes()[:300_000])
    with pytest.raises(duckdb.Error):
        export(broken, target, Constraints())
    for wrong, message in (({"tables": ["nix"]}, "no table nix"), ({"tables": ["document_text"], "formats": ["csv"]}, "FORMAT=parquet")):
        with pytest.raises(ExportRefused, match=message):
            export(published, target, Constraints(), **wrong)
    assert names_of(target) == {before.name, LATEST, "notes.txt"} and (target / LATEST).resolve() == before
    assert {path: path.read_bytes() for path in before.rglob("*") if path.is_file()} == kept


@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_a_folder_that_people_use_loses_nothing(published: Path, tmp_path: Path, kind: str) -> None:
    target, elsewhere = tmp_path / "shared", tmp_path / "elsewhere"
    for folder in (target / ".partial", target / ".education-export-of-mine", elsewhere):
        folder.mkdir(parents=True)
        (folder / "mine.txt").write_text("mine", encoding="utf-8")
    latest = target / LATEST
    if kind == "folder":
        shutil.copytree(elsewhere, latest)
    elif kind == "file":
        latest.write_text("mine", encoding="utf-8")
    else:
        latest.symlink_to(elsewhere)
    with pytest.raises(ExportRefused, match=f"{LATEST} was not made by an export: move it away"):
        export(published, target, Constraints(), ["csv"], ["dim_region"])
    assert names_of(target) == {".partial", ".education-export-of-mine", LATEST}
    assert (latest if kind == "file" else latest / "mine.txt").read_text(encoding="utf-8") == "mine"
    os.rename(latest, tmp_path / "moved")
    made = export(published, target, Constraints(), ["csv"], ["dim_region"]).folder
    assert names_of(target) == {".partial", ".education-export-of-mine", LATEST, made.name} and latest.resolve() == made
    assert made.stat().st_mode == elsewhere.stat().st_mode, "whoever may read in the folder may read the export"


def test_exports_that_were_copied_without_their_link_go_on(published: Path, tmp_path: Path) -> None:
    export(published, tmp_path / "to", Constraints(), ["csv"], ["dim_region"])
    shutil.copytree(tmp_path / "to", tmp_path / "copy")
    made = export(published, tmp_path / "copy", Constraints(), ["csv"], ["dim_region"]).folder
    assert (tmp_path / "copy" / LATEST).is_symlink() and (tmp_path / "copy" / LATEST).resolve() == made


def test_two_exports_into_one_folder_do_not_meet(published: Path, tmp_path: Path) -> None:
    descriptor = os.open(tmp_path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        with pytest.raises(ExportRefused, match="under way"):
            export(published, tmp_path, Constraints())
    finally:
        os.close(descriptor)
    assert names_of(tmp_path) == set()


def test_who_reads_the_export_before_can_read_on(published: Path, tmp_path: Path) -> None:
    (tmp_path / ".education-export-0abc_xyz" / "export" / "csv").mkdir(parents=True)  # left by one that was killed
    folders = []
    for _ in range(3):
        folders.append(export(published, tmp_path, Constraints(), ["csv"], ["fct_facilities", "audit.checks"]).folder)
        assert (tmp_path / LATEST).resolve() == folders[-1]
        assert names_of(folders[-1] / "csv") == {"marts.fct_facilities.csv", "audit.checks.csv", "datapackage.json"}
    assert names_of(tmp_path) == {LATEST, *(folder.name for folder in folders[1:])}


def test_a_reader_meets_no_half_export(published: Path, tmp_path: Path) -> None:
    """Who resolves `latest` finds every file that the package names, with its hash, whenever he looks; the folder's name is no matter."""
    target = tmp_path / "it's [a] 文件夹 *?"
    export(published, target, Constraints(), ["csv"], ["dim_region"])
    looks, done = [], threading.Event()

    def look() -> None:
        while not done.is_set():
            folder = (target / LATEST).resolve()
            looks.append(all(digest(folder / "csv" / r["path"]) == r["hash"] for r in package(folder, "csv")["resources"]))

    reader = threading.Thread(target=look)
    reader.start()
    try:
        for _ in range(4):
            export(published, target, Constraints(), ["csv"], ["dim_region", "fct_claims"])
    finally:
        done.set()
        reader.join()
    assert len(looks) >= 4 and all(looks)


def test_the_command_says_what_it_did(published: Path, home, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export"]) == 1 and "make refresh" in capsys.readouterr().err
    shutil.copy(published, home.published_file)
    assert main(["export", "--format", "parquet", "--tables", "marts.dim_region, fct_claims"]) == 0
    said = capsys.readouterr().out
    assert "2 tables" in said and str(home.exports / LATEST) in said
    assert names_of(home.exports / LATEST / "parquet") == {"marts.dim_region.parquet", "marts.fct_claims.parquet", "datapackage.json"}
    assert main(["export", "--tables", "nix"]) == 1 and "is as it was" in capsys.readouterr().err
    (home.root / "mine" / LATEST).mkdir(parents=True)
    assert main(["export", "--to", str(home.root / "mine")]) == 1 and "is as it was" not in capsys.readouterr().err
