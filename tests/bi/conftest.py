"""What the tests of this folder share."""

from tests.bi.server import browser, server

__all__ = ["browser", "server"]
