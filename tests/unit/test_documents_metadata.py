"""Title, publisher and day of publication, each with its basis."""

import time
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
        ("标题\n阅读:845 页面更新时间:2024-09-12 10:06\n正文。", date(2024, 9, 12)),
        ("2023年08月09日 12:56:07，正文：开工仪式现场。", date(2023, 8, 9)),
        ("2023-08-16 09:57:48，正文：原标题：新学校今秋投用 记者日前获悉。", date(2023, 8, 16)),
        ("http://www.example.cn    2023年07月01日 00:36    来源：中新网广东，正文：广州。", date(2023, 7, 1)),
        ("2004年某市政府工作报告\n时间：2004-03-25\n各位代表：", date(2004, 3, 25)),
        ("政府工作报告\n\n——2021年2月5日在某市第四届人民代表大会第六次会议上\n\n各位代表：", date(2021, 2, 5)),
        ("标题\n2015-08-28 17:43:37\n\n    正文。", date(2015, 8, 28)),
        ("标题\n时间：２０１５－０８－２８\n正文。", date(2015, 8, 28)),
        ("23-08-08 04:56，正文：8月7日，某区表示。", date(2023, 8, 8)),
        ("怀川县教育局关于校舍改造的批复\n新增学位300个。\n二○○九年七月十日\n", date(2009, 7, 10)),
        ("各镇人民政府：\n现转发给你们。\n怀川县人民政府\n二〇一一年十二月廿一日\n怀川县学前教育计划\n", date(2011, 12, 21)),
        ("二00四年元月三日\n正文。", date(2004, 1, 3)),
        ("通报\n怀教函〔2015〕37号　　2015-09-25\n各学校：", date(2015, 9, 25)),
        ("发布机构 | 怀川县人民政府 |\n公开目录 | 建议办理 | 发布日期 | 2024-05-29 14:57:37 |\n正文。", date(2024, 5, 29)),
        ("标题\n版次:02 来源: 2025年01月22日\n正文。", date(2025, 1, 22)),
        ("标题\n怀川日报讯（2022年9月20日）目前，全县有学校33所。", date(2022, 9, 20)),
        ("标题 [复制链接]\n只看楼主 0 发表于: 1992-08-19\n正文。", date(1992, 8, 19)),
        ("总结\n" + "全县新增学位若干。" * 300 + "\n怀川县教育局\n2019年1月8日\n", date(2019, 1, 8)),
        ("固始加快小学建设\n2019-06-17 09:34:22李某 来源:信阳日报 责任编辑:王某 |\n2019年5月4日，工地上一片忙碌。\n", date(2019, 6, 17)),
        ("固始小学开工\n2020 12/ 30 18:05:33 来源:信阳日报 字体:\n工地上一片忙碌。\n", date(2020, 12, 30)),
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


@pytest.mark.parametrize(
    ("text", "file_name", "day"),
    [
        ("新华社怀川十二月二十一日电 记者获悉。", "news_2004.txt", date(2004, 12, 21)),
        ("题目\n【某国《晚报》晚刊６月２７日报道】题：办学", "digest_1995.txt", date(1995, 6, 27)),
    ],
)
def test_datelines_without_year_in_other_forms(text, file_name, day):
    found = about(text, file_name)
    assert (found.published_date, found.published_date_basis) == (day, "dateline")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("怀川幼儿园建设过半\n2019年10月\n\n截至9月底，已开工86所。", date(2019, 10, 31)),
        ("在推进会上的讲话\n（2016年2月）\n同志们：", date(2016, 2, 29)),
        ("规划（节选）\n（二〇二一年十二月）\n全省投入若干。", date(2021, 12, 31)),
    ],
)
def test_a_month_alone_means_its_last_day(text, day):
    found = about(text, "plan_2022.txt")
    assert (found.published_date, found.published_date_basis) == (day, "dateline")


def test_a_month_inside_a_sentence_dates_nothing():
    assert about("标题\n2019年10月，全县新建幼儿园3所。\n到2020年12月\n建成。").published_date is None


