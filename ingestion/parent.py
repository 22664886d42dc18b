"""A process that ends with the one that started it, whatever it is doing: for all that does work for somebody who waits.

Linux alone sees to that by itself; elsewhere a process has to look after its parent.
"""

from __future__ import annotations

import ctypes
import signal
import sys

_PDEATHSIG = 1


def end_with_parent() -> bool:
    """Have the system kill this process once the thread that started it is gone. True where it will."""
    return sys.platform.startswith("linux") and ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGKILL, 0, 0, 0) == 0
