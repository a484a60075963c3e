"""How fast routing is, in turns with its peers: `python -m benchmarks.routing_speed [FOLDER]`.

On Kumamoto, where its extract lies beside the project, otherwise on the sample, and on 300,000
nodes of copies of it. Every matrix and route of the embedded engine is asked for new points, whose
labels it cannot know yet, except where the table says so. NetworkX, SciPy and RoutingKit answer
from node to node, without finding streets first. What is prepared is kept in FOLDER.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks import osrm_peer
from benchmarks.measuring import Task, machine, private_mib, run_in_turns, show
from benchmarks.routing_goals import Start, goals_of, show_goals
from benchmarks.routing_networks import KUMAMOTO, SAMPLE, build, build_tiled, kumamoto_pbf
from benchmarks.routing_peers import NetworkxPeer, Peer, RoutingKitPeer, ScipyPeer
from benchmarks.routing_questions import CITY_M, Questioner, differing_cells, index_of
from routing.engines.embedded import EmbeddedEngine
from routing.engines.warm_up import warm_up
from routing.hierarchy.customization import customize
from routing.model import UNREACHABLE, Mode, Point
from routing.networks.indexing import build_index
from routing.networks.model import StreetNetwork
from routing.street_network import load_network

TILED_NODES: Final = 300_000
SPOTS: Final = 100
SNAPPED: Final = 150
CLOSED: Final = 500
MATRICES: Final = 15
ROUTES: Final = 300
NODE_ROUTES: Final = 10
SLOW_NODES: Final = 50_000
"""From here on NetworkX answers two rows, not a hundred, and SciPy one matrix."""

Answer = Callable[[int], object]


@dataclass(frozen=True)
class Place:
    """One network to measure on."""

    name: str
    region: str
    root: Path
    network: StreetNetwork

    @property
    def is_large(self) -> bool:
        """Whether slow peers should do less."""
        return self.network.node_count >= SLOW_NODES

    def questioner(self, seed: int) -> Questioner:
        """Return a source of points that is the same for every engine with the same seed."""
        return Questioner(self.network, np.random.default_rng(seed))

    def pairs(self) -> list[list[Point]]:
        """Return the ends of all routes; the last ones are for warming up."""
        drawn = self.questioner(3).points(2 * ROUTES + 2)
        return [drawn[i : i + 2] for i in range(0, len(drawn) - 1, 2)]


def own_tasks(place: Place) -> list[Task]:
    """Return what the embedded engine is asked."""
    engine, network = EmbeddedEngine(place.network), place.network
    near, wide = place.questioner(1), place.questioner(2)
    ends = place.pairs()
    few = 20 if place.is_large else SPOTS
    differing, compared = differing_cells(engine, place.questioner(9).points(few))
    exact = f"{compared - differing:,} of {compared:,} cells"
    known = place.questioner(4).points(SPOTS, within_m=CITY_M)
    snapped = place.questioner(5).points(SNAPPED)
    topology, rng = index_of(network).topology, np.random.default_rng(6)

    def matrix(questioner: Questioner, within_m: float | None) -> Answer:
        drawn = [questioner.points(SPOTS, within_m=within_m) for _ in range(MATRICES + 1)]

        def ask(turn: int) -> None:
            engine.travel_times(drawn[turn])

        return ask

    def customized(_: int) -> None:
        weights = network.edges.time_ms.copy()
        weights[rng.integers(network.edge_count, size=CLOSED)] = UNREACHABLE
        customize(topology, weights)

    def again(_: int) -> None:
        engine.travel_times(known)

    def snap(_: int) -> None:
        engine.snap(snapped)

    def routed(turn: int) -> None:
        engine.legs(ends[turn])

    def loaded(_: int) -> None:
        EmbeddedEngine(load_network(place.root, place.region, network.mode))

    def task(what: str, run: Answer, rounds: int = MATRICES, note: str = "") -> Task:
        return Task(place.name, what, "embedded", run, rounds, exact="", note=note)

    tasks = [
        task("matrix, coordinates", matrix(near, CITY_M), note="spots within 8 km"),
        task("matrix, coordinates", matrix(wide, None), note="spots anywhere"),
        task("matrix, known spots", again),
        task("route with geometry", routed, rounds=ROUTES),
        task(f"snapping {SNAPPED} points", snap),
        task("customization", customized, rounds=5, note=f"{CLOSED} edges closed"),
        task("load", loaded, rounds=3, note="checksums included"),
    ]
    for each in tasks[:3]:
        each.exact, each.differing = exact, differing
    return tasks


def peer_tasks(place: Place) -> list[Task]:
    """Return what the peers are asked, each compared with SciPy first."""
    network = place.network
    scipy = ScipyPeer.on(network)
    peers: dict[str, tuple[Peer, int, int]] = {
        "scipy": (scipy, SPOTS, 1 if place.is_large else 3),
        "networkx": (NetworkxPeer.on(network), 2 if place.is_large else 10, 1),
    }
    missing = []
    try:
        peers["routingkit-cch"] = (RoutingKitPeer(network), SPOTS, 5)
    except ImportError as error:
        missing.append(
            Task(place.name, "matrix, nodes", "routingkit-cch", _nothing, 0, note=str(error))
        )
    asked = place.questioner(7).nodes(5)
    expected = scipy.matrix(asked, asked)
    tasks = []
    for name, (peer, rows, rounds) in peers.items():
        equal = np.array_equal(peer.matrix(asked, asked), expected)
        exact = "reference" if name == "scipy" else "yes" if equal else "NO"
        tasks += _peer_tasks(place, name, peer, (rows, rounds), exact)
    return tasks + [_never(task) for task in missing]


def _peer_tasks(
    place: Place, name: str, peer: Peer, effort: tuple[int, int], exact: str
) -> list[Task]:
    rows, rounds = effort
    questioner = place.questioner(1)
    drawn = [questioner.nodes(SPOTS, within_m=CITY_M) for _ in range(rounds + 1)]
    ends = questioner.nodes(2 * NODE_ROUTES + 2).reshape(-1, 2).tolist()

    def matrix(turn: int) -> None:
        peer.matrix(drawn[turn][:rows], drawn[turn])

    def route(turn: int) -> None:
        peer.route(*ends[turn])

    note = f"{rows} rows timed, × {SPOTS // rows}" if rows < SPOTS else "spots within 8 km"
    many = Task(place.name, "matrix, nodes", name, matrix, rounds, warm_up=False, note=note)
    single = Task(place.name, "route, nodes only", name, route, NODE_ROUTES)
    many.exact = single.exact = exact
    many.scale = SPOTS / rows
    return [many, single]


def osrm_tasks(place: Place, folder: Path, stack: ExitStack) -> list[Task]:
    """Return what OSRM is asked over HTTP, or rows that say why it is not."""
    pbf = kumamoto_pbf()
    if place.region != KUMAMOTO or pbf is None:
        why = "only on a real extract: contracting 300,000 nodes on foot takes a quarter of an hour"
        return [_never(Task(place.name, "matrix, coordinates", "OSRM", _nothing, note=why))]
    tasks = []
    for algorithm in ("CH", "MLD"):
        try:
            home = osrm_peer.install(folder)
            base = osrm_peer.prepare(home, pbf, place.network.mode, algorithm)
            peer = stack.enter_context(osrm_peer.serving(home, base, algorithm))
            tasks += _osrm_tasks(place, algorithm, peer)
        except osrm_peer.OsrmUnavailableError as error:
            name = f"OSRM {algorithm}, HTTP"
            missing = Task(place.name, "matrix, coordinates", name, _nothing, note=str(error))
            tasks.append(_never(missing))
    return tasks


def _osrm_tasks(place: Place, algorithm: str, peer: osrm_peer.OsrmPeer) -> list[Task]:
    near, ends, name = place.questioner(1), place.pairs(), f"OSRM {algorithm}, HTTP"
    drawn = [near.points(SPOTS, within_m=CITY_M) for _ in range(MATRICES + 1)]

    def matrix(turn: int) -> None:
        peer.table(drawn[turn])

    def route(turn: int) -> None:
        peer.route(ends[turn])

    return [
        Task(place.name, "matrix, coordinates", name, matrix, MATRICES, exact="own model"),
        Task(place.name, "route with geometry", name, route, ROUTES, exact="own model"),
    ]


def _nothing(_: int) -> None:
    """Stand for what cannot be asked."""


def _never(task: Task) -> Task:
    task.rounds, task.warm_up = 0, False
    return task


def start_of_worker(place: Place) -> Start:
    """Return how the second of two workers starts: times, and memory beside the first."""
    command = [sys.executable, "-m", "benchmarks.routing_worker"]
    command += [str(place.root), place.region, place.network.mode.value]
    pipe = subprocess.PIPE
    workers = [subprocess.Popen(command, stdin=pipe, stdout=pipe) for _ in range(2)]
    try:
        said = [json.loads(worker.stdout.readline()) for worker in workers if worker.stdout]
        private = private_mib(workers[1].pid)
    finally:
        for worker in workers:
            worker.communicate()
    second = said[1]
    return Start(
        place.name, second["load_s"], second["first_ms"], second["warm_ms"], private_mib=private
    )


def start_notes(start: Start) -> str:
    """Return the same in words."""
    return (
        f"a second worker loads in {start.load_s:.2f} s, first 100 × 100 and route "
        f"{start.first_ms:.1f} ms, later {start.warm_ms:.1f} ms, "
        f"{start.private_mib:.0f} MiB private"
    )


def artefact_notes(place: Place) -> str:
    """Return how large the artefact is and how long its index takes to build."""
    folder = place.root / place.region / place.network.mode.value
    version = (folder / "current").read_text("utf-8").strip()
    size = sum(file.stat().st_size for file in (folder / version).iterdir())
    started = time.perf_counter()
    build_index(place.network)
    took_s = time.perf_counter() - started
    extent = place.network.extent
    return (
        f"{extent.nodes:,} nodes, {extent.edges:,} edges; artefact {size / 2**20:.0f} MiB, "
        f"index built in {took_s:.1f} s"
    )


def places(folder: Path) -> list[Place]:
    """Build and load the networks to measure on."""
    region = KUMAMOTO if kumamoto_pbf() else SAMPLE
    root, found = folder / "networks", []
    for mode in Mode:
        network = build(root, region, mode)
        found.append(Place(f"{region} {mode.value}", region, root, network))
        code = build_tiled(root, network, nodes=TILED_NODES)
        large = load_network(root, code, mode)
        found.append(Place(f"300,000 nodes {mode.value}", code, root, large))
    return found


def main(folder: Path) -> None:
    """Measure everything and print one table."""
    folder.mkdir(parents=True, exist_ok=True)
    warm_up()
    before = machine()
    measured, notes = places(folder), []
    with ExitStack() as stack:
        tasks = []
        for place in measured:
            tasks += [*own_tasks(place), *peer_tasks(place), *osrm_tasks(place, folder, stack)]
        run_in_turns(tasks)
    starts = [start_of_worker(place) for place in measured]
    for place, start in zip(measured, starts, strict=True):
        notes += [f"{place.name}: {artefact_notes(place)}; {start_notes(start)}"]
    show(tasks, f"{SPOTS} × {SPOTS} travel times and routes – {before}")
    print("\n".join(notes))
    show_goals(goals_of(tasks, starts))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("var") / "bench")