def test_dates_of_other_stories_below_the_body_are_not_the_pages():
    text = "标题\n" + "全县新增学位若干。" * 300
    page = Page(text=text + "\n相关推荐\n另一题\n2018-01-02\n", encoding="utf-8", body=[(0, len(text))])
    assert describe(page, "a.txt").published_date is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("记者2月24日从市教育局获悉，到2025年将新建学校13所。", date(2021, 2, 24)),
        ("题目\n2月2日上午，召开“2020年民生实事”新闻发布会。", date(2021, 2, 2)),
        ("怀川日报融媒体讯　2020年9月1日，11所学校同步启用。", date(2020, 9, 1)),
    ],
)
def test_a_day_of_the_news_without_year_has_that_of_the_file_name(text, day):
    found = about(text, "news_2021.txt")
    assert (found.published_date, found.published_date_basis) == (day, "text")


def test_a_day_of_an_earlier_year_told_in_passing_is_not_that_of_the_news():
    found = about("本报讯(某人)第三幼儿园将于9月份开园。该园于2016年12月2日动工建设。", "kindergarten_2018.txt")
    assert (found.published_date, found.published_date_basis) == (date(2018, 12, 31), "file_name")


def test_a_dateline_whose_year_is_nowhere_is_no_date():
    assert about("7-20 17:47，正文：某地新建29所。").published_date is None


def test_metadata_comes_before_the_dateline():
    found = about("标题\n发布时间：2024-03-12\n正文。", published="2024-03-11T08:00:00+08:00")
    assert (found.published_date, found.published_date_basis) == (date(2024, 3, 11), "metadata")


@pytest.mark.parametrize("url", ["https://x.cn/2024-03/12/c_1.htm", "https://x.cn/202403/t20240312_1.html", "https://x.cn/2024/3/12/a"])
def test_a_date_in_the_address(url):
    found = about("标题\n正文。", url=url)
    assert (found.published_date, found.published_date_basis) == (date(2024, 3, 12), "url")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("来源：怀川县人民政府 https://www.huaichuan.example/art/2024/3/12/art_7_1.html\n全县有学校33所。", date(2024, 3, 12)),
        ("全县有学校33所。\n原文链接：https://www.huaichuan.example/202403/t20240312_1.html", date(2024, 3, 12)),
        ("全县有学校33所。详见 https://www.huaichuan.example/art/2024/3/12/art_7_1.html", None),
    ],
)
def test_a_date_in_the_address_that_a_page_gives_as_its_source(text, day):
    assert about(text).published_date == day


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
        ("标题\n怀川周报 2018-09-01\n正文。", "怀川周报"),
        ("标题\n2010-05-11　怀川县统计局\n正文。", "怀川县统计局"),
        ("标题\n《怀川日报》1988年2月6日　第三版\n正文。", "怀川日报"),
        ("通知\n各学校：\n请执行。\n　　怀川县教育委员会\n　　二○一九年五月二十日", "怀川县教育委员会"),
        ("怀川县行政审批局关于第四小学的批复\n二、资金来源：项目估算总投资19876万元，由县财政解决。", "怀川县行政审批局"),
        ("怀川县教育局二○一二年工作总结（扫描）\n正文。", "怀川县教育局"),
        ("怀教复〔2022〕25号——怀川县教育局关于第46号建议的答复\n正文。\n主办：怀川县人民政府办公室", "怀川县教育局"),
        ("标题\n正文。\n主办：怀川县人民政府办公室 网站地图", "怀川县人民政府办公室"),
        ("标题\n来源：\n2015-08-23 21:02近日，下达预算。\n(县财政局供稿)", "县财政局"),
        ("正文。（供稿：怀川县融媒体中心 某）", "怀川县融媒体中心"),
        ("为民办实事\n来源: 教育体育局 发布时间:2020-03-02\n正文。\n版权所有:南怀市怀川区教育体育局", "南怀市怀川区教育体育局"),
        ("怀西晨报\n标题\n晨报讯(记者 某)昨日，召开会议。\n怀西晨报社 版权所有 未经授权不得转载", "怀西晨报"),
        ("标题\n晚报讯(记者 某)昨日，召开会议。", None),
        ("标题\n版权所有 未经授权不得转载", None),
        ("标题\n来源：互联网\n正文。", "互联网"),
        ("标题\n来源：互联网\n2019-12-10　怀川新闻网\n正文。", "怀川新闻网"),
        ("标题\n来源：本站\n正文。", None),
        ("标题\n本报讯新华社记者某报道:据统计。", "新华社"),
        ("政府工作报告\n——2021年2月5日在怀川市第四届人民代表大会第六次会议上\n各位代表：", "怀川市人民政府"),
    ],
)
def test_publishers(text, publisher):
    assert about(text).publisher == publisher


