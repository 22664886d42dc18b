"""HTML: the visible text, and which of it is body."""

import pytest

from ingestion.documents.errors import ReadError
from ingestion.documents.html import read_html
from tests.page_parts import body

LEAD = "据悉，某区新建10所义务教育阶段公办学校，预计新增公办学位11160个，为加快学校规划建设，保障群众对优质教育的需求，各项工作稳步推进。"
SECOND = "到2020年，该区将新改扩建26所学校，增加公办学位44300个，教育资源供给进一步扩大，群众家门口的好学校越来越多，获得感不断增强。"
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>新闻_某网</title>
<meta name="PubDate" content="2018-07-21 08:00"><meta name="ContentSource" content="某区教育局"><style>p {{}}</style></head>
<body><div class="nav"><a href="/">首页</a><a href="/n">新闻</a> <a href="/s">社会新闻</a></div>
<h1>某区今年<em>新增</em>学位</h1>
<div class="article"><p>{LEAD}</p><p>{SECOND}</p>
<table><tr><td>学校</td><td>学位</td></tr><tr><td>第一小学</td><td>1080个</td></tr></table></div>
<script>var seats = "99999个";</script><p style="display: none">隐藏77777个</p><div hidden>隐藏66666个</div>
<div class="related"><h3>相关新闻</h3><ul><li><a href="/1">另一区新增学位88888个</a></li></ul></div>
<div class="footer">版权所有 某网 备案号 55555</div></body></html>"""


def test_visible_text_is_whole_and_in_order():
    text = read_html(PAGE.encode()).text
    order = ["首页", "某区今年新增学位", LEAD, SECOND, "第一小学\t1080个", "相关新闻", "88888个", "版权所有"]
    positions = [text.index(part) for part in order]
    assert positions == sorted(positions)
    assert not any(hidden in text for hidden in ("99999", "77777", "66666", "p {}"))


def test_body_is_the_story_without_menus_teasers_and_footer():
    kept = body(read_html(PAGE.encode()))
    assert "某区今年新增学位" in kept and LEAD in kept and SECOND in kept
    assert not any(part in kept for part in ("首页", "88888", "55555"))


def test_what_the_head_declares():
    declared = read_html(PAGE.encode()).declared
    assert declared == {"title": "某区今年新增学位", "publisher": "某区教育局", "published": "2018-07-21 08:00"}


def test_inline_elements_join_and_blocks_part():
    text = read_html("<p>学位<b>111</b><span>60</span>个</p><p>共<br>计</p><div>甲<div>乙</div>丙</div>".encode()).text
    assert text.split("\n") == ["学位11160个", "共", "计", "甲", "乙", "丙", ""]


def test_source_line_breaks_are_spaces_and_entities_are_read():
    text = read_html("<p>第一 \n  行&middot;&#x5B66;</p><pre>甲\n  乙</pre>".encode()).text
    assert text == "第一 行·学\n甲\n  乙\n"


def test_a_fragment_is_a_page():
    page = read_html(f'<p class="one-p">{LEAD}</p><p><span>新增</span><span>11160个</span></p>'.encode())
    assert "新增11160个" in page.text and LEAD in body(page)


def test_a_copy_for_printing_counts_once():
    third = "区教育局相关负责人表示，通过集团化发展，确保从资源调配和课程设置都能形成体系、统筹考虑，最终实现教育的优质均衡发展。"
    story = f"<p>{LEAD}</p><p>{SECOND}</p><p>{third}</p>"
    kept = body(read_html(f"<body><h1>题目</h1><div>{story}</div><div class='print'>{story}</div></body>".encode()))
    assert [kept.count(part) for part in (LEAD, SECOND, third)] == [1, 1, 1]


def test_a_page_with_several_stories_keeps_them_all():
    stories = "".join(
        f"<div><h2>第{n}区</h2><p>{LEAD.replace('某区', f'第{n}区')}</p><p>{SECOND.replace('26', str(n))}</p></div>" for n in range(4, 9)
    )
    kept = body(read_html(f"<body>{stories}</body>".encode()))
    assert all(f"新改扩建{n}所" in kept for n in range(4, 9))


def test_a_declared_gb2312_page_is_read():
    page = PAGE.replace('charset="utf-8"', 'charset="gb2312"').encode("gb18030")
    read = read_html(page)
    assert read.encoding == "gb18030" and LEAD in read.text


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (b"<html><body><script>draw()</script></body></html>", "empty"),
        (b"<!-- nothing -->", "empty"),
        ("深".join(["<div>" * 50_000, ""]).encode(), "too_deep"),
    ],
)
def test_pages_that_cannot_be_read_say_why(page, reason):
    with pytest.raises(ReadError) as caught:
        read_html(page)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 900 + LEAD + "</div>" * 900,
        '<!DOCTYPE x [<!ENTITY a "哈"><!ENTITY b "&a;&a;&a;&a;">]><body>&b;&b;' + LEAD,
        "<p>&#xD800;&#0;&#x110000;" + LEAD,
        "<p " + "a=1 " * 100_000 + ">" + LEAD,
        f"<table><tr><td>{LEAD}</table></td></p></div>",
        "<?xml version='1.0' encoding='gb2312'?><html><body>" + LEAD + "</body></html>",
        "\0<p>" + LEAD + "\0",
    ],
    ids=["deep", "entity bomb", "bad references", "attributes", "wrong nesting", "xml declaration", "nul"],
)
def test_hostile_pages_are_read(page):
    read = read_html(page.encode())
    assert LEAD in body(read)
    read.text.encode("utf-8")
