"""Evidence pages of the handmade warehouse, with documents that would rather run, reorder or ask than be read."""

from __future__ import annotations

import re
import shutil
from datetime import date as day
from pathlib import Path
from urllib.parse import unquote, urlsplit

import duckdb
import pytest
from lxml import html

from tests.killed import put_on_disk
from warehouse import evidence
from warehouse.evidence import generations, pages
from warehouse.evidence.harmless import web_address
from warehouse.evidence.marks import Span, marked
from warehouse.evidence.periods import period
from warehouse.evidence.templates import environment
from warehouse.evidence.words import Words
from warehouse.unseen import UNSEEN

BIDI = "\u202e" + "所有" + "\u202c\u2066x\u2069\u200f"
HOSTILE = (
    "\n<script>alert(1)</script>\r\n</article></main><mark id=\"c-1\" onclick='x'>&amp;&#0; 焦作市新建25所。"
    f"{BIDI}\x00\x07\x1b[31m\x85\u2028\ufeff\ufffe\U000e0041\rjavascript:alert(1) <img src=http://x.example/a.png onerror=alert(1)>"
    f"]]><!-- {'长' * 30_000} 新增学位5520个\n\n最后一行"
)
NAME = "\"><script>alert(2)</script>\u202egnp.\x00'"


@pytest.fixture
def database(handmade_build: Path, tmp_path: Path) -> Path:
    """The handmade warehouse with one hostile document more, whose claims nest, cross, touch, share a start and are empty."""
    path = Path(shutil.copy(handmade_build, tmp_path / "database.duckdb"))
    spans = [(HOSTILE.index("25所"), 3), (HOSTILE.index("焦作市"), 10), (HOSTILE.index("焦作市"), 5), (HOSTILE.index("新建"), 40)]
    spans += [(HOSTILE.index("5520个"), 4), (HOSTILE.index("5520个") + 4, 1), (HOSTILE.index("最后"), 0), (len(HOSTILE) - 1, 1)]
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "insert into marts.dim_document by name select * replace ('hostile' as document_id, ? as title, ? as file_name, ? as publisher,"
            " 'javascript:alert(3)' as url, null as duplicate_of, null as duplicate_kind) from marts.dim_document limit 1",
            [NAME, NAME, NAME],
        )
        connection.execute("insert into marts.document_text by name select 'hostile' as document_id, ? as text", [HOSTILE])
        for number, (start, length) in enumerate(spans):
            connection.execute(
                "insert into marts.fct_claims by name select * replace ('hostile' as document_id, ? as claim_id, ? as char_start,"
                " ? as char_end, ? as quote, ? as subject, [?] as named, ? as region_name, ? as period_text)"
                " from marts.fct_claims where fact_id is not null limit 1",
                [f"hostile-{number}", start, start + length, HOSTILE[start - 3 : start + length], *[NAME] * 4],
            )
    return path


def made(database: Path, folder: Path) -> evidence.Pages:
    folder.mkdir(exist_ok=True)
    result = evidence.write(database, folder, folder.parent / "spill")
    evidence.show(result.folder)
    return result


def rows(database: Path, sql: str) -> list[tuple]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def page(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))


def test_every_page_has_its_documents_text_and_marks_each_claim_where_it_stands(database: Path, tmp_path: Path) -> None:
    made(database, tmp_path / "published")
    texts = dict(rows(database, "select document_id, text from marts.document_text"))
    claims = rows(database, "select document_id, claim_id, char_start, char_end, evidence_path from marts.fct_claims")
    assert len(claims) > 30
    for document_id, text in texts.items():
        tree = page(tmp_path / "published" / "evidence" / f"{document_id}.html")
        (shown,) = tree.xpath("//article[@id='text']")
        assert shown.text_content() == UNSEEN.sub("", text)
        assert [node.get("data-code") for node in shown.iter("i")] == [f"U+{ord(control):04X}" for control in UNSEEN.findall(text)]
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids))
        of_page = [claim for claim in claims if claim[0] == document_id]
        assert {f"c-{claim_id}" for _, claim_id, *_ in of_page} == set(tree.xpath("//li[contains(@class, 'card')]/@id"))
        for _, claim_id, start, end, _ in of_page:
            pieces = [node for node in shown.iter("mark") if claim_id in (node.get("data-claims") or "").split()]
            assert "".join(node.text_content() for node in pieces) == UNSEEN.sub("", text[start:end])
            (anchor,) = tree.xpath("//*[@id=$name]", name=claim_id)
            assert not pieces or anchor is pieces[0] or anchor.getparent() is pieces[0]
            assert list(anchor.iterancestors("span")) or start == end
            # the style tells a claim's card by these
            (card,) = tree.xpath("//*[@id=$name]", name=f"c-{claim_id}")
            assert set(anchor.get("class").upper().split()) < set(card.get("class").split())


