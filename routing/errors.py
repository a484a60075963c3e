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


class EngineUnavailableError(RoutingError):
    """A routing server did not answer, or not in a form that can be used; trying later may help.

    Attributes
    ----------
    reason
        What happened, without the server's address.
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"the routing server cannot be used: {reason}")


class ProfileNotServedError(RoutingError):
    """The engine cannot keep to an access profile, and says so instead of ignoring it.

    Attributes
    ----------
    profile
        The profile's value.
    """

    def __init__(self, profile: str) -> None:
        self.profile = profile
        super().__init__(f"this engine does not know what {profile!r} asks of the streets")
