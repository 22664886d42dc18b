"""The README's questions in SQL, asked of the bundled samples: each answers, and what the README prints below one is what it answers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.bi.server import Server

README = Path(__file__).resolve().parents[2] / "README.md"
ASKED = re.findall(r"^```sql\n(.*?)^```\n(?:```\n(.*?)^```\n)?", README.read_text("utf-8"), re.M | re.S)
# asked of two documents more, which do not ship
OTHER_DOCUMENTS = "lineage_name = '偃师区'"

pytestmark = pytest.mark.bi


def written(value: Any) -> str:
    """A value as DuckDB's tables write it."""
    if isinstance(value, bool):
        return str(value).lower()
    return "NULL" if value is None else str(value).replace("\n", "\\n")


@pytest.mark.parametrize(("sql", "printed"), ASKED, ids=[str(number) for number in range(len(ASKED))])
def test_a_question_of_the_readme_is_answered_as_it_says(server: Server, sql: str, printed: str) -> None:
    answers = [server.ask(statement) for statement in sql.split(";") if statement.strip()]
    if printed and OTHER_DOCUMENTS not in sql:
        rows = [[cell.strip() for cell in line.strip("│").split("│")] for line in printed.splitlines() if line.startswith("│")]
        assert rows[1:] == [[written(value) for value in row] for row in answers[0]]


def test_the_readme_asks_questions() -> None:
    assert len(ASKED) >= 8 and sum(bool(printed) for _, printed in ASKED) >= 5
