"""Web addresses as names: which are a source's own, and what a page is called whatever way it was reached.

Only the spelling of addresses belongs here; which network addresses they may lead to is decided in `addresses.py`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit

MAX_LENGTH = 2000
_PORTS = {"http": 80, "https": 443}
_STRANGE = re.compile(r"[\x00-\x20\x7f\\]")


def own(url: str, hosts: Collection[str]) -> bool:
    """Whether an address may be asked for: http or https, no user name, one of the `hosts` (with `:port` if that is not the usual one)."""
    if len(url) > MAX_LENGTH or _STRANGE.search(url):
        return False
    try:
        parts = urlsplit(url)
        site = _site(parts)
    except ValueError:
        return False
    return parts.scheme in _PORTS and bool(site) and "@" not in parts.netloc and site in hosts


def canonical(url: str, drop_parameters: Collection[str] = ()) -> str:
    """An address in its settled spelling: lower-case host, usual escapes, sorted parameters, nothing after #; w3lib's rules.

    Parameters named in `drop_parameters` are left out.
    """
    from w3lib.url import canonicalize_url

    parts = urlsplit(url)
    if drop_parameters and parts.query:
        kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in drop_parameters]
        parts = parts._replace(query=urlencode(kept))
    return canonicalize_url(parts._replace(netloc=_site(parts)).geturl())


def identity(url: str, drop_parameters: Collection[str] = ()) -> str:
    """What a page is called as a document of its source: its canonical address without the scheme, so that a site's change to https
    makes no new documents. A `/` in its parameters is escaped: the name's last part is the file's name."""
    parts = urlsplit(canonical(url, drop_parameters))
    query = f"?{quote(parts.query, safe='=&%+')}" if parts.query else ""
    return f"{parts.netloc}{parts.path}{query}"


def _site(parts: SplitResult) -> str:
    """The host, with its port if that is not the usual one. Raises ValueError for a port that is none."""
    host, port = (parts.hostname or "").rstrip("."), parts.port
    return host if port in (None, _PORTS.get(parts.scheme)) else f"{host}:{port}"


def suffix(url: str) -> str:
    """The extension of an address's path in lower case (`.pdf`), or an empty string."""
    last = urlsplit(url).path.rpartition("/")[2]
    found = re.search(r"\.[A-Za-z0-9]{1,8}$", last)
    return found[0].lower() if found else ""
