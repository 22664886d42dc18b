"""What the tests of this folder share."""

from tests.bi.server import browser, server
from tests.bi.visit import board, visit

__all__ = ["board", "browser", "server", "visit"]
