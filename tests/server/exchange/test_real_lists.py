"""Lists as municipalities publish them, over HTTP: dry run, import, again, out and back."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from server.regions.service import save_region
from tests.databases import RolledBackDatabase
from tests.server.builders import EPOCH
from tests.server.exchange.builders import YAMAGUCHI, counts, exported, imported, kept, send, town

pytestmark = pytest.mark.shared_data

KYUSHU = replace(
    YAMAGUCHI,
    code="kyushu",
    names={"ja": "九州"},
    west=129.0,
    south=31.0,
    east=132.0,
    north=34.0,
    centre_lat=32.8,
    centre_lon=130.5,
)
LISTS = {
    "350001_event.csv": ("events", 350, 267, {"date_not_exact", "bad_date"}),
    "350001_tourism.csv": ("spots", 792, 792, set()),
    "352071_event.csv": ("events", 30, 0, {"date_without_year", "date_not_exact", "bad_date"}),
    "352071_tourism.csv": ("spots", 68, 68, set()),
    "352080_tourism.csv": ("spots", 21, 21, set()),
    "352152_public_toilet.csv": ("toilets", 154, 153, {"duplicate_id"}),
    "352152_tourism.csv": ("spots", 10, 10, set()),
    "353051_tourism.csv": ("spots", 15, 15, set()),
    "422037_tourism.csv": ("spots", 28, 28, set()),
    "kumamoto_shelters.csv": ("shelters", 2125, 2122, {"missing_coordinates"}),
}


def _region(name: str) -> str:
    return "kyushu" if name.startswith(("42", "kumamoto")) else "yamaguchi"


def test_every_file_of_the_folder_is_tried(shared_data: Path) -> None:
    assert {path.name for path in (shared_data / "opendata").glob("*.csv")} == LISTS.keys()


@pytest.mark.parametrize("name", LISTS)
def test_a_published_list_comes_in_and_changes_nothing_the_second_time(
    client: FlaskClient, database: RolledBackDatabase, shared_data: Path, name: str
) -> None:
    kind, read, accepted, codes = LISTS[name]
    keeper = town(database)
    with database.writing() as session:
        save_region(session, KYUSHU, now=EPOCH)
    data = (shared_data / "opendata" / name).read_bytes()
    form: dict[str, Any] = {"kind": kind, "region": _region(name), "name": name}
    dry = imported(client, keeper, data, dry_run=True, **form)
    assert counts(dry) == (accepted, 0, 0, read - accepted)
    assert {error["code"] for error in dry["errors"]} <= codes
    assert len({error["row"] for error in dry["errors"]}) == read - accepted
    whole = send(client, keeper, data, **form)
    assert whole.status_code == (200 if accepted == read else 422)
    real = imported(client, keeper, data, skip_refused=True, **form)
    done = (0, 0, accepted) if accepted == read else (accepted, 0, 0)
    assert counts(real)[:3] == done
    again = imported(client, keeper, data, skip_refused=True, **form)
    assert counts(again) == (0, 0, accepted, read - accepted)


@pytest.mark.parametrize("layout", ["standard", "legacy"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
@pytest.mark.parametrize(
    "name", [n for n, about in LISTS.items() if about[0] in {"spots", "events"}]
)
def test_a_published_list_goes_out_and_comes_back_the_same(
    client: FlaskClient,
    database: RolledBackDatabase,
    shared_data: Path,
    name: str,
    layout: str,
    encoding: str,
) -> None:
    kind = LISTS[name][0]
    keeper, other = town(database), town(database, "光市")
    with database.writing() as session:
        save_region(session, KYUSHU, now=EPOCH)
    data = (shared_data / "opendata" / name).read_bytes()
    form: dict[str, Any] = {"kind": kind, "region": _region(name), "skip_refused": True}
    imported(client, keeper, data, **form)
    first = exported(client, keeper, layout, encoding, what=kind)
    assert counts(imported(client, keeper, first, **form)) == (0, 0, LISTS[name][2], 0)
    assert counts(imported(client, other, first, **form)) == (LISTS[name][2], 0, 0, 0)
    assert exported(client, other, layout, encoding, what=kind) == first


def test_the_prefectures_list_gives_792_spots(
    client: FlaskClient, database: RolledBackDatabase, shared_data: Path
) -> None:
    keeper = town(database)
    data = (shared_data / "opendata" / "350001_tourism.csv").read_bytes()
    report = imported(client, keeper, data, who=keeper.owner, publish=True)
    assert counts(report) == (792, 0, 0, 0)
    told = Counter(remark["code"] for remark in report["remarks"])
    assert told["outside_bounds"] == 1
    drafts = client.get(
        f"/v1/organisations/{keeper.id}/spots?status=draft", headers=keeper.viewer
    ).get_json()["spots"]
    assert [(spot["lat"], spot["lon"]) for spot in drafts] == [(36.124191, 139.877716)]
    assert len(kept(client, keeper)) == 100
