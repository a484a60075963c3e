"""The service at other times than the fixed one."""

from tests.server.bookings.conftest import at

__all__ = ["at"]
