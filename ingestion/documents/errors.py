"""Why a document cannot be read."""

from __future__ import annotations


class ReadError(Exception):
    """A document cannot be read. `reason` is a short slug for counting, `detail` a sentence that names the place and the remedy."""

    def __init__(self, reason: str, detail: str):
        super().__init__(detail)
        self.reason, self.detail = reason, detail