def test_pages_run_nothing_and_ask_nobody(database: Path, tmp_path: Path) -> None:
    made(database, tmp_path / "published")
    folder = tmp_path / "published" / "evidence"
    found = sorted(folder.glob("*.html"))
    assert len(found) == len(rows(database, "from marts.dim_document")) + 1
    for path in found:
        tree = page(path)
        allowed = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
        assert "default-src 'none'" in allowed and "script" not in allowed and "unsafe" not in allowed
        for node in tree.iter():
            assert node.tag not in ("script", "iframe", "img", "object", "embed", "base", "form", "svg")
            assert not [name for name in node.attrib if name.startswith("on") or name in ("src", "style", "action", "formaction")]
            target = node.get("href")
            if target is None or target == "check" or "external" in (node.get("rel") or ""):
                continue
            name, _, anchor = target.partition("#")
            other = folder / (name or path.name)
            assert not urlsplit(target).scheme and other.is_file(), target
            if anchor:
                assert page(other).xpath("//*[@id=$name]", name=unquote(anchor)), target
    assert not re.search(r"@import|url\(", (folder / "style.css").read_text(encoding="utf-8"))
    hostile = (folder / "hostile.html").read_text(encoding="utf-8")
    assert not UNSEEN.search(hostile.replace("\n", ""))
    assert "⟨U+202E⟩gnp." in hostile and "javascript:alert(3)" in page(folder / "hostile.html").text_content()
    assert not page(folder / "hostile.html").xpath("//a[starts-with(@href, 'javascript')]")


def test_a_card_tells_its_fields_its_fact_and_where_else_it_is_stated(handmade_build: Path, tmp_path: Path) -> None:
    made(handmade_build, tmp_path / "published")
    (found,) = rows(
        handmade_build,
        "select c.claim_id, c.document_id, other.claim_id, other.document_id from marts.fct_claims c join marts.fct_claims other"
        " using (fact_id) where c.value_min = 54 and other.value_min = 53 and c.is_support",
    )
    claim_id, document_id, other_claim, other_document = found
    folder = tmp_path / "published" / "evidence"
    (card,) = page(folder / f"{document_id}.html").xpath("//*[@id=$name]", name=f"c-{claim_id}")
    text = " ".join(card.text_content().split())
    for words in ("54所", "学校（项目）数", "2023年", "焦作市", "中小学", "新建改扩建", "已实现", "2 份文档", "各文档有出入", "90%"):
        assert words in text, words
    assert card.xpath(".//a/@href")[0] == f"#{claim_id}"
    assert f"{other_document}.html#{other_claim}" in card.xpath(".//a/@href")
    (disputed,) = rows(handmade_build, "select document_id, claim_id from marts.fct_claims where status = 'disputed'")
    (card,) = page(folder / f"{disputed[0]}.html").xpath("//*[@id=$name]", name=f"c-{disputed[1]}")
    assert "不支持任何事实" in card.text_content() and "文中存疑" in card.text_content()


