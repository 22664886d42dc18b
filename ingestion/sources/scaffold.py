"""A definition to begin with: `python -m ingestion.sources.scaffold NAME URL [CONTACT]`, which `make new-source` calls.

Asks nothing of the network. The file is checked before it is left, and what to do next is printed.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

from ingestion import sources

TEMPLATE = """\
# {name}: say here what the site is, and what of this file was tried and when.
# Every key must be there (null where it does not apply); README.md in this folder tells what each means.
id: {id}  # the file's name; documents carry it as source_id
contact: {contact}  # a mail or web address of whoever runs this, for the site's owners; null: the source is not visited
cadence: daily  # every_run, daily, weekly or monthly
start:  # pages asked for in every visit
  - {url}
hosts:  # nothing else is ever asked for; with :port where it is not 80 or 443
  - {host}
links:  # the first rule that fits a link says what it is
  - kind: list  # a page of which links are followed
    css: null  # where on the page such links stand (null: anywhere), for instance '.channel-nav'
    allow: '/list|/index_\\d+'  # a regular expression that the link's address matches somewhere
    recheck: {{every_days: 1, for_days: null}}  # when a known page is asked for again, and for how long (null: ever)
  - kind: article  # a page that is taken in
    css: null
    allow: '/\\d{{4}}[-/]?\\d\\d.*\\.s?html?$'
    recheck: {{every_days: 7, for_days: 60}}
  - kind: attachment  # a file on an article or list, taken in if there is a reader for its kind
    css: null
    allow: '\\.(pdf|docx|xlsx?|csv|zip)$'
    recheck: {{every_days: 30, for_days: 90}}
deny: ['(?i)print']  # addresses that are never asked for: print copies, searches, log-ins
drop_parameters: []  # parameters that make no other page of it: from, utm_source
reading:
  publisher: {publisher}  # who publishes where a page doesn't say
  home: 河南省  # the district that 我市 or 全县 means where neither page nor publisher tells; a name of lexicon/regions.csv
  encoding: null  # gb18030, big5hkscs … where the pages are wrong about theirs and the reader too; else null
  title: 'h1'  # CSS selectors, or null: the general rules of reading find it
  date: null  # for instance {{css: '.pub-time', format: '%Y-%m-%d'}}
  byline: null  # where the page names who wrote it (来源)
  body: null  # where the article's text stands, for instance '#zoom'; also tells whether a page has changed
expected: {{minimum: 1, maximum: 1000}}  # articles that the lists of a visit name: fewer is an error, more a warning
limits: {{pages: 20, minutes: 10, depth: 2, page_bytes: 20000000}}  # of a visit; begin with few pages
pace: {{delay_seconds: 5, page_deadline_seconds: 60, longest_wait_seconds: 300}}
"""


def write(name: str, url: str, contact: str | None, folder: Path) -> Path:
    """Write a definition into `folder` and check it. Raises BadSource, and leaves no file, where name or address are no good."""
    identifier = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    parts = urlsplit(url)
    if not re.fullmatch(r"[a-z][a-z0-9-]{1,39}", identifier) or identifier in sources.RESERVED:
        raise sources.BadSource(f"NAME={name}: give 2 to 40 letters a–z, digits and hyphens, for instance NAME=jiaozuo-daily")
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or re.search(r"\s", url):
        raise sources.BadSource(f"URL={url}: give the address of the site's start page, for instance URL=https://www.example.gov.cn/news/")
    path = folder / f"{identifier}.yaml"
    if path.exists():
        raise sources.BadSource(f"{path}: is there already; change it, or give another NAME")
    host = parts.netloc.lower().removesuffix({"http": ":80", "https": ":443"}[parts.scheme])
    quoted = "null" if contact is None else _quoted(contact)
    text = TEMPLATE.format(
        name=name, id=identifier, contact=quoted, url=_quoted(url), host=_quoted(host), publisher=_quoted(parts.hostname)
    )
    path.write_text(text, encoding="utf-8")
    try:
        sources.load(path)
    except sources.BadSource:
        path.unlink()
        raise
    return path


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def main(arguments: list[str]) -> int:
    """Write, and say what to do next; returns the exit status."""
    if len(arguments) not in (2, 3) or not all(arguments[:2]):
        print("make new-source NAME=jiaozuo-daily URL=http://www.jzrb.com/ [CONTACT=you@example.org]", file=sys.stderr)
        return 2
    name, url, contact = [*arguments, None][:3]
    try:
        path = write(name, url, contact or None, sources.folder())
    except (sources.BadSource, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"""Wrote {path}, which is valid. Next:
  1. Look at the site's robots.txt and terms, and at the pages that list its articles.
  2. Correct links, reading, and contact in the file; any fault in it is named with its line by every command.
  3. Try it on 20 pages:  WAREHOUSE_CRAWL={path.stem} make refresh
     The summary says what was listed, taken and refused; log: $WAREHOUSE_HOME/crawl/{path.stem}/crawl.log
  4. Raise limits.pages, set expected to what you saw, and keep the file in git.""")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
