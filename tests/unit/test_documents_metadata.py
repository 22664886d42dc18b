"""Title, publisher and day of publication, each with its basis."""

from datetime import date

import pytest

from ingestion.documents.metadata import describe
from ingestion.documents.page import Page


def about(text: str, file_name: str = "a.txt", url: str | None = None, **declared: str):
    return describe(Page(text=text, encoding="utf-8", body=[(0, len(text))] if text else [], declared=declared), file_name, url)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("标题\n更新时间:2024/9/12 10:06:32    来源:焦作日报\n正文。", date(2024, 9, 12)),
        ("2023年08月09日 12:56:07，正文：开工仪式现场。", date(2023, 8, 9)),
        ("2023-08-16 09:57:48，正文：原标题：新学校今秋投用 记者日前获悉。", date(2023, 8, 16)),
        ("http://www.example.cn    2023年07月01日 00:36    来源：中新网广东，正文：广州。", date(2023, 7, 1)),
        ("2004年某市政府工作报告\n时间：2004-03-25\n各位代表：", date(2004, 3, 25)),
        ("政府工作报告\n\n——2021年2月5日在某市第四届人民代表大会第六次会议上\n\n各位代表：", date(2021, 2, 5)),
        ("标题\n2015-08-28 17:43:37\n\n    正文。", date(2015, 8, 28)),
        ("标题\n时间：２０１５－０８－２８\n正文。", date(2015, 8, 28)),
        ("23-08-08 04:56，正文：8月7日，某区表示。", date(2023, 8, 8)),
    ],
)
def test_datelines(text, day):
    found = about(text)
    assert (found.published_date, found.published_date_basis) == (day, "dateline")


@pytest.mark.parametrize(
    ("text", "file_name"),
    [
        ("7-20 17:47，正文：中新网银川7月20日电 记者获悉。", "ningxia_2023.txt"),
        ("07/20  08:50，正文：新华社南昌电 暑期正值健身旺季。", "news_2023.txt"),
        ("中新网银川7月20日电 (记者 某)截至目前，已达到到2025年的目标。2023年，新建29所。", "a.txt"),
    ],
)
def test_a_dateline_without_year_takes_it_from_the_name_or_the_text(text, file_name):
    found = about(text, file_name)
    assert (found.published_date, found.published_date_basis) == (date(2023, 7, 20), "dateline")


def test_a_dateline_whose_year_is_nowhere_is_no_date():
    assert about("7-20 17:47，正文：某地新建29所。").published_date is None


def test_metadata_comes_before_the_dateline():
    found = about("标题\n发布时间：2024-03-12\n正文。", published="2024-03-11T08:00:00+08:00")
    assert (found.published_date, found.published_date_basis) == (date(2024, 3, 11), "metadata")


@pytest.mark.parametrize("url", ["https://x.cn/2024-03/12/c_1.htm", "https://x.cn/202403/t20240312_1.html", "https://x.cn/2024/3/12/a"])
def test_a_date_in_the_address(url):
    found = about("标题\n正文。", url=url)
    assert (found.published_date, found.published_date_basis) == (date(2024, 3, 12), "url")


def test_a_regulation_is_of_the_day_of_its_approval():
    text = "条例\n\n2019年4月29日 某市人民代表大会常务委员会通过\n\n2019年5月31日 某省人民代表大会常务委员会批准\n\n第一条"
    found = about(text)
    assert (found.published_date, found.published_date_basis) == (date(2019, 5, 31), "text")


def test_a_neighbour_in_the_foot_dates_a_page():
    found = about("标题\n正文。\n上一篇 2024年2月5日\n下一篇 2024年2月5日\n")
    assert (found.published_date, found.published_date_basis) == (date(2024, 2, 5), "text")


def test_a_news_story_is_of_the_day_of_its_news():
    found = about("2024年全市教育工作会议召开\n本报讯 (记者某)3月8日上午,2024年全市教育工作会议召开。2023年,我市新建25所。")
    assert (found.published_date, found.published_date_basis) == (date(2024, 3, 8), "text")


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("report_2006.txt", date(2006, 12, 31)),
        ("某局2021年工作要点.txt", date(2021, 12, 31)),
        ("2024-03-12_news.txt", date(2024, 3, 12)),
        ("通知20240312.txt", date(2024, 3, 12)),
        ("000_584f6c0896b1036c.txt", None),
        ("a2019b.txt", None),
        ("120191.txt", None),
    ],
)
def test_the_file_name_is_the_last_resort(name, day):
    found = about("各位代表：", name)
    assert (found.published_date, found.published_date_basis) == (day, "file_name" if day else None)


def test_a_plan_that_names_its_year_alone_has_no_date():
    assert about("某市教育局2021年工作要点\n\n2021年全市教育工作的总体要求是。").published_date is None


def test_a_day_that_does_not_exist_is_no_date():
    assert about("标题\n发布时间：2024-02-31\n正文。").published_date is None


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        ("标题\n更新时间:2024/9/12 10:06:32    来源:焦作日报\n正文。", "焦作日报"),
        ("正文。来源：南国都市报返回搜狐，查看更多责任编辑：", "南国都市报"),
        ("正文。来源：安化县人民政府编辑：陈某", "安化县人民政府"),
        ("2023-07-21，正文：新华社南昌7月21日电（记者某）暑期。", "新华社"),
        ("本报讯(沈阳日报、沈报全媒体记者 某)为进一步", "沈阳日报"),
        ("教育扩容提质。文/北京青年报记者 某编辑/某", "北京青年报"),
        ("焦作市教育局2021年工作要点\n\n总体要求", "焦作市教育局"),
        ("2004年鄂尔多斯市政府工作报告\n各位代表：", "鄂尔多斯市人民政府"),
        ("标题\n正文。\n本文转载自洛阳市教育局\n", "洛阳市教育局"),
        ("条例\n2019年4月29日 焦作市第十三届人民代表大会常务委员会第八次会议通过", "焦作市人民代表大会常务委员会"),
        ("标题\n正文。\n版权所有:河南省焦作日报社 未经授权", "河南省焦作日报社"),
        ("24所中小学已纳入市政府工作报告，学校和幼儿园建设加快。", None),
    ],
)
def test_publishers(text, publisher):
    assert about(text).publisher == publisher


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# 条例\n\n第一条", "条例"),
        ("\n\n2024年全市教育工作会议召开\n\n全面开启新征程\n\n本报讯 正文。", "2024年全市教育工作会议召开"),
        ("2023-08-16，正文：原标题：西安这4所新学校今秋投用 记者日前获悉，今年秋季。", "西安这4所新学校今秋投用"),
        ("2023-07-26，正文：原标题：开展“放飞梦想 智造未来”活动为进一步丰富生活，", "开展“放飞梦想 智造未来”活动"),
        ("各位代表：\n\n现在，我代表市人民政府作报告。", None),
        ("引言很长，写了很多很多的话，一直写到句号为止。\n\n锚定目标 落地见效\n\n郑州教育这么干!\n\n本报记者 某\n", "郑州教育这么干!"),
    ],
)
def test_titles(text, title):
    assert about(text).title == title


def test_nothing_known_is_none():
    found = about("")
    assert (found.title, found.publisher, found.published_date, found.published_date_basis) == (None, None, None, None)
