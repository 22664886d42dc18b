"""Writers that are killed, for what they leave behind."""

from __future__ import annotations

import os
from collections.abc import Callable
from unittest.mock import patch


class Killed(BaseException):
    """Where the process ended."""


def killed_at_the_switch(write: Callable, *arguments) -> None:
    """Call what replaces a file by another, with the end right before the new one takes its place."""
    with patch.object(os, "replace", side_effect=Killed):
        try:
            write(*arguments)
        except Killed:
            return
    raise AssertionError(f"{write} never came to the switch")
