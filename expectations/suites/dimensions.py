"""What must be true of the lists that facts are read by: regions, metrics, facilities and their names."""

from __future__ import annotations

from expectations.results import WARNING
from expectations.rules import Suite, among, holds, matches, ordered, present, unique
from expectations.suites.vocabulary import FAMILIES, LEVELS, UNITS

REGIONS = Suite(
    table="marts.dim_region",
    shown=("region_code", "region_name"),
    query="""
        with division as (
            select
                region_code, region_name, region_level,
                coalesce(valid_from, date '1900-01-01') as begin, coalesce(valid_to, date '9999-12-31') as finish
            from marts.dim_region
            where region_level <> 'zone'
        )

        select
            regions.region_code, regions.region_name, regions.official_name, regions.region_level, regions.lineage_code,
            regions.valid_from::timestamp as valid_from,
            regions.valid_to::timestamp as valid_to,
            regions.parent_code is null
                or regions.parent_code in (select region_code from marts.dim_region) as parent_exists,
            regions.parent_code is null or (
                exists (
                    from division
                    where region_code = regions.parent_code and coalesce(regions.valid_from between begin and finish, true)
                )
                and exists (
                    from division
                    where region_code = regions.parent_code and coalesce(regions.valid_to, date '9999-12-31') between begin and finish
                )
            ) as parent_existed,
            regions.successor_code is null or exists (
                from division where region_code = regions.successor_code and regions.valid_to + 1 between begin and finish
            ) as successor_exists,
            regions.region_level = 'zone' or not exists (
                from division as other
                where other.region_code = regions.region_code and other.region_name <> regions.region_name
                    and year(other.begin) < year(coalesce(regions.valid_to, date '9999-12-31'))
                    and other.finish >= coalesce(regions.valid_to, date '9999-12-31')
            ) as code_means_one_district,
            regions.region_level <> 'prefecture' or regions.prefecture_name is not null as prefecture_is_named,
            case when regions.region_name = '河南省' then (
                select count(*) filter (where region_level = 'prefecture') = 17 and count(*) filter (where region_level = 'county') = 157
                from division where region_code like '41%' and finish = date '9999-12-31'
            ) end as henan_is_whole
        from marts.dim_region as regions
    """,
    may_be_empty=False,
    rules=(
        unique(["region_code", "region_name"], "A region stands twice, so joins multiply its facts. Look at lexicon/regions.csv."),
        matches("region_code", "^[0-9]{6}$", "code has six digits", "Not a GB/T 2260 code. Look at lexicon/regions.csv."),
        present("region_name", "A region without a name. Look at lexicon/regions.csv."),
        among(
            "region_level",
            ("nation", "province", "prefecture", "county", "zone"),
            "An unknown level of region: its facts fit no chart. Look at regions.csv.",
        ),
        ordered("valid_from", "valid_to", "valid in order", "A region ceased before it began. Look at lexicon/regions.csv."),
        holds("parent_exists", "parent exists", "A region's parent is not listed: roll-ups lose it. Look at lexicon/regions.csv.", WARNING),
        holds(
            "parent_existed",
            "parent existed at the time",
            "A region lay in one that had not begun or had ended: roll-ups of that year lose it. Look at its days in region_changes.csv.",
            WARNING,
        ),
        holds(
            "successor_exists",
            "successor exists from the next day on",
            "A district ended and what follows is not there: later figures stay under a code that is no more. Look at region_changes.csv.",
        ),
        holds(
            "code_means_one_district",
            "a code means one district at a time",
            "Two names hold one code for more than the year of a change: sums by code count both. Look at region_changes.csv.",
        ),
        present("lineage_code", "A region without lineage_code falls out of time series. Look at int_region_generations.sql."),
        holds(
            "henan_is_whole",
            "Henan is whole",
            "Henan has 17 prefectures and 157 counties (with 济源市). After a reform put the new numbers here, else look at regions.csv.",
            WARNING,
        ),
        holds(
            "prefecture_is_named",
            "a prefecture names itself",
            "A prefecture without prefecture_name falls out of charts by city. Look at regions.csv.",
            WARNING,
        ),
    ),
)

METRICS = Suite(
    table="marts.dim_metric",
    shown=("metric",),
    query="""
        select
            metric, family, unit, name_zh, name_en, is_additive, is_catalogued,
            not is_additive or unit not in ('percent', 'percentage_point') as rates_are_not_added,
            family = 'indicator' or is_catalogued as core_is_catalogued
        from marts.dim_metric
    """,
    may_be_empty=False,
    rules=(
        unique(["metric"], "A metric stands twice, so joins multiply its facts. Look at lexicon/metrics.csv."),
        among("family", FAMILIES, "A metric of an unknown family. Look at lexicon/metrics.csv."),
        among("unit", UNITS, "A metric in a unit outside the contract. Look at lexicon/metrics.csv."),
        present("name_zh", "A metric without a Chinese name. Look at lexicon/metrics.csv."),
        present("name_en", "A metric without an English name. Look at lexicon/metrics.csv."),
        present("is_additive", "Nobody can tell whether this metric may be summed. Look at lexicon/metrics.csv."),
        holds(
            "rates_are_not_added",
            "rates are not additive",
            "A percentage marked as additive: sums of it would be shown. Look at lexicon/metrics.csv.",
        ),
        holds(
            "core_is_catalogued",
            "core metrics are in the catalogue",
            "Claims of a core family use a metric that lexicon/metrics.csv does not list.",
            WARNING,
        ),
    ),
)

FACILITIES = Suite(
    table="marts.dim_facility",
    shown=("facility_id", "facility_name"),
    query="""
        select
            facilities.facility_id, facilities.facility_name, facilities.level,
            regions.region_code is not null or facilities.region_code is null as region_is_known
        from marts.dim_facility as facilities
        left join marts.dim_region as regions
            on facilities.region_code = regions.region_code and facilities.region_name = regions.region_name
    """,
    rules=(
        unique(["facility_id"], "A facility stands twice. Look at dim_facility.sql."),
        present("facility_name", "A facility without a name. Look at dim_facility.sql."),
        matches(
            "facility_name",
            r"^[^，。；、：\\s]{2,40}$",
            "name is a name",
            "A sentence or a list was read as a facility's name. Look at its projects.",
            WARNING,
        ),
        among("level", LEVELS, "A level of education outside the contract. Look at lexicon/levels.csv."),
        holds(
            "region_is_known",
            "region is in the gazetteer",
            "A facility of a region that regions.csv does not list. Add it, or mend its claims.",
            WARNING,
        ),
    ),
)

ALIASES = Suite(
    table="marts.facility_alias",
    shown=("facility_id", "alias"),
    query="""
        select
            aliases.facility_id, aliases.alias, aliases.basis,
            facilities.facility_id is not null as facility_exists
        from marts.facility_alias as aliases
        left join marts.dim_facility as facilities using (facility_id)
    """,
    rules=(
        unique(["facility_id", "alias"], "An alias stands twice for a facility. Look at facility_alias.sql."),
        present("alias", "An empty alias. Look at facility_alias.sql."),
        among("basis", ("canonical", "as_written"), "An alias of unknown origin. Look at facility_alias.sql."),
        holds("facility_exists", "its facility exists", "An alias of a facility that is not there. Look at facility_alias.sql."),
    ),
)
