"""BI tools on a published file, as the README tells people to use them, each in an environment of its own.

A tool reads, can neither write nor reach anything else, and sees what the README says when a refresh publishes meanwhile.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.environments import interpreter
from tests.unit.test_publish import go

pytestmark = pytest.mark.bi

HERE = Path(__file__).parent
README = HERE.parent.parent / "README.md"
# as the README names it, from the checkout
PATH = "warehouse/data/published/education.duckdb"
FIRST, SECOND = {"a": 25.0, "b": 3.0}, {"a": 24.0, "b": 3.0, "c": 8.0}
SETTINGS = "SET enable_external_access = false; SET lock_configuration = true"
COUNT = "SELECT sum(value) AS total FROM marts.fct_facilities"
ENDS_WITHIN_SECONDS = 20


def rows(facts: dict[str, float]) -> list[list]:
    return sorted(["焦作市", None, value] for value in facts.values())


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A published file with the first facts; `publish_again` puts another in its place, by the project's own switch."""
    target = tmp_path / "published" / "education.duckdb"
    go(tmp_path, target, "run-1", FIRST)
    return target


def publish_again(published: Path) -> None:
    go(published.parent.parent, published, "run-2", SECOND)


@pytest.fixture
def python_of(pytestconfig: pytest.Config):
    """Makes, or finds, the environment of a tool."""
    return lambda tool: interpreter(HERE / "tools" / f"{tool}.txt", pytestconfig.cache.mkdir("bi-environments"))


def snippet(language: str, begins: str) -> str:
    """The one code block of the README that begins so."""
    (found,) = [
        code for code in re.findall(rf"^```{language}\n(.*?)^```$", README.read_text("utf-8"), re.M | re.S) if code.startswith(begins)
    ]
    assert PATH in found
    return found


class Talk:
    """A process that answers each line by one line of JSON."""

    def __init__(self, process: subprocess.Popen):
        self._process = process

    def __call__(self, line: str):
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, f"the tool ended at {line!r}: {self._process.communicate()[1]}"
        return json.loads(answer)


