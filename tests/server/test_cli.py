"""The commands as people run them: a process of its own, an environment, two streams."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

STATION = "60.1713,24.9414"
SOON = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=7)
SATURDAY = SOON + dt.timedelta(days=(5 - SOON.weekday()) % 7)
PLAN = (
    *("plan", "--region", "helsinki", "--date", str(SATURDAY)),
    *("--from", f"{STATION}@9:30", "--to", f"{STATION}@17:00"),
    *("--category", "museum", "--category", "church"),
)


def run(data_dir: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `yorimichi` and return what it said."""
    inherited = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "PORT")}
    settings = {"DATA_DIR": str(data_dir), "PLAN_ITERATIONS": "50", "COLUMNS": "200"}
    return subprocess.run(
        [sys.executable, "-c", "from server.cli import main; main()", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**inherited, **settings, **environment},
        cwd=data_dir,
        timeout=300,
    )


def succeed(data_dir: Path, *arguments: str, **environment: str) -> str:
    """Run a command that must succeed and return what it printed."""
    done = run(data_dir, *arguments, **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def fail(data_dir: Path, *arguments: str, **environment: str) -> str:
    """Run a command that must fail in one clear line and return that line."""
    done = run(data_dir, *arguments, **environment)
    assert done.returncode != 0, done.stdout
    assert "Traceback" not in done.stderr
    told = [line for line in done.stderr.splitlines() if not line.startswith(("Usage:", "Try "))]
    lines = [line for line in told if line.strip()]
    assert len(lines) == 1, done.stderr
    return lines[0]


@pytest.fixture(scope="module")
def home(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as `make run` leaves it."""
    folder = tmp_path_factory.mktemp("yorimichi home")
    shutil.copytree(data_dir / "networks", folder / "networks")
    succeed(folder, "migrate")
    succeed(folder, "seed")
    return folder


def test_help_names_every_command(tmp_path: Path) -> None:
    text = succeed(tmp_path, "--help")
    for command in ("migrate", "network", "openapi", "plan", "seed", "serve", "spots"):
        assert f"\n  {command}" in text
    assert list(tmp_path.iterdir()) == []


def test_migrating_twice_is_the_same_as_once(tmp_path: Path) -> None:
    assert "nothing to do" not in succeed(tmp_path, "migrate")
    assert "nothing to do" in succeed(tmp_path, "migrate")


def test_seeding_twice_changes_nothing(home: Path) -> None:
    for line in succeed(home, "seed").splitlines():
        assert " 0 spots created, 0 updated," in line


def test_a_plan_is_a_table_of_the_day(home: Path) -> None:
    text = succeed(home, *PLAN)
    for word in ("arrive", "leave", "why", "km", "© OpenStreetMap contributors", "matches"):
        assert word in text


def test_a_plan_can_be_told_in_japanese(home: Path) -> None:
    text = succeed(home, *PLAN, "--language", "ja")
    assert "到着" in text
    assert "に合う" in text


def test_every_wish_of_a_request_can_be_said_on_the_command_line() -> None:
    from server.itineraries.commands import plan
    from server.itineraries.request import ItineraryRequest, LimitsIn

    options = {option.name for option in plan.params}
    # Days and limits have options of their own; there are no experiences yet.
    whole = {"days", "limits", "include_experiences"}
    assert set(ItineraryRequest.model_fields) - whole <= options
    limits = {"travel_minutes", "walking_metres", "visits", "category_share"}
    assert limits <= options
    assert len(limits) == len(LimitsIn.model_fields)


def test_wishes_on_the_command_line_are_kept(home: Path) -> None:
    wishes = ("--rest", "14:30-16:30/20", "--visits", "3", "--travel-minutes", "60")
    planned = json.loads(succeed(home, *PLAN, *wishes, "--diversity", "1", "--json"))
    (day,) = planned["days"]
    kinds = [visit["kind"] for visit in day["visits"]]
    assert (kinds.count("spot"), kinds.count("rest")) == (3, 1)
    assert day["totals"]["travel_s"] <= 3600


def test_alternatives_are_told_one_after_the_other(home: Path) -> None:
    text = succeed(home, *PLAN, "--alternatives", "3", "--language", "ja")
    assert text.count("立ち寄り先") >= 2
    labels = ("知る人ぞ知る場所へ", "ゆったり巡る", "見どころをたっぷり")
    assert any(label in text for label in labels)


@pytest.mark.parametrize(
    ("option", "value"), [("--locked", "spot"), ("--rest", "soon"), ("--locked", "a@noon/5")]
)
def test_a_wish_that_cannot_be_read_says_what_can(home: Path, option: str, value: str) -> None:
    assert "is not like" in fail(home, *PLAN, option, value) or "such as" in fail(
        home, *PLAN, option, value
    )


def test_a_plan_as_json_is_the_apis_answer_and_nothing_else(home: Path) -> None:
    planned = json.loads(succeed(home, *PLAN, "--json"))
    assert len(planned["days"][0]["visits"]) >= 4
    assert planned["days"][0]["date"] == str(SATURDAY)


def test_a_plan_as_geojson_and_as_gpx(home: Path) -> None:
    features = json.loads(succeed(home, *PLAN, "--geojson"))
    assert features["type"] == "FeatureCollection"
    root = ET.fromstring(succeed(home, *PLAN, "--gpx"))  # noqa: S314 - our own document
    assert root.tag.endswith("gpx")


def test_the_same_plan_twice_is_the_same_plan(home: Path) -> None:
    first, second = (json.loads(succeed(home, *PLAN, "--json"))["days"] for _ in range(2))
    assert first == second


def test_a_damaged_network_does_not_spoil_the_output(home: Path, tmp_path: Path) -> None:
    shutil.copy(home / "yorimichi.sqlite3", tmp_path)
    folder = tmp_path / "networks" / "helsinki" / "walk"
    folder.mkdir(parents=True)
    (folder / "current").write_text("gone\n")
    planned = json.loads(succeed(tmp_path, *PLAN, "--json"))
    assert all(leg["estimated"] for leg in planned["days"][0]["legs"])


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (("--region", "atlantis"), "atlantis"),
        (("--date", "1999-01-01"), "1999-01-01"),
        (("--category", "nope"), "nope"),
        (("--from", "1.2.3,4@9:00"), "1.2.3,4@9:00"),
        (("--from", f"{STATION}@25:00"), "time"),
        (("--from", "0,0@9:00"), "km"),
        (("--to", f"{STATION}@08:00"), "end after"),
        (("--lunch", "noon"), "noon"),
        (("--lesser-known", "2"), "lesser-known"),
        (("--party-size", "0"), "party_size"),
    ],
)
def test_a_plan_that_cannot_be_made_is_one_clear_line(
    home: Path, changed: tuple[str, ...], told: str
) -> None:
    assert told in fail(home, *PLAN, *changed)


def test_an_unmigrated_database_says_what_to_do(tmp_path: Path) -> None:
    assert "yorimichi migrate" in fail(tmp_path, *PLAN)
    assert "yorimichi migrate" in fail(tmp_path, "seed")


def test_an_unreachable_database_is_one_clear_line(tmp_path: Path) -> None:
    url = "postgresql://nobody@127.0.0.1:9/none?connect_timeout=2"
    assert "database" in fail(tmp_path, "migrate", DATABASE_URL=url)


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "abc"), ("PORT", "65536"), ("DATABASE_URL", "::")],
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, name: str, value: str) -> None:
    command = "migrate" if name == "DATABASE_URL" else "serve"
    assert name.lower() in fail(tmp_path, command, **{name: value}).lower().replace(" ", "_")


def test_the_data_folder_and_the_database_may_lie_apart(tmp_path: Path) -> None:
    database = tmp_path / "elsewhere" / "my data.sqlite3"
    succeed(
        tmp_path / "..", "migrate", DATA_DIR=str(tmp_path), DATABASE_URL=f"sqlite:///{database}"
    )
    assert database.exists()
    assert not (tmp_path / "yorimichi.sqlite3").exists()


def test_an_empty_database_url_means_the_embedded_one(tmp_path: Path) -> None:
    succeed(tmp_path, "migrate", DATABASE_URL="")
    assert (tmp_path / "yorimichi.sqlite3").exists()


@pytest.mark.parametrize("sources", [(), ("--sample", "--place", "弘前市")])
def test_a_network_is_built_from_exactly_one_source(
    tmp_path: Path, sources: tuple[str, ...]
) -> None:
    assert "exactly one source" in fail(tmp_path, "network", "build", "--region", "x", *sources)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--region", "x", "--pbf", "missing.osm.pbf"), "missing.osm.pbf"),
        (("--region", "Not A Code", "--sample"), "Not A Code"),
        (("--region", "x", "--sample", "--time-zone", "Nowhere/Nope"), "Nowhere/Nope"),
        (("--region", "x", "--sample", "--country", "JAPAN"), "JAPAN"),
        (("--sample",), "--region"),
    ],
)
def test_a_network_that_cannot_be_built_is_one_clear_line(
    tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    assert told in fail(tmp_path, "network", "build", *arguments)


def test_a_file_that_is_no_street_data_is_one_clear_line(home: Path) -> None:
    for option, name in (("--pbf", "a.osm.pbf"), ("--osm", "a.osm"), ("--graphml", "a.graphml")):
        (home / name).write_text("not streets")
        assert name in fail(home, "network", "build", "--region", "helsinki", option, name)


def test_building_again_from_the_same_source_changes_nothing(home: Path) -> None:
    text = succeed(home, "network", "build", "--region", "helsinki", "--sample")
    assert text.count("unchanged") == 2


def test_networks_are_listed(home: Path) -> None:
    text = succeed(home, "network", "list")
    assert text.count("helsinki") >= 2
    assert "walk" in text
    assert "drive" in text


def test_a_new_region_is_registered_and_filled_and_planned(tmp_path: Path) -> None:
    from routing.street_network import sample_pbf

    succeed(tmp_path, "migrate")
    text = succeed(
        tmp_path,
        *("network", "build", "--region", "new-town", "--sample", "--mode", "walk"),
        *("--name", "New Town", "--time-zone", "Europe/Helsinki", "--country", "FI"),
        *("--currency", "EUR", "--languages", "fi,en"),
    )
    assert "new-town" in text
    imported = ("spots", "import-osm", "--region", "new-town", str(sample_pbf()))
    assert " 0 updated, 0 unchanged" in succeed(tmp_path, *imported)
    assert "0 created, 0 updated" in succeed(tmp_path, *imported)
    with sqlite3.connect(tmp_path / "yorimichi.sqlite3") as database:
        (zone,) = database.execute("SELECT time_zone FROM regions").fetchone()
    database.close()
    assert zone == "Europe/Helsinki"
    planned = json.loads(succeed(tmp_path, *PLAN, "--region", "new-town", "--json"))
    assert planned["days"][0]["visits"]


def test_spots_are_imported_into_a_known_region_only(home: Path) -> None:
    from routing.street_network import sample_pbf

    told = fail(home, "spots", "import-osm", "--region", "atlantis", str(sample_pbf()))
    assert "atlantis" in told
    assert "missing.pbf" in fail(home, "spots", "import-osm", "--region", "ube", "missing.pbf")


def test_the_contract_can_be_printed_and_written(tmp_path: Path) -> None:
    printed = succeed(tmp_path, "openapi")
    assert printed.startswith("openapi: 3.1")
    succeed(tmp_path, "openapi", "--output", "written.yaml")
    assert (tmp_path / "written.yaml").read_text(encoding="utf-8") == printed
