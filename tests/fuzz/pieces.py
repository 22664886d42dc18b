"""The pieces that hostile documents are made of: the project's real vocabulary, ways of writing numbers and times, and what harms readers.

Only the stock belongs here, as text or bytes. Putting pieces together is for `strategies.py` (hypothesis) and `mutation.py` (atheris).
"""

from __future__ import annotations

import re
from functools import cache

from ingestion.wordlists import mapping, table, words

NUMBERS = (
    "25", "1.2万", "3.5亿", "5,520", "1，200", "１，２００", "２５", "二十六", "三百二十", "两三", "十余", "数百", "上千", "几十",
    "8000余万", "3至5", "3%至5", "10—20", "1～2万", "五分之三", "百分之八十", "０", "0", "000", "00.00", "99999999999999", "9" * 40,
    "1.23456789012", "一二三四", "二〇二三", "万", "亿", "千万亿", "半", "零", "三点一四", "17. 3", "6 420", "1\u200b2", "1\n2", "百",
    "1.", ".5", "-3", "+7", "1e9", "½", "٣", "②", "Ⅳ", "1,000,000,000", "5个半", "第3", "分之", "百分之", "三成", "8折", "2倍",
)  # fmt: skip
TIMES = (
    "2024年", "2023年底", "去年", "今年", "明年", "“十四五”期间", "2021-2025年", "2024年3月", "3月12日", "截至2023年12月31日",
    "9月1日起", "目前", "2024学年", "近三年", "五年来", "到2035年", "0000年", "9999年", "2024年13月", "2月30日", "上半年", "第三季度",
    "秋季学期", "同年", "2020年至2018年", "99年", "2024-02-30", "2024/3/1", "二〇二四年", "民国三年", "昨日", "本月", "1900年", "100年",
)  # fmt: skip
JOINTS = (
    "、", "，", "。", "；", "：", "和", "及", "以及", "其中", "共", "等", "各", "分别", "均", "至", "到", "由", "增至", "比上年增加",
    "占", "每生每年", "不低于", "约", "以上", "（", "）", "(", ")", "“", "”", "《", "》", "【", "】", "!", "？", "…", "——", ",", ".",
    ":", ";", "|", "\t", "\n", "\n\n", "\r\n", "\r", " ", "　　", "一、", "（一）", "1.", "1、", "第一条", "附件：", "□", "●", "※", "#",
    "## ", "- ", "> ", "* ", "---\n", "```\n", "|---|---|\n",
)  # fmt: skip
NEWS = (
    "本报讯（记者张三）", "记者从市教育局获悉，", "新华社北京3月1日电", "来源：焦作日报", "发布时间：2024-03-12 08:30",
    "责任编辑：李四", "（本报记者 张三）", "焦作市教育局2024年工作要点", "各区县教育局：", "答：", "问：", "网传", "不实", "谣言",
)  # fmt: skip
REGIONS = ("焦作市", "解放区", "郑州市", "金水区", "河南省", "全国", "全市", "我区", "示范区")
HOSTILE_TEXT = (
    "\u202e", "\u202c", "\u200f", "\u200b", "\u200d", "\ufeff", "\u2060", "\xad", "\x00", "\x01", "\x0b", "\x0c", "\x1b", "\x7f",
    "\x85", "\u2028", "\u2029", "\xa0", "\u3000", "\ufffe", "\uffff", "\U0010ffff", "𠮷", "😀", "👨\u200d👩\u200d👧", "e\u0301", "\u0301",
    "ﷺ", "ｶﾞ", "İ", "ß", "ﬁ", "㎡", "％", "‰", "①", "⒈", "\ue000", "\ufffd", "\U000e0001", "\u061c", "\u180e", "\u2066", "\u2069",
)  # fmt: skip
MARKUP = (
    "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<table><tr><td>", "</td></tr></table>", "<td>", "<br>", "<!--", "-->", "<script>",
    "</script>", "<style>", "<title>", "</title>", "<h1>", "<a href='x'>", "</a>", "<meta charset=gb2312>",
    "<meta name=publishdate content='2024-13-45'>", "<meta name=title content=''>", "<time datetime='2024'>", "<![CDATA[", "]]>",
    "<?xml version='1.0' encoding='utf-16'?>", "<!DOCTYPE html>", "<html>", "<body>", "</body>", "<ul><li>", "<ol>", "<select><option>",
    "<textarea>", "<svg>", "<math>", "<template>", "<noscript>", "<iframe>", "<pre>", "<sup>2</sup>", "<ruby>", "<span hidden>",
    "<p style='display:none'>", "&nbsp;", "&#0;", "&#xD800;", "&#x202E;", "&#x110000;", "&amp;amp;", "&lt;", "&", "&#", "&#25;",
    "&euro", "[学校](http://a.b/1)", "![图](a.png)", "](", "[^1]", "<", ">", "\"", "'", "<a ", "</", "<p",
)  # fmt: skip
HOSTILE_BYTES = (
    b"\xed\xa0\x80", b"\xed\xb0\x80", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff",
    b"\x81\x30\x81\x30", b"\x84\x31\xa4\x37", b"\xe3\x32\x9a\x35", b"\x81", b"\x84\x31", b"\xd8\x00", b"\x00\xd8", b"\xdc\x00",
    b"\xc0\x80", b"\xf4\x90\x80\x80", b"\xe5\xad", b"\xf0\x9f", b"\xff", b"\x80", b"\x00", b"\x1b$B", b"~{", b"+/v8-", b"\xa1\xa1",
    b"\xa3\xb2\xa3\xb5", b"%PDF-", b"PK\x03\x04",
)  # fmt: skip
_SYNTAX = re.compile(r"[\[\](){}?*+|\\^$]")
_WORDS = re.compile(r"[\u4e00-\u9fa5]{2,}")
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "big5hkscs", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
SUFFIXES = (".txt", ".md", ".html")


@cache
def vocabulary() -> dict[str, tuple[str, ...]]:
    """The stock by kind; words of the lexicon are taken as they stand there."""
    regions = [row["region_name"] for row in table("regions")]
    return {
        "number": NUMBERS,
        "measure": _column("measure_words", "word"),
        "bound": _column("bounds", "word"),
        "time": TIMES,
        "action": _column("actions", "term"),
        "status": _column("status_cues", "term"),
        "level": _column("levels", "term"),
        "metric": _column("metric_terms", "term"),
        "school": words("school_words"),
        "name": (
            *words("facility_suffixes"),
            *mapping("facility_tails", "term", "kind"),
            *mapping("facility_forms", "form", "full"),
            *mapping("succession_cues", "term", "kind"),
            *words("name_openers"),
            *words("generic_school_words"),
        ),
        "education": (*words("education_terms"), *words("other_subjects"), *words("slogan_heads")),
        "region": (*REGIONS, *regions[:: max(1, len(regions) // 60)]),
        "page": (*_column("furniture", "term"), *_column("bylines", "term")),
        "news": NEWS,
        "joint": JOINTS,
        "hostile": HOSTILE_TEXT,
        "markup": MARKUP,
    }


# kinds in the order of a sentence that states a figure; most documents are made of these
SENTENCE = ("time", "region", "status", "action", "level", "school", "bound", "number", "measure", "metric", "joint")


def _column(name: str, column: str) -> tuple[str, ...]:
    """The words of a column; of a regular expression the words in it."""
    cells = [row[column] for row in table(name)]
    return tuple(dict.fromkeys(word for cell in cells for word in (_WORDS.findall(cell) if _SYNTAX.search(cell) else [cell])))
