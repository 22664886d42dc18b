"""Runs in a tool's own environment, with nothing of this project: `python worker.py TOOL FILE SNIPPET`, then a command a line.

SNIPPET is the README's code for the tool. Commands: `snippet` (run it, and say what it read), `hold` (open a connection and keep it),
`held` (ask the one that is kept), `release`, `try SQL` (on a connection of its own; says the error, or null). Answers are JSON.
"""

import contextlib
import json
import sys
import warnings

QUESTION = "SELECT region_name, metric, value FROM marts.fct_facilities"


def _sqlalchemy(code):
    from sqlalchemy import text

    def ask(connection, sql):
        return connection.execute(text(sql)).fetchall()

    return lambda: code["engine"].connect(), ask, lambda: [code["rows"]]


def _adbc(code):
    def ask(connection, sql):
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    return code["connect"], ask, lambda: [[tuple(row.values()) for row in code["arrow_table"].to_pylist()]]


def _frames(code):
    def ask(connection, sql):
        return connection.execute(sql).fetchall()

    return code["connect"], ask, lambda: [code["in_pandas"].values.tolist(), code["in_polars"].rows()]


def _by_path(code):
    """What the README warns of: the same path opened directly."""
    import duckdb

    _, ask, _ = _frames(code)
    connect = lambda: duckdb.connect(sys.argv[2], read_only=True)  # noqa: E731

    def read():
        with connect() as connection:
            return [ask(connection, QUESTION)]

    return connect, ask, read


TOOLS = {"sqlalchemy-1.4": _sqlalchemy, "sqlalchemy-2": _sqlalchemy, "adbc": _adbc, "frames": _frames, "by path": _by_path}


def main(tool, snippet):
    warnings.simplefilter("ignore")
    code = {}

    def run_snippet():
        exec(compile(snippet, "README.md", "exec"), code)
        return TOOLS[tool](code)

    connect, ask, _ = run_snippet()
    held = None
    for line in sys.stdin:
        command, _, argument = line.strip().partition(" ")
        if command == "snippet":
            results = run_snippet()[2]()
            answer = [sorted([list(row) for row in rows]) for rows in results]
        elif command == "hold":
            held = connect()
            answer = None
        elif command == "held":
            answer = sorted([list(row) for row in ask(held, QUESTION)])
        elif command == "release":
            answer = held.close()
        else:
            answer = None
            with contextlib.closing(connect()) as connection:
                try:
                    ask(connection, argument)
                except Exception as error:
                    answer = str(error)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    with open(sys.argv[3], encoding="utf-8") as file:
        main(sys.argv[1], file.read())
