"""What people had better look at next: the top of marts.review_list, each with its sentence, its fields and lines for the corrections.

Reads the published file alone, and changes nothing.
"""

from __future__ import annotations

import csv
import getpass
import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console
from rich.markup import escape

from warehouse.choices import pattern
from warehouse.corrections import COLUMNS, FORMULA_STARTS
from warehouse.paths import Home
from warehouse.published import Unreadable, reading
from warehouse.unseen import on_one_line

CONTEXT_CHARACTERS = 80

_SPACELESS = r"regexp_replace({}, '[\s\p{{Z}}]', '', 'g')"
# alike: claims of documents of that name which the same words would mean.
_NEXT = f"""
with listed as (
    select * from marts.review_list
    where ($document is null or file_name glob $document or document_id = $document)
        and ($region is null or region_name = $region or region_code = $region)
),

chosen as (
    select *, count(*) over () as listed_count from listed order by worth desc, confidence, file_name, claim_id limit $count
),

claims as (
    select
        claims.*,
        documents.file_name,
        documents.is_current,
        substr(texts.text, claims.char_start + 1, claims.char_end - claims.char_start) as number,
        substr(texts.text, greatest(claims.char_start - $context, 0) + 1, least(claims.char_start, $context)) as before,
        substr(texts.text, claims.char_end + 1, $context) as after
    from marts.fct_claims as claims
    inner join marts.dim_document as documents using (document_id)
    inner join marts.document_text as texts using (document_id)
    where documents.file_name in (select file_name from chosen)
)

select
    claims.*, chosen.worth, chosen.is_conflicting, chosen.listed_count, documents.title,
    (
        select count(*) from claims as alike
        where alike.file_name = claims.file_name and alike.is_current
            and contains({_SPACELESS.format("alike.quote")}, {_SPACELESS.format("claims.quote")})
            and {_SPACELESS.format("alike.number")} = {_SPACELESS.format("claims.number")}
    ) as alike,
    (
        select list(distinct coalesce(mentions.value_min, mentions.value_max)) from marts.fct_claims as mentions
        where mentions.fact_id = claims.fact_id and mentions.is_counted
    ) as stated
from chosen
inner join claims using (claim_id)
inner join marts.dim_document as documents on claims.document_id = documents.document_id
order by chosen.worth desc, chosen.confidence, chosen.file_name, chosen.claim_id
"""

# Districts that are called so in part: 解放 is none, and 解放区 may be meant.
_LIKE = """
select distinct region_name from marts.dim_region
where contains(region_name, $region) and not exists (from marts.dim_region where $region in (region_name, region_code))
order by length(region_name), region_name limit 5
"""

_HOW = """Look at the source, then add lines to the list below and run
make refresh: "right", or "wrong" once for each wrong field; with the field rejected, the figure under expect and no value
where it is no claim at all. The list, and its columns:"""


def print_review(home: Home, console: Console, count: int, document: str | None, region: str | None, who: str | None) -> int:
    """Print the next claims to look at, of one document (a file name with * and ?, or an id) or region (name or code) if given.

    Returns the exit status: 1 where there is no published file with a review list, or none that can be read.
    """
    target = home.published_file
    if not target.exists():
        console.print(f"Nothing is published in {escape(str(home.root))} yet. Start with: make refresh", soft_wrap=True)
        return 1
    try:
        items, meant = _next(target, count, document, region)
    except (duckdb.CatalogException, duckdb.BinderException):
        console.print(f"{escape(str(target))} is of an earlier version, without a review list. Make it anew: make refresh", soft_wrap=True)
        return 1
    except Unreadable as error:
        console.print(f"Nothing to show: {escape(str(error))}", soft_wrap=True)
        return 1
    if not items:
        console.print("Nothing to look at: no claim on the review list" + (" fits DOCUMENT and REGION." if document or region else "."))
        if meant:
            console.print(f"No region is called {escape(on_one_line(region))}. Did you mean {' or '.join(meant)}?", soft_wrap=True)
        return 0
    console.print(f"[bold]{len(items)} of {items[0]['listed_count']} claims worth a look[/], the most worth first. {_HOW}", soft_wrap=True)
    for line in (home.corrections_file(), ",".join(COLUMNS)):
        console.print(f"   {line}", markup=False, soft_wrap=True)
    for place, item in enumerate(items, 1):
        _print_item(place, item, who or getpass.getuser(), console)
    return 0


