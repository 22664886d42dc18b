"""Pages of the test sites: a newspaper's portal with furniture and print copies, a WordPress-like site, an office in GBK that lies about
it, an e-paper."""

from __future__ import annotations

from tests.crawl.site import Answer, html

NAV = "<div class='nav'><a href='/'>网站首页</a> <a href='/list/1.html'>新闻</a> <a href='http://elsewhere.test/ad'>广告</a></div>"


DISTRICTS = ("山阳区", "解放区", "中站区", "马村区")


def portal_article(number: int, seats: int | None = None) -> str:
    seats, district = 1000 + number if seats is None else seats, DISTRICTS[number % len(DISTRICTS)]
    return (
        f"<html><head><meta charset='utf-8'><title>焦作网</title></head><body>{NAV}<h1>{district}第{number}项教育工程投用</h1>"
        f"<div class='date'>更新时间：2024-03-{number % 28 + 1:02d} 来源：焦作日报</div>"
        f"<div class='text'><p>2023年，焦作市{district}新建小学1所，新增学位{seats}个，由教育部门组织验收后交付使用。</p></div>"
        f"<a href='/print/news/{number}.html'>打印</a> <a href='/news/{number}.html?from=top'>手机版</a>"
        "<div class='foot'>焦作日报社 版权所有</div></body></html>"
    )


def portal(articles: int = 190, per_list: int = 20) -> dict[str, Answer]:
    """A newspaper's portal: a start page, lists that name the next one, articles with print copies. With 190 articles: 200 pages."""
    pages = {"/robots.txt": Answer(b"User-agent: *\nDisallow: /admin/\n", headers={"Content-Type": "text/plain"})}
    lists = -(-articles // per_list)
    for number in range(1, lists + 1):
        named = range((number - 1) * per_list + 1, min(number * per_list, articles) + 1)
        rows = "".join(f"<li><a href='/news/{n}.html'>第{n}项</a></li>" for n in named)
        onward = f"<a href='/list/{number + 1}.html'>下一页</a>" if number < lists else ""
        pages["/" if number == 1 else f"/list/{number}.html"] = html(f"<html><body>{NAV}<ul>{rows}</ul>{onward}</body></html>")
    pages["/list/1.html"] = Answer(b"", 301, {"Location": "/"})
    for number in range(1, articles + 1):
        pages[f"/news/{number}.html"] = html(portal_article(number))
    return pages


def wordpress() -> dict[str, Answer]:
    """Addresses by parameters, a moving counter in the frame, no validators."""
    visits = iter(range(10_000))

    def post(number: int):
        def page(_) -> Answer:
            text = (
                f"<html><head><meta charset='utf-8'></head><body><div id='counter'>访问 {next(visits)}</div>"
                f"<h1>解放区第{number}所幼儿园</h1><time class='date'>2024-05-0{number}</time>"
                f"<div class='text'><p>2024年，解放区新建幼儿园{number + 2}所。</p></div></body></html>"
            )
            return Answer(text.encode(), headers={"Content-Type": "text/html; charset=UTF-8"})

        return page

    start = "<html><body>" + "".join(f"<a href='/?p={n}&utm_source=x#more'>{n}</a>" for n in (1, 2, 3)) + "</body></html>"
    return {"/": html(start)} | {f"/?p={n}": post(n) for n in (1, 2, 3)}


def office() -> dict[str, Answer]:
    """An education office's page: the bytes are GBK, the header and the head say UTF-8."""
    text = (
        "<html><head><meta charset='utf-8'><title>焦作市教育局</title></head><body><h1>焦作市教育局2023年工作总结</h1>"
        "<p class='date'>发布时间：2024-01-10</p><div class='text'><p>2023年，全市新建改扩建幼儿园25所，新增学位5520个，"
        "公办幼儿园在园幼儿占比达51.8%，群众满意度持续提升。</p></div></body></html>"
    )
    start = "<html><body><a href='/content/2024/总结.html'>焦作市教育局2023年工作总结</a></body></html>"
    return {
        "/": Answer(start.encode("gbk"), headers={"Content-Type": "text/html; charset=utf-8"}),
        "/content/2024/%E6%80%BB%E7%BB%93.html": Answer(text.encode("gbk"), headers={"Content-Type": "text/html; charset=utf-8"}),
    }


def epaper() -> dict[str, Answer]:
    """The address sends readers to today's issue, which names its pages, which name their stories."""
    refresh = "<html><head><meta http-equiv='REFRESH' content='0; URL=html/2024-03/09/node_1.htm'></head><body></body></html>"
    stories = {
        "node_1": [("content_11.htm", "2024年全市教育工作会议召开"), ("content_12.htm", "孟州市新增学位")],
        "node_2": [("content_21.htm", "温县新建小学")],
    }
    pages: dict[str, Answer] = {"/": html(refresh)}
    base = "/html/2024-03/09"
    for node, named in stories.items():
        links = "".join(f"<li><a href='{file}'>{title}</a></li>" for file, title in named)
        pages[f"{base}/{node}.htm"] = html(
            f"<html><body><a href='node_1.htm'>A1</a> <a href='node_2.htm'>A2</a><ul>{links}</ul></body></html>"
        )
        for file, title in named:
            text = "2023年，焦作市新建改扩建中小学54所，新增学位6420个。"
            story = f"<html><body><h1>{title}</h1><div class='text'><p>{text}</p></div></body></html>"
            pages[f"{base}/{file}"] = html(story)
    return pages
