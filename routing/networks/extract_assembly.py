"""From an extract to a connected network with times, on flat arrays.

The same streets as by way of OSMnx (`routing.networks.assembly`), which tests hold it to, in a
fraction of the time and memory. Only this way knows turn restrictions.
"""

from __future__ import annotations

import numpy as np

from routing.errors import NetworkSourceError
from routing.model import Mode
from routing.networks.chains import find_chains, find_endpoints
from routing.networks.copies import leading_copies
from routing.networks.extract import Extract
from routing.networks.forbidden_turns import find_forbidden
from routing.networks.merging import MergedStreets, merge
from routing.networks.model import Assembled, Extent, Progress, StreetNetwork, silent
from routing.networks.segments import IndexArray, to_segments
from routing.networks.selection import largest_part
from routing.networks.turns import with_turns


def assemble_extract(extract: Extract, mode: Mode, progress: Progress = silent) -> Assembled:
    """Add times, merge segments, keep the largest strongly connected part, tell turns apart.

    Raises
    ------
    NetworkSourceError
        If no two places are connected both ways.
    """
    merged = _merged_streets(extract, mode, progress)
    progress("connecting", 3, 5)
    connected, kept = largest_part(merged.network)
    turns = find_forbidden(connected, merged.end_ways.take(kept), extract.turns)
    # What can be reached or left by a forbidden turn only is dropped like the rest.
    turned, _ = largest_part(with_turns(connected, turns.forbidden))
    dropped = _sum(
        _difference(merged.network.extent, connected.extent),
        _difference(_extent_without_copies(connected), _extent_without_copies(turned)),
    )
    return Assembled(turned, dropped, turns.obeyed, turns.ignored, turns.moot)


def _merged_streets(extract: Extract, mode: Mode, progress: Progress) -> MergedStreets:
    progress("travel times", 1, 5)
    segments = to_segments(extract, mode)
    progress("merging segments", 2, 5)
    kind = extract.ways.no_stopping[segments.way]
    is_end = find_endpoints(segments, len(extract.nodes.osmid), kind, _turning_places(extract))
    chains = find_chains(segments, is_end)
    if len(chains.segment) == 0:
        raise NetworkSourceError("no two crossings of these streets are connected both ways")
    return merge(extract, segments, chains, is_end, mode)


def _turning_places(extract: Extract) -> IndexArray:
    """Return the nodes with turn restrictions: a restricted bend stays a node, to be obeyed at."""
    via = np.unique([stated.via for stated in extract.turns.restrictions]).astype(np.int64)
    return np.flatnonzero(np.isin(extract.nodes.osmid, via))


def _extent_without_copies(network: StreetNetwork) -> Extent:
    streets = np.unique(leading_copies(network))
    length_km = float(network.edges.length_m[streets].sum()) / 1000
    return Extent(len(np.unique(network.nodes.osmid)), len(streets), round(length_km, 3))


def _difference(whole: Extent, kept: Extent) -> Extent:
    length_km = round(whole.length_km - kept.length_km, 3)
    return Extent(whole.nodes - kept.nodes, whole.edges - kept.edges, length_km)


def _sum(one: Extent, other: Extent) -> Extent:
    length_km = round(one.length_km + other.length_km, 3)
    return Extent(one.nodes + other.nodes, one.edges + other.edges, length_km)
