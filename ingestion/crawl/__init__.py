"""Fetching pages of sources politely, and leaving them where landing takes them from.

Here belongs: what may be asked of whom (`urls`, `addresses`, `robots`), how gently (`pace`), what is known of a source's pages (`state`),
the visit itself (`spider`, `worker`, run in a process of its own by `visit`), and what was fetched (`spool`). Scrapy does the fetching.
Not here: which sources there are (`sources/`), what a page means (`documents/`), when a visit is made (the orchestration asks `visit`).
"""
