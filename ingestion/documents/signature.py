"""Signatures: what tells that two documents are one text published twice, without comparing them word by word.

A MinHash of the runs of characters that a document's body holds: two signatures agree in as large a share of their places as the bodies
share of their runs. White space, punctuation, and the form of letters and digits play no part. Only making signatures belongs here; which
documents are near-duplicates is decided in the models (`int_near_duplicates`), figures considered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from ingestion.schemas import SIGNATURE

PLACES = SIGNATURE.shape[0]  # numbers of a signature: a share of 0.8 is estimated to ±0.035
RUN = 5  # characters
SEED = 20260101
# shorter bodies share too much with others by chance: notices of two sentences
MIN_LENGTH = 150
_STRETCH = 50_000
_SPOKEN = re.compile(r"[^\W_]+")


def signature(text: str, body: Sequence[tuple[int, int]]) -> list[int] | None:
    """The signature of the body spans of a text: PLACES unsigned 32-bit numbers; None for a body of fewer than MIN_LENGTH letters and
    digits. The same characters give the same signature on every machine and in every run."""
    from rensa import RMinHash

    spoken = _in_one_form("".join(_spoken(text[start:end]) for start, end in body))
    if len(spoken) < MIN_LENGTH:
        return None
    minhash = RMinHash(num_perm=PLACES, seed=SEED)
    last = len(spoken) - RUN + 1
    for start in range(0, last, _STRETCH):
        minhash.update([spoken[at : at + RUN] for at in range(start, min(start + _STRETCH, last))])
    return minhash.digest()


def _spoken(text: str) -> str:
    return "".join(_SPOKEN.findall(text))


def _in_one_form(spoken: str) -> str:
    """Letters and digits in their plain forms. Punctuation is gone by then: a text that has none of other forms is told so at a glance."""
    plain = unicodedata.normalize("NFKC", spoken)
    return plain if plain == spoken else _spoken(plain)  # ㈠ is written (一) there
