"""The process that makes one visit: `python -m ingestion.crawl.worker DEFINITION FOLDER`. `visit.py` starts it.

Scrapy's settings and the process's own life belong here: a lock, so that a source has one visitor at a time; an end when the process that
started it ends (the system kills it) or wants it to end (its standard input closes). Progress goes to standard output, a line of JSON
after each page; the log to FOLDER/crawl.log.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import signal
import sys
import threading
from pathlib import Path

from ingestion import sources
from ingestion.parent import end_with_parent
from ingestion.sources.model import Source

AGENT_VERSION = "0.1"
BUSY, UNUSABLE, FAILED = 3, 4, 5  # exit statuses: another visit is under way; the definition does not allow one; Scrapy failed


def settings(source: Source, folder: Path) -> dict:
    """Scrapy's settings for a source."""
    from ingestion.crawl.robots import AGENT

    here = "ingestion.crawl"
    return {
        "BOT_NAME": AGENT,
        "USER_AGENT": f"{AGENT}/{AGENT_VERSION} (+{source.contact})",
        "DEFAULT_REQUEST_HEADERS": {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "zh-CN,zh;q=0.9"},
        # one request at a time: the gentlest, and what makes a visit's waiting and resuming simple
        "CONCURRENT_REQUESTS": 1,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": source.pace.delay_seconds,
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": source.pace.delay_seconds,
        "AUTOTHROTTLE_MAX_DELAY": max(60.0, source.pace.delay_seconds),
        "DOWNLOAD_TIMEOUT": source.pace.page_deadline_seconds,
        "DOWNLOAD_MAXSIZE": source.limits.page_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "TWISTED_REACTOR": f"{here}.reactor.GuardedReactor",
        "TWISTED_DNS_RESOLVER": "scrapy.resolver.CachingHostnameResolver",
        "DNSCACHE_ENABLED": False,
        "SCHEDULER": f"{here}.frontier.Frontier",
        # Scrapy's robots, redirects and offsite rules are replaced by stricter ones; a page that took too long is left for the next visit
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
            f"{here}.pace.OwnHostsMiddleware": 50,
            f"{here}.robots.RobotsMiddleware": 100,
            f"{here}.pace.CrawlDelayMiddleware": 120,
            f"{here}.pace.PatientRetryMiddleware": 550,
        },
        "REDIRECT_ENABLED": False,
        "METAREFRESH_ENABLED": False,
        "HTTPPROXY_ENABLED": False,
        "COOKIES_ENABLED": False,
        "REFERER_ENABLED": False,
        "RETRY_EXCEPTIONS": [
            "scrapy.exceptions.DownloadConnectionRefusedError",
            "scrapy.exceptions.DownloadFailedError",
            "scrapy.exceptions.ResponseDataLossError",
        ],
        "RETRY_TIMES": 2,
        "WARN_ON_GENERATOR_RETURN_VALUE": False,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "LOG_FILE": str(folder / "crawl.log"),
        "LOG_FILE_APPEND": False,
        "LOG_LEVEL": "INFO",
    }


def main(definition: Path, folder: Path) -> int:
    """Make a visit; returns the exit status."""
    source = sources.load(definition)
    if source.contact is None:
        print(f"{definition}: contact: is null; put a mail or web address there at which the site's owners reach you", file=sys.stderr)
        return UNUSABLE
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            print("another visit to this source is under way", file=sys.stderr)
            return BUSY
        end_with_parent()  # also where a page keeps this process so busy that no thread of it gets its turn
        threading.Thread(target=_end_when_told, daemon=True).start()
        if why := _visit(source, folder):
            print(f"Scrapy could not begin: {why}", file=sys.stderr)
            return FAILED
    return 0


def _visit(source: Source, folder: Path) -> str | None:
    """Visit; returns why that failed, if it did before a page was asked for."""
    from scrapy.crawler import CrawlerProcess

    from ingestion.crawl import spool
    from ingestion.crawl.state import ALWAYS, Link, State, utc_now

    process = CrawlerProcess(settings(source, folder))
    from ingestion.crawl.spider import Visitor  # only now: it must not bring a reactor with it

    spool.clear_leftovers(folder)
    state = State(folder / "state.sqlite")
    start = [Link.to(address, source.drop_parameters, "list", ALWAYS) for address in source.start]
    rules = json.dumps([rule.model_dump() for rule in source.links] + [source.deny, source.drop_parameters, source.limits.depth])
    state.begin(start, hashlib.sha256(rules.encode()).hexdigest(), utc_now())
    faults: list[str] = []
    crawl = process.crawl(Visitor, source=source, folder=folder, state=state, said=_say)
    crawl.addErrback(lambda failure: faults.append(f"{failure.type.__name__}: {failure.getErrorMessage()}"))
    process.start()
    state.close()
    return faults[0] if faults else None


def _say(asked: int, waiting: int) -> None:
    print(json.dumps({"asked": asked, "waiting": waiting}), flush=True)


def _end_when_told() -> None:
    """End gently when whoever started this process closes its input, or is gone: the visit goes on another time."""
    while os.read(0, 4096):  # not by sys.stdin, whose lock would be held when the process ends
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
