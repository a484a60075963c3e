"""What the engine raises; an expected "no" is a return value, not an error."""


class RoutingError(Exception):
    """Base of everything the engine raises."""


class NetworkSourceError(RoutingError):
    """Street data could not be read; the message says which and what to do."""


class NetworkArtefactError(RoutingError):
    """A saved network is missing, damaged or of another format version."""


class OutsideNetworkError(RoutingError):
    """A point lies too far from any street of the network.

    Attributes
    ----------
    distances_m
        Index of each offending point and its distance to the nearest street, in metres.
    """

    def __init__(self, distances_m: dict[int, float]) -> None:
        self.distances_m = distances_m
        worst = max(distances_m.values())
        super().__init__(f"{len(distances_m)} point(s) off the network, up to {worst:.0f} m away")


class UnreachableError(RoutingError):
    """Two consecutive points of a route have no path between them.

    Attributes
    ----------
    origin, destination
        Their indices in the sequence of points asked for.
    """

    def __init__(self, origin: int, destination: int) -> None:
        self.origin = origin
        self.destination = destination
        super().__init__(f"no path from point {origin} to point {destination}")
