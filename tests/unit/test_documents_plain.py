"""Plain text and Markdown: the text stays as received, and body is told from furniture."""

import time
from itertools import pairwise

import pytest

from ingestion.documents.errors import ReadError
from ingestion.documents.plain import read_markdown, read_text

LEAD = "记者从教育局获悉，今年全市新建改扩建幼儿园二十五所，新增学位五千五百二十个，公办幼儿园在园幼儿占比超过一半，入园难得到缓解。"
SECOND = "近几年来，该区为推进教育信息化建设投入八千余万元，打造了涵盖全区二十八个中小学校区的教育信息化项目，处于省内一流水平。"
THIRD = "截至目前，该区市级以上骨干教师有四百五十余名，市级以上名师有八十余名，先后涌现一大批省级、市级名校长，师资水平不断提升。"


def body(text: str, reader=read_text) -> str:
    page = reader(text.encode())
    assert page.text == text
    assert all(a < b <= c < d for (a, b), (c, d) in pairwise(page.body))
    return "".join(text[start:end] for start, end in page.body)


def test_text_is_kept_to_the_character():
    text = "标题\r\n\r\n　　正文第一段。\r\n"
    assert read_text(b"\xef\xbb\xbf" + text.encode()).text == text


def test_a_plain_story_is_all_body():
    text = f"标题\n\n{LEAD}\n\n小标题 一\n\n{SECOND}"
    assert body(text) == text


def test_menus_above_the_headline_are_no_body():
    text = f"网站首页 新闻 国内 国际\n您现在的位置: 某网 > 新闻 > 正文\n新闻中心首页\n\n新学校今秋投用\n\n{LEAD}"
    assert body(text) == f"新学校今秋投用\n\n{LEAD}"


@pytest.mark.parametrize(
    "mark", ["相关推荐", "相关阅读：", "上一篇 2024年2月5日", "  • 下一条新闻: 没有了", "版权所有：某报社", "某网免责声明:"]
)
def test_what_stands_below_the_story_is_no_body(mark):
    kept = body(f"标题\n\n{LEAD}\n\n{mark}\n\n  • 某市机器人竞赛开赛\n\n    五百余名中小学生参加此次比赛，新增学位900个…\n")
    assert kept == f"标题\n\n{LEAD}"


@pytest.mark.parametrize("heading", ["相关链接", "延伸阅读", "新闻多一“点”", "新闻链接："])
def test_headlines_below_a_sidebar_are_no_body_but_its_paragraphs_are(heading):
    teasers = "· 邻县新建幼儿园7所\n· 邻市投入8亿元改造危房\n"
    assert body(f"标题\n\n{LEAD}\n\n{heading}\n{teasers}") == f"标题\n\n{LEAD}"
    assert SECOND in body(f"标题\n\n{LEAD}\n\n{heading}\n\n{SECOND}\n{THIRD}")
    kept = body(f"标题\n\n{LEAD}\n\n{heading}\n{teasers}\n{SECOND}\n")
    assert "邻县" not in kept and SECOND in kept


def test_headlines_that_close_a_page_are_no_body_but_a_list_with_figures_is():
    assert body(f"{LEAD}\n- 绿意满校园\n- 书香伴成长\n- 新芽破土出\n") == LEAD
    for listed in (
        "- 新建幼儿园7所\n- 书香伴成长\n- 新芽破土出",
        "- 新建小学三所\n- 书香伴成长\n- 新芽破土出",
        "· 书香伴成长\n· 新芽破土出",
    ):
        assert body(f"{LEAD}\n{listed}") == f"{LEAD}\n{listed}"
    assert "新芽" in body(f"{LEAD}\n名单如下：\n· 书香小学\n· 新芽小学\n· 绿意小学")


def test_rows_of_a_pages_record_are_no_body():
    record = "索引号 | 0152-3/20240529 | 发布机构 | 怀川县人民政府 |\n文号 | 浏览量 |"
    text = f"{record}\n题目\n索 引 号: 0001 | 是否有效: | 发布机构: | 文 号:\n{LEAD}"
    assert body(text) == f"题目{LEAD}"


@pytest.mark.parametrize(
    "foot", ["2007-2011 © 版权所有:怀川日报社", "怀川日报社 版权所有", "快速回复", "声明:本文由平台作者撰写。", "暂无评论"]
)
def test_the_foot_of_a_page_is_no_body(foot):
    assert body(f"标题\n{LEAD}\n{foot}\n咨询:0000-1234567") == f"标题\n{LEAD}"


def test_a_statement_that_denies_a_figure_is_body():
    text = f"{LEAD}\n该局发布声明:网传撤并村小120所不实。"
    assert body(text) == text


@pytest.mark.parametrize(
    "head",
    [
        "第A02版:怀川新闻\n本版新闻列表",
        "首页 > 社会 >",
        "您现在的位置:首页\n > 今日怀川 > 县市区信息",
        "怀川新闻网首页 | 怀川日报 怀川晚报",
        "跳转到正文内容",
    ],
)
def test_labels_of_a_page_above_its_story_are_no_body(head):
    assert body(f"{head}\n题目\n{LEAD}") == f"题目\n{LEAD}"


def test_a_mark_above_the_whole_story_does_not_end_it():
    text = f"标题\n\n{LEAD}\n\n版权所有\n\n" + "\n\n".join(
        LEAD.replace("二十五", str(n)) + SECOND.replace("八千", str(n)) for n in range(9)
    )
    assert "8余万元" in body(text)