@contextmanager
def talking(command: list[str]) -> Iterator[Talk]:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, text=True, encoding="utf-8", **pipes) as process:
        try:
            yield Talk(process)
        finally:
            # With its input it ends what it has started; killed, it would leave that behind, at work for nobody.
            process.stdin.close()
            try:
                process.wait(ENDS_WITHIN_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


@contextmanager
def worker(python: Path, tool: str, begins: str, published: Path) -> Iterator[Talk]:
    code = published.parent.parent / "snippet.py"
    code.write_text(snippet("python", begins).replace(PATH, str(published)), encoding="utf-8")
    with talking([str(python), str(HERE / "worker.py"), tool, str(published), str(code)]) as talk:
        yield talk


# tool → its environment, how its code begins, and whether it sees the new file in a process that still holds the old one
LIBRARIES = {
    "sqlalchemy-1.4": ("sqlalchemy-1.4", "# SQLAlchemy", False),
    "sqlalchemy-2": ("sqlalchemy-2", "# SQLAlchemy", False),
    "adbc": ("adbc", "# ADBC", True),
    "frames": ("frames", "# pandas, polars", True),
    "by path": ("frames", "# pandas, polars", False),
}


@pytest.mark.parametrize("tool", LIBRARIES)
def test_a_library_sees_one_generation_and_after_reconnecting_the_next(tool: str, published: Path, python_of) -> None:
    environment, begins, sees_new_beside_old = LIBRARIES[tool]
    with worker(python_of(environment), tool, begins, published) as talk:
        assert {json.dumps(read) for read in talk("snippet")} == {json.dumps(rows(FIRST))}
        talk("hold")
        assert talk("held") == rows(FIRST)
        publish_again(published)
        assert talk("held") == rows(FIRST)
        assert all(read == rows(SECOND if sees_new_beside_old else FIRST) for read in talk("snippet"))
        assert talk("held") == rows(FIRST)
        talk("release")
        assert all(read == rows(SECOND) for read in talk("snippet"))


@pytest.mark.parametrize("tool", [tool for tool in LIBRARIES if tool != "by path"])
def test_a_library_can_neither_write_nor_reach_anything_else(tool: str, published: Path, python_of, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    environment, begins, _ = LIBRARIES[tool]
    with worker(python_of(environment), tool, begins, published) as talk:
        assert talk("try SELECT 1") is None
        assert "read-only" in talk("try CREATE TABLE marts.mine (i INTEGER)")
        assert "read-only" in talk("try DELETE FROM marts.fct_facilities")
        assert "disabled by configuration" in talk(f"try SELECT * FROM read_text('{tmp_path}/secret.txt')")
        assert "disabled by configuration" in talk(f"try COPY marts.fct_facilities TO '{tmp_path}/out.csv'")
        assert "locked" in talk("try SET enable_external_access = true")
    assert not (tmp_path / "out.csv").exists()


def run(command: list[str], typed: str = "") -> tuple[int, str, str]:
    done = subprocess.run(command, input=typed, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout, done.stderr


def test_duckdbs_command_line(published: Path, python_of) -> None:
    program = python_of("duckdb-cli").with_name("duckdb")
    shown = snippet("sh", "# DuckDB's command line")
    assert f'duckdb -readonly -cmd "{SETTINGS}" {PATH}\n' in shown
    command = [str(program), "-readonly", "-cmd", SETTINGS, str(published)]
    assert run([*command, "-json", "-c", COUNT])[1].strip() == '[{"total":28.0}]'
    for statement, message in (("CREATE TABLE marts.mine (i INTEGER)", "read-only"), ("FROM read_text('/etc/hostname')", "disabled by")):
        status, _, said = run([*command, "-c", statement])
        assert status and message in said
    with subprocess.Popen([*command, "-csv", "-noheader"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as open_since:
        assert open_since.stdin and open_since.stdout

        def ask() -> str:
            open_since.stdin.write(COUNT + ";\n")
            open_since.stdin.flush()
            return open_since.stdout.readline().strip()

        assert ask() == "28.0"
        publish_again(published)
        assert ask() == "28.0"
    assert run([*command, "-csv", "-noheader", "-c", COUNT])[1].strip() == "35.0"


@pytest.fixture
def harlequin(published: Path, python_of, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The environment's folder of programs, and the options that the README gives to both of harlequin's."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in [name for name in os.environ if name.startswith("XDG_")]:
        monkeypatch.delenv(name)
    python = python_of("harlequin")
    shown = snippet("sh", "# DuckDB's command line")
    assert f'echo "{SETTINGS};" > safely.sql' in shown
    (tmp_path / "safely.sql").write_text(SETTINGS + ";\n", encoding="utf-8")
    for program in ("harlequin", "hsql"):
        assert f"{program} --read-only --init-path safely.sql {PATH}" in shown
    return python, ["--read-only", "--init-path", str(tmp_path / "safely.sql"), str(published)]


def test_hsql(harlequin, published: Path) -> None:
    python, options = harlequin
    command = [str(python.with_name("hsql")), *options, "--csv", "-t", "-c"]
    assert run([*command, COUNT])[1].strip() == "28.0"
    for statement, message in (("CREATE TABLE marts.mine (i INTEGER)", "read-only"), ("FROM read_text('/etc/hostname')", "disabled by")):
        status, _, said = run([*command, statement])
        assert status and message in said
    publish_again(published)
    assert run([*command, COUNT])[1].strip() == "35.0"


def test_harlequin(harlequin, published: Path) -> None:
    """It shows what its file held when it was started, also after a refresh; started anew it shows the new one."""
    python, options = harlequin
    command = [str(python), str(HERE / "ide.py"), *options]
    with talking(command) as talk:
        assert talk(COUNT) == [[28.0]]
        publish_again(published)
        assert talk(COUNT) == [[28.0]]
    with talking(command) as talk:
        assert talk(COUNT) == [[35.0]]
