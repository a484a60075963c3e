"""`yorimichi network`: build a region's street networks and list them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from routing.model import Mode
from routing.street_network import (
    BuildReport,
    GraphmlSource,
    NetworkInfo,
    NetworkSource,
    OsmXmlSource,
    OverpassJsonSource,
    PbfSource,
    PlaceSource,
    build_network,
    list_networks,
    sample_pbf,
)
from server.cartography.building import build_map
from server.cartography.model import RegionMap
from server.config import Settings
from server.db import Database
from server.regions.kernels import OF_THIS_PROCESS
from server.regions.service import RegionRecord, find_region, save_region

_FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)
_FILE_SOURCES: Final[dict[str, type[Any]]] = {
    "pbf": PbfSource,
    "osm": OsmXmlSource,
    "overpass_json": OverpassJsonSource,
    "graphml": GraphmlSource,
}
_MARGIN_DEGREES: Final = 0.002


@click.group()
def network() -> None:
    """Build and list the street networks that plans run on."""


@network.command()
@click.option("--region", required=True, help="Region code, such as hirosaki.")
@click.option(
    "--mode",
    "modes",
    type=click.Choice([m.value for m in Mode]),
    multiple=True,
    help="Walking and driving unless told; repeatable.",
)
@click.option("--place", help="A name that OpenStreetMap knows, such as 弘前市; needs internet.")
@click.option("--pbf", type=_FILE, help="An .osm.pbf extract.")
@click.option("--osm", type=_FILE, help="An .osm XML extract.")
@click.option("--overpass-json", type=_FILE, help="A kept Overpass answer, .json or .json.gz.")
@click.option("--graphml", type=_FILE, help="A graph that OSMnx saved, .graphml or .graphml.gz.")
@click.option("--sample", is_flag=True, help="The sample extract of central Helsinki.")
@click.option("--name", help="The region's name, when it is new.")
@click.option("--time-zone", default="Asia/Tokyo", show_default=True, help="For a new region.")
@click.option("--country", default="JP", show_default=True, help="For a new region.")
@click.option("--currency", default="JPY", show_default=True, help="For a new region.")
@click.option("--languages", default="ja,en", show_default=True, help="For a new region.")
def build(region: str, modes: tuple[str, ...], name: str | None, **options: Any) -> None:
    """Build a region's networks from exactly one source.

    A network is built again only when its source has changed. A region that is new is registered
    with the networks' bounds.
    """
    settings = Settings()
    source = _source(options, settings)
    described = _describe(region, name or options["place"] or region, options)
    _prepare()
    reports = [_build_one(source, Mode(mode), region, settings) for mode in modes or [*Mode]]
    for report in reports:
        Console(highlight=False).print(_told(report), soft_wrap=True)
    region_map = build_map(source, root=settings.networks_dir, region=region)
    Console(highlight=False).print(_map_told(region, region_map), soft_wrap=True)
    _register(_with_bounds(described, reports[0].info), settings)


@network.command("warm-up")
def warm_up_command() -> None:
    """Compile the engine for this machine, such as when an image is made.

    Building a network does the same.
    """
    _prepare()
    Console().print("The routing engine is compiled.")


def _prepare() -> None:
    """Load the engine's machine code, which compiles it where nothing is cached."""
    with Console(stderr=True).status("Preparing the routing engine; half a minute the first time"):
        OF_THIS_PROCESS.prepare()


def _source(options: dict[str, Any], settings: Settings) -> NetworkSource:
    named = [key for key in (*_FILE_SOURCES, "place") if options[key]]
    if len(named) + bool(options["sample"]) != 1:
        raise click.UsageError(
            "Name exactly one source: --place, --pbf, --osm, --overpass-json, --graphml or --sample"
        )
    if options["sample"]:
        return PbfSource(sample_pbf())
    if named == ["place"]:
        return PlaceSource(options["place"], settings.data_dir / "cache" / "overpass")
    source: NetworkSource = _FILE_SOURCES[named[0]](options[named[0]])
    return source


