"""dbt as this project runs it: which project, with which paths in the environment, and how its nodes are named in Dagster."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, cached_property
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtCliResource
from packaging.version import Version

from ingestion import documents, extraction
from orchestration import dbt_process
from orchestration.ownership import OWNERS
from orchestration.version import ROOT
from warehouse.paths import Home

PROJECT = ROOT / "dbt_project"
MANIFEST = PROJECT / "target" / "manifest.json"
LEXICON = ROOT / "ingestion" / "lexicon"

# Sources are what the Python stages wrote: the same assets, not others of like name.
SOURCE_KEYS = {
    ("documents", "documents"): "documents",
    ("landing", "quarantine"): "set_aside",
    ("corrections", "corrections"): "corrections",
    ("extracted", "articles"): "articles",
    ("extracted", "claims"): "claims",
    ("extracted", "facility_projects"): "facility_projects",
    ("extracted", "facility_mentions"): "facility_mentions",
    ("extracted", "facility_successions"): "facility_successions",
    ("extracted", "rejections"): "rejections",
}


@cache
def manifest() -> dict[str, Any]:
    """What dbt wrote down of its project when it last changed. Raises FileNotFoundError when that was never made."""
    if not MANIFEST.exists():
        raise FileNotFoundError(f"{MANIFEST} is missing: run `make manifest`, which has dbt write down the models of dbt_project/")
    return json.loads(MANIFEST.read_text(encoding="utf-8"))


def marts() -> list[str]:
    """Names of the models in the schema marts, sorted."""
    nodes = manifest()["nodes"].values()
    return sorted(node["name"] for node in nodes if node["resource_type"] == "model" and node["schema"] == "marts")


class Dbt(DbtCliResource):
    """The dbt command line, without two costs of 3–4 s that dagster-dbt adds to each call: asking `dbt --version` in a process of its own,
    and building an adapter to query the build file with, which this project does itself once dbt is done."""

    @cached_property
    def _cli_version(self) -> Version:
        return Version(installed_version("dbt-core"))

    def _initialize_dbt_core_adapter(self, args) -> None:
        return None


def dbt_command_line() -> Dbt:
    """dbt of the environment that is running, on the project in this checkout."""
    # At its default, debug, writing the log takes a quarter of the time of a small build.
    flags = ["-P", str(Path(dbt_process.__file__)), "--log-level-file", "info"]
    return Dbt(project_dir=str(PROJECT), profiles_dir=str(PROJECT), dbt_executable=sys.executable, global_config_flags=flags)


class Translator(DagsterDbtTranslator):
    """Models are named schema/model and grouped by schema; sources are the assets that write them."""

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        name = dbt_resource_props["name"]
        if dbt_resource_props["resource_type"] == "source":
            source = dbt_resource_props["source_name"]
            return dg.AssetKey(SOURCE_KEYS.get((source, name), f"{source}_{name}"))
        return dg.AssetKey([dbt_resource_props["schema"], name])

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str:
        return dbt_resource_props["schema"]

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:
        return OWNERS


@contextmanager
def environment(home: Home, build: Path) -> Iterator[None]:
    """The variables that the dbt project reads its inputs and its build file from, for as long as the block runs.

    Inputs are linked into the folder that dbt works in, so that every name is the same in every run and in `make manifest`: a name that
    changed would have dbt parse all models anew, which takes seconds.
    """
    versions = documents.reader_version(), extraction.extractor_version()
    inputs = {
        "WAREHOUSE_DOCUMENTS": home.documents(versions[0]),
        "WAREHOUSE_EXTRACTED": home.extracted(*versions),
        "WAREHOUSE_LANDING_QUARANTINE": home.set_aside,
        "WAREHOUSE_CORRECTIONS_READ": home.corrections,
        "WAREHOUSE_LEXICON": LEXICON,
    }
    paths = {
        "WAREHOUSE_BUILD_FOLDER": build.parent,
        "WAREHOUSE_BUILD": build.name,
        "WAREHOUSE_TEMP": "spill",
        "WAREHOUSE_SAMPLES": os.environ.get("SAMPLES", "1"),
    }
    build.parent.mkdir(parents=True, exist_ok=True)
    for name, path in inputs.items():
        link = build.parent / name.removeprefix("WAREHOUSE_").lower()
        link.unlink(missing_ok=True)
        link.symlink_to(path.absolute())
        paths[name] = link.name
    before = {name: os.environ.get(name) for name in paths}
    os.environ.update({name: str(path) for name, path in paths.items()})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def arguments() -> list[str]:
    """`dbt build` without the models' unit tests, which say nothing about data; the test suite runs those."""
    return ["build", "--exclude-resource-type", "unit_test"]
