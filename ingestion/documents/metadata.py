"""What is known about a document besides its text, put together: its title, its publisher and its day of publication.

How each is found belongs to a module of its own: `titles.py`, `publishers.py`, `dates.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ingestion.documents.dates import published
from ingestion.documents.page import Page
from ingestion.documents.publishers import publisher_of
from ingestion.documents.titles import title_of


@dataclass(frozen=True)
class About:
    """Title, publisher and day of publication of a document; each None where nothing tells it."""

    title: str | None
    publisher: str | None
    published_date: date | None
    published_date_basis: str | None


def describe(page: Page, file_name: str, url: str | None = None) -> About:
    """Work out title, publisher and day of publication of a page. `file_name` and `url` are where it came from."""
    title = title_of(page)
    day, basis = published(page, file_name, url)
    return About(title, publisher_of(page, title), day, basis)
