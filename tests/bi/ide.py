"""Runs in harlequin's environment: `python ide.py OPTIONS…` starts harlequin by its own command line and answers each line of
standard input, a query, by the rows that its results show (JSON).

Its screen is drawn in memory, as harlequin's own tests draw it: what a real terminal makes of keys and of time is none of
ours to test.
"""

import asyncio
import json
import sys
import time

from harlequin import Harlequin
from harlequin.cli import harlequin

PATIENCE_SECONDS = 90


async def until(found):
    """What `found` returns, once it returns anything."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (what := found()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"harlequin showed nothing new for {PATIENCE_SECONDS} s")
        await asyncio.sleep(0.05)
    return what


async def converse(app):
    async with app.run_test(size=(150, 44)):
        await until(lambda: app.connection and app.editor)
        while query := await asyncio.to_thread(sys.stdin.readline):
            before = app.results_viewer.get_visible_table()

            def answer(before=before):
                table = app.results_viewer.get_visible_table()
                return table if table is not before and table and table.row_count else None

            app.editor.text = query
            await app.action_run_query()
            table = await until(answer)
            rows = [list(table.get_row_at(row)) for row in range(table.row_count)]
            # what is printed while the app runs goes through the app, which doesn't flush
            print(json.dumps(rows), file=sys.__stdout__, flush=True)


if __name__ == "__main__":
    Harlequin.run = lambda app: asyncio.run(converse(app))
    harlequin()