@pytest.mark.parametrize(
    ("text", "publisher"),
    [("标题\n正文。\n怀川县", "怀川县"), ("标题\n正文。\n报名从速", None), ("怀川网\n标题\n正文。", "怀川网")],
)
def test_a_name_alone_at_the_edge_of_a_page_is_the_last_resort(text, publisher):
    page = Page(text=text, encoding="utf-8", body=[(text.index("标题"), text.index("正文") + 3)])
    assert describe(page, "a.txt").publisher == publisher


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# 条例\n\n第一条", "条例"),
        ("\n\n2024年全市教育工作会议召开\n\n全面开启新征程\n\n本报讯 正文。", "2024年全市教育工作会议召开"),
        ("2023-08-16，正文：原标题：西安这4所新学校今秋投用 记者日前获悉，今年秋季。", "西安这4所新学校今秋投用"),
        ("2023-07-26，正文：原标题：开展“放飞梦想 智造未来”活动为进一步丰富生活，", "开展“放飞梦想 智造未来”活动"),
        ("各位代表：\n\n现在，我代表市人民政府作报告。", None),
        ("怀府办发〔2011〕19号\n怀川县学前教育计划\n正文。", "怀川县学前教育计划"),
        (
            "怀府办发〔2011〕19号\n各镇人民政府：\n现转发给你们，请执行。\n怀川县人民政府办公室\n二○一一年五月十八日\n怀川县学前教育计划\n一、现状",
            "怀川县学前教育计划",
        ),
        ("关于怀川县第四小学学生用房\n改造工程可行性研究报告的批复\n县教育局：", "关于怀川县第四小学学生用房改造工程可行性研究报告的批复"),
        ("怀川在线\n\n今年新建中小学45所\n\n2018-02-12 来源:怀川日报\n正文。", "今年新建中小学45所"),
        ("网友甲 发表于 2021-9-10 16:06:33\n\n三所幼儿园同日揭牌\n正文。", "三所幼儿园同日揭牌"),
        ("三所幼儿园同日揭牌 [复制链接]\n正文。", "三所幼儿园同日揭牌"),
        ("怀川日报 记者 某甲 通讯员 某乙\n\n三所幼儿园同日揭牌\n正文。", "三所幼儿园同日揭牌"),
        ("怀川网·晨报新闻记者 某甲 怀川报道\n\n三所幼儿园同日揭牌\n正文。", "三所幼儿园同日揭牌"),
        ("——数读报告里的民生\n正文。", "数读报告里的民生"),
        ("本报讯记者某获悉，今年建公办幼儿园。\n正文。  (原标题:今年建20所公办幼儿园)", "今年建20所公办幼儿园"),
        ("8月20日\n怀川日报记者获悉\n今年秋季", None),
        ("引言很长，写了很多很多的话，一直写到句号为止。\n\n锚定目标 落地见效\n\n郑州教育这么干!\n\n本报记者 某\n", "郑州教育这么干!"),
    ],
)
def test_titles(text, title):
    assert about(text).title == title


def test_a_title_that_a_site_gives_all_its_pages_is_none():
    assert about("三所幼儿园同日揭牌\n正文。", title="新闻详情").title == "三所幼儿园同日揭牌"


@pytest.mark.parametrize(
    "text", ["来源：" * 90_000, "2023年1月1日\n" * 30_000, "|" * 300_000, "二" * 300_000, "第一小学报" * 60_000, "\n" * 300_000 + "月"]
)
def test_hostile_texts_take_no_longer(text):
    start = time.process_time()
    about(text)
    assert time.process_time() - start < 2


def test_nothing_known_is_none():
    found = about("")
    assert (found.title, found.publisher, found.published_date, found.published_date_basis) == (None, None, None, None)
