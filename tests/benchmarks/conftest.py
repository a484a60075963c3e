"""The sample region's networks, as the routing tests have them."""

from tests.routing.conftest import sample_drive_network, sample_root

__all__ = ["sample_drive_network", "sample_root"]
