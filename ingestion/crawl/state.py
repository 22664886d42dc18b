"""What is known of a source's pages, and how its visits went: one SQLite file a source, beside what was fetched.

A page is one row for its name (`urls.identity`); what became of it is written in one transaction with the links that it gave, after its
body stands in the spool. So a visit that was killed goes on where it was: no page is lost, and none asked for twice but the one under way,
which comes last then: it may be what ended the visit.
Only bookkeeping belongs here: no fetching, no decision what a page is.

Outcomes: list (its links were read), new, changed, unchanged (asked for whole, and the same), not_modified (304), gone (404, 410),
redirected, refused (by robots.txt or our own rules), unsupported (no reader for its kind), failed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ingestion.crawl import urls
from ingestion.sources.model import Recheck

TRIES = 5  # times in a row that a page may fail, or end the visit, before it waits for its recheck as others do
_SCHEMA = """
CREATE TABLE IF NOT EXISTS pages (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, url TEXT NOT NULL, kind TEXT NOT NULL, depth INTEGER NOT NULL, hops INTEGER NOT NULL,
    every_days REAL NOT NULL, for_days REAL, first_seen TEXT NOT NULL, seen INTEGER NOT NULL, pending INTEGER NOT NULL,
    state TEXT NOT NULL, checked_at TEXT, tries INTEGER NOT NULL DEFAULT 0, etag TEXT, last_modified TEXT, digest TEXT, target INTEGER
);
CREATE INDEX IF NOT EXISTS pending_pages ON pages (depth, id) WHERE pending;
CREATE TABLE IF NOT EXISTS links (page INTEGER NOT NULL, target INTEGER NOT NULL, PRIMARY KEY (page, target)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS visits (
    number INTEGER PRIMARY KEY, started_at TEXT NOT NULL, finished_at TEXT, ended TEXT, links_rule TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS outcomes (
    visit INTEGER NOT NULL, page INTEGER NOT NULL, outcome TEXT NOT NULL, detail TEXT, at TEXT NOT NULL, PRIMARY KEY (visit, page)
);
"""
NEW, KNOWN, UNDER_WAY = "new", "known", "under_way"
ALWAYS = Recheck(every_days=0.0, for_days=None)  # of pages that every visit asks for


@dataclass(frozen=True)
class Page:
    """A page of the source: list, article or attachment; how deep in lists, and how many redirects led to it."""

    id: int
    name: str
    url: str
    kind: str
    depth: int
    hops: int
    every_days: float
    for_days: float | None
    state: str
    tries: int
    etag: str | None
    last_modified: str | None
    digest: str | None

    @property
    def recheck(self) -> Recheck:
        return Recheck(every_days=self.every_days, for_days=self.for_days)


@dataclass(frozen=True)
class Link:
    """A page that another one names."""

    name: str
    url: str
    kind: str
    recheck: Recheck

    @classmethod
    def to(cls, url: str, drop_parameters: Collection[str], kind: str, recheck: Recheck) -> Link:
        """The link to an address, in whatever spelling that is given."""
        address = urls.canonical(url, drop_parameters)
        return cls(urls.identity(address), address, kind, recheck)


@dataclass(frozen=True)
class Visit:
    """How a visit went: `ended` is None while it isn't over (or was killed), else `complete` or why it stopped before.

    `outcomes` counts pages; `problems` are some that failed or were refused, as page, outcome and detail; `listed` is the number of
    articles that lists name, `waiting` that of pages left for the next visit.
    """

    number: int
    started_at: datetime
    finished_at: datetime | None
    ended: str | None
    listed: int
    waiting: int
    outcomes: dict[str, int]
    unselected: int
    problems: list[dict[str, str]]

    @property
    def asked(self) -> int:
        """Pages that were asked for."""
        return sum(self.outcomes.values())


NO_BODY = "the body selector found nothing"


class State:
    """The file of one source. Every method that changes it is one transaction."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None, timeout=10)
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        with self._transaction():
            for statement in _SCHEMA.split(";"):
                self._db.execute(statement)
        self.visit = 0

    def close(self) -> None:
        self._db.close()

    def begin(self, start: Iterable[Link], links_rule: str, now: datetime) -> int:
        """Begin a visit, or go on with one that was not finished; returns its number.

        `links_rule`: a digest of what links are followed. When it changed, lists are read anew even if the site says that they didn't.
        """
        with self._transaction():
            last = self._db.execute("SELECT * FROM visits ORDER BY number DESC LIMIT 1").fetchone()
            if last and last["links_rule"] != links_rule:
                self._db.execute("UPDATE pages SET etag = NULL, last_modified = NULL WHERE kind = 'list'")
            if last and last["finished_at"] is None:
                self.visit = last["number"]
                self._db.execute("UPDATE visits SET links_rule = ? WHERE number = ?", (links_rule, self.visit))
                return self.visit
            self.visit = last["number"] + 1 if last else 1
            self._db.execute("INSERT INTO visits VALUES (?, ?, NULL, NULL, ?)", (self.visit, now.isoformat(), links_rule))
            for link in start:
                self._db.execute("UPDATE pages SET pending = 1 WHERE id = ?", (self._put(link, 0, 0, now),))
            rows = self._db.execute("SELECT id, state, checked_at, first_seen, every_days, for_days, tries FROM pages WHERE NOT pending")
            due = [(row["id"],) for row in rows.fetchall() if _is_due(row, now)]
            self._db.executemany("UPDATE pages SET pending = 1 WHERE id = ?", due)
        return self.visit

    def next(self) -> Page | None:
        """The next page to ask for, lists before the pages that they name; None when none is left."""
        order = "state = ?, kind = 'list' DESC, depth, id"
        row = self._db.execute(f"SELECT * FROM pages WHERE pending ORDER BY {order} LIMIT 1", (UNDER_WAY,)).fetchone()
        return _page(row) if row else None

    def ask(self, page: Page) -> None:
        """Note that a page is being asked for. That counts as a try at once, for the page may be the end of this process."""
        self._db.execute("UPDATE pages SET state = ?, tries = tries + 1 WHERE id = ?", (UNDER_WAY, page.id))

    def give_back(self, page: Page) -> None:
        """Leave a page that was being asked for to the next visit, as it was before."""
        self._db.execute("UPDATE pages SET state = ?, tries = ? WHERE id = ?", (page.state, page.tries, page.id))

    def circles(self, page: Page, name: str) -> bool:
        """Whether the page of this name leads back, by redirects that were met before, to `page`."""
        walk = (
            "WITH RECURSIVE way (id, steps) AS (SELECT id, 0 FROM pages WHERE name = ?"
            " UNION ALL SELECT target, steps + 1 FROM way JOIN pages USING (id) WHERE target IS NOT NULL AND steps < 20)"
            " SELECT 1 FROM way WHERE id = ? LIMIT 1"
        )
        return self._db.execute(walk, (name, page.id)).fetchone() is not None

    def asked(self) -> int:
        """How many pages this visit has asked for."""
        return self._db.execute("SELECT count(*) FROM outcomes WHERE visit = ?", (self.visit,)).fetchone()[0]

    def waiting(self) -> int:
        """How many pages are still to be asked for."""
        return self._db.execute("SELECT count(*) FROM pages WHERE pending").fetchone()[0]

    def done(
        self,
        page: Page,
        outcome: str,
        now: datetime,
        detail: str | None = None,
        links: Iterable[Link] | None = None,
        validators: tuple[str | None, str | None] = (None, None),
        digest: str | None = None,
    ) -> None:
        """Note what became of a page, with the links that it gave (None: those it gave before still hold).

        `validators`: ETag and Last-Modified of a body that was taken in; `digest` tells it from other versions.
        """
        failed = outcome in ("failed", "refused")
        with self._transaction():
            self._outcome(page, outcome, detail, now)
            self._db.execute(
                "UPDATE pages SET pending = 0, state = ?, checked_at = ?, tries = CASE WHEN ? THEN tries ELSE 0 END WHERE id = ?",
                (outcome if failed else KNOWN, now.isoformat(), failed, page.id),
            )
            if outcome in ("list", "new", "changed", "unchanged"):
                self._db.execute(
                    "UPDATE pages SET etag = ?, last_modified = ?, digest = ?, target = NULL WHERE id = ?", (*validators, digest, page.id)
                )
            if links is None:
                if not failed:
                    self._db.execute(
                        "UPDATE pages SET seen = ? WHERE id IN (SELECT target FROM links WHERE page = ?)", (self.visit, page.id)
                    )
            else:
                self._db.execute("DELETE FROM links WHERE page = ?", (page.id,))
                for link in links:
                    found = self._put(link, page.depth + 1, 0, now)
                    self._db.execute("INSERT OR IGNORE INTO links VALUES (?, ?)", (page.id, found))

    def redirected(self, page: Page, link: Link, now: datetime) -> None:
        """Note that a page led to another, which is asked for unless it was in this visit."""
        with self._transaction():
            self._outcome(page, "redirected", link.url, now)
            target = self._put(link, page.depth, page.hops + 1, now)
            self._db.execute(
                "UPDATE pages SET pending = 0, state = ?, tries = 0, checked_at = ?, target = ? WHERE id = ?",
                (KNOWN, now.isoformat(), target, page.id),
            )
            if page.kind == "list":
                asked = self._db.execute("SELECT 1 FROM outcomes WHERE visit = ? AND page = ?", (self.visit, target)).fetchone()
                self._db.execute("UPDATE pages SET pending = ? WHERE id = ?", (0 if asked else 1, target))

    def finish(self, ended: str, now: datetime) -> None:
        """Close the visit."""
        with self._transaction():
            self._db.execute("UPDATE visits SET finished_at = ?, ended = ? WHERE number = ?", (now.isoformat(), ended, self.visit))

    def last_visit(self, problems: int = 20) -> Visit | None:
        """The last visit, over or not, with at most so many problems."""
        row = self._db.execute("SELECT * FROM visits ORDER BY number DESC LIMIT 1").fetchone()
        if row is None:
            return None
        number = row["number"]
        counts = self._db.execute("SELECT outcome, count(*) FROM outcomes WHERE visit = ? GROUP BY 1 ORDER BY 1", (number,))
        listed = self._db.execute(
            "SELECT count(*) FROM pages WHERE kind = 'article' AND seen = ? AND target IS NULL", (number,)
        ).fetchone()[0]
        unselected = self._db.execute("SELECT count(*) FROM outcomes WHERE visit = ? AND detail = ?", (number, NO_BODY)).fetchone()[0]
        bad = self._db.execute(
            "SELECT url, outcome, detail FROM outcomes JOIN pages ON pages.id = page WHERE visit = ?"
            " AND (outcome IN ('failed', 'refused', 'unsupported') OR detail = ?) ORDER BY at, page LIMIT ?",
            (number, NO_BODY, problems),
        )
        finished = row["finished_at"]
        return Visit(
            number=number,
            started_at=datetime.fromisoformat(row["started_at"]),
            finished_at=datetime.fromisoformat(finished) if finished else None,
            ended=row["ended"],
            listed=listed,
            waiting=self.waiting(),
            outcomes=dict(counts.fetchall()),
            unselected=unselected,
            problems=[{"page": url, "outcome": outcome, "why": detail or ""} for url, outcome, detail in bad.fetchall()],
        )

    def _put(self, link: Link, depth: int, hops: int, now: datetime) -> int:
        """The row of a page that is named; a new one waits to be asked for. One known stays as shallow as it was first found."""
        values = (
            link.name,
            link.url,
            link.kind,
            depth,
            hops,
            link.recheck.every_days,
            link.recheck.for_days,
            now.isoformat(),
            self.visit,
            NEW,
        )
        return self._db.execute(
            "INSERT INTO pages (name, url, kind, depth, hops, every_days, for_days, first_seen, seen, state, pending)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT (name) DO UPDATE SET"
            " url = excluded.url, seen = excluded.seen, every_days = excluded.every_days, for_days = excluded.for_days,"
            " depth = min(depth, excluded.depth) RETURNING id",
            values,
        ).fetchone()[0]

    def _outcome(self, page: Page, outcome: str, detail: str | None, now: datetime) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO outcomes VALUES (?, ?, ?, ?, ?)",
            (self.visit, page.id, outcome, detail[:500] if detail else None, now.isoformat()),
        )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")


def utc_now() -> datetime:
    return datetime.now(UTC)


def _page(row: sqlite3.Row) -> Page:
    return Page(**{name: row[name] for name in Page.__dataclass_fields__})


def _is_due(row: sqlite3.Row, now: datetime) -> bool:
    """Whether a known page is to be asked for again."""
    if row["state"] in ("failed", "refused") and row["tries"] < TRIES:
        return True
    checked = datetime.fromisoformat(row["checked_at"]) if row["checked_at"] else None
    if checked is None:
        return True
    known = now - datetime.fromisoformat(row["first_seen"])
    waited = checked > now or now - checked >= timedelta(days=row["every_days"])  # the clock may have been set back
    return waited and (row["for_days"] is None or known <= timedelta(days=row["for_days"]))