def test_a_word_of_the_lexicon_inside_a_sentence_is_body():
    text = f"{LEAD}\n会议还要求做好版权所有工作，新增学位900个。"
    assert "900个" in body(text + SECOND)


def test_a_print_copy_counts_once():
    story = f"教育强区建设结硕果累累满枝头\n\n{LEAD}\n\n{SECOND}\n\n{THIRD}\n"
    kept = body(f"{story}\n更新时间：2024-09-12\n\n{story}")
    assert kept.count("八千余万元") == 1 and kept.count("四百五十余名") == 1


def test_a_copy_with_a_changed_word_and_other_line_breaks_counts_once():
    copy = (LEAD + SECOND + THIRD).replace("缓解", "很大缓解").replace("先后", "已")
    assert body(f"标题\n\n{LEAD}\n\n{SECOND}\n\n{THIRD}\n\n打印版\n{copy}\n").count("八千余万元") == 1


def test_passages_of_one_template_with_other_figures_are_no_copies():
    one = "项目总占地面积约{0}亩，建筑总面积约{0}平方米，设计规模{0}个班，可提供学位{0}个，学校拥有优美的校园环境和完备的功能部室，"
    one += "先进的教学设备和优秀的管理团队将为学生的健康成长护航，学校周边配套设施完善交通便利，毗邻文化公园和城市图书馆等公共文化设施。"
    text = "\n".join(one.format(n) for n in (31, 52, 73))
    assert body(text) == text


def test_a_figure_that_a_story_says_twice_stays_twice():
    text = f"标题\n{LEAD}据悉，全市新建改扩建幼儿园二十五所，新增学位五千五百二十个。{SECOND}"
    assert body(text) == text


def test_equal_lines_with_figures_stay():
    text = f"{LEAD}\n甲区\n新建幼儿园2所、新增学位540个\n乙区\n新建幼儿园2所、新增学位540个\n丙区\n新建幼儿园2所、新增学位540个"
    assert body(text) == text


def test_page_headers_and_numbers_are_no_body():
    pages = "\n".join(f"某市教育局工作简报\n第 {n} 页\n{p}" for n, p in enumerate((LEAD, SECOND, THIRD), 1))
    kept = body(pages)
    assert kept.count("某市教育局工作简报") == 1 and "页" not in kept


def test_a_one_line_crawl_loses_its_head_its_advertisement_and_its_foot():
    text = f"2023-07-26 22:02，正文：原标题：某地全面启动{LEAD}广告 小人物平步青云扶摇直上！ ×{SECOND}"
    text += "熟了，首次上市！很多人爱吃 某地企业占90%以上！ 4种药品转换！ 来源丨记者陈某值班编辑丨李某返回搜狐，查看更多责任编辑："
    kept = body(text)
    assert kept.startswith("某地全面启动记者") and SECOND in kept
    assert "90%" not in kept and "小人物" not in kept and "搜狐" not in kept and "22:02" not in kept


def test_tags_in_a_text_file_are_no_body_but_their_content_is():
    text = f'<divclass="title"><h2>2004年政府工作报告</h2></div><p>{LEAD}</p><script>var x = "99所";</script><p>&nbsp;{SECOND}</p>'
    kept = body(text)
    assert kept == f"2004年政府工作报告{LEAD}{SECOND}"


def test_a_less_than_sign_is_no_tag():
    text = f"班额<45人的学校占比>90%。{LEAD}"
    assert body(text) == text


def test_markdown_keeps_words_and_drops_link_targets_and_comments():
    text = f"---\nlayout: page\n---\n# 条例\n\n<!-- INFO END -->\n\n{LEAD}见[通知](https://example.org/2023/100.html)。"
    kept = body(text, read_markdown)
    assert "# 条例" in kept and "通知" in kept
    assert "INFO" not in kept and "example" not in kept and "layout" not in kept


def test_a_text_of_furniture_alone_is_kept():
    assert body("版权所有：某报社") == "版权所有：某报社"


def test_nothing_but_white_space_is_refused():
    with pytest.raises(ReadError):
        read_text(b"\n \n")


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 500_000 + "完。",
        "学位\n" * 200_000,
        (LEAD + "\n相关推荐\n") * 4_000,
        "<!--" * 300_000,
        "<script>" * 200_000,
        "广告 " * 300_000,
        LEAD * 20_000,
        LEAD + "\n" + "延伸阅读\n题\n" * 60_000,
        LEAD + "\n" + "· 题\n" * 150_000,
        LEAD + "\n" + "首页 | " * 20 + "\n首页 |\n" * 60_000,
    ],
    ids=[
        "blank lines",
        "short lines",
        "many ends",
        "comments",
        "scripts",
        "advertisements",
        "one line",
        "sidebars",
        "bullets",
        "menus",
    ],
)
def test_hostile_texts_take_linear_time(text):
    start = time.process_time()
    read_text(text.encode())
    assert time.process_time() - start < 8


def test_a_teaser_between_two_paragraphs_does_not_end_the_story():
    paragraph = (
        "怀川县的169所学校全部竣工，灾区的23万名学生搬进了新校舍，全县的学校重建任务基本完成，各乡镇的新学校都已经开学，教学秩序井然。\n"
    )
    text = f"怀川县学校重建\n{paragraph}推荐阅读：怀川县重建三周年特写\n{paragraph.replace('169', '411')}"
    assert "411" in body(text) and "特写" not in body(text)
    assert "特写" not in body(f"怀川县学校重建\n{paragraph}推荐阅读：怀川县重建三周年特写\n")