def test_only_pages_that_show_something_else_are_made_again(handmade_build: Path, tmp_path: Path) -> None:
    database, folder = Path(shutil.copy(handmade_build, tmp_path / "database.duckdb")), tmp_path / "published"
    first = made(database, folder)
    assert first.written == first.documents == len(rows(database, "from marts.dim_document"))

    def files() -> dict[str, tuple[int, int]]:
        # a file's number alone may be that of one that is gone
        return {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in (folder / "evidence").glob("*.html")}

    before = files()
    assert made(database, folder).written == 0
    (claim_id, document_id) = rows(database, "select claim_id, document_id from marts.fct_claims where value_min = 5520 and is_support")[0]
    with duckdb.connect(str(database)) as connection:
        connection.execute("update marts.fct_claims set confidence = 0.11 where claim_id = ?", [claim_id])
    again = made(database, folder)
    assert again.written == 1 and "11%" in (folder / "evidence" / f"{document_id}.html").read_text(encoding="utf-8")
    changed = {name for name, file in files().items() if file != before[name]}
    assert changed == {f"{document_id}.html", "index.html"}
    # a page that lost its end is no page to keep
    (folder / "evidence" / f"{document_id}.html").write_bytes(b"")
    assert made(database, folder).written == 1
    with duckdb.connect(str(database)) as connection:
        connection.execute("delete from marts.dim_document where document_id = ?", [document_id])
    made(database, folder)
    assert not (folder / "evidence" / f"{document_id}.html").exists()


def test_what_goes_wrong_leaves_the_pages_that_were_shown(handmade_build: Path, tmp_path: Path, monkeypatch) -> None:
    database, folder = Path(shutil.copy(handmade_build, tmp_path / "database.duckdb")), tmp_path / "published"
    made(database, folder)
    before = (folder / "evidence").resolve()
    with duckdb.connect(str(database)) as connection:
        connection.execute("update marts.fct_claims set confidence = 0.11")
    real = pages._page

    def failing(document: dict, named: dict, words: Words) -> str:
        if "paper" in document["file_name"]:
            raise OSError("no space left")
        return real(document, named, words)

    monkeypatch.setattr(pages, "_page", failing)
    with pytest.raises(OSError, match="no space"):
        evidence.write(database, folder, tmp_path / "spill")
    monkeypatch.undo()
    assert (folder / "evidence").resolve() == before and generations.shown(folder) == before
    assert [path.name for path in folder.iterdir() if path.is_dir() and not path.is_symlink()] == [before.name]
    # killed before the link moved: whole pages that nobody sees, and a link that was being made
    unseen = evidence.write(database, folder, tmp_path / "spill").folder
    (folder / ".evidence.99.tmp").symlink_to(unseen.name)
    assert (folder / "evidence").resolve() == before
    assert made(database, folder).written > 0
    assert {path.name for path in folder.iterdir()} == {"evidence", (folder / "evidence").resolve().name}


def test_identifiers_that_are_no_file_names_are_refused(handmade_build: Path, tmp_path: Path) -> None:
    for name in ("../escape", "a b", "index", ".hidden", "x" * 200, "a/b"):
        database = Path(shutil.copy(handmade_build, tmp_path / "database.duckdb"))
        with duckdb.connect(str(database)) as connection:
            old = connection.execute("select document_id from marts.dim_document limit 1").fetchone()[0]
            for table in ("dim_document", "document_text"):
                connection.execute(f"update marts.{table} set document_id = ? where document_id = ?", [name, old])
        (tmp_path / "published").mkdir(exist_ok=True)
        with pytest.raises(pages.UnsafeName, match="no page's name"):
            evidence.write(database, tmp_path / "published", tmp_path / "spill")
    assert not list((tmp_path / "published").iterdir())


def test_the_index_lists_all_documents_on_pages_that_stay_short(handmade_build: Path, tmp_path: Path) -> None:
    database = Path(shutil.copy(handmade_build, tmp_path / "database.duckdb"))
    with duckdb.connect(str(database)) as connection:
        connection.execute(
            "insert into marts.dim_document by name select * exclude (n) replace ('many' || n as document_id, 'Many ' || n as title,"
            " case when n % 3 > 0 then date '2020-01-01' + n::integer end as published_date)"
            " from (from marts.dim_document limit 1), range(1200) numbers(n)"
        )
        connection.execute("insert into marts.document_text by name select 'many' || n as document_id, '文' as text from range(1200) t(n)")
    made(database, tmp_path / "published")
    folder = tmp_path / "published" / "evidence"
    sheets = [page(folder / name) for name in ("index.html", "index-2.html", "index-3.html")]
    assert not (folder / "index-4.html").exists()
    listed = [link for sheet in sheets for link in sheet.xpath("//td/a/@href")]
    expected = rows(database, "select document_id || '.html' from marts.dim_document order by published_date desc nulls last")
    assert sorted(listed) == sorted(name for (name,) in expected) and len(sheets[0].xpath("//td/a")) == pages.INDEX_ROWS
    for target in sheets[0].xpath("//p[@class='years']/a/@href"):
        name, anchor = target.split("#")
        assert page(folder / name).xpath("//h2[@id=$name]", name=anchor)


