"""What the tests of this folder share."""

pytest_plugins = ["tests.bi.server"]
