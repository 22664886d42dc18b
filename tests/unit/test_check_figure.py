"""Checking pasted figures: against a published file of three documents, and against the handmade warehouse, where documents disagree."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from lxml import html
from rich.console import Console

from orchestration.check_figure import LONGEST_TEXT, Answer, TextTooLong, check
from orchestration.check_figure.answers import CONTRADICTED, CONTRADICTS, DISPUTED, NO_CLAIM, RELATED, SAME_VALUE, SUPPORTED, SUPPORTS
from orchestration.check_figure.page import examples
from orchestration.check_figure.terminal import print_check
from orchestration.check_figure.worker import LONGEST_LINE, Checker, serve
from tests.refreshed import Run
from warehouse.paths import Home

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = "<script>alert(1)</script>\u202e\x00\ud800\"'> 焦作市2023年新建改扩建幼儿园25所 </textarea><img src=x onerror=alert(1)>"


def asked(database: Path, text: str) -> list[Answer]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return check(text, connection)


def one(database: Path, text: str) -> tuple[str, list[tuple[str, float | None]]]:
    """The verdict on the only figure of the text, and relation and lower bound of each known figure."""
    (answer,) = asked(database, text)
    return answer.verdict, [(found.relation, found.value_min) for found in answer.found]


@pytest.fixture(scope="session")
def published(first_refresh: tuple[Path, Run]) -> Path:
    return Home(first_refresh[0]).published_file


def test_a_figure_that_documents_state_is_supported_by_their_sentences(published: Path) -> None:
    first, second = asked(published, "2023年，焦作市新建改扩建幼儿园25所，新增学位5520个。")
    assert first.verdict == second.verdict == SUPPORTED
    (found,) = first.found
    assert (found.relation, found.value_min, found.region_name, found.metric_zh) == (SUPPORTS, 25, "焦作市", "学校（项目）数")
    (evidence,) = found.evidence
    assert evidence.agrees and evidence.file_name == "jiaozuo_2023.txt" and "25所" in evidence.quote
    name, anchor = evidence.path.split("#")
    page = (published.parent / name).read_text(encoding="utf-8")
    assert html.fromstring(page).xpath("//mark[@id=$name]", name=anchor)[0].text_content() == "25所"


def test_the_same_thing_with_another_value_is_contradicted(published: Path) -> None:
    assert one(published, "焦作市2023年新建改扩建幼儿园26所") == (CONTRADICTED, [(CONTRADICTS, 25)])
    assert one(published, "焦作市2023年新建改扩建幼儿园30所以上") == (CONTRADICTED, [(CONTRADICTS, 25)])


def test_bounds_are_kept(published: Path) -> None:
    for text in ("焦作市2023年新建改扩建幼儿园20所以上", "焦作市2023年新建改扩建幼儿园近26所", "焦作市2023年新建改扩建幼儿园不少于25所"):
        assert one(published, text) == (SUPPORTED, [(SUPPORTS, 25)]), text


def test_another_region_level_year_or_action_neither_supports_nor_contradicts(published: Path) -> None:
    for text in (
        "洛阳市2023年新建改扩建幼儿园25所",
        "焦作市2022年新建改扩建幼儿园26所",
        "焦作市2023年新建改扩建小学26所",
        "焦作市2023年撤并幼儿园26所",
    ):
        verdict, found = one(published, text)
        assert verdict == NO_CLAIM and {relation for relation, _ in found} <= {RELATED}, text
    assert one(published, "郑州市2023年招聘教师777名") == (NO_CLAIM, [])


def test_a_plan_supports_plans_and_does_not_contradict_results(published: Path) -> None:
    assert one(published, "解放区2024年计划新建小学2所") == (SUPPORTED, [(SUPPORTS, 2)])
    verdict, found = one(published, "解放区2024年已建成投用新建小学3所")
    assert verdict == NO_CLAIM and CONTRADICTS not in {relation for relation, _ in found}
    verdict, _ = one(published, "解放区2024年计划新建小学3所")
    assert verdict == CONTRADICTED


def test_a_bare_number_is_looked_for_everywhere(published: Path) -> None:
    for text in ("5520", "5,520", "５５２０个", "25所", "8000万元", " 2.3万 "):
        verdict, found = one(published, text)
        assert verdict == SUPPORTED and {relation for relation, _ in found} == {SAME_VALUE}, text
    assert one(published, "5521") == (NO_CLAIM, []) and one(published, "25%") == (NO_CLAIM, [])
    assert asked(published, "2023年9月1日") == asked(published, "今天天气好") == asked(published, "") == []


def test_rounding_conflicts_and_doubts_are_judged_as_the_models_do(handmade_build: Path) -> None:
    for text in ("焦作市第十一中学占地1.8万平方米", "焦作市第十一中学占地18405.38平方米", "焦作市第十一中学占地约2万平方米"):
        verdict, found = one(handmade_build, text)
        assert verdict == SUPPORTED and found[0] == (SUPPORTS, 18405.38), text
    verdict, _ = one(handmade_build, "焦作市第十一中学占地1.6万平方米")
    assert verdict == NO_CLAIM
    # 53 is said by a paper, 54 is what the fact shows
    (answer,) = asked(handmade_build, "焦作市2023年新建改扩建中小学50所")
    assert answer.verdict == CONTRADICTED and answer.found[0].is_conflicting
    assert {evidence.value_min for evidence in answer.found[0].evidence} == {53, 54}
    (answer,) = asked(handmade_build, "1200个")
    assert [found.relation for found in answer.found] == [DISPUTED] and answer.verdict == NO_CLAIM and answer.found[0].fact_id is None


def test_too_long_a_text_is_refused_and_many_figures_are_cut_short(published: Path) -> None:
    with pytest.raises(TextTooLong, match="2,000"):
        asked(published, "一" * (LONGEST_TEXT + 1))
    assert len(asked(published, "5520，" * 300)) == 20


def test_the_terminal_gets_no_orders_from_what_was_pasted(published: Path, tmp_path: Path) -> None:
    screen = io.StringIO()
    assert print_check("\x1b[31m" + HOSTILE + "[bold]", published, Console(file=screen, width=200)) == 0
    shown = screen.getvalue()
    assert "有据可查 supported" in shown and "evidence" in shown and "[bold]" in shown
    assert not [character for character in shown if character in "\x1b\u202e\x00\ud800"]
    screen = io.StringIO()
    assert print_check("25所", tmp_path / "none.duckdb", Console(file=screen, width=200)) == 1 and "make refresh" in screen.getvalue()


def test_the_command_prints_verdicts(first_refresh: tuple[Path, Run]) -> None:
    command = [sys.executable, "-m", "orchestration", "check-figure", "焦作市2023年新建改扩建幼儿园26所"]
    done = subprocess.run(command, cwd=ROOT, env={"WAREHOUSE_HOME": str(first_refresh[0]), "PATH": ""}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("与已知数据不符 contradicted") and "jiaozuo_2023.txt" in done.stdout


def test_the_worker_survives_bad_lines_and_escapes_what_it_shows(first_refresh: tuple[Path, Run]) -> None:
    lines = [
        json.dumps({"text": "焦作市2023年新建改扩建幼儿园26所"}),
        "no JSON",
        "[" * 90_000,
        '{"text": 3}',
        "[]",
        json.dumps({"text": "一" * (LONGEST_TEXT + 1)}),
        json.dumps({"text": "x" * LONGEST_LINE * 3}),
        json.dumps({"text": HOSTILE}),
        "\udcff",
        json.dumps({"text": ""}),
    ]
    worker = subprocess.run(
        [sys.executable, "-m", "orchestration", "check-figure", "--serve"],
        input="\n".join(lines).encode("utf-8", "surrogateescape") + b"\n",
        cwd=ROOT,
        env={"WAREHOUSE_HOME": str(first_refresh[0]), "PATH": ""},
        capture_output=True,
    )
    assert worker.returncode == 0, worker.stderr
    answers = [json.loads(line) for line in worker.stdout.splitlines()]
    assert len(answers) == len(lines)
    assert [number for number, answer in enumerate(answers) if "error" not in answer] == [0, 7, 9]
    assert "2,000" in answers[5]["error"] and "too long" in answers[6]["error"]
    section = html.fromstring(answers[0]["html"])
    assert section.tag == "section" and "与已知数据不符" in section.text_content()
    for target in section.xpath(".//a/@href"):
        name, anchor = target.removeprefix("/evidence/").split("#")
        page = (first_refresh[0] / "published" / "evidence" / name).read_text(encoding="utf-8")
        assert html.fromstring(page).xpath("//mark[@id=$name]", name=anchor)
    for answer in answers:
        whole = html.document_fromstring(answer["page"])
        assert whole.xpath("//form[@method='get'][@action='/evidence/check']//textarea[@name='text']")
        assert not whole.xpath("//script|//img|//iframe|//@onerror|//@style") and not whole.xpath("//*[@*[starts-with(name(), 'on')]]")
        assert "default-src 'none'" in answer["page"] and not set(answer["page"]) & set("\u202e\x00\ud800")
    hostile = html.document_fromstring(answers[7]["page"])
    assert "有据可查" in hostile.text_content()
    assert hostile.xpath("//textarea")[0].text_content().startswith("<script>alert(1)</script>\"'> 焦作市")
    tried = html.document_fromstring(answers[9]["page"]).xpath("//p[@class='examples']//bdi/text()")
    with duckdb.connect(str(first_refresh[0] / "published" / "education.duckdb"), read_only=True) as connection:
        assert tried == examples(connection) and tried


@pytest.mark.parametrize("between", ["\r\n", "\r", "\u202e", "\x00"])
def test_what_the_form_holds_states_the_same_figures_when_it_is_sent_again(published: Path, between: str) -> None:
    """A browser sends CRLF at the end of a line, which is no part of what was written; no figure may come of it."""
    checker, text = Checker(published), f"焦作市2023年新建改扩建幼儿园{between}25所。{between}新增学位5520个"
    for _ in range(2):
        answered = html.document_fromstring(checker.answer(json.dumps({"text": text}).encode())["page"])
        assert answered.xpath("//p[@class='quoted']//mark/text()") == ["25所", "5520个"]
        text = answered.xpath("//textarea")[0].text_content().replace("\n", "\r\n")
        assert "U+" not in text


def test_the_worker_asks_the_file_that_is_published_now(handmade_build: Path, tmp_path: Path) -> None:
    published = tmp_path / "education.duckdb"

    class Requests(io.BytesIO):
        """Lines of which the second is asked only after a file was published."""

        def readline(self, size: int = -1) -> bytes:
            line = super().readline(size)
            if b"2023" in line:
                published.write_bytes(handmade_build.read_bytes())
            return line

    answers = io.BytesIO()
    serve(published, Requests('{"text": "26所"}\n{"text": "焦作市2023年新建改扩建幼儿园25所"}\n'.encode()), answers)
    before, after = [json.loads(line) for line in answers.getvalue().splitlines()]
    assert "make refresh" in before["error"] and "有据可查" in after["html"]
