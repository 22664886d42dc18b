"""The box: a worker process in which the parsers of untrusted bytes run, with bounds on memory, time and output, and without a network.

Here belongs: starting, feeding, watching and ending workers (`box.py`, `process.py`), what a worker may do (`confinement.py`,
`syscalls.csv`), the worker's own loop (`worker.py`), the messages between the two (`wire.py`), every bound with its default (`limits.py`).
Not here: what runs in a worker. That is named by whoever calls: `documents/boxed.py` (readers), `containers/` (unpacking).

Why a process of our own making: a pool of `multiprocessing` answers with pickles, which a parser that was taken over could forge, and
hands its own file handles on. The messages here are lengths, JSON and bytes, and a worker that breaks a bound is killed, not asked.
"""

from ingestion.boxed.box import Box
from ingestion.boxed.limits import Limits
from ingestion.boxed.process import BoxError, BoxUnavailable

__all__ = ["Box", "BoxError", "BoxUnavailable", "Limits"]