def test_all_that_readers_are_shown_is_on_disk_before(handmade_build: Path, tmp_path: Path) -> None:
    folder = tmp_path / "published"
    folder.mkdir()
    with put_on_disk() as put:
        unseen = evidence.write(handmade_build, folder, tmp_path / "spill").folder
    assert {"index.html", "style.css"} < {path.name for path in unseen.iterdir()}
    assert [path.name for path in unseen.iterdir() if path.stat().st_ino not in put] == []


def test_sentences_are_lit_up_with_the_whole_clause() -> None:
    text = "前文。全年新建改扩建幼儿园25\n所，新增学位5520个；好。后文"
    tree = html.fromstring(str(marked(text, [Span("a", text.index("25"), text.index("所") + 1, "全年新建改扩建幼儿园25\n所", 0)])))
    assert tree.xpath("//span[@class='sentence']")[0].text_content() == "全年新建改扩建幼儿园25\n所，新增学位5520个；好。"
    wall = "无" * 5_000 + "9所" + "无" * 5_000
    tree = html.fromstring(str(marked(wall, [Span("a", 5_000, 5_002, "9所", 0)])))
    assert len(tree.xpath("//span[@class='sentence']")[0].text_content()) < 1_000


def test_periods_read_as_in_documents() -> None:
    assert period(day(2023, 1, 1), day(2023, 12, 31)) == "2023年" and period(day(2021, 1, 1), day(2025, 12, 31)) == "2021–2025年"
    assert period(None, day(2023, 6, 30)) == "至 2023-06-30" and period(None, None) == "未说明"


def test_english_stands_beside_a_figure_whose_number_reads_otherwise() -> None:
    shown = environment().from_string("{{ figure(row) }}").render
    assert shown(row={"figure_zh": "≥25所", "figure_en": "≥25"}) == "≥25所"
    money = shown(row={"figure_zh": "8000万元", "figure_en": "80,000,000 yuan"})
    assert money == '8000万元 <span lang="en">80,000,000 yuan</span>'
    assert shown(row={"figure_zh": "7<b>", "figure_en": "7<b>"}) == "7&lt;b&gt;"


def test_links_lead_to_the_web_alone() -> None:
    assert web_address("https://www.example.gov.cn/a?b=c") == "https://www.example.gov.cn/a?b=c"
    for url in ("javascript:alert(1)", "data:text/html,x", "//x.example/", "file:///etc/passwd", "http://", "https://a b", "http://[", None,
                "https://x\u202e.example", " https://x.example"):  # fmt: skip
        assert web_address(url) is None, url


def test_words_are_those_of_the_file_and_a_new_name_makes_pages_anew(handmade_build: Path, tmp_path: Path) -> None:
    database, folder = Path(shutil.copy(handmade_build, tmp_path / "database.duckdb")), tmp_path / "published"
    made(database, folder)
    with duckdb.connect(str(database)) as connection:
        connection.execute("update marts.dim_code set name_zh = '另名<' where field = 'level' and code = 'preschool'")
        connection.execute("delete from marts.dim_code where field = 'action'")
        words = Words(connection)
    again = made(database, folder)
    assert again.written == again.documents
    texts = [page(path).text_content() for path in (folder / "evidence").glob("*.html")]
    assert any("另名<" in text for text in texts) and not any("学前教育" in text for text in texts)
    assert words.zh("status", "target") == "计划" and words.zh("level", None) == ""
    # a code without a name is seen
    assert any("built_or_expanded" in text for text in texts)
    assert words.zh("action", "built") == words.en("action", "built") == words.both("action", "built") == "built"