def _build_one(source: NetworkSource, mode: Mode, region: str, settings: Settings) -> BuildReport:
    with Progress(
        TextColumn(f"{region} {mode}"),
        BarColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        transient=True,
    ) as bar:
        task = bar.add_task("starting")

        def show(step: str, done: int, total: int) -> None:
            bar.update(task, description=step, completed=done, total=total)

        return build_network(
            source,
            mode,
            root=settings.networks_dir,
            region=region,
            created_at=dt.datetime.now(dt.UTC),
            progress=show,
        )


def _told(report: BuildReport) -> str:
    info = report.info
    done = "built" if report.rebuilt else "unchanged"
    dropped = info.dropped
    return (
        f"{info.region} {info.mode}: {done}, {info.extent.nodes:,} nodes, "
        f"{info.extent.edges:,} edges, {info.extent.length_km:,.0f} km; left out as not connected: "
        f"{dropped.nodes:,} nodes, {dropped.edges:,} edges, {dropped.length_km:,.1f} km. "
        f"{_turns_told(info)}"
        f"{info.attribution}, {info.licence}"
    )


def _map_told(region: str, region_map: RegionMap) -> str:
    lines, areas = len(region_map.streets), len(region_map.areas)
    return f"{region} map: {lines:,} lines and {areas:,} areas to draw"


def _turns_told(info: NetworkInfo) -> str:
    """Return what became of the source's turn restrictions; nothing where it states none."""
    obeyed, ignored, moot = info.turns_obeyed, info.turns_ignored, info.turns_moot
    if not obeyed + ignored + moot:
        return ""
    return (
        f"Turn restrictions: {obeyed:,} obeyed, {ignored:,} not (they hold at certain hours, lead "
        f"over several streets or are unclear), {moot:,} about streets left out. "
    )


def _describe(code: str, name: str, options: dict[str, Any]) -> RegionRecord:
    """Return the region as the options state it, so that mistakes show before the long work."""
    languages = options["languages"].split(",")
    return RegionRecord(
        code=code,
        names={languages[0]: name},
        time_zone=options["time_zone"],
        country=options["country"],
        subdivision=None,
        currency=options["currency"],
        languages=languages,
        centre_lat=0.0,
        centre_lon=0.0,
        west=0.0,
        south=0.0,
        east=0.0,
        north=0.0,
        attribution="",
        licence="",
    )


def _with_bounds(region: RegionRecord, info: NetworkInfo) -> RegionRecord:
    box = info.bbox
    return replace(
        region,
        centre_lat=(box.south + box.north) / 2,
        centre_lon=(box.west + box.east) / 2,
        west=box.west - _MARGIN_DEGREES,
        south=box.south - _MARGIN_DEGREES,
        east=box.east + _MARGIN_DEGREES,
        north=box.north + _MARGIN_DEGREES,
        attribution=info.attribution,
        licence=info.licence,
    )


def _register(region: RegionRecord, settings: Settings) -> None:
    """Keep the region if it is new; a known one stays as its association states it."""
    database = Database.at(settings.sqlalchemy_url)
    with database.reading() as session:
        known = find_region(session, region.code) is not None
    if not known:
        with database.writing() as session:
            save_region(session, region, now=dt.datetime.now(dt.UTC))
        Console().print(f"{region.code}: registered as a new region, {region.time_zone}")
    database.close()


@network.command("list")
def list_command() -> None:
    """List the networks that are ready."""
    table = Table(title="Street networks", title_justify="left")
    for heading in ("region", "mode", "nodes", "edges", "source", "built"):
        table.add_column(heading, justify="right" if heading in ("nodes", "edges") else "left")
    for info in list_networks(Settings().networks_dir):
        table.add_row(
            info.region,
            info.mode,
            f"{info.extent.nodes:,}",
            f"{info.extent.edges:,}",
            info.source,
            f"{info.created_at:%Y-%m-%d %H:%M}",
        )
    Console().print(table)