def _next(target: Path, count: int, document: str | None, region: str | None) -> tuple[list[dict[str, Any]], list[str]]:
    """The claims to look at; and where the region is none, those that may be meant."""
    parameters = {"document": document and pattern(document), "region": region, "count": count, "context": CONTEXT_CHARACTERS}
    with reading(target) as connection:
        items = connection.execute(_NEXT, parameters).pl().to_dicts()
        meant = connection.execute(_LIKE, {"region": region}).fetchall() if region and not items else []
        return items, [name for (name,) in meant]


def _print_item(place: int, item: dict[str, Any], who: str, console: Console) -> None:
    where = f"{item['file_name']}, characters {item['char_start']}–{item['char_end']}"
    title = f" “{item['title']}”" if item["title"] else ""
    console.print(f"\n[bold]{place}.[/] {escape(on_one_line(where + title))}  confidence {item['confidence']:g}", soft_wrap=True)
    before, number, after = (escape(on_one_line(item[name])) for name in ("before", "number", "after"))
    console.print(f"   …{before}[bold]【{number}】[/]{after}…", soft_wrap=True)
    told = dict(rule.split(": ", 1) for rule in item["rules"] if ": " in rule)
    for name, value, rule in _fields(item, told):
        console.print(f"   {name:7} {escape(value)}" + (f"  [dim]({escape(on_one_line(rule))})[/]" if rule else ""), soft_wrap=True)
    if item["is_conflicting"]:
        stated = ", ".join(_number(value) for value in sorted(item["stated"]))
        line = f"fact {item['fact_id']}: its claims state {stated}. To choose: fill fact_id, and field with value"
        console.print(f"   [yellow]conflict[/] {escape(line)}", soft_wrap=True)
    figure = _number(item["value_min"] if item["value_min"] is not None else item["value_max"])
    pointer = _pointer(item)
    for word, cells in (("right:", ["confirmed", figure, "", who, "checked"]), ("wrong:", ["FIELD", "SAYS NOW", "SHOULD SAY", who, "WHY"])):
        console.print(f"   {word} {_csv_line([*pointer, *cells, date.today().isoformat()])}", markup=False, soft_wrap=True)


def _fields(item: dict[str, Any], told: dict[str, str]) -> list[tuple[str, str, str]]:
    """Name, value, and the rule that set it."""
    low, high = item["value_min"], item["value_max"]
    figure = _number(low) if low == high else f"{'…' if low is None else _number(low)} to {'…' if high is None else _number(high)}"
    unit = f"{item['unit']} per {item['per']}" if item["per"] else item["unit"]
    period = f"{item['period_start'] or '…'} to {item['period_end'] or '…'}"
    region = " ".join(filter(None, (item["region_code"], item["region_name"]))) or "-"
    fields = [
        ("figure", f"{'about ' if item['is_approximate'] else ''}{figure} {unit}", ""),
        ("metric", f"{item['metric']} ({item['family']})", told.get("metric", "")),
        ("status", item["status"], told.get("status", "")),
        ("period", period, told.get("period", "")),
        ("region", region, item["region_basis"] or ""),
        ("level", item["level"] or "-", told.get("level", "")),
    ]
    own = {"facilities": "action", "funding": "purpose"}.get(item["family"])
    return [*fields, (own, item[own] or "-", "")] if own else fields


def _pointer(item: dict[str, Any]) -> list[str]:
    """The columns that say which claim is meant: by its words where these mean it alone, for they outlast a new version of the document."""
    quote, number = (re.sub(r"\s", "", item[name]) for name in ("quote", "number"))
    cells = (item["file_name"], quote, number)
    if item["alike"] == 1 and all(cell == on_one_line(cell) and cell[0] not in FORMULA_STARTS for cell in cells):
        return [*cells, "", ""]
    return ["", "", "", item["claim_id"], ""]


def _csv_line(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()


def _number(value: float) -> str:
    """In full, as `expect` has to have it."""
    return repr(value).removesuffix(".0")
