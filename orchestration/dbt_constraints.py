"""Keys, references and words of the marts as dbt's tests state them: what `make export` writes into datapackage.json.

Nothing is stated here a second time. Tests are taken from dbt's manifest; a column that shares its name and its description with one that
has words (both come from one doc block) has the same words, and one that shares them with a dimension's key refers to that dimension.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from orchestration import dbt_cli
from warehouse.constraints import Constraints, Reference

_WORDS = re.compile(r"^(\w+) in \(('[^']*'(?:, '[^']*')*)\)$")


def constraints() -> Constraints:
    """All that the project's models promise of their rows. Whether a published file keeps it is for `warehouse.constraints.kept`."""
    models = {node["unique_id"]: node for node in dbt_cli.manifest()["nodes"].values() if _is_mart(node)}
    tests = [(models[node["attached_node"]]["name"], node["test_metadata"]) for node in _tests() if node["attached_node"] in models]
    keys = _keys(models)
    described = {
        f"marts.{node['name']}": {name: column["description"] for name, column in node["columns"].items()} for node in models.values()
    }
    references = dict.fromkeys([*_declared(tests, keys), *_to_dimensions(described, keys)])
    return Constraints(keys, tuple(references), _spread(_listed(tests), described))


def _is_mart(node: dict[str, Any]) -> bool:
    return node["resource_type"] in ("model", "seed") and node["schema"] == "marts"


def _tests() -> Iterator[dict[str, Any]]:
    return (node for node in dbt_cli.manifest()["nodes"].values() if node["resource_type"] == "test" and node.get("test_metadata"))


def _keys(models: dict[str, dict]) -> dict[str, tuple[str, ...]]:
    """Tests `unique_combination`. A mart without one is taken row by row from an intermediate model that has one."""
    of = {
        test["attached_node"]: tuple(test["test_metadata"]["kwargs"]["columns"])
        for test in _tests()
        if test["test_metadata"]["name"] == "unique_combination"
    }
    keys = {}
    for mart, node in models.items():
        taken_from = (name for name in node["depends_on"].get("nodes", ()) if name not in models)
        candidates = [of[name] for name in (mart, *taken_from) if name in of and set(of[name]) <= set(node["columns"])]
        if candidates:
            keys[f"marts.{node['name']}"] = candidates[0]
    return keys


def _declared(tests: list[tuple[str, dict]], keys: dict[str, tuple[str, ...]]) -> Iterator[Reference]:
    """Tests `related`, by the columns that are the other table's key: the others only say that the pair agrees in more than that."""
    for model, test in tests:
        if test["name"] == "related":
            arguments = test["kwargs"]
            to = "marts." + re.fullmatch(r"ref\('(\w+)'\)", arguments["to"])[1]
            pairs = [pair for pair in zip(arguments["columns"], arguments["to_columns"], strict=True) if pair[1] in keys.get(to, ())]
            if pairs:
                yield Reference(f"marts.{model}", tuple(here for here, _ in pairs), to, tuple(there for _, there in pairs))


def _to_dimensions(described: dict[str, dict[str, str]], keys: dict[str, tuple[str, ...]]) -> Iterator[Reference]:
    for to, key in keys.items():
        for table, columns in described.items():
            if to.startswith("marts.dim_") and table != to and all(columns.get(name) == described[to][name] for name in key):
                yield Reference(table, key, to, key)


def _listed(tests: list[tuple[str, dict]]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Rules of the form `column in ('a', 'b')`."""
    import yaml
    from dbt.clients.jinja import get_rendered

    settings = yaml.safe_load((dbt_cli.PROJECT / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]
    words = {}
    for model, test in tests:
        if test["name"] == "rules_hold":
            for rule in test["kwargs"]["rules"].values():
                if match := _WORDS.match(get_rendered(rule, {"var": settings.__getitem__}).strip()):
                    words[f"marts.{model}", match[1]] = tuple(re.findall(r"'([^']*)'", match[2]))
    return words


def _spread(words: dict[tuple[str, str], tuple[str, ...]], described: dict[str, dict[str, str]]) -> dict[tuple[str, str], tuple[str, ...]]:
    shared = {(column, described[table][column]): listed for (table, column), listed in words.items()}
    return {
        (table, column): words.get((table, column)) or shared[column, text]
        for table, columns in described.items()
        for column, text in columns.items()
        if (column, text) in shared
    }
